"""The schema registry: versions of what really arrived, what changed between them, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb

from etl_console.db.connect import Database, queries
from etl_console.records import Client, ColumnSeen, DriftItem, DriftSpread, Run, SchemaVersion


class PgDrift:
    """Keeps versions and differences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _do(self, query: str, client: Client, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as connection:
            cursor = connection.execute(queries("drift")[query], {"client_id": client.client_id, **values})
            return cursor.fetchall() if cursor.description else []

    def versions(self, client: Client, logical: str, hold: bool = False) -> list[SchemaVersion]:
        """The versions of a logical source file, newest first; ``hold``: no other writer until the transaction ends."""
        if hold:
            self._do("hold_file", client, logical=logical)
        return [_version(r) for r in self._do("versions", client, logical=logical)]

    def add_version(self, run: Run, logical: str, columns: Sequence[ColumnSeen], agreed: bool) -> int:
        """Add the next version and return its number."""
        rows = self._do(
            "add_version", run.client, logical=logical, batch_id=run.batch_id, agreed=agreed, **_written(columns)
        )
        return int(rows[0]["version"])

    def refine(self, client: Client, logical: str, version: int, columns: Sequence[ColumnSeen]) -> None:
        """Write what was not known of a version's columns yet."""
        self._do("refine", client, logical=logical, version=version, **_written(columns))

    def version_of(self, run: Run, physical: str) -> int | None:
        """The version that a file was converted to; None when it was not, or before there were versions."""
        rows = self._do("version_of", run.client, batch_id=run.batch_id, physical=physical)
        return rows[0]["schema_version"] if rows else None

    def agree(self, client: Client, logical: str, version: int, who: str) -> None:
        """Let files of a version through from now on; what comes is compared with it."""
        self._do("agree", client, logical=logical, version=version, who=who)

    def found(self, run: Run, logical: str, physical: str, items: Sequence[DriftItem], version: int) -> None:
        """Put on record what is different in a version now; what is not in ``items`` any more is settled."""
        self.settle(run.client, logical, version, items)
        for item in items:
            self._do(
                "find", run.client, logical=logical, version=version, baseline=item.baseline, kind=item.kind,
                column=item.column_name, was=item.was_name, policy=item.policy, status=item.status,
                evidence=Jsonb(dict(item.evidence)), batch_id=run.batch_id, physical=physical,
            )  # fmt: skip

    def settle(self, client: Client, logical: str, version: int, items: Sequence[DriftItem]) -> None:
        """Open differences of a version that are not among ``items`` are there no more."""
        keep = [f"{i.kind} {i.column_name}" for i in items]
        self._do("settle", client, logical=logical, version=version, keep=keep)

    def left(self, run: Run, logical: str, physical: str, version: int) -> None:
        """A file has come with other columns than those of a version: what nobody else waits for there is settled."""
        given = {"logical": logical, "version": version, "batch_id": run.batch_id, "physical": physical}
        self._do("leave", run.client, **given)

    def decided(self, client: Client, logical: str, version: int) -> list[tuple[str, str]]:
        """Kind and column of the differences of a version that were decided and not refused."""
        return [(r["kind"], r["column_name"]) for r in self._do("decided", client, logical=logical, version=version)]

    def decide(self, client: Client, drift_id: int, decision: str, target: str | None, reason: str, who: str) -> bool:
        """Put a decision on record; False when the difference is not open any more."""
        return bool(
            self._do("decide", client, drift_id=drift_id, decision=decision, target=target, reason=reason, who=who)
        )

    def waits(self, client: Client) -> list[dict[str, Any]]:
        """The changes that files wait for: logical_source_file, column_name, was_name."""
        return self._do("waits", client)

    def items(self, client: Client, limit: int = 500) -> list[DriftItem]:
        """The differences of a client: those that wait, those noted, then those decided, newest first."""
        return [DriftItem(**r) for r in self._do("items", client, limit=limit)]

    def waiting(self, client: Client, logical: str | None = None, version: int | None = None) -> list[dict[str, Any]]:
        """Files that failed over a mapping that their version changed: batch_id, physical_file_name,
        logical_source_file, version and whether it is agreed on now (``agreed``); of one version, or of all."""
        return self._do("waiting", client, logical=logical, version=version)

    def spread(self, client: Client, logical: str, version: int, column: str) -> DriftSpread:
        """In the newest batch with files of a version: those files, and how many of other versions have a column."""
        rows = self._do("spread", client, logical=logical, version=version, column=column)
        return DriftSpread(rows[0]["batch_id"], tuple(rows[0]["files"]), rows[0]["others"]) if rows else DriftSpread()


def _version(row: Mapping[str, Any]) -> SchemaVersion:
    known = {p["name"]: p for p in row["profile"]}
    columns = tuple(
        ColumnSeen(
            c["name"], c["type"], c.get("kind", ""), known.get(c["name"], {}).get("fill", 1.0),
            tuple(known.get(c["name"], {}).get("samples", ())), tuple(known.get(c["name"], {}).get("shapes", ())),
        )
        for c in row["columns"]
    )  # fmt: skip
    return SchemaVersion(
        row["version"], columns, row["first_batch_id"], row["first_seen_at"], row["agreed_at"], row["agreed_by"]
    )


def _written(columns: Sequence[ColumnSeen]) -> dict[str, Jsonb]:
    return {
        "columns": Jsonb([{"name": c.name, "type": c.type, "kind": c.kind} for c in columns]),
        "profile": Jsonb(
            [
                {"name": c.name, "fill": round(c.fill, 4), "samples": list(c.samples), "shapes": list(c.shapes)}
                for c in columns
            ]
        ),
    }
