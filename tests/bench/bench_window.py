"""The window under load: how long its event loop stalls while a batch loads, how fast it starts and changes pages, and how
much of each second a large live matrix takes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from etl_console import demo, wiring
from etl_console.db.connect import Database
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import FILE_STAGES, BatchState, Client, FileState, Mode, Stage, Status, StepState
from etl_console.resources import resource_path
from etl_console.settings import Settings
from etl_console.ui import theme
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.batch.matrix import Column
from etl_console.ui.pages.batch.view import BatchView
from tests.bench.bench_formats import write_lines, write_workbook
from tests.bench.orders import file_config, table_sql, write_orders
from tests.event_loop import run_for

_TIMES = 33  # the sample's 60,398 rows, so that about two million are loaded
_AFTER_MS = 1000  # the pages that are not shown look when the batch has ended
_FILES, _PER_SECOND, _SECONDS = 500, 1000, 5


class Stalls:
    """Measures how late a 2 ms timer of the event loop fires."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fired)

    def _fired(self) -> None:
        now = time.perf_counter()
        if self._last:
            self.late.append(max(0.0, (now - self._last) * 1000 - 2))
        self._last = now

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure for as long as the context lasts."""
        self.late, self._last = [], 0.0
        self._timer.start()
        yield
        self._timer.stop()

    def __str__(self) -> str:
        ranked = sorted(self.late)
        return f"p50 {ranked[len(ranked) // 2]:.1f}, p99 {ranked[int(len(ranked) * 0.99)]:.1f}, worst {ranked[-1]:.1f}"


def wait(until: Callable[[], bool], seconds: float = 300) -> None:
    """Let the event loop run until something holds."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        run_for(5)


@contextmanager
def ground() -> Iterator[tuple[Settings, Service, Database]]:
    """A home of its own with its server, and an application that remembers nothing elsewhere."""
    with tempfile.TemporaryDirectory(prefix="etl-bench-") as name:
        home = Path(name)
        home.chmod(0o755)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "ui"))
        app = QApplication.instance() or QApplication(["etl-console"])
        assert isinstance(app, QApplication)
        theme.apply(app, "light")
        settings = Settings(home=home, root=home / "storage")
        with wiring.service(settings) as service, wiring.database(settings) as database:
            yield settings, service, database


def deliver_two_million(service: Service, home: Path) -> None:
    """Deliver about two million rows to client1."""
    text = resource_path("sample/client1/incoming/crm/sales_details.csv").read_text()
    head, _, body = text.partition("\n")
    big = home / "sales_details_big.csv"
    big.write_text(head + "\n" + "".join(body.replace("SO", f"S{n:02}") for n in range(_TIMES)))
    service.deliver("client1", big)


def main() -> None:
    """All figures, in milliseconds where no unit stands."""
    with ground() as (settings, service, database):
        demo.prepare(service, database, lambda _: None)
        _starts(settings.home)
        _load(service, database, settings.home)
    _matrix()


def _starts(home: Path) -> None:
    """A process of its own each time: from its first line until the window is on screen with its clients."""
    script = (
        "import time; began = time.perf_counter()\n"
        "import sys; from pathlib import Path\n"
        "from PySide6.QtCore import QEventLoop, QTimer; from PySide6.QtWidgets import QApplication\n"
        "from etl_console import wiring; from etl_console.settings import Settings; from etl_console.ui import language, theme\n"
        "from etl_console.ui.main_window import MainWindow\n"
        "app = QApplication([]); language.apply(app, 'en'); theme.apply(app, 'light'); home = Path(sys.argv[1])\n"
        "with wiring.service(Settings(home=home, root=home / 'storage')) as service:\n"
        "    window = MainWindow(service); window.show(); window.start()\n"
        "    loop = QEventLoop(); look = QTimer(interval=5); look.timeout.connect(lambda: window.client and loop.quit())\n"
        "    look.start(); loop.exec()\n"
        "    print(time.perf_counter() - began); window.close()\n"
    )
    taken = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True)
        taken.append(float(done.stdout.split()[-1]) * 1000)
    print(f"  start until usable: median {statistics.median(taken):.0f}, worst {max(taken):.0f}")


def _load(service: Service, database: Database, home: Path) -> None:
    window = MainWindow(service)
    window.show()
    window.start()
    wait(lambda: window.client == "client1" and len(window.pages) == len(window.rail.buttons))
    wait(lambda: all(not p.is_waiting for p in window.pages.values()))
    _switches(window)
    deliver_two_million(service, home)
    stalls = Stalls()
    window.show_page("batch")
    with stalls.measured():
        run_for(2000)
    print(f"  event loop at rest: {stalls}")
    plan = service.plan("client1", Mode.START)
    began = time.monotonic()
    with stalls.measured():
        window.runs.run(plan)
        wait(lambda: not window.runs.is_mine("client1"))
        took = time.monotonic() - began
        run_for(_AFTER_MS)
    state = service.batches("client1", 1)[0]
    rows = sum(f.ledger.read for f in service.batch("client1", state.batch_id).files)
    print(f"  event loop while {rows:,} rows load ({took:.1f} s): {stalls}")
    _in_this_process(window, service, home)
    _other_loads(window, service, database, home)
    window.shut()


def _in_this_process(window: MainWindow, service: Service, home: Path) -> None:
    """What the window would be spared nothing of: the same load on a thread of its own process."""
    deliver_two_million(service, home)
    plan = service.plan("client1", Mode.START, load_anyway=True)
    stalls, ended = Stalls(), threading.Event()

    def work() -> None:
        service.run(plan)
        ended.set()

    with stalls.measured():
        threading.Thread(target=work).start()
        wait(ended.is_set)
    print(f"  event loop while they load in the window's own process: {stalls}")


