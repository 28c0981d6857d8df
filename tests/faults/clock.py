"""A clock that can be set for a run and its server alone: libfaketime, where it is installed, read from a file."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
_FILE = "FAKETIME_TIMESTAMP_FILE"


def is_faked() -> bool:
    """True when this process runs with a clock that can be set."""
    return "faketime" in os.environ.get("LD_PRELOAD", "")


def with_faked_clock() -> None:
    """Begin this process again with a clock that can be set; returns when it has one, or when none can be had."""
    if is_faked() or not _LIBRARIES:
        return
    descriptor, name = tempfile.mkstemp(prefix="etl-clock-")
    os.close(descriptor)
    Path(name).chmod(0o644)  # as root the server runs under another account
    faked = {
        "LD_PRELOAD": str(_LIBRARIES[0]), _FILE: name, "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1",
        # no thread but ours looks at the clock: a child that is forked meanwhile would wait for the library's lock for ever
        "ARROW_DEFAULT_MEMORY_POOL": "system", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    set_right(Path(name))
    os.execve(sys.executable, [sys.executable, "-m", "tests.faults", *sys.argv[1:]], {**os.environ, **faked})


def set_back(seconds: int) -> None:
    """Set the clock back, for every process that was begun with it."""
    _set(Path(os.environ[_FILE]), f"-{seconds}")


def set_right(file: Path | None = None) -> None:
    """Set the clock right again."""
    _set(file or Path(os.environ[_FILE]), "+0")


def _set(file: Path, offset: str) -> None:
    file.write_text(f"{offset}\n")
