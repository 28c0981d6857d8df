"""What a problem means, where its evidence lies and what to do: the catalogue's words."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from etl_console import catalogue
from etl_console.ui import language
from etl_console.ui.dialogs.buttons import way_back
from etl_console.ui.theme import label


class ProblemDialog(QDialog):
    """One entry of the catalogue in the window's language; a code without an entry shows ``error``'s."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = catalogue.entries(language.current())
        self.entry = known.get(code) or known["error"]
        self.setWindowTitle(self.entry.title)
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(label(self.entry.title, "title"))
        parts = (
            (self.tr("Cause"), self.entry.cause), (self.tr("Evidence"), self.entry.evidence),
            (self.tr("What to do"), self.entry.remedy),
        )  # fmt: skip
        for head, text in parts:
            layout.addWidget(label(head, "section"))
            said = label(text, "text")
            said.setWordWrap(True)
            layout.addWidget(said)
        runbook = self.tr("Runbook")
        shown = f"{code} · {runbook} {self.entry.runbook}" if self.entry.runbook else code
        layout.addWidget(label(shown, "quiet"))
        buttons = way_back(closes=True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
