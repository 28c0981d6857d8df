"""A run in a process of its own: the same report, the same errors, and it ends with whoever began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from etl_console import wiring
from etl_console.errors import EtlError, LockedError, UsageError
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.settings import Settings

CONFIG = {
    "client_schema": "acme",
    "files": [
        {
            "logical_source_file": "item", "source_system": "shop", "source_type": "csv", "file_pattern": "item*.csv",
            "target_table": "item",
            "columns": [{"source_column": "id", "target_column": "id"}, {"source_column": "name", "target_column": "name"}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def settings(embedded_database: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, root=tmp_path / "storage", dsn=embedded_database)


@pytest.fixture
def door(settings: Settings) -> Iterator[Service]:
    with wiring.service(settings) as service:
        service.add_client("acme", "Acme", CONFIG)
        with wiring.database(settings) as database, database.transaction() as connection:
            connection.execute("CREATE TABLE bronze_acme.item (id integer, name text, dwh_batch_id text)")
        yield service


def until_begun(door: Service) -> None:
    """Return once a stage of some run has begun."""
    last = 0
    while True:
        events = door.watch(last, 1.0)
        if any(event.kind == "stage_started" for _, event in events):
            return
        last = events[-1][0] if events else last


def drop(settings: Settings, records: int) -> None:
    path = settings.root / "raw/acme/shop/incoming/item.csv"
    path.write_text("id,name\n" + "".join(f"{i},name {i}\n" for i in range(records)))
    os.utime(path, (time.time() - 60, time.time() - 60))


def test_it_reports_what_a_run_here_would(door: Service, settings: Settings) -> None:
    drop(settings, 10)
    report = door.run_apart(door.plan("acme", Mode.START), CancelToken())
    assert report["status"] == "SUCCESS"
    assert report["files"][0]["ledger"]["loaded"] == 10
    assert door.batches("acme")[0].pid not in (0, os.getpid())
    assert "batch_ended" in [event.kind for _, event in door.watch(0, 0.0)]
    drop(settings, 11)
    plan = door.plan("acme", Mode.START)
    (settings.root / "raw/acme/shop/incoming/item.csv").unlink()
    with pytest.raises(UsageError, match="out of date") as outdated:
        door.run_apart(plan, CancelToken())
    assert outdated.value.code == "plan_outdated"


def test_it_is_cancelled_from_here(door: Service, settings: Settings) -> None:
    drop(settings, 300_000)
    plan, token, priorities = door.plan("acme", Mode.START), CancelToken(), list[int]()

    def cancel_when_begun() -> None:
        until_begun(door)
        priorities.append(psutil.Process(door.batches("acme")[0].pid).nice())
        token.cancel()

    watcher = threading.Thread(target=cancel_when_begun)
    watcher.start()
    report = door.run_apart(plan, token)
    watcher.join()
    assert report["status"] == "CANCELLED"
    assert os.name != "posix" or priorities == [10], "it gives way to the window"
    assert door.run_apart(door.plan("acme", Mode.RESTART), CancelToken())["files"][0]["ledger"]["loaded"] == 300_000


BEGIN = """
import sys
from pathlib import Path
from etl_console import wiring
from etl_console.pipeline.cancel import CancelToken
from etl_console.records import Mode
from etl_console.settings import Settings
if __name__ == "__main__":
    settings = Settings(home=Path(sys.argv[1]), root=Path(sys.argv[1]) / "storage", dsn=sys.argv[2])
    with wiring.service(settings) as service:
        service.run_apart(service.plan("acme", Mode.START), CancelToken())
"""


def test_it_is_cancelled_when_who_began_it_is_killed(door: Service, settings: Settings, tmp_path: Path) -> None:
    drop(settings, 1_500_000)
    script = tmp_path / "begin.py"
    script.write_text(BEGIN)
    assert settings.dsn is not None
    begun = subprocess.Popen([sys.executable, str(script), str(tmp_path), settings.dsn])
    until_begun(door)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    deadline = time.monotonic() + 60
    while door.batches("acme")[0].status == "RUNNING" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert door.batches("acme")[0].status == "CANCELLED"
    assert door.holder("acme") is None


def test_a_process_that_is_killed_is_told(door: Service, settings: Settings) -> None:
    drop(settings, 1_500_000)
    plan = door.plan("acme", Mode.START)

    def kill_when_begun() -> None:
        until_begun(door)
        os.kill(door.batches("acme")[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_when_begun)
    killer.start()
    with pytest.raises(EtlError, match="ended by itself") as ended:
        door.run_apart(plan, CancelToken())
    killer.join()
    assert ended.value.code == "run_ended"
    assert not isinstance(ended.value, LockedError)
    assert door.run(door.plan("acme", Mode.RESTART))["files"][0]["ledger"]["loaded"] == 1_500_000
