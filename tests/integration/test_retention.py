"""Retention purges what is old enough of finished batches, class by class, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl_console.db.connect import Database
from etl_console.errors import UsageError
from etl_console.pipeline.retention import Purge
from etl_console.pipeline.service import Service
from etl_console.records import LogFilter, Mode
from tests.integration.test_batches import drop, shop, start

__all__ = ["shop"]


def age(database: Database, batch_id: str, days: int) -> None:
    with database.transaction() as connection:
        connection.execute(
            "UPDATE tools.batch SET ended_at = now() - make_interval(days => %s) WHERE batch_id = %s", (days, batch_id)
        )


@pytest.fixture
def three_batches(shop: Service, database: Database, tmp_path: Path) -> Iterator[Service]:
    """An old green batch with a rejected row, an old failed one, and a new green one."""
    for number, text in enumerate(("1,1.50\n2,x\n" + "".join(f"{i},1\n" for i in range(3, 60)), "bad\n", "7,7\n")):
        drop(tmp_path, "item.csv", ("id,price\n" if number != 1 else "wrong,header\n") + text)
        start(shop)
    age(database, "BATCH000001", 100)
    age(database, "BATCH000002", 100)
    yield shop


def files(tmp_path: Path) -> set[str]:
    root = tmp_path / "storage"
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


def test_a_dry_run_counts_and_touches_nothing_then_the_same_goes(three_batches: Service, tmp_path: Path) -> None:
    before = files(tmp_path)
    plan = {p.kept: p for p in three_batches.upkeep.dry_run("acme")}
    assert files(tmp_path) == before
    assert plan["raw"].things == plan["parquet"].things == plan["manifest"].things == 1
    assert plan["raw"].bytes == (tmp_path / "storage/raw/acme/shop/success/item_BATCH000001.csv").stat().st_size
    assert plan["reject"].things == 1
    assert {b for p in plan.values() for b in p.batches} == {"BATCH000001"}, "never anything of an unfinished batch"
    done = {p.kept: p for p in three_batches.upkeep.purge("acme")}
    assert done["parquet"] == plan["parquet"]
    gone = before - files(tmp_path)
    assert gone and all("BATCH000001" in name for name in gone)
    assert three_batches.rejects("acme", "BATCH000001") == []
    assert three_batches.jobs("acme", "BATCH000001") == []
    state = three_batches.batch("acme", "BATCH000001")
    assert (state.files[0].ledger.read, state.files[0].ledger.quarantined) == (59, 1), "the ledger stays"
    assert all(p.things == 0 for p in three_batches.upkeep.purge("acme"))


def test_a_held_batch_keeps_everything(three_batches: Service, tmp_path: Path) -> None:
    three_batches.upkeep.hold("acme", "BATCH000001", "audit")
    assert all(p.things == 0 for p in three_batches.upkeep.dry_run("acme"))
    assert [h["hold_reason"] for h in three_batches.upkeep.holds("acme")] == ["audit"]
    with pytest.raises(UsageError, match="need a reason"):
        three_batches.upkeep.release("acme", "BATCH000001", " ")
    three_batches.upkeep.release("acme", "BATCH000001", "audit closed")
    with pytest.raises(UsageError, match="is held") as twice:
        three_batches.upkeep.release("acme", "BATCH000001", "audit closed")
    assert twice.value.code == "batch_not_held", "a reason that is kept nowhere is not taken"
    assert any(p.things for p in three_batches.upkeep.dry_run("acme"))


def test_who_held_and_released_is_on_record_after_the_release(three_batches: Service) -> None:
    since = datetime.now(UTC)
    three_batches.upkeep.hold("acme", "BATCH000001", "audit")
    three_batches.upkeep.release("acme", "BATCH000001", "audit closed")
    three_batches.upkeep.purge("acme")
    lines = three_batches.insight.timeline(LogFilter(client="acme", batch="BATCH000001", stage="release"))
    assert [(x["what"], x["text"], x["who"]) for x in lines] == [("release", "audit closed", three_batches.who)]
    lines = three_batches.insight.timeline(LogFilter(client="acme", text="audit"))
    assert [x["what"] for x in lines] == ["release", "hold"]
    kept = three_batches.insight.kept("acme", since)
    assert [(k["act"], k["reason"]) for k in kept if k["act"] != "purge"] == [
        ("release", "audit closed"), ("hold", "audit"),
    ]  # fmt: skip
    assert {k["act"] for k in three_batches.insight.kept("", since)} == {"hold", "release", "purge"}


def test_old_raw_files_are_archived_before_they_are_purged(
    three_batches: Service, database: Database, tmp_path: Path
) -> None:
    age(database, "BATCH000001", 40)
    three_batches.upkeep.purge("acme")
    assert "raw/acme/shop/archive/item_BATCH000001.csv" in files(tmp_path)
    report = three_batches.run(three_batches.plan("acme", Mode.REPROCESSING, batch="BATCH000001"))
    assert report["status"] == "SUCCESS", "an archived batch can still be run again"


@pytest.mark.parametrize(("kept", "days"), [("raw", 0), ("photos", 5)])
def test_a_wrong_retention_is_refused(shop: Service, kept: str, days: int) -> None:
    with pytest.raises(UsageError, match="is no retention"):
        shop.upkeep.set_days("acme", kept, days)


def test_the_figures_outlive_what_they_were_counted_from(three_batches: Service, database: Database) -> None:
    """Overview over half a year: the same before and after the log, the rejects and the events are gone."""
    before = three_batches.insight.figures("acme", 180)
    assert before.per_day and before.stages
    three_batches.upkeep.set_days("acme", "log", 1)
    assert {p.kept for p in three_batches.upkeep.purge("acme") if p.things} >= {"log", "reject", "event"}
    with database.transaction() as connection:
        left = connection.execute("SELECT count(*) AS n FROM tools.job_execution_log WHERE batch_id = 'BATCH000001'")
        assert left.fetchone() == {"n": 0}
    after = three_batches.insight.figures("acme", 180)
    assert replace(after, since=before.since, until=before.until) == before
    assert [(p["class"], p["batches"]) for p in three_batches.upkeep.purges("acme") if p["class"] == "log"] == [
        ("log", 1)
    ]


def test_a_day_that_lost_its_attempts_is_not_counted_anew(three_batches: Service, database: Database) -> None:
    """An unfinished batch of the same day is repaired after the purge: the other batch's figures of that day stay."""
    with database.transaction() as connection:
        for table, column in (
            ("batch", "created_at"), ("batch", "started_at"), ("file_audit_log", "started_at"),
            ("job_execution_log", "started_at"), ("job_execution_log", "ended_at"),
        ):  # fmt: skip
            connection.execute(
                f"UPDATE tools.{table} SET {column} = {column} - interval '100 days'"
                " WHERE batch_id IN ('BATCH000001', 'BATCH000002')"
            )
        connection.execute("DELETE FROM tools.kpi_file_hour")
        connection.execute("DELETE FROM tools.kpi_stage_day")
        connection.execute("SELECT tools.rollup_batch(client_id, batch_id) FROM tools.batch")

    def figures() -> tuple[object, object]:
        with database.transaction() as connection:
            stages = connection.execute(
                "SELECT * FROM tools.kpi_stage_day WHERE day < now() - interval '50 days' ORDER BY day, stage, bucket"
            ).fetchall()
            files = connection.execute(
                "SELECT sum(files) AS files, sum(first_pass_files) AS first FROM tools.kpi_file_hour"
            ).fetchall()
        return stages, files

    before = figures()
    assert before[0]
    assert any(p.things for p in three_batches.upkeep.purge("acme") if p.kept == "log")
    three_batches.run(three_batches.plan("acme", Mode.RESTART, batch="BATCH000002"))
    assert figures() == before


