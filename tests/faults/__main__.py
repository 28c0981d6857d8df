"""``python -m tests.faults [FIRST] [COUNT] [NAME]``: trials of these seeds, of one fault by name or of all; prints each that
went wrong and, at the end, how many of each were tried. Exit code 1 when one went wrong."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.clock import with_faked_clock
from tests.faults.scene import Stage
from tests.faults.trials import strike, undisturbed


def main(first: int = 0, count: int = 1000, name: str | None = None) -> int:
    """Try the faults of ``count`` seeds from ``first``; 1 when one left something lost or doubled."""
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="etl-faults-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another account
        stage = Stage(Path(folder))
        try:
            calm = undisturbed(stage)
            print(f"an undisturbed run passes {dict(calm.points)} points", flush=True)
            for seed in range(first, first + count):
                outcome = strike(stage, calm, seed, name)
                tried[outcome.name] += 1
                if outcome.wrong:
                    wrong[outcome.name] += 1
                    print(outcome, flush=True)
                if tried.total() % 100 == 0:
                    print(f"  up to seed {seed}: {tried.total()} faults, {wrong.total()} wrong", flush=True)
        finally:
            stage.close()
            for fault in tried:
                print(f"  {fault:30} {tried[fault]:5} tried {wrong[fault]:5} wrong")
            last = first + tried.total() - 1
            print(f"seeds {first} to {last}: {tried.total()} faults, {wrong.total()} wrong", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    if "clock set back" in " ".join(sys.argv[3:]):
        with_faked_clock()
    first, count = [*map(int, sys.argv[1:3]), *(0, 1000)[len(sys.argv[1:3]) :]]
    sys.exit(main(first, count, " ".join(sys.argv[3:]) or None))
