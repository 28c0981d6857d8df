"""One batch: matrix or time line, its steps with what they wait for, and what is known of the chosen file or step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from etl_console.pipeline import events
from etl_console.records import FILE_STAGES, BatchState, Job, Problem, Stage, Status, StepState
from etl_console.ui import words
from etl_console.ui.dialogs.problem_dialog import entry_link, opens_entries
from etl_console.ui.pages.batch.gantt import Gantt
from etl_console.ui.pages.batch.matrix import STAGE_COLUMNS, BatchMatrix, Column, Usual
from etl_console.ui.pages.batch.side_by_side import SideBySide
from etl_console.ui.pages.batch.tiles import Tiles
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.tables import height_of, make_table, remember_splitter, set_widths, share_room
from etl_console.ui.theme import align_text, label, strong

_HEADING, _DETAILS, _LEAST = 24, 200, 80
"""Pixels of a table's heading; those that what is told of the chosen file has at least, in a window that is high; and those
of the files, so that one row is seen above a scroll bar."""
_WaitedFor = tuple[Sequence[str], Sequence[str]]
"""The names of the files that are not loaded, and of those that are not through."""
_STEP_KEYS = {
    Stage.TRANSFORM: "transformation_procedure",
    Stage.INTEGRATE: "integration_procedure",
    Stage.REFRESH_MV: "refresh_procedure",
}


class BatchView(QWidget):
    """Emits ``file_chosen`` with a file's physical name, ``step_chosen`` with a step's name, ``rows_wanted`` with the file
    whose bad rows the operator wants to see, and the rule, column and line of one of them, ``run_wanted`` with
    the id of another batch and a logical file of it, or none."""

    file_chosen = Signal(str)
    step_chosen = Signal(str)
    rows_wanted = Signal(str, dict)
    run_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = BatchMatrix()
        self.files = make_table(self.matrix, self.tr("Files of the batch"), self)
        self.files.setItemDelegate(Tiles(self.files))
        self.files.horizontalHeader().setMinimumSectionSize(56)
        widths = (128, 100, 88, 88, 100, 96, 72, 64, 64, 68, 92, 64)
        set_widths(self.files, widths, "batch.files", grows=Column.FILE, spare=self.matrix.spare_columns)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.gantt = Gantt()
        self.gantt.chosen.connect(self.choose)
        self.runs_model = SideBySide()
        self.runs = make_table(self.runs_model, self.tr("Batches side by side"), self)
        self.runs.setItemDelegate(Tiles(self.runs))
        self.runs.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.runs.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.runs.horizontalHeader().setStretchLastSection(False)
        self.runs.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.runs.verticalHeader().setMaximumWidth(280)
        self.runs.verticalHeader().show()
        set_widths(self.runs, (96,), "batch.runs")
        self.runs.activated.connect(self._open_run)
        self.steps_model = RecordsTable(
            [self.tr("Stage"), self.tr("Step"), self.tr("Status"), self.tr("Rows"), self.tr("Time"),
             self.tr("Why")], [3, 4], 2,
        )  # fmt: skip
        self.steps = make_table(self.steps_model, self.tr("Steps of the batch"), self)
        set_widths(self.steps, (104, 280, 120, 80, 88), "batch.steps")
        self.rejects_model = RecordsTable(
            [
                self.tr("Line"), self.tr("Column"), self.tr("Value"), self.tr("Rule"), self.tr("Became"),
                self.tr("Reason"), self.tr("Record"),
            ], [0],
        )  # fmt: skip
        self.rejects = make_table(self.rejects_model, self.tr("Rejected rows"), self)
        set_widths(self.rejects, (64, 120, 140, 140, 112, 320), "batch.rejects")
        self.rejects.activated.connect(self._open_reject)
        self.log_model = RecordsTable(
            [
                self.tr("Begun ({zone})").format(zone=words.zone()), self.tr("Took"), self.tr("Run"), self.tr("Stage"),
                self.tr("Attempt"), self.tr("Status"), self.tr("Rows"), self.tr("Who"), self.tr("Error and what to do"),
            ], [1, 2, 4, 6], 5,
        )  # fmt: skip
        self.log = make_table(self.log_model, self.tr("Attempts"), self)
        set_widths(self.log, (140, 72, 48, 104, 72, 112, 80, 120), "batch.log")
        self._has_problems, self._held = False, 0
        self.problems = QTextBrowser()
        align_text(self.problems)
        self.problems.setAccessibleName(self.tr("Problems"))
        opens_entries(self.problems)
        self.manifest = QPlainTextEdit(readOnly=True)
        align_text(self.manifest)
        self.manifest.setAccessibleName(self.tr("Manifest"))
        self.manifest.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details = QTabWidget()
        for widget, title in (
            (self.problems, self.tr("Problems")), (self.rejects, self.tr("Bad rows")),
            (self.log, self.tr("Attempts")), (self.manifest, self.tr("Manifest")),
        ):  # fmt: skip
            self.details.addTab(widget, title)
        self._build()
        self.files.selectionModel().currentChanged.connect(self._file_chosen)
        self.files.clicked.connect(self._clicked)
        self.files.activated.connect(self._activated)
        self.steps.selectionModel().currentRowChanged.connect(self._step_chosen)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(8)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.files)
        self.faces.addWidget(self.gantt)
        self.faces.addWidget(self.runs)
        self.splitter.addWidget(self.faces)
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(label(self.tr("Steps"), "section"))
        inner.addWidget(self.steps)
        self.splitter.addWidget(part)
        self.splitter.addWidget(self.details)
        self.splitter.setChildrenCollapsible(False)
        remember_splitter(self.splitter, "batch")
        self.faces.currentChanged.connect(self._share_room)
        layout.addWidget(self.splitter)

    def _share_room(self) -> None:
        face = self.faces.currentWidget()
        wanted = max(height_of(self.files), _LEAST) if face is self.files else self.height()
        least = min(_DETAILS, 3 * self.height() // 10)
        share_room(self.splitter, wanted, height_of(self.steps) + _HEADING, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    # What the window says ----------------------------------------------------------------------------------------

    def show_batch(
        self,
        batch: BatchState | None,
        jobs: Sequence[Job] = (),
        usual: Usual | None = None,
        transforms: Mapping[str, str] | None = None,
    ) -> None:
        """Show a batch as recorded; the chosen file stays chosen, a red one is chosen first."""
        before = self.matrix.batch
        same = before is not None and batch is not None and before.batch_id == batch.batch_id
        was_red = same and before is not None and before.status == Status.FAILED
        turned_red = batch is not None and batch.status == Status.FAILED and not was_red
        chosen = self.chosen_file()
        stays = batch is not None and (not turned_red or _is_red(batch, chosen))
        chosen = chosen if stays else ""
        self.matrix.show(batch, jobs, usual, transforms)
        self.gantt.show_jobs(jobs)
        self.show_steps(_with_waiting(batch) if batch else ())
        if not same:
            self._share_room()
        rows = self.matrix.rows
        red = next((i for i, r in enumerate(rows) if r.file.status == "FAILED"), 0)
        place = self.matrix.row_of(chosen)
        if rows:
            self.files.setCurrentIndex(self.matrix.index(red if place < 0 else place, 0))
        else:
            self.show_problems(())
            self.show_rejects(())
            self.show_log(())
            self.manifest.clear()

    def show_steps(self, steps: Sequence[StepState]) -> None:
        """Show the steps with their last outcome, or what they wait for."""
        waited_for = self._waited_for()
        self.steps_model.show([self._step_row(s, waited_for) for s in steps], list(steps))

    def _waited_for(self) -> _WaitedFor:
        """The files that are not loaded, and those that are not through: found once for all steps that wait for them."""
        rows = self.matrix.rows
        late = [r.file.physical_file_name for r in rows if r.file.status != Status.SUCCESS]
        return late, [r.file.physical_file_name for r in rows if r.is_open]

    def _step_row(self, step: StepState, waited_for: _WaitedFor = ((), ())) -> tuple[str, ...]:
        took = ""
        if step.started_at and step.status in (Status.SUCCESS, Status.FAILED):
            took = words.duration(words.seconds_between(step.started_at, step.ended_at))
        why = words.said(step.error) or (self._waits(step, waited_for) if step.status == Status.PENDING else "")
        return (
            words.stage_word(step.stage), step.name, words.status_text(step.status), words.number(step.rows), took, why,
        )  # fmt: skip

    def _waits(self, step: StepState, waited_for: _WaitedFor) -> str:
        """Why a step has not begun: the files that are not loaded or not through yet, or the steps before it."""
        late, others = waited_for
        if step.stage is Stage.TRANSFORM:  # its own file must be loaded, all others only be through
            own = (self.matrix.rows[i].file for i in self.matrix.transforms.get(step.name, ()))
            late = [f.physical_file_name for f in own if f.status != Status.SUCCESS]
        else:
            others = ()
        if not late and not others:
            return self.tr("Waits for the steps before it.")
        names = late or others
        more = self.tr("and %Ln more", "", len(names) - 2) if len(names) > 2 else ""
        told = self.tr("Waits until {files} is loaded.") if late else self.tr("Waits until {files} is through.")
        return told.format(files=" ".join([", ".join(names[:2]), more]).strip())

    def apply(self, happened: Sequence[events.Event], *, again: bool = False) -> None:
        """Take in events of the batch that is shown; ``again`` when its record may know of them already."""
        self.matrix.apply(happened, again=again)
        self.gantt.apply(happened)
        for event in happened:
            if isinstance(event, events.StageStarted | events.StageEnded) and event.stage not in FILE_STAGES:
                self._apply_step(event, again=again)
        ended = [e.physical_file_name for e in happened if isinstance(e, events.FileEnded)]
        checked = [e.subject for e in happened if isinstance(e, events.StageEnded) and e.stage == Stage.VALIDATE_ROW]
        if self.chosen_file() in [*ended, *checked]:
            self._show_chosen()
        if any(isinstance(event, events.FileEnded) for event in happened):
            waited_for = self._waited_for()
            for place, step in enumerate(self.steps_model.sources):
                if step.status == Status.PENDING:
                    self.steps_model.replace(place, self._step_row(step, waited_for), step)

    def _apply_step(self, event: events.StageStarted | events.StageEnded, *, again: bool) -> None:
        for place, step in enumerate(self.steps_model.sources):
            if step.name == event.subject and step.stage == event.stage:
                if again and isinstance(event, events.StageStarted) and step.status != Status.PENDING:
                    continue
                if isinstance(event, events.StageEnded):
                    now = StepState(
                        step.stage, step.name, Status(event.status), event.attempt, event.rows, event.error,
                        step.started_at or event.at, event.at,
                    )  # fmt: skip
                else:
                    now = StepState(step.stage, step.name, Status.RUNNING, event.attempt, None, None, event.at)
                self.steps_model.replace(place, self._step_row(now), now)

    def show_problems(self, problems: Sequence[Problem], held: int = 0) -> None:
        """What is wrong with the chosen file and what to do; ``held`` rows of it are not loaded."""
        self._has_problems, self._held = bool(problems), held
        if not problems:
            rows = self.tr("%Ln rows are held back: they stand under “Bad rows”.", "", held)
            nothing = self.tr("Nothing to repair here.")
            self.problems.setHtml(f"<p>{rows if held else nothing}</p>")
            return
        told = [
            f"{strong(escape(words.said(p.message)))}"
            + (f"<br>→ {escape(words.said(p.remedy))}" if p.remedy else "")
            + f"<br>{entry_link(p.code)}"
            for p in problems
        ]
        self.problems.setHtml("".join(f"<p>{t}</p>" for t in told))

    def show_rejects(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rejected rows of the chosen file."""
        self.rejects_model.show(
            [
                (
                    words.number(r["source_line"]), r["column_name"] or "", "" if r["value"] is None else r["value"],
                    words.rule_word(r["rule"]), words.disposition_word(r["disposition"]), words.said(r["message"]),
                    r["raw"] or json.dumps(r["record"], ensure_ascii=False),
                )
                for r in rows
            ],
            list(rows),
        )  # fmt: skip
        if len(rows) > self._held and not self._has_problems:  # the run has not put its ledger on record yet
            self.show_problems((), len(rows))
        title = self.tr("Bad rows") + (f" ({words.number(len(rows))})" if rows else "")
        self.details.setTabText(self.details.indexOf(self.rejects), title)

    def show_log(self, jobs: Sequence[Job]) -> None:
        """The attempts of the chosen file or step, each with its clock."""
        self.log_model.show(
            [
                (
                    words.moment(j.started_at, seconds=True),
                    words.duration(words.seconds_between(j.started_at, j.ended_at)) if j.ended_at else "",
                    str(j.run_number), words.job_word(j.job_name), str(j.attempt), words.status_text(j.status),
                    words.number(j.rows), f"{j.who}@{j.host}",
                    " ".join(filter(None, (words.said(j.error), words.said(j.remedy), j.database.get("context", "")))),
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

    def choose(self, subject: str) -> None:
        """Choose a file or step by name."""
        place = self.matrix.row_of(subject)
        if place >= 0:
            self.files.setCurrentIndex(self.matrix.index(place, 0))
            return
        for step_place, step in enumerate(self.steps_model.sources):
            if step.name == subject:
                self.steps.selectRow(step_place)

    def _file_chosen(self, current: QModelIndex, before: QModelIndex) -> None:
        if not current.isValid() or current.row() >= len(self.matrix.rows) or current.row() == before.row():
            return
        self._show_chosen()

    def _show_chosen(self) -> None:
        file = self.matrix.rows[self.files.currentIndex().row()].file
        self.show_problems(file.problems, file.ledger.rejected + file.ledger.quarantined)
        self.file_chosen.emit(file.physical_file_name)

    def _clicked(self, index: QModelIndex) -> None:
        """A red tile leads to its bad rows below, one click; any other to what is said of it."""
        cell = self.matrix.rows[index.row()].cells.get(STAGE_COLUMNS.get(Column(index.column()), Stage.REFRESH_MV))
        has_rows = self.matrix.rows[index.row()].file.ledger
        if cell is not None and cell.status == Status.FAILED:
            self.details.setCurrentWidget(self.rejects if has_rows.rejected or has_rows.quarantined else self.problems)
        elif Column(index.column()) in (Column.REJECTED, Column.QUARANTINED):
            self.details.setCurrentWidget(self.rejects)
        elif cell is not None and cell.status != Status.PENDING:
            self.details.setCurrentWidget(self.log)

    def has_wrong_mapping(self, file: str) -> bool:
        """True when the columns of a file do not fit their mapping."""
        place = self.matrix.row_of(file)
        cell = self.matrix.rows[place].cells.get(Stage.VALIDATE_MAPPING) if place >= 0 else None
        return cell is not None and cell.status == Status.FAILED

    def lacks_table(self, file: str) -> bool:
        """True when a file failed because its target table is not there."""
        place = self.matrix.row_of(file)
        return place >= 0 and any(p.code == "table_missing" for p in self.matrix.rows[place].file.problems)

    def _activated(self, index: QModelIndex) -> None:
        row = self.matrix.rows[index.row()]
        self.rows_wanted.emit(row.file.physical_file_name, {})

    def _open_reject(self, index: QModelIndex) -> None:
        reject = self.rejects_model.sources[index.row()]
        told = {"rule": reject["rule"], "column": reject["column_name"], "line": reject["source_line"]}
        self.rows_wanted.emit(self.chosen_file(), {name: str(value) for name, value in told.items() if value})

    def _open_run(self, index: QModelIndex) -> None:
        place = self.runs_model.place(index)
        if place is not None:
            self.run_wanted.emit(*place)

    def _step_chosen(self, current: QModelIndex) -> None:
        if not current.isValid() or current.row() >= len(self.steps_model.sources):
            return
        step = self.steps_model.sources[current.row()]
        self.show_problems([Problem("step", step.error)] if step.error else ())
        self.show_rejects([])
        self.details.setCurrentWidget(self.problems if step.error else self.log)
        self.step_chosen.emit(step.name)


def _is_red(batch: BatchState, file: str) -> bool:
    return any(f.physical_file_name == file and f.status == Status.FAILED for f in batch.files)


def _with_waiting(batch: BatchState) -> list[StepState]:
    """The steps of a batch; while it runs those that its run comes to wait, whatever became of them before."""
    if batch.status != Status.RUNNING:
        return [*batch.steps]
    run, steps, began = batch.under_way, [], datetime.fromisoformat(batch.started_at)
    for step in batch.steps:
        is_old = step.started_at is not None and datetime.fromisoformat(step.started_at) < began
        comes_again = is_old and run is not None and step.name in run.steps
        steps.append(StepState(step.stage, step.name, Status.PENDING) if comes_again else step)
    known = {(s.stage, s.name) for s in steps}
    waiting = [
        StepState(stage, name, Status.PENDING)
        for stage, key in _STEP_KEYS.items()
        for name in batch.manifest.get(key, ())
        if (run is None or name in run.steps) and (stage, name) not in known
    ]
    return [*steps, *waiting]
