"""What closing the window would end: batches that run in it, and changes that are not saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from etl_console.ui.dialogs.parts import headed
from etl_console.ui.room import resize_within_screen
from etl_console.ui.theme import GRID, label

_WIDTH = 560


class ClosingDialog(QDialog):
    """``runs`` are the clients whose batch runs in this window; ``unsaved`` says where changes are, a line each.
    Accepted means: close all the same."""

    def __init__(self, runs: Sequence[str], unsaved: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Close the window"))
        column = headed(self, self.tr("Close the window?"))
        if runs:
            self._part(
                column, self.tr("Running in this window"), runs,
                self.tr("Closing cancels it: what is half done is taken back, and a restart goes on from there."),
            )  # fmt: skip
        if unsaved:
            self._part(
                column, self.tr("Changes are not saved"), unsaved, self.tr("They are lost when the window closes.")
            )
        column.addSpacing(GRID)
        self.stay_button = QPushButton(self.tr("Stay"))
        self.stay_button.clicked.connect(self.reject)
        self.close_button = QPushButton(
            self.tr("Cancel the run and close") if runs else self.tr("Close without saving")
        )
        self.close_button.clicked.connect(self.accept)
        self.close_button.setAutoDefault(False)
        self.stay_button.setObjectName("primary")
        self.stay_button.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.stay_button)
        column.addLayout(row)
        resize_within_screen(self, _WIDTH, column.totalHeightForWidth(_WIDTH))
        self.stay_button.setFocus()

    def _part(self, column: QVBoxLayout, heading: str, lines: Sequence[str], told: str) -> None:
        column.addSpacing(GRID)
        column.addWidget(label(heading, "section"))
        for text, role in (*((f"•  {line}", "") for line in lines), (told, "quiet")):
            shown = label(text, role)
            shown.setWordWrap(True)
            column.addWidget(shown)