def _other_loads(window: MainWindow, service: Service, database: Database, home: Path) -> None:
    """The stalls while the other benches' files load: 200 small ones, a workbook, JSON records; the window on its batch."""
    book = ["order_id", "customer_id", "order_date", "status", "city", "quantity", "weight", "is_paid", "note"]
    wide = file_config("orders", "orders", "orders*.csv")
    lines = file_config("records", "orders", "records*.json", "json") | {"duplicate_policy": None}
    sheet = file_config("book", "orders", "book*.xlsx", "xlsx")
    sheet["columns"] = [c for c in sheet["columns"] if c["source_column"] in book]
    service.add_client("bench", "Bench", {"client_schema": "bench", "files": [wide, lines, sheet]})
    with database.transaction() as connection:
        connection.execute(table_sql("bronze_bench.orders", ours=True).encode())
    small = [home / f"orders_{place:03}.csv" for place in range(200)]
    for place, path in enumerate(small):
        write_orders(path, 1_000, first=place * 1_000 + 1)
    write_workbook(home / "book.xlsx", 200_000)
    write_lines(home / "records.json", 500_000)
    window.refresh_clients()
    wait(lambda: any(c.client_schema == "bench" for c in window.clients))
    window.choose_client("bench")
    window.show_page("batch")
    stalls = Stalls()
    for name, paths in (
        ("200 small files", small), ("a workbook of 200,000 rows", [home / "book.xlsx"]),
        ("500,000 JSON records", [home / "records.json"]),
    ):  # fmt: skip
        for path in paths:
            service.deliver("bench", path)
        plan = service.plan("bench", Mode.START)
        assert len(plan.files) == len(paths)
        wait(lambda: all(not p.is_waiting for p in window.pages.values()))
        began = time.monotonic()
        with stalls.measured():
            window.runs.run(plan)
            wait(lambda: not window.runs.is_mine("bench"))
            took = time.monotonic() - began
            run_for(_AFTER_MS)
        state = service.batches("bench", 1)[0]
        print(f"  event loop while {name} load ({took:.1f} s, {state.status}): {stalls}")


def _switches(window: MainWindow) -> None:
    taken: dict[str, list[float]] = {name: [] for name in window.pages}
    for _ in range(4):
        for name in window.pages:
            began = time.perf_counter()
            window.show_page(name)
            QApplication.processEvents()
            taken[name].append((time.perf_counter() - began) * 1000)
            wait(lambda: all(not p.is_waiting for p in window.pages.values()))
    told = ", ".join(f"{n} {statistics.median(t):.0f} (first {t[0]:.0f})" for n, t in taken.items())
    print(f"  page switch until painted: {told}")


def _matrix() -> None:
    """Every stage of the contract has events: four of each file, its transformation, integration and refresh; time left is
    the eighth that changes."""
    names = [f"file_{n}_BATCH000001.csv" for n in range(_FILES)]
    files = tuple(FileState(n, n.split("_B")[0], "src", n, 1, "0" * 64) for n in names)
    transforms = {f"step_{i}": f.logical_source_file for i, f in enumerate(files)}
    after = [(Stage.INTEGRATE, f"load_{n}") for n in range(40)] + [(Stage.REFRESH_MV, f"mv_{n}") for n in range(20)]
    subjects = dict.fromkeys(FILE_STAGES, names) | {Stage.TRANSFORM: list(transforms)}
    subjects |= {s: [n for of, n in after if of == s] for s in (Stage.INTEGRATE, Stage.REFRESH_MV)}
    steps = tuple(StepState(s, n, Status.PENDING) for s in list(subjects)[4:] for n in subjects[s])
    batch = BatchState(Client(1, "past", "Past", None), "BATCH000001", Mode.START, Status.RUNNING, 1, events.now(), None, "budi",
                       "etl-01", 1, "incoming", {}, files, steps)  # fmt: skip
    view = BatchView()
    view.resize(1240, 900)
    view.show()
    view.show_batch(batch, (), {}, transforms)
    stages = list(subjects)
    stalls, sent, frames = Stalls(), 0, 0
    late, spent, began = 0, 0.0, time.perf_counter()
    with stalls.measured():
        while (passed := time.perf_counter() - began) < _SECONDS:
            due = int(passed * _PER_SECOND)
            happened = [_happened(stages[i % len(stages)], subjects, i) for i in range(sent, due)]
            work = time.perf_counter()
            view.apply(happened)
            view.files.scrollTo(view.matrix.index(frames * 3 % _FILES, Column.FILE))
            view.files.viewport().repaint()
            taken = time.perf_counter() - work
            spent, late = spent + taken, late + (taken > 1 / 60)
            frames, sent = frames + 1, due
            run_for(1)
    print(
        f"  {_FILES} files × {len(stages)} stages and time left, {sent / _SECONDS:.0f} events/s, scrolling:"
        f" {frames / _SECONDS:.0f} frames/s, {spent / frames * 1000:.1f} ms a frame, {late} of {frames} above 1/60 s;"
        f" event loop {stalls}"
    )
    view.close()


def _happened(stage: Stage, subjects: Mapping[Stage, Sequence[str]], number: int) -> events.Event:
    """The next event: most are progress, every fifth begins or ends a stage."""
    subject = subjects[stage][number * 7 % len(subjects[stage])]
    told: dict[str, Any] = {
        "client": "past",
        "batch_id": "BATCH000001",
        "at": events.now(),
        "stage": stage,
        "subject": subject,
    }
    if number % 10 == 0:
        return events.StageStarted(**told, attempt=1)
    if number % 10 == 5:
        return events.StageEnded(**told, attempt=1, status=Status.SUCCESS, rows=number, seconds=1.0)
    return events.StageProgress(**told, rows=number, share=number % 100 / 100)
