"""Stage 1: a source file becomes Parquet; values stay the source's, every record keeps its line."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from etl_console.errors import CancelledError
from etl_console.pipeline.channel import Channel
from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.container import Check
from etl_console.pipeline.readers.known import Known
from etl_console.pipeline.readers.source import KindsChanged, Source
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_GROUP_ROWS = 122_880
_GROUP_BYTES = 64 << 20
_AHEAD = 4
_LOOKED_AT = 8_192


@dataclass(frozen=True, slots=True)
class ConvertResult:
    """``read`` is ``written`` plus ``rejected``; ``repaired`` of the written were mended. ``types`` has the Parquet
    type of each column by name. A file without content has no columns. ``alike``: see ``Source``."""

    read: int
    written: int
    rejected: int
    repaired: int
    columns: tuple[str, ...]
    types: Mapping[str, str]
    understood: Mapping[str, Any]
    problems: tuple[Problem, ...]
    alike: str = ""

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
    on_batch: Callable[[pa.RecordBatch], None] = lambda _: None,
    on_anew: Callable[[], None] = lambda: None,
    known: Known | None = None,
) -> ConvertResult:
    """Write ``target`` from ``source``: under a temporary name first, fsynced, renamed; nothing is left on a failure.

    ``on_batch`` gets all that is written, as it is read; while it waits, the reading waits. ``on_anew``: all that
    it got so far is to be forgotten, it gets all of it anew. ``known`` is what was understood of the files before in the
    same run.
    Raises SourceError for a file that cannot be read, CancelledError when cancelled.
    """

    def check() -> None:
        if is_cancelled():
            raise CancelledError("The conversion was cancelled.", "Restart the batch to complete it.")

    opened = open_source(source, source_type, config, known=known, check=check)
    try:
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            result = None
            while result is None:
                try:
                    result = _write(opened, temporary, on_rejects, on_progress, check, on_batch)
                except KindsChanged:
                    on_anew()
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
    check: Check,
    on_batch: Callable[[pa.RecordBatch], None],
) -> ConvertResult:
    rejected = repaired = written = 0

    def count(records: list[RejectedRecord]) -> None:
        nonlocal rejected, repaired
        mended = sum(r.rule is Rule.REPAIRED for r in records)
        repaired += mended
        rejected += len(records) - mended
        on_rejects(records)

    with _Writer(temporary) as writer:
        for batch in opened.batches(count):
            check()
            writer.put(batch)
            on_batch(batch)
            written += batch.num_rows
            on_progress(written, opened.share())
    if writer.schema is None:
        schema = pa.schema([*((c, pa.string()) for c in opened.columns), (SOURCE_LINE, pa.int64())])
        writer.schema = schema
        pa.parquet.write_table(schema.empty_table(), temporary)
    types = {f.name: str(f.type) for f in writer.schema if f.name != SOURCE_LINE}
    return ConvertResult(
        written + rejected, written, rejected, repaired, tuple(types), types, dict(opened.understood),
        tuple(opened.problems), opened.alike,
    )  # fmt: skip


class _Writer:
    """Writes a Parquet file on a thread of its own while the next records are read; of one batch, without a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._channel: Channel[pa.RecordBatch] = Channel(_AHEAD)
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None
        self.schema: pa.Schema | None = None

    def put(self, batch: pa.RecordBatch) -> None:
        """Take the next records, waiting while the writing is behind; raises what the writing failed with."""
        if self.schema is None:
            self.schema = batch.schema
        elif self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(self.schema,), name="etl-parquet")
            self._thread.start()
        if not self._channel.put(batch):
            assert self._error is not None
            raise self._error

    def _run(self, schema: pa.Schema) -> None:
        try:
            self._write(schema)
        except Exception as error:
            self._error = error
            self._channel.close()

    def _write(self, schema: pa.Schema) -> None:
        groups = self._groups()
        first = next(groups, schema.empty_table())
        with pa.parquet.ParquetWriter(
            self._path, schema, compression="snappy", use_dictionary=_repetitive(first),
            write_statistics=[SOURCE_LINE], column_encoding={SOURCE_LINE: "DELTA_BINARY_PACKED"},
            write_page_checksum=True,
        ) as writer:  # fmt: skip
            writer.write_table(first)
            for group in groups:
                writer.write_table(group)

    def _groups(self) -> Iterator[pa.Table]:
        waiting: list[pa.RecordBatch] = []
        rows = size = 0
        for batch in self._channel:
            waiting.append(batch)
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if rows >= _GROUP_ROWS or size >= _GROUP_BYTES:
                yield pa.Table.from_batches(waiting)
                waiting, rows, size = [], 0, 0
        if waiting:
            yield pa.Table.from_batches(waiting)

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._channel.end()
        else:
            self._channel.close()
        if self._thread is not None:
            self._thread.join()
        elif kind is None and self.schema is not None:
            self._write(self.schema)
        if kind is None and self._error is not None:
            raise self._error


def _repetitive(records: pa.Table) -> list[str]:
    """The columns whose values repeat: only those gain by a dictionary, the others lose time. Of a few records: all."""
    some = records.slice(0, _LOOKED_AT)
    names = [name for name in records.schema.names if name != SOURCE_LINE]
    if some.num_rows < _LOOKED_AT // 2:
        return names
    return [name for name in names if pc.count_distinct(some.column(name)).as_py() * 4 < some.num_rows]
