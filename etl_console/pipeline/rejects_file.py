"""Rejected rows as a file for people: the source's own dialect with a reason, its line and its file at the end; and
the same file when it comes back corrected.

Spreadsheets run cells that begin with = + - @ as formulas. Such a cell gets an apostrophe in front, unless it is a
plain number; when the file returns, an apostrophe in front of what was there before is taken off again. What a
spreadsheet does to cells nobody touched (00123 becomes 123) is told and not taken for a correction.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import SourceError, UsageError
from etl_console.records import FileState, Problem, Rule

if TYPE_CHECKING:
    from etl_console.pipeline.rejected_row import RejectedRow

REASON, LINE, FILE = "_reason", "_line", "_file"
_MARKS = (REASON, LINE, FILE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d.,  ]*\d[\d.,]*%?")
_MARKED = re.compile(rf"""([^\w"'])["']?{REASON}["']?\1["']?{LINE}["']?\1["']?{FILE}["']?""")
"""The end of the header of rejected rows, whatever delimits it."""
_HEAD = 256 << 10


@dataclass(frozen=True, slots=True)
class Returned:
    """A file of rejected rows that came back: ``lines`` as read (source line, fields before the marks); ``cells`` what
    it changes (line, column, value) and ``before`` what stands there now, ``problems`` what is not taken; ``seen`` as a
    selection has it."""

    name: str
    physical_file_name: str
    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    cells: tuple[tuple[int, str, str | None], ...] = ()
    before: tuple[str | None, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    batch_id: str = ""
    seen: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "batch_id": self.batch_id, "physical_file_name": self.physical_file_name,
            "lines": len(self.lines), "unchanged": self.unchanged,
            "cells": [
                {"line": line, "column": c, "before": b, "value": v}
                for (line, c, v), b in zip(self.cells, self.before, strict=True)
            ],
            "problems": [p.to_json() for p in self.problems],
        }  # fmt: skip


def neutral(cell: str) -> str:
    """The cell as a spreadsheet shows it without running it."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _as_before(cell: str, before: str | None) -> str:
    """The cell without the apostrophe that ``neutral`` put there."""
    if cell.startswith("'") and cell[1:].startswith(_FORMULA) and (before or "").startswith(_FORMULA):
        return cell[1:]
    return cell


# Out -------------------------------------------------------------------------------------------------------------


def write(path: Path, state: FileState, columns: Sequence[str], rows: Iterable[RejectedRow]) -> int:
    """Write rejected rows, one line a record; the number of lines. JSON sources and workbooks are written as
    delimited text too: that is what people correct in."""
    dialect = _dialect(state)
    encoding = str(setting(state, "encoding") or "utf-8")
    lines = list(_lines(rows))
    try:
        "".join(v or "" for r, _ in lines for v in r.record.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        encoding = "utf-8"
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"  # spreadsheets take UTF-8 for what it is only by this mark
    with path.open("w", encoding=encoding, newline="", errors="replace") as stream:
        out = csv.writer(stream, **dialect)
        out.writerow([*columns, *_MARKS])
        for row, reason in lines:
            marks = [reason, str(row.source_line), state.physical_file_name]
            if row.rule == Rule.MALFORMED_RECORD and not row.edited and row.raw is not None:
                stream.write(row.raw.rstrip("\r\n") + dialect["delimiter"])  # as it came: it is to be repaired there
                out.writerow(marks)
            else:
                out.writerow([*(neutral(row.record.get(c) or "") for c in columns), *marks])
    return len(lines)


def _lines(rows: Iterable[RejectedRow]) -> Iterator[tuple[RejectedRow, str]]:
    """Each record once, with all its reasons."""
    seen: dict[int, tuple[RejectedRow, str]] = {}
    for row in rows:
        known = seen.get(row.source_line)
        told = f"{known[1]}; {row.message}" if known and row.message not in known[1] else row.message
        seen[row.source_line] = (known[0] if known else row, told)
    yield from seen.values()


def setting(state: FileState, name: str) -> Any:
    """What was understood of a file, such as its ``delimiter``; None where nothing was."""
    return ((state.understood or {}).get(name) or {}).get("value")


def text_at(path: Path, encoding: str, line: int) -> str | None:
    """The text of the record that begins in ``line`` (from 1): more lines while a quote is open, twenty at most.
    None when the file is packed or the line is not there."""
    with path.open("rb") as stream:
        if stream.read(2) in (b"\x1f\x8b", b"PK"):
            return None
    try:
        with path.open(encoding=encoding, errors="replace", newline=None) as text:
            lines = list(islice(text, line - 1, line + 19))
    except LookupError:
        return None
    taken = ""
    for part in lines:
        taken += part
        if taken.count('"') % 2 == 0:
            break
    else:
        taken = lines[0] if lines else ""
    return taken.rstrip("\r\n") or None


def _dialect(state: FileState) -> dict[str, Any]:
    delimiter = str(setting(state, "delimiter") or ",")
    return {"delimiter": delimiter if len(delimiter) == 1 else ",", "lineterminator": "\r\n", **_quoting(state)}


def _quoting(state: FileState) -> dict[str, Any]:
    quote, escape = str(setting(state, "quote") or '"'), setting(state, "escape")
    by_sign = {"doublequote": False, "escapechar": "\\"} if escape == "\\" else {}
    return {"quotechar": quote if len(quote) == 1 else '"', **by_sign}


# Back ------------------------------------------------------------------------------------------------------------


def header_of(path: Path) -> tuple[str, tuple[str, ...], str] | None:
    """Delimiter, header and text of a file of rejected rows; None when it is none."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_HEAD)
            if not _header_in(_decoded(content)):
                return None
            content += stream.read()
    except OSError:
        return None
    text = _decoded(content)
    found = _header_in(text)
    return (*found, text) if found else None


def _header_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Delimiter and header, where the first line is one of rejected rows; a spreadsheet may have made lines longer."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if not all(mark in first for mark in _MARKS):
        return None
    marked = _MARKED.search(first)
    for delimiter in (marked[1],) if marked else ():
        header = _without_empty(next(csv.reader([first], delimiter=delimiter), []))
        if tuple(header[-3:]) == _MARKS:
            return delimiter, tuple(header[:-3])
    return None


def _without_empty(fields: list[str]) -> list[str]:
    """The fields without empty ones at the end."""
    while fields and not fields[-1].strip():
        fields.pop()
    return fields


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _records(text: str, delimiter: str, width: int, state: FileState | None) -> list[list[str]]:
    """The records of a returned file, as its source is quoted or as a spreadsheet does, whichever gives more of them
    their width."""
    ways = [*([_quoting(state)] if state else []), {"quotechar": '"'}]
    read = [list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, **way)) for way in ways]
    return min(read, key=lambda records: sum(len(_without_empty(list(r))) not in (0, width) for r in records))


