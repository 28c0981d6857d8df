"""Changes of columns are told apart: each column in one difference at most, nothing found where nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl_console.pipeline.drift import compare, compatible, settled, with_policy
from etl_console.pipeline.schema_profile import profile
from etl_console.records import SOURCE_LINE, ColumnMap, ColumnSeen, DriftPolicy, FileConfig, Policies

KINDS = ["", "empty", "integer", "decimal", "date", "boolean", "text", "nested"]
column = st.builds(
    ColumnSeen, st.text("abcd_ ", min_size=1, max_size=8), st.just("string"), st.sampled_from(KINDS),
    st.floats(0, 1), st.lists(st.text(max_size=5), max_size=4).map(tuple),
    st.lists(st.sampled_from(["9", "a", "9-9-9", "a a"]), max_size=2).map(tuple),
)  # fmt: skip
columns = st.lists(column, unique_by=lambda c: c.name, max_size=6)


@given(columns, st.randoms())
def test_the_same_columns_in_any_order_are_no_difference(some: list[ColumnSeen], random: object) -> None:
    mixed = list(some)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert compare(some, mixed) == []


@given(columns, columns)
def test_every_column_that_comes_or_goes_is_in_one_difference(old: list[ColumnSeen], new: list[ColumnSeen]) -> None:
    items = compare(old, new)
    before, now = {c.name: c for c in old}, {c.name: c for c in new}
    gone = [i.was_name or i.column_name for i in items if i.kind in ("renamed", "missing")]
    come = [i.column_name for i in items if i.kind in ("renamed", "new")]
    assert sorted(gone) == sorted(set(before) - set(now))
    assert sorted(come) == sorted(set(now) - set(before))
    retyped = {i.column_name for i in items if i.kind == "retyped"}
    assert retyped == {n for n in set(before) & set(now) if not compatible(before[n], now[n])}
    assert compare(old, new) == items, "the same again, whatever the order of finding"


@given(columns, column)
def test_a_column_more_is_one_new_column(some: list[ColumnSeen], more: ColumnSeen) -> None:
    others = [c for c in some if c.name != more.name]
    assert [(i.kind, i.column_name) for i in compare(others, [more, *others])] == [("new", more.name)]


@given(columns, columns)
def test_what_is_settled_does_not_change_again(old: list[ColumnSeen], new: list[ColumnSeen]) -> None:
    once = settled(old, new)
    assert settled(old, once) == once
    assert {(i.kind, i.column_name) for i in compare(old, once)} == {(i.kind, i.column_name) for i in compare(old, new)}


def seen(**values: list[str | None]) -> tuple[ColumnSeen, ...]:
    batch = pa.record_batch({**values, SOURCE_LINE: list(range(len(next(iter(values.values())))))})
    return profile(batch.schema, batch)


BEFORE = seen(
    prd_cost=["1200", "850", "99"], city=["Bandung", "Medan", "Solo"], email=["a@x.id", "b@x.id", "c@y.id"],
    since=["2025-01-31", "2024-12-01", None],
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-20", " 7 "], "integer"), (["1.5", "2", "1.200,50"], "decimal"), (["Rp 1.500", "Rp 20"], "decimal"),
        (["00123", "00124"], "text"), (["31/12/2025", "1-2-2025"], "date"), (["2025-01-01 10:00:00"], "date"),
        (["Ya", "tidak"], "boolean"), (["", " ", None], "empty"), (["Andi", "Budi"], "text"),
        (["1"] * 19 + ["?"], "integer"),
    ],
)  # fmt: skip
def test_kinds_are_understood_from_values(values: list[str | None], kind: str) -> None:
    assert seen(x=values)[0].kind == kind


def test_a_renamed_column_is_told_from_a_new_one_by_its_values() -> None:
    now = seen(
        product_cost=["1300", "75", "410"], colour=["red", "blue", "green"], mail_address=["d@x.id", "e@z.id", "f@x.id"],
        since=["2025-02-28", "2024-11-01", "2025-01-01"],
    )  # fmt: skip
    found = {(i.kind, i.was_name, i.column_name) for i in compare(BEFORE, now)}
    assert found == {
        ("renamed", "prd_cost", "product_cost"), ("renamed", "email", "mail_address"), ("missing", None, "city"),
        ("new", None, "colour"),
    }  # fmt: skip
    item = next(i for i in compare(BEFORE, now) if i.kind == "renamed")
    assert item.evidence["meaning"] and item.evidence["before"]["samples"] == ["1200", "850", "99"]


def test_words_in_a_number_column_are_another_kind_and_numbers_in_a_text_column_are_not() -> None:
    now = [replace(c, kind="text") if c.name == "prd_cost" else replace(c, kind="integer") for c in BEFORE]
    assert {(i.kind, i.column_name) for i in compare(BEFORE, now)} == {("retyped", "since"), ("retyped", "prd_cost")}


def test_the_policy_of_the_column_comes_before_that_of_the_file() -> None:
    items = compare(BEFORE, [replace(c, kind="text") for c in BEFORE if c.name != "city"])
    file = FileConfig(
        "f", "s", "csv", "f*", "b", "t", policies=Policies(drift=DriftPolicy.HOLD),
        columns=(ColumnMap("since", "since", None, DriftPolicy.EVOLVE), ColumnMap("prd_cost", "cost"), ColumnMap("city", "c")),
    )  # fmt: skip
    told = {i.column_name: (i.kind, i.policy, i.status) for i in with_policy(items, file, 1)}
    assert told == {
        "since": ("retyped", "evolve", "NOTED"), "prd_cost": ("retyped", "hold", "WAITING"),
        "city": ("missing", "hold", "WAITING"),
    }  # fmt: skip
    by_default = with_policy(items, replace(file, policies=Policies(), columns=(ColumnMap("city", "c"),)), 1)
    assert {(i.column_name, i.status) for i in by_default} == {
        ("since", "NOTED"), ("prd_cost", "NOTED"), ("city", "WAITING"),
    }  # fmt: skip


def test_a_wide_file_without_its_header_is_compared_by_place() -> None:
    before = [ColumnSeen(f"measure_{i}", "string", "integer", 1.0, ("1", "2"), ("9",)) for i in range(1000)]
    now = [replace(c, name=f"measure_{i}_new") for i, c in enumerate(before)]
    items = compare(before, now)
    assert [(i.was_name, i.column_name) for i in sorted(items, key=lambda i: int(i.column_name.split("_")[1]))] == [
        (c.name, f"{c.name}_new") for c in before
    ]
