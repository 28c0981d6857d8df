"""After any fault and one restart everything is as an undisturbed run left it: a seeded share of ``./console bench faults``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.strikes import FAULTS


def wrong_after(first: int, count: int, bench: str = "__main__", *name: str) -> str:
    """What a bench prints when something was wrong with these seeds; run in a process that may be forked."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{bench}", str(first), str(count), *name],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert f"seeds {first} to {first + count - 1}" in done.stdout, done.stdout + done.stderr[-3000:]
    return "" if done.returncode == 0 else done.stdout + done.stderr[-3000:]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
@pytest.mark.parametrize("half", [0, 1])
def test_one_restart_after_any_fault_leaves_what_an_undisturbed_run_leaves(half: int) -> None:
    """Each fault once, at a seeded point."""
    count = (len(FAULTS) + 1) // 2
    assert not wrong_after(half * count + 7 * len(FAULTS), count)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
def test_what_was_counted_before_a_lost_server_is_counted_after_it() -> None:
    """The server dies at any point of the checks of a file with a rejected row, and of its load."""
    assert not wrong_after(100045, 3, "__main__", "kill -9 of the server")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
def test_a_cancelled_run_is_over_soon_leaves_nothing_and_can_be_completed() -> None:
    assert not wrong_after(0, 6, "cancels")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials are forked")
def test_many_at_once_claim_no_file_twice_and_leave_no_gap() -> None:
    assert not wrong_after(0, 30, "crowd")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="files are read in forked children")
def test_a_mutated_file_is_loaded_with_its_ledger_or_refused_with_a_reason() -> None:
    assert not wrong_after(0, 500, "fuzz")


def test_mutated_files_run_through_whole_batches_and_hold_up_no_other() -> None:
    assert not wrong_after(0, 20, "whole")
