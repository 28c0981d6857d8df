"""Which column goes where: samples beside types, suggestions in tiers with their reasons, and a try before saving.
A room of the service's door (``service.mapping``)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol

import duckdb
from rapidfuzz import fuzz

from etl_console.errors import EtlError, UsageError
from etl_console.pipeline import layout, values
from etl_console.pipeline.checks import connect, source_columns
from etl_console.pipeline.formats import Suggestion as FormatSuggestion
from etl_console.pipeline.formats import suggest as suggest_format
from etl_console.pipeline.ports import Store
from etl_console.pipeline.readers.typed_rows import as_text
from etl_console.pipeline.stages.validate_mapping import FILLED_BY_US, validate_mapping
from etl_console.pipeline.stages.validate_row import validate_row
from etl_console.pipeline.storage import Storage
from etl_console.pipeline.synonyms import meaning
from etl_console.records import (
    BatchState,
    Client,
    ClientConfig,
    ColumnMap,
    FileConfig,
    FileState,
    Ledger,
    Policy,
    Problem,
    Status,
    TargetColumn,
)

_LOOKED_AT = 2_000
_SAMPLES = 5
_LIKE = 72
_FIT = 0.95
SCOPES = ("this", "failed", "good")


class Tier(IntEnum):
    """How sure a suggestion is; only the first two apply by themselves."""

    EXACT = 1
    HISTORY = 2
    OTHER_CLIENT = 3
    SYNONYM = 4
    LIKENESS = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """A source column may go to a target: ``fits`` is the share of looked-at values that fit the target's type, None where
    there was none to look at; ``facts`` say why (client, file, when, score)."""

    source: str
    target: str
    tier: Tier
    fits: float | None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def applies(self) -> bool:
        """True when it may be taken without a question."""
        return self.tier <= Tier.HISTORY

    @property
    def reason(self) -> str:
        """Why, in words."""
        share = "there were no values to look at" if self.fits is None else f"{self.fits:.0%} of the values fit"
        told = {
            Tier.EXACT: "the names are the same",
            Tier.HISTORY: f"mapped so before ({self.facts.get('where', '')})",
            Tier.OTHER_CLIENT: f"{self.facts.get('where', 'another client')} maps it so",
            Tier.SYNONYM: f"both mean “{self.facts.get('meaning', '')}”",
            Tier.LIKENESS: f"the names are alike ({self.facts.get('score', 0):.0f} of 100)",
        }[self.tier]
        return f"{told}; {share}"

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source, "target": self.target, "tier": self.tier.name.lower(),
            "fits": None if self.fits is None else round(self.fits, 3), "applies": self.applies, "reason": self.reason,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of the file looked at: its Parquet type, first different values, and what format they suggest."""

    name: str
    type: str
    samples: tuple[str, ...]
    format: FormatSuggestion


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a mapping is made from: columns of a file (``looked_at``, empty when none is there), those of the table,
    the mapping as stored, and the guesses by source column, best first."""

    client: str
    file: FileConfig
    looked_at: str
    sources: tuple[SourceColumn, ...]
    targets: tuple[TargetColumn, ...]
    guesses: Mapping[str, tuple[Guess, ...]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a draft says of one Parquet file: ``would`` is its ledger then, ``was`` as recorded; ``problems`` keep it
    from being loaded when ``passes`` is False."""

    physical_file_name: str
    batch_id: str
    passes: bool
    would: Ledger
    was: Ledger
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "physical_file_name": self.physical_file_name, "batch_id": self.batch_id, "passes": self.passes,
            "would": self.would.to_json(), "was": self.was.to_json(), "problems": [p.to_json() for p in self.problems],
        }  # fmt: skip


class Door(Protocol):
    """What the mapping needs of the service."""

    def client(self, client: str) -> Client: ...
    def config(self, client: str) -> ClientConfig: ...
    def batches(self, client: str | None = None, limit: int = 100) -> list[BatchState]: ...


