"""Batch 1,000 into a bronze table of 50 million rows without an index, as a site has it ÷ batch 1 into an empty one."""

from __future__ import annotations

import sys

from tests.bench.ground import CLIENT, ground, tell
from tests.bench.orders import OURS, file_config, write_orders

_RECORDS = 100_000
_BATCHES = 999
_EACH = 50_050
_ROUNDS = 5

_OLD = """
INSERT INTO bronze_bench.{table} (order_id, customer_id, note, dwh_batch_id, dwh_source_file, dwh_source_line)
SELECT i, i % 90000, 'note',
    'BATCH' || to_char(900000 + i / {each}, 'FM000000'), 'orders.csv', i
FROM generate_series(1, {rows}) AS i
"""


def main(rounds: int = _ROUNDS) -> None:
    """Print the ratio of the runs, and of loading such a batch again; and how PostgreSQL finds the rows of a batch."""
    columns = ("order_id", "customer_id", "note")
    with ground() as base:
        source = base.home / "source.csv"
        write_orders(source, _RECORDS)
        files = []
        for table in ("full", "empty"):
            config = file_config(table, table, f"{table}*.csv")
            config["columns"] = [c for c in config["columns"] if c["source_column"] in columns]
            files.append(config)
        base.add_client(files)
        for table in ("full", "empty"):
            base.sql(
                f"CREATE TABLE bronze_{CLIENT}.{table} (order_id bigint, customer_id integer, note text, {', '.join(OURS)})"
            )
        base.sql(_OLD.format(table="full", each=_EACH, rows=_BATCHES * _EACH))
        base.sql(f"VACUUM (FREEZE) bronze_{CLIENT}.full")
        base.settle()
        found: dict[str, list[float]] = {"full": [], "empty": [], "again": [], "again empty": []}
        for number in range(rounds + 1):
            for table in ("empty", "full"):
                base.sql(f"TRUNCATE bronze_{CLIENT}.empty")
                base.settle()
                base.deliver(source, f"{table}_{number}.csv")
                first = base.run()["run"]
                again = base.run("reprocessing")["run"]
                if number:
                    found[table].append(first)
                    found["again" if table == "full" else "again empty"].append(again)
                base.forget_files()
        print(f"{_RECORDS:,} records into {_BATCHES * _EACH:,} rows without an index, {rounds} rounds")
        tell("batch into the full table ÷ batch into an empty one", found["full"], found["empty"])
        tell("the same loaded again (reprocessing)", found["again"], found["again empty"])
        print("  how the rows of a batch are found when it is loaded again:")
        plan = base.sql(
            "SET enable_seqscan = off; EXPLAIN DELETE FROM bronze_bench.full WHERE dwh_batch_id = 'BATCH000007'"
            " AND dwh_source_file = 'full_5_BATCH000007.csv'"
        )
        for (line,) in plan:
            print(f"    {line}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
