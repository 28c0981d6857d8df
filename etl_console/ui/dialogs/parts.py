"""What every dialog has: its head, and the button row with the way back in the operator's language, without the platform's
icons.

What Enter does is said with ``setDefault`` after the row was added: Qt forgets it for a button that is not in its dialog yet."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from etl_console.ui.theme import GRID, label
from etl_console.ui.words import translate


def column_of(dialog: QDialog) -> QVBoxLayout:
    """The column that a dialog's parts stand in."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    column.setSpacing(GRID)
    return column


def headed(dialog: QDialog, title: str, told: str = "") -> QVBoxLayout:
    """The column with the dialog's title, and a sentence below it."""
    column = column_of(dialog)
    for text, role in ((title, "title"), (told, "quiet")):
        if text:
            line = label(text, role)
            line.setWordWrap(True)
            column.addWidget(line)
    return column


def way_back(*, closes: bool = False) -> QDialogButtonBox:
    """A row with “Cancel”, or with “Close” where there is nothing to give up."""
    kind = QDialogButtonBox.StandardButton.Close if closes else QDialogButtonBox.StandardButton.Cancel
    row = QDialogButtonBox(kind)
    row.button(kind).setIcon(QIcon())
    row.button(kind).setText(translate("Dialog", "Close") if closes else translate("Dialog", "Cancel"))
    return row


def way_on(dialog: QDialog, text: str) -> tuple[QDialogButtonBox, QPushButton]:
    """A row with “Cancel” and the button that does it, which accept or reject the dialog."""
    row = way_back()
    do: QPushButton = row.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
    do.setObjectName("primary")
    row.accepted.connect(dialog.accept)
    row.rejected.connect(dialog.reject)
    return row, do
