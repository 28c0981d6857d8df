"""How the cells of tables are painted: one that looks as another did is not drawn again, its picture is put there."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from etl_console.records import Status
from etl_console.ui.theme import status_color, tokens

_Index = QModelIndex | QPersistentModelIndex
PADDING = 11
"""Pixels between the edge of a cell and its text, as the style sheet's 8 and Qt's own 3 make them."""
_MOST = 4_000_000
"""Device-independent pixels of all pictures together, a large screen full of different cells: 16 MB, 64 where each is four."""
BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TEXT, COLOR = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole
SIDE, _CHECKED = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.CheckStateRole
_ENABLED, _SELECTED = QStyle.StateFlag.State_Enabled.value, QStyle.StateFlag.State_Selected.value


class Look(NamedTuple):
    """All that a cell looks like, apart from where it stands. ``width`` and ``height`` in device-independent pixels, colours
    as Qt's names; ``ground`` is a tile's, None for none; ``line`` is how long its share is drawn, in pixels."""

    width: int
    height: int
    font: str
    behind: str
    text: str
    color: str
    left: int = PADDING
    right: int = PADDING
    side: Qt.AlignmentFlag = BESIDE
    ground: str | None = None
    line: int = 0
    is_focused: bool = False


class Cells(QStyledItemDelegate):
    """What is being written into a cell stays, whatever arrives for the table meanwhile."""

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)


class Rows(Cells):
    """Paints the cells of a table; chosen rows keep the colours of their texts.

    A screen has some hundred cells: so the model is asked as the Python it is, not through Qt, which asks for ten things of
    each cell; and a picture is put there, for text costs twenty times as much."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._font = ("", QFont())  # its name, once for all cells

    def look(self, option: QStyleOptionViewItem, font: str, index: _Index) -> Look | None:
        """What a cell looks like; None for one that Qt is to paint: with a box to check, with tabs or several lines, in a
        table that cannot be used."""
        said, t, rect, state = index.model().data, tokens(), option.rect, option.state.value
        text = str(said(index, TEXT) or "")
        if not state & _ENABLED or not text.isprintable() or said(index, _CHECKED) is not None:
            return None
        chosen, width = said(index, COLOR), rect.width()
        color = chosen.color() if isinstance(chosen, QBrush) else chosen
        return Look(
            width, rect.height(), font, behind(state), fitting(text, font, width - 2 * PADDING, option.textElideMode),
            color.name() if color else t.text, side=said(index, SIDE) or BESIDE,
        )  # fmt: skip

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if not self._font[0]:
            self._font = (option.font.toString(), QFont(option.font))
        name, font = self._font
        look = self.look(option, name, index)
        if look is None:
            super().paint(painter, option, index)
            return
        place, ratio = option.rect.topLeft(), painter.device().devicePixelRatioF()
        if ratio != int(ratio):  # a picture would lie between the pixels, and its text be blurred
            painter.save()
            painter.translate(place)
            _draw(painter, look, font)
            painter.restore()
        else:
            painter.drawPixmap(place, _pictures.of(look, font, ratio))

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        color = index.data(Qt.ItemDataRole.ForegroundRole)
        if color is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(color))


def behind(state: int) -> str:
    """The colour behind a cell in this state of the style."""
    return tokens().chosen if state & _SELECTED else tokens().surface


class _Pictures:
    """The pictures of what was painted, of all tables."""

    def __init__(self) -> None:
        self._made: dict[tuple[Look, float], QPixmap] = {}  # the oldest first
        self._size = 0

    def of(self, look: Look, font: QFont, ratio: float) -> QPixmap:
        picture = self._made.get((look, ratio))
        if picture is None:
            self._size += look.width * look.height
            if self._size > _MOST:
                self._forget_half()
            picture = self._made[look, ratio] = QPixmap(QSize(look.width, look.height) * ratio)
            picture.setDevicePixelRatio(ratio)
            with QPainter(picture) as drawing:
                _draw(drawing, look, font)
        return picture

    def _forget_half(self) -> None:
        for look, ratio in list(self._made):
            if self._size <= _MOST / 2:
                break
            del self._made[look, ratio]
            self._size -= look.width * look.height


_pictures = _Pictures()


def _draw(painter: QPainter, look: Look, font: QFont) -> None:
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
        # the table's direction; by itself a painter goes by the text's first letter
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setPen(QColor(look.color))
        painter.drawText(whole.adjusted(look.left, 0, -look.right, 0), look.side, look.text)


@lru_cache(maxsize=4096)
def _fitted(text: str, font: str, width: int, mode: Qt.TextElideMode) -> str:
    return metrics(font).elidedText(text, mode, width)


def fitting(text: str, font: str, width: int, mode: Qt.TextElideMode) -> str:
    """The text with as much left out as a place of ``width`` pixels is too narrow for."""
    surely_fits = 4  # signs that no column is too narrow for
    return text if len(text) <= surely_fits else _fitted(text, font, width, mode)


@cache
def metrics(font: str) -> QFontMetrics:
    """The metrics of a font by its name."""
    face = QFont()
    face.fromString(font)
    return QFontMetrics(face)
