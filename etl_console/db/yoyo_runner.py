"""Applies versioned migrations by yoyo; imported only where there are some to apply, as it takes its time."""

from __future__ import annotations

from typing import Any

import psycopg
from yoyo import read_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri

from etl_console.resources import sql_path


class _Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's own bookkeeping lies in ``tools`` too; the connection is made from any libpq connection string."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        super().__init__(parse_uri("postgresql+psycopg:///"), "_yoyo_migration")

    def copy(self) -> _Backend:
        return _Backend(self._dsn)

    def connect(self, dburi: Any) -> psycopg.Connection[tuple[Any, ...]]:
        self.schema = "tools"
        return psycopg.connect(self._dsn, autocommit=True, options="-c search_path=tools")


def apply(dsn: str) -> list[str]:
    """Apply what is not applied yet to the database of ``dsn``; the names of what was."""
    backend = _Backend(dsn)
    try:
        backend.init_database()
        backend.break_lock()  # ours is the advisory lock, which dies with its session; yoyo's would stay after a kill
        to_apply = backend.to_apply(read_migrations(str(sql_path("migrations"))))
        names = [m.id for m in to_apply]
        if names:
            with backend.lock():
                backend.apply_migrations(to_apply)
        return names
    finally:
        backend.connection.close()
