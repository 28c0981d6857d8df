"""How soon a plan is there: ``etl-console batch CLIENT start --plan`` in a new process, with the database running."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

from tests.bench.ground import CLIENT, orders_ground, seconds

_ROUNDS = 15


def main(rounds: int = _ROUNDS) -> None:
    """Print milliseconds: median, least, greatest."""
    with orders_ground(1_000) as (base, source):
        os.utime(source, (1_700_000_000, 1_700_000_000))  # a file that has just arrived is looked at twice, 0.3 s apart
        base.deliver(source, "orders_1.csv")
        command = [sys.executable, "-m", "etl_console", "batch", CLIENT, "start", "--plan"]
        environment = {**os.environ, "ETL_CONSOLE_HOME": str(base.home)}

        def plan() -> None:
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

        plan()
        found = [1000 * seconds(plan) for _ in range(rounds)]
        print(f"  batch --plan: {statistics.median(found):.0f} ms ({min(found):.0f}–{max(found):.0f}), {rounds} rounds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
