"""Figures, history and one time line over all logs: what the window asks beyond the record of a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg import sql

from etl_console.db.connect import Database, queries
from etl_console.records import Client, LogFilter

_SOURCES = {
    "job": ("j", "started_at", "job_id", "subject", "job_name", ("error", "subject", "code", "message", "reason")),
    "mapping": ("m", "logged_at", "log_id", "physical_file_name", None, ("message", "physical_file_name", "code")),
    "rows": ("r", "logged_at", "log_id", "physical_file_name", None, ("message", "physical_file_name", "rule")),
    "load": ("l", "logged_at", "log_id", "physical_file_name", None, ("error", "physical_file_name", "message")),
    "config": ("h", "changed_at", "history_id", "table_name", None, ("reason", "table_name", "changed_by")),
    "hold": ("k", "logged_at", "log_id", None, "act", ("reason", "who")),
}  # source: alias, time, key, subject, stage column, columns that a text is looked for in
_LEVELS = {
    "job": {"error": "j.status = 'FAILED'", "warning": "j.status IN ('FAILED', 'SKIPPED', 'CANCELLED')"},
    "mapping": {"error": "false", "warning": "true"},
    "rows": {"error": "r.policy = 'fatal'", "warning": "true"},
    "load": {"error": "true", "warning": "true"},
    "config": {"error": "false", "warning": "false"},
    "hold": {"error": "false", "warning": "false"},
}

_SIGNATURE = sql.SQL(
    "regexp_replace(regexp_replace(regexp_replace(j.error, '[[:alnum:]_.-]*BATCH[0-9]+[[:alnum:]_.]*', '…', 'g'),"
    " '“[^”]*”', '“…”', 'g'), '[0-9][0-9.,]*', '#', 'g')"
)
"""What an error says, numbers and names taken out."""


class PgInsight:
    """Reads; ``client`` of None means all clients."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(
        self, name: str, client: Client | None, since: datetime, until: datetime, zone: str
    ) -> list[dict[str, Any]]:
        """The rows of a named question of ``insight.sql``: per_day, stages, durations, freshness, lateness,
        attention."""
        given = {"client_id": client and client.client_id, "since": since, "until": until, "zone": zone}
        with self._database.transaction() as connection:
            return list(connection.execute(queries("insight")[name], given))

    def usual(self, client: Client, batch_id: str, files: Sequence[str], steps: Sequence[str]) -> list[dict[str, Any]]:
        """Median seconds and rows of the last successes of logical files and steps, other batches' than this one's."""
        found: list[dict[str, Any]] = []
        with self._database.transaction() as connection:
            for name, names in (("usual_files", files), ("usual_steps", steps)):
                given = {"client_id": client.client_id, "batch_id": batch_id, "names": list(dict.fromkeys(names))}
                found += connection.execute(queries("insight")[name], given)
        return found

    def files_seen(self, client: Client, names: Sequence[str]) -> list[dict[str, Any]]:
        """The newest record of each of these physical files."""
        with self._database.transaction() as connection:
            given = {"client_id": client.client_id, "names": list(names)}
            return list(connection.execute(queries("insight")["files_seen"], given))

    def understood(self, client: Client, batch_id: str, name: str) -> dict[str, Any]:
        """What was understood of one physical file of a batch; empty where it was not read."""
        with self._database.transaction() as connection:
            given = {"client_id": client.client_id, "batch_id": batch_id, "name": name}
            row = connection.execute(queries("insight")["understood"], given).fetchone()
        return dict(row["understood"] or {}) if row else {}

    def expected_files(self, client: Client, limit: int) -> list[dict[str, Any]]:
        """The newest files that the audit knows."""
        with self._database.transaction() as connection:
            given = {"client_id": client.client_id, "limit": limit}
            return list(connection.execute(queries("insight")["expected_files"], given))

    def recent_files(self, client: Client, batches: Sequence[str]) -> list[dict[str, Any]]:
        """What became of each logical file in these batches."""
        with self._database.transaction() as connection:
            given = {"client_id": client.client_id, "batches": list(batches)}
            return list(connection.execute(queries("insight")["recent_files"], given))

    def timeline(self, wanted: LogFilter, before: tuple[datetime, str, int] | None, limit: int) -> list[dict[str, Any]]:
        """One page of the time line, newest first, of what is older than the key ``before`` (at, source, id)."""
        given = {**_given(wanted), "limit": limit, "at": before and before[0], "id": before and before[2]}
        parts: dict[str, sql.Composable] = {n: sql.SQL(_condition(n, wanted, before)) for n in _SOURCES}
        if wanted.signature:
            alike = sql.SQL(" AND {} = %(signature)s").format(_SIGNATURE)
            parts = {n: parts[n] + alike if n == "job" else sql.SQL("false") for n in _SOURCES}
        with self._database.transaction() as connection:
            return list(connection.execute(queries("timeline")["timeline"].format(**parts), given))

    def signatures(self, wanted: LogFilter, since: datetime) -> list[dict[str, Any]]:
        """Errors and warnings since then, those that are looked for, grouped by what they say."""
        wanted = replace(wanted, since=since)
        query = queries("timeline")["signatures"].format(
            signature=_SIGNATURE, job=sql.SQL(_condition("job", wanted, None))
        )
        with self._database.transaction() as connection:
            return list(connection.execute(query, _given(wanted)))

    def first_error(self, client: str, batch_id: str) -> Mapping[str, Any] | None:
        """Key and time of the first error of a batch."""
        with self._database.transaction() as connection:
            given = {"client": client, "batch": batch_id}
            return connection.execute(queries("timeline")["first_error"], given).fetchone()


