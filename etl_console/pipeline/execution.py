"""A plan is run under the client's lock: what a run that broke off left is taken over first, then the batch is opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from etl_console.errors import UsageError
from etl_console.pipeline import events, layout, manifest
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.plan import Plan, whole_name
from etl_console.pipeline.planning import Planning
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import Client, Mode, Run, Stage

if TYPE_CHECKING:
    from etl_console.pipeline.runner import Runner


class Execution:
    """Runs plans for ``who`` on ``host``, with so many files side by side."""

    def __init__(self, store: Store, storage: Storage, planning: Planning, who: str, host: str, workers: int) -> None:
        self._store, self._storage, self._planning = store, storage, planning
        self._who, self._host, self._workers = who, host, workers

    def execute(self, runner: type[Runner], plan: Plan, on_event: events.OnEvent, cancel: CancelToken | None) -> Run:
        """Run a plan by a runner under the client's lock; raises LockedError when another session runs this client."""
        client = plan.config.client
        token = cancel or CancelToken()
        with self._store.locks.hold(client, self._who, self._host) as held:
            self._recover(plan)
            self._still_true(plan)
            run = self.open(plan)
            held.opened(run)
            claimed = plan.claimed(run.batch_id)

            def emit(event: events.Event) -> None:
                self._store.events.put(client, event.to_json())
                on_event(event)

            with self._store.journal(run):
                runner(self._store, self._storage, held, claimed, run, emit, token, self._workers).execute()
        return run

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

    def open(self, plan: Plan) -> Run:
        """Put the batch of a plan on record as running: a new one with its files, or one taken up again."""
        client = plan.config.client
        run = Run(self._who, self._host, os.getpid(), client, plan.batch_id)
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

    def _recover(self, plan: Plan) -> None:
        """With the lock held: batches that are recorded as running have lost their runner; say so, finish their claim."""
        client = plan.config.client
        for batch_id in self._store.batches.unfinished(client):
            state = self._store.batches.state(client, batch_id)
            if state is None:
                continue
            self._store.batches.interrupt(client, batch_id)
            if batch_id == plan.batch_id:
                continue
            for file in state.files:
                place = self._planning.place(client, file, Mode.RESTART, batch_id)
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
        self._storage.purge_temporary(client.client_schema, plan.config.sources)
