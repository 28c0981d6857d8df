"""What the engine needs of the database, as protocols; ``etl_console.db`` has the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal, Protocol

from etl_console.errors import EtlError
from etl_console.records import (
    BatchState,
    Client,
    ClientConfig,
    ColumnSeen,
    Corrections,
    Decided,
    Disposition,
    DriftItem,
    DriftSpread,
    FileState,
    Job,
    LogFilter,
    Mode,
    Problem,
    RejectedRecord,
    Run,
    Schedule,
    SchemaVersion,
    Selection,
    Stage,
    Status,
    StepConfig,
    TableRows,
    TargetColumn,
)


class Clients(Protocol):
    """Clients and their configuration."""

    def all(self) -> list[Client]: ...
    def client(self, client_schema: str) -> Client:
        """Raises ConfigurationError when there is no such client."""
        ...

    def config(self, client_schema: str) -> ClientConfig:
        """Raises ConfigurationError when there is no such client."""
        ...

    def add(self, client_schema: str, client_name: str, config: Mapping[str, Any] | None, who: str) -> Client:
        """Record the client with its configuration and create its three schemas, in one transaction."""
        ...

    def import_config(
        self, client_schema: str, config: Mapping[str, Any], who: str, reason: str, expected: int | None = None
    ) -> None:
        """Raises ConfigurationError ``configuration_changed`` when ``expected`` is not the version any more."""
        ...

    def version(self, client_schema: str) -> int:
        """A number that grows with every change of the client's configuration."""
        ...

    def known_mappings(self) -> list[dict[str, Any]]:
        """Every mapping that is or ever was, of all clients, newest first: client_schema, logical_source_file,
        source_column, target_column."""
        ...

    def export_config(self, client_schema: str, *, with_removed: bool = False) -> dict[str, Any]: ...
    def history(self, client_schema: str, limit: int = 200) -> list[dict[str, Any]]: ...


class Held(Protocol):
    """The lock of one client while a run holds it."""

    def opened(self, run: Run) -> None:
        """The run is on record: its work may begin. What an earlier run left under way has ended by then."""
        ...

    def check(self, within: float = 0.0) -> None:
        """See that the lock is still held, taking it again where its session ended; raises LockLostError. A look
        ``within`` so many seconds counts."""
        ...


class Locks(Protocol):
    """One runner per client."""

    def hold(self, client: Client, who: str, host: str) -> AbstractContextManager[Held]:
        """Hold the client's lock; raises LockedError that says who has it, where, since when and how far it is."""
        ...

    def holder(self, client: Client) -> Mapping[str, Any] | None:
        """Who holds the client's lock now, or None."""
        ...


class Batches(Protocol):
    """The record of what every batch did."""

    def open(self, run: Run, mode: Mode, files: Sequence[FileState], manifest: Mapping[str, Any]) -> Run:
        """Take the next batch_id and record batch and files in one transaction; names carry ``{batch_id}``."""
        ...

    def reopen(self, run: Run, mode: Mode) -> Run:
        """Mark an existing batch RUNNING again, with the next run number."""
        ...

    def close(self, run: Run, status: Status, folder: str, manifest: Mapping[str, Any]) -> None: ...
    def interrupt(self, client: Client, batch_id: str) -> None:
        """Mark a batch and its running attempts FAILED: whoever ran it is gone."""
        ...

    def state(self, client: Client, batch_id: str) -> BatchState | None: ...
    def recent(self, client: Client | None, limit: int = 100) -> list[BatchState]:
        """The newest batches without their steps, newest first."""
        ...

    def unfinished(self, client: Client) -> list[str]:
        """Batches recorded as RUNNING."""
        ...

    def loaded_before(self, client: Client, hashes: Sequence[str]) -> dict[str, str]:
        """Hash -> batch that loaded this content."""
        ...

    def begin_job(self, run: Run, job: str, subject: str | None, attempt: int, reason: str = "") -> int: ...
    def end_job(
        self, run: Run, job_id: int, status: Status, rows: int | None = None, error: EtlError | None = None
    ) -> None: ...
    def file_replaced(self, run: Run, physical: str, size: int, content_hash: str) -> None:
        """Record the size and hash of a corrected raw file."""
        ...

    def file_stages(
        self, run: Run, physical: str, stages: Iterable[Stage], status: Status, counted: FileState | None = None
    ) -> None:
        """Where a file stands in some stages; with ``counted``, its ledger and problems so far with it, so that a
        restart knows what the stages before counted."""
        ...

    def file_converted(
        self, run: Run, physical: str, parquet_name: str, read: int, understood: Mapping[str, Any]
    ) -> None: ...
    def file_version(self, run: Run, physical: str, version: int) -> None:
        """Which version of its columns a file has."""
        ...

    def file_ended(self, run: Run, file: FileState) -> None:
        """Write status, ledger and problems of a file whose run is over."""
        ...

    def flush(self, run: Run) -> None:
        """See that all that a run has told so far is on record."""
        ...

    def reset_rejects(self, run: Run, physical: str, stages: Sequence[Stage]) -> None: ...
    def add_rejects(
        self,
        run: Run,
        physical: str,
        stage: Stage,
        records: Sequence[RejectedRecord],
        disposition: Callable[[RejectedRecord], Disposition],
    ) -> None: ...
    def held_lines(self, client: Client, batch_id: str, physical: str) -> list[int]:
        """Source lines that validate_row holds back from the load, ascending."""
        ...

    def rejects(
        self, client: Client, batch_id: str, physical: str | None, after: int = 0, limit: int = 500
    ) -> list[dict[str, Any]]:
        """Rejected rows by ascending reject_id, the page after ``after``."""
        ...

    def log_mapping(self, run: Run, job_id: int, physical: str, attempt: int, problems: Sequence[Problem]) -> None: ...
    def log_rows(
        self, run: Run, job_id: int, physical: str, attempt: int, findings: Sequence[Mapping[str, Any]]
    ) -> None: ...
    def log_load_error(
        self, run: Run, job_id: int, physical: str, attempt: int, table: str, error: EtlError
    ) -> None: ...
    def log_step(
        self,
        run: Run,
        job_id: int,
        step: StepConfig,
        attempt: int,
        status: Status,
        rows: int | None,
        error: EtlError | None,
    ) -> None: ...
    def jobs(self, client: Client, batch_id: str, subject: str | None = None) -> list[Job]: ...


