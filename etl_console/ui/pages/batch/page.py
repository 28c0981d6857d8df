"""Batch: what one batch does and did, and the buttons that start, continue and cancel it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from etl_console.pipeline import events
from etl_console.records import BatchState, Job, Mode, Status
from etl_console.ui import words
from etl_console.ui.pages.batch.view import BatchView
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import label
from etl_console.ui.words import translate


class BatchPage(Page):
    """The newest batch of the client, or the one chosen."""

    id = "batch"
    icon = "batch"

    @classmethod
    def name(cls) -> str:
        return translate("BatchPage", "Batch")

    def page_actions(self) -> list[Action]:
        running = self.tr("A batch of this client is running.")
        return [
            Action("batch.start", self.tr("Start"), lambda: self._plan(Mode.START), "Ctrl+R", self._can_start, running,
                   "play"),
            Action("batch.restart", self.tr("Restart"), lambda: self._plan(Mode.RESTART), "Ctrl+Shift+R",
                   self._can_again, running, "restart"),
            Action("batch.reprocess", self.tr("Reprocess"), lambda: self._plan(Mode.REPROCESSING), "Ctrl+P",
                   self._can_again, running, "reprocess"),
            Action("batch.cancel", self.tr("Cancel run"), lambda: self.context.runs.cancel(self.client), "Ctrl+.",
                   lambda: self.context.runs.is_mine(self.client),
                   self.tr("A run can be cancelled from the window that began it."), "cancel"),
        ]  # fmt: skip

    def build(self) -> None:
        self.batch: BatchState | None = None
        self._following = True
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.heading = label(self.name(), "title")
        self.status = label("", "quiet")
        self.batches = QComboBox()
        self.batches.setAccessibleName(self.tr("Batch"))
        self.batches.setMinimumWidth(240)
        self.batches.activated.connect(self._choose)
        row.addWidget(self.heading)
        row.addWidget(self.status, 1)
        row.addWidget(self.batches)
        self.start_button = self.button("batch.start", primary=True)
        self.restart_button = self.button("batch.restart")
        self.reprocess_button = self.button("batch.reprocess")
        self.cancel_button = self.button("batch.cancel")
        for button in (self.start_button, self.restart_button, self.reprocess_button, self.cancel_button):
            row.addWidget(button)
        column.addLayout(row)
        self.view = BatchView()
        self.view.file_chosen.connect(self._show_file)
        self.view.step_chosen.connect(self._show_step)
        column.addWidget(self.view, 1)

    # What can be done --------------------------------------------------------------------------------------------

    def _is_running(self) -> bool:
        is_recorded = self.batch is not None and self.batch.status == Status.RUNNING
        return self.context.runs.is_mine(self.client) or is_recorded

    def _can_start(self) -> bool:
        return bool(self.client) and not self._is_running()

    def _can_again(self) -> bool:
        return self.batch is not None and not self._is_running()

    def _plan(self, mode: Mode) -> None:
        batch = self.batch.batch_id if self.batch and mode is not Mode.START else None
        if mode is Mode.START:
            self._following = True
        self.context.runs.ask(self.client, mode, batch=batch)

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.batch = None
        self._following = True
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
            self._following = False
            self._read(link.batch)

    def link(self) -> Link:
        return Link(self.client, self.batch.batch_id if self.batch else "", page="" if self.batch else self.id)

    def _show_batches(self, batches: Sequence[BatchState]) -> None:
        newest = batches[0].batch_id if batches else None
        wanted = newest if self._following or self.batch is None else self.batch.batch_id
        self.batches.clear()
        for b in batches:
            self.batches.addItem(f"{words.SIGNS[b.status]} {b.batch_id}   {words.moment(b.started_at)}", b.batch_id)
        self.batches.setCurrentIndex(self.batches.findData(wanted))
        listed = next((b for b in batches if b.batch_id == wanted), None)
        now = self.batch
        if listed and (
            now is None
            or (now.batch_id, now.status, now.run_number) != (listed.batch_id, listed.status, listed.run_number)
        ):
            self._read(listed.batch_id)
        self._update()

    def _choose(self) -> None:
        self._following = self.batches.currentIndex() == 0
        if self.batches.currentData():
            self._read(self.batches.currentData())

    def _read(self, batch_id: str) -> None:
        client = self.client
        self.ask("batch", lambda: self.service.batch(client, batch_id), self._show)

    def _show(self, state: BatchState) -> None:
        client = self.client
        self.batch = state
        self.batches.setCurrentIndex(self.batches.findData(state.batch_id))
        self.view.show_batch(state)
        self.ask("manifest", lambda: self.service.manifest(client, state.batch_id), self.view.show_manifest)
        self._update()

    def _show_file(self, name: str) -> None:
        if self.batch is None:
            return
        client, batch_id = self.client, self.batch.batch_id

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

    def _show_step(self, name: str) -> None:
        if self.batch is None:
            return
        client, batch_id = self.client, self.batch.batch_id
        self.ask("subject", lambda: self.service.jobs(client, batch_id, name), self.view.show_log)

    def arrived(self, happened: Sequence[events.Event]) -> None:
        for event in happened:
            if event.client != self.client:
                continue
            if isinstance(event, events.BatchStarted | events.BatchEnded):
                if self._following or (self.batch and self.batch.batch_id == event.batch_id):
                    self._read(event.batch_id)
                self.refresh()
            elif self.batch is not None and event.batch_id == self.batch.batch_id:
                self.view.apply(event)

    def _update(self) -> None:
        batch = self.batch
        if batch is not None:
            self.status.setText(f"{batch.batch_id} · {words.status_text(batch.status)} · {batch.who}@{batch.host}")
        else:
            is_new = bool(self.client) and self.batches.count() == 0
            self.status.setText(self.tr("No batch yet: drop files and start.") if is_new else "")
        self.context.commands.update()
