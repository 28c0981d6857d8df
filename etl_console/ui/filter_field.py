"""The filter of a list: a moment after the last letter what has that text is looked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_TYPING_MS = 300


class FilterField(QLineEdit):
    """``wanted`` is emitted with the text, empty for all; ``left`` when the keyboard wants to be at the list."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setToolTip(told)
        self.setClearButtonEnabled(True)
        self.setFixedWidth(216)
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._tell)
        self.textChanged.connect(lambda _: self._typing.start())

    def _tell(self) -> None:
        self._typing.stop()
        self.wanted.emit(self.text())

    def forget(self) -> None:
        """Nothing is looked for any more, and nobody is told."""
        self.show_text("")

    def show_text(self, text: str) -> None:
        """What is shown was looked for by this; nobody is told."""
        self.setText(text)
        self._typing.stop()

    def ask(self) -> None:
        """Take the keyboard."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Escape):
            if self._typing.isActive():
                self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)
