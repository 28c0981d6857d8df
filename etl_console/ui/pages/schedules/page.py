"""Schedules: when files are due, what is late or missing, the next ten times, what became of the last ones; watching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from etl_console.pipeline.schedules import Due
from etl_console.records import Schedule
from etl_console.ui import words
from etl_console.ui.empty import Empty
from etl_console.ui.pages.schedules.dialog import ScheduleDialog
from etl_console.ui.pages.schedules.weekly import told
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Pages
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, label

_SIGNS = {"late": "✕", "waits": "·", "complete": "▶", "started": "✓", "paused": "■"}


def _signed(state: str, text: str) -> str:
    return f"{_SIGNS[state]} {text}"


@dataclass(frozen=True, slots=True)
class _Facts:
    schedules: Sequence[Schedule]
    due: Mapping[str, Due]
    history: Sequence[Mapping[str, Any]]
    sources: Mapping[str, Sequence[str]]


class SchedulesPage(Page):
    """Schedules of the client at the top, the chosen one's next times and the past below."""

    id = "schedules"
    every_ms = 5000

    def page_actions(self) -> list[Action]:
        choose = self.tr("Choose a schedule first.")
        return [
            Action("schedules.add", self.tr("Add …"), self._add, "Ctrl+N", lambda: bool(self._facts.sources),
                   self.tr("The client has no files configured."), "add"),
            Action("schedules.edit", self.tr("Change …"), self._edit, "Ctrl+E", lambda: self._chosen() is not None, choose,
                   "edit"),
            Action("schedules.pause", self.tr("Pause or go on"), self._pause, "Ctrl+Shift+O",
                   lambda: self._chosen() is not None, choose, "clock"),
            Action("schedules.remove", self.tr("Remove"), self._remove, "Ctrl+Del", lambda: self._chosen() is not None,
                   choose, "delete"),
            Action("schedules.watch", self.tr("Watch or stop watching"), self._watch, "Ctrl+Shift+W", icon="look"),
        ]  # fmt: skip

    def build(self) -> None:
        self._facts = _Facts((), {}, (), {})
        self._day = ""
        self.dialog: ScheduleDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        for name in ("remove", "pause", "edit", "add"):
            row.addWidget(self.button(f"schedules.{name}"))
        self.watch_button = self.button("schedules.watch", primary=True)
        row.addWidget(self.watch_button)
        column.addLayout(row)
        self.watching = label("", "quiet")
        self.watching.setWordWrap(True)
        column.addWidget(self.watching)
        self.model = RecordsTable(
            [self.tr("Schedule"), self.tr("State"), self.tr("Source"), self.tr("Due by"), self.tr("Time zone"),
             self.tr("Set"), self.tr("Missing"), self.tr("When complete")],
            (5,), status_column=1,
        )  # fmt: skip
        self.table = make_table(self.model, self.name)
        set_widths(self.table, (152, 210, 90, 204, 120, 64, 190), "schedules")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_next())
        self.table.doubleClicked.connect(lambda _: self._edit())
        self.empty = Empty(
            self.tr("No schedule yet"),
            self.tr("Add one to be told when files are late, and to start a batch when all are there."),
        )
        self.stack = Pages()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.next = RecordsTable([self.tr("Local time there"), ""])
        self.past = RecordsTable(
            [self.tr("Was due"), self.tr("Schedule"), self.tr("What became of it"), self.tr("Batch"), self.tr("Missing")],
            status_column=2,
        )  # fmt: skip
        below = self.below = QSplitter(Qt.Orientation.Horizontal)
        below.setHandleWidth(2 * GRID)
        below.setChildrenCollapsible(False)
        next_table = make_table(self.next, self.tr("The next ten times"))
        set_widths(next_table, (250,), "schedules.next")
        self.past_table = make_table(self.past, self.tr("What became of the last times"))
        set_widths(self.past_table, (130, 140, 170, 120), "schedules.past")
        self.past_table.doubleClicked.connect(lambda _: self._open_batch())
        for title, table in (
            (self.tr("The next ten times"), next_table),
            (self.tr("What became of the last times"), self.past_table),
        ):
            below.addWidget(self._titled(title, table))
        below.setSizes([440, 760])
        remember_splitter(below, "schedules.below")
        both = QSplitter(Qt.Orientation.Vertical)
        both.setHandleWidth(2 * GRID)
        both.setChildrenCollapsible(False)
        both.addWidget(self.stack)
        both.addWidget(below)
        both.setSizes([300, 420])
        remember_splitter(both, "schedules")
        column.addWidget(both, 1)
        self.main = self.table
        self.context.watching.changed.connect(self._show_watching)
        self._show_watching()

    @staticmethod
    def _titled(title: str, table: QWidget) -> QWidget:
        half = QWidget()
        inner = QVBoxLayout(half)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(label(title, "section"))
        inner.addWidget(table, 1)
        return half

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self._facts = _Facts((), {}, (), {})
        self._show(self._facts)
        if client and self.isVisible():
            self.refresh()

    def open(self, link: Link) -> None:
        self._day = link.params.get("day", "")
        if self.past.sources:
            self._choose_day()

    def _choose_day(self) -> None:
        """Choose the newest time of the day that a link named; what is done for it is done once."""
        days = [words.local(h["due_at"]).toString("yyyy-MM-dd") for h in self.past.sources]
        if self._day in days:
            self.past_table.selectRow(self.past.row_given(days.index(self._day)))
            self.past_table.setFocus()
        self._day = ""

    def refresh(self) -> None:
        client = self.client
        if not client or self.is_asking("facts"):
            return

        def work() -> _Facts:
            sources: dict[str, list[str]] = {}
            for file in self.service.config(client).files:
                if file.is_active:
                    sources.setdefault(file.source_system, []).append(file.logical_source_file)
            schedules = self.service.schedules.all(client)
            due = {d.schedule.name: d for d in self.service.schedules.due(client)} if schedules else {}
            return _Facts(schedules, due, self.service.schedules.history(client), sources)

        self.ask("facts", work, self._show)

    def _show(self, facts: _Facts) -> None:
        chosen = self._chosen()
        self._facts = facts
        rows = [self._row(s) for s in facts.schedules]
        is_empty = not rows and bool(facts.sources)
        self.stack.setCurrentWidget(self.empty if is_empty else self.table)
        self.below.setVisible(not is_empty or bool(facts.history))
        if rows != self.model.given:
            self.model.show(rows, facts.schedules)
            names = [s.name for s in facts.schedules]
            if names:
                place = names.index(chosen.name) if chosen and chosen.name in names else 0
                self.table.selectRow(self.model.row_given(place))
        else:
            self.model.show_sources(facts.schedules)
        late = sum(d.is_late for d in facts.due.values())
        self.badge.emit(str(late) if late else "")
        past = [
            (words.moment(h["due_at"]), h["name"], self._became(h), h["batch_id"] or "", ", ".join(h["missing"]))
            for h in facts.history
        ]
        if past != self.past.given:
            self.past.show(past, facts.history)
        if self._day and facts.history:
            self._choose_day()
        self._show_next()

    def _row(self, schedule: Schedule) -> tuple[str, ...]:
        due = self._facts.due.get(schedule.name)
        files = schedule.expected or tuple(self._facts.sources.get(schedule.source_system, ()))
        here = f"{len(due.present)}/{len(files)}" if due else f"–/{len(files)}"
        then = self.tr("a batch starts") if schedule.starts else self.tr("nothing starts")
        return (schedule.name, self._state(schedule, due), schedule.source_system, told(schedule.cron), schedule.zone,
                here, ", ".join(due.missing) if due else "", then)  # fmt: skip

    def _state(self, schedule: Schedule, due: Due | None) -> str:
        if not schedule.is_active or due is None:
            return _signed("paused", self.tr("Paused"))
        if due.batch_id:
            return _signed("started", self.tr("Started: {batch}").format(batch=due.batch_id))
        if due.is_late:
            return _signed("late", self.tr("Late since {time}").format(time=words.moment(due.due)))
        if not due.missing:
            return _signed("complete", self.tr("Complete"))
        return _signed("waits", self.tr("Waits, due {time}").format(time=words.moment(due.due)))

    def _became(self, row: Mapping[str, Any]) -> str:
        if row["status"] == "LATE":
            return _signed("late", self.tr("Late"))
        if row["status"] == "ARRIVED":
            return _signed("started", self.tr("arrived late") if row["late_since"] else self.tr("arrived"))
        return _signed("started", self.tr("started late") if row["late_since"] else self.tr("started"))

    def _show_next(self) -> None:
        schedule = self._chosen()
        rows = []
        if schedule is not None and schedule.is_active:
            rows = [(self._there(m), words.moment(m)) for m in self.service.schedules.next_times(schedule)]
        if rows != self.next.given:
            there = self.tr("In {zone}").format(zone=schedule.zone) if schedule else self.tr("Local time there")
            self.next.show(rows, titles=(there, self.tr("Here, in {zone}").format(zone=words.zone())))
        self.context.commands.update()

    @staticmethod
    def _there(moment: datetime) -> str:
        """A moment in the schedule's own zone."""
        day = QLocale().standaloneDayName(moment.isoweekday())
        return f"{day} {words.date_text(moment.date())} {moment:%H:%M}"

    def _show_watching(self) -> None:
        watching = self.context.watching
        if watching.trouble:
            text = f"⚠ {watching.trouble}"
        elif watching.is_on:
            when = words.clock(watching.looked_at) if watching.looked_at else "…"
            text = self.tr("● This window watches the schedules of all clients; last look {time}.").format(time=when)
        else:
            text = self.tr("This window does not watch. “etl-console watch” may do so elsewhere; both under one lock.")
        self.watching.setText(text)
        on = self.tr("Stop watching") if watching.is_on else self.tr("Watch from here")
        self.watch_button.setText(on)
        self.watch_button.setAccessibleName(on)

    # Doing -------------------------------------------------------------------------------------------------------

    def _chosen(self) -> Schedule | None:
        rows = self.table.selectionModel().selectedRows() if self.model.sources else []
        return self.model.sources[rows[0].row()] if rows else None

    def _add(self) -> None:
        self._write(None)

    def _edit(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._write(chosen)

    def _write(self, before: Schedule | None) -> None:
        taken = [s.name for s in self._facts.schedules if s is not before]
        dialog = ScheduleDialog(before, self._facts.sources, taken, self.service.schedules.next_times, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(dialog.schedule))
        self.dialog = dialog
        dialog.open()

    def _save(self, schedule: Schedule) -> None:
        client = self.client
        self.ask("save", lambda: self.service.schedules.save(client, schedule), lambda _: self._changed())

    def _changed(self) -> None:
        self._busy.discard("facts")  # what is awaited was asked before the change
        self.refresh()

    def _pause(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._save(replace(chosen, is_active=not chosen.is_active))

    def _remove(self) -> None:
        chosen, client = self._chosen(), self.client
        if chosen is None:
            return

        def removed(_: None) -> None:
            form = self.tr("Schedule {name} removed.").format(name=chosen.name)
            self.context.messages.tell(form, (self.tr("Undo"), lambda: self._save(chosen)))
            self._changed()

        self.ask("remove", lambda: self.service.schedules.drop(client, chosen.name), removed)

    def _watch(self) -> None:
        self.context.watching.turn(not self.context.watching.is_on)

    def _open_batch(self) -> None:
        rows = self.past_table.selectionModel().selectedRows()
        batch = self.past.sources[rows[0].row()]["batch_id"] if rows else None
        if batch:
            self.context.go(Link(self.client, batch, page="batch"))
