"""Logs: one time line over all log tables, searched by the server; errors grouped by what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
)

from etl_console.pipeline import events
from etl_console.pipeline.insight import LOG_PAGE, SIGNATURE_DAYS
from etl_console.pipeline.layout import batch_named
from etl_console.records import LogFilter, Stage
from etl_console.ui import words
from etl_console.ui.dialogs.problem_dialog import opens_entries
from etl_console.ui.pages.logs.model import Column, TimeLine
from etl_console.ui.pages.logs.report import as_report, detail, group_detail
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Flow
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, align_text, label

_TYPING_MS = 250
_SAYING = 40
_KEPT = ("subject", "stage", "level", "text", "signature", "first")
_AHEAD = 120
"""Lines below the last that is seen: with fewer left the next page is asked for."""
_WHOLE_BATCH = 2000
"""Lines of a batch that are read to stand at its first error; of a longer one only its errors are."""


class LogsPage(Page):
    """The time line of one client or all, narrowed by batch, file, stage, level, period and text."""

    id = "logs"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        return [
            Action("logs.find", self.tr("Search the logs"), self._find, "Ctrl+F", icon="search"),
            Action("logs.first_error", self.tr("First error of the batch"), self._first_error, "Ctrl+E",
                   lambda: bool(self._batch()), self.tr("Choose a line of a batch, or type a batch."), "failed"),
            Action("logs.open", self.tr("Open what the line speaks of"), self._open_line, "Ctrl+O",
                   lambda: self._line() is not None, icon="next"),
            Action("logs.copy", self.tr("Copy chosen lines as a report"), self._copy, "Ctrl+Alt+C",
                   lambda: self._line() is not None, self.tr("Choose lines; Ctrl+A chooses all that are shown."), "copy"),
            Action("logs.groups", self.tr("Time line or errors grouped"), self._other_face, "Ctrl+T", icon="runs"),
            Action("logs.clear", self.tr("Show everything"), self._clear, "Ctrl+Shift+Backspace", icon="filter"),
        ]  # fmt: skip

    def build(self) -> None:
        self.model = TimeLine()
        self.model.more.connect(self._more)
        self._day: QDate | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        row.addWidget(self.button("logs.first_error"))
        row.addWidget(self.button("logs.copy"))
        column.addLayout(row)
        column.addLayout(self._filters())
        self.told = label("", "quiet")
        self.table = make_table(self.model, self.tr("Time line"))
        widths = (132, 112, 108, 320, 200, 118)
        set_widths(self.table, widths, "logs.lines", grows=Column.TEXT, spare=self._spare_columns)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.activated.connect(lambda _: self._open_line())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.groups_model = RecordsTable(
            [self.tr("Times"), self.tr("Stage"), self.tr("Code"), self.tr("What they say"), self.tr("Files"),
             self.tr("First"), self.tr("Last")], [0, 4],
        )  # fmt: skip
        self.groups = make_table(self.groups_model, self.tr("Errors by what they say"))
        set_widths(self.groups, (72, 112, 164, 240, 64, 110), "logs.groups", grows=3)
        self.groups.activated.connect(lambda index: self._open_group(index.row()))
        self.groups.selectionModel().currentRowChanged.connect(self._chosen)
        self.faces = QTabWidget()
        self.faces.addTab(self.table, self.tr("Time line"))
        self.faces.addTab(self.groups, self.tr("Grouped by what they say"))
        self.faces.currentChanged.connect(self._face_shown)
        self.detail = QTextBrowser()
        align_text(self.detail)
        self.detail.setAccessibleName(self.tr("The chosen line"))
        opens_entries(self.detail)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GRID)
        splitter.addWidget(self.faces)
        splitter.addWidget(self.detail)
        splitter.setSizes([520, 180])
        splitter.setChildrenCollapsible(False)
        remember_splitter(splitter, "logs")
        column.addWidget(splitter, 1)
        column.addWidget(self.told)
        self.main = self.text

    def _spare_columns(self) -> list[int]:
        """What can be left out where there is no room, and is told of the chosen line below; of several clients who it is of
        is not."""
        return [Column.BATCH] if self.scope.currentData() else [Column.CLIENT, Column.BATCH]

    def _filters(self) -> Flow:
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.search)
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Text, code or name"))
        self.text.setClearButtonEnabled(True)
        self.batch = QLineEdit()
        self.batch.setPlaceholderText("BATCH000014")
        self.subject = QLineEdit()
        self.subject.setPlaceholderText(self.tr("File or step"))
        self.scope, self.level, self.stage, self.period = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.scope.addItem(self.tr("This client"), "")
        self.scope.addItem(self.tr("All clients"), "*")
        for text, value in (
            (self.tr("All levels"), ""), (self.tr("Errors"), "error"), (self.tr("Errors and warnings"), "warning"),
        ):  # fmt: skip
            self.level.addItem(text, value)
        self.stage.addItem(self.tr("All stages"), "")
        for job in (*Stage, "batch", "undo", "hold", "release", "configuration"):
            self.stage.addItem(words.job_word(job), str(job))
        self.period.addItem(self.tr("Any time"), 0)
        for days in (1, 7, 30, 90):
            self.period.addItem(self.tr("Last %Ln days", "", days), days)
        row = Flow()
        self.alike = QPushButton()
        self.alike.setToolTip(self.tr("Only these are shown. Press to show the others again."))
        self.alike.clicked.connect(self._all_again)
        row.addWidget(self.alike)
        for field, name, width in (
            (self.text, self.tr("Text"), 200), (self.batch, self.tr("Batch"), 128),
            (self.subject, self.tr("File or step"), 128),
        ):  # fmt: skip
            field.setAccessibleName(name)
            field.textEdited.connect(lambda _: self._typing.start())
            field.returnPressed.connect(self.search)
            field.setMinimumWidth(max(width, field.fontMetrics().horizontalAdvance(field.placeholderText()) + 3 * GRID))
            if field is self.text:
                row.add_growing(field)
            else:
                row.addWidget(field)
        for box, name in (
            (self.scope, self.tr("Clients")), (self.level, self.tr("Level")), (self.stage, self.tr("Stage")),
            (self.period, self.tr("Period")),
        ):  # fmt: skip
            box.setAccessibleName(name)
            box.activated.connect(self._narrowed)
            row.addWidget(box)
        for key, box in self._boxes().items():
            kept = str(self.remembered(key, ""))
            box.setCurrentIndex(next((i for i in range(box.count()) if str(box.itemData(i)) == kept), 0))
        row.addWidget(self.button("logs.clear", bare=True))
        self._only()
        return row

    def _all_again(self) -> None:
        """Errors that say something else, too, of every stage."""
        self._only()
        self.stage.setCurrentIndex(0)
        self.table.setFocus()
        self.search()

    def _only(self, signature: str = "", *, first: bool = False) -> None:
        """Only errors that say this, numbers and names aside (empty for all), or ``first`` attempts."""
        self._signature, self._first = signature, first
        told = words.said(signature) or (self.tr("first attempts") if first else "")
        self.alike.setText("✕  " + (told if len(told) <= _SAYING else told[: _SAYING - 1] + "…"))
        self.alike.setAccessibleName(told)
        self.alike.setVisible(bool(told))

    def _boxes(self) -> dict[str, QComboBox]:
        return {"scope": self.scope, "level": self.level, "stage": self.stage, "days": self.period}

    # Searching ---------------------------------------------------------------------------------------------------

    def wanted(self) -> LogFilter:
        """What is looked for."""
        days, until = int(self.period.currentData() or 0), None
        since = datetime.now(UTC) - timedelta(days=days) if days else None
        if self._day is not None:
            begin = QDateTime(self._day, QTime(0, 0)).toSecsSinceEpoch()
            since = datetime.fromtimestamp(begin, UTC)
            until = since + timedelta(days=1)
        return LogFilter(
            client="" if self.scope.currentData() else self.client, batch=batch_named(self.batch.text()),
            subject=self.subject.text().strip(), stage=self.stage.currentData(), level=self.level.currentData(),
            text=self.text.text().strip(), signature=self._signature, first=self._first, since=since, until=until,
        )  # fmt: skip

    def show_client(self, client: str) -> None:
        self.batch.clear()
        self.subject.clear()
        if self.isVisible():
            self.search()

    def refresh(self) -> None:
        self.search()

    def arrived(self, happened: Sequence[events.Event]) -> None:
        is_new = any(isinstance(e, events.StageEnded | events.BatchEnded) for e in happened)
        if is_new and self.isVisible() and not self.is_asking("page") and self.table.verticalScrollBar().value() == 0:
            self.search()

    def _narrowed(self) -> None:
        self._day = None
        self._keep()
        self.search()

    def search(self) -> None:
        """Ask the server anew."""
        self._typing.stop()
        wanted = self.wanted()
        began = datetime.now(UTC)
        if self.faces.currentWidget() is self.groups:
            self.ask("groups", lambda: self.service.insight.signatures(wanted), self._show_groups)
            return

        def shown(lines: list[dict[str, Any]]) -> None:
            chosen = self._line()
            self.model.show(lines, is_complete=len(lines) < LOG_PAGE)
            took = words.duration((datetime.now(UTC) - began).total_seconds())
            self._tell(took)
            place = next((i for i, x in enumerate(lines) if chosen and _key(x) == _key(chosen)), 0)
            if lines:
                self.table.selectRow(place)
            else:
                nothing = self.tr("Nothing was logged that fits. Show everything: Ctrl+Shift+Backspace.")
                self.detail.setHtml(f"<p>{nothing}</p>")
            self.context.commands.update()

        self.ask("page", lambda: self.service.insight.timeline(wanted), shown)

    def _more(self) -> None:
        if self.is_asking("page") or not self.model.lines:
            return
        wanted, last = self.wanted(), self.model.lines[-1]
        key = (last["at"], last["source"], last["id"])

        def shown(lines: list[dict[str, Any]]) -> None:
            self.model.extend(lines, is_complete=len(lines) < LOG_PAGE)
            self._tell("")

        self.ask("page", lambda: self.service.insight.timeline(wanted, key), shown)

    def _scrolled(self) -> None:
        """Ask for the next page before the end of what is there comes in sight."""
        last = self.table.rowAt(self.table.viewport().height() - 1)
        if not self.model.is_complete and last + _AHEAD > len(self.model.lines):
            self._more()

    def _tell(self, took: str) -> None:
        n = len(self.model.lines)
        so_far = self.tr("%Ln lines so far, more as you scroll", "", n)
        count = self.tr("%Ln lines", "", n) if self.model.is_complete else so_far
        day = "" if self._day is None else words.day(self.wanted().since or datetime.now(UTC))
        self.told.setText("  ·  ".join(filter(None, (day, count, took))))

    def _show_groups(self, rows: list[dict[str, Any]]) -> None:
        place, known = self.groups.currentIndex().row(), self.groups_model.sources
        before = _kind(known[place]) if 0 <= place < len(known) else None
        self.groups_model.show(
            [
                (
                    words.number(r["times"]), words.job_word(r["stage"]), r["code"], words.said(r["signature"]),
                    words.number(r["subjects"]), words.moment(r["first_at"]), words.moment(r["last_at"]),
                )
                for r in rows
            ],
            rows,
        )  # fmt: skip
        kinds = self.tr("%Ln kinds of errors and warnings", "", len(rows))
        days = "" if self.wanted().since else self.tr("Last %Ln days", "", SIGNATURE_DAYS)
        self.told.setText("  ·  ".join(filter(None, (kinds, days))))
        if rows:
            shown = map(_kind, self.groups_model.sources)
            self.groups.selectRow(next((i for i, kind in enumerate(shown) if kind == before), 0))
        else:
            self._chosen()

    def _other_face(self) -> None:
        self.faces.setCurrentIndex(1 - self.faces.currentIndex())
        self.faces.currentWidget().setFocus()

    def _face_shown(self, _: int) -> None:
        self._chosen()
        self.search()

    # Places ------------------------------------------------------------------------------------------------------

    def open(self, link: Link) -> None:
        p = link.params
        self.faces.setCurrentIndex(0)
        self._day = QDate.fromString(p["day"], Qt.DateFormat.ISODate) if "day" in p else None
        self.batch.setText(link.batch)
        self.subject.setText(p.get("subject", link.file))
        self.text.setText(p.get("text", ""))
        self._only(p.get("signature", ""), first="first" in p)
        for box, key in ((self.scope, "client"), (self.level, "level"), (self.stage, "stage")):
            box.setCurrentIndex(max(0, box.findData(p.get(key, ""))))
        self.period.setCurrentIndex(max(0, self.period.findData(int(p.get("days", "0")))))
        self.search()

    def link(self) -> Link:
        wanted = self.wanted()
        params = {k: str(v) for k, v in asdict(wanted).items() if v and k in _KEPT}
        if self.scope.currentData():
            params["client"] = "*"
        if self._day is not None:
            params["day"] = self._day.toString(Qt.DateFormat.ISODate)
        elif self.period.currentData():
            params["days"] = str(self.period.currentData())
        return Link(self.client, wanted.batch, page=self.id, params=params)

    def _find(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def _keep(self) -> None:
        """What was chosen stands again when the window is opened next."""
        for key, box in self._boxes().items():
            self.remember(key, box.currentData())

    def _clear(self) -> None:
        self.open(Link(self.client))
        self._keep()

    def _line(self) -> Mapping[str, Any] | None:
        if self.faces.currentWidget() is self.groups:
            return None
        place = self.table.currentIndex().row()
        return self.model.lines[place] if 0 <= place < len(self.model.lines) else None

    def _batch(self) -> str:
        line = self._line()
        return batch_named(self.batch.text()) or (line["batch_id"] if line and line["batch_id"] else "")

    def _first_error(self) -> None:
        """The batch's whole time line, at its first error: filters that could hide it are taken off."""
        batch, line = self._batch(), self._line()
        client = line["client_schema"] if line else self.client
        self._typing.stop()
        self._day = None
        self.batch.setText(batch)
        self.text.clear()
        self._only()
        self.subject.clear()
        for box in (self.level, self.stage, self.period):
            box.setCurrentIndex(0)
        self.faces.setCurrentIndex(0)
        wanted, insight = self.wanted(), self.service.insight

        def work() -> tuple[Mapping[str, Any] | None, list[dict[str, Any]], bool]:
            found = insight.first_error(client, batch)
            lines = insight.timeline(wanted, None, _WHOLE_BATCH)
            if found is None or any(map(partial(_is_job, found["id"]), lines)):
                return found, lines, len(lines) < _WHOLE_BATCH
            return found, insight.timeline(replace(wanted, level="error"), None, _WHOLE_BATCH), False

        def shown(answer: tuple[Mapping[str, Any] | None, list[dict[str, Any]], bool]) -> None:
            found, lines, is_complete = answer
            self.model.show(lines, is_complete=is_complete)
            if lines and not is_complete and all(x["level"] == "error" for x in lines):
                self.level.setCurrentIndex(self.level.findData("error"))
            self._tell("")
            if found is None:
                self.context.messages.tell(self.tr("{batch} has no error.").format(batch=batch))
                return
            place = next((i for i, x in enumerate(lines) if _is_job(found["id"], x)), -1)
            if place >= 0:
                self.table.selectRow(place)
                self.table.scrollTo(self.model.index(place, Column.AT))
                self.table.setFocus()

        self.ask("page", work, shown)

    def _chosen(self) -> None:
        if self.faces.currentWidget() is self.groups:
            place = self.groups.currentIndex().row()
            rows = self.groups_model.sources
            self.detail.setHtml(group_detail(rows[place], self._often(rows[place])) if 0 <= place < len(rows) else "")
        else:
            line = self._line()
            self.detail.setHtml(detail(line, self.model) if line else "")
        self.context.commands.update()

    def _often(self, group: Mapping[str, Any]) -> str:
        times, where = group["times"], group["subjects"]
        parts = [self.tr("%Ln times", "", times), self.tr("in %Ln files or steps", "", where) if where else ""]
        return " ".join(filter(None, parts))

    def _open_line(self) -> None:
        line = self._line()
        if line is None:
            return
        if line["batch_id"]:
            self.context.go(Link(line["client_schema"], line["batch_id"], line["subject"] or "", page="batch"))
        else:
            self.context.go(Link(line["client_schema"], page="configuration"))

    def _open_group(self, place: int) -> None:
        row, now = self.groups_model.sources[place], self.link()
        kept = {k: v for k, v in now.params.items() if k in ("client", "day", "days")}
        params = {**kept, "signature": row["signature"], "stage": row["stage"]}
        self.open(Link(now.client, now.batch, page=self.id, params=params))

    def _copy(self) -> None:
        chosen = sorted({i.row() for i in self.table.selectionModel().selectedRows()})
        lines = [self.model.lines[i] for i in chosen]
        QGuiApplication.clipboard().setText(as_report(lines, self.model, self.wanted()))
        self.context.messages.tell(self.tr("%Ln lines copied as a report.", "", len(lines)))


def _is_job(job_id: int, line: Mapping[str, Any]) -> bool:
    return bool(line["source"] == "job" and line["id"] == job_id)


def _kind(group: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(group[k] for k in ("stage", "level", "code", "signature"))


def _key(line: Mapping[str, Any]) -> str:
    return json.dumps([line["source"], line["id"]])
