"""The newest batches side by side: which file was in which of them, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from etl_console.records import BatchState, Status
from etl_console.ui import words
from etl_console.ui.pages.batch.matrix import CELL, Cell
from etl_console.ui.sorting import SortedTable, natural
from etl_console.ui.theme import status_color

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WORST_FIRST = (
    Status.FAILED, Status.CANCELLED, Status.RUNNING, Status.PENDING, Status.SKIPPED, Status.UNDONE, Status.SUCCESS,
)  # fmt: skip
_NOT_GREEN = (Status.FAILED, Status.CANCELLED)


class Column(IntEnum):
    """How many of the batches were not green, and the first of those."""

    RED = 0
    NEWEST = 1


class SideBySide(SortedTable):
    """Rows are logical files, named by their headers, below one for the batches themselves; columns are batches, the newest
    first."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[BatchState] = []
        self.names: list[str] = []
        self._found: dict[tuple[str, str], Mapping[str, Any]] = {}

    def show(self, batches: Sequence[BatchState], found: Sequence[Mapping[str, Any]]) -> None:
        """Show batches, newest first, with what ``insight.recent_files`` found of them."""
        told = {(r["logical_source_file"], r["batch_id"]): r for r in found}
        if (list(batches), told) == (self.batches, self._found):
            return
        self.beginResetModel()
        self.batches, self._found = list(batches), told
        self.names = ["", *sorted({name for name, _ in self._found}, key=natural)] if batches else []
        self.put_in_order()
        self.endResetModel()

    def reorder(self, places: Sequence[int]) -> None:
        self.names = [self.names[place] for place in places]

    def rows_sorted(self) -> list[int]:
        """The batches themselves stay above their files."""
        return sorted(super().rows_sorted(), key=lambda row: self.names[row] != "")

    def sort_key(self, row: int, column: int) -> Any:
        name = self.names[row]
        if column == Column.RED:
            return self.red(name)
        cell = self.cell(name, self.batches[column - Column.NEWEST])
        return None if cell is None else (_WORST_FIRST.index(Status(cell.status)), -(cell.rows or 0))

    def cell(self, name: str, batch: BatchState) -> Cell | None:
        """What became of a file in a batch, the worst where it came more than once; None where it was not in it. An
        empty name: the batch itself."""
        if not name:
            seconds = words.seconds_between(batch.started_at, batch.ended_at) if batch.ended_at else None
            return Cell(batch.status, seconds=seconds)
        found = self._found.get((name, batch.batch_id))
        if found is None:
            return None
        return Cell(min((Status(s) for s in found["statuses"]), key=_WORST_FIRST.index), rows=found["loaded"])

    def red(self, name: str) -> int:
        """In how many of the batches a file, or the batch itself, was not green."""
        cells = (self.cell(name, batch) for batch in self.batches)
        return sum(cell is not None and cell.status in _NOT_GREEN for cell in cells)

    def place(self, index: _Index) -> tuple[str, str] | None:
        """Batch id and logical file (empty: all) of a tile; None beside them."""
        column = index.column() - Column.NEWEST
        if not index.isValid() or column < 0 or self.cell(self.names[index.row()], self.batches[column]) is None:
            return None
        return self.batches[column].batch_id, self.names[index.row()]

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.names)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else Column.NEWEST + len(self.batches)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            is_asked = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return (self.names[section] or self.tr("Batch")) if is_asked else None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.RED:
            return _RIGHT
        if section == Column.RED:
            return self.tr("Not green") if role == Qt.ItemDataRole.DisplayRole else None
        batch = self.batches[section - Column.NEWEST]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{batch.batch_id.removeprefix('BATCH')}\n{words.moment(batch.started_at)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._batch_tip(batch)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self.names[index.row()]
        if index.column() == Column.RED:
            return self._count(self.red(name), role)
        batch = self.batches[index.column() - Column.NEWEST]
        cell = self.cell(name, batch)
        if cell is None:
            return self.tr("not in this batch") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            if cell.status not in (Status.SUCCESS, Status.UNDONE) and name:
                return words.status_text(cell.status)
            told = words.number(cell.rows) if name else words.duration(cell.seconds) if cell.seconds is not None else ""
            return f"{words.SIGNS[cell.status]} {told}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return status_color(cell.status)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(name, batch, cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name or batch.batch_id} {words.status_word(cell.status)}"
        return None

    @staticmethod
    def _count(red: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return words.number(red) if red else "–"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        return status_color(Status.FAILED) if role == Qt.ItemDataRole.ForegroundRole and red else None

    @staticmethod
    def _batch_tip(batch: BatchState) -> str:
        return f"{batch.batch_id}\n{words.moment(batch.started_at)} · {words.status_word(batch.status)}"

    def _tip(self, name: str, batch: BatchState, cell: Cell) -> str:
        lines = [self._batch_tip(batch)]
        if name:
            found = self._found[name, batch.batch_id]
            told = f"{name}: {words.status_word(cell.status)}"
            if found["files"] > 1:
                told += " · " + self.tr("%Ln files", "", found["files"])
            lines.append(told)
            read, loaded, held = (words.number(found[k]) for k in ("read", "loaded", "held"))
            lines.append(
                self.tr("{read} read, {loaded} loaded, {held} held").format(read=read, loaded=loaded, held=held)
            )
        return "\n".join([*lines, self.tr("Enter or a double click opens it.")])
