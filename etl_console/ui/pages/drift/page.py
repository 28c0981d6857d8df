"""Drift: what changed in the columns of arriving files as decisions that wait, and the registry of versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout

from etl_console.pipeline import events
from etl_console.pipeline.drift_inbox import Decided
from etl_console.records import ClientConfig, DriftItem, DriftPolicy, DriftSpread, Mode, SchemaVersion
from etl_console.ui import words
from etl_console.ui.empty import Empty
from etl_console.ui.pages.drift import told
from etl_console.ui.pages.drift.question import Question
from etl_console.ui.pages.drift.versions import Versions
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Pages, Shortened
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, label


@dataclass(frozen=True, slots=True)
class _Facts:
    """``own`` is the policy of each file that has one, under "" the client's."""

    items: list[DriftItem]
    waiting: list[dict[str, Any]]
    config: ClientConfig
    own: dict[str, str | None]


_LEAST = 124
"""Pixels that the list has at least: its heading and three rows."""


class DriftPage(Page):
    """The inbox of changed columns, and what really arrived, version by version."""

    id = "drift"
    every_ms = 5000

    def page_actions(self) -> list[Action]:
        return [
            Action("drift.decide", self.tr("Decide"), self._decide, "Ctrl+Return",
                   lambda: self.question.decision is not None, self.tr("Choose a change that is open."), "done"),
            Action("drift.continue", self.tr("Restart the files that waited"), self._go_on, "Ctrl+R",
                   lambda: bool(self._released()), self.tr("No file waits, or its changes are not decided yet."), "restart"),
            Action("drift.mapping", self.tr("Open the mapping"), self._open_mapping, "Ctrl+M",
                   lambda: self.question.item is not None, self.tr("Choose a change."), "mapping"),
            Action("drift.batch", self.tr("Open the batch"), self._open_batch, "Ctrl+B",
                   lambda: self.question.item is not None, self.tr("Choose a change."), "batch"),
        ]  # fmt: skip

    def build(self) -> None:
        self.facts: _Facts | None = None
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Which changes"))
        self.scope.addItem(self.tr("Open"), True)
        self.scope.addItem(self.tr("All"), False)
        self.scope.setCurrentIndex(int(self.remembered("scope", 0)))
        self.scope.activated.connect(self._narrowed)
        row.addWidget(self.scope)
        row.addWidget(self.button("drift.batch"))
        row.addWidget(self.button("drift.mapping"))
        row.addWidget(self.button("drift.continue", primary=True))
        column.addLayout(row)
        self.told = Shortened("", "quiet")
        column.addWidget(self.told)
        self.model = RecordsTable(
            [self.tr("Status"), self.tr("File"), self.tr("Change"), self.tr("Column"), self.tr("Policy"),
             self.tr("Waiting"), self.tr("Found"), self.tr("Decision")], [5], status_column=0,
        )  # fmt: skip
        self.table = make_table(self.model, self.tr("Changes"))
        set_widths(self.table, (104, 150, 112, 260, 88, 80, 120), "drift")
        self.table.setMinimumHeight(_LEAST)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.question = Question(self.button("drift.decide", primary=True))
        self.question.changed.connect(self.context.commands.update)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GRID)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.question)
        splitter.setSizes([280, 340])
        remember_splitter(splitter, "drift")
        self.versions = Versions()
        self.versions.file_chosen.connect(self._choose_file)
        self.versions.policy_chosen.connect(self._set_policy)
        self.faces = QTabWidget()
        self.stack = Pages()
        self.stack.addWidget(splitter)
        self.stack.addWidget(Empty(self.tr("Nothing waits"), self.tr("Every column that arrived is agreed on.")))
        self.faces.addTab(self.stack, self.tr("Decisions"))
        self.faces.addTab(self.versions, self.tr("Versions and policies"))
        self.faces.currentChanged.connect(lambda _: self._show_versions())
        column.addWidget(self.faces, 1)
        self.main = self.table

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.facts, self._wanted = None, ""
        self.model.show([])
        self.question.show_item(None, (), ())
        self.stack.setCurrentIndex(0)
        if client:
            self._look()

    def refresh(self) -> None:
        if self.client and not self.is_asking("facts"):
            self._look()

    def arrived(self, happened: Sequence[events.Event]) -> None:
        if any(isinstance(e, events.FileEnded | events.BatchEnded) for e in happened):
            self.refresh()

    def _look(self) -> None:
        client = self.client

        def work() -> _Facts:
            drift = self.service.drift
            stored = self.service.export_config(client)
            own = {f["logical_source_file"]: f["drift_policy"] for f in stored["files"]}
            own[""] = stored["defaults"]["drift_policy"]
            return _Facts(drift.items(client), drift.waiting(client), self.service.config(client), own)

        self.ask("facts", work, self._show)

    def _show(self, facts: _Facts) -> None:
        is_new = facts != self.facts
        self.facts = facts
        if is_new:
            self._show_items()
        self._wanted = self.versions.show_files(facts.config, self._wanted)
        self._show_versions()

    def _narrowed(self, scope: int) -> None:
        self.remember("scope", scope)
        self._show_items()

    def _show_items(self) -> None:
        if self.facts is None:
            return
        chosen = self.question.item.drift_id if self.question.item else 0
        items = [i for i in self.facts.items if i.is_open or not self.scope.currentData()]
        waits = sum(i.status == "WAITING" for i in self.facts.items)
        self.badge.emit(str(waits) if waits else "")
        self.model.show([self._row(i) for i in items], items)
        ready = sum(bool(w["agreed"]) for w in self.facts.waiting)
        held = len(self.facts.waiting) - ready
        parts = (
            self.tr("%Ln changes wait", "", waits) if waits else "",
            self.tr("%Ln files held", "", held) if held else "",
            self.tr("%Ln files may go on", "", ready) if ready else "",
        )
        self.told.setText("  ·  ".join(filter(None, parts)))
        self.told.setVisible(any(parts))
        self.stack.setCurrentIndex(0 if items else 1)
        if items:
            self.table.selectRow(next((p for p, i in enumerate(self.model.sources) if i.drift_id == chosen), 0))
        self._chosen()

    def _row(self, item: DriftItem) -> tuple[str, ...]:
        assert self.facts is not None
        files = sum(
            (w["logical_source_file"], w["version"]) == (item.logical_source_file, item.version)
            for w in self.facts.waiting
        )
        return (
            told.status_word(item.status), item.logical_source_file, told.kind_word(item.kind), told.column_text(item),
            told.policy_word(item.policy), words.number(files) if files else "", words.moment(item.found_at),
            told.decision_word(item),
        )  # fmt: skip

    def _chosen(self) -> None:
        row = self.table.currentIndex().row()
        item = self.model.sources[row] if 0 <= row < len(self.model.sources) else None
        if item is None:
            self.question.show_item(None, (), ())
            return
        client, drift = self.client, self.service.drift

        def work() -> tuple[list[str], list[str], DriftSpread]:
            version = next(v for v in drift.versions(client, item.logical_source_file) if v.version == item.version)
            file = self.service.config(client).file(item.logical_source_file)
            mapped = {c.source_column for c in file.columns if c.target_column} if file else set()
            free = [c.name for c in version.columns if c.name not in mapped]
            return drift.targets(client, item.logical_source_file), free, drift.spread(client, item)

        self.ask("choices", work, lambda found: self.question.show_item(item, *found))

    # Deciding ----------------------------------------------------------------------------------------------------

    def _decide(self) -> None:
        item, decision = self.question.item, self.question.decision
        if item is None or decision is None:
            return
        client, reason = self.client, self.question.reason.text()

        def done(decided: Decided) -> None:
            files = sum(len(f) for f in decided.waiting.values())
            alike = self.tr("The same in %Ln other versions.", "", len(decided.also)) if decided.also else ""
            if files:
                text = self.tr("Decided. %Ln files may go on.", "", files)
                self.context.messages.tell(f"{text} {alike}".strip(), (self.tr("Restart"), self._go_on))
            elif decided.item.decision == "refuse":
                self.context.messages.tell(self.tr("Refused: nothing is changed, the file is waited for."))
            elif decided.is_agreed:
                text = self.tr("Decided: such files are let through.")
                self.context.messages.tell(f"{text} {alike}".strip())
            else:
                text = self.tr("Decided. Other changes of the same file still wait.")
                self.context.messages.tell(f"{text} {alike}".strip())
            self._look()

        self.ask("decide", lambda: self.service.drift.decide(client, item.drift_id, *decision, reason), done)

    def _released(self) -> list[tuple[str, list[str]]]:
        """Batches with the files that waited and whose changes are all decided, oldest first."""
        found: dict[str, list[str]] = {}
        for row in self.facts.waiting if self.facts else ():
            if row["agreed"]:
                found.setdefault(row["batch_id"], []).append(row["physical_file_name"])
        return list(found.items())

    def _go_on(self) -> None:
        client = self.client

        def done(facts: _Facts) -> None:
            self._show(facts)
            if released := self._released():
                batch, files = released[0]
                self.context.runs.ask(client, Mode.RESTART, batch=batch, files=files)

        drift = self.service.drift
        own = self.facts.own if self.facts else {}
        self.ask(
            "facts", lambda: _Facts(drift.items(client), drift.waiting(client), self.service.config(client), own), done
        )

    # Versions and policies ---------------------------------------------------------------------------------------

    def _choose_file(self, logical: str) -> None:
        self._wanted = logical
        self._show_versions()

    def _show_versions(self) -> None:
        facts, logical, client = self.facts, self._wanted, self.client
        file = facts.config.file(logical) if facts else None
        if self.faces.currentWidget() is not self.versions or facts is None or file is None:
            return
        own = facts.own.get(logical)

        def shown(versions: list[SchemaVersion]) -> None:
            default = DriftPolicy(facts.own.get("") or DriftPolicy.EVOLVE)
            self.versions.show_versions(file, versions, DriftPolicy(own) if own else None, default)

        self.ask("versions", lambda: self.service.drift.versions(client, logical), shown)

    def _set_policy(self, policy: str, column: str) -> None:
        client, logical = self.client, self._wanted

        def done(_: None) -> None:
            self.context.messages.tell(self.tr("The policy of {name} is changed.").format(name=column or logical))
            self._look()

        drift = self.service.drift
        self.ask("policy", lambda: drift.set_policy(client, logical, policy or None, column or None), done)

    # Places ------------------------------------------------------------------------------------------------------

    def open(self, link: Link) -> None:
        self.scope.setCurrentIndex(1 if link.params.get("all") else 0)
        if "versions" in link.params:
            self._wanted = link.params["versions"]
            self.faces.setCurrentIndex(1)
        else:
            self.faces.setCurrentIndex(0)
        self._show_items()

    def link(self) -> Link:
        params = {"all": "1"} if not self.scope.currentData() else {}
        if self.faces.currentWidget() is self.versions:
            params["versions"] = self._wanted
        return Link(self.client, page=self.id, params=params)

    def _open_mapping(self) -> None:
        if (item := self.question.item) is not None:
            self.context.go(Link(self.client, page="mapping", params={"file": item.logical_source_file}))

    def _open_batch(self) -> None:
        if (item := self.question.item) is not None:
            self.context.go(Link(self.client, item.batch_id, item.physical_file_name, page="batch"))
