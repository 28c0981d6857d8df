"""What stands in place of tables that have nothing to show: that it is so, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from etl_console.ui.theme import GRID, label


class Empty(QWidget):
    """A heading and a sentence in the middle of the room that there is."""

    def __init__(self, heading: str, more: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        self.heading, self.more = label(heading, "heading"), label(more, "quiet")
        for text in (self.heading, self.more):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setWordWrap(True)
            column.addWidget(text)
        column.addStretch(2)

    def say(self, heading: str, more: str) -> None:
        """Say something else."""
        self.heading.setText(heading)
        self.more.setText(more)
