"""A client whose target tables nobody has made: they are drafted from its files, made, and its batch goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console.db.connect import Database
from etl_console.errors import DatabaseError, UsageError
from etl_console.pipeline.service import Service
from etl_console.pipeline.target_tables import NewColumn, NewTable, drafted, ready
from etl_console.records import ColumnMap, FileConfig, Mode
from tests.integration.test_batches import CONFIG, drop, restart, rows, start

_COLUMNS = ("id", "price", "born", "at", "code", "sum", "huge", "later")
_DAY = 'id,price,born,at,code,sum,huge,later\n1,1.5,2026-01-31,2026-01-31 08:00,007,"1.234,5",12345678901234567890,31/12/2025\n'


def typed(
    folder: Path, *texts: str | None, form: dict[str, Any] | None = None, of_file: dict[str, Any] | None = None
) -> str:
    """The type that is drafted for a column of these values, with a format of its own or of the whole file."""
    file = FileConfig("f", "s", "csv", "f*", "bronze_acme", "t", of_file, columns=(ColumnMap("a", "a", form),))
    path = folder / "f.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"a": pyarrow.array(texts, pyarrow.string())}), path)
    (column,) = drafted(file, [path])
    return column.type


def test_a_type_is_drafted_only_where_nothing_is_lost(tmp_path: Path) -> None:
    kind = partial(typed, tmp_path)
    assert kind("1", "-20", None) == "bigint"
    assert kind("1", "9" * 20) == "numeric"
    assert kind(*["40000"] * 1500, "01234") == "text", "a code, however late it comes"
    assert kind("1.5", "2") == "numeric"
    assert kind("0.5", "0") == "numeric"
    assert kind("1.234,5") == "text"
    assert kind("1.234,5", form={"decimal": ",", "thousands": "."}) == "numeric"
    assert kind("2026-01-31") == "date"
    assert kind("2026-01-31 08:00", "2026-02-01") == "timestamp"
    assert kind("31/12/2025") == kind("2026-02-31") == "text"
    assert kind("31/12/2025", form={"date": "%d/%m/%Y"}) == "date"
    assert kind("true", "False") == "boolean"
    assert (kind("y", "n"), kind("1", "")) == ("text", "bigint")
    assert kind("+6281234567890") == "text", "a telephone number"
    assert kind("100.00", "1.0") == "numeric", "12.50 comes tomorrow"
    assert kind("31/12/2025 14:30", form={"date": "%d/%m/%Y %H:%M"}) == "timestamp"
    assert kind("20251231", form={"date": "%Y%m%d"}) == "date"
    assert kind("2025-01-01T10:00:00+07:00", "2025-01-01T10:00:00Z") == "timestamptz"
    assert kind("2025-01-01T10:00:00+07:00", "2025-01-01T10:00:00") == "text"
    assert kind("2025-01-01 10:00:00.123456789") == kind("2025-01-01 (BC)") == "text"
    assert kind("1", form={"date": "%Q"}) == "text", "a format that cannot be"
    says: dict[str, Any] = {"date_patterns": {"a": "%d/%m/%Y"}}
    assert (kind("31/12/2025", of_file=says), kind("17", of_file=says)) == ("date", "text")
    says = {"decimal": ",", "thousands": "."}
    told = [kind(v, of_file=says) for v in ("31/12/2025", "17", "1.234,5", "007,5", "x")]
    assert told == ["text", "numeric", "numeric", "text", "text"]
    assert kind("", None) == kind("x") == kind("{}") == "text"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.sampled_from("0123456789.+-e "), max_size=6), min_size=1, max_size=5))
def test_a_number_is_written_as_it_came(tmp_path: Path, texts: list[str]) -> None:
    made = typed(tmp_path, *texts)
    filled = [t.strip().removeprefix("+") for t in texts if t.strip()]
    if made == "bigint":
        assert [str(int(t)) for t in filled] == [t if t != "-0" else "0" for t in filled]
    elif made == "numeric":
        assert all(Decimal(t).is_finite() and not re.match(r"-?0[0-9]", t) for t in filled)
    else:
        assert made == "text"


def test_every_mapped_column_is_drafted_once_in_the_order_of_the_mapping() -> None:
    columns = tuple(ColumnMap(f"s{i}", f"t{i}" if i % 3 else None) for i in range(7))
    file = FileConfig("f", "s", "csv", "f*", "bronze_acme", "t", columns=(*columns, ColumnMap("b", "dwh_batch_id")))
    assert [(c.name, c.type) for c in drafted(file, [])] == [(n, "text") for n in ("t1", "t2", "t4", "t5")]


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


def test_a_table_of_which_no_file_has_come_waits_for_one() -> None:
    known, unknown = (NewTable("b", n, (NewColumn("id", "text", s),)) for n, s in (("x", ("a",)), ("y", ())))
    assert ready([unknown, known]) == [known]
    assert ready([unknown]) == [unknown], "nothing is known of any: the operator says what they are"


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
