"""Configuration with real widgets: staged, checked against the database, compared, saved with a reason, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from etl_console.pipeline.service import Service
from etl_console.ui import theme
from etl_console.ui.dialogs.changes_dialog import ChangesDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.configuration.graph import levels
from etl_console.ui.pages.configuration.page import ConfigurationPage
from etl_console.ui.shell.drafts import Draft, Drafts
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press, texts


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ConfigurationPage:
    """The Configuration page on the steps of integration."""
    window.go(Link("client1", page="configuration", params={"part": "integration"}))
    shown = window.pages["configuration"]
    assert isinstance(shown, ConfigurationPage)
    qtbot.waitUntil(lambda: shown.base is not None and not shown.is_waiting, timeout=LONG)
    return shown


def write(qtbot: QtBot, page: ConfigurationPage, key: str, row: int, column: int, text: str) -> None:
    """Write over a cell by keyboard."""
    table = page.tables[key]
    table.setCurrentIndex(page.lists[key].index(row, column))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None, timeout=LONG)


def test_a_circle_and_a_missing_routine_are_seen_before_they_are_saved(page: ConfigurationPage, qtbot: QtBot) -> None:
    names = [s["procedure"] for s in page.lists["integration"].items]
    assert page.graph.drawing.circle == set()
    write(qtbot, page, "integration", 0, 3, names[-1])
    assert page.graph.drawing.circle == {names[0], names[-1]}
    qtbot.waitUntil(lambda: "circle" in page.finding.text(), timeout=LONG)
    press(qtbot, page.save_button)
    qtbot.waitUntil(lambda: isinstance(page.saving.dialog, ChangesDialog), timeout=LONG)
    refused = page.saving.dialog
    assert isinstance(refused, ChangesDialog)
    assert not refused.save_button.isEnabled(), "the database would refuse it"
    assert any(t.startswith("✕") and "circle" in t for t in texts(refused))
    refused.reject()
    press(qtbot, page.context.commands.button("configuration.discard"))
    qtbot.waitUntil(lambda: page.graph.drawing.circle == set() and not page.save_button.isEnabled(), timeout=LONG)
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "everything is there" in page.finding.text(), timeout=LONG)
    press(qtbot, page.context.commands.button("configuration.add"))
    qtbot.waitUntil(lambda: "is not in the database" in page.finding.text(), timeout=LONG)
    last = page.lists["transformation"].rowCount() - 1
    assert page.lists["transformation"].index(last, 3).data().startswith("✕")


def test_a_change_is_staged_saved_with_its_reason_and_taken_back(
    page: ConfigurationPage, service: Service, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(0)
    before = service.export_config("client1")["files"][0]["file_pattern"]
    write(qtbot, page, "files", 0, 3, "other*.csv")
    assert page.lists["files"].index(0, 3).data() == "● other*.csv"
    assert service.export_config("client1")["files"][0]["file_pattern"] == before
    press(qtbot, page.save_button)
    qtbot.waitUntil(lambda: isinstance(page.saving.dialog, ChangesDialog), timeout=LONG)
    dialog = page.saving.dialog
    assert isinstance(dialog, ChangesDialog)
    assert dialog.model.records[0][1:] == ("Pattern", before, "other*.csv")
    qtbot.keyClicks(dialog.reason, "new name")
    meanwhile = service.export_config(
        "client1"
    )  # somebody else changes another value of the same file, and another file
    meanwhile["files"][0]["max_reject_share"] = meanwhile["files"][1]["max_reject_share"] = 0.5
    service.import_config("client1", meanwhile)
    with qtbot.waitSignal(page.context.messages.told, timeout=LONG) as told:
        press(qtbot, dialog.save_button)
    first, second = (f["logical_source_file"] for f in meanwhile["files"][:2])
    assert told.args == [
        f"1 change saved  ·  what others changed meanwhile is kept: File {first}, File {second}"
    ]  # fmt: skip
    qtbot.waitUntil(lambda: not page.save_button.isEnabled() and not page.is_waiting, timeout=LONG)
    assert [f["max_reject_share"] for f in service.export_config("client1")["files"][:2]] == [0.5, 0.5]
    assert service.export_config("client1")["files"][0]["file_pattern"] == "other*.csv"
    page.tabs.setCurrentIndex(4)
    page.history.selectRow(0)
    assert page.history_model.records[0][3:] == ["changed", f"Pattern: {before}", "Pattern: other*.csv", "new name"]
    press(qtbot, page.context.commands.button("configuration.revert"))
    qtbot.waitUntil(page._is_changed, timeout=LONG)
    assert page.lists["files"].index(0, 3).data() == f"● {before}"


def test_what_cannot_be_is_refused_with_what_is_possible(page: ConfigurationPage, qtbot: QtBot) -> None:
    write(qtbot, page, "integration", 0, 1, "cube")
    assert "dimension, fact" in page.context.messages.toast.text.text()
    assert not page._is_changed()


def test_what_comes_first_stands_left() -> None:
    steps: list[dict[str, object]] = [
        {"procedure": "c", "depends_on": ["a", "b"]},
        {"procedure": "a"},
        {"procedure": "b", "depends_on": ["a"]},
    ]
    assert levels(steps) == ({"a": 0, "b": 1, "c": 2}, set())
    assert levels([{"procedure": "a", "depends_on": ["b"]}, {"procedure": "b", "depends_on": ["a"]}])[1] == {"a", "b"}


def test_changes_are_taken_back_one_by_one_and_discarded_ones_come_back(
    page: ConfigurationPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(0)
    pattern = page.lists["files"].index(0, 3)
    write(qtbot, page, "files", 0, 3, "one*.csv")
    write(qtbot, page, "files", 0, 3, "two*.csv")
    control = Qt.KeyboardModifier.ControlModifier
    page.tables["files"].setFocus()
    qtbot.keyClick(page.tables["files"], Qt.Key.Key_Z, control)
    assert pattern.data() == "● one*.csv"
    qtbot.keyClick(page.tables["files"], Qt.Key.Key_Z, control)
    assert not page._is_changed()
    qtbot.keyClick(page.tables["files"], Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    assert pattern.data() == "● one*.csv"
    press(qtbot, page.context.commands.button("configuration.discard"))
    qtbot.waitUntil(lambda: not page._is_changed() and not page.is_waiting, timeout=LONG)
    qtbot.waitUntil(lambda: window.messages.toast.action.isVisible(), timeout=LONG)
    qtbot.mouseClick(window.messages.toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._is_changed(), timeout=LONG)
    assert page.lists["files"].index(0, 3).data() == "● one*.csv"
    press(qtbot, page.context.commands.button("configuration.discard"))
    qtbot.waitUntil(lambda: not page._is_changed() and not page.is_waiting, timeout=LONG)
    page.tables["files"].setFocus()
    qtbot.keyClick(page.tables["files"], Qt.Key.Key_Z, control)  # also when the message is gone
    qtbot.waitUntil(lambda: page._is_changed() and not page.is_waiting, timeout=LONG)
    assert page.lists["files"].index(0, 3).data() == "● one*.csv"


def test_what_is_being_written_outlives_the_check_of_what_was_written_before(
    page: ConfigurationPage, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(0)
    table, model = page.tables["files"], page.lists["files"]
    table.setFocus()
    table.edit(model.index(1, 3))
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "half a pat")
    model.mark({})
    qtbot.keyClicks(editor, "tern")
    assert editor.text() == "half a pattern"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_what_is_not_saved_outlives_other_places_and_a_change_of_theme(
    page: ConfigurationPage, window: MainWindow, service: Service, qtbot: QtBot, qapp: QApplication
) -> None:
    service.add_client("client2", "A second one", None)
    page.tabs.setCurrentIndex(0)
    write(qtbot, page, "files", 0, 3, "other*.csv")
    window.refresh_clients()
    qtbot.waitUntil(lambda: len(window.clients) == 2, timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.client == "client2" and not page.is_waiting, timeout=LONG)
    assert not page._is_changed()
    assert page.lists["files"].items == []
    qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.client == "client1" and page._is_changed(), timeout=LONG)
    assert page.lists["files"].index(0, 3).data() == "● other*.csv"
    window.refresh()
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: window.pages["configuration"] is not page, timeout=LONG)
    again = window.pages["configuration"]
    assert isinstance(again, ConfigurationPage)
    qtbot.waitUntil(lambda: again._is_changed(), timeout=LONG)
    assert again.lists["files"].index(0, 3).data() == "● other*.csv"
    assert window.rail.buttons["configuration"].accessibleDescription() == "1"
    press(qtbot, again.context.commands.button("configuration.discard"))
    qtbot.waitUntil(lambda: again.base is not None and not again._is_changed(), timeout=LONG)
    assert window.rail.buttons["configuration"].accessibleDescription() == ""
    assert window.context.drafts.of() == []
    theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: window.pages["configuration"] is not again, timeout=LONG)
    qtbot.waitUntil(lambda: not window.pages["configuration"].is_waiting, timeout=LONG)


def test_a_look_shows_what_somebody_else_saved_and_takes_nothing_that_is_not(
    page: ConfigurationPage, window: MainWindow, service: Service, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(0)

    def elsewhere(pattern: str) -> None:
        config = service.export_config("client1")
        config["files"][0]["file_pattern"] = pattern
        service.import_config("client1", config, "meanwhile")

    elsewhere("first*.csv")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.lists["files"].index(0, 3).data() == "first*.csv", timeout=LONG)
    assert page.history_model.records[0][6] == "meanwhile"
    write(qtbot, page, "files", 1, 3, "mine*.csv")
    elsewhere("second*.csv")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(page.history_model.records) > 1 and not page.is_waiting, timeout=LONG)
    assert page.lists["files"].index(1, 3).data() == "● mine*.csv"


def test_the_window_does_not_close_over_changes_without_a_question(
    page: ConfigurationPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(0)
    write(qtbot, page, "files", 0, 3, "other*.csv")
    window.close()
    dialog = window.closing_dialog
    assert dialog is not None and window.isVisible()
    assert any("Configuration · client1 · 1 change" in told for told in texts(dialog))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible() and window.isVisible()
    window.close()
    assert window.closing_dialog is not None
    press(qtbot, window.closing_dialog.close_button)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)


def test_a_draft_without_changes_is_none() -> None:
    drafts = Drafts()
    drafts.keep(Draft("mapping", "client1", "cust_info", {}, 2))
    drafts.keep(Draft("mapping", "client1", "prd_info", {}, 1))
    assert [d.item for d in drafts.of("mapping", "client1")] == ["cust_info", "prd_info"]
    drafts.keep(Draft("mapping", "client1", "cust_info", {}, 0))
    assert drafts.find("mapping", "client1", "cust_info") is None
    assert [d.item for d in drafts.of()] == ["prd_info"]
    assert drafts.of("configuration") == []
