"""When files are due (crontab(5) in a time zone), how complete the set is, and the watch that starts what is complete
and tells what is late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from etl_console.errors import ConfigurationError, EtlError, LockedError, UnreachableError, UsageError
from etl_console.pipeline.plan import match_all
from etl_console.pipeline.ports import Store
from etl_console.pipeline.storage import IncomingFile, Storage
from etl_console.records import Client, ClientConfig, Mode, Schedule

if TYPE_CHECKING:
    from etl_console.pipeline.plan import Plan
    from etl_console.pipeline.service import Service


@dataclass(frozen=True, slots=True)
class Due:
    """How one schedule stands: ``due`` is the moment its set belongs to, in its zone; ``present`` are logical files that
    arrived whole or were claimed since the time before, ``missing`` the others."""

    schedule: Schedule
    due: datetime
    present: tuple[str, ...]
    missing: tuple[str, ...]
    names: tuple[str, ...]
    batch_id: str | None = None
    late_since: datetime | None = None
    status: str = ""
    """What is on record of it: STARTED, ARRIVED, LATE, or nothing yet."""
    client: str = ""
    settled: Due | None = None
    """The time before, where what came late for it was started by hand and that is not on record yet."""

    @property
    def is_late(self) -> bool:
        """True when the moment is past and files are missing."""
        return bool(self.missing) and self.due <= datetime.now(UTC)

    def to_json(self) -> dict[str, Any]:
        """The state as one JSON-ready object."""
        return {
            "name": self.schedule.name, "source_system": self.schedule.source_system, "due": self.due.isoformat(),
            "present": list(self.present), "missing": list(self.missing), "late": self.is_late,
            "batch_id": self.batch_id,
        }  # fmt: skip


def checked(schedule: Schedule, config: ClientConfig) -> Schedule:
    """The schedule; raises ConfigurationError for a time, zone, source or file that does not exist."""
    known = {f.logical_source_file for f in config.files if f.source_system == schedule.source_system}
    next_times(schedule, 1)
    if not known:
        raise _wrong(schedule, f"there is no source system {schedule.source_system}")
    if unknown := set(schedule.expected) - known:
        raise _wrong(schedule, f"{schedule.source_system} has no file {', '.join(sorted(unknown))}")
    return schedule


def next_times(schedule: Schedule, number: int) -> list[datetime]:
    """The next moments at which files are due, in the schedule's zone. Raises ConfigurationError for a time that is none
    of crontab(5) or never comes, and for an unknown zone."""
    try:
        found = list(islice(times(schedule, datetime.now(UTC)), number))
    except CronSimError as error:
        raise _wrong(schedule, f"“{schedule.cron}” is no time of crontab(5): {error}") from error
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _wrong(schedule, f"there is no time zone {schedule.zone}") from error
    if not found:
        raise _wrong(schedule, f"“{schedule.cron}” is no time of crontab(5): it never comes")
    return found


def _wrong(schedule: Schedule, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"Schedule {schedule.name}: {why}.", "For example: 0 8 * * 1-5 in Asia/Jakarta.", code="bad_schedule"
    )


def times(schedule: Schedule, after: datetime, *, back: bool = False) -> Iterator[datetime]:
    """The moments at which files are due after (or, ``back``, at or before) a moment, in the schedule's zone."""
    moment = after.astimezone(ZoneInfo(schedule.zone))
    return CronSim(schedule.cron, moment + timedelta(seconds=1) if back else moment, reverse=back)


