"""Frozen records and words that every part may know; they cross threads, processes and hosts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

SOURCE_LINE = "_source_line"
"""Name of the Parquet column that holds the line (CSV), row (sheet) or index (JSON), counted from 1."""


class Stage(StrEnum):
    """The stages of a batch, in the order it walks them (contract, 1)."""

    CONVERT = "convert"
    VALIDATE_MAPPING = "validate_mapping"
    VALIDATE_ROW = "validate_row"
    LOAD_TO_BRONZE = "load_to_bronze"
    TRANSFORM = "transform"
    INTEGRATE = "integrate"
    REFRESH_MV = "refresh_mv"


FILE_STAGES = (Stage.CONVERT, Stage.VALIDATE_MAPPING, Stage.VALIDATE_ROW, Stage.LOAD_TO_BRONZE)
STEP_STAGES = (Stage.TRANSFORM, Stage.INTEGRATE, Stage.REFRESH_MV)


class Status(StrEnum):
    """What may be stored as a status of a batch, a file, a stage or a step."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"
    CANCELLED = "CANCELLED"


class Mode(StrEnum):
    """How a batch is run (contract, 6)."""

    START = "start"
    RESTART = "restart"
    REPROCESSING = "reprocessing"


class Policy(StrEnum):
    """What a broken rule does to its record and file (contract, 5)."""

    FATAL = "fatal"
    QUARANTINE = "quarantine"
    WARN = "warn"


class Rule(StrEnum):
    """Stable codes of the rules a record can break."""

    MALFORMED_RECORD = "malformed_record"
    NULL_IN_REQUIRED = "null_in_required"
    DUPLICATE_KEY = "duplicate_key"
    BAD_VALUE = "bad_value"


class Disposition(StrEnum):
    """What became of a record that broke a rule."""

    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an operator should read: a stable code, a sentence, and a way out."""

    code: str
    message: str
    remedy: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """One record that broke one rule.

    ``source_line`` counts from 1 in the source file; ``column`` and ``value`` are None when the record as a whole
    is at fault; ``record`` is the whole original record by source column name, ``raw`` the text as it stood in the
    file where the source is text.
    """

    source_line: int
    rule: Rule
    message: str
    column: str | None = None
    value: str | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Records of one file: ``read`` must equal the sum of the other four (contract, 1)."""

    read: int = 0
    loaded: int = 0
    rejected: int = 0
    quarantined: int = 0
    skipped: int = 0

    @property
    def adds_up(self) -> bool:
        """True when every record read is accounted for."""
        return self.read == self.loaded + self.rejected + self.quarantined + self.skipped

    def to_json(self) -> dict[str, int]:
        return asdict(self)
