"""Below the rejected rows: how many of them are chosen, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from etl_console.ui.words import number


class Scope(QLabel):
    """Says what a decision would be about."""

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText)
        self.setObjectName("quiet")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def tell(self, chosen: int, total: int, sought: str) -> None:
        """``chosen`` of ``total`` rows that are shown: all of a reason, or those with the text that is ``sought``."""
        if sought and not total:
            text = self.tr("No row of this reason has “{text}”.").format(text=sought)
        elif sought and chosen == total:
            text = self.tr("all %Ln rows with “{text}”", "", total).format(text=sought)
        elif chosen and chosen == total:
            text = (
                self.tr("all %Ln rows of this reason", "", total)
                if total > 1
                else self.tr("the only row of this reason")
            )
        else:
            text = self.tr("%Ln rows selected", "", chosen)
            if total > 1:
                text += "  ·  " + self.tr("Ctrl+A for all {n}").format(n=number(total))
        self.setText(text)
