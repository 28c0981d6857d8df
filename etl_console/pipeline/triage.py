"""Rejected rows and what an operator does about them: looked at by reason, corrected, set aside, accepted, undone;
then the same batch goes on. A room of the service's door (``service.triage``)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet

from etl_console.errors import DatabaseError, UsageError
from etl_console.pipeline import layout, rejects_file, values
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.ports import Store
from etl_console.pipeline.rejected_row import RejectedRow, as_it_stands
from etl_console.pipeline.rejects_file import Returned
from etl_console.pipeline.storage import Storage
from etl_console.records import (
    SOURCE_LINE,
    BatchState,
    Client,
    ClientConfig,
    Decided,
    FileState,
    Mode,
    Rule,
    Selection,
    Stage,
    Status,
)

_CAN_BE_ACCEPTED = (Rule.NULL_IN_REQUIRED, Rule.BAD_VALUE, Rule.DUPLICATE_KEY)
_RED = (Status.FAILED, Status.CANCELLED)
_PAGE = 5_000
_BAD_PATTERN = "2201B"


class Door(Protocol):
    """What the triage needs of the service."""

    who: str
    host: str

    def client(self, client: str) -> Client: ...
    def config(self, client: str) -> ClientConfig: ...
    def batch(self, client: str, batch_id: str) -> BatchState: ...
    def batches(self, client: str, limit: int) -> list[BatchState]: ...
    def plan(self, client: str, mode: Mode, *, batch: str | None = None, files: Sequence[str] = ()) -> Plan: ...


@dataclass(frozen=True, slots=True)
class Continuation:
    """How a batch goes on: ``mode`` None when there is nothing to do; ``files`` are those it is narrowed to,
    ``sentence`` says it in words."""

    mode: Mode | None
    batch_id: str
    decided: int
    failed: int
    plan: Plan | None = None
    files: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What pressing the button does, as a sentence."""
        if self.plan is None or self.mode is None:
            return f"{self.batch_id} has nothing to continue: no file failed, and nothing was decided since it ran."
        files, steps = len(self.plan.files), len(self.plan.steps)
        again = f"{files} file{'s' if files != 1 else ''}"
        if self.mode is Mode.RESTART:
            how = f"Restart {self.batch_id}: {again} from the first stage that failed"
        else:
            how = f"Reprocess {again} of {self.batch_id} from their Parquet"
        rows = "1 row" if self.decided == 1 else f"{self.decided:,} rows"
        seen = f", with what was decided about {rows}" if self.decided else ""
        return f"{how}{seen}, then {steps} steps. The batch keeps its id."


