"""After any fault and one restart everything is as an undisturbed run left it: a seeded share of ``./console bench faults``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.strikes import FAULTS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
@pytest.mark.parametrize("half", [0, 1])
def test_one_restart_after_any_fault_leaves_what_an_undisturbed_run_leaves(half: int) -> None:
    """Each fault once, at a seeded point."""
    count = len(FAULTS) // 2
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", str(half * count + 7 * len(FAULTS)), str(count)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert f"{count} faults, 0 wrong" in done.stdout
