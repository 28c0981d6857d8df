"""Colours and spacing as tokens, light and dark; status is always a sign and a word as well as a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from etl_console.resources import resource_path

SIGNS = {
    "SUCCESS": "✓", "FAILED": "✕", "RUNNING": "▶", "PENDING": "·", "SKIPPED": "→", "CANCELLED": "■",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme; every text colour has at least 4.5:1 on its ground (WCAG AA)."""

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    bad: str
    running: str
    warn: str
    bad_ground: str
    good_ground: str
    running_ground: str


LIGHT = Tokens(
    "#f6f7f9", "#ffffff", "#eef0f4", "#d8dce3", "#1c2330", "#566072", "#1f5fbf", "#ffffff", "#17703a", "#b3261e",
    "#1f5fbf", "#8a5a00", "#fdeceb", "#e8f5ec", "#e8f0fc",
)  # fmt: skip
DARK = Tokens(
    "#14171c", "#1b1f26", "#252a33", "#363d49", "#e6e9ef", "#a3adbd", "#7fb0ff", "#0d1522", "#6fd08c", "#ff9189",
    "#7fb0ff", "#f0bf5f", "#3a2020", "#1c3324", "#1d2b45",
)  # fmt: skip


def tokens() -> Tokens:
    """The tokens of the theme in use."""
    return DARK if QApplication.instance() and _is_dark() else LIGHT


def _is_dark() -> bool:
    app = QApplication.instance()
    wanted = app.property("etl_theme") if app else None
    if wanted in ("light", "dark"):
        return bool(wanted == "dark")
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def label(text: str, role: str) -> QLabel:
    """A label dressed as ``title``, ``section`` or ``quiet``."""
    made = QLabel(text)
    made.setObjectName(role)
    return made


def status_color(status: str) -> QColor:
    """The colour of a status word."""
    t = tokens()
    named = {"SUCCESS": t.good, "FAILED": t.bad, "RUNNING": t.running, "CANCELLED": t.warn, "SKIPPED": t.warn}
    return QColor(named.get(status, t.quiet))


def status_ground(status: str) -> QColor | None:
    """The tint behind a status, None for none."""
    t = tokens()
    named = {"SUCCESS": t.good_ground, "FAILED": t.bad_ground, "RUNNING": t.running_ground}
    return QColor(named[status]) if status in named else None


def apply(app: QApplication, wanted: str = "system") -> None:
    """Dress the application; ``wanted`` is system, light or dark."""
    app.setProperty("etl_theme", wanted)
    app.setStyle("Fusion")
    t = tokens()
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
    app.setStyleSheet(_sheet(t))


def _sheet(t: Tokens) -> str:
    chevron = resource_path("icons", f"chevron-{'dark' if t is DARK else 'light'}.svg").as_posix()
    check = resource_path("icons", f"check-{'dark' if t is DARK else 'light'}.svg").as_posix()
    return f"""
    QWidget {{ font-size: 10pt; }}
    QMainWindow, QDialog {{ background: {t.ground}; }}
    QLabel#title {{ font-size: 15pt; font-weight: 600; }}
    QLabel#quiet {{ color: {t.quiet}; }}
    QLabel#section {{ color: {t.quiet}; font-weight: 600; }}
    QTreeView, QTableView, QListView, QPlainTextEdit, QTextBrowser {{
        background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; selection-background-color: {t.raised};
        selection-color: {t.text}; gridline-color: {t.line}; }}
    QTreeView, QTableView {{ outline: 0; }}
    QTreeView::item {{ padding: 4px 2px; }}
    QTreeView::item:selected {{ background: {t.raised}; color: {t.text}; }}
    QTableView::item {{ padding: 0 8px; border: none; }}
    QTableView::item:selected {{ background: {t.raised}; }}
    QHeaderView::section {{ background: {t.raised}; color: {t.quiet}; border: none; border-bottom: 1px solid {t.line};
        padding: 6px 8px; font-weight: 600; }}
    QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; padding: 6px 16px; }}
    QPushButton:hover {{ background: {t.raised}; }}
    QPushButton:focus {{ border: 1px solid {t.accent}; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.ground}; }}
    QPushButton#primary {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton#primary:disabled {{ background: {t.raised}; color: {t.quiet}; border-color: {t.line}; }}
    QLineEdit {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; padding: 5px 8px; }}
    QLineEdit:focus, QComboBox:focus {{ border: 1px solid {t.accent}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.quiet}; border-radius: 3px;
        background: {t.surface}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
    QCheckBox::indicator:focus {{ border: 1px solid {t.accent}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QComboBox {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; padding: 5px 8px; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{chevron}"); }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; selection-background-color: {t.raised};
        selection-color: {t.text}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
    QTabBar::tab {{ padding: 8px 16px; color: {t.quiet}; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
    QSplitter::handle {{ background: {t.ground}; }}
    QStatusBar {{ color: {t.quiet}; }}
    QFrame#banner {{ background: {t.bad_ground}; border: 1px solid {t.bad}; border-radius: 4px; }}
    """
