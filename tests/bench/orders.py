"""The file that the load benches load: orders of 16 columns and about 130 bytes a record, and the client they are of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

COLUMNS = {
    "order_id": "bigint NOT NULL",
    "customer_id": "integer",
    "order_date": "date",
    "ship_date": "date",
    "created_at": "timestamp",
    "status": "text",
    "country": "text",
    "city": "text",
    "sku": "varchar(20)",
    "quantity": "integer",
    "unit_price": "numeric(10,2)",
    "amount": "numeric(12,2)",
    "discount": "numeric(5,2)",
    "weight": "double precision",
    "is_paid": "boolean",
    "note": "text",
}
OURS = ("dwh_batch_id text", "dwh_source_file text", "dwh_source_line bigint", "dwh_loaded_at timestamptz")


def table_sql(table: str, *, ours: bool) -> str:
    """CREATE TABLE of the orders, with the columns that the product fills or without."""
    columns = [f"{name} {kind}" for name, kind in COLUMNS.items()] + (list(OURS) if ours else [])
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def file_config(logical: str, table: str, pattern: str, source_type: str = "csv") -> dict[str, Any]:
    """The configuration of one file: all columns mapped, two required, a key that must not repeat."""
    return {
        "logical_source_file": logical,
        "source_system": "shop",
        "source_type": source_type,
        "file_pattern": pattern,
        "target_table": table,
        "duplicate_policy": "quarantine",
        "columns": [{"source_column": c, "target_column": c} for c in COLUMNS],
        "required": ["order_id", "customer_id"],
        "duplicate_key": ["order_id"],
    }


def write_orders(path: Path, records: int, *, first: int = 1, shuffled: bool = False) -> None:
    """Write ``records`` orders numbered from ``first`` as CSV; ``shuffled`` mixes the order of 200,000 at a time."""
    random = np.random.default_rng(7)
    with path.open("wb") as stream:
        for start in range(0, records, 200_000):
            count = min(200_000, records - start)
            ids = np.arange(first + start, first + start + count)
            table = orders(random.permutation(ids) if shuffled else ids, random)
            options = pyarrow.csv.WriteOptions(include_header=not start, quoting_style="none")
            pyarrow.csv.write_csv(table, stream, options)


def orders(ids: np.ndarray[Any, Any], random: np.random.Generator) -> pa.Table:
    """Orders with these numbers."""
    count = len(ids)

    def pick(words: list[str]) -> pa.Array:
        return pa.array(words).take(pa.array(random.integers(0, len(words), count)))

    def money(highest: int) -> pa.Array:
        cents = np.stack([random.integers(1, highest, count), np.zeros(count, np.int64)], 1)
        return pa.Array.from_buffers(pa.decimal128(18, 2), count, [None, pa.py_buffer(cents.tobytes())])

    day = np.datetime64("2023-01-01") + random.integers(0, 1000, count).astype("timedelta64[D]")
    moment = day.astype("datetime64[s]") + random.integers(0, 86_400, count).astype("timedelta64[s]")
    sent = day + random.integers(1, 9, count).astype("timedelta64[D]")
    values: dict[str, Any] = {
        "order_id": ids,
        "customer_id": random.integers(10_000, 99_999, count),
        "order_date": pa.array(day, pa.date32()),
        "ship_date": pa.array(sent, pa.date32(), mask=random.random(count) < 0.08),
        "created_at": pa.array(moment, pa.timestamp("s")),
        "status": pick(["NEW", "PAID", "SHIPPED", "RETURNED", "CANCELLED"]),
        "country": pick(["Indonesia", "Malaysia", "Singapore", "Thailand", "Viet Nam", "Philippines"]),
        "city": pick([f"C{i:03}" for i in range(400)]),
        "sku": pick([f"SKU-{i * 7919 % 100_000:05}" for i in range(5_000)]),
        "quantity": random.integers(1, 50, count),
        "unit_price": money(100_000),
        "amount": money(5_000_000),
        "discount": money(3_000),
        "weight": np.round(random.random(count) * 50, 2),
        "is_paid": pa.array(random.random(count) < 0.8),
        "note": pc.binary_join_element_wise(
            pa.array(["note"] * count), pc.cast(pa.array(random.integers(0, 1000, count)), pa.string()), " "
        ),
    }
    return pa.table(values)
