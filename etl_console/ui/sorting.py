"""Tables that the operator sorts: a click on a heading, its next click, and the order as it came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractTableModel, Qt

from etl_console.ui.words import Told

T = TypeVar("T")
_DIGITS = re.compile(r"(\d+)")
_NOTHING = ("", "–")


def natural(text: str) -> list[tuple[int, str]]:
    """A key under which ``file_9`` comes before ``file_10``, whatever the case."""
    parts = _DIGITS.split(text.casefold())
    return [(int(part), "") if place % 2 else (-1, part) for place, part in enumerate(parts)]


class SortedTable(QAbstractTableModel):
    """A model whose rows stand as they came or by a column; what is empty stands last in either direction.

    A subclass calls ``put_in_order`` at the end of each reset and answers ``reorder``."""

    def __init__(self) -> None:
        super().__init__()
        self._by, self._falling = -1, False
        self._order: list[int] = []

    def reorder(self, places: Sequence[int]) -> None:
        """Put the rows in the order of ``places``: the first row is to be the one at ``places[0]`` now."""
        raise NotImplementedError

    def sort_key(self, row: int, column: int) -> Any:
        """What a cell is sorted by, comparable within its column; None for nothing."""
        shown = self.data(self.index(row, column), Qt.ItemDataRole.DisplayRole)
        if isinstance(shown, Told):
            return (0, shown.by, [])
        return None if shown is None or shown in _NOTHING else (1, 0.0, natural(str(shown)))

    @property
    def is_sorted(self) -> bool:
        """True while the rows stand by a column."""
        return self._by >= 0

    def row_given(self, given: int) -> int:
        """Where the row stands that was given at this place."""
        return self._order.index(given)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1: as the rows came. It stays so for rows that come later."""
        self._by, self._falling = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = self.rows_sorted()
        row_now = {place: row for row, place in enumerate(places)}
        self._put(places)
        after = [self.index(row_now[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def put_in_order(self) -> None:
        """Sort rows that have just come, within a reset."""
        self._order = list(range(self.rowCount()))
        if self._by >= 0:
            self._put(self.rows_sorted())

    def row_added(self) -> None:
        """A row was added below the others: it stays there until the next sorting."""
        self._order.append(len(self._order))

    def row_removed(self, row: int) -> None:
        """The row was taken out."""
        gone = self._order.pop(row)
        self._order = [given - (given > gone) for given in self._order]

    def as_given(self, rows: Sequence[T]) -> list[T]:
        """What belongs to the rows, one each, in the order in which they came."""
        return [row for _, row in sorted(zip(self._order, rows, strict=True), key=lambda pair: pair[0])]

    def _put(self, places: Sequence[int]) -> None:
        self._order = [self._order[place] for place in places]
        self.reorder(places)

    def rows_sorted(self) -> list[int]:
        """The rows in the order that is wanted, by where they stand now."""
        if not 0 <= self._by < self.columnCount():
            return sorted(range(len(self._order)), key=self._order.__getitem__)
        keys = [self.sort_key(row, self._by) for row in range(len(self._order))]
        filled = [row for row, key in enumerate(keys) if key is not None]
        filled.sort(key=lambda row: keys[row], reverse=self._falling)
        return filled + [row for row, key in enumerate(keys) if key is None]
