"""A value fits its target type for us, and what we send is what PostgreSQL makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl_console.db.connect import Database
from etl_console.errors import ConfigurationError
from etl_console.pipeline.values import Format, typed
from tests.conftest import Server

US = Format(dates=("%m/%d/%Y",))
EU = Format(decimal=",", thousands=".")
RUPIAH = Format(decimal=",", thousands=".", currency=("Rp", "Rp.", "IDR"))


CASES = [
    ("12", "integer", Format(), "12"),
    (" 12 ", "integer", Format(), "12"),
    ("17850.0", "integer", Format(), "17850"),
    ("1.5", "integer", Format(), None),
    ("2147483648", "integer", Format(), None),
    ("99999999999999999999", "bigint", Format(), None),
    ("Yes", "integer", Format(), None),
    ("12.345", "numeric(10,2)", Format(), "12.35"),
    ("123456789.99", "numeric(10,2)", Format(), None),
    ("1.234,56", "numeric(10,2)", EU, "1234.56"),
    ("1.5", "numeric(10,2)", EU, None),
    ("1.2345", "numeric(10,2)", EU, None),
    ("12.34,5", "numeric(10,2)", EU, None),
    ("-1.234.567,8", "double precision", EU, "-1234567.8"),
    ("1,234.5", "numeric(10,2)", Format(), None),
    ("1,234.5", "numeric(10,2)", Format(thousands=","), "1234.50"),
    ("1 234,5", "numeric(10,2)", Format(thousands=" ", decimal=","), "1234.50"),
    ("1\u00a0234,5", "numeric(10,2)", Format(thousands=" ", decimal=","), "1234.50"),
    ("Rp 1.000", "integer", RUPIAH, "1000"),
    ("Rp. 1.234.567,50", "numeric(12,2)", RUPIAH, "1234567.50"),
    ("-Rp1.000", "integer", RUPIAH, "-1000"),
    ("1.000 IDR", "integer", RUPIAH, "1000"),
    ("USD 1.000", "integer", RUPIAH, None),
    ("12,5 %", "numeric(6,4)", Format(decimal=",", percent="number"), "12.5000"),
    ("12,5%", "numeric(6,4)", Format(decimal=",", percent="fraction"), "0.1250"),
    ("12%", "integer", Format(), None),
    ("17 Agustus 2025", "date", Format(dates=("%d %b %Y",), months="id"), "2025-08-17"),
    ("1 mei 2025", "date", Format(dates=("%d %b %Y",), months="id"), "2025-05-01"),
    ("31 Des 2025", "date", Format(dates=("%d %b %Y",), months="id"), "2025-12-31"),
    ("tidak", "boolean", Format(true_words=("ya",), false_words=("tidak",)), "false"),
    ("1e400", "double precision", Format(), None),
    ("NaN", "numeric(10,2)", Format(), None),
    ("0.1", "double precision", Format(), "0.1"),
    ("Yes", "boolean", Format(), "true"),
    ("maybe", "boolean", Format(), None),
    ("2025-02-28", "date", Format(), "2025-02-28"),
    ("2025-02-29", "date", Format(), None),
    ("20250228", "date", Format(), "2025-02-28"),
    ("1996-07-04 00:00:00.000", "date", Format(), "1996-07-04"),
    ("1996-07-04 10:00:00", "date", Format(), None),
    ("02/28/2025", "date", US, "2025-02-28"),
    ("31/02/2025", "date", US, None),
    ("01/02/2025", "date", Format(), None),
    ("2025-02-28 10:11:12", "timestamp without time zone", Format(), "2025-02-28 10:11:12"),
    ("2025-02-28T10:00:00+07", "timestamp with time zone", Format(), "2025-02-28 03:00:00+00"),
    ("abc", "character varying(3)", Format(), "abc"),
    ("abcd", "character varying(3)", Format(), None),
    ("nul\0l", "text", Format(), None),
    ("{}", "jsonb", Format(), "{}"),
    ("{", "jsonb", Format(), None),
    ("NaN", "json", Format(), None),
    ('{"a": -Infinity}', "jsonb", Format(), None),
    ("[1, 2,]", "json", Format(), None),
    ('["a", "b"]', "json", Format(), '["a", "b"]'),
    ('{"a": "", "b": {"c": "d"}}', "jsonb", Format(), '{"a": "", "b": {"c": "d"}}'),
    ('{"nan": "inf, ]", "b\\"": [1]}', "jsonb", Format(), '{"nan": "inf, ]", "b\\"": [1]}'),
    (r'"\u0000"', "json", Format(), r'"\u0000"'),
    (r'"\u0000"', "jsonb", Format(), None),
    (r'"\\u0000"', "jsonb", Format(), r'"\\u0000"'),
    ("6f9619ff-8b86-d011-b42d-00cf4fc964ff", "uuid", Format(), "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
    ("NULL", "integer", Format(null_words=("NULL",)), None),
]


@pytest.fixture(scope="module")
def database(embedded: Server) -> Iterator[Database]:
    """One for all tests: none of them leaves anything in it."""
    with embedded.database() as dsn:
        opened = Database(dsn)
        yield opened
        opened.close()


@pytest.mark.parametrize(("value", "target", "form", "sent"), CASES)
def test_each_type(database: Database, value: str, target: str, form: Format, sent: str | None) -> None:
    connection = duckdb.connect()
    connection.execute("LOAD icu; SET TimeZone = 'UTC'; CREATE TABLE t (v VARCHAR)")
    connection.execute("INSERT INTO t VALUES (?)", [value])
    row = connection.execute(f"SELECT {typed('v', 'VARCHAR', target, form)} FROM t").fetchone()
    connection.close()
    assert row == (sent,)
    if sent is None:
        return
    with database.transaction() as pg:
        found = pg.execute(f"SELECT %s::{target} AS v", (sent,)).fetchone()  # type: ignore[arg-type, unused-ignore]
        assert found is not None and found["v"] is not None


@pytest.mark.parametrize(
    ("kind", "value", "target", "sent"),
    [
        ("DOUBLE", 5.0, "integer", "5"),
        ("DOUBLE", 1.5, "numeric(6,2)", "1.50"),
        ("DOUBLE", 5.5, "integer", None),
        ("DOUBLE", 5.0, "text", "5"),
        ("BIGINT", 7, "text", "7"),
        ("BOOLEAN", True, "boolean", "true"),
        ("TIMESTAMP", "2020-01-02 00:00:00", "date", "2020-01-02"),
        ("TIMESTAMP", "2020-01-02 01:00:00", "date", None),
        ("DATE", "2020-01-02", "timestamp without time zone", "2020-01-02 00:00:00"),
        ("DOUBLE", 0.05, "numeric(6,4)", "0.0500"),
    ],
)
def test_typed_sources(kind: str, value: Any, target: str, sent: str | None, tmp_path: Path) -> None:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t (v {kind})")
    connection.execute("INSERT INTO t VALUES (?)", [value])
    row = connection.execute(f"SELECT {typed('v', kind, target, EU)} FROM t").fetchone()
    connection.close()
    assert row == (sent,)


def test_an_unknown_format_key_is_named() -> None:
    with pytest.raises(ConfigurationError, match="datte"):
        Format.of(None, {"datte": "%d"}, "day")
