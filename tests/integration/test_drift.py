"""Changed columns: told with evidence, held where the policy says so, decided once, and the files that waited go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl_console.db.connect import Database
from etl_console.errors import UsageError
from etl_console.pipeline.service import Service
from etl_console.records import DriftItem, Mode
from tests.integration.test_batches import CONFIG, drop, rows


@pytest.fixture
def shop(service: Service, database: Database, tmp_path: Path) -> Service:
    """A client whose first file has set what is agreed on."""
    service.add_client("acme", "Acme", CONFIG)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer, price numeric(10,2), discount numeric(10,2), note text,"
            " dwh_batch_id text NOT NULL, dwh_source_line bigint)"
        )
    assert start(service, tmp_path, "id,price\n1,1.50\n2,2.75\n")["status"] == "SUCCESS"
    return service


def start(shop: Service, tmp_path: Path, text: str) -> dict[str, Any]:
    drop(tmp_path, "item.csv", text)
    return shop.run(shop.plan("acme", Mode.START))


def open_items(shop: Service) -> dict[tuple[str, str], DriftItem]:
    return {(i.kind, i.column_name): i for i in shop.drift.items("acme") if i.is_open}


def go_on(shop: Service, waiting: Any, mode: Mode = Mode.RESTART) -> list[str]:
    """Run what a decision released; the statuses of the batches."""
    return [shop.run(shop.plan("acme", mode, batch=b, files=f))["status"] for b, f in waiting.items()]


def test_by_default_a_new_column_goes_on_as_before_and_is_noted(shop: Service, tmp_path: Path) -> None:
    report = start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    assert report["status"] == "SUCCESS"
    assert [p["code"] for p in report["files"][0]["problems"]] == ["source_column_unmapped"]
    (item,) = open_items(shop).values()
    assert (item.kind, item.status, item.policy, item.version, item.baseline) == ("new", "NOTED", "evolve", 2, 1)
    assert item.evidence["now"] == {"kind": "decimal", "fill": 1.0, "samples": ["0.50"]}
    assert start(shop, tmp_path, "id,price,discount\n4,4.50,0.75\n")["status"] == "SUCCESS"
    assert len(shop.drift.items("acme")) == 1, "what was noted once is not told again"
    assert [(v.version, v.agreed_at is not None) for v in shop.drift.versions("acme", "item")] == [(2, True), (1, True)]


def test_a_held_file_waits_and_goes_on_once_its_new_column_is_mapped(
    shop: Service, database: Database, tmp_path: Path
) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    first = start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    second = start(shop, tmp_path, "id,price,discount\n4,5.50,0.75\n")
    for report in (first, second):
        assert report["status"] == "FAILED"
        assert "drift_held" in [p["code"] for p in report["files"][0]["problems"]]
    assert len(open_items(shop)) == 1, "one decision for all files of the version"
    (again,) = [shop.run(shop.plan("acme", Mode.RESTART, batch=first["batch_id"]))]
    assert again["status"] == "FAILED", "without a decision it waits on"
    item = open_items(shop)["new", "discount"]
    with pytest.raises(UsageError, match="cannot go to"):
        shop.drift.decide("acme", item.drift_id, "map", "price")
    decided = shop.drift.decide("acme", item.drift_id, "map", "discount", "agreed with the shop")
    assert decided.is_agreed and len(decided.waiting) == 2
    assert go_on(shop, decided.waiting) == ["SUCCESS", "SUCCESS"]
    assert rows(database, "SELECT id, discount::text FROM bronze_acme.item WHERE id > 2 ORDER BY id") == [
        (3, "0.50"), (4, "0.75"),
    ]  # fmt: skip
    newest = shop.config_history("acme")[0]
    assert (newest["table_name"], newest["reason"]) == ("column_mapping", "drift: map discount: agreed with the shop")
    assert open_items(shop) == {} and shop.drift.waiting("acme") == []
    with pytest.raises(UsageError, match="no open decision"):
        shop.drift.decide("acme", item.drift_id, "ignore")


def test_a_renamed_column_is_decided_and_reprocessing_completes_the_file(shop: Service, tmp_path: Path) -> None:
    report = start(shop, tmp_path, "id,item_price\n3,4.50\n4,7.25\n")
    assert "source_column_missing" in [p["code"] for p in report["files"][0]["problems"]], "as it always was"
    item = open_items(shop)["renamed", "item_price"]
    assert (item.was_name, item.status, item.policy) == ("price", "WAITING", "evolve")
    decided = shop.drift.decide("acme", item.drift_id, "rename")
    assert go_on(shop, decided.waiting, Mode.REPROCESSING) == ["SUCCESS"]
    assert [c.source_column for c in shop.config("acme").files[0].columns] == ["id", "item_price"]


def test_each_change_is_decided_for_itself_and_the_last_one_releases(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    start(shop, tmp_path, "id,note,discount\nA7,first words here,0.5\nB8,and some more,0.7\n")
    items = open_items(shop)
    assert set(items) == {("retyped", "id"), ("missing", "price"), ("new", "note"), ("new", "discount")}
    shop.drift.decide("acme", items["missing", "price"].drift_id, "drop")
    left = shop.drift.decide("acme", items["new", "discount"].drift_id, "ignore")
    assert not left.is_agreed and left.waiting == {}
    shop.drift.decide("acme", items["new", "note"].drift_id, "ignore")
    last = shop.drift.decide("acme", items["retyped", "id"].drift_id, "accept")
    assert last.is_agreed and len(last.waiting) == 1


def test_the_same_change_in_files_of_several_forms_is_decided_once(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    start(shop, tmp_path, "id,price,discount,note\n4,5.50,0.75,one\n")
    discounts = [i for i in shop.drift.items("acme") if i.column_name == "discount"]
    assert [i.version for i in discounts] == [3, 2]
    decided = shop.drift.decide("acme", discounts[1].drift_id, "map", "discount")
    assert (decided.is_agreed, len(decided.waiting), decided.also) == (True, 1, (3,))
    assert set(open_items(shop)) == {("new", "note")}, "of the other form only what is its own is asked"
    last = shop.drift.decide("acme", open_items(shop)["new", "note"].drift_id, "ignore")
    assert last.is_agreed and last.also == ()
    assert go_on(shop, decided.waiting) == go_on(shop, last.waiting) == ["SUCCESS"]


def test_a_required_column_cannot_be_dropped(shop: Service, tmp_path: Path) -> None:
    start(shop, tmp_path, "price\n1.25\n")
    item = open_items(shop)["missing", "id"]
    with pytest.raises(UsageError, match="required"):
        shop.drift.decide("acme", item.drift_id, "drop")


def test_with_the_policy_fail_nothing_is_decided_until_it_is_changed(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "fail")
    shop.drift.set_policy("acme", "item", "evolve", "price")
    report = start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    assert "drift_refused" in [p["code"] for p in report["files"][0]["problems"]]
    item = open_items(shop)["new", "discount"]
    with pytest.raises(UsageError, match="policy"):
        shop.drift.decide("acme", item.drift_id, "ignore")
    shop.drift.set_policy("acme", "item", "hold")
    assert go_on(shop, shop.drift.decide("acme", item.drift_id, "ignore").waiting) == ["SUCCESS"]
    assert start(shop, tmp_path, "id,price\n5,4.50\n")["status"] == "SUCCESS", "a version agreed on before comes back"
    assert start(shop, tmp_path, "id,price\n6,cheap\n7,dear\n")["status"] == "FAILED"
    assert {(i.kind, i.column_name, i.policy, i.status) for i in open_items(shop).values()} == {
        ("retyped", "price", "evolve", "NOTED"), ("missing", "discount", "evolve", "NOTED"),
    }, "price may evolve, and a column left out on purpose may go"  # fmt: skip


def test_a_mapping_changed_by_hand_settles_what_waited(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    report = start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    config = shop.export_config("acme")
    config["files"][0]["columns"].append({"source_column": "discount", "target_column": None})
    assert [w["agreed"] for w in shop.drift.waiting("acme")] == [False]
    assert "drift" in [n.kind for n in shop.insight.needs("acme")]
    shop.import_config("acme", config)
    assert [i.status for i in shop.drift.items("acme")] == ["SETTLED"], "at once, not with the next run"
    assert [w["agreed"] for w in shop.drift.waiting("acme")] == [True]
    assert "drift" not in [n.kind for n in shop.insight.needs("acme")]
    assert shop.run(shop.plan("acme", Mode.RESTART, batch=report["batch_id"]))["status"] == "SUCCESS"
    assert [i.status for i in shop.drift.items("acme")] == ["SETTLED"]


def test_another_policy_lets_the_file_go_on_with_the_next_run(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    report = start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    config = shop.export_config("acme")
    config["files"][0]["drift_policy"] = "evolve"
    shop.import_config("acme", config)
    assert shop.run(shop.plan("acme", Mode.RESTART, batch=report["batch_id"]))["status"] == "SUCCESS"
    assert [(i.status, i.policy) for i in shop.drift.items("acme")] == [("NOTED", "evolve")]


def test_what_was_agreed_on_before_is_not_agreed_on_again_by_a_save(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    shop.drift.decide("acme", open_items(shop)["new", "discount"].drift_id, "map", "discount")
    start(shop, tmp_path, "id,price\n4,4.50\n")  # as it was before: lacks what is mapped now
    assert [i.kind for i in open_items(shop).values()] == ["missing"]
    config = shop.export_config("acme")
    next(c for c in config["files"][0]["columns"] if c["source_column"] == "discount")["target_column"] = None
    shop.import_config("acme", config)
    agreed = {v.version: v.agreed_at for v in shop.drift.versions("acme", "item")}
    assert max(agreed, key=lambda v: agreed[v] or v) == 2


def test_saving_something_else_settles_nothing(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "hold")
    start(shop, tmp_path, "id,price,discount\n3,4.50,0.50\n")
    before = shop.configuration.read("acme")
    shop.configuration.save(before, {**before.config, "client_name": "Acme again"})
    assert [i.status for i in shop.drift.items("acme")] == ["WAITING"]
    assert [w["agreed"] for w in shop.drift.waiting("acme")] == [False]
    now = shop.configuration.read("acme")
    draft = now.draft()
    draft["files"][0]["columns"].append({"source_column": "discount", "target_column": None})
    shop.configuration.save(now, draft)
    assert [i.status for i in shop.drift.items("acme")] == ["SETTLED"]


def test_a_wrong_file_is_refused_and_nothing_is_agreed_on(shop: Service, tmp_path: Path) -> None:
    shop.drift.set_policy("acme", "item", "fail")
    start(shop, tmp_path, "id\n3\n")
    item = open_items(shop)["missing", "price"]
    assert [(n.kind, n.facts["files"]) for n in shop.insight.needs("acme") if n.kind == "drift"] == [
        ("drift", ["item: price"])
    ]
    refused = shop.drift.decide("acme", item.drift_id, "refuse", reason="the shop sends it again")
    assert not refused.is_agreed and refused.waiting == {}
    assert "drift" not in [n.kind for n in shop.insight.needs("acme")]
    assert [c.source_column for c in shop.config("acme").files[0].columns] == ["id", "price"]
    assert start(shop, tmp_path, "id,price\n3,4.50\n")["status"] == "SUCCESS"
    start(shop, tmp_path, "id\n4\n")
    assert ("missing", "price") in open_items(shop), "the same mistake is told again"
