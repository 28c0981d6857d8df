"""How every table of the window looks and behaves: dense, whole rows, copied as a spreadsheet takes it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)


class _Table(QTableView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        else:
            super().keyPressEvent(event)


class Rows(QStyledItemDelegate):
    """Chosen rows keep the colours of their texts."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        color = index.data(Qt.ItemDataRole.ForegroundRole)
        if color is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(color))


def make_table(model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> QTableView:
    """A table over ``model``; ``name`` is what a screen reader says."""
    view = _Table(parent)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setItemDelegate(Rows(view))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(30)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return view


def copy_selection(view: QTableView) -> None:
    """The selected rows to the clipboard, tab separated, with their header."""
    model = view.model()
    columns = range(model.columnCount())
    head = [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns]
    rows = [
        [str(model.index(r.row(), c).data() or "") for c in columns]
        for r in sorted(view.selectionModel().selectedRows(), key=lambda i: i.row())
    ]
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *rows]))
