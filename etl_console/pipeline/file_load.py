"""The load of one file: what its fast lane sent, what was loaded together with other small files, or its Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from etl_console.pipeline.checks import parquet_columns, parquet_schema
from etl_console.pipeline.encoder import Encoder, NotEncodable
from etl_console.pipeline.lane import Lane
from etl_console.pipeline.stages.load_to_bronze import binary_blocks, csv_blocks, load_columns
from etl_console.records import Corrections, FileConfig, Ledger, Stage, TargetColumn

if TYPE_CHECKING:
    from etl_console.pipeline.runner import Runner


class FileLoad:
    """How the rows of one file get into its target table."""

    def __init__(self, runner: Runner, config: FileConfig, name: str) -> None:
        self._runner, self.config, self.name = runner, config, name
        self._lane: Lane | None = None
        self.loaded: int | None = None  # rows that were loaded together with those of other files

    @cached_property
    def targets(self) -> tuple[TargetColumn, ...]:
        """The columns of the target table; empty while there is none."""
        return self._runner.targets(self.config)

    @property
    def by_file(self) -> bool:
        """True when the table tells the rows of one file from those of the others."""
        return any(t.name == "dwh_source_file" for t in self.targets)

    # The fast lane -----------------------------------------------------------------------------------------------

    def open_lane(self) -> Lane | None:
        """A fast lane for the file, in place of the one before; None while there is no table."""
        self.leave_lane()
        if self.targets:
            self._lane = Lane(self.encoder, self._copy)
        return self._lane

    def leave_lane(self) -> None:
        """End the lane; what it sent is not loaded."""
        if self._lane is not None:
            self._lane.abandon()
            self._lane = None

    @property
    def lane(self) -> Lane | None:
        """The lane once all records are through it; None when there is none, or it has ended without."""
        return self._lane if self._lane is not None and self._lane.is_ready() else None

    @property
    def in_memory(self) -> pa.RecordBatch | None:
        """The records so far of a file that has few, of which nothing is sent before it may be loaded."""
        return self._lane.in_memory if self._lane is not None else None

    def encoded_together(self, keys_differ: bool) -> None:
        """Its records were encoded with those of other files, and are in order; no two have the same key."""
        if self._lane is not None:
            self._lane.encoded_together(keys_differ)

    def goes_whole(self, ledger: Ledger) -> bool:
        """True when all records are in memory and validation lets all of them through, to the rows of this file alone."""
        records = self.in_memory
        passed = records is not None and records.num_rows == ledger.read - ledger.rejected
        return self.by_file and passed and not ledger.quarantined

    def loaded_together(self, rows: int) -> None:
        """So many rows of it were loaded together with those of other files."""
        self.loaded = rows

    # Loading -----------------------------------------------------------------------------------------------------

    def load(self, parquet: Path, ledger: Ledger, corrections: Corrections) -> int:
        """Load the file in one transaction; rows loaded. ``ledger`` is what validation let through of it."""
        if self.loaded is not None:
            return self.loaded
        loaded = self._as_sent(ledger)
        return self._from_parquet(parquet, corrections) if loaded is None else loaded

    def _as_sent(self, ledger: Ledger) -> int | None:
        """Commit what the fast lane sent, if it sent just what validation lets through; None when nothing is loaded."""
        if self._lane is not None:
            self._lane.by_itself()
        lane = self.lane
        if lane is None or lane.records != ledger.read - ledger.rejected:
            return None
        if (lane.faulty or ledger.quarantined) and sorted(lane.held) != self._held():
            return None
        self._runner.cancel.check()
        return lane.commit()

    def _from_parquet(self, parquet: Path, corrections: Corrections) -> int:
        """Load the Parquet file: in binary; as CSV when it was corrected, or has a type or a value without binary form."""
        self.leave_lane()
        run, progress = self._runner.run, self._runner.progress(Stage.LOAD_TO_BRONZE, self.name)
        held = self._held()
        if corrections.is_empty:
            try:
                with closing(self.encoder(parquet_schema(parquet))) as encoder:
                    return self._copy(encoder.columns, binary_blocks(parquet, encoder, held, on_rows=progress))
            except NotEncodable:
                pass
        columns = load_columns(self.config, list(parquet_columns(parquet)), self.targets)
        blocks = csv_blocks(
            parquet, self.config, self.targets, held, run.batch_id, self.name,
            on_cancel=self._runner.cancel.on_cancel, on_rows=progress, corrections=corrections,
        )  # fmt: skip
        return self._copy(columns, blocks, "csv")

    def _held(self) -> Sequence[int]:
        run = self._runner.run
        return self._runner.store.batches.held_lines(run.client, run.batch_id, self.name)

    def encoder(self, schema: pa.Schema) -> Encoder:
        """An encoder for records of this file. Raises NotEncodable."""
        return Encoder(self.config, schema, self.targets, self._runner.run.batch_id, self.name)

    def _copy(
        self, columns: Sequence[str], blocks: Iterable[bytes | memoryview], form: Literal["csv", "binary"] = "binary"
    ) -> int:
        return self.copy({self.name: None}, columns, blocks, form)

    def copy(
        self, files: Mapping[str, int | None], columns: Sequence[str], blocks: Iterable[bytes | memoryview],
        form: Literal["csv", "binary"] = "binary",
    ) -> int:  # fmt: skip
        """Load blocks with the rows of these files into the table of this one; see ``Bronze.load``."""
        runner, target = self._runner, (self.config.target_schema, self.config.target_table)
        return runner.store.bronze.load(
            runner.run, files, target, columns, self.by_file, blocks, form, runner.cancel.on_cancel
        )
