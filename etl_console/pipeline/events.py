"""What happened in a run, as frozen records with a JSON form: a run on another host looks the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar


def now() -> str:
    """The moment in UTC as ISO 8601 with zone."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened in a batch; ``at`` is ISO 8601 with zone."""

    kind: ClassVar[str]

    client: str
    batch_id: str
    at: str

    def to_json(self) -> dict[str, Any]:
        """The event as a JSON-ready object with its ``kind``."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}  # the class's kind is one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStarted(Event):
    """A run began: ``files`` are physical names, ``steps`` names of routines and views."""

    kind = "batch_started"
    mode: str
    who: str
    host: str
    run_number: int
    files: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStarted(Event):
    """An attempt began; ``subject`` is the physical file, the routine or the view."""

    kind = "stage_started"
    stage: str
    subject: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageProgress(Event):
    """Rows so far; ``share`` is 0..1, None while the total is unknown."""

    kind = "stage_progress"
    stage: str
    subject: str
    rows: int
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEnded(Event):
    """An attempt ended with a status; ``error`` and ``remedy`` as an operator reads them."""

    kind = "stage_ended"
    stage: str
    subject: str
    attempt: int
    status: str
    rows: int | None = None
    seconds: float = 0.0
    code: str | None = None
    error: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEnded(Event):
    """A file's run ended; ``ledger`` has read, loaded, rejected, quarantined, skipped."""

    kind = "file_ended"
    physical_file_name: str
    status: str
    ledger: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEnded(Event):
    """The run is over; ``folder`` is where its manifest lies now."""

    kind = "batch_ended"
    status: str
    folder: str
    seconds: float = 0.0


_KINDS: dict[str, type[Event]] = {
    c.kind: c for c in (BatchStarted, StageStarted, StageProgress, StageEnded, FileEnded, BatchEnded)
}

OnEvent = Callable[[Event], None]


def from_json(value: Mapping[str, Any]) -> Event:
    """The event that ``to_json`` wrote; unknown keys are ignored, so an older window reads a newer run.

    Raises KeyError for an unknown kind.
    """
    kind = _KINDS[value["kind"]]
    known = {f.name for f in fields(kind)}
    facts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items() if k in known}
    return kind(**facts)
