"""Events of runs kept in the database: a notice wakes whoever watches, polling finds what a missed notice told."""

from __future__ import annotations

import selectors
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from psycopg.types.json import Jsonb

from etl_console.db.connect import Connection, Database, queries, told
from etl_console.db.journal import ORDER, Journals
from etl_console.records import Client


class PgEvents:
    """Writes events, reads them by number, waits for notices."""

    def __init__(self, database: Database, journals: Journals) -> None:
        self._database, self._journals = database, journals
        self._listener: Connection | None = None
        self._lock = threading.Lock()
        self._waker: tuple[socket.socket, socket.socket] | None = None
        """What wakes and what is woken, once somebody waits."""

    def put(self, client: Client, event: Mapping[str, Any]) -> None:
        """Keep one event in its JSON form, in the journal of its run while there is one."""
        journal = self._journals.of(client.client_id, event["batch_id"])
        if journal is not None:
            return journal.event(event)
        with self._database.transaction() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", ORDER)
            connection.execute(
                queries("batches")["put_event"],
                {
                    "client_id": client.client_id,
                    "batch_id": event["batch_id"],
                    "kind": event["kind"],
                    "at": event["at"],
                    "payload": Jsonb(dict(event)),
                },
            )

    def after(self, event_id: int, client: Client | None = None, limit: int = 1000) -> list[tuple[int, dict[str, Any]]]:
        """Events with a greater number, in order: (number, event)."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                queries("batches")["events_after"],
                {"after": event_id, "client_id": client and client.client_id, "limit": limit},
            ).fetchall()
        return [(r["event_id"], r["payload"]) for r in rows]

    def last_id(self) -> int:
        """The number of the newest event, 0 when there is none."""
        with self._database.transaction() as connection:
            row = connection.execute(queries("batches")["last_event"]).fetchone()
        return int(row["event_id"]) if row else 0

    def wait(self, seconds: float) -> bool:
        """Wait for a notice, or for ``wake``, at most so long; True when one came."""
        with self._lock, told():
            try:
                self._waker = self._waker or socket.socketpair()
                if self._listener is None:
                    self._listener = self._database.single("etl-console watch")
                    self._listener.execute("LISTEN etl_run_event")
                    return True  # whatever came before the first LISTEN is found by looking
                return _is_told(self._listener, self._waker[1], time.monotonic() + seconds)
            except Exception:
                self._forget()
                raise

    def wake(self) -> None:
        """Whoever waits for a notice waits no longer (who still connects does); nobody waits when it is closed."""
        if self._waker is not None:
            with suppress(OSError):
                self._waker[0].send(b"!")

    def _forget(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def close(self) -> None:
        """Close the listening connection."""
        self.wake()
        with self._lock:
            self._forget()
            for end in self._waker or ():
                end.close()


def _is_told(listener: Connection, woken: socket.socket, until: float) -> bool:
    """Wait for a notice until then; False when there was none, or somebody woke."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(listener.fileno(), selectors.EVENT_READ)
        waiting.register(woken, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            ready = {key.fileobj for key, _ in waiting.select(left)}
            if woken in ready:
                woken.recv(1)
                return False
            if ready and any(True for _ in listener.notifies(timeout=0)):
                return True
    return False