class Triage:
    """The rejected rows of a client's batches. Methods are synchronous; errors are EtlError with cause and remedy."""

    def __init__(self, door: Door, store: Store, storage: Storage) -> None:
        self._door = door
        self._store = store
        self._storage = storage

    # Looking -----------------------------------------------------------------------------------------------------

    def groups(self, client: str, batch_id: str, file: str | None = None) -> list[dict[str, Any]]:
        """Rejected rows by reason: physical_file_name, rule, column_name, shape, disposition, n, decided, message."""
        return self._store.decisions.groups(self._door.client(client), batch_id, file)

    def waiting(self, client: str) -> int:
        """How many rows wait for a decision: in the batches that are red, or in the one that Triage begins with."""
        batches = self._door.batches(client, 50)
        red = {b.batch_id for b in batches if b.has_rejects and b.status in _RED}
        counted = red or {b for b in (self.first(batches),) if b}
        return sum(self.opened(self.groups(client, batch_id)) for batch_id in counted)

    @staticmethod
    def first(batches: Sequence[BatchState]) -> str:
        """The batch that Triage begins with, of these, the newest first: the newest that is red and has rejected rows, else the
        newest that has some, else the newest; empty for none."""
        rejecting = [b for b in batches if b.has_rejects]
        red = [b for b in rejecting if b.status in _RED]
        return next((b.batch_id for b in (*red, *rejecting, *batches)), "")

    @staticmethod
    def opened(groups: Iterable[Mapping[str, Any]]) -> int:
        """How many rows of these groups wait for a decision; those that were only warned of do not."""
        return sum(g["n"] - g["decided"] for g in groups if g["disposition"] != "warned")

    def columns(self, client: str, batch_id: str, file: str) -> dict[str, str]:
        """Source columns of a file in its order, with their Parquet types; from the mapping when it was not converted."""
        config = self._door.config(client)
        state = self._file(client, batch_id, file)
        path = self._parquet(client, state)
        if path is not None:
            schema = pyarrow.parquet.read_schema(path)
            return {f.name: str(f.type) for f in schema if f.name != SOURCE_LINE}
        known = config.file(state.logical_source_file)
        return {c.source_column: "string" for c in (known.columns if known else ())}

    def page(
        self, client: str, batch_id: str, selection: Selection, after: int = 0, limit: int = 200
    ) -> list[RejectedRow]:
        """Rows of a selection after ``after`` (a reject_id), as the decisions that stand make them."""
        who = self._door.client(client)
        found = self._store.decisions.page(who, batch_id, selection, after, limit)
        return self._as_decided(who, batch_id, selection.physical_file_name, found)

    def rows(self, client: str, batch_id: str, file: str, ids: Sequence[int]) -> list[RejectedRow]:
        """Rows of a file by their reject_ids, in that order, as the decisions that stand make them."""
        who = self._door.client(client)
        return self._as_decided(who, batch_id, file, self._store.decisions.by_id(who, batch_id, file, ids))

    def _as_decided(
        self, who: Client, batch_id: str, file: str, found: Sequence[Mapping[str, Any]]
    ) -> list[RejectedRow]:  # fmt: skip
        lines = sorted({r["source_line"] for r in found})
        decided = self._store.decisions.cells(who, batch_id, file, lines) if lines else []
        by_line: dict[int, list[dict[str, Any]]] = {}
        for cell in decided:
            by_line.setdefault(cell["source_line"], []).append(cell)
        return [as_it_stands(r, by_line.get(r["source_line"], [])) for r in found]

    def ordered(
        self, client: str, batch_id: str, selection: Selection, column: str | None, *, falling: bool = False
    ) -> list[int]:
        """The reject_ids of a selection by what stands in a source column (None: what is not decided first): numbers,
        then text whatever its case; what is empty stands last in either direction."""
        return self._store.decisions.ordered(self._door.client(client), batch_id, selection, column, falling)

    def ids(self, client: str, batch_id: str, selection: Selection) -> list[int]:
        """The reject_ids of a selection, as the file has them."""
        return self._store.decisions.ids(self._door.client(client), batch_id, selection)

    def anchors(self, client: str, batch_id: str, selection: Selection, step: int) -> list[int]:
        """The reject_id before each page of ``step`` rows but the first, for jumping into a million rows."""
        return self._store.decisions.anchors(self._door.client(client), batch_id, selection, step)

    def history(self, client: str, batch_id: str, file: str | None = None, limit: int = 500) -> list[dict[str, Any]]:
        """Everything that was decided about a batch, newest first: who, when, what, why, and whether it stands."""
        return self._store.decisions.acts(self._door.client(client), batch_id, file, limit)

    def line_history(self, client: str, batch_id: str, file: str, line: int) -> list[dict[str, Any]]:
        """Every changed cell and every decision about one line, oldest first."""
        return self._store.decisions.cells(self._door.client(client), batch_id, file, [line])

    def fits(self, client: str, batch_id: str, file: str, column: str, given: Sequence[str]) -> list[bool]:
        """Whether each value, written as the source writes it, is one of the target's type. True when nothing is
        known of the target."""
        with self._fitting(client, batch_id, file) as fits:
            return fits(column, given)

    @contextlib.contextmanager
    def _fitting(self, client: str, batch_id: str, file: str) -> Iterator[Callable[[str, Sequence[str]], list[bool]]]:
        """``fits`` for the columns of one file, which asks the database for nothing more."""
        known = self._door.config(client).file(self._file(client, batch_id, file).logical_source_file)
        mapped = {c.source_column: c for c in known.columns} if known else {}
        found = self._store.bronze.columns(known.target_schema, known.target_table) if known else ()
        targets = {t.name: t for t in found}
        with duckdb.connect(":memory:") as connection:
            connection.execute("SET autoinstall_known_extensions = false; LOAD icu; SET TimeZone = 'UTC'")

            def fits(column: str, given: Sequence[str]) -> list[bool]:
                goes = mapped.get(column)
                target = targets.get(goes.target_column or "") if goes else None
                if known is None or goes is None or target is None:
                    return [True] * len(given)
                form = values.Format.of(known.source_config, goes.source_format, column)
                present = values.present("v", True, form)
                typed = values.typed("v", "VARCHAR", target.data_type, form)
                empty = "false" if target.name in known.required else "true"
                connection.register("given", pa.table({"v": pa.array(list(given), pa.string())}))
                rows = connection.execute(
                    f"SELECT CASE WHEN {present} IS NULL THEN {empty} ELSE {typed} IS NOT NULL END FROM given"
                ).fetchall()
                return [bool(r[0]) for r in rows]

            yield fits

    def raw_text(self, client: str, batch_id: str, file: str, line: int) -> str | None:
        """The text of a record as it stands in the raw file, from its line on; None where the source is no text."""
        state = self._file(client, batch_id, file)
        encoding = rejects_file.setting(state, "encoding")
        if encoding is None or not rejects_file.setting(state, "delimiter"):
            return None
        place = self._storage.layout.raw
        names = [place(client, state.source_system, f, state.physical_file_name) for f in layout.RAW_FOLDERS]
        path = self._storage.find(names)
        return rejects_file.text_at(path, str(encoding), line) if path else None

    # Deciding ----------------------------------------------------------------------------------------------------

    def edit(
        self, client: str, batch_id: str, file: str, line: int, cells: Mapping[str, str | None], reason: str = "",
        seen: int | None = None,
    ) -> Decided:  # fmt: skip
        """Change values of one rejected row, by source column; ``rows`` are the cells that changed. ``seen`` as a selection
        has it.

        A malformed record becomes a whole one: all of its columns must be given the first time.
        """
        known = self.columns(client, batch_id, file)
        self._columns_known(file, known, cells)
        found = self.page(client, batch_id, Selection(file, lines=(line,)), limit=50)
        is_new = any(r.rule == Rule.MALFORMED_RECORD and not r.edited for r in found)
        if is_new and set(cells) < set(known):
            missing = [c for c in known if c not in cells]
            raise UsageError(
                f"Line {line} of {file} is no whole record: {', '.join(missing[:5])} "
                f"{'has' if len(missing) == 1 else 'have'} no value yet.",
                "Give all its values at once; an empty text where there is none.", code="record_not_whole",
                line=line, missing=missing,
            )  # fmt: skip
        kind = "restore" if is_new else "edit"
        return self._decide(
            client, batch_id, kind, Selection(file, lines=(line,), seen=seen), reason, {"cells": dict(cells)},
            [(line, column, value) for column, value in cells.items()],
        )  # fmt: skip

    def fill(
        self, client: str, batch_id: str, selection: Selection, column: str, value: str, reason: str = "",
        also: Sequence[Selection] = (),
    ) -> Decided:  # fmt: skip
        """Give one column the same value in every row of a selection; malformed records are left out.

        ``also``, here and below: selections in the same or other files of the logical file, decided about in the same step.
        """
        self._has_column(client, batch_id, (selection, *also), {column: value})
        asked = {"column": column, "value": value}
        return self._decide(client, batch_id, "fill", selection, reason, asked, also=also)

    def replace(
        self, client: str, batch_id: str, selection: Selection, column: str, find: str, replacement: str,
        *, pattern: bool = False, reason: str = "", also: Sequence[Selection] = (),
    ) -> Decided:  # fmt: skip
        """Replace a part of a column's value in every row of a selection; ``pattern``: ``find`` is a regular
        expression of PostgreSQL and ``replacement`` may refer to its groups (``\\1``)."""
        if not find:
            raise UsageError(
                "There is nothing to find.", "Give the text that is to be replaced.", code="nothing_to_find"
            )
        self._has_column(client, batch_id, (selection, *also), {column: None})
        asked = {"column": column, "find": find, "value": replacement, "pattern": pattern}
        try:
            return self._decide(client, batch_id, "replace", selection, reason, asked, also=also)
        except DatabaseError as error:
            if error.facts.get("sqlstate") != _BAD_PATTERN:
                raise
            raise UsageError(
                f"“{find}” cannot be read as a regular expression: {error.facts['message']}.",
                "Correct the expression, or look for plain text.", code="bad_pattern",
            ) from error  # fmt: skip

    def quarantine(
        self, client: str, batch_id: str, selection: Selection, reason: str = "", also: Sequence[Selection] = ()
    ) -> Decided:
        """Set rows aside: they are kept out of the load, whatever the policy says."""
        return self._decide(client, batch_id, "quarantine", selection, reason, {}, also=also)

    def accept(
        self, client: str, batch_id: str, selection: Selection, reason: str, also: Sequence[Selection] = ()
    ) -> Decided:
        """Load rows although a rule is broken: a repeated key as it is, a bad or missing value as none.

        Raises UsageError without a reason, for records that could not be read, and where the target needs a value.
        """
        if not reason.strip():
            raise UsageError("Accepting needs a reason.", "Say why these rows may be loaded.", code="reason_needed")
        for one in (selection, *also):
            self._can_be_accepted(client, batch_id, one)
        return self._decide(client, batch_id, "accept", selection, reason, {}, also=also)

    def way_back(self, client: str, batch_id: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """What ``undo`` and ``redo`` would take next: act_id, kind, physical_file_name, rows; None for nothing."""
        return self._store.decisions.way_back(self._door.client(client), batch_id, self._door.who)

    def of_others(self, client: str, batch_id: str) -> dict[str, Any] | None:
        """The newest act about a batch of anybody else, or of the same person on another host: act_id, who, kind, rows; None
        for none."""
        door = self._door
        return self._store.decisions.of_others(door.client(client), batch_id, door.who, door.host)

    def seen(self, client: str, batch_id: str) -> int:
        """The number of that act, 0 for none: what is read after this is at least as new."""
        newest = self.of_others(client, batch_id)
        return newest["act_id"] if newest else 0

    def undo(
        self, client: str, batch_id: str, file: str | None = None, act: int | None = None
    ) -> dict[str, Any] | None:
        """Take back one's newest act (or ``act``); what it was, None when there is none. The record keeps both."""
        return self._undo(client, batch_id, file, act, redo=False)

    def redo(
        self, client: str, batch_id: str, file: str | None = None, act: int | None = None
    ) -> dict[str, Any] | None:
        """Do again what was undone last."""
        return self._undo(client, batch_id, file, act, redo=True)

    def _undo(
        self, client: str, batch_id: str, file: str | None, act: int | None, *, redo: bool
    ) -> dict[str, Any] | None:
        who = self._door.client(client)
        return self._store.decisions.undo(who, batch_id, file, act, redo, self._door.who, self._door.host)

    def _decide(
        self, client: str, batch_id: str, kind: str, selection: Selection, reason: str, asked: Mapping[str, Any],
        cells: Sequence[tuple[int, str, str | None]] = (), also: Sequence[Selection] = (),
    ) -> Decided:  # fmt: skip
        who, told = self._door.client(client), reason.strip()
        logical = {self._file(client, batch_id, s.physical_file_name).logical_source_file for s in (selection, *also)}
        if len(logical) > 1:
            raise UsageError(
                f"{', '.join(sorted(logical))} are different logical files.", "Decide about each by itself."
            )
        with self._fitting(client, batch_id, selection.physical_file_name) as fits:
            return self._store.decisions.decide(
                who, batch_id, kind, (selection, *also), self._door.who, self._door.host, told, asked, cells, fits
            )  # fmt: skip

    def _has_column(
        self, client: str, batch_id: str, selections: Sequence[Selection], cells: Mapping[str, str | None]
    ) -> None:
        for file in dict.fromkeys(s.physical_file_name for s in selections):
            self._columns_known(file, self.columns(client, batch_id, file), cells)

    def _columns_known(self, file: str, known: Mapping[str, str], cells: Mapping[str, str | None]) -> None:
        for column, value in cells.items():
            if column not in known:
                raise UsageError(
                    f"{file} has no column “{column}”.", f"It has {', '.join(known)}.", code="unknown_column",
                    column=column,
                )  # fmt: skip
            if value and "\0" in value:
                raise UsageError("A value cannot hold the character NUL.", "Leave it out.", code="bad_character")
            kind = _DUCKDB.get(known[column].partition("[")[0])
            if kind and value:
                with duckdb.connect(":memory:") as connection:
                    row = connection.execute(f"SELECT TRY_CAST(? AS {kind}) IS NULL", [value]).fetchone()
                if row and row[0]:
                    raise UsageError(
                        f"“{value}” is no {kind.lower()}; {column} of {file} holds nothing else.",
                        "Write the value as the file does.", code="edit_type", column=column, value=value,
                    )  # fmt: skip

    def _can_be_accepted(self, client: str, batch_id: str, selection: Selection) -> None:
        if selection.rule is not None:
            found = {(selection.rule, selection.column)}
        else:
            rows = self.page(client, batch_id, selection, limit=_PAGE)
            found = {(r.rule, r.column) for r in rows}
        config = self._door.config(client).file(
            self._file(client, batch_id, selection.physical_file_name).logical_source_file
        )
        targets = (
            {t.name: t for t in self._store.bronze.columns(config.target_schema, config.target_table)} if config else {}
        )
        mapped = {c.source_column: c.target_column for c in config.columns} if config else {}
        for rule, column in found:
            if rule not in _CAN_BE_ACCEPTED:
                raise UsageError(
                    "A record that could not be read cannot be loaded as it is.",
                    "Give its values, or set it aside.", code="cannot_accept", rule=rule,
                )  # fmt: skip
            target = targets.get(mapped.get(column or "") or "")
            if rule != Rule.DUPLICATE_KEY and target is not None and target.not_null:
                raise UsageError(
                    f"{column} cannot be loaded without a value: {target.name} of the table may not be empty.",
                    "Edit the value, or set the rows aside.", code="cannot_accept", column=column,
                )  # fmt: skip

    def held(self, client: str, batch_id: str) -> frozenset[str]:
        """The files of a batch that wait for a decision about their columns."""
        waiting = self._store.drift.waiting(self._door.client(client))
        return frozenset(
            r["physical_file_name"] for r in waiting if r["batch_id"] == batch_id and not r["agreed"]
        )  # fmt: skip

    def pending(self, client: str, batch_id: str) -> int:
        """About how many rows something was decided that the next run takes into account for the first time."""
        return sum(self._store.decisions.pending(self._door.client(client), batch_id).values())

    # Going on ----------------------------------------------------------------------------------------------------

    def continuation(self, client: str, batch_id: str) -> Continuation:
        """How the batch goes on, with the plan that ``service.run`` takes: restart where a file or step failed,
        reprocessing of the files that were decided about where all succeeded."""
        state = self._door.batch(client, batch_id)
        decided = self._store.decisions.pending(self._door.client(client), batch_id)
        failed = [f for f in state.files if f.status != Status.SUCCESS]
        mode: Mode | None = None
        if state.status in (Status.FAILED, Status.CANCELLED):
            mode = Mode.RESTART
        elif decided:
            mode = Mode.REPROCESSING
        if mode is None:
            return Continuation(None, batch_id, 0, 0)
        only = tuple(decided) if mode is Mode.REPROCESSING else ()
        plan = self._door.plan(client, mode, batch=batch_id, files=only)
        return Continuation(mode, batch_id, sum(decided.values()), len(failed), plan, only)

    # Files of rejected rows --------------------------------------------------------------------------------------

    def export(self, client: str, batch_id: str, selection: Selection, path: Path) -> int:
        """Write the rows of a selection as the source writes them, with a reason and where they belong; the number
        of lines. ``read_returned`` recognises the file."""
        state = self._file(client, batch_id, selection.physical_file_name)
        columns = list(self.columns(client, batch_id, selection.physical_file_name))
        return rejects_file.write(path, state, columns, self._all(client, batch_id, selection))

    def _all(self, client: str, batch_id: str, selection: Selection) -> Any:
        after = 0
        while rows := self.page(client, batch_id, selection, after, _PAGE):
            yield from rows
            after = rows[-1].reject_id

    def recognise(self, path: Path) -> bool:
        """Whether a file is one of rejected rows that came back."""
        return rejects_file.header_of(path) is not None

    def read_returned(self, client: str, path: Path) -> Returned:
        """What a returned file of rejected rows would change, without changing anything.

        Raises UsageError when it is none, or is of another client's batch.
        """
        config = self._door.config(client)

        def state_of(name: str) -> FileState | None:
            batch = layout.batch_of(name)
            state = self._store.batches.state(config.client, batch) if batch else None
            return state.file(name) if state else None

        returned = rejects_file.read(path, state_of)
        batch_id = layout.batch_of(returned.physical_file_name)
        if batch_id is None or self._store.batches.state(config.client, batch_id) is None:
            raise UsageError(
                f"{path.name} belongs to {returned.physical_file_name}, which {client} does not have.",
                "Choose the client it was downloaded from.", code="returned_elsewhere",
            )  # fmt: skip
        name = self._file(client, batch_id, returned.physical_file_name).physical_file_name
        columns = list(self.columns(client, batch_id, name))
        lines, seen = sorted({line for line, _ in returned.lines}), self.seen(client, batch_id)
        now: dict[int, RejectedRow] = {}
        for start in range(0, len(lines), _PAGE):
            part = Selection(name, lines=tuple(lines[start : start + _PAGE]))
            for row in self._all(client, batch_id, part):
                now.setdefault(row.source_line, row)
        return replace(rejects_file.compare(returned, columns, now), batch_id=batch_id, seen=seen)

    def take_returned(self, client: str, returned: Returned, reason: str = "") -> Decided:
        """Apply what ``read_returned`` found as one act; ``rows`` are the cells that changed."""
        selection = Selection(returned.physical_file_name, seen=returned.seen)
        known = self.columns(client, returned.batch_id, returned.physical_file_name)
        for _, column, value in returned.cells:
            self._columns_known(returned.physical_file_name, {column: known.get(column, "string")}, {column: value})
        asked = {"file": returned.name}
        return self._decide(client, returned.batch_id, "import", selection, reason, asked, returned.cells)

    # Where things are --------------------------------------------------------------------------------------------

    def _file(self, client: str, batch_id: str, name: str) -> FileState:
        state = self._door.batch(client, batch_id).file(name)
        if state is None:
            raise UsageError(f"{batch_id} has no file {name}.", "`batches` lists its files.", code="unknown_file")
        return state

    def _parquet(self, client: str, state: FileState) -> Path | None:
        name = layout.parquet_name(state.physical_file_name)
        place = self._storage.layout.data
        if state.stages.get(Stage.CONVERT) is None:
            return None
        return self._storage.find(
            place(client, state.source_system, f, name) for f in ("incoming", "failed", "archive")
        )


_DUCKDB = {
    "int64": "BIGINT", "int32": "INTEGER", "double": "DOUBLE", "bool": "BOOLEAN", "date32": "DATE",
    "timestamp": "TIMESTAMP",
}  # fmt: skip
