"""An operator's hands on the real window: drop, start, red, why, repair, restart, green."""

from __future__ import annotations

import gc
import logging
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from etl_console import demo, wiring
from etl_console.db.connect import Database
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.service import Service
from etl_console.records import BatchState, Mode, Stage
from etl_console.resources import resource_path
from etl_console.settings import Settings
from etl_console.ui import language, theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.matrix import Column
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.overview.page import OverviewPage
from etl_console.ui.shell.links import Link
from etl_console.ui.tables import height_of
from tests.gui.hands import (
    LONG,
    batch_page,
    deliver,
    drop,
    drop_folder,
    files_page,
    press,
    run_plan,
    shown_plan,
    shown_status,
    texts,
)


def test_a_red_batch_says_what_is_wrong_and_its_restart_makes_it_green(
    second_day: None, window: MainWindow, service: Service, qtbot: QtBot
) -> None:
    page = batch_page(window)
    page.open(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    matrix = page.view.matrix
    assert matrix.rowCount() == 6
    assert {matrix.rows[r].cells[Stage.LOAD_TO_BRONZE].status for r in range(6)} == {"SUCCESS"}
    assert sum(int(matrix.index(r, Column.LOADED).data().replace(",", "")) for r in range(6)) == 116_294

    page.open(Link("client1", "BATCH000002"))
    qtbot.waitUntil(lambda: "BATCH000002 · ✕" in shown_status(window), timeout=LONG)
    red = next(r for r in range(matrix.rowCount()) if "CUST_AZ12" in matrix.index(r, Column.FILE).data())
    page.view.files.selectRow(red)
    assert matrix.index(red, Column.ROWS).data() == "✕ Failed"
    qtbot.waitUntil(lambda: "bad value" in page.view.problems.toPlainText(), timeout=LONG)
    rejects, log = page.view.rejects_model, page.view.log_model
    qtbot.waitUntil(lambda: rejects.rowCount() == 1, timeout=LONG)
    assert list(rejects.records[0][:4]) == ["19", "BDATE", "31/02/1971", "Bad value"]
    assert [r[3] for r in log.records] == ["Convert", "Mapping", "Rows"]
    page.view.details.setCurrentWidget(page.view.manifest)
    qtbot.waitUntil(lambda: '"batch_id": "BATCH000002"' in page.view.manifest.toPlainText(), timeout=LONG)

    config = service.export_config("client1")
    for file in config["files"]:
        file["bad_value_policy"] = file["duplicate_policy"] = file["malformed_policy"] = "quarantine"
        for column in file["columns"]:
            if column["source_column"] == "prd_cost":
                column["source_column"] = "product_cost"
    service.import_config("client1", config, "repaired")
    run_plan(qtbot, window, page.restart_button)
    qtbot.waitUntil(lambda: "BATCH000002 · ✓" in shown_status(window), timeout=LONG)
    assert {r.file.status for r in matrix.rows} == {"SUCCESS"}
    qtbot.waitUntil(lambda: not window.runs.is_mine("client1"), timeout=LONG)


def test_there_is_one_plan_at_a_time_and_one_that_is_left_begins_nothing(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    page = batch_page(window)
    page.open(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    press(qtbot, page.start_button)
    plan = shown_plan(qtbot, window)
    window.runs.ask("client1", Mode.REPROCESSING)
    assert plan.isVisible() and "Decide about the plan" in window.messages.toast.text.text(), "one plan at a time"
    qtbot.keyClick(plan, Qt.Key.Key_Escape)
    page.refresh()
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    assert "BATCH000001 · ✓" in shown_status(window), "nothing was begun: the batch that was chosen stays"


def test_a_plan_without_files_says_so_and_an_error_has_a_way_out(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    stray = tmp_path / "holiday.jpg"
    stray.write_bytes(b"x")
    review = drop(window, [stray])
    qtbot.waitUntil(lambda: review.model.files[0].state in ("stranger", "broken"), timeout=LONG)
    assert not review.deliver_button.isEnabled()
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    page = batch_page(window)
    qtbot.waitUntil(page.empty.isVisible, timeout=LONG)
    assert not page.batches.isVisible() and not page.restart_button.isVisible()
    press(qtbot, page.start_button)
    plan = shown_plan(qtbot, window)
    assert not plan.run_button.isEnabled() and not plan.tree.isVisible()
    assert "Nothing to do" in plan.findChildren(QLabel)[0].text()
    qtbot.keyClick(plan, Qt.Key.Key_Escape)


def test_a_file_whose_name_cannot_be_taken_is_delivered_under_another(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    odd = tmp_path / "cust_info_\u202evsc.csv"
    odd.write_text(resource_path("sample/client1/incoming/crm/cust_info.csv").read_text())
    review = drop(window, [odd])
    qtbot.waitUntil(lambda: review.model.files[0].state == "renamed", timeout=LONG)
    assert review.model.index(0, 0).data() == "cust_info_\\u202evsc.csv"
    review.model.files[0].is_wanted = True
    review.model.changed(review.model.files[0])
    press(qtbot, review.deliver_button)
    qtbot.waitUntil(lambda: service.folder_files("client1", "crm", "incoming") == ["cust_info__vsc.csv"], timeout=LONG)


def test_files_that_would_meet_under_one_name_are_told_and_all_arrive(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    text = resource_path("sample/client1/incoming/crm/cust_info.csv").read_text().splitlines()
    dropped = []
    for place, name in enumerate(("monday", "tuesday", "wednesday")):
        (tmp_path / name).mkdir()
        dropped.append(tmp_path / name / "cust_info.csv")
        dropped[-1].write_text("\n".join(text[:1] + text[1 + place * 10 : 11 + place * 10]))
    service.deliver("client1", dropped.pop(0))
    review = drop(window, dropped)
    qtbot.waitUntil(lambda: all(f.state == "renamed" for f in review.model.files), timeout=LONG)
    assert sorted(f.name for f in review.model.files) == ["cust_info_2.csv", "cust_info_3.csv"]
    assert all("waits in incoming already" in f.told for f in review.model.files)
    assert not review.deliver_button.isEnabled()
    review.table.selectAll()
    qtbot.keyClick(review.table, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.messages.told, timeout=LONG):
        press(qtbot, review.deliver_button)
    there = sorted(service.folder_files("client1", "crm", "incoming"))
    assert there == ["cust_info.csv", "cust_info_2.csv", "cust_info_3.csv"]
    assert {Path(f.path).read_text() for f in review.model.files} == {
        (tmp_path / f"storage/raw/client1/crm/incoming/{name}").read_text() for name in there[1:]
    }


def test_a_drop_tells_which_files_are_not_what_their_names_say(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "from the source"
    folder.mkdir()
    head = resource_path("sample/client1/incoming/crm/cust_info.csv").read_text().splitlines()[0]
    (folder / "cust_info_head.csv").write_text(head + "\n")
    (folder / "cust_info_random.csv").write_bytes(random.Random(1).randbytes(4000))
    (folder / "older").mkdir()
    (folder / "older" / "cust_info_random.csv").write_bytes(random.Random(2).randbytes(4000))
    (folder / "cust_info_nothing.csv").write_bytes(b"")
    (folder / "cust_info_other.csv").write_text("when,where\n2026-12-24,Bandung\n")
    (folder / "pelanggan.csv").write_text((folder / "cust_info_head.csv").read_text())
    files_page(window).review = None
    drop_folder(window, folder)
    qtbot.waitUntil(lambda: files_page(window).review is not None, timeout=LONG)
    review = files_page(window).review
    assert review is not None
    qtbot.waitUntil(lambda: all(f.state != "looking" for f in review.model.files), timeout=LONG)
    found = {f.path.stem.removeprefix("cust_info_"): (f.state, f.is_wanted, f.told) for f in review.model.files}
    assert found["head"] == ("fits", True, "⚠ There is no record in it.")
    (same,) = [f for f in review.model.files if f.path.name == "pelanggan.csv"]
    assert (same.state, same.name) == ("known", "cust_info_pelanggan.csv"), "held, but it goes where it is said to go"
    assert found["random"][:2] == found["other"][:2] == ("doubtful", False)
    random_ones = [f for f in review.model.files if "random" in f.path.name]
    assert sorted(f.name for f in random_ones) == ["cust_info_random.csv", "cust_info_random_2.csv"]
    assert all("Only its name fits" in f.told for f in random_ones)  # said before that its name is there twice
    assert found["nothing"][:2] == ("broken", False)
    assert "has no content" in found["nothing"][2]
    review.reject()
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
        drop_folder(window, tmp_path / "empty")
    assert told.args == ["There are no files in empty."]


def test_a_run_of_another_process_shows_live(
    window: MainWindow, service: Service, database: Database, tmp_path: Path, qtbot: QtBot
) -> None:
    demo.deliver_first_day(service, "client1")
    script = (
        "import sys; from pathlib import Path; from etl_console.db.connect import Database;"
        "from tests.conftest import make_service; from etl_console.records import Mode;"
        "s = make_service(Database(sys.argv[1]), Path(sys.argv[2]));"
        "s.run(s.plan('client1', Mode.START)); s.close()"
    )

    def running() -> bool:
        return any(c.status == "RUNNING" for r in batch_page(window).view.matrix.rows for c in r.cells.values())

    with psycopg.connect(database.dsn) as somebody:
        somebody.execute("LOCK TABLE bronze_client1.crm_prd_info IN EXCLUSIVE MODE")
        other = subprocess.Popen(
            [sys.executable, "-c", script, database.dsn, str(tmp_path / "storage")], cwd=Path(__file__).parents[2]
        )
        qtbot.waitUntil(running, timeout=LONG)
        page = batch_page(window)
        view = page.view
        qtbot.waitUntil(lambda: str(other.pid) in page.strip.text.text(), timeout=LONG)
        assert page.strip.isVisible()
        assert service.host in page.strip.text.text()
        assert "another session" in page.strip.text.text()
        qtbot.waitUntil(lambda: not page.start_button.isEnabled(), timeout=LONG)
        assert not page.cancel_button.isEnabled()
        why = [str(row[5]) for row in view.steps_model.records if row[1] == "tools.load_crm_prd_info_v1"]
        assert why == ["Waits until prd_info_BATCH000001.csv is loaded."]
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    assert other.wait(30) == 0
    assert not batch_page(window).cancel_button.isEnabled()
    qtbot.waitUntil(lambda: not batch_page(window).strip.isVisible(), timeout=LONG)


def test_a_look_does_not_begin_a_slow_one_anew(
    window: MainWindow, service: Service, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch whose record takes longer than the time between two looks is shown, with the file a link asked for."""
    demo.deliver_first_day(service, "client1")
    opened = threading.Event()
    asked: list[str] = []

    def slow(client: str, batch_id: str) -> BatchState:
        asked.append(batch_id)
        assert opened.wait(30)
        return Service.batch(service, client, batch_id)

    service.run(service.plan("client1", Mode.START))
    monkeypatch.setattr(service, "batch", slow)
    page = batch_page(window)
    last, bridge = service.last_event(), window.bridge
    qtbot.waitUntil(lambda: bool(asked) and bridge._last == last and not bridge._waiting, timeout=LONG)
    page.open(Link("client1", "BATCH000001", "PX_CAT_G1V2.csv"))
    for _ in range(3):
        page.refresh()
        qtbot.waitUntil(lambda: not page.is_asking("batches"), timeout=LONG)
    before = len(asked)
    page.refresh()
    qtbot.waitUntil(lambda: not page.is_asking("batches"), timeout=LONG)
    assert len(asked) == before
    opened.set()
    qtbot.waitUntil(lambda: page.view.chosen_file() == "PX_CAT_G1V2_BATCH000001.csv", timeout=LONG)


def test_the_collector_does_not_go_through_all_of_the_window_again_and_again(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 100_000, timeout=LONG)
    assert len(gc.get_objects()) < 50_000  # all that a full collection looks at: it stood still for 100 ms
    before = gc.get_freeze_count()
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: gc.get_freeze_count() != before, timeout=LONG)
    assert gc.get_freeze_count() < before * 1.2  # the pages of the other theme are not kept
    theme.apply(qapp, "light")
    window.shut()
    assert gc.get_freeze_count() == 0


def test_a_server_that_stopped_is_started_from_where_that_is_said(
    home_of_its_own: Path, qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "psycopg.pool")  # it warns of the sessions that are ended here
    language.apply(qapp, "en")
    settings = Settings(home=home_of_its_own, root=home_of_its_own / "storage")
    with wiring.service(settings) as service:
        window = MainWindow(service)
        qtbot.addWidget(window)
        window.show()
        window.start()
        overview = window.pages["overview"]
        assert isinstance(overview, OverviewPage)
        qtbot.waitUntil(lambda: bool(overview._rows), timeout=LONG)
        assert [r.text.text() for r in overview._rows] == ["There is no client yet."]
        service.add_client("client1", "One", None)
        window.refresh_clients()
        qtbot.waitUntil(lambda: window.client == "client1", timeout=LONG)
        window.show_page("configuration")
        wiring.embedded(settings).stop("immediate")
        banner = window.messages.banner
        qtbot.waitUntil(lambda: banner.isVisible() and "cannot be reached" in banner.text.text(), timeout=LONG)
        qtbot.waitUntil(lambda: "does not answer" in window.status.connection.text(), timeout=LONG)
        press(qtbot, banner.action)
        qtbot.waitUntil(lambda: window.status.connection.text().startswith("●"), timeout=LONG)
        qtbot.waitUntil(lambda: not banner.isVisible(), timeout=LONG)
        qtbot.waitUntil(lambda: not window.shown_page.is_waiting, timeout=LONG)
        window.shut()


def test_cancel_from_the_window(window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path) -> None:
    big = tmp_path / "sales_details_big.csv"
    text = resource_path("sample/client1/incoming/crm/sales_details.csv").read_text()
    head, _, body = text.partition("\n")
    big.write_text(head + "\n" + body * 8)
    deliver(qtbot, window, [big])
    qtbot.waitUntil(lambda: service.folder_files("client1", "crm", "incoming") == [big.name], timeout=LONG)
    run_plan(qtbot, window, batch_page(window).start_button)
    assert window.rail.clients.currentText() == "▶ client1"
    press(qtbot, batch_page(window).cancel_button)
    qtbot.waitUntil(lambda: "BATCH000001 · ■" in shown_status(window), timeout=LONG)
    qtbot.waitUntil(lambda: window.rail.clients.currentText() == "client1", timeout=LONG)
    assert service.plan("client1", Mode.RESTART).files


def test_closing_asks_before_it_cancels_a_run(
    window: MainWindow, service: Service, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, cancelled = threading.Event(), threading.Event()

    def run(plan: Plan, cancel: CancelToken) -> dict[str, Any]:
        with cancel.on_cancel(cancelled.set):
            assert cancelled.wait(LONG / 1000)
        goes_on.set()
        return {}

    monkeypatch.setattr(service, "run_apart", run)
    demo.deliver_first_day(service, "client1")
    press(qtbot, files_page(window).start_button)
    plan = shown_plan(qtbot, window)
    press(qtbot, plan.run_button)
    start = files_page(window).start_button
    qtbot.waitUntil(lambda: not start.isEnabled() and "no batch is running" in start.toolTip(), timeout=LONG)
    for again in (lambda: window.runs.ask("client1", Mode.START), lambda: window.runs.run(plan.plan)):
        window.messages.toast.hide()
        again()
        assert window.messages.toast.text.text() == "A batch of client1 runs already: nothing else was begun."
        assert window.messages.toast.isVisible() and window.runs.dialog is None
    window.close()
    dialog = window.closing_dialog
    assert dialog is not None and "•  client1" in texts(dialog)
    press(qtbot, dialog.stay_button)
    assert window.isVisible() and not cancelled.is_set()
    window.close()
    assert window.closing_dialog is not None
    press(qtbot, window.closing_dialog.close_button)
    assert goes_on.wait(LONG / 1000) and not window.isVisible()


def test_rows_are_copied_as_a_spreadsheet_takes_them(window: MainWindow, qtbot: QtBot, service: Service) -> None:
    demo.deliver_first_day(service, "client1")
    run_plan(qtbot, window, batch_page(window).start_button)
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    files = batch_page(window).view.files
    files.setFocus()
    files.selectAll()
    qtbot.keyClick(files, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("File\tConvert")
    assert len(lines) == 7


def test_a_look_at_a_file_shows_each_changed_setting_at_once(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    text = resource_path("sample/client1/incoming/crm/cust_info.csv").read_text()
    strange = tmp_path / "cust_info.csv"
    strange.write_text("Customers of today\n\n" + text.replace(",", "|").replace("Jon", "Jon;x"))
    files_page(window).look_at(strange)
    dialog = files_page(window).look_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.look is not None, timeout=LONG)
    assert dialog.columns_model.records[0][0] == "cst_id"
    assert "crm/cust_info" in dialog.summary.text()
    assert not dialog.remember_button.isEnabled()
    field = dialog.fields["delimiter"]
    with qtbot.waitSignal(dialog.shown, timeout=LONG):
        qtbot.keyClicks(field, ";")
    assert dialog.columns_model.records[0][0] != "cst_id"
    with qtbot.waitSignal(dialog.shown, timeout=LONG):
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        qtbot.keyClicks(field, "|")
    assert dialog.columns_model.records[0][0] == "cst_id"
    press(qtbot, dialog.remember_button)
    qtbot.waitUntil(lambda: "cust_info kept" in window.messages.toast.text.text(), timeout=LONG)
    kept = {f["logical_source_file"]: f.get("source_config") for f in service.export_config("client1")["files"]}
    assert kept["cust_info"] == {"delimiter": "|"}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    files_page(window).look_at(strange)
    again = files_page(window).look_dialog
    assert again is not None
    qtbot.waitUntil(lambda: again.look is not None, timeout=LONG)
    assert again.settings() == {"delimiter": "|"}
    press(qtbot, again.deliver_button)
    qtbot.waitUntil(lambda: files_page(window).review is not None, timeout=LONG)
    review = files_page(window).review
    assert review is not None
    press(qtbot, review.deliver_button)
    qtbot.waitUntil(lambda: service.folder_files("client1", "crm", "incoming") == ["cust_info.csv"], timeout=LONG)


def test_a_wrong_setting_is_said_and_the_last_look_stays(window: MainWindow, qtbot: QtBot) -> None:
    files_page(window).look_at(resource_path("sample/client1/incoming/crm/prd_info.csv"))
    dialog = files_page(window).look_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.look is not None, timeout=LONG)
    with qtbot.waitSignal(dialog.shown, timeout=LONG):
        qtbot.keyClicks(dialog.fields["header"], "x")
    assert "header" in dialog.summary.text()
    assert dialog.columns_model.rowCount() == 7
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_formats_are_kept_and_an_open_question_is_answered(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    head = resource_path("sample/client1/incoming/crm/cust_info.csv").read_text().split("\n", 1)[0].strip()
    rows = [f"{i},AW{i},a,b,M,M,0{i % 9 + 1}/0{i % 8 + 1}/2025" for i in range(1, 40)]
    (tmp_path / "cust_info.csv").write_text("\n".join([head, *rows]))
    files_page(window).look_at(tmp_path / "cust_info.csv")
    dialog = files_page(window).look_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.look is not None, timeout=LONG)
    row = dialog.columns_model.records[6]
    assert (row[0], row[1]) == ("cst_create_date", "date ?")
    assert "no value has a day above 12" in row[4]
    assert not dialog.formats_button.isEnabled()
    place = dialog.columns.visualRect(dialog.columns_model.index(6, 2)).center()
    qtbot.mouseClick(dialog.columns.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.columns.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: dialog.choices is not None and dialog.choices.isVisible(), timeout=LONG)
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.columns_model.records[6][2] == "date %d/%m/%Y", timeout=LONG)
    press(qtbot, dialog.formats_button)
    qtbot.waitUntil(lambda: "cust_info kept" in window.messages.toast.text.text(), timeout=LONG)
    kept = next(f for f in service.export_config("client1")["files"] if f["logical_source_file"] == "cust_info")
    formats = {c["source_column"]: c.get("source_format") for c in kept["columns"]}
    assert formats["cst_create_date"] == {"date": "%d/%m/%Y"}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_batch_shows_all_its_files_where_there_is_room_until_the_operator_drags_a_handle(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    window.go(Link("client1", "BATCH000002"))
    page = window.pages["batch"]
    assert isinstance(page, BatchPage)
    view = page.view
    qtbot.waitUntil(lambda: view.matrix.rowCount() == 5 and not page.is_waiting, timeout=LONG)
    assert abs(view.files.height() - height_of(view.files)) <= 1 and view.details.height() >= 200
    window.resize(window.width(), 560)
    qtbot.waitUntil(lambda: view.files.height() < height_of(view.files), timeout=LONG)
    assert min(view.splitter.sizes()) > 60, "of each something is seen"
    window.resize(window.width(), 900)
    qtbot.waitUntil(lambda: abs(view.files.height() - height_of(view.files)) <= 1, timeout=LONG)
    handle = view.splitter.handle(1)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    qtbot.mouseMove(handle, handle.rect().center() + QPoint(0, 60))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    dragged = view.splitter.sizes()
    assert abs(dragged[0] - height_of(view.files)) > 20
    window.go(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: view.matrix.rowCount() == 6 and not page.is_waiting, timeout=LONG)
    assert view.splitter.sizes() == dragged
