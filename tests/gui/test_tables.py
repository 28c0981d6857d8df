"""Tables: what is painted is moved, and columns share the room that there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import (
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from etl_console.ui import theme
from etl_console.ui.tables import make_table, set_widths
from tests.gui.hands import LONG


class Painted(QObject):
    """How high what is painted of a widget is, each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return False


def test_what_is_painted_already_is_moved_when_a_table_is_scrolled(qtbot: QtBot) -> None:
    model = QStandardItemModel(500, 4)
    table = make_table(model, "rows")
    table.resize(600, 600)
    qtbot.addWidget(table)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    painted, bar = Painted(table.viewport()), table.verticalScrollBar()
    for name in ("dark", "light"):  # a style sheet that is laid on again would have it otherwise
        theme.apply(application, name)
        with qtbot.waitExposed(table):
            table.show()
        table.viewport().repaint()
        for step in range(4):
            application.processEvents()
            painted.heights.clear()
            bar.setValue(bar.value() + 1)
            qtbot.waitUntil(lambda: bool(painted.heights), timeout=LONG)
            assert not step or max(painted.heights) <= 2 * table.rowHeight(0), "but for the first step"


def test_names_get_the_room_that_is_left_until_the_operator_gives_widths(qtbot: QtBot) -> None:
    def shown_table() -> QTableView:
        table = make_table(QStandardItemModel(3, 3), "rows")
        qtbot.addWidget(table)
        set_widths(table, (120, 80), "room", grows=0)
        table.resize(500, 200)
        table.show()
        return table

    table = shown_table()
    header = table.horizontalHeader()
    assert table.columnWidth(0) + 80 + header.sectionSizeHint(2) == table.viewport().width()
    table.resize(120, 200)
    assert table.columnWidth(0) == 120
    table.setColumnWidth(0, 150)
    table.resize(800, 200)
    assert table.columnWidth(0) == 150
    assert shown_table().columnWidth(0) == 150


def test_where_there_is_no_room_columns_make_do_with_what_they_need_and_spare_ones_are_left_out(qtbot: QtBot) -> None:
    model = QStandardItemModel(1, 4)
    for place, text in enumerate(("a name that is longer than others", "12", "✓ Success", "–")):
        model.setItem(0, place, QStandardItem(text))
    table = make_table(model, "rows")
    qtbot.addWidget(table)
    set_widths(table, (160, 200, 140), "narrow", grows=0, spare=lambda: [3])
    table.resize(800, 120)
    table.show()
    assert (table.columnWidth(1), table.columnWidth(2)) == (200, 140)
    need = table.fontMetrics().horizontalAdvance("✓ Success")
    table.resize(420, 120)
    qtbot.waitUntil(lambda: need < table.columnWidth(2) < 140, timeout=LONG)
    assert table.columnWidth(0) >= 160 and table.columnWidth(1) < 100
    assert table.horizontalScrollBar().maximum() == 0 and not table.isColumnHidden(3)
    table.resize(sum(table.columnWidth(place) for place in (1, 2)) + 180, 120)
    assert table.isColumnHidden(3)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0, timeout=LONG)
    table.resize(800, 120)
    assert (table.columnWidth(1), table.isColumnHidden(3)) == (200, False)
    table.resize(300, 120)
    table.setColumnWidth(1, 90)
    assert not table.isColumnHidden(3), "what the operator lays out is all there"
    assert QSettings().value("widths/narrow") == [table.columnWidth(0), 90, table.columnWidth(2)]


def test_a_change_of_theme_is_no_width_that_the_operator_gave(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    model = QStandardItemModel(1, 3)
    model.setHeaderData(2, Qt.Orientation.Horizontal, "What it is")
    model.setItem(0, 1, QStandardItem("✓ Success, all of it"))
    table = make_table(model, "rows")
    qtbot.addWidget(table)
    set_widths(table, (120, 60, 90), "theme", grows=0)
    table.resize(600, 200)
    table.show()
    need = table.fontMetrics().horizontalAdvance("✓ Success, all of it")
    qtbot.waitUntil(lambda: table.columnWidth(1) > need, timeout=LONG)  # what must not be shortened gets its room
    theme.apply(application, "dark")
    theme.apply(application, "light")
    qtbot.waitUntil(lambda: table.columnWidth(0) > 300, timeout=LONG)
    assert table.columnWidth(1) > need
    assert QSettings().value("widths/theme") is None
