"""The one door: what window, command line and orchestrator may ask of the engine."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline import events, layout, manifest, report
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.config_form import take
from etl_console.pipeline.execution import Execution
from etl_console.pipeline.health import Health
from etl_console.pipeline.insight import Insight
from etl_console.pipeline.plan import Plan, match
from etl_console.pipeline.planning import Planning
from etl_console.pipeline.ports import Store
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.pipeline.storage import Storage
from etl_console.pipeline.values import Format
from etl_console.records import (
    BatchState,
    Client,
    ClientConfig,
    Job,
    Mode,
    Stage,
)

if TYPE_CHECKING:  # with them come pyarrow and duckdb: imported by what needs them, so that a plan is there at once
    from etl_console.pipeline.arrivals import Arrivals
    from etl_console.pipeline.configuration import Configuration
    from etl_console.pipeline.drift_inbox import DriftInbox
    from etl_console.pipeline.mapping import Mappings
    from etl_console.pipeline.preflight import Look
    from etl_console.pipeline.retention import Upkeep
    from etl_console.pipeline.runner import Runner
    from etl_console.pipeline.schedules import Due, Schedules
    from etl_console.pipeline.target_tables import TargetTables
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

    Methods are synchronous and may be called from any thread. Errors are EtlError with cause and remedy. ``workers`` files
    of a batch run side by side.
    """

    def __init__(
        self, store: Store, storage: Storage, workers: int = 2, apart: RunApart | None = None,
        start_server: Callable[[], object] | None = None,
        bring_samples: Callable[[], dict[str, int]] | None = None,
    ) -> None:  # fmt: skip
        self.start_server = start_server
        """Starts the database server where it is one of ours; None where it is not."""
        self.bring_samples = bring_samples
        """Brings the sample clients and their files; returns client -> files delivered."""
        self._store = store
        self._apart = apart
        self._storage = storage
        self.workers = workers
        self._planning = Planning(store, storage)
        self.insight = Insight(store, storage, self._late)
        self.health = Health(store, storage)
        self.who = getpass.getuser()
        self.host = socket.gethostname()

    @cached_property
    def triage(self) -> Triage:
        """What an operator asks and decides about rejected rows."""
        from etl_console.pipeline.triage import Triage

        return Triage(self, self._store, self._storage)

    @cached_property
    def tables(self) -> TargetTables:
        """The target tables that are not there yet: drafted and made."""
        from etl_console.pipeline.target_tables import TargetTables

        return TargetTables(self._store, self._storage)

    @cached_property
    def arrivals(self) -> Arrivals:
        """Files that no batch has claimed: renamed, taken out, put back."""
        from etl_console.pipeline.arrivals import Arrivals

        return Arrivals(self._store, self._storage, self._planning)

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

    def _late(self, client: Client) -> list[Due]:
        """What is late of a client; schedules are read only where there are some."""
        if not self._store.schedules.all(client):
            return []
        return [due for due in self.schedules.due(client.client_schema) if due.is_late]

    # Clients -----------------------------------------------------------------------------------------------------

    def clients(self) -> list[Client]:
        """All clients, by name."""
        return self._store.clients.all()

    def client(self, client: str) -> Client:
        """The client of that name. Raises ConfigurationError when there is none."""
        return self._store.clients.client(client)

    def config(self, client: str) -> ClientConfig:
        """Everything configured for a client. Raises ConfigurationError when there is no such client."""
        return self._store.clients.config(client)

    def add_client(self, client: str, name: str, config: Mapping[str, Any] | None = None) -> Client:
        """Create a client: record, bronze, silver and gold schemas, configuration and folders, in one act."""
        take(config or {})
        added = self._store.clients.add(client, name, config, self.who)
        self._storage.make_folders(client, self.sources(client))
        return added

    def sources(self, client: str) -> list[str]:
        """The source systems of a client."""
        return self.config(client).sources

    def import_config(self, client: str, config: Mapping[str, Any], reason: str = "") -> None:
        """Replace a client's configuration by ``config`` (the form ``export_config`` gives) and make its folders."""
        take(config)
        from etl_console.pipeline.drift import settle_waiting

        self._store.clients.import_config(client, config, self.who, reason)
        self._storage.make_folders(client, self.sources(client))
        settle_waiting(self._store, self.config(client), self.who)

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
        if why := layout.unusable(name or path.name):
            raise UsageError(
                f"{layout.sayable(name or path.name)} cannot be delivered: {why}.",
                "Rename the file. It stays where it is.",
                code="unusable_name",
            )
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
        return replace(seen, seen_in=before, content=content, settings=dict(chosen or {}))

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
        return self._planning.plan(self.config(client), mode, batch=batch, files=files, load_anyway=load_anyway)

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
        execution = Execution(self._store, self._storage, self._planning, self.who, self.host, self.workers)
        run = execution.execute(runner, plan, on_event, cancel)
        return self.batch_report(run.client.client_schema, run.batch_id)

    def run_apart(self, plan: Plan, cancel: CancelToken) -> dict[str, Any]:
        """As ``run``, in a process of its own where there is one to be had: for a window, which must not stand still.
        What happens is told by ``watch``."""
        if self._apart is None or plan.is_empty:
            return self.run(plan, cancel=cancel)
        return self._apart(plan, cancel)

    def undo_plan(self, client: str, batch_id: str) -> UndoPlan:
        """What undoing a batch would do, without doing it: rows to delete by table, steps to run. Raises UsageError for a
        batch that is held."""
        from etl_console.pipeline.undo import UndoPlan

        config, state = self.config(client), self.batch(client, batch_id)
        self._not_held(client, batch_id)
        steps = (*ordered(config.steps_of(Stage.INTEGRATE)), *config.steps_of(Stage.REFRESH_MV))
        missing = self._store.routines.resolve(config, steps)
        if missing:
            raise ConfigurationError(missing[0].message, missing[0].remedy, code=missing[0].code)
        return UndoPlan(config, state, self._store.undo.rows(config.client, batch_id), steps)

    def undo(
        self, plan: UndoPlan, reason: str = "", on_event: events.OnEvent = lambda _: None,
        cancel: CancelToken | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Take a batch out of bronze, silver and gold, for a reason that is on record; returns its report. A restart of it
        loads it again.

        Raises LockedError when another session runs this client.
        """
        from etl_console.pipeline.undo import Undo

        self._not_held(plan.config.client.client_schema, plan.batch_id)
        return self._execute(Undo, plan.as_run(reason), on_event, cancel)

    def _not_held(self, client: str, batch_id: str) -> None:
        held = next((h for h in self.upkeep.holds(client) if h["batch_id"] == batch_id), None)
        if held is not None:
            raise UsageError(
                f"{batch_id} is held by {held['held_by']}: {held['hold_reason']}.",
                "Release it first, if it may be undone.", code="batch_held",
            )  # fmt: skip

    # Looking -----------------------------------------------------------------------------------------------------

    def holder(self, client: str) -> Mapping[str, Any] | None:
        """Who runs a batch of this client now, where, since when and how far; None when nobody does."""
        return self._store.locks.holder(self.client(client))

    def batches(self, client: str | None = None, limit: int = 100) -> list[BatchState]:
        """The newest batches, newest first, with their files in short: no manifest, nothing understood, no problems."""
        return self._store.batches.recent(self.client(client) if client else None, limit)

    def batch(self, client: str, batch_id: str) -> BatchState:
        """One batch with files and steps. Raises UsageError when there is none of that id."""
        state = self._store.batches.state(self.client(client), batch_id)
        if state is None:
            raise UsageError(
                f"{client} has no batch {batch_id}.", "Choose one from the list of batches (`batches`).",
                code="no_such_batch",
            )  # fmt: skip
        return state

    def batch_report(self, client: str, batch_id: str) -> dict[str, Any]:
        """The report of a batch as ``batch --json`` prints it."""
        state = self.batch(client, batch_id)
        return report.batch_report(state, self._jobs(state.client, batch_id))

    def _jobs(self, client: Client, batch_id: str) -> list[Job]:
        return self._store.batches.jobs(client, batch_id)

    def jobs(self, client: str, batch_id: str, subject: str | None = None) -> list[Job]:
        """The attempts of a batch, or of one file or step of it, in the order they began."""
        return self._store.batches.jobs(self.client(client), batch_id, subject)

    def rejects(
        self, client: str, batch_id: str, file: str | None = None, after: int = 0, limit: int = 500
    ) -> list[dict[str, Any]]:
        """Rejected rows in ascending ``reject_id``, the page after ``after``."""
        return self._store.batches.rejects(self.client(client), batch_id, file, after, limit)

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
        """Events of all runs, on any host, after event number ``after``; waits for a notice, or for ``wake``, at most so many
        ``seconds``."""
        found = self._store.events.after(after)
        if not found and self._store.events.wait(seconds):
            found = self._store.events.after(after)
        return [(number, events.from_json(value)) for number, value in found]

    def wake(self) -> None:
        """Who waits in ``watch`` waits no longer."""
        self._store.events.wake()

    def last_event(self) -> int:
        """The number of the newest event."""
        return self._store.events.last_id()

    def close(self) -> None:
        """Give back what the service holds: its database connections."""
        self._store.close()
