"""Delimited text: what is not given is found out from the whole file; then it is read, streaming, with that fixed."""

from __future__ import annotations

import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl_console.errors import SourceError
from etl_console.pipeline.readers.body import Body, Range, lines_of
from etl_console.pipeline.readers.container import Unpacked
from etl_console.pipeline.readers.detect import detect, modal_width
from etl_console.pipeline.readers.dialect import Record, records
from etl_console.pipeline.readers.encoding import decoded, detect_encoding, saved_twice
from etl_console.pipeline.readers.known import Known, Plain
from etl_console.pipeline.readers.repair import Repairer
from etl_console.pipeline.readers.source import OnRejects, understood, unique_names
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.table import Table, find_table, footer_line, is_note, same
from etl_console.pipeline.readers.typed_rows import MOST_COLUMNS
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_HEAD = 256 << 10
_SAMPLE = 48 << 10
_WHOLE = 1 << 20
_PAGE = 5_000
_SEP = re.compile(r'"?sep=(.)"?', re.I)


class CsvSource:
    """A delimited text file. A file without content has no columns; raises SourceError when it cannot be decoded."""

    def __init__(self, unpacked: Unpacked, config: SourceConfig, name: str, known: Known | None = None) -> None:
        self._known = known
        self._unpacked = unpacked
        self._path = unpacked.path
        self._name = name
        self._config = config
        self._spool: IO[bytes] | None = None
        self._body: Body | None = None
        self.problems: list[Problem] = []
        self.understood: dict[str, Any] = {}
        self.columns: tuple[str, ...] = ()
        self.elsewhere: Sequence[Sequence[str]] = ()
        self.alike = ""

    def understand(self) -> None:
        """Encoding, dialect, header, width and end, each given or found out with its reason."""
        config = self._config
        encoding = self._encoding()
        self._text = self._path if encoding in ("utf-8", "utf-8-sig") else self._transcoded(encoding)
        with self._text.open("rb") as stream:
            self._mark = 3 if stream.read(3) == b"\xef\xbb\xbf" else 0
        self._size = self._text.stat().st_size
        if self._is_as_before():
            return
        head, rest = self._samples()
        comment = self._comment(head)
        lines = _without(head, comment)
        if not any(text.strip() for text, _ in lines):
            self._empty()
            return
        said = _SEP.fullmatch(head[0][0]) if config.delimiter is None and config.skip is None else None
        if said:
            lines[0] = ("", lines[0][1])
        delimiter = said[1] if said else _delimiter(config.delimiter)
        self._dialect, reasons = detect([*lines, *rest], delimiter, config.quote, config.escape)
        if said:
            reasons["delimiter"] = "the first line says so, as spreadsheet programs write it"
        self.understood |= {
            "delimiter": understood(self._dialect.delimiter, reasons["delimiter"]),
            "quote": understood(self._dialect.quote, reasons["quote"]),
            "escape": understood(self._dialect.escape, reasons["escape"]),
        }
        self._sign = comment
        skip = config.skip or 0
        found = list(records(lines[skip:], self._dialect, skip + 1))
        if self._dialect.quote and any(self._dialect.quote in text for text, _ in lines):
            found = list(records(lines[skip:], self._dialect, skip + 1, modal_width(found)[0]))
        if not found:
            self._empty()
            return
        far = list(records(rest, self._dialect))
        self._table = find_table(found, far, self._dialect, config, whole=not rest)
        self.elsewhere = [r.fields for r in far if r.fields is not None and r.width == self._table.width]
        self._lines = head
        self._names_and_notes(skip)
        if twice := saved_twice("\n".join(text for text, _ in head)):
            self.problems.append(
                Problem(
                    "saved_twice",
                    f"Words such as “{twice[0]}” were UTF-8 once and saved again in another encoding; "
                    "they are kept as they stand.",
                    "Ask the sender for the file in UTF-8, as it was before.",
                    {"words": twice[:5]},
                )
            )
        if self._known is not None and not rest and not said and not comment and not skip and not self.problems:
            text, end = head[0]
            if end:
                plain = Plain(self._name, self._dialect, self._table, self.columns, dict(self.understood))
                self._known.remember(config, text.encode(), plain)

    def _is_as_before(self) -> bool:
        """Whether the file is like one before in the same run; then it is understood as that one."""
        if self._known is None or self._size > _WHOLE or "|" in self.understood["encoding"]["value"]:
            return False
        data = self._text.read_bytes()[self._mark :]
        header, feed, lines = data.partition(b"\n")
        end = ("\r" if header.endswith(b"\r") else "") + "\n"
        header = header.removesuffix(b"\r")
        plain = self._known.like(self._config, header) if feed else None
        count = plain.is_like(lines) if plain else 0
        if plain is None or not count or saved_twice(data.decode("utf-8", "replace")):
            return False
        self._dialect, self._table, self._sign = plain.dialect, plain.table, None
        self._lines = [(header.decode("utf-8", "replace"), end)]
        self.columns, self.alike = plain.columns, plain.name
        self.understood |= plain.said_of(count)
        self._end = self._stop()
        return True

    # What the file is ---------------------------------------------------------------------------------------------

    def _encoding(self) -> str:
        if self._config.encoding and self._config.encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
            self.understood["encoding"] = understood(self._config.encoding, "given")
            return self._config.encoding
        name, reason = detect_encoding(self._path)
        if self._config.encoding:
            name, reason = (name if name.startswith("utf-8") and "|" not in name else "utf8"), "given"
        self.understood["encoding"] = understood("utf-8" if name == "utf8" else name, reason)
        return name

    def _transcoded(self, encoding: str) -> Path:
        """The file as UTF-8, in a temporary file that goes with this object."""
        self._spool = tempfile.NamedTemporaryFile(prefix="etl-", suffix=".utf8")  # noqa: SIM115
        lost = 0
        try:
            for block in decoded(self._path, encoding):
                self._unpacked.check()
                lost += block.count("\ufffd")
                self._spool.write(block.encode("utf-8", "replace"))
        except (LookupError, UnicodeError) as error:
            raise SourceError(
                f"{self._name} cannot be read as {encoding}: {error}.", "Correct the encoding in its settings.",
                code="source_encoding", file=self._name,
            ) from error  # fmt: skip
        self._spool.flush()
        if lost:
            self.problems.append(
                Problem(
                    "undecodable_bytes",
                    f"{lost} bytes of {self._name} mean nothing in {encoding}; they stand as �.",
                    "Set the encoding of the file if it is another.",
                    {"bytes": lost, "encoding": encoding},
                )
            )
        return Path(self._spool.name)

    def _samples(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Lines from the beginning of the file, and whole lines from its middle and its end; all when it is small."""
        with self._text.open("rb") as stream:
            stream.seek(self._mark)
            if self._size <= _WHOLE:
                return list(lines_of(stream.read().decode("utf-8", "replace"))), []
            head = list(lines_of(stream.read(_HEAD).decode("utf-8", "replace")))
            head = head[:-1] if len(head) > 1 else head
            rest: list[tuple[str, str]] = []
            for place in (self._size // 2, self._size - _SAMPLE):
                stream.seek(place)
                rest += list(lines_of(stream.read(_SAMPLE).decode("utf-8", "replace")))[1:-1]
        return head, rest

    def _comment(self, head: Sequence[tuple[str, str]]) -> str | None:
        if self._config.comment:
            self.understood["comment"] = understood(self._config.comment, "given")
            return self._config.comment
        marked = [text for text, _ in head if text.startswith("#")]
        plain = [text for text, _ in head if text and not text.startswith("#")]
        if marked and len(plain) > len(marked) and not _same_signs(marked, plain):
            self.understood["comment"] = understood("#", f"{len(marked)} lines begin with it and are as no other")
            return "#"
        return None

    def _empty(self) -> None:
        self.problems.append(
            Problem(
                "source_empty", f"{self._name} has no content ({self._path.stat().st_size} bytes).",
                "Have the file delivered again.", {"file": self._name},
            )
        )  # fmt: skip

    def _names_and_notes(self, skip: int) -> None:
        table, config = self._table, self._config
        width = table.width - table.dropped
        if width > MOST_COLUMNS:
            raise SourceError(
                f"{self._name} has more than {MOST_COLUMNS:,} columns.",
                "No table holds so many: correct the delimiter in its settings, or have it delivered in records.",
                code="too_many_columns",
            )
        names = config.columns or table.names or tuple(f"column_{i}" for i in range(1, width + 1))
        if len(names) < width:
            names = (*names, *[""] * (width - len(names)))
        self.columns = unique_names(names[:width])
        if len(config.columns or ()) > width:
            raise SourceError(
                f"{self._name}: {len(config.columns or ())} columns are named, the records have {width} fields.",
                "Correct columns or delimiter in its settings.", code="source_header",
            )  # fmt: skip
        self.understood["header"] = understood(table.header_rows, table.reasons["header"])
        self.understood["width"] = understood(width, f"most records have {table.width} fields")
        lines = len(table.preamble) if config.skip is None else skip
        if lines:
            self.understood["skip"] = understood(lines, table.reasons.get("skip", "given"))
        if table.end is not None:
            self.understood["end"] = understood(table.end, table.end_reason)
        told = list(table.notes)
        self._end = self._stop()
        notes = [text.strip() for text, note in self._below() if note and text.strip()]
        if notes:
            self.understood["footer"] = understood(len(notes), "lines below the table are notes, not records")
            told.append(f"{len(notes)} lines below the table are notes and not read: “{notes[0][:80]}”.")
        self.problems += [
            Problem("source_irregular", note, "Look whether that is right; else correct the file's settings.")
            for note in told
        ]

    # Its records --------------------------------------------------------------------------------------------------

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records as text columns; malformed ones are rejected with their raw line. Mended ones are written and
        told to ``on_rejects`` with the rule ``repaired``."""
        if not self.columns:
            return
        rejects: list[RejectedRecord] = []
        mender = Repairer(self._dialect, self._table, self.columns) if self._config.repair else None

        def bad(record: Record) -> None:
            rejects.append((mender and mender.mend(record)) or self._reject(record))
            if len(rejects) >= _PAGE:
                on_rejects(rejects[:])
                rejects.clear()

        start, stop = self._offset(self._table.first_line), self._end
        self._body = Body(
            self._text, Range(start, stop, self._table.first_line), self._dialect, self.columns, self._table.dropped,
            self._table.short, self._sign, bad,
        )  # fmt: skip
        again = _Again(self._table, self.columns, self._table.paged, bad)
        for batch in self._body.batches():
            kept = again.without(batch)
            if rejects:
                on_rejects(rejects[:])
                rejects.clear()
            if kept.num_rows:
                yield kept
        if mender and (mended := mender.batch()):
            yield mended
        for line, (text, note) in enumerate(self._below(), self._body.line):
            if text.strip() and not note:
                bad(Record(line, text, None, self._table.end_reason or "footnotes"))
        if rejects:
            on_rejects(rejects)

    def _offset(self, line: int) -> int:
        """The place in the text of a line among the first."""
        return self._mark + sum(len((text + end).encode()) for text, end in self._lines[: line - 1])

    def _stop(self) -> int:
        """The place in the text after the table's last record."""
        if self._table.end is not None:
            return self._offset(self._table.end)
        if self._config.footer == 0:
            return self._size
        if self._config.footer is not None:
            return self._size - sum(len((t + e).encode()) for t, e in self._last_lines()[-self._config.footer :])
        if self._size <= _WHOLE:
            return self._size
        last = self._last_lines()
        first = footer_line(list(records(last, self._dialect)), self._table.models)
        return self._size if first is None else self._size - sum(len((t + e).encode()) for t, e in last[first - 1 :])

    def _last_lines(self) -> list[tuple[str, str]]:
        with self._text.open("rb") as stream:
            stream.seek(max(self._mark, self._size - _SAMPLE))
            found = list(lines_of(stream.read().decode("utf-8", "replace")))
        return found[1:] if self._size - _SAMPLE > self._mark else found

    def _below(self) -> Iterator[tuple[str, bool]]:
        """The lines after the table's last record, and whether each is a note; none where the operator said how many
        there are."""
        if self._config.footer is not None:
            return
        notes = "second table" not in self._table.end_reason
        stream = self._text.open("rb")
        stream.seek(max(0, self._end - 4))
        apart = re.search(rb"(\r\n|\n|\r)\1$", stream.read(self._end - stream.tell())) is not None
        with io.TextIOWrapper(stream, "utf-8", errors="replace", newline="") as text:
            for line in text:
                shown = line.rstrip("\r\n")
                apart = apart or not shown.strip()
                yield (
                    shown,
                    notes and self._dialect.delimiter not in shown and is_note(shown, self._table.models, apart),
                )

    def _reject(self, record: Record) -> RejectedRecord:
        fields = record.fields if record.fields is not None else record.raw.split(self._dialect.delimiter)
        expected = len(self.columns)
        given, wanted = len(fields), expected + self._table.dropped
        wrong = f"1 field instead of {wanted}" if given == 1 else f"{given} fields instead of {wanted}"
        fault = record.fault or wrong
        names = [*self.columns, *(f"column_{i}" for i in range(expected + 1, len(fields) + 1))]
        whole = dict(zip(names, fields, strict=False))
        return RejectedRecord(
            record.line, Rule.MALFORMED_RECORD, f"Line {record.line}: {fault}.", record=whole, raw=record.raw
        )

    def share(self) -> float | None:
        """The share of the file that has been read, 0..1."""
        return min(1.0, self._body.position / self._size) if self._body and self._size else None

    def close(self) -> None:
        """Remove the transcoded copy."""
        self._unpacked.close()
        if self._spool is not None:
            self._spool.close()


class _Again:
    """Holds back the header where it stands again among the records, and what follows it unless that is a new page."""

    def __init__(self, table: Table, columns: Sequence[str], page: bool, on_bad: Callable[[Record], None]) -> None:
        self._header = list(table.names) if table.header_rows == 1 else []
        self._first = self._header[0].encode() if self._header else b""
        self._columns, self._page, self._on_bad = list(columns), page, on_bad
        self._ended = ""

    def without(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch without what is held back."""
        if self._ended:
            self._hold(batch, self._ended)
            return batch.slice(0, 0)
        if not self._header or not _holds(batch.column(0), self._first):
            return batch
        found = pc.ends_with(pc.utf8_rtrim(batch.column(0), " "), self._header[0])
        if not found.true_count:
            return batch
        at = [i for i in pc.indices_nonzero(found).to_pylist() if self._is_header(batch, i)]
        if not at:
            return batch
        if self._page:
            for i in at:
                self._hold(batch.slice(i, 1), "the header is repeated")
            keep = np.ones(batch.num_rows, bool)
            keep[at] = False
            return batch.filter(pa.array(keep))
        self._ended = f"a second table begins in line {batch.column(SOURCE_LINE)[at[0]].as_py()}"
        self._hold(batch.slice(at[0]), self._ended)
        return batch.slice(0, at[0])

    def _is_header(self, batch: pa.RecordBatch, row: int) -> bool:
        return same([batch.column(i)[row].as_py() for i in range(len(self._header))], self._header)

    def _hold(self, batch: pa.RecordBatch, fault: str) -> None:
        for row in batch.to_pylist():
            fields = [row[c] for c in self._columns]
            self._on_bad(Record(row[SOURCE_LINE], ",".join(fields), None, fault))


def _holds(texts: pa.Array, sought: bytes) -> bool:
    """True when the bytes of a text column have ``sought`` in them."""
    return texts.buffers()[2] is not None and sought in memoryview(texts.buffers()[2]).tobytes()


def _delimiter(given: str | None) -> str | None:
    return "\t" if given in ("\\t", "TAB") else given


def _without(lines: Sequence[tuple[str, str]], comment: str | None) -> list[tuple[str, str]]:
    """The lines, those that are comments blank."""
    return [("" if comment and text.startswith(comment) else text, end) for text, end in lines]


def _same_signs(marked: Sequence[str], plain: Sequence[str]) -> bool:
    """True when marked lines are delimited as the others are: then the mark belongs to a name or a value."""
    for sign in ",;\t|":
        usual = Counter(text.count(sign) for text in plain).most_common(1)[0][0]
        if usual and any(text.count(sign) == usual for text in marked):
            return True
    return False