class Schedules:
    """The schedules of clients, and how their sets stand."""

    def __init__(self, service: Service, store: Store, storage: Storage) -> None:
        self._service, self._storage, self._schedules = service, storage, store.schedules

    def all(self, client: str) -> list[Schedule]:
        """The schedules of a client, by name."""
        return self._schedules.all(self._service.client(client))

    def save(self, client: str, schedule: Schedule) -> None:
        """Add a schedule, or change the one of that name. Raises ConfigurationError for what does not exist."""
        config = self._service.config(client)
        self._schedules.save(config.client, checked(schedule, config), self._service.who)

    def drop(self, client: str, name: str) -> None:
        """Remove a schedule. Raises UsageError when there is none of that name."""
        if not self._schedules.drop(self._service.client(client), name):
            raise UsageError(
                f"{client} has no schedule {name}.", "`schedule CLIENT` lists them.", code="no_such_schedule"
            )

    def next_times(self, schedule: Schedule, count: int = 10) -> list[datetime]:
        """The next moments at which the files of a schedule are due, in its zone; asks no database. Raises
        ConfigurationError for a time that never comes and for an unknown zone."""
        return next_times(schedule, count)

    def history(self, client: str, limit: int = 100) -> list[dict[str, Any]]:
        """What became of the last times that files were due, newest first: name, due_at, status, missing, batch_id."""
        return self._schedules.history(self._service.client(client), limit)

    def due(self, client: str, is_stable: Callable[[str, IncomingFile], bool] = lambda *_: True) -> list[Due]:
        """How each active schedule of a client stands. A set that was not complete when it was due stays the one looked
        at until it is started or the next is due. ``is_stable`` is asked once of each file in ``incoming``."""
        config, now = self._service.config(client), datetime.now(UTC)
        active = [s for s in self._schedules.all(config.client) if s.is_active]
        lying: dict[str, list[str]] = {s.source_system: [] for s in active}
        for file in self._storage.incoming(client, lying):
            if is_stable(client, file) and file.arrived:
                lying[file.source_system].append(file.name)
        found = []
        for schedule in active:
            last, before = islice(times(schedule, now, back=True), 2)
            was_due = self._due(config, schedule, last, before, lying[schedule.source_system])
            is_open = was_due.batch_id is None and bool(was_due.missing or was_due.names)
            is_open = is_open and (schedule.created_at is None or schedule.created_at <= last)
            if is_open:
                found.append(was_due)
                continue
            coming = self._due(config, schedule, next(times(schedule, now)), last, lying[schedule.source_system])
            found.append(replace(coming, settled=was_due) if was_due.status == "LATE" else coming)
        return found

    def _due(self, config: ClientConfig, schedule: Schedule, due: datetime, since: datetime, lying: list[str]) -> Due:
        client, source = config.client, schedule.source_system
        active = [f.logical_source_file for f in config.files if f.is_active and f.source_system == source]
        here = arrived(config, source, lying)
        claimed = self._claimed(client, schedule, since)
        expected = schedule.expected or tuple(active)
        present = tuple(e for e in expected if e in here or e in claimed)
        missing = tuple(e for e in expected if e not in present)
        names = tuple(dict.fromkeys(n for e in expected for n in here.get(e, ())))
        logged = self._schedules.logged(client, schedule.name, due) or {}
        return Due(
            schedule,
            due,
            present,
            missing,
            names,
            logged.get("batch_id"),
            logged.get("late_since"),
            logged.get("status", ""),
            client.client_schema,
        )

    def _claimed(self, client: Client, schedule: Schedule, since: datetime) -> set[str]:
        """The logical files that batches have claimed since the time before, without what came late for that time: one
        delivery serves one time, and none that a schedule made after it knows of."""
        claims = self._schedules.claims_since(client, schedule.source_system, max(since, schedule.created_at or since))
        before = self._schedules.logged(client, schedule.name, since) or {}
        owed = set(before.get("missing", ()))
        claimed = set()
        for logical, batch_id in claims:
            if batch_id == before.get("batch_id"):
                continue
            if logical in owed:
                owed.remove(logical)
            else:
                claimed.add(logical)
        return claimed

    def log_due(self, client: str, due: Due, status: str, batch_id: str | None = None) -> None:
        """Put on record that a due set was STARTED by a batch, has ARRIVED without one, or is LATE."""
        who, host = self._service.who, self._service.host
        logged = due.schedule.name, due.due, status, due.missing, batch_id
        self._schedules.log(self._service.client(client), *logged, who, host)


