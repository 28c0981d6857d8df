"""What an operator decided about rejected rows, laid over one Parquet file: check and load see the same corrected
values, and the file itself stays as it came. ``checks.connect`` is the one place that calls ``overlay``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from etl_console.pipeline.values import identifier, literal
from etl_console.records import SOURCE_LINE, Corrections

if TYPE_CHECKING:
    from etl_console.pipeline.checks import MappedColumn

_LINE = identifier(SOURCE_LINE)
_ROW = "file_row_number"
_STRINGS = pa.string()


def overlay(connection: duckdb.DuckDBPyConnection, corrections: Corrections) -> None:
    """Make the view ``source`` out of ``as_read``: edited values in their places, records that were made whole below.

    An edit applies where the file still has the value that was edited; a record is added where the operator gave
    all its values and the file has none of that line. Values stay of the column's type, to be checked like any other.
    """
    kinds = {name: kind for name, kind, *_ in connection.execute("DESCRIBE as_read").fetchall()}
    names = [n for n in kinds if n not in (SOURCE_LINE, _ROW)]
    joins, shown = [], {n: f"r.{identifier(n)}" for n in names}
    for place, (name, edits) in enumerate(_by_column(corrections, set(names)).items()):
        table = f"edit_{place}"
        connection.register(
            table,
            pa.table(
                {
                    "line": pa.array([e[0] for e in edits], pa.int64()),
                    "original": pa.array([e[1] for e in edits], _STRINGS),
                    "value": pa.array([e[2] for e in edits], _STRINGS),
                }
            ),
        )
        same = f"replace(r.{identifier(name)}, chr(0), '␀')" if kinds[name] == "VARCHAR" else ""
        still = f" AND {table}.original IS NOT DISTINCT FROM {same}" if same else ""
        joins.append(f"LEFT JOIN {table} ON {table}.line = r.{_LINE}{still}")
        value = _cast(f"{table}.value", kinds[name])
        shown[name] = f"CASE WHEN {table}.line IS NOT NULL THEN {value} ELSE r.{identifier(name)} END"
    select = ", ".join(f"{shown[n]} AS {identifier(n)}" for n in names)
    view = f"SELECT {select}, r.{_LINE}, r.{_ROW} FROM as_read r {' '.join(joins)}"
    whole = {line: values for line, values in corrections.records.items() if set(names) <= set(values)}
    if whole:
        columns = {n: pa.array([v[n] for v in whole.values()], _STRINGS) for n in names}
        connection.register("whole", pa.table({**columns, SOURCE_LINE: pa.array(list(whole), pa.int64())}))
        added = ", ".join(f"{_cast(f'w.{identifier(n)}', kinds[n])} AS {identifier(n)}" for n in names)
        view += (
            f" UNION ALL SELECT {added}, w.{_LINE}, (SELECT count(*) FROM as_read) + row_number() OVER () - 1 AS {_ROW}"
            f" FROM whole w WHERE w.{_LINE} NOT IN (SELECT {_LINE} FROM as_read)"
        )
    connection.execute(f"CREATE VIEW source AS {view}")


def _by_column(corrections: Corrections, known: set[str]) -> dict[str, list[tuple[int, str | None, str | None]]]:
    edits: dict[str, list[tuple[int, str | None, str | None]]] = {}
    for line, column, original, value in corrections.cells:
        if column in known:
            edits.setdefault(column, []).append((line, original, value))
    return edits


def _cast(value: str, kind: str) -> str:
    return value if kind == "VARCHAR" else f"TRY_CAST({value} AS {kind})"


# In validate_row -------------------------------------------------------------------------------------------------


def prepare(
    connection: duckdb.DuckDBPyConnection, corrections: Corrections | None, columns: Sequence[MappedColumn]
) -> None:
    """Tables for what was decided: ``set_aside`` lines, ``accepted`` findings, and where their faults are kept."""
    told = corrections or Corrections()
    places = {c.source: i for i, c in enumerate(columns)}
    accepted = [(a, places[a[1]]) for a in told.accepted if a[1] in places]
    connection.register(
        "set_aside",
        pa.table(
            {
                "line": pa.array([line for line, _ in told.set_aside], pa.int64()),
                "why": pa.array([why for _, why in told.set_aside], _STRINGS),
            }
        ),
    )
    connection.register(
        "accepted",
        pa.table(
            {
                "line": pa.array([a[0] for a, _ in accepted], pa.int64()),
                "place": pa.array([place for _, place in accepted], pa.int32()),
                "rule": pa.array([a[2] for a, _ in accepted], _STRINGS),
                "value": pa.array([a[3] for a, _ in accepted], _STRINGS),
                "why": pa.array([a[4] for a, _ in accepted], _STRINGS),
            }
        ),
    )
    for name in ("pardoned", "held_back"):
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT *, '' AS why FROM fault LIMIT 0")


def settle(connection: duckdb.DuckDBPyConnection, columns: Sequence[MappedColumn], sources: Mapping[str, str]) -> None:
    """Take the faults that were decided out of ``fault``: accepted ones into ``pardoned``, those of lines that were
    set aside into ``held_back``. Called again after more faults were found."""
    connection.execute(
        "INSERT INTO held_back SELECT fault.*, why FROM fault JOIN set_aside USING (line);"
        "DELETE FROM fault WHERE line IN (SELECT line FROM set_aside)"
    )
    texts = [
        f"WHEN {i} THEN replace(s.{identifier(c.source)}, chr(0), '␀')"
        for i, c in enumerate(columns)
        if sources[c.source] == "VARCHAR"
    ]
    value = f"CASE a.place {' '.join(texts)} ELSE a.value END" if texts else "a.value"
    connection.execute(
        f"INSERT INTO pardoned SELECT fault.*, a.why FROM fault JOIN source s ON s.{_ROW} = fault.row_at"
        f" JOIN accepted a ON a.line = fault.line AND a.place = fault.place AND a.rule = fault.rule"
        f" WHERE a.value IS NOT DISTINCT FROM {value};"
        "DELETE FROM fault WHERE EXISTS (SELECT 1 FROM pardoned p WHERE p.row_at = fault.row_at"
        " AND p.place = fault.place AND p.rule = fault.rule)"
    )


def hold_the_faultless(connection: duckdb.DuckDBPyConnection, rule: str) -> None:
    """Records set aside in which nothing is wrong any more are held back all the same, under ``rule``."""
    connection.execute(
        f"INSERT INTO held_back SELECT s.{_ROW}, s.{_LINE}, -1, {literal(rule)}, NULL, a.why"
        f" FROM source s JOIN set_aside a ON a.line = s.{_LINE}"
        f" WHERE s.{_ROW} NOT IN (SELECT row_at FROM held_back)"
    )
