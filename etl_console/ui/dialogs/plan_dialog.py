"""The plan before the click: what is moved, deleted, loaded and called, and how long it will take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from etl_console.pipeline.insight import expected
from etl_console.pipeline.plan import NEXT_BATCH, FilePlan, Plan, readable
from etl_console.records import Mode, Stage
from etl_console.ui import words
from etl_console.ui.dialogs.parts import column_of
from etl_console.ui.icons import icon
from etl_console.ui.room import resize_within_screen
from etl_console.ui.theme import label

Usual = Mapping[tuple[str, str], Mapping[str, Any]]


class PlanDialog(QDialog):
    """Shows one plan, ``workers`` files of which are under way at a time; accepted means: run it. ``wants_held`` asks for
    files that were loaded before."""

    def __init__(self, plan: Plan, parent: QWidget, usual: Usual, workers: int, note: str = "") -> None:
        super().__init__(parent)
        self.plan = plan
        self._usual, self._workers = usual, workers
        self.setWindowTitle(self.tr("Plan"))
        resize_within_screen(self, *((640, 220) if plan.is_empty else (1080, 680)))
        layout = column_of(self)
        self.title = label(self._sentence(), "title")
        self.title.setWordWrap(True)
        layout.addWidget(self.title)
        layout.addWidget(label(self._estimate(), "quiet"))
        if note:
            said = label(note, "text")
            said.setWordWrap(True)
            layout.addWidget(said)
        if plan.notes:
            layout.addWidget(self._notes())
        self.tree = self._tree()
        self.tree.setVisible(not plan.is_empty)
        layout.addWidget(self.tree, 1)
        if plan.is_empty:
            layout.addStretch(1)
        self._held = QCheckBox(self.tr("Load anyway what was loaded before"))
        self._held.setVisible(any(n.code == "loaded_before" for n in plan.notes))
        layout.addWidget(self._held)
        copy = QPushButton(self.tr("Copy as text"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.run_button = QPushButton(icon("play", "on_accent"), self.tr("Run"))
        self.run_button.setObjectName("primary")
        self.run_button.setEnabled(not plan.is_empty)
        self.run_button.clicked.connect(self.accept)
        self._held.toggled.connect(lambda on: self.run_button.setEnabled(on or not plan.is_empty))
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.run_button)
        layout.addLayout(row)
        self.run_button.setDefault(True)
        self.run_button.setFocus()

    @property
    def wants_held(self) -> bool:
        """True when the operator asked for files that were loaded before."""
        return self._held.isChecked()

    def text(self) -> str:
        """The plan as plain text, to be sent to somebody."""
        lines = [self._sentence()]

        def tell(item: QTreeWidgetItem, depth: int) -> None:
            lines.append("  " * depth + "  ".join(filter(None, (item.text(0), item.text(1)))))
            for place in range(item.childCount()):
                child = item.child(place)
                if child is not None:
                    tell(child, depth + 1)

        for place in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(place)
            if top is not None:
                tell(top, 0)
        return "\n".join(lines)

    def _sentence(self) -> str:
        plan, client = self.plan, self.plan.config.client.client_schema
        if plan.is_empty:
            return self.tr("Nothing to do for {client}.").format(client=client)
        files = self.tr("%Ln files", "", len(plan.files))
        steps = self.tr("%Ln steps", "", len(plan.steps))
        form = {
            Mode.START: self.tr("Start a new batch of {client}: {files}, {steps}."),
            Mode.RESTART: self.tr("Go on with {batch} of {client}: {files}, {steps}."),
            Mode.REPROCESSING: self.tr("Load {batch} of {client} again from Parquet: {files}, {steps}."),
        }[plan.mode]
        return form.format(client=client, batch=plan.batch_id, files=files, steps=steps)

    def _estimate(self) -> str:
        if self.plan.is_empty:
            return self.tr("No file waits and no step is open.")
        files = [self._file_seconds(f) for f in self.plan.files]
        steps = [self._seconds(s.stage, s.name) for s in self.plan.steps]
        found = [k for k in files if k is not None]
        after = [k for k in steps if k is not None]
        if not found and not after:
            return self.tr("How long it takes is not known yet: it has no history.")
        whole = max(sum(found) / self._workers, max(found, default=0.0)) + sum(after)
        missing = len(files) + len(steps) - len(found) - len(after)
        about, least = self.tr("By its own history it takes about {time}."), self.tr("It takes at least {time}:")
        unknown = self.tr("%Ln parts have no history of that size yet.", "", missing)
        told = (least if missing else about).format(time=words.about(whole))
        return f"{told} {unknown}" if missing else told

    def _seconds(self, stage: Stage, subject: str) -> float | None:
        found = self._usual.get((stage, subject))
        return float(found["seconds"]) if found else None

    def _file_seconds(self, file: FilePlan) -> float | None:
        usual = [self._usual.get((s, file.state.logical_source_file)) for s in file.stages]
        found = [expected(u, file.state.file_size) for u in usual if u]
        return None if not found or None in found else sum(f for f in found if f is not None)

    @staticmethod
    def _name(file: FilePlan) -> str:
        """As it lies there: a file that is to be claimed has no batch in its name yet."""
        state = file.state
        return (
            state.original_file_name
            if NEXT_BATCH in state.physical_file_name
            else words.short_name(state.physical_file_name)
        )

    def _told(self, part: object) -> str:
        return readable(str(part), self.tr("next batch"))

    def _notes(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("notice")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 8, 12, 8)
        for note in self.plan.notes[:6]:
            told = QLabel(f"⚠ {words.said(note.message)} {words.said(note.remedy)}")
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setWordWrap(True)
            inner.addWidget(told)
        if len(self.plan.notes) > 6:
            inner.addWidget(QLabel(self.tr("and %Ln more", "", len(self.plan.notes) - 6)))
        return frame

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.ensurePolished()  # else its rows are laid out before they know their height
        tree.setAccessibleName(self.tr("What will be done"))
        tree.setHeaderLabels([self.tr("What"), self.tr("How"), self.tr("Usually")])
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.setColumnWidth(0, 300)
        tree.setColumnWidth(2, 88)
        plan = self.plan
        if plan.files:
            top = QTreeWidgetItem([self.tr("%Ln files", "", len(plan.files)), "", ""])
            tree.addTopLevelItem(top)
            for file in plan.files:
                seconds = self._file_seconds(file)
                item = QTreeWidgetItem(
                    [
                        self._name(file), " → ".join(words.stage_word(s) for s in file.stages),
                        "" if seconds is None else words.about(seconds),
                    ]
                )  # fmt: skip
                top.addChild(item)
                for move in file.moves:
                    how = self.tr("Copy") if move.otherwise else self.tr("Move")
                    item.addChild(QTreeWidgetItem([how, self._told(move)]))
                if file.deletes:
                    item.addChild(QTreeWidgetItem([self.tr("Delete first"), self._told(file.deletes)]))
                if Stage.LOAD_TO_BRONZE in file.stages:
                    item.addChild(QTreeWidgetItem([self.tr("Load into"), file.config.target]))
            top.setExpanded(True)
            if len(plan.files) <= 4:
                tree.expandAll()
        if plan.steps:
            top = QTreeWidgetItem([self.tr("Then %Ln steps, in this order", "", len(plan.steps)), "", ""])
            tree.addTopLevelItem(top)
            for step in plan.steps:
                seconds = self._seconds(step.stage, step.name)
                after = self.tr("after {steps}").format(steps=", ".join(step.depends_on)) if step.depends_on else ""
                told = " · ".join(filter(None, (words.stage_word(step.stage), after)))
                top.addChild(QTreeWidgetItem([step.name, told, "" if seconds is None else words.duration(seconds)]))
            top.setExpanded(True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        tree.headerItem().setTextAlignment(2, right)
        each = QTreeWidgetItemIterator(tree)
        while (found := each.value()) is not None:
            found.setTextAlignment(2, right)
            if found.parent() is None:
                font = found.font(0)
                font.setWeight(QFont.Weight.DemiBold)
                found.setFont(0, font)
            each += 1
        return tree
