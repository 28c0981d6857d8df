"""A month of client2 for the pictures: real batches of its sample, dated back, and what became of their schedule."""

from __future__ import annotations

from pathlib import Path

from etl_console.db.connect import Database
from etl_console.pipeline.service import Service
from etl_console.records import Mode, Schedule
from etl_console.resources import resource_path

_CLIENT = "client2"
_FILES = {"shop": ("customers", "suppliers"), "hr": ("territories",)}
_HELD = {4: 1, 9: 1, 16: 1, 1: 6}
"""Days ago: rows without their key. One of so many is held back, six are more than is allowed: the file fails."""
_LATE = {4: 55, 11: 18, 1: 0}
"""Days ago: minutes that the set came late; 0 for one that did not come."""


def live_a_month(service: Service, database: Database, work: Path) -> None:
    """A batch each working day of the last four weeks, unless there are some already."""
    if service.config(_CLIENT).client.last_batch_id != "BATCH000001":
        return
    work.mkdir(exist_ok=True)
    service.schedules.save(
        _CLIENT, Schedule("shop in the morning", "shop", "0 8 * * *", "UTC", ("customers", "suppliers"))
    )
    for days in [d for d in range(28, 0, -1) if d % 7 not in (0, 6)]:
        for source, names in _FILES.items():
            for name in names:
                service.deliver(_CLIENT, _made(work, source, name, days), source)
        report = service.run(service.plan(_CLIENT, Mode.START))
        _date_back(database, str(report["batch_id"]), days)


def _made(work: Path, source: str, name: str, days: int) -> Path:
    """A real file without one of its rows, another one each day; on some days rows of customers have lost their key."""
    path = resource_path("sample", _CLIENT, "incoming", source, f"{name}.csv")
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    kept = rows[:days] + rows[days + 1 :]
    if name == "customers":
        held = _HELD.get(days, 0)
        kept = ["," + row.partition(",")[2] for row in kept[:held]] + kept[held:]
    made = work / f"{name}_{days:02}.csv"
    made.write_text("\n".join([header, *kept, ""]), encoding="utf-8")
    return made


def _date_back(database: Database, batch_id: str, days: int) -> None:
    """The batch was that many days ago, at half past seven or when its set was there."""
    late = _LATE.get(days)
    given = {"batch": batch_id, "days": days, "late": late, "client": _CLIENT}
    with database.transaction() as connection:
        row = connection.execute(
            "SELECT b.client_id, date_trunc('day', now(), 'UTC') - make_interval(days => %(days)s)"
            " + make_interval(mins => 450 + %(late)s) - b.created_at AS age"
            " FROM tools.batch b JOIN tools.client_reference c USING (client_id)"
            " WHERE c.client_schema = %(client)s AND b.batch_id = %(batch)s",
            given | {"late": 30 + late if late else 0},
        ).fetchone()
        assert row is not None
        given |= row
        for table, extra in (
            ("batch", ", created_at = created_at + %(age)s"),
            ("file_audit_log", ""),
            ("job_execution_log", ""),
        ):
            connection.execute(
                f"UPDATE tools.{table} SET started_at = started_at + %(age)s, ended_at = ended_at + %(age)s{extra}"
                " WHERE client_id = %(client_id)s AND batch_id = %(batch)s", given)  # fmt: skip
        connection.execute(
            "DELETE FROM tools.kpi_file_hour WHERE client_id = %(client_id)s AND hour > now() - interval '1 hour'",
            given,
        )
        connection.execute(
            "DELETE FROM tools.kpi_stage_day WHERE client_id = %(client_id)s AND day > now() - interval '1 day'", given
        )
        connection.execute("SELECT tools.rollup_batch(%(client_id)s, %(batch)s)", given)
        connection.execute(
            "INSERT INTO tools.schedule_log (schedule_id, due_at, status, missing, batch_id, late_since, logged_at, who, host)"
            " SELECT schedule_id, due, %(status)s, %(missing)s, %(started)s, %(since)s, due + make_interval(mins => %(mins)s),"
            " 'watch', 'etl' FROM tools.schedule,"
            " (SELECT date_trunc('day', now(), 'UTC') - make_interval(days => %(days)s) + interval '8 hours' AS due) AS d"
            " WHERE client_id = %(client_id)s",
            given | {"status": "LATE" if late == 0 else "STARTED", "missing": ["suppliers"] if late == 0 else [],
                     "started": None if late == 0 else batch_id, "mins": late or 0,
                     "since": None if late is None else "now()"},
        )  # fmt: skip
