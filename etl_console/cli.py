"""The command line (contract, 7): it only assembles, prints and translates exit codes."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from etl_console import __version__, cli_drift, cli_files, cli_mapping, cli_rejects, cli_upkeep
from etl_console.errors import EXIT_CANCELLED, EXIT_FAILED, EXIT_OK, EXIT_USAGE, EtlError, UsageError
from etl_console.pipeline import config_form
from etl_console.records import Mode
from etl_console.ui.shell.links import SCHEME

_MODES = [str(m) for m in Mode]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0].startswith(f"{SCHEME}://"):
        from etl_console.gui import main as window

        return window(*given[:1])
    parser = _parser()
    try:
        options = parser.parse_args(given)
    except SystemExit as stop:
        return EXIT_OK if stop.code in (0, None) else EXIT_USAGE
    try:
        return int(options.run(options))
    except EtlError as error:
        _tell(error, getattr(options, "json", False))
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_CANCELLED


def batch_processing(arguments: Sequence[str] | None = None) -> int:
    """The seed's command: ``batch_processing CLIENT MODE``."""
    return main(["batch", *(sys.argv[1:] if arguments is None else arguments)])


def _tell(error: EtlError, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"error": error.to_json()}, ensure_ascii=False, indent=2, default=str))
    else:
        print(f"etl-console: {error.cause}", file=sys.stderr)
        if error.remedy:
            print(f"  → {error.remedy}", file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="etl-console", description="From a dropped file to gold. Without a command: the window."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        made.add_argument("--json", action="store_true", help="machine-readable output")
        return made

    batch = command("batch", _batch, "run a batch of a client")
    batch.add_argument("client")
    batch.add_argument("mode", choices=_MODES)
    batch.add_argument("--batch", help="the batch to take up again (default: the newest)")
    batch.add_argument(
        "--file", action="append", default=[], help="only this file (physical, original or logical name)"
    )
    batch.add_argument("--plan", action="store_true", help="show what would be done, and do nothing")
    batch.add_argument("--load-anyway", action="store_true", help="also load content that was loaded before")

    convert = command("convert", _convert, "convert one file to Parquet, without a database")
    convert.add_argument("source", type=Path)
    convert.add_argument("target", type=Path)
    convert.add_argument("--type", choices=["csv", "xlsx", "json"], help="default: by the file's ending")
    convert.add_argument("--config", default="{}", help="settings of the source as JSON")

    look = command("look", _look, "look at a file before it runs: how it is understood, its columns, what it fits")
    look.add_argument("source", type=Path)
    look.add_argument("--client", help="also say which file of this client it fits and what a run would say")
    look.add_argument("--type", choices=["csv", "xlsx", "json"], help="default: by the file's ending")
    look.add_argument("--config", help="settings of the source as JSON")
    look.add_argument("--remember", metavar="FILE", help="keep --config as the settings of this logical source file")
    look.add_argument("--reason", default="", help="why, for the history")

    db = command("db", _db, "the embedded server, or the configured one")
    db.add_argument("action", choices=["up", "down", "status", "dsn", "migrate"])

    client = command("client", _client, "clients")
    client.add_argument("action", choices=["add", "list", "show"])
    client.add_argument("client", nargs="?")
    client.add_argument("--name", help="how people call the client")
    client.add_argument("--config", type=Path, help="configuration to begin with (JSON)")

    config = command("config", _config, "a client's configuration")
    config.add_argument("action", choices=["export", "import", "history", "diff", "check", "revert", "tables"])
    config.add_argument("client")
    config.add_argument("file", nargs="?", type=Path)
    config.add_argument("--make", action="store_true", help="make the target tables that are not there (tables)")
    config.add_argument("--reason", default="")
    config.add_argument("--change", type=int, help="the history_id to take back (revert)")

    batches = command("batches", _batches, "batches of one client or of all; one batch in full with --batch")
    batches.add_argument("client", nargs="?")
    batches.add_argument("--batch")
    batches.add_argument("--manifest", action="store_true", help="print the manifest of --batch")
    batches.add_argument("--limit", type=int, default=30)
    batches.add_argument("--undo", action="store_true", help="take --batch out of bronze, silver and gold again")
    batches.add_argument("--reason", default="", help="with --undo: why, for the record")
    batches.add_argument("--plan", action="store_true", help="with --undo: show what would be done, and do nothing")

    cli_rejects.add(command)
    cli_mapping.add(command)
    cli_drift.add(command)
    cli_files.add(command)
    cli_upkeep.add(command)
    cli_upkeep.add_schedules(command)

    explain = command("help", _help, "what a problem means and what to do; without a code: all of them")
    explain.add_argument("code", nargs="?")
    explain.add_argument("--language", default="en", choices=["en", "id"])
    explain.add_argument("--markdown", action="store_true", help="the whole catalogue as a page")

    demo = command("demo", _demo, "the sample clients: real data from file to gold")
    demo.add_argument("--headless", action="store_true", help="print the result and end")
    return parser


# Commands --------------------------------------------------------------------------------------------------------


def _service() -> Any:
    from etl_console import wiring

    return wiring.service(wiring.load_settings())


def _batch(options: argparse.Namespace) -> int:
    from etl_console.pipeline import report
    from etl_console.pipeline.cancel import CancelToken

    cancel = CancelToken()
    with _service() as service:
        plan = service.plan(
            options.client, Mode(options.mode), batch=options.batch, files=options.file, load_anyway=options.load_anyway
        )
        if options.plan:
            _print_json(plan.to_json()) if options.json else _show_plan(plan.to_json())
            return EXIT_OK
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: cancel.cancel())
        result = service.run(plan, (lambda _: None) if options.json else _show_event, cancel)
    _print_json(result) if options.json else _show_report(result)
    return report.exit_code(result)


