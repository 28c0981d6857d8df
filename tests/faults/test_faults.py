"""After any fault and one restart everything is as an undisturbed run left it: a seeded share of ``./console bench faults``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.strikes import FAULTS


def wrong_after(first: int, count: int) -> str:
    """What trials of these seeds print of wrong ones; each is run in a process that may be forked."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", str(first), str(count)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    return "" if f"{count} faults, 0 wrong" in done.stdout else done.stdout + done.stderr[-3000:]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
@pytest.mark.parametrize("half", [0, 1])
def test_one_restart_after_any_fault_leaves_what_an_undisturbed_run_leaves(half: int) -> None:
    """Each fault once, at a seeded point."""
    count = len(FAULTS) // 2
    assert not wrong_after(half * count + 7 * len(FAULTS), count)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
def test_what_was_counted_before_a_lost_server_is_counted_after_it() -> None:
    """The server dies between the checks of a file with a rejected row and its load."""
    assert not wrong_after(100045, 1)
