"""Target tables that are not there yet: drafted from the mapping and from what the files brought, and made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl_console.errors import UsageError
from etl_console.pipeline.ports import Store
from etl_console.records import ColumnMap, ColumnSeen, FileConfig

TYPES = ("text", "bigint", "numeric", "date", "timestamp", "timestamptz", "boolean")
"""What a column may be made as; others are the business of who designs the warehouse."""
_SHOWN = 3
_DIGITS = 18
"""Digits that every bigint has room for."""
_PLAIN, _ISO = re.compile(r"[+-]?\d+(\.\d+)?"), re.compile(r"\d{4}-\d\d-\d\d([ T].*)?")


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


class TargetTables:
    """What the active files of a client are to be loaded into."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def missing(self, client: str) -> list[NewTable]:
        """The tables that are not there, as they would be made; files that share one bring its columns together."""
        config = self._store.clients.config(client)
        found: dict[str, NewTable] = {}
        for file in config.files:
            if not file.is_active or self._store.bronze.columns(file.target_schema, file.target_table):
                continue
            versions = self._store.drift.versions(config.client, file.logical_source_file)
            table = found.get(file.target, NewTable(file.target_schema, file.target_table, ()))
            columns = drafted(file, versions[0].columns if versions else ())
            found[file.target] = replace(table, columns=_together(table.columns, columns))
        return list(found.values())

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


def drafted(file: FileConfig, seen: Sequence[ColumnSeen]) -> tuple[NewColumn, ...]:
    """The columns that a file is mapped to. What its values are without doubt is the type; all else is text, so that
    nothing is lost: a number with a separator or a date that could be read in two ways has a format in the mapping first."""
    known = {column.name: column for column in seen}
    return tuple(
        NewColumn(c.target_column, _type(c, known[c.source_column]), known[c.source_column].samples[:_SHOWN])
        if c.source_column in known else NewColumn(c.target_column, "text")
        for c in file.columns if c.target_column and not c.target_column.startswith("dwh_")
    )  # fmt: skip


def _type(column: ColumnMap, seen: ColumnSeen) -> str:
    has_format, samples = bool(column.source_format), seen.samples
    if seen.kind == "boolean":
        return "boolean"
    if seen.kind == "integer":
        return "bigint" if all(len(s.lstrip("+-")) <= _DIGITS for s in samples) else "numeric"
    if seen.kind == "decimal" and (has_format or all(_PLAIN.fullmatch(s) for s in samples)):
        return "numeric"
    if seen.kind == "date" and (has_format or all(_ISO.fullmatch(s) for s in samples)):
        return "timestamp" if any(":" in s for s in samples) else "date"
    return "text"


def _together(some: Sequence[NewColumn], more: Sequence[NewColumn]) -> tuple[NewColumn, ...]:
    """The columns of both; one that they see differently is text."""
    both = {c.name: c for c in some}
    for column in more:
        before = both.get(column.name)
        both[column.name] = column if before is None or before.type == column.type else replace(column, type="text")
    return tuple(both.values())
