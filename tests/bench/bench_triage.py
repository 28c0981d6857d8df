"""``./console bench triage``: a million rejected rows opened in the window, scrolled into, filled and taken back."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from etl_console import demo
from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate
from etl_console.records import Selection
from tests.conftest import make_service
from tests.event_loop import run_for

ROWS = 1_000_000
FILE = "CUST_AZ12_BATCH000001.csv"
_REJECTS = """
INSERT INTO tools.rejected_row (client_id, batch_id, physical_file_name, stage, source_line, column_name, value, rule,
    disposition, message, record)
SELECT client_id, batch_id, %(file)s, 'validate_row', n, 'BDATE', '31/02/' || (1900 + n %% 100), 'bad_value', 'quarantined',
    '“31/02/' || (1900 + n %% 100) || '” in BDATE is not a date.',
    jsonb_build_object('CID', 'NASAW' || n, 'BDATE', '31/02/' || (1900 + n %% 100), 'GEN', 'Male')
FROM tools.batch, generate_series(2, %(rows)s + 1) AS n
"""


def _timed(name: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{name:58} {time.perf_counter() - began:8.3f} s", flush=True)


def main() -> None:
    """Print how long each thing takes."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from etl_console.records import Mode
    from etl_console.ui import language, theme
    from etl_console.ui.main_window import MainWindow
    from etl_console.ui.pages.triage.page import TriagePage
    from etl_console.ui.pages.triage.rows_model import FIRST_VALUE
    from etl_console.ui.shell.links import Link

    with tempfile.TemporaryDirectory(prefix="etl-bench-") as temporary:
        home = Path(temporary)
        home.chmod(0o755)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)  # nothing remembered of other windows
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "ui"))
        with EmbeddedServer(home).use() as dsn:
            database = Database(dsn)
            migrate(database)
            service = make_service(database, home / "storage")
            demo.install(service, database, "client1")
            demo.deliver_first_day(service, "client1")
            service.run(service.plan("client1", Mode.START))
            with database.transaction() as connection:
                connection.execute(_REJECTS, {"file": FILE, "rows": ROWS})
                connection.execute("ANALYZE tools.rejected_row")
            group = Selection(FILE, "bad_value", "BDATE", "99/99/9999")
            triage, where = service.triage, ("client1", "BATCH000001")
            _timed("groups of a million rejected rows", lambda: triage.groups(*where))
            _timed("first page of 200", lambda: triage.page(*where, group))
            _timed("where its 5,000 pages begin", lambda: triage.anchors(*where, group, 200))
            app = QApplication.instance() or QApplication([])
            assert isinstance(app, QApplication)
            language.apply(app, "en")
            theme.apply(app, "light")
            window = MainWindow(service)
            window.show()
            window.start()
            while not window.client or "triage" not in window.pages:
                run_for(10)
            page = window.pages["triage"]
            assert isinstance(page, TriagePage)

            def opened() -> None:
                window.go(Link("client1", "BATCH000001", page="triage", params={"rule": "bad_value"}))
                while page.model.total != ROWS or not page.model.index(0, FIRST_VALUE).data():
                    run_for(5)

            def at_the_end() -> None:
                page.rows.scrollToBottom()
                while page.model.index(ROWS - 1, FIRST_VALUE).data() != f"NASAW{ROWS + 1}":
                    run_for(5)

            _timed("opened in the window: reasons, first rows, bad cell", opened)
            _timed("scrolled to the last of a million", at_the_end)

            def filtered_by(text: str, rows: int) -> None:
                page.filter.setText(text)
                while page.fetching.text != text or page.is_waiting or page.model.total != rows:
                    run_for(5)

            _timed(
                "filtered by a text that a hundredth has, in the window", lambda: filtered_by("/02/1971", ROWS // 100)
            )
            _timed("by one that one row has", lambda: filtered_by(f"nasaw{ROWS + 1}", 1))
            _timed("all of them again", lambda: filtered_by("", ROWS))

            def sorted_by(column: str, first: str) -> None:
                page.rows.sort_wanted.emit(column)
                while page.model.index(0, FIRST_VALUE + 1).data() != first:
                    run_for(5)

            _timed("sorted by a column in the window", lambda: sorted_by("BDATE", "31/02/1900"))
            _timed("the other way round", lambda: sorted_by("BDATE", "31/02/1999"))
            _timed("filled, each cell on record", lambda: triage.fill(*where, group, "BDATE", "1971-02-28"))
            _timed("groups with a million decided", lambda: triage.groups(*where))
            _timed("taken back", lambda: triage.undo(*where))
            window.close()
            service.close()


if __name__ == "__main__":
    main()
