"""Routines are called whatever their form; a wrong one is refused before the batch starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl_console.db.connect import Database
from etl_console.errors import ConfigurationError, DatabaseError
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from tests.integration.test_batches import CONFIG, drop, rows

FORMS = {
    "standard": "PROCEDURE tools.r(p_client_schema text, p_batch_id text, INOUT p_rows bigint)",
    "function": "FUNCTION tools.r(batch_id varchar, client_schema text) RETURNS integer",
    "no arguments": "PROCEDURE tools.r()",
    "unnamed": "PROCEDURE tools.r(text, text)",
    "client id and an optional one": "PROCEDURE tools.r(p_client_id integer, p_batch text, p_mode text DEFAULT 'x')",
    "out": "PROCEDURE tools.r(p_batch_id text, OUT p_rows bigint)",
}


@pytest.fixture
def shop(service: Service, database: Database, tmp_path: Path) -> Service:
    """A client with one file, one transformation `tools.r` and a file waiting."""
    config: dict[str, Any] = {**CONFIG, "transformation": [{"procedure": "tools.r", "logical_source_file": "item"}]}
    service.add_client("acme", "Acme", config)
    with database.transaction() as connection:
        connection.execute(
            "CREATE TABLE bronze_acme.item (id integer, price numeric, dwh_batch_id text NOT NULL);"
            "CREATE TABLE public.called (what text)"
        )
    drop(tmp_path, "item.csv", "id,price\n1,1\n")
    return service


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_called(shop: Service, database: Database, form: str) -> None:
    sets_rows = " p_rows := 7;" if "p_rows" in FORMS[form] else " RETURN 7;" if "FUNCTION" in FORMS[form] else ""
    with database.transaction() as connection:
        connection.execute(
            f"CREATE {FORMS[form]} LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.called VALUES"
            f" (current_setting('etl_console.batch_id'));{sets_rows} END $$"
        )
    report = shop.run(shop.plan("acme", Mode.START))
    assert report["status"] == "SUCCESS"
    assert rows(database, "SELECT what FROM public.called") == [("BATCH000001",)]
    assert report["steps"][0]["rows"] == (7 if sets_rows else None)


def test_a_missing_an_ambiguous_and_an_uncallable_routine_are_refused_first(shop: Service, database: Database) -> None:
    for statement, code in (
        ("SELECT 1", "routine_missing"),
        ("CREATE PROCEDURE tools.r(p_colour text) LANGUAGE sql AS ''", "routine_arguments"),
        (
            "CREATE PROCEDURE tools.r() LANGUAGE sql AS ''; CREATE PROCEDURE tools.r(p_client_id integer)"
            " LANGUAGE sql AS ''",
            "routine_ambiguous",
        ),
    ):
        with database.transaction() as connection:
            connection.execute(statement)
        with pytest.raises(ConfigurationError) as raised:
            shop.plan("acme", Mode.START)
        assert raised.value.code == code
    assert shop.batches("acme") == []


def test_a_failing_routine_is_logged_as_postgresql_said_it(shop: Service, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(
            "CREATE PROCEDURE tools.r() LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no bananas' USING DETAIL = 'none',"
            " HINT = 'buy some', ERRCODE = 'P0001'; END $$"
        )
    report = shop.run(shop.plan("acme", Mode.START))
    assert report["status"] == "FAILED"
    assert "no bananas" in report["steps"][0]["error"]
    assert rows(database, "SELECT status, sqlstate, message, detail, hint, context FROM tools.transformation_log") == [
        ("FAILED", "P0001", "no bananas", "none", "buy some", "PL/pgSQL function tools.r() line 1 at RAISE")
    ]


def test_an_sql_file_is_one_task(shop: Service, database: Database, tmp_path: Path) -> None:
    config = shop.export_config("acme")
    config["transformation"] = [{"procedure": "acme/copy.sql", "logical_source_file": "item"}]
    shop.import_config("acme", config)
    with pytest.raises(ConfigurationError, match=r"copy\.sql"):
        shop.plan("acme", Mode.START)
    script = tmp_path / "storage/sql/acme/copy.sql"
    script.parent.mkdir(parents=True)
    script.write_text(
        "DELETE FROM public.called WHERE what = current_setting('etl_console.batch_id');\n"
        "INSERT INTO public.called SELECT dwh_batch_id FROM bronze_{client}.item;\n"
    )
    assert shop.run(shop.plan("acme", Mode.START))["status"] == "SUCCESS"
    shop.run(shop.plan("acme", Mode.REPROCESSING))
    assert rows(database, "SELECT what FROM public.called") == [("BATCH000001",)]


def test_a_circle_of_dependencies_is_refused_when_it_is_saved(shop: Service) -> None:
    config = shop.export_config("acme")
    config["integration"] = [
        {"procedure": "tools.a", "depends_on": ["tools.b"]},
        {"procedure": "tools.b", "depends_on": ["tools.a"]},
    ]
    before = shop.export_config("acme")
    with pytest.raises(ConfigurationError, match="in a circle"):
        shop.import_config("acme", config)
    with pytest.raises(DatabaseError, match="cycle"):  # whoever writes it
        shop._store.clients.import_config("acme", config, "somebody", "")
    assert shop.export_config("acme") == before
