"""How every table of the window looks and behaves: dense, whole rows, copied as a spreadsheet takes it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget


class _Table(QTableView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        else:
            super().keyPressEvent(event)


def make_table(model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> QTableView:
    """A table over ``model``; ``name`` is what a screen reader says."""
    view = _Table(parent)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
