"""Convert of a workbook of 200,000 rows ÷ python-calamine reading it row by row; convert of 500,000 JSON records, one a
line, ÷ DuckDB reading them alone. In turn, in this process."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import openpyxl
from python_calamine import CalamineWorkbook

from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import convert_to_parquet
from tests.bench.ground import seconds, tell
from tests.bench.orders import orders

_ROWS = 200_000
_LINES = 500_000
_ROUNDS = 5


def write_workbook(path: Path, rows: int) -> None:
    """Orders as a workbook, dates as dates."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    table = orders(np.arange(1, rows + 1), np.random.default_rng(7)).select(
        ["order_id", "customer_id", "order_date", "status", "city", "quantity", "weight", "is_paid", "note"]
    )
    sheet.append(table.column_names)
    for batch in table.to_batches(10_000):
        for row in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            sheet.append(row)
    book.save(path)


def write_lines(path: Path, records: int) -> None:
    """Orders as JSON, one a line."""
    table = orders(np.arange(1, records + 1), np.random.default_rng(7))
    with path.open("w") as stream:
        for batch in table.to_batches(10_000):
            for row in batch.to_pylist():
                stream.write(json.dumps(row, default=lambda v: float(v) if hasattr(v, "as_tuple") else str(v)) + "\n")


def read_rows(path: Path) -> int:
    """The workbook as calamine gives it, row by row."""
    return sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())


def read_lines(path: Path) -> None:
    """The records as DuckDB reads them, all values of them."""
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.sql(f"SELECT * FROM read_json('{path}', format = 'newline_delimited')").to_arrow_table()


def main(rounds: int = _ROUNDS) -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory(prefix="etl-bench-") as folder:
        book, lines, target = Path(folder) / "o.xlsx", Path(folder) / "o.json", Path(folder) / "o.parquet"
        write_workbook(book, _ROWS)
        write_lines(lines, _LINES)

        def convert(source: Path, kind: str) -> None:
            convert_to_parquet(
                source, target, kind, SourceConfig(), on_rejects=lambda _: None, on_progress=lambda *_: None,
                is_cancelled=lambda: False,
            )  # fmt: skip

        pairs = [(seconds(lambda: convert(book, "xlsx")), seconds(lambda: read_rows(book))) for _ in range(rounds)]
        tell(f"workbook of {_ROWS:,} rows, convert ÷ calamine row by row", *map(list, zip(*pairs, strict=True)))
        pairs = [(seconds(lambda: convert(lines, "json")), seconds(lambda: read_lines(lines))) for _ in range(rounds)]
        tell(f"{_LINES:,} JSON records, convert ÷ DuckDB alone", *map(list, zip(*pairs, strict=True)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