def _show_plan(plan: dict[str, Any]) -> None:
    from etl_console.pipeline.plan import NEXT_BATCH, readable

    def told(text: object) -> str:
        return readable(str(text), "the next batch")

    batch = "the next batch" if plan["batch_id"] == NEXT_BATCH else plan["batch_id"]
    print(f"{plan['mode']} {plan['client_schema']} {batch}")
    for file in plan["files"]:
        print(f"  {told(file['physical_file_name'])}: {' → '.join(file['stages'])}")
        for move in file["moves"]:
            print(f"    move    {told(move)}")
        if file["loads"]:
            print(f"    delete  {told(file['deletes'])}")
            print(f"    load    {file['loads']}")
    for step in plan["steps"]:
        print(f"  {step['stage']}: {step['name']}")
    _show_notes(plan)
    if not plan["files"] and not plan["steps"]:
        print("  nothing to do")


def _show_notes(value: dict[str, Any]) -> None:
    for note in value["notes"]:
        print(f"  note: {note['message']} {note['remedy']}".rstrip())


def _show_event(event: Any) -> None:
    if event.kind == "stage_ended":
        rows = "" if event.rows is None else f" {event.rows:,} rows"
        error = f" — {event.error}" if event.error else ""
        print(f"{event.at[11:19]} {event.status:9} {event.stage:16} {event.subject}{rows} {event.seconds:.2f} s{error}")


def _show_report(result: dict[str, Any]) -> None:
    print(f"{result['batch_id'] or 'no batch'}: {result['status']}")
    for file in result["files"]:
        ledger = " ".join(f"{k} {v:,}" for k, v in file["ledger"].items())
        print(f"  {file['status']:9} {file['physical_file_name']}: {ledger}")
        for problem in file["problems"]:
            print(f"            {problem['message']} {problem['remedy']}".rstrip())
    for step in result["steps"]:
        error = f" — {step['error']}" if step["error"] else ""
        print(f"  {step['status']:9} {step['stage']} {step['name']}{error}")
    _show_notes(result)


def _convert(options: argparse.Namespace) -> int:
    from etl_console.pipeline.preflight import type_of
    from etl_console.pipeline.readers.source_config import SourceConfig
    from etl_console.pipeline.stages.convert_to_parquet import convert_to_parquet

    kind = options.type or type_of(options.source)
    config = SourceConfig.from_json(_settings(options.config))
    rejects: list[dict[str, Any]] = []

    def keep(records: Sequence[Any]) -> None:
        rejects.extend(
            {"line": r.source_line, "rule": r.rule, "message": r.message, "raw": r.raw}
            for r in records[: max(0, 1000 - len(rejects))]
        )

    result = convert_to_parquet(
        options.source, options.target, kind, config,
        on_rejects=keep, on_progress=lambda *_: None, is_cancelled=lambda: False,
    )  # fmt: skip
    found = {**result.to_json(), "rejects": rejects}
    if options.json:
        _print_json(found)
        return EXIT_OK
    for setting, value in found["understood"].items():
        print(f"{setting}: {value['value']!r} ({value['reason']})")
    print(" ".join(f"{k} {v:,}" for k, v in found["ledger"].items()))
    for reject in rejects[:20]:
        print(f"  {reject['message']}")
    for problem in found["problems"]:
        print(f"  {problem['message']}")
    return EXIT_OK


