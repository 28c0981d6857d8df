"""What bars are filled with: a colour, and for what is not as usual a hatching."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from etl_console.ui.theme import tokens

PATTERNS = {
    "bad": Qt.BrushStyle.BDiagPattern, "warn": Qt.BrushStyle.FDiagPattern, "running": Qt.BrushStyle.HorPattern,
    "quiet": Qt.BrushStyle.VerPattern,
}  # fmt: skip
"""How what is not as usual is hatched, by token, each in its own way: none is told by its colour alone."""


def fill(token: str) -> tuple[QPen, QBrush]:
    """Outline and fill of what stands for a token in a chart."""
    color = QColor(getattr(tokens(), token))
    pen = QPen(color) if token in PATTERNS else QPen(Qt.PenStyle.NoPen)
    pen.setCosmetic(True)
    color.setAlpha(210)
    return pen, QBrush(color, PATTERNS.get(token, Qt.BrushStyle.SolidPattern))


def hatching(status: str) -> QBrush:
    """What lies over the tint of a status in a bar, none for one that is as usual."""
    token = {"FAILED": "bad", "CANCELLED": "warn", "SKIPPED": "warn", "RUNNING": "running"}.get(status)
    if token is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    color = QColor(getattr(tokens(), token))
    color.setAlpha(110)
    return QBrush(color, PATTERNS[token])


def swatch(token: str, ratio: float) -> QPixmap:
    """A small piece of a fill, 12 × 12; of the mark for what is usual, a line."""
    picture = QPixmap(round(12 * ratio), round(12 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if token == "line":
        painter.fillRect(0, 5, 12, 2, QColor(tokens().text))
    else:
        pen, brush = fill(token)
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRect(0, 0, 11, 11)
    painter.end()
    return picture
