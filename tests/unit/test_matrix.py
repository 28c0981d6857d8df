"""The matrix file × stage without a window: attempts are counted once, time left goes by size, sorting brings the red up."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from etl_console.pipeline import events
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


@pytest.mark.parametrize(("size", "left"), [(1000, 40.0), (500, 20.0), (1, 0.12)])
def test_time_left_goes_by_size_until_the_rows_are_counted(size: int, left: float) -> None:
    row = Row(file_of("a", size), {s: Cell(usual=10.0) for s in FILE_STAGES}, usual_rows=1000, usual_bytes=1000)
    assert row.left(time.monotonic()) == pytest.approx(left)


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
