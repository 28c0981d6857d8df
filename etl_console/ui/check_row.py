"""One check of the installation, with what it found and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from etl_console.pipeline.health import Check
from etl_console.ui.icons import pixmap
from etl_console.ui.theme import GRID, label, tokens
from etl_console.ui.words import said, size

_SIGNS = {"good": ("done", "good"), "bad": ("failed", "bad"), "warn": ("warning", "warn")}


class CheckRow(QFrame):
    """``fixes`` are a button's text and what it does, the best first. ``name_width``, in pixels, is what the names of several
    have, so that what was found stands in one column."""

    def __init__(
        self, check: Check, fixes: Sequence[tuple[str, Callable[[], None]]], name_width: int = 220
    ) -> None:  # fmt: skip
        super().__init__()
        self.check = check
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        sign, token = _SIGNS[check.verdict]
        mark = QLabel()
        mark.setPixmap(pixmap(sign, getattr(tokens(), token), 20, self.devicePixelRatioF()))
        mark.setAccessibleName(check.verdict)
        row.addWidget(mark)
        names = {
            "database": self.tr("Database"), "root": self.tr("Storage"), "room": self.tr("Free room"),
            "clients": self.tr("Clients"), "folders": self.tr("Folders"), "routines": self.tr("Procedures and views"),
            "tables": self.tr("Bronze tables"), "desktop": self.tr("Menu and links"),
        }  # fmt: skip
        name = label(" · ".join(filter(None, (names[check.code], check.client))), "")
        name.setMinimumWidth(name_width)
        row.addWidget(name)
        self.told = label(self._told(), "quiet")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.told, 1)
        self.buttons: list[QPushButton] = []
        for text, run in fixes:
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {name.text()}")
            button.clicked.connect(lambda _=False, act=run: act())
            row.addWidget(button)
            self.buttons.append(button)

    def _told(self) -> str:
        check = self.check
        found = size(int(check.found)) if check.code == "room" else said(check.found)
        if check.verdict == "good":
            return found or self.tr("All there.")
        told = {
            "root": self.tr("This folder is missing, or this user may not write to it: {found}"),
            "room": self.tr("Only {found} are free: archive or remove old files."),
            "clients": self.tr("There is no client yet. Add one from its configuration file, or look around with the samples."),
            "folders": self.tr("These folders are missing: {found}"),
            "routines": self.tr("These are configured and not there: {found} Create them, or correct the configuration."),
            "desktop": self.tr("The desktop does not know the window: no menu has it, and etl-console:// links do not open it."),
            "tables": self.tr("These target tables are missing: {found}. Create them before the next batch."),
        }.get(check.code, found)  # fmt: skip
        return told.replace("{found}", found)
