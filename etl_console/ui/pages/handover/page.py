"""Handover: what failed, what was done and by whom, what waits; as a page to print, keep as PDF or send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QTextBrowser, QVBoxLayout

from etl_console.pipeline.insight import Need
from etl_console.records import FileState, Problem, Status
from etl_console.ui import words
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import GRID, label
from etl_console.ui.tokens import LIGHT
from etl_console.ui.words import translate

_WEIGHTS = "b, h2, h3 { font-weight: 600; }"
_RED = ("broken", "failed", "cancelled")
_WAITS = ("drift", "late", "correction", "waiting", "held", "unrecognised", "running")
_MOST = 8
"""Red batches whose files are named, and files named of one."""


@dataclass(frozen=True, slots=True)
class _Facts:
    needs: Sequence[Need]
    batches: Sequence[Mapping[str, Any]]
    changes: Sequence[Mapping[str, Any]]
    decided: Sequence[Mapping[str, Any]]
    kept: Sequence[Mapping[str, Any]]
    since: datetime
    files: Mapping[tuple[str, str], Sequence[FileState]]
    """The files of each batch by client and batch id, those of red ones with their problems."""


class HandoverPage(Page):
    """One page per shift: this client or all."""

    id = "handover"
    every_ms = 30_000

    def page_actions(self) -> list[Action]:
        return [
            Action("handover.pdf", self.tr("Save as PDF …"), self._choose_pdf, "Ctrl+S", lambda: bool(self._html),
                   icon="save"),
            Action("handover.print", self.tr("Print …"), self._print, "Ctrl+P", lambda: bool(self._html), icon="print"),
            Action("handover.copy", self.tr("Copy as text"), self._copy, "Ctrl+Alt+C", lambda: bool(self._html),
                   icon="copy"),
        ]  # fmt: skip

    def build(self) -> None:
        self._html = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        self.scope, self.hours = QComboBox(), QComboBox()
        self.scope.setAccessibleName(self.tr("Clients"))
        self.scope.addItem(self.tr("All clients"), True)
        self.scope.addItem(self.tr("This client"), False)
        self.hours.setAccessibleName(self.tr("Period"))
        for hours in (8, 12, 24, 72):
            self.hours.addItem(self.tr("Last %Ln hours", "", hours), hours)
        self.hours.setCurrentIndex(int(self.remembered("hours", 1)))
        self.scope.setCurrentIndex(int(self.remembered("scope", 0)))
        for box in (self.scope, self.hours):
            box.activated.connect(lambda _: self._changed())
            row.addWidget(box)
        row.addWidget(self.button("handover.copy"))
        row.addWidget(self.button("handover.print"))
        row.addWidget(self.button("handover.pdf", primary=True))
        column.addLayout(row)
        self.paper = QTextBrowser()
        self.paper.setAccessibleName(self.tr("The handover"))
        self.paper.document().setDefaultStyleSheet(_WEIGHTS)
        self.paper.setStyleSheet(f"QTextBrowser {{ background: #ffffff; color: {LIGHT.text}; padding: 24px; }}")
        column.addWidget(self.paper, 1)
        self.main = self.paper

    def show_client(self, client: str) -> None:
        if self.isVisible():
            self.refresh()

    def _changed(self) -> None:
        self.remember("hours", self.hours.currentIndex())
        self.remember("scope", self.scope.currentIndex())
        self.refresh()

    def refresh(self) -> None:
        client = "" if self.scope.currentData() else self.client
        hours = int(self.hours.currentData())

        def work() -> _Facts:
            now = datetime.now(UTC)
            since = now - timedelta(hours=hours)
            figures = self.service.insight.figures(client, 4)
            done = [r for r in figures.durations if (r["ended_at"] or now) >= since]
            insight = self.service.insight
            needs = insight.needs(client)
            files = {(b.client.client_schema, b.batch_id): b.files for b in self.service.batches(client or None)}
            for need in [n for n in needs if n.kind in _RED][:_MOST]:
                files[need.client, need.batch_id] = self.service.batch(need.client, need.batch_id).files
            changes, decided = insight.changes(client, since), insight.decided(client, since)
            return _Facts(needs, done, changes, decided, insight.kept(client, since), since, files)

        self.ask("facts", work, self._show)

    def _show(self, facts: _Facts) -> None:
        html = self._page(facts)
        if html != self._html:
            self._html, at = html, self.paper.verticalScrollBar().value()
            self.paper.setHtml(html)
            self.paper.verticalScrollBar().setValue(at)
        self.context.commands.update()

    # The page ----------------------------------------------------------------------------------------------------

    def _page(self, facts: _Facts) -> str:
        scope = self.tr("all clients") if self.scope.currentData() else self.client
        head = self.tr("Handover · {scope}").format(scope=scope)
        told = self.tr("{begin} to {end}, written by {who} on {host}. All times in {zone}.").format(
            begin=words.moment(facts.since), end=words.moment(datetime.now(UTC)), who=self.service.who,
            host=self.service.host, zone=words.zone(),
        )  # fmt: skip
        red = [n for n in facts.needs if n.kind in _RED]
        waits = [n for n in facts.needs if n.kind in _WAITS]
        return "".join(
            [
                f"<h2>{escape(head)}</h2><p style='color:{LIGHT.quiet}'>{escape(told)}</p>",
                self._section(self.tr("What is not green"), [self._red(n, facts) for n in red], self.tr("Everything is green.")),
                self._section(self.tr("What waits"), [self._waits(n) for n in waits], self.tr("Nothing waits.")),
                self._section(self.tr("What was run"), [self._ran(b, facts) for b in facts.batches], self.tr("Nothing was run.")),
                self._section(
                    self.tr("What was decided about rejected rows"), [self._decided(d) for d in facts.decided],
                    self.tr("Nothing was decided."),
                ),
                self._section(
                    self.tr("What was changed in the configuration"), self._changes(facts.changes),
                    self.tr("Nothing was changed."),
                ),
                self._section(
                    self.tr("What was held, released and purged"), [self._kept(k) for k in facts.kept],
                    self.tr("Nothing was held, released or purged."),
                ),
            ]
        )  # fmt: skip

    @staticmethod
    def _section(title: str, lines: Sequence[str], empty: str) -> str:
        body = "".join(f"<li style='margin-bottom:4px'>{x}</li>" for x in lines)
        return f"<h3>{escape(title)}</h3>" + (f"<ul>{body}</ul>" if body else f"<p>{escape(empty)}</p>")

    def _red(self, need: Need, facts: _Facts) -> str:
        f = need.facts
        told = [
            self.tr("{red} of {all} files not loaded").format(red=f["red_files"], all=f["files"]),
            self.tr("%Ln rows held", "", f["held_rows"]) if f["held_rows"] else "", f"{f['who']}@{f['host']}",
            words.moment(f["ended_at"]),
        ]  # fmt: skip
        status = words.status_text(Status.FAILED if need.kind == "failed" else Status.CANCELLED)
        status = self.tr("✕ Broke off") if need.kind == "broken" else status
        name = escape(f"{need.client} {need.batch_id}")
        head = f"<b>{name}</b> {escape(status)} · {escape(' · '.join(filter(None, told)))}"
        red = [x for x in facts.files.get((need.client, need.batch_id), ()) if x.status == Status.FAILED]
        why = [
            f"<br>{escape(words.short_name(x.physical_file_name))}"
            + "".join(f": {escape(words.said(p.message))}" for p in _cause(x))
            for x in red[:_MOST]
        ]
        more = self.tr("and %Ln more", "", len(red) - _MOST) if len(red) > _MOST else ""
        return head + "".join(why) + (f"<br>{escape(more)}" if more else "")

    def _waits(self, need: Need) -> str:
        if need.kind == "running":
            return f"<b>{escape(need.client)} {need.batch_id}</b> {escape(words.status_text(Status.RUNNING))}"
        files = list(need.facts["files"])
        form = {
            "waiting": self.tr("%Ln files wait", "", len(files)),
            "held": self.tr("%Ln files hold what is loaded already", "", len(files)),
            "unrecognised": self.tr("%Ln files are not recognised", "", len(files)),
            "drift": self.tr("%Ln changed columns wait for a decision", "", len(files)),
            "correction": self.tr("%Ln corrected files wait for a restart of {batch}", "", len(files)).format(
                batch=need.batch_id
            ),
            "late": self.tr("{name} is late, missing").format(name=need.facts.get("name", "")),
        }[need.kind]
        names = ", ".join(files[:8]) + (" …" if len(files) > 8 else "")
        return f"<b>{escape(need.client)}</b> {escape(form)}: {escape(names)}"

    def _ran(self, batch: Mapping[str, Any], facts: _Facts) -> str:
        when = words.moment(batch["started_at"])
        name = escape(f"{batch['client_schema']} {batch['batch_id']}")
        files = facts.files.get((batch["client_schema"], batch["batch_id"]), ())
        ledgers = [f.ledger for f in files]
        held = sum(x.rejected + x.quarantined for x in ledgers)
        told = [
            words.status_text(batch["status"]), when, words.duration(batch["seconds"]),
            self.tr("{done} of {all} files loaded").format(
                done=words.number(sum(f.status == Status.SUCCESS for f in files)), all=words.number(len(files))
            ) if files else "",
            self.tr("%Ln rows loaded", "", sum(x.loaded for x in ledgers)) if files else "",
            self.tr("%Ln rows rejected or quarantined", "", held) if held else "", batch["who"], batch["reason"] or "",
        ]  # fmt: skip
        return f"<b>{name}</b> {escape(' · '.join(filter(None, told)))}"

    def _decided(self, line: Mapping[str, Any]) -> str:
        where = escape(f"{line['client_schema']} {line['batch_id']}")
        rows = self.tr("%Ln rows", "", line["rows"])
        what = f"{words.act_word(line['kind'])} ×{line['times']}, {rows}"
        why = f" · {escape(line['reasons'])}" if line["reasons"] else ""
        return f"<b>{where}</b> {escape(what)} · {escape(line['who'])} · {words.moment(line['at'])}{why}"

    def _kept(self, line: Mapping[str, Any]) -> str:
        if line["act"] == "purge":
            went = self.tr("%Ln things went, {size}.", "", line["things"]).format(size=words.size(line["bytes"]))
            told, where = f"{words.kept_word(line['reason'])}: {went}", line["client_schema"]
        else:
            told, where = (
                f"{words.job_word(line['act'])}: {line['reason']}",
                f"{line['client_schema']} {line['batch_id']}",
            )
        return f"<b>{escape(where)}</b> {escape(told)} · {escape(line['who'])} · {words.moment(line['at'])}"

    @staticmethod
    def _changes(lines: Sequence[Mapping[str, Any]]) -> list[str]:
        """What one person changed of one client for one reason and at one time is one line."""
        together: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for line in lines:
            key = line["client_schema"], line["changed_by"], line["reason"], words.moment(line["at"])
            together.setdefault(key, []).append(line)
        told = []
        for (client, who, reason, when), parts in together.items():
            what = ", ".join(f"{_table_word(p['table_name'])} ×{words.number(p['times'])}" for p in parts)
            rest = " · ".join(filter(None, (what, who, when, words.said(reason))))
            told.append(f"<b>{escape(client)}</b> {escape(rest)}")
        return told

    # To paper ----------------------------------------------------------------------------------------------------

    def write_pdf(self, path: Path) -> None:
        """Write the page as a PDF, A4."""
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)  # the document has its own, of 2 cm
        writer.setTitle(self.name)
        writer.setCreator("ETL Console")
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDefaultStyleSheet(_WEIGHTS)
        document.setHtml(self._html)
        document.print_(writer)

    def _choose_pdf(self) -> None:
        name = f"handover-{datetime.now().astimezone():%Y-%m-%d}.pdf"
        dialog = self.file_dialog(self.tr("Save as PDF"), QFileDialog.FileMode.AnyFile, name)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, name: str) -> None:
        path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")  # the dialog takes “29.11” for a type
        self.write_pdf(path)
        self.context.messages.tell(self.tr("Written: {path}").format(path=path))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.paper.print_(printer))
        dialog.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.paper.toPlainText())
        self.context.messages.tell(self.tr("The handover is in the clipboard."))


def _cause(file: FileState) -> list[Problem]:
    """The problem that made a file red: the last that was found in it."""
    return [p for p in file.problems if p.code != "earlier_load"][-1:]


def _table_word(table: str) -> str:
    named = {
        "client_reference": translate("Handover", "Client"),
        "client_config": translate("Handover", "Files"),
        "column_mapping": translate("Handover", "Column mapping"),
        "required_columns": translate("Handover", "Required columns"),
        "transformation_config": translate("Handover", "Transformation"),
        "integration_config": translate("Handover", "Integration"),
        "integration_dependencies": translate("Handover", "Dependencies of the integration"),
        "mv_refresh_config": translate("Handover", "MV refresh"),
    }
    return named.get(table, table)
