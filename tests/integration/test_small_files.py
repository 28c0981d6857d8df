"""Small files that go through the stages side by side and are loaded together: each as if it were alone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl_console.db.bronze import PgBronze
from etl_console.db.connect import Database
from etl_console.errors import DatabaseError
from etl_console.pipeline import events, small_files
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.encoder import Encoder
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.conftest import Server
from tests.integration.test_batches import CONFIG, drop, rows

GOOD = "id,price\n1,1.50\n2,2\n3,3.25\n"
FILES = {
    "good": GOOD,
    "descending": "id,price\n9,1\n8,2\n7,3\n",
    "twice": "id,price\n1,1\n2,2\n1,3\n",
    "bad value": "id,price\n1,1\n2,x\n3,3\n",
    "no key": "id,price\n1,1\n,2\n",
    "malformed": "id,price\n1,1\n2,2,2\n3,3\n",
    "in words": "id,price\n1,many\n2,few\n",
    "refused": "id,price\n1,1\n2,5000\n",
    "another header": "id;price\n1;1\n2;2\n",
    "a column less": "id\n1\n2\n",
    "no record": "id,price\n",
    "of two types": 'id,price\n"1","1"\n2,"2"\n',
}  # fmt: skip


@pytest.fixture
def server(embedded: Server) -> Server:
    """On the embedded server alone: the same statements as any load."""
    return embedded


@pytest.fixture
def acme(service: Service, database: Database) -> Iterator[Service]:
    """A client whose table tells files apart and refuses a price over 1,000."""
    service.add_client("acme", "Acme", CONFIG)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer NOT NULL, price numeric(10,2) CHECK (price < 1000),"
            " dwh_batch_id text NOT NULL, dwh_source_file varchar(40), dwh_source_line bigint)"
        )
    yield service


def left(database: Database, batch_id: str) -> dict[str, Any]:
    """What a batch left, by the names that its files came with."""
    files = rows(
        database,
        "SELECT physical_file_name, original_file_name, status, load_status, loaded_rows, rejected_rows,"
        " quarantined_rows, skipped_rows, problems::text FROM tools.file_audit_log"
        f" WHERE batch_id = '{batch_id}'",
    )
    found = {}
    for physical, original, *facts in files:
        place = f"WHERE dwh_batch_id = '{batch_id}' AND dwh_source_file = '{physical}'"
        found[original.partition("-")[2]] = (
            [str(f).replace(physical, "?").replace(batch_id, "?") for f in facts],
            rows(database, f"SELECT id, price, dwh_source_line FROM bronze_acme.item {place} ORDER BY 3"),
            rows(
                database,
                "SELECT stage, source_line, column_name, value, rule, disposition FROM tools.rejected_row"
                f" WHERE batch_id = '{batch_id}' AND physical_file_name = '{physical}' ORDER BY 1, 2, 3",
            ),
        )
    return found


@given(kinds=st.lists(st.sampled_from(["good", *FILES]), min_size=8, max_size=14))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_small_file_is_loaded_as_it_would_be_alone(
    acme: Service, database: Database, tmp_path: Path, kinds: list[str]
) -> None:
    acme.workers = 1

    def run(together: int) -> dict[str, Any]:
        for path in (tmp_path / "storage/raw/acme/shop/incoming").iterdir():
            path.unlink()
        for number, kind in enumerate(kinds):
            text = FILES[kind].replace("\n1,", f"\n{number + 10},")  # no two files have the same content
            drop(tmp_path, f"item{together}-{number}.csv", text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(small_files, "_MOST", together)
            plan = acme.plan("acme", Mode.START, load_anyway=True)
            assert max(map(len, small_files.groups(plan, 1))) == (1 if together == 1 else len(kinds) // 2)
            return left(database, acme.run(plan)["batch_id"])

    assert run(16) == run(1)


def test_many_small_files_are_one_transaction(acme: Service, database: Database, tmp_path: Path) -> None:
    for number in range(16):
        drop(tmp_path, f"item{number:02}.csv", GOOD.replace("1.50", str(number)))
    heard: list[events.Event] = []
    report = acme.run(acme.plan("acme", Mode.START), heard.append)
    assert report["status"] == "SUCCESS", report
    loads = "SELECT count(*) AS n, count(DISTINCT xmin::text) AS loads, count(DISTINCT dwh_source_file) AS files"
    assert rows(database, f"{loads} FROM bronze_acme.item") == [(48, 4, 16)]
    assert {f["ledger"]["loaded"] for f in report["files"]} == {3}
    attempts = "SELECT status, attempt, count(*) FROM tools.job_execution_log WHERE job_name = 'load_to_bronze'"
    assert rows(database, f"{attempts} GROUP BY 1, 2") == [("SUCCESS", 1, 16)]
    ended = [e for e in heard if isinstance(e, events.StageEnded) and e.stage == "load_to_bronze"]
    assert [e.rows for e in ended] == [3] * 16


def test_a_row_that_the_table_refuses_holds_up_its_own_file_alone(
    acme: Service, database: Database, tmp_path: Path
) -> None:
    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", "1000" if number == 3 else str(number)))
    report = acme.run(acme.plan("acme", Mode.START))
    assert [f["status"] for f in report["files"]] == ["SUCCESS"] * 3 + ["FAILED"] + ["SUCCESS"] * 4
    assert "violates check constraint" in report["files"][3]["problems"][0]["message"]
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(21,)]
    drop(tmp_path, "../success/item3_BATCH000001.csv", GOOD)
    assert acme.run(acme.plan("acme", Mode.RESTART))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(24,)]


def test_what_a_trigger_takes_out_is_missed_in_the_file_it_belongs_to(
    acme: Service, database: Database, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        connection.execute(
            "CREATE FUNCTION public.drop_one() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN IF NEW.price = 777 THEN RETURN NULL; END IF; RETURN NEW; END $$"
        )
        connection.execute(
            "CREATE TRIGGER drop_one BEFORE INSERT ON bronze_acme.item FOR EACH ROW EXECUTE FUNCTION public.drop_one()"
        )
    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", "777" if number == 5 else str(number)))
    report = acme.run(acme.plan("acme", Mode.START))
    wrong = [f for f in report["files"] if f["status"] != "SUCCESS"]
    assert [(f["physical_file_name"], f["problems"][-1]["code"]) for f in wrong] == [
        ("item5_BATCH000001.csv", "ledger")
    ]
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(23,)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cancel_loads_all_that_is_on_record_as_loaded(
    acme: Service, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The cancel comes just before, or just after, the transaction of several files."""
    token, load = CancelToken(), PgBronze.load

    def cancelled(self: PgBronze, run: Any, files: Any, *rest: Any) -> int:
        if when == "before":
            token.cancel()
        loaded = load(self, run, files, *rest)
        token.cancel()
        return loaded

    monkeypatch.setattr(PgBronze, "load", cancelled)
    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", str(number)))
    report = acme.run(acme.plan("acme", Mode.START), cancel=token)
    assert report["status"] == "CANCELLED"
    there = dict(rows(database, "SELECT dwh_source_file, count(*) FROM bronze_acme.item GROUP BY 1"))
    assert {f["physical_file_name"]: f["ledger"]["loaded"] for f in report["files"]} == {
        f["physical_file_name"]: there.get(f["physical_file_name"], 0) for f in report["files"]
    }
    assert bool(there) == (when == "after")
    monkeypatch.setattr(PgBronze, "load", load)
    assert acme.run(acme.plan("acme", Mode.RESTART))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(24,)]


