"""A small file that is like one before in its run is read as that one was, and as it would be alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.known import Known
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.records import RejectedRecord

HEADER = "id,day,name,amount"


def rows(count: int, first: int = 1) -> list[str]:
    """Plain records under ``HEADER``."""
    return [f"{i},2025-01-{i % 28 + 1:02},Item {i % 7},{i}.50" for i in range(first, first + count)]


def read(path: Path, lines: list[str], known: Known | None, end: str = "\n") -> dict[str, Any]:
    """Everything that a reader says of a file of these lines."""
    path.write_bytes(end.join([*lines, ""]).encode())
    rejects: list[RejectedRecord] = []
    source = open_source(path, "csv", SourceConfig(), known=known)
    try:
        found = [row for batch in source.batches(rejects.extend) for row in batch.to_pylist()]
        said = {name: said["value"] for name, said in source.understood.items()}
        return {
            "rows": found, "rejects": rejects, "columns": source.columns, "said": said, "problems": source.problems,
            "reason": source.understood["header"]["reason"],
        }  # fmt: skip
    finally:
        source.close()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_like_one_before_is_read_as_it_was(tmp_path: Path, end: str) -> None:
    known = Known()
    read(tmp_path / "first.csv", [HEADER, *rows(50)], known)
    second = read(tmp_path / "second.csv", [HEADER, *rows(40, 100)], known, end)
    alone = read(tmp_path / "second.csv", [HEADER, *rows(40, 100)], None, end)
    assert second.pop("reason") == "the first line is the header of first.csv" != alone.pop("reason")
    assert second == alone
    assert len(second["rows"]) == 40
    assert second["rows"][0]["_source_line"] == 2


@pytest.mark.parametrize(
    "lines",
    {
        "a quoted value": [*rows(20), '21,2025-01-01,"a, b",1.50', *rows(20, 22)],
        "a record with a field more": [*rows(20), "21,2025-01-01,a,b,1.50", *rows(20, 22)],
        "a record with a field less": [*rows(20), "21,2025-01-01,1.50", *rows(20, 22)],
        "a blank line": [*rows(20), "", *rows(20, 22)],
        "the header again": [*rows(20), HEADER, *rows(20, 22)],
        "a total": [*rows(30), "Total,,,465.50"],
        "a note": [*rows(30), "", "Source: the shop"],
        "a comment": [*rows(20), "# checked", *rows(20, 22)],
        "other values": [f"x{'abc'[i % 3]},y,z,w" for i in range(30)],
        "few records": rows(3),
        "values in single quotes": [f"{i},2025-01-01,'a, {i}',1.5" for i in range(20)],
        "none": [],
    }.values(),
)  # fmt: skip
def test_what_is_not_so_plain_is_looked_at_anew(tmp_path: Path, lines: list[str]) -> None:
    known = Known()
    read(tmp_path / "first.csv", [HEADER, *rows(50)], known)
    assert read(tmp_path / "second.csv", [HEADER, *lines], known) == read(
        tmp_path / "second.csv", [HEADER, *lines], None
    )
