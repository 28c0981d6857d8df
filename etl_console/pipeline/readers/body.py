"""The records of a delimited file, block by block: pyarrow where a block keeps to the rules, the tokenizer where not.

Whether it does is seen from its bytes at once: every quote must open after a delimiter or line end, close before
one, or be doubled. Only the records around a quote that breaks this are read one by one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from etl_console.pipeline.readers.dialect import Dialect, Record, is_blank, records
from etl_console.records import SOURCE_LINE

BLOCK = 1 << 20
_LONGEST_RECORD = 16 << 20
_A_LOOK = 64 << 10
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_STAND_IN = b"\x1f"


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes of a UTF-8 text that hold records: from ``start``, in physical line ``line``, up to ``stop``."""

    start: int
    stop: int
    line: int


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """Lines of a text with their ends; only CR, LF and CRLF end one."""
    if "\r" not in text:
        *whole, last = text.split("\n")
        for line in whole:
            yield line, "\n"
        if last:
            yield last, ""
        return
    for match in _LINE.finditer(text):
        if match[0]:
            yield match[1], match[2]


class Body:
    """Reads the records of a range: ``names`` for its columns, ``dropped`` empty fields after them, records as wide as
    one of ``short`` padded. ``on_bad`` gets what is no record."""

    def __init__(
        self,
        path: Path,
        part: Range,
        dialect: Dialect,
        names: Sequence[str],
        dropped: int,
        short: frozenset[int],
        comment: str | None,
        on_bad: Callable[[Record], None],
    ) -> None:
        self._path, self._part, self._dialect = path, part, dialect
        self._names = list(names)
        self._width = len(names) + dropped
        self._dropped = dropped
        self._short = short
        self._comment = comment
        self._on_bad = on_bad
        self._line = part.line
        self.position = part.start
        self._delimiter = dialect.delimiter.encode()
        self._quote = dialect.quote.encode()
        self._fast = (
            self._width > 1
            and not comment
            and not short
            and (len(self._delimiter) == 1 or _STAND_IN not in self._delimiter)
            and b"\0"
            not in (self._delimiter, self._quote)  # pyarrow takes no NUL for a sign, and for a quote only ASCII
            and len(self._quote) < 2
            and (not dialect.escape or dialect.doubles)
        )

    @property
    def line(self) -> int:
        """The physical line that comes next."""
        return self._line

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The good records as text columns with their physical line."""
        with self._path.open("rb") as stream:
            stream.seek(self._part.start)
            carry = b""
            while True:
                block = carry + stream.read(min(BLOCK, self._part.stop - stream.tell()))
                last = stream.tell() >= self._part.stop
                if not block:
                    return
                cut = len(block) if last else _line_end(block)
                if cut == 0 and len(block) > _LONGEST_RECORD:
                    yield from self._too_long(block, stream)
                    carry = b""
                    continue
                taken, batches = self._block(block[:cut], last)
                carry = block[taken:]
                self.position = stream.tell() - len(carry)
                yield from batches
                if last and not carry:
                    return

    def _too_long(self, block: bytes, stream: BinaryIO) -> Iterator[pa.RecordBatch]:
        """A line without end: its beginning is kept as a bad record, the rest of it is passed over."""
        self._on_bad(Record(self._line, block[:2000].decode(errors="replace"), None, "the line is longer than 16 MB"))
        while stream.tell() < self._part.stop:
            more = stream.read(min(BLOCK, self._part.stop - stream.tell()))
            found = more.find(b"\n")
            if found >= 0:
                stream.seek(found + 1 - len(more), io.SEEK_CUR)
                break
        self._line += 1
        yield from ()

    def _block(self, block: bytes, last: bool) -> tuple[int, list[pa.RecordBatch]]:
        """The records of whole lines; how many bytes of them were used, the rest belongs to what follows."""
        done = 0
        found: list[pa.RecordBatch] = []
        while done < len(block):
            part = block[done:] if done else block
            clean, spans = self._clean(part)
            if clean:
                batch = self._arrow(part[:clean] if clean < len(part) else part, spans)
                if batch is not None:
                    found.append(batch)
                    done += clean
                    continue
            used, batch = self._strict(part, last)
            if batch is not None:
                found.append(batch)
            if not used:
                return done, found
            done += used
        return done, found

    # Blocks that keep to the rules --------------------------------------------------------------------------------

    def _clean(self, block: bytes) -> tuple[int, bool]:
        """How many bytes from the start hold only well-formed records, and whether a field spans lines in them."""
        if not self._fast or _has_bare_cr(block):
            return 0, False
        if len(self._delimiter) > 1 and (_STAND_IN in block or (self._quote and self._quote in block)):
            return 0, False
        if not self._quote or self._quote not in block:
            return len(block), False
        view = np.frombuffer(block, np.uint8)
        quotes = np.flatnonzero(view == self._quote[0])
        ends = np.asarray([self._delimiter[0], 10, 13, self._quote[0]], np.uint8)
        opening, closing = quotes[0::2], quotes[1::2]
        before = view[np.maximum(opening - 1, 0)]
        after = view[np.minimum(closing + 1, len(block) - 1)]
        bad_open = ~np.isin(before, ends) & (opening > 0)
        bad_close = ~np.isin(after, ends) & (closing < len(block) - 1)
        bad = [int(places[flags][0]) for places, flags in ((opening, bad_open), (closing, bad_close)) if flags.any()]
        if len(quotes) % 2:
            bad.append(int(quotes[-1]))
        limit = min(bad, default=len(block))
        feeds = np.flatnonzero(view == 10)
        within = np.searchsorted(quotes, feeds) % 2 == 1
        outside = feeds[~within]
        good = int(outside[outside < limit][-1]) + 1 if bad and (outside < limit).any() else 0
        if not bad:
            good = len(block)
        return good, bool(within[feeds < good].any())

    def _arrow(self, block: bytes, spans: bool) -> pa.RecordBatch | None:
        """A block of well-formed records through pyarrow; None where its rows cannot be told apart by lines."""
        bad: list[Record] = []

        def invalid(row: Any) -> str:
            bad.append(Record(row.number or 0, row.text, None))
            return "skip"

        delimiter = self._delimiter
        if len(delimiter) > 1:
            block, delimiter = block.replace(delimiter, _STAND_IN), _STAND_IN
        names = [*self._names, *(f"\0{i}" for i in range(self._dropped))]
        quote = self._dialect.quote or False
        table = pyarrow.csv.read_csv(
            pa.BufferReader(block),
            read_options=pyarrow.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter.decode(), quote_char=quote, double_quote=bool(quote), ignore_empty_lines=True,
                invalid_row_handler=invalid, newlines_in_values=spans,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types={n: pa.string() for n in names}, strings_can_be_null=False, check_utf8=False
            ),
        )  # fmt: skip
        lines, after = _record_lines(block, spans, self._quote, table.num_rows + len(bad))
        if len(lines) != table.num_rows + len(bad):
            return None
        if any("\n" in record.raw for record in bad):
            return None
        for name in names[len(self._names) :]:
            if pc.any(pc.not_equal(table[name], "")).as_py():
                return None
        keep = np.ones(len(lines), bool)
        for record in bad:
            at = record.line - 1
            keep[at] = False
            text = record.raw if delimiter != _STAND_IN else record.raw.replace("\x1f", self._dialect.delimiter)
            self._bad_line(self._line + int(lines[at]), text)
        good = pa.array((lines[keep] if bad else lines) + self._line, pa.int64())
        self._line += after
        columns = [table[n].combine_chunks() for n in self._names]
        arrays = [c.chunk(0) if isinstance(c, pa.ChunkedArray) else c for c in columns]
        return pa.RecordBatch.from_arrays([*arrays, good], names=[*self._names, SOURCE_LINE])

    def _bad_line(self, line: int, text: str) -> None:
        if is_blank(text, self._dialect.delimiter):
            return
        found = next(iter(records([(text, "")], self._dialect, line)), None)
        if found is not None:
            self._on_bad(found)

    # Blocks that do not -------------------------------------------------------------------------------------------

    def _strict(self, block: bytes, last: bool) -> tuple[int, pa.RecordBatch | None]:
        """Read records one by one: the whole block where pyarrow may not, else some past the first fault."""
        some = _A_LOOK if self._fast else len(block)
        text = block.decode("utf-8", "surrogateescape")
        rows: list[list[str]] = []
        lines: list[int] = []
        start, position, faults = self._line, 0, 0
        parts = list(lines_of(text))
        comment = self._comment
        source = (("", end) if comment and line.startswith(comment) else (line, end) for line, end in parts)
        upto = start
        for record in records(source, self._dialect, start, self._width):
            left = start + len(parts) - record.line
            if record.fault.endswith("not closed") and not last and left < 500 and record.line > start:
                break
            upto = record.next_line
            if self._fits(record):
                fields = record.fields or []
                rows.append([*fields, *[""] * (len(self._names) - len(fields))][: len(self._names)])
                lines.append(record.line)
            else:
                self._on_bad(record)
                faults += 1
            if faults and self._fast:
                position = sum(len(line) + len(end) for line, end in parts[: upto - start])
                if position >= some:
                    break
        else:
            upto = start + len(parts)
        if upto == start:
            upto = start + len(parts)
        used = len("".join(line + end for line, end in parts[: upto - start]).encode("utf-8", "surrogateescape"))
        self._line = upto
        if not rows:
            return used, None
        arrays = [_text_array(column) for column in zip(*rows, strict=True)]
        return used, pa.RecordBatch.from_arrays(
            [*arrays, pa.array(lines, pa.int64())], names=[*self._names, SOURCE_LINE]
        )

    def _fits(self, record: Record) -> bool:
        if record.fields is None:
            return False
        if record.width == self._width:
            return not self._dropped or not any(record.fields[-self._dropped :])
        return record.width in self._short


def _text_array(column: Sequence[str]) -> pa.Array:
    """Cells as text; bytes that are no UTF-8 become U+FFFD."""
    whole = (c if c.isascii() else c.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for c in column)
    return pa.array(list(whole), pa.string())


def _line_end(block: bytes) -> int:
    """The place after the last line end in a block; 0 when there is none. A CR at the very end may be half of one."""
    at = block.rfind(b"\n") + 1
    return at or block.rfind(b"\r", 0, len(block) - 1) + 1


def _has_bare_cr(block: bytes) -> bool:
    """True when a CR ends a line by itself."""
    return b"\r" in block and block.count(b"\r") != block.count(b"\r\n")


def _record_lines(block: bytes, spans: bool, quote: bytes, found: int) -> tuple[Any, int]:
    """The line of each record of a block, from 0, and how many lines the block has; ``found`` records are in it."""
    view = np.frombuffer(block, np.uint8)
    is_feed = view == 10
    count = int(np.count_nonzero(is_feed)) + (not block.endswith(b"\n"))
    if not spans and found == count:  # a record a line, none blank
        return np.arange(count), count
    feeds = np.flatnonzero(is_feed)
    starts = np.concatenate(([0], feeds + 1))
    stops = np.concatenate((feeds, [len(block)]))
    lengths = stops - starts
    if len(starts) > count:
        starts, stops, lengths = starts[:count], stops[:count], lengths[:count]
    returns = (lengths > 0) & (view[np.minimum(np.maximum(stops - 1, 0), len(block) - 1)] == 13)
    is_record = (lengths - returns) > 0
    if spans and quote:
        quotes = np.flatnonzero(view == quote[0])
        is_record &= np.searchsorted(quotes, starts) % 2 == 0
    return np.flatnonzero(is_record), count
