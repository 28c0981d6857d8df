"""The dependencies of integration drawn: what comes first stands left; circles and missing routines are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from etl_console.ui.theme import tokens

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _EDGE = 232, 40, 64, 16, 16


def levels(steps: Sequence[Mapping[str, Any]]) -> tuple[dict[str, int], set[str]]:
    """How many steps stand before each one, and the names of those that stand in a circle."""
    needs = {s["procedure"]: [d for d in s.get("depends_on") or [] if d != s["procedure"]] for s in steps}
    level: dict[str, int] = {}
    left = dict(needs)
    while left:
        ready = [n for n, before in left.items() if all(b in level or b not in needs for b in before)]
        if not ready:
            break
        for name in ready:
            level[name] = 1 + max((level[b] for b in left[name] if b in level), default=-1)
        left = {n: b for n, b in left.items() if n not in level}
    circle = {n for n in left if _reaches(n, n, left)}
    for name in left:
        level[name] = max(level.values(), default=-1) + 1 if name in circle else 0
    return level, circle


def _reaches(start: str, goal: str, needs: Mapping[str, Sequence[str]]) -> bool:
    seen, todo = set(), list(needs.get(start, ()))
    while todo:
        name = todo.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            todo += needs.get(name, ())
    return False


class _Drawing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Mapping[str, Any]] = []
        self.bad: Mapping[str, str] = {}
        self.places: dict[str, QRectF] = {}
        self.circle: set[str] = set()

    def lay_out(self) -> None:
        """Find a place for every step."""
        level, self.circle = levels(self.steps)
        used: dict[int, int] = {}
        self.places = {}
        for step in self.steps:
            name = step["procedure"]
            column = level[name]
            row = used.get(column, 0)
            used[column] = row + 1
            self.places[name] = QRectF(
                _EDGE + column * (_WIDTH + _ACROSS), _EDGE + row * (_HEIGHT + _DOWN), _WIDTH, _HEIGHT
            )
        right = max((p.right() for p in self.places.values()), default=0)
        bottom = max((p.bottom() for p in self.places.values()), default=0)
        self.setMinimumSize(int(right) + _EDGE, int(bottom) + _EDGE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step in self.steps:
            for before in step.get("depends_on") or []:
                if before in self.places:
                    in_circle = {before, step["procedure"]} <= self.circle
                    self._edge(painter, self.places[before], self.places[step["procedure"]], in_circle)
        for step in self.steps:
            name = step["procedure"]
            place = self.places[name]
            is_bad = name in self.bad or name in self.circle
            painter.setPen(QPen(QColor(t.bad if is_bad else t.line), 1.5 if is_bad else 1))
            painter.setBrush(QColor(t.bad_ground if is_bad else t.surface))
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(QColor(t.bad if is_bad else t.text))
            sign = "✕ " if is_bad else ""
            short = painter.fontMetrics().elidedText(
                sign + name.removeprefix("tools."), Qt.TextElideMode.ElideMiddle, int(place.width()) - 16
            )
            painter.drawText(place.adjusted(8, 0, -8, -14), Qt.AlignmentFlag.AlignVCenter, short)
            painter.setPen(QColor(t.quiet))
            font = painter.font()
            small = painter.font()
            small.setPointSizeF(font.pointSizeF() * 0.85)
            painter.setFont(small)
            painter.drawText(place.adjusted(8, 18, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(step.get("kind") or ""))
            painter.setFont(font)
        painter.end()

    @staticmethod
    def _edge(painter: QPainter, start: QRectF, end: QRectF, in_circle: bool) -> None:
        t = tokens()
        first, last = QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
        path = QPainterPath(first)
        bend = max(24.0, (last.x() - first.x()) / 2)
        path.cubicTo(first + QPointF(bend, 0), last - QPointF(bend, 0), last)
        pen = QPen(QColor(t.bad if in_circle else t.usual), 1.5)
        if in_circle:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.drawLine(last, last + QPointF(-6, -4))
        painter.drawLine(last, last + QPointF(-6, 4))


class DependencyGraph(QScrollArea):
    """Shows the steps of integration; ``bad`` has what is wrong with a step by its name."""

    def __init__(self) -> None:
        super().__init__()
        self.drawing = _Drawing()
        self.setWidget(self.drawing)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Dependencies"))

    def show_steps(self, steps: Sequence[Mapping[str, Any]], bad: Mapping[str, str]) -> None:
        """Draw these steps (the form of ``config export``)."""
        self.drawing.steps, self.drawing.bad = list(steps), bad
        self.drawing.lay_out()
        told = [f"{s['procedure']}: {', '.join(s.get('depends_on') or []) or '–'}" for s in steps]
        self.setAccessibleDescription("; ".join(told))
