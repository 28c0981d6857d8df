"""One rival's way with one file, in a process of its own: ``python rival.py WAY FILE DSN``; prints its seconds and rows.

Run by ``bench_rivals.py`` with an environment that has dlt, pandas, duckdb and psycopg2; the seconds are without imports.
"""

from __future__ import annotations

import csv
import importlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_BATCH = "BATCH000001"


def _dlt(dsn: str, rows: Callable[[], Iterator[Any]], **how: Any) -> Callable[[], int]:
    dlt = importlib.import_module("dlt")
    working = tempfile.mkdtemp(prefix="etl-dlt-")
    pipeline = dlt.pipeline(
        "orders", pipelines_dir=working, dataset_name="rival", destination=dlt.destinations.postgres(credentials=dsn)
    )

    def run() -> int:
        pipeline.run(dlt.resource(rows, name="orders"), write_disposition="append", **how).raise_on_failed_jobs()
        return int(pipeline.last_trace.last_normalize_info.row_counts["orders"])

    return run


def dlt_arrow(source: Path, dsn: str) -> Callable[[], int]:
    """dlt at its fastest: Arrow batches of typed columns, loaded as CSV through COPY
    (https://dlthub.com/docs/dlt-ecosystem/verified-sources/arrow-pandas)."""
    arrow_csv = importlib.import_module("pyarrow.csv")

    def batches() -> Iterator[Any]:
        options = arrow_csv.ReadOptions(block_size=16 << 20)
        for batch in arrow_csv.open_csv(source, read_options=options):
            yield importlib.import_module("pyarrow").Table.from_batches([batch])

    return _dlt(dsn, batches, loader_file_format="csv")


def dlt_tutorial(source: Path, dsn: str) -> Callable[[], int]:
    """dlt as its tutorial shows: a generator of dicts (https://dlthub.com/docs/tutorial/load-data-from-an-api)."""

    def rows() -> Iterator[dict[str, str]]:
        with source.open(newline="") as stream:
            yield from csv.DictReader(stream)

    return _dlt(dsn, rows)


def literal(source: Path, dsn: str) -> Callable[[], int]:
    """The customer's document by the letter: pandas to Parquet, DuckDB for nulls and duplicates, DuckDB to CSV, DELETE and
    COPY in one transaction."""
    pandas, duckdb = importlib.import_module("pandas"), importlib.import_module("duckdb")
    postgres = importlib.import_module("psycopg2")
    folder = Path(tempfile.mkdtemp(prefix="etl-literal-"))
    parquet, text = folder / "orders.parquet", folder / "orders.csv"

    def run() -> int:
        frame = pandas.read_csv(source, dtype=str, keep_default_na=False, na_values=[""])
        frame["dwh_batch_id"] = _BATCH
        frame.to_parquet(parquet, compression="snappy", index=False)
        rows = len(frame)
        del frame
        with duckdb.connect() as checks:
            checks.sql(f"CREATE VIEW orders AS SELECT * FROM read_parquet('{parquet}')")
            missing = "SELECT count(*) FROM orders WHERE order_id IS NULL OR customer_id IS NULL"
            doubled = "SELECT count(*) FROM (SELECT order_id FROM orders GROUP BY order_id HAVING count(*) > 1)"
            for query in (missing, doubled):
                assert checks.sql(query).fetchall() == [(0,)]
            checks.sql(f"COPY orders TO '{text}' (HEADER)")
        connection = postgres.connect(dsn)
        with connection, connection.cursor() as cursor, text.open() as stream:
            columns = text.open().readline().strip()
            cursor.execute(f"DELETE FROM public.literal WHERE dwh_batch_id = '{_BATCH}'")
            cursor.copy_expert(f"COPY public.literal ({columns}) FROM STDIN (FORMAT csv, HEADER)", stream)
        return rows

    return run


WAYS = {"dlt-arrow": dlt_arrow, "dlt-tutorial": dlt_tutorial, "literal": literal}

if __name__ == "__main__":
    way = WAYS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
    began = time.perf_counter()
    loaded = way()
    print(time.perf_counter() - began, loaded)
