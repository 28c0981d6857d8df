"""The batch as a matrix file × stage, live: rows, rate, time left, and how long nothing was heard."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from etl_console.pipeline import events
from etl_console.pipeline.insight import expected
from etl_console.records import FILE_STAGES, BatchState, FileState, Job, Ledger, Stage, Status
from etl_console.ui import words
from etl_console.ui.sorting import SortedTable, natural
from etl_console.ui.theme import status_color

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

STALE_AFTER = 10.0
"""Seconds without news after which a running stage says so."""
CELL = Qt.ItemDataRole.UserRole
"""The role under which a stage's cell itself is given, for who paints it."""
_ANSWERED = frozenset(
    {
        CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    }
)  # fmt: skip

Usual = Mapping[tuple[str, str], Mapping[str, Any]]
"""By (stage, logical file or step) what it usually takes, as ``insight.usual`` tells it."""


class Column(IntEnum):
    """Columns of the matrix."""

    FILE = 0
    CONVERT = 1
    MAPPING = 2
    ROWS = 3
    LOAD = 4
    TRANSFORM = 5
    LEFT = 6
    READ = 7
    LOADED = 8
    REJECTED = 9
    QUARANTINED = 10
    SKIPPED = 11


STAGE_COLUMNS = {
    Column.CONVERT: Stage.CONVERT,
    Column.MAPPING: Stage.VALIDATE_MAPPING,
    Column.ROWS: Stage.VALIDATE_ROW,
    Column.LOAD: Stage.LOAD_TO_BRONZE,
    Column.TRANSFORM: Stage.TRANSFORM,
}
LEDGER_COLUMNS = {
    Column.READ: "read",
    Column.LOADED: "loaded",
    Column.REJECTED: "rejected",
    Column.QUARANTINED: "quarantined",
    Column.SKIPPED: "skipped",
}


_COLUMNS = tuple(Column)
_URGENCY = (
    Status.FAILED, Status.CANCELLED, Status.RUNNING, Status.PENDING, Status.SKIPPED, Status.UNDONE, Status.SUCCESS,
)  # fmt: skip
"""What stands first when a stage is sorted by."""


@dataclass
class Cell:
    """One file in one stage as it stands: ``rate`` in rows a second, ``share`` 0..1 or None while unknown; ``began`` and
    ``news`` on this process's monotonic clock, ``started_at`` and ``ended_at`` as recorded."""

    status: str = Status.PENDING
    rows: int | None = None
    rate: float = 0.0
    share: float | None = None
    began: float = 0.0
    news: float = 0.0
    error: str = ""
    remedy: str = ""
    attempt: int = 0
    attempts: int = 0
    started_at: str = ""
    seconds: float | None = None
    usual: float | None = None

    def silent_for(self, now: float) -> float:
        """Seconds since a running stage was last heard of."""
        return now - self.news if self.status == Status.RUNNING and self.news else 0.0

    def left(self, now: float) -> float | None:
        """Seconds this stage still needs, from its share or from this file's own history; None when unknown."""
        if self.status == Status.SUCCESS:
            return 0.0
        if self.status == Status.RUNNING:
            passed = now - self.began if self.began else 0.0
            if self.share is not None and self.share > 0.05:
                return passed * (1 - self.share) / self.share
            return None if self.usual is None else max(self.usual - passed, 0.0)
        return self.usual


@dataclass
class Row:
    """One file of the batch; ``is_live`` while the batch runs."""

    file: FileState
    cells: dict[Stage, Cell] = field(default_factory=dict)
    is_live: bool = True

    def left(self, now: float) -> float | None:
        """Seconds until it is loaded; None when its history does not tell, or when it does not go on."""
        parts = [self.cells[s].left(now) for s in FILE_STAGES]
        return None if any(p is None for p in parts) else sum(p for p in parts if p is not None)

    @property
    def is_open(self) -> bool:
        """True while it is to be run or runs."""
        return self.is_live and self.file.status in (Status.PENDING, Status.RUNNING)


