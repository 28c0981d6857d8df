"""A large sheet read in pieces gives what it gives read as a whole: values, types, lines, what is understood and told."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from etl_console.errors import CancelledError, SourceError
from etl_console.pipeline.readers import open_source, sheet_columns, sheet_pieces, xlsx
from etl_console.pipeline.readers.source_config import SourceConfig

_DAY = st.dates(dt.date(1899, 12, 31), dt.date(2100, 1, 1))
_MOMENT = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1))
_TEXT = st.sampled_from(
    ["NEW", "PAID", "North & <South>", "é", " x ", "a_x000D_b", "line\nbreak", "2024-01-05", "x_y_"]
)
_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "whole": st.integers(-(10**6), 10**6),
    "decimal": st.floats(-1e6, 1e6).map(lambda v: round(v, 2)),
    "large": st.sampled_from([2**53, 2**53 + 2, -(2**60), 1e300, 9007199254740991, 0.1, 5, -0.0]),
    "day": _DAY,
    "moment": _MOMENT,
    "midnight": st.one_of(_MOMENT, _DAY.map(lambda d: dt.datetime.combine(d, dt.time()))),
    "time": st.times(),
    "duration": st.timedeltas(dt.timedelta(), dt.timedelta(days=400)),
    "truth": st.booleans(),
    "text": _TEXT,
    "digits": st.integers(0, 9999).map(str),
    "nothing": st.none(),
    "blank": st.sampled_from([" ", "\t", "\u00a0", None]),
    "gaps": st.sampled_from(["NA", "NaN", "N/A", "null", "None", "nan", "-nan", "#N/A", "#DIV/0!"]),
}
_PLAIN = ("whole", "decimal", "day", "moment", "truth", "text", "whole", "text", "day", "decimal")
_ANY = st.one_of(*_KINDS.values())


@st.composite
def _sheets(draw: st.DrawFn) -> dict[str, Any]:
    width = draw(st.integers(1, 5))
    kinds = draw(st.lists(st.sampled_from([*_PLAIN, *sorted(_KINDS)]), min_size=width, max_size=width))
    stray = draw(st.sampled_from(["none", "none", "few", "many"]))
    count = draw(st.integers(40, 90))
    rows: list[list[Any]] = []
    for _ in range(count):
        row = [draw(_KINDS[kind]) for kind in kinds]
        if stray != "none" and draw(st.integers(0, 30 if stray == "few" else 4)) == 0:
            row[draw(st.integers(0, width - 1))] = draw(_ANY)
        rows.append(row)
    for at in draw(st.lists(st.integers(0, count - 1), max_size=3)):
        rows[at] = [None] * width
    above: list[list[Any]] = draw(st.sampled_from([[], [["Report of May"]], [[None], ["Report", None]]]))
    below: list[list[Any]] = draw(st.sampled_from([[], [["a note"]], [["Total"], [None], ["end"]]]))
    names: list[list[Any]] = draw(st.sampled_from([[[f"column {i}" for i in range(width)]], [], [["same"] * width]]))
    merges = draw(st.lists(st.tuples(st.integers(1, count), st.integers(1, width), st.integers(0, 2)), max_size=2))
    hidden = draw(st.lists(st.integers(1, count), max_size=2))
    return {
        "rows": above + names + rows + below,
        "merges": merges if draw(st.integers(0, 5)) == 0 else [],
        "hidden": hidden,
        "shared": draw(st.booleans()),
        "config": draw(st.sampled_from([{}, {}, {"header": 1}, {"skip": 1}, {"header": 0}])),
    }


def _write(path: Path, made: dict[str, Any]) -> None:
    book = openpyxl.Workbook(write_only=not made["shared"])
    sheet = book.create_sheet("Data", 0)
    for row in made["rows"]:
        sheet.append(row)
    if isinstance(sheet, Worksheet):
        for row in made["hidden"]:
            sheet.row_dimensions[row].hidden = True
        for top, left, more in made["merges"]:
            if more:
                sheet.merge_cells(start_row=top, start_column=left, end_row=top + more, end_column=left)
    book.save(path)
    if made["shared"]:
        _share(path)


def _share(path: Path) -> None:
    """Write the texts of a workbook as Excel does, once, in a part of their own."""
    texts: dict[str, int] = {}

    def place(match: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(match[1], len(texts))}</v>'

    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name).decode() for name in before.namelist()}
    for name in [n for n in parts if "worksheets/" in n]:
        parts[name] = re.sub(r't="inlineStr"><is>(.*?)</is>', place, parts[name], flags=re.DOTALL)
    space, kind = "http://schemas.openxmlformats.org", "sharedStrings"
    parts[f"xl/{kind}.xml"] = (
        f'<sst xmlns="{space}/spreadsheetml/2006/main">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'
    )
    part = (
        f'<Override PartName="/xl/{kind}.xml"'
        f' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", part + "</Types>")
    relation = f'<Relationship Id="s1" Type="{space}/officeDocument/2006/relationships/{kind}" Target="{kind}.xml"/>'
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", relation + "</Relationships>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)


def _read(path: Path, config: SourceConfig) -> Any:
    try:
        source = open_source(path, "xlsx", config)
    except SourceError as error:
        return error.code, str(error)
    try:
        batches = list(source.batches(lambda _: None))
        table = pa.Table.from_batches(batches).combine_chunks() if batches else None
        return source.columns, table and table.schema, table and table.to_pylist(), source.understood, source.problems
    finally:
        source.close()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What became of each sheet; pieces are of a few rows."""
    told: list[str] = []
    read, fast, table = sheet_pieces.read_pieces, sheet_columns.as_columns, xlsx.XlsxSource._table_in_pieces

    def reading(*asked: Any) -> Any:
        pieces = read(*asked)
        told.append("whole" if pieces is None else "pieces")
        return pieces

    def finding(self: Any, pieces: Any, name: str) -> Any:
        try:
            return table(self, pieces, name)
        except sheet_pieces.Beyond:
            told.append("beyond")
            raise

    def columns(*given: Any) -> Any:
        try:
            found = fast(*given)
        except sheet_columns.MixedError:
            told.append("mixed")
            raise
        told.append("fast")
        return found

    monkeypatch.setattr(xlsx, "is_survived", lambda _: True)  # tried elsewhere
    monkeypatch.setattr(xlsx, "read_pieces", reading)
    monkeypatch.setattr(sheet_pieces, "as_columns", columns)
    monkeypatch.setattr(xlsx.XlsxSource, "_table_in_pieces", finding)
    for name, size in (("_LARGE", 1), ("_PIECE", 1_500), ("_END", 1_300)):
        monkeypatch.setattr(sheet_pieces, name, size)
    return told


