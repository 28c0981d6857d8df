"""What is kept how long, which batches are over and not held, and the purge of what the database keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl_console.db.connect import Database, queries
from etl_console.records import Client

_PAGE = 50
"""Batches purged in one transaction."""
_PARTITIONED = {"reject": "rejected_row", "event": "run_event"}


class PgRetention:
    """Policies, legal holds and purges of a client."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _do(self, name: str, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as connection:
            cursor = connection.execute(queries("retention")[name], values)
            return cursor.fetchall() if cursor.description else []

    def policies(self, client: Client) -> dict[str, int]:
        """Class -> days, of the classes that the client has set."""
        return {r["class"]: r["days"] for r in self._do("policies", client_id=client.client_id)}

    def set_policy(self, client: Client, kept: str, days: int) -> None:
        """Keep a class for so many days."""
        self._do("set_policy", client_id=client.client_id, **{"class": kept, "days": days})

    def over(self, client: Client, days: int) -> dict[str, tuple[str, ...]]:
        """Batch -> its files as ``source/physical``, of the finished batches that ended so long ago and are not held."""
        rows = self._do("over", client_id=client.client_id, days=days)
        return {r["batch_id"]: tuple(r["files"] or ()) for r in rows}

    def hold(self, client: Client, batch_id: str, reason: str, who: str, host: str) -> bool:
        """Hold a batch back from every purge; False when there is no such batch."""
        return bool(self._do("hold", client_id=client.client_id, batch_id=batch_id, reason=reason, who=who, host=host))

    def release(self, client: Client, batch_id: str, reason: str, who: str, host: str) -> bool:
        """Let a held batch be purged again; False when no such batch is held."""
        return bool(
            self._do("release", client_id=client.client_id, batch_id=batch_id, reason=reason, who=who, host=host)
        )

    def holds(self, client: Client) -> list[dict[str, Any]]:
        """The batches that are held: batch_id, hold_reason, held_by, held_at."""
        return self._do("holds", client_id=client.client_id)

    def count(self, client: Client, kept: str, batches: Sequence[str]) -> tuple[int, int]:
        """(rows, bytes) that the database keeps of some batches in the class log, reject or event."""
        row = self._do(f"count_{kept}", client_id=client.client_id, batches=list(batches))[0]
        return int(row["things"]), int(row["bytes"])

    def purge(self, client: Client, kept: str, batches: Sequence[str]) -> None:
        """Delete what the database keeps of some batches in the class log, reject or event: with its partition where that
        holds nothing else, the rest some batches at a time."""
        if kept in _PARTITIONED and batches:
            table = _PARTITIONED[kept]
            self._do("drop_partitions", table=table, client_id=client.client_id, batches=list(batches))
        for start in range(0, len(batches), _PAGE):
            self._do(f"purge_{kept}", client_id=client.client_id, batches=list(batches[start : start + _PAGE]))

    def log(
        self, client: Client, kept: str, things: int, size: int, batches: Sequence[str], who: str, host: str
    ) -> None:
        """Put a purge on record."""
        values = {"class": kept, "things": things, "bytes": size, "batches": list(batches), "who": who, "host": host}
        self._do("log_purge", client_id=client.client_id, **values)

    def purges(self, client: Client, limit: int) -> list[dict[str, Any]]:
        """What was purged, newest first: purged_at, who, host, class, things, bytes, batches (how many)."""
        return self._do("purges", client_id=client.client_id, limit=limit)
