"""Spreadsheets through calamine: cells keep their own types, the line is the sheet's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from etl_console.errors import SourceError
from etl_console.pipeline.readers.source import OnRejects, understood, unique_names
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.typed_rows import TypedRows, as_text
from etl_console.records import Problem

_RANGE = re.compile(r"^([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})$")


class XlsxSource:
    """One sheet of a workbook (xlsx, xlsm, xls, xlsb, ods). Raises SourceError that says what is wrong with it."""

    def __init__(self, path: Path, config: SourceConfig) -> None:
        self.problems: list[Problem] = []
        self.understood: dict[str, Any] = {}
        self._rows = TypedRows()
        sheet = self._sheet(path, config)
        table = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        first, rows = self._block(table, config)
        header = 1 if config.header is None else config.header
        self.understood["header"] = understood(header, "given" if config.header is not None else "usual")
        skip = config.skip or 0
        if config.skip is None and not config.range:
            while skip < len(rows) and not any(_filled(c) for c in rows[skip]):
                skip += 1
        if len(rows) < skip + header or not rows:
            raise SourceError(
                f"{path.name}: the sheet {sheet.name} has no header row.", "Choose another sheet, or correct skip.",
                code="source_header",
            )  # fmt: skip
        head, body = rows[skip : skip + header], rows[skip + header :]
        width = max((i + 1 for row in (*head, *body) for i, c in enumerate(row) if _filled(c)), default=0)
        if header == 0:
            names = config.columns or tuple(f"column_{i}" for i in range(1, width + 1))
        else:
            names = tuple(
                " ".join(as_text(r[i]).strip() for r in head if i < len(r) and _filled(r[i])) for i in range(width)
            )
        self.columns = unique_names(config.columns or names)
        for name in self.columns:
            self._rows.columns[name] = None
        for number, row in enumerate(body, first + skip + header):
            if any(_filled(c) for c in row):
                values = (_value(c) for c in row)
                self._rows.add(number, dict(zip(self.columns, values, strict=False)))

    def _sheet(self, path: Path, config: SourceConfig) -> Any:
        try:
            book = CalamineWorkbook.from_path(str(path))
            names = book.sheet_names
            if isinstance(config.sheet, str) and config.sheet not in names:
                raise SourceError(
                    f"{path.name} has no sheet “{config.sheet}”; it has {', '.join(names)}.",
                    "Correct the sheet in the file's settings.", code="sheet_missing",
                )  # fmt: skip
            place = config.sheet - 1 if isinstance(config.sheet, int) else 0
            if not 0 <= place < len(names):
                raise SourceError(
                    f"{path.name} has {len(names)} sheets, not {place + 1}.", "Correct the sheet.", code="sheet_missing"
                )
            name = config.sheet if isinstance(config.sheet, str) else names[place]
            self.understood["sheet"] = understood(
                name, "given" if config.sheet is not None else f"first of {len(names)}"
            )
            return book.get_sheet_by_name(name)
        except CalamineError as error:
            protected = "password" in str(error).lower() or "encrypt" in str(error).lower()
            raise SourceError(
                f"{path.name} is {'protected by a password' if protected else 'not a whole workbook'}: {error}.",
                "Have it delivered without protection." if protected else "Have the file delivered again.",
                code="workbook_protected" if protected else "workbook_broken",
            ) from error

    @staticmethod
    def _block(table: list[list[Any]], config: SourceConfig) -> tuple[int, list[list[Any]]]:
        """The sheet row at which the block begins, and its rows."""
        if not config.range:
            return 1, table
        match = _RANGE.match(config.range)
        if match is None:
            raise SourceError(f"“{config.range}” is no range.", "Write it as A5:F15.", code="bad_range")
        left, top, right, bottom = _column(match[1]), int(match[2]), _column(match[3]), int(match[4])
        return top, [row[left - 1 : right] for row in table[top - 1 : bottom]]

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records; a sheet has no malformed ones."""
        del on_rejects
        yield from self._rows.batches()

    def share(self) -> float | None:
        """A sheet is read in one piece: unknown."""
        return None

    def close(self) -> None:
        """Remove the spool."""
        self._rows.close()


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _value(cell: Any) -> Any:
    if not _filled(cell):
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
