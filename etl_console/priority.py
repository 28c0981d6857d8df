"""What works for long gives way to what somebody waits for: a window stays smooth while a load has every core."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

_NICE = 10
"""Lower than usual by ten steps of about a tenth each (man 2 setpriority): all of the processor when nothing else needs it."""


def give_way(pid: int | None = None) -> None:
    """Lower the priority of a process (None: this one), and of what it starts from now on, for good; one that is gone, or is
    another's, stays as it is.

    Linux weighs the sessions of a machine against each other before it looks at the processes in them (man 7 sched,
    "The autogroup feature"): one that leads a session of its own gives way only when its session does.
    """
    pid = pid or os.getpid()
    with suppress(psutil.Error, OSError):
        process = psutil.Process(pid)
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else max(process.nice(), _NICE))
    session = Path(f"/proc/{pid}/autogroup")
    with suppress(OSError):
        if session.exists() and os.getsid(pid) == pid:
            session.write_text(str(_NICE))
