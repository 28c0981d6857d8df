"""Colours and spacing as tokens, light and dark; status is always a sign and a word as well as a colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from etl_console.ui.stylesheet import sheet
from etl_console.ui.tokens import DARK, LIGHT, Tokens

_TEXT_INSET = 10
_in_use: list[Tokens] = []


class _Change(QObject):
    """``coming`` before another theme dresses every widget that is there, which takes long, ``over`` after it."""

    coming, over = Signal(), Signal()


change = _Change()


def tokens() -> Tokens:
    """The tokens of the theme in use."""
    return _in_use[0] if _in_use else LIGHT


def _is_dark(wanted: str) -> bool:
    if wanted in ("light", "dark"):
        return wanted == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def label(text: str, role: str) -> QLabel:
    """A label dressed as ``title``, ``section``, ``quiet`` or ``warning``; its text is shown as it is, whatever it says."""
    made = QLabel(text, textFormat=Qt.TextFormat.PlainText)
    made.setObjectName(role)
    return made


def align_text(area: QTextEdit | QPlainTextEdit) -> None:
    """The text of a box begins where that of a table's cells does."""
    area.document().setDocumentMargin(_TEXT_INSET)


def plain_tip(text: str) -> str:
    """A text as a tool tip shows it: what a file holds is never read as HTML."""
    shown = escape(text).replace("\n", "<br>")
    return f"<qt>{shown}</qt>" if "<" in text else text


def strong(html: str) -> str:
    """HTML set in the weight of headings."""
    return f'<span style="font-weight:600">{html}</span>'


def facts(rows: Iterable[Sequence[str]]) -> str:
    """HTML of facts one below the other, each with its name first; all of it is shown as it is."""
    gap = "padding: 2px 16px 2px 0"
    lines = "".join(
        f'<tr><td style="{gap}; color: {tokens().quiet}">{escape(name)}</td>'
        + "".join(f'<td style="{gap}">{escape(value)}</td>' for value in values)
        + "</tr>"
        for name, *values in rows
    )
    return f'<table cellspacing="0" cellpadding="0">{lines}</table>' if lines else ""


def emphasize(button: QPushButton, is_primary: bool) -> None:
    """Make a button the one that is meant to be pressed, or an ordinary one."""
    dress(button, "primary" if is_primary else "")


def dress(widget: QWidget, role: str) -> None:
    """Give a widget another role in the style sheet."""
    if widget.objectName() != role:
        widget.setObjectName(role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def status_color(status: str) -> QColor:
    """The colour of a status word."""
    return _status_color(tokens(), status)


def status_ground(status: str) -> QColor | None:
    """The tint behind a status, None for none."""
    return _status_ground(tokens(), status)


@cache
def _status_color(t: Tokens, status: str) -> QColor:
    named = {"SUCCESS": t.good, "FAILED": t.bad, "RUNNING": t.running, "CANCELLED": t.warn, "SKIPPED": t.warn}
    return QColor(named.get(status, t.quiet))


@cache
def _status_ground(t: Tokens, status: str) -> QColor | None:
    named = {
        "SUCCESS": t.good_ground, "FAILED": t.bad_ground, "RUNNING": t.running_ground, "SKIPPED": t.warn_ground,
        "CANCELLED": t.warn_ground,
    }  # fmt: skip
    return QColor(named[status]) if status in named else None


def family() -> str:
    """The typeface: Inter where it is installed, else the system's own."""
    return "Inter" if "Inter" in QFontDatabase.families() else QFontDatabase.systemFont(_GENERAL).family()


_GENERAL = QFontDatabase.SystemFont.GeneralFont
GRID = 8
"""Pixels of the grid that all spacing is a multiple of; half of it inside dense rows."""


def digits(font: QFont) -> QFont:
    """The font with tabular figures: numbers under each other line up."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def apply(app: QApplication, wanted: str = "system") -> None:
    """Dress the application; ``wanted`` is system, light or dark."""
    change.coming.emit()
    app.setProperty("etl_theme", wanted)
    app.setStyle("Fusion")
    app.setFont(digits(QFont(family(), 10)))
    t = DARK if _is_dark(wanted) else LIGHT
    _in_use[:] = [t]
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, t.ground), (QPalette.ColorRole.Base, t.surface),
        (QPalette.ColorRole.AlternateBase, t.raised), (QPalette.ColorRole.Button, t.raised),
        (QPalette.ColorRole.Text, t.text), (QPalette.ColorRole.WindowText, t.text),
        (QPalette.ColorRole.ButtonText, t.text), (QPalette.ColorRole.ToolTipBase, t.raised),
        (QPalette.ColorRole.ToolTipText, t.text), (QPalette.ColorRole.PlaceholderText, t.quiet),
        (QPalette.ColorRole.Highlight, t.accent), (QPalette.ColorRole.HighlightedText, t.on_accent),
        (QPalette.ColorRole.Mid, t.line), (QPalette.ColorRole.Link, t.accent),
    ):  # fmt: skip
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.quiet))
    app.setPalette(palette)
    app.setStyleSheet(sheet(t, "dark" if t is DARK else "light"))
    change.over.emit()


def choose(wanted: str) -> None:
    """Wear a theme (or ``system``) from now on, also at the next start."""
    QSettings().setValue("theme", wanted)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply(app, wanted)


def choose_other() -> None:
    """Light where it is dark, and dark where it is light."""
    choose("light" if tokens() is DARK else "dark")