def partitions(database: Database, table: str) -> set[str]:
    with database.transaction() as connection:
        found = connection.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = %s::regclass",
            (f"tools.{table}",),
        )
        return {row["relname"].removeprefix(f"{table}_") for row in found}


def jump(database: Database, number: int) -> None:
    """As if so many rows and events had been on record already."""
    with database.transaction() as connection:
        for table, key in (("rejected_row", "reject_id"), ("run_event", "event_id")):
            connection.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", (f"tools.{table}", key, number))


def deliver(service: Service, tmp_path: Path, first: int) -> None:
    """A batch with one rejected row in it."""
    rows = "".join(f"{i},1\n" for i in range(first, first + 60))
    drop(tmp_path, "item.csv", f"id,price\n{first + 60},x\n{rows}")
    start(service)


@pytest.fixture
def two_partitions(shop: Service, database: Database, tmp_path: Path) -> Iterator[Service]:
    """An old batch in the first partition of rejected rows and of events, a new one in the second."""
    deliver(shop, tmp_path, 100)
    jump(database, 600_000)
    deliver(shop, tmp_path, 200)
    jump(database, 1_000_000)
    deliver(shop, tmp_path, 300)
    age(database, "BATCH000001", 100)
    age(database, "BATCH000002", 100)
    yield shop


