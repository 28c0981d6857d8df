"""Icons of one family, drawn as SVG strokes in ``resources/icons`` and coloured by a token of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from etl_console.resources import resource_path
from etl_console.ui.theme import tokens

_SCALES = (1, 2, 3)
_cache: dict[tuple[str, str, str, int], QIcon] = {}


def icon(name: str, token: str = "text", size: int = 16) -> QIcon:
    """The icon ``name`` at ``size`` pixels in the colour of a token (``quiet``, ``accent``, ``bad`` …)."""
    color = getattr(tokens(), token)
    key = (name, color, tokens().quiet, size)
    if key not in _cache:
        made = QIcon()
        for scale in _SCALES:
            made.addPixmap(pixmap(name, color, size, scale))
            made.addPixmap(pixmap(name, tokens().quiet, size, scale), QIcon.Mode.Disabled)
        _cache[key] = made
    return _cache[key]


def pixmap(name: str, color: str, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon as a pixmap of ``size`` logical pixels in ``color``."""
    text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    made = QPixmap(round(size * scale), round(size * scale))
    made.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(made)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