class BatchMatrix(SortedTable):
    """Rows are files. ``show`` takes a batch as recorded, ``apply`` what has happened since."""

    def __init__(self) -> None:
        super().__init__()
        self.batch: BatchState | None = None
        self.rows: list[Row] = []
        self._places: dict[str, int] = {}
        self.transforms: dict[str, list[int]] = {}

    def show(
        self,
        batch: BatchState | None,
        jobs: Sequence[Job] = (),
        usual: Usual | None = None,
        transforms: Mapping[str, str] | None = None,
    ) -> None:
        """Show a batch as it is recorded; ``transforms`` gives the logical file of each transformation."""
        known, of = usual or {}, transforms or {}
        self.beginResetModel()
        self.batch = batch
        self.rows = [_row(f, known, batch.status == Status.RUNNING) for f in batch.files] if batch else []
        self._places = {r.file.physical_file_name: i for i, r in enumerate(self.rows)}
        self.transforms = {
            step: [i for i, r in enumerate(self.rows) if r.file.logical_source_file == logical]
            for step, logical in of.items()
        }
        for job in jobs:
            for place in self._found(job.job_name, job.subject):
                _record(self.rows[place].cells[Stage(job.job_name)], job)
        for step in batch.steps if batch else ():
            for place in self.transforms.get(step.name, ()) if step.stage == Stage.TRANSFORM else ():
                self.rows[place].cells[Stage.TRANSFORM].status = step.status
        self.put_in_order()
        self.endResetModel()

    def reorder(self, places: Sequence[int]) -> None:
        self.rows = [self.rows[place] for place in places]
        self._places = {r.file.physical_file_name: i for i, r in enumerate(self.rows)}
        row_now = {place: row for row, place in enumerate(places)}
        self.transforms = {step: [row_now[i] for i in files] for step, files in self.transforms.items()}

    def sort_key(self, row: int, column: int) -> Any:
        shown, place = self.rows[row], Column(column)
        if place is Column.FILE:
            return natural(shown.file.physical_file_name)
        if place in STAGE_COLUMNS:
            cell = shown.cells[STAGE_COLUMNS[place]]
            return (_URGENCY.index(cell.status), -(cell.rows or 0))
        if place is Column.LEFT:
            taken = sum(c.seconds or 0.0 for s, c in shown.cells.items() if s in FILE_STAGES)
            return shown.left(time.monotonic()) if shown.is_open else taken or None
        return super().sort_key(row, column)

    def _found(self, stage: str, subject: str | None) -> Sequence[int]:
        if subject is None or stage not in (*FILE_STAGES, Stage.TRANSFORM):
            return ()
        if stage == Stage.TRANSFORM:
            return self.transforms.get(subject, ())
        return (self._places[subject],) if subject in self._places else ()

    def apply(self, happened: Iterable[events.Event], *, again: bool = False) -> None:
        """Take in events of this batch; the view hears of them once. ``again`` when the record that is shown may know
        of them already: then a stage never goes back."""
        changed: set[int] = set()
        for event in happened:
            if isinstance(event, events.FileEnded):
                place = self._places.get(event.physical_file_name)
                if place is not None:
                    row = self.rows[place]
                    ledger = Ledger(**event.ledger)
                    row.file = dataclasses.replace(row.file, status=Status(event.status), ledger=ledger)
                    changed.add(place)
            elif isinstance(event, events.StageStarted | events.StageProgress | events.StageEnded):
                for place in self._found(event.stage, event.subject):
                    cell = self.rows[place].cells[Stage(event.stage)]
                    if again and _is_known(cell, event):
                        continue
                    _take(cell, event)
                    if event.stage != Stage.TRANSFORM and self.rows[place].file.status == Status.PENDING:
                        row = self.rows[place]
                        row.file = dataclasses.replace(row.file, status=Status.RUNNING)
                    changed.add(place)
        if changed:
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(Column) - 1))

    def tick(self) -> None:
        """A second has passed: clocks of what runs go on."""
        places = [i for i, r in enumerate(self.rows) if r.is_open]
        if places:
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], Column.LEFT))

    def spare_columns(self) -> list[int]:
        """What can be left out where there is no room: kinds of rows that no file has, then the time, which each stage tells."""
        kinds = (Column.QUARANTINED, Column.SKIPPED, Column.REJECTED)
        empty = [c for c in kinds if not any(getattr(r.file.ledger, LEDGER_COLUMNS[c]) for r in self.rows)]
        return [*empty, Column.LEFT]

    def row_of(self, physical_file_name: str) -> int:
        """The row of a file, -1 for none."""
        return self._places.get(physical_file_name, -1)

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in LEDGER_COLUMNS or section == Column.LEFT else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and section in LEDGER_COLUMNS:
            return self.tr("read = loaded + rejected + quarantined + skipped")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section in STAGE_COLUMNS:
            return words.stage_word(STAGE_COLUMNS[Column(section)])
        return {
            Column.FILE: self.tr("File"), Column.LEFT: self.tr("Time"), Column.READ: self.tr("Read"),
            Column.LOADED: self.tr("Loaded"), Column.REJECTED: self.tr("Rejected"),
            Column.QUARANTINED: self.tr("Quarantined"), Column.SKIPPED: self.tr("Skipped"),
        }[Column(section)]  # fmt: skip

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row, column = self.rows[index.row()], _COLUMNS[index.column()]
        if column in STAGE_COLUMNS:
            return self._cell(row.cells[STAGE_COLUMNS[column]], role)
        if column is Column.FILE:
            return self._file(row.file, self.batch.batch_id if self.batch else "", role)
        if column is Column.LEFT:
            return self._time(row, role)
        value = getattr(row.file.ledger, LEDGER_COLUMNS[column])
        if role == Qt.ItemDataRole.DisplayRole:
            is_said = value or (column in (Column.READ, Column.LOADED) and not row.is_open)
            return words.number(value) if is_said else "–"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.REJECTED and value:
            return status_color(Status.FAILED)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.QUARANTINED and value:
            return status_color(Status.SKIPPED)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = row.file.ledger
            parts = [words.number(n) for n in (told.read, told.loaded, told.rejected, told.quarantined, told.skipped)]
            sign = "=" if told.adds_up else "≠"
            return f"{parts[0]} {sign} {' + '.join(parts[1:])}"
        return None

    @staticmethod
    def _file(file: FileState, batch_id: str, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{words.SIGNS[file.status]}  {file.physical_file_name.replace(f'_{batch_id}', '')}"
        if role == Qt.ItemDataRole.ForegroundRole and file.status == Status.FAILED:
            return status_color(file.status)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file.physical_file_name} {words.status_word(file.status)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                [
                    file.physical_file_name,
                    *(f"{words.said(p.message)} {words.said(p.remedy)}".strip() for p in file.problems),
                ]
            )
        return None

    def _time(self, row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Time it took; while it runs, time left by its own history")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if row.is_open:
            left = row.left(time.monotonic())
            return "–" if left is None else self.tr("{time} left").format(time=words.about(left))
        taken = sum(c.seconds or 0.0 for s, c in row.cells.items() if s in FILE_STAGES)
        return words.duration(taken) if taken else "–"

    def _cell(self, cell: Cell, role: int) -> Any:
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell_text(cell)
        if role == Qt.ItemDataRole.ForegroundRole:
            is_stale = cell.silent_for(time.monotonic()) > STALE_AFTER
            return status_color(Status.CANCELLED if is_stale else cell.status)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cell_tip(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words.status_word(cell.status)} {words.number(cell.rows)}".strip()
        return None

    def _cell_text(self, cell: Cell) -> str:
        silent = cell.silent_for(time.monotonic())
        if silent > STALE_AFTER:
            return self.tr("no news for {n} s").format(n=round(silent))
        if cell.status == Status.RUNNING and cell.rows is not None:
            share = f"{cell.share:.0%} · " if cell.share is not None else ""
            return f"▶ {share}{words.compact(cell.rows)} · {words.compact(cell.rate)}/s"
        if cell.status == Status.PENDING:
            return words.SIGNS[cell.status]
        text = words.status_text(cell.status)
        if cell.rows is not None and cell.status == Status.SUCCESS:
            text = f"✓ {words.number(cell.rows)}"
        return text + (f" ×{cell.attempts}" if cell.attempts > 1 else "")

    def _cell_tip(self, cell: Cell) -> str:
        lines = [words.status_word(cell.status)]
        if cell.started_at:
            lines.append(self.tr("Begun {time}").format(time=words.clock(cell.started_at)))
        if cell.seconds is not None:
            lines.append(self.tr("Took {time}").format(time=words.duration(cell.seconds)))
        if cell.rate:
            lines.append(self.tr("{n} rows/s").format(n=words.compact(cell.rate)))
        if cell.usual is not None:
            lines.append(self.tr("Usually {time}").format(time=words.duration(cell.usual)))
        if cell.attempts > 1:
            lines.append(self.tr("%Ln attempts", "", cell.attempts))
        told = " · ".join(lines)
        return "\n".join(filter(None, (told, words.said(cell.error), words.said(cell.remedy))))


def _row(file: FileState, usual: Usual, is_live: bool) -> Row:
    cells = {s: Cell(file.stages.get(s, Status.PENDING)) for s in FILE_STAGES} | {Stage.TRANSFORM: Cell()}
    for stage, cell in cells.items():
        told = usual.get((stage, file.logical_source_file))
        if told:
            cell.usual = expected(told, file.file_size)
        if cell.status == Status.FAILED and file.problems:
            cell.error, cell.remedy = file.problems[-1].message, file.problems[-1].remedy
    return Row(file, cells, is_live)


def _record(cell: Cell, job: Job) -> None:
    cell.attempts += 1
    cell.attempt, cell.started_at = job.attempt, job.started_at
    if job.ended_at:
        cell.seconds = words.seconds_between(job.started_at, job.ended_at)
        cell.rows = job.rows
        cell.rate = (job.rows or 0) / max(cell.seconds, 0.001)
    else:
        cell.began = time.monotonic() - words.seconds_between(job.started_at, None)
        cell.news = time.monotonic()
    if job.error and cell.status == Status.FAILED:
        cell.error, cell.remedy = job.error, job.remedy or ""
    if job.job_name == Stage.TRANSFORM:
        cell.status = job.status


def _is_known(cell: Cell, event: events.StageStarted | events.StageProgress | events.StageEnded) -> bool:
    """True when the cell stands where the event leads to, or beyond."""
    if cell.status == Status.PENDING:
        return False
    if isinstance(event, events.StageProgress):
        return cell.status != Status.RUNNING
    is_over = cell.status != Status.RUNNING or isinstance(event, events.StageStarted)
    return event.attempt < cell.attempt or (event.attempt == cell.attempt and is_over)


def _take(cell: Cell, event: events.StageStarted | events.StageProgress | events.StageEnded) -> None:
    cell.news = time.monotonic()
    if isinstance(event, events.StageStarted):
        cell.status, cell.began, cell.rows, cell.error = Status.RUNNING, cell.news, None, ""
        cell.attempts += event.attempt != cell.attempt  # the record may have counted it already
        cell.attempt, cell.rate, cell.share, cell.started_at, cell.seconds = event.attempt, 0.0, None, event.at, None
    elif isinstance(event, events.StageProgress):
        cell.status, cell.rows, cell.share = Status.RUNNING, event.rows, event.share
        cell.rate = event.rows / max(cell.news - cell.began, 0.1) if cell.began else 0.0
    else:
        cell.status, cell.rows, cell.attempt = event.status, event.rows, event.attempt
        cell.error, cell.remedy, cell.seconds = event.error or "", event.remedy or "", event.seconds
        cell.attempts = max(cell.attempts, 1)
        cell.rate = event.rows / max(event.seconds, 0.001) if event.rows else 0.0
