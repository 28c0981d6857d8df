"""The batch as a matrix file × stage, and its steps, live."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from etl_console.pipeline import events
from etl_console.records import FILE_STAGES, BatchState, FileState, Ledger, Stage, Status
from etl_console.ui.theme import status_color, status_ground
from etl_console.ui.words import SIGNS

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """Columns of the matrix."""

    FILE = 0
    CONVERT = 1
    MAPPING = 2
    ROWS = 3
    LOAD = 4
    READ = 5
    LOADED = 6
    REJECTED = 7
    QUARANTINED = 8
    SKIPPED = 9


STAGE_COLUMNS = {
    Column.CONVERT: Stage.CONVERT,
    Column.MAPPING: Stage.VALIDATE_MAPPING,
    Column.ROWS: Stage.VALIDATE_ROW,
    Column.LOAD: Stage.LOAD_TO_BRONZE,
}
LEDGER_COLUMNS = {
    Column.READ: "read",
    Column.LOADED: "loaded",
    Column.REJECTED: "rejected",
    Column.QUARANTINED: "quarantined",
    Column.SKIPPED: "skipped",
}


@dataclass
class Cell:
    """One file in one stage as it stands: ``rate`` in rows a second, ``share`` 0..1 or None while unknown."""

    status: str = Status.PENDING
    rows: int | None = None
    rate: float = 0.0
    share: float | None = None
    began: float = 0.0
    error: str = ""
    attempt: int = 0


@dataclass
class Row:
    """One file of the batch."""

    file: FileState
    cells: dict[Stage, Cell] = field(default_factory=dict)


class BatchMatrix(QAbstractTableModel):
    """Rows are files. ``show`` takes a batch as recorded, ``apply`` what has happened since."""

    def __init__(self) -> None:
        super().__init__()
        self.batch: BatchState | None = None
        self.rows: list[Row] = []

    def show(self, batch: BatchState | None) -> None:
        """Show a batch as it is recorded."""
        self.beginResetModel()
        self.batch = batch
        self.rows = [
            Row(f, {s: Cell(f.stages.get(s, Status.PENDING)) for s in FILE_STAGES})
            for f in (batch.files if batch else ())
        ]
        for row in self.rows:
            for cell in row.cells.values():
                if cell.status == Status.FAILED and row.file.problems:
                    cell.error = row.file.problems[-1].message
        self.endResetModel()

    def apply(self, event: events.Event) -> None:
        """Take in one event of this batch."""
        if isinstance(event, events.FileEnded):
            for place, row in enumerate(self.rows):
                if row.file.physical_file_name == event.physical_file_name:
                    ledger = Ledger(**event.ledger)
                    row.file = dataclasses.replace(row.file, status=Status(event.status), ledger=ledger)
                    self._changed(place)
            return
        if not isinstance(event, events.StageStarted | events.StageProgress | events.StageEnded):
            return
        for place, row in enumerate(self.rows):
            if row.file.physical_file_name == event.subject and event.stage in row.cells:
                _take(row.cells[Stage(event.stage)], event)
                self._changed(place)

    def _changed(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in LEDGER_COLUMNS else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("File"), self.tr("Convert"), self.tr("Mapping"), self.tr("Rows"), self.tr("Load"), self.tr("Read"),
            self.tr("Loaded"), self.tr("Rejected"), self.tr("Quarantined"), self.tr("Skipped"),
        ][section]  # fmt: skip

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], Column(index.column())
        if column in STAGE_COLUMNS:
            return _cell_data(row.cells[STAGE_COLUMNS[column]], role)
        if column is Column.FILE:
            return _file_data(row.file, role)
        value = getattr(row.file.ledger, LEDGER_COLUMNS[column])
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{value:,}" if value or column in (Column.READ, Column.LOADED) else "–"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.REJECTED and value:
            return status_color(Status.FAILED)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.QUARANTINED and value:
            return status_color(Status.SKIPPED)
        return None


def _take(cell: Cell, event: events.StageStarted | events.StageProgress | events.StageEnded) -> None:
    if isinstance(event, events.StageStarted):
        cell.status, cell.began, cell.rows, cell.error = Status.RUNNING, time.monotonic(), None, ""
        cell.attempt, cell.rate, cell.share = event.attempt, 0.0, None
    elif isinstance(event, events.StageProgress):
        cell.status, cell.rows, cell.share = Status.RUNNING, event.rows, event.share
        cell.rate = event.rows / max(time.monotonic() - cell.began, 0.1) if cell.began else 0.0
    else:
        cell.status, cell.rows, cell.error, cell.attempt = event.status, event.rows, event.error or "", event.attempt
        cell.rate = event.rows / max(event.seconds, 0.001) if event.rows else 0.0


def _file_data(file: FileState, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{SIGNS[file.status]}  {file.physical_file_name}"
    if role == Qt.ItemDataRole.ForegroundRole and file.status == Status.FAILED:
        return status_color(file.status)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{file.physical_file_name} {file.status}"
    if role == Qt.ItemDataRole.ToolTipRole:
        return "\n".join(f"{p.message} {p.remedy}".strip() for p in file.problems) or file.physical_file_name
    return None


def _compact(rate: float) -> str:
    return f"{rate / 1000:,.0f}k" if rate >= 10_000 else f"{rate:,.0f}"


def _cell_data(cell: Cell, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        text = f"{SIGNS[cell.status]} {cell.status.capitalize() if cell.status != Status.PENDING else ''}".strip()
        if cell.status == Status.RUNNING and cell.rows is not None:
            return f"▶ {cell.rows:,} · {_compact(cell.rate)}/s"
        if cell.rows is not None and cell.status == Status.SUCCESS:
            text = f"✓ {cell.rows:,}"
        return text + (f" (×{cell.attempt})" if cell.attempt > 1 else "")
    if role == Qt.ItemDataRole.ForegroundRole:
        return status_color(cell.status)
    if role == Qt.ItemDataRole.BackgroundRole:
        return status_ground(cell.status)
    if role == Qt.ItemDataRole.ToolTipRole:
        rate = f", {cell.rate:,.0f} rows/s" if cell.rate else ""
        share = f", {cell.share:.0%}" if cell.share is not None and cell.status == Status.RUNNING else ""
        return cell.error or f"{cell.status.capitalize()}{share}{rate}"
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{cell.status} {cell.rows if cell.rows is not None else ''}".strip()
    return None
