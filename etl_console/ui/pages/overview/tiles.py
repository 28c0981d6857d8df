"""The parts of the overview: a need with its buttons, a figure, a card around a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from etl_console.ui.fills import swatch
from etl_console.ui.icons import icon, pixmap
from etl_console.ui.room import Shortened
from etl_console.ui.theme import GRID, emphasize, label, tokens


class NeedRow(QFrame):
    """One thing that needs the operator: what, how much, and its buttons, the first of which is the one to press."""

    def __init__(
        self, sign: str, token: str, text: str, detail: str, buttons: Sequence[tuple[str, str, Callable[[], None]]]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        mark = QLabel()
        mark.setPixmap(pixmap(sign, getattr(tokens(), token), 20, self.devicePixelRatioF()))
        row.addWidget(mark)
        told = QVBoxLayout()
        told.setSpacing(0)
        self.text = Shortened(text, "heading")
        self.detail = Shortened(detail, "quiet")
        told.addWidget(self.text)
        if detail:
            told.addWidget(self.detail)
        row.addLayout(told, 1)
        self.buttons: list[QPushButton] = []
        for place, (name, icon_name, run) in enumerate(buttons):
            button = QPushButton(name)
            emphasize(button, place == 0 and token in ("bad", "warn"))
            button.setIcon(icon(icon_name, "on_accent" if button.objectName() == "primary" else "quiet"))
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(lambda _=False, act=run: act())
            self.buttons.append(button)
        for button in reversed(self.buttons):
            row.addWidget(button)


class FigureTile(QFrame):
    """One figure with its name, what it is compared to, and a way to its rows (click, or Enter)."""

    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(0)
        self._name = name
        column.addWidget(label(name, "section"))
        self.value = label("–", "figure")
        self.compared = Shortened("", "quiet")
        column.addWidget(self.value)
        column.addWidget(self.compared)

    def show_value(self, value: str, compared: str = "") -> None:
        """Show a value, and what it is compared to."""
        self.value.setText(value)
        self.compared.setText(compared)
        self.setAccessibleName(f"{self._name}: {value}")
        self.setAccessibleDescription(compared)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


_BESIDE = 2
"""Fills that are told beside the title of a card; more have no room there."""


class Card(QFrame):
    """A titled card around one widget, with the meaning of its fills as (token, word); ``line`` for a mark."""

    def __init__(self, title: str, legend: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.title = title
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.column.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(Shortened(title, "heading"), 1)
        if len(legend) > _BESIDE:  # below the title
            self.column.addLayout(row)
            row = QHBoxLayout()
            row.setSpacing(GRID // 2)
        for token, word in legend:
            sample = QLabel()
            sample.setPixmap(swatch(token, self.devicePixelRatioF()))
            row.addSpacing(GRID // 2)
            row.addWidget(sample)
            row.addWidget(label(word, "quiet"))
        if len(legend) > _BESIDE:
            row.addStretch(1)
        self.column.addLayout(row)

    def put(self, widget: QWidget) -> None:
        """The widget that fills it."""
        self.column.addWidget(widget, 1)