def test_a_transaction_that_fails_is_tried_again_by_each_file(
    acme: Service, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = PgBronze.load

    def struck(self: PgBronze, run: Any, files: Any, *rest: Any) -> int:
        if len(files) > 1:
            raise DatabaseError("PostgreSQL: deadlock detected [40P01]", "Restart the batch.")
        return load(self, run, files, *rest)

    monkeypatch.setattr(PgBronze, "load", struck)
    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", str(number)))
    assert acme.run(acme.plan("acme", Mode.START))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) AS n, count(DISTINCT dwh_source_file) AS files FROM bronze_acme.item") == [
        (24, 8)
    ]


def test_what_cannot_be_encoded_together_is_encoded_by_each_file(
    acme: Service, database: Database, tmp_path: Path
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no memory for it")

    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", str(number)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "together", broken)
        report = acme.run(acme.plan("acme", Mode.START))
    assert {f["status"] for f in report["files"]} == {"SUCCESS"}
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(24,)]


def test_what_happens_after_the_common_load_leaves_what_was_loaded_on_record(
    acme: Service, database: Database, tmp_path: Path
) -> None:
    def hear(event: events.Event) -> None:
        if isinstance(event, events.StageEnded) and event.stage == "load_to_bronze":
            for path in (tmp_path / "storage/data/acme/shop/incoming").glob("item3*"):
                path.unlink()

    acme.workers = 1
    for number in range(8):
        drop(tmp_path, f"item{number}.csv", GOOD.replace("1.50", str(number)))
    report = acme.run(acme.plan("acme", Mode.START), hear)
    (failed,) = (f for f in report["files"] if f["status"] != "SUCCESS")
    assert [p["code"] for p in failed["problems"]][-1] == "earlier_load", "its rows stand, and that is said"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(24,)]
    assert acme.run(acme.plan("acme", Mode.RESTART))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(24,)]


def test_what_is_packed_into_small_files_is_not_held_in_memory(acme: Service, tmp_path: Path) -> None:
    """A file of a few kB that is large inside goes alone; at most some megabytes wait at a time."""
    waiting: list[int] = []
    together = small_files.encode_together

    def seen(loads: Any) -> Any:
        waiting.append(sum(load.in_memory.nbytes for load in loads))
        return together(loads)

    config = {**CONFIG, "files": [{**CONFIG["files"][0], "file_pattern": "item*.csv.gz"}]}
    acme.import_config("acme", config)
    for number in range(8):
        lines = "".join(f"{n},1\n" for n in range(number, 60_000 if number % 2 else 50 + number))
        path = tmp_path / f"storage/raw/acme/shop/incoming/item{number}.csv.gz"
        path.write_bytes(gzip.compress(f"id,price\n{lines}".encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_files, "encode_together", seen)
        assert acme.run(acme.plan("acme", Mode.START))["status"] == "SUCCESS"
    assert 0 < max(waiting) < 32 * (256 << 10)
