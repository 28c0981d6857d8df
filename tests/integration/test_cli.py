"""The command line: exit codes, machine-readable answers, the same service as the window."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from etl_console.cli import main
from etl_console.resources import resource_path

ROOT = Path(__file__).parents[2]


class Console:
    """Runs commands against one database and one storage."""

    def __init__(self, dsn: str, home: Path) -> None:
        self.env = {**os.environ, "ETL_CONSOLE_DSN": dsn, "ETL_CONSOLE_HOME": str(home)}
        self.root = home / "storage"

    def __call__(self, *arguments: str) -> tuple[int, Any]:
        """Exit code and the JSON answer (or the text)."""
        done = subprocess.run(
            [sys.executable, "-m", "etl_console", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, _answer(done.stdout, done.stderr)

    def here(self, *arguments: str) -> tuple[int, Any]:
        """The same in this process: another one takes a second to begin. For commands that were begun as one already."""
        with (
            patch.dict(os.environ, self.env),
            redirect_stdout(io.StringIO()) as out,
            redirect_stderr(io.StringIO()) as err,
        ):
            code = main(arguments)
        return code, _answer(out.getvalue(), err.getvalue())


def _answer(out: str, err: str) -> Any:
    try:
        return json.loads(out)
    except ValueError:
        return out + err


@pytest.fixture
def console(embedded_database: str, tmp_path: Path) -> Console:
    """The command line on a fresh database."""
    return Console(embedded_database, tmp_path / "home")


def test_a_client_s_way_by_command_line(console: Console, tmp_path: Path) -> None:
    import psycopg

    config = json.loads(resource_path("sample/client1/client.json").read_text())
    config["files"] = [f for f in config["files"] if f["logical_source_file"] == "PX_CAT_G1V2"]
    config["transformation"] = config["integration"] = config["mv_refresh"] = []
    path = tmp_path / "client1.json"
    path.write_text(json.dumps(config))
    applied = console("db", "migrate", "--json")[1]["applied"]
    assert applied[0] == "0001_schema"
    assert console("db", "migrate", "--json") == (0, {"applied": []})
    assert console("client", "add", "client1", "--config", str(path))[0] == 0
    assert console("client", "list", "--json")[1][0]["client_schema"] == "client1"
    with psycopg.connect(console.env["ETL_CONSOLE_DSN"]) as connection:
        connection.execute(
            "CREATE TABLE bronze_client1.erp_px_cat_g1v2"
            " (id text, cat text, subcat text, maintenance text, dwh_batch_id text NOT NULL)"
        )
    assert console("batch", "client1", "start", "--json")[1]["batch_id"] is None
    incoming = console.root / "raw/client1/erp/incoming/PX_CAT_G1V2.csv"
    text = resource_path("sample/client1/incoming/erp/PX_CAT_G1V2.csv").read_bytes()
    incoming.write_bytes(text + b"\r\none field only" * 9)

    code, plan = console("batch", "client1", "start", "--plan", "--json")
    assert (code, plan["files"][0]["loads"], incoming.exists()) == (0, "bronze_client1.erp_px_cat_g1v2", True)
    code, report = console("batch", "client1", "start", "--json")
    assert (code, report["batch_id"], report["status"]) == (1, "BATCH000001", "FAILED")
    file = report["files"][0]
    assert file["problems"][-1]["code"] == "too_many_rejects"
    assert file["ledger"] == {"read": 46, "loaded": 0, "rejected": 9, "quarantined": 0, "skipped": 37}
    assert file["stages"]["convert"] == {"status": "FAILED", "attempts": 1}
    assert len(console("rejects", "client1", "BATCH000001", "--json")[1]) == 9

    (console.root / "raw/client1/erp/failed/PX_CAT_G1V2_BATCH000001.csv").write_bytes(text)
    code, report = console("batch", "client1", "restart", "--json", "--file", "PX_CAT_G1V2")
    assert (code, report["files"][0]["ledger"]["loaded"]) == (0, 37)
    assert console("batches", "client1", "--json")[1][0]["status"] == "SUCCESS"
    manifest = console("batches", "client1", "--batch", "BATCH000001", "--manifest")[1]
    assert manifest["files"][0]["parquet_name"] == "PX_CAT_G1V2_BATCH000001.parquet"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["batch", "nobody", "start"], 2, "no client nobody"),
        (["batch", "nobody", "sideways"], 2, "sideways"),
        (["nonsense"], 2, "nonsense"),
        (["client", "add"], 2, "needs the name"),
        (["client", "add", "Not-A-Name"], 2, "Not-A-Name"),
        (["db", "up"], 2, "ETL_CONSOLE_DSN"),
        (["convert", "/nowhere.csv", "/tmp/x.parquet"], 1, "nowhere.csv"),
        (["--version"], 0, "0.1"),
    ],
)
def test_exit_codes(console: Console, arguments: list[str], code: int, said: str) -> None:
    found, text = console(*arguments)
    assert found == code
    assert said in str(text)


def test_an_unreachable_database_and_a_wrong_setting(tmp_path: Path) -> None:
    console = Console("host=127.0.0.1 port=1 dbname=none connect_timeout=2", tmp_path)
    code, text = console("batches")
    assert code == 4
    assert "cannot be reached" in text
    (tmp_path / "settings.toml").write_text("wokers = 3\n")
    code, answer = console("batches", "--json")
    assert code == 2
    assert "wokers" in answer["error"]["cause"]


def test_convert_says_what_it_understood(console: Console, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "a.parquet"
    source.write_bytes("n;ort\n1;Köln\n2\n3;Bonn\n".encode("cp1252"))
    code, answer = console("convert", str(source), str(target), "--type", "csv", "--json")
    assert code == 0
    assert answer["understood"]["delimiter"]["value"] == ";"
    assert answer["understood"]["encoding"]["value"] == "cp1252"
    assert answer["ledger"] == {"read": 3, "written": 2, "rejected": 1}
    assert answer["rejects"][0]["line"] == 3
    assert target.exists()


def test_a_look_says_what_a_run_would_say_and_is_remembered(console: Console, tmp_path: Path) -> None:
    console.here("client", "add", "client1", "--config", str(resource_path("sample/client1/client.json")))
    source = resource_path("sample/client1/incoming/crm/cust_info.csv")
    code, seen = console("look", str(source), "--client", "client1", "--json")
    assert (code, seen["fits"][0]["logical_source_file"], seen["fits"][0]["share"]) == (0, "cust_info", 1.0)
    assert seen["seen_in"] is None
    strange = tmp_path / "cust_info.csv"
    strange.write_bytes(source.read_bytes().replace(b",", b"|")[:20_000].rsplit(b"\r\n", 1)[0])
    given = json.dumps({"delimiter": "|"})
    code, seen = console.here(
        "look", str(strange), "--client", "client1", "--config", given, "--remember", "cust_info", "--json"
    )
    assert (code, seen["understood"]["delimiter"]) == (0, {"value": "|", "reason": "given"})
    _, config = console.here("config", "export", "client1")
    kept = {f["logical_source_file"]: f.get("source_config") for f in config["files"]}
    assert kept["cust_info"] == {"delimiter": "|"}
    assert console.here("look", str(strange), "--config", "[1]", "--json")[0] == 2


def test_rejected_rows_are_repaired_by_command_line(console: Console, tmp_path: Path) -> None:
    import psycopg

    from tests.integration.test_decisions import BATCH, CONFIG, HEADER, LINES

    path = tmp_path / "small.json"
    path.write_text(json.dumps(CONFIG))
    assert console.here("client", "add", "small", "--config", str(path))[0] == 0
    with psycopg.connect(console.env["ETL_CONSOLE_DSN"]) as connection:
        connection.execute(
            "CREATE TABLE bronze_small.hr_people (id integer, name text, born date, pay numeric, dwh_batch_id text)"
        )
    incoming = console.root / "raw" / "small" / "hr" / "incoming" / "people.csv"
    incoming.write_text("\n".join([HEADER, *LINES[:3], LINES[6]]) + "\n")
    assert console("batch", "small", "start")[0] == 1

    def rejects(*arguments: str) -> tuple[int, Any]:
        return console.here("rejects", "small", BATCH, *arguments, "--json")

    assert len(console("rejects", "small", BATCH, "--json")[1]) == len(rejects()[1]) == 3
    groups = rejects("groups")[1]
    assert {(g["column_name"], g["n"]) for g in groups} == {("born", 1), ("pay", 1)}
    people = ("--file", "people")
    assert rejects("edit", *people, "--line", "3", "--set", "born=1971-02-28", "--reason", "typo") == (
        0,
        {"changed": 1, "unfit": 0},
    )
    assert rejects("fill", *people, "--rule", "bad_value", "--column", "pay", "--set", "pay=3")[1] == {
        "changed": 1,
        "unfit": 0,
    }
    assert rejects("undo")[1]["kind"] == "fill"
    assert rejects("replace", *people, "--column", "pay", "--find", "x", "--with", "30")[1] == {
        "changed": 1,
        "unfit": 0,
    }
    assert rejects("accept", *people, "--line", "5")[1]["error"]["code"] == "reason_needed"
    assert rejects("quarantine", *people, "--line", "5", "--reason", "look later") == (0, {"changed": 1, "unfit": 0})
    out = tmp_path / "bad.csv"
    assert rejects("export", *people, "--out", str(out))[1]["lines"] == 3
    planned = rejects("import", "--in", str(out), "--plan")[1]
    assert (planned["cells"], planned["unchanged"], planned["changed"]) == ([], 3, 0)
    assert [a["kind"] for a in rejects("history")[1]] == ["quarantine", "replace", "undo", "fill", "edit"]
    assert rejects("continue", "--plan")[1]["mode"] == "restart"
    code, report = console("rejects", "small", BATCH, "continue", "--json")
    assert (code, report["status"]) == (0, "SUCCESS")
    assert report["files"][0]["ledger"] == {"read": 4, "loaded": 3, "rejected": 0, "quarantined": 1, "skipped": 0}
    assert rejects("edit", *people)[0] == 2
    assert console("help", "bad_value", "--json")[1]["runbook"] == "C"
    assert console.here("help", "nonsense", "--json")[0] == 2
    assert console("config", "check", "small")[1] == []
    tried = console("mapping", "small", "people", "try", "--json")[1]
    assert (tried[0]["passes"], tried[0]["would"]["loaded"]) == (True, 3)
    suggested = console.here("mapping", "small", "people", "--json")[1]["suggestions"]
    assert suggested["born"][0]["tier"] == "exact"


def test_a_file_without_a_batch_is_renamed_and_taken_out_by_command_line(console: Console, tmp_path: Path) -> None:
    from tests.integration.test_decisions import CONFIG

    path = tmp_path / "small.json"
    path.write_text(json.dumps(CONFIG))
    assert console.here("client", "add", "small", "--config", str(path))[0] == 0
    incoming = console.root / "raw" / "small" / "hr" / "incoming"
    (incoming / "poeple.csv").write_text("id\n1\n")
    (listed,) = console("files", "small", "--json")[1]
    assert (listed["name"], listed["finding"]) == ("poeple.csv", "unrecognised_file")
    assert console.here("files", "small", "rename", "hr/poeple.csv", "--to", "people.csv", "--json")[0] == 0
    assert [f["finding"] for f in console.here("files", "small", "--json")[1]] == [""]
    out = tmp_path / "out"
    out.mkdir()
    assert console.here("files", "small", "take-out", "hr/people.csv", "--to", str(out), "--json")[0] == 0
    assert (out / "people.csv").read_text() == "id\n1\n"
    assert console.here("files", "small", "take-out", "hr/people.csv", "--to", str(out), "--json")[0] == 2
