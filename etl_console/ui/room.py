"""Room on a small or much enlarged screen: windows stay within it, and a page that needs more can be scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from etl_console.ui.theme import GRID, plain_tip

_EDGE, _FRAME = 16, 64
"""What is left free of the screen at the sides, and for the desktop's frame."""


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size in device-independent pixels, or what the screen has of it."""
    there = window.screen().availableGeometry()
    window.resize(min(width, there.width() - _EDGE), min(height, there.height() - _FRAME))


class Pages(QStackedWidget):
    """Pages one over the other: only the one that is shown says how much room is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSizeHint()


class Shortened(QLabel):
    """One line that is cut with “…” where there is no room for it, and then whole in its tool tip."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text, textFormat=Qt.TextFormat.PlainText)
        self.setObjectName(role)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


class Flow(QLayout):
    """Widgets in a row, and in as many rows as the width asks for. What its widgets need is asked once, until one of them
    changes: in one pass Qt asks a layout many times."""

    def __init__(self, spacing: int = GRID) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._growing: QWidget | None = None
        self._needed: list[tuple[QLayoutItem, QSize, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def invalidate(self) -> None:
        self._needed = None
        self._heights.clear()
        super().invalidate()

    def needed(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """The items that are shown, each with the size it would like and the least it needs."""
        if self._needed is None:
            self._needed = [(i, i.sizeHint(), i.minimumSize()) for i in self._items if not i.isEmpty()]
        return self._needed

    def add_growing(self, widget: QWidget) -> None:
        """A widget that has what room is left in its row."""
        self._growing = widget
        self.addWidget(widget)

    def add_pair(self, text: QWidget, field: QWidget) -> None:
        """A field with its name: they stay side by side."""
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(text)
        row.addWidget(field)
        self.addWidget(pair)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._places(QRect(0, 0, width, 0))[1]
        return self._heights[width]

    def sizeHint(self) -> QSize:
        hints = [hint for _, hint, _ in self.needed()]
        width = sum(h.width() for h in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [least for _, _, least in self.needed()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in self._places(rect)[0]:
            item.setGeometry(place)

    def _places(self, rect: QRect) -> tuple[list[tuple[QLayoutItem, QRect]], int]:
        """Where each item goes, and how high they are together."""
        placed: list[tuple[QLayoutItem, QRect]] = []
        x, y, height = rect.x(), rect.y(), 0
        for item, size, _ in self.needed():
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, height = rect.x(), y + height + GRID, 0
            placed.append((item, QRect(x, y, size.width(), size.height())))
            x, height = x + size.width() + self.spacing(), max(height, size.height())
        self._grow(placed, rect)
        return placed, y + height - rect.y()

    def _grow(self, placed: Sequence[tuple[QLayoutItem, QRect]], rect: QRect) -> None:
        growing = next((place for item, place in placed if item.widget() is self._growing), None)
        if self._growing is None or growing is None:
            return
        after = [place for _, place in placed if place.y() == growing.y() and place.x() > growing.x()]
        left = rect.right() - max(place.right() for place in (growing, *after))
        growing.setWidth(growing.width() + max(0, left))
        for place in after:
            place.moveLeft(place.left() + max(0, left))


class Even(Flow):
    """Widgets of one width, as many in each row as the width has room for what they need at least."""

    def _places(self, rect: QRect) -> tuple[list[tuple[QLayoutItem, QRect]], int]:
        items = self.needed()
        if not items:
            return [], 0
        gap, least = self.spacing(), self.minimumSize().width()
        most = max(1, (rect.width() + gap) // (least + gap))
        columns = -(-len(items) // -(-len(items) // most))  # rows that are as full as each other
        width, height = (rect.width() + gap) // columns - gap, max(hint.height() for _, hint, _ in items)
        placed = [
            (
                item,
                QRect(rect.x() + n % columns * (width + gap), rect.y() + n // columns * (height + gap), width, height),
            )
            for n, (item, _, _) in enumerate(items)
        ]
        return placed, placed[-1][1].bottom() + 1 - rect.y()


class Halves(QSplitter):
    """Two halves side by side, or one above the other where the window has no room for both."""

    def __init__(self, *halves: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._halves = halves
        for half in halves:
            self.addWidget(half)

    def minimumSizeHint(self) -> QSize:
        needed = [half.minimumSizeHint() for half in self._halves]
        heights = [n.height() for n in needed]
        is_stacked = self.orientation() == Qt.Orientation.Vertical
        height = sum(heights) + self.handleWidth() if is_stacked else max(heights)
        return QSize(max(n.width() for n in needed), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = sum(half.minimumSizeHint().width() for half in self._halves) + self.handleWidth()
        wanted = Qt.Orientation.Horizontal if self.width() >= needed else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self.updateGeometry()
        super().resizeEvent(event)


class Scrolled(QScrollArea):
    """Shows a widget whole where there is room, and scrolls it where there is not."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 320)

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def viewportEvent(self, event: QEvent) -> bool:
        done = super().viewportEvent(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        """Give the widget all of the room, or what it needs at least. (A resizable scroll area would give one in which
        texts wrap as much as it would like to have.)"""
        inner, room = self._inner, self.maximumViewportSize()
        width = max(room.width(), inner.minimumSizeHint().width())
        height = _least_height(inner, width)
        if height > room.height():
            width = max(room.width() - self.verticalScrollBar().sizeHint().width(), inner.minimumSizeHint().width())
            height = _least_height(inner, width)
        inner.resize(width, max(height, room.height()))


def _least_height(widget: QWidget, width: int) -> int:
    """What a widget of this width needs at least in height."""
    shown = widget.currentWidget() if isinstance(widget, QStackedWidget) else widget
    layout = shown.layout() if shown is not None else None
    if layout is None or not layout.hasHeightForWidth():
        return widget.minimumSizeHint().height()
    return layout.minimumHeightForWidth(width)
