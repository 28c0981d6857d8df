"""A workbook is opened in a process of its own first: what its parser allocates for a broken or hostile one is not
bounded, and a failed allocation ends the process that asked for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SECONDS = 60
_LEAST, _MOST, _TIMES = 700 << 20, 4 << 30, 64
"""Bytes of address space a trial may take: some for the interpreter, and so many times the size of the workbook."""
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
except ImportError:
    pass
from python_calamine import CalamineWorkbook
try:
    book = CalamineWorkbook.from_path(sys.argv[1])
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
except Exception:
    pass  # said where it is read
"""


def is_survived(workbook: Path) -> bool:
    """True when a process that opened every sheet of a workbook came to its end; always in a frozen program, which has
    no interpreter to try with."""
    if getattr(sys, "frozen", False):
        return True
    room = min(_MOST, _LEAST + _TIMES * workbook.stat().st_size)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _TRIAL, str(workbook), str(room)], timeout=_SECONDS, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (0, 1)
