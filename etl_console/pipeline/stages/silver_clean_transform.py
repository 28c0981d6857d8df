"""Stage 5: one transformation, bronze to silver, for the files of a batch that are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.ports import Routines
from etl_console.records import FileState, Run, StepConfig


def waits_for(step: StepConfig, not_loaded: Sequence[FileState]) -> str:
    """Why a transformation cannot run: a file of its kind (any file, when it names none) is not loaded; empty if it can."""
    mine = [f for f in not_loaded if step.logical_source_file in (None, f.logical_source_file)]
    return f"{mine[0].physical_file_name} is not loaded" if mine else ""


def transform(routines: Routines, run: Run, step: StepConfig, on_cancel: OnCancel) -> int | None:
    """Call the transformation as one transaction, idempotent by ``dwh_batch_id``; returns the rows it reports."""
    return routines.call(run, step, on_cancel)
