"""The command line's upkeep: what is kept how long (``etl-console retention``), when files are due (``schedule``,
``watch``)."""

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
  retention acme release --batch BATCH000014 --reason "audit closed"
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
    retention.add_argument("--reason", default="", help="with hold and release: why")


def run(options: argparse.Namespace) -> int:
    """Carry out one call."""
    from etl_console import wiring

    with wiring.service(wiring.load_settings()) as service:
        client = options.client
        if options.action in ("hold", "release"):
            if not options.batch:
                raise UsageError(
                    f"{options.action} needs --batch.",
                    f"etl-console retention CLIENT {options.action} --batch B --reason …",
                )
            act = service.upkeep.hold if options.action == "hold" else service.upkeep.release
            act(client, options.batch, options.reason)
        if options.action == "set":
            for value in options.values:
                kept, _, days = value.partition("=")
                service.upkeep.set_days(client, kept, int(days) if days.isdigit() else 0)
        if options.action in ("hold", "release", "holds"):
            holds = service.upkeep.holds(client)
            if options.json:
                print(json.dumps(holds, indent=2, default=str))
            for held in [] if options.json else holds:
                print(
                    f"{held['batch_id']} held by {held['held_by']} since {held['held_at']:%Y-%m-%d}: {held['hold_reason']}"
                )
            return EXIT_OK
        found = service.upkeep.purge(client) if options.action == "run" else service.upkeep.dry_run(client)
    if options.json:
        print(json.dumps([p.to_json() for p in found], indent=2))
    for purge in [] if options.json else found:
        batches = f"{purge.batches[0]} to {purge.batches[-1]}" if purge.batches else ""
        print(f"{purge.kept:15} {purge.days:6} days {purge.things:10,} things {purge.bytes / 1e6:12,.1f} MB  {batches}")
    return EXIT_OK


_SCHEDULES = """
  schedule acme                                       how each schedule stands, its next times, what became of the last
  schedule acme set --name crm --source crm --cron "0 8 * * 1-5" --zone Asia/Jakarta [--expect cust_info]… [--tell-only]
  schedule acme drop --name crm
  watch [acme …]                                      start what is complete, tell what is late, until Ctrl+C
"""


def add_schedules(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands ``schedule`` and ``watch``."""
    schedule = command("schedule", run_schedule, "when files are due: list, set, drop")
    schedule.formatter_class = argparse.RawDescriptionHelpFormatter
    schedule.epilog = _SCHEDULES
    schedule.add_argument("client")
    schedule.add_argument("action", nargs="?", default="list", choices=("list", "set", "drop"))
    schedule.add_argument("--name", default="")
    schedule.add_argument("--source", default="", help="source system")
    schedule.add_argument("--cron", default="", help="when the files are due, as crontab(5)")
    schedule.add_argument("--zone", default="Asia/Jakarta", help="time zone of --cron (default: Asia/Jakarta, WIB)")
    schedule.add_argument("--expect", action="append", default=[], help="a logical file of the set (default: all)")
    schedule.add_argument(
        "--tell-only", action="store_true", help="do not start a complete set, only tell what is late"
    )
    schedule.add_argument("--off", action="store_true", help="keep the schedule, but do not look at it")
    watch = command(
        "watch", run_watch, "look at the schedules again and again; start what is complete, tell what is late"
    )
    watch.add_argument("clients", nargs="*", metavar="CLIENT", help="default: all")
    watch.add_argument("--every", type=float, default=10.0, help="seconds between two looks")
    watch.add_argument("--looks", type=int, default=0, help="end after so many looks (default: never)")


def run_schedule(options: argparse.Namespace) -> int:
    """List, set or drop schedules."""
    from etl_console import wiring
    from etl_console.records import Schedule

    with wiring.service(wiring.load_settings()) as service:
        if options.action == "set":
            service.schedules.save(
                options.client,
                Schedule(
                    options.name, options.source, options.cron, options.zone, tuple(options.expect),
                    not options.tell_only, not options.off,
                ),
            )  # fmt: skip
        elif options.action == "drop":
            service.schedules.drop(options.client, options.name)
        states = service.schedules.due(options.client)
        history = service.schedules.history(options.client, 20)
        times = {s.name: service.schedules.next_times(s) for s in service.schedules.all(options.client)}
    if options.json:
        shown = {"due": [d.to_json() for d in states], "history": history, "next": times}
        print(json.dumps(shown, indent=2, default=str))
        return EXIT_OK
    for due in states:
        missing = f"missing {', '.join(due.missing)}" if due.missing else "complete"
        late = "LATE " if due.is_late else ""
        print(f"{due.schedule.name:20} due {due.due:%a %Y-%m-%d %H:%M %Z}  {late}{missing}")
    for name, moments in times.items():
        print(f"{name:20} next {', '.join(f'{m:%a %d %b %H:%M}' for m in moments)}")
    for past in history:
        late = f"missing {', '.join(past['missing'])}" if past["missing"] else ""
        became = past["batch_id"] or late
        print(f"{past['name']:20} {past['due_at']:%Y-%m-%d %H:%M} UTC {past['status']} {became}")
    return EXIT_OK


def run_watch(options: argparse.Namespace) -> int:
    """Watch until interrupted."""
    import signal
    import threading

    from etl_console import wiring
    from etl_console.pipeline.schedules import Watch

    def tell(text: str) -> None:
        print(json.dumps({"told": text}) if options.json else text, flush=True)

    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with wiring.service(wiring.load_settings()) as service:
        Watch(service, tuple(options.clients), tell).run(options.every, stop, options.looks)
    return EXIT_OK
