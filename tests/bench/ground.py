"""What the benches stand on: a PostgreSQL of their own, a storage of their own, a client, and figures side by side."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from etl_console.db.embedded import EmbeddedServer
from etl_console.settings import Settings
from etl_console.wiring import service
from tests.bench import orders

CLIENT = "bench"


class Ground:
    """A home of its own with a running server; ``dsn`` reaches it over loopback, as the product does."""

    def __init__(self, home: Path, server: EmbeddedServer, dsn: str) -> None:
        self.home, self.dsn = home, dsn
        self.settings = Settings.load({"ETL_CONSOLE_HOME": str(home)})
        self._programs = server.programs()
        self._number = 0

    def sql(self, text: str) -> list[Any]:
        """Run SQL; the rows of the last statement."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            cursor = connection.execute(text.encode())
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else []

    def psql(self, text: str) -> float:
        """Run text with the server's own psql; its seconds, start and end of the program included."""
        program = [str(self._programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.dsn]
        return seconds(lambda: subprocess.run(program, input=text.encode(), check=True, stdout=subprocess.DEVNULL))

    def add_client(self, files: Sequence[Mapping[str, Any]]) -> None:
        """Create the client with these files and nothing after them."""
        with service(self.settings) as door:
            door.add_client(CLIENT, "Bench", {"client_schema": CLIENT, "files": list(files)})

    def deliver(self, source: Path, name: str | None = None) -> None:
        """Put a file into ``incoming`` without a copy; it has arrived."""
        folder = self.settings.root / "raw" / CLIENT / "shop" / "incoming"
        target = folder / (name or source.name)
        target.unlink(missing_ok=True)
        os.link(source, target)

    def run(self, mode: str = "start") -> dict[str, Any]:
        """Run a batch in a process of its own; see ``tests/bench/one_run.py`` for what it measures of itself."""
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.one_run", CLIENT, mode],
            env={**os.environ, "ETL_CONSOLE_HOME": str(self.home)}, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        if found["status"] != "SUCCESS":
            raise RuntimeError(f"the run did not succeed: {found}")
        return {**found, "whole": time.perf_counter() - began}

    def settle(self) -> None:
        """Let the server finish what earlier work left to it, so that nobody pays for somebody else."""
        self.sql("CHECKPOINT")

    def forget_files(self) -> None:
        """Remove what earlier runs left in the storage, and keep the server's tables."""
        for base in ("raw", "data"):
            for folder in (self.settings.root / base / CLIENT / "shop").glob("*"):
                for path in folder.iterdir():
                    path.unlink()


@contextmanager
def ground() -> Iterator[Ground]:
    """A ground for one bench; all of it is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="etl-bench-"))
    home.chmod(0o755)
    try:
        server = EmbeddedServer(home)
        with server.use() as dsn:
            yield Ground(home, server, dsn)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def orders_ground(records: int) -> Iterator[tuple[Ground, Path]]:
    """A ground with the client of the orders, its table, and a file of so many orders."""
    with ground() as base:
        base.add_client([orders.file_config("orders", "orders", "orders*.csv")])
        base.sql(orders.table_sql(f"bronze_{CLIENT}.orders", ours=True))
        source = base.home / "source.csv"
        orders.write_orders(source, records)
        yield base, source


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tell(what: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Print the ratio of pairs measured in turn: median, least, greatest."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    print(
        f"  {what:58} {statistics.median(ratios):5.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        f"   {statistics.median(ours):.2f} s ÷ {statistics.median(theirs):.2f} s"
    )
