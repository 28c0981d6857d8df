"""What works for long gives way: by its own priority, and by its session's where it leads one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from etl_console.priority import give_way

SESSION = Path("/proc/self/autogroup")


@pytest.fixture(params=[True, False], ids=["of its own session", "of this session"])
def process(request: pytest.FixtureRequest) -> Iterator[tuple[int, bool]]:
    """A process that waits, and whether it leads a session."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=request.param
    ) as waiting:  # fmt: skip
        yield waiting.pid, request.param


@pytest.mark.skipif(os.name != "posix", reason="the numbers are those of POSIX")
def test_it_gives_way_and_takes_no_session_but_its_own_with_it(process: tuple[int, bool]) -> None:
    pid, leads = process
    before = SESSION.read_text() if SESSION.exists() else ""
    give_way(pid)
    give_way(pid)
    assert psutil.Process(pid).nice() == 10
    if SESSION.exists():
        theirs = Path(f"/proc/{pid}/autogroup").read_text()
        assert theirs.endswith("nice 10\n") if leads else theirs == before
        assert SESSION.read_text() == before, "who waits in front of a window is not slowed"
