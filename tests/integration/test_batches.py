"""What an operator relies on when a batch does not go its usual way."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from etl_console.db.connect import Database
from etl_console.errors import ConfigurationError, EtlError, LockedError, LockLostError, StorageError, UsageError
from etl_console.pipeline import events
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.file_places import FilePlaces
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.conftest import make_service

CONFIG: dict[str, Any] = {
    "client_name": "Acme",
    "defaults": {"max_reject_share": 0.65},
    "files": [
        {
            "logical_source_file": "item",
            "source_system": "shop",
            "source_type": "csv",
            "file_pattern": "item*.csv",
            "target_table": "item",
            "columns": [
                {"source_column": "id", "target_column": "id"},
                {"source_column": "price", "target_column": "price"},
            ],
            "required": ["id"],
            "duplicate_key": ["id"],
            "duplicate_policy": "quarantine",
        }
    ],
}


@pytest.fixture
def shop(service: Service, database: Database) -> Iterator[Service]:
    """A client with one file and no steps."""
    service.add_client("acme", "Acme", CONFIG)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer NOT NULL, price numeric(10,2), dwh_batch_id text NOT NULL,"
            " dwh_source_line bigint)"
        )
    yield service


def drop(tmp_path: Path, name: str, text: str) -> Path:
    """A file in acme's incoming folder."""
    path = tmp_path / "storage/raw/acme/shop/incoming" / name
    path.write_text(text)
    return path


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with database.transaction() as connection:
        return [tuple(r.values()) for r in connection.execute(sql)]  # type: ignore[arg-type, unused-ignore]


def start(service: Service, **narrowed: Any) -> dict[str, Any]:
    return service.run(service.plan("acme", Mode.START, **narrowed))


def restart(service: Service, mode: Mode = Mode.RESTART) -> dict[str, Any]:
    return service.run(service.plan("acme", mode))


def tree(tmp_path: Path) -> list[str]:
    """Every file under the storage root."""
    base = tmp_path / "storage"
    return sorted(p.relative_to(base).as_posix() for p in base.rglob("*") if p.is_file())


