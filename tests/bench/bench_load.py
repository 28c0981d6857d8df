"""One CSV file of 2.4 million rows from drop to bronze: the product ÷ ``psql \\copy`` of the same file, in turn."""

from __future__ import annotations

import statistics
import sys

from tests.bench.ground import CLIENT, orders_ground, tell
from tests.bench.orders import table_sql

_RECORDS = 2_400_000
_ROUNDS = 5


def main(rounds: int = _ROUNDS) -> None:
    """Print the ratio, the seconds by stage, CPU and peak memory."""
    with orders_ground(_RECORDS) as (base, source):
        base.sql(table_sql("public.plain", ours=False))
        runs, plain = [], []
        for number in range(rounds + 1):
            base.sql(f"TRUNCATE public.plain; TRUNCATE bronze_{CLIENT}.orders")
            base.settle()
            seconds = base.psql(f"\\copy public.plain FROM '{source}' WITH (FORMAT csv, HEADER)\n")
            base.settle()
            base.deliver(source, f"orders_{number}.csv")
            found = base.run()
            assert found["loaded"] == _RECORDS, found
            base.forget_files()
            if number:  # the first round warms up
                runs.append(found)
                plain.append(seconds)
        print(f"{source.stat().st_size / 1e6:.0f} MB, {_RECORDS:,} records, {rounds} rounds")
        tell("run (file → Parquet, checked, loaded, archived) ÷ psql \\copy", [r["run"] for r in runs], plain)
        tell("whole command (start, plan, run) ÷ psql \\copy", [r["whole"] for r in runs], plain)
        print(f"  CPU of the process {statistics.median(r['cpu'] for r in runs):.1f} s, peak memory"
              f" {statistics.median(r['peak_mb'] for r in runs):.0f} MB")  # fmt: skip
        for stage in runs[0]["stages"]:
            print(f"    {stage:18} {statistics.median(r['stages'][stage] for r in runs):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
