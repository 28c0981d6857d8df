"""Settings: language and look, switched at once; what this installation works on; each check with its fix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError, UsageError
from etl_console.pipeline import config_form
from etl_console.pipeline.health import Check
from etl_console.records import Client
from etl_console.ui import language, theme, words
from etl_console.ui.dialogs.client_dialog import ClientDialog
from etl_console.ui.icons import pixmap
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import GRID, label, tokens
from etl_console.ui.tokens import DARK
from etl_console.ui.words import size

_SIGNS = {"good": ("done", "good"), "bad": ("failed", "bad"), "warn": ("warning", "warn")}


class SettingsPage(Page):
    """What the operator may choose, and whether all that is needed is there."""

    id = "settings"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        return [
            Action("settings.check", self.tr("Check again"), self.refresh, "Ctrl+R", icon="restart"),
            Action("settings.add_client", self.tr("Add a client …"), self._choose_client, "Ctrl+N", icon="add"),
            Action("settings.language", self.tr("Switch the language"), self._next_language, "Ctrl+Shift+I"),
            Action("settings.theme", self.tr("Light or dark"), self._next_theme, "Ctrl+Shift+D"),
        ]  # fmt: skip

    def build(self) -> None:
        self.client_dialog: ClientDialog | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        area.setWidget(inner)
        outer.addWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        row.addWidget(self.button("settings.add_client"))
        row.addWidget(self.button("settings.check"))
        column.addLayout(row)
        column.addWidget(label(self.tr("How it looks and speaks"), "section"))
        column.addWidget(self._look())
        column.addSpacing(GRID)
        column.addWidget(label(self.tr("Is everything there?"), "section"))
        self.checks = QVBoxLayout()
        self.checks.setSpacing(GRID // 2)
        self.checks.addWidget(label(self.tr("Looking …"), "quiet"))
        column.addLayout(self.checks)
        column.addStretch(1)

    def _look(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        form = QFormLayout(card)
        form.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(3 * GRID)
        self.language, self.theme = QComboBox(), QComboBox()
        self.language.addItem(self.tr("As the system"), "system")
        for code, name in language.LANGUAGES.items():
            self.language.addItem(name, code)
        for name, value in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ):
            self.theme.addItem(name, value)
        app = QApplication.instance()
        wanted = str(app.property("etl_theme") or "system") if app else "system"
        self.theme.setCurrentIndex(max(0, self.theme.findData(wanted)))
        chosen = str(QSettings().value("language", language.current()))
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        for text, box in ((self.tr("Language"), self.language), (self.tr("Theme"), self.theme)):
            box.setAccessibleName(text)
            box.setMaximumWidth(260)
            form.addRow(text, box)
        self.language.activated.connect(lambda _: self._speak(self.language.currentData()))
        self.theme.activated.connect(lambda _: self._dress(self.theme.currentData()))
        self.main = self.language
        return card

    # Language and theme ------------------------------------------------------------------------------------------

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def _speak(self, code: str) -> None:
        QSettings().setValue("language", code)
        language.apply(self._app(), code)

    def _dress(self, name: str) -> None:
        QSettings().setValue("theme", name)
        theme.apply(self._app(), name)

    def _next_language(self) -> None:
        codes = list(language.LANGUAGES)
        self._speak(codes[(codes.index(language.current()) + 1) % len(codes)])

    def _next_theme(self) -> None:
        self._dress("light" if tokens() is DARK else "dark")

    # Checks ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.ask("checks", lambda: (self.service.health.checks(), self.service.about()), self._show, self._unreachable)

    def _unreachable(self, error: EtlError) -> None:
        self._show(([Check("database", "bad", f"{words.said(error.cause)} {words.said(error.remedy)}")], {}))

    def _show(self, found: tuple[list[Check], Mapping[str, Any]]) -> None:
        checks, about = found
        while self.checks.count():
            item = self.checks.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for check in checks:
            self.checks.addWidget(self._row(check))
        bad = sum(c.verdict == "bad" for c in checks)
        self.badge.emit(str(bad) if bad else "")
        if about:
            told = self.tr("Working as {user} of the database, {who} on {host}.")
            self.checks.addWidget(
                label(told.format(user=about["user"], who=self.service.who, host=self.service.host), "quiet")
            )

    def _row(self, check: Check) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
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
            "tables": self.tr("Bronze tables"),
        }  # fmt: skip
        name = label(" · ".join(filter(None, (names[check.code], check.client))), "")
        name.setMinimumWidth(220)
        row.addWidget(name)
        told = label(self._told(check), "quiet")
        told.setWordWrap(True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(told, 1)
        fixes = {
            "make_root": self.tr("Make the folder"), "make_folders": self.tr("Make the folders"),
            "add_client": self.tr("Add a client …"),
        }  # fmt: skip
        if check.fix:
            button = QPushButton(fixes[check.fix])
            button.clicked.connect(partial(self._repair, check))
            row.addWidget(button)
        return card

    def _told(self, check: Check) -> str:
        found = size(int(check.found)) if check.code == "room" else check.found
        if check.verdict == "good":
            return found or self.tr("All there.")
        told = {
            "root": self.tr("This folder is missing, or this user may not write to it: {found}"),
            "room": self.tr("Only {found} are free: archive or remove old files."),
            "clients": self.tr("There is no client yet. Add one from its configuration file, or run ./console demo for a tour."),
            "folders": self.tr("These folders are missing: {found}"),
            "routines": self.tr("These are configured and not there: {found} Create them, or correct the configuration."),
            "tables": self.tr("These target tables are missing: {found}. Create them before the next batch."),
        }.get(check.code, "{found}")  # fmt: skip
        return told.format(found=found)

    def _repair(self, check: Check) -> None:
        if check.fix == "add_client":
            self._choose_client()
            return
        self.context.tasks.submit(
            lambda: self.service.health.repair(check), lambda _: self.refresh(), self.context.messages.fail
        )

    # Clients -----------------------------------------------------------------------------------------------------

    def _choose_client(self) -> None:
        dialog = QFileDialog(
            self, self.tr("Add a client: choose its configuration, as it is exported"), "", "JSON (*.json)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.add_client(Path(name)))
        dialog.open()

    def add_client(self, path: Path) -> None:
        """Show what a configuration file brings, and create the client that it describes when the operator says so."""
        try:
            config = config_form.read(path)
        except UsageError as error:
            self.context.messages.fail(error)
            return
        dialog = ClientDialog(path, config, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._add(dialog.schema, dialog.called.text().strip() or dialog.schema, config))
        self.client_dialog = dialog
        dialog.open()

    def _add(self, schema: str, name: str, config: dict[str, Any]) -> None:
        def added(client: Client) -> None:
            self.context.messages.clear()
            self.context.messages.tell(self.tr("Client {name} added.").format(name=client.client_schema))
            self.context.commands.run("window.refresh")

        self.context.tasks.submit(
            lambda: self.service.add_client(schema, name, config), added, self.context.messages.fail
        )  # fmt: skip
