"""Each page and dialog in both languages and at the least size: nothing cut off; layout and widths are remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import (
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabBar,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.ui import language
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.files.table import Column as FilesColumn
from etl_console.ui.pages.files.tree import FolderTree
from etl_console.ui.pages.logs.model import Column as LogColumn
from etl_console.ui.pages.logs.page import LogsPage
from etl_console.ui.pages.mapping.lines import Column as MappingColumn
from etl_console.ui.pages.mapping.page import MappingPage
from etl_console.ui.pages.registry import PAGES
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.room import Scrolled
from etl_console.ui.shell.links import Link
from tests.fit import cut_off, still_english
from tests.gui.hands import LONG, USUAL, quiet, shown
from tests.rare_scenes import RARE
from tests.scenes import SCENES
from tests.screenshots import Stage, age_first_day

LEAST, AROUND = QSize(960, 540), QSize(16, 64)
"""A screen that is enlarged to 200 %, and what of one a dialog leaves free."""


@dataclass
class Fitting(Stage):
    """Instead of a picture of each scene: what of it has not the room that it needs, at the usual size and the least."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        usual = widget.size() if widget is not None else QSize()
        for size in (USUAL, LEAST):
            self.window.resize(size)
            if widget is not None:
                widget.resize(usual.boundedTo(size - AROUND))
            QApplication.processEvents()
            told = cut_off(widget or self.window)
            if language.current() == "id":
                told += still_english(widget or self.window)
            if widget is None:
                told += self._scrolls(size)
            elif widget.size() != widget.size().boundedTo(size - AROUND):
                told.append(f"the dialog itself, in {widget.width()}×{widget.height()}")
            for text in told:
                self.found.setdefault(text, []).append(f"{name} {language.current()} {size.width()}")

    def _scrolls(self, size: QSize) -> list[str]:
        """A page has its width in any window, and all of it in one of the usual size."""
        page = self.window.findChild(Scrolled)
        assert page is not None
        up_and_down = page.verticalScrollBar().maximum() if size == USUAL else 0
        return ["the page itself"] if page.horizontalScrollBar().maximum() or up_and_down else []


def test_nothing_is_cut_off_in_any_scene_at_any_size_in_either_language(
    busy: MainWindow, service: Service, database: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    demo.install(service, database, "client2")
    age_first_day(database)
    found: dict[str, list[str]] = {}
    window = busy
    for code in language.LANGUAGES:
        if code != language.current():
            window.shut()
            language.apply(QApplication.instance() or QApplication([]), code)
            window = MainWindow(service)
            qtbot.addWidget(window)
            window.show()
            window.start()
        stage = Fitting(window, service, tmp_path, tmp_path, found)
        stage.settle(lambda w=window: len(w.clients) == 2)  # type: ignore[misc]
        window.go(Link("client1"))
        for scene in [*SCENES, *RARE]:
            scene(stage)
        window.shut()
    assert not found


def test_each_kind_of_text_without_its_room_is_found(qtbot: QtBot) -> None:
    long = "more than forty pixels"
    model = QStandardItemModel(1, 1)
    model.setHorizontalHeaderLabels([long])
    model.setItem(0, 0, QStandardItem(long))
    tree, table, box, tabs, field = QTreeView(), QTableView(), QComboBox(), QTabBar(), QLineEdit()
    for view in (tree, table):
        view.setModel(model)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    box.addItem(long)
    tabs.addTab(long)
    field.setPlaceholderText(long)
    low = QLabel(long, wordWrap=True)
    low.setFixedHeight(12)
    shown = [QLabel(long), low, QPushButton(long), QCheckBox(long), QGroupBox(long), tree, table, box, tabs, field]
    part = QWidget()
    column = QVBoxLayout(part)
    for widget in shown:
        widget.setFixedWidth(48)
        column.addWidget(widget)
    table.setColumnWidth(0, 24)
    qtbot.addWidget(part)
    with qtbot.waitExposed(part):
        part.show()
    found = {told.partition(" ")[0] for told in cut_off(part)}
    assert found >= {
        "QLabel",
        "QPushButton",
        "QCheckBox",
        "QGroupBox",
        "QTreeView",
        "QHeaderView",
        "QComboBox",
        "QTabBar",
    }
    low.setText("Restart the batch.")
    model.setItem(0, 0, QStandardItem("no value was seen"))
    assert still_english(part) == ["“Restart the batch.” is English", "“no value was seen” is English"]
    assert "QLineEdit" in found and sum("QLabel" in told for told in cut_off(part)) == 2


def test_widths_splitters_sorting_and_filters_are_as_the_operator_left_them(
    busy: MainWindow, service: Service, qtbot: QtBot
) -> None:
    page = shown(qtbot, busy, "files")
    table = next(t for t in page.findChildren(QTableView) if t.model().columnCount() > 6)
    splitter = page.findChildren(QSplitter)[0]
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) - 1, header.height() // 2)
    viewport = header.viewport()
    before = header.sectionSize(0)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(viewport, edge + QPoint(40, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert header.sectionSize(0) == before + 40
    rows = FilesColumn.ROWS
    heading = QPoint(header.sectionViewportPosition(rows) + 20, header.height() // 2)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heading)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heading)
    most = [table.model().index(row, rows).data() for row in range(11)]
    assert most[0] == "60,398"
    assert [int(n.replace(",", "")) for n in most] == sorted((int(n.replace(",", "")) for n in most), reverse=True)
    handle = splitter.handle(1)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(2, 40))
    qtbot.mouseMove(handle, QPoint(42, 40))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(42, 40))
    sizes = splitter.sizes()
    tree = page.findChildren(FolderTree)[0]
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_End)
    folder = tree.place()
    assert folder != ("", "")
    logs = shown(qtbot, busy, "logs")
    assert isinstance(logs, LogsPage)
    qtbot.keyClick(logs.level, Qt.Key.Key_Down)
    quiet(qtbot, busy)
    again = MainWindow(service)
    qtbot.addWidget(again)
    again.resize(busy.size())
    again.show()
    again.start()
    qtbot.waitUntil(lambda: again.client == "client1" and "files" in again.pages, timeout=LONG)
    quiet(qtbot, again)
    again.show_page("files")
    quiet(qtbot, again)
    other = next(t for t in again.pages["files"].findChildren(QTableView) if t.model().columnCount() > 6)
    assert again.pages["files"].findChildren(FolderTree)[0].place() == folder
    again_logs = again.pages["logs"]
    assert isinstance(again_logs, LogsPage)
    assert again_logs.wanted().level == "error"
    other_tree = again.pages["files"].findChildren(FolderTree)[0]
    qtbot.keyClick(other_tree, Qt.Key.Key_Home)
    assert other.columnWidth(0) == before + 40
    assert [other.model().index(row, rows).data() for row in range(11)] == most
    other.setFocus()
    other.setCurrentIndex(other.model().index(0, rows))
    qtbot.keyClick(other, Qt.Key.Key_F4)  # a third time: as they came
    assert [other.model().index(row, rows).data() for row in range(11)] != most
    assert abs(again.pages["files"].findChildren(QSplitter)[0].sizes()[0] - sizes[0]) <= 2
    qtbot.waitUntil(lambda: len(again.pages) == len(again.rail.buttons), timeout=LONG)
    quiet(qtbot, again)
    again.close()


