"""Cancelling a run at random moments: how long it takes, what it leaves, and whether a restart completes it."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from etl_console.pipeline.cancel import CancelToken
from etl_console.records import Mode
from tests.faults.scene import CLIENT, Stage, Trial, complete, differences, in_child, left_by, not_as_recorded, served

LONGEST = 2.0
"""Seconds that a cancelled run may take to be over."""


def cancelled(trial: Trial, after: float) -> dict[str, Any]:
    """Run, cancel after some seconds: status, seconds from cancel to end, sessions at work and temporary files then."""
    token = CancelToken()
    at = 0.0

    def cancel() -> None:
        nonlocal at
        at = time.monotonic()
        token.cancel()

    with served(trial) as (service, _):
        plan = service.plan(CLIENT, Mode.START)
        timer = threading.Timer(after, cancel)
        timer.start()
        report = service.run(plan, cancel=token)
        over = time.monotonic()
        timer.cancel()
        timer.join()
        with psycopg.connect(trial.dsn) as connection:
            busy = connection.execute(
                "SELECT application_name, query FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'"
            ).fetchall()
    left = [p.name for p in trial.root.rglob("*") if p.name.endswith((".tmp", ".part")) or p.name.startswith(".")]
    seconds = over - at if token.is_set and at else None
    return {"status": report["status"], "seconds": seconds, "busy": busy, "temporary": left}


def main(first: int = 0, count: int = 200) -> int:
    """Cancel ``count`` runs at seeded moments; 1 when one was slow, left something, or was not completed by a restart."""
    took: list[float] = []
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="etl-cancels-") as folder:
        Path(folder).chmod(0o755)
        stage = Stage(Path(folder))
        try:
            with stage.trial() as trial:
                began = time.monotonic()
                in_child(lambda: complete(trial))
                whole = time.monotonic() - began
                _, calm = in_child(lambda: left_by(trial))
            for seed in range(first, first + count):
                after = random.Random(seed).uniform(0, whole)
                with stage.trial(workers=1 + seed % 2) as trial:
                    code, found = in_child(partial(cancelled, trial, after))
                    _, half = in_child(lambda: left_by(trial))
                    again, said = in_child(lambda: complete(trial))
                    _, left = in_child(lambda: left_by(trial))
                told = [str(found)] if code else []
                if not code:
                    took += [found["seconds"]] if found["seconds"] else []
                    told += [f"{k}: {found[k]}" for k in ("busy", "temporary") if found[k]]
                    told += [f"took {found['seconds']:.1f} s"] if (found["seconds"] or 0) > LONGEST else []
                told += not_as_recorded(half)
                told += [f"the restart ended {again}: {said}"] if again else differences(calm, left)
                if told:
                    wrong += 1
                    print(f"seed {seed} after {after:.2f} s: {'; '.join(told)[:1500]}", flush=True)
        finally:
            stage.close()
    slow = f"median {statistics.median(took):.2f} s, longest {max(took):.2f} s" if took else "none in time"
    print(
        f"seeds {first} to {first + count - 1}: {len(took)} of {count} cancelled while running, {slow}; {wrong} wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
