"""The lines of the time line: pages are fetched as the view comes to the end of what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from etl_console.records import Status
from etl_console.ui import words
from etl_console.ui.theme import status_color

_Index = QModelIndex | QPersistentModelIndex
LEVEL_SIGNS = {"error": "✕", "warning": "⚠", "info": "·"}
_COLORS = {"error": Status.FAILED, "warning": Status.SKIPPED}


class Column(IntEnum):
    """Columns of the time line; what was said comes before where, to be in view in a narrow window too."""

    AT = 0
    LEVEL = 1
    STAGE = 2
    TEXT = 3
    SUBJECT = 4
    BATCH = 5
    CLIENT = 6


class TimeLine(QAbstractTableModel):
    """Newest first. ``more`` is emitted when the next page is wanted."""

    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Mapping[str, Any]] = []
        self.is_complete = True

    def show(self, lines: Sequence[Mapping[str, Any]], *, is_complete: bool) -> None:
        """Show the first page."""
        self.beginResetModel()
        self.lines, self.is_complete = list(lines), is_complete
        self.endResetModel()

    def extend(self, lines: Sequence[Mapping[str, Any]], *, is_complete: bool) -> None:
        """Add the next page."""
        self.is_complete = is_complete
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()

    def canFetchMore(self, parent: _Index) -> bool:
        return not self.is_complete

    def fetchMore(self, parent: _Index) -> None:
        self.more.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("Time ({zone})").format(zone=words.zone()), self.tr("Level"), self.tr("Stage"),
            self.tr("What happened"), self.tr("File or step"), self.tr("Batch"), self.tr("Client"),
        ][section]  # fmt: skip

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            is_told = column is Column.SUBJECT and line["batch_id"]  # the batch stands beside it
            return words.short_name(line["subject"] or "") if is_told else self.text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.TEXT, Column.SUBJECT):
            return self.text(line, column)
        if (
            role == Qt.ItemDataRole.ForegroundRole
            and column in (Column.LEVEL, Column.TEXT)
            and line["level"] in _COLORS
        ):
            return status_color(_COLORS[line["level"]])
        return None

    def text(self, line: Mapping[str, Any], column: Column) -> str:
        """What a line says in a column."""
        if column is Column.AT:
            return words.moment(line["at"], seconds=True)
        if column is Column.LEVEL:
            names = {"error": self.tr("Error"), "warning": self.tr("Warning"), "info": self.tr("Info")}
            return f"{LEVEL_SIGNS[line['level']]} {names[line['level']]}"
        if column is Column.STAGE:
            return words.job_word(line["what"])
        if column is Column.TEXT:
            return words.said(str(line["text"])) or self._told(line)
        key = {Column.CLIENT: "client_schema", Column.BATCH: "batch_id", Column.SUBJECT: "subject"}[column]
        return line[key] or ""

    def _told(self, line: Mapping[str, Any]) -> str:
        if line["source"] == "config":
            kinds = {"INSERT": self.tr("added"), "UPDATE": self.tr("changed"), "DELETE": self.tr("removed")}
            return kinds.get(str(line["code"]), str(line["code"]))
        took = (line["ended_at"] - line["at"]).total_seconds() if line["ended_at"] else None
        parts = [
            words.status_word(line["status"]) if line["status"] else "",
            self.tr("%Ln rows", "", line["rows"]) if line["rows"] is not None else "",
            "" if took is None else words.duration(took),
        ]
        return " · ".join(filter(None, parts))
