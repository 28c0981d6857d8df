"""The result of a run as one JSON-ready object, the form of ``batch --json`` (contract, 7), and its exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from etl_console.errors import EXIT_CANCELLED, EXIT_FAILED, EXIT_OK
from etl_console.pipeline.plan import Plan
from etl_console.records import FILE_STAGES, BatchState, Job, Status


def batch_report(state: BatchState, jobs: Sequence[Job]) -> dict[str, Any]:
    """Files with stages, attempts, ledger and problems, then the steps; ``jobs`` are all attempts of the batch."""
    attempts: dict[tuple[str | None, str], int] = {}
    for job in jobs:
        key = (job.subject, job.job_name)
        attempts[key] = attempts.get(key, 0) + 1
    return {
        "client_schema": state.client.client_schema,
        "batch_id": state.batch_id,
        "mode": state.mode,
        "status": state.status,
        "run_number": state.run_number,
        "started_at": state.started_at,
        "ended_at": state.ended_at,
        "files": [
            {
                "physical_file_name": f.physical_file_name,
                "logical_source_file": f.logical_source_file,
                "source_system": f.source_system,
                "status": f.status,
                "stages": {
                    s: {
                        "status": f.stages.get(s, Status.PENDING),
                        "attempts": attempts.get((f.physical_file_name, s), 0),
                    }
                    for s in FILE_STAGES
                },
                "ledger": f.ledger.to_json(),
                "problems": [p.to_json() for p in f.problems],
            }
            for f in state.files
        ],
        "steps": [
            {
                "stage": s.stage,
                "name": s.name,
                "status": s.status,
                "attempts": s.attempts,
                "rows": s.rows,
                "error": s.error,
            }
            for s in state.steps
        ],
        "notes": [],
    }


def nothing_done(plan: Plan) -> dict[str, Any]:
    """The report of a plan that has nothing to run: no batch id was taken."""
    return {
        "client_schema": plan.config.client.client_schema,
        "batch_id": None if plan.manifest is None else plan.batch_id,
        "mode": plan.mode,
        "status": "NOTHING_TO_DO",
        "files": [],
        "steps": [],
        "notes": [n.to_json() for n in plan.notes],
    }


def exit_code(report: Mapping[str, Any]) -> int:
    """0 all green, 1 failed files or steps, 130 cancelled."""
    if report["status"] == Status.CANCELLED:
        return EXIT_CANCELLED
    return EXIT_OK if report["status"] in (Status.SUCCESS, "NOTHING_TO_DO") else EXIT_FAILED
