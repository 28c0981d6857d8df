"""Triage with real widgets: from the red to the bad row, repaired in place or many at once, undone, and on it goes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from etl_console.errors import UsageError
from etl_console.pipeline.service import Service
from etl_console.pipeline.triage import Triage
from etl_console.records import Mode, Selection
from etl_console.resources import resource_path
from etl_console.ui import theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.handover.page import HandoverPage
from etl_console.ui.pages.triage.dialogs import DecisionDialog, ReturnedDialog
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, MARK, PAGE, STATE, Mark
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, batch_page, press, shown_plan

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
    """The Triage page on a batch with one good record and these that are rejected."""
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
    return page


def test_a_red_batch_is_repaired_and_goes_on_to_green(page: TriagePage, window: MainWindow, qtbot: QtBot) -> None:
    assert window.rail.buttons["triage"] is not None
    choose(qtbot, page, "bad_value")
    cell = bad_cell(page)
    assert (cell.data(), cell.data(MARK)) == ("31/02/1971", Mark.BAD)
    assert page.rows.currentIndex() == cell  # the bad cell is under the cursor without a click
    assert "31/02/1971" in page.detail.raw.toPlainText()
    assert "is not a date" in page.detail.message.text()
    type_into(qtbot, page, cell, "30/02/1971")
    qtbot.waitUntil(lambda: cell.data(MARK) == Mark.STILL_BAD, timeout=LONG)
    type_into(qtbot, page, cell, "1971-02-28")
    qtbot.waitUntil(lambda: cell.data(MARK) == Mark.FITS, timeout=LONG)
    qtbot.waitUntil(lambda: "“30/02/1971” → “1971-02-28”" in page.detail.story.text(), timeout=LONG)

    choose(qtbot, page, "malformed_record")
    index = page.model.index(0, page.model.columnCount() - 1)
    assert "fields instead of" in page.detail.message.text()
    type_into(qtbot, page, index, "9")
    qtbot.waitUntil(lambda: "Edited" in page.model.index(0, STATE).data(), timeout=LONG)
    page.rows.setFocus()
    qtbot.keyClick(page.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Rejected" in page.model.index(0, STATE).data(), timeout=LONG)
    press(qtbot, page.buttons["quarantine"])
    assert isinstance(page.dialog, DecisionDialog)
    press(qtbot, page.dialog.do_button)
    qtbot.waitUntil(lambda: "Quarantined" in (page.model.index(0, STATE).data() or ""), timeout=LONG)

    choose(qtbot, page, "duplicate_key")
    press(qtbot, page.buttons["accept"])
    assert isinstance(page.dialog, DecisionDialog)
    assert not page.dialog.do_button.isEnabled() and page.dialog.reason.placeholderText().startswith("Needed")
    qtbot.keyClicks(page.dialog.reason, "delivered twice")
    press(qtbot, page.dialog.do_button)
    qtbot.waitUntil(lambda: "Accepted" in (page.model.index(0, STATE).data() or ""), timeout=LONG)

    window.runs.dialog = None
    press(qtbot, page.continue_button)  # one click …
    press(qtbot, shown_plan(qtbot, window).run_button)  # … and a second
    qtbot.waitUntil(lambda: page.batch is not None and page.batch.status == "SUCCESS", timeout=LONG)
    ledgers = {f.logical_source_file: f.ledger for f in page.service.batch("client1", BATCH).files}
    assert ledgers["CUST_AZ12"].quarantined == 0
    assert ledgers["sales_details"].quarantined == 1
    assert ledgers["LOC_A101"].loaded == ledgers["LOC_A101"].read
    qtbot.waitUntil(lambda: not page.continue_button.isEnabled(), timeout=LONG)
    qtbot.waitUntil(lambda: page.summary.text().startswith("Nothing is left: something was decided"), timeout=LONG)
    assert "about every row" in page.summary.text(), "those that are loaded by now are not counted"


def test_the_keyboard_alone_fills_a_reason_and_takes_it_back(
    page: TriagePage, service: Service, window: MainWindow, qtbot: QtBot
) -> None:
    choose(qtbot, page, "bad_value")
    page.rows.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.rows, Qt.Key.Key_A, ctrl)
    qtbot.keyClick(page.rows, Qt.Key.Key_D, ctrl)
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    assert dialog.column.currentText() == "BDATE"
    qtbot.keyClicks(dialog.value, "1971-03-01")
    qtbot.keyClick(dialog.value, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data() == "1971-03-01", timeout=LONG)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data(MARK) == Mark.FITS, timeout=LONG)
    qtbot.keyClick(page.rows, Qt.Key.Key_Z, ctrl)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data() == "31/02/1971", timeout=LONG)
    qtbot.keyClick(page.rows, Qt.Key.Key_Z, ctrl | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data() == "1971-03-01", timeout=LONG)
    assert [a["kind"] for a in service.triage.history("client1", BATCH)] == ["redo", "undo", "fill"]
    window.show_page("handover")
    paper = window.pages["handover"]
    assert isinstance(paper, HandoverPage)
    qtbot.waitUntil(
        lambda: f"client1 {BATCH} fill ×1, 1 row · {service.who}" in paper.paper.toPlainText(), timeout=LONG
    )
    window.show_page("triage")
    page.rows.setFocus()
    first = page.reasons.group()
    qtbot.keyClick(page.rows, Qt.Key.Key_Down, ctrl)
    qtbot.waitUntil(lambda: page.reasons.group() != first, timeout=LONG)


def test_undo_in_a_message_takes_back_what_the_message_speaks_of(
    page: TriagePage, service: Service, window: MainWindow, qtbot: QtBot
) -> None:
    """Whatever was decided after it; what is written meanwhile outlives F5."""
    choose(qtbot, page, "bad_value")
    press(qtbot, page.buttons["quarantine"])
    assert isinstance(page.dialog, DecisionDialog)
    press(qtbot, page.dialog.do_button)
    qtbot.waitUntil(lambda: window.messages.toast.action.isVisible(), timeout=LONG)
    choose(qtbot, page, "duplicate_key")
    type_into(qtbot, page, page.model.index(0, page.model.section_of("CNTRY")), "Peru")
    qtbot.waitUntil(lambda: len(service.triage.history("client1", BATCH)) == 2, timeout=LONG)
    qtbot.mouseClick(window.messages.toast.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(service.triage.history("client1", BATCH)) == 3, timeout=LONG)
    stands = {a["kind"]: a["stands"] for a in service.triage.history("client1", BATCH) if a["kind"] != "undo"}
    assert stands == {"edit": True, "quarantine": False}

    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    page.rows.setFocus()
    page.rows.edit(page.model.index(0, page.model.section_of("CNTRY")))
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Chile")
    qtbot.keyClick(editor, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    assert page.rows.viewport().findChild(QLineEdit, "cell") is editor and editor.text() == "Chile"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.index(0, page.model.section_of("CNTRY")).data() == "Chile", timeout=LONG)


def test_a_question_previews_the_column_it_is_about(page: TriagePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "bad_value")
    press(qtbot, page.buttons["fill"])
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    dialog.column.setCurrentText("GEN")
    qtbot.keyClicks(dialog.value, "F")
    assert dialog.preview.text() == "“Female” → “F”"
    dialog.reject()
    press(qtbot, page.buttons["replace"])
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    qtbot.keyClicks(dialog.sought, "(..)/(..)/")
    qtbot.keyClicks(dialog.value, r"\2/\1/")
    assert dialog.preview.text() == "Not found in the rows shown."
    dialog.pattern.setChecked(True)
    assert dialog.preview.text() == "“31/02/1971” → “02/31/1971”"
    qtbot.keyClicks(dialog.sought, "(")
    assert "no preview" in dialog.preview.text()
    press(qtbot, dialog.do_button)
    qtbot.waitUntil(
        lambda: dialog.preview.text().startswith("✕") and "regular expression" in dialog.preview.text(), timeout=LONG
    )
    assert dialog.isVisible() and dialog.do_button.isEnabled(), "what was written is there to be corrected"
    dialog.reject()
    choose(qtbot, page, "malformed_record")
    assert not page.buttons["accept"].isEnabled()  # it could not be read: there is nothing to accept


def test_bad_lines_are_downloaded_and_recognised_when_dropped(
    page: TriagePage, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(qtbot, page, "bad_value")
    out = tmp_path / "bad.csv"
    with qtbot.waitSignal(page.context.messages.told, timeout=LONG):  # or it is taken for what the drop says
        page.bad_lines.write(out)
    assert "31/02/1971" in out.read_text(encoding="utf-8-sig")
    out.write_text(out.read_text(encoding="utf-8-sig").replace("31/02/1971", "1971-02-28", 1))
    other = tmp_path / "not one of them.csv"
    other.write_text("a,b\n1,2\n")
    again = tmp_path / "bad again.csv"
    again.write_text(out.read_text())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in (other, out, again)])
    page.dialog = None
    with qtbot.waitSignal(page.context.messages.told, timeout=LONG) as told:
        page.dropEvent(
            QDropEvent(
                QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        )
    assert "not one of them.csv" in told.args[0]
    qtbot.waitUntil(lambda: isinstance(page.dialog, ReturnedDialog), timeout=LONG)
    first = page.dialog
    assert isinstance(first, ReturnedDialog)
    assert first.model.records[0][1:] == ("BDATE", "31/02/1971", "1971-02-28")
    press(qtbot, first.take_button)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data() == "1971-02-28", timeout=LONG)
    qtbot.waitUntil(lambda: page.dialog is not first, timeout=LONG)
    assert isinstance(page.dialog, ReturnedDialog)
    assert not page.dialog.take_button.isEnabled()  # its values are there already
    page.dialog.reject()


def test_a_change_of_theme_waits_for_what_is_being_written(
    page: TriagePage, window: MainWindow, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desktop may turn dark at any moment: not a letter of a cell or of a question is lost by it."""
    held_back: list[bool] = []
    is_busy = window.dressing._is_asked_or_edited

    def look() -> bool:
        if is_busy():
            held_back.append(True)
            return True
        return False

    monkeypatch.setattr(window.dressing, "_is_asked_or_edited", look)
    choose(qtbot, page, "bad_value")
    page.rows.edit(bad_cell(page))
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "1971-02-2")
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: len(held_back) > 1, timeout=LONG)
    qtbot.keyClicks(editor, "8")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages["triage"] is not page, timeout=LONG)
    again = window.pages["triage"]
    assert isinstance(again, TriagePage)
    qtbot.waitUntil(lambda: again.model.total > 0 and not again.is_waiting, timeout=LONG)
    qtbot.waitUntil(lambda: bad_cell(again).data() == "1971-02-28", timeout=LONG)
    again.decisions.ask("fill")
    dialog = again.findChild(DecisionDialog)
    assert dialog is not None
    dialog.value.setText("1971-02-27")
    theme.apply(qapp, "light")
    held_back.clear()
    qtbot.waitUntil(lambda: len(held_back) > 1, timeout=LONG)
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: window.pages["triage"] is not again, timeout=LONG)


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
    page.model.open(page.model.columns, "BDATE", count, [])  # none of them is there yet
    page.rows.selectionModel().select(page.model.index(352, FIRST_VALUE), row)
    page.dialog = None
    page.decisions.ask("quarantine")
    assert page.dialog is None, "what is not read yet is not decided about"


