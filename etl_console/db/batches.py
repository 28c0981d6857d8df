"""The record of what every batch did: batches, files, attempts, logs, rejected rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from etl_console.db.connect import Connection, Database, queries
from etl_console.db.journal import Journal, Journals
from etl_console.db.text import as_json
from etl_console.errors import EtlError
from etl_console.records import (
    BatchState,
    Client,
    Disposition,
    FileState,
    Job,
    Ledger,
    Mode,
    Problem,
    RejectedRecord,
    Run,
    Stage,
    Status,
    StepConfig,
    StepState,
    UnderWay,
)

_STAGE_COLUMNS = {
    Stage.CONVERT: "convert_status",
    Stage.VALIDATE_MAPPING: "mapping_validation_status",
    Stage.VALIDATE_ROW: "row_validation_status",
    Stage.LOAD_TO_BRONZE: "load_status",
}
_DATABASE_FACTS = ("sqlstate", "message", "detail", "hint", "context")


class PgBatches:
    """Keeps the record of batches. Short transactions; each method is one, but for what a run tells of its attempts and
    files: that goes into its journal, which is written before anything is read or added that rests on it."""

    def __init__(self, database: Database, journals: Journals) -> None:
        self._database, self._journals = database, journals

    def _do(self, name: str, **values: Any) -> list[dict[str, Any]]:
        with self._database.transaction() as connection:
            cursor = connection.execute(queries("batches")[name], values)
            return cursor.fetchall() if cursor.description else []

    # Batches -----------------------------------------------------------------------------------------------------

    def open(self, run: Run, mode: Mode, files: Sequence[FileState], manifest: Mapping[str, Any]) -> Run:
        """Take the next batch_id and record batch and files in one transaction.

        Wherever ``run.batch_id`` stands in names and manifest, the id that was taken takes its place.
        """
        q = queries("batches")
        with self._database.transaction() as connection:
            row = connection.execute(q["take_batch_id"], {"client_id": run.client.client_id}).fetchone()
            assert row is not None
            batch_id: str = row["batch_id"]

            def named(text: str) -> str:
                return text.replace(run.batch_id, batch_id)

            key = {**_key(run), "batch_id": batch_id}
            whole = json.loads(named(json.dumps(manifest)))
            connection.execute(q["add_batch"], {**key, "mode": mode, "manifest": Jsonb(whole), **_who(run)})
            for file in files:
                connection.execute(
                    q["add_file"],
                    {
                        **key,
                        "physical_file_name": named(file.physical_file_name),
                        "logical_source_file": file.logical_source_file,
                        "source_system": file.source_system,
                        "original_file_name": file.original_file_name,
                        "file_size": file.file_size,
                        "file_hash": file.file_hash,
                        **_who(run),
                    },
                )
        return Run(run.who, run.host, run.pid, run.client, batch_id)

    def reopen(self, run: Run, mode: Mode) -> Run:
        """Mark an existing batch RUNNING again, with the next run number."""
        q = queries("batches")
        with self._database.transaction() as connection:
            connection.execute(q["interrupt_jobs"], _key(run))
            row = connection.execute(q["reopen"], {**_key(run), "mode": mode, **_who(run)}).fetchone()
            assert row is not None
        return Run(run.who, run.host, run.pid, run.client, run.batch_id, row["run_number"])

    def close(self, run: Run, status: Status, folder: str, manifest: Mapping[str, Any]) -> None:
        """A run is over."""
        self._journals.end(run.client.client_id, run.batch_id)
        with self._database.transaction() as connection:
            connection.execute(queries("batches")["interrupt_jobs"], _key(run))
            connection.execute(
                queries("batches")["close"],
                {**_key(run), "status": status, "folder": folder, "manifest": Jsonb(dict(manifest))},
            )
            connection.execute(queries("insight")["rollup_batch"], _key(run))

    def interrupt(self, client: Client, batch_id: str) -> None:
        """Mark a batch and its running attempts FAILED: whoever ran it is gone."""
        key = {"client_id": client.client_id, "batch_id": batch_id}
        with self._database.transaction() as connection:
            for name in ("interrupt_jobs", "interrupt_files", "interrupt_batch"):
                connection.execute(queries("batches")[name], key)

    def unfinished(self, client: Client) -> list[str]:
        """Batches recorded as RUNNING."""
        return [r["batch_id"] for r in self._do("unfinished", client_id=client.client_id)]

    def state(self, client: Client, batch_id: str) -> BatchState | None:
        """One batch with its files and steps."""
        key = {"client_id": client.client_id, "batch_id": batch_id}
        self._journals.flush(client.client_id, batch_id)
        with self._database.transaction() as connection:
            row = connection.execute(queries("batches")["batch"], key).fetchone()
            if row is None:
                return None
            steps = connection.execute(queries("batches")["steps"], key).fetchall()
            files = _files(connection, [row])
            run = None
            if row["status"] == Status.RUNNING:
                key |= {"run_number": row["run_number"]}
                run = connection.execute(queries("batches")["under_way"], key).fetchone()
        state = _batch(row, files, tuple(_step(s) for s in steps))
        return replace(state, under_way=UnderWay(run["mode"], tuple(run["steps"]))) if run else state

    def recent(self, client: Client | None, limit: int = 100) -> list[BatchState]:
        """The newest batches with their files in short and without their steps, newest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                queries("batches")["recent"], {"client_id": client and client.client_id, "limit": limit}
            ).fetchall()
            files = _files(connection, rows, "files_in_short")
        return [_batch(r, files, ()) for r in rows]

    def loaded_before(self, client: Client, hashes: Sequence[str]) -> dict[str, str]:
        """Hash -> batch that loaded this content."""
        rows = self._do("loaded_before", client_id=client.client_id, hashes=list(hashes))
        return {r["file_hash"]: r["batch_id"] for r in rows}

    # Attempts ----------------------------------------------------------------------------------------------------

    def begin_job(self, run: Run, job: str, subject: str | None, attempt: int, reason: str = "") -> int:
        """An attempt begins, for a reason where one was given; returns its number."""
        return self._journal(run).begin_job(job, subject, attempt, reason)

    def end_job(
        self, run: Run, job_id: int, status: Status, rows: int | None = None, error: EtlError | None = None
    ) -> None:
        """An attempt is over, with what an operator and what the database said of it."""
        self._journal(run).end_job(
            job_id, status=status, rows=rows, code=error.code if error else None,
            remedy=error.remedy if error else None, **_error(error),
        )  # fmt: skip

    def _journal(self, run: Run) -> Journal:
        journal = self._journals.of(run.client.client_id, run.batch_id)
        assert journal is not None, "what a run does is told while its journal is kept"
        return journal

    def _on_record(self, run: Run) -> None:
        self._journals.flush(run.client.client_id, run.batch_id)

    def jobs(self, client: Client, batch_id: str, subject: str | None = None) -> list[Job]:
        """The attempts of a batch, or of one file or step of it, in the order they began."""
        self._journals.flush(client.client_id, batch_id)
        return [_job(r) for r in self._do("jobs", client_id=client.client_id, batch_id=batch_id, subject=subject)]

    # Files -------------------------------------------------------------------------------------------------------

    def file_stages(
        self, run: Run, physical: str, stages: Iterable[Stage], status: Status, counted: FileState | None = None
    ) -> None:
        """Where a file stands in some stages, with its ledger and problems so far; it is RUNNING."""
        facts: dict[str, Any] = {_STAGE_COLUMNS[s]: status for s in stages}
        if counted is not None:
            ledger = counted.ledger
            facts |= {
                "total_rows": ledger.read, "rejected_rows": ledger.rejected, "quarantined_rows": ledger.quarantined,
                "problems": [p.to_json() for p in counted.problems],
            }  # fmt: skip
        self._journal(run).file(physical, status=Status.RUNNING, **facts)

    def file_converted(
        self, run: Run, physical: str, parquet_name: str, read: int, understood: Mapping[str, Any]
    ) -> None:
        """What convert found: the Parquet file, records read, the dialect."""
        self._journal(run).file(physical, parquet_name=parquet_name, total_rows=read, understood=dict(understood))

    def file_version(self, run: Run, physical: str, version: int) -> None:
        """Which version of its columns a file has."""
        self._journal(run).file(physical, schema_version=version)

    def file_replaced(self, run: Run, physical: str, size: int, content_hash: str) -> None:
        """Record the size and hash of a corrected raw file."""
        self._do("file_replaced", **_key(run), physical=physical, size=size, hash=content_hash)

    def file_ended(self, run: Run, file: FileState) -> None:
        """Status, ledger and problems of a file whose run is over."""
        counted = {f"{name}_rows": n for name, n in file.ledger.to_json().items() if name != "read"}
        self._journal(run).file(
            file.physical_file_name, ended=True, status=file.status, total_rows=file.ledger.read, **counted,
            problems=[p.to_json() for p in file.problems],
        )  # fmt: skip

    def flush(self, run: Run) -> None:
        """See that all that a run has told so far is on record."""
        self._on_record(run)

    # Rejected rows -----------------------------------------------------------------------------------------------

    def reset_rejects(self, run: Run, physical: str, stages: Sequence[Stage]) -> None:
        """Take back what some stages said of the rows of a file."""
        self._do("reset_rejects", **_key(run), physical=physical, stages=[str(s) for s in stages])

    def add_rejects(
        self, run: Run, physical: str, stage: Stage, records: Sequence[RejectedRecord],
        disposition: Callable[[RejectedRecord], Disposition],
    ) -> None:  # fmt: skip
        """Keep rejected rows."""
        with (
            self._database.transaction() as connection,
            connection.cursor() as cursor,
            cursor.copy(queries("batches")["copy_rejects"]) as copy,
        ):
            for r in records:
                copy.write_row(
                        (
                            run.client.client_id, run.batch_id, physical, str(stage), r.source_line, r.column, r.value,
                            str(r.rule), str(disposition(r)), r.message, as_json(r.record), r.raw,
                        )
                    )  # fmt: skip

    def held_lines(self, client: Client, batch_id: str, physical: str) -> list[int]:
        """Source lines that validate_row holds back from the load, ascending."""
        rows = self._do("held_lines", client_id=client.client_id, batch_id=batch_id, physical=physical)
        return [r["source_line"] for r in rows]

    def rejects(
        self, client: Client, batch_id: str, physical: str | None, after: int = 0, limit: int = 500
    ) -> list[dict[str, Any]]:
        """Rejected rows by ascending reject_id, the page after ``after``."""
        return self._do(
            "rejects", client_id=client.client_id, batch_id=batch_id, physical=physical, after=after, limit=limit
        )

    # Logs --------------------------------------------------------------------------------------------------------

    def log_mapping(self, run: Run, job_id: int, physical: str, attempt: int, problems: Sequence[Problem]) -> None:
        """Findings of validate_mapping."""
        found = [
            {"code": p.code, "column_name": p.facts.get("column"), "message": p.message, "remedy": p.remedy}
            for p in problems
        ]
        self._log("log_mapping", run, job_id, physical, attempt, found)

    def log_rows(
        self, run: Run, job_id: int, physical: str, attempt: int, findings: Sequence[Mapping[str, Any]]
    ) -> None:
        """Findings of validate_row: rule, column_name, policy, row_count, message."""
        self._log("log_rows", run, job_id, physical, attempt, findings)

    def _log(
        self, name: str, run: Run, job_id: int, physical: str, attempt: int, findings: Sequence[Mapping[str, Any]]
    ) -> None:
        if not findings:
            return
        self._on_record(run)
        known = {**_key(run), **_who(run), "job_id": job_id, "physical": physical, "attempt": attempt}
        with self._database.transaction() as connection, connection.cursor() as cursor:
            cursor.executemany(queries("batches")[name], [{**known, **finding} for finding in findings])

    def log_load_error(self, run: Run, job_id: int, physical: str, attempt: int, table: str, error: EtlError) -> None:
        """A load that failed."""
        self._on_record(run)
        self._do(
            "log_load_error", **_key(run), **_who(run), job_id=job_id, physical=physical, attempt=attempt,
            target_table=table, **_error(error),
        )  # fmt: skip

    def log_step(
        self, run: Run, job_id: int, step: StepConfig, attempt: int, status: Status, rows: int | None,
        error: EtlError | None,
    ) -> None:  # fmt: skip
        """A transformation, integration step or refresh that ended."""
        self._on_record(run)
        self._do(f"log_{step.stage}", job_id=job_id, attempt=attempt, status=status, rows=rows, **_error(error))


