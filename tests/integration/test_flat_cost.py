"""What older batches left in a table costs a load nothing, and loading again still replaces what was loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl_console.db import bronze
from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.integration.test_batches import drop, rows, shop

__all__ = ["shop"]


def count_deletes(database: Database) -> None:
    """From now on every DELETE of the item table leaves a row in public.deletes."""
    with database.transaction() as connection:
        connection.execute("CREATE TABLE public.deletes (at timestamptz DEFAULT now())")
        connection.execute(
            "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN INSERT INTO public.deletes DEFAULT VALUES; RETURN NULL; END $$"
        )
        connection.execute(
            "CREATE TRIGGER note BEFORE DELETE ON bronze_acme.item FOR EACH STATEMENT EXECUTE FUNCTION public.note()"
        )


def test_a_first_load_deletes_nothing(shop: Service, database: Database, tmp_path: Path) -> None:
    count_deletes(database)
    for number in range(3):
        drop(tmp_path, "item.csv", f"id,price\n{number},1\n")
        assert shop.run(shop.plan("acme", Mode.START))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM public.deletes") == [(0,)]
    for _ in range(2):
        assert shop.run(shop.plan("acme", Mode.REPROCESSING, batch="BATCH000002"))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM public.deletes") == [(2,)]
    assert rows(database, "SELECT id, dwh_batch_id FROM bronze_acme.item ORDER BY 1") == [
        (0, "BATCH000001"), (1, "BATCH000002"), (2, "BATCH000003"),
    ]  # fmt: skip


def test_rows_whose_load_is_not_on_record_are_replaced(shop: Service, database: Database, tmp_path: Path) -> None:
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    assert shop.run(shop.plan("acme", Mode.START))["status"] == "SUCCESS"
    with database.transaction() as connection:
        connection.execute("UPDATE tools.file_audit_log SET rows_in_bronze = NULL")  # as a version before left it
    assert shop.run(shop.plan("acme", Mode.REPROCESSING))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item") == [(1,)]


def test_a_large_table_gets_an_index_to_find_a_batch_by(
    shop: Service, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bronze, "_LARGE", 0)
    with database.transaction() as connection:
        connection.execute("DROP INDEX IF EXISTS bronze_acme.item_dwh_batch_id_idx")
        connection.execute(
            "INSERT INTO bronze_acme.item (id, dwh_batch_id) SELECT i, 'BATCH' || to_char(i / 1000, 'FM000000')"
            " FROM generate_series(500000, 700000) AS i"
        )
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    assert shop.run(shop.plan("acme", Mode.START))["status"] == "SUCCESS"
    assert shop.run(shop.plan("acme", Mode.REPROCESSING))["status"] == "SUCCESS"
    assert "brin" in str(rows(database, "SELECT indexdef FROM pg_indexes WHERE tablename = 'item'"))
    with database.transaction() as connection:
        connection.execute("SET LOCAL enable_seqscan = off")
        plan = connection.execute("EXPLAIN DELETE FROM bronze_acme.item WHERE dwh_batch_id = 'BATCH000600'").fetchall()
    assert "Bitmap Index Scan" in str(plan)
    assert shop.run(shop.plan("acme", Mode.REPROCESSING))["status"] == "SUCCESS"
    assert rows(database, "SELECT count(*) FROM bronze_acme.item WHERE dwh_batch_id = 'BATCH000001'") == [(1,)]
