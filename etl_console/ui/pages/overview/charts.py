"""Bars over days, batches or stages: each can be pointed at, walked with the arrow keys, and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent

from etl_console.ui import words
from etl_console.ui.fills import fill
from etl_console.ui.theme import tokens

_FEWEST, _BETWEEN = 8, 6
"""Bars that a chart has room for at least, so that few are not broad; and the pixels between two labels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label on the axis (empty for none), parts stacked from below as (value, token), a mark for what is
    usual, and what it says when pointed at."""

    label: str
    parts: tuple[tuple[float, str], ...]
    tip: str
    usual: float | None = None

    @property
    def height(self) -> float:
        """The sum of its parts."""
        return sum(v for v, _ in self.parts)


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """Numbers in few characters; no parts of what is ``counted``."""

    def __init__(self, counted: bool) -> None:
        super().__init__("left")
        self._counted = counted

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        found = super().tickSpacing(low, high, size)
        return [s for s in found if s[0] >= 1] or [(1.0, 0.0)] if self._counted else found

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [words.compact(v) if spacing >= 1 else words.decimal(v) for v in values]


class BarChart(pg.PlotWidget):  # type: ignore[misc]
    """Emits ``opened`` with the place of a bar that was clicked, or chosen with the arrows and Enter. ``counted``: its values
    are whole; ``most``: where the axis ends, the highest bar for None."""

    opened = Signal(int)

    def __init__(self, name: str, *, counted: bool = False, most: float | None = None) -> None:
        t = tokens()
        self.bars: list[Bar] = []
        super().__init__(background=t.surface, axisItems={"left": _Axis(counted)})
        self.setAccessibleName(name)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(136)
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        item = self.getPlotItem()
        self._small = QFont(self.font().family(), 8)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setMouseEnabled(False, False)
        item.showGrid(y=True, alpha=0.12)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(None))
            axis.setTextPen(t.quiet)
            axis.setStyle(tickFont=self._small, tickLength=0)
        item.getAxis("left").setWidth(44)
        item.getAxis("left").enableAutoSIPrefix(False)
        self._most = most
        self._nothing = pg.TextItem(self.tr("Nothing in this period."), color=t.quiet, anchor=(0.5, 0.5))
        self._place = -1
        self._cursor = pg.BarGraphItem(x=[0], y0=[0], height=[0], width=1, brush=_faint(), pen=pg.mkPen(None))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars from left to right."""
        self.bars = list(bars)
        self.clear()
        self.addItem(self._cursor)
        self._cursor.setOpts(x=[0], height=[0])
        low = [0.0] * len(bars)
        tokens_used = list(dict.fromkeys(token for b in bars for _, token in b.parts))
        for token in tokens_used:
            heights = [sum(v for v, k in b.parts if k == token) for b in bars]
            drawn = [place for place, height in enumerate(heights) if height > 0]  # nothing is no line either
            pen, brush = fill(token)
            self.addItem(
                pg.BarGraphItem(
                    x=drawn, y0=[low[p] for p in drawn], height=[heights[p] for p in drawn], width=0.72, brush=brush, pen=pen
                )
            )  # fmt: skip
            low = [a + b for a, b in zip(low, heights, strict=True)]
        marks = [(i, b.usual) for i, b in enumerate(bars) if b.usual is not None]
        for place, usual in marks:
            line = pg.PlotCurveItem([place - 0.42, place + 0.42], [usual, usual], pen=pg.mkPen(tokens().text, width=2))
            self.addItem(line)
        item = self.getPlotItem()
        self._name_bars()
        top = max([b.height for b in bars] + [u for _, u in marks] + [0.0])
        item.setXRange(-0.6, max(len(bars), _FEWEST) - 0.4, padding=0)
        item.setYRange(0, (self._most or top) * 1.08 or 1, padding=0)
        item.getAxis("left").setStyle(showValues=top > 0)
        if not top:
            self._nothing.setPos((max(len(bars), _FEWEST) - 1) / 2, ((self._most or 0) * 1.08 or 1) / 2)
            self.addItem(self._nothing)
        self.setAccessibleDescription("; ".join(b.tip.replace("\n", ", ") for b in self.bars[-14:]))

    def _name_bars(self) -> None:
        """The labels, each with as much left out as the bars up to the next one have no room for."""
        named = [i for i, b in enumerate(self.bars) if b.label]
        apart = min((b - a for a, b in pairwise(named)), default=len(self.bars))
        room = int(self.getPlotItem().vb.width() / max(len(self.bars), _FEWEST) * apart) - _BETWEEN
        cut = QFontMetrics(self._small).elidedText
        shown = [(i, cut(self.bars[i].label, Qt.TextElideMode.ElideRight, max(room, 0))) for i in named]
        self.getPlotItem().getAxis("bottom").setTicks([shown])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.bars:
            self._name_bars()

    def _at(self, place: QPointF) -> int:
        x = self.getPlotItem().vb.mapSceneToView(place).x()
        found = round(x)
        return found if 0 <= found < len(self.bars) and abs(x - found) < 0.5 else -1

    def _mark(self, place: int) -> None:
        self._place = place
        top = self.getPlotItem().viewRange()[1][1]
        self._cursor.setOpts(x=[max(place, 0)], height=[top if place >= 0 else 0], brush=_faint())
        self.setToolTip(self.bars[place].tip if place >= 0 else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mark(self._at(event.position()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.opened.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        self._mark(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self.bars:
            last = len(self.bars) - 1
            start = last + 1 if self._place < 0 else self._place
            self._mark(max(0, min(last, start + steps[Qt.Key(event.key())])))
            self.setAccessibleDescription(self.bars[self._place].tip)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.opened.emit(self._place)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._mark(-1)
        super().focusOutEvent(event)


def _faint() -> QColor:
    color = QColor(tokens().accent)
    color.setAlpha(36)
    return color
