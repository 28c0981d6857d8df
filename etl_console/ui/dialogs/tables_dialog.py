"""Target tables that are not there, as they would be made; the types can be changed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from etl_console.ui.dialogs.parts import headed, way_on
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import label

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.target_tables import NewTable

_Index = QModelIndex | QPersistentModelIndex
TYPE = 2
"""The column that is edited."""


class NewColumns(QAbstractTableModel):
    """One row a column: its table, name, type, and some of its values."""

    def __init__(self, tables: Sequence[NewTable]) -> None:
        super().__init__()
        self.rows = [(t, c) for t in tables for c in t.columns]

    def tables(self) -> list[NewTable]:
        """The tables as they are to be made now."""
        found: dict[str, NewTable] = {}
        for table, column in self.rows:
            made = found.get(table.target, replace(table, columns=()))
            found[table.target] = replace(made, columns=(*made.columns, column))
        return list(found.values())

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [self.tr("Table"), self.tr("Column"), self.tr("Type"), self.tr("Values seen")][section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsEditable if index.column() == TYPE else known

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        table, column = self.rows[index.row()]
        return [table.target, column.name, column.type, ", ".join(column.samples) or "–"][index.column()]

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        table, column = self.rows[index.row()]
        self.rows[index.row()] = (table, replace(column, type=str(value)))
        self.dataChanged.emit(index, index)
        return True


class TypeDelegate(QStyledItemDelegate):
    """Chooses a type from those that there are."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        from etl_console.pipeline.target_tables import TYPES

        box = QComboBox(parent)
        box.setAccessibleName(self.tr("Type"))
        box.addItems(list(TYPES))
        box.activated.connect(lambda _: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data()))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())  # type: ignore[arg-type, unused-ignore]


class TablesDialog(QDialog):
    """Shows the tables of a client that are not there; accepted means: make ``tables``."""

    def __init__(self, client: str, tables: Sequence[NewTable], parent: QWidget | None = None) -> None:
        from etl_console.pipeline.target_tables import ready

        super().__init__(parent)
        made = ready(tables)
        self.setWindowTitle(self.tr("Make the tables of {client}").format(client=client))
        resize_within_screen(self, 860, 520)
        told = self.tr(
            "The files' mapped columns, with a type where what they brought leaves no doubt, else as text. Batch, file,"
            " line and time of the load are added. Click a type, or press F2 on it, to choose another."
        )
        column = headed(self, self.windowTitle(), told)
        self.model = NewColumns(made)
        self.table = make_table(self.model, self.tr("Columns of the tables"))
        self.table.setItemDelegateForColumn(TYPE, TypeDelegate(self.table))
        edit = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(edit.EditKeyPressed | edit.AnyKeyPressed)
        self.table.clicked.connect(lambda index: self.table.edit(index) if index.column() == TYPE else None)
        set_widths(self.table, (240, 180, 110), "tables.new")
        column.addWidget(self.table, 1)
        unseen = [t.target for t in tables if t not in made]
        if unseen:
            left = label(self.tr("Left out until a file has come: {tables}").format(tables=", ".join(unseen)), "quiet")
            left.setWordWrap(True)
            column.addWidget(left)
        box, self.make_button = way_on(self, self.tr("Make the tables"))
        column.addWidget(box)
        self.make_button.setDefault(True)
        self.make_button.setFocus()

    def tables(self) -> list[NewTable]:
        """The tables with the types that were chosen."""
        return self.model.tables()
