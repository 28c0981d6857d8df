"""A look at a file before it runs tells what it is, about how much, and what a run would say."""

from __future__ import annotations

import json
from pathlib import Path

from etl_console.pipeline.preflight import look
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.resources import resource_path
from tests.unit.test_readers import DATA


def test_a_small_file_is_looked_at_whole() -> None:
    seen = look(DATA / "encodings_538/cabinet-turnover.csv", None, SourceConfig())
    assert (seen.rows, seen.is_exact, seen.source_type) == (379, True, "csv")
    day = next(c for c in seen.columns if c.name == "start_date")
    assert (day.suggestion.kind, day.suggestion.source_format) == ("date", {"date": "%m/%d/%y"})
    assert day.samples[0] == "1/21/77"
    assert seen.records[0][0] == 2
    json.dumps(seen.to_json())


def test_of_a_large_file_the_rows_are_estimated() -> None:
    path = resource_path("sample/client1/incoming/crm/sales_details.csv")
    seen = look(path, None, SourceConfig())
    assert not seen.is_exact
    assert abs(seen.rows - 60_398) < 0.05 * 60_398


def test_values_far_down_answer_what_the_first_leave_open(tmp_path: Path) -> None:
    rows = [f"{i},{i % 9 + 1:02}/{i % 12 + 1:02}/2025,{'x' * 30}" for i in range(60_000)]
    rows[-50:] = [r.replace(r.split(",")[1], "31/12/2025") for r in rows[-50:]]
    (tmp_path / "a.csv").write_text("id,day,note\n" + "\n".join(rows) + "\n")
    seen = look(tmp_path / "a.csv", None, SourceConfig())
    assert seen.columns[1].suggestion.source_format == {"date": "%d/%m/%Y"}


def test_of_ndjson_the_first_records_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text("".join(json.dumps({"id": i, "name": f"n{i}"}) + "\n" for i in range(50_000)))
    seen = look(tmp_path / "a.ndjson", None, SourceConfig())
    assert not seen.is_exact
    assert abs(seen.rows - 50_000) < 0.1 * 50_000


def test_a_file_that_cannot_be_read_has_that_among_its_problems(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    seen = look(tmp_path / "a.xlsx", None, SourceConfig())
    assert [p.code for p in seen.problems] == ["workbook_broken"]
    assert seen.problems[0].remedy


def test_settings_change_what_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;name\n1;a,b\n2;c,d\n")
    assert [c.name for c in look(tmp_path / "a.csv", None, SourceConfig()).columns] == ["id", "name"]
    given = SourceConfig(delimiter=",", header=0)
    assert [c.name for c in look(tmp_path / "a.csv", None, given).columns] == ["column_1", "column_2"]


def test_rejects_of_the_part_looked_at_are_there(tmp_path: Path) -> None:
    rows = [f"{i},{'x' * 40}" for i in range(40_000)]
    rows[2] = "2,x,y"
    (tmp_path / "a.csv").write_text("id,note\n" + "\n".join(rows) + "\n")
    seen = look(tmp_path / "a.csv", None, SourceConfig())
    assert [r.source_line for r in seen.rejects] == [4]
    assert not seen.is_exact
