"""One runner per client: a session-level advisory lock for as long as a batch runs (contract, 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from etl_console.db.connect import Connection, Database, queries, told
from etl_console.errors import LockedError
from etl_console.records import Client

_SPACE = 0x45544C43  # "ETLC": the first key of the lock; the second is the client


class PgLocks:
    """Client locks held by sessions of their own: a killed process gives its lock back by dying."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def hold(self, client: Client, who: str, host: str) -> Iterator[None]:
        """Hold the client's lock; raises LockedError that says who has it, where, since when and how far it is."""
        connection = self._database.single(f"etl-console run {who}@{host}")
        try:
            with told():
                row = connection.execute(
                    "SELECT pg_try_advisory_lock(%s, %s) AS taken", (_SPACE, client.client_id)
                ).fetchone()
            if not (row and row["taken"]):
                raise _refused(client, self._holder(connection, client))
            yield
        finally:
            connection.close()

    def holder(self, client: Client) -> Mapping[str, Any] | None:
        """Who holds the client's lock now, or None."""
        with self._database.transaction() as connection:
            return self._holder(connection, client)

    @staticmethod
    def _holder(connection: Connection, client: Client) -> Mapping[str, Any] | None:
        with told():
            return connection.execute(
                queries("clients")["lock_holder"], {"space": _SPACE, "client_id": client.client_id}
            ).fetchone()


def _refused(client: Client, holder: Mapping[str, Any] | None) -> LockedError:
    if holder is None or holder["batch_id"] is None:
        who = holder["application_name"].removeprefix("etl-console run ") if holder else "another session"
        return LockedError(
            f"{client.client_schema} is being run by {who}.", "Watch that run, or try again when it is over."
        )
    since = holder["started_at"].strftime("%Y-%m-%d %H:%M:%S UTC")
    return LockedError(
        f"{client.client_schema} is being run by {holder['who']} on {holder['host']} (process {holder['pid']}) since"
        f" {since}: {holder['batch_id']}, {holder['files_done']} of {holder['files']} files done.",
        "Watch that run, or try again when it is over.",
        who=holder["who"],
        host=holder["host"],
        pid=holder["pid"],
        since=since,
        batch_id=holder["batch_id"],
        files=holder["files"],
        files_done=holder["files_done"],
    )
