"""Names and values that mean harm: nothing outside the storage root or the client's schemas is touched, nothing is run."""

from __future__ import annotations

import copy
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.text import as_text
from etl_console.errors import EtlError, UsageError
from etl_console.pipeline import layout
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path
from tests.integration.test_batches import CONFIG, drop, shop, start

__all__ = ["shop"]

EVIL = ["x'); DROP TABLE tools.batch; --", 'x"; DROP TABLE tools.batch; --', "%s %(a)s {0} $1", "x\\'; --", "😀 ; ́"]

_any_text = st.text(st.sampled_from('a\\u0\0\ud800\n"é😀') | st.characters(), max_size=8)


def config_with(**changed: Any) -> dict[str, Any]:
    """The configuration of one file, with some of its keys changed."""
    config = copy.deepcopy(CONFIG)
    config["files"][0] |= changed
    return config


def test_a_configuration_or_client_that_leads_elsewhere_is_refused(service: Service, tmp_path: Path) -> None:
    for key, value in (
        ("source_system", "../../outside"), ("source_system", "a/b"), ("source_system", ".."), ("source_system", "x\0y"),
        ("logical_source_file", "../item"), ("target_schema", "pg_catalog"), ("target_schema", "tools"),
    ):  # fmt: skip
        with pytest.raises(EtlError):
            service.add_client("acme", "Acme", config_with(**{key: value}))
    for name in ("../../etc", "a b", "x; DROP SCHEMA tools", 'x"y', "", "a" * 200):
        with pytest.raises(EtlError):
            service.add_client(name, "Acme", CONFIG)
    assert not (tmp_path / "outside").exists()
    assert service.clients() == []


def test_sql_in_names_and_values_is_text_and_nothing_else(service: Service, database: Database, tmp_path: Path) -> None:
    for number, evil in enumerate(EVIL, 1):
        client = f"evil{number}"
        table, column = f"t {evil}"[:40], f"c {evil}"[:40]
        quoted = [n.replace('"', '""') for n in (table, column)]
        columns = [
            {"source_column": evil, "target_column": column}, {"source_column": "price", "target_column": "price"},
        ]  # fmt: skip
        keyed = config_with(target_table=table, columns=columns, required=[column], duplicate_key=[column])
        service.add_client(client, "Acme", keyed)
        place = f'bronze_{client}."{quoted[0]}"'
        with database.transaction() as connection:
            made = f'CREATE TABLE {place} ("{quoted[1]}" text NOT NULL, price text, dwh_batch_id text NOT NULL)'
            connection.execute(made.encode())
        head = '"' + evil.replace('"', '""') + '"'
        body = "".join('"' + f"{i} {evil}".replace('"', '""') + f'","{i}"\n' for i in (1, 2, 2, 3))
        incoming = tmp_path / f"storage/raw/{client}/shop/incoming"
        (incoming / f"item {evil.translate({92: None})}.csv").write_text(f"{head},price\n{body}")
        report = service.run(service.plan(client, Mode.START))
        assert report["status"] == "SUCCESS", report
        ledger = {"read": 4, "loaded": 3, "rejected": 0, "quarantined": 1, "skipped": 0}
        assert report["files"][0]["ledger"] == ledger
        with database.transaction() as connection:
            found = connection.execute(f'SELECT "{quoted[1]}" AS c FROM {place}'.encode()).fetchall()
            assert {r["c"] for r in found} == {f"{i} {evil}" for i in (1, 2, 3)}
            assert connection.execute("SELECT count(*) AS n FROM tools.batch").fetchone() == {"n": number}
        assert service.rejects(client, "BATCH000001")
        assert service.triage.groups(client, "BATCH000001")


