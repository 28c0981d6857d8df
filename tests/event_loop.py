"""Waiting as a program does: the event loop runs and worker threads get their turn, which ``QTest.qWait`` denies them."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def run_for(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    timer = QTimer(loop, interval=milliseconds, singleShot=True)  # QTimer.singleShot leaves something behind each time
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()
