"""When files are due (crontab(5) in a time zone), how complete the set is, and the watch that starts what is complete
and tells what is late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from etl_console.errors import ConfigurationError, EtlError, LockedError, UnreachableError
from etl_console.pipeline.plan import match_all
from etl_console.pipeline.storage import IncomingFile
from etl_console.records import ClientConfig, Mode, Schedule

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
    client: str = ""

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


class Watch:
    """Looks at the schedules of some clients (all when none is named) again and again.

    A set is complete when each expected file lies whole in ``incoming``, unchanged since the look before, or was claimed
    by a batch since the time before it was due. A complete set is started once; what is missing when it is due is put on
    record as LATE, and started all the same when it comes. A window and this watch may run side by side: the client's
    lock lets one of them start. ``run`` is how a batch is run, the service's own way by default.
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
            for due in self._service.due(client, self._is_stable):
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
        if due.batch_id:
            return
        if due.missing:
            if due.is_late and due.late_since is None:
                self._service.log_due(client, due, "LATE")
                self._tell(f"{client} {name}: late since {due.due:%Y-%m-%d %H:%M %Z}, missing {', '.join(due.missing)}")
            return
        if not due.schedule.starts or not due.names:
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
        self._service.log_due(client, due, "STARTED", report["batch_id"])
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
