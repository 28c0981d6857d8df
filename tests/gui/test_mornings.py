"""A whole morning in the real window, once with the mouse alone and once with the keyboard alone: drop, start, red, triage, fix,
continue, green. Nothing is done behind the window's back, and the clicks are counted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Stage, Status
from etl_console.resources import resource_path
from etl_console.ui.dialogs.changes_dialog import ChangesDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.mapping.lines import OPEN
from etl_console.ui.pages.mapping.page import MappingPage
from etl_console.ui.pages.triage.dialogs import DecisionDialog
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, MARK, STATE, Mark
from tests.gui.hands import LONG, batch_page, deliver, drop, files_page, shown_plan, shown_status

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
BATCH = "BATCH000002"
FIRST_DAY = sorted(resource_path("sample", "client1", "incoming").glob("*/*.csv"))


def second_day(folder: Path) -> list[Path]:
    """The files of the second day, broken on purpose, as they lie on the operator's desktop."""
    return [path for _, path in demo.make_second_day(folder)]


class Mouse:
    """Clicks, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.clicks = qtbot, 0

    def press(self, button: QPushButton) -> None:
        """Click a button that is on screen and can be clicked."""
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=LONG)
        self._click(button, button.rect().center())

    def click_in(self, view: QAbstractItemView, row: int, column: int) -> None:
        """Click a cell."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self._click(view.viewport(), view.visualRect(index).center())

    def _click(self, widget: QWidget, place: QPoint) -> None:
        self.clicks += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def triage_page(window: MainWindow) -> TriagePage:
    """The Triage page."""
    page = window.pages["triage"]
    assert isinstance(page, TriagePage)
    return page


def mapping_page(window: MainWindow) -> MappingPage:
    """The Mapping page."""
    page = window.pages["mapping"]
    assert isinstance(page, MappingPage)
    return page


