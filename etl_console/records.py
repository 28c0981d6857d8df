"""Frozen records and words that every part may know; they cross threads, processes and hosts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
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
    UNDONE = "UNDONE"


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


class DriftPolicy(StrEnum):
    """What a change of a file's columns does to the file: it goes on, it waits for a decision, or it is refused."""

    EVOLVE = "evolve"
    HOLD = "hold"
    FAIL = "fail"


class Rule(StrEnum):
    """Stable codes of the rules a record can break."""

    MALFORMED_RECORD = "malformed_record"
    NULL_IN_REQUIRED = "null_in_required"
    DUPLICATE_KEY = "duplicate_key"
    BAD_VALUE = "bad_value"
    REPAIRED = "repaired"
    SET_ASIDE = "set_aside"


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
class Selection:
    """Rejected rows of one file: one reason (``rule`` with ``column`` and ``shape``), some ``lines``, those with a
    ``text`` in one of the values that the file has, whatever its case; or all. ``seen`` is the newest act of anybody else that
    is known where they are shown: what somebody decided about them since is not decided over; None: it is."""

    physical_file_name: str
    rule: str | None = None
    column: str | None = None
    shape: str | None = None
    lines: tuple[int, ...] = ()
    text: str = ""
    seen: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {k: v for k, v in asdict(self).items() if v and k != "seen"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What one act of an operator came to: ``rows`` it changed (none: no act was added), the number of the ``act``, and
    how many of the values it gave do not fit their target (``unfit``)."""

    rows: int = 0
    act: int = 0
    unfit: int = 0


@dataclass(frozen=True, slots=True)
class Corrections:
    """What stands of an operator's decisions about one file, up to act ``last_act``.

    ``cells`` are (line, source column, value in the file, value instead); ``records`` the values by column of
    malformed records that were made whole, by line; ``set_aside`` (line, by whom and why) stays out of the load;
    ``accepted`` (line, source column, rule, value, by whom and why) is loaded all the same, a bad value as none.
    """

    last_act: int = 0
    cells: tuple[tuple[int, str, str | None, str | None], ...] = ()
    records: Mapping[int, Mapping[str, str | None]] = field(default_factory=dict)
    set_aside: tuple[tuple[int, str], ...] = ()
    accepted: tuple[tuple[int, str, str, str | None, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing was decided."""
        return not (self.cells or self.records or self.set_aside or self.accepted)


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


@dataclass(frozen=True, slots=True)
class Policies:
    """What each broken rule does to its record and file; ``max_reject_share`` is 0..1 of the records read."""

    null: Policy = Policy.QUARANTINE
    duplicate: Policy = Policy.WARN
    bad_value: Policy = Policy.QUARANTINE
    malformed: Policy = Policy.QUARANTINE
    max_reject_share: float = 0.05
    drift: DriftPolicy = DriftPolicy.EVOLVE

    def of(self, rule: Rule) -> Policy:
        """The policy that applies to ``rule``."""
        return {
            Rule.NULL_IN_REQUIRED: self.null,
            Rule.DUPLICATE_KEY: self.duplicate,
            Rule.BAD_VALUE: self.bad_value,
            Rule.MALFORMED_RECORD: self.malformed,
            Rule.REPAIRED: Policy.WARN,
            Rule.SET_ASIDE: Policy.QUARANTINE,
        }[rule]


@dataclass(frozen=True, slots=True)
class Client:
    """One tenant, as ``tools.client_reference`` has it."""

    client_id: int
    client_schema: str
    client_name: str
    last_batch_id: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One source column and where it goes; a target of None leaves it out on purpose. Without a ``drift_policy`` the
    file's applies."""

    source_column: str
    target_column: str | None
    source_format: Mapping[str, Any] | None = None
    drift_policy: DriftPolicy | None = None


@dataclass(frozen=True, slots=True)
class FileConfig:
    """How one logical source file of a client is recognised, read, checked and loaded."""

    logical_source_file: str
    source_system: str
    source_type: str
    file_pattern: str
    target_schema: str
    target_table: str
    source_config: Mapping[str, Any] | None = None
    policies: Policies = Policies()
    columns: tuple[ColumnMap, ...] = ()
    required: tuple[str, ...] = ()
    duplicate_key: tuple[str, ...] = ()
    is_active: bool = True

    @property
    def target(self) -> str:
        """The bronze table as ``schema.table``."""
        return f"{self.target_schema}.{self.target_table}"


@dataclass(frozen=True, slots=True)
class StepConfig:
    """One routine, SQL file or view to run after the files: what, in which stage, after what."""

    stage: Stage
    name: str
    run_order: int = 1
    logical_source_file: str | None = None
    kind: str | None = None
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """When files of a source system are due: ``cron`` as crontab(5) in time zone ``zone``. ``expected`` are the logical
    source files that make the set complete (all active ones when empty); ``starts`` when a complete set is started;
    nothing was due before ``created_at``."""

    name: str
    source_system: str
    cron: str
    zone: str
    expected: tuple[str, ...] = ()
    starts: bool = True
    is_active: bool = True
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """Everything the engine needs to know of one client to plan a batch."""

    client: Client
    files: tuple[FileConfig, ...] = ()
    steps: tuple[StepConfig, ...] = ()

    def file(self, logical_source_file: str) -> FileConfig | None:
        """The configuration of a logical source file, or None."""
        return next((f for f in self.files if f.logical_source_file == logical_source_file), None)

    @property
    def sources(self) -> list[str]:
        """The source systems that files come from."""
        return sorted({f.source_system for f in self.files})

    def steps_of(self, stage: Stage) -> tuple[StepConfig, ...]:
        """The steps of one stage, in the order they are configured to run."""
        return tuple(s for s in self.steps if s.stage == stage)


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """One column of a bronze table: ``data_type`` as PostgreSQL's format_type writes it, e.g. ``numeric(12,2)``."""

    name: str
    data_type: str
    not_null: bool = False
    has_default: bool = False


@dataclass(frozen=True, slots=True)
class TableRows:
    """How many rows of a batch a table holds; ``table`` is ``schema.table``, ``layer`` bronze, silver or gold."""

    layer: str
    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column as it arrived: its Parquet ``type``, the ``kind`` of its values (integer, decimal, date, boolean, text,
    nested, empty; "" when unknown), the share of filled values (0..1), some values, and the forms most of them have."""

    name: str
    type: str
    kind: str = ""
    fill: float = 1.0
    samples: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """One version of a logical source file; without ``agreed_at`` its files wait for a decision."""

    version: int
    columns: tuple[ColumnSeen, ...]
    first_batch_id: str
    first_seen_at: datetime
    agreed_at: datetime | None = None
    agreed_by: str | None = None


@dataclass(frozen=True, slots=True)
class DriftItem:
    """One difference between a version and the ``baseline`` it was compared with: ``kind`` new, missing, renamed (from
    ``was_name``) or retyped; ``status`` WAITING, NOTED, DECIDED or SETTLED; ``evidence`` says why it was told so."""

    kind: str
    column_name: str
    baseline: int
    policy: str = DriftPolicy.EVOLVE
    status: str = "NOTED"
    was_name: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    drift_id: int = 0
    logical_source_file: str = ""
    version: int = 0
    batch_id: str = ""
    physical_file_name: str = ""
    found_at: datetime | None = None
    decision: str | None = None
    target_column: str | None = None
    reason: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None

    @property
    def is_open(self) -> bool:
        """True while it can be decided."""
        return self.status in ("WAITING", "NOTED")


@dataclass(frozen=True, slots=True)
class DriftSpread:
    """How far a difference reaches: the newest batch with ``files`` that have it, and how many ``others`` of the same
    logical file in that batch have the column as it was."""

    batch_id: str = ""
    files: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class FileState:
    """One physical file of a batch as ``tools.file_audit_log`` has it."""

    physical_file_name: str
    logical_source_file: str
    source_system: str
    original_file_name: str
    file_size: int
    file_hash: str
    parquet_name: str | None = None
    stages: Mapping[Stage, Status] = field(default_factory=dict)
    status: Status = Status.PENDING
    ledger: Ledger = Ledger()
    understood: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()

    def first_open_stage(self) -> Stage | None:
        """The first file stage that has not succeeded, or None when the file is loaded."""
        return next((s for s in FILE_STAGES if self.stages.get(s) != Status.SUCCESS), None)


@dataclass(frozen=True, slots=True)
class StepState:
    """The last outcome of one step of a batch."""

    stage: Stage
    name: str
    status: Status
    attempts: int = 1
    rows: int | None = None
    error: str | None = None
    started_at: str | None = None
    ended_at: str | None = None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The run of a batch that is under way: its mode, or ``undo``, and the names of the steps that it is to run."""

    mode: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchState:
    """One batch with its files and steps; times are ISO 8601 with zone. ``under_way`` is None when nothing runs, or when what
    runs is not on record yet."""

    client: Client
    batch_id: str
    mode: Mode
    status: Status
    run_number: int
    started_at: str
    ended_at: str | None
    who: str
    host: str
    pid: int
    folder: str
    manifest: Mapping[str, Any]
    files: tuple[FileState, ...] = ()
    steps: tuple[StepState, ...] = ()
    under_way: UnderWay | None = None

    @property
    def has_rejects(self) -> bool:
        """True when rows of its files were rejected or quarantined."""
        return any(f.ledger.rejected or f.ledger.quarantined for f in self.files)

    def file(self, name: str) -> FileState | None:
        """The file of that physical, original or logical name, or None."""
        return next(
            (f for f in self.files if name in (f.physical_file_name, f.original_file_name, f.logical_source_file)), None
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Who runs a batch, from where; one run is one start, restart or reprocessing of a batch."""

    who: str
    host: str
    pid: int
    client: Client
    batch_id: str
    run_number: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One finished or running attempt, as ``tools.job_execution_log`` has it."""

    job_id: int
    job_name: str
    subject: str | None
    run_number: int
    attempt: int
    status: Status
    rows: int | None
    started_at: str
    ended_at: str | None
    who: str
    host: str
    code: str | None = None
    error: str | None = None
    remedy: str | None = None
    database: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is looked for in the logs; empty fields do not narrow. ``level`` is ``error`` or ``warning`` (both), ``text`` is
    found anywhere in message, code or name, ``subject`` is a physical file, step or table, ``signature`` is what an error
    says with numbers and names taken out, ``first`` leaves out what was tried again."""

    client: str = ""
    batch: str = ""
    subject: str = ""
    stage: str = ""
    level: str = ""
    text: str = ""
    signature: str = ""
    first: bool = False
    since: datetime | None = None
    until: datetime | None = None
