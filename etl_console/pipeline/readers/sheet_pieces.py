"""A large sheet of an xlsx, cut between its rows and read piece by piece on two threads.

A piece is a workbook of its own, so that what one parser knows of a cell stays true. The first and the last rows are
kept as Python values, for the table is found in them; the rows between become Arrow columns. The values are those of
calamine reading the whole sheet; where a piece holds what its fast reading would bend (see ``sheet_columns``) calamine
reads that piece, and where the pieces could tell another story than the whole, None or Beyond says so.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from operator import lt
from pathlib import Path
from typing import Any, overload

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from etl_console.pipeline.readers.container import Check
from etl_console.pipeline.readers.sheet import Merge, count_kinds, is_filled, telling_kind
from etl_console.pipeline.readers.sheet_columns import ESCAPE, MixedError, as_columns, type_counts, written
from etl_console.pipeline.readers.sheet_marks import Marks, marks_of, sheet_part
from etl_console.pipeline.readers.typed_rows import to_array

_LARGE = 6 << 20
"""Bytes of a sheet's XML from which pieces are worth it: some 15,000 rows."""
_PIECE = 4 << 20
_END = 256 << 10
"""Bytes of the first and of the last piece: several hundred rows each."""
_CELLS = 5_000_000
_THREADS, _AHEAD = 2, 3
_TRIES = 3
"""So many pieces are tried the fast way in vain, then no more of the sheet."""
_OPEN = re.compile(rb"<sheetData\b[^>/]*>")
_PLAIN_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_ROW = re.compile(rb'<row (?:[^>]*? )?r="([0-9]{1,7})"')
_FIRST = re.compile(rb'<row (?:[^>]*?\s)?r="([0-9]{1,7})"[^>]*>')
_SHARED = "xl/sharedstrings.xml"
_COMMON = {
    "[content_types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    _SHARED,
}


class Beyond(LookupError):
    """A row was asked for that is neither among the first nor among the last ones."""


class _NotInPieces(Exception):
    """The sheet is to be read as a whole."""


_FAULTS = (
    _NotInPieces, CalamineError, pa.ArrowException, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
    LookupError, ArithmeticError, StopIteration,
)  # fmt: skip


@dataclass(slots=True)
class _Piece:
    """Rows from ``first`` (from 0): as lists at the sheet's ends, as a batch with a column a place between."""

    first: int
    marks: Marks
    rows: list[list[Any]]
    merges: Sequence[Merge] = ()
    batch: pa.RecordBatch | None = None
    types: Sequence[Counter[type]] = ()
    kinds: Sequence[Counter[str]] = ()


class PiecedSheet(Sequence[list[Any]]):
    """The rows of a sheet from 0; those between its first and last some hundred are in ``middle`` alone, and asking for
    one raises Beyond."""

    def __init__(self, pieces: list[_Piece], width: int) -> None:
        head, *middle, tail = pieces
        self.head, self.tail, self.tail_from = head.rows, tail.rows, tail.first
        self.middle = deque((p.first, p.batch) for p in middle if p.batch is not None)
        self.merges = tail.merges
        self.width = width
        self.marks = Marks(
            tuple(row for p in pieces for row in p.marks.hidden),
            {place: text for p in pieces for place, text in p.marks.errors.items()},
            max(p.marks.rows for p in pieces), max(p.marks.columns for p in pieces),
        )  # fmt: skip
        self._types = [sum((p.types[i] for p in middle), Counter[type]()) for i in range(width)]
        self.kinds = [self._kind(pieces, i) for i in range(width)]

    def _kind(self, pieces: list[_Piece], at: int) -> str | None:
        types, kinds = Counter[type](), Counter[str]()
        for piece in pieces:
            if piece.batch is None:
                some_types, some_kinds = _facts(piece.rows, at)
                types.update(some_types)
                kinds.update(some_kinds)
            else:
                types.update(piece.types[at])
                kinds.update(piece.kinds[at])
        return telling_kind(types, kinds, len(self))

    def __len__(self) -> int:
        return self.tail_from + len(self.tail)

    @overload
    def __getitem__(self, at: int) -> list[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Any]]: ...
    def __getitem__(self, at: int | slice) -> list[Any] | list[list[Any]]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if at < len(self.head):
            return self.head[at]
        if at >= len(self):
            raise IndexError(at)
        if at < self.tail_from:
            raise Beyond(at)
        return self.tail[at - self.tail_from]

    def ends(self, start: int, stop: int) -> Iterator[tuple[int, list[list[Any]]]]:
        """The rows from ``start`` to ``stop`` that are no batches, with the place of the first: head, then tail."""
        yield start, self.head[start:stop]
        yield self.tail_from, self.tail[: max(0, stop - self.tail_from)]

    def is_filled(self, at: int, start: int, stop: int) -> bool:
        """True when a column holds something between two rows, of which the first is in the head, the last in the tail."""
        if any(batch.column(at).null_count < batch.num_rows for _, batch in self.middle):
            return True
        return any(is_filled(row[at]) for _, rows in self.ends(start, stop) for row in rows)

    def is_plain(self, start: int, stop: int) -> bool:
        """False when a column of the body mixes days, times of a day and something else: the text of a day then depends
        on its neighbours."""
        for at in range(self.width):
            facts = set(self._types[at])
            for _, rows in self.ends(start, stop):
                facts.update(type_counts(written([row[at] for row in rows])))
            if facts > {dt.date, dt.datetime}:
                return False
        return True


