"""Overview: what needs the operator now, then the figures of a period; every number and bar opens its rows."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from etl_console.pipeline import events
from etl_console.pipeline.insight import Figures, Need
from etl_console.records import Mode, Stage, Status
from etl_console.ui import words
from etl_console.ui.pages.overview.tiles import Card, FigureTile, NeedRow
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import GRID, label

if TYPE_CHECKING:
    from etl_console.ui.pages.overview.charts import Bar, BarChart

_PERIODS = (1, 7, 30, 90)
_ORDER = [*Stage]


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
        self._figures: Figures | None = None
        self._charts: dict[str, BarChart] = {}
        self._links: dict[str, list[Link]] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        area.setWidget(inner)
        outer.addWidget(area)
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
        column.addLayout(self._tiles())
        column.addLayout(self._cards())
        column.addStretch(1)

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        names = {
            "files": self.tr("Files"), "rows": self.tr("Rows loaded"), "rejects": self.tr("Reject share"),
            "first": self.tr("First-pass yield"), "batch": self.tr("Median batch"), "fresh": self.tr("Oldest view"),
        }  # fmt: skip
        self.tiles = {key: FigureTile(name) for key, name in names.items()}
        pages = {"files": "logs", "rows": "logs", "rejects": "logs", "first": "logs", "batch": "batch", "fresh": "logs"}
        for key, tile in self.tiles.items():
            tile.opened.connect(partial(self._open_figure, key, pages[key]))
            row.addWidget(tile, 1)
        return row

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GRID)
        self.cards = {
            "files": Card(self.tr("Files per day"), self.tr("red: not loaded")),
            "rows": Card(self.tr("Rows per day"), self.tr("red: rejected, amber: quarantined")),
            "stages": Card(self.tr("Stages: half and 95 % done within, seconds"), self.tr("line: usual 95 %")),
            "batches": Card(self.tr("Duration of batches, seconds")),
        }
        for place, card in enumerate(self.cards.values()):
            grid.addWidget(card, place // 2, place % 2)
            card.setMinimumHeight(196)
        self.views_model = RecordsTable(
            [self.tr("Client"), self.tr("View"), self.tr("Refreshed"), self.tr("Age"), self.tr("Last try")], [3], 4
        )
        self.views = make_table(self.views_model, self.tr("Freshness of views"))
        set_widths(self.views, (120, 320, 160, 120), "overview.views")
        self.views.setMinimumHeight(144)
        self.views.activated.connect(lambda index: self._open_view(index.row()))
        card = Card(self.tr("Freshness of materialized views"))
        card.put(self.views)
        grid.addWidget(card, 2, 0, 1, 2)
        return grid

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
        self.ask("figures", lambda: self.service.insight.figures(client, days, zone), self._show_figures)

    def arrived(self, happened: Sequence[events.Event]) -> None:
        if any(isinstance(e, events.BatchEnded | events.BatchStarted) for e in happened):
            self.refresh()

    def link(self) -> Link:
        return Link(self.client)

    # Needs -------------------------------------------------------------------------------------------------------

    def _show_needs(self, needs: list[Need]) -> None:
        red = sum(n.kind in ("failed", "cancelled", "unrecognised", "late") for n in needs)
        self.badge.emit(str(red) if red else "")
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
        if need.kind == "running":
            text = self.tr("{batch} of {client} is running").format(batch=need.batch_id, client=need.client)
            detail = self.tr("by {who} on {host}, since {time}").format(
                who=facts["who"], host=facts["host"], time=words.moment(facts["started_at"])
            )
            return NeedRow("play", "running", text, detail, [(self.tr("Watch"), "look", lambda: go(batch))])
        if need.kind == "no_client":
            add = (self.tr("Add a client …"), "add", lambda: self.context.commands.run("settings.add_client"))
            told = self.tr("A client is a configuration of its files; ./console demo brings two to look at.")
            return NeedRow("client", "accent", self.tr("There is no client yet."), told, [add])
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

    # Figures -----------------------------------------------------------------------------------------------------

    def _show_figures(self, figures: Figures) -> None:
        self._figures = figures
        now, before = _sums(figures.per_day), _sums(figures.before)
        self.tiles["files"].show_value(words.number(now["files"]), self._than(now["files"], before["files"]))
        self.tiles["rows"].show_value(
            words.compact(now["loaded_rows"]), self._than(now["loaded_rows"], before["loaded_rows"])
        )
        held, held_before = _held_share(now), _held_share(before)
        self.tiles["rejects"].show_value(words.share(held, 2), self._was(held_before, 2))
        first, first_before = _first_pass(now), _first_pass(before)
        self.tiles["first"].show_value(words.share(first), self._was(first_before))
        ended = sorted(r["seconds"] for r in figures.durations if r["ended_at"])
        median = statistics.median(ended) if ended else None
        self.tiles["batch"].show_value(
            "–" if median is None else words.rough(median), self.tr("%Ln batches", "", len(figures.durations))
        )
        ages = [(r["fresh_at"], r) for r in figures.freshness if r["fresh_at"]]
        oldest = min(ages, key=lambda a: a[0], default=None)
        age = "–" if oldest is None else words.rough((datetime.now(UTC) - oldest[0]).total_seconds())
        self.tiles["fresh"].show_value(age, oldest[1]["refresh_name"].removeprefix("tools.") if oldest else "")
        self._show_views(figures)
        if self.isVisible():
            self._show_charts(figures)

    def _than(self, now: int, before: int) -> str:
        return self.tr("{n} the period before").format(n=words.compact(before)) if before else self.tr("none before")

    def _was(self, before: float | None, digits: int = 1) -> str:
        return self.tr("none before") if before is None else self.tr("{n} before").format(n=words.share(before, digits))

    def _show_views(self, figures: Figures) -> None:
        self.views_model.show(
            [
                (
                    r["client_schema"], r["refresh_name"], words.moment(r["fresh_at"]),
                    words.duration((datetime.now(UTC) - r["fresh_at"]).total_seconds()) if r["fresh_at"] else "–",
                    words.status_text(r["last_status"]) if r["last_status"] else self.tr("never"),
                )
                for r in figures.freshness
            ],
            list(figures.freshness),
        )  # fmt: skip

    def _chart(self, key: str) -> BarChart:
        if key not in self._charts:
            from etl_console.ui.pages.overview.charts import BarChart

            names = {
                "files": self.tr("Files per day"), "rows": self.tr("Rows per day"), "stages": self.tr("Stages"),
                "batches": self.tr("Duration of batches"),
            }  # fmt: skip
            chart = self._charts[key] = BarChart(names[key])
            chart.opened.connect(partial(self._open_bar, key))
            self.cards[key].put(chart)
            order: list[QWidget] = [*self.tiles.values(), *self._charts.values(), self.views]
            for before, after in pairwise(order):
                self.setTabOrder(before, after)
        return self._charts[key]

    def _show_charts(self, figures: Figures) -> None:
        from etl_console.ui.pages.overview.charts import Bar

        days = _every_day(figures)
        step = max(1, len(days) // 7)
        labels = [words.date_text(d["day"]) if i and i % step == 0 else "" for i, d in enumerate(days)]
        self._show("files", [Bar(labels[i], ((d["green_files"], "good"), (d["files"] - d["green_files"], "bad")),
                   self._day_tip(d)) for i, d in enumerate(days)],
                   [self._logs(day=d["day"].isoformat(), stage="convert") for d in days])  # fmt: skip
        self._show("rows", [Bar(labels[i], ((d["loaded_rows"], "usual"), (d["quarantined_rows"], "warn"),
                   (d["rejected_rows"], "bad")), self._day_tip(d)) for i, d in enumerate(days)],
                   [self._logs(day=d["day"].isoformat(), stage="load_to_bronze") for d in days])  # fmt: skip
        stages = sorted((s for s in figures.stages if s["stage"] in _ORDER), key=lambda s: _ORDER.index(s["stage"]))
        self._show("stages", [
            Bar(words.stage_word(s["stage"]), (((s["p50"] or 0) / 1000, "accent"),
                ((((s["p95"] or 0) - (s["p50"] or 0)) / 1000), "usual")), self._stage_tip(s),
                None if s["usual_p95"] is None else s["usual_p95"] / 1000)
            for s in stages
        ], [self._logs(stage=s["stage"], days=str(self.period.currentData())) for s in stages])  # fmt: skip
        batches = list(reversed(figures.durations))
        token = {
            Status.SUCCESS: "good",
            Status.FAILED: "bad",
            Status.RUNNING: "running",
            Status.CANCELLED: "warn",
        }  # others stand in the colour of what is usual
        self._show("batches", [
            Bar("", ((b["seconds"], token.get(Status(b["status"]), "usual")),),
                f"{b['batch_id']} · {b['client_schema']}\n{words.status_text(b['status'])} · {words.duration(b['seconds'])}\n"
                f"{words.moment(b['started_at'])}")
            for b in batches
        ], [Link(b["client_schema"], b["batch_id"]) for b in batches])  # fmt: skip

    def _show(self, key: str, bars: list[Bar], links: list[Link]) -> None:
        chart = self._chart(key)
        self._links[key] = links
        if bars != chart.bars:
            chart.show_bars(bars)

    def _day_tip(self, d: Mapping[str, Any]) -> str:
        told = [
            words.date_text(d["day"]),
            self.tr("{green} of {all} files loaded").format(green=d["green_files"], all=d["files"]),
            self.tr("%Ln rows loaded", "", d["loaded_rows"]),
            self.tr("{n} rejected, {m} quarantined").format(
                n=words.number(d["rejected_rows"]), m=words.number(d["quarantined_rows"])
            ),
        ]
        return "\n".join(told)

    def _stage_tip(self, s: Mapping[str, Any]) -> str:
        def told(value: float | None) -> str:
            return "–" if value is None else words.duration(value / 1000)

        return "\n".join(
            [
                words.stage_word(s["stage"]),
                self.tr("half within {a}, 95 % within {b}").format(a=told(s["p50"]), b=told(s["p95"])),
                self.tr("usually {a} and {b}").format(a=told(s["usual_p50"]), b=told(s["usual_p95"])),
                self.tr("{n} done, {m} failed").format(n=s["runs"], m=s["failures"]),
            ]
        )

    # Opening -----------------------------------------------------------------------------------------------------

    def _logs(self, **params: str) -> Link:
        if self.scope.currentData():
            params["client"] = "*"
        return Link(self.client, page="logs", params=params)

    def _open_bar(self, key: str, place: int) -> None:
        self.context.go(self._links[key][place])

    def _open_figure(self, key: str, page: str) -> None:
        days = str(self.period.currentData())
        if page == "batch":
            self.context.go(Link(self.client, page="batch"))
            return
        if key == "rejects" and not self.scope.currentData():
            self.context.go(Link(self.client, page="triage"))
            return
        params = {
            "files": {"stage": "convert"}, "rows": {"stage": "load_to_bronze"}, "rejects": {"stage": "validate_row"},
            "first": {"stage": "convert"}, "fresh": {"stage": "refresh_mv"},
        }[key]  # fmt: skip
        self.context.go(self._logs(days=days, **params))

    def _open_view(self, place: int) -> None:
        row = self.views_model.sources[place]
        self.context.go(Link(row["client_schema"], page="logs", params={"subject": row["refresh_name"]}))


def _every_day(figures: Figures) -> list[Mapping[str, Any]]:
    """The days of the period, also those on which nothing came."""
    known = {d["day"]: d for d in figures.per_day}
    keys = ("files", "green_files", "first_pass_files", "read_rows", "loaded_rows", "rejected_rows", "quarantined_rows")
    first, last = figures.since.astimezone().date(), figures.until.astimezone().date()
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [known.get(day, {"day": day, **dict.fromkeys(keys, 0)}) for day in days]


def _sums(days: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    keys = ("files", "green_files", "first_pass_files", "read_rows", "loaded_rows", "rejected_rows", "quarantined_rows")
    return {k: sum(int(d[k]) for d in days) for k in keys}


def _held_share(sums: Mapping[str, int]) -> float | None:
    return (sums["rejected_rows"] + sums["quarantined_rows"]) / sums["read_rows"] if sums["read_rows"] else None


def _first_pass(sums: Mapping[str, int]) -> float | None:
    return sums["first_pass_files"] / sums["files"] if sums["files"] else None
