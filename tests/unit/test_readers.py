"""Readers: real files come out as they are known; whatever the text, every record is written or rejected."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl_console.errors import CancelledError, ConfigurationError, SourceError
from etl_console.pipeline.readers import json_blocks, open_source
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import ConvertResult, convert_to_parquet
from etl_console.records import SOURCE_LINE, RejectedRecord
from etl_console.resources import resource_path

DATA = Path(__file__).parents[1] / "data"


def convert(
    source: Path, target: Path, kind: str = "csv", **config: Any
) -> tuple[ConvertResult, dict[str, list[Any]], list[RejectedRecord]]:
    """Convert and read back: result, columns by name, rejects."""
    rejects: list[RejectedRecord] = []
    result = convert_to_parquet(
        source,
        target,
        kind,
        SourceConfig.from_json(config),
        on_rejects=rejects.extend,
        on_progress=lambda rows, share: None,
        is_cancelled=lambda: False,
    )
    return result, pq.read_table(target).to_pydict(), rejects


@pytest.mark.parametrize(
    ("path", "kind", "config", "records", "width"),
    [
        (resource_path("sample/client1/incoming/crm/cust_info.csv"), "csv", {}, 18494, 7),
        (resource_path("sample/client1/incoming/crm/sales_details.csv"), "csv", {}, 60398, 9),
        (resource_path("sample/client1/incoming/erp/PX_CAT_G1V2.csv"), "csv", {}, 37, 4),
        (resource_path("sample/client2/incoming/shop/customers.csv"), "csv", {}, 91, 11),
        (resource_path("sample/client2/incoming/shop/products.xlsx"), "xlsx", {}, 77, 10),
        (resource_path("sample/client2/incoming/shop/orders.json"), "json", {}, 830, 15),
        (resource_path("sample/client2/incoming/shop/orders.json"), "json", {"explode": "details"}, 2155, 18),
        (DATA / "encodings_538/performer-scores.csv", "csv", {}, 243, 4),
        (DATA / "encodings_538/poll-of-pollsters-2.tsv", "csv", {}, 25, 37),
        (DATA / "encodings_538/cabinet-turnover.csv", "csv", {}, 379, 8),
        (DATA / "wilayah_bps2018/provinces.csv", "csv", {}, 34, 2),
        (DATA / "wilayah_bps2018/regencies.csv", "csv", {}, 514, 3),
        (DATA / "xlsx_real/deaths.xlsx", "xlsx", {"range": "A5:F15"}, 10, 6),
        (DATA / "xlsx_real/datasets.xlsx", "xlsx", {"sheet": "mtcars"}, 32, 11),
        (DATA / "xlsx_real/datasets.xlsx", "xlsx", {"sheet": 2}, 71, 2),
        (DATA / "xlsx_real/datasets.xlsx", "xlsx", {"sheet": "quakes"}, 1000, 5),
        (DATA / "json_open/en.1.json", "json", {"record_path": "matches"}, 380, 7),
        (DATA / "json_open/en.1.json", "json", {}, 380, 7),
        (DATA / "json_open/2015-summary.json", "json", {}, 256, 3),
    ],
    ids=lambda v: v.name if isinstance(v, Path) else None,
)
def test_real_files(path: Path, kind: str, config: dict[str, Any], records: int, width: int, tmp_path: Path) -> None:
    result, table, rejects = convert(path, tmp_path / "o.parquet", kind, **config)
    assert (result.read, len(result.columns)) == (records, width)
    assert rejects == []
    assert len(table[SOURCE_LINE]) == result.written == records


def test_values_stay_the_source_s(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes(b"id,flag,day,empty,name\r\n00123,Yes,31/12/2025,, Jon\r\n")
    _, table, _ = convert(source, tmp_path / "o.parquet")
    assert table == {
        "id": ["00123"], "flag": ["Yes"], "day": ["31/12/2025"], "empty": [""], "name": [" Jon"], SOURCE_LINE: [2],
    }  # fmt: skip


def test_mac_roman_is_told_from_cp1252(tmp_path: Path) -> None:
    result, table, _ = convert(DATA / "encodings_538/performer-scores.csv", tmp_path / "o.parquet")
    assert result.understood["encoding"]["value"] == "mac_roman"
    assert any("Chloë" in v for v in table[result.columns[0]])


@pytest.mark.parametrize("quoted", [False, True])
def test_malformed_records_are_rejected_with_their_line_and_text(tmp_path: Path, quoted: bool) -> None:
    q = '"' if quoted else ""
    source = tmp_path / "a.csv"
    source.write_text(f"a,b\n{q}1{q},2\n3\n4,5\n6,7,8\n9,1")
    result, table, rejects = convert(source, tmp_path / "o.parquet")
    assert (result.read, result.written, result.rejected) == (5, 3, 2)
    assert table["a"] == ["1", "4", "9"]
    assert table[SOURCE_LINE] == [2, 4, 6]
    assert [(r.source_line, r.raw) for r in rejects] == [(3, "3"), (5, "6,7,8")]
    assert rejects[1].record == {"a": "6", "b": "7", "column_3": "8"}


def test_a_stray_quote_costs_one_record(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text('a,b\n1,"x\n2,y\n3,"two\nlines"\n4,z\n')
    _, table, rejects = convert(source, tmp_path / "o.parquet")
    assert [r.source_line for r in rejects] == [2]
    assert table["a"] == ["2", "3", "4"]
    assert table["b"] == ["y", "two\nlines", "z"]
    assert table[SOURCE_LINE] == [3, 4, 6]


@pytest.mark.parametrize(
    ("name", "content", "kind", "code"),
    [
        ("broken.json", b'[{"a": 1}, {"a": ', "json", "source_not_json"),
        ("text.json", b"[1, 2\n", "json", "source_not_json"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "xlsx", "workbook_broken"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, name: str, content: bytes, kind: str, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as raised:
        convert(tmp_path / name, tmp_path / "o.parquet", kind)
    assert raised.value.code == code
    assert name in raised.value.cause
    assert raised.value.remedy
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_a_file_without_content_has_no_columns(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    result, table, _ = convert(tmp_path / "a.csv", tmp_path / "o.parquet")
    assert (result.read, result.columns, table) == (0, (), {SOURCE_LINE: []})
    assert [p.code for p in result.problems] == ["source_empty"]


def test_a_header_without_records_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    result, table, _ = convert(tmp_path / "a.csv", tmp_path / "o.parquet")
    assert (result.read, result.columns) == (0, ("a", "b"))
    assert table == {"a": [], "b": [], SOURCE_LINE: []}


def test_json_types_meet_over_the_whole_file(tmp_path: Path) -> None:
    lines = ['{"n": 1, "m": 1, "d": {"x": [1, 2]}}', "not json", '{"n": 2.5, "m": "two", "z": true}']
    (tmp_path / "a.ndjson").write_text("\n".join(lines))
    _, table, rejects = convert(tmp_path / "a.ndjson", tmp_path / "o.parquet", "json")
    assert table == {
        "n": [1.0, 2.5], "m": ["1", "two"], "d_x": ["[1, 2]", None], "z": [None, True], SOURCE_LINE: [1, 3],
    }  # fmt: skip
    assert [r.source_line for r in rejects] == [2]


@pytest.mark.parametrize("bad", [{"delimeter": ";"}, {"header": -1}, {"quote": "''"}, {"null_words": "NULL"}])
def test_wrong_source_settings_are_named(bad: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(bad))):
        SourceConfig.from_json(bad)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1c\x1d\x1e\x85\u2028\u2029\v\f"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
@example(rows=[["", "", ""]], delimiter=",", end="\n")
@example(rows=[["a\nb", '"', ""], ["x", "y", "z"]], delimiter=";", end="\r\n")
def test_what_a_csv_writer_writes_comes_back(rows: list[list[str]], delimiter: str, end: str, tmp_path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(["one", "two", "three"])
    lines, line = [], 2
    for row in rows:
        writer.writerow(row)
        lines.append(line)
        line += 1 + sum(c.count("\n") for c in row)
    source = tmp_path / "p.csv"
    source.write_bytes(text.getvalue().encode())
    told: dict[str, Any] = {"delimiter": delimiter, "quote": '"', "escape": '"', "header": 1, "skip": 0, "footer": 0}
    told["repeated_header"] = "page"
    result, table, rejects = convert(source, tmp_path / "o.parquet", **told)
    assert rejects == []
    assert [list(r) for r in zip(table["one"], table["two"], table["three"], strict=True)] == rows
    assert table[SOURCE_LINE] == lines
    assert result.read == len(rows)


def physical_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(st.sampled_from('ab1,;"\n\r\t '), min_size=1, max_size=60))
@example(body='1,"a\r\n",\r\n')
def test_whatever_the_text_no_record_is_lost(body: str, tmp_path: Path) -> None:
    source = tmp_path / "p.csv"
    source.write_bytes(b"h1,h2\n" + body.encode())
    told: dict[str, Any] = {"delimiter": ",", "header": 1, "skip": 0, "footer": 0, "repeated_header": "page"}
    result, table, rejects = convert(source, tmp_path / "o.parquet", **told)
    assert result.read == len(table[SOURCE_LINE]) + len(rejects)
    lines = [*table[SOURCE_LINE], *(r.source_line for r in rejects)]
    assert len(set(lines)) == len(lines)
    assert result.read <= len(physical_lines(body))
    if '"' not in body:
        assert sorted(lines) == [n for n, t in enumerate(physical_lines(body), 2) if t.strip() or "," in t]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.lists(
        st.one_of(
            st.sampled_from(
                ["h1,h2,h3", "", ",,", "a title", "1,2,3", "4;5;6", "x,1,31/12/2025", "Total,,9", "note: a, b"]
            ),
            st.text(st.sampled_from("ab1,; "), max_size=12),
        ),
        max_size=30,
    ),
    repair=st.booleans(),
)
def test_understood_by_itself_every_line_is_accounted_for(body: list[str], repair: bool, tmp_path: Path) -> None:
    """Without settings and without quotes: each written line is a record, a reject, the header or the preamble."""
    source = tmp_path / "p.csv"
    source.write_text("\n".join(body))
    result, table, rejects = convert(source, tmp_path / "o.parquet", repair=repair)
    refused = [r for r in rejects if r.rule != "repaired"]
    assert (result.written, result.rejected) == (len(table[SOURCE_LINE]), len(refused))
    lines = [*table[SOURCE_LINE], *(r.source_line for r in refused)]
    assert len(set(lines)) == len(lines)
    if not result.columns:
        assert not "".join(body).strip()
        return
    written = {n for n, text in enumerate(body, 1) if text.strip()}
    delimiter = result.understood["delimiter"]["value"]
    blank = {n for n, text in enumerate(body, 1) if delimiter in text} - written
    left = written - set(lines)
    header = result.understood["header"]["value"]
    skipped = result.understood.get("skip", {"value": 0})["value"]
    notes = result.understood.get("footer", {"value": 0})["value"]
    assert len(left) <= header + skipped + notes <= len(left) + len(blank)
    assert set(lines) <= written | blank


plain_values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=5), st.sampled_from([0.1, 1e300, -0.0, 2**53, 2**53 + 1, "2025-01-01", {"a": 1}, [1, "x"], {}]),
)  # fmt: skip
plain_records = st.dictionaries(st.sampled_from(["a", "b", "c"]), plain_values, max_size=3)


@given(
    st.lists(st.lists(plain_records, min_size=1, max_size=4), min_size=1, max_size=4),
    st.lists(
        st.sampled_from(["", "}{", '{"a": 1} {"a": 2}', '{"a": 1, "a": 2}', '{"a": 0.10000000000000000555}']),
        max_size=2,
    ),
)
@settings(deadline=None, max_examples=200)
def test_json_lines_are_the_same_in_blocks_and_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[list[dict[str, Any]]], odd: list[str]
) -> None:
    path = tmp_path_factory.mktemp("json") / "a.json"
    lines = [json.dumps(r, default=float) for block in blocks for r in block * 3]
    path.write_text("\n".join(['{"a": 1}', *lines, *odd, *lines]) + "\n")

    def read() -> tuple[Any, ...]:
        source = open_source(path, "json", SourceConfig())
        rejects: list[RejectedRecord] = []
        rows = [row for batch in source.batches(rejects.extend) for row in batch.to_pylist()]
        types = [str(b.schema) for b in source.batches(lambda _: None)][:1]
        source.close()
        return repr(rows), types, [(r.source_line, r.raw) for r in rejects]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_blocks, "_FIRST", 40)
        patched.setattr(json_blocks, "_BLOCK", 60)
        in_blocks = read()
        patched.setattr(json_blocks, "flat_block", lambda *_: None)
        assert in_blocks == read()


def _many(count: int) -> str:
    return "".join(f'{{"id": {i}, "name": "n{i}"}},' for i in range(count))


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("array.json", "json", f"[{_many(20_000)}".encode()),
        ("wide.csv", "csv", ("id,name\n" + "1,é\n" * 900_000).encode("utf-16")),
        ("packed.csv.gz", "csv", gzip.compress(b"id,name\n" + b"1,a\n" * 900_000)[:-4]),
    ],
)
def test_a_cancel_is_heeded_while_a_file_is_still_looked_at(tmp_path: Path, name: str, kind: str, data: bytes) -> None:
    """None of these would get as far as a first record: they are cut off, or have to be decoded or unpacked first."""
    source, asked = tmp_path / name, iter([False])
    source.write_bytes(data)
    with pytest.raises(CancelledError):
        convert_to_parquet(
            source, tmp_path / "out.parquet", kind, SourceConfig(), on_rejects=lambda _: None,
            on_progress=lambda *_: pytest.fail("a record was read"), is_cancelled=lambda: next(asked, True),
        )  # fmt: skip
    assert [p.name for p in tmp_path.iterdir()] == [name]
