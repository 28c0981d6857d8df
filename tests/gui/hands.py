"""An operator's hands: drop, press, look at a plan and run it."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from etl_console.ui.dialogs.plan_dialog import PlanDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.files.page import FilesPage
from etl_console.ui.pages.files.review import ReviewDialog
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from tests.event_loop import run_for

LONG = 60_000
USUAL = QSize(1366, 768)
"""The screen of a small notebook."""
_PLACES = {
    "overview": Link("client1", page="overview"), "files": Link("client1", page="files"),
    "batch": Link("client1", "BATCH000002"), "triage": Link("client1", "BATCH000002", page="triage"),
    "mapping": Link("client1", page="mapping", params={"file": "prd_info"}),
    "configuration": Link("client1", page="configuration"), "logs": Link("client1", "BATCH000002", page="logs"),
    "handover": Link("client1", page="handover"), "settings": Link("client1", page="settings"),
}  # fmt: skip


def show(window: MainWindow, name: str) -> Page:
    """A page, shown; one that is shown already is left alone, so that this can be part of what is waited for."""
    if name not in window.pages or window.shown_page is not window.pages[name]:
        window.show_page(name)
    return window.pages[name]


def quiet(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until no page waits for an answer, and what came is painted."""
    qtbot.waitUntil(lambda: not any(p.is_waiting for p in window.pages.values()), timeout=LONG)
    QApplication.processEvents()


def shown(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    """A page with something on it."""
    window.go(_PLACES.get(name, Link("client1", page=name)))
    quiet(qtbot, window)
    return window.pages[name]


def batch_page(window: MainWindow) -> BatchPage:
    """The Batch page, shown."""
    page = show(window, "batch")
    assert isinstance(page, BatchPage)
    return page


def files_page(window: MainWindow) -> FilesPage:
    """The Files page, shown."""
    page = show(window, "files")
    assert isinstance(page, FilesPage)
    return page


def drop(window: MainWindow, paths: list[Path]) -> ReviewDialog:
    """Drop files from the desktop on the page; what comes up says what they are."""
    page = files_page(window)
    page.review = None
    _drop(window, paths)
    end = time.monotonic() + LONG / 1000
    while page.review is None and time.monotonic() < end:
        run_for(5)
    assert page.review is not None
    return page.review


def drop_folder(window: MainWindow, folder: Path) -> None:
    """Drop a folder on the page; what is in it is looked up, then comes up."""
    _drop(window, [folder])


def _drop(window: MainWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    page = files_page(window)
    place = QPoint(10, 10)
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dragEnterEvent(QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    page.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys))


def deliver(qtbot: QtBot, window: MainWindow, paths: list[Path]) -> None:
    """Drop files and deliver what is ready."""
    review = drop(window, paths)
    with qtbot.waitSignal(window.messages.told, timeout=LONG):
        press(qtbot, review.deliver_button)


def press(qtbot: QtBot, button: QPushButton) -> None:
    """Click a button that can be clicked."""
    qtbot.waitUntil(button.isEnabled, timeout=LONG)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_plan(qtbot: QtBot, window: MainWindow) -> PlanDialog:
    """The plan that is on screen."""
    qtbot.waitUntil(lambda: window.runs.dialog is not None and window.runs.dialog.isVisible(), timeout=LONG)
    assert window.runs.dialog is not None
    return window.runs.dialog


def run_plan(qtbot: QtBot, window: MainWindow, button: QPushButton) -> None:
    """Press a button, look at its plan, run it."""
    window.runs.dialog = None
    press(qtbot, button)
    press(qtbot, shown_plan(qtbot, window).run_button)


def shown_status(window: MainWindow) -> str:
    """What the window says of the batch."""
    page = window.pages["batch"]
    assert isinstance(page, BatchPage)
    return page.status.text().replace("  ·  ", " · ")


def texts(widget: QWidget) -> list[str]:
    """What the labels in a widget say."""
    return [shown.text() for shown in widget.findChildren(QLabel)]
