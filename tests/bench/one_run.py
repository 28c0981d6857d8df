"""One batch in a process of its own: prints what it took as JSON. Run by the benches with ``python -m``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from etl_console import wiring
from etl_console.records import Mode


def peak_megabytes() -> float:
    """The most memory this program held (MiB). ``ru_maxrss`` would not do: it goes on from what the starting one held."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) / 1024


def main(client: str, mode: str) -> None:
    """Plan and run; seconds of both, CPU seconds and peak memory (MB) of this process, seconds by stage."""
    with wiring.service(wiring.load_settings()) as service:
        service.config(client)
        began = time.perf_counter()
        plan = service.plan(client, Mode(mode), load_anyway=True)
        planned = time.perf_counter()
        cpu = time.process_time()
        stages: dict[str, float] = {}

        def hear(event: object) -> None:
            if getattr(event, "kind", "") == "stage_ended":
                stages[event.stage] = stages.get(event.stage, 0.0) + event.seconds  # type: ignore[attr-defined]

        report = service.run(plan, hear)
        ended = time.perf_counter()
    print(
        json.dumps(
            {
                "status": report["status"], "plan": planned - began, "run": ended - planned,
                "cpu": time.process_time() - cpu, "peak_mb": peak_megabytes(), "stages": stages,
                "loaded": sum(f["ledger"]["loaded"] for f in report["files"]),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
