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
    messages.bring("A batch of client1 runs.", "client1")
    messages.bring("BATCH000002 · Succeeded", "client1")
    messages.bring("BATCH000007 · Failed", "acme")
    assert toast.text.text() == "4 rows decided" and toast.action.isVisible()
    toast.close_button.click()
    assert toast.text.text() == "BATCH000002 · Succeeded", "that it runs is not true any more"
    qtbot.waitUntil(lambda: toast.text.text() == "BATCH000007 · Failed", timeout=LONG)
    assert toast.isVisible()


def test_news_that_nobody_had_time_to_read_comes_again(messages: Messages, qtbot: QtBot) -> None:
    messages.bring("BATCH000002 · Failed", "client1")
    messages.tell("1 file taken out")
    assert messages.toast.text.text() == "1 file taken out", "an answer does not wait"
    qtbot.waitUntil(lambda: messages.toast.text.text() == "BATCH000002 · Failed", timeout=LONG)


def test_what_is_not_true_any_more_goes_alone(messages: Messages) -> None:
    messages.tell("Cancelling")
    messages.bring("BATCH000002 · Cancelled", "client1")
    messages.withdraw("Cancelling")
    messages.withdraw("Cancelling")
    assert messages.toast.text.text() == "BATCH000002 · Cancelled" and messages.toast.isVisible()


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
    window.messages.tell("1 delivery taken back.")
    assert dialog.model.records[0][1] == "1 delivery taken back."
    assert dialog.whole.toPlainText().strip() == "6 files delivered to client1.", "what is read stays"
    press(qtbot, dialog.copy_button)
    assert QGuiApplication.clipboard().text().endswith("6 files delivered to client1.")
    assert all(isinstance(m.at, datetime) for m in window.messages.kept)
    dialog.reject()
