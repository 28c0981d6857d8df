"""What a run tells of itself is on record when it is over, in its order and once; a run that lost its client tells nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from etl_console.db.connect import Database
from etl_console.db.store import PgStore
from etl_console.errors import LockLostError
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Run, Status
from tests.integration.test_batches import CONFIG


@pytest.fixture
def shop(service: Service, database: Database) -> Service:
    """A client with one file and no steps."""
    service.add_client("acme", "Acme", CONFIG)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer NOT NULL, price numeric(10,2), dwh_batch_id text NOT NULL,"
            " dwh_source_file text)"
        )
    return service


def test_events_and_attempts_are_on_record_as_they_happened(shop: Service, database: Database, tmp_path: Path) -> None:
    for number in range(12):
        path = tmp_path / f"storage/raw/acme/shop/incoming/item_{number:02}.csv"
        path.write_text("id,price\n" + "".join(f"{number * 100 + i},{i}.50\n" for i in range(30)))
    heard: list[events.Event] = []
    report = shop.run(shop.plan("acme", Mode.START), heard.append)
    assert report["status"] == "SUCCESS"
    kept = [event for _, event in shop.watch(0, 0)]
    assert len(kept) == len(heard)
    for name in {getattr(e, "physical_file_name", getattr(e, "subject", None)) for e in heard}:
        of_one = [e for e in heard if getattr(e, "physical_file_name", getattr(e, "subject", None)) == name]
        assert [e for e in kept if getattr(e, "physical_file_name", getattr(e, "subject", None)) == name] == of_one
    jobs = shop.jobs("acme", "BATCH000001")
    assert [j.job_name for j in jobs].count("load_to_bronze") == 12
    assert all(j.status == Status.SUCCESS and j.started_at <= (j.ended_at or "") for j in jobs)


def test_a_run_whose_client_was_taken_over_tells_nothing_more(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    store = PgStore(database, tmp_path / "sql")
    client = shop.client("acme")
    run = store.batches.open(Run("budi", "etl-01", os.getpid(), client, "{batch_id}"), Mode.START, [], {})
    with pytest.raises(LockLostError), store.journal(run):
        store.batches.begin_job(run, "convert", "before.csv", 1)
        store.batches.flush(run)
        with database.transaction() as connection:
            connection.execute("UPDATE tools.batch SET run_number = run_number + 1")
        store.batches.begin_job(run, "convert", "after.csv", 1)
        store.batches.flush(run)
    assert [j.subject for j in store.batches.jobs(client, run.batch_id)] == ["before.csv"]
