"""The schema ``tools``: versioned migrations by yoyo, then the repeatable routines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from yoyo import read_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri

from etl_console.db.connect import Database, told
from etl_console.resources import sql_path

_LOCK = 0x45544C4D  # "ETLM": one migrator at a time


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


def migrate(database: Database) -> list[str]:
    """Bring the schema up to date; returns the migrations that were applied. Safe to call at every start."""
    with told(), database.single("etl-console migrate") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.execute("CREATE SCHEMA IF NOT EXISTS tools")
        applied = _apply(database.dsn)
        _run_files(connection, sorted(sql_path("routines").glob("*.sql")))
    return applied


def pending(database: Database) -> list[str]:
    """Migrations that are not applied yet."""
    with told(), database.single() as connection:
        row = connection.execute("SELECT to_regclass('tools._yoyo_migration') IS NULL AS fresh").fetchone()
        if row and row["fresh"]:
            return [m.id for m in _migrations()]
        done = connection.execute("SELECT migration_id FROM tools._yoyo_migration").fetchall()
    known = {r["migration_id"] for r in done}
    return [m.id for m in _migrations() if m.id not in known]


def _migrations() -> Any:
    return read_migrations(str(sql_path("migrations")))


def _apply(dsn: str) -> list[str]:
    backend = _Backend(dsn)
    try:
        backend.init_database()
        backend.break_lock()  # ours is the advisory lock, which dies with its session; yoyo's would stay after a kill
        to_apply = backend.to_apply(_migrations())
        names = [m.id for m in to_apply]
        if names:
            with backend.lock():
                backend.apply_migrations(to_apply)
        return names
    finally:
        backend.connection.close()


def _run_files(connection: psycopg.Connection[Any], files: Sequence[Path]) -> None:
    with connection.transaction():
        for file in files:
            connection.execute(sql.SQL(file.read_text(encoding="utf-8")))