def test_with_the_mouse_alone(window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path) -> None:
    mouse = Mouse(qtbot)
    deliver(qtbot, window, FIRST_DAY)
    mouse.press(window.rail.buttons["batch"])
    mouse.press(batch_page(window).start_button)
    mouse.press(shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)

    review = drop(window, second_day(tmp_path / "day2"))
    qtbot.waitUntil(lambda: all(f.state != "looking" for f in review.model.files), timeout=LONG)
    assert len(review.model.files) == 5
    for row, file in enumerate(review.model.files):
        if not file.is_wanted:  # a renamed column is shown before the batch runs; the operator delivers it all the same
            mouse.click_in(review.table, row, 0)
    with qtbot.waitSignal(window.messages.told, timeout=LONG):
        mouse.press(review.deliver_button)
    mouse.press(window.rail.buttons["batch"])
    window.runs.dialog = None
    mouse.press(batch_page(window).start_button)
    mouse.press(shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(lambda: f"{BATCH} · ✕" in shown_status(window), timeout=LONG)

    view, triage, mapping = batch_page(window).view, triage_page(window), mapping_page(window)
    matrix = view.matrix

    def red_rows() -> list[int]:
        return [r for r, row in enumerate(matrix.rows) if row.cells[Stage.VALIDATE_ROW].status == Status.FAILED]

    qtbot.waitUntil(lambda: bool(red_rows()), timeout=LONG)
    red = red_rows()[0]
    mouse.clicks = 0
    mouse.click_in(view.files, red, 3)
    qtbot.waitUntil(lambda: view.rejects.isVisible() and view.rejects_model.rowCount() == 1, timeout=LONG)
    assert mouse.clicks <= 2  # from the red tile to the first bad row

    mouse.press(window.rail.buttons["triage"])
    qtbot.waitUntil(lambda: triage.model.total == 1 and not triage.is_waiting, timeout=LONG)
    for done in range(3):
        if done:
            top = triage.reasons.topLevelItem(done)
            reason = top.child(0) if top is not None else None
            assert reason is not None
            spot = triage.reasons.visualItemRect(reason).center()
            qtbot.mouseClick(triage.reasons.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            qtbot.waitUntil(lambda: not triage.is_waiting, timeout=LONG)
        triage.dialog = None
        mouse.press(triage.buttons["quarantine"])
        qtbot.waitUntil(lambda: isinstance(triage.dialog, DecisionDialog), timeout=LONG)
        assert isinstance(triage.dialog, DecisionDialog)
        mouse.press(triage.dialog.do_button)
        qtbot.waitUntil(lambda: "Quarantined" in (triage.model.index(0, STATE).data() or ""), timeout=LONG)

    mouse.press(window.rail.buttons["batch"])
    qtbot.waitUntil(lambda: not window.shown_page.is_waiting, timeout=LONG)
    mouse.click_in(view.files, next(r for r in range(5) if "prd_info" in matrix.index(r, 0).data()), 2)
    mouse.press(batch_page(window).map_button)
    qtbot.waitUntil(lambda: any(x.source == "product_cost" for x in mapping.lines.lines), timeout=LONG)
    mouse.click_in(mapping.table, next(i for i, x in enumerate(mapping.lines.lines) if x.source == "product_cost"), 0)
    mouse.press(mapping.guess_button)
    mouse.press(mapping.save_button)
    qtbot.waitUntil(lambda: isinstance(mapping.saving.dialog, ChangesDialog), timeout=LONG)
    assert isinstance(mapping.saving.dialog, ChangesDialog)
    mouse.press(mapping.saving.dialog.save_button)
    qtbot.waitUntil(lambda: not mapping.save_button.isEnabled() and not mapping.is_waiting, timeout=LONG)

    mouse.press(window.rail.buttons["triage"])
    window.runs.dialog = None
    mouse.press(triage.continue_button)
    mouse.press(shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(lambda: triage.batch is not None and triage.batch.status == Status.SUCCESS, timeout=LONG)
    ledgers = [f.ledger for f in service.batch("client1", BATCH).files]
    assert sum(x.quarantined for x in ledgers) == 3
    assert all(x.read == x.loaded + x.rejected + x.quarantined + x.skipped for x in ledgers)


def test_from_a_failure_to_running_again_in_five_clicks(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    """One bad value: seen, corrected by typing, and the batch goes on; the repair is counted too."""
    mouse, (bad,) = Mouse(qtbot), (p for p in second_day(tmp_path / "day2") if "CUST_AZ12" in p.name)
    service.deliver("client1", bad, "erp")
    service.run(service.plan("client1", Mode.START))
    view, triage = batch_page(window).view, triage_page(window)
    mouse.press(window.rail.buttons["batch"])
    qtbot.waitUntil(lambda: "BATCH000001 · ✕" in shown_status(window), timeout=LONG)
    mouse.clicks = 0
    mouse.click_in(view.files, 0, 3)
    mouse.press(next(b for b in view.findChildren(QPushButton) if b.text() == "Show the bad rows"))
    qtbot.waitUntil(lambda: triage.model.total == 1 and not triage.is_waiting, timeout=LONG)
    where = triage.rows.currentIndex()
    assert where.data() == "31/02/1971", "it is the bad cell that has the keyboard"
    qtbot.keyClick(triage.rows, Qt.Key.Key_F2)
    editor = triage.rows.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "1971-02-28")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: where.data(MARK) == Mark.FITS and not triage.is_waiting, timeout=LONG)
    window.runs.dialog = None
    mouse.press(triage.continue_button)
    mouse.press(shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(lambda: triage.batch is not None and triage.batch.files[0].status == Status.SUCCESS, timeout=LONG)
    assert mouse.clicks <= 5
    qtbot.waitUntil(lambda: not window.runs.is_mine("client1"), timeout=LONG)


def test_with_the_keyboard_alone(window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path) -> None:
    def keys(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Into whatever has the keyboard now, as a real keyboard does."""
        qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow() or window, key, modifiers)

    def types(text: str) -> None:
        qtbot.keyClicks(QApplication.focusWidget(), text)

    def in_window() -> None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=LONG)

    def paste(paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
        QGuiApplication.clipboard().setMimeData(data)
        in_window()
        keys(Qt.Key.Key_2, CTRL)
        page = files_page(window)
        page.review = None
        keys(Qt.Key.Key_V, CTRL)
        qtbot.waitUntil(lambda: page.review is not None, timeout=LONG)
        review = page.review
        assert review is not None
        qtbot.waitUntil(lambda: all(f.state != "looking" for f in review.model.files), timeout=LONG)
        qtbot.waitUntil(review.isActiveWindow, timeout=LONG)
        for place, file in enumerate(review.model.files):
            if not file.is_wanted:
                review.table.selectRow(place)
                qtbot.keyClick(review.table, Qt.Key.Key_Space)
        qtbot.waitUntil(review.deliver_button.isEnabled, timeout=LONG)
        with qtbot.waitSignal(window.messages.told, timeout=LONG):
            keys(Qt.Key.Key_Return)

    def run(key: Qt.Key, modifiers: Qt.KeyboardModifier, page: Qt.Key) -> None:
        in_window()
        keys(page, CTRL)
        window.runs.dialog = None
        qtbot.waitUntil(lambda: not window.shown_page.is_waiting, timeout=LONG)
        keys(key, modifiers)
        plan = shown_plan(qtbot, window)
        qtbot.waitUntil(plan.isActiveWindow, timeout=LONG)
        keys(Qt.Key.Key_Return)

    paste(FIRST_DAY)
    run(Qt.Key.Key_R, CTRL, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    paste(second_day(tmp_path / "day2"))
    run(Qt.Key.Key_R, CTRL, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: f"{BATCH} · ✕" in shown_status(window), timeout=LONG)

    triage, mapping = triage_page(window), mapping_page(window)
    in_window()
    keys(Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: triage.model.total == 1 and not triage.is_waiting, timeout=LONG)
    for _ in range(3):
        rule = triage.group["rule"] if triage.group else ""
        assert triage.rows.hasFocus()  # the page gave it the keyboard
        triage.dialog = None
        if rule == "bad_value":
            assert triage.model.data(triage.rows.currentIndex(), MARK) == Mark.BAD
            keys(Qt.Key.Key_F2)
            types("1971-02-28")
            keys(Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: triage.model.index(0, FIRST_VALUE + 1).data(MARK) == Mark.FITS, timeout=LONG)
        else:
            keys(*((Qt.Key.Key_Delete, CTRL) if rule == "malformed_record" else (Qt.Key.Key_Return, CTRL)))
            qtbot.waitUntil(lambda: triage.dialog is not None and triage.dialog.isActiveWindow(), timeout=LONG)
            types("delivered twice")
            keys(Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: "Rejected" not in (triage.model.index(0, STATE).data() or ""), timeout=LONG)
        in_window()
        qtbot.waitUntil(lambda: not triage.is_waiting, timeout=LONG)
        keys(Qt.Key.Key_Down, CTRL)
        qtbot.waitUntil(lambda: not triage.is_waiting, timeout=LONG)

    in_window()
    keys(Qt.Key.Key_3, CTRL)
    view = batch_page(window).view
    qtbot.waitUntil(lambda: not window.shown_page.is_waiting, timeout=LONG)
    while not view.files.hasFocus():
        keys(Qt.Key.Key_Tab)
    while not view.has_wrong_mapping(view.chosen_file()):
        keys(Qt.Key.Key_Down if view.files.currentIndex().row() < 4 else Qt.Key.Key_Home, NONE)
    keys(Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: any(x.source == "product_cost" for x in mapping.lines.lines), timeout=LONG)
    assert mapping.table.hasFocus()
    while mapping.lines.lines[mapping.table.currentIndex().row()].source != "product_cost":
        keys(Qt.Key.Key_Down)
    assert mapping.lines.lines[mapping.table.currentIndex().row()].target == OPEN
    keys(Qt.Key.Key_Return, CTRL)
    keys(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: isinstance(mapping.saving.dialog, ChangesDialog), timeout=LONG)
    qtbot.waitUntil(lambda: mapping.saving.dialog is not None and mapping.saving.dialog.isActiveWindow(), timeout=LONG)
    types("renamed by the source")
    keys(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not mapping.save_button.isEnabled() and not mapping.is_waiting, timeout=LONG)

    run(Qt.Key.Key_Return, CTRL | SHIFT, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: triage.batch is not None and triage.batch.status == Status.SUCCESS, timeout=LONG)
    ledgers = {f.logical_source_file: f.ledger for f in service.batch("client1", BATCH).files}
    assert ledgers["CUST_AZ12"].loaded == ledgers["CUST_AZ12"].read
    assert ledgers["sales_details"].quarantined == 1
