"""One file of a batch through its stages, with its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from etl_console.errors import CancelledError, DataError, EtlError, LockLostError, StorageError
from etl_console.pipeline import drift, events
from etl_console.pipeline.checks import parquet_columns, verify
from etl_console.pipeline.file_load import FileLoad
from etl_console.pipeline.file_places import FilePlaces
from etl_console.pipeline.lane import Lane
from etl_console.pipeline.plan import FilePlan
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.schema_profile import LOOKED_AT, profile
from etl_console.pipeline.stages.convert_to_parquet import ConvertResult, convert_to_parquet
from etl_console.pipeline.stages.validate_mapping import validate_mapping
from etl_console.pipeline.stages.validate_row import validate_row
from etl_console.records import (
    FILE_STAGES,
    ColumnSeen,
    Corrections,
    Disposition,
    DriftItem,
    DriftPolicy,
    FileState,
    Ledger,
    Mode,
    Policy,
    Problem,
    RejectedRecord,
    Rule,
    Stage,
    Status,
)

if TYPE_CHECKING:
    from etl_console.pipeline.runner import Attempt, Columns, Runner


class FileRun:
    """Takes one file from its first planned stage to the bronze table, or to the reason why not."""

    def __init__(self, runner: Runner, plan: FilePlan) -> None:
        self.runner = runner
        self.plan = plan
        self.state: FileState = plan.state
        self.config = plan.config
        self.store = runner.store
        self.storage = runner.storage
        self.places = FilePlaces(runner.storage, runner.run.client.client_schema, plan)
        self.name = plan.state.physical_file_name
        self.problems: list[Problem] = []
        self.load = FileLoad(runner, plan.config, self.name)
        self.corrections = Corrections()
        self._decided = 0
        self._status = Status.SUCCESS
        self._is_begun = False
        self._left = list(plan.stages)
        self._begun: Attempt | None = None
        self._columns: Columns | None = None
        self._version: int | None = None
        self._work = {
            Stage.CONVERT: self._convert,
            Stage.VALIDATE_MAPPING: self._validate_mapping,
            Stage.VALIDATE_ROW: self._validate_row,
            Stage.LOAD_TO_BRONZE: self._load,
        }

    def advance(self, until: Stage | None = None) -> Status:
        """Run the planned stages that are left, those before ``until``; the file's status so far. Never raises for what
        is the file's own fault. At the end ``finish`` is to be called, or ``leave``."""
        try:
            if self._status is Status.SUCCESS:
                self._run_stages(until)
        except LockLostError:
            self.leave()
            raise  # the file is another run's now
        except CancelledError:
            self._status = Status.CANCELLED
        except EtlError as error:
            self._status = Status.FAILED
            self.problems.append(Problem(error.code, error.cause, error.remedy, error.facts))
            self._put_away(self._left[0])
        return self._status

    def finish(self) -> Status:
        """Run what is left of the planned stages and put the file's end on record; returns its status."""
        try:
            self.advance()
        finally:
            self.leave()
        return self._end(self._status)

    def leave(self) -> None:
        """Give back what the file holds on the way."""
        self.load.leave_lane()

    def _run_stages(self, until: Stage | None) -> None:
        if not self._is_begun:
            self._is_begun = True
            self._begin()
            self._left = list(self.plan.stages)
        while self._left and self._left[0] is not until:
            self._stage(self._left[0])
            self._left.pop(0)

    def _begin(self) -> None:
        self._reset()
        if not self._is_new:  # before a file is touched: what is open again
            self.store.batches.flush(self.runner.run)
            self.corrections = self.store.decisions.standing(
                self.runner.run.client, self.runner.run.batch_id, self.name
            )
        for move in self.plan.moves:
            self.places.move(move)
        if self.plan.stages[0] is not Stage.CONVERT:
            self._verify_parquet()
        elif not self._is_new:
            self.places.set_failed_aside()

    def _reset(self) -> None:
        """Stages from the first planned one on are open again, and what they said of the file is taken back."""
        keep = {s: v for s, v in self.state.stages.items() if s not in self.plan.stages}
        ledger = self.state.ledger
        if self.plan.stages[0] is Stage.CONVERT:
            ledger = Ledger()
        elif self.plan.stages[0] is not Stage.LOAD_TO_BRONZE:
            ledger = replace(ledger, quarantined=0)
        self.state = replace(
            self.state, stages=keep, status=Status.RUNNING, ledger=replace(ledger, loaded=0, skipped=0), problems=()
        )
        self.store.batches.file_stages(self.runner.run, self.name, self.plan.stages, Status.PENDING)

    def _stage(self, stage: Stage) -> None:
        mark = partial(self._mark, stage)
        begun = self._begun if stage is Stage.LOAD_TO_BRONZE else None
        if begun is None and stage is Stage.LOAD_TO_BRONZE and self.load.loaded is not None:
            begun = self.runner.begin(stage, self.name, 1, mark, is_done=True)
        try:
            self.runner.attempts(stage, self.name, self._work[stage], mark, begun)
        except LockLostError:
            raise
        except EtlError as error:
            mark(Status.CANCELLED if isinstance(error, CancelledError) else Status.FAILED)
            raise

    def _mark(self, stage: Stage, status: Status) -> None:
        done = status is Status.SUCCESS
        if done:
            self.state = replace(self.state, problems=tuple(self.problems))
        self.store.batches.file_stages(self.runner.run, self.name, [stage], status, self.state if done else None)

    def _end(self, status: Status) -> Status:
        ledger, earlier = self.state.ledger, self.plan.state.ledger
        stands = ledger.loaded or earlier.loaded  # a load replaces the one before in one transaction
        if status is Status.CANCELLED and not ledger.loaded and earlier.loaded and earlier.adds_up:
            ledger = earlier
        elif status is not Status.SUCCESS:
            if stands:
                self.problems.append(
                    Problem(
                        "earlier_load", f"{stands} rows that were loaded before still stand in {self.config.target}.",
                        "They are replaced when the file is loaded again.",
                    )
                )  # fmt: skip
            open_rows = ledger.read - ledger.rejected - ledger.quarantined
            ledger = replace(ledger, loaded=0, skipped=max(0, open_rows))
        elif not ledger.adds_up:
            status = Status.FAILED
            self.problems.append(
                Problem(
                    "ledger", f"The ledger does not add up: {ledger}.", "Restart the batch; report it if it stays so."
                )
            )
        self.state = replace(self.state, status=status, ledger=ledger, problems=tuple(self.problems))
        self.store.batches.file_ended(self.runner.run, self.state)
        self.runner.emit(events.FileEnded, physical_file_name=self.name, status=status, ledger=ledger.to_json())
        return status

    def _put_away(self, failed_in: Stage) -> None:
        try:
            self.runner.held.check()
            self.places.put_away(is_converted=failed_in is not Stage.CONVERT)
        except EtlError as error:
            self.problems.append(Problem(error.code, error.cause, error.remedy, error.facts))

    # The stages --------------------------------------------------------------------------------------------------

    @property
    def _is_new(self) -> bool:
        """True while the batch is in its first run: nothing was said or decided about the file before."""
        return self.runner.plan.mode is Mode.START

    def _open_lane(self) -> Lane | None:
        """The fast lane of a file that goes all the way as it came; None when it does not."""
        goes_all_the_way = self.corrections.is_empty and self.plan.stages[-1] is Stage.LOAD_TO_BRONZE
        return self.load.open_lane() if goes_all_the_way else None

    def _convert(self, attempt: Attempt) -> None:
        batches, run = self.store.batches, self.runner.run
        lane = self._open_lane()
        if not self._is_new or attempt.number > 1:
            batches.reset_rejects(run, self.name, (Stage.CONVERT, Stage.VALIDATE_ROW))
        target = self.places.parquet("incoming")
        self.places.same_as_claimed()
        first: list[pa.RecordBatch] = []

        def on_batch(batch: pa.RecordBatch) -> None:
            if not first:
                first.append(batch.slice(0, LOOKED_AT))
            if lane:
                lane.put(batch)

        def on_anew() -> None:
            nonlocal lane
            first.clear()
            lane = self._open_lane()

        result = convert_to_parquet(
            self.places.raw("success"),
            target,
            self.config.source_type,
            SourceConfig.from_json(self.config.source_config),
            on_rejects=lambda records: batches.add_rejects(
                run,
                self.name,
                Stage.CONVERT,
                records,
                lambda r: Disposition.WARNED if r.rule is Rule.REPAIRED else Disposition.REJECTED,
            ),
            on_progress=self.runner.progress(Stage.CONVERT, self.name),
            is_cancelled=lambda: self.runner.cancel.is_set,
            on_batch=on_batch,
            on_anew=on_anew,
            known=self.runner.known,
        )
        self.places.same_as_claimed()
        self.places.converted()
        if not result.columns:
            self.storage.remove(target)
            found = result.problems[0] if result.problems else None
            raise DataError(
                found.message if found else f"No record of {self.name} can be read.",
                found.remedy if found else "Look at the rejected rows, have the file delivered again.",
                code="source_empty",
            )
        self.places.remove_stale_parquet()
        attempt.rows = result.read
        self.problems = list(result.problems)
        self.state = replace(
            self.state,
            parquet_name=target.name,
            understood=result.understood,
            ledger=Ledger(read=result.read, rejected=result.rejected),
        )
        batches.file_converted(run, self.name, target.name, result.read, result.understood)
        self._register(self._seen(result, first))
        self.runner.converted(self.state)
        undecided = result.rejected - self._decide_unread(self.corrections.records)
        if undecided > 0 and self.config.policies.malformed is Policy.FATAL:
            raise DataError(
                f"{undecided} of {result.read} records of {self.name} are malformed.",
                "Look at the rejected rows, have the file delivered again or correct it, then restart.",
                code=Rule.MALFORMED_RECORD,
                records=undecided,
            )
        self._check_share()

    def _seen(self, result: ConvertResult, first: Sequence[pa.RecordBatch]) -> tuple[ColumnSeen, ...]:
        """What the columns hold: as in the file before that this one is read like, else by its first records."""
        if result.alike in self.runner.profiles:
            return self.runner.profiles[result.alike]
        if not first:
            return tuple(ColumnSeen(c, result.types[c], "empty", 0.0) for c in result.columns)
        self.runner.profiles[self.name] = found = profile(first[0].schema, first[0])
        return found

    def _register(self, columns: Sequence[ColumnSeen]) -> None:
        """Put on record which version of its columns the file has; one that the run has met, and found agreed on, is
        not looked up again."""
        self._columns = self.config.logical_source_file, tuple((c.name, c.type, c.kind) for c in columns)
        was = None if self._is_new else self.store.drift.version_of(self.runner.run, self.name)
        self._version = self.runner.agreed.get(self._columns)
        if self._version is None:
            with self.store.together():
                self._version = drift.register(self.store.drift, self.runner.run, self._columns[0], columns)
        self.store.batches.file_version(self.runner.run, self.name, self._version)
        if was is not None and was != self._version:
            self.store.drift.left(self.runner.run, self._columns[0], self.name, was)

    def _changed(self) -> tuple[DriftItem, ...]:
        """What is different in the file since the version of its columns agreed on, put on record."""
        if self._columns in self.runner.agreed:
            return ()
        found = drift.check(self.store, self.runner.run, self.config, self.name, self._version)
        if not found and self._columns is not None and self._version is not None:
            self.runner.agreed[self._columns] = self._version
        return found

    def _verify_parquet(self) -> None:
        """A Parquet file of an earlier run that is not as it was written is made again from the raw file, when that is
        still the one that was claimed; raises StorageError when it is not."""
        parquet, raw = self.places.parquet("incoming"), self.places.raw("success")
        try:
            verify(parquet, lambda: self.runner.cancel.is_set)
        except StorageError:
            if not raw.exists() or self.storage.hash(raw) != self.state.file_hash:
                raise
            self.storage.remove(parquet)
            last = FILE_STAGES.index(self.plan.stages[-1])
            self.plan = replace(self.plan, stages=FILE_STAGES[: last + 1])
            self._reset()
            self.store.batches.flush(self.runner.run)

    def _decide_unread(self, restored: Iterable[int] = ()) -> int:
        """Records that convert could not read and an operator set aside, or made whole (``restored``, their lines);
        the share of rejects does not count them."""
        lines = [*(line for line, _ in self.corrections.set_aside), *restored]
        self._decided = self.store.decisions.unread_at(self.runner.run, self.name, lines) if lines else 0
        return self._decided

    def _check_share(self) -> None:
        ledger, limit = self.state.ledger, self.config.policies.max_reject_share
        held = ledger.rejected + ledger.quarantined - self._decided
        if held > 0 and held > limit * ledger.read:
            raise DataError(
                f"{held} of {ledger.read} records ({held / ledger.read:.1%}) cannot be loaded; allowed are {limit:.1%}.",
                "Look at the rejected rows; correct the file or its configuration, then restart.",
                code="too_many_rejects",
                held=held,
                read=ledger.read,
                limit=limit,
            )

    def _validate_mapping(self, attempt: Attempt) -> None:
        result = validate_mapping(parquet_columns(self.places.parquet("incoming")), self.config, self.load.targets)
        found = (*result.errors, *result.warnings)
        changed = self._changed()
        held = drift.problems(i for i in changed if i.status == "WAITING" and i.policy != DriftPolicy.EVOLVE)
        self.store.batches.log_mapping(self.runner.run, attempt.job_id, self.name, attempt.number, (*held, *found))
        self.problems += result.warnings
        if held:
            self.problems += (*held[1:], *result.errors)
            raise DataError(held[0].message, held[0].remedy, code=held[0].code, **held[0].facts)
        if result.errors:
            first = result.errors[0]
            more = f" And {len(result.errors) - 1} more." if len(result.errors) > 1 else ""
            self.problems += result.errors[1:]
            raise DataError(first.message + more, first.remedy, code=first.code, **first.facts)

    def _validate_row(self, attempt: Attempt) -> None:
        batches, run = self.store.batches, self.runner.run
        if not self._is_new or attempt.number > 1:
            batches.reset_rejects(run, self.name, [Stage.VALIDATE_ROW])
        policies = self.config.policies
        kept = {
            Policy.FATAL: Disposition.REJECTED,
            Policy.QUARANTINE: Disposition.QUARANTINED,
            Policy.WARN: Disposition.WARNED,
        }

        def add(records: Sequence[RejectedRecord]) -> None:
            batches.add_rejects(run, self.name, Stage.VALIDATE_ROW, records, lambda r: kept[policies.of(r.rule)])

        lane = self.load.lane
        self.runner.cancel.check()
        self.places.same_as_converted()
        result = validate_row(
            self.places.parquet("incoming"),
            self.config,
            self.load.targets,
            on_rejects=add,
            on_cancel=self.runner.cancel.on_cancel,
            checked=lane.checked if lane else None,
            corrections=self.corrections,
            on_decided=lambda records, became: batches.add_rejects(
                run, self.name, Stage.VALIDATE_ROW, records, lambda _: became
            ),
        )
        attempt.rows = result.records
        if not self._is_new:
            self.store.decisions.applied(run, self.name, self.corrections.last_act)
        findings = [f.to_json() for f in result.findings]
        batches.log_rows(run, attempt.job_id, self.name, attempt.number, findings)
        unread = self.state.ledger.read - result.records  # what convert rejected is not in the Parquet file
        aside = self._decide_unread()
        self._decided += result.decided
        self.state = replace(
            self.state, ledger=replace(self.state.ledger, rejected=unread - aside, quarantined=result.held + aside)
        )
        for finding in result.findings:
            if finding.policy is not Policy.FATAL:
                warns = "The policy only warns: these rows are loaded with the others."
                remedy = warns if finding.policy is Policy.WARN else "See the rejected rows."
                self.problems.append(Problem(finding.rule, finding.message, remedy, {"policy": finding.policy}))
        if result.is_fatal:
            fatal = [f for f in result.findings if f.policy is Policy.FATAL]
            ledger = self.state.ledger
            broken = result.held - result.decided
            self.state = replace(
                self.state,
                ledger=replace(ledger, rejected=ledger.rejected + broken, quarantined=ledger.quarantined - broken),
            )
            raise DataError(
                "; ".join(f.message for f in fatal) + ".",
                "Look at the rejected rows; correct the file, or set the rule to quarantine, then restart.",
                code=fatal[0].rule,
                columns=[f.column for f in fatal],
            )
        self._check_share()

    @property
    def goes_whole(self) -> bool:
        """True when all of the file can be loaded together with others now."""
        return (
            self._status is Status.SUCCESS
            and self.load.goes_whole(self.state.ledger)
            and self.places.is_as_converted
        )  # fmt: skip

    def begin_load(self) -> None:
        """The load begins now, and takes others along: its attempt is on record."""
        self._begun = self.runner.begin(Stage.LOAD_TO_BRONZE, self.name, 1, partial(self._mark, Stage.LOAD_TO_BRONZE))

    def _load(self, attempt: Attempt) -> None:
        store, run = self.store, self.runner.run
        parquet = self.places.parquet("incoming")
        if self.load.loaded is None:
            self.places.same_as_converted()
        try:
            loaded = self.load.load(parquet, self.state.ledger, self.corrections)
        except EtlError as error:
            store.batches.log_load_error(run, attempt.job_id, self.name, attempt.number, self.config.target, error)
            raise
        attempt.rows = loaded
        self.state = replace(self.state, ledger=replace(self.state.ledger, loaded=loaded))
        self.places.archive_parquet()
