"""What kind of thing a cell's text is, and what the cells of a column have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

T = TypeVar("T")

_CURRENCY = r"(?:[$€£¥₹]|Rp\.?|USD|EUR|IDR|GBP)"
_AMOUNT = r"[+-]?(?:\d{1,3}(?:[.,'\u00a0 ]\d{3})+|\d+)(?:[.,]\d+)?"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|h|Uhr|WIB|WITA|WIT|Z|[+-]\d{2}:?\d{2}))?"
)
_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|\d{1,2}[-/. ][A-Za-z]{3,9}[-/., ]+\d{2,4}|[A-Za-z]{3,9} \d{1,2},? \d{4})"
)
_KINDS = (
    ("integer", re.compile(r"[+-]?\d{1,19}")),
    ("decimal", re.compile(rf"{_AMOUNT}(?:[eE][+-]?\d+)?|[+-]?[.,]\d+|[+-]?\d+\.\d*(?:[eE][+-]?\d+)?")),
    ("money", re.compile(rf"[+-]?{_CURRENCY} ?{_AMOUNT}|{_AMOUNT} ?{_CURRENCY}")),
    ("percent", re.compile(rf"{_AMOUNT} ?%")),
    ("date", re.compile(_DAY)),
    ("time", re.compile(_CLOCK)),
    ("timestamp", re.compile(rf"{_DAY}[T ]\s?{_CLOCK}")),
    ("boolean", re.compile(r"true|false|yes|no|ya|tidak", re.I)),
    ("address", re.compile(r"(?:https?|ftp)://\S+|www\.\S+|[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}")),
    ("code", re.compile(r"(?=[^\s]*\d)[A-Za-z0-9][A-Za-z0-9_./:#+-]{0,40}")),
)
_NEAR = {"integer": "number", "decimal": "number"}


@lru_cache(maxsize=1 << 16)
def kind_of(cell: str) -> str:
    """``empty``, ``text``, or what the cell can be read as: integer, decimal, money, percent, date, time, …"""
    if not cell:
        return "empty"
    for kind, pattern in _KINDS:
        if pattern.fullmatch(cell):
            return kind
    return "text"


def family(cell: str) -> str:
    """The kind, integers and decimals being one."""
    kind = kind_of(cell)
    return _NEAR.get(kind, kind)


def is_blank(cell: str) -> bool:
    """True for a cell in which nothing is written."""
    return not cell or cell.isspace()


@lru_cache(maxsize=1 << 16)
def shape(cell: str) -> str:
    """The cell with digits as 9 and letters as a, runs of letters as one: ``CC-9259`` is ``a-9999``."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", cell))


@dataclass(frozen=True)
class ColumnModel:
    """What the values of one column look like. ``family`` is None for free text; ``words`` are the values of a
    column that repeats few of them, else empty."""

    family: str | None
    words: frozenset[str]
    values: Counter[str]
    count: int
    empty: int

    @cached_property
    def shapes(self) -> Counter[str]:
        """How often each shape is among the values."""
        return _counted(self.values, shape)

    @cached_property
    def lengths(self) -> Counter[int]:
        """How often each length is among the values."""
        return _counted(self.values, len)

    @property
    def is_telling(self) -> bool:
        """True when a value can be told not to be one of this column."""
        return self.family is not None or bool(self.words)

    def holds(self, cell: str) -> bool:
        """True when the cell looks like one of this column; of an empty one nothing can be said."""
        if cell in self.words:
            return True
        return self.family is not None and family(cell.strip()) == self.family


def model(cells: Sequence[str]) -> ColumnModel:
    """The model of a column from (some of) its cells; nine of ten written ones make its family."""
    written = [c for c in cells if not is_blank(c)]
    values = Counter(written)
    families = _counted(values, lambda v: family(v.strip()))
    name, most = families.most_common(1)[0] if families else ("text", 0)
    few = len(written) >= 12 and len(values) <= len(written) * 0.2
    return ColumnModel(
        family=name if name != "text" and most >= 0.9 * len(written) else None,
        words=frozenset(v for v, n in values.items() if n > 1) if few else frozenset(),
        values=values,
        count=len(cells),
        empty=len(cells) - len(written),
    )


def _counted(values: Counter[str], of: Callable[[str], T]) -> Counter[T]:
    """How often each outcome of ``of`` is among values."""
    found: Counter[T] = Counter()
    for value, count in values.items():
        found[of(value)] += count
    return found


def models(rows: Sequence[Sequence[str]], width: int) -> list[ColumnModel]:
    """The models of ``width`` columns from rows of that width."""
    return [model([row[i] for row in rows]) for i in range(width)]
