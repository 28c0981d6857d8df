"""Events of all runs, on any host, as one coalesced signal on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from etl_console.errors import EtlError
from etl_console.pipeline.events import Event
from etl_console.pipeline.service import Service
from etl_console.ui.tasks import Tasks

_WAIT = 1.0
_RETRY_MS = 3000


class EventBridge(QObject):
    """Watches the database's events; a flood arrives as one list, at most every 100 ms."""

    arrived = Signal(list)
    lost = Signal(object)

    def __init__(self, service: Service, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._last: int | None = None
        self._closed = False
        self._waiting: list[Event] = []
        self._flush = QTimer(self, interval=100, singleShot=True)
        self._flush.timeout.connect(self._send)

    def start(self) -> None:
        """Begin with what happens from now on."""
        self._tasks.submit(self._service.last_event, self._begun, self._failed)

    def close(self) -> None:
        """Stop watching, at once while the database answers: the window that closes waits for what is under way."""
        self._closed = True
        self._service.wake()

    def _begun(self, last: int) -> None:
        self._last = last
        self._look()

    def _look(self) -> None:
        if self._closed:
            return
        after = self._last or 0
        self._tasks.submit(lambda: self._service.watch(after, _WAIT), self._found, self._failed)

    def _found(self, events: list[tuple[int, Event]]) -> None:
        if events:
            self._last = events[-1][0]
            self._waiting += [event for _, event in events]
            if not self._flush.isActive():
                self._flush.start()
        self._look()

    def _send(self) -> None:
        events, self._waiting = self._waiting, []
        self.arrived.emit(events)

    def _failed(self, error: EtlError) -> None:
        self.lost.emit(error)
        if not self._closed:
            QTimer.singleShot(_RETRY_MS, self, self._look if self._last is not None else self.start)
