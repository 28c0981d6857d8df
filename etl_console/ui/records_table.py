"""A table of plain rows: titles, texts, a placeholder when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from etl_console.ui.sorting import SortedTable
from etl_console.ui.theme import status_color
from etl_console.ui.words import SIGNS

STATUS_OF = {sign: status for status, sign in SIGNS.items()}
"""The status that a sign stands for."""
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordsTable(SortedTable):
    """Rows of text under ``titles``; ``numeric`` columns stand right, ``status_column`` is coloured by its word. ``records`` and
    ``sources`` stand as they are shown, ``given`` as they came."""

    def __init__(self, titles: Sequence[str], numeric: Sequence[int] = (), status_column: int | None = None) -> None:
        super().__init__()
        self._titles = list(titles)
        self._numeric = set(numeric)
        self._status_column = status_column
        self.records: list[Sequence[str]] = []
        self.given: list[Sequence[str]] = []
        self.sources: list[Any] = []

    def show(self, records: Sequence[Sequence[str]], sources: Sequence[Any] = (), titles: Sequence[str] = ()) -> None:
        """Show these rows; ``sources`` are what they stand for."""
        self.beginResetModel()
        self.records, self.given, self.sources = list(records), list(records), list(sources)
        if titles:
            self._titles = list(titles)
        self.put_in_order()
        self.endResetModel()

    def reorder(self, places: Sequence[int]) -> None:
        self.records = [self.records[place] for place in places]
        if self.sources:
            self.sources = [self.sources[place] for place in places]

    def show_sources(self, sources: Sequence[Any]) -> None:
        """Other things that the same rows stand for, in the order in which the rows came."""
        self.sources = [sources[place] for place in self._order]

    def replace(self, place: int, record: Sequence[str], source: Any) -> None:
        """Show another row in one place."""
        self.sources[place] = source
        if self.records[place] != record:
            self.records[place] = record
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._titles) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._numeric:
            return _RIGHT
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.records[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numeric:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == self._status_column:
            status = STATUS_OF.get(text[:1])
            return None if status is None else status_color(status)
        return None
