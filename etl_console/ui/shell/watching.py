"""Watching from the window: while it is switched on the schedules of all clients are looked at again and again, what is
complete is started, what is late is told. The same as ``etl-console watch``; both may run side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from etl_console.errors import EtlError
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.schedules import Due, Watch
from etl_console.pipeline.service import Service
from etl_console.ui.shell.runs import Runs
from etl_console.ui.tasks import Tasks

_EVERY_MS = 10_000


class Watching(QObject):
    """The watch of this window; whether it is on is remembered."""

    changed = Signal()
    """It was switched, or it has looked."""
    late = Signal(object)
    """A ``Due`` whose files were due and are not there; once each."""

    _began = Signal(str, object)
    _ended = Signal(str)

    def __init__(self, service: Service, tasks: Tasks, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._service, self._tasks = service, tasks
        self._watch = Watch(service, run=self._run)
        self._looking = False
        self._tokens: set[CancelToken] = set()
        self._late: set[tuple[str, str, datetime]] = set()
        self.looked_at: datetime | None = None
        self.trouble = ""
        """Why the last look did not succeed; empty when it did."""
        self._began.connect(runs.began)
        self._ended.connect(runs.ended)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_on(self) -> bool:
        """True while this window watches."""
        return self._timer.isActive()

    def start(self) -> None:
        """Go on watching when this window did so when it was closed."""
        if str(QSettings().value("watching", "")) == "on":
            self.turn(True)

    def turn(self, is_on: bool) -> None:
        """Switch watching on or off; a batch that it began goes on."""
        QSettings().setValue("watching", "on" if is_on else "off")
        if is_on:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
        self.changed.emit()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if not self._looking:
            self._looking = True
            self._tasks.submit(self._watch.look, self._looked, self._failed)

    def _looked(self, found: Sequence[Due]) -> None:
        self._looking, self.trouble = False, ""
        self.looked_at = datetime.now(UTC)
        for due in found:
            key = (due.client, due.schedule.name, due.due)
            if due.is_late and key not in self._late:
                self._late.add(key)
                self.late.emit(due)
        self.changed.emit()

    def _failed(self, error: EtlError) -> None:
        self._looking, self.trouble = False, str(error)
        self.changed.emit()

    def _run(self, plan: Plan) -> dict[str, Any]:
        """On the thread of the look: run a batch in a process of its own, as one begun by hand."""
        client, token = plan.config.client.client_schema, CancelToken()
        self._tokens.add(token)
        self._began.emit(client, token)
        try:
            return self._service.run_apart(plan, token)
        finally:
            self._tokens.discard(token)
            self._ended.emit(client)

    def close(self) -> None:
        """Stop, and cancel what was begun."""
        self._timer.stop()
        for token in tuple(self._tokens):
            token.cancel()