def _settings(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UsageError(f"--config is not JSON: {error}.", 'Write it as {"delimiter": ";"}.') from error
    if not isinstance(value, dict):
        raise UsageError("--config is not a JSON object.", 'Write it as {"delimiter": ";"}.')
    return value


def _look(options: argparse.Namespace) -> int:
    from etl_console.pipeline.preflight import look
    from etl_console.pipeline.readers.source_config import SourceConfig

    settings = _settings(options.config) if options.config else None
    if not options.source.is_file():
        raise UsageError(f"{options.source} is not there.", "Name a file that can be read.", code="file_missing")
    if options.remember and not (options.client and settings is not None):
        raise UsageError("--remember needs --client and --config.", "etl-console look FILE --client C --config '{…}'")
    if options.client:
        with _service() as service:
            seen = service.look(options.client, options.source, settings, options.type)
            if options.remember:
                service.set_source_config(options.client, options.remember, settings, options.reason)
    else:
        seen = look(options.source, options.type, SourceConfig.from_json(settings))
    _print_json(seen.to_json()) if options.json else _show_look(seen)
    return EXIT_OK


def _show_look(seen: Any) -> None:
    print(f"{seen.name}: {seen.size:,} bytes, {'' if seen.is_exact else 'about '}{seen.rows:,} records")
    for setting, value in seen.understood.items():
        print(f"  {setting}: {value['value']!r} ({value['reason']})")
    for column in seen.columns:
        s = column.suggestion
        form = f" {json.dumps(dict(s.source_format), ensure_ascii=False)}" if s.source_format else ""
        print(f"  {column.name}: {s.kind}{form} — {s.evidence}")
        print(f"      {' | '.join(v[:40] for v in column.samples)}")
        if s.question:
            print(f"      ? {s.question}")
    for reject in seen.rejects[:10]:
        print(f"  rejected: {reject.message}")
    for fit in seen.fits:
        print(f"  fits {fit.source_system}/{fit.logical_source_file}: {fit.reason}")
    for problem in (*seen.problems, *seen.findings):
        print(f"  {problem.message} {problem.remedy}".rstrip())
    if seen.seen_in:
        print(f"  this content was loaded before, by {seen.seen_in}")


def _db(options: argparse.Namespace) -> int:
    from etl_console import wiring
    from etl_console.db.migrate import migrate

    settings = wiring.load_settings()
    if options.action == "migrate":
        with wiring.database(settings) as database:
            applied = migrate(database)
        _print_json({"applied": applied}) if options.json else print("\n".join(applied) or "up to date")
        return EXIT_OK
    if settings.dsn and options.action in ("dsn", "status"):
        if options.action == "status":
            with wiring.database(settings) as database, database.transaction():
                pass
        answer: dict[str, Any] = {"dsn": settings.dsn, "running": True}
    else:
        server = wiring.embedded(settings)
        if options.action == "down":
            server.down()
        status = None
        if options.action in ("up", "dsn"):
            answer = {"dsn": server.up(), "running": True}
        else:
            status = server.status()
            answer = {
                "running": status.running, "pid": status.pid, "port": status.port, "version": status.version,
                "data_dir": status.data_dir,
            }  # fmt: skip
    if options.json:
        _print_json(answer)
    elif options.action == "dsn":
        print(answer["dsn"])
    else:
        print("running" if answer["running"] else "stopped")
    return EXIT_OK


def _client(options: argparse.Namespace) -> int:
    if options.action != "list" and not options.client:
        raise UsageError(f"client {options.action} needs the name of a client.", "etl-console client add NAME")
    with _service() as service:
        if options.action == "add":
            config = config_form.read(options.config) if options.config else None
            service.add_client(options.client, options.name or options.client, config)
        if options.action == "list":
            found: Any = [
                {"client_id": c.client_id, "client_schema": c.client_schema, "client_name": c.client_name,
                 "last_batch_id": c.last_batch_id} for c in service.clients()
            ]  # fmt: skip
        else:
            found = service.export_config(options.client)
    if options.json or options.action == "show":
        _print_json(found)
    elif options.action == "list":
        for c in found:
            print(f"{c['client_schema']:20} {c['last_batch_id'] or '—':14} {c['client_name']}")
    else:
        print(f"{options.client} added")
    return EXIT_OK


def _config(options: argparse.Namespace) -> int:
    with _service() as service:
        if options.action == "history":
            _print_json(service.config_history(options.client))
        elif options.action == "tables":
            return _tables(service, options)
        elif options.action in ("diff", "check", "revert"):
            return _config_draft(service, options)
        elif options.action == "export":
            text = json.dumps(service.export_config(options.client), ensure_ascii=False, indent=2)
            if options.file:
                options.file.write_text(text + "\n", encoding="utf-8")
            else:
                print(text)
        else:
            if not options.file:
                raise UsageError("config import needs a file.", "etl-console config import CLIENT FILE")
            service.import_config(options.client, config_form.read(options.file), options.reason)
            print(f"{options.client}: imported")
    return EXIT_OK


def _tables(service: Any, options: argparse.Namespace) -> int:
    from etl_console.pipeline.target_tables import ready

    found = service.tables.missing(options.client)
    missing = ready(found) if options.make else found
    if options.json:
        _print_json([asdict(t) for t in missing])
    for table in [] if options.json else missing:
        print(f"{table.target} is not there; it {'is' if options.make else 'would be'} made with")
        for column in table.columns:
            print(f"  {column.name:32} {column.type:12} {', '.join(column.samples)}".rstrip())
    if options.make and missing:
        service.tables.make(options.client, missing)
        print(f"{len(missing)} made", file=sys.stderr)
    return EXIT_OK


def _config_draft(service: Any, options: argparse.Namespace) -> int:
    from etl_console.pipeline.configuration import differences

    rooms = service.configuration
    base = rooms.read(options.client)
    if options.action == "revert":
        if options.change is None:
            raise UsageError(
                "config revert needs --change.", "`config history` lists the numbers.", code="option_missing"
            )
        draft = rooms.revert(options.client, base.draft(), options.change)
        saved = rooms.save(base, draft, options.reason or f"takes back change {options.change}")
        _print_json([c.to_json() for c in saved.changes])
        return EXIT_OK
    draft = config_form.read(options.file) if options.file else base.draft()
    if options.action == "diff":
        config_form.take_form(draft)
        _print_json([c.to_json() for c in differences(base.config, draft)])
        return EXIT_OK
    found = rooms.check(options.client, draft)
    _print_json([{"kind": i[0], "name": i[1], **p.to_json()} for i, p in found])
    return EXIT_OK if all(p.code == "unrecognised_file" for _, p in found) else EXIT_USAGE  # a warning


def _batches(options: argparse.Namespace) -> int:
    with _service() as service:
        if options.batch:
            if not options.client:
                raise UsageError("--batch needs the client.", "etl-console batches CLIENT --batch B")
            if options.manifest:
                _print_json(service.manifest(options.client, options.batch))
                return EXIT_OK
            if options.undo:
                return _undo(service, options)
            found = service.batch_report(options.client, options.batch)
            _print_json(found) if options.json else _show_report(found)
            return EXIT_OK
        states = service.batches(options.client, options.limit)
    rows = [
        {"client_schema": s.client.client_schema, "batch_id": s.batch_id, "mode": s.mode, "status": s.status,
         "started_at": s.started_at, "ended_at": s.ended_at, "who": s.who, "host": s.host, "files": len(s.files),
         "failed": sum(f.status == "FAILED" for f in s.files)} for s in states
    ]  # fmt: skip
    if options.json:
        _print_json(rows)
    for r in [] if options.json else rows:
        counts = f"{r['files']} files, {r['failed']} failed"
        started = r["started_at"][:19]
        print(f"{r['client_schema']:12} {r['batch_id']} {r['status']:9} {r['mode']:12} {started} UTC {counts}")
    return EXIT_OK


def _undo(service: Any, options: argparse.Namespace) -> int:
    plan = service.undo_plan(options.client, options.batch)
    if not options.json:
        for rows in plan.deletes:
            print(f"delete {rows.rows:10,} rows of {options.batch} from {rows.table}")
        for step in plan.steps:
            print(f"run    {step.stage:10} {step.name}")
    elif options.plan:
        _print_json(plan.to_json())
    if options.plan:
        return EXIT_OK
    found = service.undo(plan, options.reason)
    _print_json(found) if options.json else _show_report(found)
    return EXIT_OK if found["status"] == "UNDONE" else EXIT_FAILED


def _help(options: argparse.Namespace) -> int:
    from etl_console import catalogue

    if options.markdown:
        print(catalogue.markdown(options.language), end="")
        return EXIT_OK
    if options.code is None:
        found = list(catalogue.entries(options.language).values())
        if options.json:
            _print_json([e.to_json() for e in found])
        for e in [] if options.json else found:
            print(f"{e.code:24} {e.title}")
        return EXIT_OK
    e = catalogue.entry(options.code, options.language)
    if options.json:
        _print_json(e.to_json())
    else:
        print(f"{e.title}\n\n{e.cause}\n  ? {e.evidence}\n  → {e.remedy}")
    return EXIT_OK


def _demo(options: argparse.Namespace) -> int:
    from etl_console import demo

    return demo.run(headless=options.headless, as_json=options.json)
