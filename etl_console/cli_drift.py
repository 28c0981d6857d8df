"""The command line's drift: what changed in arriving files, what was decided, and deciding it (``etl-console drift``)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from etl_console.errors import EXIT_OK, UsageError
from etl_console.records import DriftItem, Mode

if TYPE_CHECKING:
    from etl_console.pipeline.service import Service

_EXAMPLES = """
  drift acme                                          what waits for a decision, what was noted
  drift acme all                                      and what was decided
  drift acme versions --file orders                   what really arrived, version by version
  drift acme decide 12 rename --reason "new CRM"      the mapping follows; --continue restarts the files that waited
  drift acme decide 13 map --target discount          a new column goes to a column of the table
  drift acme decide 14 ignore | drop | accept
  drift acme decide 15 refuse                         the file was wrong: it is delivered again, nothing is agreed on
  drift acme policy hold --file orders [--column price]    evolve, hold or fail; default gives back to the file or client
"""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    drift = command("drift", run, "what changed in the columns of arriving files: list, decide, policies")
    drift.formatter_class = argparse.RawDescriptionHelpFormatter
    drift.epilog = _EXAMPLES
    drift.add_argument("client")
    drift.add_argument("action", nargs="?", default="list", choices=("list", "all", "versions", "decide", "policy"))
    drift.add_argument("values", nargs="*", metavar="VALUE", help="decide: number and decision; policy: its name")
    drift.add_argument("--file", default="", help="logical source file")
    drift.add_argument("--column", help="with policy: one mapped column of the file")
    drift.add_argument(
        "--target", help="with map: column of the table; with rename of a missing one: the file's column"
    )
    drift.add_argument("--reason", default="", help="kept in the history of the configuration")
    drift.add_argument("--continue", action="store_true", dest="goes_on", help="restart the files that waited for it")


def run(options: argparse.Namespace) -> int:
    """Carry out one call."""
    from etl_console import wiring

    with wiring.service(wiring.load_settings()) as service:
        if options.action == "decide":
            return _decide(service, options)
        if options.action == "policy":
            _policy(service, options)
        if options.action == "versions":
            return _versions(service, options)
        items = service.drift.items(options.client)
        shown = [i for i in items if options.action == "all" or i.is_open]
        if options.json:
            print(json.dumps([asdict(i) for i in shown], indent=2, default=str))
            return EXIT_OK
        for item in shown:
            print(_line(item))
        for row in service.drift.waiting(options.client):
            print(f"waits: {row['batch_id']} {row['physical_file_name']}")
    return EXIT_OK


def _line(item: DriftItem) -> str:
    name = f"{item.was_name} → {item.column_name}" if item.was_name else item.column_name
    became = f"{item.decision} {item.target_column or ''} by {item.decided_by}" if item.decision else item.policy
    return f"{item.drift_id:5} {item.status:8} {item.logical_source_file:20} {item.kind:8} {name:30} {became:24} {told(item)}"


def told(item: DriftItem) -> str:
    """The evidence of a difference in one line."""
    found, parts = item.evidence, []
    for when in ("before", "now"):
        if when in found:
            samples = ", ".join(found[when]["samples"][:3])
            parts.append(f"{when} {found[when]['kind']} {found[when]['fill']:.0%} filled ({samples})")
    if "score" in found:
        near = f" to {found['candidate']}" if "candidate" in found else ""
        parts.append(
            f"alike{near} {found['score']:.0%}: name {found['name']} of 100, values {found['values']:.0%},"
            f" fill {found['fill']:.0%}{', same meaning' if found['meaning'] else ''}{', same place' if found['place'] else ''}"
        )
    return "; ".join(parts)


def _decide(service: Service, options: argparse.Namespace) -> int:
    if len(options.values) != 2 or not options.values[0].isdigit():
        raise UsageError("decide needs a number and a decision.", "For example: drift acme decide 12 rename")
    number, decision = int(options.values[0]), options.values[1]
    decided = service.drift.decide(options.client, number, decision, options.target, options.reason)
    reports: list[Mapping[str, Any]] = []
    for batch, files in decided.waiting.items() if options.goes_on else ():
        reports.append(service.run(service.plan(options.client, Mode.RESTART, batch=batch, files=files)))
    if options.json:
        print(json.dumps({**decided.to_json(), "batches": reports}, indent=2, default=str))
    else:
        print(_line(decided.item))
        for report in reports:
            print(f"{report['batch_id']} {report['status']}")
        for batch, files in decided.waiting.items() if not options.goes_on else ():
            print(f"may go on: batch {options.client} restart --batch {batch} {' '.join(f'--file {f}' for f in files)}")
        if not decided.is_agreed and decision != "refuse":
            print("other changes of the same files still wait")
    return EXIT_OK if all(r["status"] == "SUCCESS" for r in reports) else 1


def _policy(service: Service, options: argparse.Namespace) -> None:
    if len(options.values) != 1 or not options.file:
        raise UsageError("policy needs a name and --file.", "For example: drift acme policy hold --file orders")
    policy = None if options.values[0] == "default" else options.values[0]
    service.drift.set_policy(options.client, options.file, policy, options.column, options.reason)


def _versions(service: Service, options: argparse.Namespace) -> int:
    if not options.file:
        raise UsageError("versions needs --file.", "For example: drift acme versions --file orders")
    versions = service.drift.versions(options.client, options.file)
    if options.json:
        print(json.dumps([asdict(v) for v in versions], indent=2, default=str))
        return EXIT_OK
    for version in versions:
        agreed = (
            f"agreed {version.agreed_at:%Y-%m-%d %H:%M} {version.agreed_by or ''}" if version.agreed_at else "waits"
        )
        columns = ", ".join(f"{c.name} {c.kind or c.type}" for c in version.columns)
        print(f"{version.version:4} {version.first_seen_at:%Y-%m-%d} {version.first_batch_id} {agreed:24} {columns}")
    return EXIT_OK
