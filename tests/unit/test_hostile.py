"""What is hostile or broken is refused with a reason before it takes the memory: no reader brings its process down."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl_console.errors import EtlError, SourceError
from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.json_guard import Guarded, UnfitJson
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import RejectedRecord
from tests.unit.test_readers import DATA, convert


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a":' + "[" * 50_000 + "]" * 50_000 + "}]", "json_unfit"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "json_unfit"),
        ('[{"a":"' + "x" * (66 << 20) + '"}]', "json_unfit"),
        ('{"a": 1}\n{"a": "' + "x" * (66 << 20), "json_unfit"),
        ("[{" + ",".join(f'"k{i}":1' for i in range(30_000)) + "}]", "too_many_columns"),
        ('[{"a": 1}, {"a": -' + "9" * 5_000 + "}]", "json_unfit"),
        ('{"a": ' + "1" * 4_301, "json_unfit"),
    ],
    ids=[
        "deep lists",
        "deep objects",
        "a long string",
        "a long line",
        "too many keys",
        "a long number",
        "a cut number",
    ],
)
def test_json_that_cannot_be_held_is_refused(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(SourceError) as raised:
        convert(tmp_path / "a.json", tmp_path / "o.parquet", "json")
    assert raised.value.code == code
    assert not (tmp_path / "o.parquet").exists()


class Blocks:
    """A stream that gives its bytes in pieces of one size."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size = data, size

    def read(self, _: int) -> bytes:
        block, self.data = self.data[: self.size], self.data[self.size :]
        return block


@given(size=st.integers(1, 40), strings=st.lists(st.text('[]{}"\\a', max_size=12), max_size=8))
def test_signs_in_strings_are_no_depth(size: int, strings: list[str]) -> None:
    import json

    guarded = Guarded(Blocks(json.dumps([{"a": s, s: [s]} for s in strings]).encode(), size))  # type: ignore[arg-type]
    while guarded.read(size):
        pass
    assert guarded._depth == 0
    assert guarded._inside == 0


@given(size=st.integers(500, 9_000), before=st.integers(0, 5_000), digits=st.sampled_from([3_900, 4_001, 4_500, 9_000]))
@settings(max_examples=50)
def test_a_long_number_is_seen_over_blocks_and_digits_in_a_string_are_none(size: int, before: int, digits: int) -> None:
    for quote, is_unfit in ((b"", digits > 4_000), (b'"', False)):
        guarded = Guarded(Blocks(b"[" + b" " * before + quote + b"7" * digits + quote + b"]", size))  # type: ignore[arg-type]
        found = False
        try:
            while guarded.read(size):
                pass
        except UnfitJson:
            found = True
        assert found is is_unfit


def test_depth_is_seen_over_blocks() -> None:
    guarded = Guarded(Blocks(b"[" * 7_000, 100))  # type: ignore[arg-type]
    with pytest.raises(UnfitJson, match="deeper than 6,000"):
        while guarded.read(100):
            pass


def test_a_stray_cell_far_out_does_not_take_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["XFD1048576"] = "id", 1, 2
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(SourceError, match="row 1,048,576 and column 16,384") as raised:
        convert(tmp_path / "a.xlsx", tmp_path / "o.parquet", "xlsx")
    assert raised.value.code == "sheet_too_large"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "id"
    book.save(tmp_path / "a.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/x.xml", "w") as part,
    ):
        for _ in range(810):
            part.write(b"0" * 1_000_000)
    with pytest.raises(SourceError, match="unpacks to") as raised:
        convert(tmp_path / "a.xlsx", tmp_path / "o.parquet", "xlsx")
    assert raised.value.code == "archive_bomb"


SEEDS = [
    ("csv", DATA / "wilayah_bps2018/provinces.csv"), ("json", DATA / "json_open/2015-summary.json"),
    ("xlsx", DATA / "xlsx_real/dirty_data.xlsx"), ("xlsx", DATA / "made/orders.ods"), ("xlsx", DATA / "made/orders.xls"),
    ("csv", DATA / "encodings_538/cabinet-turnover.csv"),
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 2**32), st.integers(1, 30))
def test_a_mutated_file_is_read_or_refused_and_every_record_counted(
    tmp_path_factory: pytest.TempPathFactory, chosen: tuple[str, Path], seed: int, often: int
) -> None:
    kind, path = chosen
    draw = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(often):
        at = draw.randrange(len(data))
        data[at : at + draw.choice((0, 1, 1, 8))] = draw.choice(
            (b"", b"\0", b'"', b"\n", b"\xff\xfe", data[at : at + 40])
        )
    target = tmp_path_factory.mktemp("mutated")
    (target / path.name).write_bytes(data)
    try:
        result, table, rejects = convert(target / path.name, target / "o.parquet", kind)
    except EtlError as error:
        assert error.cause and error.remedy
        return
    assert result.read == result.written + result.rejected
    assert result.rejected == len(rejects)
    assert all(len(column) == result.written for column in table.values())


def test_entities_in_a_workbook_are_not_unfolded(tmp_path: Path) -> None:
    """“Billion laughs”: ten entities, each ten times the one before."""
    plain, path = tmp_path / "plain.xlsx", tmp_path / "laughs.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "price"])
    book.active.append(["x", 2])
    book.save(plain)
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 11))
    laughing = 0
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if "<t>x</t>" in text:
                text = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + text.replace("<t>x</t>", "<t>&l10;</t>")
                laughing += 1
            target.writestr(name, text)
    assert laughing == 1
    with pytest.raises(SourceError) as error:
        convert(path, tmp_path / "out.parquet", "xlsx")
    assert error.value.code == "workbook_broken"


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(1_000_000)) + "\n" + "1," * 999_999 + "1\n")
    with pytest.raises(SourceError) as error:
        open_source(path, "csv", SourceConfig()).close()
    assert error.value.code == "too_many_columns"


def most_held() -> int:
    """The most memory this process held (KB)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1])


def test_a_line_without_an_end_is_rejected_and_the_memory_stays(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as stream:
        stream.write(b"id,price\n1,2\n")
        for _ in range(300):
            stream.write(b"a" * (1 << 20))
    rejects: list[RejectedRecord] = []
    source = open_source(path, "csv", SourceConfig())
    Path("/proc/self/clear_refs").write_text("5")  # forget what this process held at most before: see proc(5)
    before = most_held()
    rows = [row for batch in source.batches(rejects.extend) for row in batch.to_pylist()]
    source.close()
    assert [r["id"] for r in rows] == ["1"]
    assert len(rejects) == 1
    assert most_held() - before < 200_000, "in KB: less than the line"


def test_half_a_character_in_json_stays_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(r'{"a\ud800": "x\udfff", "b": 1}' "\n" r'{"a\ud800": "y", "b": 2}')
    convert(tmp_path / "a.json", tmp_path / "o.parquet", "json")
    found = pyarrow.parquet.read_table(tmp_path / "o.parquet").to_pydict()
    assert found[r"a\ud800"] == [r"x\udfff", "y"]
