"""Retention: what is old enough is moved to ``archive`` or purged, class by class, after a dry run that counts it.

Only batches that are finished (SUCCESS or UNDONE) and not held lose anything. What was loaded, the batch, its files
with their ledgers and the figures of the overview are never purged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import UsageError
from etl_console.pipeline import layout
from etl_console.pipeline.ports import Retention, Store
from etl_console.pipeline.storage import Storage
from etl_console.records import Client

if TYPE_CHECKING:
    from etl_console.pipeline.service import Service

DEFAULT_DAYS: Mapping[str, int] = {
    "raw_to_archive": 30, "raw": 90, "parquet": 90, "manifest": 90, "log": 90, "reject": 90, "event": 90,
}  # fmt: skip
"""Classes of things, and after how many days they go."""
MOST_DAYS = 36_500
_IN_DATABASE = ("log", "reject", "event")


@dataclass(frozen=True, slots=True)
class Purge:
    """One class in a dry run: how many things and bytes would go, of which batches; ``paths`` of files."""

    kept: str
    days: int
    things: int
    bytes: int
    batches: tuple[str, ...]
    paths: tuple[Path, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The class as one JSON-ready object."""
        return {"class": self.kept, "days": self.days, "things": self.things, "bytes": self.bytes,
                "batches": list(self.batches)}  # fmt: skip


def dry_run(client: Client, retention: Retention, storage: Storage) -> tuple[Purge, ...]:
    """What would go now, by class; nothing is touched."""
    return tuple(_found(kept, client, retention, storage) for kept in DEFAULT_DAYS)


def _found(kept: str, client: Client, retention: Retention, storage: Storage) -> Purge:
    days = {**DEFAULT_DAYS, **retention.policies(client)}
    over = retention.over(client, days[kept])
    if kept == "raw_to_archive":
        purged = retention.over(client, days["raw"])
        over = {batch: files for batch, files in over.items() if batch not in purged}
    if kept in _IN_DATABASE:
        things, size = retention.count(client, kept, list(over)) if over else (0, 0)
        return Purge(kept, days[kept], things, size, tuple(over) if things else ())
    paths = [(batch, p) for batch, files in over.items() for p in _paths(kept, client, batch, files, storage)]
    size = sum(storage.stat(p).st_size for _, p in paths)
    batches = tuple(dict.fromkeys(b for b, _ in paths))
    return Purge(kept, days[kept], len(paths), size, batches, tuple(p for _, p in paths))


def _paths(kept: str, client: Client, batch: str, files: tuple[str, ...], storage: Storage) -> Iterator[Path]:
    where, schema = storage.layout, client.client_schema
    if kept == "manifest":
        candidates = [where.manifest(schema, f, batch) for f in layout.MANIFEST_FOLDERS]
    else:
        folders = {"raw_to_archive": ("success",), "raw": ("success", "archive"), "parquet": layout.DATA_FOLDERS}[kept]
        place, named = (where.data, layout.parquet_name) if kept == "parquet" else (where.raw, str)
        split = [f.partition("/") for f in files]
        candidates = [place(schema, source, f, named(name)) for source, _, name in split for f in folders]
    yield from (p for p in candidates if storage.find([p]))


def carry_out(client: Client, purge: Purge, retention: Retention, storage: Storage, who: str, host: str) -> None:
    """Do what a dry run said of one class; it can be repeated after any interruption."""
    if purge.kept == "raw_to_archive":
        for path in purge.paths:
            storage.move(path, path.parent.parent / "archive" / path.name)
    elif purge.kept in _IN_DATABASE:
        retention.purge(client, purge.kept, purge.batches)
    else:
        for path in purge.paths:
            storage.remove(path)
    if purge.things:
        retention.log(client, purge.kept, purge.things, purge.bytes, purge.batches, who, host)


class Upkeep:
    """What a client keeps: the days of each class of things, what they would take now, and what is held back from it."""

    def __init__(self, service: Service, store: Store, storage: Storage) -> None:
        self._service, self._storage = service, storage
        self._retention, self._locks = store.retention, store.locks

    def dry_run(self, client: str) -> tuple[Purge, ...]:
        """What retention would move or purge now, class by class; nothing is touched."""
        return dry_run(self._service.client(client), self._retention, self._storage)

    def set_days(self, client: str, kept: str, days: int) -> None:
        """Keep a class of things for so many days. Raises UsageError for an unknown class or a number out of range."""
        if kept not in DEFAULT_DAYS or not 1 <= days <= MOST_DAYS:
            raise UsageError(
                f"{kept}={days} is no retention.", f"Classes are {', '.join(DEFAULT_DAYS)}; days are 1 to 36500.",
                code="bad_retention",
            )  # fmt: skip
        self._retention.set_policy(self._service.client(client), kept, days)

    def purge(self, client: str, went: Callable[[Purge], None] = lambda _: None) -> tuple[Purge, ...]:
        """Move and purge what is old enough now, under the client's lock; ``went`` is told each class that is done.
        Returns what went."""
        who = self._service.client(client)
        done = []
        with self._locks.hold(who, self._service.who, self._service.host):
            for kept in DEFAULT_DAYS:  # looked at when its turn comes: a batch may have been held meanwhile
                purge = _found(kept, who, self._retention, self._storage)
                carry_out(who, purge, self._retention, self._storage, self._service.who, self._service.host)
                went(purge)
                done.append(purge)
        return tuple(done)

    def purges(self, client: str, limit: int = 100) -> list[dict[str, Any]]:
        """What was purged, newest first: purged_at, who, host, class, things, bytes, batches (how many)."""
        return self._retention.purges(self._service.client(client), limit)

    def hold(self, client: str, batch_id: str, reason: str) -> None:
        """Hold a batch back from every purge for a reason, which is kept. Raises UsageError for none such, and without a
        reason."""
        if not self._act(self._retention.hold, client, batch_id, reason):
            raise UsageError(
                f"{client} has no batch {batch_id}.", "Choose one from the list of batches (`batches`).",
                code="no_such_batch",
            )  # fmt: skip

    def release(self, client: str, batch_id: str, reason: str) -> None:
        """Let a held batch be purged again, for a reason, which is kept. Raises UsageError for one that is not held, and
        without a reason."""
        if not self._act(self._retention.release, client, batch_id, reason):
            raise UsageError(
                f"No batch {batch_id} of {client} is held.", "Look again: somebody may have released it.",
                code="batch_not_held",
            )  # fmt: skip

    def _act(self, act: Callable[[Client, str, str, str, str], bool], client: str, batch_id: str, reason: str) -> bool:
        if not reason.strip():
            raise UsageError(
                "Holding and releasing need a reason.",
                "Say why this batch is held, or released.",
                code="reason_missing",
            )
        config = self._service.config(client)
        return act(config.client, batch_id, reason.strip(), self._service.who, self._service.host)

    def holds(self, client: str) -> list[dict[str, Any]]:
        """The batches that are held back from every purge: batch_id, hold_reason, held_by, held_at."""
        return self._retention.holds(self._service.client(client))
