"""What there is, in folders and on record, handed to ``plan.py``: what a run would do, without doing any of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline import layout
from etl_console.pipeline.plan import Found, Place, Plan, match_all, plan_again, plan_start, whole_name
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import IncomingFile, Storage
from etl_console.records import Client, ClientConfig, FileConfig, FileState, Mode, Problem


class Planning:
    """Makes the plans of a client's runs from what lies there now."""

    def __init__(self, store: Store, storage: Storage) -> None:
        self._store, self._storage = store, storage

    def plan(
        self, config: ClientConfig, mode: Mode, *, batch: str | None, files: Sequence[str], load_anyway: bool
    ) -> Plan:
        """What a run would do, without doing any of it.

        ``batch`` is the batch to take up again (the newest when None); ``files`` narrows to files by name. Raises
        UsageError or ConfigurationError for what can be known to be wrong before a batch begins.
        """
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
        interrupted = self.interrupted_claims(config.client)
        incoming = list(self._storage.incoming(client, config.sources))
        claimed = [f.name for f in incoming if layout.batch_of(f.name)]
        seen = self._store.insight.files_seen(config.client, claimed) if claimed else ()
        corrections = {r["physical_file_name"] for r in seen}
        for file in incoming:
            if file.name in corrections:
                continue  # it waits for the restart of its own batch
            fit = match_all(config, file.source_system, file.name)
            name = layout.sayable(file.name)
            where = f"raw/{client}/{file.source_system}/incoming/{name}"
            if layout.unusable(file.name):
                notes.append(
                    Problem(
                        "unusable_name", f"{where} is left alone: {file.waiting_for}.",
                        "Rename the file. It stays where it is.", {"file": name},
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
                        "Rename the file, or add it to the client's configuration. It stays where it is.",
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

    def interrupted_claims(self, client: Client) -> set[tuple[str, str]]:
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
                self.place(config.client, f, mode, state.batch_id), decided=f.physical_file_name in decided
            )
            for f in state.files
        }
        by_file = self._by_file(f for f in config.files if state.file(f.logical_source_file))
        plan = plan_again(config, state, mode, places, only=files, by_file=by_file)
        undecided = {
            w["physical_file_name"]
            for w in self._store.drift.waiting(config.client)
            if w["batch_id"] == state.batch_id and not w["agreed"]
        }
        held = [
            name for name in (f.state.physical_file_name for f in plan.files)
            if name in undecided and not places[name].raw_changed
        ]  # fmt: skip
        told = (
            Problem(
                "drift_held",
                f"{name} waits for a decision about its columns: without one, or another mapping, it fails again.",
                "Decide it on the page Drift, then restart the batch.",
                {"file": name},
            )
            for name in held
        )
        return replace(plan, notes=(*plan.notes, *told))

    def _by_file(self, files: Iterable[FileConfig]) -> dict[str, bool]:
        """For each target table of ``files``, whether its rows carry their file."""
        targets = {f.target: f for f in files}
        return {
            name: any(c.name == "dwh_source_file" for c in self._store.bronze.columns(f.target_schema, f.target_table))
            for name, f in targets.items()
        }

    def place(self, client: Client, state: FileState, mode: Mode, batch_id: str) -> Place:
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
