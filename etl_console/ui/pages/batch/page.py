"""Batch: what one batch does and did, and the buttons that start, continue and cancel it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.records import BatchState, Job, Mode, Stage, Status
from etl_console.ui import words
from etl_console.ui.empty import Empty
from etl_console.ui.pages.batch.headline import Headline, RunStrip
from etl_console.ui.pages.batch.matrix import Usual
from etl_console.ui.pages.batch.view import BatchView
from etl_console.ui.room import Flow, Pages
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import GRID, label

_MATRIX, _TIME_LINE, _RUNS = range(3)
"""The faces of the page."""


@dataclass(frozen=True, slots=True)
class _Found:
    state: BatchState
    jobs: list[Job]
    usual: Usual
    transforms: Mapping[str, str]
    holder: Mapping[str, Any] | None


class BatchPage(Page):
    """The newest batch of the client, or the one chosen; a batch run elsewhere looks the same."""

    id = "batch"

    def page_actions(self) -> list[Action]:
        running = self.tr("A batch of this client is running.")
        none = self.tr("There is no batch to run again, or one of this client is running.")
        red = self.tr("Choose a file that failed.")
        return [
            Action("batch.start", self.tr("Start"), partial(self._plan, Mode.START), "Ctrl+R", self._can_start, running,
                   "play"),
            Action("batch.restart", self.tr("Restart"), partial(self._plan, Mode.RESTART), "Ctrl+Shift+R",
                   self._can_again, none, "restart"),
            Action("batch.restart_files", self.tr("Restart the selected files"), self._restart_files, "Ctrl+Alt+R",
                   lambda: self._can_again() and bool(self.view.selected_files()), red, "restart"),
            Action("batch.reprocess", self.tr("Reprocess"), partial(self._plan, Mode.REPROCESSING), "Ctrl+P",
                   self._can_again, none, "reprocess"),
            Action("batch.cancel", self.tr("Cancel run"), lambda: self.context.runs.cancel(self.client), "Ctrl+.",
                   lambda: self.context.runs.is_mine(self.client),
                   self.tr("A run can be cancelled from the window that began it."), "cancel"),
            Action("batch.first_bad", self.tr("Show the bad rows"), self._first_bad, "Ctrl+B",
                   lambda: bool(self._red_file()), self.tr("No file of this batch failed."), "triage"),
            Action("batch.map", self.tr("Map its columns"), lambda: self._map(self.view.chosen_file()), "Ctrl+M",
                   lambda: self.view.has_wrong_mapping(self.view.chosen_file()),
                   self.tr("The mapping of the chosen file did not fail."), "mapping"),
            Action("batch.tables", self.tr("Make its table …"), lambda: self.context.commands.run("settings.tables"), "",
                   lambda: self.view.lacks_table(self.view.chosen_file()),
                   self.tr("The table of the chosen file is there."), "add"),
            Action("batch.gantt", self.tr("Time line or matrix"), partial(self._switch, _TIME_LINE), "Ctrl+T", icon="gantt"),
            Action("batch.runs", self.tr("Batches side by side"), partial(self._switch, _RUNS), "Ctrl+Shift+T", icon="runs"),
            Action("batch.logs", self.tr("Logs of this batch"), self._logs, "Ctrl+Shift+L",
                   lambda: self.batch is not None, icon="logs"),
        ]  # fmt: skip

    def build(self) -> None:
        self.batch: BatchState | None = None
        self._wanted = ""  # the batch that was asked for; empty: the newest, whichever that is
        self._follows = False  # the operator had a new batch begin: it is shown when it is there
        self.context.runs.begun.connect(self._begun)
        self._file = ""  # the file of it that is to be chosen when it is there
        self._kept: Link | None = None  # where the operator was when the window was closed last
        self._holder: Mapping[str, Any] | None = None
        self._runs_now = ""  # the batch that is recorded as running, shown or not
        self._is_new = False  # the client is known to have no batch
        self._reading = ""  # the batch whose record is being read, and what happened in it since
        self._since: list[events.Event] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        head, row = self._together()
        self.heading = label(self.name, "title")
        self.batches = QComboBox()
        self.batches.setAccessibleName(self.tr("Batch"))
        self.batches.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.batches.activated.connect(self._choose)
        row.addWidget(self.heading)
        chosen, inner = self._together()
        row.addWidget(chosen)
        inner.addWidget(self.batches)
        self.face_buttons = {
            _TIME_LINE: self.button("batch.gantt", bare=True),
            _RUNS: self.button("batch.runs", bare=True),
        }
        for face, button in self.face_buttons.items():
            button.setCheckable(True)
            button.clicked.disconnect()
            button.toggled.connect(partial(self._toggled, face))  # a screen reader does not click
            inner.addWidget(button)
        inner.addWidget(self.button("batch.logs", bare=True))
        row.addStretch(1)
        buttons, row = self._together()
        self.start_button = self.button("batch.start", primary=True)
        self.restart_button = self.button("batch.restart")
        self.reprocess_button = self.button("batch.reprocess")
        self.cancel_button = self.button("batch.cancel")
        for button in (self.cancel_button, self.reprocess_button, self.restart_button, self.start_button):
            row.addWidget(button)
        top = Flow()
        top.add_growing(head)
        top.addWidget(buttons)
        column.addLayout(top)
        self.status, self.strip = Headline("", "quiet"), RunStrip()
        column.addWidget(self.status)
        column.addWidget(self.strip)
        self.view = BatchView()
        self.view.file_chosen.connect(self._show_file)
        self.view.step_chosen.connect(self._show_step)
        self.view.rows_wanted.connect(self._open)
        self.view.run_wanted.connect(self._open_run)
        self.view.faces.currentChanged.connect(self._face_shown)
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.map_button, self.rows_button = self.button("batch.map"), self.button("batch.first_bad")
        self.tables_button = self.button("batch.tables")
        self.tables_button.hide()
        for button in (self.tables_button, self.map_button, self.rows_button):
            button.setObjectName("link")
            row.addWidget(button)
        self.view.details.setCornerWidget(ways)
        self.view.details.currentChanged.connect(self._ask_manifest)
        self.empty = Empty(
            self.tr("No batch yet"),
            self.tr("Drop the client's files on the window, then start: what becomes of them is shown here."),
        )
        self.stack = Pages()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        again = (self.cancel_button, self.reprocess_button, self.restart_button)
        self._of_a_batch = (chosen, self.status, *again)  # what there is no use for without one
        self.main = self.view.files
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._second)
        self._clock.start()

    @staticmethod
    def _together() -> tuple[QWidget, QHBoxLayout]:
        """What stays side by side where the head of the page wraps."""
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        return part, row

    # What can be done --------------------------------------------------------------------------------------------

    def _is_running(self) -> bool:
        is_recorded = self.batch is not None and self.batch.status == Status.RUNNING
        return self.context.runs.is_mine(self.client) or (is_recorded and self._holder is not None)

    def _is_broken(self) -> bool:
        """True for a batch that is recorded as running, and nobody runs it."""
        is_recorded = self.batch is not None and self.batch.status == Status.RUNNING
        return is_recorded and self._holder is None and not self.context.runs.is_mine(self.client)

    def _can_start(self) -> bool:
        return bool(self.client) and not self._is_running()

    def _can_again(self) -> bool:
        return self.batch is not None and not self._is_running()

    def _plan(self, mode: Mode) -> None:
        batch = self.batch.batch_id if self.batch and mode is not Mode.START else None
        self.context.runs.ask(self.client, mode, batch=batch)

    def _begun(self, client: str, mode: str) -> None:
        if client == self.client:
            self._follows = mode == Mode.START

    def _restart_files(self) -> None:
        if self.batch:
            files = self.view.selected_files()
            self.context.runs.ask(self.client, Mode.RESTART, batch=self.batch.batch_id, files=files)

    def _red_file(self) -> str:
        chosen = self.view.chosen_file()
        files = self.batch.files if self.batch else ()
        red = [f for f in files if f.status == Status.FAILED or f.ledger.rejected or f.ledger.quarantined]
        return next((f.physical_file_name for f in red if f.physical_file_name == chosen), "") or next(
            (f.physical_file_name for f in red), ""
        )

    def _first_bad(self) -> None:
        self._triage(self._red_file(), {})

    def _triage(self, file: str, params: Mapping[str, str]) -> None:
        if self.batch is None or not file:
            return
        self.context.go(Link(self.client, self.batch.batch_id, self._logical(file), params=params))

    def _map(self, file: str) -> None:
        self.context.go(Link(self.client, page="mapping", params={"file": self._logical(file)}))

    def _logical(self, file: str) -> str:
        files = self.batch.files if self.batch else ()
        return next((f.logical_source_file for f in files if f.physical_file_name == file), file)

    def _open(self, file: str, params: Mapping[str, str]) -> None:
        """Where a red file is repaired: its mapping when that failed, else its rows."""
        if self.view.has_wrong_mapping(file):
            self._map(file)
        else:
            self._triage(file, params)

    def _toggled(self, face: int, is_on: bool) -> None:
        if is_on != (self.view.faces.currentIndex() == face):
            self._switch(face)

    def _switch(self, face: int) -> None:
        """Show the other face of the batch, or the matrix again."""
        faces = self.view.faces
        faces.setCurrentIndex(_MATRIX if faces.currentIndex() == face else face)
        self.remember("face", faces.currentIndex())
        self._face_shown(faces.currentIndex())

    def _face_shown(self, face: int) -> None:
        for place, button in self.face_buttons.items():
            button.setChecked(place == face)
        if face == _RUNS:
            self.refresh()

    def _open_run(self, batch_id: str, logical: str) -> None:
        self._switch(_MATRIX)
        self.open(Link(self.client, batch_id, logical))

    def _logs(self) -> None:
        if self.batch:
            self.context.go(Link(self.client, self.batch.batch_id, page="logs"))

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.batch = None
        self._holder = None
        self._wanted, self._file, self._reading, self._since, self._follows = "", "", "", [], False
        self._runs_now, self._is_new = "", False
        self.batches.clear()
        self.view.show_batch(None)
        self._update()
        self.refresh()

    def refresh(self) -> None:
        client = self.client
        if client and not self.is_asking("batches"):
            self.ask("batches", lambda: self.service.batches(client, 50), self._show_batches)

    def open(self, link: Link) -> None:
        if link.batch:
            self._wanted, self._file = link.batch, link.file
            self._read(link.batch)
        if link.params.get("face") == "runs" and self.view.faces.currentIndex() != _RUNS:
            self._switch(_RUNS)

    def take_up(self, link: Link) -> None:
        self._kept = link

    def link(self) -> Link:
        if self.batch is None:
            return Link(self.client, page=self.id)
        return Link(self.client, self.batch.batch_id, self.view.chosen_file(), self.id)

    def places(self) -> list[tuple[str, Link]]:
        found = [(self.batches.itemData(i), self.batches.itemText(i)) for i in range(self.batches.count())]
        return [(text, Link(self.client, batch)) for batch, text in found]

    def state(self) -> Any:
        return self.client, self._wanted  # the newest one is followed when the next begins

    def restore(self, state: Any) -> None:
        client, wanted = state
        if client == self.client:
            self._wanted = wanted

    def _show_batches(self, batches: Sequence[BatchState]) -> None:
        newest = batches[0].batch_id if batches else None
        wanted = self._wanted or newest
        told = [(f"{words.SIGNS[b.status]} {b.batch_id}   {words.moment(b.started_at)}", b.batch_id) for b in batches]
        if told != [(self.batches.itemText(i), self.batches.itemData(i)) for i in range(self.batches.count())]:
            self.batches.clear()
            for text, batch_id in told:
                self.batches.addItem(text, batch_id)
        self.batches.setCurrentIndex(self.batches.findData(wanted))
        listed = next((b for b in batches if b.batch_id == wanted), None)
        self._runs_now = next((b.batch_id for b in batches if b.status == Status.RUNNING), "")
        now = self.batch
        is_old = now is None or listed is None or (
            (now.batch_id, now.status, now.run_number) != (listed.batch_id, listed.status, listed.run_number)
        )  # fmt: skip
        if listed and is_old and self._reading != listed.batch_id:  # begun anew with each look, a slow one never ends
            self._read(listed.batch_id)
        if self.view.faces.currentIndex() == _RUNS:
            client = self.client
            self.ask(
                "runs",
                lambda: self.service.insight.recent_files(client, [b.batch_id for b in batches]),
                partial(self.view.runs_model.show, batches),
            )
        red = sum(b.status == Status.FAILED for b in batches)
        self.badge.emit(str(red) if red else "")
        self._is_new = not batches
        self._update()

    def _choose(self) -> None:
        self._wanted, self._file = self.batches.currentData() if self.batches.currentIndex() > 0 else "", ""
        if self.batches.currentData():
            self._read(self.batches.currentData())

    def _read(self, batch_id: str) -> None:
        client = self.client
        self._reading, self._since = batch_id, []

        def work() -> _Found:
            state = self.service.batch(client, batch_id)
            config = self.service.config(client)
            transforms = {s.name: s.logical_source_file or "" for s in config.steps if s.stage is Stage.TRANSFORM}
            names = [f.logical_source_file for f in state.files]
            steps = [s.name for s in config.steps]
            usual = self.service.insight.usual((client, batch_id, names, steps))
            holder = self.service.holder(client) if state.status == Status.RUNNING else None
            return _Found(state, self.service.jobs(client, batch_id), usual, transforms, holder)

        def failed(error: EtlError) -> None:
            self._reading, self._since = "", []
            self.context.messages.fail(error)
            if error.code == "no_such_batch" and self._wanted == batch_id:
                self._wanted, self._file = "", ""  # the newest is shown instead
                self.refresh()

        self.ask("batch", work, self._show, failed)

    def _show(self, found: _Found) -> None:
        state = found.state
        self.batch, self._holder = state, found.holder
        self.batches.setCurrentIndex(self.batches.findData(state.batch_id))
        self.view.faces.setCurrentIndex(int(self.remembered("face", 0)))
        self.view.show_batch(state, found.jobs, found.usual, found.transforms)
        self.view.apply(self._since, again=True)
        self._reading, self._since = "", []
        if self._kept is not None and self._kept.batch == state.batch_id and not self._file:
            self._file = self._kept.file
        self._kept = None
        wanted, named = state.file(self._file) if self._file else None, self._file
        self._file = ""
        if wanted is not None:
            self.view.choose(wanted.physical_file_name)
        elif named:
            self.context.messages.tell(self.tr("{batch} has no file {file}.").format(batch=state.batch_id, file=named))
        self._ask_manifest()
        self._update()

    def _ask_manifest(self) -> None:
        """The manifest is read when it is looked at."""
        if self.batch is None or self.view.details.currentWidget() is not self.view.manifest:
            self.view.manifest.clear()
            return
        client, batch_id = self.client, self.batch.batch_id
        self.ask("manifest", lambda: self.service.manifest(client, batch_id), self.view.show_manifest)

    def _show_file(self, name: str) -> None:
        if self.batch is None:
            return
        client, batch_id = self.client, self.batch.batch_id
        lacks_table = self.view.lacks_table(name)
        self.tables_button.setVisible(lacks_table)
        self.map_button.setVisible(not lacks_table)

        def shown(found: tuple[list[dict[str, Any]], list[Job]]) -> None:
            self.view.show_rejects(found[0])
            self.view.show_log(found[1])

        self.ask(
            "subject",
            lambda: (
                self.service.rejects(client, batch_id, name, limit=1000), self.service.jobs(client, batch_id, name)
            ),
            shown,
        )  # fmt: skip
        self.context.commands.update()

    def _show_step(self, name: str) -> None:
        if self.batch is None:
            return
        client, batch_id = self.client, self.batch.batch_id
        self.ask("subject", lambda: self.service.jobs(client, batch_id, name), self.view.show_log)

    # What happens ------------------------------------------------------------------------------------------------

    def arrived(self, happened: Sequence[events.Event]) -> None:
        mine: list[events.Event] = []
        for event in happened:
            if event.client != self.client:
                continue
            if isinstance(event, events.BatchStarted | events.BatchEnded):
                if self._follows and isinstance(event, events.BatchStarted) and event.mode == Mode.START:
                    self._wanted, self._follows = "", False
                if self._wanted in ("", event.batch_id):
                    self._read(event.batch_id)
                self.refresh()
                continue
            if event.batch_id == self._reading:
                self._since.append(event)
            if self.batch is not None and event.batch_id == self.batch.batch_id:
                mine.append(event)
        if mine:
            self.view.apply(mine)
            self._tell()

    def _second(self) -> None:
        if self.isVisible() and self.batch is not None and self.batch.status == Status.RUNNING:
            self.view.matrix.tick()
            self.view.gantt.tick()
            self._tell()
            if self._holder is not None and not self.is_asking("holder"):
                client = self.client
                self.ask("holder", lambda: self.service.holder(client), self._show_holder, _ignored)

    def _show_holder(self, holder: Mapping[str, Any] | None) -> None:
        self._holder = holder
        self._update()

    def _update(self) -> None:
        self._tell()
        is_empty = self._is_new and self.batch is None and not self.context.runs.is_mine(self.client)
        self.stack.setCurrentWidget(self.empty if is_empty else self.view)
        self.main = self.start_button if is_empty else self.view.files
        for part in self._of_a_batch:
            part.setVisible(not is_empty)
        batch = self.batch
        self.strip.show_run(
            batch, self._runs_now, is_mine=self.context.runs.is_mine(self.client), is_broken=self._is_broken()
        )  # fmt: skip
        is_red = batch is not None and (batch.status in (Status.FAILED, Status.CANCELLED) or self._is_broken())
        self.context.commands.emphasize("batch.restart", is_red)
        self.context.commands.emphasize("batch.start", not is_red)
        self.context.commands.update()

    def _tell(self) -> None:
        is_starting = self.context.runs.is_starting(self.client)
        self.status.tell(self.batch, self.view.matrix.rows, is_starting=is_starting, is_broken=self._is_broken())


def _ignored(_: EtlError) -> None:
    """The next second asks again; the window's own look tells when the database is gone."""
