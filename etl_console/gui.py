"""The window's entry point: it only assembles."""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from etl_console.errors import EtlError, UnreachableError

if TYPE_CHECKING:
    from etl_console.pipeline.service import Service
    from etl_console.settings import Settings


def main(link: str = "") -> int:
    """Open the window, at the place of ``link`` when there is one, and stay until it is closed; returns the exit code."""
    from PySide6.QtCore import QCoreApplication, QSettings, QTimer
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
        language.apply(app, str(QSettings().value("language", settings.language)))
        theme.apply(app, str(QSettings().value("theme", settings.theme)))
        app.styleHints().colorSchemeChanged.connect(lambda _: theme.apply(app, str(app.property("etl_theme"))))
        with ExitStack() as stack:
            service = _opened(stack, settings)
            if service is None:
                return UnreachableError.exit_code
            window = MainWindow(service)
            window.show()
            window.start(link)
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


def _opened(stack: ExitStack, settings: Settings) -> Service | None:
    """The service; where it cannot be reached, the operator chooses another place or gives up (None)."""
    from etl_console import wiring
    from etl_console.ui.dialogs.first_run import FirstRunDialog

    try:
        return stack.enter_context(wiring.service(settings))
    except EtlError as error:
        print(f"etl-console: {error}", file=sys.stderr)  # noqa: T201

        def attempt(dsn: str, root: str) -> str:
            with wiring.service(replace(settings, dsn=dsn or None, root=Path(root))) as tried:
                about = tried.about()
            return f"PostgreSQL {about['version']} · {about['database']} · {about['server']}"

        dialog = FirstRunDialog(settings.dsn or "", str(settings.root), attempt, error)
        if not dialog.exec():
            return None
        dsn, root = dialog.chosen()
        chosen = replace(settings, dsn=dsn or None, root=Path(root))
        chosen.save()
        return stack.enter_context(wiring.service(chosen))