def test_a_partition_goes_when_all_in_it_is_old(two_partitions: Service, database: Database) -> None:
    tables = ("rejected_row", "run_event")
    assert all(partitions(database, t) == {"0", "1", "rest"} for t in tables)
    told = {p.kept: p.things for p in two_partitions.upkeep.purge("acme")}
    assert told["reject"] == 2 and told["event"] > 20
    assert all(partitions(database, t) == {"1", "rest"} for t in tables), "not only its rows are gone"
    assert [r["batch_id"] for r in two_partitions.rejects("acme", "BATCH000003")] == ["BATCH000003"]
    assert all(p.things == 0 for p in two_partitions.upkeep.dry_run("acme"))


def test_a_partition_stays_while_something_in_it_must(two_partitions: Service, database: Database) -> None:
    two_partitions.upkeep.hold("acme", "BATCH000002", "audit")
    assert any(p.things for p in two_partitions.upkeep.purge("acme"))
    assert partitions(database, "run_event") == partitions(database, "rejected_row") == {"0", "1", "rest"}
    assert two_partitions.rejects("acme", "BATCH000001") == []
    assert len(two_partitions.rejects("acme", "BATCH000002")) == 1


def test_a_purge_does_not_wait_for_whoever_reads(two_partitions: Service, database: Database) -> None:
    with database.transaction() as reading:
        reading.execute("SELECT count(*) FROM tools.run_event, tools.rejected_row")
        assert any(p.things for p in two_partitions.upkeep.purge("acme") if p.kept == "event")
    assert partitions(database, "run_event") == {"0", "1", "rest"}
    assert two_partitions.rejects("acme", "BATCH000001") == []


def test_rows_without_a_partition_of_their_own_are_kept_all_the_same(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    jump(database, 7_200_000)
    deliver(shop, tmp_path, 100)
    assert len(shop.rejects("acme", "BATCH000001")) == 1
    jump(database, 7_700_000)
    deliver(shop, tmp_path, 200)
    assert partitions(database, "run_event") == {"0", "8", "rest"}
    age(database, "BATCH000001", 100)
    assert any(p.things for p in shop.upkeep.purge("acme"))
    assert shop.rejects("acme", "BATCH000001") == []
    assert len(shop.rejects("acme", "BATCH000002")) == 1


def test_a_batch_held_while_a_purge_is_under_way_loses_nothing_more(three_batches: Service) -> None:
    def hold_after_the_files(purge: Purge) -> None:
        if purge.kept == "manifest":
            three_batches.upkeep.hold("acme", "BATCH000001", "audit")

    gone = {p.kept: p.things for p in three_batches.upkeep.purge("acme", hold_after_the_files)}
    assert gone["raw"] and gone["manifest"]
    assert not (gone["log"] or gone["reject"] or gone["event"])
    assert len(three_batches.rejects("acme", "BATCH000001")) == 1
