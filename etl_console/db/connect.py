"""Connections to PostgreSQL, named queries, and PostgreSQL's errors as ours."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from etl_console.db.text import teach_psycopg
from etl_console.errors import DatabaseError, EtlError, UnreachableError
from etl_console.resources import sql_path

Connection = psycopg.Connection[DictRow]

logging.getLogger("psycopg").addHandler(logging.NullHandler())  # its warnings reach the operator as our errors

teach_psycopg()

_TRANSIENT_CLASSES = ("08", "40")
_TRANSIENT_STATES = ("55P03", "57P01", "57P02", "57P03", "53300")
_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def queries(room: str) -> dict[str, sql.SQL]:
    """The named queries of ``sql/queries/{room}.sql``."""
    parts = _NAME.split(sql_path("queries", f"{room}.sql").read_text(encoding="utf-8"))
    return {name: sql.SQL(text.strip().rstrip(";")) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


class Database:
    """One PostgreSQL database: a small pool for short work, single connections for what holds state."""

    def __init__(self, dsn: str, application: str = "etl-console", pool_size: int = 8) -> None:
        self.dsn = dsn
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            dsn,
            connection_class=psycopg.Connection[DictRow],
            kwargs={"row_factory": dict_row, "application_name": application, "options": "-c timezone=UTC"},
            min_size=0,
            max_size=pool_size,
            timeout=4,
            reconnect_timeout=4,  # a pool waits longer and longer; a server that is there again is to be found at once
            open=False,
            check=ConnectionPool.check_connection,
            name="etl-console",
        )
        self._joined = threading.local()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread asks of the database within is one transaction, for records of what a run does.

        Its commit does not wait for the disk: should the server's machine fail in that instant the record of a step is
        lost, never its order, and every commit of data after it waits for both.
        """
        if getattr(self._joined, "connection", None) is not None:
            yield
            return
        with self.transaction() as connection:
            connection.execute("SET LOCAL synchronous_commit = off")
            self._joined.connection = connection
            try:
                yield
            finally:
                self._joined.connection = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection in a transaction: committed at the end, rolled back on an error."""
        joined: Connection | None = getattr(self._joined, "connection", None)
        if joined is not None:
            with told():
                yield joined
            return
        with told(), self._opened().connection() as connection:
            yield connection

    def single(self, application: str = "etl-console") -> Connection:
        """A connection of one's own in autocommit; the caller closes it. Raises UnreachableError."""
        with told():
            return psycopg.connect(
                self.dsn, autocommit=True, row_factory=dict_row, application_name=application[:63],
                options="-c timezone=UTC", connect_timeout=15,
            )  # fmt: skip

    def _opened(self) -> ConnectionPool[Connection]:
        if self._pool.closed:
            probe = self.single()  # a pool waits in silence; this says at once what is wrong
            probe.close()
            self._pool.open()
        return self._pool

    def close(self) -> None:
        """Close the pool and its threads."""
        if not self._pool.closed:
            self._pool.close()


@contextmanager
def told() -> Iterator[None]:
    """Turn psycopg's errors into DatabaseError or UnreachableError, with what the server said."""
    try:
        yield
    except EtlError:
        raise
    except (psycopg.Error, PoolTimeout) as error:
        raise as_told(error) from error


def as_told(error: Exception) -> EtlError:
    """The error an operator reads for one of psycopg's; facts have the server's own words."""
    state = getattr(error, "sqlstate", None)
    diag = getattr(error, "diag", None)
    facts: dict[str, Any] = {"sqlstate": state}
    for ours, theirs in (
        ("message", "message_primary"), ("detail", "message_detail"), ("hint", "message_hint"), ("context", "context"),
    ):  # fmt: skip
        facts[ours] = getattr(diag, theirs, None) if diag else None
    facts["message"] = facts["message"] or str(error).strip()
    if state is None and isinstance(error, (psycopg.OperationalError, PoolTimeout)):
        is_pool = isinstance(error, PoolTimeout)
        lost = UnreachableError(
            "The database cannot be reached: it gives no connection."
            if is_pool else f"The database cannot be reached: {(facts['message'] or '?').splitlines()[0].rstrip('.')}.",
            "Check that PostgreSQL runs and that its address and password are right (etl-console db status).",
            **facts,
        )  # fmt: skip
        lost.transient = True
        return lost
    detail = f" ({facts['detail']})" if facts["detail"] else ""
    failed = DatabaseError(
        f"PostgreSQL: {facts['message']}{detail} [{state}]", facts["hint"] or _remedy(state), **facts
    )
    failed.transient = state is not None and (state[:2] in _TRANSIENT_CLASSES or state in _TRANSIENT_STATES)
    return failed


def _remedy(state: str | None) -> str:
    if state is None:
        return "Restart the batch."
    by_class = {
        "08": "Check the connection to the server, then restart the batch.",
        "22": "Correct the value or the column's format, then restart the batch.",
        "23": "The rows break a constraint of the target table: correct them or the table, then restart the batch.",
        "42": "The table, column, routine or permission does not fit: correct it, then restart the batch.",
        "53": "The server is out of room or connections: free some, then restart the batch.",
        "57": "The server ended the session: see that it runs, then restart the batch.",
    }
    return by_class.get(state[:2], "Repair the cause in the database, then restart the batch.")
