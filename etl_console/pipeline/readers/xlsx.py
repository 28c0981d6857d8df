"""Workbooks through calamine (xlsx, xlsm, xls, xlsb, ods): cells keep their own types, the line is the sheet's row."""

from __future__ import annotations

import functools
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from etl_console.errors import SourceError
from etl_console.pipeline.readers.container import Unpacked
from etl_console.pipeline.readers.sheet import SheetTable, filled_down, find_sheet_table, is_filled
from etl_console.pipeline.readers.sheet_columns import written
from etl_console.pipeline.readers.sheet_marks import Marks, column_number, sheet_marks, sheet_names
from etl_console.pipeline.readers.sheet_pieces import Beyond, PiecedSheet, read_pieces
from etl_console.pipeline.readers.source import OnRejects, understood, unique_names
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.trial import is_survived
from etl_console.pipeline.readers.typed_rows import TypedRows
from etl_console.records import Problem

_RANGE = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_Grid = list[list[Any]] | PiecedSheet
ALL_SHEETS = "*"
_PAGE = 5_000
_CELLS = 60_000_000
_TRIED = 4_000_000
_UNPACKED = 800_000_000


class XlsxSource:
    """One sheet of a workbook, or all of them one below the other. Raises SourceError that says what is wrong.

    With all sheets, a column ``sheet`` names the sheet and lines go on from sheet to sheet.
    """

    def __init__(self, unpacked: Unpacked, config: SourceConfig, name: str) -> None:
        self._unpacked, self._config, self._name = unpacked, config, name
        self.problems: list[Problem] = []
        self.understood: dict[str, Any] = {}
        self.columns: tuple[str, ...] = ()
        self.elsewhere: Sequence[Sequence[str]] = ()
        self.alike = ""
        self._rows = TypedRows()

    def understand(self) -> None:
        """Choose the sheet, find its table and read it."""
        try:
            self._refuse_bomb()
            book = CalamineWorkbook.from_path(str(self._unpacked.path))
            self._read(book)
        except (CalamineError, zipfile.BadZipFile, OSError, IndexError, zlib.error, EOFError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's fault, not the file's
            said = str(error).lower()
            protected = "password" in said or "encrypt" in said
            raise SourceError(
                f"{self._name} is {'protected by a password' if protected else 'not a whole workbook'}: {error}.",
                "Have it delivered without protection." if protected else "Have the file delivered again.",
                code="workbook_protected" if protected else "workbook_broken",
            ) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the parser met what it did not foresee
                raise
            raise SourceError(
                f"{self._name} is not a whole workbook: {error}.", "Have the file delivered again.",
                code="workbook_broken",
            ) from error  # fmt: skip

    def _refuse_bomb(self) -> None:
        """Raises SourceError for a workbook that unpacks to more than can be held, or ends the process that opens it.

        A large xlsx is not tried: what is in it is counted as it is read, and to open it twice takes its time."""
        path = self._unpacked.path
        is_zip = zipfile.is_zipfile(path)
        if is_zip:
            with zipfile.ZipFile(path) as packed:
                size = sum(part.file_size for part in packed.infolist())
            if size > _UNPACKED:
                raise SourceError(
                    f"{self._name} unpacks to {size / 1e6:,.0f} MB; a workbook may have {_UNPACKED / 1e6:,.0f} MB.",
                    "Have it delivered as CSV.", code="archive_bomb",
                )  # fmt: skip
        if (not is_zip or path.stat().st_size < _TRIED) and not is_survived(path):
            for name in sheet_names(path):
                self._marks(name)
            raise SourceError(
                f"{self._name} is not a whole workbook: what it asks for cannot be held.",
                "Have the file delivered again.", code="workbook_broken",
            )  # fmt: skip

    def _read(self, book: CalamineWorkbook) -> None:
        config = self._config
        sheets = [s for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
        visible = [s.name for s in sheets if s.visible is SheetVisibleEnum.Visible]
        names = [s.name for s in sheets]
        if config.sheet == ALL_SHEETS:
            self.understood["sheet"] = understood(ALL_SHEETS, "given")
            self._append_all(book, visible)
            return
        if config.sheet is not None:
            chosen = self._given_sheet(names, config.sheet)
            self.understood["sheet"] = understood(chosen, "given")
            self._append(*self._table(book, chosen), chosen, 0)
            return
        read = {}
        for name in visible:
            read[name] = self._table(book, name)
            if read[name][1].has_values:
                break
        written = [n for n, (grid, _) in read.items() if grid]
        chosen = next((n for n in written if read[n][1].has_values), written[0] if written else "")
        if not chosen:
            self._empty()
            return
        others = [n for n in visible if n != chosen]
        reason = "the only sheet" if not others else f"the first of {len(visible)} visible sheets with a table in it"
        self.understood["sheet"] = understood(chosen, reason)
        if others:
            self.problems.append(
                Problem(
                    "other_sheets", f"{self._name} has other sheets that are not read: {', '.join(others[:8])}.",
                    f"If another is meant, set sheet to its name; {ALL_SHEETS} puts all below one another.",
                    {"sheets": others},
                )
            )  # fmt: skip
        self._append(*read[chosen], chosen, 0)

    def _given_sheet(self, names: list[str], sheet: str | int) -> str:
        if isinstance(sheet, str) and sheet in names:
            return sheet
        if isinstance(sheet, int) and 1 <= sheet <= len(names):
            return names[sheet - 1]
        raise SourceError(
            f"{self._name} has no sheet “{sheet}”; it has {', '.join(names)}.",
            "Correct the sheet in the file's settings.", code="sheet_missing",
        )  # fmt: skip

    def _append_all(self, book: CalamineWorkbook, names: list[str]) -> None:
        before = 0
        expected: tuple[str, ...] = ()
        for name in names:
            grid, table = self._table(book, name)
            if not grid:
                continue
            columns = (*unique_names(table.names), "sheet")
            if expected and columns != expected:
                other = sorted(set(columns) ^ set(expected))
                raise SourceError(
                    f"{self._name}: the sheet {name} has other columns than those before it: {', '.join(other[:5])}.",
                    "Choose one sheet, or have the sheets made alike.", code="sheets_differ", sheet=name,
                )  # fmt: skip
            expected = columns
            self._append(grid, table, name, before, label=True)
            before += len(grid)
        if not expected:
            self._empty()

    def _table(self, book: CalamineWorkbook, name: str) -> tuple[_Grid, SheetTable]:
        """The cells of a sheet, and where its table is."""
        config = self._config
        is_whole = not config.range and config.sheet != ALL_SHEETS
        if is_whole and (pieces := read_pieces(self._unpacked.path, name, self._unpacked.check)):
            try:
                return pieces, self._table_in_pieces(pieces, name)
            except Beyond:
                del pieces  # only the whole shows where the table is
        marks = self._marks(name)
        sheet = book.get_sheet_by_name(name)
        grid: list[list[Any]] = sheet.to_python(skip_empty_area=False) if sheet.start else []
        merges = [m for m in (sheet.merged_cell_ranges or []) if m[1][0] < len(grid)]
        marks.put(grid)
        if config.range:
            grid, merges = self._block(grid, merges)
        table = find_sheet_table(grid, merges, 1 if config.range and config.header is None else config.header,
                                 0 if config.range and config.skip is None else config.skip)  # fmt: skip
        down = filled_down(grid, merges, table.body)
        self._notes(name, grid, table, marks, down)
        return grid, table

    def _table_in_pieces(self, pieces: PiecedSheet, name: str) -> SheetTable:
        """Raises Beyond where the rows between the first and the last have to be seen."""
        self._refuse_far(name, pieces.marks)
        table = find_sheet_table(
            pieces, pieces.merges, self._config.header, self._config.skip, pieces.kinds, pieces.is_filled
        )
        if not pieces.is_plain(*table.body):
            raise Beyond(table.body)
        down = filled_down(pieces, pieces.merges, table.body)
        self._notes(name, pieces, table, pieces.marks, down)
        return table

    def _marks(self, name: str) -> Marks:
        """The marks of a sheet; raises SourceError when its cells reach farther than can be held."""
        marks = sheet_marks(self._unpacked.path, name)
        self._refuse_far(name, marks)
        return marks

    def _refuse_far(self, name: str, marks: Marks) -> None:
        if marks.rows * marks.columns > _CELLS:
            raise SourceError(
                f"The sheet {name} of {self._name} reaches to row {marks.rows:,} and column {marks.columns:,}: more cells"
                " than can be held.", "Remove the stray cells far out, or have the sheet delivered as CSV.",
                code="sheet_too_large", sheet=name,
            )  # fmt: skip

    def _notes(self, sheet: str, grid: _Grid, table: SheetTable, marks: Marks, down: int) -> None:
        hidden = [r + 1 for r in marks.hidden if table.body[0] <= r < table.body[1]]
        below = sum(any(is_filled(c) for c in row) for row in grid[table.body[1] :])
        told = [
            (down, f"{down} cells of merged blocks got the block's value."),
            (
                len(hidden),
                f"{len(hidden)} hidden rows are read like the others, the first is row {min(hidden, default=0)}.",
            ),
            (
                len(marks.errors),
                f"{len(marks.errors)} cells hold an error such as {next(iter(marks.errors.values()), '')}.",
            ),
            (below, f"{below} rows below the table, from row {table.body[1] + 1}, are notes and not read."),
        ]
        self.problems += [
            Problem(
                "sheet_irregular", f"Sheet {sheet}: {text}", "Look whether that is right; else correct its settings."
            )
            for count, text in told
            if count
        ]

    def _append(self, grid: _Grid, table: SheetTable, sheet: str, before: int, *, label: bool = False) -> None:
        config = self._config
        if not isinstance(grid, PiecedSheet) and not any(is_filled(c) for row in grid for c in row):
            self._empty()
            return
        top, bottom = table.header
        if not before:
            self.understood["header"] = understood(bottom - top, table.reason)
            written = sum(any(is_filled(c) for c in row) for row in grid[:top])
            if written:
                self.understood["skip"] = understood(top, f"{written} rows above the header are no table")
        names = config.columns or unique_names(table.names)
        places = table.columns if not config.columns or len(names) == len(table.columns) else range(len(names))
        self.columns = (*unique_names(names), "sheet") if label else unique_names(names)
        for column in self.columns:
            self._rows.columns.setdefault(column, None)
        first, (start, stop) = self._first_row + before, table.body
        if not isinstance(grid, PiecedSheet):
            self._add_rows(grid, start, stop, first, places, sheet if label else None)
            return
        self._add_rows(grid.head, start, min(stop, len(grid.head)), first, places)
        while grid.middle:
            self._add_batch(*grid.middle.popleft(), places)
        self._add_rows(grid.tail, 0, stop - grid.tail_from, first + grid.tail_from, places)

    def _add_rows(
        self, grid: list[list[Any]], start: int, stop: int, first: int, places: Sequence[int], label: str | None = None
    ) -> None:
        for begin in range(start, stop, _PAGE):
            self._unpacked.check()
            rows = grid[begin : min(begin + _PAGE, stop)]
            kept = [at for at, row in enumerate(rows) if any(is_filled(row[i]) for i in places if i < len(row))]
            rows = [rows[at] for at in kept] if len(kept) < len(rows) else rows
            if rows:
                columns = {
                    c: written([row[i] if i < len(row) else None for row in rows])
                    for c, i in zip(self.columns, places, strict=False)
                }
                if label is not None:
                    columns["sheet"] = [label] * len(rows)
                self._rows.add_columns([first + begin + at for at in kept], columns)

    def _add_batch(self, first: int, batch: pa.RecordBatch, places: Sequence[int]) -> None:
        """Rows from ``first`` (from 0) with a column a place, without those in which nothing is written."""
        lines = pa.array(np.arange(first + 1, first + 1 + batch.num_rows))
        arrays = [batch.column(i) if i < batch.num_columns else pa.nulls(batch.num_rows) for i in places]
        if arrays and all(a.null_count for a in arrays):
            kept = functools.reduce(pc.or_, [a.is_valid() for a in arrays])
            lines, arrays = lines.filter(kept), [a.filter(kept) for a in arrays]
        for begin in range(0, len(lines), _PAGE):
            page = {c: a.slice(begin, _PAGE) for c, a in zip(self.columns, arrays, strict=False)}
            self._rows.add_arrays(lines.slice(begin, _PAGE), page)

    def _empty(self) -> None:
        self.problems.append(
            Problem("source_empty", f"{self._name} has no content.", "Have the file delivered again.", {})
        )

    # A range --------------------------------------------------------------------------------------------------------

    _first_row = 1

    def _block(self, grid: list[list[Any]], merges: list[Any]) -> tuple[list[list[Any]], list[Any]]:
        """The rows and columns of the configured range; merged blocks counted from its corner."""
        match = _RANGE.match(self._config.range or "")
        if match is None:
            raise SourceError(f"“{self._config.range}” is no range.", "Write it as A5:F15.", code="bad_range")
        left, right = (column_number(letters.encode()) + 1 for letters in match.group(1, 3))
        top, bottom = int(match[2]), int(match[4])
        self._first_row = top
        block = [row[left - 1 : right] for row in grid[top - 1 : bottom]]
        inside = [
            ((a - top + 1, b - left + 1), (c - top + 1, d - left + 1))
            for (a, b), (c, d) in merges
            if a >= top - 1 and b >= left - 1 and c < bottom and d < right
        ]
        return block, inside

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records; a sheet has no malformed ones."""
        del on_rejects
        if self.columns:
            yield from self._rows.batches()

    def share(self) -> float | None:
        """A sheet is read in one piece: unknown."""
        return None

    def close(self) -> None:
        """Remove the spool."""
        self._unpacked.close()
        self._rows.close()
