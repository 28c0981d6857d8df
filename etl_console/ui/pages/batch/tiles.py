"""How a stage of the matrix is painted: a tile in the tint of its status, sign and words, and a line for its share."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from etl_console.records import Status
from etl_console.ui.pages.batch.matrix import CELL, Cell
from etl_console.ui.tables import Rows
from etl_console.ui.theme import status_color, status_ground, tokens


class Tiles(Rows):
    """Paints the cells that are stages; all others as every table does."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        t = tokens()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(t.chosen))
        tile = rect.adjusted(3, 3, -3, -3)
        ground = status_ground(cell.status)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(tile, 3, 3)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 1.5))
            painter.drawRoundedRect(tile, 3, 3)
        if cell.status == Status.RUNNING and cell.share is not None:
            line = QRect(tile.left(), tile.bottom() - 2, round(tile.width() * min(1.0, cell.share)), 3)
            painter.fillRect(line, status_color(Status.RUNNING))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, tile.width() - 12)
        side = Qt.AlignmentFlag.AlignHCenter if cell.status == Status.PENDING else Qt.AlignmentFlag.AlignLeft
        painter.drawText(tile.adjusted(6, 0, -6, 0), side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
