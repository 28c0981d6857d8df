"""JSON, one object a line: what is given out while it is read is what reading all of it first gives, in every case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl_console.errors import CancelledError, SourceError
from etl_console.pipeline.readers import json as reader
from etl_console.pipeline.readers import json_blocks
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import ConvertResult, convert_to_parquet
from etl_console.records import RejectedRecord


class Converted:
    """One conversion and all that was told on the way; ``anew``: how often it began again."""

    def __init__(self, source: Path, cancel_after: int | None = None, **config: Any) -> None:
        self.rejects: list[RejectedRecord] = []
        self.batches: list[pa.RecordBatch] = []
        self.shares: list[float | None] = []
        self.anew = 0
        target = source.with_suffix(".parquet")
        self.result: ConvertResult = convert_to_parquet(
            source, target, "json", SourceConfig.from_json(config), on_rejects=self.rejects.extend,
            on_progress=lambda _, share: self.shares.append(share), on_batch=self.batches.append, on_anew=self._forget,
            is_cancelled=lambda: cancel_after is not None and len(self.batches) >= cancel_after,
        )  # fmt: skip
        self.table: pa.Table = pq.read_table(target)

    def _forget(self) -> None:
        self.anew += 1
        assert not self.rejects
        self.batches.clear()

    def all(self) -> tuple[Any, ...]:
        """What must be the same whichever way it was read."""
        if self.batches:
            assert repr(pa.Table.from_batches(self.batches).to_pylist()) == repr(self.table.to_pylist())
        return (
            repr(self.table.to_pylist()), str(self.table.schema), self.result,
            [(r.source_line, r.message, r.raw) for r in self.rejects],
        )  # fmt: skip


def shrink(patched: pytest.MonkeyPatch) -> None:
    """A few hundred bytes are a long file: its types are known early, its blocks are small."""
    for module, name, size in (
        (reader, "_LOOKED_AT", 300), (reader, "_PLACE", 200), (reader, "_PLACES", 3), (json_blocks, "_FIRST", 80),
        (json_blocks, "_BLOCK", 160), (json_blocks, "_SLICE", 50),
    ):  # fmt: skip
        patched.setattr(module, name, size)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Long files are small."""
    shrink(monkeypatch)
    return monkeypatch


def plainly(source: Path, patched: pytest.MonkeyPatch, **config: Any) -> Converted:
    """Line by line, all of it before anything is given."""
    patched.setattr(json_blocks, "flat_block", lambda *_: None)
    patched.setattr(reader, "flat_block", lambda *_: None)
    patched.setattr(reader.JsonSource, "_settled", lambda _: False)
    patched.setattr(reader.JsonSource, "_seems_utf8", lambda _: False)
    return Converted(source, **config)


USUAL = '{"id": 7, "name": "Ani", "price": 1.5, "paid": true, "gone": null}'
INT = '{"id": 8, "name": "Budi", "price": 2, "paid": false, "gone": null}'

odd_lines = st.sampled_from(
    [
        "", "  ", "}{", "{}", "null", "[1]", f"{USUAL} {USUAL}", f"{USUAL},", f" {USUAL} ", f"{USUAL}\r",
        '{"id": 1.5}', '{"id": "x"}', '{"id": true}', '{"id": 9007199254740993}', '{"id": 99999999999999999999}',
        '{"id": -0}', '{"id": 1e3}', '{"price": 1e-400}', '{"price": 4.9e-324}', '{"price": 1e400}', '{"price": NaN}',
        '{"price": 0.10000000000000000555}', '{"price": 9007199254740993}', '{"price": "1,5"}', '{"price": -0.0}',
        '{"name": 5}', '{"name": "\\ud800"}', '{"name": "caf\u00e9"}', '{"name": "1234567890123456789"}',
        '{"name": null, "id": null}', '{"gone": "late"}', '{"gone": 3}', '{"gone": 3.5}', '{"gone": false}',
        '{"gone": {"deep": 1}}', '{"gone": [1, "x"]}', '{"_source_line": 1}', '{"new": 1}', '{"new": null}',
        '{"newer": 1, "new": 2}',        '{"\\ud800": 1}', '{"id": 1, "id": 2}', '{"name": "a\\"}{b"}', '{"name": "no end}',
        '{"id": 01}',
    ]
)  # fmt: skip