class Watch:
    """Looks at the schedules of some clients (all when none is named) again and again.

    A set is complete when each expected file lies whole in ``incoming``, unchanged since the look before, or was claimed
    by a batch since the time before it was due. A complete set is started once; what is missing when it is due is put on
    record as LATE, and started all the same when it comes; a set that needs no start is put on record as ARRIVED. A window
    and this watch may run side by side: the client's lock lets one of them start. ``run`` is how a batch is run, the
    service's own way by default.
    """

    def __init__(
        self,
        service: Service,
        clients: tuple[str, ...] = (),
        tell: Callable[[str], None] = lambda _: None,
        run: Callable[[Plan], dict[str, Any]] | None = None,
    ) -> None:
        self._service, self._clients, self._tell = service, clients, tell
        self._run = run or service.run
        self._seen: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._told: dict[tuple[str, str], str] = {}

    def run(self, every: float, stop: threading.Event, looks: int = 0) -> None:
        """Look every so many seconds until told to stop, or so many times; a lost database is told once and waited for."""
        for number in count(1):
            if stop.is_set() or (looks and number > looks):
                return
            try:
                self.look()
                self._once("", "", "")
            except UnreachableError as error:
                self._once("", "", str(error))
            if number != looks:
                stop.wait(every)

    def look(self) -> list[Due]:
        """Look once at every schedule and do what is due; returns how each stands."""
        found = []
        for client in self._clients or tuple(c.client_schema for c in self._service.clients()):
            for due in self._service.schedules.due(client, self._is_stable):
                found.append(due)
                try:
                    self._act(client, due)
                except UnreachableError:
                    raise
                except EtlError as error:
                    self._once(client, due.schedule.name, str(error))
        return found

    def _act(self, client: str, due: Due) -> None:
        name = due.schedule.name
        if due.settled is not None:
            self._service.schedules.log_due(client, due.settled, "ARRIVED")
        if due.batch_id:
            return
        if due.missing:
            if due.is_late and due.late_since is None:
                self._service.schedules.log_due(client, due, "LATE")
                self._tell(f"{client} {name}: late since {due.due:%Y-%m-%d %H:%M %Z}, missing {', '.join(due.missing)}")
            return
        if not due.schedule.starts or not due.names:
            if due.status != "ARRIVED":
                self._service.schedules.log_due(client, due, "ARRIVED")
            return
        try:
            report = self._run(self._service.plan(client, Mode.START, files=due.names))
        except LockedError as error:
            self._once(client, name, f"waits: {error.cause}")
            return
        if report["batch_id"] is None:
            notes = "; ".join(n["message"] for n in report["notes"])
            self._once(client, name, f"complete, but nothing to start: {notes}")
            return
        self._service.schedules.log_due(client, due, "STARTED", report["batch_id"])
        self._once(client, name, f"{report['batch_id']} {report['status']}")

    def _once(self, client: str, name: str, text: str) -> None:
        """Tell something of a schedule when it is another than the last thing told of it."""
        if self._told.get((client, name), "") != text:
            self._told[client, name] = text
            if text:
                self._tell(f"{client} {name}: {text}".strip(" :"))

    def _is_stable(self, client: str, file: IncomingFile) -> bool:
        """True when a file is as it was at the look before."""
        key = (client, file.source_system, file.name)
        before, self._seen[key] = self._seen.get(key), (file.size, file.mtime_ns)
        return before == (file.size, file.mtime_ns)


def arrived(config: ClientConfig, source: str, names: list[str]) -> dict[str, list[str]]:
    """Logical source file -> names of the files in ``names`` that feed it."""
    found: dict[str, list[str]] = {}
    for name in names:
        for file in match_all(config, source, name):
            found.setdefault(file.logical_source_file, []).append(name)
    return found
