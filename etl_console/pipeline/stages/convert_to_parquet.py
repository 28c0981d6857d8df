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
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_GROUP_ROWS = 122_880
_GROUP_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """``read`` is ``written`` plus ``rejected``; ``repaired`` of the written were mended. ``types`` has the Parquet
    type of each column by name. A file without content has no columns."""

    read: int
    written: int
    rejected: int
    repaired: int
    columns: tuple[str, ...]
    types: Mapping[str, str]
    understood: Mapping[str, Any]
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        """The form that ``convert --json`` prints."""
        return {
            "understood": self.understood,
            "ledger": {"read": self.read, "written": self.written, "rejected": self.rejected},
            "repaired": self.repaired,
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
    rejected = repaired = written = 0

    def count(records: list[RejectedRecord]) -> None:
        nonlocal rejected, repaired
        mended = sum(r.rule is Rule.REPAIRED for r in records)
        repaired += mended
        rejected += len(records) - mended
        on_rejects(records)

    writer: pa.parquet.ParquetWriter | None = None
    waiting: list[pa.RecordBatch] = []
    try:
        for batch in opened.batches(count):
            if is_cancelled():
                raise CancelledError("The conversion was cancelled.", "Restart the batch to complete it.")
            writer = writer or pa.parquet.ParquetWriter(temporary, batch.schema, compression="snappy")
            waiting.append(batch)
            written += batch.num_rows
            if sum(b.num_rows for b in waiting) >= _GROUP_ROWS or sum(b.nbytes for b in waiting) >= _GROUP_BYTES:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting = []
            on_progress(written, opened.share())
        if writer is None:
            schema = pa.schema([*((c, pa.string()) for c in opened.columns), (SOURCE_LINE, pa.int64())])
            writer = pa.parquet.ParquetWriter(temporary, schema, compression="snappy")
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting))
    finally:
        if writer is not None:
            writer.close()
    types = {f.name: str(f.type) for f in writer.schema if f.name != SOURCE_LINE}
    return ConvertResult(
        written + rejected, written, rejected, repaired, tuple(types), types, dict(opened.understood),
        tuple(opened.problems),
    )  # fmt: skip
