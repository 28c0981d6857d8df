"""Triage: reasons left, whole rows right with the bad cell marked, the raw line below; then the batch goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.records import BatchState, Rule, Selection, Status
from etl_console.ui import words
from etl_console.ui.dialogs.problem_dialog import ProblemDialog
from etl_console.ui.empty import Empty
from etl_console.ui.filter_field import FilterField
from etl_console.ui.pages.triage.bad_lines import BadLines
from etl_console.ui.pages.triage.decisions import MOST_LINES, Decisions
from etl_console.ui.pages.triage.fetching import Fetching
from etl_console.ui.pages.triage.left import Left
from etl_console.ui.pages.triage.others import Others
from etl_console.ui.pages.triage.reasons import Group, Reasons, group_of, key_of, line_of
from etl_console.ui.pages.triage.row_detail import RowDetail
from etl_console.ui.pages.triage.rows_model import RowsModel
from etl_console.ui.pages.triage.rows_view import RowsView
from etl_console.ui.pages.triage.scope import Scope
from etl_console.ui.pages.triage.summary import Summary
from etl_console.ui.room import Flow
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import remember_splitter
from etl_console.ui.theme import label
from etl_console.ui.words import number

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejected_row import RejectedRow


class TriagePage(Page):
    """The rejected rows of one batch."""

    id = "triage"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        self.decisions, self.bad_lines, self.fetching = Decisions(self), BadLines(self), Fetching(self)
        rows, batch = self.tr("Choose rows first."), self.tr("There is no batch.")
        return [
            Action("triage.continue", self.tr("Fix and continue"), self._continue, "Ctrl+Shift+Return", self._can_go_on,
                   self.tr("Nothing failed, and nothing was decided since the batch ran."), "play"),
            Action("triage.fill", self.tr("Fill …"), partial(self.decisions.ask, "fill"), "Ctrl+D", self._has_rows, rows, "edit"),
            Action("triage.replace", self.tr("Replace …"), partial(self.decisions.ask, "replace"), "Ctrl+H", self._has_rows,
                   rows, "search"),
            Action("triage.quarantine", self.tr("Quarantine"), partial(self.decisions.ask, "quarantine"), "Ctrl+Del",
                   self._has_rows, rows, "lock"),
            Action("triage.accept", self.tr("Accept …"), partial(self.decisions.ask, "accept"), "Ctrl+Return",
                   self._can_accept, self.tr("Choose rows that could be read."), "done"),
            Action("triage.undo", self.tr("Undo"), partial(self.decisions.undo, redo=False), "Ctrl+Z",
                   lambda: self._may_take(self._left.undo), self.tr("Nothing to undo"), "undo"),
            Action("triage.redo", self.tr("Redo"), partial(self.decisions.undo, redo=True), "Ctrl+Shift+Z | Ctrl+Y",
                   lambda: self._may_take(self._left.redo), self.tr("Nothing to redo"), "redo"),
            Action("triage.filter", self.tr("Filter rows"), lambda: self.filter.ask(), "Ctrl+F", lambda: self.group is not None,
                   rows, "search"),
            Action("triage.next", self.tr("Next reason"), partial(self._step, 1), "Ctrl+Down", self._has_batch, batch),
            Action("triage.previous", self.tr("Previous reason"), partial(self._step, -1), "Ctrl+Up", self._has_batch, batch),
            Action("triage.explain", self.tr("What to do"), self._explain, "Shift+F1", lambda: self.group is not None, rows,
                   "info"),
            Action("triage.download", self.tr("Download bad lines …"), self.bad_lines.ask_where, "Ctrl+S",
                   lambda: self.group is not None, rows, "save"),
            Action("triage.take", self.tr("Take corrected file …"), self.bad_lines.ask_which, "Ctrl+O",
                   lambda: bool(self.client), self.tr("Choose a client first."), "file"),
        ]  # fmt: skip

    # Parts -------------------------------------------------------------------------------------------------------

    def build(self) -> None:
        self.batch: BatchState | None = None
        self.dialog: QDialog | None = None
        self.group: Group | None = None
        self._left = Left()
        self._again = False
        self._follows = False  # a batch ended that was not looked at: the newest is shown when the page is
        self.others = Others(self)
        self._wanted: Link | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._header())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._work())
        self.empty = Empty(self.tr("Loading …"))
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.main = self.rows

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.name, "title"))
        self.summary = Summary()
        row.addWidget(self.summary, 1)
        self.batches = QComboBox()
        self.batches.setAccessibleName(self.tr("Batch"))
        self.batches.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.batches.activated.connect(lambda: self.read(self.batches.currentData()))
        row.addWidget(self.batches)
        self.continue_button = self.button("triage.continue", primary=True)
        row.addWidget(self.continue_button)
        return row

    def _work(self) -> QWidget:
        self.reasons = Reasons()
        self.reasons.chosen.connect(self.fetching.show)
        self.model = RowsModel()
        self.model.wanted.connect(self.fetching.fetch)
        self.model.edited.connect(self.decisions.edit)
        self.rows = RowsView(self.model)
        self.rows.setAccessibleName(self.tr("Rejected rows"))
        self.rows.lost.connect(self._tell_lost)
        self.rows.sort_wanted.connect(self.fetching.sort_next)
        self.rows.selectionModel().currentRowChanged.connect(self.row_chosen)
        self.rows.selectionModel().selectionChanged.connect(self.selected)
        self.detail = RowDetail(self.button("triage.explain"))
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(self._tools())
        inner.addWidget(self.rows, 1)
        inner.addLayout(self._narrowing())
        inner.addWidget(self.detail)
        splitter = QSplitter()
        splitter.setHandleWidth(8)
        splitter.addWidget(self.reasons)
        splitter.addWidget(right)
        self.reasons.setMinimumWidth(216)
        self.reasons.setMaximumWidth(560)
        splitter.setSizes([440, 760])
        splitter.setChildrenCollapsible(False)
        remember_splitter(splitter, "triage")
        return splitter

    def _tools(self) -> Flow:
        row = Flow()
        self.buttons = {
            name: self.button(f"triage.{name}", bare=name in ("undo", "redo"))
            for name in ("fill", "replace", "quarantine", "accept", "undo", "redo", "download")
        }
        for button in self.buttons.values():
            row.addWidget(button)
        return row

    def _narrowing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        told = self.tr("Rows of this reason with this text in one of the values that the file has.  {keys}")
        self.filter, self.scope = FilterField(self.tr("Filter rows"), told.format(keys="Ctrl+F")), Scope()
        self.filter.wanted.connect(self.fetching.filter)
        self.filter.left.connect(self.rows.setFocus)
        row.addWidget(self.filter)
        row.addWidget(self.scope, 1)
        return row

    @property
    def where(self) -> tuple[str, str]:
        """Client and batch that are shown."""
        assert self.batch is not None
        return self.client, self.batch.batch_id

    # What can be done --------------------------------------------------------------------------------------------

    def _has_batch(self) -> bool:
        return self.batch is not None

    def _may_take(self, act: dict[str, Any] | None) -> bool:
        """Whether there is an act to undo or redo; while that is looked up after a decision, there may be."""
        return act is not None or self.is_asking("numbers")

    def _has_rows(self) -> bool:
        is_there = self.group is not None and self.fetching.shown is not None
        return is_there and self.rows.selectionModel().hasSelection()

    def _can_accept(self) -> bool:
        return self._has_rows() and self.group is not None and self.group["rule"] != Rule.MALFORMED_RECORD

    def _is_running(self) -> bool:
        is_recorded = self.batch is not None and self.batch.status == Status.RUNNING
        return self.context.runs.is_mine(self.client) or is_recorded or self.others.is_running

    def _can_go_on(self) -> bool:
        batch = self.batch
        if batch is None or self._is_running():
            return False
        return bool(self._left.pending) or batch.status in (Status.FAILED, Status.CANCELLED)

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.batch, self.group, self._wanted, self._left = None, None, None, Left()
        self.fetching.shown, self.others.is_running = None, False
        self.batches.clear()
        self._show_nothing(self.tr("Loading …") if client else self.tr("No client yet"), "")
        self._count()

    def _count(self) -> None:
        """How many rows wait, for the rail: also while the page was never looked at."""
        client = self.client
        if client:
            self.ask("waiting", lambda: self.service.triage.waiting(client), self._show_waiting, lambda _: None)

    def _show_waiting(self, rows: int) -> None:
        self.badge.emit(number(rows) if rows else "")

    def open(self, link: Link) -> None:
        self._wanted = link
        self.read(link.batch or None)

    def take_up(self, link: Link) -> None:
        self._wanted = link  # where the newest batch is another one, nobody asks for it

    def link(self) -> Link:
        if self.batch is None:
            return Link(self.client, page=self.id)
        group = self.group
        if group is None:
            return Link(self.client, self.batch.batch_id, page=self.id)
        params = {"rule": group["rule"], **({"column": group["column_name"]} if group["column_name"] else {})}
        row = self.model.row_at(self.rows.currentIndex().row()) if self.rows.currentIndex().isValid() else None
        if row is not None:
            params["line"] = str(row.source_line)
        return Link(self.client, self.batch.batch_id, group["physical_file_name"], self.id, params)

    def refresh(self) -> None:
        if self.client and not self.is_asking("batch"):
            self.read(self.batch.batch_id if self.batch and not self._follows else None)

    def arrived(self, happened: Sequence[events.Event]) -> None:
        for event in happened:
            if event.client == self.client and isinstance(event, events.BatchEnded | events.BatchStarted):
                self.others.is_running = isinstance(event, events.BatchStarted)
                if self.isVisible() and (self.batch is None or self.batch.batch_id == event.batch_id):
                    self.read(event.batch_id)
                else:
                    is_newer = self.batch is None or event.batch_id > self.batch.batch_id
                    is_done = not self._left.undecided and not self._left.pending
                    if isinstance(event, events.BatchEnded) and is_newer and is_done and not self.isVisible():
                        self._follows = True
                    self.others.look()
                    self.context.commands.update()
                    self._count()

    @property
    def seen(self) -> int:
        """The newest act of anybody else about the batch that its numbers know of; rows know it of themselves."""
        return self._left.seen

    def seen_of_chosen(self) -> int:
        """The same of the rows that are chosen, as far as they are read; of a whole reason, of the one the operator is at."""
        is_whole = self.rows.count() == self.model.total
        places = [max(0, self.rows.currentIndex().row())] if is_whole else self.rows.chosen(MOST_LINES)
        return min(self.seen, self.model.seen_of(places))

    def read(self, batch_id: str | None) -> None:
        client, service, link = self.client, self.service, self._wanted

        def work() -> tuple[list[BatchState], BatchState | None, Left, Group | None]:
            known = service.batches(client, 50)
            named = batch_id or service.triage.first(known)
            if not named:
                return known, None, Left(), None
            state, triage = service.batch(client, named), service.triage
            left = Left.of(triage, client, named)
            wanted = group_of(link, triage, state, left.groups) if link and link.batch in ("", named) else None
            return known, state, left, wanted

        def shown(found: tuple[list[BatchState], BatchState | None, Left, Group | None]) -> None:
            if link is not None and self._wanted is link:
                self._wanted = None
                self.fetching.wanted_line = line_of(link) if found[-1] else 0
            self._show(*found)
            state = found[1]
            if link is None or state is None or link.batch != state.batch_id:
                return
            if link.file and state.file(link.file) is None:
                told = self.tr("{batch} has no file {file}.")
                self.context.messages.tell(told.format(batch=state.batch_id, file=link.file))

        self.ask("batch", work, shown, self._broken)

    def _show(
        self, known: Sequence[BatchState], batch: BatchState | None, left: Left, wanted: Group | None
    ) -> None:  # fmt: skip
        is_same = batch is not None and self.batch is not None and batch.batch_id == self.batch.batch_id
        if batch is not None and is_same and left.seen > self.seen:
            self.others.tell(left, batch)
        self.batch, self._left, self._follows = batch, left, False
        self.batches.clear()
        for b in known:
            self.batches.addItem(f"{words.SIGNS[b.status]} {b.batch_id}   {words.moment(b.started_at)}", b.batch_id)
        if batch is None:
            self.badge.emit("")
            self._show_nothing(self.tr("No batch yet"), self.tr("Rejected rows are shown here when a batch has run."))
            return
        self.batches.setCurrentIndex(self.batches.findData(batch.batch_id))
        self._count()
        if not left.groups:
            self.group = None
            failed = batch.status == Status.FAILED
            self._show_nothing(
                self.tr("No rejected rows in {batch}").format(batch=batch.batch_id),
                self.tr("The batch failed for another reason: look at its page.") if failed
                else self.tr("Every record of its files was loaded."),
            )  # fmt: skip
            return
        self.summary.show_left(left, batch)
        was_empty = self.stack.currentWidget() is self.empty
        self.stack.setCurrentIndex(0)
        if was_empty and self.isVisible() and self.isActiveWindow():
            self.rows.setFocus()
        self.reasons.show_groups(left.groups, wanted)
        group = self.reasons.group()
        if group is not None:
            self.fetching.show(group, anew=wanted is not None)
        self.context.commands.update()

    def _show_nothing(self, text: str, more: str) -> None:
        self.summary.setText("")
        self.empty.say(text, more)
        self.stack.setCurrentWidget(self.empty)
        self.context.commands.update()

    def _broken(self, error: EtlError) -> None:
        if error.code == "no_such_batch":
            self._wanted = None
            self.context.messages.fail(error)
            self.read(None)  # what there is
            return
        self._show_nothing(words.said(error.cause), words.said(error.remedy))
        self.context.messages.fail(error)

    # One reason --------------------------------------------------------------------------------------------------

    def row_chosen(self, current: QModelIndex) -> None:
        """Show the raw line and the history of a row."""
        row = self.model.row_at(current.row()) if current.isValid() else None
        shown = self.fetching.shown
        if row is None or self.batch is None or shown is None:
            return
        self.detail.show_row(row)
        client, batch_id, file = self.client, self.batch.batch_id, shown.physical_file_name
        line, triage = row.source_line, self.service.triage
        self.ask(
            "line",
            lambda: (
                row.raw or triage.raw_text(client, batch_id, file, line),
                triage.line_history(client, batch_id, file, line),
            ),
            lambda found: self.detail.show_line(row, *found),
        )

    def _tell_lost(self, line: int, text: str) -> None:
        told = self.tr("“{text}” was not kept: line {line} is not among the rows that wait any more.")
        self.context.messages.tell(told.format(text=text, line=number(line)))

    def selected(self, *_: QItemSelection) -> None:
        """Say how many rows are chosen."""
        shown = self.fetching.shown
        self.scope.tell(self.rows.count(), self.model.total, shown.text if shown else "")
        self.context.commands.update()

    def chosen_rows(self) -> tuple[Selection, list[RejectedRow]]:
        """What is selected: all that are shown of the reason when all of them are, else their lines."""
        shown = self.fetching.shown
        assert shown is not None
        rows = [r for r in (self.model.row_at(p) for p in self.rows.chosen(MOST_LINES)) if r is not None]
        if self.rows.count() == self.model.total:
            return shown, rows
        return replace(shown, text="", lines=tuple(sorted({r.source_line for r in rows}))), rows

    def alike(self) -> list[Group]:
        """Reasons like the one that is shown: the same fault of the same column, of other forms and in other files of its
        logical file."""
        here, batch = self.group, self.batch
        if here is None or batch is None:
            return []
        logical = {f.physical_file_name: f.logical_source_file for f in batch.files}
        same = ("rule", "column_name", "disposition")
        return [
            g for g in self._left.groups
            if key_of(g) != key_of(here) and all(g[k] == here[k] for k in same)
            and logical.get(g["physical_file_name"]) == logical.get(here["physical_file_name"])
        ]  # fmt: skip

    def show_dialog(self, dialog: QDialog) -> None:
        """Open a question; when it is closed the keyboard is at the rows again."""
        self.dialog = dialog
        dialog.finished.connect(self._back)
        dialog.open()

    def _back(self, _: int) -> None:
        self.window().activateWindow()
        self.rows.setFocus()

    def changed(self) -> None:
        """Many rows were decided about: numbers and rows are read anew."""
        self.model.forget()
        self.look_again()

    def row_of(self, line: int) -> RejectedRow | None:
        place = self.model.place_of(line)
        return None if place is None else self.model.row_at(place)

    def look_again(self) -> None:
        """The numbers left, after something was decided; the rows stay where they are."""
        batch = self.batch
        if batch is None:
            return
        client, batch_id = self.client, batch.batch_id

        def shown(left: Left) -> None:
            if self._again or self.batch is None or self.batch.batch_id != batch_id:
                self._again = False
                self.look_again()
                return
            if left.seen > self.seen:
                self.model.forget()
                self.others.tell(left, batch)
            self._left = left
            self.reasons.show_groups(left.groups)
            self.group = self.reasons.group() or self.group
            self.summary.show_left(left, batch)
            self._count()
            self.context.commands.update()
            if self.rows.currentIndex().isValid():
                self.row_chosen(self.rows.currentIndex())

        triage = self.service.triage
        if self.is_asking("numbers"):
            self._again = True  # they are read once more, after what is under way
            return
        self.ask("numbers", lambda: Left.of(triage, client, batch_id), shown)
        self.context.commands.update()

    def _step(self, by: int) -> None:
        """To the next reason, or the one before."""
        item = self.reasons.currentItem()
        while item is not None:
            item = self.reasons.itemBelow(item) if by > 0 else self.reasons.itemAbove(item)
            if item is not None and item.parent() is not None:
                self.reasons.setCurrentItem(item)
                self.rows.setFocus()
                return

    def _explain(self) -> None:
        if self.group is not None:
            dialog = ProblemDialog(self.group["rule"], self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.show_dialog(dialog)

    def _note(self, decided: int) -> str:
        """What the run will find: what was decided, and what is left."""
        left = self._left.undecided
        parts = [
            self.tr("What was decided about %Ln rows is taken into account.", "", decided) if decided else "",
            self.tr("%Ln rows are left as they are: their files stay red unless the policy lets them pass.", "", left)
            if left else "",
        ]  # fmt: skip
        return " ".join(filter(None, parts))

    def _continue(self) -> None:
        batch = self.batch
        if batch is None:
            return
        client = self.client

        def asked(found: Any) -> None:
            if found.mode is not None:
                note = self._note(found.decided)
                self.context.runs.ask(client, found.mode, batch=batch.batch_id, files=found.files, note=note)
            else:  # it went on meanwhile, from elsewhere
                self.context.messages.tell(words.said(found.sentence))
                self.read(batch.batch_id)

        self.submit(lambda: self.service.triage.continuation(client, batch.batch_id), asked, self.context.messages.fail)

    def take_files(self, paths: Sequence[Path]) -> None:
        self.bad_lines.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(u.isLocalFile() for u in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.bad_lines.take(paths)
