"""Target tables that are not there yet: drafted from the mapping and from all that the newest files hold, and made."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl_console.errors import StorageError, UsageError
from etl_console.pipeline import layout, values
from etl_console.pipeline.checks import connect, source_columns
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import Client, ColumnMap, FileConfig

TYPES = ("text", "bigint", "numeric", "date", "timestamp", "timestamptz", "boolean")
"""What a column may be made as; others are the business of who designs the warehouse."""
_TRIED = {
    "bigint": "bigint", "numeric": "numeric", "date": "date", "timestamp": "timestamp without time zone",
    "boolean": "boolean",
}  # fmt: skip
"""The types that are tried, the narrowest first, and how PostgreSQL writes them."""
_CODE = r"\s*[+-]?0[0-9].*"
"""A number that begins with 0 is a code, of which a number would lose the zero."""
_TRUTH = r"\s*(true|false)\s*"
_SHOWN, _FILES, _NEWEST = 3, 3, 500
"""Values that are shown of a column, files that are looked through, and those among which the newest are looked for."""


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column as it would be made: one of ``TYPES``, and some of the values that speak for it, none where none were seen."""

    name: str
    type: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table as it would be made; the columns of ours (``dwh_batch_id`` and its like) are added."""

    schema: str
    table: str
    columns: tuple[NewColumn, ...]

    @property
    def target(self) -> str:
        """The table as ``schema.table``."""
        return f"{self.schema}.{self.table}"

    @property
    def is_seen(self) -> bool:
        """True when a file has brought values for it."""
        return any(column.samples for column in self.columns)


def ready(tables: Sequence[NewTable]) -> list[NewTable]:
    """The tables that something is known of; all of them while nothing is known of any."""
    return [t for t in tables if t.is_seen] or list(tables)


class TargetTables:
    """What the active files of a client are to be loaded into."""

    def __init__(self, store: Store, storage: Storage) -> None:
        self._store, self._storage = store, storage

    def missing(self, client: str) -> list[NewTable]:
        """The tables that are not there, as they would be made; files that share one bring its columns together."""
        config = self._store.clients.config(client)
        found: dict[str, NewTable] = {}
        for file in config.files:
            if not file.is_active or self._store.bronze.columns(file.target_schema, file.target_table):
                continue
            table = found.get(file.target, NewTable(file.target_schema, file.target_table, ()))
            columns = drafted(file, self._parquets(config.client, file.logical_source_file))
            found[file.target] = replace(table, columns=_together(table.columns, columns))
        return list(found.values())

    def _parquets(self, client: Client, logical: str) -> list[Path]:
        """The Parquet of the newest files of a logical file, as far as it is there."""
        place = self._storage.layout.data
        found: list[Path] = []
        for row in self._store.insight.expected_files(client, _NEWEST):
            if row["logical_source_file"] == logical and len(found) < _FILES:
                name = layout.parquet_name(row["physical_file_name"])
                path = self._storage.find(
                    place(client.client_schema, row["source_system"], folder, name) for folder in layout.DATA_FOLDERS
                )
                found += [path] if path else []
        return found

    def make(self, client: str, tables: Sequence[NewTable]) -> None:
        """Make these tables, all or none. Raises UsageError for one that the client's files do not ask for or that is there
        already, for a column that none is mapped to, and for another type than ``TYPES``."""
        wanted = {t.target: {c.name for c in t.columns} for t in self.missing(client)}
        for table in tables:
            if table.target not in wanted:
                raise UsageError(
                    f"{table.target} is there already, or no file of {client} is loaded into it.", "Look again.",
                    code="plan_outdated",
                )  # fmt: skip
            for column in table.columns:
                if column.name not in wanted[table.target] or column.type not in TYPES:
                    raise UsageError(
                        f"{table.target}: {column.name} {column.type} cannot be made.",
                        f"Possible are mapped columns, as {', '.join(TYPES)}.",
                    )
        self._store.bronze.create([(t.schema, t.table, [(c.name, c.type) for c in t.columns]) for t in tables])


def drafted(file: FileConfig, parquets: Sequence[Path]) -> tuple[NewColumn, ...]:
    """The columns that a file is mapped to, each of the narrowest type that all values of these Parquet files fit as they
    are loaded and that loses nothing of them; else it is text."""
    wanted = [c for c in file.columns if c.target_column and not c.target_column.startswith("dwh_")]
    fit: dict[str, set[str]] = {}
    samples: dict[str, tuple[str, ...]] = {}
    for path in parquets:
        with contextlib.suppress(StorageError):  # a damaged one speaks for nothing
            for name, types, some in _looked_through(path, file, wanted):
                fit[name] = types if name not in fit else fit[name] & types
                samples.setdefault(name, some)
    return tuple(
        NewColumn(
            str(c.target_column), next((t for t in _TRIED if t in fit.get(c.source_column, ())), "text"),
            samples.get(c.source_column, ()),
        ) for c in wanted
    )  # fmt: skip


def _looked_through(
    path: Path, file: FileConfig, columns: Sequence[ColumnMap]
) -> list[tuple[str, set[str], tuple[str, ...]]]:
    """Of each column that has values in a file: its name, the types that all of them fit, and some of them."""
    found = []
    with connect(path, lambda _: contextlib.nullcontext()) as connection:
        kinds = source_columns(connection)
        for column in columns:
            name, kind = column.source_column, kinds.get(column.source_column)
            if kind is None:
                continue
            form = values.Format.of(file.source_config, column.source_format, name)
            present = values.present(name, kind == "VARCHAR", form)
            counted = [f"count({values.typed(name, kind, written, form)})" for written in _TRIED.values()]
            text = f"CAST({present} AS VARCHAR)"
            codes = f"count(*) FILTER (regexp_full_match({text}, '{_CODE}'))"
            truths = f"count(*) FILTER (regexp_full_match(lower({text}), '{_TRUTH}'))"
            asked = f"SELECT count({present}), {codes}, {truths}, {', '.join(counted)} FROM source"
            filled, code, truth, *fits = connection.execute(asked).fetchone() or (0,)
            some = connection.execute(
                f"SELECT DISTINCT {text} FROM (SELECT * FROM source LIMIT 200) WHERE {present} IS NOT NULL LIMIT {_SHOWN}"
            ).fetchall()
            if filled:
                types = {t for t, n in zip(_TRIED, fits, strict=True) if n == filled}
                types -= {"bigint", "numeric"} if code else set()
                types -= set() if truth == filled or kind == "BOOLEAN" else {"boolean"}
                found.append((name, types, tuple(sorted(row[0] for row in some))))
    return found


def _together(some: Sequence[NewColumn], more: Sequence[NewColumn]) -> tuple[NewColumn, ...]:
    """The columns of both; one that they see differently is text."""
    both = {c.name: c for c in some}
    for column in more:
        before = both.get(column.name)
        both[column.name] = column if before is None or before.type == column.type else replace(column, type="text")
    return tuple(both.values())