class Mappings:
    """Looks at, suggests and tries mappings. Methods are synchronous; errors are EtlError with cause and remedy."""

    def __init__(self, door: Door, store: Store, storage: Storage) -> None:
        self._door = door
        self._store = store
        self._storage = storage

    def sheet(self, client: str, logical: str, physical: str | None = None) -> Sheet:
        """Everything to map one logical file with, from ``physical`` or else the newest of its files that is there."""
        file = self._file(client, logical)
        found = self._newest(client, logical, physical)
        targets = self._store.bronze.columns(file.target_schema, file.target_table)
        sources: tuple[SourceColumn, ...] = ()
        fits: dict[tuple[str, str], float] = {}
        if found is not None:
            sources, fits = _look(found[1], file, targets)
        else:
            nothing = FormatSuggestion("text", {}, "no file was seen")
            sources = tuple(SourceColumn(c.source_column, "string", (), nothing) for c in file.columns)
        guesses = self._guesses(client, file, [s.name for s in sources], targets, fits)
        return Sheet(client, file, found[0].physical_file_name if found else "", sources, targets, guesses)

    def try_it(
        self, client: str, logical: str, draft: Mapping[str, Any], scope: str = "this", physical: str | None = None
    ) -> list[Tried]:
        """What a draft (the form of one file in ``config export``) would make of files that are there already, without
        touching any: ``this`` file, all ``failed`` ones, or the last ``good`` ones."""
        if scope not in SCOPES:
            raise UsageError(f"“{scope}” is no scope.", f"Use {', '.join(SCOPES)}.", code="usage")
        config = self._draft(client, logical, draft)
        targets = self._store.bronze.columns(config.target_schema, config.target_table)
        return [
            self._tried(client, path, state, batch, config, targets)
            for state, batch, path in self._chosen(client, logical, scope, physical)
        ]

    # Where the files are -----------------------------------------------------------------------------------------

    def _file(self, client: str, logical: str) -> FileConfig:
        file = self._door.config(client).file(logical)
        if file is None:
            raise UsageError(
                f"{client} has no source file {logical}.", "`config export` shows them.", code="unknown_file"
            )
        return file

    def _chosen(
        self, client: str, logical: str, scope: str, physical: str | None
    ) -> Iterable[tuple[FileState, str, Path]]:
        if scope == "this":
            found = self._newest(client, logical, physical)
            return [(found[0], found[2], found[1])] if found else []
        wanted = Status.FAILED if scope == "failed" else Status.SUCCESS
        states = [s for s in self._states(client, logical) if s[0].status == wanted]
        return states[: 50 if scope == "failed" else 3]

    def _states(self, client: str, logical: str) -> list[tuple[FileState, str, Path]]:
        """Files of a logical file whose Parquet is there, newest first, with batch and path."""
        found = []
        for batch in self._door.batches(client, 200):
            for state in batch.files:
                if state.logical_source_file == logical and (path := self._parquet(client, state)):
                    found.append((state, batch.batch_id, path))
        return found

    def _newest(self, client: str, logical: str, physical: str | None) -> tuple[FileState, Path, str] | None:
        for state, batch_id, path in self._states(client, logical):
            if physical in (None, state.physical_file_name):
                return state, path, batch_id
        return None

    def _parquet(self, client: str, state: FileState) -> Path | None:
        place, name = self._storage.layout.data, layout.parquet_name(state.physical_file_name)
        return self._storage.find(
            place(client, state.source_system, f, name) for f in ("incoming", "failed", "archive")
        )

    # Trying ------------------------------------------------------------------------------------------------------

    def _draft(self, client: str, logical: str, draft: Mapping[str, Any]) -> FileConfig:
        stored = self._file(client, logical)
        policies = {
            "null": "null_policy", "duplicate": "duplicate_policy", "bad_value": "bad_value_policy",
            "malformed": "malformed_policy",
        }  # fmt: skip
        given: dict[str, Any] = {k: Policy(draft[v]) for k, v in policies.items() if draft.get(v)}
        share = draft.get("max_reject_share")
        return replace(
            stored,
            target_schema=draft.get("target_schema") or stored.target_schema,
            target_table=draft.get("target_table") or stored.target_table,
            source_config=draft.get("source_config"),
            columns=tuple(
                ColumnMap(c["source_column"], c.get("target_column"), c.get("source_format"))
                for c in draft.get("columns") or []
            ),
            required=tuple(draft.get("required") or ()),
            duplicate_key=tuple(draft.get("duplicate_key") or ()),
            policies=replace(
                stored.policies, **given, max_reject_share=stored.policies.max_reject_share if share is None else share
            ),
        )

    def _tried(
        self,
        client: str,
        path: Path,
        state: FileState,
        batch_id: str,
        config: FileConfig,
        targets: tuple[TargetColumn, ...],
    ) -> Tried:
        who = self._door.client(client)
        corrections = self._store.decisions.standing(who, batch_id, state.physical_file_name)
        try:
            with connect(path, _never) as connection:
                checked = validate_mapping(source_columns(connection), config, targets)
            if checked.errors:
                skipped = replace(
                    state.ledger, loaded=0, quarantined=0, skipped=state.ledger.read - state.ledger.rejected
                )
                return Tried(state.physical_file_name, batch_id, False, skipped, state.ledger, checked.errors)
            rows = validate_row(
                path, config, targets, on_rejects=lambda _: None, on_cancel=_never, corrections=corrections
            )
        except EtlError as error:
            told = Problem(error.code, error.cause, error.remedy)
            return Tried(state.physical_file_name, batch_id, False, Ledger(), state.ledger, (told,))
        unread = state.ledger.read - rows.records
        held = unread + rows.held - rows.decided
        too_many = held > config.policies.max_reject_share * state.ledger.read
        problems = [Problem(f.rule, f.message, "", {"policy": f.policy, "rows": f.count}) for f in rows.findings]
        if too_many:
            limit = config.policies.max_reject_share
            cause = f"{held} of {state.ledger.read} records cannot be loaded; allowed are {limit:.1%}."
            problems.append(Problem("too_many_rejects", cause, ""))
        passes = not (rows.is_fatal or too_many)
        kept = rows.records - rows.held
        would = Ledger(state.ledger.read, kept if passes else 0, unread, rows.held, 0 if passes else kept)
        return Tried(state.physical_file_name, batch_id, passes, would, state.ledger, tuple(problems))

    # Suggesting --------------------------------------------------------------------------------------------------

    def _guesses(
        self, client: str, file: FileConfig, sources: Sequence[str], targets: Sequence[TargetColumn],
        fits: Mapping[tuple[str, str], float],
    ) -> dict[str, tuple[Guess, ...]]:  # fmt: skip
        names = [t.name for t in targets if t.name not in FILLED_BY_US]
        known = self._store.clients.known_mappings()
        found: dict[str, tuple[Guess, ...]] = {}
        for source in sources:
            best: dict[str, Guess] = {}
            for guess in _of_column(source, client, file.logical_source_file, names, known):
                share = fits.get((source, guess.target))
                if guess.tier is Tier.LIKENESS and share is not None and share < _FIT:
                    continue
                if guess.target not in best or guess.tier < best[guess.target].tier:
                    best[guess.target] = replace(guess, fits=share)
            found[source] = tuple(
                sorted(
                    best.values(), key=lambda g: (g.tier, -(g.fits or 0.0), -float(g.facts.get("score", 0)), g.target)
                )
            )
        return found


