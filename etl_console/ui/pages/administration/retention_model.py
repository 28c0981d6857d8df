"""The classes of things with their days, and what would go of each now; the days are edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QSpinBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from etl_console.pipeline.retention import MOST_DAYS, Purge
from etl_console.ui import words

_Index = QModelIndex | QPersistentModelIndex
DAYS = 1
"""The column that is edited."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DaysDelegate(QStyledItemDelegate):
    """Days are written in a spin box that takes what can be kept: 1 to 36,500."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        box = QSpinBox(parent)
        box.setFrame(False)
        box.setRange(1, MOST_DAYS)
        box.setAccessibleName(self.tr("Days"))
        return box


class RetentionModel(QAbstractTableModel):
    """One row a class: its name, days, things, bytes, batches."""

    edited = Signal(str, int)
    """A class is to be kept for so many days."""

    def __init__(self) -> None:
        super().__init__()
        self.purges: list[Purge] = []

    def show(self, purges: Sequence[Purge]) -> None:
        """Show a dry run."""
        if len(purges) == len(self.purges):  # what is chosen or being edited stays
            self.purges = list(purges)
            self.dataChanged.emit(self.index(0, 0), self.index(len(purges) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.purges = list(purges)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.purges)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (1, 2, 3):
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("What"), self.tr("Days"), self.tr("Would go"), self.tr("Size"), self.tr("Of batches"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        purge, column = self.purges[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole and column == DAYS:
            return purge.days
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (1, 2, 3):
            return _RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        batches = purge.batches
        between = batches[0] if len(batches) == 1 else f"{batches[0]} – {batches[-1]}" if batches else ""
        things = words.number(purge.things) if purge.things else "–"
        return (words.kept_word(purge.kept), words.number(purge.days), things,
                words.size(purge.bytes) if purge.things else "", between)[column]  # fmt: skip

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsEditable if index.column() == DAYS else Qt.ItemFlag.NoItemFlags
        )

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != DAYS:
            return False
        purge = self.purges[index.row()]
        if int(value) != purge.days:
            self.edited.emit(purge.kept, int(value))
        return True
