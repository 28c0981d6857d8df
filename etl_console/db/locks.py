"""One runner per client: a session-level advisory lock for as long as a batch runs (contract, 4).

A session can end while its process goes on (a switch, an administrator, a restarted server). Then somebody else may
take the lock, so what a run does in the database is fenced: each load and step holds the client's work lock in share
mode and looks whether its run is still the one on record; whoever takes the client over ends such sessions, holds the
work lock alone until the new run is on record, and the old run's next piece of work finds that it is not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg

from etl_console.db.connect import Connection, Database, queries, told
from etl_console.errors import LockedError, LockLostError
from etl_console.records import Client, Run

_RUN = 0x45544C43  # "ETLC": the first key of the run's lock; the second is the client
_WORK = 0x45544C57  # "ETLW": held in share mode by each load and step of a run


class PgLocks:
    """Client locks held by sessions of their own: a killed process gives its lock back by dying."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def hold(self, client: Client, who: str, host: str) -> Iterator[PgHeld]:
        """Hold the client's lock; raises LockedError that says who has it, where, since when and how far it is."""
        held = PgHeld(self._database, client, who, host)
        try:
            held.take()
            yield held
        finally:
            held.close()

    def holder(self, client: Client) -> Mapping[str, Any] | None:
        """Who holds the client's lock now, or None."""
        with self._database.transaction() as connection:
            return _holder(connection, client)


class PgHeld:
    """The lock of one client while a run holds it."""

    def __init__(self, database: Database, client: Client, who: str, host: str) -> None:
        self._database, self._client, self._who, self._host = database, client, who, host
        self._run: Run | None = None
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._seen = float("-inf")

    def take(self) -> None:
        """Take the lock; ends what an earlier run of the client, which lost it, still has under way."""
        connection = self._database.single(f"etl-console run {self._who}@{self._host}")
        self._connection = connection
        key = {"space": _RUN, "work": _WORK, "client_id": self._client.client_id}
        with told():
            row = connection.execute(queries("clients")["try_lock"], key).fetchone()
            if not (row and row["taken"]):
                raise _refused(self._client, _holder(connection, self._client))
            if self._run is None:
                connection.execute(queries("clients")["end_work"], key)
                connection.execute("SET lock_timeout = '30s'")
                connection.execute("SELECT pg_advisory_lock(%(work)s, %(client_id)s)", key)

    def opened(self, run: Run) -> None:
        """The run is on record: its work may begin."""
        self._run = run
        assert self._connection is not None
        with told():
            self._connection.execute("SELECT pg_advisory_unlock(%s, %s)", (_WORK, self._client.client_id))

    def check(self, within: float = 0.0) -> None:
        """See that the lock is still held, and take it again where its session has ended meanwhile. A look ``within``
        so many seconds counts.

        Raises LockLostError when somebody else has taken the client over, UnreachableError without a server.
        """
        with self._lock:
            began = time.monotonic()
            if began - self._seen < within:
                return
            try:
                assert self._connection is not None
                self._connection.execute("SELECT 1")
            except psycopg.Error:
                self.close()
                try:
                    self.take()
                except LockedError as error:
                    raise _lost(self._client) from error
                if self._run is not None:
                    assert self._connection is not None
                    with told():
                        still_mine(self._connection, self._run)
            self._seen = began

    def close(self) -> None:
        """Give the lock back."""
        if self._connection is not None:
            self._connection.close()


def begin_work(connection: Connection, run: Run, *, in_transaction: bool) -> None:
    """Take the client's work lock in share mode, until the transaction or the session ends, and see that the run is
    still the one on record. Raises LockLostError when it is not."""
    name = "share_work_in_transaction" if in_transaction else "share_work"
    with connection.pipeline():
        connection.execute(queries("clients")[name], {"work": _WORK, "client_id": run.client.client_id})
        still_mine(connection, run)


def still_mine(connection: Connection, run: Run) -> None:
    """Raises LockLostError when the batch on record is not RUNNING under this run's number."""
    key = {"client_id": run.client.client_id, "batch_id": run.batch_id, "run_number": run.run_number}
    if connection.execute(queries("clients")["still_mine"], key).fetchone() is None:
        raise _lost(run.client)


def _lost(client: Client) -> LockLostError:
    return LockLostError(
        f"This run lost its lock on {client.client_schema} and somebody else has taken the client over.",
        "Nothing more is done here. Look at the batch, and restart it when the other run is over.",
        client=client.client_schema,
    )


def _holder(connection: Connection, client: Client) -> Mapping[str, Any] | None:
    with told():
        return connection.execute(
            queries("clients")["lock_holder"], {"space": _RUN, "client_id": client.client_id}
        ).fetchone()


def _refused(client: Client, holder: Mapping[str, Any] | None) -> LockedError:
    if holder is None or holder["batch_id"] is None:
        who = holder["application_name"].removeprefix("etl-console run ") if holder else "another session"
        return LockedError(
            f"{client.client_schema} is being run by {who}.", "Watch that run, or try again when it is over.",
            client=client.client_schema,
        )  # fmt: skip
    since = holder["started_at"].strftime("%Y-%m-%d %H:%M:%S UTC")
    return LockedError(
        f"{client.client_schema} is being run by {holder['who']} on {holder['host']} (process {holder['pid']}) since"
        f" {since}: {holder['batch_id']}, {holder['files_done']} of {holder['files']} files done.",
        "Watch that run, or try again when it is over.",
        client=client.client_schema,
        who=holder["who"],
        host=holder["host"],
        pid=holder["pid"],
        since=since,
        batch_id=holder["batch_id"],
        files=holder["files"],
        files_done=holder["files_done"],
    )
