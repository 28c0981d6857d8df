"""Overview: what needs the operator now, then the figures of a period; every number and bar opens its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from etl_console.pipeline import events
from etl_console.pipeline.insight import Need
from etl_console.records import Mode
from etl_console.ui import words
from etl_console.ui.pages.overview.figures import FiguresView, Scope
from etl_console.ui.pages.overview.tiles import NeedRow
from etl_console.ui.room import Scrolled
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import GRID, label

_PERIODS = (1, 7, 30, 90)


class OverviewPage(Page):
    """The page an operator comes in to."""

    id = "overview"
    every_ms = 5000

    def page_actions(self) -> list[Action]:
        return [
            Action("overview.first", self.tr("Do what is needed first"), self._do_first, "Ctrl+Return",
                   lambda: bool(self._rows), self.tr("Nothing needs you."), "next"),
            Action("overview.all_clients", self.tr("All clients or this one"), self._switch_scope, "Ctrl+Shift+A",
                   icon="client"),
        ]  # fmt: skip

    def build(self) -> None:
        self._rows: list[NeedRow] = []
        self._needs: list[Need] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        outer.addWidget(Scrolled(inner))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Clients"))
        self.scope.addItem(self.tr("This client"), False)
        self.scope.addItem(self.tr("All clients"), True)
        self.scope.setCurrentIndex(int(self.remembered("scope", 0)))
        self.period = QComboBox()
        self.period.setAccessibleName(self.tr("Period"))
        for days in _PERIODS:
            self.period.addItem(self.tr("Last %Ln days", "", days), days)
        self.period.setCurrentIndex(int(self.remembered("period", 2)))
        for box in (self.scope, self.period):
            box.currentIndexChanged.connect(self._changed)
            row.addWidget(box)
        column.addLayout(row)
        column.addWidget(label(self.tr("Needs you now"), "section"))
        self.needs = QVBoxLayout()
        self.needs.setSpacing(GRID)
        self.loading = label(self.tr("Looking …"), "quiet")
        self.needs.addWidget(self.loading)
        column.addLayout(self.needs)
        column.addSpacing(GRID)
        column.addWidget(label(self.tr("Figures of the period"), "section"))
        self.figures = FiguresView()
        self.figures.opened.connect(self.context.go)
        column.addWidget(self.figures)
        column.addStretch(1)

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.refresh()

    def _changed(self) -> None:
        self.remember("scope", self.scope.currentIndex())
        self.remember("period", self.period.currentIndex())
        self.refresh()

    def _switch_scope(self) -> None:
        self.scope.setCurrentIndex(1 - self.scope.currentIndex())

    def refresh(self) -> None:
        client = "" if self.scope.currentData() else self.client
        days = int(self.period.currentData())
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
        self.ask("needs", lambda: self.service.insight.needs(client), self._show_needs)
        where = Scope(self.client, not client, days)
        self.ask("figures", lambda: self.service.insight.figures(client, days, zone),
                 lambda found: self.figures.show_figures(found, where))  # fmt: skip

    def arrived(self, happened: Sequence[events.Event]) -> None:
        if any(isinstance(e, events.BatchEnded | events.BatchStarted) for e in happened):
            if self.isVisible():
                self.refresh()
            else:  # it looks when it is shown; until then the rail's number must be true
                client = "" if self.scope.currentData() else self.client
                self.ask("needs", lambda: self.service.insight.needs(client), self._count)

    def link(self) -> Link:
        return Link(self.client)

    # Needs -------------------------------------------------------------------------------------------------------

    def _count(self, needs: list[Need]) -> None:
        red = sum(n.kind in ("broken", "failed", "cancelled", "unrecognised", "late") for n in needs)
        self.badge.emit(str(red) if red else "")

    def _show_needs(self, needs: list[Need]) -> None:
        self._count(needs)
        if needs == self._needs:
            for row, need in zip(self._rows, needs, strict=False):
                if need.kind in ("failed", "cancelled"):
                    row.detail.setText(self._red_detail(need))  # how long ago goes on
            return
        self._needs = needs
        while self.needs.count():
            item = self.needs.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._rows = [self._need_row(n) for n in needs[:6]]
        for row in self._rows:
            self.needs.addWidget(row)
        if len(needs) > 6:
            self.needs.addWidget(label(self.tr("and %Ln more", "", len(needs) - 6), "quiet"))
        if not needs:
            self.needs.addWidget(
                NeedRow("done", "good", self.tr("Nothing needs you."),
                        self.tr("No batch is red and no file waits."), [])
            )  # fmt: skip
        self.context.commands.update()

    def _need_row(self, need: Need) -> NeedRow:
        facts, batch = need.facts, Link(need.client, need.batch_id)
        runs, go = self.context.runs, self.context.go
        restart = (self.tr("Restart …"), "restart", lambda: runs.ask(need.client, Mode.RESTART, batch=need.batch_id))
        see = (self.tr("See the batch"), "batch", lambda: go(batch))
        if need.kind in ("failed", "cancelled"):
            form = {
                "failed": self.tr("{batch} of {client} failed"), "cancelled": self.tr("{batch} of {client} was cancelled"),
            }[need.kind]  # fmt: skip
            buttons = [restart, see]
            if facts["held_rows"] and facts["first_red"]:
                rows = Link(need.client, need.batch_id, facts["first_red"])
                buttons = [(self.tr("Fix the rows"), "triage", lambda: go(rows)), restart, see]
            elif any(n.kind == "drift" and n.client == need.client for n in self._needs or ()):
                inbox = Link(need.client, page="drift")
                buttons = [(self.tr("Decide"), "drift", lambda: go(inbox)), see, restart]
            elif need.kind == "failed":
                buttons = [see, restart]
            sign, token = ("failed", "bad") if need.kind == "failed" else ("warning", "warn")
            text = form.format(batch=need.batch_id, client=need.client)
            return NeedRow(sign, token, text, self._red_detail(need), buttons)
        if need.kind == "broken":
            text = self.tr("{batch} of {client} broke off").format(batch=need.batch_id, client=need.client)
            detail = self.tr("Its process is gone, and nobody runs it. A restart takes it up again.")
            return NeedRow("failed", "bad", text, detail, [restart, see])
        if need.kind == "running":
            text = self.tr("{batch} of {client} is running").format(batch=need.batch_id, client=need.client)
            detail = self.tr("by {who} on {host}, since {time}").format(
                who=facts["who"], host=facts["host"], time=words.moment(facts["started_at"])
            )
            return NeedRow("play", "running", text, detail, [(self.tr("Watch"), "look", lambda: go(batch))])
        if need.kind == "no_client":
            add = (self.tr("Add a client …"), "add", lambda: self.context.commands.run("settings.add_client"))
            samples = (self.tr("Bring the samples"), "drop", lambda: self.context.commands.run("settings.samples"))
            told = self.tr(
                "A client is a configuration of its files. The samples are two, with real files to look around."
            )
            return NeedRow("client", "accent", self.tr("There is no client yet."), told, [add, samples])
        files = list(facts["files"])
        names = ", ".join(files[:4]) + (" …" if len(files) > 4 else "")
        place = Link(need.client, page="files")
        if need.kind == "waiting":
            text = self.tr("%Ln files of {client} wait to be loaded", "", len(files)).format(client=need.client)
            start = (self.tr("Start …"), "play", lambda: runs.ask(need.client, Mode.START))
            return NeedRow(
                "drop", "accent", text, names, [start, (self.tr("See the files"), "files", lambda: go(place))]
            )
        if need.kind == "held":
            text = self.tr("%Ln files of {client} hold what is loaded already", "", len(files)).format(
                client=need.client
            )
            return NeedRow("lock", "warn", text, names, [(self.tr("See the files"), "files", lambda: go(place))])
        if need.kind == "drift":
            text = self.tr("%Ln changed columns of {client} wait for a decision", "", len(files)).format(
                client=need.client
            )
            inbox = Link(need.client, page="drift")
            return NeedRow("drift", "bad", text, names, [(self.tr("Decide"), "drift", lambda: go(inbox))])
        if need.kind == "correction":
            text = self.tr("%Ln corrected files wait for a restart of {batch}", "", len(files))
            return NeedRow("drop", "accent", text.format(batch=need.batch_id), names, [restart, see])
        if need.kind == "late":
            text = self.tr("{name} of {client} is late").format(name=facts["name"], client=need.client)
            detail = self.tr("since {time}; missing: {files}").format(time=words.moment(facts["due"]), files=names)
            plans = Link(need.client, page="schedules")
            return NeedRow("clock", "warn", text, detail, [(self.tr("See the schedule"), "clock", lambda: go(plans))])
        text = self.tr("%Ln files of {client} are not recognised", "", len(files)).format(client=need.client)
        return NeedRow("warning", "warn", text, names, [(self.tr("See the files"), "files", lambda: go(place))])

    def _red_detail(self, need: Need) -> str:
        facts = need.facts
        told = [
            self.tr("{red} of {all} files not loaded").format(red=facts["red_files"], all=facts["files"]),
            self.tr("%Ln rows held", "", facts["held_rows"]) if facts["held_rows"] else "",
            words.ago(facts["ended_at"]) if facts["ended_at"] else "", f"{facts['who']}@{facts['host']}",
        ]  # fmt: skip
        return "  ·  ".join(filter(None, told))

    def _do_first(self) -> None:
        if self._rows and self._rows[0].buttons:
            self._rows[0].buttons[0].click()
