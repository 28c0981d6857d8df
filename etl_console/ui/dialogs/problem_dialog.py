"""What a problem means, where its evidence lies and what to do: the catalogue's words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from etl_console.ui import language
from etl_console.ui.dialogs.parts import headed, way_back
from etl_console.ui.theme import label


class ProblemDialog(QDialog):
    """One entry of the catalogue in the window's language; a code without an entry shows ``error``'s."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        from etl_console import catalogue

        super().__init__(parent)
        known = catalogue.entries(language.current())
        self.entry = known.get(code) or known["error"]
        self.setWindowTitle(self.entry.title)
        self.setMinimumWidth(520)
        layout = headed(self, self.entry.title)
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


def open_entry(link: str, over: QWidget) -> None:
    """Show the entry that an ``entry_link`` names, over a window."""
    dialog = ProblemDialog(link.removeprefix("problem:"), over)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def entry_link(code: str) -> str:
    """HTML that leads from a code to its entry of the catalogue, where a press of it is given to ``open_entry``."""
    return f'<a href="problem:{escape(code)}">{escape(code)}</a>' if code else ""


def opens_entries(browser: QTextBrowser) -> None:
    """A code that is pressed in ``browser`` shows its cause, evidence and way out."""
    browser.setOpenLinks(False)
    browser.anchorClicked.connect(lambda url: open_entry(url.toString(), browser.window()))
