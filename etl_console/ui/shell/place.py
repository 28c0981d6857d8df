"""Where the operator is on a page, as its widgets have it: what a link does not say is there again when it is built anew."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTabWidget,
    QTreeView,
    QWidget,
)

from etl_console.ui.shell.page import Page

_AGAIN_MS, _TRIES = 50, 100


class Place:
    """The tabs that were in front, what was written to filter, the rows that were chosen and how far was scrolled."""

    def __init__(self, page: Page) -> None:
        self._tabs = [tabs.currentIndex() for tabs in page.findChildren(QTabWidget)]
        self._texts = [field.text() for field in _fields(page)]
        self._rows = [
            (view.currentIndex().row(), view.currentIndex().column(), _named(view), view.verticalScrollBar().value())
            for view in _views(page)
        ]

    def give_back(self, page: Page) -> None:
        """Go there on the page that was built anew; to rows when they have been read."""
        for tabs, place in zip(page.findChildren(QTabWidget), self._tabs, strict=False):
            tabs.setCurrentIndex(place)
        for field, text in zip(_fields(page), self._texts, strict=False):
            if field.text() != text:
                field.setText(text)
                field.textEdited.emit(text)
        self._go_to_rows(page, _TRIES)

    def _go_to_rows(self, page: Page, tries: int) -> None:
        if page.is_waiting and tries:
            QTimer.singleShot(_AGAIN_MS, page, lambda: self._go_to_rows(page, tries - 1))
            return
        for view, (row, column, named, scrolled) in zip(_views(page), self._rows, strict=False):
            model, is_flat = view.model(), not isinstance(view, QTreeView)
            if is_flat and model is not None and 0 <= row < model.rowCount() and view.currentIndex().row() != row:
                if model.index(row, 0).data() != named:
                    continue  # something else stands there now
                view.setCurrentIndex(model.index(row, column))
            view.verticalScrollBar().setValue(scrolled)


def _named(view: QAbstractItemView) -> Any:
    """What the chosen row begins with."""
    return view.currentIndex().siblingAtColumn(0).data()


def _fields(page: QWidget) -> list[QLineEdit]:
    """What filters are written into."""
    own = (QAbstractSpinBox, QComboBox)
    fields = (f for f in page.findChildren(QLineEdit) if f.window() is page.window())
    return [f for f in fields if not f.isReadOnly() and not isinstance(f.parentWidget(), own)]


def _views(page: QWidget) -> list[QAbstractItemView]:
    views = page.findChildren(QAbstractItemView)
    return [v for v in views if not isinstance(v, QHeaderView) and v.window() is page.window()]
