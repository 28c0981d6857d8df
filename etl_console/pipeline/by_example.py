"""What an operator did to one value, as something that can be done to others: a text replaced, or its parts in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"([0-9]+)")
_MOST_RUNS, _LONGEST = 6, 200


@dataclass(frozen=True, slots=True)
class Change:
    """What ``Triage.replace`` takes: ``find`` is a text or, with ``pattern``, a regular expression that PostgreSQL and
    Python read alike."""

    find: str
    replacement: str
    pattern: bool = False

    def on(self, value: str) -> str:
        """The value as it would be; the same where it has nothing of what is sought."""
        if self.pattern:
            return re.sub(self.find, self.replacement, value)
        return value.replace(self.find, self.replacement)


def learned(before: str, after: str) -> Change | None:
    """What was done to ``before``, None where it cannot be told or is about this value alone (31/02 that became 28/02)."""
    if not after or before == after:
        return None
    return next((c for c in _guesses(before, after) if c.on(before) == after), None)


def _guesses(before: str, after: str) -> Iterator[Change]:
    """What it may have been, the simplest first: a sign replaced, what stands around left out, numbers in another order."""
    signs = [s for s in dict.fromkeys(before) if not s.isalnum()]
    for sign in signs:
        is_once = sign in ".," and before.count(sign) == 1  # of decimals or of thousands: another value tells otherwise
        for other in (*(() if is_once else ("",)), *(s for s in dict.fromkeys(after) if not s.isalnum() and s != sign)):
            yield Change(sign, other)
    if before.count(after) == 1:
        head, tail = before.split(after)
        if not any(s.isdigit() for s in head + tail):
            yield Change(rf"\A{re.escape(head)}([^\n]+){re.escape(tail)}\Z", r"\1", pattern=True)
    yield from _in_another_order(before, after)


def _in_another_order(before: str, after: str) -> Iterator[Change]:
    """Each number of ``after`` is one of ``before``, and only one: 31/12/2025 that became 2025-12-31."""
    parts, made = _RUN.split(before), _RUN.split(after)
    runs, used = parts[1::2], made[1::2]
    is_short = len(runs) <= _MOST_RUNS and len(before) <= _LONGEST
    is_clear = is_short and len(set(runs)) == len(runs) and len(set(used)) == len(used) > 0
    if not is_clear or not set(used) <= set(runs) or "\\" in "".join(made[::2]):
        return
    found = "".join(f"([0-9]{{{len(p)}}})" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    put = "".join(f"\\{runs.index(p) + 1}" if i % 2 else p for i, p in enumerate(made))
    yield Change(rf"\A{found}\Z", put, pattern=True)
