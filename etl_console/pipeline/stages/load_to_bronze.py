"""Stage 4: the records that fit, as blocks for one COPY; what was held back stays out. Binary, CSV where that cannot be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.checks import connect, mapped_columns, source_columns
from etl_console.pipeline.copy_binary import SIGNATURE, TRAILER
from etl_console.pipeline.encoder import Encoder
from etl_console.pipeline.values import identifier, literal
from etl_console.records import SOURCE_LINE, Corrections, FileConfig, TargetColumn

_BATCH_ROWS = 50_000
_BINARY_ROWS = 16_384


def load_columns(config: FileConfig, sources: Sequence[str], targets: Sequence[TargetColumn]) -> tuple[str, ...]:
    """Target columns of the COPY: the mapped ones in mapping order, then those of ours that the table has."""
    mapped = [c.target_column for c in config.columns if c.target_column and c.source_column in sources]
    names = {t.name for t in targets}
    ours = [n for n in ("dwh_batch_id", "dwh_source_line", "dwh_source_file", "dwh_loaded_at") if n in names]
    return (*mapped, *(n for n in ours if n not in mapped))


def binary_blocks(
    parquet: Path, encoder: Encoder, held_lines: Sequence[int], *, on_rows: Callable[[int, float | None], None]
) -> Iterator[bytes | memoryview]:
    """The file's records as blocks of binary COPY in the order of ``encoder.columns``.

    ``held_lines`` are the source lines that stay out; ``on_rows`` hears the rows so far. Raises NotEncodable for a
    value that has no binary form here.
    """
    held = np.asarray(held_lines, np.int64)
    rows = 0
    yield SIGNATURE
    with pyarrow.parquet.ParquetFile(parquet, page_checksum_verification=True) as file:
        for batch in file.iter_batches(_BINARY_ROWS):
            block = encoder.block(batch, held)
            rows += block.rows
            yield block.data
            on_rows(rows, None)
    yield TRAILER


def csv_blocks(
    parquet: Path,
    config: FileConfig,
    targets: tuple[TargetColumn, ...],
    held_lines: Sequence[int],
    batch_id: str,
    physical_file_name: str,
    *,
    on_cancel: OnCancel,
    on_rows: Callable[[int, float | None], None],
    corrections: Corrections | None = None,
) -> Iterator[bytes]:
    """The file's records as blocks of CSV in the order of ``load_columns``; NULL is an empty unquoted field.

    ``held_lines`` are the source lines that stay out; ``on_rows`` hears the rows so far; ``corrections`` are laid over
    the file.
    """
    with connect(parquet, on_cancel, corrections) as connection:
        sources = source_columns(connection)
        columns = mapped_columns(sources, config, targets)
        ours = {
            "dwh_batch_id": literal(batch_id),
            "dwh_source_line": identifier(SOURCE_LINE),
            "dwh_source_file": literal(physical_file_name),
            "dwh_loaded_at": literal(datetime.now(UTC).isoformat()),
        }
        typed = {c.target: c.typed for c in columns}
        expressions = ", ".join(
            f"{typed.get(n) or ours[n]} AS {identifier(n)}" for n in load_columns(config, list(sources), targets)
        )
        connection.register("held", pa.table({"line": pa.array(held_lines, pa.int64())}))
        keep = f" WHERE {identifier(SOURCE_LINE)} NOT IN (SELECT line FROM held)" if held_lines else ""
        reader = connection.sql(f"SELECT {expressions} FROM source{keep}").to_arrow_reader(_BATCH_ROWS)
        rows = 0
        for batch in reader:
            buffer = io.BytesIO()
            pyarrow.csv.write_csv(batch, buffer, pyarrow.csv.WriteOptions(include_header=False))
            rows += batch.num_rows
            yield buffer.getvalue()
            on_rows(rows, None)
