"""Bad lines come back as they went out, in whatever dialect their source is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console.pipeline import rejects_file
from etl_console.pipeline.rejected_row import RejectedRow
from etl_console.records import FileState

NAME = "people_BATCH000001.csv"
VALUES = st.text(st.sampled_from("ab1 ,;^|\"'\\\x0b\x85\n"), max_size=6)


def state(delimiter: str, quote: str, escape: str) -> FileState:
    said: dict[str, Any] = {"delimiter": delimiter, "quote": quote, "escape": escape, "encoding": "utf-8"}
    understood = {name: {"value": value, "reason": "given"} for name, value in said.items()}
    return FileState(NAME, "people", "shop", "people.csv", 1, "0" * 64, understood=understood)


@given(
    rows=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";", "\t", "|", "^", "~"]),
    quote=st.sampled_from(['"', "'"]),
    escape=st.sampled_from(['"', "\\"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_nobody_touched_comes_back_as_it_was(
    tmp_path: Path, rows: list[tuple[str, str]], delimiter: str, quote: str, escape: str
) -> None:
    source = state(delimiter, quote, escape if escape == "\\" else quote)
    out = tmp_path / "out.csv"
    sent = [
        RejectedRow(line, line, "bad_value", "b", "wrong", "rejected", {"a": f"x{a}", "b": f"y{b}"})
        for line, (a, b) in enumerate(rows, 2)
    ]
    assert rejects_file.write(out, source, ["a", "b"], sent) == len(rows)
    back = rejects_file.read(out, lambda name: source if name == NAME else None)
    assert (back.header, back.physical_file_name) == (("a", "b"), NAME)
    assert list(back.lines) == [(line, (f"x{a}", f"y{b}")) for line, (a, b) in enumerate(rows, 2)]
