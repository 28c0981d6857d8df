"""One CSV file of 2.4 million rows from drop to bronze: the product ÷ ``psql \\copy`` of the same file, in turn; beside it
how long the server alone takes for the rows that the product sends."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pyarrow.parquet

from etl_console.db.bronze import PgBronze
from etl_console.db.connect import Database
from etl_console.pipeline.encoder import Encoder
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.stages.convert_to_parquet import convert_to_parquet
from etl_console.pipeline.stages.load_to_bronze import binary_blocks
from etl_console.wiring import service
from tests.bench.ground import CLIENT, Ground, orders_ground, tell
from tests.bench.orders import table_sql

_RECORDS = 2_400_000
_ROUNDS = 5


def write_binary(base: Ground, source: Path, target: Path) -> tuple[str, ...]:
    """Write the rows of a file as the product sends them, for psql to send again; their columns."""
    parquet = base.home / "source.parquet"
    convert_to_parquet(
        source, parquet, "csv", SourceConfig(), on_rejects=lambda _: None, on_progress=lambda *_: None,
        is_cancelled=lambda: False,
    )  # fmt: skip
    with service(base.settings) as door:
        config = door.config(CLIENT).files[0]
    targets = PgBronze(Database(base.dsn)).columns(config.target_schema, config.target_table)
    encoder = Encoder(config, pyarrow.parquet.read_schema(parquet), targets, "BATCH000001", source.name)
    with target.open("wb") as stream:
        for block in binary_blocks(parquet, encoder, (), on_rows=lambda *_: None):
            stream.write(block)
    encoder.close()
    return encoder.columns


def main(rounds: int = _ROUNDS) -> None:
    """Print the ratio, the seconds by stage, CPU and peak memory."""
    with orders_ground(_RECORDS) as (base, source):
        base.sql(table_sql("public.plain", ours=False))
        sent = base.home / "rows.pgcopy"
        columns = ", ".join(write_binary(base, source, sent))
        again = f"\\copy bronze_{CLIENT}.orders ({columns}) FROM '{sent}' WITH (FORMAT binary)\n"
        runs, plain, alone = [], [], []
        for number in range(rounds + 1):
            base.sql(f"TRUNCATE public.plain; TRUNCATE bronze_{CLIENT}.orders")
            base.settle()
            seconds = base.psql(f"\\copy public.plain FROM '{source}' WITH (FORMAT csv, HEADER)\n")
            base.settle()
            base.deliver(source, f"orders_{number}.csv")
            found = base.run()
            assert found["loaded"] == _RECORDS, found
            base.forget_files()
            base.sql(f"TRUNCATE bronze_{CLIENT}.orders")
            base.settle()
            server = base.psql(again)
            if number:  # the first round warms up
                runs.append(found)
                plain.append(seconds)
                alone.append(server)
        print(f"{source.stat().st_size / 1e6:.0f} MB, {_RECORDS:,} records, {rounds} rounds")
        tell("run (file → Parquet, checked, loaded, archived) ÷ psql \\copy", [r["run"] for r in runs], plain)
        tell("the rows that it sends, made before, by psql ÷ the same", alone, plain)
        tell("whole command (start, plan, run) ÷ psql \\copy", [r["whole"] for r in runs], plain)
        print(f"  CPU of the process {statistics.median(r['cpu'] for r in runs):.1f} s, peak memory"
              f" {statistics.median(r['peak_mb'] for r in runs):.0f} MB")  # fmt: skip
        for stage in runs[0]["stages"]:
            print(f"    {stage:18} {statistics.median(r['stages'][stage] for r in runs):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
