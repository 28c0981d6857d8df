"""Waiting as a program does: the event loop runs and worker threads get their turn, which ``QTest.qWait`` denies them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEventLoop, QTimer


@cache
def _loop() -> tuple[QEventLoop, QTimer]:
    """One for all: each connection to a slot of Qt's own leaves some bytes behind."""
    loop = QEventLoop()
    timer = QTimer(loop, singleShot=True)
    timer.timeout.connect(loop.quit)
    return loop, timer


def run_for(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop, timer = _loop()
    timer.start(milliseconds)
    loop.exec()
