"""Files by its widgets: what is dropped is looked at, delivered and taken back; what waits is renamed or taken out, and what
does not belong where it lies is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from etl_console.errors import StorageError, UsageError
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path
from etl_console.ui import theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.files.moving import RenameDialog
from etl_console.ui.pages.files.page import FilesPage
from tests.gui.hands import LONG, drop, files_page, press, quiet, shown_plan


def test_a_waiting_file_is_renamed_and_taken_out(
    window: MainWindow, service: Service, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    incoming = tmp_path / "storage/raw/client1/crm/incoming"
    sent = incoming / "kust_info.csv"
    sent.write_bytes(resource_path("sample", "client1", "incoming", "crm", "cust_info.csv").read_bytes())
    window.show_page("files")
    page = window.pages["files"]
    assert isinstance(page, FilesPage)
    qtbot.waitUntil(lambda: [c.finding for c in page.model.cards] == ["unrecognised_file"], timeout=LONG)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: isinstance(page.moving.dialog, RenameDialog), timeout=LONG)
    dialog = page.moving.dialog
    assert isinstance(dialog, RenameDialog)
    assert dialog.name.selectedText() == "kust_info" and not dialog.rename_button.isEnabled()
    assert "No file pattern of crm fits it" in dialog.told.text()
    qtbot.keyClicks(dialog.name, "cust_info")
    assert dialog.told.text() == "→ It is loaded as crm · cust_info."
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [c.name for c in page.model.cards] == ["cust_info.csv"], timeout=LONG)
    assert window.messages.toast.text.text() == "Renamed to cust_info.csv."
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [c.name for c in page.model.cards] == ["kust_info.csv"], timeout=LONG)
    toast = window.messages.toast
    assert toast.text.text() == "Taken back." and not toast.action.isVisible(), "there is nothing to undo any more"

    press(qtbot, page.context.commands.button("files.take_out"))
    assert isinstance(page.moving.dialog, QFileDialog)
    page.moving.dialog.reject()
    out = tmp_path / "out"
    out.mkdir()
    (incoming / "prod.csv").write_text("x\n1\n")
    page.refresh()
    qtbot.waitUntil(lambda: len(page.model.cards) == 2, timeout=LONG)
    page.table.selectRow([c.name for c in page.model.cards].index("kust_info.csv"))
    page.moving.dialog = None
    page.context.commands.run("files.rename")
    qtbot.waitUntil(lambda: isinstance(page.moving.dialog, RenameDialog), timeout=LONG)
    taken = page.moving.dialog
    assert isinstance(taken, RenameDialog)
    taken.name.setText("prod.csv")
    assert (taken.told.text(), taken.rename_button.isEnabled()) == ("⚠ A file of this name waits already.", False)
    taken.reject()
    page.table.selectAll()
    press(qtbot, page.context.commands.button("files.take_out"))
    dialog_of_two = page.moving.dialog
    assert isinstance(dialog_of_two, QFileDialog) and "2 files" in dialog_of_two.windowTitle()
    dialog_of_two.fileSelected.emit(str(out))
    dialog_of_two.reject()
    qtbot.waitUntil(lambda: not page.model.cards, timeout=LONG)
    assert sorted(p.name for p in out.iterdir()) == ["kust_info.csv", "prod.csv"]
    window.messages.toast.hide()  # the message is gone, the way back is not
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.model.cards) == 2, timeout=LONG)
    assert not list(out.iterdir())
    again = _taken_back_from_its_message(window, page, qtbot, qapp)
    (incoming / "prod.csv").unlink()

    again.service.arrivals.rename("client1", sent, "cust_info.csv")
    service.run(service.plan("client1", Mode.START))
    again.refresh()
    qtbot.waitUntil(lambda: [c.folder for c in again.model.cards] == ["success"], timeout=LONG)
    assert not again.context.commands.button("files.rename").isEnabled(), "a batch has claimed it"


def _taken_back_from_its_message(
    window: MainWindow, page: FilesPage, qtbot: QtBot, qapp: QApplication
) -> FilesPage:  # fmt: skip
    """Its button takes back what the message says, when another client is shown and the pages were built anew, too."""
    paths = [c.path for c in page.model.cards if c.path is not None]
    page.moving.take_out("client1", paths, paths[0].parents[5] / "out")
    theme.apply(qapp, "dark")  # it waits until the files are out
    qtbot.waitUntil(lambda: window.pages["files"] is not page, timeout=LONG)
    assert not any(path.exists() for path in paths)
    window.choose_client("client2")
    press(qtbot, window.messages.toast.action)
    qtbot.waitUntil(lambda: window.messages.toast.text.text() == "Taken back.", timeout=LONG)
    assert all(path.exists() for path in paths)
    window.choose_client("client1")
    again = window.pages["files"]
    assert isinstance(again, FilesPage) and not again.moving.can_undo()
    qtbot.waitUntil(lambda: len(again.model.cards) == 2, timeout=LONG)
    return again


def test_a_file_that_waits_is_looked_into_and_has_a_menu(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    sent = tmp_path / "storage/raw/client1/crm/incoming/cust_info.csv"
    sent.write_bytes(resource_path("sample", "client1", "incoming", "crm", "cust_info.csv").read_bytes())
    window.show_page("files")
    page = window.pages["files"]
    assert isinstance(page, FilesPage)
    qtbot.waitUntil(lambda: "cst_firstname" in page.card.toPlainText(), timeout=LONG)
    assert "18,494" in page.card.toPlainText() and "SHA-256" in page.card.toPlainText()
    place = page.table.visualRect(page.model.index(0, 0)).center()
    at = page.table.viewport().mapTo(page, place)
    QApplication.sendEvent(page, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, page.mapToGlobal(at)))
    (menu,) = page.findChildren(QMenu)
    texts = [a.text().split("\t")[0] for a in menu.actions() if a.text()]
    assert "Rename …" in texts and "Open the batch of the file" not in texts
    menu.actions()[-1].trigger()
    assert QApplication.clipboard().text().splitlines()[1].startswith("cust_info.csv\tcrm/incoming")
    menu.close()


def test_files_are_filtered_by_what_their_columns_say(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("cust_info.csv", "prd_info.csv", "kust_info.csv"):
        (tmp_path / f"storage/raw/client1/crm/incoming/{name}").write_text("a,b\n1,2\n")
    window.show_page("files")
    page = window.pages["files"]
    assert isinstance(page, FilesPage)
    qtbot.waitUntil(lambda: len(page.model.cards) == 3, timeout=LONG)

    def shown(text: str) -> list[str]:
        page.filter.clear()
        qtbot.keyClicks(page.filter, text)
        qtbot.keyClick(page.filter, Qt.Key.Key_Return)
        return sorted(c.name for c in page.model.cards)

    press(qtbot, page.context.commands.button("files.filter"))
    qtbot.waitUntil(page.filter.hasFocus, timeout=LONG)
    assert shown("UST_i") == ["cust_info.csv", "kust_info.csv"]
    assert page.table.hasFocus() and page.hint.text().startswith("2 of 3 files  ·  2 files wait")
    assert shown("not recognised") == ["kust_info.csv"]
    rename = page.context.commands.button("files.rename")
    qtbot.waitUntil(rename.isEnabled, timeout=LONG)
    assert shown("nowhere") == [] and "No file here has this text" in page.card.toPlainText()
    qtbot.waitUntil(lambda: not rename.isEnabled(), timeout=LONG)
    page.filter.ask()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(page.model.cards) == 3


def test_a_failed_file_is_replaced_by_its_correction_and_the_batch_goes_on(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = resource_path("sample", "client1", "incoming", "crm", "cust_info.csv").read_text().splitlines()
    service.workers = 1  # the whole file is the one that the other is compared with
    for number, part in enumerate((lines[:50], [line.rpartition(",")[0] for line in [lines[0], *lines[50:90]]])):
        sent = tmp_path / f"cust_info_{number}.csv"
        sent.write_text("\n".join(part) + "\n")
        service.deliver("client1", sent, "crm")
    assert [f["status"] for f in service.run(service.plan("client1", Mode.START))["files"]] == ["SUCCESS", "FAILED"]

    assert [i.status for i in service.drift.items("client1")] == ["WAITING"]
    (tmp_path / "out").mkdir()
    corrected = tmp_path / "cust_info_1.csv"
    corrected.write_text("\n".join([lines[0], *lines[50:90]]) + "\n")
    window.show_page("files")
    page = window.pages["files"]
    assert isinstance(page, FilesPage)
    page.deliver([corrected])
    qtbot.waitUntil(lambda: page.review is not None and page.review.deliver_button.isEnabled(), timeout=LONG)
    review = page.review
    assert review is not None
    (file,) = review.model.files
    assert "failed in BATCH000001: is this its correction?" in file.told and file.state == "fits"
    assert review.deliver_button.text() == "Deliver 1 file, 1 as a new one", "what Enter does, the question left open"
    press(qtbot, review.correct_button)
    assert (file.state, file.name) == ("corrects", "cust_info_1_BATCH000001.csv")
    assert review.deliver_button.text() == "Deliver 1 file, 1 as a correction"
    press(qtbot, review.correct_button)
    assert (file.state, file.name) == ("fits", "cust_info_1.csv"), "it comes as a new one again"
    press(qtbot, review.correct_button)
    press(qtbot, review.deliver_button)
    qtbot.waitUntil(lambda: window.messages.toast.action.text() == "Restart BATCH000001", timeout=LONG)
    window.commands.run("files.undo")
    qtbot.waitUntil(lambda: window.messages.toast.text.text() == "1 delivery taken back.", timeout=LONG)
    assert not [c for c in service.insight.files("client1") if c.is_correction]
    page.deliver([corrected])
    qtbot.waitUntil(lambda: page.review is not None and page.review.deliver_button.isEnabled(), timeout=LONG)
    review = page.review
    assert review is not None
    press(qtbot, review.correct_button)
    press(qtbot, review.deliver_button)
    qtbot.waitUntil(lambda: window.messages.toast.action.text() == "Restart BATCH000001", timeout=LONG)
    started = service.plan("client1", Mode.START)
    assert not started.files and not started.notes, "it waits for its own batch, not for a new one"
    assert [(n.kind, n.batch_id) for n in service.insight.needs("client1") if n.kind in ("waiting", "correction")] == [
        ("correction", "BATCH000001")
    ]
    (waits,) = [c for c in service.insight.files("client1") if c.is_correction]
    assert page.model.has(waits, "correction")
    assert waits.path is not None and service.arrivals.take_out("client1", waits.path, tmp_path / "out").path.is_file()
    assert file.red is not None
    for _ in range(2):
        service.arrivals.correct("client1", corrected, "crm", file.red)  # a better one takes its place
    with pytest.raises(StorageError):
        service.arrivals.correct("client1", tmp_path / "gone.csv", "crm", file.red)
    assert waits.path.is_file(), "one that cannot be copied takes nothing away"
    assert not [n for n in service.plan("client1", Mode.RESTART).notes if n.code == "drift_held"]
    press(qtbot, window.messages.toast.action)
    press(qtbot, shown_plan(qtbot, window).run_button)
    qtbot.waitUntil(
        lambda: service.batches("client1")[0].status == "SUCCESS" and not window.runs.is_mine("client1"), timeout=LONG
    )
    (batch,) = service.batches("client1")
    assert {f.original_file_name: f.ledger.loaded for f in batch.files} == {
        "cust_info_0.csv": 49,
        "cust_info_1.csv": 40,
    }
    with pytest.raises(UsageError, match="is not red any more"):
        service.arrivals.correct("client1", corrected, "crm", file.red)
    assert not list((tmp_path / "storage/raw/client1/crm/incoming").iterdir())
    assert [p.name for p in (tmp_path / "storage/raw/client1/crm/archive").iterdir()], "what it replaced is kept"
    assert [i.status for i in service.drift.items("client1")] == ["SETTLED"], "nobody waits for it any more"


def test_what_could_not_be_read_is_kept_when_its_correction_comes(service: Service, tmp_path: Path) -> None:
    text = resource_path("sample", "client1", "incoming", "crm", "sales_details.csv").read_text().splitlines()[:20]
    sent = tmp_path / "sales_details.csv"
    sent.write_text("\n".join([*text[:10], "9,broken", *text[10:]]) + "\n")
    service.deliver("client1", sent, "crm")
    assert service.run(service.plan("client1", Mode.START))["status"] == "FAILED"
    raw = tmp_path / "storage/raw/client1/crm"
    assert [p.name for p in (raw / "failed").iterdir()] == ["sales_details_BATCH000001.csv"]
    sent.write_text("\n".join(text) + "\n")
    service.arrivals.correct("client1", sent, "crm", service.arrivals.red("client1")["crm", "sales_details.csv"])
    assert service.run(service.plan("client1", Mode.RESTART))["files"][0]["status"] == "SUCCESS"
    assert not list((raw / "failed").iterdir()), "it is not another file in a wrong folder"
    assert ["9,broken" in p.read_text() for p in (raw / "archive").iterdir()] == [True]
    assert not [c for c in service.insight.files("client1") if c.finding]


def test_dropped_files_are_looked_at_delivered_and_taken_back(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    sample = resource_path("sample", "client1", "incoming", "crm")
    known = tmp_path / "prd_info.csv"
    known.write_bytes((sample / "prd_info.csv").read_bytes())
    by_columns = tmp_path / "Produk.csv"
    by_columns.write_text("\n".join((sample / "prd_info.csv").read_text().splitlines()[:20]))
    stranger = tmp_path / "holiday.csv"
    stranger.write_text("when,where\n2026-12-24,Bandung\n")
    window.show_page("overview")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(known))])
    place, held = QPoint(400, 300), Qt.MouseButton.LeftButton
    drag = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, drag)
    assert window.shown_page.id == "files"  # wherever they are dragged
    review = drop(window, [known, by_columns, stranger])
    assert not files_page(window).target.isVisible()
    qtbot.waitUntil(lambda: all(f.state != "looking" for f in review.model.files), timeout=LONG)
    assert [f.state for f in review.model.files] == [
        "renamed",
        "stranger",
        "fits",
    ]  # what is to be decided stands first
    assert [f.is_wanted for f in review.model.files] == [False, False, True]
    review.table.selectAll()
    qtbot.keyClick(review.table, Qt.Key.Key_Space)
    assert [f.is_wanted for f in review.model.files] == [True, False, True]
    with qtbot.waitSignal(window.messages.told, timeout=LONG):
        press(qtbot, review.deliver_button)
    qtbot.waitUntil(lambda: len(service.folder_files("client1", "crm", "incoming")) == 2, timeout=LONG)
    assert "prd_info_Produk.csv" in service.folder_files("client1", "crm", "incoming")
    with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
        press(qtbot, window.messages.toast.action)
    assert told.args == ["2 deliveries taken back."]
    qtbot.waitUntil(lambda: service.folder_files("client1", "crm", "incoming") == [], timeout=LONG)
    quiet(qtbot, window)


def test_a_file_put_in_a_folder_by_hand_is_a_finding(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    page = files_page(window)
    folder = tmp_path / "storage" / "raw" / "client1" / "crm"
    (folder / "success" / "cust_info_BATCH000099.csv").write_text("x")
    (folder / "incoming" / "holiday.jpg").write_text("x")
    page.refresh()
    qtbot.waitUntil(lambda: len(page.model.cards) == 2, timeout=LONG)
    assert {c.finding for c in page.model.cards} == {"stray_file", "unrecognised_file"}
    quiet(qtbot, window)


def test_a_chosen_file_tells_what_was_understood_of_it(second_day: None, window: MainWindow, qtbot: QtBot) -> None:
    page = files_page(window)
    page.refresh()
    qtbot.waitUntil(lambda: any(c.audit for c in page.model.cards), timeout=LONG)
    page.table.selectRow(next(i for i, c in enumerate(page.model.cards) if "prd_info" in c.name and c.audit))
    qtbot.waitUntil(lambda: "Delimiter" in page.card.toPlainText(), timeout=LONG)
    assert "SHA-256" in page.card.toPlainText()
    quiet(qtbot, window)
