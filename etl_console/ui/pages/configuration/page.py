"""Configuration: files, transformation, integration with its graph, MV refresh, history; staged until it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableView, QTabWidget, QVBoxLayout, QWidget

from etl_console.pipeline.config_form import Item
from etl_console.pipeline.configuration import Snapshot, differences
from etl_console.records import Problem
from etl_console.ui import words
from etl_console.ui.pages.configuration.graph import DependencyGraph
from etl_console.ui.pages.configuration.history import lines_of
from etl_console.ui.pages.configuration.items import Field, Items
from etl_console.ui.pages.configuration.saving import Saving
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Flow, Shortened
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.draft_page import DraftPage
from etl_console.ui.shell.drafts import Draft
from etl_console.ui.shell.links import Link
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import label

_CHECK_MS = 400
_KINDS = {"files": "file", "transformation": "transformation", "integration": "integration", "mv_refresh": "mv_refresh"}


def _signed(problem: Problem) -> str:
    """A problem with its sign: what is there and only comes to nothing is a warning."""
    return f"{'⚠' if problem.code == 'unrecognised_file' else '✕'} {words.said(problem.message)}"


class ConfigurationPage(DraftPage):
    """Everything that is configured for the client but the mapping of columns, which has its own page."""

    id = "configuration"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        same, row = self.tr("Nothing was changed."), self.tr("Choose a row first.")
        return [
            Action("configuration.save", self.tr("Save …"), self._save, "Ctrl+S", self._is_changed, same, "save"),
            *self.draft_actions(),
            Action("configuration.add", self.tr("Add"), self._add, "Ctrl+N", self._can_add,
                   self.tr("The history is not edited."), "add"),
            Action("configuration.remove", self.tr("Remove"), self._remove, "Ctrl+Del", self._can_remove, row, "close"),
            Action("configuration.mapping", self.tr("Map columns"), self._map, "Ctrl+M", self._is_on_file, row, "mapping"),
            Action("configuration.revert", self.tr("Take back"), self._revert, "Ctrl+Backspace", self._is_on_change, row,
                   "undo"),
        ]  # fmt: skip

    # Parts -------------------------------------------------------------------------------------------------------

    def build(self) -> None:
        self.base: Snapshot | None = None
        self.draft: dict[str, Any] = {}
        self.problems: list[tuple[Item, Problem]] = []
        self._history: list[dict[str, Any]] = []
        self.saving = Saving(self)
        self.saving.over.connect(self._saved)
        self._wait = QTimer(self, interval=_CHECK_MS, singleShot=True)
        self._wait.timeout.connect(self._check)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.name, "title"))
        self.summary = Shortened("", "quiet")
        row.addWidget(self.summary, 1)
        for name in ("undo", "redo"):
            row.addWidget(self.button(f"configuration.{name}", bare=True))
        row.addWidget(self.button("configuration.discard"))
        self.save_button = self.button("configuration.save", primary=True)
        row.addWidget(self.save_button)
        column.addLayout(row)
        tools = Flow()
        for name in ("add", "remove", "mapping", "revert"):
            tools.addWidget(self.button(f"configuration.{name}"))
        column.addLayout(tools)
        self.tabs = QTabWidget()
        self.lists: dict[str, Items] = {}
        self.tables: dict[str, QTableView] = {}
        for key, title, fields in self._fields():
            model = Items(fields)
            model.changed.connect(partial(self._edited, key))
            model.refused.connect(self.context.messages.tell)
            table = make_table(model, title)
            trigger = QTableView.EditTrigger
            table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
            set_widths(table, [field.width for field in fields], f"configuration.{key}")
            table.selectionModel().currentRowChanged.connect(lambda *_: self.context.commands.update())
            self.lists[key], self.tables[key] = model, table
            self.tabs.addTab(self._with_graph(table) if key == "integration" else table, title)
        self.history_model = RecordsTable(
            [self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("How"), self.tr("Before"), self.tr("After"),
             self.tr("Reason")],
        )  # fmt: skip
        self.history = make_table(self.history_model, self.tr("History"))
        set_widths(self.history, (120, 80, 200, 80, 160, 144), "configuration.history", grows=5, share=0.6)
        self.history.selectionModel().currentRowChanged.connect(lambda *_: self.context.commands.update())
        self.tabs.addTab(self.history, self.tr("History"))
        self.tabs.currentChanged.connect(lambda _: self.context.commands.update())
        column.addWidget(self.tabs, 1)
        self.main = self.tabs
        self.finding = label("", "quiet")
        self.finding.setWordWrap(True)
        column.addWidget(self.finding)

    def _fields(self) -> list[tuple[str, str, list[Field]]]:
        routine, order = self.tr("Routine or SQL file"), self.tr("Order")
        return [
            ("files", self.tr("Files"), [
                Field("logical_source_file", self.tr("File")), Field("source_system", self.tr("Source"), width=90),
                Field("source_type", self.tr("Type"), choices=("csv", "xlsx", "json"), width=72),
                Field("file_pattern", self.tr("Pattern"), width=160), Field("target_schema", self.tr("Schema")),
                Field("target_table", self.tr("Table"), width=160),
                Field("source_config", self.tr("Settings"), "json", width=200)]),
            ("transformation", self.tr("Transformation"), [
                Field("procedure", routine, width=320), Field("logical_source_file", self.tr("After file"), width=180),
                Field("run_order", order, "number", width=80)]),
            ("integration", self.tr("Integration"), [
                Field("procedure", routine, width=300),
                Field("kind", self.tr("Kind"), choices=("dimension", "fact"), width=100),
                Field("run_order", order, "number", width=80),
                Field("depends_on", self.tr("Depends on"), "names", width=440)]),
            ("mv_refresh", self.tr("MV refresh"), [
                Field("name", self.tr("View or procedure"), width=320), Field("run_order", order, "number", width=80)]),
        ]  # fmt: skip

    def _with_graph(self, table: QTableView) -> QWidget:
        self.graph = DependencyGraph()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(8)
        splitter.addWidget(table)
        splitter.addWidget(self.graph)
        splitter.setSizes([260, 340])
        splitter.setChildrenCollapsible(False)
        remember_splitter(splitter, "configuration.graph")
        return splitter

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.base, self.draft, self.problems = None, {}, []
        for model in self.lists.values():
            model.show([], [])
        self.graph.show_steps([], {})
        self._history = []
        self.history_model.show([])
        self.summary.setText("")
        self.finding.setText("")
        self.badge.emit(self._badge())

    def refresh(self) -> None:
        if self.client and not self.is_asking("read"):
            self.reload()

    def reload(self) -> None:
        """Read the configuration again; changes that are not saved stay, and what is being written is left alone."""
        client, service = self.client, self.service
        if not client:
            return

        def work() -> tuple[Snapshot, list[dict[str, Any]]]:
            return service.configuration.read(client), service.configuration.history(client)

        def shown(found: tuple[Snapshot, list[dict[str, Any]]]) -> None:
            if not any(table.state() == QTableView.State.EditingState for table in self.tables.values()):
                self._show(*found)

        self.ask("read", work, shown)

    def _discard(self) -> None:
        """Read the configuration again; what was not saved is gone."""
        self.context.drafts.drop(self.id, self.client)
        self.base = None
        self.reload()

    def unsaved(self) -> Draft | None:
        return self.context.drafts.find(self.id, self.client)

    def _show_again(self, kept: Draft) -> None:
        self.base = None
        self.reload()

    def _step(self, *, forth: bool) -> None:
        if self.base is not None:
            self._stage(self.steps.go(forth=forth))
            self._wait.start()

    def _saved(self, client: str) -> None:
        self.context.drafts.drop(self.id, client)
        if client == self.client:
            self._discard()

    def open(self, link: Link) -> None:
        names = [*_KINDS, "history"]
        if link.params.get("part") in names:
            self.tabs.setCurrentIndex(names.index(link.params["part"]))
        if self.base is None:
            self.refresh()

    def take_up(self, link: Link) -> None:
        self.open(link)

    def link(self) -> Link:
        return Link(self.client, page=self.id, params={"part": [*_KINDS, "history"][max(0, self.tabs.currentIndex())]})

    def _show(self, base: Snapshot, history: Sequence[dict[str, Any]]) -> None:
        kept = self.unsaved()
        if self.base is None or (kept is None and base != self.base):
            self.base, draft = kept.content if kept else (base, base.draft())
            self._stage(draft)
            self.steps.begin(draft)
        if list(history) != self._history:
            self._history = list(history)
            titles = {field.key: field.title for model in self.lists.values() for field in model.fields}
            lines = lines_of(self._history, titles)
            self.history_model.show([texts for texts, _ in lines], [numbers for _, numbers in lines])
        self._check()

    def _stage(self, draft: dict[str, Any]) -> None:
        assert self.base is not None
        self.draft = draft
        for key, model in self.lists.items():
            draft[key] = list(draft.get(key) or [])
            model.show(draft[key], self.base.config.get(key) or [])
        self._told()

    def _edited(self, key: str) -> None:
        self.draft[key] = self.lists[key].given
        self.steps.take(self.draft)
        self._told()
        self._wait.start()

    def _told(self) -> None:
        assert self.base is not None
        count = len(differences(self.base.config, self.draft))
        self.context.drafts.keep(Draft(self.id, self.client, "", (self.base, self.draft), count))
        self.badge.emit(self._badge())
        self.summary.setText(self.tr("%Ln changes not saved yet", "", count) if count else "")
        self.graph.show_steps(self.draft.get("integration") or [], self._bad("integration"))
        self.context.commands.update()

    def _badge(self) -> str:
        kept = self.unsaved()
        return words.number(kept.changes) if kept else ""

    def _check(self) -> None:
        client, draft = self.client, self.draft
        self.ask("check", lambda: self.service.configuration.check(client, draft), self._show_problems)

    def _show_problems(self, found: list[tuple[Item, Problem]]) -> None:
        self.problems = found
        for key, model in self.lists.items():
            model.mark(self._bad(_KINDS[key]))
        self.graph.show_steps(self.draft.get("integration") or [], self._bad("integration"))
        first = found[0][1] if found else None
        text = self.tr("Checked against the database: everything is there.")
        self.finding.setText(f"{_signed(first)} {words.said(first.remedy)}" if first else f"✓ {text}")

    def _bad(self, kind: str) -> dict[str, str]:
        return {item[1]: _signed(problem) for item, problem in reversed(self.problems) if item[0] == kind}

    # What can be done --------------------------------------------------------------------------------------------

    def _key(self) -> str:
        place = self.tabs.currentIndex()
        return list(_KINDS)[place] if 0 <= place < len(_KINDS) else ""

    def _row(self) -> int:
        key = self._key()
        index = self.tables[key].currentIndex() if key else self.history.currentIndex()
        return index.row() if index.isValid() else -1

    def _is_changed(self) -> bool:
        return self.base is not None and bool(differences(self.base.config, self.draft))

    def _can_add(self) -> bool:
        return self.base is not None and bool(self._key())

    def _can_remove(self) -> bool:
        return bool(self._key()) and 0 <= self._row() < len(self.lists[self._key()].items)

    def _is_on_file(self) -> bool:
        return self._key() == "files" and self._can_remove()

    def _is_on_change(self) -> bool:
        return not self._key() and 0 <= self._row() < len(self.history_model.sources)

    def _add(self) -> None:
        key = self._key()
        known = {i[self.lists[key].name] for i in self.lists[key].items}
        name = next(n for n in (f"new_{i}" for i in range(1, 1000)) if n not in known)
        schema = f"bronze_{self.client}"
        made: dict[str, dict[str, Any]] = {
            "files": {
                "logical_source_file": name, "source_system": "", "source_type": "csv", "file_pattern": f"{name}*.csv",
                "target_schema": schema, "target_table": name, "source_config": None, "columns": [], "required": [],
                "duplicate_key": [],
            },
            "transformation": {"procedure": f"tools.load_{name}", "logical_source_file": None, "run_order": 1},
            "integration": {"procedure": f"tools.load_{name}", "kind": "fact", "run_order": 1, "depends_on": []},
            "mv_refresh": {"name": f"mv_{name}", "run_order": 1},
        }  # fmt: skip
        row = self.lists[key].add(made[key])
        index = self.lists[key].index(row, 0)
        self.tables[key].setCurrentIndex(index)
        self.tables[key].edit(index)

    def _remove(self) -> None:
        self.lists[self._key()].remove(self._row())

    def _map(self) -> None:
        name = self.lists["files"].items[self._row()]["logical_source_file"]
        self.context.go(Link(self.client, page="mapping", params={"file": name}))

    def _revert(self) -> None:
        client, draft = self.client, self.draft
        numbers = self.history_model.sources[self._row()]

        def done(made: dict[str, Any]) -> None:
            self._stage(made)
            self.steps.take(made)
            self._wait.start()
            self.context.messages.tell(self.tr("Taken back, not saved yet."))

        self.ask("revert", lambda: self.service.configuration.revert(client, draft, *numbers), done)

    def _save(self) -> None:
        if self.base is not None:
            self.saving.ask(self.base, self.draft)
