"""Triage with real widgets: from the red to the bad row, repaired in place or many at once, undone, and on it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from etl_console.db.connect import Database
from etl_console.errors import UsageError
from etl_console.pipeline.service import Service
from etl_console.pipeline.triage import Triage
from etl_console.records import Mode
from etl_console.ui import theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.handover.page import HandoverPage
from etl_console.ui.pages.triage.dialogs import DecisionDialog, ReturnedDialog
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.pages.triage.rows_model import FIRST_VALUE, MARK, STATE, Mark
from etl_console.ui.shell.links import Link
from tests.conftest import make_service
from tests.gui.hands import LONG, press, shown_plan
from tests.gui.triage_hands import BATCH, SAMPLE, bad_cell, choose, many_rejected, page, red, type_into

__all__ = ["page", "red"]


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


def test_two_who_repair_the_same_rows_see_what_the_other_decides(
    page: TriagePage, service: Service, database: Database, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    other = make_service(database, tmp_path / "storage")
    other.who = "dewi"
    choose(qtbot, page, "bad_value")
    cell, line = bad_cell(page), page.model.row_at(0)
    assert line is not None and page.fetching.shown is not None
    where = "client1", BATCH, page.fetching.shown.physical_file_name
    page.others._looking.stop()
    other.triage.edit(*where, line.source_line, {"BDATE": "1971-02-27"})
    type_into(qtbot, page, cell, "1971-02-28")  # before what she did is seen here
    qtbot.waitUntil(lambda: "dewi decided meanwhile about line 19" in window.messages.banner.whole, timeout=LONG)
    qtbot.waitUntil(lambda: cell.data() == "1971-02-27" and not page.is_waiting, timeout=LONG)
    page.rows.edit(cell)
    editor = page.rows.viewport().findChild(QLineEdit, "cell")
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "1971-03-03")
    other.triage.edit(*where, line.source_line, {"BDATE": "1971-02-25"})
    page.refresh()  # what she did is known here, before the cell is written
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    window.messages.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(window.messages.banner.isVisible, timeout=LONG)
    assert "dewi decided meanwhile about line 19" in window.messages.banner.whole
    qtbot.waitUntil(lambda: cell.data() == "1971-02-25" and not page.is_waiting, timeout=LONG)
    press(qtbot, page.buttons["quarantine"])
    other.triage.edit(*where, line.source_line, {"BDATE": "1971-02-26"})
    asked = page.dialog
    assert isinstance(asked, DecisionDialog)
    press(qtbot, asked.do_button)
    qtbot.waitUntil(lambda: "dewi decided meanwhile" in asked.preview.text(), timeout=LONG)
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    press(qtbot, asked.do_button)  # it still holds
    qtbot.waitUntil(lambda: "Quarantined" in (page.model.index(0, STATE).data() or ""), timeout=LONG)

    page.others._looking.start(20)
    other.triage.fill("client1", BATCH, page.fetching.shown, "BDATE", "1971-02-24")
    with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
        pass
    assert told.args == [f"dewi decided about rows of {BATCH}: fill (1)"]
    qtbot.waitUntil(lambda: "Edited" in (page.model.index(0, STATE).data() or ""), timeout=LONG)
    assert cell.data() == "1971-02-24"


def test_what_is_being_written_stays_and_is_named_where_it_cannot(
    page: TriagePage, window: MainWindow, qtbot: QtBot
) -> None:
    def write(text: str) -> QLineEdit:
        page.rows.edit(bad_cell(page))
        editor = page.rows.viewport().findChild(QLineEdit, "cell")
        assert editor is not None
        editor.selectAll()
        qtbot.keyClicks(editor, text)
        return editor

    choose(qtbot, page, "bad_value")
    editor, opened = write("1971-02-2"), page.fetching._opened
    page.refresh()  # as when a run ended meanwhile
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    assert (editor.text(), page.fetching._opened) == ("1971-02-2", opened)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.fetching._opened > opened and not page.is_waiting, timeout=LONG)
    write("1971-02-2")
    other = next(g for g in page._left.groups if g["rule"] == "duplicate_key")
    with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
        page.fetching.show(other)  # as when its row is loaded
    assert told.args == ["“1971-02-2” was not kept: line 19 is not among the rows that wait any more."]


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
    qtbot.keyClicks(dialog.value, "1971-03-0")
    qtbot.waitUntil(lambda: "“1971-03-0” does not fit BDATE" in dialog.preview.text(), timeout=LONG)
    qtbot.keyClicks(dialog.value, "1")
    qtbot.waitUntil(lambda: not page.is_asking("fits"), timeout=LONG)
    assert dialog.preview.text() == "“31/02/1971” → “1971-03-01”"
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
    is_busy = window.dressing._is_in_use

    def look() -> bool:
        if is_busy():
            held_back.append(True)
            return True
        return False

    monkeypatch.setattr(window.dressing, "_is_in_use", look)
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
    dates = ("1971_01_30", "1972_02_03", "1973_05_06", "1974_02_31", "1975_07_08")
    rejected = [f"NASAW0001100{n},{date},Male" for n, date in enumerate(dates)]
    page = many_rejected(service, window, qtbot, tmp_path, "NASAW00011009,1971-10-06,Male", rejected)
    page.rows.selectRow(4)
    qtbot.waitUntil(page.buttons["quarantine"].isEnabled, timeout=LONG)
    press(qtbot, page.buttons["quarantine"])
    aside = page.dialog
    assert isinstance(aside, DecisionDialog)
    press(qtbot, aside.do_button)
    qtbot.waitUntil(lambda: page._left.undecided == 4 and not page.is_waiting, timeout=LONG)
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
    assert (dialog.title.text(), dialog.column.currentText()) == ("Replace in 4 rows", "BDATE"), (
        "not in what is set aside"
    )
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
