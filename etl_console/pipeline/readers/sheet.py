"""Where the table of a sheet is: its header rows, its records, and the notes above and below it.

Rules, in this order: a column that mostly holds numbers, dates or truth values tells records from headings; the first
row in which such columns hold what they hold elsewhere is the first record; the lowest well-filled row above it is
the header, with the rows above that while names are missing or the same; what stands above is preamble; the last rows
in which no such column holds anything are notes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from etl_console.pipeline.readers.kinds import family
from etl_console.pipeline.readers.table import join_names
from etl_console.pipeline.readers.typed_rows import as_text

Grid = Sequence[Sequence[Any]]
Merge = tuple[tuple[int, int], tuple[int, int]]

_TELLING = ("number", "date", "time", "timestamp", "boolean", "money", "percent")

_BY_TYPE = {"number": (int, float), "date": (dt.date, dt.datetime), "time": (dt.time, dt.timedelta), "boolean": (bool,)}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """``header`` and ``body`` are half-open ranges of the grid's rows; ``columns`` the places of those that are used,
    ``names`` theirs. ``has_values``: some column holds numbers or dates."""

    names: tuple[str, ...]
    columns: tuple[int, ...]
    header: tuple[int, int]
    body: tuple[int, int]
    reason: str
    has_values: bool


def is_filled(cell: Any) -> bool:
    """True for a cell in which something is written."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def find_sheet_table(
    grid: Grid,
    merges: Sequence[Merge],
    header: int | None,
    skip: int | None,
    kinds: Sequence[str | None] | None = None,
    is_used: Callable[[int, int, int], bool] | None = None,
) -> SheetTable:
    """The table of a grid; ``header`` rows and rows to ``skip`` may be given.

    Of a grid whose rows are not all at hand ``kinds`` are what its columns mostly hold, and ``is_used`` tells of
    a column whether something is written in it between two rows."""
    if kinds is None:
        kinds = [_column_kind(grid, i) for i in range(max((len(row) for row in grid), default=0))]
    width = len(kinds)
    first = next((i for i, row in enumerate(grid) if i >= (skip or 0) and _holds(row, kinds)), None)
    end = _end(grid, kinds, width)
    if header is not None or skip is not None:
        top = skip if skip is not None else _given_top(grid, header or 0, first)
        bottom = top + (1 if header is None else header)
        reason = "given"
    else:
        top, bottom, reason = _header(
            _with_headings(grid, merges, len(grid) if first is None else first), kinds, first, end
        )
    headings = [list(row) for row in _with_headings(grid, merges, bottom)[top:bottom]]
    names = join_names([["" if not is_filled(c) else " ".join(as_text(c).split()) for c in row] for row in headings])
    names += [""] * (width - len(names))
    if is_used is None:
        body = grid[bottom:end]
        used = [i for i in range(width) if names[i] or any(i < len(r) and is_filled(r[i]) for r in body)]
    else:
        used = [i for i in range(width) if names[i] or is_used(i, bottom, end)]
    return SheetTable(
        names=tuple(names[i] for i in used), columns=tuple(used), header=(top, bottom), body=(bottom, max(end, bottom)),
        reason=reason, has_values=any(kinds) and first is not None,
    )  # fmt: skip


def filled_down(grid: Sequence[list[Any]], merges: Sequence[Merge], body: tuple[int, int]) -> int:
    """Give every cell of a block merged over several rows of the body its value; returns how many cells got one."""
    count = 0
    for (top, left), (bottom, right) in merges:
        if bottom == top or top < body[0] or bottom >= body[1] or not is_filled(grid[top][left]):
            continue
        for row in range(top + 1, bottom + 1):
            if right == left and not is_filled(grid[row][left]):
                grid[row][left] = grid[top][left]
                count += 1
    return count


def _kind(cell: Any) -> str:
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, int | float):
        return "number"
    if isinstance(cell, dt.datetime | dt.date):
        return "date"
    if isinstance(cell, dt.time | dt.timedelta):
        return "time"
    return family(str(cell).strip())


def _column_kind(grid: Grid, at: int) -> str | None:
    cells = [row[at] for row in grid if at < len(row)]
    types = Counter(map(type, cells))
    return _kind_by_type(types, len(cells)) or _kind_by_family(count_kinds(cells, Counter()))


def count_kinds(cells: Sequence[Any], kinds: Counter[str]) -> Counter[str]:
    """Add to ``kinds`` what the written ones of some cells of a column look like."""
    values = Counter(zip(map(type, cells), cells, strict=True))  # those that stand again are looked at once
    for (_, cell), count in values.items():
        if is_filled(cell):
            kinds[_kind(cell)] += count
    return kinds


def telling_kind(types: Counter[type], kinds: Counter[str], length: int) -> str | None:
    """What a column of ``length`` cells mostly holds, by the types and the kinds of its written cells."""
    return _kind_by_type(types, length) or _kind_by_family(kinds)