class Decisions(Protocol):
    """What operators decided about rejected rows; acts are only ever added."""

    def standing(self, client: Client, batch_id: str, physical: str) -> Corrections:
        """What stands of the decisions about a file, as far as they were made on its present content."""
        ...

    def unread_at(self, run: Run, physical: str, lines: Sequence[int]) -> int:
        """How many of the records that convert could not read begin in these lines."""
        ...

    def applied(self, run: Run, physical: str, last_act: int) -> None:
        """Record up to which act validate_row has taken the decisions into account."""
        ...

    def pending(self, client: Client, batch_id: str) -> dict[str, int]:
        """Physical file -> rows decided about, or no more, since validate_row last looked; files without are left out."""
        ...

    def decide(
        self, client: Client, batch_id: str, kind: str, selections: Sequence[Selection], who: str, host: str, reason: str,
        asked: Mapping[str, Any], cells: Sequence[tuple[int, str, str | None]],
        fits: Callable[[str, Sequence[str]], Sequence[bool]],
    ) -> Decided:  # fmt: skip
        """Add an act with its rows for each selection, all of them one step, in one transaction. ``fits`` says of the values
        of a column which are of its type. Raises UsageError ``decided_meanwhile`` when anybody else decided about its rows
        after the act that a selection has ``seen``.

        ``kind`` fill takes ``asked`` column and value, replace column, find, replacement and pattern; edit, restore
        and import take ``cells`` (line, column, value); quarantine and accept the selection alone.
        """
        ...

    def undo(
        self, client: Client, batch_id: str, physical: str | None, act: int | None, redo: bool, who: str, host: str
    ) -> dict[str, Any] | None:
        """Add an undo (or redo) of an act, the newest of ``who`` when None; the act concerned, None when there is none."""
        ...

    def way_back(self, client: Client, batch_id: str, who: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The acts that ``who`` would undo and redo next."""
        ...

    def of_others(self, client: Client, batch_id: str, who: str, host: str) -> dict[str, Any] | None:
        """The newest act of anybody but ``who`` on ``host``: act_id, who, kind, rows."""
        ...

    def acts(self, client: Client, batch_id: str, physical: str | None, limit: int) -> list[dict[str, Any]]:
        """The acts of a batch, newest first, each with whether it stands."""
        ...

    def cells(self, client: Client, batch_id: str, physical: str, lines: Sequence[int]) -> list[dict[str, Any]]:
        """Everything decided about some lines, oldest first, each with act, who, when and whether it stands."""
        ...

    def groups(self, client: Client, batch_id: str, physical: str | None) -> list[dict[str, Any]]:
        """Rejected rows by file, rule, column and shape with their numbers and how many are decided, most first."""
        ...

    def page(self, client: Client, batch_id: str, selection: Selection, after: int, limit: int) -> list[dict[str, Any]]:
        """Rejected rows of a selection by ascending reject_id, those after ``after``."""
        ...

    def anchors(self, client: Client, batch_id: str, selection: Selection, step: int) -> list[int]:
        """The reject_id before every ``step``-th row of a selection: where its pages begin."""
        ...

    def ordered(
        self, client: Client, batch_id: str, selection: Selection, column: str | None, falling: bool
    ) -> list[int]:
        """The reject_ids of a selection by what stands in a column, None: by whether anything was decided; what is
        empty stands last in either direction."""
        ...

    def ids(self, client: Client, batch_id: str, selection: Selection) -> list[int]:
        """The reject_ids of a selection, as the file has them."""
        ...

    def by_id(self, client: Client, batch_id: str, physical: str, ids: Sequence[int]) -> list[dict[str, Any]]:
        """Rejected rows of one file, in the order of ``ids``."""
        ...


class Bronze(Protocol):
    """The target tables."""

    def columns(self, schema: str, table: str) -> tuple[TargetColumn, ...]:
        """Columns in table order; empty when there is no such table."""
        ...

    def create(self, tables: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> None:
        """Make tables (schema, name, columns with their types, which are trusted) with the columns of ours; all or none."""
        ...

    def load(
        self,
        run: Run,
        files: Mapping[str, int | None],
        target: tuple[str, str],
        columns: Sequence[str],
        by_file: bool,
        blocks: Iterable[bytes | memoryview],
        form: Literal["csv", "binary"],
        on_cancel: Callable[[Callable[[], None]], AbstractContextManager[None]],
    ) -> int:
        """One transaction: delete this batch's rows (of these files when ``by_file``), COPY ``blocks``, mark them
        loaded. ``files`` are physical names with the rows of each; None: all that is copied, of one file. Rows loaded.
        An error of ``blocks`` rolls all of it back and is passed on."""
        ...


class Routines(Protocol):
    """Procedures, functions, views and SQL files a batch calls."""

    def resolve(self, config: ClientConfig, steps: Sequence[StepConfig]) -> tuple[Problem, ...]:
        """What is missing or ambiguous; empty when all can be called."""
        ...

    def call(
        self,
        run: Run,
        step: StepConfig,
        on_cancel: Callable[[Callable[[], None]], AbstractContextManager[None]],
    ) -> int | None:
        """Run one step in one transaction; rows it reports, None when it reports none."""
        ...


class Undo(Protocol):
    """The rows of a batch in the tables of a client's layers."""

    def rows(self, client: Client, batch_id: str) -> tuple[TableRows, ...]:
        """The tables that hold rows of a batch, with how many, bronze first."""
        ...

    def remove(self, run: Run, layers: Sequence[str]) -> tuple[TableRows, ...]:
        """Delete the rows of the run's batch from some layers, in one transaction; with bronze, its files are on record
        as not loaded."""
        ...


class Retention(Protocol):
    """What is kept how long, legal holds, and the purge of what the database keeps."""

    def policies(self, client: Client) -> dict[str, int]: ...
    def set_policy(self, client: Client, kept: str, days: int) -> None: ...
    def over(self, client: Client, days: int) -> dict[str, tuple[str, ...]]:
        """Batch -> its files as ``source/physical``, of finished batches that ended so long ago and are not held."""
        ...

    def hold(self, client: Client, batch_id: str, reason: str, who: str, host: str) -> bool: ...
    def release(self, client: Client, batch_id: str, reason: str, who: str, host: str) -> bool: ...
    def holds(self, client: Client) -> list[dict[str, Any]]: ...
    def count(self, client: Client, kept: str, batches: Sequence[str]) -> tuple[int, int]: ...
    def purge(self, client: Client, kept: str, batches: Sequence[str]) -> None: ...
    def purges(self, client: Client, limit: int) -> list[dict[str, Any]]: ...
    def log(
        self, client: Client, kept: str, things: int, size: int, batches: Sequence[str], who: str, host: str
    ) -> None: ...


class Schedules(Protocol):
    """Schedules of a client, and what became of each time that its files were due."""

    def all(self, client: Client) -> list[Schedule]: ...
    def save(self, client: Client, schedule: Schedule, who: str) -> None: ...
    def drop(self, client: Client, name: str) -> bool: ...
    def logged(self, client: Client, name: str, due: datetime) -> dict[str, Any] | None:
        """due_at, status, missing, batch_id, late_since of one time, or None."""
        ...

    def log(
        self, client: Client, name: str, due: datetime, status: str, missing: tuple[str, ...], batch_id: str | None,
        who: str, host: str,
    ) -> None: ...  # fmt: skip
    def history(self, client: Client, limit: int = 100) -> list[dict[str, Any]]: ...
    def claims_since(self, client: Client, source_system: str, since: datetime) -> list[tuple[str, str]]: ...


class Drift(Protocol):
    """The schema registry: versions of what really arrived, what changed between them, and what was decided."""

    def versions(self, client: Client, logical: str, hold: bool = False) -> list[SchemaVersion]:
        """Newest first; ``hold``: no other writer until the transaction ends."""
        ...

    def add_version(self, run: Run, logical: str, columns: Sequence[ColumnSeen], agreed: bool) -> int: ...
    def refine(self, client: Client, logical: str, version: int, columns: Sequence[ColumnSeen]) -> None: ...
    def left(self, run: Run, logical: str, physical: str, version: int) -> None:
        """A file has come with other columns than those of a version: what nobody else waits for there is settled."""
        ...

    def version_of(self, run: Run, physical: str) -> int | None: ...
    def agree(self, client: Client, logical: str, version: int, who: str) -> None: ...
    def found(self, run: Run, logical: str, physical: str, items: Sequence[DriftItem], version: int) -> None:
        """Put on record what is different in a version now; what is not in ``items`` any more is settled."""
        ...

    def waits(self, client: Client) -> list[dict[str, Any]]:
        """The changes that files wait for: logical_source_file, column_name, was_name."""
        ...

    def settle(self, client: Client, logical: str, version: int, items: Sequence[DriftItem]) -> None: ...
    def decided(self, client: Client, logical: str, version: int) -> list[tuple[str, str]]: ...
    def decide(self, client: Client, drift_id: int, decision: str, target: str | None, reason: str, who: str) -> bool:
        """False when the difference is not open any more."""
        ...

    def items(self, client: Client, limit: int = 500) -> list[DriftItem]: ...
    def spread(self, client: Client, logical: str, version: int, column: str) -> DriftSpread:
        """In the newest batch with files of a version: those files, and how many of other versions have a column."""
        ...

    def waiting(self, client: Client, logical: str | None = None, version: int | None = None) -> list[dict[str, Any]]:
        """batch_id, physical_file_name, logical_source_file, version, agreed of the files that wait."""
        ...


class Events(Protocol):
    """Events kept in the database, so that a run elsewhere shows live."""

    def put(self, client: Client, event: Mapping[str, Any]) -> None: ...
    def after(
        self, event_id: int, client: Client | None = None, limit: int = 1000
    ) -> list[tuple[int, dict[str, Any]]]: ...
    def last_id(self) -> int: ...
    def wait(self, seconds: float) -> bool:
        """Wait for a notice, or for ``wake``, at most so long; True when one came."""
        ...

    def wake(self) -> None: ...


class Insight(Protocol):
    """Figures, history and one time line over all logs."""

    def figures(
        self, name: str, client: Client | None, since: datetime, until: datetime, zone: str
    ) -> list[dict[str, Any]]: ...
    def usual(
        self, client: Client, batch_id: str, files: Sequence[str], steps: Sequence[str]
    ) -> list[dict[str, Any]]: ...
    def files_seen(self, client: Client, names: Sequence[str]) -> list[dict[str, Any]]: ...
    def understood(self, client: Client, batch_id: str, name: str) -> dict[str, Any]: ...
    def expected_files(self, client: Client, limit: int) -> list[dict[str, Any]]: ...
    def recent_files(self, client: Client, batches: Sequence[str]) -> list[dict[str, Any]]: ...
    def timeline(
        self, wanted: LogFilter, before: tuple[datetime, str, int] | None, limit: int
    ) -> list[dict[str, Any]]: ...
    def signatures(self, wanted: LogFilter, since: datetime) -> list[dict[str, Any]]: ...
    def first_error(self, client: str, batch_id: str) -> Mapping[str, Any] | None: ...


class Store(Protocol):
    """The database as the engine sees it."""

    @property
    def clients(self) -> Clients: ...
    @property
    def locks(self) -> Locks: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def bronze(self) -> Bronze: ...
    @property
    def routines(self) -> Routines: ...
    @property
    def events(self) -> Events: ...
    def together(self) -> AbstractContextManager[None]:
        """What this thread records within is one transaction."""
        ...

    def journal(self, run: Run) -> AbstractContextManager[None]:
        """What a run tells of its attempts, files and events within may be written a moment later, and together."""
        ...

    @property
    def undo(self) -> Undo: ...
    @property
    def retention(self) -> Retention: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def drift(self) -> Drift: ...
    @property
    def insight(self) -> Insight: ...
    def about(self) -> dict[str, str]:
        """The database: ``database``, ``server`` (host and port), ``version``, ``user``."""
        ...

    def close(self) -> None: ...
