"""The rows of Triage, however many: page by page, sorted, filtered, found again; each red file leads to its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from etl_console.errors import UsageError
from etl_console.pipeline.service import Service
from etl_console.pipeline.triage import Triage
from etl_console.records import Mode, Selection
from etl_console.resources import resource_path
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.triage.dialogs import DecisionDialog
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, PAGE, STATE
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, batch_page, press
from tests.gui.triage_hands import BATCH, SAMPLE, choose, many_rejected, page, red, type_into

__all__ = ["page", "red"]


def test_many_rows_come_page_by_page(service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    rows = [f"NAS{i},bad,Male" for i in range(3 * PAGE)]
    page = many_rejected(service, window, qtbot, tmp_path, "NASX,2000-01-01,Male", rows)
    page.rows.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.index(3 * PAGE - 1, FIRST_VALUE).data() == f"NAS{3 * PAGE - 1}", timeout=LONG)
    page.rows.selectAll()
    assert "all" in page.scope.text()
    selection, _ = page.chosen_rows()
    assert selection == Selection("CUST_AZ12_BATCH000001.csv", "bad_value", "BDATE", "a")

    far = 2 * PAGE + 7
    params = {"rule": "bad_value", "column": "BDATE", "line": str(far + 3)}  # after the header and one good record
    window.go(Link("client1", page="logs"))
    window.go(Link("client1", "BATCH000001", "CUST_AZ12_BATCH000001.csv", "triage", params))
    qtbot.waitUntil(lambda: page.rows.currentIndex().row() == far, timeout=LONG)
    assert page.model.index(far, FIRST_VALUE).data() == f"NAS{far}"


def test_each_red_file_of_a_batch_leads_to_its_own_rows(page: TriagePage, window: MainWindow, qtbot: QtBot) -> None:
    """From the matrix, from one of the rejected rows, and by a link that names the logical file and the line."""
    view = batch_page(window).view
    qtbot.waitUntil(lambda: bool(view.matrix.rows) and not window.shown_page.is_waiting, timeout=LONG)
    red = [r.file for r in view.matrix.rows if r.file.ledger.rejected]
    assert len(red) == 3
    for file in red:
        batch_page(window)
        view.choose(file.physical_file_name)
        qtbot.keyClick(view.files, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.isVisible() and not page.is_waiting, timeout=LONG)
        assert page.group is not None and page.group["physical_file_name"] == file.physical_file_name
    file = red[-1]
    batch_page(window)
    view.choose(file.physical_file_name)
    qtbot.waitUntil(lambda: view.rejects_model.rowCount() == 1 and not window.shown_page.is_waiting, timeout=LONG)
    line = view.rejects_model.sources[0]["source_line"]
    view.rejects.activated.emit(view.rejects_model.index(0, 0))
    qtbot.waitUntil(lambda: page.isVisible() and not page.is_waiting, timeout=LONG)
    assert page.group is not None and page.group["physical_file_name"] == file.physical_file_name
    choose(qtbot, page, "bad_value" if page.group["rule"] != "bad_value" else "duplicate_key")
    window.open_link(f"etl-console://client1/{BATCH}/{file.logical_source_file}?line={line}")
    qtbot.waitUntil(
        lambda: page.group is not None and page.group["physical_file_name"] == file.physical_file_name, timeout=LONG
    )
    qtbot.waitUntil(lambda: page.link().params.get("line") == str(line), timeout=LONG)


def test_the_next_start_takes_up_where_the_operator_was(
    page: TriagePage, window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    """The reason and the row, and what is being written when the window closes is on record; not for another batch."""
    choose(qtbot, page, "duplicate_key")
    left = page.link()
    page.rows.setFocus()
    page.rows.edit(page.model.index(0, page.model.section_of("CNTRY")))
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Indonesia")
    window.close()
    assert not window.isVisible()
    assert [a["kind"] for a in service.triage.history("client1", BATCH)] == ["edit"]

    again = MainWindow(service)
    qtbot.addWidget(again)
    again.show()
    again.start()
    qtbot.waitUntil(lambda: len(again.pages) == len(again.rail.buttons), timeout=LONG)
    triage = again.pages["triage"]
    assert isinstance(triage, TriagePage)
    qtbot.waitUntil(lambda: triage.group is not None and not triage.is_waiting, timeout=LONG)
    assert again.shown_page is triage and triage.link() == left
    assert triage.model.index(0, triage.model.section_of("CNTRY")).data() == "Indonesia"
    again.shut()

    day3 = tmp_path / "cust_info_day3.csv"
    day3.write_text("\n".join((SAMPLE / "crm" / "cust_info.csv").read_text().splitlines()[:50]))
    service.deliver("client1", day3, "crm")
    service.run(service.plan("client1", Mode.START))
    later = MainWindow(service)
    qtbot.addWidget(later)
    later.show()
    later.start()
    qtbot.waitUntil(lambda: len(later.pages) == len(later.rail.buttons), timeout=LONG)
    batch = later.pages["batch"]
    assert isinstance(batch, BatchPage)
    later.show_page("batch")
    qtbot.waitUntil(lambda: batch.batch is not None and not batch.is_waiting, timeout=LONG)
    assert batch.batch is not None and batch.batch.batch_id == "BATCH000003"
    later.shut()


def test_rows_are_sorted_by_a_column_however_many(
    service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Numbers as numbers, what an edit made of a value, what is empty last; the chosen row stays chosen."""
    count = 2 * PAGE + 50
    cids = [str(i * 37 % count) for i in range(count)]
    rows = [f"{c},bad,{'' if c == '7' else 'F'}" for c in cids]
    page = many_rejected(service, window, qtbot, tmp_path, "9999,2000-01-01,M", rows)
    page.rows.setCurrentIndex(page.model.index(3, FIRST_VALUE))
    chosen = cids[3]

    def sort_by(section: int) -> None:
        header = page.rows.horizontalHeader()
        where = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
        qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)

    def first(section: int = FIRST_VALUE) -> str:
        return str(page.model.index(0, section).data())

    sort_by(FIRST_VALUE)
    assert [page.model.index(i, FIRST_VALUE).data() for i in range(12)] == [str(i) for i in range(12)]
    assert page.rows.currentIndex().row() == int(chosen)
    page.rows.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.index(count - 1, FIRST_VALUE).data() == str(count - 1), timeout=LONG)
    sort_by(FIRST_VALUE)
    assert first() == str(count - 1)
    qtbot.waitUntil(
        lambda: page.model.index(page.rows.currentIndex().row(), FIRST_VALUE).data() == chosen, timeout=LONG
    )
    type_into(qtbot, page, page.rows.currentIndex().siblingAtColumn(FIRST_VALUE), "zebra")  # text stands after numbers
    qtbot.waitUntil(lambda: bool(service.triage.history("client1", "BATCH000001")), timeout=LONG)
    sort_by(FIRST_VALUE)
    assert first() == cids[0]  # as in the file
    assert not page.rows.horizontalHeader().isSortIndicatorShown()
    sort_by(FIRST_VALUE)
    page.rows.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.index(count - 1, FIRST_VALUE).data() == "zebra", timeout=LONG)
    sort_by(FIRST_VALUE + 2)
    assert first(FIRST_VALUE + 2) == "F"
    page.rows.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.index(count - 1, FIRST_VALUE).data() == "7", timeout=LONG)
    sort_by(STATE)
    assert first(STATE) == "✕ Rejected"
    type_into(qtbot, page, page.rows.currentIndex().siblingAtColumn(FIRST_VALUE + 1), "2001-01-01")
    qtbot.waitUntil(lambda: len(service.triage.history("client1", "BATCH000001")) == 2, timeout=LONG)
    sort_by(STATE)
    assert first(STATE) == "✎ Edited"