def _key(run: Run) -> dict[str, Any]:
    return {"client_id": run.client.client_id, "batch_id": run.batch_id}


def _who(run: Run) -> dict[str, Any]:
    return {"who": run.who, "host": run.host, "pid": run.pid}


def _error(error: EtlError | None) -> dict[str, Any]:
    facts = error.facts if error else {}
    return {"error": error.cause if error else None, **{k: facts.get(k) for k in _DATABASE_FACTS}}


def _time(value: datetime | None) -> str:
    return value.isoformat(timespec="milliseconds") if value else ""


def _files(
    connection: Connection, batches: Sequence[Mapping[str, Any]], query: str = "files"
) -> dict[tuple[int, str], list[FileState]]:
    found: dict[tuple[int, str], list[FileState]] = {}
    for client_id in {b["client_id"] for b in batches}:
        ids = [b["batch_id"] for b in batches if b["client_id"] == client_id]
        for row in connection.execute(queries("batches")[query], {"client_id": client_id, "batch_ids": ids}):
            found.setdefault((client_id, row["batch_id"]), []).append(_file(row))
    return found


def _file(r: Mapping[str, Any]) -> FileState:
    return FileState(
        r["physical_file_name"], r["logical_source_file"], r["source_system"], r["original_file_name"], r["file_size"],
        r["file_hash"], r["parquet_name"], {s: Status(r[c]) for s, c in _STAGE_COLUMNS.items()}, Status(r["status"]),
        Ledger(r["total_rows"], r["loaded_rows"], r["rejected_rows"], r["quarantined_rows"], r["skipped_rows"]),
        r["understood"], tuple(Problem(**p) for p in r["problems"]),
    )  # fmt: skip


