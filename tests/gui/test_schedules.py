"""Schedules by their widgets: written with days and a time, watched from the window, late told, removed and taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.records import Schedule
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.schedules.page import SchedulesPage
from etl_console.ui.pages.schedules.weekly import Weekly, told
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, press


@given(st.frozensets(st.integers(1, 7), min_size=1), st.integers(0, 23), st.integers(0, 59))
def test_days_and_a_time_are_the_same_after_crontab(days: frozenset[int], hour: int, minute: int) -> None:
    weekly = Weekly(days, hour, minute)
    assert Weekly.parse(weekly.cron) == weekly


def test_what_is_more_than_days_at_a_time_stays_crontab(window: MainWindow) -> None:
    assert told("0 8 * * 1-5") == "Monday to Friday 08:00"
    assert told("5 22 * * 0") == "Sunday 22:05"
    for cron in ("*/5 * * * *", "0 6 1 * *", "0 8 * * 5-1", "0 25 * * *", "x"):
        assert told(cron) == cron


def opened(window: MainWindow, qtbot: QtBot) -> SchedulesPage:
    window.go(Link("client1", page="schedules"))
    page = window.pages["schedules"]
    assert isinstance(page, SchedulesPage)
    qtbot.waitUntil(lambda: bool(page._facts.sources), timeout=LONG)
    return page


def test_a_schedule_is_written_paused_removed_and_taken_back(
    window: MainWindow, service: Service, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    qtbot.waitUntil(lambda: page.empty.isVisible() and not page.table.isVisible(), timeout=LONG)
    page.context.commands.run("schedules.add")
    dialog = page.dialog
    assert dialog is not None and not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.name, "crm in the morning")
    assert dialog.cron.text() == "0 8 * * 1-5"
    assert dialog.preview.text().count("08:00") == 10
    qtbot.keyClick(dialog.days[5], Qt.Key.Key_Space)
    assert dialog.cron.text() == "0 8 * * 1-6"
    dialog.cron.setText("0 8 * * mars")
    assert not dialog.save_button.isEnabled() and "crontab" in dialog.preview.text()
    dialog.cron.setText("30 7 * * 1-5")
    dialog.zone.setCurrentText("Asia/Jakartaa")
    assert not dialog.save_button.isEnabled() and "no time zone “Asia/Jakartaa”" in dialog.preview.text()
    dialog.zone.setCurrentText("Asia/Jakarta (WIB)")
    item = dialog.files.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    press(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=LONG)
    (saved,) = service.schedules.all("client1")
    assert (saved.cron, saved.zone, len(saved.expected)) == ("30 7 * * 1-5", "Asia/Jakarta", 2)
    assert page.table.isVisible() and not page.empty.isVisible()
    assert page.model.records[0][3] == "Monday to Friday 07:30"
    assert page.next.rowCount() == 10 and page.next.records[0][0].endswith("07:30")
    assert page.next.headerData(0, Qt.Orientation.Horizontal) == "In Asia/Jakarta"
    page.context.commands.run("schedules.pause")
    qtbot.waitUntil(lambda: "Paused" in page.model.records[0][1], timeout=LONG)
    page.context.commands.run("schedules.remove")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=LONG)
    assert service.schedules.all("client1") == []
    press(qtbot, window.messages.toast.action)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=LONG)


def test_the_window_starts_a_complete_set_and_tells_what_is_late(
    window: MainWindow, service: Service, database: Database, qtbot: QtBot
) -> None:
    service.schedules.save("client1", Schedule("crm", "crm", "0 0 1 1 *", "UTC"))
    service.schedules.save("client1", Schedule("erp", "erp", "0 0 1 1 *", "UTC"))
    with database.transaction() as connection:
        connection.execute("UPDATE tools.schedule SET created_at = now() - interval '2 years'")
    demo.deliver_first_day(service, "client1")
    for path in service._storage.layout.root.glob("raw/client1/erp/incoming/*"):
        path.unlink()
    page = opened(window, qtbot)
    watching = window.watching
    with qtbot.waitSignal(watching.late, timeout=LONG) as late:
        press(qtbot, page.watch_button)
    assert late.args[0].schedule.name in ("erp", "crm")
    assert watching.is_on
    with qtbot.waitSignal(watching.changed, timeout=LONG):
        watching.look()
    watching.look()
    qtbot.waitUntil(
        lambda: [(r[1], r[2], r[3]) for r in page.past.records if r[3]] == [("crm", "✓ started late", "BATCH000001")],
        timeout=LONG,
    )
    qtbot.waitUntil(lambda: not window.runs.is_mine("client1"), timeout=LONG)
    assert {f.source_system for f in service.batch("client1", "BATCH000001").files} == {"crm"}
    press(qtbot, page.watch_button)
    assert not watching.is_on
