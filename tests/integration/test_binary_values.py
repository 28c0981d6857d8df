"""What is sent in binary means what it means as text: the same rows, the same faults, whatever stands in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console.pipeline.copy_binary import SIGNATURE, TRAILER, is_encodable
from etl_console.pipeline.encoder import Encoder, NotEncodable
from etl_console.pipeline.values import Format, present, typed
from etl_console.records import SOURCE_LINE, ColumnMap, FileConfig, Policies, Policy, TargetColumn
from tests.conftest import Server
from tests.integration.test_values import CASES

TARGETS = (
    "smallint", "integer", "bigint", "numeric", "numeric(10,2)", "numeric(5,0)", "numeric(18,6)", "real",
    "double precision", "boolean", "date", "timestamp without time zone", "timestamp with time zone",
    "time without time zone", "uuid", "text", "character varying(5)", "character(4)", "json", "jsonb",
)  # fmt: skip
Connection = psycopg.Connection[tuple[str | None, ...]]


@pytest.fixture(scope="module")
def server(embedded: Server) -> Iterator[Connection]:
    """One for all tests: none of them leaves anything in it."""
    with embedded.database() as dsn, psycopg.connect(dsn) as connection:
        yield connection


@cache
def _duck() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("LOAD icu; SET TimeZone = 'UTC'")
    return connection


def as_text(server: Connection, values: Sequence[str | None], target: str, form: Format) -> tuple[list[str], list[int]]:
    """By the text way: what the table has afterwards, and the places of values that are none of the type."""
    duck = _duck()
    duck.register("t", pa.table({"v": pa.array(values, pa.string())}))
    sent = duck.sql(
        f"SELECT {typed('v', 'VARCHAR', target, form)} AS v, {present('v', True, form)} IS NULL AS n FROM t"
    )
    table = sent.to_arrow_table()
    faulty = [
        i for i, (v, n) in enumerate(zip(*(c.to_pylist() for c in table.columns), strict=True)) if v is None and not n
    ]
    buffer = io.BytesIO()
    # a quoted empty text is no NULL, and a row of one empty field is a row
    numbered = pa.table({"i": list(range(len(values))), "v": table.column("v")})
    pyarrow.csv.write_csv(numbered, buffer, pyarrow.csv.WriteOptions(include_header=False))
    return stored(server, target, "(FORMAT csv)", [buffer.getvalue()]), faulty


def in_binary(
    server: Connection, values: Sequence[str | None], target: str, source_format: Mapping[str, object] | None = None
) -> tuple[list[str], list[int]]:
    """The same by the binary way."""
    config = FileConfig(
        "f", "s", "csv", "*", "public", "t", columns=(ColumnMap("i", "i"), ColumnMap("v", "v", source_format)),
        policies=Policies(null=Policy.WARN, bad_value=Policy.WARN),
    )  # fmt: skip
    lines = list(range(len(values)))
    batch = pa.record_batch(
        {"i": [str(n) for n in lines], "v": pa.array(values, pa.string()), SOURCE_LINE: pa.array(lines, pa.int64())}
    )
    encoder = Encoder(config, batch.schema, [TargetColumn("i", "integer"), TargetColumn("v", target)], "B", "f")
    try:
        half = len(values) // 2
        sent: list[bytes] = [SIGNATURE]
        faulty: list[int] = []
        for part in (batch.slice(0, half), batch.slice(half)):
            block = encoder.block(part)
            sent.append(bytes(block.data))
            faulty += block.faulty
    finally:
        encoder.close()
    return stored(server, target, "(FORMAT binary)", [*sent, TRAILER], ", ".join(encoder.columns)), faulty


def stored(server: Connection, target: str, form: str, blocks: Sequence[bytes], columns: str = "i, v") -> list[str]:
    with server.transaction(force_rollback=True), server.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = ISO; SET LOCAL timezone = 'UTC'")
        cursor.execute(f"CREATE TEMP TABLE t (i integer, v {target}) ON COMMIT DROP".encode())
        with cursor.copy(f"COPY t ({columns}) FROM STDIN {form}".encode()) as copy:
            for block in blocks:
                copy.write(block)
        return [str(r) for r in cursor.execute("SELECT v::text FROM t ORDER BY i").fetchall()]


digits = st.text("0123456789", min_size=1, max_size=12)
numbers = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "-", "+", " "]),
    digits,
    st.sampled_from(["", "."]),
    st.text("0123456789", max_size=7),
)
days = st.dates().map(str) | st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)
)
clocks = st.times().map(str) | st.sampled_from(["00:00:00", "23:59:59.999999", "24:00:00", "1:2:3", "12:30"])
moments = st.builds(
    "{}{}{}{}".format,
    days,
    st.sampled_from([" ", "T", "  "]),
    clocks,
    st.sampled_from(["", "", "Z", "+07", "+07:30", "-0330"]),
)
odd = st.sampled_from(
    ["", "NaN", "nan", "Infinity", "-inf", "0x1F", "1e5", "1E-7", ".5", "5.", "-.5", "-", ".", "00123", "-0", "-0.00", "1_000",
     "t", "Yes", "FALSE", "1", "0", "null", "{}", '{"a": "\\u0041"}', "[1,", "abcdef", "änd", "é" * 5, "nul\0l", "x ", " x",
     "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6F9619FF8B86D011B42D00CF4FC964FF", "99999999999999999999", "9223372036854775807",
     "-9223372036854775808", "32768", "-32768", "99999999.99", "99999999.995", "1e400", "2025-02-28", "20250228", "2025-1-2"]
)  # fmt: skip
anything = numbers | days | clocks | moments | odd | st.text(max_size=6) | st.uuids().map(str) | st.floats().map(str)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=st.sampled_from(TARGETS), data=st.data())
def test_the_same_rows_by_either_way(server: Connection, target: str, data: st.DataObject) -> None:
    fitting = {"date": days, "boolean": odd, "uuid": st.uuids().map(str)}.get(target, anything)
    if target.startswith("timestamp"):
        fitting = moments
    elif target.startswith(("numeric", "double", "real")) or target.endswith("int") or target == "integer":
        fitting = numbers
    values = data.draw(st.lists(fitting, max_size=12) | st.lists(fitting | anything, max_size=12))
    values = [v for v in values if v.isprintable() or v == "nul\0l"]
    try:
        binary = in_binary(server, values, target)
    except NotEncodable:
        return  # loaded as text
    assert binary == as_text(server, values, target, Format())


@pytest.mark.parametrize("target", TARGETS)
def test_plain_values_are_sent_in_binary(server: Connection, target: str) -> None:
    plain = {
        "boolean": ["true", "f", "1"], "date": ["2025-02-28", "0001-01-01", "9999-12-31"], "real": ["1.5", "-2e3"],
        "timestamp without time zone": ["2025-02-28 10:11:12", "1969-12-31 23:59:59.5", "0001-01-01 00:00:00"],
        "timestamp with time zone": ["2025-02-28 10:11:12+07", "2025-02-28T10:11:12Z"], "jsonb": ['{"a": 1}', "[]"],
        "time without time zone": ["00:00:00", "23:59:59.123456"], "uuid": ["6F9619FF-8b86-d011-b42d-00cf4fc964ff"],
        "json": ["{}"], "numeric": ["1", "-1.50", "0.0001", "12345678901234", "10000", "0"],
        "numeric(10,2)": ["1", "-1.50", "99999999.99", "0.01", "12345"], "numeric(18,6)": ["1.000001", "123456789012.5"],
        "text": ["a", "ä", "\\N", "x,y\n"], "character(4)": ["ab", "abcd"], "character varying(5)": ["ééééé"],
        "double precision": ["0.1", "-1e300"],
    }.get(target, ["1", "-7", "12345"])  # fmt: skip
    values = [*plain, "", None, *plain]
    assert is_encodable(target)
    found, faulty = in_binary(server, values, target)
    assert (found, faulty) == as_text(server, values, target, Format())
    assert faulty == [] and found.count("(None,)") == 2


@pytest.mark.parametrize(("value", "target", "form", "sent"), CASES)
def test_formats_mean_the_same_in_binary(
    server: Connection, value: str, target: str, form: Format, sent: str | None
) -> None:
    given = {
        "date": list(form.dates), "decimal": form.decimal, "thousands": form.thousands, "currency": list(form.currency),
        "null_words": list(form.null_words), "true_words": list(form.true_words), "percent": form.percent,
        "false_words": list(form.false_words), "months": form.months,
    }  # fmt: skip
    found, faulty = in_binary(server, [value], target, given)
    assert (found, faulty) == as_text(server, [value], target, form)
    assert (found == ["(None,)"]) == (sent is None)