def test_the_same_fault_of_other_files_and_forms_is_decided_about_in_one_step(
    service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = (SAMPLE / "crm" / "cust_info.csv").read_text(encoding="utf-8").splitlines()
    for number, dates in enumerate((["2026-02-31", "2026-02-30"], ["2026-02-31"], ["later"])):
        part = lines[1 + 60 * number : 61 + 60 * number]
        part[: len(dates)] = [f"{line.rpartition(',')[0]},{date}" for line, date in zip(part, dates, strict=False)]
        path = tmp_path / f"cust_info_{number}.csv"
        path.write_text("\n".join([lines[0], *part]) + "\n", encoding="utf-8")
        service.deliver("client1", path, "crm")
    service.run(service.plan("client1", Mode.START))
    window.go(Link("client1", "BATCH000001", "cust_info_0_BATCH000001.csv", "triage"))
    page = window.pages["triage"]
    assert isinstance(page, TriagePage)
    qtbot.waitUntil(lambda: page.model.total == 2 and not page.is_waiting, timeout=LONG)
    page.rows.setFocus()
    qtbot.keyClick(page.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.buttons["fill"].isEnabled, timeout=LONG)
    press(qtbot, page.buttons["fill"])
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    assert dialog.title.text() == "Fill 2 rows"
    assert dialog.in_files.text() == "Also in 2 other files with this fault" and dialog.of_forms.isVisible()
    qtbot.mouseClick(dialog.in_files, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.in_files.height() // 2))
    assert dialog.title.text() == "Fill 3 rows"
    qtbot.mouseClick(dialog.of_forms, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.of_forms.height() // 2))
    assert dialog.title.text() == "Fill 4 rows"
    qtbot.keyClicks(dialog.value, "2026-03-01")
    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: not page._left.undecided and not page.is_waiting, timeout=LONG)
    assert window.messages.toast.text.text() == "4 rows decided"
    window.messages.toast.action.setFocus()
    press(qtbot, window.messages.toast.action)
    assert page.rows.hasFocus(), "the keyboard is where the work is"
    qtbot.waitUntil(lambda: page._left.undecided == 4 and not page.is_waiting, timeout=LONG)
    press(qtbot, page.buttons["fill"])
    one = page.dialog
    assert isinstance(one, DecisionDialog) and one.isVisible()
    qtbot.keyClicks(one.value, "2026-03-01")
    press(qtbot, one.do_button)
    qtbot.waitUntil(lambda: page._left.undecided == 2 and not page.is_waiting, timeout=LONG)


def test_what_was_done_to_one_value_is_done_to_the_others_of_its_reason(
    service: Service, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dates = ("1971_01_30", "1972_02_03", "1973_05_06", "1974_02_31")
    rejected = [f"NASAW0001100{n},{date},Male" for n, date in enumerate(dates)]
    page = many_rejected(service, window, qtbot, tmp_path, "NASAW00011009,1971-10-06,Male", rejected)
    type_into(qtbot, page, bad_cell(page), "1971-03-01")
    qtbot.waitUntil(lambda: page._left.undecided == 3 and not page.is_waiting, timeout=LONG)
    assert page.decisions._example is None, "it was about this value alone"
    type_into(qtbot, page, bad_cell(page, 1), "1972-02-03")
    toast = window.messages.toast
    qtbot.waitUntil(lambda: "“1973_05_06” → “1973-05-06”" in toast.text.text(), timeout=LONG)
    qtbot.waitUntil(lambda: page._left.undecided == 2 and not page.is_waiting, timeout=LONG)
    press(qtbot, toast.action)
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    assert (dialog.title.text(), dialog.column.currentText()) == ("Replace in 4 rows", "BDATE")
    assert (dialog.sought.text(), dialog.value.text(), dialog.pattern.isChecked()) == ("_", "-", False)
    assert "“1973_05_06” → “1973-05-06”" in dialog.preview.text() and "1971" not in dialog.preview.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._left.undecided == 1 and not page.is_waiting, timeout=LONG)
    assert "2 rows decided · 1 value still does not fit" in toast.text.text()
    qtbot.keyClick(page.rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page._left.undecided == 2 and not page.is_waiting, timeout=LONG)
    qtbot.keyClick(page.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.rows, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    again = page.dialog
    assert isinstance(again, DecisionDialog) and again.isVisible()
    assert again.sought.text() == "_", "also when it is asked for by hand"
    again.reject()


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


def test_a_value_that_was_refused_is_there_to_be_corrected(
    page: TriagePage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UsageError("“1971-02-2b” is no date.", "Write the value as the file does.", code="edit_type")

    choose(qtbot, page, "bad_value")
    cell = bad_cell(page)
    with monkeypatch.context() as other:
        other.setattr(Triage, "edit", refuse)
        type_into(qtbot, page, cell, "1971-02-2b")
        qtbot.waitUntil(window.messages.banner.isVisible, timeout=LONG)
    assert cell.data() == "31/02/1971"
    press(qtbot, window.messages.banner.action)
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None and editor.text() == "1971-02-2b"
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(editor, "8")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bad_cell(page).data() == "1971-02-28", timeout=LONG)


def test_a_question_that_is_closed_while_it_is_being_done_is_done_all_the_same(page: TriagePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "bad_value")
    press(qtbot, page.buttons["fill"])
    dialog = page.dialog
    assert isinstance(dialog, DecisionDialog)
    qtbot.keyClicks(dialog.value, "1971-03-01")
    press(qtbot, dialog.do_button)
    assert not dialog.do_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    toast = page.context.messages.toast
    qtbot.waitUntil(lambda: toast.isVisible() and "1 row decided" in toast.text.text(), timeout=LONG)
    qtbot.waitUntil(lambda: page.model.index(0, FIRST_VALUE + 1).data() == "1971-03-01", timeout=LONG)