def test_rows_are_filtered_by_a_text_and_decided_about_together(
    service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+F and a text: the rows that have it, however many; Ctrl+A and a decision are about these alone."""
    count = 3 * PAGE
    rows = [f"NAS{i},bad,{'N/A' if i % 3 else 'Male'}" for i in range(count)]
    page = many_rejected(service, window, qtbot, tmp_path, "NASX,2000-01-01,Male", rows)

    qtbot.keyClick(page.rows, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.filter.hasFocus, timeout=LONG)
    qtbot.keyClicks(page.filter, "n/a")
    fitting = [i for i in range(count) if i % 3]
    qtbot.waitUntil(lambda: page.model.total == len(fitting) and not page.is_waiting, timeout=LONG)
    assert page.model.index(1, FIRST_VALUE).data() == "NAS2"
    page.rows.scrollToBottom()
    last = len(fitting) - 1
    qtbot.waitUntil(lambda: page.model.index(last, FIRST_VALUE).data() == f"NAS{fitting[-1]}", timeout=LONG)
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(page.rows.hasFocus, timeout=LONG)
    qtbot.keyClick(page.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.scope.text() == "all 400 rows with “n/a”"
    page.decisions.ask("fill")
    dialog = page.findChild(DecisionDialog)
    assert dialog is not None
    dialog.value.setText("2001-01-01")
    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: bool(service.triage.history("client1", "BATCH000001")), timeout=LONG)
    (act,) = service.triage.history("client1", "BATCH000001")
    assert act["rows"] == len(fitting)
    assert act["selection"]["text"] == "n/a"
    qtbot.waitUntil(lambda: not page.is_waiting and page.dialog is not None and dialog.is_over, timeout=LONG)

    gate, ids = threading.Event(), Triage.ids
    monkeypatch.setattr(Triage, "ids", lambda *asked: gate.wait(LONG / 1000) and ids(*asked))
    page.filter.ask()
    qtbot.keyClicks(page.filter, "male")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.fetching.text == "male"
    page.rows.selectAll()  # of what is still seen
    selection, _ = page.chosen_rows()
    assert selection.text == "n/a"
    gate.set()
    qtbot.waitUntil(lambda: page.model.total == count - len(fitting) and not page.is_waiting, timeout=LONG)
    page.rows.selectAll()
    assert page.chosen_rows()[0].text == "male"

    def fail(*_: object) -> None:
        raise UsageError("The server is busy.", "Try again.", code="usage")

    with monkeypatch.context() as broken:
        broken.setattr(Triage, "ids", fail)
        page.filter.ask()
        qtbot.keyClicks(page.filter, "female")
        qtbot.waitUntil(window.messages.banner.isVisible, timeout=LONG)
    assert (page.filter.text(), page.fetching.text) == ("male", "male")  # what is shown is called what it is
    assert page.model.total == count - len(fitting)
    page.filter.ask()
    qtbot.keyClicks(page.filter, "nowhere")
    qtbot.waitUntil(lambda: page.model.total == 0 and not page.is_waiting, timeout=LONG)
    assert page.scope.text() == "No row of this reason has “nowhere”."
    assert not page.buttons["fill"].isEnabled()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.total == count and not page.is_waiting, timeout=LONG)
    assert page.model.index(1, FIRST_VALUE + 1).data() == "2001-01-01"

    page.rows.setFocus()
    page.rows.setCurrentIndex(page.model.index(350, FIRST_VALUE + 1))
    row = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.rows.selectionModel().select(page.model.index(352, FIRST_VALUE), row)
    seen = page.rows.verticalScrollBar().value()
    with qtbot.waitSignal(page.model.modelReset, timeout=LONG):
        qtbot.keyClick(page.rows, Qt.Key.Key_F5)  # what is read anew is chosen as before
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    assert sorted(page.rows.chosen(10)) == [350, 352]
    assert page.rows.currentIndex() == page.model.index(350, FIRST_VALUE + 1)
    assert page.rows.verticalScrollBar().value() == seen
    page.model.open(page.model.columns, "BDATE", count, [], 0)  # none of them is there yet
    page.rows.selectionModel().select(page.model.index(352, FIRST_VALUE), row)
    page.dialog = None
    page.decisions.ask("quarantine")
    assert page.dialog is None, "what is not read yet is not decided about"


def test_a_batch_without_rejected_rows_says_so(service: Service, window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("triage")
    page = window.pages["triage"]
    assert isinstance(page, TriagePage)
    qtbot.waitUntil(lambda: page.empty.heading.text() == "No batch yet", timeout=LONG)
    service.deliver("client1", resource_path("sample", "client1", "incoming", "crm", "prd_info.csv"), "crm")
    service.run(service.plan("client1", Mode.START))
    window.go(Link("client1", "BATCH000001", page="triage"))
    qtbot.waitUntil(lambda: "No rejected rows" in page.empty.heading.text(), timeout=LONG)
    assert not page.continue_button.isEnabled()
