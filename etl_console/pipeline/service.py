"""The one door: what window, command line and orchestrator may ask of the engine."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline import events, layout, manifest, report
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.health import Health
from etl_console.pipeline.insight import Insight
from etl_console.pipeline.plan import Found, Place, Plan, match, match_all, plan_again, plan_start, whole_name
from etl_console.pipeline.ports import Store
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.pipeline.storage import IncomingFile, Storage
from etl_console.pipeline.values import Format
from etl_console.records import (
    BatchState,
    Client,
    ClientConfig,
    FileConfig,
    FileState,
    Job,
    Mode,
    Problem,
    Run,
    Stage,
)

if TYPE_CHECKING:  # with them come pyarrow and duckdb: imported by what needs them, so that a plan is there at once
    from etl_console.pipeline.configuration import Configuration
    from etl_console.pipeline.drift_inbox import DriftInbox
    from etl_console.pipeline.mapping import Mappings
    from etl_console.pipeline.preflight import Look
    from etl_console.pipeline.retention import Upkeep
    from etl_console.pipeline.runner import Runner
    from etl_console.pipeline.schedules import Schedules
    from etl_console.pipeline.triage import Triage
    from etl_console.pipeline.undo import UndoPlan


@dataclass(frozen=True, slots=True)
class FolderCount:
    """How many files lie in the raw folders of one source system of a client."""

    client: str
    source_system: str
    counts: Mapping[str, int]


RunApart = Callable[[Plan, CancelToken], dict[str, Any]]
"""Runs a plan elsewhere than in this process, until it is over."""


class Service:
    """Everything an operator can do, the same from the window and the command line.

    Methods are synchronous and may be called from any thread. Errors are EtlError with cause and remedy.
    """

    def __init__(self, store: Store, storage: Storage, workers: int = 2, apart: RunApart | None = None) -> None:
        self._store = store
        self._apart = apart
        self._storage = storage
        self._workers = workers
        self.insight = Insight(store, storage)
        self.health = Health(store, storage)
        self.who = getpass.getuser()
        self.host = socket.gethostname()

    @cached_property
    def triage(self) -> Triage:
        """What an operator asks and decides about rejected rows."""
        from etl_console.pipeline.triage import Triage

        return Triage(self, self._store, self._storage)

    @cached_property
    def mapping(self) -> Mappings:
        """Suggestions for mappings, and trying one before it is saved."""
        from etl_console.pipeline.mapping import Mappings

        return Mappings(self, self._store, self._storage)

    @cached_property
    def configuration(self) -> Configuration:
        """Staged edits of a client's configuration, their difference, checks and history."""
        from etl_console.pipeline.configuration import Configuration

        return Configuration(self, self._store)

    @cached_property
    def drift(self) -> DriftInbox:
        """What changed in arriving files and waits for a decision."""
        from etl_console.pipeline.drift_inbox import DriftInbox

        return DriftInbox(self, self._store)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Retention: its days, dry run, purge and legal holds."""
        from etl_console.pipeline.retention import Upkeep

        return Upkeep(self, self._store, self._storage)

    @cached_property
    def schedules(self) -> Schedules:
        """When files are due, and how complete their sets are."""
        from etl_console.pipeline.schedules import Schedules

        return Schedules(self, self._store, self._storage)

    # Clients -----------------------------------------------------------------------------------------------------

    def clients(self) -> list[Client]:
        """All clients, by name."""
        return self._store.clients.all()

    def config(self, client: str) -> ClientConfig:
        """Everything configured for a client. Raises ConfigurationError when there is no such client."""
        return self._store.clients.config(client)

    def add_client(self, client: str, name: str, config: Mapping[str, Any] | None = None) -> Client:
        """Create a client: record, bronze, silver and gold schemas, configuration and folders, in one act."""
        added = self._store.clients.add(client, name, config, self.who)
        self._storage.make_folders(client, self.sources(client))
        return added

    def sources(self, client: str) -> list[str]:
        """The source systems of a client."""
        return sorted({f.source_system for f in self.config(client).files})

    def import_config(self, client: str, config: Mapping[str, Any], reason: str = "") -> None:
        """Replace a client's configuration by ``config`` (the form ``export_config`` gives) and make its folders."""
        self._store.clients.import_config(client, config, self.who, reason)
        self._storage.make_folders(client, self.sources(client))

    def made_folders(self, client: str) -> None:
        """Make the folders that a client's configuration asks for."""
        self._storage.make_folders(client, self.sources(client))

    def export_config(self, client: str) -> dict[str, Any]:
        """A client's configuration as one JSON-ready object."""
        return self._store.clients.export_config(client)

    def config_history(self, client: str) -> list[dict[str, Any]]:
        """Changes of a client's configuration, newest first."""
        return self._store.clients.history(client)

    # Files -------------------------------------------------------------------------------------------------------

    def folder_counts(self, client: str) -> list[FolderCount]:
        """Files in the raw folders, per source system."""
        place, names = self._storage.layout.raw, self._storage.folder_names
        return [
            FolderCount(client, s, {f: len(names(place(client, s, f))) for f in layout.RAW_FOLDERS})
            for s in self.sources(client)
        ]

    def folder_files(self, client: str, source: str, folder: str) -> list[str]:
        """Names of the raw files in one folder."""
        return self._storage.folder_names(self._storage.layout.raw(client, source, folder))

    def route(self, client: str, name: str) -> tuple[str, str] | None:
        """Source system and logical source file that a file of this name belongs to, or None."""
        config = self.config(client)
        found = [f for s in self.sources(client) if (f := match(config, s, name)) is not None]
        best = max(found, key=lambda f: len(f.file_pattern), default=None)
        return (best.source_system, best.logical_source_file) if best else None

    def deliver(self, client: str, path: Path, source: str | None = None, name: str | None = None) -> Path:
        """Copy a file from anywhere into ``incoming`` of the source system it belongs to, under ``name`` when one is
        given; returns where it lies.

        Raises UsageError when no configuration of the client fits its name.
        """
        target_source = source
        if target_source is None:
            routed = self.route(client, path.name)
            if routed is None:
                raise UsageError(
                    f"{path.name} fits no file pattern of {client}.",
                    "Choose a source system, or add the file to the client's configuration.",
                    code="unrecognised_file",
                )
            target_source = routed[0]
        target = self._storage.layout.raw(client, target_source, "incoming", name or path.name)
        self._storage.copy_in(path, target)
        return target

    def withdraw(self, client: str, delivered: Path, original: Path) -> bool:
        """Take a delivery back: remove the copy in ``incoming`` while it still is what was delivered. False when a batch
        has claimed it, or it was changed. Raises UsageError for a path that is no ``incoming`` folder of the client."""
        expected = self._storage.layout.raw(client, delivered.parent.parent.name, "incoming", delivered.name)
        if delivered != expected:
            raise UsageError(f"{delivered} is not in an incoming folder of {client}.", "Nothing was removed.")
        if self._storage.find([delivered]) is None or self._storage.find([original]) is None:
            return False
        if self._storage.hash(delivered) != self._storage.hash(original):
            return False
        self._storage.remove(delivered)
        return True

    def look(
        self, client: str, path: Path, settings: Mapping[str, Any] | None = None, source_type: str | None = None
    ) -> Look:
        """A look at a file before it runs, with the settings of the logical file its name fits, or with ``settings``
        instead; says whether this content was loaded before. Raises ConfigurationError for a wrong setting."""
        from etl_console.pipeline.preflight import look_for

        config = self.config(client)
        files = [f for f in config.files if f.is_active]
        routed = self.route(client, path.name)
        known = config.file(routed[1]) if routed else None
        chosen = settings if settings is not None else (known.source_config if known else None)
        targets = {f.logical_source_file: self._store.bronze.columns(f.target_schema, f.target_table) for f in files}
        kind = source_type or (known.source_type if known else None)
        seen = look_for(path, kind, SourceConfig.from_json(chosen), files, targets)
        content = self._storage.hash(path)
        before = self._store.batches.loaded_before(config.client, [content]).get(content)
        return replace(seen, seen_in=before, settings=dict(chosen or {}))

    def set_source_config(
        self, client: str, logical_source_file: str, settings: Mapping[str, Any], reason: str
    ) -> None:
        """Remember how a logical source file is read; history keeps what was. Raises ConfigurationError for a wrong
        setting or a file that does not exist."""
        checked = SourceConfig.from_json(settings).to_json()
        config = self.export_config(client)
        found = [f for f in config["files"] if f["logical_source_file"] == logical_source_file]
        if not found:
            raise ConfigurationError(
                f"{client} has no source file {logical_source_file}.", "`etl-console config export` shows them."
            )
        found[0]["source_config"] = checked
        self.import_config(client, config, reason)

    def set_formats(
        self, client: str, logical_source_file: str, formats: Mapping[str, Mapping[str, Any]], reason: str
    ) -> None:
        """Remember how columns of a logical source file write their values, by source column; history keeps what was.
        Raises ConfigurationError for an unknown format, file or column."""
        config = self.export_config(client)
        columns = [c for f in config["files"] if f["logical_source_file"] == logical_source_file for c in f["columns"]]
        unknown = set(formats) - {c["source_column"] for c in columns}
        if unknown:
            raise ConfigurationError(
                f"{logical_source_file} maps no column {', '.join(sorted(unknown))}.", "Map the column first."
            )
        for column in columns:
            if (form := formats.get(column["source_column"])) is not None:
                Format.of(None, form, column["source_column"])
                column["source_format"] = dict(form) or None
        self.import_config(client, config, reason)

    # Plan and run ------------------------------------------------------------------------------------------------

    def plan(
        self, client: str, mode: Mode, *, batch: str | None = None, files: Sequence[str] = (), load_anyway: bool = False
    ) -> Plan:
        """What a run would do, without doing any of it.

        ``batch`` is the batch to take up again (the newest when None); ``files`` narrows to files by name. Raises
        UsageError or ConfigurationError for what can be known to be wrong before a batch begins.
        """
        config = self.config(client)
        if mode is Mode.START:
            if batch is not None:
                raise UsageError("start takes the next batch id by itself.", "Leave --batch out, or use restart.")
            plan = self._plan_start(config, files, load_anyway)
        else:
            plan = self._plan_again(config, mode, batch, files)
        missing = self._store.routines.resolve(config, plan.steps)
        if missing:
            more = "".join(f" {p.message}" for p in missing[1:])
            raise ConfigurationError(missing[0].message + more, missing[0].remedy, code=missing[0].code)
        return plan

    def _plan_start(self, config: ClientConfig, files: Sequence[str], load_anyway: bool) -> Plan:
        client = config.client.client_schema
        notes: list[Problem] = []
        fits: list[tuple[IncomingFile, FileConfig]] = []
        interrupted = self._interrupted_claims(config.client)
        for file in self._storage.incoming(client, self.sources(client)):
            fit = match_all(config, file.source_system, file.name)
            name = layout.sayable(file.name)
            where = f"raw/{client}/{file.source_system}/incoming/{name}"
            if layout.unusable(file.name):
                notes.append(
                    Problem(
                        "unusable_name", f"{where} is left alone: {file.waiting_for}.",
                        "Rename the file. It was not moved.", {"file": name},
                    )
                )  # fmt: skip
            elif not file.arrived:
                notes.append(
                    Problem("still_arriving", f"{where} is left alone: {file.waiting_for}.", "", {"file": file.name})
                )
            elif not fit or layout.batch_of(file.name):
                notes.append(
                    Problem(
                        "unrecognised_file",
                        f"{where} is not recognised: no active file pattern of {client} fits it.",
                        "Rename the file, or add it to the client's configuration. It was not moved.",
                        {"file": file.name},
                    )
                )
            else:
                fits += [(file, f) for f in fit]
        hashes = {
            f: self._storage.hash(self._storage.layout.raw(client, f.source_system, "incoming", f.name))
            for f in dict.fromkeys(f for f, _ in fits)
        }
        before = self._store.batches.loaded_before(config.client, list(hashes.values()))
        found = [
            Found(f, fit, hashes[f], before.get(hashes[f])) for f, fit in fits if (f.name, hashes[f]) not in interrupted
        ]
        by_file = self._by_file(item.config for item in found)
        return plan_start(config, found, notes, only=files, load_anyway=load_anyway, by_file=by_file)

    def _interrupted_claims(self, client: Client) -> set[tuple[str, str]]:
        """Files that an interrupted batch had recorded as its own and not yet moved: they are that batch's."""
        claims = set()
        for batch_id in self._store.batches.unfinished(client):
            state = self._store.batches.state(client, batch_id)
            claims |= {(f.original_file_name, f.file_hash) for f in state.files} if state else set()
        return claims

    def _plan_again(self, config: ClientConfig, mode: Mode, batch: str | None, files: Sequence[str]) -> Plan:
        batch_id = batch or config.client.last_batch_id
        state = self._store.batches.state(config.client, batch_id) if batch_id else None
        if state is None:
            raise UsageError(
                f"{config.client.client_schema} has no batch {batch_id or 'yet'}.",
                "Start a batch first, or name one that `batches` lists.",
                code="no_such_batch",
            )
        decided = self._store.decisions.pending(config.client, state.batch_id)
        places = {
            f.physical_file_name: replace(
                self._place(config.client, f, mode, state.batch_id), decided=f.physical_file_name in decided
            )
            for f in state.files
        }
        by_file = self._by_file(f for f in config.files if state.file(f.logical_source_file))
        return plan_again(config, state, mode, places, only=files, by_file=by_file)

    def _by_file(self, files: Iterable[FileConfig]) -> dict[str, bool]:
        """For each target table of ``files``, whether its rows carry their file."""
        targets = {f.target: f for f in files}
        return {
            name: any(c.name == "dwh_source_file" for c in self._store.bronze.columns(f.target_schema, f.target_table))
            for name, f in targets.items()
        }

    def _place(self, client: Client, state: FileState, mode: Mode, batch_id: str) -> Place:
        """Where a claimed file lies; a corrected one under its claimed name in ``incoming`` comes first."""
        schema, source, name = client.client_schema, state.source_system, state.physical_file_name
        where = self._storage.layout
        raw = self._storage.find(
            where.raw(schema, source, f, name) for f in ("incoming", "failed", "success", "archive")
        )
        claimed, changed = raw is not None, False
        seen = raw.stat().st_mtime_ns if raw else None
        if raw is None:
            names = (
                (state.original_file_name, ("incoming",)),
                (whole_name(state, batch_id), ("success", "failed", "archive")),
            )
            elsewhere = [where.raw(schema, source, f, n) for n, folders in names for f in folders]
            found = (p for p in elsewhere if self._storage.find([p]) and self._storage.hash(p) == state.file_hash)
            raw = next(found, None)  # not moved yet, or a part that is not copied yet
        parquet = self._storage.find(
            where.data(schema, source, f, layout.parquet_name(name)) for f in ("incoming", "failed", "archive")
        )
        if parquet is not None and not self._storage.is_whole_parquet(parquet):
            parquet = None  # cut off by something else: it is made from the raw file again
        if claimed and raw is not None and (mode is Mode.RESTART or parquet is None):
            changed = self._storage.hash(raw) != state.file_hash
        return Place(
            where.relative(raw) if raw else None,
            where.relative(parquet) if parquet else None,
            changed,
            raw_mtime_ns=seen,
        )

    def warm(self) -> None:
        """Import what looking at files and running them needs, while nobody waits for it."""
        from etl_console.pipeline import preflight, runner  # noqa: F401

    def run(
        self, plan: Plan, on_event: events.OnEvent = lambda _: None, cancel: CancelToken | None = None
    ) -> dict[str, Any]:
        """Run a plan to its end and return the report of its batch (``report.batch_report``).

        Raises LockedError when another session runs this client. Failed files and steps are in the report, not raised.
        """
        if plan.is_empty:
            return report.nothing_done(plan)
        from etl_console.pipeline.runner import Runner

        return self._execute(Runner, plan, on_event, cancel)

    def _execute(
        self, runner: type[Runner], plan: Plan, on_event: events.OnEvent, cancel: CancelToken | None
    ) -> dict[str, Any]:
        """Run a plan by a runner under the client's lock, and return the report of its batch."""
        client = plan.config.client
        token = cancel or CancelToken()
        with self._store.locks.hold(client, self.who, self.host) as held:
            self._recover(client, plan.batch_id)
            self._still_true(plan)
            run = self._open(plan)
            held.opened(run)
            claimed = plan.claimed(run.batch_id)

            def emit(event: events.Event) -> None:
                self._store.events.put(client, event.to_json())
                on_event(event)

            with self._store.journal(run):
                runner(self._store, self._storage, held, claimed, run, emit, token, self._workers).execute()
        return report.batch_report(self.batch(client.client_schema, run.batch_id), self._jobs(client, run.batch_id))

    def run_apart(self, plan: Plan, cancel: CancelToken) -> dict[str, Any]:
        """As ``run``, in a process of its own where there is one to be had: for a window, which must not stand still.
        What happens is told by ``watch``."""
        if self._apart is None or plan.is_empty:
            return self.run(plan, cancel=cancel)
        return self._apart(plan, cancel)

    def undo_plan(self, client: str, batch_id: str) -> UndoPlan:
        """What undoing a batch would do, without doing it: rows to delete by table, steps to run."""
        from etl_console.pipeline.undo import UndoPlan

        config, state = self.config(client), self.batch(client, batch_id)
        steps = (*ordered(config.steps_of(Stage.INTEGRATE)), *config.steps_of(Stage.REFRESH_MV))
        missing = self._store.routines.resolve(config, steps)
        if missing:
            raise ConfigurationError(missing[0].message, missing[0].remedy, code=missing[0].code)
        return UndoPlan(config, state, self._store.undo.rows(config.client, batch_id), steps)

    def undo(
        self, plan: UndoPlan, on_event: events.OnEvent = lambda _: None, cancel: CancelToken | None = None
    ) -> dict[str, Any]:
        """Take a batch out of bronze, silver and gold; returns its report. A restart of it loads it again.

        Raises LockedError when another session runs this client.
        """
        from etl_console.pipeline.undo import Undo

        return self._execute(Undo, plan.as_run(), on_event, cancel)

    def _still_true(self, plan: Plan) -> None:
        """With the lock held: the files that the plan moves are where it saw them, or an earlier try has moved them; and
        no other run has counted rows of its files since it was made, which it would begin from and lose."""
        is_again = plan.mode is not Mode.START and bool(plan.files)
        now = self._store.batches.state(plan.config.client, plan.batch_id) if is_again else None
        for file in plan.files if now else ():
            state = now.file(file.state.physical_file_name) if now else None
            if state is not None and state.ledger != file.state.ledger:
                raise UsageError(
                    f"The plan is out of date: {state.physical_file_name} was run since it was made.",
                    "Look at the plan again.", code="plan_outdated", file=state.physical_file_name,
                )  # fmt: skip
        root = self._storage.layout.root
        for move in (m for f in plan.files for m in f.moves):
            if not (root / move.source).exists() and not (root / move.target).exists():
                raise UsageError(
                    f"The plan is out of date: {move.source} is not there any more.", "Look at the plan again.",
                    code="plan_outdated", path=move.source,
                )  # fmt: skip

    def _open(self, plan: Plan) -> Run:
        client = plan.config.client
        run = Run(self.who, self.host, os.getpid(), client, plan.batch_id)
        states = [f.state for f in plan.files]
        if plan.mode is Mode.START:
            return self._store.batches.open(run, plan.mode, states, manifest.build(plan.config, plan.batch_id, states))
        self._bring_manifest(client, plan)
        for file in plan.files:
            raw = next((m.source for m in file.moves if m.source.startswith("raw/")), None)
            raw = (
                raw or f"raw/{client.client_schema}/{file.state.source_system}/success/{file.state.physical_file_name}"
            )
            path = self._storage.layout.root / raw
            if Stage.CONVERT in file.stages and path.is_file():
                self._store.batches.file_replaced(
                    run, file.state.physical_file_name, path.stat().st_size, self._storage.hash(path)
                )
        return self._store.batches.reopen(run, plan.mode)

    def _bring_manifest(self, client: Client, plan: Plan) -> None:
        """The manifest of a batch taken up again lies in ``incoming``; lost ones are rebuilt from the database."""
        place = self._storage.layout.manifest
        target = place(client.client_schema, "incoming", plan.batch_id)
        found = self._storage.find(place(client.client_schema, f, plan.batch_id) for f in layout.MANIFEST_FOLDERS)
        if found is not None and found != target:
            self._storage.move(found, target)

    def _recover(self, client: Client, but: str) -> None:
        """With the lock held: batches that are recorded as running have lost their runner; say so, finish their claim."""
        for batch_id in self._store.batches.unfinished(client):
            state = self._store.batches.state(client, batch_id)
            if state is None:
                continue
            self._store.batches.interrupt(client, batch_id)
            if batch_id == but:
                continue
            for file in state.files:
                place = self._place(client, file, Mode.RESTART, batch_id)
                is_whole = file.physical_file_name == whole_name(file, batch_id)
                if is_whole and place.raw and place.raw.endswith(f"incoming/{file.original_file_name}"):
                    self._storage.move(
                        self._storage.layout.root / place.raw,
                        self._storage.layout.raw(
                            client.client_schema, file.source_system, "success", file.physical_file_name
                        ),
                    )
            self._storage.write_json(
                self._storage.layout.manifest(client.client_schema, "failed", batch_id), state.manifest
            )
            self._storage.remove(self._storage.layout.manifest(client.client_schema, "incoming", batch_id))
        self._storage.purge_temporary(client.client_schema, self.sources(client.client_schema))

    # Looking -----------------------------------------------------------------------------------------------------

    def holder(self, client: str) -> Mapping[str, Any] | None:
        """Who runs a batch of this client now, where, since when and how far; None when nobody does."""
        return self._store.locks.holder(self.config(client).client)

    def batches(self, client: str | None = None, limit: int = 100) -> list[BatchState]:
        """The newest batches, newest first, with their files in short: no manifest, nothing understood, no problems."""
        return self._store.batches.recent(self.config(client).client if client else None, limit)

    def batch(self, client: str, batch_id: str) -> BatchState:
        """One batch with files and steps. Raises UsageError when there is none of that id."""
        state = self._store.batches.state(self.config(client).client, batch_id)
        if state is None:
            raise UsageError(f"{client} has no batch {batch_id}.", "`batches` lists them.", code="no_such_batch")
        return state

    def batch_report(self, client: str, batch_id: str) -> dict[str, Any]:
        """The report of a batch as ``batch --json`` prints it."""
        state = self.batch(client, batch_id)
        return report.batch_report(state, self._jobs(state.client, batch_id))

    def _jobs(self, client: Client, batch_id: str) -> list[Job]:
        return self._store.batches.jobs(client, batch_id)

    def jobs(self, client: str, batch_id: str, subject: str | None = None) -> list[Job]:
        """The attempts of a batch, or of one file or step of it, in the order they began."""
        return self._store.batches.jobs(self.config(client).client, batch_id, subject)

    def rejects(
        self, client: str, batch_id: str, file: str | None = None, after: int = 0, limit: int = 500
    ) -> list[dict[str, Any]]:
        """Rejected rows in ascending ``reject_id``, the page after ``after``."""
        return self._store.batches.rejects(self.config(client).client, batch_id, file, after, limit)

    def manifest(self, client: str, batch_id: str) -> dict[str, Any]:
        """The manifest of a batch: the file where there is one, else rebuilt from the database."""
        state = self.batch(client, batch_id)
        place = self._storage.layout.manifest
        path = self._storage.find(place(client, f, batch_id) for f in layout.MANIFEST_FOLDERS)
        on_disk = self._storage.read_json(path) if path else None
        return on_disk or manifest.build(self.config(client), batch_id, state.files, state.manifest)

    def about(self) -> dict[str, Any]:
        """Where this service works: ``database``, ``server``, ``version``, ``user`` and the storage ``root``."""
        return {**self._store.about(), "root": str(self._storage.layout.root)}

    def watch(self, after: int, seconds: float) -> list[tuple[int, events.Event]]:
        """Events of all runs, on any host, after event number ``after``; waits for a notice at most ``seconds``."""
        found = self._store.events.after(after)
        if not found and self._store.events.wait(seconds):
            found = self._store.events.after(after)
        return [(number, events.from_json(value)) for number, value in found]

    def last_event(self) -> int:
        """The number of the newest event."""
        return self._store.events.last_id()

    def close(self) -> None:
        """Give back what the service holds: its database connections."""
        self._store.close()
