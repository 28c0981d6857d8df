"""Administration: what is kept how long, with what would go now; the batches, held, released and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from etl_console.pipeline.retention import Purge
from etl_console.records import BatchState
from etl_console.ui import words
from etl_console.ui.pages.administration.dialogs import HoldDialog, PurgeDialog
from etl_console.ui.pages.administration.retention_model import DAYS, DaysDelegate, RetentionModel
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Halves
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, label

_BATCHES = 1000
_UNDOABLE = ("SUCCESS", "FAILED", "CANCELLED")


@dataclass(frozen=True, slots=True)
class _Facts:
    purges: Sequence[Purge]
    done: Sequence[Mapping[str, Any]]
    holds: Mapping[str, Mapping[str, Any]]
    batches: Sequence[BatchState]


class AdministrationPage(Page):
    """Retention at the left, batches at the right."""

    id = "administration"
    every_ms = 15_000

    _went = Signal(object)

    def page_actions(self) -> list[Action]:
        choose = self.tr("Choose a batch first.")
        return [
            Action("administration.purge", self.tr("Purge …"), self._ask_purge, "Ctrl+Shift+P", self._can_purge,
                   self.tr("Nothing is old enough."), "delete"),
            Action("administration.days", self.tr("Change the days"), self._edit_days, "Ctrl+D", lambda: bool(self.client),
                   icon="edit"),
            Action("administration.hold", self.tr("Hold …"), self._ask_hold, "Ctrl+H", lambda: bool(self._chosen(False)),
                   self.tr("Choose a batch that is not held."), "lock"),
            Action("administration.release", self.tr("Release …"), self._ask_release, "Ctrl+Shift+H",
                   lambda: bool(self._chosen(True)), self.tr("Choose a batch that is held.")),
            Action("administration.undo", self.tr("Undo the batch …"), self._undo, "Ctrl+Shift+Z", self._can_undo,
                   self.tr("Choose one batch that was run, is not undone and not held."), "undo"),
            Action("administration.open", self.tr("Show the batch"), self._open_batch, "Ctrl+Shift+B",
                   lambda: self._one() is not None, choose, "batch"),
        ]  # fmt: skip

    def build(self) -> None:
        self._holds: Mapping[str, Mapping[str, Any]] = {}
        self._purging = False
        self._wanted = ""  # the batch that a link asked for
        self.purge_dialog: PurgeDialog | None = None
        self._went.connect(self._tell_went)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label(self.name, "title"))
        splitter = Halves(self._retention(), self._batches())
        splitter.setHandleWidth(2 * GRID)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([600, 640])
        remember_splitter(splitter, "administration")
        column.addWidget(splitter, 1)
        self.main = self.retention

    @staticmethod
    def _half() -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
        half = QWidget()
        inner = QVBoxLayout(half)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        inner.addLayout(head)
        return half, inner, head

    def _retention(self) -> QWidget:
        half, inner, head = self._half()
        head.addWidget(label(self.tr("What is kept how long"), "section"), 1)
        self.days_button = self.button("administration.days")
        head.addWidget(self.days_button)
        self.purge_button = self.button("administration.purge")
        head.addWidget(self.purge_button)
        self.summary = label(self.tr("Looking …"), "quiet")
        self.summary.setWordWrap(True)
        inner.addWidget(self.summary)
        self.model = RetentionModel()
        self.model.edited.connect(self._set_days)
        self.retention = make_table(self.model, self.tr("What is kept how long"))
        trigger = self.retention.EditTrigger
        self.retention.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.retention.setItemDelegateForColumn(DAYS, DaysDelegate(self.retention))
        set_widths(self.retention, (170, 64, 84, 84), "administration.retention")
        self.retention.setFixedHeight(30 * 7 + self.retention.horizontalHeader().sizeHint().height() + 4)
        inner.addWidget(self.retention)
        inner.addWidget(label(self.tr("What went"), "section"))
        self.done_model = RecordsTable(
            [
                self.tr("When"),
                self.tr("Who"),
                self.tr("What"),
                self.tr("How many"),
                self.tr("Size"),
                self.tr("Batches"),
            ],
            (3, 4, 5),
        )
        self.done = make_table(self.done_model, self.tr("What went"))
        set_widths(self.done, (104, 60, 148, 76, 68), "administration.went")
        self.nothing_went = label(self.tr("Nothing was purged yet."), "quiet")
        inner.addWidget(self.nothing_went)
        inner.addWidget(self.done, 1)
        self.done.hide()
        inner.addStretch(0)
        return half

    def _batches(self) -> QWidget:
        half, inner, head = self._half()
        head.addWidget(label(self.tr("Batches"), "section"), 1)
        for name in ("open", "release", "hold", "undo"):
            head.addWidget(self.button(f"administration.{name}"))
        self.batches_told = label("", "quiet")
        inner.addWidget(self.batches_told)
        self.batches_model = RecordsTable(
            [self.tr("Batch"), self.tr("Status"), self.tr("Ended"), self.tr("Rows loaded"), self.tr("Held because")],
            (3,), status_column=1,
        )  # fmt: skip
        self.batches = make_table(self.batches_model, self.tr("Batches"))
        set_widths(self.batches, (116, 104, 124, 90), "administration.batches")
        self.batches.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.batches.selectionModel().selectionChanged.connect(lambda *_: self.context.commands.update())
        self.batches.doubleClicked.connect(lambda _: self._open_batch())
        inner.addWidget(self.batches, 1)
        return half

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self._purging = False
        self.model.show([])
        self.done_model.show([])
        self.batches_model.show([])
        self.summary.setText(self.tr("Looking …") if client else self.tr("Choose a client."))
        if client and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        client = self.client
        if not client or self.is_asking("facts"):
            return

        def work() -> _Facts:
            return _Facts(
                self.service.upkeep.dry_run(client),
                self.service.upkeep.purges(client),
                {h["batch_id"]: h for h in self.service.upkeep.holds(client)},
                self.service.batches(client, _BATCHES),
            )

        self.ask("facts", work, self._show)

    def _show(self, facts: _Facts) -> None:
        self._holds = facts.holds
        self.model.show(facts.purges)
        things, size = sum(p.things for p in facts.purges), sum(p.bytes for p in facts.purges)
        if things:
            told = self.tr("%Ln things would go now, {size}.", "", things).format(size=words.size(size))
        else:
            told = self.tr("Nothing is old enough to go. Batches that are not finished never lose anything.")
        self.summary.setText(told)
        self.done_model.show(
            [
                (words.moment(r["purged_at"]), r["who"], words.kept_word(r["class"]), words.number(r["things"]),
                 words.size(r["bytes"]), words.number(r["batches"]))
                for r in facts.done
            ]
        )  # fmt: skip
        self.nothing_went.setVisible(not facts.done)
        self.done.setVisible(bool(facts.done))
        self._show_batches(facts.batches)
        self.context.commands.update()

    def _show_batches(self, batches: Sequence[BatchState]) -> None:
        chosen = {self._wanted} if self._wanted else {b.batch_id for b in self._selected()}
        self._wanted = ""
        held = [h for h in (self._holds.get(b.batch_id) for b in batches) if h]
        told = self.tr("%Ln batches", "", len(batches))
        if held:
            told += " · " + self.tr("%Ln of them held", "", len(held))
        self.batches_told.setText(told)
        rows = []
        for b in batches:
            hold = self._holds.get(b.batch_id)
            why = f"{hold['hold_reason']} ({hold['held_by']}, {words.day(hold['held_at'])})" if hold else ""
            loaded = sum(f.ledger.loaded for f in b.files)
            rows.append((b.batch_id, words.status_text(b.status), words.moment(b.ended_at) if b.ended_at else "",
                         words.number(loaded), why))  # fmt: skip
        if rows == self.batches_model.given and chosen == {b.batch_id for b in self._selected()}:
            self.batches_model.show_sources(batches)
            return
        scroll = self.batches.verticalScrollBar().value()
        self.batches_model.show(rows, batches)
        selection = self.batches.selectionModel()
        with QSignalBlocker(selection):
            for place, b in enumerate(self.batches_model.sources):
                if b.batch_id in chosen:
                    flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                    selection.select(self.batches_model.index(place, 0), flags)
        self.batches.verticalScrollBar().setValue(scroll)

    def open(self, link: Link) -> None:
        self._wanted = link.batch
        self.refresh()

    def link(self) -> Link:
        one = self._one()
        return Link(self.client, page=self.id, batch=one.batch_id if one else "")

    # Retention ---------------------------------------------------------------------------------------------------

    def _can_purge(self) -> bool:
        return not self._purging and any(p.things for p in self.model.purges)

    def _edit_days(self) -> None:
        row = max(0, self.retention.currentIndex().row())
        index = self.model.index(row, DAYS)
        self.retention.setCurrentIndex(index)
        self.retention.edit(index)

    def _set_days(self, kept: str, days: int) -> None:
        client = self.client
        self.ask("days", lambda: self.service.upkeep.set_days(client, kept, days), lambda _: self._changed())

    def _changed(self) -> None:
        self._busy.discard("facts")  # what is awaited was asked before the change
        self.refresh()

    def _ask_purge(self) -> None:
        client = self.client
        self.ask("purge", lambda: self.service.upkeep.dry_run(client), self._confirm_purge)

    def _confirm_purge(self, purges: Sequence[Purge]) -> None:
        dialog = PurgeDialog(self.client, purges, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._purge)
        self.purge_dialog = dialog
        dialog.open()

    def _purge(self) -> None:
        client = self.client
        self._purging = True

        def over(purges: Sequence[Purge]) -> None:
            self._purging = False
            things, size = sum(p.things for p in purges), sum(p.bytes for p in purges)
            self.context.messages.tell(self.tr("%Ln things went, {size}.", "", things).format(size=words.size(size)))
            self._changed()

        def failed(error: Any) -> None:
            self._purging = False
            self.context.messages.fail(error)
            self._changed()

        self.ask("purging", lambda: self.service.upkeep.purge(client, self._went.emit), over, failed)
        self.summary.setText(self.tr("Purging …"))
        self.context.commands.update()

    def _tell_went(self, purge: Purge) -> None:
        if self._purging and purge.things:
            told = self.tr("Purging … {what}: {n}")
            self.summary.setText(told.format(what=words.kept_word(purge.kept), n=words.number(purge.things)))

    # Batches -----------------------------------------------------------------------------------------------------

    def _selected(self) -> list[BatchState]:
        rows = self.batches.selectionModel().selectedRows() if self.batches_model.sources else []
        return [self.batches_model.sources[r.row()] for r in rows]

    def _chosen(self, is_held: bool) -> list[str]:
        """The selected batches that are held, or that are not."""
        return [b.batch_id for b in self._selected() if (b.batch_id in self._holds) is is_held]

    def _one(self) -> BatchState | None:
        found = self._selected()
        return found[0] if len(found) == 1 else None

    def _can_undo(self) -> bool:
        one = self._one()
        is_free = one is not None and one.status in _UNDOABLE and one.batch_id not in self._holds
        return is_free and not self.context.runs.is_mine(self.client)

    def _ask_hold(self) -> None:
        self._ask_why(HoldDialog(self._chosen(False), self), self._hold)

    def _ask_release(self) -> None:
        self._ask_why(HoldDialog(self._chosen(True), self, releases=True), self._release)

    def _ask_why(self, dialog: HoldDialog, do: Callable[[Sequence[str], str], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: do(dialog.batches, dialog.reason.text()))
        self.hold_dialog = dialog
        dialog.open()

    def _hold(self, batches: Sequence[str], reason: str) -> None:
        client, told = self.client, self.tr("%Ln batches held.", "", len(batches))
        self._do(lambda batch: self.service.upkeep.hold(client, batch, reason), batches, told)

    def _release(self, batches: Sequence[str], reason: str) -> None:
        client, told = self.client, self.tr("%Ln batches released.", "", len(batches))
        self._do(lambda batch: self.service.upkeep.release(client, batch, reason), batches, told)

    def _do(self, act: Callable[[str], None], batches: Sequence[str], told: str) -> None:
        def work() -> None:
            for batch in batches:
                act(batch)

        def done(_: None) -> None:
            self.context.messages.tell(told)
            self._changed()

        self.ask("hold", work, done)

    def _undo(self) -> None:
        one = self._one()
        if one is not None:
            self.context.runs.ask_undo(self.client, one.batch_id)

    def _open_batch(self) -> None:
        one = self._one()
        if one is not None:
            self.context.go(Link(self.client, one.batch_id, page="batch"))