def test_a_page_is_scrolled_where_a_small_or_enlarged_screen_has_no_room_for_it(busy: MainWindow, qtbot: QtBot) -> None:
    small = (960, 500)  # a common screen at 200 %
    least = busy.minimumSizeHint()
    assert (least.width(), least.height()) <= small
    assert least.height() <= small[1]
    busy.resize(*small)
    scrolled = busy.findChild(Scrolled)
    assert scrolled is not None
    for name in PAGES:
        page = shown(qtbot, busy, name)
        needed = page.minimumSizeHint()
        assert page.width() >= needed.width(), name
        assert page.height() >= needed.height(), name
        assert scrolled.horizontalScrollBar().maximum() == 0, name
    assert (busy.width(), busy.height()) == small
    button = busy.rail.buttons["batch"]
    assert (button.text(), button.accessibleName(), button.accessibleDescription()) == ("", "Batch", "1")
    busy.resize(1440, 900)
    qtbot.waitUntil(lambda: button.text() == "Batch", timeout=LONG)


def test_what_is_decided_by_is_in_view_in_a_narrow_window(busy: MainWindow, qtbot: QtBot) -> None:
    busy.resize(960, 500)
    logs = shown(qtbot, busy, "logs")
    assert isinstance(logs, LogsPage)
    message = logs.table.columnViewportPosition(LogColumn.TEXT)
    assert logs.table.columnWidth(LogColumn.TEXT) >= 300
    assert 0 <= message <= logs.table.viewport().width() - 300
    assert logs.text.width() >= 200
    triage = shown(qtbot, busy, "triage")
    assert isinstance(triage, TriagePage)
    assert triage.reasons.width() <= triage.width() * 0.4
    triage.rows.horizontalScrollBar().setValue(triage.rows.horizontalScrollBar().maximum())
    row = triage.model.row_at(0)
    assert row is not None
    assert triage.rows.verticalHeader().isVisible()
    assert triage.model.headerData(0, Qt.Orientation.Vertical) == f"✕  {row.source_line}"
    mapping = shown(qtbot, busy, "mapping")
    assert isinstance(mapping, MappingPage)
    end = mapping.table.columnViewportPosition(MappingColumn.KEY) + mapping.table.columnWidth(MappingColumn.KEY)
    assert end < mapping.table.viewport().width() - 60
    assert not mapping.tried.isVisible()
    busy.resize(1440, 900)
    shown(qtbot, busy, "logs")
    assert logs.table.horizontalScrollBar().maximum() == 0
