"""One rejected row, below the rows: what is wrong with it, the line as it came, and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from etl_console.ui import words
from etl_console.ui.theme import align_text, label, plain_tip

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejected_row import RejectedRow

_MOST_TOLD = 6


class RowDetail(QWidget):
    """Message, raw line and story of a row; ``explain`` is the button that says what to do."""

    def __init__(self, explain: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.raw = QPlainTextEdit(readOnly=True)
        align_text(self.raw)
        self.raw.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.raw.setAccessibleName(self.tr("The line as it came"))
        self.raw.setMaximumHeight(64)
        self.raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.raw.setTabChangesFocus(True)
        self.message = label("", "heading")
        self.message.setWordWrap(True)
        self.story = label("", "quiet")
        self.story.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = QHBoxLayout()
        said.addWidget(self.message, 1)
        said.addWidget(explain)
        column.addLayout(said)
        column.addWidget(self.raw)
        column.addWidget(self.story)

    def show_row(self, row: RejectedRow) -> None:
        """Show what is there at once; the line and the story follow."""
        self.message.setText(_short(words.said(row.message)))
        self.message.setToolTip(plain_tip(words.said(row.message)))
        self.raw.setPlainText(row.raw or "")
        self.story.setText("")

    def show_nothing(self) -> None:
        """No row is chosen."""
        self.message.setText("")
        self.message.setToolTip("")
        self.raw.setPlainText("")
        self.story.setText("")

    def show_line(self, row: RejectedRow, raw: str | None, history: Sequence[dict[str, Any]]) -> None:
        """The line as it came (None: its values instead) and its decisions, oldest first."""
        self.raw.setPlainText(raw if raw is not None else "   ".join(f"{k}: {v}" for k, v in row.record.items()))
        told = []
        for cell in history[-_MOST_TOLD:]:
            when = words.moment(cell["made_at"])
            what = (
                f"{cell['column_name']}: “{_short(cell['before'] or '', 60)}” → “{_short(cell['after'] or '', 60)}”"
                if cell["kind"] in ("cell", "record")
                else {"quarantine": self.tr("Quarantined"), "accept": self.tr("Accepted")}[cell["kind"]]
            )
            undone = "" if cell["stands"] else self.tr(" (undone)")
            reason = f" — {_short(cell['reason'], 120)}" if cell["reason"] else ""
            told.append(f"{when} {cell['who']}  {what}{reason}{undone}")
        self.story.setText("\n".join(told))


def _short(text: str, most: int = 200) -> str:
    """The beginning of a text that would push the rows out of sight."""
    return text if len(text) <= most else f"{text[:most].rstrip()} …"
