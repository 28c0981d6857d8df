"""The sample clients come from their files to gold with the figures that are known of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.records import Mode


def run(service: Service, mode: Mode, client: str = "client1", **narrowed: Any) -> dict[str, Any]:
    """Plan and run."""
    return service.run(service.plan(client, mode, **narrowed))


def wrong_figures(database: Database, client: str) -> list[dict[str, Any]]:
    """The known figures that do not come out."""
    return [f for f in demo.check_figures(database, client) if not f["ok"]]


@pytest.mark.parametrize("client", demo.CLIENTS)
def test_known_figures_after_one_run_and_after_three(service: Service, database: Database, client: str) -> None:
    demo.install(service, database, client)
    for number in (1, 2):
        demo.deliver_first_day(service, client)
        report = run(service, Mode.START, client, load_anyway=True)
        assert report["batch_id"] == f"BATCH{number:06}"
        assert report["status"] == "SUCCESS", report
        assert wrong_figures(database, client) == []
        for file in report["files"]:
            ledger = file["ledger"]
            assert ledger["read"] == sum(ledger[k] for k in ("loaded", "rejected", "quarantined", "skipped"))
    run(service, Mode.REPROCESSING, client, batch="BATCH000001")
    assert wrong_figures(database, client) == []


def test_the_second_day_shows_red_says_why_and_can_be_repaired(
    service: Service, database: Database, tmp_path: Path
) -> None:
    demo.install(service, database, "client1")
    demo.deliver_first_day(service, "client1")
    report = run(service, Mode.START)
    assert report["status"] == "SUCCESS"
    warned = [p for f in report["files"] for p in f["problems"] if p["facts"].get("policy") == "warn"]
    assert warned and all("loaded with the others" in p["remedy"] for p in warned)
    demo.deliver_second_day(service, tmp_path / "day2")
    report = run(service, Mode.START)
    assert report["status"] == "FAILED"
    by_name = {f["logical_source_file"]: f for f in report["files"]}
    assert {n: f["status"] for n, f in by_name.items()} == {
        "cust_info": "SUCCESS",
        "prd_info": "FAILED",
        "sales_details": "FAILED",
        "CUST_AZ12": "FAILED",
        "LOC_A101": "FAILED",
    }
    codes = {n: {p["code"] for p in f["problems"]} for n, f in by_name.items()}
    assert "source_column_missing" in codes["prd_info"]
    assert "malformed_record" in codes["sales_details"]
    assert "bad_value" in codes["CUST_AZ12"]
    assert "duplicate_key" in codes["LOC_A101"]
    bad = service.rejects("client1", "BATCH000002", by_name["CUST_AZ12"]["physical_file_name"])
    assert [(r["source_line"], r["column_name"], r["value"]) for r in bad] == [(19, "BDATE", "31/02/1971")]
    assert bad[0]["record"]["CID"].startswith("NASAW")
    assert {s["status"] for s in report["steps"] if s["stage"] != "transform"} == {"SKIPPED"}

    config = service.export_config("client1")
    for file in config["files"]:
        if file["logical_source_file"] == "prd_info":
            for column in file["columns"]:
                if column["source_column"] == "prd_cost":
                    column["source_column"] = "product_cost"
        file["bad_value_policy"] = "quarantine"
        file["duplicate_policy"] = "quarantine"
        file["malformed_policy"] = "quarantine"
    service.import_config("client1", config, "renamed by the source, and hold what is broken")
    again = run(service, Mode.RESTART)
    ledgers = {f["logical_source_file"]: f["ledger"] for f in again["files"]}
    assert again["status"] == "SUCCESS", again
    assert again["batch_id"] == "BATCH000002"
    assert ledgers["CUST_AZ12"]["quarantined"] == 1
    assert ledgers["LOC_A101"]["quarantined"] == 1
    assert ledgers["sales_details"]["rejected"] == 1
    assert wrong_figures(database, "client1") == []
