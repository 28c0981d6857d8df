"""Files that are due are waited for, a complete set is started once, what is late is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl_console.db.connect import Database
from etl_console.errors import ConfigurationError
from etl_console.pipeline.schedules import Watch
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Schedule
from tests.integration.test_batches import CONFIG, drop

TWO = {**CONFIG, "files": [
    *CONFIG["files"],
    {**CONFIG["files"][0], "logical_source_file": "stock", "file_pattern": "stock*.csv"},
]}  # fmt: skip


@pytest.fixture
def shop(service: Service, database: Database) -> Service:
    """A client with two files that go to one table by their file."""
    service.add_client("acme", "Acme", TWO)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer, price numeric(10,2), dwh_batch_id text NOT NULL, dwh_source_file text)"
        )
    return service


def schedule(**changed: Any) -> Schedule:
    """Due at a time of day that is far from now on both sides."""
    hour = (datetime.now(UTC).hour + 12) % 24
    return Schedule(**{"name": "shop", "source_system": "shop", "cron": f"0 {hour} * * *", "zone": "UTC", **changed})


def made_earlier(database: Database, days: int = 3) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE tools.schedule SET created_at = now() - make_interval(days => %s)", (days,))


def test_a_set_is_started_when_it_is_complete_and_only_once(shop: Service, tmp_path: Path) -> None:
    shop.schedules.save("acme", schedule())
    told: list[str] = []
    watch = Watch(shop, ("acme",), told.append)
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n")
    for _ in range(3):
        (due,) = watch.look()
    assert (due.present, due.missing, due.is_late) == (("item",), ("stock",), False)
    assert shop.batches("acme") == []
    drop(tmp_path, "stock.csv", "id,price\n2,2.50\n")
    (due,) = watch.look()
    assert due.missing == ("stock",), "a file seen for the first time may still grow"
    watch.look()
    (batch,) = shop.batches("acme")
    assert (batch.status, len(batch.files)) == ("SUCCESS", 2)
    for _ in range(3):
        watch.look()
    assert len(shop.batches("acme")) == 1
    assert [(h["status"], h["batch_id"]) for h in shop.schedules.history("acme")] == [("STARTED", "BATCH000001")]
    assert told == ["acme shop: BATCH000001 SUCCESS"]


def test_what_is_late_is_told_once_and_started_when_it_comes(shop: Service, database: Database, tmp_path: Path) -> None:
    shop.schedules.save("acme", schedule(expected=("item",)))
    made_earlier(database)
    told: list[str] = []
    watch = Watch(shop, (), told.append)
    for _ in range(3):
        (due,) = watch.look()
    assert due.is_late and due.due < datetime.now(UTC)
    assert [(h["status"], h["missing"]) for h in shop.schedules.history("acme")] == [("LATE", ["item"])]
    assert len(told) == 1 and "missing item" in told[0]
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n")
    watch.look()
    watch.look()
    (history,) = shop.schedules.history("acme")
    assert (history["status"], history["batch_id"], history["missing"]) == ("STARTED", "BATCH000001", [])
    assert history["late_since"] is not None, "that it was late stays known"
    (coming,) = shop.schedules.due("acme")
    assert coming.due > datetime.now(UTC)
    assert coming.missing == ("item",), "what came late for one time is not there for the next"


def test_what_is_started_by_hand_for_a_late_time_is_not_there_for_the_next(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    shop.schedules.save("acme", schedule(expected=("item",)))
    made_earlier(database)
    Watch(shop).look()
    assert [n.facts["files"] for n in shop.insight.needs("acme") if n.kind == "late"] == [["item"]]
    for number, missing in ((1, ("item",)), (2, ())):
        drop(tmp_path, f"item{number}.csv", f"id,price\n{number},1.50\n")
        shop.run(shop.plan("acme", Mode.START))
        (coming,) = shop.schedules.due("acme")
        assert (coming.due > datetime.now(UTC), coming.missing) == (True, missing)
    assert not [n for n in shop.insight.needs("acme") if n.kind == "late"]


def test_what_came_in_time_late_or_not_at_all_is_counted_of_each_time_that_files_were_due(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    """By hand, by the schedule and by one that starts nothing: each is on record once, and a delay is the operator's figure."""
    for name, starts in (("by hand", True), ("tells only", False), ("stays away", True)):
        expected = ("stock",) if name == "stays away" else ("item",)
        shop.schedules.save("acme", schedule(name=name, expected=expected, starts=starts))
    made_earlier(database)
    watch = Watch(shop)
    watch.look()
    (day,) = shop.insight.figures("acme", 30).lateness
    assert (day["in_time"], day["came_late"], day["missing"]) == (0, 0, 3)
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n")
    shop.run(shop.plan("acme", Mode.START))
    for _ in range(3):
        watch.look()
    (day,) = shop.insight.figures("acme", 30).lateness
    assert (day["in_time"], day["came_late"], day["missing"]) == (0, 2, 1)
    assert day["names"] == ["by hand", "stays away", "tells only"] and 11 * 3600 < day["delay"] < 13 * 3600
    told = {h["name"]: (h["status"], h["missing"]) for h in shop.schedules.history("acme")}
    assert told["by hand"] == told["tells only"] == ("ARRIVED", ["item"])
    drop(tmp_path, "stock.csv", "id,price\n1,1.50\n")
    shop.schedules.save("acme", schedule(name="tells only", expected=("stock",), starts=False))
    with database.transaction() as connection:
        connection.execute("DELETE FROM tools.schedule_log")
        connection.execute("UPDATE tools.schedule SET created_at = now()")
    for _ in range(3):
        watch.look()
    in_time = shop.schedules.history("acme")
    assert {(h["name"], h["status"], h["late_since"]) for h in in_time if h["name"] == "tells only"} == {
        ("tells only", "ARRIVED", None)
    }
    assert all(h["due_at"] > datetime.now(UTC) for h in in_time)


