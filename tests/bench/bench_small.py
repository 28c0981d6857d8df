"""200 files of 1,000 rows in one batch ÷ one file of 200,000 rows: what each file costs besides its rows."""

from __future__ import annotations

import sys
from typing import Any

from tests.bench.ground import CLIENT, orders_ground, tell
from tests.bench.orders import write_orders

_FILES = 200
_RECORDS = 1_000
_ROUNDS = 3


def main(rounds: int = _ROUNDS) -> None:
    """Print the ratio of whole batches."""
    with orders_ground(_FILES * _RECORDS) as (base, source):
        small = [base.home / f"orders_{i:03}.csv" for i in range(_FILES)]
        for place, path in enumerate(small):
            write_orders(path, _RECORDS, first=place * _RECORDS + 1)
        many: list[dict[str, Any]] = []
        one: list[dict[str, Any]] = []
        for number in range(rounds + 1):
            for paths, into in ((small, many), ([source], one)):
                base.sql(f"TRUNCATE bronze_{CLIENT}.orders")
                base.settle()
                for path in paths:
                    base.deliver(path, f"orders_{number}_{path.stem}.csv")
                found = base.run()
                assert found["loaded"] == _FILES * _RECORDS, found
                base.forget_files()
                if number:
                    into.append(found)
        print(f"{_FILES} files of {_RECORDS:,} rows, {rounds} rounds")
        tell("the batch of 200 files ÷ the batch of one file", [r["run"] for r in many], [r["run"] for r in one])
        tell("with start and plan", [r["whole"] for r in many], [r["whole"] for r in one])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
