"""Mapping with the keyboard alone: a renamed column is found, mapped, tried and saved; two people are compared."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from etl_console.pipeline.service import Service
from etl_console.ui import theme
from etl_console.ui.dialogs.changes_dialog import ChangesDialog, ConflictDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.mapping.lines import OPEN, Column
from etl_console.ui.pages.mapping.page import MappingPage
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(second_day: None, window: MainWindow, qtbot: QtBot) -> MappingPage:
    """The Mapping page on prd_info, whose second day came with a renamed column."""
    window.go(Link("client1", page="mapping", params={"file": "prd_info"}))
    shown = window.pages["mapping"]
    assert isinstance(shown, MappingPage)
    qtbot.waitUntil(lambda: shown.sheet is not None and not shown.is_waiting, timeout=LONG)
    return shown


def place(page: MappingPage, source: str) -> int:
    """The row of a source column."""
    return next(i for i, x in enumerate(page.lines.lines) if x.source == source)


def test_a_renamed_column_is_mapped_tried_and_saved_by_keyboard(
    page: MappingPage, service: Service, qtbot: QtBot
) -> None:
    assert page.lines.lines[place(page, "prd_cost")].is_in_file is False
    assert page.lines.lines[place(page, "product_cost")].target == OPEN  # not sure enough to be taken by itself
    page.table.setFocus()
    for _ in range(place(page, "product_cost") - page.table.currentIndex().row()):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert "perhaps prd_cost" in page.lines.index(page.table.currentIndex().row(), Column.WHY).data()
    qtbot.keyClick(page.table, Qt.Key.Key_T, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.verdict.text() == "0 of 1 file would be loaded", timeout=LONG)
    qtbot.keyClick(page.table, Qt.Key.Key_Return, CTRL)
    assert page.lines.lines[place(page, "product_cost")].target == "prd_cost"
    qtbot.keyClick(page.table, Qt.Key.Key_T, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.verdict.text() == "1 of 1 file would be loaded", timeout=LONG)
    assert page.tried_model.records[0][3] == "397"
    qtbot.keyClick(page.table, Qt.Key.Key_B, CTRL)
    assert "prd_cost" in page.lines.required
    qtbot.keyClick(page.table, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: isinstance(page.saving.dialog, ChangesDialog), timeout=LONG)
    assert isinstance(page.saving.dialog, ChangesDialog)
    qtbot.keyClicks(page.saving.dialog.reason, "renamed by the source")
    qtbot.keyClick(page.saving.dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.save_button.isEnabled() and not page.is_waiting, timeout=LONG)
    stored = next(f for f in service.export_config("client1")["files"] if f["logical_source_file"] == "prd_info")
    assert {c["source_column"]: c["target_column"] for c in stored["columns"]}["product_cost"] == "prd_cost"
    assert "prd_cost" in stored["required"]
    assert service.config_history("client1")[0]["reason"] == "renamed by the source"


def test_a_target_is_chosen_from_a_list_with_reasons(page: MappingPage, qtbot: QtBot) -> None:
    row = place(page, "product_cost")
    page.table.setCurrentIndex(page.lines.index(row, Column.TARGET))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.table.viewport().findChild(QComboBox) is not None, timeout=LONG)
    box = page.table.viewport().findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.itemText(0).startswith("prd_cost   —  ")
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.lines.lines[row].target == "prd_cost", timeout=LONG)
    press(qtbot, page.context.commands.button("mapping.discard"))
    qtbot.waitUntil(lambda: page.lines.lines[place(page, "product_cost")].target == OPEN, timeout=LONG)


def test_sorted_lines_are_saved_in_the_order_of_the_file(page: MappingPage, qtbot: QtBot) -> None:
    """Sorting is for the eye: what waits stands first, nothing counts as changed, and a file keeps its order."""
    before = [c["source_column"] for c in page.draft()["columns"]]
    header = page.table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(Column.TARGET) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.lines.lines[0].target == OPEN
    assert [x.target for x in page.lines.lines[1:]] == sorted(x.target or "" for x in page.lines.lines[1:])
    assert [c["source_column"] for c in page.draft()["columns"]] == before
    assert not page._is_changed()
    page.lines.take_guess(0)
    assert page.lines.lines[0].target == "prd_cost"  # stays under the cursor until it is sorted again


def test_changes_are_taken_back_one_by_one(page: MappingPage, window: MainWindow, qtbot: QtBot) -> None:
    row = place(page, "product_cost")
    page.table.setFocus()
    page.table.setCurrentIndex(page.lines.index(row, Column.TARGET))
    qtbot.keyClick(page.table, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_B, CTRL)
    assert "prd_cost" in page.lines.required
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert "prd_cost" not in page.lines.required and page.lines.lines[row].target == "prd_cost"
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert page.lines.lines[row].target == OPEN and not page._is_changed()
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL | SHIFT)
    assert page.lines.lines[row].target == "prd_cost"
    press(qtbot, page.context.commands.button("mapping.discard"))
    qtbot.waitUntil(lambda: page.lines.lines[place(page, "product_cost")].target == OPEN, timeout=LONG)
    qtbot.mouseClick(window.messages.toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.lines.lines[place(page, "product_cost")].target == "prd_cost", timeout=LONG)


def test_a_target_is_chosen_and_not_taken_by_going_elsewhere(page: MappingPage, qtbot: QtBot) -> None:
    row = place(page, "product_cost")
    page.table.setCurrentIndex(page.lines.index(row, Column.TARGET))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.table.viewport().findChild(QComboBox) is not None, timeout=LONG)
    box = page.table.viewport().findChild(QComboBox)
    assert isinstance(box, QComboBox)
    box.hidePopup()
    page.files.setFocus()
    qtbot.waitUntil(lambda: not page._is_writing(), timeout=LONG)
    assert page.lines.lines[row].target == OPEN


def test_two_people_on_the_same_file_get_a_comparison(page: MappingPage, service: Service, qtbot: QtBot) -> None:
    page.lines.take_guess(place(page, "product_cost"))
    config = service.export_config("client1")
    theirs = next(f for f in config["files"] if f["logical_source_file"] == "prd_info")
    theirs["required"] = ["prd_key"]
    next(c for c in theirs["columns"] if c["source_column"] == "prd_cost")["target_column"] = None
    service.import_config("client1", config, "meanwhile")
    press(qtbot, page.save_button)
    qtbot.waitUntil(lambda: isinstance(page.saving.dialog, ChangesDialog), timeout=LONG)
    assert isinstance(page.saving.dialog, ChangesDialog)
    press(qtbot, page.saving.dialog.save_button)
    qtbot.waitUntil(lambda: isinstance(page.saving.dialog, ConflictDialog), timeout=LONG)
    dialog = page.saving.dialog
    assert isinstance(dialog, ConflictDialog)
    assert any(r[1] == "Required" and r[4] == "prd_key" for r in dialog.model.records)
    press(qtbot, dialog.theirs_button)
    qtbot.waitUntil(lambda: page.lines.required == ["prd_key"], timeout=LONG)
    assert page.lines.lines[place(page, "product_cost")].target == OPEN


def test_what_is_not_saved_outlives_another_file_and_a_change_of_theme(
    page: MappingPage, window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    page.lines.take_guess(place(page, "product_cost"))
    page.lines.toggle(place(page, "product_cost"), Column.REQUIRED)
    box = page.files
    assert box.currentText() == "● prd_info"
    box.setCurrentIndex(box.findData("cust_info"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: page._item()[1] == "cust_info" and not page.is_waiting, timeout=LONG)
    assert not page._is_changed()
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: window.pages["mapping"] is not page, timeout=LONG)
    again = window.pages["mapping"]
    assert isinstance(again, MappingPage)
    qtbot.waitUntil(lambda: again.sheet is not None and not again.is_waiting, timeout=LONG)
    assert again._item()[1] == "cust_info"
    again.files.setCurrentIndex(again.files.findData("prd_info"))
    again.files.activated.emit(again.files.currentIndex())
    qtbot.waitUntil(lambda: again._item()[1] == "prd_info" and not again.is_waiting, timeout=LONG)
    line = again.lines.lines[place(again, "product_cost")]
    assert (line.target, line.is_staged) == ("prd_cost", True)
    assert again.lines.required.count("prd_cost") == 1
    assert window.rail.buttons["mapping"].accessibleDescription() == "1"
    press(qtbot, again.context.commands.button("mapping.discard"))
    qtbot.waitUntil(lambda: again.base is not None and not again.is_waiting, timeout=LONG)
    assert again.lines.lines[place(again, "product_cost")].target == OPEN
    assert again.files.currentText() == "prd_info"
    theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: window.pages["mapping"] is not again, timeout=LONG)
    qtbot.waitUntil(lambda: not window.pages["mapping"].is_waiting, timeout=LONG)
