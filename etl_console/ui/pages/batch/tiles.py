"""How a stage of the matrix is painted: a tile in the tint of its status, sign and words, and a line for its share."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from etl_console.records import Status
from etl_console.ui.pages.batch.matrix import CELL, Cell, Column
from etl_console.ui.tables import Rows
from etl_console.ui.theme import status_color, status_ground, tokens

_PADDING = 11
_BETWEEN = " · "
_MIDDLE, _RIGHT = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
_SURELY_FITS = 4  # characters that no column is too narrow for
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value


class Tiles(Rows):
    """Paints every cell of the matrix itself, so that hundreds of live files scroll without a missed frame.

    A frame has some hundred cells: so the model is asked as the Python it is, not through Qt, and each thing once."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        said, rect, state = index.model().data, option.rect, option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, QColor(tokens().chosen))
        cell = said(index, CELL)
        text = str(said(index, Qt.ItemDataRole.DisplayRole) or "")
        color = said(index, Qt.ItemDataRole.ForegroundRole)
        if isinstance(cell, Cell):
            self._paint_tile(painter, rect, cell, bool(state & _FOCUSED))
            painter.setPen(color)
            place = rect.adjusted(9, 3, -9, -3)
            text = _shortened(text, option.font.toString(), place.width())
            painter.drawText(place, _CENTRE if cell.status == Status.PENDING else _LEFT, text)
        elif text:
            is_name = index.column() == Column.FILE
            place = rect.adjusted(_PADDING, 0, -_PADDING, 0) if is_name else rect.adjusted(4, 0, -_PADDING, 0)
            painter.setFont(option.font)
            painter.setPen(color or QColor(tokens().text))
            if len(text) > _SURELY_FITS:
                text = _fitting(text, option.font.toString(), place.width(), _MIDDLE if is_name else _RIGHT)
            painter.drawText(place, said(index, Qt.ItemDataRole.TextAlignmentRole) or _LEFT, text)

    @staticmethod
    def _paint_tile(painter: QPainter, rect: QRect, cell: Cell, is_focused: bool) -> None:
        ground = status_ground(cell.status)
        if ground is None and not is_focused:
            return
        tile = rect.adjusted(3, 3, -3, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(tile, 3, 3)
        if is_focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.drawRoundedRect(tile, 3, 3)
        if cell.status == Status.RUNNING and cell.share is not None:
            line = QRect(tile.left(), tile.bottom() - 2, round(tile.width() * min(1.0, cell.share)), 3)
            painter.fillRect(line, status_color(Status.RUNNING))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


@lru_cache(maxsize=4096)
def _shortened(text: str, font: str, width: int) -> str:
    """What a tile has room for: what stands last (the rate, then the rows) goes as a whole."""
    metrics = _metrics(font)
    while metrics.horizontalAdvance(text) > width and _BETWEEN in text:
        text = text.rpartition(_BETWEEN)[0]
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def _fitting(text: str, font: str, width: int, mode: Qt.TextElideMode) -> str:
    """The text with as much left out as a place is too narrow for."""
    return _metrics(font).elidedText(text, mode, width)


@cache
def _metrics(font: str) -> QFontMetrics:
    face = QFont()
    face.fromString(font)
    return QFontMetrics(face)
