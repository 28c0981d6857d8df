"""Target tables that are not there yet: drafted from the mapping and from all that the newest files hold, and made."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from etl_console.errors import StorageError, UsageError
from etl_console.pipeline import layout, values
from etl_console.pipeline.checks import connect, source_columns
from etl_console.pipeline.health import without_table
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import Storage
from etl_console.records import ColumnMap, FileConfig

TYPES = ("text", "bigint", "numeric", "date", "timestamp", "timestamptz", "boolean")
"""What a column may be made as; others are the business of who designs the warehouse."""
_TRIED = {
    "bigint": "bigint", "numeric": "numeric", "date": "date", "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone", "boolean": "boolean",
}  # fmt: skip
"""The types that are tried, the narrowest first, and how PostgreSQL writes them."""
_FORMS = {
    "bigint": r"-?(0|[1-9][0-9]{0,17})", "numeric": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "timestamp": r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?",
    "timestamptz": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)",
    "boolean": r"(?i)(true|false)",
}  # fmt: skip
"""How a text is written that is nothing else and loses nothing as a value of a type: a 0 or a + in front is a code's."""
_CODE = r"([+]|[+-]?0[0-9]).*"
"""What is written with digits and is no number, however numbers are written."""
_KINDS = {
    "bigint": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    "numeric": ("DOUBLE", "FLOAT", "DECIMAL", "UBIGINT", "HUGEINT"), "date": ("DATE",), "timestamp": ("TIMESTAMP", "TIMESTAMP_S",
    "TIMESTAMP_MS"), "timestamptz": ("TIMESTAMP WITH TIME ZONE",), "boolean": ("BOOLEAN",),
}  # fmt: skip
"""What a Parquet column of a kind that is no text becomes."""
_TIME = re.compile(r"%[HIMSfTXcz]")
_LONGEST = 60
"""Characters of a value that are shown."""
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
        found: dict[str, NewTable] = {}
        for file in without_table(self._store, self._store.clients.config(client)):
            table = found.get(file.target, NewTable(file.target_schema, file.target_table, ()))
            columns = drafted(file, self._parquets(client, file.logical_source_file))
            if not columns:
                continue  # nothing is mapped yet
            found[file.target] = replace(table, columns=_together(table.columns, columns))
        return list(found.values())

    def _parquets(self, client: str, logical: str) -> list[Path]:
        """The Parquet of the newest files of a logical file, as far as it is there."""
        place = self._storage.layout.data
        found: list[Path] = []
        for row in self._store.insight.expected_files(self._store.clients.client(client), _NEWEST):
            if row["logical_source_file"] == logical and len(found) < _FILES:
                name = layout.parquet_name(row["physical_file_name"])
                path = self._storage.find(
                    place(client, row["source_system"], folder, name) for folder in layout.DATA_FOLDERS
                )
                found += [path] if path else []
        return found

    def make(self, client: str, tables: Sequence[NewTable]) -> None:
        """Make these tables, all or none. Raises UsageError for one that the client's files do not ask for or that is there
        already, for a column that none is mapped to, and for another type than ``TYPES``."""
        wanted: dict[str, set[str]] = {}
        for file in without_table(self._store, self._store.clients.config(client)):
            wanted.setdefault(file.target, set()).update(c.name for c in drafted(file, ()))
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
        with contextlib.suppress(StorageError, duckdb.Error):  # a damaged one, or a wrong format, speaks for nothing
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
    with connect(path, lambda _: contextlib.nullcontext()) as connection:
        kinds = source_columns(connection)
        there = [c for c in columns if c.source_column in kinds]
        forms = {c.source_column: values.Format.of(file.source_config, c.source_format, c.source_column) for c in there}
        present = {n: values.present(n, kinds[n] == "VARCHAR", form) for n, form in forms.items()}
        counts = [_counted(c, kinds[c.source_column], forms[c.source_column], present[c.source_column]) for c in there]
        if not counts:
            return []
        told = connection.execute(f"SELECT {', '.join(', '.join(asked) for asked in counts)} FROM source").fetchone()
        numbers = iter(told or ())
        found = []
        for column in there:
            filled, *fits = (next(numbers) for _ in range(1 + len(_TRIED)))
            if filled:
                types = {t for t, n in zip(_TRIED, fits, strict=True) if n == filled}
                found.append((column.source_column, types, _some(connection, present[column.source_column])))
    return found


def _counted(column: ColumnMap, kind: str, form: values.Format, present: str) -> list[str]:
    """What is counted of a column: its values that are ``present``, and those that each type fits and loses nothing of."""
    own, counted = column.source_format or {}, [f"count({present})"]
    for name, written in _TRIED.items():
        fits = f"({values.typed(column.source_column, kind, written, form)}) IS NOT NULL"
        is_number = name in ("bigint", "numeric")
        if kind != "VARCHAR":
            is_it = kind.partition("(")[0] in _KINDS[name]
        elif form.dates:  # the operator has said what it is
            has_zone, has_time = any("%z" in d for d in form.dates), any(_TIME.search(d) for d in form.dates)
            is_it = name == ("timestamptz" if has_zone else "timestamp" if has_time else "date")
        elif is_number and (own or (form.decimal, form.thousands) != (".", "")):  # how numbers are written
            is_it = name == "numeric"
            fits += f" AND NOT regexp_full_match(trim({present}), {values.literal(_CODE)})"
        else:
            is_it = True
            fits += f" AND regexp_full_match(trim({present}), {values.literal(_FORMS[name])})"
        counted.append(f"count(*) FILTER ({fits})" if is_it else "0")
    return counted


def _some(connection: duckdb.DuckDBPyConnection, present: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"SELECT DISTINCT left(CAST({present} AS VARCHAR), {_LONGEST}) FROM (SELECT * FROM source LIMIT 200)"
        f" WHERE {present} IS NOT NULL LIMIT {_SHOWN}"
    ).fetchall()
    return tuple(sorted(row[0] for row in rows))


def _together(some: Sequence[NewColumn], more: Sequence[NewColumn]) -> tuple[NewColumn, ...]:
    """The columns of both; one that they see differently is text, and what has no values says nothing."""
    both = {c.name: c for c in some}
    for column in more:
        before = both.get(column.name)
        if before is None or not before.samples:
            both[column.name] = column
        elif column.samples and before.type != column.type:
            both[column.name] = replace(before, type="text")
    return tuple(both.values())
