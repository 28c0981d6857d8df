"""An operator's hands in Triage: the red batch, a reason chosen, a cell written over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, MARK, Mark
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG

BATCH = "BATCH000002"
SAMPLE = resource_path("sample", "client1", "incoming")


@pytest.fixture
def red(second_day: None, service: Service) -> Service:
    """client1 after its second day, which failed."""
    config = service.export_config("client1")
    for file in config["files"]:
        for column in file["columns"]:
            if column["source_column"] == "prd_cost":
                column["source_column"] = "product_cost"
    service.import_config("client1", config, "renamed by the source")
    return service


@pytest.fixture
def page(red: Service, window: MainWindow, qtbot: QtBot) -> Iterator[TriagePage]:
    """The Triage page on the red batch."""
    window.go(Link("client1", BATCH, page="triage"))
    shown = window.pages["triage"]
    assert isinstance(shown, TriagePage)
    qtbot.waitUntil(lambda: shown.model.total > 0 and not shown.is_waiting, timeout=LONG)
    yield shown


def choose(qtbot: QtBot, page: TriagePage, rule: str) -> None:
    """Choose a reason by its rule, with the mouse."""
    for top in range(page.reasons.topLevelItemCount()):
        file = page.reasons.topLevelItem(top)
        assert file is not None
        for place in range(file.childCount()):
            item = file.child(place)
            if item is not None and item.data(0, Qt.ItemDataRole.UserRole)["rule"] == rule:
                where = page.reasons.visualItemRect(item).center()
                qtbot.mouseClick(page.reasons.viewport(), Qt.MouseButton.LeftButton, pos=where)
                qtbot.waitUntil(lambda: page.group is not None and page.group["rule"] == rule, timeout=LONG)
                qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
                return
    raise AssertionError(f"no reason {rule}")


def bad_cell(page: TriagePage, row: int = 0) -> QModelIndex:
    """The first marked cell of a row."""
    for section in range(FIRST_VALUE, page.model.columnCount()):
        index = page.model.index(row, section)
        if index.data(MARK) != Mark.NONE:
            return index
    raise AssertionError("no cell is marked")


def type_into(qtbot: QtBot, page: TriagePage, index: QModelIndex, text: str) -> None:
    """Double click a cell, write over it, Enter."""
    place = page.rows.visualRect(index).center()
    qtbot.mouseClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def many_rejected(
    service: Service, window: MainWindow, qtbot: QtBot, folder: Path, good: str, rejected: Sequence[str]
) -> TriagePage:
    """The Triage page on a batch with one good record and these that are rejected; how it ended has been told."""
    told: list[str] = []
    window.messages.told.connect(told.append)
    config = service.export_config("client1")
    for file in config["files"]:
        file["max_reject_share"] = 1.0
    service.import_config("client1", config)
    path = folder / "CUST_AZ12.csv"
    path.write_text("\n".join(["CID,BDATE,GEN", good, *rejected]) + "\n")
    service.deliver("client1", path, "erp")
    service.run(service.plan("client1", Mode.START))
    window.go(Link("client1", "BATCH000001", page="triage"))
    page = window.pages["triage"]
    assert isinstance(page, TriagePage)
    qtbot.waitUntil(lambda: page.model.total == len(rejected) and not page.is_waiting, timeout=LONG)
    qtbot.waitUntil(lambda: any(text.startswith("BATCH000001") for text in told), timeout=LONG)
    return page
