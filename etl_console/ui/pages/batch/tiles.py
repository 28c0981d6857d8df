"""How a stage of the matrix is painted: a tile in the tint of its status, sign and words, and a line for its share."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from etl_console.records import Status
from etl_console.ui.cells import BESIDE, COLOR, PADDING, SIDE, TEXT, Look, Rows, behind, fitting, metrics
from etl_console.ui.pages.batch.matrix import CELL, Cell, Column
from etl_console.ui.theme import status_ground, tokens

_TILE_PADDING = 9
_BETWEEN = " · "
_MIDDLE, _RIGHT = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class Tiles(Rows):
    """The cells of the matrix and of batches side by side; hundreds of live files scroll without a missed frame."""

    def look(self, option: QStyleOptionViewItem, font: str, index: QModelIndex | QPersistentModelIndex) -> Look:
        said, rect, state = index.model().data, option.rect, option.state.value
        width, height = rect.width(), rect.height()
        cell = said(index, CELL)
        text = str(said(index, TEXT) or "")
        chosen = said(index, COLOR)
        color = chosen.name() if chosen else tokens().text
        if isinstance(cell, Cell):
            ground = status_ground(cell.status)
            is_shared = cell.status == Status.RUNNING and cell.share is not None
            return Look(
                width, height, font, behind(state), _shortened(text, font, width - 2 * _TILE_PADDING), color, _TILE_PADDING,
                _TILE_PADDING, _CENTRE if cell.status == Status.PENDING else BESIDE, ground.name() if ground else None,
                round((width - 6) * min(1.0, cell.share or 0.0)) if is_shared else 0, bool(state & _FOCUSED),
            )  # fmt: skip
        is_name = index.column() == Column.FILE
        left = PADDING if is_name else 4
        text = fitting(text, font, width - left - PADDING, _MIDDLE if is_name else _RIGHT)
        return Look(width, height, font, behind(state), text, color, left, PADDING, said(index, SIDE) or BESIDE)


@lru_cache(maxsize=4096)
def _shortened(text: str, font: str, width: int) -> str:
    """What a tile has room for: what stands last (the rate, then the rows) goes as a whole."""
    known = metrics(font)
    while known.horizontalAdvance(text) > width and _BETWEEN in text:
        text = text.rpartition(_BETWEEN)[0]
    return known.elidedText(text, Qt.TextElideMode.ElideRight, width)