def _batch(
    r: Mapping[str, Any], files: Mapping[tuple[int, str], list[FileState]], steps: tuple[StepState, ...]
) -> BatchState:
    client = Client(r["client_id"], r["client_schema"], r["client_name"], r["last_batch_id"])
    if r["status"] == Status.UNDONE:  # what its steps had made is gone with it
        steps = tuple(replace(s, status=Status.UNDONE, rows=None) for s in steps)
    return BatchState(
        client, r["batch_id"], Mode(r["mode"]), Status(r["status"]), r["run_number"], _time(r["started_at"]),
        _time(r["ended_at"]) or None, r["who"], r["host"], r["pid"], r["folder"], r["manifest"],
        tuple(files.get((r["client_id"], r["batch_id"]), ())), steps,
    )  # fmt: skip


def _step(r: Mapping[str, Any]) -> StepState:
    return StepState(
        Stage(r["job_name"]), r["subject"], Status(r["status"]), r["attempt"], r["rows"], r["error"],
        _time(r["started_at"]), _time(r["ended_at"]) or None,
    )  # fmt: skip


def _job(r: Mapping[str, Any]) -> Job:
    return Job(
        r["job_id"], r["job_name"], r["subject"], r["run_number"], r["attempt"], Status(r["status"]), r["rows"],
        _time(r["started_at"]), _time(r["ended_at"]) or None, r["who"], r["host"], r["code"], r["error"], r["remedy"],
        {k: r[k] for k in _DATABASE_FACTS if r[k]},
    )  # fmt: skip
