"""Batch by its widgets: what it says while it runs and after, and where its tiles lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import Stage, Status, UnderWay
from etl_console.ui.dialogs.problem_dialog import ProblemDialog
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.gantt import Bar
from tests.gui.hands import LONG, batch_page, press, quiet, shown_status


def test_one_click_on_a_red_tile_or_on_its_bar_over_time_shows_what_is_wrong(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    page = batch_page(window)
    qtbot.waitUntil(lambda: page.batch is not None and page.batch.batch_id == "BATCH000002", timeout=LONG)
    matrix, view = page.view.matrix, page.view
    red = next(i for i, r in enumerate(matrix.rows) if r.cells[Stage.VALIDATE_ROW].status == Status.FAILED)
    index = matrix.index(red, 3)
    qtbot.mouseClick(view.files.viewport(), Qt.MouseButton.LeftButton, pos=view.files.visualRect(index).center())
    assert view.details.currentWidget() is view.rejects
    qtbot.waitUntil(lambda: view.rejects_model.rowCount() == 1, timeout=LONG)

    gantt = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Time line or matrix")
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert view.gantt.isVisible()
    chart = view.gantt
    qtbot.waitUntil(lambda: bool([*chart.bars()]), timeout=LONG)
    jobs = page.service.jobs("client1", "BATCH000002")
    assert {b.job.job_id for b in chart.bars()} == {j.job_id for j in jobs if j.subject}
    for bar in chart.bars():  # what takes up the time stands where it was
        later = [b for b in chart.bars() if b.job.started_at > (bar.job.ended_at or "")]
        assert all(bar.rect.left() <= b.rect.left() for b in later)

    def click(wanted: Callable[[Bar], bool]) -> Bar:
        chart.verticalScrollBar().setValue(0)
        bar = next(b for b in chart.bars() if wanted(b))
        down = max(0, bar.rect.bottom() + 8 - chart.viewport().height())
        chart.verticalScrollBar().setValue(down)
        at = bar.rect.center() - QPoint(0, chart.verticalScrollBar().value())
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return bar

    failed = click(lambda b: b.job.job_name == Stage.VALIDATE_MAPPING and b.job.status == Status.FAILED)
    assert view.chosen_file() == failed.job.subject
    assert "prd_cost" in view.problems.toPlainText()
    view.problems.anchorClicked.emit(
        QUrl("problem:source_column_missing")
    )  # the code leads to cause, evidence, way out
    (entry,) = [d for d in window.findChildren(ProblemDialog) if d.isVisible()]
    assert "source_column_missing" in view.problems.toHtml() and entry.entry.cause
    entry.reject()
    click(lambda b: b.job.subject == "tools.load_crm_prd_info_v1")
    assert view.details.currentWidget() is view.problems
    assert "prd_info" in view.problems.toPlainText()  # why it was skipped

    facts: dict[str, Any] = {
        "client": "client1",
        "batch_id": "BATCH000002",
        "stage": "convert",
        "subject": "late.csv",
        "attempt": 1,
    }
    chart.apply([events.StageStarted(at=events.now(), **facts)])
    assert [b.job.status for b in chart.bars() if b.job.subject == "late.csv"] == [Status.RUNNING]
    ended = events.StageEnded(
        at=events.now(), status="SUCCESS", rows=1, seconds=0.1, code=None, error=None, remedy=None, **facts
    )
    chart.apply([ended])
    assert [b.job.status for b in chart.bars() if b.job.subject == "late.csv"] == [Status.SUCCESS]
    elsewhere = events.BatchEnded(
        client="acme", batch_id="BATCH000007", at=events.now(), status="SUCCESS", folder="success", seconds=1.0
    )
    window._arrived([elsewhere])
    assert window.messages.toast.text.text().startswith("acme · BATCH000007"), "another client's run is told, too"
    chart.show_jobs(jobs)

    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert view.chosen_file() == jobs[0].subject or view.chosen_file() == next(chart.bars()).job.subject
    before = {b.job.job_id: b.rect.width() for b in chart.bars()}
    for _ in range(8):
        qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert all(b.rect.width() >= before[b.job.job_id] for b in chart.bars())
    assert chart.horizontalScrollBar().maximum() > 0, "closer than the view is wide"
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert {b.job.job_id: b.rect.width() for b in chart.bars()} == before
    qtbot.mouseClick(gantt, Qt.MouseButton.LeftButton)
    assert view.files.isVisible()
    quiet(qtbot, window)


def test_a_silent_stage_says_so_and_time_left_comes_from_history(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    page = batch_page(window)
    qtbot.waitUntil(lambda: page.batch is not None and page.view.matrix.rowCount() == 5, timeout=LONG)
    matrix = page.view.matrix
    row = next(r for r in matrix.rows if r.file.logical_source_file == "prd_info")
    place = matrix.row_of(row.file.physical_file_name)
    assert row.cells[Stage.LOAD_TO_BRONZE].usual
    matrix.apply(
        [
            events.StageStarted(client="client1", batch_id="BATCH000002", at=events.now(), stage="load_to_bronze",
                                subject=row.file.physical_file_name, attempt=2)
        ]
    )  # fmt: skip
    cell = row.cells[Stage.LOAD_TO_BRONZE]
    assert cell.left(cell.began) == cell.usual
    cell.news -= 40
    assert matrix.index(place, 4).data() == "no news for 40 s"
    quiet(qtbot, window)


def test_what_happens_while_a_batch_is_being_read_is_not_missed(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    window.bridge.arrived.disconnect(window._arrived)  # only what is told here happens
    page = batch_page(window)
    page.refresh()
    qtbot.waitUntil(lambda: page.batch is not None and page.view.matrix.rowCount() == 5, timeout=LONG)
    row = next(r for r in page.view.matrix.rows if r.file.logical_source_file == "prd_info")
    name, at = row.file.physical_file_name, events.now()
    known = {"client": "client1", "batch_id": "BATCH000002", "at": at, "subject": name}
    quiet(qtbot, window)
    page._read("BATCH000002")
    page.arrived(
        [
            events.StageStarted(**known, stage="convert", attempt=1),  # on record as done: it does not begin again
            events.StageStarted(**known, stage="load_to_bronze", attempt=2),
        ]
    )
    qtbot.waitUntil(lambda: not page.is_asking("batch"), timeout=LONG)
    cells = next(r for r in page.view.matrix.rows if r.file.physical_file_name == name).cells
    assert cells[Stage.CONVERT].status == Status.SUCCESS
    assert cells[Stage.LOAD_TO_BRONZE].status == Status.RUNNING
    quiet(qtbot, window)


def test_steps_that_a_run_comes_to_wait_whatever_became_of_them_before(
    first_day: None, window: MainWindow, service: Service, qtbot: QtBot
) -> None:
    view, batch = batch_page(window).view, service.batch("client1", "BATCH000001")
    qtbot.waitUntil(lambda: "BATCH000001 · ✓" in shown_status(window), timeout=LONG)
    again = ("tools.load_crm_prd_info_v1", "tools.load_dim_products_v1")
    now = replace(batch, status=Status.RUNNING, started_at=events.now(), ended_at=None)
    view.show_batch(replace(now, under_way=UnderWay("restart", again)))
    waiting = {s.name for s in view.steps_model.sources if s.status == Status.PENDING}
    assert waiting == {*again}, "the others stand as they were"
    assert len(view.steps_model.sources) == len(batch.steps)
    one = replace(now, steps=batch.steps[:1], under_way=UnderWay("restart", again))
    view.show_batch(one)
    assert [s.name for s in view.steps_model.sources[1:]] == [*again], "none that is not in its plan"
    quiet(qtbot, window)


def test_batches_stand_side_by_side_and_lead_into_each(second_day: None, window: MainWindow, qtbot: QtBot) -> None:
    """File by batch: what was red twice is seen at once; a tile opens that file in that batch, from the keyboard too."""
    page = batch_page(window)
    qtbot.waitUntil(lambda: page.batch is not None and page.batch.batch_id == "BATCH000002", timeout=LONG)
    assert page.face_buttons[2].accessibleName() == "Batches side by side"
    press(qtbot, page.face_buttons[2])
    runs = page.view.runs_model
    qtbot.waitUntil(lambda: bool(runs.names) and not page.is_waiting, timeout=LONG)
    assert page.view.runs.isVisible() and page.face_buttons[2].isChecked()
    assert [b.batch_id for b in runs.batches] == ["BATCH000002", "BATCH000001"]
    texts = {name: [runs.index(row, c).data() for c in range(3)] for row, name in enumerate(runs.names)}
    assert texts[""][0] == "1"
    assert texts["cust_info"] == ["–", "✓ 500", "✓ 18,494"]
    assert texts["prd_info"] == ["1", "✕ Failed", "✓ 397"]
    assert texts["CUST_AZ12"][1] == "✕ Failed"
    assert texts["PX_CAT_G1V2"][1] is None  # was not in it
    assert "3 held" not in runs.index(runs.names.index("cust_info"), 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "600 read, 0 loaded, 1 held" in runs.index(runs.names.index("CUST_AZ12"), 1).data(
        Qt.ItemDataRole.ToolTipRole
    )
    header = page.view.runs.horizontalHeader()
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionViewportPosition(1) + 20, 9)
    )
    assert [str(runs.index(row, 1).data())[0] for row in range(6)] == [*"✕✕✕✕✕✓"]  # what is red stands first
    for _ in range(2):
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionViewportPosition(0) + 20, 9)
        )
        assert runs.names[0] == "", "the batches themselves stay above their files"
    page.view.runs.setCurrentIndex(runs.index(runs.names.index("prd_info"), 2))
    qtbot.keyClick(page.view.runs, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.batch is not None and page.batch.batch_id == "BATCH000001", timeout=LONG)
    qtbot.waitUntil(lambda: page.view.chosen_file().startswith("prd_info"), timeout=LONG)
    assert page.view.files.isVisible() and not page.face_buttons[2].isChecked()
    quiet(qtbot, window)
