"""Executes a plan: files side by side, then the steps; events, retries, cancel; the ledger of every file."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import stamina

from etl_console.errors import CancelledError, EtlError, LockLostError
from etl_console.pipeline import events, manifest, small_files
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.filerun import FileRun
from etl_console.pipeline.plan import FilePlan, Plan
from etl_console.pipeline.ports import Held, Store
from etl_console.pipeline.readers.known import Known
from etl_console.pipeline.stages import gold_integration, refresh_mv, silver_clean_transform
from etl_console.pipeline.storage import Storage
from etl_console.records import (
    BatchState,
    ColumnSeen,
    FileConfig,
    FileState,
    Run,
    Stage,
    Status,
    StepConfig,
    StepState,
    TargetColumn,
)

stamina.instrumentation.set_on_retry_hooks([])  # attempts are told by events and the log tables

_CALLS = {
    Stage.TRANSFORM: silver_clean_transform.transform,
    Stage.INTEGRATE: gold_integration.integrate,
    Stage.REFRESH_MV: refresh_mv.refresh,
}

Columns = tuple[str, tuple[tuple[str, str, str], ...]]
"""A logical source file and the name, type and kind of each column of one of its files."""

_JUST_NOW = 0.1
"""Seconds within which many small stages do not look again whether the lock is held; each load is fenced by itself."""
PROGRESS_EVERY = 0.25
"""Seconds between two progress events of one file."""


@dataclass
class Attempt:
    """One attempt under way; the stage sets ``rows``."""

    number: int
    job_id: int
    began: float
    rows: int | None = None


class Runner:
    """Runs one plan under the client's lock. ``emit`` hears every event, on the thread it happens on."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        held: Held,
        plan: Plan,
        run: Run,
        emit: events.OnEvent,
        cancel: CancelToken,
        workers: int,
    ) -> None:
        self.store = store
        self.storage = storage
        self.held = held
        self.plan = plan
        self.run = run
        self.cancel = cancel
        self._emit = emit
        self._workers = workers
        self._manifest_lock = threading.Lock()
        self._manifest: Mapping[str, Any] | None = plan.manifest
        self._manifest_rests = 0.0
        self._files: dict[str, FileState] = {}
        self._targets: dict[str, tuple[TargetColumn, ...]] = {}
        self.agreed: dict[Columns, int] = {}
        self.known = Known()
        self.profiles: dict[str, tuple[ColumnSeen, ...]] = {}

    # The whole run -----------------------------------------------------------------------------------------------

    def execute(self) -> Status:
        """Run the plan to its end and return the batch's status; raises only when the record itself cannot be kept."""
        began = time.monotonic()
        self.emit(
            events.BatchStarted, mode=self.plan.mode, who=self.run.who, host=self.run.host,
            run_number=self.run.run_number, files=tuple(f.state.physical_file_name for f in self.plan.files),
            steps=tuple(s.name for s in self.plan.steps),
        )  # fmt: skip
        batch_job = self.store.batches.begin_job(self.run, "batch", None, 1)
        self._files = {f.physical_file_name: f for f in self.state().files}
        self.write_manifest()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="etl-file") as pool:
            list(pool.map(self._run_files, small_files.groups(self.plan, self._workers)))
        if not self.cancel.is_set:
            self._run_steps()
        return self._finish(batch_job, began)

    def _run_files(self, plans: Sequence[FilePlan]) -> None:
        """Run files to their end. Of several those whose records are few and alike go on side by side once they are
        converted."""
        with ExitStack() as stack:
            alike: dict[pa.Schema, list[FileRun]] = defaultdict(list)
            for file in (FileRun(self, p) for p in plans):
                stack.callback(file.leave)
                schema = None
                if len(plans) > 1 and file.advance(Stage.VALIDATE_MAPPING) is Status.SUCCESS:
                    schema = small_files.schema_of_few(file.load)
                if schema is None:
                    file.finish()
                else:
                    alike[schema].append(file)
            for files in alike.values():
                self._run_together(files)

    def _run_together(self, files: Sequence[FileRun]) -> None:
        """Encode converted files at once and load those in one transaction that pass; what is unusual in one of them,
        and what fails, is left to its own load, which says what is wrong with it."""
        encoded = small_files.encode_together([f.load for f in files])
        for file in files:
            file.advance(Stage.LOAD_TO_BRONZE)
        whole = [f for f in files if f.goes_whole]
        if len(whole) < len(files):
            encoded = small_files.encode_together([f.load for f in whole])
        if encoded is not None:
            with suppress(Exception):
                whole[0].begin_load()  # the time that it takes is told of one, so that the times add up
                small_files.load_together([f.load for f in whole], encoded)
        for file in files:
            file.finish()

    def _finish(self, batch_job: int, began: float) -> Status:
        state = self.state()
        bad = [f for f in state.files if f.status != Status.SUCCESS]
        open_steps = [s for s in self._last_steps(state) if s.status != Status.SUCCESS]
        status = Status.FAILED if bad or open_steps else Status.SUCCESS
        if self.cancel.is_set:
            status = Status.CANCELLED
        refreshed = bool(self.plan.config.steps_of(Stage.REFRESH_MV))
        folder = "failed" if status is not Status.SUCCESS else "refreshed" if refreshed else "success"
        self.held.check()
        self._files = {f.physical_file_name: f for f in state.files}
        self.write_manifest()
        self._move_manifest("incoming", folder)
        error = None
        if status is Status.FAILED:
            error = EtlError(
                f"{len(bad)} of {len(state.files)} files and {len(open_steps)} steps did not succeed.",
                "Repair the first failure, then restart the batch.", code="batch_failed",
            )  # fmt: skip
        self.store.batches.end_job(self.run, batch_job, status, error=error)
        self.store.batches.close(self.run, status, folder, self._manifest or {})
        self.emit(events.BatchEnded, status=status, folder=folder, seconds=time.monotonic() - began)
        return status

    def state(self) -> BatchState:
        """The batch as it is recorded now."""
        state = self.store.batches.state(self.run.client, self.run.batch_id)
        assert state is not None, "the batch of a run is recorded before the run"
        return state

    # Manifest ----------------------------------------------------------------------------------------------------

    def write_manifest(self, *, on_the_way: bool = False) -> None:
        """Write the manifest of the batch as its files stand now. ``on_the_way`` it may stay as it is for a moment: of
        many small files each would wait longest for it."""
        with self._manifest_lock:
            began = time.monotonic()
            if on_the_way and began < self._manifest_rests:
                return
            client = self.run.client.client_schema
            path = self.storage.layout.manifest(client, "incoming", self.run.batch_id)
            on_disk = self.storage.read_json(path)
            previous = on_disk if on_disk is not None else self._manifest
            built = manifest.build(self.plan.config, self.run.batch_id, self._files.values(), previous)
            self._manifest = built
            self.storage.write_json(path, built)
            now = time.monotonic()
            self._manifest_rests = now + 60 * (now - began)

    def converted(self, file: FileState) -> None:
        """A file has become Parquet: the manifest is told."""
        with self._manifest_lock:
            self._files[file.physical_file_name] = file
        self.write_manifest(on_the_way=True)

    def targets(self, config: FileConfig) -> tuple[TargetColumn, ...]:
        """The columns of a file's target table, looked up once a run; empty while there is none."""
        found = self._targets.get(config.target)
        if not found:
            found = self.store.bronze.columns(config.target_schema, config.target_table)
            self._targets[config.target] = found
        return found

    def _move_manifest(self, source: str, target: str) -> None:
        place, client = self.storage.layout.manifest, self.run.client.client_schema
        final = place(client, target, self.run.batch_id)
        self.storage.remove(final)
        self.storage.move(place(client, source, self.run.batch_id), final)

    # Attempts ----------------------------------------------------------------------------------------------------

    def emit(self, kind: type[events.Event], **facts: Any) -> None:
        """Make an event of this batch and hand it on."""
        self._emit(kind(client=self.run.client.client_schema, batch_id=self.run.batch_id, at=events.now(), **facts))

    def attempts(
        self,
        stage: Stage,
        subject: str,
        work: Callable[[Attempt], None],
        mark: Callable[[Status], None] = lambda _: None,
        begun: Attempt | None = None,
    ) -> None:
        """Do ``work`` up to three times while its error can pass by itself; each attempt is recorded, and ``mark`` is
        told of its status with it. ``begun`` is the first attempt when it is under way already."""
        for tries in stamina.retry_context(
            on=lambda e: isinstance(e, EtlError) and e.transient and not self.cancel.is_set,
            attempts=3, timeout=None, wait_initial=0.2, wait_max=1.0, wait_jitter=0.2,
        ):  # fmt: skip
            with tries:
                attempt = begun if begun and tries.num == 1 else self.begin(stage, subject, tries.num, mark)
                with self._ending(stage, subject, attempt, mark):
                    work(attempt)

    def begin(
        self, stage: Stage, subject: str, number: int, mark: Callable[[Status], None] = lambda _: None,
        *, is_done: bool = False,
    ) -> Attempt:  # fmt: skip
        """Put on record that an attempt begins. Raises CancelledError and LockLostError, unless what it is about ``is_done``
        already: that is on record whatever was cancelled since."""
        if not is_done:
            self.cancel.check()
            self.held.check(_JUST_NOW)
        mark(Status.RUNNING)
        attempt = Attempt(number, self.store.batches.begin_job(self.run, stage, subject, number), time.monotonic())
        self.emit(events.StageStarted, stage=stage, subject=subject, attempt=number)
        return attempt

    @contextmanager
    def _ending(self, stage: Stage, subject: str, attempt: Attempt, mark: Callable[[Status], None]) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            told = self._as_told(error)
            status = Status.CANCELLED if isinstance(told, CancelledError) else Status.FAILED
            mark(status)
            self.store.batches.end_job(self.run, attempt.job_id, status, attempt.rows, told)
            self._ended(stage, subject, attempt, status, told)
            if told is error:
                raise
            raise told from error
        mark(Status.SUCCESS)
        self.store.batches.end_job(self.run, attempt.job_id, Status.SUCCESS, attempt.rows)
        self._ended(stage, subject, attempt, Status.SUCCESS, None)

    def _as_told(self, error: Exception) -> EtlError:
        """What is recorded of an error: a cancel cuts work short with errors of its own; a fault of ours is named so."""
        if isinstance(error, CancelledError | LockLostError):
            return error
        if self.cancel.is_set:
            return CancelledError("The run was cancelled.", "Restart the batch to complete it.")
        if isinstance(error, EtlError):
            return error
        return EtlError(
            f"Unexpected {type(error).__name__}: {error}.",
            "This is a fault of the program: copy the log of this file and report it. Nothing was loaded.",
            code="internal",
        )

    def _ended(self, stage: Stage, subject: str, attempt: Attempt, status: Status, error: EtlError | None) -> None:
        self.emit(
            events.StageEnded, stage=stage, subject=subject, attempt=attempt.number, status=status, rows=attempt.rows,
            seconds=round(time.monotonic() - attempt.began, 3), code=error.code if error else None,
            error=error.cause if error else None, remedy=error.remedy if error else None,
        )  # fmt: skip

    def progress(self, stage: Stage, subject: str) -> Callable[[int, float | None], None]:
        """A callback for rows and share that emits at most every ``PROGRESS_EVERY`` seconds."""
        last = 0.0

        def told(rows: int, share: float | None = None) -> None:
            nonlocal last
            self.cancel.check()
            if time.monotonic() - last >= PROGRESS_EVERY:
                last = time.monotonic()
                self.emit(events.StageProgress, stage=stage, subject=subject, rows=rows, share=share)

        return told

    # Steps -------------------------------------------------------------------------------------------------------

    def _run_steps(self) -> None:
        done: dict[str, Status] = {}
        for step in self.plan.steps:
            if self.cancel.is_set:
                return
            because = self._blocked_by(step, done)
            done[step.name] = self._skip(step, because) if because else self._run_step(step)

    def _blocked_by(self, step: StepConfig, done: Mapping[str, Status]) -> str:
        """Why a step cannot run: the file, transformation or integration before it that did not succeed."""
        not_loaded = [f for f in self.state().files if f.status != Status.SUCCESS]
        if step.stage is Stage.TRANSFORM:
            return silver_clean_transform.waits_for(step, not_loaded)
        if step.stage is Stage.INTEGRATE:
            return gold_integration.waits_for(step, self.plan.steps, not_loaded, done)
        return refresh_mv.waits_for(self.plan.steps, done)

    def _skip(self, step: StepConfig, because: str) -> Status:
        error = EtlError(f"Skipped because {because}.", "Repair that first, then restart the batch.", code="skipped")
        attempt = Attempt(1, self.store.batches.begin_job(self.run, step.stage, step.name, 1), time.monotonic())
        self.store.batches.log_step(self.run, attempt.job_id, step, 1, Status.SKIPPED, None, error)
        self.store.batches.end_job(self.run, attempt.job_id, Status.SKIPPED, None, error)
        self._ended(step.stage, step.name, attempt, Status.SKIPPED, error)
        return Status.SKIPPED

    def _run_step(self, step: StepConfig) -> Status:
        def work(attempt: Attempt) -> None:
            try:
                attempt.rows = _CALLS[step.stage](self.store.routines, self.run, step, self.cancel.on_cancel)
            except EtlError as error:
                told = self._as_told(error)
                status = Status.CANCELLED if isinstance(told, CancelledError) else Status.FAILED
                self.store.batches.log_step(self.run, attempt.job_id, step, attempt.number, status, None, told)
                raise
            self.store.batches.log_step(
                self.run, attempt.job_id, step, attempt.number, Status.SUCCESS, attempt.rows, None
            )

        try:
            self.attempts(step.stage, step.name, work)
        except LockLostError:
            raise
        except EtlError:
            return Status.FAILED
        return Status.SUCCESS

    def _last_steps(self, state: BatchState) -> list[StepState]:
        """The last outcome of every step of this plan; one that never ran counts as PENDING."""
        known = {(s.stage, s.name): s for s in state.steps}
        return [known.get((s.stage, s.name), StepState(s.stage, s.name, Status.PENDING)) for s in self.plan.steps]
