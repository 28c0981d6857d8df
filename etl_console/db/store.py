"""The database as one object: what ``pipeline.ports.Store`` asks for."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from etl_console.db.batches import PgBatches
from etl_console.db.bronze import PgBronze
from etl_console.db.clients import PgClients
from etl_console.db.connect import Database
from etl_console.db.decisions import PgDecisions
from etl_console.db.drift import PgDrift
from etl_console.db.events import PgEvents
from etl_console.db.insight import PgInsight
from etl_console.db.journal import Journals
from etl_console.db.locks import PgLocks
from etl_console.db.retention import PgRetention
from etl_console.db.routines import PgRoutines
from etl_console.db.schedules import PgSchedules
from etl_console.db.undo import PgUndo
from etl_console.records import Run


class PgStore:
    """PostgreSQL, with one room per duty; ``site_sql`` is the site's own folder of SQL files."""

    def __init__(self, database: Database, site_sql: Path) -> None:
        self.database = database
        self.clients = PgClients(database)
        self.locks = PgLocks(database)
        self.journals = Journals(database)
        self.batches = PgBatches(database, self.journals)
        self.decisions = PgDecisions(database)
        self.bronze = PgBronze(database)
        self.routines = PgRoutines(database, site_sql)
        self.events = PgEvents(database, self.journals)
        self.undo = PgUndo(database)
        self.retention = PgRetention(database)
        self.schedules = PgSchedules(database)
        self.drift = PgDrift(database)
        self.insight = PgInsight(database)

    def about(self) -> dict[str, str]:
        """The database: ``database``, ``server`` (host and port), ``version``, ``user``."""
        with self.database.transaction() as connection:
            info = connection.info
            return {
                "database": info.dbname,
                "server": f"{info.host}:{info.port}",
                "version": info.parameter_status("server_version") or "",
                "user": info.user,
            }

    def together(self) -> AbstractContextManager[None]:
        """What this thread records within is one transaction."""
        return self.database.together()

    def journal(self, run: Run) -> AbstractContextManager[None]:
        """What a run tells of itself within is written together, a moment later (``journal.py``)."""
        return self.journals.keep(run)

    def close(self) -> None:
        """Close every connection."""
        self.events.close()
        self.database.close()
