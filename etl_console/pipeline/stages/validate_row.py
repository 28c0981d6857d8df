"""Stage 3: every record against the target types, the required columns and the key; all of it, before any load."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.checks import ROW, MappedColumn, connect, mapped_columns, source_columns
from etl_console.pipeline.corrections import hold_the_faultless, prepare, settle
from etl_console.pipeline.values import identifier, literal
from etl_console.records import (
    SOURCE_LINE,
    Corrections,
    Disposition,
    FileConfig,
    Policy,
    RejectedRecord,
    Rule,
    TargetColumn,
)

_PAGE = 5_000
_LINE = identifier(SOURCE_LINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """How many records broke one rule in one column; ``policy`` is what that means for them."""

    rule: Rule
    column: str | None
    policy: Policy
    count: int
    message: str

    def to_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule, "column_name": self.column, "policy": self.policy, "row_count": self.count,
            "message": self.message,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowResult:
    """``records`` looked at, ``held`` of them stay out of the load; ``decided`` of the held were set aside by an
    operator, the others broke a rule."""

    records: int
    held: int
    findings: tuple[Finding, ...]
    decided: int = 0

    @property
    def is_fatal(self) -> bool:
        """True when a rule with the policy ``fatal`` was broken."""
        return any(f.policy is Policy.FATAL for f in self.findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """``records`` whose values all fit and of which none misses a required one; ``keys_differ`` when no key can stand
    twice."""

    records: int
    keys_differ: bool


def validate_row(
    parquet: Path,
    config: FileConfig,
    targets: tuple[TargetColumn, ...],
    *,
    on_rejects: Callable[[Sequence[RejectedRecord]], None],
    on_cancel: OnCancel,
    checked: Checked | None = None,
    corrections: Corrections | None = None,
    on_decided: Callable[[Sequence[RejectedRecord], Disposition], None] = lambda *_: None,
) -> RowResult:
    """Find every bad value, every null in a required column and every repeated key of a file.

    ``checked`` is what is known of the values already: what was found in order is not looked at again.

    A record held back for one rule is not looked at for a repeated key; of records with the same key the first
    stays. Rejects are handed over in pages, each with line, column, value, rule and the whole record; those that an
    operator has decided about (``corrections``) go to ``on_decided`` with what became of them.
    """
    if checked is not None and checked.keys_differ:
        return RowResult(checked.records, 0, ())
    with connect(parquet, on_cancel, corrections) as connection:
        sources = source_columns(connection)
        columns = mapped_columns(sources, config, targets)
        connection.execute(
            "CREATE TEMP TABLE fault (row_at BIGINT, line BIGINT, place INTEGER, rule VARCHAR, first BIGINT)"
        )
        prepare(connection, corrections, columns)
        if checked is None:
            _find_faults(connection, columns, config)
        settle(connection, columns, sources)
        held_rules = [r for r in Rule if config.policies.of(r) is not Policy.WARN]
        _find_repeated_keys(connection, columns, config, held_rules)
        settle(connection, columns, sources)
        hold_the_faultless(connection, Rule.SET_ASIDE)
        for page in _rejects(connection, columns, sources):
            on_rejects(page)
        for table, disposition in (("pardoned", Disposition.WARNED), ("held_back", Disposition.QUARANTINED)):
            for page in _rejects(connection, columns, sources, table):
                on_decided(page, disposition)
        decided = _one(connection, "SELECT count(DISTINCT row_at) FROM held_back")
        return RowResult(
            _one(connection, "SELECT count(*) FROM source"),
            _held(connection, held_rules) + decided,
            tuple(_findings(connection, columns, config)),
            decided,
        )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


def _find_faults(connection: duckdb.DuckDBPyConnection, columns: Sequence[MappedColumn], config: FileConfig) -> None:
    """One scan: the faulty records with, for each column, the rule it broke."""
    flags, faulty = [], []
    for place, column in enumerate(columns):
        cases = []
        if column.target in config.required:
            cases.append(f"WHEN {column.present} IS NULL THEN {literal(Rule.NULL_IN_REQUIRED)}")
        cases.append(f"WHEN {column.present} IS NOT NULL AND {column.typed} IS NULL THEN {literal(Rule.BAD_VALUE)}")
        flags.append(f"CASE {' '.join(cases)} END AS r{place}")
        faulty.append(f"r{place} IS NOT NULL")
    if not flags:
        return
    pairs = ", ".join(f"{{'place': {i}, 'rule': r{i}}}" for i in range(len(flags)))
    connection.execute(
        f"INSERT INTO fault SELECT row_at, line, p.place, p.rule, NULL FROM ("
        f"  SELECT row_at, line, unnest([{pairs}]) AS p FROM ("
        f"    SELECT {ROW} AS row_at, {_LINE} AS line, {', '.join(flags)} FROM source) WHERE {' OR '.join(faulty)})"
        f" WHERE p.rule IS NOT NULL"
    )


def _find_repeated_keys(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[MappedColumn], config: FileConfig, held: Sequence[Rule]
) -> None:
    by_target = {c.target: (i, c) for i, c in enumerate(columns)}
    key = [by_target[name] for name in config.duplicate_key if name in by_target]
    if not key or len(key) < len(config.duplicate_key):
        return
    names = [f"k{i}" for i, _ in key]
    parts = ", ".join(f"{c.typed} AS k{i}" for i, c in key)
    rules = ", ".join(literal(r) for r in held) or "''"
    connection.execute(f"CREATE TEMP VIEW keyed AS SELECT {ROW} AS row_at, {_LINE} AS line, {parts} FROM source")
    connection.execute(
        f"INSERT INTO fault WITH fit AS ("
        f"  SELECT * FROM keyed WHERE {' AND '.join(f'{n} IS NOT NULL' for n in names)}"
        f"   AND line NOT IN (SELECT line FROM fault WHERE rule IN ({rules}))"
        f"   AND line NOT IN (SELECT line FROM set_aside)),"
        f" repeated AS (SELECT {', '.join(names)}, min(line) AS first, min(row_at) AS first_row FROM fit"
        f"   GROUP BY ALL HAVING count(*) > 1)"
        f" SELECT fit.row_at, fit.line, {key[0][0]}, {literal(Rule.DUPLICATE_KEY)}, first"
        f" FROM fit JOIN repeated USING ({', '.join(names)}) WHERE row_at > first_row"
    )


def _rejects(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[MappedColumn],
    sources: Mapping[str, str],
    table: str = "fault",
) -> Iterator[list[RejectedRecord]]:
    """The faults of a table with their whole records, a page at a time, in the file's order."""
    if not _one(connection, f"SELECT count(*) FROM {table}"):
        return
    whole = ", ".join(f"{literal(name)}: {identifier(name)}" for name in sources)
    why = "''" if table == "fault" else "why"
    cursor = connection.execute(
        f"SELECT f.line, place, rule, first, CAST(to_json({{{whole}}}) AS VARCHAR),"
        f" {why}"
        f" FROM {table} f JOIN source ON source.{ROW} = f.row_at ORDER BY f.row_at, place"
    )
    while rows := cursor.fetchmany(_PAGE):
        yield [_reject(columns, *row) for row in rows]


