"""Delimited text: streaming, exact, every record either whole or rejected with its line.

A file without any quote is read by pyarrow with the dialect fixed; one with quotes by the strict tokenizer.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from etl_console.errors import SourceError
from etl_console.pipeline.readers.dialect import Dialect, Record, detect_delimiter, records
from etl_console.pipeline.readers.encoding import detect_encoding
from etl_console.pipeline.readers.source import OnRejects, understood, unique_names
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_ROWS = 20_000
_HEAD = 1 << 20


class CsvSource:
    """A delimited text file. Raises SourceError when it is empty or cannot be decoded."""

    def __init__(self, path: Path, config: SourceConfig) -> None:
        self._path = path
        self._config = config
        self._spool: IO[bytes] | None = None
        self._read = 0
        self.problems: list[Problem] = []
        if path.stat().st_size == 0:
            raise SourceError(
                f"{path.name} is empty (0 bytes).",
                "Have the file delivered again.",
                code="source_empty",
                file=path.name,
            )
        self.understood: dict[str, Any] = {}
        encoding = self._encoding()
        quote = '"' if config.quote is None else config.quote
        self.understood["quote"] = understood(quote, "given" if config.quote is not None else "usual")
        if config.delimiter:
            delimiter = "\t" if config.delimiter in ("\\t", "TAB") else config.delimiter
            self.understood["delimiter"] = understood(delimiter, "given")
        else:
            delimiter, reason = detect_delimiter(path, encoding, quote, config.skip or 0)
            self.understood["delimiter"] = understood(delimiter, reason)
        self._dialect = Dialect(delimiter, quote, config.escape or "")
        self._text = path if encoding in ("utf-8", "utf-8-sig") else self._transcoded(encoding)
        self._size = self._text.stat().st_size
        self.columns, self._first_line = self._header()

    def _encoding(self) -> str:
        if self._config.encoding:
            self.understood["encoding"] = understood(self._config.encoding, "given")
            return self._config.encoding
        name, reason = detect_encoding(self._path)
        self.understood["encoding"] = understood(name, reason)
        return name

    def _transcoded(self, encoding: str) -> Path:
        """The file as UTF-8, in a temporary file that goes with this object."""
        self._spool = tempfile.NamedTemporaryFile(prefix="etl-", suffix=".utf8")  # noqa: SIM115
        lost = 0
        try:
            with self._path.open(encoding=encoding, errors="replace", newline="") as text:
                while block := text.read(_HEAD):
                    lost += block.count("\ufffd")
                    self._spool.write(block.encode("utf-8"))
        except (LookupError, UnicodeError) as error:
            raise SourceError(
                f"{self._path.name} cannot be read as {encoding}: {error}.", "Correct the encoding in its settings.",
                code="source_encoding", file=self._path.name,
            ) from error  # fmt: skip
        self._spool.flush()
        if lost:
            self.problems.append(
                Problem(
                    "undecodable_bytes",
                    f"{lost} bytes of {self._path.name} mean nothing in {encoding}; they stand as �.",
                    "Set the encoding of the file if it is another.",
                    {"bytes": lost, "encoding": encoding},
                )
            )
        return Path(self._spool.name)

    def _lines(self) -> Iterator[str]:
        with self._text.open(encoding="utf-8-sig", errors="replace", newline=None) as text:
            for line in text:
                self._read += len(line)
                yield line.rstrip("\n")

    def _records(self, skip: int) -> Iterator[Record]:
        lines: Iterator[str] = islice(self._lines(), skip, None)
        comment = self._config.comment
        if comment:
            lines = ("" if line.startswith(comment) else line for line in lines)
        return records(lines, self._dialect, skip + 1)

    def _header(self) -> tuple[tuple[str, ...], int]:
        """Column names, and the physical line at which the data begins."""
        config = self._config
        rows = 1 if config.header is None else config.header
        self.understood["header"] = understood(rows, "given" if config.header is not None else "usual")
        found = self._records(config.skip or 0)
        head = [r for r in islice(found, max(rows, 1)) if r.fields is not None]
        if len(head) < max(rows, 1):
            raise SourceError(
                f"{self._path.name} has no header row that can be read.",
                "Correct the file, or its settings: skip, header, delimiter, quote.", code="source_header",
            )  # fmt: skip
        width = max(len(r.fields or ()) for r in head)
        if rows == 0:
            names = config.columns or tuple(f"column_{i}" for i in range(1, width + 1))
            return unique_names(names), head[0].line
        parts = [[*(r.fields or ()), *([""] * (width - len(r.fields or ())))] for r in head]
        names = tuple(" ".join(p.strip() for p in column if p.strip()) for column in zip(*parts, strict=True))
        return unique_names(config.columns or names), head[-1].line + head[-1].raw.count("\n") + 1

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records as text columns; malformed ones are rejected with their raw line."""
        self._read = 0
        simple = len(self._dialect.delimiter) == 1 and not self._dialect.escape and not self._config.comment
        if simple and len(self.columns) > 1 and self._is_a_record_a_line():
            yield from self._fast(on_rejects)
        else:
            yield from self._strict(on_rejects)

    def _is_a_record_a_line(self) -> bool:
        """True when the file has no quote and no blank line but at its end: then lines are records."""
        with self._text.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
            if self._dialect.quote and view.find(self._dialect.quote.encode()) >= 0:
                return False
            blanks = [at for pair in (b"\n\n", b"\n\r", b"\r\r") if (at := view.find(pair)) >= 0]
            return not blanks or not view[min(blanks) :].strip()

    # Files without quotes: a line is a record --------------------------------------------------------------------

    def _fast(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        left_out: list[int] = []  # physical lines that are no good record, ascending
        rejects: list[RejectedRecord] = []

        def invalid(row: Any) -> str:
            line = row.number
            left_out.append(line)
            if row.text.strip():
                rejects.append(self._width_reject(Record(line, row.text, row.text.split(self._dialect.delimiter))))
            return "skip"

        reader = _opened(self._text, self._first_line - 1, self.columns, self._dialect.delimiter, invalid)
        if reader is None:
            return
        line = self._first_line
        for batch in reader:
            if rejects:
                on_rejects(list(rejects))
                rejects.clear()
            if batch.num_rows:
                lines, line = _lines_of(batch.num_rows, line, left_out)
                self._read += batch.nbytes
                yield batch.append_column(SOURCE_LINE, pa.array(lines))
        if rejects:
            on_rejects(rejects)

    # Files with quotes -------------------------------------------------------------------------------------------

    def _strict(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        width = len(self.columns)
        rows: list[list[str]] = []
        lines: list[int] = []
        rejects: list[RejectedRecord] = []
        for record in self._records(self._first_line - 1):
            if record.fields is not None and len(record.fields) == width:
                rows.append(record.fields)
                lines.append(record.line)
            else:
                rejects.append(self._width_reject(record))
            if len(rows) >= _ROWS or len(rejects) >= _ROWS:
                if rejects:
                    on_rejects(rejects)
                    rejects = []
                if rows:
                    yield _batch(rows, lines, self.columns)
                    rows, lines = [], []
        if rejects:
            on_rejects(rejects)
        if rows:
            yield _batch(rows, lines, self.columns)

    def _width_reject(self, record: Record) -> RejectedRecord:
        fields = record.fields if record.fields is not None else record.raw.split(self._dialect.delimiter)
        expected = len(self.columns)
        fault = record.fault or f"{len(fields)} fields instead of {expected}"
        names = [*self.columns, *(f"column_{i}" for i in range(expected + 1, len(fields) + 1))]
        whole = dict(zip(names, fields, strict=False))
        return RejectedRecord(
            record.line, Rule.MALFORMED_RECORD, f"Line {record.line}: {fault}.", record=whole, raw=record.raw
        )

    def share(self) -> float | None:
        """The share of the file that has been read, 0..1."""
        return min(1.0, self._read / self._size) if self._size else None

    def close(self) -> None:
        """Remove the transcoded copy."""
        if self._spool is not None:
            self._spool.close()


def _opened(path: Path, skip: int, names: tuple[str, ...], delimiter: str, invalid: Any) -> Any:
    """A streaming reader over the rest of the file, None when there is none."""
    try:
        return pyarrow.csv.open_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(
                column_names=list(names), skip_rows=skip, use_threads=False, block_size=4 << 20
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, double_quote=False, ignore_empty_lines=True,
                invalid_row_handler=invalid, newlines_in_values=False,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types={n: pa.string() for n in names}, strings_can_be_null=False, check_utf8=False
            ),
        )  # fmt: skip
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return None
        raise SourceError(f"{path.name} cannot be read: {error}.", "Look at the file.") from error


def _lines_of(count: int, first: int, left_out: list[int]) -> tuple[Any, int]:
    """The physical lines of ``count`` good records from line ``first`` on, and the line after the last."""
    bad = np.asarray([n for n in left_out if n >= first], dtype=np.int64)
    candidates = np.arange(first, first + count + len(bad), dtype=np.int64)
    lines = candidates[~np.isin(candidates, bad)][:count]
    after = int(lines[-1]) + 1
    left_out[:] = [n for n in left_out if n >= after]
    return lines, after


def _batch(rows: list[list[str]], lines: list[int], columns: tuple[str, ...]) -> pa.RecordBatch:
    arrays = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays([*arrays, pa.array(lines, pa.int64())], names=[*columns, SOURCE_LINE])
