"""The logs over a million rows, in the window, while two million rows load in the same process: how long a search takes until it
is on screen, and whether scrolling through what is found misses a frame."""

from __future__ import annotations

import os
import time

from PySide6.QtWidgets import QApplication

from etl_console import demo
from etl_console.records import Mode
from etl_console.ui.main_window import MainWindow
from etl_console.ui.pages.logs.page import LogsPage
from etl_console.ui.shell.links import Link
from tests.bench import history
from tests.bench.bench_window import Stalls, deliver_two_million, ground, wait
from tests.event_loop import run_for

_FRAME = 1 / 60
_SCROLL_SECONDS = 5
_ROWS_A_FRAME = 3


def main() -> None:
    """``BENCH_ROWS`` log rows, a million when not given."""
    rows = int(os.environ.get("BENCH_ROWS", "1000000"))
    with ground() as (settings, service, database):
        demo.prepare(service, database, lambda _: None)
        history.make(database.dsn, rows)
        window = MainWindow(service)
        window.show()
        window.start()
        wait(lambda: bool(window.client) and len(window.pages) == len(window.rail.buttons))
        window.go(Link(history.CLIENT, page="logs"))
        page = window.pages["logs"]
        assert isinstance(page, LogsPage)
        wait(lambda: page.model.rowCount() > 0 and not page.is_waiting)
        print(f"  {rows:,} log rows, nothing else running")
        _searches(page)
        _scrolls(page)
        deliver_two_million(service, settings.home)
        plan = service.plan("client1", Mode.START)
        window.runs.run(plan)
        run_for(3000)
        print("  while 2 million rows load")
        _searches(page)
        _scrolls(page)
        still = window.runs.is_mine("client1")
        print(f"  the load was {'still running' if still else 'over'} at the end")
        wait(lambda: not window.runs.is_mine("client1"))
        window.close()


def _searches(page: LogsPage) -> None:
    """From Enter until it is painted; typing itself waits a moment for the next letter."""
    for told, text in (
        ("everything", ""), ("found often", "bad_value"), ("found once", "file_3_BATCH000500"),
        ("found nowhere", "no such thing"),
    ):  # fmt: skip
        taken = []
        for _ in range(3):
            page.text.setText(text)
            began = time.perf_counter()
            page.search()
            wait(lambda: not page.is_waiting)
            page.table.viewport().repaint()
            taken.append((time.perf_counter() - began) * 1000)
        print(f"    search, {told}: {min(taken):.0f} ms (of three, worst {max(taken):.0f})")
    page.text.clear()
    page.search()
    wait(lambda: not page.is_waiting)


def _scrolls(page: LogsPage) -> None:
    """Three rows a frame, downwards, as fast as a wheel turns; a frame is missed when it is late or has nothing to show."""
    bar, stalls = page.table.verticalScrollBar(), Stalls()
    by_pixel = page.table.verticalScrollMode() == page.table.ScrollMode.ScrollPerPixel
    step = _ROWS_A_FRAME * (page.table.rowHeight(0) if by_pixel else 1)
    bar.setValue(0)
    missed, frames, held = 0, 0, 0
    with stalls.measured():
        due = time.perf_counter()
        end = due + _SCROLL_SECONDS
        while due < end:
            before = bar.value()
            bar.setValue(before + step)
            QApplication.processEvents()  # what the view wants painted is painted, no more
            held += bar.value() == before
            frames += 1
            due += _FRAME
            rest = due - time.perf_counter()
            if rest < 0:
                missed += 1
                due -= rest  # the frames after it are measured for themselves
            run_for(max(1, int(rest * 1000)))
    print(
        f"    scrolling {frames * _ROWS_A_FRAME:,} rows: {missed} of {frames} frames late, {held} held up by a page that had not"
        f" come; event loop {stalls}"
    )
