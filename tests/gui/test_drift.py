"""Drift with real widgets: a file whose columns changed waits, is decided with its evidence in sight, and goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.drift.page import DriftPage
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press, shown_plan, texts

CUSTOMERS = resource_path("sample", "client1", "incoming", "crm", "cust_info.csv")


def deliver(service: Service, folder: Path, day: int, more: str) -> str:
    """Run a day's customers, with a column more when there is one; the status of the batch."""
    lines = CUSTOMERS.read_text(encoding="utf-8").splitlines()[: 40 + day]
    if more:
        lines = [lines[0] + f",{more}", *(f"{line},gold{n % 3}" for n, line in enumerate(lines[1:]))]
    path = folder / f"cust_info_{day}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    service.deliver("client1", path, "crm")
    return str(service.run(service.plan("client1", Mode.START))["files"][0]["status"])


@pytest.fixture
def page(service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> DriftPage:
    """The Drift page with one file of customers that waits; how the batches ended has been told."""
    told: list[str] = []
    window.messages.told.connect(told.append)
    assert deliver(service, tmp_path, 1, "") == "SUCCESS"
    service.drift.set_policy("client1", "cust_info", "hold")
    assert deliver(service, tmp_path, 2, "loyalty") == "FAILED"
    window.go(Link("client1", page="drift"))
    shown = window.pages["drift"]
    assert isinstance(shown, DriftPage)
    qtbot.waitUntil(lambda: shown.question.item is not None and not shown.is_waiting, timeout=LONG)
    qtbot.waitUntil(lambda: {"BATCH000001", "BATCH000002"} <= {text[:11] for text in told}, timeout=LONG)
    return shown


def test_a_new_column_is_left_out_and_the_file_goes_on(
    page: DriftPage, window: MainWindow, service: Service, qtbot: QtBot
) -> None:
    assert page.model.records[0][:5] == ("✕ Waits", "cust_info", "New", "loyalty", "Hold")
    assert page.question.model.records[0][3].startswith("gold0")
    assert not page.context.commands.button("drift.continue").isEnabled()
    qtbot.mouseClick(page.question.choices["ignore"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert page.question.choices["ignore"].isChecked()
    qtbot.keyClicks(page.question.reason, "marketing only")
    with qtbot.waitSignal(window.messages.told, timeout=LONG):
        press(qtbot, page.context.commands.button("drift.decide"))
    assert "1 file may go on" in window.messages.toast.text.text()
    window.runs.dialog = None
    press(qtbot, window.messages.toast.action)
    press(qtbot, shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(
        lambda: service.batches("client1")[0].status == "SUCCESS" and not window.runs.is_mine("client1"), timeout=LONG
    )
    page.refresh()
    qtbot.waitUntil(lambda: not page.model.records, timeout=LONG)
    assert any(t == "Nothing waits" for t in texts(page)) and not page.table.isVisible()
    assert service.config_history("client1")[0]["reason"] == "drift: ignore loyalty: marketing only"


def test_a_policy_is_set_where_the_versions_are(page: DriftPage, service: Service, qtbot: QtBot) -> None:
    page.faces.setCurrentIndex(1)
    versions = page.versions
    versions.files.setCurrentText("cust_info")
    versions.file_chosen.emit("cust_info")
    qtbot.waitUntil(lambda: len(versions.versions) == 2 and not page.is_waiting, timeout=LONG)
    assert versions.model.records[0][4].startswith("✕") and versions.policy.currentData() == "hold"
    versions.columns.selectRow(0)
    assert versions.own.isEnabled()
    versions.own.setFocus()
    qtbot.keyClick(versions.own, Qt.Key.Key_Down)
    versions.own.activated.emit(versions.own.currentIndex())
    qtbot.waitUntil(
        lambda: service.config("client1").file("cust_info").columns[0].drift_policy == "evolve",  # type: ignore[union-attr]
        timeout=LONG,
    )


def test_what_one_file_alone_lacks_is_not_taken_from_the_others_unawares(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    """Of three files one lacks a column: it is named, nothing that changes the mapping is chosen beforehand."""
    lines = CUSTOMERS.read_text(encoding="utf-8").splitlines()
    service.workers = 1  # the whole files come first
    for day in (1, 2, 3):
        part = [lines[0], *lines[1 + 40 * day :][:40]]
        if day == 3:
            part = [line.rpartition(",")[0] for line in part]
        path = tmp_path / f"cust_info_{day}.csv"
        path.write_text("\n".join(part) + "\n", encoding="utf-8")
        service.deliver("client1", path, "crm")
    service.run(service.plan("client1", Mode.START))
    window.go(Link("client1", page="drift"))
    page = window.pages["drift"]
    assert isinstance(page, DriftPage)
    qtbot.waitUntil(lambda: page.question.item is not None and not page.is_waiting, timeout=LONG)
    question = page.question
    assert question.where.text() == (
        "cust_info_3.csv of BATCH000001  ·  other files of this batch that have “cst_create_date” as before: 2"
    )
    assert question.choices["refuse"].isChecked() and not question.warning.isVisible()
    qtbot.mouseClick(question.choices["drop"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert (
        "would be left empty in the others that have it, too (2)" in question.warning.text()
        and question.warning.isVisible()
    )
    qtbot.mouseClick(question.choices["rename"], Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert question.decision is None, "no column of the file is alike: none is chosen"
