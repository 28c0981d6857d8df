"""Undoing a batch: its rows go out of bronze and silver, integration settles gold without them, what still carries the
batch in gold goes too, views are refreshed. The files and their Parquet stay, so that a restart loads the batch again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from etl_console.errors import EtlError
from etl_console.pipeline import events, layout
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.runner import Runner
from etl_console.records import BatchState, ClientConfig, Mode, Stage, Status, StepConfig, TableRows


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing a batch will do: rows it deletes by table, steps it runs."""

    config: ClientConfig
    batch: BatchState
    deletes: tuple[TableRows, ...]
    steps: tuple[StepConfig, ...]

    @property
    def batch_id(self) -> str:
        """The batch that is undone."""
        return self.batch.batch_id

    def to_json(self) -> dict[str, Any]:
        """The plan as one JSON-ready object."""
        return {
            "client_schema": self.config.client.client_schema,
            "batch_id": self.batch_id,
            "deletes": [{"layer": d.layer, "table": d.table, "rows": d.rows} for d in self.deletes],
            "steps": [{"stage": s.stage, "name": s.name} for s in self.steps],
        }

    def as_run(self, reason: str) -> Plan:
        """The same as a plan that a runner takes: no files, and the steps; why is on record."""
        return Plan(self.config, Mode.RESTART, self.batch_id, (), self.steps, (), self.batch.manifest, reason)


class Undo(Runner):
    """Executes an undo under the client's lock; it can be repeated after any interruption."""

    def execute(self) -> Status:
        """Undo the batch and return its status: UNDONE, else FAILED or CANCELLED with the steps that did not succeed."""
        began = time.monotonic()
        self.emit(
            events.BatchStarted, mode="undo", who=self.run.who, host=self.run.host, run_number=self.run.run_number,
            steps=tuple(s.name for s in self.plan.steps),
        )  # fmt: skip
        job = self.store.batches.begin_job(self.run, "undo", None, 1, self.plan.reason)
        status, error = Status.UNDONE, None
        try:
            removed = sum(t.rows for t in self.store.undo.remove(self.run, ("bronze", "silver")))
            self._settle([s for s in self.plan.steps if s.stage is Stage.INTEGRATE])
            removed += sum(t.rows for t in self.store.undo.remove(self.run, ("gold",)))
            self._settle([s for s in self.plan.steps if s.stage is Stage.REFRESH_MV])
        except EtlError as failed:
            removed, error = 0, failed
            status = Status.CANCELLED if self.cancel.is_set else Status.FAILED
        ended = Status.SUCCESS if status is Status.UNDONE else status
        self.store.batches.end_job(self.run, job, ended, removed, error)
        self.held.check()
        self._put_manifest_away()
        self.store.batches.close(self.run, status, "archive", self.plan.manifest or {})
        self.emit(events.BatchEnded, status=status, folder="archive", seconds=time.monotonic() - began)
        return status

    def _settle(self, steps: list[StepConfig]) -> None:
        for step in steps:
            self.cancel.check()
            if self._run_step(step) is not Status.SUCCESS:
                raise EtlError(
                    f"{step.name} did not succeed while {self.run.batch_id} was undone.",
                    "See its attempts, repair the cause, then undo the batch again: what is out already stays out.",
                    code="undo_incomplete", step=step.name,
                )  # fmt: skip

    def _put_manifest_away(self) -> None:
        place, client = self.storage.layout.manifest, self.run.client.client_schema
        target = place(client, "archive", self.run.batch_id)
        found = self.storage.find(place(client, f, self.run.batch_id) for f in layout.MANIFEST_FOLDERS)
        if found is not None and found != target:
            self.storage.move(found, target)