def test_folders_ledger_and_rejects_of_one_file(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n,2\n3,x\n1,9\n5,\n6,123456789.99\n7\n8,0.125\n")
    report = start(shop)
    assert report["status"] == "SUCCESS"
    file = report["files"][0]
    assert file["ledger"] == {"read": 8, "loaded": 3, "rejected": 1, "quarantined": 4, "skipped": 0}
    assert rows(database, "SELECT id, price::text, dwh_batch_id, dwh_source_line FROM bronze_acme.item ORDER BY id") == [
        (1, "1.50", "BATCH000001", 2), (5, None, "BATCH000001", 6), (8, "0.13", "BATCH000001", 9),
    ]  # fmt: skip
    found = shop.rejects("acme", "BATCH000001")
    assert sorted((r["source_line"], r["column_name"], r["value"], r["rule"], r["disposition"]) for r in found) == [
        (3, "id", "", "null_in_required", "quarantined"),
        (4, "price", "x", "bad_value", "quarantined"),
        (5, "id", "1", "duplicate_key", "quarantined"),
        (7, "price", "123456789.99", "bad_value", "quarantined"),
        (8, None, None, "malformed_record", "rejected"),
    ]
    assert next(r for r in found if r["source_line"] == 4)["record"] == {"id": "3", "price": "x"}
    assert tree(tmp_path) == [
        "batch_info/acme/success/batch_output_acme_BATCH000001.json",
        "data/acme/shop/archive/item_BATCH000001.parquet",
        "raw/acme/shop/success/item_BATCH000001.csv",
    ]
    manifest = json.loads((tmp_path / "storage" / tree(tmp_path)[0]).read_text())
    assert manifest["files"][0]["parquet_name"] == "item_BATCH000001.parquet"
    (tmp_path / "storage" / tree(tmp_path)[0]).unlink()
    assert shop.manifest("acme", "BATCH000001") == manifest


def test_what_is_not_ours_or_not_whole_stays(shop: Service, tmp_path: Path) -> None:
    drop(tmp_path, "other.csv", "a\n1\n")
    drop(tmp_path, "item.csv.part", "id,price\n1,")
    with (tmp_path / "storage/raw/acme/shop/incoming/item_open.csv").open("w") as growing:
        growing.write("id,price\n1,1\n")
        growing.flush()
        report = start(shop)
    assert (report["batch_id"], report["status"]) == (None, "NOTHING_TO_DO")
    assert {n["code"] for n in report["notes"]} == {"unrecognised_file", "still_arriving"}
    assert len(tree(tmp_path)) == 3
    assert start(shop)["batch_id"] == "BATCH000001"


def test_content_loaded_before_is_held(shop: Service, database: Database, tmp_path: Path) -> None:
    text = "id,price\n1,1\n"
    drop(tmp_path, "item.csv", text)
    assert start(shop)["status"] == "SUCCESS"
    drop(tmp_path, "item_again.csv", text)
    held = start(shop)
    assert held["batch_id"] is None
    assert "BATCH000001" in held["notes"][0]["message"]
    assert start(shop, load_anyway=True)["batch_id"] == "BATCH000002"
    assert rows(database, "SELECT dwh_batch_id FROM bronze_acme.item ORDER BY 1") == [
        ("BATCH000001",),
        ("BATCH000002",),
    ]


def test_a_corrected_raw_file_is_converted_again(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,cost\n1,1\n")
    assert start(shop)["status"] == "FAILED"
    assert "data/acme/shop/failed/item_BATCH000001.parquet" in tree(tmp_path)
    drop(tmp_path, "item_BATCH000001.csv", "id,price\n1,1\n")
    plan = shop.plan("acme", Mode.RESTART)
    assert [str(m) for m in plan.files[0].moves] == [
        "raw/acme/shop/incoming/item_BATCH000001.csv → raw/acme/shop/success/item_BATCH000001.csv"
    ]
    assert shop.run(plan)["status"] == "SUCCESS"
    assert rows(database, "SELECT id FROM bronze_acme.item") == [(1,)]
    assert any("archive/item_BATCH000001.replaced-" in name for name in tree(tmp_path))
    assert restart(shop)["status"] == "NOTHING_TO_DO"
    again = restart(shop, Mode.REPROCESSING)
    assert again["files"][0]["ledger"]["loaded"] == 1, json.dumps(again["files"])
    assert rows(database, "SELECT id FROM bronze_acme.item") == [(1,)]


def test_reprocessing_makes_a_harmed_parquet_file_again(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n")
    start(shop)
    parquet = tmp_path / "storage/data/acme/shop/archive/item_BATCH000001.parquet"
    for size in (parquet.stat().st_size // 2, 0):
        with parquet.open("r+b") as stream:
            stream.truncate(size)
        assert restart(shop, Mode.REPROCESSING)["status"] == "SUCCESS"
        assert pyarrow.parquet.read_table(parquet).num_rows == 2
        assert rows(database, "SELECT id FROM bronze_acme.item ORDER BY 1") == [(1,), (2,)]
    (tmp_path / "storage/raw/acme/shop/success/item_BATCH000001.csv").write_text("id,price\n9,9\n")
    parquet.unlink()
    report = restart(shop, Mode.REPROCESSING)
    assert [n["code"] for n in report["notes"]] == ["parquet_missing"], "other content is for a restart"
    assert rows(database, "SELECT id FROM bronze_acme.item ORDER BY 1") == [(1,), (2,)]


def test_an_unreadable_file_fails_alone_and_can_be_restarted(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "")
    report = start(shop)
    assert report["files"][0]["problems"][0]["code"] == "source_empty"
    assert "raw/acme/shop/failed/item_BATCH000001.csv" in tree(tmp_path)
    (tmp_path / "storage/raw/acme/shop/failed/item_BATCH000001.csv").write_text("id,price\n4,4\n")
    assert restart(shop)["status"] == "SUCCESS"
    assert rows(database, "SELECT id FROM bronze_acme.item") == [(4,)]


def test_only_one_runs_a_client_and_the_other_is_told_who(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    other = make_service(database, tmp_path / "storage")
    plan, theirs = shop.plan("acme", Mode.START), other.plan("acme", Mode.START)
    refused: list[LockedError] = []

    def meddle(event: events.Event) -> None:
        if isinstance(event, events.StageStarted) and not refused:
            with pytest.raises(LockedError) as raised:
                other.run(theirs)
            refused.append(raised.value)

    assert shop.run(plan, meddle)["status"] == "SUCCESS"
    assert refused[0].facts["batch_id"] == "BATCH000001"
    assert shop.who in refused[0].cause and shop.host in refused[0].cause
    assert shop.holder("acme") is None
    with pytest.raises(EtlError) as outdated:
        other.run(theirs)
    assert outdated.value.code == "plan_outdated"
    assert [b.batch_id for b in shop.batches("acme")] == ["BATCH000001"]


def test_a_plan_made_before_another_run_counted_is_out_of_date(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n")
    other = make_service(database, tmp_path / "storage")
    early: list[Plan] = []

    def look(event: events.Event) -> None:
        if isinstance(event, events.StageStarted) and event.stage == "convert" and not early:
            early.append(other.plan("acme", Mode.RESTART))

    start_plan = shop.plan("acme", Mode.START)
    assert shop.run(start_plan, look)["status"] == "SUCCESS"
    with pytest.raises(UsageError) as raised:
        other.run(early[0])
    assert raised.value.code == "plan_outdated"
    state = shop.batch("acme", "BATCH000001").files[0]
    assert (state.status, state.ledger.read, state.ledger.loaded) == ("SUCCESS", 2, 2)


def test_a_run_that_lost_its_lock_changes_nothing_more(
    shop: Service, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "psycopg.pool")  # it warns of the sessions that are ended here
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n")
    other = make_service(database, tmp_path / "storage")
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'bronze_acme.item'::regclass"

    def take_over(service: Service) -> dict[str, Any]:
        while True:
            rows(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name LIKE 'etl-console run%' AND datname = current_database()",
            )
            try:
                return restart(service)
            except LockedError:
                pass  # the run took its lock again first
            except UsageError as error:
                assert error.code == "plan_outdated"  # or went on with its file before it was stopped

    with ThreadPoolExecutor() as pool:
        with database.transaction() as held:
            held.execute("LOCK TABLE bronze_acme.item IN EXCLUSIVE MODE")
            first = pool.submit(start, shop)
            while rows(database, waiting) == [(0,)]:
                assert not first.done()
            second = pool.submit(take_over, other)
            with pytest.raises(LockLostError) as lost:
                first.result(20)
        assert second.result(60)["status"] == "SUCCESS"
    assert "taken the client over" in lost.value.cause
    assert shop.batch_report("acme", "BATCH000001")["status"] == "SUCCESS"
    assert rows(database, "SELECT id FROM bronze_acme.item ORDER BY 1") == [(1,), (2,)]
    assert tree(tmp_path) == [
        "batch_info/acme/success/batch_output_acme_BATCH000001.json",
        "data/acme/shop/archive/item_BATCH000001.parquet",
        "raw/acme/shop/success/item_BATCH000001.csv",
    ]


def test_cancel_leaves_nothing_and_restart_completes(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n" + "".join(f"{i},1\n" for i in range(200_000)))
    for stage in ("convert", "validate_row", "load_to_bronze"):
        token = CancelToken()

        def at(event: events.Event, stage: str = stage, token: CancelToken = token) -> None:
            if isinstance(event, events.StageStarted) and event.stage == stage:
                token.cancel()

        mode = Mode.START if not shop.batches("acme") else Mode.RESTART
        report = shop.run(shop.plan("acme", mode), at, token)
        assert report["status"] == "CANCELLED"
        assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(0,)]
        assert not [n for n in tree(tmp_path) if n.endswith(".tmp")]
        assert rows(
            database,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'"
            " AND state = 'active'",
        ) == [(0,)]
    report = restart(shop)
    assert report["status"] == "SUCCESS"
    assert report["files"][0]["ledger"]["loaded"] == 200_000
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(200_000,)]


def test_a_cancelled_or_failed_repetition_says_that_the_load_before_stands(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n")
    assert start(shop)["status"] == "SUCCESS"
    token = CancelToken()

    def at(event: events.Event) -> None:
        if isinstance(event, events.StageStarted) and event.stage == "validate_row":
            token.cancel()

    report = shop.run(shop.plan("acme", Mode.REPROCESSING), at, token)
    assert (report["status"], report["files"][0]["ledger"]["loaded"]) == ("CANCELLED", 2)
    assert rows(database, "SELECT id FROM bronze_acme.item ORDER BY 1") == [(1,), (2,)]
    config = shop.export_config("acme")
    config["files"][0]["columns"] = [{"source_column": "id", "target_column": "price"}]
    shop.import_config("acme", config)
    report = shop.run(shop.plan("acme", Mode.REPROCESSING))
    assert report["status"] == "FAILED"
    (file,) = shop.batch("acme", "BATCH000001").files
    assert file.ledger.adds_up
    assert "2 rows that were loaded before still stand in bronze_acme.item." in [p.message for p in file.problems]
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(2,)]


def test_a_load_that_could_not_be_put_away_is_told_as_it_stands(
    shop: Service, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The load is committed before its Parquet file is put away: what fails then leaves the new rows, not the earlier."""
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n3,3\n")

    def full(_: FilePlaces) -> None:
        raise StorageError("No space left in archive.", "Make room, then restart.")

    with monkeypatch.context() as patch:
        patch.setattr(FilePlaces, "archive_parquet", full)
        assert start(shop)["status"] == "FAILED"
    (file,) = shop.batch("acme", "BATCH000001").files
    assert file.ledger.adds_up and file.ledger.loaded == 0
    assert "3 rows that were loaded before still stand in bronze_acme.item." in [p.message for p in file.problems]
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(3,)]
    assert shop.run(shop.plan("acme", Mode.RESTART))["status"] == "SUCCESS"
    assert shop.batch("acme", "BATCH000001").files[0].ledger.loaded == 3
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(3,)]


class Killed(BaseException):
    """Stands for a process that is gone: nothing of ours catches it."""


@pytest.mark.parametrize("point", ["claim", "convert", "validate_mapping", "load_to_bronze"])
def test_a_killed_run_is_recovered(shop: Service, database: Database, tmp_path: Path, point: str) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n2,2\n")

    def kill(event: events.Event) -> None:
        if (point == "claim" and isinstance(event, events.BatchStarted)) or getattr(event, "stage", "") == point:
            raise Killed

    with pytest.raises(Killed):
        shop.run(shop.plan("acme", Mode.START), kill)
    assert shop.batches("acme")[0].status == "RUNNING"
    assert start(shop)["status"] == "NOTHING_TO_DO"
    assert restart(shop)["status"] == "SUCCESS"
    assert rows(database, "SELECT id, dwh_batch_id FROM bronze_acme.item ORDER BY 1") == [
        (1, "BATCH000001"), (2, "BATCH000001"),
    ]  # fmt: skip
    assert tree(tmp_path) == [
        "batch_info/acme/success/batch_output_acme_BATCH000001.json",
        "data/acme/shop/archive/item_BATCH000001.parquet",
        "raw/acme/shop/success/item_BATCH000001.csv",
    ]


def test_too_many_rejects_fail_the_file(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,x\n2,y\n3,1\n")
    report = start(shop)
    assert report["files"][0]["problems"][-1]["code"] == "too_many_rejects"
    assert report["files"][0]["ledger"] == {"read": 3, "loaded": 0, "rejected": 0, "quarantined": 2, "skipped": 1}
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(0,)]


def test_a_run_elsewhere_is_seen_live(shop: Service, database: Database, tmp_path: Path) -> None:
    watcher = make_service(database, tmp_path / "storage")
    last = watcher.last_event()
    assert watcher.watch(last, 0.01) == []
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    start(shop)
    seen = [e for _, e in watcher.watch(last, 5)]
    assert isinstance(seen[0], events.BatchStarted)
    assert isinstance(seen[-1], events.BatchEnded)
    assert {e.stage for e in seen if isinstance(e, events.StageEnded)} == {
        "convert", "validate_mapping", "validate_row", "load_to_bronze",
    }  # fmt: skip
    with ThreadPoolExecutor() as pool:
        waiting, began = pool.submit(watcher.watch, watcher.last_event(), 60), time.monotonic()
        while not waiting.done():
            watcher.wake()
            wait([waiting], 0.05)
    assert waiting.result() == [] and time.monotonic() < began + 30, "who leaves is not waited for"
    watcher.close()


def test_a_transient_error_is_tried_again_and_seen_as_attempts(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        connection.execute("CREATE SEQUENCE public.tries")
        connection.execute(
            "CREATE FUNCTION public.busy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF nextval('public.tries') < 3 THEN RAISE EXCEPTION 'come again' USING ERRCODE = '40001'; END IF;"
            " RETURN NULL; END $$"
        )
        connection.execute(
            "CREATE TRIGGER busy AFTER INSERT ON bronze_acme.item FOR EACH STATEMENT EXECUTE FUNCTION public.busy()"
        )
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    report = start(shop)
    assert report["status"] == "SUCCESS"
    assert report["files"][0]["stages"]["load_to_bronze"] == {"status": "SUCCESS", "attempts": 3}
    failed = [j for j in shop.jobs("acme", "BATCH000001") if j.status == "FAILED"]
    assert [j.database["sqlstate"] for j in failed] == ["40001", "40001"]
    assert rows(database, "SELECT count(*) FROM tools.load_error_log") == [(2,)]


def test_wrong_questions_are_answered_before_anything_is_done(shop: Service, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    with pytest.raises(ConfigurationError, match="no client"):
        shop.plan("nobody", Mode.START)
    with pytest.raises(UsageError, match=r"nosuch\.csv"):
        shop.plan("acme", Mode.START, files=["nosuch.csv"])
    with pytest.raises(UsageError, match="no batch"):
        shop.plan("acme", Mode.RESTART)
    with pytest.raises(UsageError, match="already"):
        shop.add_client("acme", "Again")
    with pytest.raises(UsageError, match="fits no file pattern"):
        shop.deliver("acme", Path("/tmp/unknown.xyz"))
    assert tree(tmp_path) == ["raw/acme/shop/incoming/item.csv"]


def test_configuration_goes_out_and_in_again_and_keeps_its_history(shop: Service) -> None:
    before = shop.export_config("acme")
    changed = json.loads(json.dumps(before))
    changed["files"][0]["columns"][1]["source_column"] = "cost"
    shop.import_config("acme", changed, "renamed")
    assert shop.export_config("acme") == changed
    shop.import_config("acme", before)
    assert shop.export_config("acme") == before
    told = [h for h in shop.config_history("acme") if h["reason"] == "renamed"]
    assert {h["table_name"] for h in told} == {"column_mapping"}
    assert all(h["changed_by"] == shop.who for h in told)


def test_repaired_records_are_loaded_and_stay_on_record(shop: Service, database: Database, tmp_path: Path) -> None:
    config = shop.export_config("acme")
    config["files"][0]["source_config"] = {"repair": True}
    shop.import_config("acme", config)
    lines = [f"{i},{i}.50" for i in range(1, 40)]
    lines[10] = lines[10].replace(",", ";")
    drop(tmp_path, "item.csv", "id,price\n" + "\n".join(lines) + "\n")
    report = start(shop)
    assert report["status"] == "SUCCESS"
    ledger = report["files"][0]["ledger"]
    assert (ledger["read"], ledger["loaded"], ledger["rejected"]) == (39, 39, 0)
    kept = shop.rejects("acme", "BATCH000001")
    assert [(r["source_line"], r["rule"], r["disposition"], r["raw"]) for r in kept] == [
        (12, "repaired", "warned", "11;11.50")
    ]


def test_a_packed_file_is_claimed_and_loaded_as_it_is(shop: Service, tmp_path: Path) -> None:
    config = shop.export_config("acme")
    config["files"][0]["file_pattern"] = "item*"
    shop.import_config("acme", config)
    packed = gzip.compress(b"id,price\n1,1.50\n2,2.50\n")
    (tmp_path / "storage/raw/acme/shop/incoming/item.csv.gz").write_bytes(packed)
    report = start(shop)
    assert (report["status"], report["files"][0]["ledger"]["loaded"]) == ("SUCCESS", 2)
    kept = list((tmp_path / "storage/raw/acme/shop/success").iterdir())
    assert [p.read_bytes() for p in kept] == [packed]
