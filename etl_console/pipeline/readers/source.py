"""What a reader gives: columns, what was understood of the file, and its records in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from etl_console.records import Problem, RejectedRecord

if TYPE_CHECKING:
    import pyarrow as pa

OnRejects = Callable[[list[RejectedRecord]], None]


class Source(Protocol):
    """An opened source file."""

    columns: tuple[str, ...]
    """Unique names in the file's order."""
    understood: dict[str, Any]
    """Setting -> {"value": …, "reason": …}."""
    problems: list[Problem]
    elsewhere: Sequence[Sequence[str]]
    """Some records from the middle and the end of a file that is read from its beginning only; may be empty."""
    alike: str
    """The name of the file before it in the same run that it is read like; empty when it was looked at by itself."""

    def understand(self) -> None:
        """Find out what the file is: columns, settings, problems. Raises SourceError."""
        ...

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records, with their line in ``_source_line``; malformed ones go to ``on_rejects``, none is dropped."""
        ...

    def share(self) -> float | None:
        """The share of the file that has been read, 0..1; None while unknown."""
        ...

    def close(self) -> None:
        """Close the file and remove what was spooled."""
        ...


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Column names without blanks and repetitions: ``""`` becomes ``column_3``, a second ``name`` ``name_2``."""
    taken: set[str] = set()
    result = []
    for place, name in enumerate(names, 1):
        base = name.strip() or f"column_{place}"
        chosen, number = base, 1
        while chosen in taken:
            number += 1
            chosen = f"{base}_{number}"
        taken.add(chosen)
        result.append(chosen)
    return tuple(result)


def understood(value: Any, reason: str) -> dict[str, Any]:
    """One thing that was understood of a file, with why."""
    return {"value": value, "reason": reason}
