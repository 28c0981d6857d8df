"""Settings by its widgets: a client is added from its configuration, which is shown first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from etl_console.pipeline.health import Check
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.ui import language
from etl_console.ui.check_row import CheckRow
from etl_console.ui.dialogs.tables_dialog import TYPE
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.configuration.page import ConfigurationPage
from etl_console.ui.pages.settings.page import SettingsPage
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press, shown_plan, texts
from tests.integration.test_batches import CONFIG, drop


def test_a_client_is_shown_before_it_is_added_under_its_own_name(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_page("settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    broken = tmp_path / "broken.json"
    broken.write_text('{"client_name": "x",\n "files": [}')
    page.add_client(broken)
    assert "broken.json is not JSON: line 2, column 12" in window.messages.banner.text.text()
    path = tmp_path / "any name.json"
    config = {**service.export_config("client1"), "client_schema": "kosong", "client_name": "Kosong"}
    config["files"] = [{**f, "target_schema": None} for f in config["files"]]
    config["integration"] = [{"procedure": "tools.not_there_v1", "kind": "fact", "run_order": 1}]
    path.write_text(json.dumps(config))
    page.add_client(path)
    dialog = page.client_dialog
    assert dialog is not None
    assert (dialog.schema, dialog.called.text()) == ("kosong", "Kosong")
    assert any("6 files: " in t and "cust_info" in t for t in texts(dialog))
    dialog.name.setText("Kosong 2")
    assert not dialog.add_button.isEnabled()
    dialog.name.setText("kosong2")
    press(qtbot, dialog.add_button)
    qtbot.waitUntil(lambda: "kosong2" in [c.client_schema for c in service.clients()], timeout=LONG)
    qtbot.waitUntil(lambda: not window.messages.banner.isVisible(), timeout=LONG)
    assert service.client("kosong2").client_name == "Kosong"

    window.show_page("settings")
    page.refresh()

    def row(code: str = "routines") -> CheckRow | None:
        rows = page.findChildren(CheckRow)
        return next((r for r in rows if (r.check.code, r.check.client) == (code, "kosong2")), None)

    qtbot.waitUntil(lambda: row() is not None and not page.is_waiting, timeout=LONG)
    assert [text for text, _ in page._fixes(Check("root", "bad", "/", fix="give_rights"))] == ["Check again"]
    missing = row()
    assert missing is not None
    assert "tools.not_there_v1 is not in the database." in missing.told.text()
    monkeypatch.setattr(language, "current", lambda: "id")
    assert "tools.not_there_v1 tidak ada di basis data." in CheckRow(missing.check, []).told.text()
    monkeypatch.undo()
    press(qtbot, missing.buttons[0])
    shown = window.pages["configuration"]
    assert isinstance(shown, ConfigurationPage) and window.shown_page is shown
    assert (window.client, shown.tabs.currentIndex()) == ("kosong2", 2), "where the missing one is"
    qtbot.waitUntil(lambda: not any(p.is_waiting for p in window.pages.values()), timeout=LONG)

    window.show_page("settings")
    page.refresh()
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    tables = row("tables")
    assert tables is not None and tables.buttons[0].text() == "Make the tables …"
    press(qtbot, tables.buttons[0])
    qtbot.waitUntil(lambda: page.tables_dialog is not None, timeout=LONG)
    asked = page.tables_dialog
    assert asked is not None
    place = next(i for i, (t, c) in enumerate(asked.model.rows) if c.name == "cst_id")
    assert asked.model.index(place, TYPE).data() == "text", "no file of this client was seen"
    cell = asked.table.visualRect(asked.model.index(place, TYPE)).center()
    qtbot.mouseClick(asked.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    box = asked.table.findChild(QComboBox)
    assert box is not None
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.model.index(place, TYPE).data() == "bigint", timeout=LONG)
    press(qtbot, asked.make_button)
    qtbot.waitUntil(lambda: "6 tables made." in window.messages.toast.text.text(), timeout=LONG)
    qtbot.waitUntil(lambda: (found := row("tables")) is not None and found.check.verdict == "good", timeout=LONG)
    schema, table = "bronze_kosong2", service.config("kosong2").files[0].target_table
    kinds = {c.name: c.data_type for c in service._store.bronze.columns(schema, table)}
    assert (kinds["cst_id"], kinds["cst_key"], kinds["dwh_batch_id"]) == ("bigint", "text", "text")


def test_a_batch_whose_table_is_not_there_leads_to_making_it_and_goes_on(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    service.add_client("acme", "Acme", CONFIG)
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n2,2\n")
    service.run(service.plan("acme", Mode.START))
    window.refresh_clients()
    qtbot.waitUntil(lambda: "acme" in [c.client_schema for c in window.clients], timeout=LONG)
    window.go(Link("acme", "BATCH000001"))
    page = window.pages["batch"]
    assert isinstance(page, BatchPage)
    qtbot.waitUntil(lambda: page.tables_button.isVisible() and page.tables_button.isEnabled(), timeout=LONG)
    assert not page.map_button.isVisible(), "there is nothing to map to yet"
    press(qtbot, page.tables_button)
    settings = window.shown_page
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(lambda: settings.tables_dialog is not None, timeout=LONG)
    dialog = settings.tables_dialog
    assert dialog is not None
    assert [(c.name, c.type) for _, c in dialog.model.rows] == [("id", "bigint"), ("price", "numeric")]
    press(qtbot, dialog.make_button)
    qtbot.waitUntil(lambda: window.messages.toast.text.text() == "1 table made.", timeout=LONG)
    press(qtbot, window.messages.toast.action)
    press(qtbot, shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(lambda: service.batch("acme", "BATCH000001").status == "SUCCESS", timeout=LONG)
    qtbot.waitUntil(lambda: not window.runs.is_mine("acme"), timeout=LONG)
    window.commands.run("settings.tables")
    qtbot.waitUntil(lambda: "All tables of acme are there." in window.messages.toast.text.text(), timeout=LONG)
