"""Locks on a file between processes: given back by the system when their holder dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if os.name == "posix":
    import fcntl

    def _try(descriptor: int, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

else:  # pragma: no cover - Windows has no shared lock here: each user takes a byte of its own, the last one takes all
    import msvcrt

    def _try(descriptor: int, shared: bool) -> bool:
        os.lseek(descriptor, os.getpid() % 100_000 if shared else 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else 100_000)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: float | None = None) -> Iterator[bool]:
    """Hold a lock on ``path``; yields False when it was not to be had within ``wait`` seconds (None: wait on)."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = None if wait is None else time.monotonic() + wait
        taken = _try(descriptor, shared)
        while not taken and (deadline is None or time.monotonic() < deadline):
            time.sleep(0.02)
            taken = _try(descriptor, shared)
        yield taken
    finally:
        os.close(descriptor)
