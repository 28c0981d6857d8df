"""Room on a small or much enlarged screen: windows stay within it, and a page that needs more can be scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

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


class Scrolled(QScrollArea):
    """Shows a widget whole where there is room, and scrolls it where there is not."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 320)
