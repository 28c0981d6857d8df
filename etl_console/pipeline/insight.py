"""What the window asks beyond one batch: figures, needs, files as disk and audit see them, logs, the handover."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import StorageError
from etl_console.pipeline import layout
from etl_console.pipeline.plan import Plan, match_all
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import Client, ClientConfig, LogFilter

if TYPE_CHECKING:  # schedules are read only where there are some
    from etl_console.pipeline.schedules import Due

SIGNATURE_DAYS = 30
"""Days that are grouped where no period is asked for."""
LOG_PAGE = 200
"""Lines of one page of the time line."""
_HASHED_AT_ONCE = 256 << 20
"""Bytes of waiting files that one look reads; what is left is known at the next."""
_YOUNG, _SMALL = 5.0, 1 << 20
"""A file that was written within so many seconds is not read yet when it is larger than so many bytes: it may grow."""
_HASHED_TO_LOOK = 64 << 20
"""Bytes of a waiting file that is read to know whether its content was loaded before; of a larger one the plan tells."""

_NEWEST = 500
"""Files of the newest batches that must be found in the folders."""
_LEAST = 0.03
"""Seconds that a stage takes even for the smallest file."""
_FURTHEST = 20
"""How many times as large as the largest before a file may be for an expectation."""

_QUESTIONS = ("per_day", "stages", "durations", "freshness", "lateness")


def expected(usual: Mapping[str, Any], size: int) -> float | None:
    """Seconds that a stage is expected to take for a file of ``size`` bytes by its history (``Insight.usual``): by the line
    through runs of different sizes, else as its median in proportion. None where the file is so much larger than any
    before that its history says nothing."""
    if usual["bytes"] and size > _FURTHEST * usual["most_bytes"]:
        return None
    if usual["per_byte"] and usual["per_byte"] > 0:
        by_history = max(0.0, usual["at_least"]) + usual["per_byte"] * size
    else:
        by_history = usual["seconds"] * (size / usual["bytes"] if usual["bytes"] else 1.0)
    return float(max(by_history, min(usual["seconds"], _LEAST)))


@dataclass(frozen=True, slots=True)
class Figures:
    """The overview's figures of one client (or all) and period; rows as the questions of ``insight.sql`` give them."""

    since: datetime
    until: datetime
    per_day: Sequence[Mapping[str, Any]]
    stages: Sequence[Mapping[str, Any]]
    durations: Sequence[Mapping[str, Any]]
    freshness: Sequence[Mapping[str, Any]]
    lateness: Sequence[Mapping[str, Any]]
    before: Sequence[Mapping[str, Any]] = ()
    """``per_day`` of the period of the same length before."""
    late_before: Sequence[Mapping[str, Any]] = ()
    """``lateness`` of that period."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs the operator. ``kind``: failed, cancelled, broken (recorded as running, and nobody runs it),
    running, waiting, held, unrecognised, drift, late,
    correction (waits under a claimed name for the restart of its batch); no_client where there is none yet."""

    kind: str
    client: str
    batch_id: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileCard:
    """One file in a folder, as disk and audit see it. ``finding`` is the code of a difference between them, empty for
    none: ``stray_file`` (claimed name that no batch knows), ``wrong_folder`` (lies elsewhere than its status says),
    ``raw_missing`` (the audit has it, no folder does), ``unrecognised_file``, ``still_arriving``, ``loaded_before`` (waits
    with a content that the batch ``seen_in`` has loaded). ``path`` is where it lies, None for one that is missing."""

    source_system: str
    folder: str
    name: str
    size: int = 0
    modified: float = 0.0
    logical_source_file: str = ""
    finding: str = ""
    audit: Mapping[str, Any] = field(default_factory=dict)
    path: Path | None = None
    seen_in: str = ""

    @property
    def is_correction(self) -> bool:
        """True for a file that waits under a claimed name: what the audit knows is of the one whose place it takes."""
        return self.folder == "incoming" and bool(self.audit)


