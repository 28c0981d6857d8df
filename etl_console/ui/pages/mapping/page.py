"""Mapping: which source column goes where, with samples, types and reasons; tried on real files before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline.configuration import Snapshot, differences, item_of, put_item
from etl_console.ui.config_words import policy_word
from etl_console.ui.pages.configuration.saving import Saving
from etl_console.ui.pages.mapping.lines import Column, Lines, TargetDelegate
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Flow, Shortened
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.draft_page import DraftPage
from etl_console.ui.shell.drafts import Draft
from etl_console.ui.shell.links import Link
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, label
from etl_console.ui.words import number, said

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.mapping import Sheet, Tried

_UNBOUNDED = 16_777_215
"""What Qt takes for no limit of a widget's height."""


class MappingPage(DraftPage):
    """The mapping of one logical file of the client."""

    id = "mapping"
    every_ms = 0

    def page_actions(self) -> list[Action]:
        no_file, same = self.tr("Choose a file first."), self.tr("Nothing was changed.")
        return [
            Action("mapping.save", self.tr("Save …"), self._ask_save, "Ctrl+S", self._is_changed, same, "save"),
            *self.draft_actions(),
            Action("mapping.try_this", self.tr("Try on this file"), partial(self._try, "this"), "Ctrl+T", self._has_sheet,
                   no_file, "play"),
            Action("mapping.try_failed", self.tr("All failed"), partial(self._try, "failed"), "Ctrl+Shift+T",
                   self._has_sheet, no_file),
            Action("mapping.try_good", self.tr("Last good"), partial(self._try, "good"), "Ctrl+Alt+T", self._has_sheet,
                   no_file),
            Action("mapping.guess", self.tr("Take suggestion"), self._take_guess, "Ctrl+Return", self._has_row, no_file,
                   "done"),
            Action("mapping.format", self.tr("Take format"), self._take_format, "Ctrl+F", self._has_row, no_file),
            Action("mapping.required", self.tr("Required"), partial(self._toggle, Column.REQUIRED), "Ctrl+B", self._has_row,
                   no_file),
            Action("mapping.key", self.tr("Part of the key"), partial(self._toggle, Column.KEY), "Alt+K",
                   self._has_row, no_file),
        ]  # fmt: skip

    # Parts -------------------------------------------------------------------------------------------------------

    def build(self) -> None:
        self.sheet: Sheet | None = None
        self.base: Snapshot | None = None
        self.saving = Saving(self)
        self.saving.over.connect(self._saved)
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._header())
        column.addLayout(self._tools())
        self.lines = Lines()
        self.lines.changed.connect(self._edited)
        self.lines.refused.connect(self.context.messages.tell)
        self.table = self._lines_table()
        self.left = label("", "quiet")
        self.left.setWordWrap(True)
        self.tried_model = RecordsTable(
            [self.tr("File"), self.tr("Batch"), self.tr("Result"), self.tr("Would load"), self.tr("Would hold"),
             self.tr("Loaded before"), self.tr("First finding")], [3, 4, 5],
        )  # fmt: skip
        self.tried = make_table(self.tried_model, self.tr("What a run would say"))
        set_widths(self.tried, (180, 120, 110, 90, 90, 110), "mapping.tried", grows=0, share=0.3)
        upper, lower = QWidget(), QWidget()
        self._below = lower
        inner = QVBoxLayout(upper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.left)
        inner.addLayout(self._policies())
        inner = QVBoxLayout(lower)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verdict = label(self.tr("Try it before you save: nothing is touched."), "section")
        row.addWidget(self.verdict, 1)
        for name in ("try_this", "try_failed", "try_good"):
            row.addWidget(self.button(f"mapping.{name}"))
        inner.addLayout(row)
        inner.addWidget(self.tried, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(8)
        splitter.addWidget(upper)
        splitter.addWidget(lower)
        splitter.setSizes([520, 200])
        splitter.setChildrenCollapsible(False)
        remember_splitter(splitter, "mapping")
        self._show_tries([])
        self.main = self.table
        column.addWidget(splitter, 1)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.name, "title"))
        self.files = QComboBox()
        self.files.setAccessibleName(self.tr("File"))
        self.files.setMinimumWidth(220)
        self.files.activated.connect(lambda: self._choose(self.files.currentData()))
        row.addWidget(self.files)
        self.summary = Shortened("", "quiet")
        row.addWidget(self.summary, 1)
        for name in ("undo", "redo"):
            row.addWidget(self.button(f"mapping.{name}", bare=True))
        row.addWidget(self.button("mapping.discard"))
        self.save_button = self.button("mapping.save", primary=True)
        row.addWidget(self.save_button)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.guess_button = self.button("mapping.guess")
        row.addWidget(self.guess_button)
        for name in ("format", "required", "key"):
            row.addWidget(self.button(f"mapping.{name}"))
        hint = Shortened(
            self.tr("Enter chooses a target. Only sure suggestions are taken by themselves; ● is not saved yet."),
            "quiet",
        )
        row.addWidget(hint, 1)
        return row

    def _lines_table(self) -> QTableView:
        table = make_table(self.lines, self.tr("Columns"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setItemDelegateForColumn(Column.TARGET, TargetDelegate(table))
        set_widths(table, (140, 128, 148, 112, 88, 72, 44), "mapping", grows=Column.SAMPLES, share=0.4)
        table.activated.connect(lambda index: table.edit(self.lines.index(index.row(), Column.TARGET)))
        table.selectionModel().currentRowChanged.connect(lambda *_: self.context.commands.update())
        return table

    def _policies(self) -> Flow:
        row = Flow(2 * GRID)
        names = {
            "null_policy": self.tr("Value missing"), "duplicate_policy": self.tr("Repeated key"),
            "bad_value_policy": self.tr("Bad value"), "malformed_policy": self.tr("Malformed record"),
        }  # fmt: skip
        self.policies: dict[str, QComboBox] = {}
        for key, text in names.items():
            box = QComboBox()
            box.setAccessibleName(text)
            box.addItem(self.tr("as the client"), "")
            for value in ("fatal", "quarantine", "warn")[: 3 if key in ("null_policy", "duplicate_policy") else 2]:
                box.addItem(policy_word(value), value)
            box.activated.connect(self._edited)
            self.policies[key] = box
            row.add_pair(label(text, "quiet"), box)
        self.max_share = QDoubleSpinBox(minimum=-0.1, maximum=100.0, decimals=1, singleStep=0.5)
        self.max_share.setSpecialValueText(self.tr("as the client"))
        self.max_share.setSuffix(" %")
        room = self.max_share.fontMetrics().horizontalAdvance(self.max_share.specialValueText())
        self.max_share.setMinimumWidth(room + 48)
        self.max_share.lineEdit().setTextMargins(8, 0, 8, 0)  # its style sheet's padding is not kept in a spin box
        self.max_share.setFixedHeight(self.policies["null_policy"].sizeHint().height())
        self.max_share.setAccessibleName(self.tr("Rejects allowed"))
        self.max_share.valueChanged.connect(self._edited)
        row.add_pair(label(self.tr("Rejects allowed"), "quiet"), self.max_share)
        return row

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self.sheet, self.base = None, None
        self.files.clear()
        self.lines.clear()
        self._show_tries([])
        self.summary.setText("")
        self.left.setText("")
        self._dress_policies()
        self._show_drafts()

    def open(self, link: Link) -> None:
        self._wanted = link.params.get("file") or link.file
        if self.client:
            self._read_files()

    def take_up(self, link: Link) -> None:
        self._wanted = link.params.get("file", "")

    def link(self) -> Link:
        params = {"file": self.sheet.file.logical_source_file} if self.sheet else {}
        return Link(self.client, page=self.id, params=params)

    def refresh(self) -> None:
        if not self.client or self.is_asking("files") or self.is_asking("sheet"):
            return
        if self.sheet is None:
            self._read_files()
        elif self.unsaved() is None:
            self._choose(self.sheet.file.logical_source_file)

    def _read_files(self) -> None:
        client = self.client
        self.ask("files", lambda: [f.logical_source_file for f in self.service.config(client).files], self._show_files)

    def _show_files(self, names: Sequence[str]) -> None:
        self.files.clear()
        for name in names:
            self.files.addItem(name, name)
        self._show_drafts()
        wanted = next((n for n in names if n == self._wanted or self._wanted.startswith(f"{n}_")), "")
        if names:
            self._choose(wanted or names[0])

    def _choose(self, logical: str) -> None:
        self.files.setCurrentIndex(self.files.findData(logical))
        client = self.client

        def work() -> tuple[Sheet, Snapshot]:
            return self.service.mapping.sheet(client, logical), self.service.configuration.read(client)

        def shown(found: tuple[Sheet, Snapshot]) -> None:
            if found != (self.sheet, self.base) and not self._is_writing():
                self._show(*found)

        self.ask("sheet", work, shown)

    def _is_writing(self) -> bool:
        return self.table.state() == QTableView.State.EditingState

    def _discard(self) -> None:
        """Read the file again; what was not saved is gone."""
        if self.sheet is not None:
            logical = self.sheet.file.logical_source_file
            self.context.drafts.drop(self.id, self.client, logical)
            self._show_drafts()
            self.base = None
            self._choose(logical)

    def _show_again(self, kept: Draft) -> None:
        if self.sheet is not None:
            self.sheet = None
            self._choose(kept.item)
        self._show_drafts()

    def _step(self, *, forth: bool) -> None:
        if self.sheet is None or self.base is None:
            return
        here = self.table.currentIndex()
        self._fill(item_of(self.base.config, self._item()) or {}, self.steps.go(forth=forth))
        self.table.setCurrentIndex(self.lines.index(here.row(), here.column()))
        self._keep()

    def _saved(self, client: str) -> None:
        if client == self.client:
            self._discard()

    def unsaved(self) -> Draft | None:
        return self.context.drafts.find(self.id, self.client, self._item()[1]) if self.sheet else None

    def _show_drafts(self) -> None:
        """Mark the files with changes that are not saved, here and in the rail."""
        changed = {d.item for d in self.context.drafts.of(self.id, self.client)} if self.client else set()
        for place in range(self.files.count()):
            name = self.files.itemData(place)
            self.files.setItemText(place, f"● {name}" if name in changed else name)
        self.badge.emit(number(len(changed)) if changed else "")

    def _show(self, sheet: Sheet, base: Snapshot) -> None:
        self.sheet, self.base = sheet, base
        kept = self.unsaved()
        if kept is not None:
            self.base = kept.content[0]
        stored = item_of(self.base.config, self._item()) or {}
        taken = self._fill(stored, kept.content[1] if kept else None)
        self.steps.begin(self.draft())
        looked = sheet.looked_at or self.tr("no file is there yet")
        samples = self.tr("Samples from {file}").format(file=looked)
        text = f"→ {sheet.file.target}   ·   {samples}"
        if taken:
            text += "   ·   " + self.tr("%Ln sure suggestions taken", "", taken)
        self.summary.setText(text)
        self._show_tries([])
        self.verdict.setText(self.tr("Try it before you save: nothing is touched."))
        if self.lines.lines:
            first = next((i for i, x in enumerate(self.lines.lines) if x.target == "?" or not x.is_in_file), 0)
            self.table.setCurrentIndex(self.lines.index(first, Column.TARGET))
        self._changed()

    def _fill(self, stored: Mapping[str, Any], draft: Mapping[str, Any] | None) -> int:
        """Show the file as it is stored or in a draft; how many sure suggestions were taken."""
        assert self.sheet is not None
        taken = self.lines.show(self.sheet, stored, draft)
        wanted = stored if draft is None else draft
        for key, box in self.policies.items():
            box.setCurrentIndex(max(0, box.findData(wanted.get(key) or "")))
        self.max_share.blockSignals(True)
        share = wanted.get("max_reject_share")
        self.max_share.setValue(-0.1 if share is None else share * 100)
        self.max_share.blockSignals(False)
        self._dress_policies()
        return taken

    def _dress_policies(self) -> None:
        """Policies are those of a file: without one there is nothing to choose."""
        for box in (*self.policies.values(), self.max_share):
            box.setEnabled(self.sheet is not None)

    # What can be done --------------------------------------------------------------------------------------------

    def _item(self) -> tuple[str, str]:
        assert self.sheet is not None
        return ("file", self.sheet.file.logical_source_file)

    def draft(self) -> dict[str, Any]:
        """The file as it is shown, in the form of ``config export``."""
        made = self.lines.draft()
        for key, box in self.policies.items():
            made[key] = box.currentData() or None
        value = self.max_share.value()
        made["max_reject_share"] = None if value < 0 else round(value / 100, 4)
        return made

    def _whole(self) -> dict[str, Any]:
        assert self.base is not None
        whole = self.base.draft()
        put_item(whole, self._item(), self.draft())
        return whole

    def _has_sheet(self) -> bool:
        return self.sheet is not None

    def _has_row(self) -> bool:
        return self.sheet is not None and self.table.currentIndex().isValid()

    def _is_changed(self) -> bool:
        return self.base is not None and self.sheet is not None and bool(differences(self.base.config, self._whole()))

    def _edited(self, *_: object) -> None:
        """Something was changed by hand: it is kept until it is saved or discarded."""
        if self.base is None or self.sheet is None:
            return
        self.steps.take(self.draft())
        self._keep()

    def _keep(self) -> None:
        assert self.base is not None
        changes = len(differences(self.base.config, self._whole()))
        self.context.drafts.keep(Draft(self.id, self.client, self._item()[1], (self.base, self.draft()), changes))
        self._show_drafts()
        self._changed()

    def _changed(self) -> None:
        missing = self.lines.missing()
        told = ", ".join(f"{t.name} {t.data_type}" for t in missing)
        self.left.setVisible(bool(told))
        self.left.setText(self.tr("⚠ Needs a value and has no source: {columns}").format(columns=told) if told else "")
        self.context.commands.update()

    def _take_guess(self) -> None:
        self.lines.take_guess(self.table.currentIndex().row())

    def _take_format(self) -> None:
        self.lines.take_format(self.table.currentIndex().row())

    def _toggle(self, column: Column) -> None:
        self.lines.toggle(self.table.currentIndex().row(), column)

    # Trying and saving -------------------------------------------------------------------------------------------

    def _try(self, scope: str) -> None:
        client, (_, logical), draft = self.client, self._item(), self.draft()
        self.verdict.setText(self.tr("Trying …"))
        self.ask(
            "try", lambda: self.service.mapping.try_it(client, logical, draft, scope), self._show_tried, self._untried
        )

    def _untried(self, error: EtlError) -> None:
        self.verdict.setText("")
        self.context.messages.fail(error)

    def _show_tried(self, tried: Sequence[Tried]) -> None:
        good = sum(t.passes for t in tried)
        passes, fails = self.tr("✓ passes"), self.tr("✕ fails")
        self.verdict.setText(
            self.tr("{good} of %Ln files would be loaded", "", len(tried)).format(good=number(good))
            if tried else self.tr("There is no such file to try it on.")
        )  # fmt: skip
        self._show_tries(
            [
                (
                    t.physical_file_name, t.batch_id, passes if t.passes else fails,
                    number(t.would.loaded), number(t.would.rejected + t.would.quarantined), number(t.was.loaded),
                    said(t.problems[0].message) if t.problems else "",
                )
                for t in tried
            ]
        )  # fmt: skip

    def _show_tries(self, rows: Sequence[Sequence[str]]) -> None:
        """What trying said; without it the lines of the mapping have its room."""
        self.tried_model.show(rows)
        self.tried.setVisible(bool(rows))
        self._below.setMaximumHeight(_UNBOUNDED if rows else self._below.minimumSizeHint().height())

    def _ask_save(self) -> None:
        if self.base is not None:
            self.saving.ask(self.base, self._whole())
