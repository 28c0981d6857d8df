"""The command line's upkeep: what retention would purge, legal holds (``etl-console retention``)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from etl_console.errors import EXIT_OK, UsageError

_EXAMPLES = """
  retention acme                                      what would be moved and purged now, class by class
  retention acme run                                  move and purge it
  retention acme set raw=30 log=365                   days that classes are kept
  retention acme hold --batch BATCH000014 --reason "audit 2026"
  retention acme release --batch BATCH000014
"""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    retention = command("retention", run, "what is kept how long: dry run, purge, days, legal holds")
    retention.formatter_class = argparse.RawDescriptionHelpFormatter
    retention.epilog = _EXAMPLES
    retention.add_argument("client")
    retention.add_argument(
        "action", nargs="?", default="plan", choices=("plan", "run", "set", "hold", "release", "holds")
    )
    retention.add_argument("values", nargs="*", metavar="CLASS=DAYS", help="with set")
    retention.add_argument("--batch", help="with hold and release")
    retention.add_argument("--reason", default="", help="with hold: why")


def run(options: argparse.Namespace) -> int:
    """Carry out one call."""
    from etl_console import wiring

    with wiring.service(wiring.load_settings()) as service:
        client = options.client
        if options.action in ("hold", "release"):
            if not options.batch:
                raise UsageError(
                    f"{options.action} needs --batch.", "etl-console retention CLIENT hold --batch B --reason …"
                )
            service.hold(client, options.batch, options.reason if options.action == "hold" else None)
        if options.action == "set":
            for value in options.values:
                kept, _, days = value.partition("=")
                service.set_retention(client, kept, int(days) if days.isdigit() else 0)
        if options.action in ("hold", "release", "holds"):
            holds = service.holds(client)
            if options.json:
                print(json.dumps(holds, indent=2, default=str))
            for held in [] if options.json else holds:
                print(
                    f"{held['batch_id']} held by {held['held_by']} since {held['held_at']:%Y-%m-%d}: {held['hold_reason']}"
                )
            return EXIT_OK
        found = service.purge(client) if options.action == "run" else service.retention(client)
    if options.json:
        print(json.dumps([p.to_json() for p in found], indent=2))
    for purge in [] if options.json else found:
        batches = f"{purge.batches[0]} to {purge.batches[-1]}" if purge.batches else ""
        print(f"{purge.kept:15} {purge.days:6} days {purge.things:10,} things {purge.bytes / 1e6:12,.1f} MB  {batches}")
    return EXIT_OK
