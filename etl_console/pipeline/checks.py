"""DuckDB over one Parquet file: bounded memory, interruptible, with the typed view of a file's mapped columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet

from etl_console.errors import ConfigurationError, StorageError
from etl_console.pipeline import values
from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.corrections import overlay
from etl_console.records import SOURCE_LINE, Corrections, FileConfig, TargetColumn

ROW = "file_row_number"
"""Name of the row's place in the Parquet file, from 0, as DuckDB gives it; unique where lines are not."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One mapped column: its target, and SQL for the source value as present and as typed text."""

    source: str
    target: str
    target_type: str
    present: str
    typed: str


def memory() -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own in memory, set so that values mean the same everywhere."""
    connection = duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "1GB"})
    connection.execute("SET autoinstall_known_extensions = false; LOAD icu; SET TimeZone = 'UTC'")
    return connection


def parquet_schema(parquet: Path) -> pa.Schema:
    """The schema of a Parquet file; raises StorageError when it is none."""
    try:
        return pyarrow.parquet.read_schema(parquet)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(parquet, error) from error


def parquet_columns(parquet: Path) -> dict[str, str]:
    """Column name -> type of a Parquet file, without the line column; raises StorageError when it is none."""
    return {f.name: str(f.type) for f in parquet_schema(parquet) if f.name != SOURCE_LINE}


def verify(parquet: Path, is_cancelled: Callable[[], bool]) -> None:
    """Read all pages of a Parquet file against their checksums; raises StorageError when one is not as it was written.
    Stops early when cancelled."""
    try:
        with pyarrow.parquet.ParquetFile(parquet, page_checksum_verification=True) as file:
            for _ in file.iter_batches():
                if is_cancelled():
                    return
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(parquet, error) from error


def _unreadable(parquet: Path, error: Exception) -> StorageError:
    return StorageError(
        f"{parquet.name} is not a whole Parquet file: {error}.",
        "Restart the batch: it is made again from the raw file; without that, have the file delivered again.",
        code="parquet_unreadable",
    )


@contextmanager
def connect(
    parquet: Path, on_cancel: OnCancel, corrections: Corrections | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection of its own with the file as view ``source``, as the operator corrected it; raises
    StorageError when it is no Parquet."""
    connection = memory()
    try:
        with on_cancel(connection.interrupt):
            try:
                path = values.literal(str(parquet))
                connection.execute(
                    f"CREATE VIEW as_read AS SELECT * FROM read_parquet({path}, hive_partitioning = false, "
                    "file_row_number = true)"
                )
            except (duckdb.IOException, duckdb.InvalidInputException) as error:
                raise _unreadable(parquet, error) from error
            if corrections is None or corrections.is_empty:
                connection.execute("CREATE VIEW source AS SELECT * FROM as_read")
            else:
                overlay(connection, corrections)
            try:
                yield connection
            except duckdb.InterruptException:
                raise
            except duckdb.Error:
                verify(parquet, lambda: False)  # a damaged page is said as such
                raise
    finally:
        connection.close()


def source_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Column name -> DuckDB type of the file, without the line column."""
    rows = connection.execute("DESCRIBE source").fetchall()
    return {name: kind for name, kind, *_ in rows if name not in (SOURCE_LINE, ROW)}


def mapped_columns(
    sources: dict[str, str], config: FileConfig, targets: tuple[TargetColumn, ...]
) -> tuple[MappedColumn, ...]:
    """The mapped columns of a file in mapping order. Raises ConfigurationError for a target that does not exist."""
    types = {t.name: t.data_type for t in targets}
    result = []
    for column in config.columns:
        if column.target_column is None or column.source_column not in sources:
            continue
        if column.target_column not in types:
            raise ConfigurationError(
                f"{config.target} has no column {column.target_column}.", "Correct the mapping.", code="target_missing"
            )
        form = values.Format.of(config.source_config, column.source_format, column.source_column)
        kind, target_type = sources[column.source_column], types[column.target_column]
        result.append(
            MappedColumn(
                column.source_column,
                column.target_column,
                target_type,
                values.present(column.source_column, kind == "VARCHAR", form),
                values.typed(column.source_column, kind, target_type, form),
            )
        )
    return tuple(result)
