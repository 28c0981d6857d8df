"""Text that has less room than it needs, in whatever widget it stands, and what of it is still in the engine's English."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QTextBrowser,
    QTreeView,
    QWidget,
)

from etl_console import sentences
from etl_console.ui.room import Shortened

_ROWS = 40
"""Rows of a list that are looked at."""
_LETTERS = 8
"""What is left at least of a text that is shortened on purpose: fewer tell nothing."""


def cut_off(root: QWidget) -> list[str]:
    """What visible texts in a window, a dialog or a part of one have less room than they need."""
    window = root.window()
    return [
        f"{type(widget).__name__} {told}"
        for widget in (root, *root.findChildren(QWidget))
        if widget.isVisible() and widget.window() is window
        for told in _told_of(widget)
    ]


def still_english(root: QWidget) -> list[str]:
    """What visible texts in a window or a dialog could be said in Indonesian and are not."""
    window, found = root.window(), []
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not window:
            continue
        texts: list[str] = []
        if isinstance(widget, QLabel):
            texts = [widget.text()]
        elif isinstance(widget, QTextBrowser):
            texts = widget.toPlainText().splitlines()
        elif isinstance(widget, QTableView) and (model := widget.model()) is not None:
            columns = range(model.columnCount())
            texts = [str(model.index(r, c).data()) for r in range(min(_ROWS, model.rowCount())) for c in columns]
        found += [f"“{text}” is English" for text in texts if sentences.said(text, "id") != text]
    return found


def _told_of(widget: QWidget) -> Iterator[str]:
    for kind, look in _LOOKS.items():
        if isinstance(widget, kind):
            yield from look(widget)
            if not isinstance(widget, QAbstractItemView):
                yield from _outside(widget)


def _outside(widget: QWidget) -> Iterator[str]:
    """A part of it lies outside of what it stands in: no scrolling brings it into view."""
    place, inner = widget.rect(), widget
    while not inner.isWindow() and (outer := inner.parentWidget()) is not None:
        place = QRect(inner.mapToParent(place.topLeft()), place.size())
        area = outer.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is outer:
            if (
                area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
                and place.right() > outer.width()
            ):
                yield f"“{_text(widget)}” goes on to {place.right()} of {outer.width()}, where nothing scrolls"
            return
        if not outer.rect().adjusted(-1, -1, 1, 1).contains(place):
            yield f"“{_text(widget)}” is at {place.getRect()} of {outer.width()}×{outer.height()} {type(outer).__name__}"
            return
        inner = outer


def _text(widget: QWidget) -> str:
    return str(getattr(widget, "text", widget.accessibleName)())


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if isinstance(label, Shortened):
        label.grab()  # it looks whether there is room when it is painted
        told = min(label.sizeHint().width(), _LETTERS * label.fontMetrics().averageCharWidth())
        if label.toolTip() and label.width() >= told:
            return
    least, width = label.minimumSizeHint().width(), label.width()
    need = QSize(least, label.heightForWidth(width)) if label.wordWrap() else label.sizeHint()
    if need.width() > width + 1 or need.height() > label.height() + 1:
        yield f"“{label.text()}” needs {need.width()}×{need.height()} of {width}×{label.height()}"


def _as_it_asks(widget: QWidget) -> Iterator[str]:
    """Buttons and fields for numbers say themselves how much they need."""
    yield from _wider(_text(widget), widget.sizeHint().width() if _text(widget) else 0, widget.width())


def _combo(combo: QComboBox) -> Iterator[str]:
    if combo.objectName() == "narrow":
        return  # an icon alone
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(part, option, field, combo).width()
    icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
    text = option.currentText or combo.placeholderText()
    yield from _wider(text, combo.fontMetrics().horizontalAdvance(text) + icon, room)


def _wider(text: str, need: int, there: int) -> Iterator[str]:
    if need > there:
        yield f"“{text}” needs {need} of {there}"


def _placeholder(field: QLineEdit) -> Iterator[str]:
    if field.text():
        return
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width() - 4
    text = field.placeholderText()
    yield from _wider(text, field.fontMetrics().horizontalAdvance(text), room)


def _group(box: QGroupBox) -> Iterator[str]:
    yield from _wider(box.title(), box.fontMetrics().horizontalAdvance(box.title()), box.width())


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        if bar.isTabVisible(place):
            text, tab = bar.tabText(place), bar.tabRect(place)
            yield from _wider(text, bar.fontMetrics().horizontalAdvance(text), tab.width())
            yield from _wider(f"{text} at its place", tab.right(), bar.width())


def _headings(header: QHeaderView) -> Iterator[str]:
    model, lies = header.model(), header.orientation()
    if model is None:
        return
    if lies == Qt.Orientation.Vertical:
        yield from _wider("numbers of rows", header.sizeHint().width(), header.width())
        return
    for place in range(header.count()):
        if not header.isSectionHidden(place):
            text = str(model.headerData(place, lies))
            yield from _wider(f"{text}", header.sectionSizeHint(place), header.sectionSize(place))


def _items(view: QTreeView | QListView) -> Iterator[str]:
    for index in _rows(view.model(), view.rootIndex()):
        there = view.visualRect(index)
        if there.isValid() and there.intersects(view.viewport().rect()) and not index.data(Qt.ItemDataRole.ToolTipRole):
            there = there & QRect(QPoint(), view.viewport().size()) if _is_still(view) else there
            yield from _wider(str(index.data()), view.sizeHintForIndex(index).width(), there.width())


def _is_still(view: QAbstractItemView) -> bool:
    return view.horizontalScrollBar().maximum() == 0


def _rows(model: QAbstractItemModel | None, top: QModelIndex) -> Iterator[QModelIndex]:
    if model is not None:
        for row in range(min(_ROWS, model.rowCount(top))):
            index = model.index(row, 0, top)
            yield index
            yield from _rows(model, index)


def _cells(table: QTableView) -> Iterator[str]:
    """Numbers and batches have their room, since a shortened number is a wrong one; what else is shortened has a tool tip, and
    what is left out as a whole is told of the chosen row."""
    model, metrics = table.model(), table.fontMetrics()
    for column in range(model.columnCount() if model is not None else 0):
        if table.isColumnHidden(column):
            continue
        for row in range(min(_ROWS, model.rowCount())):
            index = model.index(row, column)
            text = str(index.data() or "")
            if _is_number(text):
                yield from _wider(f"{table.accessibleName()}: {text}", _cell(metrics, text), table.columnWidth(column))


def _is_number(text: str) -> bool:
    return text.startswith("BATCH0") or text.replace(",", "").replace(".", "").isdigit()


def _cell(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + 22  # padding, and the room for the focus


_LOOKS: dict[type[QWidget], Callable[..., Iterator[str]]] = {
    QLabel: _label, QAbstractButton: _as_it_asks, QAbstractSpinBox: _as_it_asks, QComboBox: _combo,
    QLineEdit: _placeholder, QGroupBox: _group, QTabBar: _tabs, QHeaderView: _headings, QTreeView: _items,
    QListView: _items, QTableView: _cells,
}  # fmt: skip
