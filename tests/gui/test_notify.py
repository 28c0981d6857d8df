"""The operator is elsewhere: what ended is told by the desktop, and a click leads to it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from etl_console.pipeline import events
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.notify import Notifier


def test_a_batch_that_ended_is_told_when_the_window_is_not_in_front(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, other = QWidget(), QWidget()
    for widget in (window, other):
        qtbot.addWidget(widget)
        widget.show()
    opened: list[Link] = []
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, *__: told.append((title, text)))
    notifier = Notifier(window, opened.append)
    ended = events.BatchEnded(
        client="client1", batch_id="BATCH000014", at=events.now(), status="FAILED", folder="failed", seconds=42.0
    )
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    notifier.arrived([ended])
    assert told == []
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    notifier.arrived([ended])
    assert told == [("client1 · BATCH000014", "✕ Failed after 42 s")]
    tray = notifier.findChild(QSystemTrayIcon)
    assert tray is not None
    tray.messageClicked.emit()
    assert opened == [Link("client1", "BATCH000014")]
    qtbot.waitUntil(window.isActiveWindow)
