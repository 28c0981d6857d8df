"""One delivered file that feeds several logical source files: the sheets of a workbook, the lists of a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl_console.db.connect import Database
from etl_console.pipeline.execution import Execution
from etl_console.pipeline.service import Service
from etl_console.records import Mode


def logical(name: str, kind: str, pattern: str, settings: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    return {
        "logical_source_file": name, "source_system": "shop", "source_type": kind, "file_pattern": pattern,
        "target_table": name, "source_config": settings,
        "columns": [{"source_column": c, "target_column": c.replace("items_", "")} for c in columns],
    }  # fmt: skip


@pytest.fixture
def shop(service: Service, database: Database) -> Iterator[Service]:
    """A client whose workbook has two sheets and whose JSON has orders with items."""
    files = [
        logical("customers", "xlsx", "book*.xlsx", {"sheet": "customers"}, ["id", "name"]),
        logical("products", "xlsx", "book*.xlsx", {"sheet": "products"}, ["id", "price"]),
        logical("orders", "json", "orders*.json", {}, ["id", "day"]),
        logical("order_items", "json", "orders*.json", {"explode": "items"}, ["id", "items_sku"]),
    ]
    service.add_client("acme", "Acme", {"client_name": "Acme", "files": files})
    with database.transaction() as connection:
        for table, columns in (
            ("customers", "id integer, name text"), ("products", "id integer, price numeric(10,2)"),
            ("orders", "id integer, day date"), ("order_items", "id integer, sku text"),
        ):  # fmt: skip
            connection.execute(
                f"CREATE TABLE bronze_acme.{table} ({columns}, dwh_batch_id text NOT NULL)"  # type: ignore[arg-type, unused-ignore]
            )
    yield service


def deliver(root: Path, price: Any = 2.5) -> None:
    """A workbook and a JSON file in acme's incoming folder."""
    incoming = root / "storage/raw/acme/shop/incoming"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "customers"
    for row in (["id", "name"], [1, "Budi"], [2, "Ani"]):
        sheet.append(row)
    sheet = book.create_sheet("products")
    for row in (["id", "price"], [7, price]):
        sheet.append(row)
    book.save(incoming / "book.xlsx")
    orders = [
        {"id": 1, "day": "2025-01-02", "items": [{"sku": "a"}, {"sku": "b"}]},
        {"id": 2, "day": "2025-01-03", "items": [{"sku": "c"}]},
    ]
    (incoming / "orders.json").write_text(json.dumps(orders))


def rows(database: Database, table: str) -> int:
    with database.transaction() as connection:
        found = connection.execute(f"SELECT count(*) AS n FROM bronze_acme.{table}").fetchone()  # type: ignore[arg-type, unused-ignore]
    assert found is not None
    return int(found["n"])


def test_each_logical_file_is_loaded_from_its_part(shop: Service, database: Database, tmp_path: Path) -> None:
    deliver(tmp_path)
    plan = shop.plan("acme", Mode.START)
    assert [f.state.logical_source_file for f in plan.files] == ["customers", "products", "order_items", "orders"]
    report = shop.run(plan)
    assert report["status"] == "SUCCESS"
    assert [rows(database, t) for t in ("customers", "products", "orders", "order_items")] == [2, 1, 2, 3]
    raw = tmp_path / "storage/raw/acme/shop"
    assert list((raw / "incoming").iterdir()) == []
    assert sorted(p.name for p in (raw / "success").iterdir()) == [
        "book.products_BATCH000001.xlsx", "book_BATCH000001.xlsx", "orders.orders_BATCH000001.json",
        "orders_BATCH000001.json",
    ]  # fmt: skip
    (raw / "incoming/orders.json").write_bytes((raw / "success/orders_BATCH000001.json").read_bytes())
    plan = shop.plan("acme", Mode.START)
    assert not plan.files and [n.code for n in plan.notes] == ["loaded_before"]


def test_a_part_that_fails_is_restarted_alone(shop: Service, database: Database, tmp_path: Path) -> None:
    deliver(tmp_path, price="dear")
    report = shop.run(shop.plan("acme", Mode.START))
    assert report["status"] == "FAILED"
    assert [f["logical_source_file"] for f in report["files"] if f["status"] == "FAILED"] == ["products"]
    config = shop.export_config("acme")
    products = next(f for f in config["files"] if f["logical_source_file"] == "products")
    products["source_config"] = {"sheet": "products", "null_words": ["dear"]}
    shop.import_config("acme", config, "a word for no price")
    plan = shop.plan("acme", Mode.RESTART)
    assert [f.state.logical_source_file for f in plan.files] == ["products"]
    assert shop.run(plan)["status"] == "SUCCESS"
    assert [rows(database, t) for t in ("customers", "products")] == [2, 1]


@pytest.mark.parametrize("moved", [False, True], ids=["before the move", "before the copies"])
def test_a_run_killed_while_it_claims_parts_is_taken_up(
    shop: Service, database: Database, tmp_path: Path, moved: bool
) -> None:
    deliver(tmp_path)
    plan = shop.plan("acme", Mode.START)
    execution = Execution(shop._store, shop._storage, shop._planning, shop.who, shop.host, 1)
    run = execution.open(plan)  # the claim is on record, nothing is moved: as a kill right after leaves it
    if moved:
        raw = tmp_path / "storage/raw/acme/shop"
        (raw / "incoming/book.xlsx").rename(raw / "success/book_BATCH000001.xlsx")
    assert run.batch_id == "BATCH000001"
    report = shop.run(shop.plan("acme", Mode.RESTART))
    assert report["status"] == "SUCCESS"
    assert [rows(database, t) for t in ("customers", "products", "orders", "order_items")] == [2, 1, 2, 3]


def test_parts_are_claimed_together_or_not_at_all(shop: Service, tmp_path: Path) -> None:
    deliver(tmp_path)
    plan = shop.plan("acme", Mode.START, files=["products"])
    assert [f.state.logical_source_file for f in plan.files] == ["customers", "products"]
