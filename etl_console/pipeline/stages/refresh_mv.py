"""Stage 7: one materialized view, refreshed by its procedure or by itself, once gold is complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.ports import Routines
from etl_console.records import Run, Stage, Status, StepConfig


def waits_for(steps: Sequence[StepConfig], done: Mapping[str, Status]) -> str:
    """Why a refresh cannot run: a step before it did not succeed; empty if it can."""
    before = [s.name for s in steps if s.stage is not Stage.REFRESH_MV]
    failed = next((name for name in before if done.get(name) != Status.SUCCESS), None)
    return f"{failed} was not successful" if failed else ""


def refresh(routines: Routines, run: Run, step: StepConfig, on_cancel: OnCancel) -> int | None:
    """Refresh the view, while it is read where its unique index allows it; returns the rows a procedure reports."""
    return routines.call(run, step, on_cancel)