def test_names_that_cannot_be_taken_hold_up_nothing_else(shop: Service, tmp_path: Path) -> None:
    incoming = tmp_path / "storage/raw/acme/shop/incoming"
    paths = [
        Path(os.fsdecode(os.fsencode(incoming) + b"/" + name))
        for name in (
            b"item\\..\\x.csv",
            b"item\n.csv",
            b"item\xff.csv",
            "item\u202evsc.exe.csv".encode(),
            b"item" + b"x" * 220 + b".csv",
        )
    ]
    for path in paths:
        path.write_text("id,price\n1,1\n")
    drop(tmp_path, "item.csv", "id,price\n2,2\n")
    plan = shop.plan("acme", Mode.START)
    assert [n.code for n in plan.notes] == ["unusable_name"] * len(paths)
    assert json.dumps(plan.to_json()).encode()
    report = shop.run(plan)
    assert [f["ledger"]["loaded"] for f in report["files"]] == [1]
    assert [path.read_text() for path in paths] == ["id,price\n1,1\n"] * len(paths)
    assert len(shop.insight.files("acme")) == len(paths) + 1
    strange = next(n for n in shop.insight.needs("acme") if n.kind == "unrecognised")
    assert len(strange.facts["files"]) == len(paths)
    assert "shop/item\\u202evsc.exe.csv" in strange.facts["files"]  # it cannot pass for another: shop/itemvsc.exe.csv
    for path in paths:
        assert layout.unusable(layout.usable(path.name)) == ""
        with pytest.raises(UsageError, match="cannot be delivered"):
            shop.deliver("acme", path, "shop")


def test_a_link_in_incoming_to_a_file_elsewhere_is_not_followed_out(shop: Service, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("id,price\n1,1\n")
    incoming = tmp_path / "storage/raw/acme/shop/incoming"
    (incoming / "item_link.csv").symlink_to(secret)
    drop(tmp_path, "item.csv", "id,price\n2,2\n")
    report = start(shop)
    assert secret.read_text() == "id,price\n1,1\n"
    loaded = [f for f in report["files"] if f["status"] == "SUCCESS"]
    assert [f["ledger"]["loaded"] for f in loaded] == [1]


def test_a_manifest_of_somebody_elses_making_moves_nothing(shop: Service, tmp_path: Path) -> None:
    victim = tmp_path / "storage/raw/victim.csv"
    victim.write_text("id\n")
    drop(tmp_path, "item.csv", "id,price\nbad\n")
    assert start(shop)["status"] == "FAILED"
    root = tmp_path / "storage"
    manifest = next((root / "batch_info/acme/failed").glob("*.json"))
    told = json.loads(manifest.read_text())
    text = json.dumps(told).replace("item_BATCH000001.csv", "../../../victim.csv")
    manifest.write_text(text)
    shop.run(shop.plan("acme", Mode.RESTART))
    assert victim.read_text() == "id\n"
    assert (root / "raw/acme/shop").exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.recursive(_any_text, lambda inner: st.lists(inner) | st.dictionaries(_any_text, inner), max_leaves=6))
@example("\\u0000")
@example("\\\0\0")
@example(["\\\\u0000\0", {"\0": "\ud800"}])
def test_whatever_is_told_of_a_file_can_be_recorded(database: Database, value: Any) -> None:
    with database.transaction() as connection:
        row = connection.execute("SELECT %s::jsonb AS told, %s::text AS text", [Jsonb(value), str(value)]).fetchone()
    assert row == {"told": _as_kept(value), "text": as_text(str(value))}


def _as_kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {as_text(k): _as_kept(v) for k, v in value.items()}
    return [_as_kept(v) for v in value] if isinstance(value, list) else as_text(value)


def test_a_file_of_random_bytes_holds_up_no_other(service: Service, database: Database, tmp_path: Path) -> None:
    demo.install(service, database, "client1")
    incoming = tmp_path / "storage/raw/client1/crm/incoming"
    for seed in range(12):
        (incoming / f"cust_info_{seed}.csv").write_bytes(random.Random(seed).randbytes(4000))
    (incoming / "cust_info_nul.csv").write_bytes(b'cst_id,"a\\u0000\0b",cst_key\n1,"\\\0",x\n')
    good = resource_path("sample", "client1", "incoming", "crm", "prd_info.csv")
    service.deliver("client1", good)
    report = service.run(service.plan("client1", Mode.START))
    states = {f["physical_file_name"]: f["status"] for f in report["files"]}
    assert states.pop("prd_info_BATCH000001.csv") == "SUCCESS"
    assert len(states) == 13 and set(states.values()) == {"FAILED"}
