"""A batch can be taken out of bronze, silver and gold, and loaded again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.errors import UsageError
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import Mode, UnderWay
from etl_console.resources import resource_path

CLIENT = "client1"


def deliver(tmp_path: Path, name: str, lines: list[str]) -> None:
    target = tmp_path / "storage/raw/client1/crm/incoming" / name
    target.write_text("\n".join(lines) + "\n")


def rows_of(database: Database) -> dict[str, Any]:
    """What stands in each table of the layers, without clocks and surrogate keys."""
    found = {}
    with database.transaction() as connection:
        for layer, table, columns in (
            ("bronze", "crm_cust_info", "cst_id, cst_firstname, dwh_batch_id"),
            ("silver", "crm_cust_info", "cst_id, cst_firstname, dwh_batch_id"),
            ("gold", "dim_customers", "customer_id, first_name, dwh_batch_id"),
            ("gold", "mv_customer_churn", "segment"),
        ):
            rows = connection.execute(f"SELECT {columns} FROM {layer}_{CLIENT}.{table} ORDER BY 1, 2, 3".replace(
                ", 2, 3", "" if "," not in columns else ", 2, 3")).fetchall()  # fmt: skip
            found[f"{layer}.{table}"] = [tuple(r.values()) for r in rows]
    return found


@pytest.fixture
def two_batches(service: Service, database: Database, tmp_path: Path) -> dict[str, Any]:
    """Two batches of customers, the second renames one of the first and adds one; returns the rows after the first."""
    demo.install(service, database, CLIENT)
    lines = resource_path("sample", CLIENT, "incoming", "crm", "cust_info.csv").read_text().splitlines()[:20]
    deliver(tmp_path, "cust_info.csv", lines)
    assert service.run(service.plan(CLIENT, Mode.START))["status"] == "SUCCESS"
    first = rows_of(database)
    renamed = lines[1].split(",")
    renamed[2] = "Renamed"
    added = ["99999", "AW00099999", "New", "One", "S", "F", "2026-01-01"]
    deliver(tmp_path, "cust_info_2.csv", [lines[0], ",".join(renamed), ",".join(added)])
    assert service.run(service.plan(CLIENT, Mode.START))["status"] == "SUCCESS"
    return first


def test_an_undone_batch_leaves_what_was_there_before_it_and_can_be_loaded_again(
    service: Service, database: Database, two_batches: dict[str, Any]
) -> None:
    second = rows_of(database)
    assert second != two_batches
    plan = service.undo_plan(CLIENT, "BATCH000002")
    by_layer = {d.layer: d.rows for d in plan.deletes}
    assert by_layer == {"bronze": 2, "silver": 2, "gold": 2}
    assert rows_of(database) == second, "a plan changes nothing"
    for _ in range(2):
        report = service.undo(service.undo_plan(CLIENT, "BATCH000002"))
        assert report["status"] == "UNDONE"
        assert rows_of(database) == two_batches
    file = report["files"][0]
    assert file["ledger"] == {"read": 2, "loaded": 0, "rejected": 0, "quarantined": 0, "skipped": 2}
    again = service.run(service.plan(CLIENT, Mode.RESTART, batch="BATCH000002"))
    assert again["status"] == "SUCCESS", again
    assert rows_of(database) == second


def test_a_batch_under_way_says_what_its_run_does(service: Service, two_batches: dict[str, Any]) -> None:
    seen: list[UnderWay | None] = []

    def look(event: events.Event) -> None:
        if isinstance(event, events.StageStarted):
            seen.append(service.batch(CLIENT, event.batch_id).under_way)

    plan = service.undo_plan(CLIENT, "BATCH000002")
    service.undo(plan, "by mistake", look)
    assert seen and set(seen) == {UnderWay("undo", tuple(s.name for s in plan.steps))}
    seen.clear()
    again = service.plan(CLIENT, Mode.RESTART, batch="BATCH000002")
    service.run(again, look)
    assert seen and set(seen) == {UnderWay("restart", tuple(s.name for s in again.steps))}
    assert service.batch(CLIENT, "BATCH000002").under_way is None


def test_content_of_an_undone_batch_is_not_held_as_loaded_before(
    service: Service, two_batches: dict[str, Any], tmp_path: Path
) -> None:
    service.undo(service.undo_plan(CLIENT, "BATCH000002"))
    claimed = tmp_path / "storage/raw/client1/crm/success/cust_info_2_BATCH000002.csv"
    (tmp_path / "storage/raw/client1/crm/incoming/cust_info_3.csv").write_bytes(claimed.read_bytes())
    assert [f.state.original_file_name for f in service.plan(CLIENT, Mode.START).files] == ["cust_info_3.csv"]


def test_a_held_batch_is_not_undone(service: Service, two_batches: dict[str, Any], database: Database) -> None:
    plan = service.undo_plan(CLIENT, "BATCH000002")
    before = rows_of(database)
    service.upkeep.hold(CLIENT, "BATCH000002", "audit of the year")
    for undo in (lambda: service.undo_plan(CLIENT, "BATCH000002"), lambda: service.undo(plan)):
        with pytest.raises(UsageError, match="audit of the year") as caught:
            undo()
        assert caught.value.code == "batch_held"
    assert rows_of(database) == before


def test_undoing_what_is_not_there_says_so(service: Service, two_batches: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="no batch BATCH000009"):
        service.undo_plan(CLIENT, "BATCH000009")
