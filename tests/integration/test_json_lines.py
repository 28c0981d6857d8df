"""JSON, one object a line, from the folder to bronze: its records are sent while they are read, and may have to be sent
again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from etl_console.db.connect import Database
from etl_console.pipeline import file_load
from etl_console.pipeline.lane import Lane
from etl_console.pipeline.readers import json as reader
from etl_console.pipeline.readers import json_blocks
from etl_console.pipeline.service import Service
from etl_console.records import Mode

RECORDS = 40_000
LATE = 35_001


@pytest.mark.parametrize(("late", "quarantined", "price"), [(2.25, 1, "2.25"), ("dear", 2, None)])
def test_a_type_that_changes_late_leaves_an_exact_ledger(
    late: Any,
    quarantined: int,
    price: str | None,
    service: Service,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lanes: list[Lane] = []

    class Seen(Lane):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            lanes.append(self)

    monkeypatch.setattr(file_load, "Lane", Seen)
    monkeypatch.setattr(json_blocks, "_BLOCK", 256 << 10)
    monkeypatch.setattr(reader, "_LOOKED_AT", 256 << 10)
    monkeypatch.setattr(reader, "_PLACES", 0)
    file = {
        "logical_source_file": "item", "source_system": "shop", "source_type": "json", "file_pattern": "item*.json",
        "target_table": "item", "required": ["id"],
        "columns": [{"source_column": c, "target_column": c} for c in ("id", "price", "note")],
        "null_policy": "quarantine", "bad_value_policy": "quarantine",
    }  # fmt: skip
    service.add_client("acme", "Acme", {"client_name": "Acme", "defaults": {"max_reject_share": 0.1}, "files": [file]})
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer NOT NULL, price numeric(10,2), note text,"
            " dwh_batch_id text NOT NULL, dwh_source_line bigint)"
        )
    records = [{"id": n, "price": n % 100, "note": f"a note of some length, number {n}"} for n in range(1, RECORDS + 1)]
    records[LATE - 1]["price"] = late
    records[499]["id"] = None
    lines = [json.dumps(r) for r in records]
    lines[899] = '{"id": 900, "price"'
    (tmp_path / "storage/raw/acme/shop/incoming/item.json").write_text("\n".join(lines))

    report = service.run(service.plan("acme", Mode.START))

    assert report["status"] == "SUCCESS", report
    assert report["files"][0]["ledger"] == {
        "read": RECORDS, "loaded": RECORDS - 1 - quarantined, "rejected": 1, "quarantined": quarantined, "skipped": 0,
    }  # fmt: skip
    kept = [n for n in range(1, RECORDS + 1) if n not in (500, 900) and (n != LATE or price)]
    with database.transaction() as connection:
        found = connection.execute(
            "SELECT count(*) AS n, count(DISTINCT id) AS ids, bool_and(id = dwh_source_line) AS same,"
            " sum(id) AS total, min(price) FILTER (WHERE id = %s)::text AS late, sum(price) AS price"
            " FROM bronze_acme.item",
            [LATE],
        ).fetchone()
    assert found is not None
    assert (found["n"], found["ids"], found["same"], found["total"], found["late"]) == (
        len(kept), len(kept), True, sum(kept), price,
    )  # fmt: skip
    rest = sum(n % 100 for n in kept if n != LATE)
    assert float(found["price"]) == rest + float(price or 0)
    rejects = service.rejects("acme", "BATCH000001")
    assert sorted(r["source_line"] for r in rejects) == [500, 900, LATE][: 1 + quarantined]
    assert [lane.records > 20_000 for lane in lanes] == [True, True]  # all was sent, and sent again