_FIRST = """NOT EXISTS (SELECT FROM tools.job_execution_log e WHERE e.client_id = j.client_id AND e.batch_id = j.batch_id
    AND e.subject = j.subject AND e.job_name = j.job_name AND e.job_id < j.job_id)"""
"""An attempt that none of the same thing in the same batch came before."""


def _given(wanted: LogFilter) -> dict[str, Any]:
    """The values of what is looked for, by the names that the queries give them."""
    return {
        "client": wanted.client or None, "batch": wanted.batch or None, "subject": wanted.subject or None,
        "stage": wanted.stage or None, "like": f"%{_escaped(wanted.text)}%", "signature": wanted.signature or None,
        "since": wanted.since, "until": wanted.until,
    }  # fmt: skip


def _condition(source: str, wanted: LogFilter, before: tuple[datetime, str, int] | None) -> str:
    """The WHERE of one source: only what is asked for, so that each question finds its index."""
    alias, at, key, subject, stage, texts = _SOURCES[source]
    parts = ["true"]
    if before is not None:
        after_it = {True: f"{alias}.{key} < %(id)s", False: "true" if source < before[1] else "false"}[
            source == before[1]
        ]
        parts.append(f"({alias}.{at} < %(at)s OR ({alias}.{at} = %(at)s AND {after_it}))")
        parts.append(f"{alias}.{at} <= %(at)s")
    if wanted.client:
        parts.append(
            f"{alias}.client_id = (SELECT client_id FROM tools.client_reference WHERE client_schema = %(client)s)"
        )
    if wanted.since is not None:
        parts.append(f"{alias}.{at} >= %(since)s")
    if wanted.until is not None:
        parts.append(f"{alias}.{at} < %(until)s")
    if wanted.batch:
        parts.append("false" if source == "config" else f"{alias}.batch_id = %(batch)s")
    if source == "rows" and not wanted.text:
        parts.append("r.policy <> 'fatal'")  # the attempt that failed over it says it too
    if wanted.subject:
        parts.append(f"{alias}.{subject} = %(subject)s" if subject else "false")
    if wanted.stage:
        stages = {
            "mapping": "validate_mapping",
            "rows": "validate_row",
            "load": "load_to_bronze",
            "config": "configuration",
        }
        parts.append(f"{alias}.{stage} = %(stage)s" if stage else "true" if stages[source] == wanted.stage else "false")
    if wanted.first:
        parts.append(_FIRST if source == "job" else "false")
    if wanted.level:
        parts.append(_LEVELS[source][wanted.level])
    if wanted.text:
        parts.append("(" + " OR ".join(f"{alias}.{c} ILIKE %(like)s" for c in texts) + ")")
    return " AND ".join(parts)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
