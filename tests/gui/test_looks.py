"""Each page and dialog in both languages and at the least size: nothing cut off, everything named and reached by the
keyboard, in the order in which it is read; layout and widths are remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QPaintEvent,
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
    QScrollArea,
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
from etl_console.ui import language, theme
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
from etl_console.ui.tables import make_table, set_widths
from tests.fit import cut_off, still_english
from tests.gui.hands import LONG, batch_page
from tests.rare_scenes import RARE
from tests.scenes import SCENES
from tests.screenshots import Stage, age_first_day

PLACES = {
    "overview": Link("client1", page="overview"), "files": Link("client1", page="files"),
    "batch": Link("client1", "BATCH000002"), "triage": Link("client1", "BATCH000002", page="triage"),
    "mapping": Link("client1", page="mapping", params={"file": "prd_info"}),
    "configuration": Link("client1", page="configuration"), "logs": Link("client1", "BATCH000002", page="logs"),
    "handover": Link("client1", page="handover"), "settings": Link("client1", page="settings"),
}  # fmt: skip
USUAL, LEAST, AROUND = QSize(1366, 768), QSize(960, 540), QSize(16, 64)
"""The screen of a small notebook, one that is enlarged to 200 %, and what of it a dialog leaves free."""


@pytest.fixture
def busy(second_day: None, window: MainWindow) -> MainWindow:
    """The window on a client with a green day and a red one, not larger than a small notebook's screen."""
    window.resize(USUAL)
    return window


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every page has what it asked for."""
    qtbot.waitUntil(lambda: not any(p.is_waiting for p in window.pages.values()), timeout=LONG)
    QApplication.processEvents()


def shown(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    """A page with something on it."""
    window.go(PLACES.get(name, Link("client1", page=name)))
    settled(qtbot, window)
    return window.pages[name]


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


def tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessibility tree, as a screen reader walks it."""
    yield interface
    if interface.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
        return  # cells have their own test of names; there may be a million
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from tree(child)


def test_what_a_screen_reader_toggles_does_what_a_click_does(busy: MainWindow, qtbot: QtBot) -> None:
    def toggle(widget: QWidget) -> None:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        actions = interface.actionInterface()
        assert actions is not None
        actions.doAction(QAccessibleActionInterface.toggleAction())

    toggle(busy.rail.buttons["batch"])
    assert busy.shown_page.id == "batch"
    qtbot.waitUntil(lambda: not busy.shown_page.is_waiting, timeout=LONG)
    page = batch_page(busy)
    gantt, runs = page.face_buttons.values()
    for button, face in ((gantt, 1), (runs, 2), (runs, 0)):
        qtbot.waitUntil(button.isEnabled, timeout=LONG)
        toggle(button)
        assert page.view.faces.currentIndex() == face and gantt.isChecked() == (face == 1)
        assert runs.isChecked() == (face == 2)
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert page.view.faces.currentIndex() == 1
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert page.view.faces.currentIndex() == 0
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)


def test_the_accessibility_tree_has_every_control_with_role_and_name(busy: MainWindow, qtbot: QtBot) -> None:
    wrong = []
    for name in busy.pages:
        page = shown(qtbot, busy, name)
        wanted = controls(page)  # held, so that each keeps its identity while the tree is walked
        top = QAccessible.queryAccessibleInterface(busy)
        assert top is not None
        read = {id_of(i) for i in tree(top)}
        for widget in wanted:
            own = QAccessible.queryAccessibleInterface(widget)
            role = own.role() if own is not None else QAccessible.Role.NoRole
            where = f"{name}: {type(widget).__name__} {role.name}"
            if own is None or id_of(own) not in read:
                wrong.append(f"{where} is not in the tree")
            elif not own.text(QAccessible.Text.Name):
                wrong.append(f"{where} has no name")
            elif role == QAccessible.Role.NoRole:
                wrong.append(f"{where} has no role")
    assert not wrong


def id_of(interface: QAccessibleInterface) -> int:
    """What tells one accessible object from another."""
    found = interface.object()
    return id(found) if found is not None else 0


def controls(root: QWidget) -> list[QWidget]:
    """Everything on a page that Tab stops at."""
    return [
        w
        for w in root.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and w.isVisibleTo(root) and w.isEnabled() and w.focusProxy() is None
        and not isinstance(w, QScrollArea) and w.objectName() != "qt_spinbox_lineedit"
        and not isinstance(w.parentWidget(), QComboBox)
    ]  # fmt: skip


def test_tab_reaches_every_control_in_the_order_in_which_it_is_read(busy: MainWindow, qtbot: QtBot) -> None:
    busy.activateWindow()
    qtbot.waitUntil(busy.isActiveWindow, timeout=LONG)
    wrong = []
    for name in PLACES:
        page = shown(qtbot, busy, name)
        if not controls(page):
            continue
        passed: list[QWidget] = []
        for _ in range(3):  # a page that looks again on the way has nothing chosen for a moment
            settled(qtbot, busy)
            wanted, passed = controls(page), []
            list(busy.rail.buttons.values())[-1].setFocus()  # as one comes in
            for _ in range(100):
                here = QApplication.focusWidget()
                if here is None or here in passed:
                    break
                passed.append(here)
                qtbot.keyClick(here, Qt.Key.Key_Tab)
            now = controls(page)
            missed = [w for w in wanted if w in now and w not in passed]
            if not missed:
                break
        if missed:
            wrong.append(f"{name}: Tab does not reach {[_told(w) for w in missed]}, only {[_told(w) for w in passed]}")
        on_page = [w for w in passed if w in wanted]
        rows = [w.mapTo(page, QPoint(0, 0)).y() // 48 for w in on_page]
        back = [(_told(a), _told(b)) for a, b, y, z in zip(on_page, on_page[1:], rows, rows[1:], strict=False)
                if z < y - 2 and on_page.index(b) > 0 and not _beside(page, a, b)]  # fmt: skip
        if len(back) > 1:  # one way back: from the last to the first
            wrong.append(f"{name}: jumps up {back}")
    assert not wrong


def _beside(page: QWidget, left: QWidget, right: QWidget) -> bool:
    """True when one stands right of the other, in the next column."""
    return right.mapTo(page, QPoint(0, 0)).x() >= left.mapTo(page, QPoint(0, 0)).x() + left.width()


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


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
    settled(qtbot, busy)
    again = MainWindow(service)
    qtbot.addWidget(again)
    again.resize(busy.size())
    again.show()
    again.start()
    qtbot.waitUntil(lambda: again.client == "client1" and "files" in again.pages, timeout=LONG)
    settled(qtbot, again)
    again.show_page("files")
    settled(qtbot, again)
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
    settled(qtbot, again)
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
