"""``./console bench [NAME]``: every bench, or one, with its figures on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import (
    bench_audit,
    bench_damage,
    bench_detection,
    bench_flat,
    bench_formats,
    bench_kpi,
    bench_load,
    bench_memory,
    bench_purge,
    bench_rivals,
    bench_small,
    bench_soak,
    bench_start,
    bench_triage,
    bench_window,
)
from tests.faults import cancels, crowd, fuzz, whole
from tests.faults.__main__ import main as faults

BENCHES: dict[str, Callable[[], object]] = {
    "damage": bench_damage.main,
    "detection": bench_detection.main,
    "audit": bench_audit.main,
    "kpi": bench_kpi.main,
    "triage": bench_triage.main,
    "window": bench_window.main,
    "faults": faults,
    "load": bench_load.main,
    "memory": bench_memory.main,
    "flat": bench_flat.main,
    "small": bench_small.main,
    "formats": bench_formats.main,
    "start": bench_start.main,
    "purge": bench_purge.main,
    "rivals": bench_rivals.main,
    "cancels": cancels.main,
    "crowd": crowd.main,
    "fuzz": fuzz.main,
    "whole": whole.main,
    "soak": bench_soak.main,
}


def main(names: list[str]) -> int:
    """Run the named benches, all when none is named; 2 for a name that is none."""
    unknown = [n for n in names if n not in BENCHES]
    if unknown:
        print(f"No bench {', '.join(unknown)}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"== {name}")
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
