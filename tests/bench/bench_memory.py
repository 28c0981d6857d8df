"""Peak memory of a run: a file of 300 MB and one of 3 GB."""

from __future__ import annotations

import statistics
import sys

from tests.bench.ground import CLIENT, ground
from tests.bench.orders import file_config, table_sql, write_orders

_RECORDS = (2_400_000, 24_000_000)


def main(rounds: int = 1) -> None:
    """Print the peak of each, and their ratio."""
    with ground() as base:
        base.add_client([file_config("orders", "orders", "orders*.csv")])
        base.sql(table_sql(f"bronze_{CLIENT}.orders", ours=True))
        peaks = []
        for records in _RECORDS:
            source = base.home / "source.csv"
            write_orders(source, records)
            found = []
            for number in range(rounds):
                base.sql(f"TRUNCATE bronze_{CLIENT}.orders")
                base.deliver(source, f"orders_{records}_{number}.csv")
                found.append(base.run())
                base.forget_files()
            peaks.append(statistics.median(r["peak_mb"] for r in found))
            print(f"  {source.stat().st_size / 1e6:6.0f} MB: peak {peaks[-1]:.0f} MB, run {found[-1]['run']:.1f} s")
            source.unlink()
        print(f"  3 GB ÷ 300 MB: {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
