"""One list of a configuration (files, transformations, …) as a table that is edited in place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from etl_console.ui.sorting import SortedTable, natural
from etl_console.ui.theme import tokens

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an item: its key in ``config export``, its title, how it is written (text, number, names, json)
    and, when only some values are possible, which."""

    key: str
    title: str
    form: str = "text"
    choices: tuple[str, ...] = ()
    width: int = 140


def written(value: Any, form: str) -> str:
    """A value as it is edited."""
    if value is None:
        return ""
    if form == "names":
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False) if form == "json" else str(value)


def read(text: str, field: Field) -> Any:
    """The value that was written. Raises ValueError for what it cannot be."""
    text = text.strip()
    if field.form == "names":
        return [part.strip() for part in text.split(",") if part.strip()]
    if not text:
        return None
    if field.form == "number":
        if int(text) < 0:
            raise ValueError(text)
        return int(text)
    if field.form == "json":
        value = json.loads(text)
        if not isinstance(value, dict):
            raise ValueError(text)
        return value
    if field.choices and text not in field.choices:
        raise ValueError(text)
    return text


class Items(SortedTable):
    """Rows are items. ``changed`` is emitted with each edit, ``refused`` with the text that cannot be."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.fields = list(fields)
        self.name = fields[0].key
        self.items: list[dict[str, Any]] = []
        self._before: dict[str, Mapping[str, Any]] = {}
        self._bad: dict[str, str] = {}

    def show(self, items: Sequence[dict[str, Any]], before: Sequence[Mapping[str, Any]]) -> None:
        """Show these items (they are changed in place); ``before`` is how they are stored."""
        self.beginResetModel()
        self.items = list(items)
        self._before = {b[self.name]: b for b in before}
        self.put_in_order()
        self.endResetModel()

    def reorder(self, places: Sequence[int]) -> None:
        self.items = [self.items[place] for place in places]

    def sort_key(self, row: int, column: int) -> Any:
        if column == len(self.fields):
            text = self._bad.get(self.items[row][self.name], "")
        else:
            text = self.index(row, column).data(Qt.ItemDataRole.EditRole)
        return natural(text) if text else None

    @property
    def given(self) -> list[dict[str, Any]]:
        """The items as they came, whatever they are sorted by."""
        return self.as_given(self.items)

    def mark(self, bad: Mapping[str, str]) -> None:
        """What is wrong with an item, by its name."""
        self._bad = dict(bad)
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, len(self.fields)))

    def add(self, item: dict[str, Any]) -> int:
        """Add an item; its row."""
        place = len(self.items)
        self.beginInsertRows(QModelIndex(), place, place)
        self.items.append(item)
        self.row_added()
        self.endInsertRows()
        self.changed.emit()
        return place

    def remove(self, row: int) -> None:
        """Take an item out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.items[row]
        self.row_removed(row)
        self.endRemoveRows()
        self.changed.emit()

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.fields[section].title if section < len(self.fields) else self.tr("Check")

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_stored = index.column() == 0 and self.items[index.row()][self.name] in self._before
        can = index.column() < len(self.fields) and not is_stored
        return flags | Qt.ItemFlag.ItemIsEditable if can else flags

    def _is_changed(self, item: Mapping[str, Any], key: str) -> bool:
        stored = self._before.get(item[self.name])
        return stored is None or (stored.get(key) or None) != (item.get(key) or None)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        bad = self._bad.get(item[self.name], "")
        if index.column() == len(self.fields):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return bad or "✓"
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(tokens().warn if bad.startswith("⚠") else tokens().bad if bad else tokens().good)
            return None
        field = self.fields[index.column()]
        text = written(item.get(field.key), field.form)
        changed = self._is_changed(item, field.key)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"● {text}" if changed else text
        if role in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.ForegroundRole and changed:
            return QColor(tokens().running)
        return None

    def _why(self, field: Field, error: ValueError) -> str:
        """Why a text cannot be a value of a field."""
        if field.choices:
            return self.tr("possible are {choices}").format(choices=", ".join(field.choices))
        if field.form == "number":
            return self.tr("it is a whole number, 0 or more")
        if isinstance(error, json.JSONDecodeError):
            return self.tr("no JSON from sign {place} on").format(place=error.pos + 1)
        return self.tr("it is a JSON object such as {example}").format(example='{"delimiter": ";"}')

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        field, item = self.fields[index.column()], self.items[index.row()]
        try:
            given = read(str(value), field)
        except ValueError as error:
            form = self.tr("“{value}” cannot be {title}: {why}.")
            self.refused.emit(form.format(value=value, title=field.title, why=self._why(field, error)))
            return False
        if index.column() == 0 and (not given or any(i is not item and i[self.name] == given for i in self.items)):
            self.refused.emit(self.tr("A name is needed, and each only once."))
            return False
        item[field.key] = given
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(self.fields)))
        self.changed.emit()
        return True
