"""The style sheet, written from the tokens."""

from __future__ import annotations

from etl_console.resources import resource_path
from etl_console.ui.tokens import Tokens


def sheet(t: Tokens, name: str) -> str:
    """The style sheet of the theme ``name`` (light or dark)."""
    chevron = resource_path("icons", f"chevron-{name}.svg").as_posix()
    upward = resource_path("icons", f"chevron-up-{name}.svg").as_posix()
    check = resource_path("icons", f"check-{name}.svg").as_posix()
    return f"""
    QMainWindow, QDialog, QWidget#page {{ background: {t.ground}; }}
    QDialogButtonBox {{ button-layout: 3; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px 8px; }}
    QLabel#title {{ font-size: 15pt; font-weight: 600; }}
    QLabel#heading {{ font-size: 11pt; font-weight: 600; }}
    QLabel#figure {{ font-size: 20pt; font-weight: 600; }}
    QLabel#quiet {{ color: {t.quiet}; }}
    QLabel#strong {{ font-weight: 600; }}
    QLabel#warning {{ color: {t.warn}; }}
    QLabel#drop {{ background: {t.chosen}; border: 2px dashed {t.accent}; border-radius: 6px; font-size: 12pt;
        font-weight: 600; }}
    QLabel#section {{ color: {t.quiet}; font-weight: 600; font-size: 9pt; }}
    QFrame#card {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px; }}
    QAbstractScrollArea#card:focus {{ border: 1px solid {t.accent}; }}
    QFrame#line {{ background: {t.line}; border: none; }}
    QFrame#rail {{ background: {t.rail}; border: none; border-right: 1px solid {t.line}; }}
    QPushButton#nav {{ text-align: left; border: none; border-radius: 4px; padding: 7px 8px; background: transparent;
        color: {t.text}; }}
    QPushButton#nav:hover {{ background: {t.raised}; }}
    QPushButton#nav:checked {{ background: {t.chosen}; font-weight: 600; }}
    QPushButton#nav:focus {{ border: 1px solid {t.accent}; padding: 6px 7px; }}
    QLabel#badge {{ background: {t.bad_ground}; color: {t.bad}; border-radius: 6px; padding: 0 6px; font-weight: 600;
        font-size: 9pt; }}
    QLabel#badgeDraft {{ background: {t.running_ground}; color: {t.running}; border-radius: 6px; padding: 0 6px;
        font-weight: 600; font-size: 9pt; }}
    QLabel#dot {{ color: {t.bad}; font-size: 7pt; }}
    QLabel#dotDraft {{ color: {t.running}; font-size: 7pt; }}
    QComboBox#narrow {{ color: transparent; padding: 5px 0 5px 6px; }}
    QComboBox#narrow::drop-down {{ width: 16px; }}
    QTreeView, QTableView, QListView, QPlainTextEdit, QTextBrowser {{
        background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; selection-background-color: {t.chosen};
        selection-color: {t.text}; gridline-color: {t.line}; }}
    QTreeView, QTableView, QListView {{ outline: 0; }}
    QTreeView:focus, QTableView:focus, QListView:focus, QPlainTextEdit:focus, QTextBrowser:focus {{
        border: 1px solid {t.accent}; }}
    QTreeView::item {{ height: 26px; padding: 0 8px 0 2px; }}
    QTreeView::item:selected, QListView::item:selected {{ background: {t.chosen}; color: {t.text}; }}
    QTableView::item {{ padding: 0 8px; border: none; }}
    QTableView::item:selected {{ background: {t.chosen}; }}
    QHeaderView {{ background: {t.raised}; border: none; }}
    QHeaderView::section {{ background: {t.raised}; color: {t.quiet}; border: none; border-bottom: 1px solid {t.line};
        padding: 6px 11px; font-weight: 600; }}
    QTreeView QHeaderView::section {{ padding-left: 5px; }}
    QHeaderView:vertical {{ background: {t.surface}; }}
    QHeaderView::section:vertical {{ background: {t.surface}; border: none; border-right: 1px solid {t.line};
        padding: 0 8px; font-weight: normal; }}
    QHeaderView::down-arrow {{ image: url("{upward}"); width: 12px; height: 12px; }}
    QHeaderView::up-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QTableCornerButton::section {{ background: {t.raised}; border: none; }}
    QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; padding: 5px 12px; }}
    QPushButton:hover {{ background: {t.raised}; }}
    QPushButton:pressed {{ background: {t.chosen}; }}
    QPushButton:checked {{ background: {t.chosen}; border-color: {t.accent}; }}
    QPushButton:focus {{ border: 1px solid {t.accent}; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.ground}; }}
    QPushButton#primary {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton#primary:focus {{ border: 1px solid {t.text}; }}
    QPushButton#primary:disabled {{ background: {t.raised}; color: {t.quiet}; border-color: {t.line}; }}
    QPushButton#bare {{ background: transparent; border: 1px solid transparent; padding: 5px; }}
    QPushButton#bare:hover {{ background: {t.raised}; }}
    QPushButton#bare:checked {{ background: {t.chosen}; }}
    QPushButton#bare:focus {{ border: 1px solid {t.accent}; }}
    QPushButton#link {{ background: transparent; border: 1px solid transparent; color: {t.accent}; padding: 2px 4px;
        text-align: left; }}
    QPushButton#link:disabled {{ color: {t.quiet}; }}
    QPushButton#link:hover {{ text-decoration: underline; }}
    QPushButton#link:focus {{ border: 1px solid {t.accent}; }}
    QLineEdit, QDateEdit, QTimeEdit, QSpinBox, QDoubleSpinBox {{ background: {t.surface}; border: 1px solid {t.line};
        border-radius: 4px; padding: 5px 8px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
    QTimeEdit::up-button, QTimeEdit::down-button {{ width: 0; border: none; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
    QTimeEdit:focus {{ border: 1px solid {t.accent}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 8px; }}
    QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ width: 14px; height: 14px;
        border: 1px solid {t.quiet}; border-radius: 3px; background: {t.surface}; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
        background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
    QCheckBox::indicator:focus {{ border: 1px solid {t.accent}; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {t.quiet}; border-radius: 8px;
        background: {t.surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {t.accent}; background: {t.on_accent}; }}
    QRadioButton:focus {{ color: {t.accent}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QComboBox {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 4px; padding: 5px 8px; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{chevron}"); }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; selection-background-color: {t.chosen};
        selection-color: {t.text}; border: 1px solid {t.line}; }}
    QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.chosen}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.quiet}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
    QTabBar::tab {{ padding: 7px 12px; color: {t.quiet}; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
    QTabBar::tab:focus {{ color: {t.accent}; }}
    QSplitter::handle {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {t.usual}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 24px; }}
    QScrollBar::handle:horizontal {{ min-width: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QStatusBar {{ color: {t.quiet}; background: {t.rail}; border-top: 1px solid {t.line}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {t.quiet}; font-size: 9pt; padding: 0 8px; }}
    QFrame#banner {{ background: {t.bad_ground}; border: 1px solid {t.bad}; border-radius: 4px; }}
    QFrame#notice {{ background: {t.warn_ground}; border: 1px solid {t.warn}; border-radius: 4px; }}
    QFrame#running {{ background: {t.running_ground}; border: 1px solid {t.running}; border-radius: 4px; }}
    QFrame#toast {{ background: {t.raised}; border: 1px solid {t.usual}; border-radius: 6px; }}
    QPushButton#toastAction {{ color: {t.accent}; font-weight: 600; background: transparent; border: none; }}
    QPushButton#toastAction:hover {{ text-decoration: underline; }}
    QDialog#palette {{ background: {t.surface}; border: 1px solid {t.usual}; }}
    QDialog#palette QLineEdit {{ border: none; font-size: 12pt; padding: 12px 16px; }}
    QDialog#palette QListView {{ border: none; border-top: 1px solid {t.line}; border-radius: 0; }}
    """
