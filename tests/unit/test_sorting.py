"""Tables sorted by the operator: by value and not by how it is written, what is empty last, and back to how the rows came."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from etl_console.ui import words
from etl_console.ui.pages.configuration.items import Field, Items
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.sorting import natural

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def column(table: RecordsTable, place: int) -> list[str]:
    """What stands in a column, from top to bottom."""
    return [str(record[place]) for record in table.records]


def test_numbers_and_times_are_sorted_by_what_they_are() -> None:
    table = RecordsTable(["File", "Rows", "Took"], [1, 2])
    seconds = (90.0, 0.05, 4000.0)
    rows = (1_200_000, 9, None)
    table.show(
        [(f"file_{n}.csv", words.number(r), words.duration(s)) for n, r, s in zip((10, 9, 2), rows, seconds, strict=True)],
        ["ten", "nine", "two"],
    )  # fmt: skip
    table.sort(1, UP)
    assert table.sources == ["nine", "ten", "two"]  # the empty one stands last …
    table.sort(1, DOWN)
    assert table.sources == ["ten", "nine", "two"]  # … either way
    table.sort(2, UP)
    assert table.sources == ["nine", "ten", "two"]
    table.sort(0, UP)
    assert table.sources == ["two", "nine", "ten"]
    table.sort(-1)
    assert table.sources == ["ten", "nine", "two"]


@given(st.lists(st.tuples(st.text(max_size=4), st.integers(0, 99)), max_size=12), st.sampled_from([UP, DOWN]))
def test_sorting_loses_nothing_and_is_undone(rows: list[tuple[str, int]], order: Qt.SortOrder) -> None:
    table = RecordsTable(["Text", "Number"])
    table.show([(text, words.number(n)) for text, n in rows], list(range(len(rows))))
    kept = [QPersistentModelIndex(table.index(row, 0)) for row in range(len(rows))]
    for place in (1, 0):
        table.sort(place, order)
        assert sorted(table.sources) == list(range(len(rows)))
        assert [table.sources[index.row()] for index in kept] == list(range(len(rows)))  # what is chosen stays chosen
        assert [table.sources[table.row_given(n)] for n in range(len(rows))] == list(range(len(rows)))
    filled = [natural(text) for text in column(table, 0) if text not in ("", "–")]
    assert filled == sorted(filled, reverse=order == DOWN)
    table.sort(-1)
    assert table.sources == list(range(len(rows)))


def test_rows_that_come_later_stand_in_the_chosen_order() -> None:
    table = RecordsTable(["Batch"])
    table.sort(0, DOWN)
    table.show([("BATCH000002",), ("BATCH000010",)])
    assert column(table, 0) == ["BATCH000010", "BATCH000002"]
    table.show_sources(["two", "ten"])
    assert table.sources == ["ten", "two"]


def test_a_configuration_is_edited_in_any_order_and_keeps_its_own() -> None:
    items = Items([Field("name", "File"), Field("run_order", "Order", "number")])
    stored: list[dict[str, Any]] = [{"name": n, "run_order": o} for n, o in (("b", 2), ("a", 10), ("c", None))]
    items.show([dict(i) for i in stored], stored)
    items.sort(1, DOWN)
    assert [i["name"] for i in items.items] == ["a", "b", "c"]
    assert items.setData(items.index(0, 1), "1")
    assert items.add({"name": "d", "run_order": 3}) == 3
    items.remove(1)
    assert [i["name"] for i in items.items] == ["a", "c", "d"]
    assert items.given == [
        {"name": "a", "run_order": 1},
        {"name": "c", "run_order": None},
        {"name": "d", "run_order": 3},
    ]
    items.sort(-1)
    assert items.items == items.given
