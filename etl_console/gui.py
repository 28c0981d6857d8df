"""The window's entry point: it only assembles."""

from __future__ import annotations

import signal
import sys

from etl_console.errors import EtlError


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
        with wiring.service(settings) as service:
            window = MainWindow(service)
            window.show()
            window.start(link)
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda *_: window.close())
            heartbeat = QTimer(interval=200)  # lets Python see a signal while Qt waits
            heartbeat.timeout.connect(lambda: None)
            heartbeat.start()
            return int(app.exec())
    except EtlError as error:
        print(f"etl-console: {error}", file=sys.stderr)  # noqa: T201
        QMessageBox.critical(None, "ETL Console", f"{error.cause}\n\n{error.remedy}")
        return error.exit_code
