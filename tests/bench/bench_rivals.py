"""One CSV file from drop to bronze: the product ÷ dlt at its fastest, ÷ dlt as its tutorial shows, ÷ the customer's
document by the letter, in turn. The rivals get an environment of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import psycopg

from tests.bench.ground import CLIENT, Ground, orders_ground, tell
from tests.bench.orders import COLUMNS, table_sql, write_orders

_NEEDS = ("dlt[postgres]>=1.31", "pandas>=3.1", "pyarrow>=26", "duckdb>=2.0", "psycopg2-binary>=2.9")
_RECORDS = 2_400_000
_FEWER = 240_000
"""For the tutorial's way, which takes minutes for all."""
_ROUNDS = 3


def _environment(folder: Path) -> Path:
    """The Python of an environment with the rivals in it."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *_NEEDS], check=True)
    return python


def _rival(base: Ground, python: Path, way: str, source: Path, records: int) -> float:
    base.sql("DROP SCHEMA IF EXISTS rival CASCADE; TRUNCATE public.literal")
    base.settle()
    server = psycopg.conninfo.conninfo_to_dict(base.dsn)
    password = Path(str(server["passfile"])).read_text().strip().rpartition(":")[2]
    dsn = f"postgresql://{server['user']}:{password}@127.0.0.1:{server['port']}/{server['dbname']}"
    environment = {**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false", "TMPDIR": str(base.home)}
    program = [str(python), str(Path(__file__).with_name("rival.py")), way, str(source), dsn]
    done = subprocess.run(program, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=base.home)
    seconds, rows = done.stdout.split()[-2:]
    assert int(rows) == records, done.stdout
    return float(seconds)


def _ours(base: Ground, source: Path, name: str, records: int) -> float:
    base.sql(f"TRUNCATE bronze_{CLIENT}.orders")
    base.settle()
    base.deliver(source, name)
    found = base.run()
    assert found["loaded"] == records, found
    base.forget_files()
    return float(found["run"])


def main(rounds: int = _ROUNDS) -> None:
    """Print the three ratios."""
    with tempfile.TemporaryDirectory(prefix="etl-rivals-") as folder, orders_ground(_RECORDS) as (base, source):
        python = _environment(Path(folder))
        base.sql(table_sql("public.literal", ours=False))
        base.sql("ALTER TABLE public.literal ADD COLUMN dwh_batch_id text")
        fewer = base.home / "fewer.csv"
        write_orders(fewer, _FEWER)
        for way, file, records in (
            ("dlt-arrow", source, _RECORDS), ("dlt-tutorial", fewer, _FEWER), ("literal", source, _RECORDS)
        ):  # fmt: skip
            ours, theirs = [], []
            for number in range(rounds):
                theirs.append(_rival(base, python, way, file, records))
                ours.append(_ours(base, file, f"orders_{way}_{number}.csv", records))
            tell(f"{records:,} records of {len(COLUMNS)} columns ÷ {way}", ours, theirs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