def read(path: Path, state_of: Callable[[str], FileState | None] = lambda _: None) -> Returned:
    """A returned file as it is written; ``state_of`` a physical file is asked for its dialect. Raises UsageError when
    it is no file of rejected rows, SourceError when its lines do not say where they belong."""
    found = header_of(path)
    if found is None:
        raise UsageError(
            f"{path.name} is no file of rejected rows: its header does not end in {', '.join(_MARKS)}.",
            "Choose a file that was downloaded from the rejected rows, with these columns left in.",
            code="not_a_rejects_file",
        )  # fmt: skip
    delimiter, header, text = found
    lines: list[tuple[int, tuple[str, ...]]] = []
    files: set[str] = set()
    named = text.rstrip().rpartition(delimiter)[2].strip("\"' ")
    for number, fields in enumerate(_records(text, delimiter, len(header) + 3, state_of(named))[1:], 2):
        if not _without_empty(fields):
            continue
        if len(fields) < 3 or not fields[-2].strip().isdigit():
            raise SourceError(
                f"{path.name}: line {number} does not say which line it was.",
                f"Leave the columns {', '.join(_MARKS)} at the end of each line.", code="returned_unmarked",
            )  # fmt: skip
        files.add(fields[-1].strip())
        lines.append((int(fields[-2]), tuple(fields[:-3])))
    if len(files) != 1:
        raise SourceError(
            f"{path.name} has lines of {len(files)} files.", "Return the lines of one file at a time.",
            code="returned_mixed",
        )  # fmt: skip
    return Returned(path.name, files.pop(), header, tuple(lines))


def compare(returned: Returned, columns: Sequence[str], now: Mapping[int, RejectedRow]) -> Returned:
    """What a returned file changes in the rows as they stand."""
    cells: list[tuple[int, str, str | None]] = []
    stood: list[str | None] = []
    problems: list[Problem] = []
    unchanged = 0
    for line, fields in returned.lines:
        row = now.get(line)
        if row is None:
            problems.append(_problem("not_rejected", line, "is not among the rejected rows any more"))
            continue
        if len(fields) != len(columns):
            came, wanted = len(fields), len(columns)
            told = f"has 1 field instead of {wanted}" if came == 1 else f"has {came} fields instead of {wanted}"
            problems.append(_problem(Rule.MALFORMED_RECORD, line, told))
            continue
        given = dict(zip(returned.header, fields, strict=False))
        if set(given) != set(columns):
            problems.append(_problem("unknown_column", line, "has other columns than the file"))
            continue
        whole = row.rule == Rule.MALFORMED_RECORD and not row.edited
        changed: list[tuple[int, str, str | None]] = []
        for column in columns:
            before = row.record.get(column)
            value = _as_before(given[column], before)
            if whole or value != (before or ""):
                if not whole and column != row.column and _spreadsheet_did(before or "", value):
                    told = f"“{before}” in {column} came back as “{value}”, as spreadsheets do; it is left as it was"
                    problems.append(_problem("spreadsheet_changed", line, told))
                    continue
                changed.append((line, column, value))
                stood.append(before)
        cells += changed
        unchanged += not changed
    return replace(returned, cells=tuple(cells), before=tuple(stood), unchanged=unchanged, problems=tuple(problems))


def _problem(code: str, line: int, told: str) -> Problem:
    return Problem(
        code, f"Line {line} {told}." if code != "spreadsheet_changed" else f"Line {line}: {told}.", "", {"line": line}
    )


def _spreadsheet_did(before: str, after: str) -> bool:
    """True for a change that opening and saving makes: zeros lost, a long number rounded, blanks trimmed."""
    if before.strip() == after:
        return True
    try:
        return float(before) == float(after)
    except ValueError:
        return False
