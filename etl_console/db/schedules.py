"""Schedules of a client, and what became of each time that its files were due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from etl_console.db.connect import Database, queries
from etl_console.records import Client, Schedule


class PgSchedules:
    """Keeps schedules and their log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _do(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as connection:
            cursor = connection.execute(queries("schedules")[query], values)
            return cursor.fetchall() if cursor.description else []

    def all(self, client: Client) -> list[Schedule]:
        """The schedules of a client, by name."""
        return [
            Schedule(**{**r, "expected": tuple(r["expected"])}) for r in self._do("all", client_id=client.client_id)
        ]

    def save(self, client: Client, schedule: Schedule, who: str) -> None:
        """Add a schedule, or change the one of that name."""
        self._do(
            "save", client_id=client.client_id, name=schedule.name, source_system=schedule.source_system,
            cron=schedule.cron, zone=schedule.zone, expected=list(schedule.expected), starts=schedule.starts,
            is_active=schedule.is_active, who=who,
        )  # fmt: skip

    def drop(self, client: Client, name: str) -> bool:
        """Remove a schedule; False when there is none of that name."""
        return bool(self._do("drop", client_id=client.client_id, name=name))

    def logged(self, client: Client, name: str, due: datetime) -> dict[str, Any] | None:
        """What became of one time that the files were due: due_at, status, missing, batch_id, late_since; or None."""
        rows = self._do("logged", client_id=client.client_id, name=name, due_at=due)
        return rows[0] if rows else None

    def log(
        self, client: Client, name: str, due: datetime, status: str, missing: tuple[str, ...], batch_id: str | None,
        who: str, host: str,
    ) -> None:  # fmt: skip
        """Put on record that a batch was started (STARTED), that the set was there without one (ARRIVED) or that files are
        missing (LATE)."""
        self._do(
            "log", client_id=client.client_id, name=name, due_at=due, status=status, missing=list(missing),
            batch_id=batch_id, who=who, host=host,
        )  # fmt: skip

    def history(self, client: Client, limit: int = 100) -> list[dict[str, Any]]:
        """What became of the last times, newest first."""
        return self._do("history", client_id=client.client_id, limit=limit)

    def claims_since(self, client: Client, source_system: str, since: datetime) -> list[tuple[str, str]]:
        """Logical source file and batch id of what batches have claimed of a source system since then, by batch."""
        rows = self._do("claims_since", client_id=client.client_id, source_system=source_system, since=since)
        return [(r["logical_source_file"], r["batch_id"]) for r in rows]