@given(
    lines=st.lists(
        st.one_of(st.sampled_from([USUAL, INT]), st.sampled_from([USUAL, INT]), odd_lines), min_size=4, max_size=40
    ),
    before=st.integers(0, 12),
    end=st.sampled_from(["\n", "\r\n"]),
    broken=st.sampled_from([b"", b"", b"", b'{"name": "caf\xe9"}\n', b'{"name": "\xc3\xa9\xff"}\n', b'{"name": "\xc3']),
    config=st.sampled_from([{}, {}, {}, {"explode": "gone"}]),
)
@settings(deadline=None, max_examples=150)
def test_given_while_it_is_read_as_it_is_when_all_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[str],
    before: int,
    end: str,
    broken: bytes,
    config: dict[str, Any],
) -> None:
    path = tmp_path_factory.mktemp("json") / "a.json"
    path.write_bytes("".join(f"{line}{end}" for line in [*[USUAL] * before, *lines]).encode() + broken)
    with pytest.MonkeyPatch.context() as patched:
        shrink(patched)
        try:
            found = Converted(path, **config)
        except SourceError as error:
            with pytest.raises(SourceError, match=r"a\.json") as refused:
                plainly(path, patched, **config)
            assert (refused.value.code, refused.value.cause) == (error.code, error.cause)
            return
        assert found.anew <= 1
        assert found.all() == plainly(path, patched, **config).all()


def lines(path: Path, *parts: str) -> Path:
    path.write_text("\n".join(parts) + "\n")
    return path


def test_records_are_given_before_all_are_read(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path / "a.json", *[USUAL] * 50, "no object", "", INT, *[USUAL] * 50)
    found = Converted(path)
    assert (found.anew, found.result.written, found.result.rejected) == (0, 101, 1)
    shares = [share for share in found.shares if share is not None]
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert (shares[0] < 0.2, shares[-1]) == (True, 1.0)
    assert [r.source_line for r in found.rejects] == [51]
    assert found.table["_source_line"].to_pylist() == [*range(1, 51), *range(53, 104)]


@pytest.mark.parametrize(
    ("late", "anew", "kind"),
    [
        ('{"gone": "text of a column without values before"}', 0, "string"),
        ('{"gone": 5}', 1, "int64"),
        ('{"id": 1.5}', 1, "double"),
        ('{"price": "dear"}', 1, "string"),
        ('{"new": 5}', 1, "int64"),
    ],
)
def test_a_late_change_begins_anew_where_it_must(
    late: str, anew: int, kind: str, tmp_path: Path, small: pytest.MonkeyPatch
) -> None:
    small.setattr(reader, "_PLACES", 0)
    path = lines(tmp_path / "a.json", *[USUAL] * 60, "no object", late, *[USUAL] * 60)
    found = Converted(path)
    assert found.anew == anew
    name = next(iter(json.loads(late)))
    assert str(found.table.schema.field(name).type) == kind
    assert len(found.rejects) == 1
    assert found.all() == plainly(path, small).all()


def test_what_shows_further_on_is_known_before_anything_is_given(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    other = '{"id": 1.5, "name": "x", "price": 2, "paid": null, "gone": 4}'
    path = lines(tmp_path / "a.json", *[USUAL] * 30, *[other] * 30)
    found = Converted(path)
    assert found.anew == 0
    assert [str(found.table.schema.field(n).type) for n in ("id", "price", "gone")] == ["double", "double", "int64"]


def test_a_byte_of_another_encoding_late_in_the_file(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes((USUAL + "\n").encode() * 60 + '{"name": "café"}\n'.encode("cp1252"))
    found = Converted(path)
    assert found.result.understood["encoding"]["value"] == "cp1252"
    assert found.table["name"].to_pylist()[-1] == "café"
    assert found.all() == plainly(path, small).all()


def test_cancelled_in_the_middle_leaves_nothing(tmp_path: Path, small: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path / "a.json", *[USUAL] * 200)
    with pytest.raises(CancelledError):
        Converted(path, cancel_after=3)
    assert list(tmp_path.iterdir()) == [path]


def test_numbers_too_small_for_a_float_stay_as_written(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.json", *['{"n": 1.5}'] * 9_000, '{"n": 1e-400}')
    assert Converted(path).table["n"].to_pylist()[-1] == "1E-400"