def _compare(path: Path, config: SourceConfig, monkeypatch: pytest.MonkeyPatch) -> Any:
    in_pieces = _read(path, config)
    with monkeypatch.context() as patch:
        patch.setattr(xlsx, "read_pieces", lambda *_: None)
        whole = _read(path, config)
    assert repr(in_pieces) == repr(whole)  # so that 1, 1.0 and True differ, and nan is nan
    return whole


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=_sheets())
def test_in_pieces_as_whole(
    made: dict[str, Any], tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen.clear()
    _write(tmp_path / "made.xlsx", made)
    _compare(tmp_path / "made.xlsx", SourceConfig(**made["config"]), monkeypatch)
    event(" ".join(sorted(set(seen))))


_CELL = '<c r="A{n}"><v>{n}</v></c><c r="B{n}" s="1"><v>{day}</v></c><c r="C{n}" t="inlineStr"><is><t>NEW</t></is></c>'
_NAMES = "".join(
    f'<c r="{c}1" t="inlineStr"><is><t>{n}</t></is></c>' for c, n in zip("ABC", ("id", "day", "state"), strict=True)
)


def _write_xml(path: Path, change: Callable[[int, str], str], count: int = 120, after: str = "", day: str = "") -> None:
    """A workbook of numbers, days and texts, each row's XML passed through ``change``."""
    rows = ['<row r="1">' + _NAMES + "</row>"]
    for n in range(2, count + 2):
        rows.append(change(n, f'<row r="{n}">' + _CELL.format(n=n, day=day or 45000 + n) + "</row>"))
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"].number_format = "yyyy-mm-dd"
    book.save(path.with_suffix(".tmp"))
    with zipfile.ZipFile(path.with_suffix(".tmp")) as before, zipfile.ZipFile(path, "w") as made:
        for name in before.namelist():
            text = before.read(name).decode()
            if "worksheets/" in name:
                start, end = text.index("<sheetData>"), text.index("</sheetData>")
                text = f"{text[:start]}<sheetData>{''.join(rows)}</sheetData>{after}{text[end + 12 :]}"
            made.writestr(name, text)


def _at(*places: int, old: str = "", new: str = "") -> Callable[[int, str], str]:
    def change(n: int, row: str) -> str:
        if n not in places:
            return row
        return row.replace(old.format(n=n), new.format(n=n)) if old else new.format(n=n)

    return change


_A, _B, _C = '<c r="A{n}"><v>{n}</v></c>', '<c r="B{n}" s="1">', "<t>NEW</t>"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_at(), {"pieces", "fast"}),
        (_at(60, old=_A, new=""), {"pieces", "fast"}),
        (_at(60, new='<row r="{n}"/>'), {"pieces", "fast"}),
        (_at(60, 61, 62, new=""), {"pieces", "fast"}),
        (_at(60, old="<row ", new='<row spans="1:3" hidden="1" '), {"pieces", "fast"}),
        (_at(60, old=_C, new="<t> </t>"), {"pieces", "fast"}),
        (_at(60, old=_C, new="<t>#N/A</t>"), {"pieces", "fast"}),
        (_at(60, old=_C, new="<t>a_x000D_b</t>"), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}" t="inlineStr"><is><t>NA</t></is></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}" t="inlineStr"><is><t>nan</t></is></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}" t="inlineStr"><is><t>17</t></is></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}" t="b"><v>1</v></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}" t="e"><v>#DIV/0!</v></c>'), {"pieces", "fast"}),
        (_at(60, old=_A, new='<c r="A{n}"><v>1e400</v></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old=_A, new='<c r="A{n}"><f>1+1</f><v>2</v></c>'), {"pieces", "fast"}),
        (_at(60, old=_A, new='<c r="A{n}" s="1"><v>0.5</v></c>'), {"pieces", "fast", "mixed"}),
        (_at(60, old="<v>45060</v>", new="<v>45060.0000000001</v>"), {"pieces", "fast", "mixed"}),
        (_at(60, old="<v>45060</v>", new="<v>45059.99999999999</v>"), {"pieces", "fast", "mixed"}),
        (_at(60, old="<v>45060</v>", new="<v>45060.25</v>"), {"pieces", "fast"}),
        (_at(60, old="<v>45060</v>", new="<v>60</v>"), {"pieces", "fast", "mixed"}),
        (_at(60, old="<v>45060</v>", new="<v>2958466</v>"), {"pieces", "fast", "mixed"}),
        (_at(60, old=_B, new='<c r="B{n}">'), {"pieces", "fast", "mixed"}),
        (_at(60, old=' s="1"><v>45060</v>', new=' t="d"><v>2024-01-05T00:00:00</v>'), {"pieces", "fast", "mixed"}),
        (_at(*range(2, 122), old=_B, new='<c r="B{n}" t="b">'), {"whole"}),
        (_at(60, old=_A, new='<c r="A{n}" t="b"><v>2</v></c>'), {"whole"}),
        (_at(60, old="</row>", new='<c r="F{n}"><v>1</v></c></row>'), {"whole"}),
        (_at(60, old="</row>", new='<c r="ZZ{n}"><v>1</v></c></row>'), {"whole"}),
        (_at(60, old="<row ", new="<!-- a comment --><row "), {"whole"}),
        (_at(60, old=_C, new="<t><![CDATA[<row r=\"7\">]]></t>"), {"whole"}),
        (_at(60, old='<row r="{n}">', new="<row>"), {"whole"}),
        (_at(60, old='r="{n}"', new='r="160"'), {"whole"}),
        (_at(60, old="</row>", new=""), {"pieces", "fast"}),
    ],
)  # fmt: skip
def test_what_a_piece_may_hold(
    change: Callable[[int, str], str], told: set[str], tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_xml(tmp_path / "made.xlsx", change)
    _compare(tmp_path / "made.xlsx", SourceConfig(), monkeypatch)
    assert ("whole" in seen and "pieces" not in seen) if told == {"whole"} else set(seen) == told


@pytest.mark.parametrize(
    ("merge", "told"),
    [("A3:A5", {"pieces", "fast"}), ("B60:C60", {"pieces", "fast"}), ("A60:A62", {"pieces", "fast", "beyond"})],
)
def test_merged_cells(
    merge: str, told: set[str], tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(n: int, row: str) -> str:
        return row.replace(f'<c r="A{n}"><v>{n}</v></c>', "") if n in (4, 5, 61, 62) else row

    after = f'<mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
    _write_xml(tmp_path / "made.xlsx", change, after=after)
    whole = _compare(tmp_path / "made.xlsx", SourceConfig(), monkeypatch)
    assert set(seen) == told
    assert any("merged" in p.message for p in whole[4]) == (merge[0] == merge.split(":")[1][0])


def test_a_column_that_begins_late_and_notes_below(
    tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(n: int, row: str) -> str:
        if n > 119:
            return f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>as of May</t></is></c></row>'
        return row.replace(f'<c r="A{n}"><v>{n}</v></c>', "") if n < 60 else row

    _write_xml(tmp_path / "made.xlsx", change)
    columns, schema, rows, _, problems = _compare(tmp_path / "made.xlsx", SourceConfig(), monkeypatch)
    assert set(seen) == {"pieces", "fast"}
    assert columns == ("id", "day", "state")
    assert [str(t) for t in schema.types] == ["int64", "date32[day]", "string", "int64"]
    assert len(rows) == 118 and rows[58]["id"] == 60
    assert "2 rows below the table, from row 120" in problems[0].message


@pytest.mark.parametrize("config", [{"sheet": "*"}, {"range": "A1:B90"}, {"columns": ("a", "b", "c", "d")}])
def test_settings(config: dict[str, Any], tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _write_xml(tmp_path / "made.xlsx", _at())
    _compare(tmp_path / "made.xlsx", SourceConfig(**config), monkeypatch)
    assert set(seen) == ({"pieces", "fast"} if "columns" in config else set())


def test_shared_texts(tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _write_xml(tmp_path / "made.xlsx", _at())
    _, schema, rows, *_ = _compare(tmp_path / "made.xlsx", SourceConfig(), monkeypatch)
    _share(tmp_path / "made.xlsx")
    assert _compare(tmp_path / "made.xlsx", SourceConfig(), monkeypatch)[1:3] == (schema, rows)
    assert set(seen) == {"pieces", "fast"} and {row["state"] for row in rows} == {"NEW"}


def test_a_cancel_is_heeded_between_two_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pieces, "_LARGE", 1)
    monkeypatch.setattr(sheet_pieces, "_PIECE", 4_000)
    monkeypatch.setattr(sheet_pieces, "_END", 2_000)
    path, asked = tmp_path / "orders.xlsx", 0
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    for row in range(2_000):
        sheet.append(["id", "name"] if not row else [row, f"n{row}"])
    book.save(path)

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 4:
            raise CancelledError("The conversion was cancelled.", "Restart the batch to complete it.")

    with pytest.raises(CancelledError):
        open_source(path, "xlsx", SourceConfig(), check=check)
    assert asked == 4, "it goes on with nothing after that"
