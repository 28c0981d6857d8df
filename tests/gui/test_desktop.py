"""The window as the desktop knows it: an entry with its links, and one window that takes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from etl_console.ui import desktop
from etl_console.ui.check_row import CheckRow
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.settings.page import SettingsPage
from etl_console.ui.shell import doorbell
from etl_console.ui.shell.doorbell import Doorbell, ring
from tests.gui.hands import LONG, press


def test_settings_make_the_window_known_to_the_desktop(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    associations = tmp_path / "config" / "mimeapps.list"
    associations.parent.mkdir()
    associations.write_bytes(
        b"# M\xfcller's\n[Default Applications]\ntext/html=Firefox.desktop\n[Added Associations]\nx/y=z;\n"
    )
    window.show_page("settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)

    def row() -> CheckRow | None:
        found = [r for r in page.findChildren(CheckRow) if r.check.code == "desktop"]
        return found[-1] if found else None

    qtbot.waitUntil(lambda: row() is not None, timeout=LONG)
    unknown = row()
    assert unknown is not None and unknown.check.verdict == "warn" and not desktop.is_known()
    press(qtbot, unknown.buttons[0])
    qtbot.waitUntil(desktop.is_known, timeout=LONG)
    qtbot.waitUntil(lambda: (r := row()) is not None and r.check.verdict == "good", timeout=LONG)
    entry = (tmp_path / "data/applications/etl-console.desktop").read_text()
    assert "MimeType=x-scheme-handler/etl-console;" in entry and '"-m" "etl_console" %u' in entry
    assert associations.read_bytes().splitlines() == [
        b"# M\xfcller's", b"[Default Applications]", b"x-scheme-handler/etl-console=etl-console.desktop",
        b"text/html=Firefox.desktop", b"[Added Associations]", b"x/y=z;",
    ]  # fmt: skip
    associations.write_bytes(associations.read_bytes().replace(b"=etl-console.desktop", b"=other.desktop"))
    assert not desktop.is_known(), "another program opens the links"


def test_a_link_opened_elsewhere_comes_to_the_window_that_is_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not ring(tmp_path, "etl-console://client1"), "no window yet"
    name = doorbell._name(tmp_path)
    killed = QLocalServer()
    assert killed.listen(name)
    bell = Doorbell(tmp_path, window)
    assert not bell.listens, "another one listens"
    killed.close()
    bell = Doorbell(tmp_path, window)
    assert bell.listens and not Doorbell(tmp_path, QObject(window)).listens
    bell.rung.connect(window.come_to)
    assert ring(tmp_path, "etl-console://client1?page=logs&text=x")
    qtbot.waitUntil(lambda: window.shown_page.id == "logs", timeout=LONG)
    assert window.shown_page.link().params["text"] == "x"
    qtbot.waitUntil(lambda: not window.shown_page.is_waiting, timeout=LONG)
