"""The first run by its widgets: a place is chosen, tried off the window's thread, and what is wrong has its fix."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.migrate import migrate
from etl_console.errors import UnreachableError
from etl_console.pipeline.health import Check
from etl_console.settings import Settings
from etl_console.ui.check_row import CheckRow
from etl_console.ui.dialogs.first_run import FirstRunDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.overview.page import OverviewPage
from tests.conftest import make_service
from tests.gui.hands import LONG, press


def rows(dialog: FirstRunDialog) -> list[CheckRow]:
    return [r for r in dialog.findChildren(CheckRow) if r.isVisible()]


def test_a_place_is_tried_while_the_dialog_lives_and_opened_when_it_is_good(qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []
    go = threading.Event()

    def attempt(dsn: str, root: str) -> Sequence[Check]:
        asked.append((dsn, root))
        assert go.wait(30)
        if dsn:
            raise UnreachableError("db.example cannot be reached.", "Start the server.")
        return [Check("database", "good", "PostgreSQL 18"), Check("room", "warn", "4000000"), Check("clients", "warn")]

    dialog = FirstRunDialog("host=db.example", "/data/etl", attempt)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.samples.isVisible()
    press(qtbot, dialog.open_button)
    qtbot.waitUntil(lambda: bool(asked), timeout=LONG)
    assert dialog.isVisible() and not dialog.open_button.isEnabled() and not dialog.root.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "what is being made is waited for"
    go.set()
    qtbot.waitUntil(lambda: any("cannot be reached" in r.told.text() for r in rows(dialog)), timeout=LONG)
    assert dialog.isVisible() and dialog.dsn.isEnabled() and dialog.open_button.hasFocus()
    (failed,) = rows(dialog)
    press(qtbot, failed.buttons[0])  # one of its own, instead
    qtbot.waitUntil(lambda: [r.check.code for r in rows(dialog)] == ["database", "room"], timeout=LONG)
    assert asked[-1] == ("", "/data/etl") and dialog.isVisible(), "it was tried only"
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        press(qtbot, dialog.open_button)
    assert dialog.chosen() == ("", "/data/etl")


def test_where_nothing_is_kept_and_nothing_was_chosen_it_is_the_first_run(tmp_path: Path) -> None:
    home = {"ETL_CONSOLE_HOME": str(tmp_path)}
    assert Settings.load(home).is_new
    assert not Settings.load(home | {"ETL_CONSOLE_DSN": "host=db"}).is_new
    Settings.load(home).save()
    assert not Settings.load(home).is_new


def test_the_samples_are_brought_from_the_window(
    embedded_database: str, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    database = Database(embedded_database)
    migrate(database)
    service = make_service(database, tmp_path / "storage")
    service.bring_samples = lambda: demo.bring(service, database, tmp_path / "demo")
    window = MainWindow(service)
    qtbot.addWidget(window)
    window.show()
    window.start()
    overview = window.page("overview")
    assert isinstance(overview, OverviewPage)
    window.show_page("overview")
    qtbot.waitUntil(lambda: "There is no client yet." in [r.text.text() for r in overview._rows], timeout=LONG)
    press(qtbot, next(b for b in overview._rows[0].buttons if "samples" in b.text()))
    qtbot.waitUntil(lambda: "client1 (6), client2 (10)" in window.messages.toast.text.text(), timeout=LONG)
    qtbot.waitUntil(lambda: any("wait to be loaded" in r.text.text() for r in overview._rows), timeout=LONG)
    assert sorted(c.client_schema for c in service.clients()) == ["client1", "client2"]
    window.shut()
    service.close()
