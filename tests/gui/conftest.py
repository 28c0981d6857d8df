"""What the tests of the window share: a client, the window on it, and an operator's hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from etl_console.pipeline.service import Service
from etl_console.ui import language, theme
from etl_console.ui.main_window import MainWindow
from tests.conftest import CLIENT1, FIRST_DAY, SECOND_DAY, Beginning, Server
from tests.gui.hands import LONG, USUAL


@pytest.fixture(autouse=True)
def _settings_of_their_own(tmp_path: Path) -> None:
    """Nothing of the layout is remembered from one test to the next."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def _no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """What is deleted later lives on until an event loop runs: the next test would lay its theme on all of it first."""
    yield
    for left in qapp.topLevelWidgets():
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def server(embedded: Server) -> Server:
    """The embedded server alone: the window asks the service."""
    return embedded


@pytest.fixture
def first_day() -> None:
    """The first day of client1 is loaded before the test."""


@pytest.fixture
def second_day() -> None:
    """The first day of client1 is loaded before the test, and its second failed."""


@pytest.fixture
def beginning(request: pytest.FixtureRequest) -> Beginning:
    """client1 is there; what more a test, or a fixture of it, asks for."""
    if "second_day" in request.fixturenames:
        return SECOND_DAY
    return FIRST_DAY if "first_day" in request.fixturenames else CLIENT1


@pytest.fixture
def window(service: Service, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window, shown and looking, on client1."""
    language.apply(qapp, "en")
    theme.apply(qapp, "light")
    shown = MainWindow(service)
    qtbot.addWidget(shown)
    shown.show()
    shown.start()
    qtbot.waitUntil(lambda: shown.client == "client1" and len(shown.pages) == len(shown.rail.buttons), timeout=LONG)
    yield shown
    shown.shut()


@pytest.fixture
def busy(second_day: None, window: MainWindow) -> MainWindow:
    """The window on a client with a green day and a red one, not larger than a small notebook's screen."""
    window.resize(USUAL)
    return window
