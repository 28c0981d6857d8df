"""What the window tells: nothing takes the place of an answer before it was read, and nothing told is lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from etl_console.errors import EtlError
from etl_console.ui.dialogs.messages_dialog import MessagesDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.shell.messages import Messages
from tests.gui.hands import LONG, press


@pytest.fixture
def messages(qtbot: QtBot) -> Messages:
    window = QWidget()
    window.resize(900, 200)
    qtbot.addWidget(window)
    window.show()
    return Messages(window)


def test_news_waits_until_what_the_operator_did_was_told(messages: Messages, qtbot: QtBot) -> None:
    toast = messages.toast
    messages.tell("4 rows decided", ("Undo", lambda: None))
    messages.bring("A batch of client1 runs.", "client1 runs")
    messages.bring("BATCH000002 · Failed", "client1 BATCH000002")
    messages.bring("BATCH000007 · Failed", "acme BATCH000007")
    messages.withdraw("client1 runs")
    messages.bring("BATCH000002 · Succeeded", "client1 BATCH000002")
    assert toast.text.text() == "4 rows decided" and toast.action.isVisible()
    toast.close_button.click()
    qtbot.waitUntil(lambda: toast.text.isVisible() and "BATCH" in toast.text.text(), timeout=LONG)
    assert toast.text.text() == "BATCH000007 · Failed", "that it runs, and failed, is not true any more"
    qtbot.waitUntil(lambda: toast.text.text() == "BATCH000002 · Succeeded", timeout=LONG)
    assert toast.text.isVisible()


def test_a_button_does_what_its_own_message_says(messages: Messages, qtbot: QtBot) -> None:
    done: list[str] = []
    messages.tell("4 rows decided", ("Undo", lambda: done.append("undone")))
    messages.bring("BATCH000002 · Failed", "client1", ("See the batch", lambda: done.append("seen")))
    press(qtbot, messages.toast.action)
    assert done == ["undone"]
    qtbot.waitUntil(lambda: messages.toast.action.text() == "See the batch", timeout=LONG)
    press(qtbot, messages.toast.action)
    assert done == ["undone", "seen"]


def test_news_that_nobody_had_time_to_read_comes_again(messages: Messages, qtbot: QtBot) -> None:
    messages.bring("BATCH000002 · Failed", "client1")
    messages.tell("1 file taken out")
    assert messages.toast.text.text() == "1 file taken out", "an answer does not wait"
    qtbot.waitUntil(lambda: messages.toast.text.text() == "BATCH000002 · Failed", timeout=LONG)


def test_what_is_not_true_any_more_goes_alone(messages: Messages, qtbot: QtBot) -> None:
    messages.tell("Cancelling", topic="client1 cancelling")
    messages.bring("BATCH000002 · Cancelled", "client1 BATCH000002")
    messages.withdraw("client1 cancelling")
    qtbot.waitUntil(lambda: messages.toast.text.isVisible(), timeout=LONG)
    messages.withdraw("client1 cancelling")
    assert messages.toast.text.text() == "BATCH000002 · Cancelled" and messages.toast.text.isVisible()


def test_a_button_that_is_about_to_be_pressed_stays(messages: Messages, qtbot: QtBot) -> None:
    messages.tell("4 rows decided", ("Undo", lambda: None))
    messages.toast.action.setFocus()
    messages.bring("BATCH000002 · Failed", "client1 BATCH000002")
    messages._reading.stop()
    messages._say_next()
    assert messages.toast.action.text() == "Undo" and messages._reading.isActive()
    messages.toast._time_is_up()
    assert messages.toast.action.isVisible(), "nor is it gone after its time"
    messages.toast.action.clearFocus()
    qtbot.waitUntil(lambda: messages.toast.text.text() == "BATCH000002 · Failed", timeout=LONG)


def test_what_was_told_can_be_looked_up(window: MainWindow, qtbot: QtBot) -> None:
    window.messages.kept.clear()
    window.messages.tell("6 files delivered to client1.")
    error = EtlError("prd_info.csv has 2 lines that cannot be read.", "Correct lines 3 and 9.", code="csv_line")
    for _ in range(3):
        window.messages.fail(error)
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.messages_dialog
    assert isinstance(dialog, MessagesDialog) and dialog.isVisible()
    told = [text for _, text in dialog.model.records]
    assert told == [f"✕ {error.cause}", "6 files delivered to client1."], "the newest first, what is repeated once"
    assert error.remedy in dialog.whole.toPlainText() and "csv_line" in dialog.whole.toPlainText()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.whole.toPlainText().strip() == "6 files delivered to client1."
    press(qtbot, dialog.copy_button)
    assert QGuiApplication.clipboard().text().endswith("6 files delivered to client1.")
    assert all(isinstance(m.at, datetime) for m in window.messages.kept)
    dialog.reject()
