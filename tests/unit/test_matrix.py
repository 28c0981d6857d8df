"""The matrix file × stage without a window: attempts are counted once, time left goes by size, sorting brings the red up."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from etl_console.pipeline import events
from etl_console.pipeline.insight import expected
from etl_console.records import FILE_STAGES, BatchState, Client, FileState, Job, Mode, Stage, Status
from etl_console.ui.pages.batch.matrix import BatchMatrix, Cell, Column, Row

AT = "2026-01-05T08:00:00+00:00"


def file_of(name: str, size: int = 1000, status: Status = Status.PENDING) -> FileState:
    """A file of the batch; a failed one failed in its rows."""
    stages = {Stage.VALIDATE_ROW: Status.FAILED} if status == Status.FAILED else {}
    return FileState(f"{name}.csv", name, "src", f"{name}.csv", size, "0" * 64, stages=stages, status=status)


def shown(*files: FileState, jobs: tuple[Job, ...] = ()) -> BatchMatrix:
    """A running batch of these files."""
    matrix = BatchMatrix()
    client = Client(1, "past", "Past", None)
    matrix.show(
        BatchState(client, "BATCH000001", Mode.START, Status.RUNNING, 1, AT, None, "budi", "etl-01", 1, "incoming", {}, files),
        jobs, {}, {"step_b": "b"},
    )  # fmt: skip
    return matrix


def usual(**told: float | None) -> dict[str, float | None]:
    """The history of one stage: ten seconds for 1,000 bytes, never more."""
    return {
        "seconds": 10.0,
        "rows": 100.0,
        "bytes": 1000.0,
        "most_bytes": 1000.0,
        "per_byte": None,
        "at_least": 10.0,
    } | told


@pytest.mark.parametrize(
    ("size", "told", "seconds"),
    [
        (1000, usual(), 10.0),
        (500, usual(), 5.0),  # in proportion while all were of one size
        (1, usual(), 0.03),
        (
            10_000,
            usual(per_byte=0.001, at_least=9.0, most_bytes=20_000.0),
            19.0,
        ),  # much of it does not grow with the file
        (10_000, usual(per_byte=-0.001, at_least=9.0, most_bytes=20_000.0), 100.0),  # no line goes down with size
        (1_000_000, usual(), None),  # nothing like it was there before: better unknown than wrong
    ],
)
def test_what_a_stage_is_expected_to_take(size: int, told: dict[str, float | None], seconds: float | None) -> None:
    assert expected(told, size) == (seconds if seconds is None else pytest.approx(seconds))


def test_time_left_is_the_sum_of_the_stages_or_unknown() -> None:
    row = Row(file_of("a"), {s: Cell(usual=10.0) for s in FILE_STAGES})
    assert row.left(time.monotonic()) == pytest.approx(40.0)
    row.cells[Stage.VALIDATE_ROW].usual = None
    assert row.left(time.monotonic()) is None


def test_an_attempt_that_is_on_record_before_it_is_told_counts_once() -> None:
    job = Job(1, Stage.CONVERT, "a.csv", 1, 1, Status.RUNNING, None, AT, None, "budi", "etl-01")
    matrix = shown(file_of("a"), jobs=(job,))
    begun = events.StageStarted(
        client="past", batch_id="BATCH000001", at=AT, stage=Stage.CONVERT, subject="a.csv", attempt=1
    )
    matrix.apply([begun], again=True)
    assert matrix.rows[0].cells[Stage.CONVERT].attempts == 1
    matrix.apply([dataclasses.replace(begun, attempt=2)])
    assert matrix.rows[0].cells[Stage.CONVERT].attempts == 2


def test_sorting_by_a_stage_brings_what_failed_up_and_events_still_find_their_file() -> None:
    matrix = shown(file_of("a"), file_of("b"), file_of("c", status=Status.FAILED))
    matrix.sort(Column.ROWS, Qt.SortOrder.AscendingOrder)
    assert [r.file.logical_source_file for r in matrix.rows] == ["c", "a", "b"]
    told: dict[str, Any] = {"client": "past", "batch_id": "BATCH000001", "at": AT, "attempt": 1}
    matrix.apply(
        [
            events.StageStarted(**told, stage=Stage.CONVERT, subject="b.csv"),
            events.StageStarted(**told, stage=Stage.TRANSFORM, subject="step_b"),
        ]
    )
    assert [r.cells[Stage.CONVERT].status for r in matrix.rows] == [Status.PENDING, Status.PENDING, Status.RUNNING]
    assert [r.cells[Stage.TRANSFORM].status for r in matrix.rows] == [Status.PENDING, Status.PENDING, Status.RUNNING]
