"""What a run tells of itself, written a moment later and together: attempts, where its files stand, events.

Each of them alone would cost a transaction, some dozens a file. They are kept in memory and written in one short
transaction: when something asks for it (``flush``), and by a thread before they are ``_SOON`` old. A process that is
killed loses the last moment of its record and nothing else: what a load did is on record with the load, and a stage that
is not on record as done is done again.

The transaction holds the client's work lock as a load does, so that a run whose client was taken over writes nothing.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from etl_console.db.connect import Database, queries
from etl_console.db.locks import begin_work
from etl_console.db.text import as_json
from etl_console.errors import EtlError, LockLostError
from etl_console.records import Run

ORDER = (0x45544C45, 0)  # "ETLE": events get their numbers in the order in which they are committed
_SOON = 0.15
_RESERVED = 64


class Journal:
    """The journal of one run. Raises LockLostError from any method once somebody else has the client."""

    def __init__(self, database: Database, run: Run) -> None:
        self._database, self._run = database, run
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._jobs: dict[int, dict[str, Any]] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._events: list[Mapping[str, Any]] = []
        self._open_jobs: dict[int, dict[str, Any]] = {}
        self._free_ids: list[int] = []
        self._again = False
        self._lost: LockLostError | None = None
        self._over = threading.Event()
        self._reserve()
        self._thread = threading.Thread(target=self._keep, name="etl-journal")
        self._thread.start()

    # What happened -----------------------------------------------------------------------------------------------

    def begin_job(self, job: str, subject: str | None, attempt: int, reason: str = "") -> int:
        """An attempt begins, for a reason where one was given; returns its number."""
        with self._lock:
            if not self._free_ids:
                self._reserve()
            job_id = self._free_ids.pop(0)
            row = {
                "job_id": job_id, "job_name": job, "subject": subject, "attempt": attempt, "status": "RUNNING",
                "started_at": self._now(), "reason": reason or None,
            }  # fmt: skip
            self._jobs[job_id] = self._open_jobs[job_id] = row
        self._check()
        return job_id

    def end_job(self, job_id: int, **ended: Any) -> None:
        """An attempt is over: status, rows and what was said of its error."""
        with self._lock:
            row = {**self._open_jobs.pop(job_id), **ended, "ended_at": self._now()}
            self._jobs[job_id] = row
        self._check()

    def file(self, physical: str, *, ended: bool = False, **facts: Any) -> None:
        """Where a file stands: columns of its row. With a ``status`` its end is told by ``ended``."""
        with self._lock:
            row = self._files.setdefault(physical, {"physical_file_name": physical})
            row |= facts
            if "status" in facts:
                row["ended_at"] = self._now() if ended else None
        self._check()

    def event(self, event: Mapping[str, Any]) -> None:
        """Something happened."""
        with self._lock:
            self._events.append(event)
        self._check()

    def _check(self) -> None:
        if self._lost is not None:
            raise self._lost

    def _reserve(self) -> None:
        with self._database.transaction() as connection:
            row = connection.execute(queries("journal")["reserve_jobs"], {"count": _RESERVED}).fetchone()
        assert row is not None
        self._free_ids = row["job_ids"]
        self._clock = row["clock"], time.monotonic()

    def _now(self) -> str:
        """The time as the server's clock has it."""
        clock, began = self._clock
        return str((clock + timedelta(seconds=time.monotonic() - began)).isoformat())

    # On record ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was told so far; raises what the database failed with, and keeps it for the next time."""
        with self._writing:
            with self._lock:
                jobs, self._jobs = self._jobs, {}
                files, self._files = self._files, {}
                events, self._events = self._events, []
            if not (jobs or files or events):
                return self._check()
            try:
                self._write(jobs, files, events)
                self._again = False
            except BaseException as error:
                with self._lock:
                    self._again = True
                    self._jobs = {**jobs, **self._jobs}
                    for physical, row in self._files.items():
                        files[physical] = {**files.get(physical, {}), **row}
                    self._files = files
                    self._events = events + self._events
                    if isinstance(error, LockLostError):
                        self._lost = error
                raise

    def _write(
        self, jobs: Mapping[int, Mapping[str, Any]], files: Mapping[str, Mapping[str, Any]],
        events: list[Mapping[str, Any]],
    ) -> None:  # fmt: skip
        run, q = self._run, queries("journal")
        key = {
            "client_id": run.client.client_id, "batch_id": run.batch_id, "run_number": run.run_number, "who": run.who,
            "host": run.host,
        }  # fmt: skip
        with self._database.transaction() as connection:
            begin_work(connection, run, in_transaction=True)
            with connection.pipeline():
                # Should the server's machine fail in this instant the last of the record is lost, never its order:
                # every commit of data after it waits for both
                connection.execute("SET LOCAL synchronous_commit = off")
                if jobs:
                    connection.execute(q["put_jobs"], {**key, "jobs": as_json(list(jobs.values()))})
                if files:
                    connection.execute(q["lock_files"], {**key, "names": list(files)})
                    connection.execute(q["put_files"], {**key, "files": as_json(list(files.values()))})
                if events:
                    connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", ORDER)
                    connection.execute(q["put_events"], {**key, "events": as_json(events), "again": self._again})

    def _keep(self) -> None:
        while not self._over.wait(_SOON):
            with contextlib.suppress(EtlError):  # it is kept, and told when somebody asks for it
                self.flush()

    def end(self, *, surely: bool = True) -> None:
        """Write what is left, ``surely`` with three tries when that can help; raises what the database failed with."""
        self._over.set()
        self._thread.join()
        for wait in (0.2, 1.0, None) if surely else (None,):
            try:
                return self.flush()
            except EtlError as error:
                if wait is None or not error.transient:
                    raise
                time.sleep(wait)


class Journals:
    """The journals of the runs of this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[tuple[int, str], Journal] = {}

    @contextmanager
    def keep(self, run: Run) -> Iterator[None]:
        """Keep a journal for a run as long as the context lasts, or until ``end``."""
        key = run.client.client_id, run.batch_id
        self._open[key] = Journal(self._database, run)
        try:
            yield
        except BaseException:
            if (journal := self._open.pop(key, None)) is not None:
                with contextlib.suppress(EtlError):
                    journal.end(surely=False)
            raise
        self.end(*key)

    def of(self, client_id: int, batch_id: str) -> Journal | None:
        """The journal of a run that is under way in this process."""
        return self._open.get((client_id, batch_id))

    def flush(self, client_id: int, batch_id: str) -> None:
        """Write what a run has told so far, before something reads or adds to it."""
        if (journal := self.of(client_id, batch_id)) is not None:
            journal.flush()

    def end(self, client_id: int, batch_id: str) -> None:
        """Write all, and keep no journal any more: what follows is written at once."""
        if (journal := self._open.pop((client_id, batch_id), None)) is not None:
            journal.end()
