"""The figures of a period: tiles, charts and the freshness of views; every number and bar opens its rows."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from etl_console.pipeline.insight import Figures
from etl_console.records import Stage, Status
from etl_console.ui import words
from etl_console.ui.pages.overview.tiles import Card, FigureTile
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Even
from etl_console.ui.shell.links import Link
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import GRID

if TYPE_CHECKING:
    from etl_console.ui.pages.overview.charts import Bar, BarChart

_ORDER = [*Stage]
_COUNTED = ("files", "green_files", "first_pass_files", "read_rows", "loaded_rows", "rejected_rows", "quarantined_rows")
_COUNTS = ("files", "rows", "late")
"""Charts of whole things."""
_DUE = ("in_time", "came_late", "missing")
_BATCH_TOKENS = {Status.SUCCESS: "good", Status.FAILED: "bad", Status.RUNNING: "running", Status.CANCELLED: "warn"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the figures are about: the client of the window, or ``everyone``, and how many days."""

    client: str = ""
    everyone: bool = False
    days: int = 30


class FiguresView(QWidget):
    """Emits ``opened`` with the place of the rows behind the tile, bar or view that was chosen."""

    opened = Signal(Link)

    def __init__(self) -> None:
        super().__init__()
        self.charts: dict[str, BarChart] = {}
        self._links: dict[str, list[Link]] = {}
        self._scope = Scope()
        self._oldest: tuple[str, str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        names = {
            "files": self.tr("Files"), "rows": self.tr("Rows loaded"), "rejects": self.tr("Reject share"),
            "first": self.tr("First-pass yield"), "batch": self.tr("Median batch"), "late": self.tr("In time"),
            "fresh": self.tr("Oldest view"),
        }  # fmt: skip
        self.tiles = {key: FigureTile(name) for key, name in names.items()}
        for key, tile in self.tiles.items():
            tile.opened.connect(partial(self._open_figure, key))
        row = Even()
        for tile in self.tiles.values():
            row.addWidget(tile)
        column.addLayout(row)
        column.addLayout(self._cards())

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GRID)
        held = [("bad", self.tr("rejected")), ("warn", self.tr("quarantined"))]
        self.cards = {
            "files": Card(self.tr("Files per day"), [("good", self.tr("loaded")), ("bad", self.tr("not loaded"))]),
            "rows": Card(self.tr("Rows per day"), held),
            "rejects": Card(self.tr("Reject share per day, %"), held),
            "first": Card(self.tr("First-pass yield per day, %")),
            "stages": Card(self.tr("Seconds of a stage"), [
                ("accent", self.tr("half within")), ("usual", self.tr("95 % within")), ("line", self.tr("usual 95 %"))]),
            "batches": Card(self.tr("Duration of batches, seconds"), [
                ("good", self.tr("succeeded")), ("bad", self.tr("failed"))]),
            "late": Card(self.tr("Sets due per day"), [
                ("good", self.tr("in time")), ("warn", self.tr("came late")), ("bad", self.tr("still missing"))]),
        }  # fmt: skip
        self.views_model = RecordsTable(
            [self.tr("Client"), self.tr("View"), self.tr("Refreshed"), self.tr("Age"), self.tr("Last try")], [3], 4
        )
        self.views = make_table(self.views_model, self.tr("Freshness of views"))
        set_widths(self.views, (72, 120, 104, 72), "overview.views", grows=1, share=0.8, spare=lambda: [2])
        self.views.activated.connect(lambda index: self._open_view(index.row()))
        fresh = Card(self.tr("Freshness of materialized views"))
        fresh.put(self.views)
        for place, card in enumerate([*self.cards.values(), fresh]):
            grid.addWidget(card, place // 2, place % 2)
            card.setMinimumHeight(196)
        for place in range(2):
            grid.setColumnStretch(place, 1)
        return grid

    # Showing -----------------------------------------------------------------------------------------------------

    def show_figures(self, figures: Figures, scope: Scope) -> None:
        """Show the figures of a scope; charts are made when they can be seen."""
        self._scope = scope
        now, before = _sums(figures.per_day, _COUNTED), _sums(figures.before, _COUNTED)
        for key, counted, form in (("files", "files", words.number), ("rows", "loaded_rows", words.compact)):
            self.tiles[key].show_value(form(now[counted]), self._than(now[counted], before[counted]))
        self.tiles["rejects"].show_value(words.share(_held(now), 2), self._was(_held(before), 2))
        self.tiles["first"].show_value(words.share(_first_pass(now)), self._was(_first_pass(before)))
        ended = sorted(r["seconds"] for r in figures.durations if r["ended_at"])
        median = words.rough(statistics.median(ended)) if ended else "–"
        self.tiles["batch"].show_value(median, self.tr("%Ln batches", "", len(figures.durations)))
        due, due_before = _sums(figures.lateness, _DUE), _sums(figures.late_before, _DUE)
        told = self._was(_in_time(due_before)) if sum(due.values()) else self.tr("nothing was due")
        self.tiles["late"].show_value(words.share(_in_time(due)), told)
        ages = [(r["fresh_at"], r) for r in figures.freshness if r["fresh_at"]]
        oldest = min(ages, key=lambda a: a[0], default=None)
        age = "–" if oldest is None else words.rough((datetime.now(UTC) - oldest[0]).total_seconds())
        self._oldest = (oldest[1]["client_schema"], oldest[1]["refresh_name"]) if oldest else None
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
                    r["client_schema"], r["refresh_name"].removeprefix("tools."), words.moment(r["fresh_at"]),
                    words.rough((datetime.now(UTC) - r["fresh_at"]).total_seconds()) if r["fresh_at"] else "–",
                    words.status_text(r["last_status"]) if r["last_status"] else self.tr("never"),
                )
                for r in figures.freshness
            ],
            list(figures.freshness),
        )  # fmt: skip

    def _chart(self, key: str) -> BarChart:
        if key not in self.charts:
            from etl_console.ui.pages.overview.charts import BarChart

            chart = self.charts[key] = BarChart(
                self.cards[key].title, counted=key in _COUNTS, most=100 if key == "first" else None
            )
            chart.opened.connect(partial(self._open_bar, key))
            self.cards[key].put(chart)
            order: list[QWidget] = [*self.tiles.values(), *self.charts.values(), self.views]
            for before, after in pairwise(order):
                self.setTabOrder(before, after)
        return self.charts[key]

    def _show_charts(self, figures: Figures) -> None:
        from etl_console.ui.pages.overview.charts import Bar

        days = _every_day(figures, figures.per_day, _COUNTED)
        labels = _labels(days)
        self._show("files", [Bar(labels[i], ((d["green_files"], "good"), (d["files"] - d["green_files"], "bad")),
                   self._day_tip(d)) for i, d in enumerate(days)], self._of_days(days, "convert"))  # fmt: skip
        self._show("rows", [Bar(labels[i], ((d["loaded_rows"], "usual"), (d["quarantined_rows"], "warn"),
                   (d["rejected_rows"], "bad")), self._day_tip(d)) for i, d in enumerate(days)],
                   self._of_days(days, "load_to_bronze"))  # fmt: skip
        self._show("rejects", [Bar(labels[i], tuple((100 * d[f"{kind}_rows"] / max(d["read_rows"], 1), token)
                   for kind, token in (("quarantined", "warn"), ("rejected", "bad"))), self._day_tip(d))
                   for i, d in enumerate(days)], self._of_days(days, "validate_row"))  # fmt: skip
        self._show("first", [Bar(labels[i], ((100 * (_first_pass(d) or 0), "good"),), self._day_tip(d))
                   for i, d in enumerate(days)], self._of_days(days, "convert"))  # fmt: skip
        stages = sorted((s for s in figures.stages if s["stage"] in _ORDER), key=lambda s: _ORDER.index(s["stage"]))
        self._show("stages", [
            Bar(words.stage_word(s["stage"]), (((s["p50"] or 0) / 1000, "accent"),
                ((((s["p95"] or 0) - (s["p50"] or 0)) / 1000), "usual")), self._stage_tip(s),
                None if s["usual_p95"] is None else s["usual_p95"] / 1000)
            for s in stages
        ], [self._logs(stage=s["stage"], days=str(self._scope.days)) for s in stages])  # fmt: skip
        batches = list(reversed(figures.durations))
        self._show("batches", [
            Bar("", ((b["seconds"], _BATCH_TOKENS.get(Status(b["status"]), "quiet")),),
                f"{b['batch_id']} · {b['client_schema']}\n{words.status_text(b['status'])} · {words.duration(b['seconds'])}\n"
                f"{words.moment(b['started_at'])}")
            for b in batches
        ], [Link(b["client_schema"], b["batch_id"]) for b in batches])  # fmt: skip
        due = _every_day(figures, figures.lateness, _DUE)
        self._show("late", [Bar(labels[i], ((d["in_time"], "good"), (d["came_late"], "warn"), (d["missing"], "bad")),
                   self._due_tip(d)) for i, d in enumerate(due)],
                   [self._schedules(d["day"]) for d in due])  # fmt: skip

    def _show(self, key: str, bars: list[Bar], links: list[Link]) -> None:
        chart = self._chart(key)
        self._links[key] = links
        if bars != chart.bars:
            chart.show_bars(bars)

    def _day_tip(self, d: Mapping[str, Any]) -> str:
        held = self.tr("{n} rejected, {m} quarantined").format(
            n=words.number(d["rejected_rows"]), m=words.number(d["quarantined_rows"])
        )
        told = [
            words.date_text(d["day"]),
            self.tr("{green} of {all} files loaded").format(green=d["green_files"], all=d["files"]),
            self.tr("{first} of {all} at the first try").format(first=d["first_pass_files"], all=d["files"]),
            self.tr("%Ln rows loaded", "", d["loaded_rows"]),
            f"{held} ({words.share(_held(d), 2)})" if d["read_rows"] else held,
        ]
        return "\n".join(told)

    def _due_tip(self, d: Mapping[str, Any]) -> str:
        told = [
            words.date_text(d["day"]),
            self.tr("{n} in time, {m} came late, {k} still missing").format(
                n=d["in_time"], m=d["came_late"], k=d["missing"]
            ),
            f"{', '.join(d['names'])}: {words.duration(d['delay'])}" if d.get("delay") else "",
        ]
        return "\n".join(filter(None, told))

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
        everyone = {"client": "*"} if self._scope.everyone else {}
        return Link(self._scope.client, page="logs", params=params | everyone)

    def _of_days(self, days: Sequence[Mapping[str, Any]], stage: str) -> list[Link]:
        each = {"first": "1"} if stage == "convert" else {}  # a line a file, however often it was tried
        return [self._logs(day=d["day"].isoformat(), stage=stage, **each) for d in days]

    def _schedules(self, day: date | None = None) -> Link:
        return Link(self._scope.client, page="schedules", params={"day": day.isoformat()} if day else {})

    def _open_bar(self, key: str, place: int) -> None:
        self.opened.emit(self._links[key][place])

    def _open_figure(self, key: str) -> None:
        scope = self._scope
        if key == "batch" and not scope.everyone:
            self.opened.emit(Link(scope.client, page="batch", params={"face": "runs"}))
        elif key == "fresh" and self._oldest is not None:
            client, view = self._oldest
            self.opened.emit(Link(client, page="logs", params={"subject": view}))
        elif key == "late":
            self.opened.emit(self._schedules())
        elif key == "rejects" and not scope.everyone:
            self.opened.emit(Link(scope.client, page="triage"))
        else:
            stages = {"files": "convert", "first": "convert", "rows": "load_to_bronze", "rejects": "validate_row",
                      "fresh": "refresh_mv", "batch": "batch"}  # fmt: skip
            each = {"first": "1"} if key in ("files", "first") else {}  # a line a file, however often it was tried
            self.opened.emit(self._logs(days=str(scope.days), stage=stages[key], **each))

    def _open_view(self, place: int) -> None:
        row = self.views_model.sources[place]
        self.opened.emit(Link(row["client_schema"], page="logs", params={"subject": row["refresh_name"]}))


def _every_day(figures: Figures, known: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> list[Mapping[str, Any]]:
    """The days of the period, also those on which nothing came."""
    found = {d["day"]: d for d in known}
    first, last = figures.since.astimezone().date(), figures.until.astimezone().date()
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [found.get(day, {"day": day, **dict.fromkeys(keys, 0)}) for day in days]


def _labels(days: Sequence[Mapping[str, Any]]) -> list[str]:
    """A date at some of the days, the others unnamed."""
    step = max(1, len(days) // 7)
    return [words.date_text(d["day"]) if i and i % step == 0 else "" for i, d in enumerate(days)]


def _sums(days: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> dict[str, int]:
    return {k: sum(int(d[k]) for d in days) for k in keys}


def _held(sums: Mapping[str, int]) -> float | None:
    return (sums["rejected_rows"] + sums["quarantined_rows"]) / sums["read_rows"] if sums["read_rows"] else None


def _first_pass(sums: Mapping[str, int]) -> float | None:
    return sums["first_pass_files"] / sums["files"] if sums["files"] else None


def _in_time(sums: Mapping[str, int]) -> float | None:
    return sums["in_time"] / sum(sums.values()) if sum(sums.values()) else None
