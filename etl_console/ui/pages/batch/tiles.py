"""How a stage of the matrix is painted: a tile in the tint of its status, sign and words, and a line for its share."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from etl_console.records import Status
from etl_console.ui.pages.batch.matrix import CELL, Cell
from etl_console.ui.tables import Rows
from etl_console.ui.theme import status_color, status_ground, tokens

_PADDING = 11
_SURELY_FITS = 4  # characters that no column is too narrow for


class Tiles(Rows):
    """Paints every cell of the matrix itself, so that hundreds of live files scroll without a missed frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            self._paint_text(painter, option, index)
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

    @staticmethod
    def _paint_text(
        painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens().chosen))
        text = str(index.data() or "")
        if not text:
            return
        place = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setFont(option.font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or QColor(tokens().text))
        side = (
            index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        if len(text) > _SURELY_FITS:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, side, text)
