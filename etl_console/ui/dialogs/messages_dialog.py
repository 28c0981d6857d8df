"""What was told since the window was opened: a message that was not read in time is not lost."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QWidget

from etl_console.ui import words
from etl_console.ui.dialogs.parts import headed, way_back
from etl_console.ui.dialogs.problem_dialog import entry_link, opens_entries
from etl_console.ui.icons import icon
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.shell.messages import Message, Messages
from etl_console.ui.tables import copy_selection, make_table, set_widths
from etl_console.ui.theme import align_text, strong

_WHOLE = 108
"""The height in pixels of what is said of the chosen message: some lines of it, with its way out."""


class MessagesDialog(QDialog):
    """The messages that are kept until now, the newest first; the chosen one whole, with its way out."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Messages"))
        resize_within_screen(self, 860, 520)
        column = headed(self, self.tr("What was told since the window was opened"))
        self.model = RecordsTable([self.tr("Time"), self.tr("Message")], status_column=1)
        self.table = make_table(self.model, self.windowTitle())
        set_widths(self.table, (150,), "messages")
        column.addWidget(self.table, 1)
        self.whole = QTextBrowser()
        align_text(self.whole)
        self.whole.setAccessibleName(self.tr("The chosen message"))
        self.whole.setFixedHeight(_WHOLE)
        opens_entries(self.whole)
        column.addWidget(self.whole)
        buttons = way_back(closes=True)
        self.copy_button = QPushButton(icon("copy", "quiet"), self.tr("Copy the rows"))
        self.copy_button.clicked.connect(lambda: copy_selection(self.table))
        buttons.addButton(self.copy_button, buttons.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_whole())
        kept = list(reversed(messages.kept))
        self.model.show([(words.moment(m.at, seconds=True), _line(m)) for m in kept], kept)
        self.copy_button.setEnabled(bool(kept))
        self.table.selectRow(0)
        self._show_whole()
        self.table.setFocus()

    def _show_whole(self) -> None:
        row = self.table.currentIndex().row()
        if row < 0:
            self.whole.setPlainText(self.tr("Nothing was told yet."))
            return
        message: Message = self.model.sources[row]
        parts = [strong(escape(message.text)) if message.code else escape(message.text), escape(message.remedy)]
        told = "<br>".join(part.replace("\n", "<br>") for part in parts if part)
        self.whole.setHtml(f"{told} {entry_link(message.code)}")


def _line(message: Message) -> str:
    """A message in one line; what went wrong has its sign."""
    text = " ".join(message.text.split())
    return f"{words.SIGNS['FAILED']} {text}" if message.code else text
