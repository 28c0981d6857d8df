"""Work off the window's thread: a task is a value (what to do, what when done, what when failed). The only file that
names a thread."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from etl_console.errors import EtlError

T = TypeVar("T")
Failed = Callable[[EtlError], None]


class _Answer(QObject):
    """Carries a result to the thread that the object lives in."""

    ready = Signal(object, object)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._work = work
        self._answer = answer

    @Slot()
    def run(self) -> None:
        try:
            self._answer.ready.emit(self._work(), None)
        except EtlError as error:
            self._answer.ready.emit(None, error)
        except Exception as error:
            told = EtlError(
                f"Unexpected {type(error).__name__}: {error}.", "Copy this and report it.", code="internal",
                trace=traceback.format_exc(),
            )  # fmt: skip
            self._answer.ready.emit(None, told)


class Tasks(QObject):
    """Runs tasks on a pool; ``done`` and ``failed`` are called on the window's thread, never after ``close``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(6)
        self._open: set[_Answer] = set()
        self._acts = 0
        self._closed = False

    @property
    def is_idle(self) -> bool:
        """True when nothing is under way."""
        return not self._open

    @property
    def is_acting(self) -> bool:
        """True while something that the operator asked for is under way: its ``done`` finds the widgets it was asked with."""
        return self._acts > 0

    def submit(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, *, is_act: bool = False
    ) -> None:  # fmt: skip
        """Do ``work`` off the window's thread, then call ``done`` with its result or ``failed`` with its error; ``is_act``
        when the operator asked for it."""
        answer = _Answer(self)
        self._open.add(answer)
        self._acts += is_act

        def arrived(result: T, error: EtlError | None) -> None:
            self._open.discard(answer)
            answer.deleteLater()
            if self._closed:
                return
            try:
                if error is not None:
                    failed(error)
                else:
                    done(result)
            finally:
                self._acts -= is_act

        answer.ready.connect(arrived)
        self._pool.start(_Work(work, answer))

    def close(self) -> None:
        """Wait for what is under way; its results are dropped."""
        self._closed = True
        self._pool.waitForDone()
