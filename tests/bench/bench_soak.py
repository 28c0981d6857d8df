"""A day's soak: 300 batches in one window while files arrive all the time, one in ten red until its file is repaired;
what the process, the server and the storage take after every tenth, and what they grow by for each batch."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from PySide6.QtWidgets import QApplication

from etl_console import demo
from etl_console.pipeline.service import Service
from etl_console.records import Mode
from etl_console.resources import resource_path
from etl_console.ui.main_window import MainWindow
from tests.bench.bench_window import ground, wait

_CLIENT, _LINES, _EVERY, _RED = "client1", 400, 10, 10
_PAUSE = 1.0  # seconds between two files that arrive
_BROKEN = b"SO9,broken\r\n"


class Arrivals:
    """Delivers one slice of a sample file after the other, each under a name and with a content of its own."""

    def __init__(self, service: Service, root: Path) -> None:
        self._service = service
        self._raw = root / "raw" / _CLIENT
        self._sources = sorted(resource_path("sample", _CLIENT, "incoming").glob("*/*"))
        self._lines = {p: p.read_bytes().splitlines(keepends=True) for p in self._sources}
        self._over = threading.Event()
        self.number = 0

    def _content(self, path: Path, number: int) -> bytes:
        head, *body = self._lines[path]
        first = number * 7 % max(1, len(body) - _LINES)
        return b"".join([head, *body[first : first + _LINES]]) + b"\r\n" * (number % 997)

    def arrive(self, path: Path, *, broken: bool = False) -> str:
        """One file arrives whole; its name."""
        self.number += 1
        folder = self._raw / path.parent.name / "incoming"
        name = f"{path.stem}_{self.number:05}{path.suffix}"
        part = folder / f".{name}.part"
        part.write_bytes(self._content(path, self.number) + (_BROKEN if broken else b""))
        part.rename(folder / name)
        return name

    @contextmanager
    def all_the_time(self) -> Iterator[None]:
        """Files arrive for as long as the context lasts."""

        def work() -> None:
            while not self._over.wait(_PAUSE):
                self.arrive(self._sources[self.number % len(self._sources)])

        thread = threading.Thread(target=work, name="arrivals")
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def break_one(self) -> str:
        """A file with a line that is no record arrives."""
        return self.arrive(next(p for p in self._sources if p.name == "sales_details.csv"), broken=True)

    def repair(self, name: str, batch: str) -> None:
        """The broken line is taken out of the claimed file, as somebody with an editor would."""
        stem, dot, suffix = name.partition(".")
        for folder in ("failed", "success", "incoming"):
            path = self._raw / "crm" / folder / f"{stem}_{batch}{dot}{suffix}"
            if path.exists():
                part = path.with_name(f".{path.name}.part")
                part.write_bytes(path.read_bytes().replace(_BROKEN, b""))
                part.rename(path)
                return
        raise FileNotFoundError(name)


def _count(folder: str) -> int:
    return sum(1 for _ in Path(folder).iterdir())


def _sample(dsn: str, root: Path) -> dict[str, float]:
    """What is in use now; MB where no unit stands."""
    gc.collect()
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "SELECT pg_database_size(current_database()) / 1e6, (SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()),"
            " (SELECT sum(pg_total_relation_size(c.oid)) / 1e6 FROM pg_class c WHERE relkind = 'r'"
            "  AND relnamespace = 'tools'::regnamespace)"
        ).fetchone()
    assert row is not None
    return {
        "memory": int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6,
        "file handles": _count("/proc/self/fd"),
        "threads": threading.active_count(),
        "tasks of the process": _count("/proc/self/task"),
        "widgets": len(QApplication.allWidgets()),
        "objects (1,000)": len(gc.get_objects()) / 1000,
        "connections": float(row[1]),
        "database": float(row[0]),
        "of it tools": float(row[2]),
        "storage": sum(p.stat().st_size for p in root.rglob("*") if p.is_file()) / 1e6,
        "hidden files": sum(1 for p in root.rglob(".*") if p.is_file()),
    }


def main(batches: int = 300) -> None:
    """Run so many batches; a line for every tenth, then the growth of each figure for a batch, second half alone."""
    with ground() as (settings, service, database):
        demo.install(service, database, _CLIENT)
        config = service.export_config(_CLIENT)
        for file in config["files"]:
            for rule in ("bad_value", "duplicate", "null"):
                file[f"{rule}_policy"] = "quarantine"
        service.import_config(_CLIENT, config)
        with database.transaction() as connection:
            dsn = f"{connection.info.dsn} password={connection.info.password}"
        _soak(service, dsn, settings.root, batches)


def _soak(service: Service, dsn: str, root: Path, batches: int) -> None:
    window = MainWindow(service)
    window.show()
    window.start()
    wait(lambda: window.client == _CLIENT and len(window.pages) == len(window.rail.buttons))
    arrivals = Arrivals(service, root)
    samples: list[tuple[int, dict[str, float]]] = []
    taken, reds, files = [], 0, 0
    pages = list(window.pages)

    def run(mode: Mode, batch: str | None = None) -> str:
        began = time.monotonic()
        plan = service.plan(_CLIENT, mode, batch=batch) if batch else service.plan(_CLIENT, mode)
        window.runs.run(plan)
        wait(lambda: not window.runs.is_mine(_CLIENT))
        taken.append(time.monotonic() - began)
        return str(service.batches(_CLIENT, 1)[0].status)

    with arrivals.all_the_time():
        for number in range(1, batches + 1):
            broken = arrivals.break_one() if number % _RED == 0 else None
            if not broken:
                arrivals.arrive(arrivals._sources[0])
            status = run(Mode.START)
            batch = service.batches(_CLIENT, 1)[0].batch_id
            files += len(service.batch(_CLIENT, batch).files)
            if broken:
                if status == "SUCCESS":
                    raise AssertionError(f"{batch} is green with a broken file")
                reds += 1
                window.show_page("triage")
                arrivals.repair(broken, batch)
                status = run(Mode.RESTART, batch)
            if status != "SUCCESS":
                raise AssertionError(f"{batch} is {status}")
            window.show_page(pages[number % len(pages)])
            wait(lambda: all(not p.is_waiting for p in window.pages.values()))
            if number % _EVERY == 0:
                samples.append((number, _sample(dsn, root)))
                told = ", ".join(f"{k} {v:.0f}" for k, v in samples[-1][1].items())
                print(f"  {number:4}: {told}, a batch {statistics.median(taken[-_EVERY:]):.2f} s", flush=True)
    taken_by = "s a batch, first and last tenth:"
    tenth = max(1, len(taken) // 10)
    print(f"  {taken_by} {statistics.median(taken[:tenth]):.2f}, {statistics.median(taken[-tenth:]):.2f}")
    print(f"  {batches} batches, {files} files, {reds} red and repaired")
    half = samples[len(samples) // 2 :]
    for figure in samples[0][1] if len(half) > 1 else ():
        slope = statistics.linear_regression([n for n, _ in half], [s[figure] for _, s in half]).slope
        print(f"  {figure:22} {half[0][1][figure]:9.1f} → {half[-1][1][figure]:9.1f}   {slope:+.3f} a batch")
    window.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