def test_a_new_schedule_was_never_late(shop: Service) -> None:
    shop.schedules.save("acme", schedule())
    assert shop.schedules.due("acme")[0].due > datetime.now(UTC)


def test_what_was_loaded_before_a_schedule_was_made_is_not_there_for_its_first_time(
    shop: Service, tmp_path: Path
) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n")
    drop(tmp_path, "stock.csv", "id,price\n2,2.50\n")
    shop.run(shop.plan("acme", Mode.START))
    shop.schedules.save("acme", schedule())
    watch = Watch(shop)
    drop(tmp_path, "item2.csv", "id,price\n3,3.50\n")
    for _ in range(3):
        (due,) = watch.look()
    assert (due.present, due.missing) == (("item",), ("stock",))
    assert len(shop.batches("acme")) == 1 and not shop.schedules.history("acme")
    drop(tmp_path, "stock2.csv", "id,price\n4,4.50\n")
    for _ in range(3):
        watch.look()
    assert [len(b.files) for b in shop.batches("acme")] == [2, 2]


def test_two_watches_start_a_set_once(shop: Service, tmp_path: Path) -> None:
    shop.schedules.save("acme", schedule(expected=("item",)))
    drop(tmp_path, "item.csv", "id,price\n1,1.50\n")
    watches = [Watch(shop, ("acme",)) for _ in range(2)]
    threads = [threading.Thread(target=w.run, args=(0.05, threading.Event(), 4)) for w in watches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [b.batch_id for b in shop.batches("acme")] == ["BATCH000001"]


def test_the_next_times_are_in_the_schedules_own_zone(shop: Service) -> None:
    monday_to_friday = schedule(cron="0 8 * * 1-5", zone="Asia/Jakarta")
    moments = shop.schedules.next_times(monday_to_friday, 10)
    assert len(moments) == 10 and all(m.hour == 8 and m.weekday() < 5 for m in moments)
    assert {m.utcoffset() for m in moments} == {timedelta(hours=7)}


@pytest.mark.parametrize(
    "changed",
    [
        {"cron": "8 o'clock"},
        {"cron": "0 0 31 2 *"},
        {"zone": "Mars/Base"},
        {"source_system": "hr"},
        {"expected": ("x",)},
    ],
)
def test_a_schedule_that_cannot_be_is_refused(shop: Service, changed: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="Schedule shop"):
        shop.schedules.save("acme", schedule(**changed))