def _reject(
    columns: Sequence[MappedColumn], line: int, place: int, rule: str, first: int | None, record: str, why: str
) -> RejectedRecord:
    whole = json.loads(record)
    if place < 0:
        return RejectedRecord(line, Rule(rule), f"Set aside by {why}", record=whole)
    column = columns[place]
    value = whole.get(column.source)
    shown = None if value is None else str(value)
    told = f" Decided by {why}" if why else ""
    message = _message(Rule(rule), column, shown, first) + told
    return RejectedRecord(line, Rule(rule), message, column.source, shown, whole)


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"


def _message(rule: Rule, column: MappedColumn, value: str | None, first: int | None) -> str:
    if rule is Rule.NULL_IN_REQUIRED:
        return f"{column.source} is empty; {column.target} is required."
    if rule is Rule.DUPLICATE_KEY:
        return f"The key “{value}” in {column.source} stands in line {first} already."
    return f"“{value}” in {column.source} is not {_article(column.target_type)} {column.target_type}."


_WORDS = {Rule.NULL_IN_REQUIRED: "value missing", Rule.DUPLICATE_KEY: "repeated key", Rule.BAD_VALUE: "bad value"}


def _held(connection: duckdb.DuckDBPyConnection, held: Sequence[Rule]) -> int:
    rules = ", ".join(literal(r) for r in held) or "''"
    return _one(
        connection,
        f"SELECT count(*) FROM source WHERE {_LINE} IN (SELECT line FROM fault WHERE rule IN ({rules}))",
    )


def _findings(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[MappedColumn], config: FileConfig
) -> Iterator[Finding]:
    rows = connection.execute("SELECT rule, place, count(*) FROM fault GROUP BY ALL ORDER BY ALL").fetchall()
    for rule, place, count in rows:
        column = columns[place]
        policy = config.policies.of(Rule(rule))
        yield Finding(
            Rule(rule),
            column.source,
            policy,
            count,
            f"{count:,} × {_WORDS[rule]} in {column.source} ({column.target_type})",
        )
