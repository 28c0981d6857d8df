"""What an operator did to one value, as something that can be done to others: a text replaced, or its parts in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"(\d+)")
_MOST_RUNS = 6


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
        for other in ("", *(s for s in dict.fromkeys(after) if not s.isalnum() and s != sign)):
            yield Change(sign, other)
    if before.count(after) == 1:
        head, tail = before.split(after)
        if not any(s.isdigit() for s in head + tail):
            if head and tail:
                yield Change(f"^{re.escape(head)}(.+){re.escape(tail)}$", r"\1", pattern=True)
            else:
                yield Change(head or tail, "")
    yield from _in_another_order(before, after)


def _in_another_order(before: str, after: str) -> Iterator[Change]:
    """Each number of ``after`` is one of ``before``, and only one: 31/12/2025 that became 2025-12-31."""
    parts, made = _RUN.split(before), _RUN.split(after)
    runs, used = parts[1::2], made[1::2]
    is_clear = len(set(runs)) == len(runs) <= _MOST_RUNS and len(set(used)) == len(used) > 0
    if not is_clear or not set(used) <= set(runs) or "\\" in "".join(made[::2]):
        return
    found = "".join(f"(\\d{{{len(p)}}})" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    put = "".join(f"\\{runs.index(p) + 1}" if i % 2 else p for i, p in enumerate(made))
    yield Change(f"^{found}$", put, pattern=True)