def read_pieces(path: Path, sheet: str, check: Check = lambda: None) -> PiecedSheet | None:
    """The sheet in pieces; None where it is no large sheet of an xlsx or has to be read as a whole. ``check`` is called
    before each piece, what it raises is passed on."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as book:
        part = sheet_part(book, sheet)
        if part is None or book.getinfo(part).file_size < _LARGE:
            return None
        try:
            common = {n: book.read(n) for n in book.namelist() if n.lower() in _COMMON}
            with book.open(part) as stream:
                return _Sheet(sheet, part, common).read(stream, check)
        except _FAULTS:
            return None  # read as a whole it is said what is wrong with it
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            return None


class _Sheet:
    def __init__(self, name: str, part: str, common: dict[str, bytes]) -> None:
        self._name, self._part, self._common = name, part, common
        shared = next((v for n, v in common.items() if n.lower() == _SHARED), b"")
        self._size = max(_PIECE, 4 * len(shared))  # as each piece's reading reads the shared texts
        is_plain = b"1904" not in next(v for n, v in common.items() if n.lower() == "xl/workbook.xml")
        self._tries = _TRIES if is_plain and ESCAPE.search(shared) is None else 0
        self._open = b""
        self._width = 0

    def read(self, stream: Any, check: Check) -> PiecedSheet | None:
        texts = self._cut(stream)
        head = self._end(next(texts), is_head=True)
        self._width = len(head.rows[0]) if head.rows else 0
        if not any(telling_kind(*_facts(head.rows, i), len(head.rows)) for i in range(self._width)):
            return None  # nothing tells records from headings: all rows have to be seen
        pieces, waiting = [head], deque[Future[_Piece]]()
        with ThreadPoolExecutor(_THREADS, "etl-sheet") as pool:
            try:
                last = next(texts)
                for text in texts:
                    check()
                    waiting.append(pool.submit(self._middle, last, _first(text)))
                    last = text
                    if len(waiting) >= _AHEAD:
                        pieces.append(waiting.popleft().result())
                tail = self._end(last, is_head=False)
                pieces += [w.result() for w in waiting]
            finally:
                pool.shutdown(cancel_futures=True)
        pieces.append(tail)
        for before, after in pairwise(pieces):
            rows = before.batch.num_rows if before.batch is not None else len(before.rows)
            if before.first + rows > after.first:
                return None
        head.rows.extend([""] * self._width for _ in range(len(head.rows), pieces[1].first))
        return PiecedSheet(pieces, self._width)

    def _cut(self, stream: Any) -> Iterator[bytes]:
        """The text of the rows in pieces that begin with a row; the last has all that follows the rows."""
        text = stream.read(_END)
        start = _OPEN.search(text)
        if start is None or b"<worksheet" not in text or b"<!" in text[5:]:
            raise _NotInPieces
        self._open, text = text[: start.end()], text[start.end() :]
        cut = text.rindex(b"<row ")
        yield text[:cut]
        text = text[cut:]
        while more := stream.read(self._size):
            text += more
            if len(text) > self._size:
                cut = text.rindex(b"<row ", 0, len(text) - _END)
                if cut:
                    yield text[:cut]
                    text = text[cut:]
        if len(text) > 2 * _END and (cut := text.rindex(b"<row ", 0, len(text) - _END)):
            yield text[:cut]
            text = text[cut:]
        yield text

    def _end(self, text: bytes, *, is_head: bool) -> _Piece:
        first, marks = self._look(text)
        if is_head:
            sheet = self._calamine(self._open + text + _CLOSE)
            rows = sheet.to_python(skip_empty_area=False)
            marks.put(rows)
            return _Piece(0, marks, rows)
        rows, merges = self._rows(text, first, marks, is_last=True)
        return _Piece(first, marks, rows, merges)

    def _middle(self, text: bytes, below: int) -> _Piece:
        first, marks = self._look(text, below)
        if b"/sheetData" in text:
            raise _NotInPieces
        if self._tries > 0 and not marks.errors:
            try:
                columns = as_columns(self._book(self._piece(text, first)), self._name, text, self._width)
            except MixedError:
                self._tries -= 1
            else:
                arrays, types, kinds = zip(*((c.array, c.types, c.kinds) for c in columns), strict=True)
                return _Piece(first, marks, [], (), _batch(arrays), types, kinds)
        rows, _ = self._rows(text, first, marks)
        cells = [[row[i] for row in rows] for i in range(self._width)]
        values = [written(column) for column in cells]
        return _Piece(
            first, marks, [], (), _batch([to_array(v) for v in values]), [type_counts(v) for v in values],
            [count_kinds(column, Counter()) for column in cells],
        )  # fmt: skip

    def _look(self, text: bytes, below: int | None = None) -> tuple[int, Marks]:
        """The first row of a piece and its marks; a piece whose rows do not follow one another is none."""
        rows = text.count(b"<row")
        found = _PLAIN_ROW.findall(text)
        if len(found) != rows:
            found, rows = _ROW.findall(text), rows - text.count(b"<rowBreaks")
        if len(found) != rows or (b"!" in text and (b"<!--" in text or b"<![CDATA[" in text)):
            raise _NotInPieces  # rows without numbers, comments, unparsed text
        numbers = list(map(int, found))
        if not all(map(lt, numbers, numbers[1:])):
            raise _NotInPieces
        marks = marks_of([text])
        end = below if below is not None else numbers[-1]
        if numbers[0] < 1 or end < numbers[-1] or marks.rows > end:
            raise _NotInPieces
        if (numbers[-1] - numbers[0] + 2) * max(marks.columns, self._width) > _CELLS:
            raise _NotInPieces
        return numbers[0] - 1, marks

    def _piece(self, text: bytes, first: int, *, is_last: bool = False) -> bytes:
        """The sheet of a piece. A row above it that no piece has gives it the corner and the width of the whole."""
        cells = b"".join(
            b'<c r="%s%d" t="inlineStr"><is><t>%d</t></is></c>' % (_letters(i), first, i) for i in range(self._width)
        )
        return b"".join((self._open, b'<row r="%d">' % first, cells, b"</row>", text, b"" if is_last else _CLOSE))

    def _rows(
        self, text: bytes, first: int, marks: Marks, *, is_last: bool = False
    ) -> tuple[list[list[Any]], Sequence[Merge]]:
        sheet = self._calamine(self._piece(text, first, is_last=is_last))
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
        if sheet.start != (first - 1, 0) or any(len(row) != self._width for row in rows[:1]):
            raise _NotInPieces
        del rows[0]
        marks.put(rows, first)
        return rows, sheet.merged_cell_ranges or ()

    def _calamine(self, sheet: bytes) -> Any:
        return CalamineWorkbook.from_filelike(io.BytesIO(self._book(sheet))).get_sheet_by_name(self._name)

    def _book(self, sheet: bytes) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as book:
            for name, text in self._common.items():
                book.writestr(name, text)
            book.writestr(self._part, sheet)
        return held.getvalue()


_CLOSE = b"</sheetData></worksheet>"


def _facts(rows: list[list[Any]], at: int) -> tuple[Counter[type], Counter[str]]:
    cells = [row[at] for row in rows]
    return type_counts(written(cells)), count_kinds(cells, Counter())


def _first(text: bytes) -> int:
    match = _FIRST.match(text)
    if match is None:
        raise _NotInPieces
    return int(match[1]) - 1


def _batch(arrays: Sequence[pa.Array]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(list(arrays), names=[str(i) for i in range(len(arrays))])


def _letters(at: int) -> bytes:
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text.encode()
