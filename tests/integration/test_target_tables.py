"""A client whose target tables nobody has made: they are drafted from its files, made, and its batch goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl_console.db.connect import Database
from etl_console.errors import DatabaseError, UsageError
from etl_console.pipeline.service import Service
from etl_console.pipeline.target_tables import TYPES, NewColumn, NewTable, drafted
from etl_console.records import ColumnMap, ColumnSeen, FileConfig, Mode
from tests.integration.test_batches import CONFIG, drop, restart, rows, start

_COLUMNS = ("id", "price", "born", "at", "code", "sum", "huge", "later")
_DAY = 'id,price,born,at,code,sum,huge,later\n1,1.5,2026-01-31,2026-01-31 08:00,007,"1.234,5",12345678901234567890,31/12/2025\n'


def typed(*samples: str, kind: str, form: dict[str, str] | None = None) -> str:
    """The type that is drafted for a column of these values."""
    file = FileConfig("f", "s", "csv", "f*", "bronze_acme", "t", columns=(ColumnMap("a", "a", form),))
    (column,) = drafted(file, [ColumnSeen("a", "string", kind, 1.0, samples)])
    assert column.samples == samples[:3]
    return column.type


def test_a_type_is_drafted_only_where_nothing_can_be_lost() -> None:
    assert typed("1", "-20", kind="integer") == "bigint"
    assert typed("1", "9" * 20, kind="integer") == "numeric"
    assert typed("1.5", "2", kind="decimal") == "numeric"
    assert typed("1.234,5", kind="decimal") == "text"
    assert typed("1.234,5", kind="decimal", form={"decimal_separator": ","}) == "numeric"
    assert typed("2026-01-31", kind="date") == "date"
    assert typed("2026-01-31 08:00", kind="date") == "timestamp"
    assert typed("31/12/2025", kind="date") == "text"
    assert typed("31/12/2025", kind="date", form={"date_format": "%d/%m/%Y"}) == "date"
    assert typed("ya", kind="boolean") == "boolean"
    assert typed("", kind="empty") == typed("x", kind="text") == typed("{}", kind="nested") == "text"


@given(st.lists(st.sampled_from(["integer", "decimal", "date", "boolean", "text", "nested", "empty", ""]), max_size=6))
def test_every_mapped_column_is_drafted_once_in_the_order_of_the_mapping(kinds: list[str]) -> None:
    columns = tuple(ColumnMap(f"s{i}", f"t{i}" if i % 3 else None) for i in range(len(kinds)))
    file = FileConfig("f", "s", "csv", "f*", "bronze_acme", "t", columns=columns)
    made = drafted(file, [ColumnSeen(f"s{i}", "string", kind) for i, kind in enumerate(kinds)])
    assert [c.name for c in made] == [c.target_column for c in columns if c.target_column]
    assert {c.type for c in made} <= set(TYPES)


@pytest.fixture
def bare(service: Service, tmp_path: Path) -> Service:
    """A client whose only file failed: its table is not there."""
    file: dict[str, Any] = {
        **CONFIG["files"][0],
        "columns": [{"source_column": c, "target_column": c} for c in _COLUMNS],
    }
    service.add_client("acme", "Acme", {**CONFIG, "files": [file]})
    drop(tmp_path, "item.csv", _DAY)
    assert start(service)["files"][0]["problems"][0]["code"] == "table_missing"
    return service


def test_missing_tables_are_made_and_the_batch_goes_on(bare: Service, database: Database) -> None:
    (check,) = [c for c in bare.health.checks() if c.code == "tables" and c.client == "acme"]
    assert (check.verdict, check.found, check.fix) == ("bad", "bronze_acme.item", "make_tables")
    (table,) = bare.tables.missing("acme")
    assert {c.name: c.type for c in table.columns} == {
        "id": "bigint", "price": "numeric", "born": "date", "at": "timestamp", "code": "text", "sum": "text",
        "huge": "numeric", "later": "text",
    }  # fmt: skip
    bare.tables.make("acme", [table])
    assert restart(bare)["status"] == "SUCCESS"
    assert rows(
        database, "SELECT id, born::text, code, sum, later, dwh_batch_id, dwh_source_line FROM bronze_acme.item"
    ) == [(1, "2026-01-31", "007", "1.234,5", "31/12/2025", "BATCH000001", 2)]
    assert bare.tables.missing("acme") == []
    with pytest.raises(UsageError, match="is there already"):
        bare.tables.make("acme", [table])
    bare.run(bare.plan("acme", Mode.REPROCESSING))
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(1,)]


@pytest.mark.parametrize(
    "harm",
    [
        lambda t: replace(t, columns=(NewColumn("id", "text); DROP TABLE tools.batch; --"),)),
        lambda t: replace(t, columns=(NewColumn("id2", "text"),)),
        lambda t: NewTable("tools", "mine", (NewColumn("id", "text"),)),
    ],
)
def test_only_what_is_mapped_is_made(bare: Service, database: Database, harm: Any) -> None:
    (table,) = bare.tables.missing("acme")
    with pytest.raises(UsageError):
        bare.tables.make("acme", [harm(table)])
    assert rows(database, "SELECT count(*) > 0 FROM tools.batch") == [(True,)]
    assert bare.tables.missing("acme") == [table]


def test_who_may_not_make_a_table_is_told_so(bare: Service, database: Database) -> None:
    (table,) = bare.tables.missing("acme")
    with database.transaction() as connection:
        connection.execute("DROP SCHEMA bronze_acme")
    with pytest.raises(DatabaseError, match="bronze_acme"):
        bare.tables.make("acme", [table])
