"""Retention: what is old enough is moved to ``archive`` or purged, class by class, after a dry run that counts it.

Only batches that are finished (SUCCESS or UNDONE) and not held lose anything. What was loaded, the batch, its files
with their ledgers and the figures of the overview are never purged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl_console.pipeline import layout
from etl_console.pipeline.ports import Retention
from etl_console.pipeline.storage import Storage
from etl_console.records import Client

DEFAULT_DAYS: Mapping[str, int] = {
    "raw_to_archive": 30, "raw": 90, "parquet": 90, "manifest": 90, "log": 90, "reject": 90, "event": 90,
}  # fmt: skip
"""Classes of things, and after how many days they go."""
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
    days = {**DEFAULT_DAYS, **retention.policies(client)}
    found = []
    for kept in DEFAULT_DAYS:
        over = retention.over(client, days[kept])
        if kept == "raw_to_archive":
            purged = retention.over(client, days["raw"])
            over = {batch: files for batch, files in over.items() if batch not in purged}
        if kept in _IN_DATABASE:
            things, size = retention.count(client, kept, list(over)) if over else (0, 0)
            found.append(Purge(kept, days[kept], things, size, tuple(over) if things else ()))
            continue
        paths = [(batch, p) for batch, files in over.items() for p in _paths(kept, client, batch, files, storage)]
        size = sum(storage.stat(p).st_size for _, p in paths)
        batches = tuple(dict.fromkeys(b for b, _ in paths))
        found.append(Purge(kept, days[kept], len(paths), size, batches, tuple(p for _, p in paths)))
    return tuple(found)


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
