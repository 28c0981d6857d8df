"""What calamine does not tell of an xlsx sheet: its hidden rows and its error cells, from the sheet's XML as it streams."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

_BLOCK = 1 << 20
_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
_FAR = re.compile(rb'r="([A-Z]{2,3})([0-9]{1,7})"')
"""Cells beyond column Z; it begins with what can be searched for fast, as every cell of the sheet is passed."""
_LAST = re.compile(rb'\br="[A-Z]{0,3}([0-9]{1,7})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_OVERLAP = 4096


@dataclass(frozen=True, slots=True)
class Marks:
    """``hidden`` rows from 0; ``errors`` by (row, column) from 0, as the cell shows them (``#DIV/0!``). The sheet's
    cells reach to ``rows`` and ``columns`` (26 at least), both 0 where that is not known."""

    hidden: tuple[int, ...] = ()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def put(self, rows: list[list[Any]], first: int = 0) -> None:
        """Write the error cells into rows of the sheet, the first of which is row ``first`` (from 0)."""
        for (row, column), value in self.errors.items():
            if 0 <= row - first < len(rows) and column < len(rows[row - first]):
                rows[row - first][column] = value


def sheet_marks(path: Path, sheet: str) -> Marks:
    """The marks of a sheet; none for a workbook that is no zip of XML (xls, xlsb, ods)."""
    if not zipfile.is_zipfile(path):
        return Marks()
    with zipfile.ZipFile(path) as book:
        part = sheet_part(book, sheet)
        if part is None:
            return Marks()
        with book.open(part) as stream:
            return marks_of(iter(partial(stream.read, _BLOCK), b""))


def marks_of(blocks: Iterable[bytes]) -> Marks:
    """The marks in the XML of a sheet, which comes in blocks."""
    hidden: set[int] = set()
    errors: dict[tuple[int, int], str] = {}
    carry = b""
    rows, columns = 0, 26
    for block in blocks:
        text = carry + block
        rows = max(rows, *(int(n) for n in _LAST.findall(text[-_OVERLAP:])), 0)
        for letters, row in set(_FAR.findall(text)):
            rows, columns = max(rows, int(row)), max(columns, column_number(letters) + 1)
        if b'hidden="' in text:
            hidden.update(int(m[1]) - 1 for m in _ROW.finditer(text))
        if b't="e"' in text:
            for m in _ERROR.finditer(text):
                errors[int(m[2]) - 1, column_number(m[1])] = html.unescape(m[3].decode("utf-8", "replace"))
        carry = text[-_OVERLAP:]
    return Marks(tuple(sorted(hidden)), errors, rows, columns)


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets of an xlsx, from its XML; none for another workbook."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as book:
        if "xl/workbook.xml" not in book.namelist():
            return []
        text = book.read("xl/workbook.xml").decode("utf-8", "replace")
    return [a["name"] for a in (_attributes(m[1]) for m in _SHEET.finditer(text)) if "name" in a]


def sheet_part(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that has a sheet's cells; None where the workbook is no xlsx or has no such sheet."""
    names = set(book.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    sheets = [_attributes(m[1]) for m in _SHEET.finditer(book.read("xl/workbook.xml").decode("utf-8", "replace"))]
    found = next((s for s in sheets if s.get("name") == sheet), {})
    text = book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {a.get("Id"): a.get("Target", "") for a in (_attributes(m[1]) for m in _RELATION.finditer(text))}
    target = targets.get(found.get("r:id"), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def column_number(letters: bytes) -> int:
    """The place of a column from 0: ``A`` is 0, ``AA`` 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