class Insight:
    """Questions that change nothing. Methods may be called from any thread."""

    def __init__(self, store: Store, storage: Storage, late: Callable[[Client], Sequence[Due]]) -> None:
        self._store = store
        self._storage = storage
        self._late = late

    # Figures -----------------------------------------------------------------------------------------------------

    def figures(self, client: str, days: int, zone: str = "UTC", until: datetime | None = None) -> Figures:
        """Figures of the last ``days`` days; ``client`` empty for all; ``zone`` is an IANA name for what a day is."""
        chosen = self._store.clients.client(client) if client else None
        end = until or datetime.now(UTC)
        since = end - timedelta(days=days)
        ask = self._store.insight.figures
        rows = {n: ask(n, chosen, since, end, zone) for n in _QUESTIONS}
        before, late_before = (
            ask(n, chosen, since - timedelta(days=days), since, zone) for n in ("per_day", "lateness")
        )
        return Figures(since, end, **rows, before=before, late_before=late_before)

    def needs(self, client: str = "") -> list[Need]:
        """What needs the operator, the most urgent first: what failed, which changed columns wait for a decision, what
        is late, what was cut short, what waits, what runs."""
        clients = [c for c in self._store.clients.all() if not client or c.client_schema == client]
        chosen = clients[0] if client and clients else None
        if not clients and not client:
            return [Need("no_client", "")]
        found = self._not_green(chosen)
        by_name = {c.client_schema: c for c in clients}
        left = {
            (n.client, n.batch_id, n.facts["started_at"]) for n in found
            if n.kind == "running" and n.client in by_name and self._store.locks.holder(by_name[n.client]) is None
        }  # fmt: skip
        if left:  # what ended or began while this was looked at is not broken
            found = [
                replace(n, kind="broken") if (n.client, n.batch_id, n.facts["started_at"]) in left and n.kind == "running"
                else n for n in self._not_green(chosen)
            ]  # fmt: skip
        running = {n.client for n in found if n.kind in ("running", "broken")}
        for one in clients:
            config = self._store.clients.config(one.client_schema)
            for due in self._late(one):
                facts = {"files": list(due.missing), "name": due.schedule.name, "due": due.due}
                found.append(Need("late", one.client_schema, "", facts))
            is_running = one.client_schema in running
            waiting, held, strange, corrections = self._incoming(config, is_running=is_running)
            for batch_id, files in corrections.items():
                found.append(Need("correction", one.client_schema, batch_id, {"files": files}))
            if waiting:
                found.append(Need("waiting", one.client_schema, "", {"files": waiting}))
            if held:
                found.append(Need("held", one.client_schema, "", {"files": held}))
            if strange:
                found.append(Need("unrecognised", one.client_schema, "", {"files": strange}))
            if changed := self._store.drift.waits(one):
                told = [f"{r['logical_source_file']}: {r['was_name'] or r['column_name']}" for r in changed]
                found.append(Need("drift", one.client_schema, "", {"files": told}))
        order = (
            "broken", "failed", "drift", "late", "correction", "unrecognised", "cancelled", "held", "waiting", "running",
        )  # fmt: skip
        return sorted(found, key=lambda n: order.index(n.kind))

    def _not_green(self, chosen: Client | None) -> list[Need]:
        """The batches that are not green, as the record has them."""
        kinds, now = {"FAILED": "failed", "CANCELLED": "cancelled", "RUNNING": "running"}, datetime.now(UTC)
        rows = self._store.insight.figures("attention", chosen, now, now, "UTC")
        return [Need(kinds[r["status"]], r["client_schema"], r["batch_id"], r) for r in rows]

    def changes(self, client: str, since: datetime) -> list[dict[str, Any]]:
        """Changes of the configuration since then: ``client_schema``, ``table_name``, ``changed_by``, ``reason``, ``at`` and
        ``times``; ``client`` empty for all."""
        chosen = self._store.clients.client(client) if client else None
        return self._store.insight.figures("changes", chosen, since, datetime.now(UTC), "UTC")

    def decided(self, client: str, since: datetime) -> list[dict[str, Any]]:
        """What was decided about rejected rows since then and stands: ``client_schema``, ``batch_id``, ``kind``, ``who``,
        ``times``, ``rows`` and ``at``; ``client`` empty for all."""
        chosen = self._store.clients.client(client) if client else None
        return self._store.insight.figures("decided", chosen, since, datetime.now(UTC), "UTC")

    def kept(self, client: str, since: datetime) -> list[dict[str, Any]]:
        """What was held, released and purged since then, newest first: ``client_schema``, ``act`` (hold, release, purge),
        ``batch_id``, ``reason`` (of a purge its class), ``things``, ``bytes``, ``who`` and ``at``; ``client`` empty for all."""
        chosen = self._store.clients.client(client) if client else None
        return self._store.insight.figures("kept", chosen, since, datetime.now(UTC), "UTC")

    def _incoming(
        self, config: ClientConfig, *, is_running: bool
    ) -> tuple[list[str], list[str], list[str], dict[str, list[str]]]:
        """The files in ``incoming`` that wait, that hold what was loaded before, that are not recognised, and those that
        wait under a claimed name, by batch; without those that a running batch is about to move."""
        waiting: list[Path] = []
        strange: list[Path] = []
        claimed: dict[str, Path] = {}
        for source in config.sources:
            place = self._storage.layout.raw(config.client.client_schema, source, "incoming")
            for name in self._storage.folder_names(place):
                if layout.is_unfinished_name(name):
                    continue
                if layout.batch_of(name):
                    claimed[name] = place / name
                    continue
                fits = not layout.unusable(name) and match_all(config, source, name)
                (waiting if fits else strange).append(place / name)
        if is_running and waiting:
            names = {(p.parent.parent.name, p.name) for p in waiting}
            known = self._store.insight.expected_files(config.client, _NEWEST + len(waiting))
            on_the_way = self._on_the_way(
                config.client, [r for r in known if (r["source_system"], r["original_file_name"]) in names]
            )
            waiting = [p for p in waiting if (p.parent.parent.name, p.name) not in on_the_way and p.exists()]
        before = self._loaded_before(config.client, waiting)
        corrections: dict[str, list[str]] = {}
        for row in self._store.insight.files_seen(config.client, list(claimed)) if claimed else ():
            corrections.setdefault(row["batch_id"], []).append(_said(claimed.pop(row["physical_file_name"])))
        strange += claimed.values()
        parts = [p for p in waiting if p not in before], list(before), strange
        said = [[_said(p) for p in part] for part in parts]
        return said[0], said[1], said[2], corrections

    def _on_the_way(self, client: Client, known: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
        """Source system and name of the files in ``incoming`` that a batch claimed which runs now and has not moved yet."""
        running = [r for r in known if r["is_running"]]
        place = self._storage.layout.raw  # of a folder, not of each file: it follows every link on the way
        folders = {
            s: [place(client.client_schema, s, f) for f in layout.RAW_FOLDERS] for s in {r["source_system"] for r in running}
        }  # fmt: skip
        return {
            (r["source_system"], r["original_file_name"]) for r in running
            if self._storage.find(folder / r["physical_file_name"] for folder in folders[r["source_system"]]) is None
        }  # fmt: skip

    def _loaded_before(self, client: Client, paths: Sequence[Path]) -> dict[Path, str]:
        """The files whose content a batch has loaded, with that batch, as far as their hashes are at hand."""
        hashes: dict[Path, str] = {}
        left = _HASHED_AT_ONCE
        for path in paths:
            with contextlib.suppress(StorageError, OSError):  # moved on meanwhile
                seen = path.stat()
                is_young = abs(time.time() - seen.st_mtime) < _YOUNG
                most = 0 if is_young and seen.st_size > _SMALL else min(_HASHED_TO_LOOK, left)
                if found := self._storage.hash_at_hand(path, most):
                    hashes[path] = found
                    left -= seen.st_size
        before = self._store.batches.loaded_before(client, sorted(set(hashes.values()))) if hashes else {}
        return {path: before[found] for path, found in hashes.items() if found in before}

    def usual(
        self, plan_or_batch: Plan | tuple[str, str, Sequence[str], Sequence[str]]
    ) -> dict[tuple[str, str], dict[str, Any]]:
        """What a stage usually takes, by (stage, logical file or step): ``seconds``, ``rows``, ``bytes``, ``runs``,
        and for files what ``expected`` needs."""
        if isinstance(plan_or_batch, Plan):
            client = plan_or_batch.config.client
            batch = plan_or_batch.batch_id
            files = [f.state.logical_source_file for f in plan_or_batch.files]
            steps = [s.name for s in plan_or_batch.steps]
        else:
            schema, batch, files, steps = (
                plan_or_batch[0],
                plan_or_batch[1],
                list(plan_or_batch[2]),
                list(plan_or_batch[3]),
            )
            client = self._store.clients.client(schema)
        return {(r["stage"], r["subject"]): r for r in self._store.insight.usual(client, batch, files, steps)}

    # Files -------------------------------------------------------------------------------------------------------

    def files(self, client: str, expected: int = _NEWEST) -> list[FileCard]:
        """Every raw file of a client as disk and audit see it; the newest ``expected`` of the audit must be found. What a
        batch claimed that runs now is on its way: it is no finding, wherever it lies."""
        config = self._store.clients.config(client)
        known = self._store.insight.expected_files(config.client, expected)  # before the disk: known first, then moved
        cards: list[FileCard] = []
        for source in config.sources:
            for folder in layout.RAW_FOLDERS:
                place = self._storage.layout.raw(client, source, folder)
                for name in self._storage.folder_names(place):
                    try:
                        seen = (place / name).stat()
                    except OSError:
                        continue  # moved on meanwhile
                    cards.append(
                        FileCard(source, folder, layout.sayable(name), seen.st_size, seen.st_mtime, path=place / name)
                    )
        cards = _where_they_lie_now(cards)
        records = {
            r["physical_file_name"]: r for r in self._store.insight.files_seen(config.client, [c.name for c in cards])
        }
        there = {c.name for c in cards}
        claimed = self._on_the_way(config.client, [r for r in known if r["physical_file_name"] not in there])
        told = [_told(c, config, records.get(c.name)) for c in cards]
        waiting = [c for c in told if c.folder == "incoming" and not c.finding and not c.audit]
        before = self._loaded_before(
            config.client, [c.path for c in waiting if c.path and (c.source_system, c.name) not in claimed]
        )
        told = [
            replace(c, finding="loaded_before", seen_in=before[c.path]) if c.path in before else c for c in told
        ]  # fmt: skip
        for r in known:
            name = r["physical_file_name"]
            places = (self._storage.layout.raw(client, r["source_system"], f, name) for f in layout.RAW_FOLDERS)
            if name not in there and not r["is_running"] and self._storage.find(places) is None:
                told.append(
                    FileCard(r["source_system"], "", name, 0, 0.0, r["logical_source_file"], "raw_missing", r)
                )  # fmt: skip
        return told

    def understood(self, client: str, batch_id: str, name: str) -> dict[str, Any]:
        """What was understood of one physical file of a batch, each thing with its reason; empty where it was not read."""
        return self._store.insight.understood(self._store.clients.client(client), batch_id, name)

    def recent_files(self, client: str, batches: Sequence[str]) -> list[dict[str, Any]]:
        """What became of each logical file in these batches: ``logical_source_file``, ``batch_id``, ``statuses``, ``files``
        and the rows ``read``, ``loaded`` and ``held``."""
        return self._store.insight.recent_files(self._store.clients.client(client), batches)

    # Logs --------------------------------------------------------------------------------------------------------

    def timeline(
        self, wanted: LogFilter, before: tuple[datetime, str, int] | None = None, limit: int = LOG_PAGE
    ) -> list[dict[str, Any]]:
        """One page of everything that was logged, newest first: ``at``, ``source``, ``id`` (its key), ``client_schema``,
        ``batch_id``, ``subject``, ``what``, ``level``, ``code``, ``text``, ``remedy``, ``server``, ``who``, ``host`` …"""
        return self._store.insight.timeline(wanted, before, limit)

    def signatures(self, wanted: LogFilter, days: int = SIGNATURE_DAYS) -> list[dict[str, Any]]:
        """Errors and warnings of the last days grouped by what they say."""
        return self._store.insight.signatures(wanted, wanted.since or datetime.now(UTC) - timedelta(days=days))

    def first_error(self, client: str, batch_id: str) -> Mapping[str, Any] | None:
        """``id`` and ``at`` of the first error of a batch, or None."""
        return self._store.insight.first_error(client, batch_id)


def _said(path: Path) -> str:
    """A file in a folder of its source system, as it is told."""
    return f"{path.parent.parent.name}/{layout.sayable(path.name)}"


def _where_they_lie_now(cards: Sequence[FileCard]) -> list[FileCard]:
    """Without those that moved on while the folders were listed: they were seen where they lie now, too."""
    times = Counter((c.source_system, c.name) for c in cards)
    return [
        c for c in cards
        if (c.folder != "incoming" and times[c.source_system, c.name] == 1) or c.path is None or c.path.exists()
    ]  # fmt: skip


def _told(card: FileCard, config: ClientConfig, record: Mapping[str, Any] | None) -> FileCard:
    """The card with its logical file and what differs between disk and audit."""
    fits = match_all(config, card.source_system, card.name)
    logical = record["logical_source_file"] if record else fits[0].logical_source_file if fits else ""
    finding = ""
    if card.folder == "incoming" and layout.unusable(card.name):
        finding = "unrecognised_file"
    elif layout.is_unfinished_name(card.name):
        finding = "still_arriving"
    elif record is not None:
        failed = record["convert_status"] == "FAILED"
        good = ("failed", "success") if failed else ("success", "archive")
        finding = "" if card.folder in good or card.folder == "incoming" or record["is_running"] else "wrong_folder"
    elif layout.batch_of(card.name):
        replaced = card.folder == "archive" and ".replaced-" in card.name
        finding = "" if replaced else "stray_file"
    elif card.folder == "incoming":
        finding = "" if fits else "unrecognised_file"
    elif ".replaced-" not in card.name:
        finding = "stray_file"
    return replace(card, logical_source_file=logical, finding=finding, audit=dict(record or {}))
