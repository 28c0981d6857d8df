"""The overview's figures and the logs over millions of log rows: every question, in milliseconds, median of five."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.insight import PgInsight
from etl_console.db.migrate import migrate
from etl_console.records import LogFilter
from tests.bench import history
from tests.conftest import make_service


def timed(ask: Callable[[], object]) -> float:
    """Median of five in milliseconds."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    """``BENCH_ROWS`` log rows, 10 million when not given."""
    rows = int(os.environ.get("BENCH_ROWS", "10000000"))
    with tempfile.TemporaryDirectory(prefix="etl-bench-") as name:
        home = Path(name)
        home.chmod(0o755)
        with EmbeddedServer(home).use() as dsn:
            database = Database(dsn)
            migrate(database)
            began = time.perf_counter()
            batches = history.make(dsn, rows)
            print(f"{rows:,} log rows in {batches:,} batches, made in {time.perf_counter() - began:.0f} s")
            _figures(database)
            _logs(database)
            _whole(database, home)
            database.close()


def _figures(database: Database) -> None:
    insight = PgInsight(database)
    client = next(c for c in make_service(database, Path("/tmp")).clients() if c.client_schema == history.CLIENT)
    now = datetime.now(UTC)
    for days in (7, 30, 90):
        told = []
        for question in ("per_day", "stages", "durations", "freshness", "attention"):
            since = now - timedelta(days=days)
            for chosen in (client, None):
                ms = timed(lambda q=question, c=chosen, s=since: insight.figures(q, c, s, now, "Asia/Jakarta"))  # type: ignore[misc]
                told.append(f"{question}{'' if chosen else ' (all)'} {ms:.0f}")
        print(f"  {days} days, ms: {', '.join(told)}")
    names = [f"file_{n}" for n in range(1, 21)]
    usual = timed(lambda: insight.usual(client, "BATCH000001", names, ["step_1", "step_12"]))
    print(f"  usual times of 20 files and 2 steps, ms: {usual:.0f}")
    with database.transaction() as c:
        began = time.perf_counter()
        c.execute("SELECT tools.rollup_batch(%s, %s)", (client.client_id, client.last_batch_id))
        print(f"  rollup at the end of a batch, ms: {(time.perf_counter() - began) * 1000:.0f}")


def _logs(database: Database) -> None:
    insight = PgInsight(database)
    client = history.CLIENT
    questions = {
        "first page": LogFilter(client=client), "all clients": LogFilter(), "errors": LogFilter(client=client, level="error"),
        "one batch": LogFilter(client=client, batch="BATCH000500"), "one stage": LogFilter(client=client, stage="load_to_bronze"),
        "one file": LogFilter(client=client, subject="file_3_BATCH000500.csv"),
        "text found often": LogFilter(client=client, text="bad_value"),
        "text found once": LogFilter(client=client, text="file_3_BATCH000500"),
        "text found nowhere": LogFilter(client=client, text="no such thing"),
        "text in 90 days": LogFilter(client=client, text="no such", since=datetime.now(UTC) - timedelta(days=90)),
    }  # fmt: skip
    told = [f"{name} {timed(lambda f=f: insight.timeline(f, None, 200)):.0f}" for name, f in questions.items()]  # type: ignore[misc]
    print(f"  time line, ms: {', '.join(told)}")
    last = insight.timeline(LogFilter(client=client), None, 200)[-1]
    key = (last["at"], last["source"], last["id"])
    print(f"  next page, ms: {timed(lambda: insight.timeline(LogFilter(client=client), key, 200)):.0f}")
    since = datetime.now(UTC) - timedelta(days=30)
    print(f"  grouped, ms: {timed(lambda: insight.signatures(LogFilter(client=client), since)):.0f}")


def _whole(database: Database, home: Path) -> None:
    service = make_service(database, home / "storage")
    print(f"  the whole overview, ms: {timed(lambda: service.insight.figures(history.CLIENT, 30)):.0f}")
    print(f"  what needs the operator, ms: {timed(lambda: service.insight.needs(history.CLIENT)):.0f}")
