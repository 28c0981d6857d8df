"""The schema ``tools``: versioned migrations by yoyo, then the repeatable routines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from etl_console.db.connect import Database, told
from etl_console.resources import sql_path

_LOCK = 0x45544C4D  # "ETLM": one migrator at a time


def migrate(database: Database) -> list[str]:
    """Bring the schema up to date; returns the migrations that were applied. Safe to call at every start."""
    from etl_console.db.yoyo_runner import apply

    with told(), database.single("etl-console migrate") as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.execute("CREATE SCHEMA IF NOT EXISTS tools")
        applied = apply(database.dsn)
        _run_files(connection, sorted(sql_path("routines").glob("*.sql")))
    return applied


def pending(database: Database) -> list[str]:
    """Migrations that are not applied yet."""
    with told(), database.single() as connection:
        row = connection.execute("SELECT to_regclass('tools._yoyo_migration') IS NULL AS fresh").fetchone()
        if row and row["fresh"]:
            return _names()
        done = connection.execute("SELECT migration_id FROM tools._yoyo_migration").fetchall()
    known = {r["migration_id"] for r in done}
    return [name for name in _names() if name not in known]


def _names() -> list[str]:
    return sorted(path.stem for path in sql_path("migrations").glob("*.sql"))


def _run_files(connection: psycopg.Connection[Any], files: Sequence[Path]) -> None:
    with connection.transaction():
        for file in files:
            connection.execute(sql.SQL(file.read_text(encoding="utf-8")))