def _kind_by_type(types: Counter[type], length: int) -> str | None:
    for kind, some in _BY_TYPE.items():
        if sum(types[t] for t in some) * 2 > length:
            return kind
    return None


def _kind_by_family(kinds: Counter[str]) -> str | None:
    if not kinds:
        return None
    kind, count = kinds.most_common(1)[0]
    return kind if kind in _TELLING and count * 2 >= kinds.total() else None


def _holds(row: Sequence[Any], kinds: Sequence[str | None]) -> bool:
    """True for a row that looks like a record: half of its cells in telling columns, and one, hold their kind."""
    cells = [(k, c) for k, c in zip(kinds, row, strict=False) if k is not None and is_filled(c)]
    held = sum(_kind(c) == k for k, c in cells)
    return held > 0 and held * 2 >= len(cells) and not _counts(row)


def _counts(row: Sequence[Any]) -> bool:
    """True for a row of years or places, such as 2017 2016 2015: names, not values."""
    numbers = [n for c in row if (n := _whole(c)) is not None]
    steps = Counter(b - a for a, b in pairwise(numbers))
    return len(numbers) >= 3 and any(steps[s] >= 0.8 * (len(numbers) - 1) for s in (1, -1))


def _whole(cell: Any) -> int | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if cell == int(cell) else None
    text = str(cell).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _end(grid: Grid, kinds: Sequence[str | None], width: int) -> int:
    """The row after the last record: below it are only sparse rows in which no telling column holds its kind."""
    end = len(grid)
    while end and not any(is_filled(c) for c in grid[end - 1]):
        end -= 1
    if not any(kinds) or width < 3:
        return end
    last = end
    while last and not _holds(grid[last - 1], kinds):
        if sum(is_filled(c) for c in grid[last - 1]) * 2 >= width:
            return end if last == end else last
        last -= 1
    return last or end


def _given_top(grid: Grid, rows: int, first: int | None) -> int:
    """The first header row where only their number is given."""
    start = next((i for i, row in enumerate(grid) if any(is_filled(c) for c in row)), 0)
    if rows == 0:
        return first if first is not None else start
    return max(start, first - rows) if first is not None and first > start else start


def _with_headings(grid: Grid, merges: Sequence[Merge], below: int | None) -> list[list[Any]]:
    """The grid with headings merged over several columns (not over all) written in each of them."""
    filled = [list(row) for row in grid[: (below or 0)]]
    width = max((len(row) for row in filled), default=0)
    for (top, left), (bottom, right) in merges:
        if top >= len(filled) or right == left or (left == 0 and right >= width - 1):
            continue
        for row in range(top, min(bottom, len(filled) - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                filled[row][column] = filled[top][left]
    return filled


def _header(grid: Grid, kinds: Sequence[str | None], first: int | None, end: int) -> tuple[int, int, str]:
    """(first header row, row after the last, why)."""
    if first is None:
        return _header_by_custom(grid, end)
    filled = [sum(is_filled(c) for c in row) for row in grid[:first]]
    if not any(filled):
        return first, first, "the first row holds values: there is no header"
    used = max(1, sum(k is not None for k in kinds))
    bottom = next((i for i in reversed(range(first)) if filled[i] * 2 >= used and filled[i] >= 2), None)
    if bottom is None:
        bottom = max(range(first), key=lambda i: (filled[i], i))
    while bottom + 1 < first and _headings_over_values(grid[bottom + 1], kinds) >= 2:
        bottom += 1
    top = bottom
    while top and filled[top - 1] >= 2 and _lacking(grid[top - 1 : bottom + 1], kinds) < _lacking(
        grid[top : bottom + 1], kinds
    ):  # fmt: skip
        top -= 1
    told = "the row above the first values" if top == bottom else f"{bottom - top + 1} rows above the first values"
    return top, bottom + 1, told


def _header_by_custom(grid: Grid, end: int) -> tuple[int, int, str]:
    rows = range(min(end, len(grid)))
    if not rows:
        return 0, 0, "there is nothing in it"
    widest = max(sum(is_filled(c) for c in grid[i]) for i in rows)
    top = next(i for i in rows if sum(is_filled(c) for c in grid[i]) * 2 >= widest)
    return top, top + 1, "usual; nothing in the rows below speaks against it"


def _headings_over_values(row: Sequence[Any], kinds: Sequence[str | None]) -> int:
    """How many telling columns have text in this row that is none of their values."""
    return sum(k is not None and is_filled(c) and _kind(c) != k for k, c in zip(kinds, row, strict=False))


def _lacking(rows: Grid, kinds: Sequence[str | None]) -> int:
    """How many columns with values have no name (twice as bad), and how many have a name that stands more than once."""
    names = join_names([["" if not is_filled(c) else as_text(c).strip() for c in row] for row in rows])
    given = Counter(n for n in names if n)
    missing = sum(k is not None and not n for k, n in zip(kinds, names, strict=False))
    return 2 * missing + sum(n for n in given.values() if n > 1)
