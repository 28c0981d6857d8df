"""``./console screenshots DIR``: drives the real window through every screen and state on the demo data, both themes and
languages, and writes a PNG of each."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from etl_console import demo, wiring
from etl_console.db.connect import Database
from etl_console.errors import EXIT_USAGE
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.settings import Settings
from etl_console.ui import language, theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.shell.links import Link
from tests.event_loop import run_for
from tests.past import live_a_month
from tests.rare_scenes import RARE, RUNS
from tests.scenes import SCENES

_PATIENCE, _A_MOMENT_MS = 30.0, 500
LOOKS = [("light", "en"), ("dark", "en"), ("light", "id"), ("dark", "id")]


@dataclass
class Stage:
    """What a scene drives: the window, where it works, and the camera."""

    window: MainWindow
    service: Service
    folder: Path
    work: Path

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Wait until the window has shown what it asked for."""
        end, quiet = time.monotonic() + _PATIENCE, 0
        while quiet < 3 and time.monotonic() < end:
            run_for(5)
            quiet = quiet + 1 if self.is_quiet() and until() else 0

    def is_quiet(self) -> bool:
        """True when no page waits for an answer, or for a moment to look again."""
        if any(page.is_waiting for page in self.window.pages.values()):
            return False
        timers = self.window.findChildren(QTimer)
        return not any(t.isActive() and t.isSingleShot() and t.interval() <= _A_MOMENT_MS for t in timers)

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, with a dialog over it when one is given."""
        self.settle()
        picture = self.window.grab()
        if widget is not None:
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
            place = self.window.rect().center() - widget.rect().center()
            painter.drawPixmap(place, widget.grab())
            painter.setPen(QColor(theme.tokens().line))  # the frame that the desktop draws
            painter.drawRect(QRect(place, widget.size()).adjusted(-1, -1, 0, 0))
            painter.end()
        picture.save(str(self.folder / f"{name}.png"))


@contextmanager
def prepared(home: Path) -> Iterator[tuple[Service, Database]]:
    """The demo's clients with their first day, and a second day that fails."""
    settings = Settings(home=home, root=home / "storage")
    with wiring.service(settings) as service, wiring.database(settings) as database:
        demo.prepare(service, database, print)
        if service.client("client1").last_batch_id == "BATCH000001":
            demo.deliver_second_day(service, home / "day2")
            service.run(service.plan("client1", Mode.START))
        age_first_day(database)
        live_a_month(service, database, home / "month")
        yield service, database


def age_first_day(database: Database) -> None:
    """The first day is long ago, so that something is old enough to go."""
    with database.transaction() as connection:
        connection.execute(
            "UPDATE tools.batch SET created_at = created_at - age, started_at = started_at - age, ended_at = ended_at - age"
            " FROM (SELECT interval '100 days' AS age) WHERE batch_id = 'BATCH000001'"
            " AND ended_at > now() - interval '50 days'"
        )


def main(arguments: list[str]) -> int:
    """Write every screen to the folder; ``light-en`` and the like after it narrow to looks."""
    if not arguments or arguments[0].startswith("-"):
        print("Give a folder for the pictures: ./console screenshots DIR [light-en dark-id …]", file=sys.stderr)
        return EXIT_USAGE
    target = Path(arguments[0]).absolute()
    looks = [x for x in LOOKS if not arguments[1:] or f"{x[0]}-{x[1]}" in arguments[1:]]
    with tempfile.TemporaryDirectory(prefix="etl-screens-") as temporary:
        work = Path(os.environ.get("ETL_CONSOLE_SCREENS_HOME") or temporary)
        work.mkdir(exist_ok=True)
        work.chmod(0o755)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, temporary)
        app = QApplication.instance() or QApplication(["etl-console"])
        assert isinstance(app, QApplication)
        app.setOrganizationName("etl-console")
        with prepared(work) as (service, _):
            for look, code in looks:
                folder = target / f"{look}-{code}"
                folder.mkdir(parents=True, exist_ok=True)
                language.apply(app, code)
                theme.apply(app, look)
                window = MainWindow(service)
                window.show()
                window.start()
                stage = Stage(window, service, folder, work)
                stage.settle(lambda w=window: bool(w.clients))  # type: ignore[misc]
                window.go(Link("client1"))
                for scene in [*SCENES, *RARE, *RUNS]:
                    began = time.monotonic()
                    scene(stage)
                    print(f"{look}-{code} {scene.__name__} {time.monotonic() - began:.1f} s")
                window.shut()
                window.deleteLater()
                print(f"{folder}: {len(list(folder.glob('*.png')))} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
