"""Pages by their widgets, and the shell around them: places, looks, the palette, what the rail says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from etl_console import demo
from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Stage
from etl_console.ui import language, theme, words
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.files.page import FilesPage
from etl_console.ui.pages.handover.page import HandoverPage
from etl_console.ui.pages.logs.page import LogsPage
from etl_console.ui.pages.overview.page import OverviewPage
from etl_console.ui.pages.settings.page import SettingsPage
from etl_console.ui.shell.links import Link
from tests.gui.hands import LONG, files_page, press, quiet, shown_status

CONTROL = Qt.KeyboardModifier.ControlModifier


def failed_batch(service: Service, tmp_path: Path) -> None:
    """A first day that is green, a second that is not, while the window looks on."""
    demo.deliver_first_day(service, "client1")
    service.run(service.plan("client1", Mode.START))
    demo.deliver_second_day(service, tmp_path / "day2")
    service.run(service.plan("client1", Mode.START))


def test_the_overview_says_what_is_needed_and_every_bar_opens_its_rows(
    window: MainWindow, service: Service, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_page("overview")
    page = window.pages["overview"]
    assert isinstance(page, OverviewPage)
    failed_batch(service, tmp_path)
    qtbot.waitUntil(lambda: any("failed" in r.text.text() for r in page._rows), timeout=LONG)
    toast = window.messages.toast.text
    qtbot.waitUntil(lambda: "4 files not loaded" in toast.text() and "_day2.csv: " in toast.text(), timeout=LONG)
    qtbot.waitUntil(lambda: page.figures.tiles["files"].value.text() == "11", timeout=LONG)
    assert page.figures.tiles["first"].value.text() == "63.6 %"
    assert page.figures.views_model.rowCount() == 3
    qtbot.waitUntil(lambda: len(page.figures.charts) == 7, timeout=LONG)
    page.figures.charts["batches"].setFocus()
    qtbot.keyClick(page.figures.charts["batches"], Qt.Key.Key_Left)
    qtbot.keyClick(page.figures.charts["batches"], Qt.Key.Key_Return)
    assert window.shown_page.id == "batch"
    qtbot.waitUntil(lambda: "BATCH000002" in shown_status(window), timeout=LONG)
    window.show_page("overview")
    service.run(service.plan("client1", Mode.RESTART))  # tried again, they are still as many files
    qtbot.mouseClick(page.figures.tiles["first"], Qt.MouseButton.LeftButton)
    logs = window.shown_page
    assert isinstance(logs, LogsPage)
    qtbot.waitUntil(lambda: not logs.is_waiting and len(logs.model.lines) == 11, timeout=LONG)
    assert logs.alike.text() == "✕  first attempts" and logs.link().params["first"]
    press(qtbot, logs.alike)
    qtbot.waitUntil(lambda: not logs.is_waiting and len(logs.model.lines) > 11, timeout=LONG)
    window.show_page("overview")
    qtbot.mouseClick(page.figures.tiles["rejects"], Qt.MouseButton.LeftButton)
    assert window.shown_page.id == "triage"
    window.show_page("overview")
    qtbot.keyClick(page.scope, Qt.Key.Key_Down)  # all clients: their batches are lines of the logs
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    qtbot.mouseClick(page.figures.tiles["batch"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not logs.is_waiting and len(logs.model.lines) == 3, timeout=LONG)  # each run of each batch
    assert {line["what"] for line in logs.model.lines} == {"batch"} and logs.scope.currentData() == "*"
    window.show_page("overview")
    qtbot.keyClick(page.scope, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=LONG)
    see = next(b for b in page._rows[0].buttons if "batch" in b.text())
    press(qtbot, see)
    assert window.shown_page.id == "batch"
    quiet(qtbot, window)


def test_menus_and_dialogs_of_qt_itself_speak_indonesian(qtbot: QtBot, qapp: QApplication) -> None:
    language.apply(qapp, "id")
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        texts = [a.text().partition("\t")[0] for a in menu.actions() if a.text()]
        menu.deleteLater()
        assert texts == ["&Batalkan", "&Ulangi", "&Potong", "&Salin", "&Tempel", "Hapus", "Pilih semua"]
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        assert dialog.labelText(QFileDialog.DialogLabel.FileName) == "&Nama berkas:"
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Batal"
    finally:
        language.apply(qapp, "en")


def test_the_rail_says_how_many_rows_wait_before_triage_is_looked_at(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.shown_page.id != "triage"
    qtbot.waitUntil(lambda: window.rail.buttons["triage"].accessibleDescription() == "3", timeout=LONG)
    quiet(qtbot, window)


def test_pages_that_nobody_looks_at_hear_of_a_run_a_little_later_and_together(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: dict[str, list[list[events.Event]]] = {name: [] for name in window.pages}
    for name, page in window.pages.items():
        monkeypatch.setattr(page, "arrived", heard[name].append)
    window.show_page("batch")
    one, two, three = (
        events.StageStarted(
            client="client1", batch_id="BATCH000001", at=events.now(), stage=Stage.CONVERT, subject=name, attempt=1
        )
        for name in ("a", "b", "c")
    )
    window.bridge.arrived.emit([one])
    window.bridge.arrived.emit([two])
    assert (heard["batch"], heard["drift"]) == ([[one], [two]], [])
    qtbot.waitUntil(lambda: heard["drift"] == [[one, two]], timeout=LONG)
    window.bridge.arrived.emit([three])
    window.show_page("drift")
    assert heard["drift"] == [[one, two], [three]], "it has not missed it when it is shown"
    assert heard["batch"] == [[one], [two], [three]]
    quiet(qtbot, window)


def test_the_logs_are_narrowed_by_the_server_and_copied_as_a_report(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    window.go(Link("client1", "BATCH000002", page="logs", params={"level": "error"}))
    page = window.pages["logs"]
    assert isinstance(page, LogsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5, timeout=LONG)
    qtbot.keyClicks(page.text, "duplicate_key")  # a rule's code finds what an attempt says of it, too
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=LONG)
    page.text.clear()
    qtbot.keyClicks(page.text, "repeated")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=LONG)
    window.commands.run("logs.copy")
    assert "repeated key" in QGuiApplication.clipboard().text()
    assert Link.parse(str(page.link())).params["text"] == "repeated"
    window.commands.run("logs.clear")
    qtbot.waitUntil(lambda: page.model.rowCount() > 7, timeout=LONG)
    page.batch.setText("BATCH000002")
    window.commands.run("logs.first_error")
    qtbot.waitUntil(
        lambda: "prd_cost" in page.detail.toPlainText() or "malformed" in page.detail.toPlainText(), timeout=LONG
    )
    page.faces.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.groups_model.rowCount() > 2, timeout=LONG)
    qtbot.keyClicks(page.text, "zzzz")  # groups are narrowed as lines are
    qtbot.waitUntil(lambda: page.groups_model.rowCount() == 0 and not page.is_waiting, timeout=LONG)
    page.text.clear()
    page.search()
    qtbot.waitUntil(lambda: page.groups_model.rowCount() > 2, timeout=LONG)
    page.groups.selectRow(1)
    told = page.detail.toPlainText()  # of the kind that is chosen, not of a line of the other tab
    kind = page.groups_model.sources[1]
    assert words.said(kind["example"]) in told and "Enter shows its lines." in told
    page.groups.setFocus()
    qtbot.keyClick(page.groups, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: page.faces.currentIndex() == 0 and page.model.rowCount() == kind["times"] and not page.is_waiting,
        timeout=LONG,
    )
    assert {x["code"] for x in page.model.lines} == {kind["code"] or None} and page.text.text() == ""
    assert Link.parse(str(page.link())).params["signature"] == kind["signature"]
    qtbot.mouseClick(page.alike, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() > kind["times"] or not page.alike.isVisible(), timeout=LONG)
    page.faces.setCurrentIndex(1)
    page.text.clear()
    qtbot.keyClicks(page.text, "nothing says this")
    window.commands.run("logs.first_error")
    qtbot.waitUntil(
        lambda: "prd_cost" in page.detail.toPlainText() or "malformed" in page.detail.toPlainText(), timeout=LONG
    )
    assert page.wanted().text == ""
    assert not page._typing.isActive()
    quiet(qtbot, window)


def test_settings_find_a_missing_folder_and_make_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "storage" / "raw" / "client1" / "crm" / "archive").rmdir()
    window.show_page("settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)

    def fix() -> QPushButton | None:
        return next((b for b in page.findChildren(QPushButton) if b.text() == "Make the folders"), None)

    qtbot.waitUntil(lambda: fix() is not None, timeout=LONG)
    button = fix()
    assert button is not None
    press(qtbot, button)
    qtbot.waitUntil(lambda: (tmp_path / "storage" / "raw" / "client1" / "crm" / "archive").is_dir(), timeout=LONG)
    quiet(qtbot, window)


def test_the_handover_is_written_as_pdf(second_day: None, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_page("handover")
    page = window.pages["handover"]
    assert isinstance(page, HandoverPage)
    qtbot.waitUntil(lambda: "4 of 5 files not loaded" in page.paper.toPlainText(), timeout=LONG)
    told = page.paper.toPlainText()
    assert "prd_info_day2.csv: Column “prd_cost” is not in the file" in told
    assert (
        "BATCH000002 ✕ Failed" in told
        and "1 of 5 files loaded · 500 rows loaded · 3 rows rejected or quarantined" in told
    )
    assert told.count("client added") == 1, "what was changed together is one line"
    page._save(str(tmp_path / "handover 29.11"))
    (tmp_path / "handover 29.11.pdf").rename(tmp_path / "handover.pdf")
    assert (tmp_path / "handover.pdf").read_bytes().startswith(b"%PDF")
    quiet(qtbot, window)


def test_language_and_theme_are_switched_live_and_the_place_stays(
    second_day: None, window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window.go(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: "BATCH000001" in shown_status(window), timeout=LONG)
    language.apply(qapp, "id")
    qtbot.waitUntil(lambda: window.rail.buttons["overview"].text() == "Ikhtisar", timeout=LONG)
    qtbot.waitUntil(lambda: "BATCH000001 · ✓ Sukses" in shown_status(window), timeout=LONG)
    theme.apply(qapp, "dark")
    qtbot.waitUntil(lambda: window.rail.buttons["overview"].text() == "Ikhtisar", timeout=LONG)
    language.apply(qapp, "en")
    theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: window.rail.buttons["overview"].text() == "Overview", timeout=LONG)
    quiet(qtbot, window)


def test_a_theme_finds_no_page_to_dress_and_each_page_is_where_it_was(
    second_day: None, window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    def is_whole() -> bool:
        return len(window.pages) == len(window.rail.buttons) and not any(p.is_waiting for p in window.pages.values())

    window.go(Link("client1", page="logs", params={"level": "error", "text": "date"}))
    window.go(Link("client1", "BATCH000002", "LOC_A101", "triage"))
    qtbot.waitUntil(lambda: "duplicate_key" in str(window.shown_page.link()), timeout=LONG)
    logs = window.pages["logs"]
    assert isinstance(logs, LogsPage)
    window.show_page("logs")
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    files = files_page(window)
    qtbot.waitUntil(lambda: files.model.rowCount() == 11 and not files.is_waiting, timeout=LONG)
    qtbot.keyClicks(files.filter, "info")
    qtbot.waitUntil(lambda: files.model.rowCount() == 4, timeout=LONG)
    files.table.setFocus()
    qtbot.keyClick(files.table, Qt.Key.Key_End)
    assert files.table.currentIndex().row() == 3
    chosen = files.table.currentIndex().data()
    window.go(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: is_whole() and "BATCH000001" in shown_status(window), timeout=LONG)
    before = {name: str(page.link()) for name, page in window.pages.items()}
    there: list[int] = []
    looked = theme.change.coming.connect(lambda: there.append(len(window.pages)))
    theme.apply(qapp, "dark")
    assert (there, [*window.pages]) == ([0], ["batch"]), "the one that is shown is there at once"
    qtbot.waitUntil(lambda: is_whole() and "BATCH000001" in shown_status(window), timeout=LONG)
    assert {name: str(page.link()) for name, page in window.pages.items()} == before
    again, grouped = window.pages["files"], window.pages["logs"]
    assert isinstance(again, FilesPage) and isinstance(grouped, LogsPage)
    assert (again.filter.text(), again.model.rowCount()) == ("info", 4)
    qtbot.waitUntil(lambda: again.table.currentIndex().data() == chosen, timeout=LONG)
    assert grouped.faces.currentWidget() is grouped.groups
    theme.apply(qapp, "light")
    theme.change.coming.disconnect(looked)
    window.choose_client("client2")  # before the others are built: they are that client's
    qtbot.waitUntil(is_whole, timeout=LONG)
    assert {page.link().client for page in window.pages.values()} == {"client2"}
    assert not any(page.link().batch for page in window.pages.values()), "it has no batch yet"
    quiet(qtbot, window)


def _triage_is_there(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.pages["triage"].link().batch == "BATCH000002"


def test_a_link_to_what_is_not_there_says_so_and_shows_what_is(
    second_day: None, window: MainWindow, qtbot: QtBot
) -> None:
    told_ever: list[str] = []
    window.messages.told.connect(told_ever.append)
    for page, is_there in (
        ("batch", lambda: "BATCH000002" in shown_status(window)),
        ("triage", _triage_is_there(window)),
    ):
        window.go(Link("client1", "BATCH000001", page=page))
        quiet(qtbot, window)
        window.go(Link("client1", "BATCH000099", "cust_info", page))
        qtbot.waitUntil(lambda: "client1 has no batch BATCH000099." in window.messages.banner.whole, timeout=LONG)
        qtbot.waitUntil(is_there, timeout=LONG)
        quiet(qtbot, window)
        window.messages.clear()
    assert len(told_ever) == 2, "and nothing of its file is told of another batch"
    for page in ("batch", "triage"):
        with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
            window.go(Link("client1", "BATCH000002", "nofile", page))
        assert told.args == ["BATCH000002 has no file nofile."]
        quiet(qtbot, window)


def test_how_a_batch_ended_is_told_where_another_is_shown(second_day: None, window: MainWindow, qtbot: QtBot) -> None:
    window.go(Link("client1", "BATCH000001"))
    qtbot.waitUntil(lambda: "BATCH000001" in shown_status(window), timeout=LONG)
    end = events.BatchEnded(
        client="client1", batch_id="BATCH000002", at=events.now(), status="SUCCESS", folder="success", seconds=3.0
    )
    with qtbot.waitSignal(window.messages.told, timeout=LONG) as told:
        window.bridge.arrived.emit([end])
    assert told.args is not None and told.args[0].startswith("BATCH000002 · ✓ Success")
    before = len(window.messages.kept)
    window.bridge.arrived.emit([replace(end, batch_id="BATCH000001")])
    assert len(window.messages.kept) == before, "that one is seen"
    quiet(qtbot, window)


def test_links_open_their_place_and_a_wrong_one_is_said(window: MainWindow, qtbot: QtBot) -> None:
    link = Link("client1", "BATCH000014", "cust_info", params={"line": "12"})
    assert str(link) == "etl-console://client1/BATCH000014/cust_info?line=12"
    assert Link.parse(str(link)) == link
    QGuiApplication.clipboard().setText("etl-console://client1?page=logs&level=error")
    window.commands.run("window.open_link")
    assert window.shown_page.id == "logs"
    window.open_link("https://example.org/")
    assert window.messages.banner.isVisible()
    long = EtlError("\n".join(f"line {i} of <it>" for i in range(40)), "Do so.", code="internal", trace="Traceback …")
    window.messages.fail(long)
    assert "line 2" in window.messages.banner.text.text() and "line 3" not in window.messages.banner.text.text()
    press(qtbot, window.messages.banner.copy)
    copied = QGuiApplication.clipboard().text()
    assert "line 39 of <it>" in copied and copied.endswith("Do so.\n[internal]\nTraceback …")
    quiet(qtbot, window)


def test_the_palette_finds_every_action(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.palette_dialog
    assert palette is not None
    texts = {e.text for e in palette.model.entries}
    assert {a.text for a in window.commands.all() if a.id != "window.palette"} <= texts
    for typed, meant in (("schdule", "Schedules"), ("hndover", "Handover"), ("jadwal", "")):
        qtbot.keyClicks(palette.field, typed)
        found = [e.text for e in palette.model.entries]
        assert any(meant in text for text in found[:3]) if meant else not found
        assert palette.nothing.isVisible()
        palette.field.clear()
    qtbot.keyClicks(palette.field, "go to logs")
    assert not palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.shown_page.id == "logs"
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    again = window.palette_dialog
    assert again is not None
    qtbot.keyClicks(again.field, "bahasa")
    assert [e.text for e in again.model.entries] == ["Switch the language"]
    again.field.setText(" etl-console://client1?page=handover")
    qtbot.keyClick(again.field, Qt.Key.Key_Return)
    assert window.shown_page.id == "handover"
    quiet(qtbot, window)


def test_every_control_has_a_name_for_screen_readers(window: MainWindow, qtbot: QtBot) -> None:
    quiet(qtbot, window)
    nameless = []
    for page in window.pages.values():
        window.show_page(page.id)
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                found = QAccessible.queryAccessibleInterface(widget)
                named = found is not None and found.text(QAccessible.Text.Name)
                if not named and widget.metaObject().className() not in (
                    "QScrollArea",
                    "QTabBar",
                    "QLineEdit",
                    "QTabWidget",
                    "QWidget",
                ):
                    nameless.append(f"{page.id}: {type(widget).__name__} {widget.objectName()}")
    assert not nameless
    quiet(qtbot, window)