def _of_column(
    source: str, client: str, logical: str, targets: Sequence[str], known: Sequence[Mapping[str, Any]]
) -> Iterable[Guess]:
    plain = _plain(source)
    for target in targets:
        if _plain(target) == plain:
            yield Guess(source, target, Tier.EXACT, 1.0)
    for row in known:
        if _plain(row["source_column"]) != plain or row["target_column"] not in targets:
            continue
        mine = row["client_schema"] == client
        where = str(row["logical_source_file"]) if mine else f"{row['client_schema']} · {row['logical_source_file']}"
        if mine and row["logical_source_file"] != logical:
            yield Guess(source, row["target_column"], Tier.OTHER_CLIENT, 1.0, {"where": where})
        else:
            tier = Tier.HISTORY if mine else Tier.OTHER_CLIENT
            yield Guess(source, row["target_column"], tier, 1.0, {"where": where})
    said = meaning(source)
    for target in targets:
        if said and said == meaning(target):
            yield Guess(source, target, Tier.SYNONYM, 1.0, {"meaning": " ".join(said)})
        score = fuzz.token_sort_ratio(" ".join(_words(source)), " ".join(_words(target)))
        if score >= _LIKE:
            yield Guess(source, target, Tier.LIKENESS, 1.0, {"score": score})


def _plain(name: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", name.casefold())


def _words(name: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [w for w in re.split(r"[^0-9a-z]+", apart.casefold()) if w]


def _look(
    path: Path, file: FileConfig, targets: Sequence[TargetColumn]
) -> tuple[tuple[SourceColumn, ...], dict[tuple[str, str], float]]:
    """The columns of a Parquet file with samples, and for each pair the share of values that fit the target's type."""
    formats = {c.source_column: c.source_format for c in file.columns}
    found: list[SourceColumn] = []
    fits: dict[tuple[str, str], float] = {}
    with connect(path, _never) as connection:
        kinds = source_columns(connection)
        connection.execute(f"CREATE TEMP TABLE sample AS SELECT * FROM source LIMIT {_LOOKED_AT}")
        for name, kind in kinds.items():
            column = values.identifier(name)
            rows = connection.execute(f"SELECT {column} FROM sample").fetchall()
            seen = [None if r[0] is None else as_text(r[0]) for r in rows]
            shown = tuple(dict.fromkeys(v for v in seen if v is not None and v.strip()))[:_SAMPLES]
            form = suggest_format(seen) if kind == "VARCHAR" else FormatSuggestion("text", {}, f"the file says {kind}")
            found.append(SourceColumn(name, kind, shown, form))
            fits.update(_fits(connection, name, kind, formats.get(name) or form.source_format, file, targets))
    return tuple(found), fits


def _fits(
    connection: duckdb.DuckDBPyConnection, name: str, kind: str, form: Mapping[str, Any] | None, file: FileConfig,
    targets: Sequence[TargetColumn],
) -> dict[tuple[str, str], float]:  # fmt: skip
    by_type: dict[str, float] = {}
    own = values.Format.of(file.source_config, form, name)
    present = values.present(name, kind == "VARCHAR", own)
    for data_type in {t.data_type for t in targets}:
        typed = values.typed(name, kind, data_type, own)
        row = connection.execute(f"SELECT count({present}), count({typed}) FROM sample").fetchone()
        if row and row[0]:
            by_type[data_type] = row[1] / row[0]
    return {(name, t.name): by_type[t.data_type] for t in targets if t.data_type in by_type}


def _never(stop: Any) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()
