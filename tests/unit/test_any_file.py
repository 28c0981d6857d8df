"""Files as clients send them: packed, misnamed, damaged, with titles, several headers, notes, merged cells."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl_console.errors import SourceError
from etl_console.records import SOURCE_LINE
from tests.bench import damage
from tests.unit.test_readers import DATA, convert


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "o.parquet"


# Delimited text --------------------------------------------------------------------------------------------------

FORMS: dict[str, tuple[bytes, list[tuple[str, ...]]]] = {
    "semicolons and decimal commas": (b"id;price\n1;1,50\n2;2,75\n3;10,00\n", [("id", "price"), ("1", "1,50")]),
    "several characters": (b"id||name\n1||a|b\n2||c\n3||d\n", [("id", "name"), ("1", "a|b")]),
    "TAB": (b"id\tname\n1\ta, b\n2\tc\n", [("id", "name"), ("1", "a, b")]),
    "CR line ends": (b"id,name\r1,a\r2,b\r", [("id", "name"), ("1", "a")]),
    "UTF-16": ("\ufeffid;name\n1;Zoë\n2;b\n".encode("utf-16-le"), [("id", "name"), ("1", "Zoë")]),
    "UTF-16 without mark": ("id;name\n1;Zoë\n2;b\n".encode("utf-16-le"), [("id", "name"), ("1", "Zoë")]),
    "cp1252": ("id;name\n1;Müller\n2;Café\n".encode("cp1252"), [("id", "name"), ("1", "Müller")]),
    "two encodings below a mark": (
        b"\xef\xbb\xbfid;name\n1;Caf\xc3\xa9\n2;M\xfcller\n3;x\n",
        [("id", "name"), ("1", "Café"), ("2", "Müller")],
    ),
    "two encodings": (
        "id;name\n1;Müller\n".encode() + "2;Café\n3;Bäcker\n".encode("cp1252"),
        [("id", "name"), ("1", "Müller"), ("2", "Café"), ("3", "Bäcker")],
    ),
    "apostrophes as quotes": (b"id,name\n1,'a,b'\n2,'c,d'\n3,'e'\n", [("id", "name"), ("1", "a,b")]),
    "backslash escape": (b'id,name\n1,"a \\"b\\" c"\n2,"d"\n', [("id", "name"), ("1", 'a "b" c')]),
    "a title and a blank line": (
        b"Sales of March\n\nid;day;price\n1;31/12/2025;5\n2;30/12/2025;6\n",
        [("id", "day", "price"), ("1", "31/12/2025", "5")],
    ),
    "two header rows": (
        b"name;2024;;2025;\n;pcs;IDR;pcs;IDR\na;1;10;2;20\nb;3;30;4;40\nc;5;50;6;60\n",
        [("name", "2024 pcs", "2024 IDR", "2025 pcs", "2025 IDR"), ("a", "1", "10", "2", "20")],
    ),
    "comments": (b"# made by a till\nid,price\n1,5\n# a break\n2,6\n3,7\n", [("id", "price"), ("1", "5"), ("2", "6")]),
    "no header": (b"11,ACEH\n12,SUMATERA UTARA\n13,SUMATERA BARAT\n", [("column_1", "column_2"), ("11", "ACEH")]),
    "line breaks in fields": (b'id,note\n1,"two\nlines"\n2,one\n', [("id", "note"), ("1", "two\nlines")]),
    "repeated headers": (
        b"id,day\n1,2025-01-01\nid,day\n2,2025-01-02\nid,day\n3,2025-01-03\n",
        [("id", "day"), ("1", "2025-01-01")],
    ),
    "text only": (
        b"name,city,notes\nn0,city 0,some words 0\nn1,city 1,some words 1\nn2,city 2,some words 2\n",
        [("name", "city", "notes"), ("n0", "city 0", "some words 0")],
    ),
    "apostrophes that enclose nothing": (
        b"id,name,unit\n1,'x','\n2,rock 'n' roll,''\n3,,\n",
        [("id", "name", "unit"), ("1", "'x'", "'"), ("2", "rock 'n' roll", "''")],
    ),
    "years as header": (
        b'"Table 5. Population",,,\n"(thousands)",,,\nRegion,2010,2011,2012\nNorth,"1,200","1,250","1,300"\n'
        b'South,900,910,(NA)\nEast,n/a,"2,000","2,100"\n"West (1)",300,310,320\n',
        [("Region", "2010", "2011", "2012"), ("North", "1,200", "1,250", "1,300")],
    ),
    "years below headings": (
        b"Region,Sales,,Cost,\n,2019,2020,2019,2020\nA,1,2,3,4\nB,5,6,7,8\nC,9,10,11,12\n",
        [("Region", "Sales 2019", "Sales 2020", "Cost 2019", "Cost 2020"), ("A", "1", "2", "3", "4")],
    ),
    "times with colons": (
        b"2025-01-01 00:00:01,INFO,on\n2025-01-01 00:00:02,WARN,slow\n2025-01-01 00:00:03,INFO,ok\n",
        [("column_1", "column_2", "column_3"), ("2025-01-01 00:00:01", "INFO", "on")],
    ),
    "sep=": (b"sep=;\nid;price\n1;1,5\n2;2,5\n3;3,5\n", [("id", "price"), ("1", "1,5")]),
    "empty columns": (b"id,,name,,\n1,,a,,\n2,,b,,\n", [("id", "column_2", "name"), ("1", "", "a")]),
    "trailing delimiters": (b"id,name,\n1,a,\n2,b,\n", [("id", "name"), ("1", "a")]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_delimited_file_is_understood_by_itself(form: str, tmp_path: Path, target: Path) -> None:
    content, expected = FORMS[form]
    (tmp_path / "a.csv").write_bytes(content)
    result, table, rejects = convert(tmp_path / "a.csv", target)
    assert len(rejects) == (2 if form == "repeated headers" else 0)
    assert result.columns == expected[0]
    rows = list(zip(*(table[c] for c in result.columns), strict=True))
    assert rows[: len(expected) - 1] == expected[1:]
    assert all(u["reason"] for u in result.understood.values())


TEXTS = {
    "German": "Müller;Straße;Köln\nBäcker;Düsseldorf;schön\nGröße;Fuß;Äpfel\n",
    "French": "Élodie;café;à côté\nFrançois;Noël;garçon\nHélène;forêt;où\n",
    "Spanish": "Señor;Muñoz;Peña\nJosé;María;Ángel\nniño;año;corazón\n",
    "Danish": "Søren;Ærø;Århus\nBjørn;København;smørrebrød\n",
    "quotes": "it’s;“fine”;ok\nwe’re;don’t;they’re\n",
    "Polish": "Łódź;Kraków;Gdańsk\nŚwiątek;żółć;Wałęsa\n",
}


def _written() -> list[tuple[str, str]]:
    """Each language in each encoding that can write it."""
    encodings = ["utf-8", "utf-16", "cp1252", "mac_roman", "cp850", "cp1250"]
    return [(n, e) for n, t in TEXTS.items() for e in encodings if t.encode(e, "replace").decode(e) == t]


@pytest.mark.parametrize(("language", "encoding"), _written())
def test_words_tell_the_encoding(language: str, encoding: str, tmp_path: Path, target: Path) -> None:
    text = "a;b;c\n" + TEXTS[language] * 5
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    _, table, _ = convert(tmp_path / "a.csv", target)
    rows = [";".join(r) for r in zip(table["a"], table["b"], table["c"], strict=True)]
    assert rows == text.splitlines()[1:]


@pytest.mark.parametrize("encoding", ["utf-8", "mac_roman"])
def test_text_that_was_saved_twice_is_kept_and_said(encoding: str, tmp_path: Path, target: Path) -> None:
    names = ["Penélope", "Beyoncé", "Demián", "Peña", "Amélie"]
    twice = [n.encode().decode("latin-1") for n in names]
    (tmp_path / "a.csv").write_bytes(
        ("id,name\n" + "\n".join(f"{i},{n}" for i, n in enumerate(twice))).encode(encoding)
    )
    result, table, _ = convert(tmp_path / "a.csv", target)
    assert table["name"] == twice
    assert [p.code for p in result.problems] == ["saved_twice"]
    assert "PenÃ©lope" in result.problems[0].message


def test_an_overlong_line_costs_itself(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.csv").write_text("id,note\n1,a\n2," + "x" * (40 << 20) + "\n3,c\n")
    result, table, rejects = convert(tmp_path / "a.csv", target, delimiter=",", header=1)
    assert (result.read, table["id"]) == (3, ["1", "3"])
    assert [r.source_line for r in rejects] == [3]
    assert "longer than" in rejects[0].message and len(rejects[0].raw or "") < 10_000


def test_what_is_given_is_not_questioned(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x\nid;name\n1;a\n2;b\n")
    given = {"delimiter": ",", "header": 0, "skip": 1, "columns": ["line"], "footer": 1, "encoding": "cp1252"}
    result, table, _ = convert(tmp_path / "a.csv", target, **given)  # type: ignore[arg-type]
    assert table == {"line": ["id;name", "1;a"], SOURCE_LINE: [2, 3]}
    assert {result.understood[k]["reason"] for k in ("delimiter", "header", "skip", "encoding")} == {"given"}


def test_notes_below_the_table_are_told_and_no_records(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name,price\n1,a,5\n2,b,6\n3,c,7\n\nSource: the till\n* provisional\n")
    result, table, rejects = convert(tmp_path / "a.csv", target)
    assert table["id"] == ["1", "2", "3"]
    assert result.read == 3 and not rejects
    assert result.understood["footer"]["value"] == 2
    assert any("Source: the till" in p.message for p in result.problems)


def test_a_second_table_is_held_back_with_its_lines(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.csv").write_text("id,price\n1,5\n2,6\n3,7\n\nid,price\n1,5\n4,8\n")
    _, table, rejects = convert(tmp_path / "a.csv", target)
    assert table["id"] == ["1", "2", "3"]
    assert [r.source_line for r in rejects] == [6, 7, 8]
    assert all("second table" in r.message for r in rejects)
    _, table, rejects = convert(tmp_path / "a.csv", target, repeated_header="page")
    assert table["id"] == ["1", "2", "3", "1", "4"]
    assert [r.source_line for r in rejects] == [6]


def test_repair_marks_each_mended_record(tmp_path: Path, target: Path) -> None:
    lines = [f"{i},2025-01-{i % 28 + 1:02},item {i},{i * 7}.50" for i in range(1, 60)]
    lines[30] = lines[30].replace(",", ";")
    (tmp_path / "a.csv").write_text("id,day,name,price\n" + "\n".join(lines))
    result, _, rejects = convert(tmp_path / "a.csv", target)
    assert (result.written, result.rejected, result.repaired) == (58, 1, 0)
    result, table, rejects = convert(tmp_path / "a.csv", target, repair=True)
    assert (result.read, result.rejected, result.repaired) == (59, 0, 1)
    assert [(r.rule, r.source_line, r.raw) for r in rejects] == [("repaired", 32, lines[30])]
    assert sorted(table["id"], key=int) == [str(i) for i in range(1, 60)]


ROWS = damage.order_list()


def _cases() -> list[damage.Damaged]:
    """Every damage of the whole file, and a few of each damage of a record."""
    kept, seen = [], dict[str, int]()
    for case in damage.damaged(ROWS):
        group = case.name.rsplit("_row", 1)[0] if case.name.startswith("file") else case.name[:12]
        seen[group] = seen.get(group, 0) + 1
        if case.name.startswith("file") or seen[group] % 40 == 1:
            kept.append(case)
    return kept


@pytest.mark.parametrize("case", _cases(), ids=lambda c: c.name)
def test_a_damaged_file_never_gives_a_wrong_row(case: damage.Damaged, tmp_path: Path, target: Path) -> None:
    """In quarantine mode what is written is right, and what is damaged is among the rejects with its line."""
    (tmp_path / case.name).write_bytes(case.data)
    result, table, rejects = convert(tmp_path / case.name, target)
    rows = [list(r) for r in zip(*(table[c] for c in result.columns), strict=True)]
    expected = [list(r) for r in case.clean[1:]]
    if "no_header" in case.name:
        expected = [list(r) for r in case.clean]
    wrong = [r for r in rows if r not in expected]
    assert wrong == []
    assert len(rows) + len(rejects) >= len(expected)
    assert all(r.raw and r.source_line for r in rejects)


# Packed and misnamed ---------------------------------------------------------------------------------------------


def _zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_packed_files_are_read_as_what_is_in_them(tmp_path: Path, target: Path) -> None:
    text = b"id,name\n1,a\n2,b\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text))
    _zip(tmp_path / "a.zip", {"in.csv": text, "__MACOSX/._in.csv": b"x"})
    for name in ("a.csv.gz", "a.zip"):
        result, table, _ = convert(tmp_path / name, target)
        assert table["name"] == ["a", "b"]
        assert result.understood["packed"]["reason"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("two.zip", {"a.csv": b"a", "b.csv": b"b"}, "archive_members"),
        ("none.zip", {}, "archive_members"),
        ("bomb.zip", {"a.csv": b"0" * (300 << 20)}, "archive_bomb"),
        ("cut.gz", gzip.compress(b"id,name\n" * 1000, mtime=0)[:-20], "archive_broken"),
    ],
    ids=["two members", "no member", "bomb", "cut off"],
)
def test_an_archive_that_cannot_be_read_says_why(
    name: str, content: Any, code: str, tmp_path: Path, target: Path
) -> None:
    if isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    else:
        _zip(tmp_path / name, content)
        if not content:
            (tmp_path / name).write_bytes(b"PK\x03\x04" + (tmp_path / name).read_bytes())
    with pytest.raises(SourceError) as raised:
        convert(tmp_path / name, target)
    assert raised.value.code in (code, "archive_broken")
    assert name in raised.value.cause and raised.value.remedy


def test_a_file_is_read_as_what_it_holds(tmp_path: Path, target: Path) -> None:
    result, _, _ = convert(DATA / "dpc_italy/dpc-covid19-ita-metriche-dashboard-mobile.json", target, "json")
    assert (result.read, len(result.columns), result.rejected) == (942, 5, 0)
    assert result.understood["type"] == {"value": "csv", "reason": "it is delimited text, not JSON"}
    (tmp_path / "b.csv").write_text('[{"a": 1}, {"a": 2}]')
    result, table, _ = convert(tmp_path / "b.csv", target)
    assert (table["a"], result.understood["type"]["value"]) == ([1, 2], "json")
    (tmp_path / "c.xls").write_text("id\tname\n1\ta\n2\tb\n")
    result, table, _ = convert(tmp_path / "c.xls", target, "xlsx")
    assert table["name"] == ["a", "b"]
    (tmp_path / "d.xls").write_text("<html><table><tr><td>1</td></tr></table></html>")
    with pytest.raises(SourceError, match="web page"):
        convert(tmp_path / "d.xls", target, "xlsx")


# Spreadsheets ----------------------------------------------------------------------------------------------------


def test_the_survey_workbook_has_its_published_figures(target: Path) -> None:
    """Australian Bureau of Statistics, 1800.0: three merged header rows, notes below, its first sheet a contents."""
    result, table, _ = convert(DATA / "xlsx_real/ozmarriage.xlsx", target, "xlsx")
    assert result.understood["sheet"]["value"] == "Table 1"
    assert (result.understood["header"]["value"], result.read) == (3, 9)
    by_state = dict(zip(table["column_1"], table["Response clear Yes no."], strict=True))
    assert by_state["Australia"] == 7_817_247
    assert sum(v for k, v in by_state.items() if k != "Australia") == 7_817_247
    noes = dict(zip(table["column_1"], table["Response clear No no."], strict=True))
    assert noes["Australia"] == 4_873_987
    assert any("notes and not read" in p.message for p in result.problems)
    result, table, _ = convert(DATA / "xlsx_real/ozmarriage.xlsx", target, "xlsx", sheet="Table 2")
    divisions = [v for v in table["Response clear Yes no."] if v is not None]
    assert sum(divisions) % 7_817_247 == 0


def test_the_crime_workbook_has_its_published_figures(target: Path) -> None:
    """FBI 2016, table 2: two header rows, areas merged over three rows."""
    result, table, _ = convert(DATA / "xlsx_real/us-crime-2.xlsx", target, "xlsx")
    assert result.understood["header"]["value"] == 2
    places = {(a, y): i for i, (a, y) in enumerate(zip(table["Area"], table["Year"], strict=True))}
    row = next(i for (a, y), i in places.items() if str(a).startswith("United States") and str(y) == "2016")
    assert float(table["Population2"][row]) == 323_127_513
    assert float(table["Violent crime3"][row]) == 1_283_058


@pytest.mark.parametrize(
    ("name", "config", "records", "header", "first"),
    [
        ("deaths.xlsx", {}, 10, ["Name", "Profession"], "David Bowie"),
        ("deaths.xlsx", {"sheet": "other"}, 10, ["Name", "Profession"], "Vera Rubin"),
        ("dirty_data.xlsx", {}, 12, ["First Name", "Last Name"], "Jason"),
        ("toronto_transit.xlsx", {}, 49, ["column_1", "FARE MEDIA", "2017", "2016", "2015 *"], "WHO"),
    ],
)
def test_headings_and_notes_of_real_sheets(
    name: str, config: dict[str, Any], records: int, header: list[str], first: str, target: Path
) -> None:
    result, table, _ = convert(DATA / "xlsx_real" / name, target, "xlsx", **config)
    assert result.read == records
    assert list(result.columns[: len(header)]) == header
    assert table[header[0]][0] == first


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sheets a month apart, a hidden row, an error cell, merged cells, the 1904 epoch, numbers as text."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for place, month in enumerate(("Jan", "Feb")):
        sheet = book.active if not place else book.create_sheet(month)
        assert sheet is not None
        sheet.title = month
        sheet.append(["region", "day", "code", "amount"])
        for day in (1, 2, 3):
            sheet.append([None, dt.datetime(2024, place + 1, day), f"00{day}", day * 1.5])
        sheet["A2"] = "west"
        sheet.merge_cells("A2:A4")
    first = book["Jan"]
    first["D4"] = "#DIV/0!"
    first["D4"].data_type = "e"
    first.row_dimensions[3].hidden = True
    book.create_sheet("calc").sheet_state = "hidden"
    book.save(tmp_path / "w.xlsx")
    return tmp_path / "w.xlsx"


def test_cells_of_a_workbook(workbook: Path, target: Path) -> None:
    result, table, _ = convert(workbook, target, "xlsx")
    assert table == {
        "region": ["west"] * 3,
        "day": [dt.datetime(2024, 1, d) for d in (1, 2, 3)] if table["day"][0].__class__ is dt.datetime
        else [dt.date(2024, 1, d) for d in (1, 2, 3)],
        "code": ["001", "002", "003"],
        "amount": ["1.5", "3", "#DIV/0!"],
        SOURCE_LINE: [2, 3, 4],
    }  # fmt: skip
    told = " ".join(p.message for p in result.problems)
    assert "1 hidden rows" in told and "#DIV/0!" in told and "merged" in told and "Feb" in told


def test_a_sheet_a_month_is_one_table_when_asked(workbook: Path, target: Path) -> None:
    result, table, _ = convert(workbook, target, "xlsx", sheet="*")
    assert result.columns == ("region", "day", "code", "amount", "sheet")
    assert table["sheet"] == ["Jan"] * 3 + ["Feb"] * 3
    assert table[SOURCE_LINE] == [2, 3, 4, 6, 7, 8]
    book = openpyxl.load_workbook(workbook)
    book["Feb"]["D1"] = "price"
    book.save(workbook)
    with pytest.raises(SourceError, match="Feb has other columns"):
        convert(workbook, target, "xlsx", sheet="*")


@pytest.mark.parametrize("name", ["orders.xls", "orders.ods"])
def test_other_workbooks_are_read_alike(name: str, target: Path) -> None:
    _, table, _ = convert(DATA / "made" / name, target, "xlsx")
    assert table == {
        "id": [1, 2], "day": [dt.date(2025, 1, 2), dt.date(2025, 1, 3)], "name": ["Budi", "Ani"], "price": [1.5, 2.0],
        SOURCE_LINE: [2, 3],
    }  # fmt: skip


def test_a_protected_workbook_is_said_to_be_so(target: Path) -> None:
    with pytest.raises(SourceError) as raised:
        convert(DATA / "made/protected.xlsx", target, "xlsx")
    assert raised.value.code == "workbook_protected"
    assert "password" in raised.value.cause


# JSON ------------------------------------------------------------------------------------------------------------

JSON_FORMS: dict[str, tuple[str, dict[str, Any], str, list[Any]]] = {
    "envelope": ('{"total": 2, "data": {"items": [{"a": 1}, {"a": 2}]}}', {}, "a", [1, 2]),
    "envelope by path": ('{"x": [{"b": 0}], "data": {"items": [{"a": 1}]}}', {"record_path": "data.items"}, "a", [1]),
    "lists within": ('{"r": [{"m": [{"x": 1}, {"x": 2}]}, {"m": [{"x": 3}]}]}', {"record_path": "r.m"}, "x", [1, 2, 3]),
    "keyed": ('{\n"k": {"a": 1}, "l": {"a": 2}, "m": {"a": 3}}', {}, "key", ["k", "l", "m"]),
    "keyed on one line": ('{"k": {"a": 1}, "l": {"a": 2}, "m": {"a": 3}}', {}, "key", ["k", "l", "m"]),
    "lists as rows": ('[["id", "name"], [1, "a"], [2, "b"]]', {}, "name", ["a", "b"]),
    "lists as rows without names": ("[[1, 2], [3, 4]]", {}, "column_2", [2, 4]),
    "commas after lines": ('{"a": 1},\n{"a": 2},\n{"a": 3}\n', {}, "a", [1, 2, 3]),
    "several objects": ('{\n"a": 1}\n{\n"a": 2}', {}, "a", [1, 2]),
    "one object": ('{"a": 1}', {}, "a", [1]),
    "identifiers": ('[{"_id": {"$oid": "5f"}}]', {}, "_id", ["5f"]),
    "instants": ('[{"t": {"$date": 1700000000000}}]', {}, "t", ["2023-11-14T22:13:20.000Z"]),
    "long numbers": ('[{"n": {"$numberLong": "12345678901"}}]', {}, "n", [12345678901]),
    "same flat name": ('[{"a": {"b": 1}, "a_b": 2}]', {}, "a_b_2", [2]),
    "mixed types": ('[{"a": 1}, {"a": "x"}, {"a": null}, {"a": [1]}]', {}, "a", ["1", "x", None, "[1]"]),
}


@pytest.mark.parametrize("form", JSON_FORMS)
def test_forms_of_json(form: str, tmp_path: Path, target: Path) -> None:
    text, config, column, expected = JSON_FORMS[form]
    (tmp_path / "a.json").write_text(text)
    _, table, rejects = convert(tmp_path / "a.json", target, "json", **config)
    assert table[column] == expected
    assert rejects == []


def test_json_that_breaks_off_says_where(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": 1},\n{"a": 2},\n{"a":')
    with pytest.raises(SourceError, match="line 3, column 6; 2 records before that are whole") as raised:
        convert(tmp_path / "a.json", target, "json")
    assert raised.value.facts["line"] == 3


def test_deep_and_wide_json_is_bounded(tmp_path: Path, target: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": 1}, {"a": ' + "[" * 5000 + "]" * 5000 + "}]")
    result, table, rejects = convert(tmp_path / "a.json", target, "json")
    assert (result.read, table["a"], len(rejects)) == (2, [1], 1)
    (tmp_path / "b.json").write_text(json.dumps([{f"k{i}": i for i in range(30_000)}]))
    with pytest.raises(SourceError, match="different columns"):
        convert(tmp_path / "b.json", target, "json")


@pytest.mark.parametrize("season", ["en.1"])
def test_a_season_of_football(season: str, target: Path) -> None:
    """n(n-1) matches of 20 teams; the goals of the Premier League 2015-16 were 1,026."""
    result, table, _ = convert(DATA / f"json_open/{season}.json", target, "json")
    assert result.read == 380
    assert sum(sum(json.loads(score)) for score in table["score_ft"]) == 1026
