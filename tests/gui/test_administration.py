"""Administration by its widgets: days set in place, a dry run carried out, a batch held, released and undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.records import LogFilter
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.administration.page import AdministrationPage
from etl_console.ui.pages.administration.retention_model import DAYS
from etl_console.ui.pages.handover.page import HandoverPage
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press, shown_status


def opened(window: MainWindow, qtbot: QtBot) -> AdministrationPage:
    """The page with the only batch chosen, as a link to it leaves it."""
    window.go(Link("client1", "BATCH000001", page="administration"))
    page = window.pages["administration"]
    assert isinstance(page, AdministrationPage)
    qtbot.waitUntil(lambda: page._one() is not None, timeout=LONG)
    return page


def cell(page: AdministrationPage, kept: str, column: int) -> str:
    row = next(i for i, p in enumerate(page.model.purges) if p.kept == kept)
    return str(page.model.index(row, column).data())


def test_days_dry_run_hold_and_purge(
    first_day: None, window: MainWindow, database: Database, qtbot: QtBot, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE tools.batch SET ended_at = now() - interval '20 days'")
    page = opened(window, qtbot)
    assert not page.purge_button.isEnabled()
    assert cell(page, "parquet", 2) == "–"

    row = next(i for i, p in enumerate(page.model.purges) if p.kept == "parquet")
    page.retention.setCurrentIndex(page.model.index(row, DAYS))
    page.context.commands.run("administration.days")
    editor = page.retention.findChild(QSpinBox)
    assert editor is not None
    line = editor.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "0")
    assert editor.minimum() == 1 and not line.hasAcceptableInput()
    line.selectAll()
    qtbot.keyClicks(line, "7")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, "parquet", DAYS) == "7" and cell(page, "parquet", 2) == "6", timeout=LONG)
    assert "6 things would go" in page.summary.text()

    page.context.commands.run("administration.hold")
    assert not page.hold_dialog.do_button.isEnabled()
    qtbot.keyClicks(page.hold_dialog.reason, "audit 2026")
    press(qtbot, page.hold_dialog.do_button)
    qtbot.waitUntil(lambda: "audit 2026" in page.batches_model.records[0][4], timeout=LONG)
    qtbot.waitUntil(lambda: cell(page, "parquet", 2) == "–", timeout=LONG)
    assert not page.purge_button.isEnabled(), "nothing of a held batch goes"
    page.context.commands.run("administration.release")
    assert not page.hold_dialog.do_button.isEnabled(), "a release has its reason, too"
    qtbot.keyClicks(page.hold_dialog.reason, "audit closed")
    press(qtbot, page.hold_dialog.do_button)
    press(qtbot, page.purge_button)
    qtbot.waitUntil(lambda: page.purge_dialog is not None, timeout=LONG)
    assert page.purge_dialog is not None
    press(qtbot, page.purge_dialog.purge_button)
    qtbot.waitUntil(lambda: page.done_model.rowCount() == 1, timeout=LONG)
    assert page.done_model.records[0][2:4] == ("Parquet files", "6")
    assert not list((tmp_path / "storage/data/client1").rglob("*.parquet"))
    assert list((tmp_path / "storage/raw/client1").rglob("*_BATCH000001.csv"))


def test_a_batch_is_undone_after_its_plan(first_day: None, window: MainWindow, service: Service, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.context.commands.run("administration.undo")
    qtbot.waitUntil(lambda: window.runs.undo_dialog is not None, timeout=LONG)
    dialog = window.runs.undo_dialog
    assert dialog is not None
    assert ("Delete from bronze", "bronze_client1.crm_sales_details", "60,398") in dialog.model.records
    assert not dialog.run_button.isEnabled(), "not without a reason"
    qtbot.keyClicks(dialog.reason, "delivered by mistake")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Undone" in page.batches_model.records[0][1], timeout=LONG)
    assert service.batch("client1", "BATCH000001").status == "UNDONE"
    told = {c.audit["status"] for c in service.insight.files("client1") if c.audit.get("batch_id") == "BATCH000001"}
    assert told == {"UNDONE"}, "a batch that was taken back is called so wherever its files are shown"
    qtbot.waitUntil(lambda: not window.runs.is_mine("client1"), timeout=LONG)
    assert not page._can_undo()
    (undo,) = service.insight.timeline(LogFilter(client="client1", stage="undo", text="mistake"))
    assert (undo["text"], undo["who"]) == ("delivered by mistake", service.who)
    window.show_page("handover")
    handover = window.pages["handover"]
    assert isinstance(handover, HandoverPage)
    qtbot.waitUntil(lambda: f"{service.who} · delivered by mistake" in handover.paper.toPlainText(), timeout=LONG)
    window.show_page("batch")
    qtbot.waitUntil(lambda: "BATCH000001 · ↺ Undone · 0 of 6" in shown_status(window), timeout=LONG)
