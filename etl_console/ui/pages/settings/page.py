"""Settings: language and look, switched at once; what this installation works on; each check with its fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError, StorageError, UsageError
from etl_console.pipeline import config_form
from etl_console.pipeline.health import Check
from etl_console.records import Client, Mode, Status
from etl_console.ui import desktop, language, theme, words
from etl_console.ui.check_row import CheckRow
from etl_console.ui.dialogs.client_dialog import ClientDialog
from etl_console.ui.dialogs.tables_dialog import TablesDialog
from etl_console.ui.room import Scrolled
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import SCHEME, Link
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import GRID, label

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.target_tables import NewTable


class SettingsPage(Page):
    """What the operator may choose, and whether all that is needed is there."""

    id = "settings"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        return [
            Action("settings.check", self.tr("Check again"), self.refresh, "Ctrl+R", icon="restart"),
            Action("settings.add_client", self.tr("Add a client …"), self._choose_client, "Ctrl+N", icon="add"),
            Action("settings.tables", self.tr("Make the tables that are not there …"), lambda: self._ask_tables(self.client), "",
                   lambda: bool(self.client), self.tr("Choose a client first."), "add"),
            Action("settings.samples", self.tr("Bring the sample clients"), self._bring_samples, "Ctrl+Shift+B",
                   lambda: self.service.bring_samples is not None and not self._brings, self.tr("They are being brought."),
                   "client"),
        ]  # fmt: skip

    def build(self) -> None:
        self._brings = False
        self.client_dialog: ClientDialog | None = None
        self.tables_dialog: TablesDialog | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        outer.addWidget(Scrolled(inner))
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
        self.language.activated.connect(lambda _: language.choose(self.language.currentData()))
        self.theme.activated.connect(self._choose_theme)
        self.main = self.language
        return card

    # Checks ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.ask("checks", lambda: (self.service.health.checks(), self.service.about()), self._show, self._unreachable)

    def _unreachable(self, error: EtlError) -> None:
        told = f"{words.said(error.cause)} {words.said(error.remedy)}"
        self._show(([Check("database", "bad", told, fix="reach")], {}))

    def _show(self, found: tuple[list[Check], Mapping[str, Any]]) -> None:
        checks, about = found
        while self.checks.count():
            item = self.checks.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        known = "good" if desktop.is_known() else "warn"
        for check in (*checks, Check("desktop", known, f"{SCHEME}://", fix="" if known == "good" else "make_known")):
            self.checks.addWidget(CheckRow(check, self._fixes(check)))
        bad = sum(c.verdict == "bad" for c in checks)
        self.badge.emit(str(bad) if bad else "")
        if about:
            told = self.tr("Working as {user} of the database, {who} on {host}.")
            self.checks.addWidget(
                label(told.format(user=about["user"], who=self.service.who, host=self.service.host), "quiet")
            )

    def _fixes(self, check: Check) -> list[tuple[str, Callable[[], None]]]:
        """What can be done about a check, as buttons."""
        fix, start, samples = check.fix, self.service.start_server, self.service.bring_samples
        if fix in ("make_root", "make_folders"):
            text = self.tr("Make the folder") if fix == "make_root" else self.tr("Make the folders")
            return [(text, partial(self._repair, check))]
        if fix == "give_rights":
            return [(self.tr("Check again"), self.refresh)]
        if fix == "make_tables":
            see = partial(self.context.go, Link(check.client, page="configuration", params={"part": "files"}))
            return [
                (self.tr("Make the tables …"), partial(self._ask_tables, check.client)),
                (self.tr("See the files"), see),
            ]
        if fix == "make_known":
            return [(self.tr("Make it known"), self._make_known)]
        if fix == "add_client":
            bring = (self.tr("Bring the samples"), partial(self.context.commands.run, "settings.samples"))
            return [(self.tr("Add a client …"), self._choose_client), *([bring] if samples else [])]
        if fix == "reach":
            starts = [(self.tr("Start the server"), partial(self._start, start))] if start else []
            return [*starts, (self.tr("Try again"), self.refresh)]
        places = {
            "free_room": (self.tr("See what can go"), Link(self.client, page="administration")),
            "see_routines": (self.tr("See the steps"), Link(check.client, page="configuration", params={"part": check.part})),
        }  # fmt: skip
        return [(places[fix][0], partial(self.context.go, places[fix][1]))] if fix else []

    def _ask_tables(self, client: str) -> None:
        tables, fail = self.service.tables, self.context.messages.fail

        def make(wanted: Sequence[NewTable]) -> None:
            def work() -> bool:
                tables.make(client, wanted)
                return any(b.status == Status.FAILED for b in self.service.batches(client, 1))

            def done(is_red: bool) -> None:
                again = (self.tr("Restart …"), partial(self.context.runs.ask, client, Mode.RESTART))
                self.context.messages.tell(self.tr("%Ln tables made.", "", len(wanted)), again if is_red else None)
                self.refresh()

            self.submit(work, done, fail)

        def shown(missing: Sequence[NewTable]) -> None:
            if not missing:
                self.context.messages.tell(self.tr("All tables of {client} are there.").format(client=client))
                return
            dialog = TablesDialog(client, missing, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: make(dialog.tables()))
            self.tables_dialog = dialog
            dialog.open()

        self.ask("tables", lambda: tables.missing(client), shown)

    def _make_known(self) -> None:
        def work() -> Path:
            try:
                return desktop.make_known()
            except OSError as error:
                raise StorageError(f"{error.filename}: {error.strerror}.", "Correct it and try again.") from error

        def done(entry: Path) -> None:
            self.context.messages.tell(self.tr("The desktop knows the window: {file}").format(file=entry))
            self.refresh()

        self.submit(work, done, self.context.messages.fail)

    def _start(self, start: Callable[[], object]) -> None:
        self.submit(start, lambda _: self.refresh(), self.context.messages.fail)

    def _repair(self, check: Check) -> None:
        self.submit(lambda: self.service.health.repair(check), lambda _: self.refresh(), self.context.messages.fail)

    # Clients and samples -----------------------------------------------------------------------------------------------------

    def _choose_client(self) -> None:
        title = self.tr("Add a client: choose its configuration, as it is exported")
        dialog = self.file_dialog(title, QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("JSON (*.json)")
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

    def _choose_theme(self) -> None:
        """This page is built anew for it: not before the box that asks for it has said all."""
        QTimer.singleShot(0, partial(theme.choose, str(self.theme.currentData())))

    def _add(self, schema: str, name: str, config: dict[str, Any]) -> None:
        def added(client: Client) -> None:
            self.context.messages.clear()
            self.context.messages.tell(self.tr("Client {name} added.").format(name=client.client_schema))
            self.context.commands.run("window.refresh")
            self.context.go(Link(client.client_schema, page=self.id))

        self.submit(lambda: self.service.add_client(schema, name, config), added, self.context.messages.fail)

    def _bring_samples(self) -> None:
        """The sample clients to look around with: the first time their first day waits in the folders, later a second day of
        the first one, which fails."""
        bring = self.service.bring_samples
        if bring is None or self._brings:
            return

        def done(delivered: dict[str, int]) -> None:
            self._brings = False
            told = ", ".join(f"{client} ({n})" for client, n in delivered.items())
            text = (
                self.tr("Files of the samples wait: {told}.")
                if told
                else self.tr("The samples are there; nothing new waits.")
            )
            first = next(iter(delivered), "")
            start = (self.tr("Start …"), lambda: self.context.runs.ask(first, Mode.START))
            self.context.messages.tell(text.format(told=told), start if first else None)
            self.context.commands.run("window.refresh")

        def failed(error: EtlError) -> None:
            self._brings = False
            self.context.messages.fail(error)

        self._brings = True
        self.context.commands.update()
        self.context.messages.tell(self.tr("The samples are being brought …"))
        self.submit(bring, done, failed)
