"""Stage 6: one integration step, silver to gold, in the order of its dependencies.

Gold waits for the whole batch, so that it never shows half of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from etl_console.errors import ConfigurationError
from etl_console.pipeline.cancel import OnCancel
from etl_console.pipeline.ports import Routines
from etl_console.records import FileState, Run, Stage, Status, StepConfig


def waits_for(
    step: StepConfig, steps: Sequence[StepConfig], not_loaded: Sequence[FileState], done: Mapping[str, Status]
) -> str:
    """Why a step cannot run: a file, a transformation or a step it depends on did not succeed; empty if it can."""
    if not_loaded:
        return f"{not_loaded[0].physical_file_name} is not loaded"
    before = [*(s.name for s in steps if s.stage is Stage.TRANSFORM), *step.depends_on]
    failed = next((name for name in before if done.get(name) != Status.SUCCESS), None)
    return f"{failed} was not successful" if failed else ""


def integrate(routines: Routines, run: Run, step: StepConfig, on_cancel: OnCancel) -> int | None:
    """Call the integration step as one transaction, idempotent by ``dwh_batch_id``; returns the rows it reports."""
    return routines.call(run, step, on_cancel)


def ordered(steps: Sequence[StepConfig]) -> tuple[StepConfig, ...]:
    """Integration steps with everything a step depends on before it; otherwise in their configured order.

    Raises ConfigurationError for a cycle or for a dependency that is not configured.
    """
    by_name = {s.name: s for s in steps}
    for step in steps:
        for name in step.depends_on:
            if name not in by_name:
                raise ConfigurationError(
                    f"{step.name} depends on {name}, which is not an active integration step.",
                    "Add or activate that step, or remove the dependency.",
                    code="dependency_missing",
                )
    sorter = TopologicalSorter({s.name: s.depends_on for s in steps})
    try:
        sorter.prepare()
    except CycleError as error:
        raise ConfigurationError(
            f"Integration steps depend on each other in a circle: {' → '.join(error.args[1])}.",
            "Remove one of these dependencies.",
            code="dependency_cycle",
        ) from error
    place = {s.name: i for i, s in enumerate(steps)}
    result: list[StepConfig] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        result += [by_name[n] for n in ready]
        sorter.done(*ready)
    return tuple(result)
