"""How a stage of the matrix is painted: a tile in the tint of its status, sign and words, and a line for its share."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from etl_console.records import Status
from etl_console.ui.pages.batch.matrix import CELL, Cell, Column
from etl_console.ui.tables import Rows
from etl_console.ui.theme import status_color, status_ground, tokens

_PADDING, _TILE_PADDING = 11, 9
_MOST_PICTURES = 1000
"""Some screens full of different cells: about 12 MB."""
_BETWEEN = " · "
_MIDDLE, _RIGHT = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
_SURELY_FITS = 4  # characters that no column is too narrow for
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_TEXT, _COLOR = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole
_SIDE = Qt.ItemDataRole.TextAlignmentRole
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value


class _Look(NamedTuple):
    """All that a cell looks like, apart from where it stands. ``width`` and ``height`` in device-independent pixels, colours
    as Qt's names; ``ground`` is the tile's, None for none; ``line`` is how long its share is drawn, in pixels."""

    width: int
    height: int
    font: str
    behind: str
    text: str
    color: str
    left: int
    right: int
    side: Qt.AlignmentFlag
    ground: str | None = None
    line: int = 0
    is_focused: bool = False


class Tiles(Rows):
    """Paints every cell of the matrix itself, so that hundreds of live files scroll without a missed frame.

    A frame has some hundred cells: so the model is asked as the Python it is, not through Qt, and each thing once; and a cell
    that looks as one did before is not drawn again, its picture is put there: text costs twenty times as much."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[_Look, QPixmap] = {}
        self._font = ("", QFont())  # its name, once for all cells

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not self._font[0]:
            self._font = (option.font.toString(), QFont(option.font))
        rect, (name, font), ratio = option.rect, self._font, painter.device().devicePixelRatioF()
        look, place = _look(rect, option.state.value, name, index), rect.topLeft()
        if ratio != int(ratio):  # a picture would lie between the pixels, and its text be blurred
            painter.save()
            painter.translate(place)
            _draw(painter, look, font)
            painter.restore()
            return
        picture = self._pictures.get(look)
        if picture is None or picture.devicePixelRatio() != ratio:
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[look] = QPixmap(QSize(look.width, look.height) * ratio)
            picture.setDevicePixelRatio(ratio)
            with QPainter(picture) as drawing:
                _draw(drawing, look, font)
        painter.drawPixmap(place, picture)


def _look(rect: QRect, state: int, font: str, index: QModelIndex | QPersistentModelIndex) -> _Look:
    said, t, width, height = index.model().data, tokens(), rect.width(), rect.height()
    behind = t.chosen if state & _SELECTED else t.surface
    cell = said(index, CELL)
    text = str(said(index, _TEXT) or "")
    chosen = said(index, _COLOR)
    color = chosen.name() if chosen else t.text
    if isinstance(cell, Cell):
        ground = status_ground(cell.status)
        is_shared = cell.status == Status.RUNNING and cell.share is not None
        return _Look(
            width, height, font, behind, _shortened(text, font, width - 2 * _TILE_PADDING), color, _TILE_PADDING,
            _TILE_PADDING, _CENTRE if cell.status == Status.PENDING else _LEFT, ground.name() if ground else None,
            round((width - 6) * min(1.0, cell.share or 0.0)) if is_shared else 0, bool(state & _FOCUSED),
        )  # fmt: skip
    is_name = index.column() == Column.FILE
    left = _PADDING if is_name else 4
    if len(text) > _SURELY_FITS:
        text = _fitting(text, font, width - left - _PADDING, _MIDDLE if is_name else _RIGHT)
    side = said(index, _SIDE) or _LEFT
    return _Look(width, height, font, behind, text, color, left, _PADDING, side)


def _draw(painter: QPainter, look: _Look, font: QFont) -> None:
    whole = QRect(0, 0, look.width, look.height)
    painter.fillRect(whole, QColor(look.behind))
    if look.ground is not None or look.is_focused:
        tile = whole.adjusted(3, 3, -3, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.ground))
            painter.drawRoundedRect(tile, 3, 3)
        if look.is_focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.drawRoundedRect(tile, 3, 3)
        if look.line:
            painter.fillRect(QRect(tile.left(), tile.bottom() - 2, look.line, 3), status_color(Status.RUNNING))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if look.text:
        painter.setFont(font)
        painter.setPen(QColor(look.color))
        painter.drawText(whole.adjusted(look.left, 0, -look.right, 0), look.side, look.text)


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
