"""The sample clients from file to gold, on real data, with their known figures checked; and a second day that fails."""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from etl_console import wiring
from etl_console.db.connect import Database
from etl_console.errors import EXIT_FAILED, EXIT_OK
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path

CLIENTS = ("client1", "client2")


def install(service: Service, database: Database, client: str) -> None:
    """Create a sample client with its tables and routines; one that is there stays as it is."""
    sample = resource_path("sample", client)
    if client not in {c.client_schema for c in service.clients()}:
        config = json.loads((sample / "client.json").read_text(encoding="utf-8"))
        service.add_client(client, config["client_name"], config)
    with database.transaction() as connection:
        for file in [sample / "tables.sql", *sorted((sample / "routines").glob("*.sql"))]:
            text = file.read_text(encoding="utf-8")
            if file.name == "tables.sql":
                text = text.replace("{client}", client)
            connection.execute(text)


def deliver_first_day(service: Service, client: str) -> list[str]:
    """Copy the sample files into ``incoming``; files that wait there already stay."""
    delivered = []
    for path in sorted(resource_path("sample", client, "incoming").glob("*/*")):
        if path.name not in service.folder_files(client, path.parent.name, "incoming"):
            service.deliver(client, path, path.parent.name)
            delivered.append(path.name)
    return delivered


def make_second_day(folder: Path) -> list[tuple[str, Path]]:
    """Make the second day's files of client1 from the real ones, some broken on purpose: source system and path of each."""
    made_files = []
    folder.mkdir(parents=True, exist_ok=True)
    for part in json.loads(resource_path("sample", "client1", "second_day.json").read_text(encoding="utf-8")):
        source, _, name = part["file"].partition("/")
        made = folder / part["deliver_as"]
        made.write_text(
            _damaged(resource_path("sample", "client1", "incoming", source, name), part), encoding="utf-8", newline=""
        )
        made_files.append((source, made))
    return made_files


def deliver_second_day(service: Service, folder: Path) -> list[str]:
    """Make the second day's files and deliver those to client1 that are not there yet; their names."""
    delivered = []
    for source, made in make_second_day(folder):
        if made.name not in service.folder_files("client1", source, "incoming"):
            service.deliver("client1", made, source)
            delivered.append(made.name)
    return delivered


def _damaged(path: Path, part: Mapping[str, Any]) -> str:
    """The rows of a slice of a real file, with the damage that ``part`` asks for."""
    damage = part["damage"]
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    rows = rows[slice(*part["rows"])]
    if damage["kind"] == "rename_column":
        header = [damage["to"] if h == damage["from"] else h for h in header]
    elif damage["kind"] == "set_value":
        rows[damage["row"]][header.index(damage["column"])] = damage["value"]
    elif damage["kind"] == "duplicate_row":
        rows.insert(damage["row"] + 1, list(rows[damage["row"]]))
    text = "".join(",".join(row) + "\r\n" for row in [header, *rows])
    return text[: -damage["characters"]] if damage["kind"] == "truncate" else text


def bring(service: Service, database: Database, folder: Path) -> dict[str, int]:
    """For a look around: the sample clients with the files of their first day, or, where client1 has had that, the second
    one's. Returns how many files were delivered to whom; nothing is started."""
    delivered = {}
    for client in CLIENTS:
        install(service, database, client)
        last = service.client(client).last_batch_id
        if last is None:
            delivered[client] = len(deliver_first_day(service, client))
        elif client == CLIENTS[0] and last == "BATCH000001":
            delivered[client] = len(deliver_second_day(service, folder))
    return {client: count for client, count in delivered.items() if count}


def check_figures(database: Database, client: str) -> list[dict[str, Any]]:
    """The known figures of a sample client: name, value found, value known, and whether they agree."""
    known = json.loads(resource_path("sample", client, "known.json").read_text(encoding="utf-8"))
    figures = []
    with database.transaction() as connection:
        for figure in known:
            row = connection.execute(figure["sql"].replace("{client}", client)).fetchone()
            found = str(next(iter(row.values()))) if row else ""
            figures.append(
                {"name": figure["name"], "found": found, "known": figure["value"], "ok": found == figure["value"]}
            )
    return figures


def prepare(service: Service, database: Database, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Install the samples and run their first day; returns the reports of the batches that ran."""
    reports = []
    for client in CLIENTS:
        install(service, database, client)
        if service.client(client).last_batch_id is None:
            deliver_first_day(service, client)
            say(f"{client}: start …")
            reports.append(service.run(service.plan(client, Mode.START)))
    return reports


def run(*, headless: bool, as_json: bool = False) -> int:
    """``demo``: set up, run, check; then the window, or with ``headless`` (or without a display) the result in print."""
    began = time.monotonic()
    settings = wiring.load_settings()
    display = os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))

    def tell(text: str) -> None:
        if not as_json:
            print(text, flush=True)  # noqa: T201

    with wiring.service(settings) as service, wiring.database(settings) as database:
        reports = prepare(service, database, tell)
        states = [service.batch_report(c, f"BATCH{1:06}") for c in CLIENTS]
        figures = {c: check_figures(database, c) for c in CLIENTS}
        second = service.client("client1").last_batch_id == "BATCH000001" and not headless
        if second:
            deliver_second_day(service, settings.home / "demo")
    green = all(r["status"] == "SUCCESS" for r in states) and all(f["ok"] for fs in figures.values() for f in fs)
    if as_json:
        print(json.dumps({"batches": states, "figures": figures, "ok": green}, indent=2))  # noqa: T201
    else:
        _print(states, figures, tell)
        verdict = "All figures as known" if green else "NOT as known"
        tell(f"{verdict}; {len(reports)} batches ran, {time.monotonic() - began:.1f} s.")
        tell(f"Storage: {settings.root}")
    if headless or not display:
        return EXIT_OK if green else EXIT_FAILED
    from etl_console.gui import main as window

    return window()


def _print(
    states: list[dict[str, Any]], figures: Mapping[str, list[dict[str, Any]]], tell: Callable[[str], None]
) -> None:
    ledger = ("read", "loaded", "rejected", "quarantined", "skipped")
    for state in states:
        tell(f"\n{state['client_schema']} {state['batch_id']} {state['status']}")
        heads = "".join(f"{h:>12}" for h in ledger)
        tell(f"  {'file':38} {'convert':9} {'mapping':9} {'rows':9} {'load':9}{heads}")
        for file in state["files"]:
            stages = " ".join(f"{s['status']:9}" for s in file["stages"].values())
            counts = "".join(f"{file['ledger'][k]:12,}" for k in ledger)
            tell(f"  {file['physical_file_name']:38} {stages}{counts}")
        for step in state["steps"]:
            rows = "" if step["rows"] is None else f"{step['rows']:,} rows"
            tell(f"  {step['status']:9} {step['stage']:10} {step['name']} {rows}")
        for figure in figures[state["client_schema"]]:
            known = "" if figure["ok"] else f" (known {figure['known']})"
            tell(f"  {'ok ' if figure['ok'] else 'NOT'} {figure['name']}: {figure['found']}{known}")
