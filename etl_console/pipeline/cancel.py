"""Cancelling: one token for a run; whatever is under way registers how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from etl_console.errors import CancelledError

OnCancel = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Registers what stops the work under way; called with a function, for as long as the context lasts."""


class CancelToken:
    """Set once, seen by every thread of a run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[int, Callable[[], None]] = {}
        self._next = 0
        self._is_set = False

    @property
    def is_set(self) -> bool:
        """True once the run was cancelled."""
        return self._is_set

    def cancel(self) -> None:
        """Cancel: stop what is under way now, and whatever begins later at once."""
        with self._lock:  # held meanwhile, so that what is stopped is not closed under the call
            self._is_set = True
            for stop in self._stops.values():
                stop()

    @contextmanager
    def on_cancel(self, stop: Callable[[], None]) -> Iterator[None]:
        """For as long as the context lasts, ``stop`` is called when the run is cancelled."""
        with self._lock:
            self.check()
            key = self._next
            self._next += 1
            self._stops[key] = stop
        try:
            yield
        finally:
            with self._lock:
                self._stops.pop(key, None)

    def check(self) -> None:
        """Raise CancelledError once the run was cancelled."""
        if self._is_set:
            raise CancelledError("The run was cancelled.", "Restart the batch to complete it.")
