"""What the tests of the window share: a client, the window on it, and an operator's hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.migrate import migrate
from etl_console.pipeline.service import Service
from etl_console.ui import language, theme
from etl_console.ui.main_window import MainWindow
from tests.conftest import make_service
from tests.gui.hands import LONG


@pytest.fixture(autouse=True)
def _settings_of_their_own(tmp_path: Path) -> None:
    """Nothing of the layout is remembered from one test to the next."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def service(embedded_database: str, tmp_path: Path) -> Iterator[Service]:
    """A service with client1 installed, nothing delivered."""
    database = Database(embedded_database)
    migrate(database)
    built = make_service(database, tmp_path / "storage")
    demo.install(built, database, "client1")
    yield built
    built.close()


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
