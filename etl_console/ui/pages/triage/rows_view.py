"""The table of rejected rows: bad and edited cells tinted and signed, edited in place, Enter goes to the next row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from etl_console.ui.cells import Cells
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, MARK, STATE, Mark, RowsModel
from etl_console.ui.tables import MovingTable, copy_selection
from etl_console.ui.theme import tokens
from etl_console.ui.words import number

_Index = QModelIndex | QPersistentModelIndex
_SIGNS = {Mark.BAD: "✕", Mark.FITS: "✓", Mark.STILL_BAD: "✕"}
_SIGN_WIDTH = 18
_STATE_WIDTH = 132  # a decision is written there later


class CellDelegate(Cells):
    """Paints the mark of a cell: a tint and a sign, so that colour is not the only one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        mark = index.data(MARK) if index.column() >= FIRST_VALUE else None
        if not mark:
            super().paint(painter, option, index)
            return
        t = tokens()
        ground, ink = {
            Mark.BAD: (t.bad_ground, t.bad), Mark.STILL_BAD: (t.bad_ground, t.bad),
            Mark.FITS: (t.good_ground, t.good),
        }[Mark(mark)]  # fmt: skip
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        painter.save()
        painter.fillRect(rect, QColor(ground))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(t.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(ink))
        sign = rect.adjusted(8, 0, 0, 0)
        painter.drawText(sign, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), _SIGNS[Mark(mark)])
        text = str(index.data() or "")
        place = rect.adjusted(8 + _SIGN_WIDTH, 0, -8, 0)
        font = painter.font()
        if text == "":
            painter.setPen(QColor(t.quiet))
            font.setItalic(True)
            painter.setFont(font)
            text = self.tr("empty")
        else:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = index.model()
        assert isinstance(model, RowsModel)
        model.begin_edit(index.row())
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setObjectName("cell")
        editor.setAccessibleName(self.tr("Value"))
        return editor


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the operator is: the current cell, the first and last row of each part that is chosen, and how far it is
    scrolled."""

    cell: tuple[int, int]
    chosen: tuple[tuple[int, int], ...]
    down: int
    across: int


class RowsView(MovingTable):
    """Rows of one reason; typing, F2 or a double click edits, Enter keeps the value and goes to the next row.
    ``sort_wanted`` is emitted with a source column when its heading is clicked or F4 pressed in it, empty: the state."""

    sort_wanted = Signal(str)
    lost = Signal(int, str)
    """The source line and the text that was being written, for which there is no row any more."""

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(lambda section: self.sort_wanted.emit(model.column_at(section)))

    def show_sorting(self, column: str, falling: bool, *, is_on: bool) -> None:
        """Mark the column that the rows stand by; empty: what was decided."""
        header, section = self.horizontalHeader(), self._rows.section_of(column) if column else STATE
        header.setSortIndicatorShown(is_on)
        if is_on:
            order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, order)
            self.setColumnWidth(section, max(self.columnWidth(section), header.sectionSizeHint(section)))

    def fit_columns(self) -> None:
        """Columns as wide as their heading and what is seen first, within reason."""
        metrics, rows = self.fontMetrics(), self._rows
        longest = 10 * max(
            [rows.total, *(row.source_line for p in range(min(20, rows.total)) if (row := rows.row_at(p)))]
        )
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance(f"✕  {number(longest)}") + 20)
        for section in range(rows.columnCount()):
            texts = [str(rows.headerData(section, Qt.Orientation.Horizontal))]
            texts += [str(rows.index(r, section).data() or "") for r in range(min(20, rows.total))]
            widest = max(metrics.horizontalAdvance(t) for t in texts)
            least = _STATE_WIDTH if section == STATE else 72
            self.setColumnWidth(section, min(280, max(least, widest + 44)))

    def write_again(self, line: int, column: str) -> None:
        """Open a cell whose value was refused, with what was written there."""
        place = self._rows.place_of(line)
        if place is not None and (line, column) in self._rows.refused:
            index = self._rows.index(place, self._rows.section_of(column))
            self.setFocus()
            self.setCurrentIndex(index)
            self.edit(index)

    def count(self) -> int:
        """How many rows are chosen."""
        selection = self.selectionModel().selection()
        return sum(selection.at(i).height() for i in range(selection.count())) if self._rows.total else 0

    def stand(self) -> Stand:
        """Where the operator is among the rows."""
        parts, here = self.selectionModel().selection(), self.currentIndex()
        return Stand(
            (here.row(), here.column()), tuple((p.top(), p.bottom()) for p in map(parts.at, range(parts.count()))),
            self.verticalScrollBar().value(), self.horizontalScrollBar().value(),
        )  # fmt: skip

    def stand_as(self, before: Stand) -> None:
        """Be there again, when the same rows were read anew."""
        self.setCurrentIndex(self._rows.index(*before.cell))
        last, chosen = self._rows.columnCount() - 1, QItemSelection()
        for top, bottom in before.chosen:
            chosen.select(self._rows.index(top, 0), self._rows.index(bottom, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(before.down)
        self.horizontalScrollBar().setValue(before.across)

    def chosen(self, most: int) -> list[int]:
        """The places of the chosen rows, the first ``most`` of them."""
        selection = self.selectionModel().selection()
        parts = [selection.at(i) for i in range(selection.count())]
        return [place for part in parts for place in range(part.top(), part.bottom() + 1)][:most]

    def tell_what_is_lost(self) -> None:
        """Other rows come: what is being written has no place among them."""
        editor = self.viewport().findChild(QLineEdit, "cell")
        row = self._rows.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        is_written = self.state() == QAbstractItemView.State.EditingState
        if is_written and isinstance(editor, QLineEdit) and editor.isModified() and row is not None:
            self.lost.emit(row.source_line, editor.text())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            here = self.currentIndex()
            below = self.model().index(here.row() + 1, here.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self, (self.tr("Line"), self._rows.copied))
        elif event.key() == Qt.Key.Key_F4:
            self.sort_wanted.emit(self._rows.column_at(max(0, self.currentIndex().column())))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState and self.currentIndex().isValid():
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
