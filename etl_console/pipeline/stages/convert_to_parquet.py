"""Stage 1: a source file becomes Parquet; values stay the source's, every record keeps its line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from etl_console.errors import CancelledError
from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.source import Source
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """``read`` is ``written`` plus ``rejected``; ``types`` has the Parquet type of each column by name."""

    read: int
    written: int
    rejected: int
    columns: tuple[str, ...]
    types: Mapping[str, str]
    understood: Mapping[str, Any]
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        """The form that ``convert --json`` prints."""
        return {
            "understood": self.understood,
            "ledger": {"read": self.read, "written": self.written, "rejected": self.rejected},
            "columns": [{"name": c, "type": self.types[c]} for c in self.columns],
            "problems": [p.to_json() for p in self.problems],
        }


def convert_to_parquet(
    source: Path,
    target: Path,
    source_type: str,
    config: SourceConfig,
    *,
    on_rejects: Callable[[list[RejectedRecord]], None],
    on_progress: Callable[[int, float | None], None],
    is_cancelled: Callable[[], bool],
) -> ConvertResult:
    """Write ``target`` from ``source``: under a temporary name first, fsynced, renamed; nothing is left on a failure.

    Raises SourceError for a file that cannot be read, CancelledError when cancelled.
    """
    opened = open_source(source, source_type, config)
    try:
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            result = _write(opened, temporary, on_rejects, on_progress, is_cancelled)
            with temporary.open("rb") as stream:
                os.fsync(stream.fileno())
            temporary.replace(target)
            return result
        finally:
            temporary.unlink(missing_ok=True)
    finally:
        opened.close()


def _write(
    opened: Source,
    temporary: Path,
    on_rejects: Callable[[list[RejectedRecord]], None],
    on_progress: Callable[[int, float | None], None],
    is_cancelled: Callable[[], bool],
) -> ConvertResult:
    rejected = written = 0

    def count(records: list[RejectedRecord]) -> None:
        nonlocal rejected
        rejected += len(records)
        on_rejects(records)

    schema: pa.Schema | None = None
    writer: pa.parquet.ParquetWriter | None = None
    try:
        for batch in opened.batches(count):
            if is_cancelled():
                raise CancelledError("The conversion was cancelled.", "Restart the batch to complete it.")
            if writer is None:
                schema = batch.schema
                writer = pa.parquet.ParquetWriter(temporary, schema, compression="snappy")
            writer.write_batch(batch)
            written += batch.num_rows
            on_progress(written, opened.share())
        if writer is None:
            schema = pa.schema([*((c, pa.string()) for c in opened.columns), (SOURCE_LINE, pa.int64())])
            writer = pa.parquet.ParquetWriter(temporary, schema, compression="snappy")
    finally:
        if writer is not None:
            writer.close()
    assert schema is not None
    types = {f.name: str(f.type) for f in schema if f.name != SOURCE_LINE}
    return ConvertResult(
        written + rejected, written, rejected, tuple(types), types, dict(opened.understood), tuple(opened.problems)
    )
