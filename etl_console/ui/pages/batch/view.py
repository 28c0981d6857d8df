"""One batch: matrix file × stage, its steps, and what is known of the chosen file or step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QTabWidget, QVBoxLayout, QWidget

from etl_console.pipeline import events
from etl_console.records import BatchState, Job, Stage, Status, StepState
from etl_console.ui.pages.batch.matrix import BatchMatrix, Column
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.tables import make_table
from etl_console.ui.theme import label
from etl_console.ui.words import SIGNS


class BatchView(QWidget):
    """Emits ``file_chosen`` with a file's physical name, ``step_chosen`` with a step's name."""

    file_chosen = Signal(str)
    step_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = BatchMatrix()
        self.files = make_table(self.matrix, self.tr("Files of the batch"), self)
        head = self.files.horizontalHeader()
        head.setMinimumSectionSize(64)
        for column, width in zip(Column, (268, 116, 100, 112, 120, 76, 76, 84, 112, 80), strict=True):
            self.files.setColumnWidth(column, width)
        self.steps_model = RecordsTable(
            [self.tr("Stage"), self.tr("Step"), self.tr("Status"), self.tr("Rows"), self.tr("Reason")], [3], 2
        )
        self.steps = make_table(self.steps_model, self.tr("Steps of the batch"), self)
        for place, width in enumerate((110, 280, 120, 90)):
            self.steps.setColumnWidth(place, width)
        self.rejects_model = RecordsTable(
            [
                self.tr("Line"), self.tr("Column"), self.tr("Value"), self.tr("Rule"), self.tr("Became"),
                self.tr("Reason"), self.tr("Record"),
            ], [0],
        )  # fmt: skip
        self.rejects = make_table(self.rejects_model, self.tr("Rejected rows"), self)
        for place, width in enumerate((64, 120, 140, 140, 112, 320)):
            self.rejects.setColumnWidth(place, width)
        self.log_model = RecordsTable(
            [
                self.tr("Begun (UTC)"), self.tr("Run"), self.tr("Stage"), self.tr("Attempt"), self.tr("Status"),
                self.tr("Rows"), self.tr("Who"), self.tr("Error and what to do"),
            ], [1, 3, 5], 4,
        )  # fmt: skip
        self.log = make_table(self.log_model, self.tr("Log"), self)
        for place, width in enumerate((170, 56, 152, 88, 112, 88, 140)):
            self.log.setColumnWidth(place, width)
        self.problems = QPlainTextEdit(readOnly=True)
        self.problems.setAccessibleName(self.tr("Problems"))
        self.problems.setPlaceholderText(self.tr("Nothing to repair here."))
        self.manifest = QPlainTextEdit(readOnly=True)
        self.manifest.setAccessibleName(self.tr("Manifest"))
        self.manifest.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details = QTabWidget()
        for widget, title in (
            (self.problems, self.tr("Problems")), (self.rejects, self.tr("Rejected rows")), (self.log, self.tr("Log")),
            (self.manifest, self.tr("Manifest")),
        ):  # fmt: skip
            self.details.addTab(widget, title)
        self._build()
        self.files.selectionModel().currentRowChanged.connect(self._file_chosen)
        self.steps.selectionModel().currentRowChanged.connect(self._step_chosen)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(8)
        for title, widget in ((self.tr("FILES"), self.files), (self.tr("STEPS"), self.steps)):
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(4)
            inner.addWidget(label(title, "section"))
            inner.addWidget(widget)
            splitter.addWidget(part)
        splitter.addWidget(self.details)
        splitter.setSizes([260, 200, 240])
        splitter.setChildrenCollapsible(False)
        layout.addWidget(splitter)

    # What the window says ----------------------------------------------------------------------------------------

    def show_batch(self, batch: BatchState | None) -> None:
        """Show a batch as recorded; the chosen file stays chosen, a red one is chosen first."""
        before = self.matrix.batch
        over = (
            batch is not None and batch.status == Status.FAILED and (before is None or before.status != Status.FAILED)
        )
        chosen = "" if over else self.chosen_file()
        self.matrix.show(batch)
        self.show_steps(_with_waiting(batch) if batch else ())
        rows = self.matrix.rows
        red = next((i for i, r in enumerate(rows) if r.file.status == "FAILED"), 0)
        place = next((i for i, r in enumerate(rows) if r.file.physical_file_name == chosen), red)
        if rows:
            self.files.selectRow(place)
        else:
            self.show_problems("")
            self.rejects_model.show([])
            self.log_model.show([])
            self.manifest.clear()

    def show_steps(self, steps: Sequence[StepState]) -> None:
        """Show the steps with their last outcome."""
        self.steps_model.show(
            [
                (
                    s.stage, s.name, f"{SIGNS[s.status]} {s.status.capitalize()}",
                    "" if s.rows is None else f"{s.rows:,}", s.error or "",
                )
                for s in steps
            ],
            list(steps),
        )  # fmt: skip

    def apply(self, event: events.Event) -> None:
        """Take in one event of the batch that is shown."""
        self.matrix.apply(event)
        if isinstance(event, events.StageStarted | events.StageEnded):
            self._apply_step(event)

    def _apply_step(self, event: events.StageStarted | events.StageEnded) -> None:
        status = event.status if isinstance(event, events.StageEnded) else "RUNNING"
        for place, record in enumerate(self.steps_model.records):
            if record[1] == event.subject and record[0] == event.stage:
                rows = f"{event.rows:,}" if isinstance(event, events.StageEnded) and event.rows is not None else ""
                error = (event.error or "") if isinstance(event, events.StageEnded) else ""
                self.steps_model.records[place] = (
                    record[0], record[1], f"{SIGNS[status]} {status.capitalize()}", rows, error,
                )  # fmt: skip
                self.steps_model.dataChanged.emit(
                    self.steps_model.index(place, 0), self.steps_model.index(place, len(record) - 1)
                )

    def show_problems(self, text: str) -> None:
        """What is wrong with the chosen file and what to do."""
        self.problems.setPlainText(text)

    def show_rejects(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rejected rows of the chosen file."""
        self.rejects_model.show(
            [
                (
                    f"{r['source_line']:,}", r["column_name"] or "", "" if r["value"] is None else r["value"], r["rule"],
                    r["disposition"], r["message"], r["raw"] or json.dumps(r["record"], ensure_ascii=False),
                )
                for r in rows
            ],
            list(rows),
        )  # fmt: skip
        title = self.tr("Rejected rows") + (f" ({len(rows):,})" if rows else "")
        self.details.setTabText(self.details.indexOf(self.rejects), title)

    def show_log(self, jobs: Sequence[Job]) -> None:
        """The attempts of the chosen file or step."""
        self.log_model.show(
            [
                (
                    j.started_at[:19].replace("T", " "), str(j.run_number), j.job_name, str(j.attempt),
                    f"{SIGNS[j.status]} {j.status.capitalize()}", "" if j.rows is None else f"{j.rows:,}",
                    f"{j.who}@{j.host}", " ".join(filter(None, (j.error, j.remedy, j.database.get("context", "")))),
                )
                for j in jobs
            ],
            list(jobs),
        )  # fmt: skip

    def show_manifest(self, manifest: Mapping[str, Any]) -> None:
        """The manifest of the batch."""
        self.manifest.setPlainText(json.dumps(manifest, indent=2, ensure_ascii=False))

    # What the operator chooses -----------------------------------------------------------------------------------

    def chosen_file(self) -> str:
        """The physical name of the chosen file, empty for none."""
        index = self.files.currentIndex()
        return self.matrix.rows[index.row()].file.physical_file_name if index.isValid() and self.matrix.rows else ""

    def selected_files(self) -> list[str]:
        """The physical names of the selected files."""
        return [self.matrix.rows[i.row()].file.physical_file_name for i in self.files.selectionModel().selectedRows()]

    def _file_chosen(self, current: QModelIndex) -> None:
        if not current.isValid() or current.row() >= len(self.matrix.rows):
            return
        file = self.matrix.rows[current.row()].file
        self.show_problems("\n\n".join(f"{p.message}\n→ {p.remedy}" if p.remedy else p.message for p in file.problems))
        self.details.setCurrentWidget(self.problems)
        self.file_chosen.emit(file.physical_file_name)

    def _step_chosen(self, current: QModelIndex) -> None:
        if not current.isValid() or current.row() >= len(self.steps_model.sources):
            return
        step = self.steps_model.sources[current.row()]
        self.show_problems(step.error or "")
        self.show_rejects([])
        self.step_chosen.emit(step.name)


_MANIFEST_KEYS = {
    Stage.TRANSFORM: "transformation_procedure",
    Stage.INTEGRATE: "integration_procedure",
    Stage.REFRESH_MV: "refresh_procedure",
}


def _with_waiting(batch: BatchState) -> list[StepState]:
    """The steps of a batch; while it runs also those of its manifest that have not begun."""
    known = {(s.stage, s.name) for s in batch.steps}
    waiting = [
        StepState(stage, name, Status.PENDING)
        for stage, key in _MANIFEST_KEYS.items()
        for name in batch.manifest.get(key, ())
        if batch.status == Status.RUNNING and (stage, name) not in known
    ]
    return [*batch.steps, *waiting]
