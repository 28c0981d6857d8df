"""The window's entry point: it only assembles."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from etl_console.errors import EXIT_OK, EtlError, UnreachableError
from etl_console.resources import resource_path

_LATER_MS = 1000
"""What is not needed to see the window comes so much later."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl_console.pipeline.health import Check
    from etl_console.pipeline.service import Service
    from etl_console.settings import Settings
    from etl_console.ui.main_window import MainWindow


def main(link: str = "") -> int:
    """Open the window and stay until it is closed; returns the exit code. A ``link`` opens in the window of this home that
    is there already, else in a new one."""
    from PySide6.QtCore import QCoreApplication, QSettings, QTimer
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication, QMessageBox

    from etl_console import wiring
    from etl_console.ui import language, theme
    from etl_console.ui.main_window import MainWindow

    QCoreApplication.setOrganizationName("etl-console")
    QCoreApplication.setApplicationName("etl-console")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    try:
        settings = wiring.load_settings()
        if link and _opened_elsewhere(settings, link):
            return EXIT_OK
        app.setWindowIcon(QIcon(str(resource_path("app.svg"))))
        app.setDesktopFileName(app.applicationName())
        language.apply(app, str(QSettings().value("language", settings.language)))
        theme.apply(app, str(QSettings().value("theme", settings.theme)))
        app.styleHints().colorSchemeChanged.connect(lambda _: theme.apply(app, str(app.property("etl_theme"))))
        with ExitStack() as stack:
            opened = _opened(stack, settings)
            if opened is None:
                return UnreachableError.exit_code
            service, wants_samples = opened
            window = MainWindow(service)
            window.show()
            window.start(link)
            QTimer.singleShot(_LATER_MS, window, lambda: _listen(settings, window))
            if wants_samples:
                window.page("settings")
                window.commands.run("settings.samples")
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: window.shut())
            heartbeat = QTimer(interval=200)  # lets Python see a signal while Qt waits
            heartbeat.timeout.connect(lambda: None)
            heartbeat.start()
            return int(app.exec())
    except EtlError as error:
        print(f"etl-console: {error}", file=sys.stderr)  # noqa: T201
        QMessageBox.critical(None, "ETL Console", f"{error.cause}\n\n{error.remedy}")
        return error.exit_code


def _opened_elsewhere(settings: Settings, link: str) -> bool:
    """True when a window of this home that is there already takes the link."""
    from etl_console.ui.shell.doorbell import ring

    return ring(settings.home, link)


def _listen(settings: Settings, window: MainWindow) -> None:
    """Let the window take links that are opened elsewhere."""
    from etl_console.ui.shell.doorbell import Doorbell

    Doorbell(settings.home, window).rung.connect(window.come_to)


def _opened(stack: ExitStack, settings: Settings) -> tuple[Service, bool] | None:
    """The service, and whether the samples are wanted; at the first run, and where it cannot be reached, the operator
    chooses a place or gives up (None)."""
    from etl_console import wiring

    error: EtlError | None = None
    if not settings.is_new:
        try:
            return stack.enter_context(wiring.service(settings)), False
        except EtlError as found:
            error = found
            print(f"etl-console: {error}", file=sys.stderr)  # noqa: T201
    from etl_console.ui.dialogs.first_run import FirstRunDialog

    def place(dsn: str, root: str) -> Settings:
        return replace(settings, dsn=dsn or None, root=Path(root).expanduser().absolute())

    def attempt(dsn: str, root: str) -> Sequence[Check]:
        with wiring.service(place(dsn, root)) as tried:
            for check in tried.health.checks():
                if check.fix == "make_root":
                    tried.health.repair(check)
            return tried.health.checks()

    dialog = FirstRunDialog(settings.dsn or "", str(settings.root), attempt, error)
    if not dialog.exec():
        return None
    chosen = place(*dialog.chosen())
    chosen.save()
    return stack.enter_context(wiring.service(chosen)), dialog.samples.isChecked()
