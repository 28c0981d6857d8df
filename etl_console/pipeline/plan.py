"""From what is there to what will be done: pure, shown to the operator, and run from the same object."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from etl_console.errors import UsageError
from etl_console.pipeline import layout
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.pipeline.storage import IncomingFile
from etl_console.records import (
    FILE_STAGES,
    BatchState,
    ClientConfig,
    FileConfig,
    FileState,
    Mode,
    Problem,
    Stage,
    Status,
    StepConfig,
)

NEXT_BATCH = "BATCH??????"
"""Stands for the batch id that ``start`` will take; ids are only taken when a batch is recorded."""


def readable(text: str, next_batch: str) -> str:
    """A part of a plan as people read it: the batch that has no id yet is called ``next_batch``."""
    return text.replace(f"'{NEXT_BATCH}'", next_batch).replace(NEXT_BATCH, f"[{next_batch}]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file in ``incoming`` that has arrived, with its content's SHA-256 and the batch that loaded it before."""

    file: IncomingFile
    config: FileConfig
    hash: str
    loaded_in: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claimed file lies now, as paths under the root; ``raw_changed`` when its content is not the recorded,
    ``decided`` when an operator decided about its rows since they were last checked. ``raw_mtime_ns`` is the mtime of
    the raw file whose content was looked at."""

    raw: str | None = None
    parquet: str | None = None
    raw_changed: bool = False
    raw_mtime_ns: int | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One file to move, paths relative to the storage root. ``otherwise`` is set for a part of a file: that is
    copied, from ``otherwise`` when the whole has been moved there already."""

    source: str
    target: str
    otherwise: str = ""

    def __str__(self) -> str:
        return f"{self.source} {'⇒' if self.otherwise else '→'} {self.target}"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What will be done with one file: its stages in order; ``state`` is the file as recorded (or to be).
    ``raw_mtime_ns`` is the raw file's when its content was looked at; None for a part, which is a copy."""

    state: FileState
    config: FileConfig
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...] = ()
    deletes: str = ""
    raw_mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One run of one batch, before it happens."""

    config: ClientConfig
    mode: Mode
    batch_id: str
    files: tuple[FilePlan, ...]
    steps: tuple[StepConfig, ...]
    notes: tuple[Problem, ...] = ()
    manifest: Mapping[str, Any] | None = None
    reason: str = ""
    """Why it is done, for the record."""

    def claimed(self, batch_id: str) -> Plan:
        """The same plan under the batch id that was taken for it."""

        def named(text: str) -> str:
            return text.replace(NEXT_BATCH, batch_id)

        files = tuple(
            replace(
                f,
                state=replace(f.state, physical_file_name=named(f.state.physical_file_name)),
                moves=tuple(Move(m.source, named(m.target), named(m.otherwise)) for m in f.moves),
                deletes=named(f.deletes),
            )
            for f in self.files
        )
        return replace(self, batch_id=batch_id, files=files)

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to run."""
        return not self.files and not self.steps

    def to_json(self) -> dict[str, Any]:
        """The plan as one JSON-ready object, the same that the window shows."""
        return {
            "client_schema": self.config.client.client_schema,
            "mode": self.mode,
            "batch_id": self.batch_id,
            "files": [
                {
                    "physical_file_name": f.state.physical_file_name,
                    "logical_source_file": f.state.logical_source_file,
                    "source_system": f.state.source_system,
                    "stages": list(f.stages),
                    "moves": [str(m) for m in f.moves],
                    "deletes": f.deletes,
                    "loads": f.config.target if Stage.LOAD_TO_BRONZE in f.stages else "",
                }
                for f in self.files
            ],
            "steps": [{"stage": s.stage, "name": s.name, "depends_on": list(s.depends_on)} for s in self.steps],
            "notes": [asdict(n) for n in self.notes],
        }


def match(config: ClientConfig, source_system: str, name: str) -> FileConfig | None:
    """The configuration whose pattern fits ``name`` in that source system; the longest pattern wins.

    Names that a batch claimed already (``…_BATCH000014``) fit through their base name too.
    """
    return next(iter(match_all(config, source_system, name)), None)


def fits_pattern(name: str, pattern: str) -> bool:
    """True for a file name that a pattern recognises."""
    return fnmatch.fnmatchcase(name.lower(), pattern.lower())


def match_all(config: ClientConfig, source_system: str, name: str) -> list[FileConfig]:
    """All configurations with the pattern that fits best: several where one file feeds several logical ones, such as
    the sheets of a workbook or the lists of a JSON file."""
    fits = [
        f
        for f in config.files
        if f.is_active and f.source_system == source_system and fits_pattern(name, f.file_pattern)
    ]
    best = max(fits, key=lambda f: len(f.file_pattern), default=None)
    return [f for f in fits if best and f.file_pattern.lower() == best.file_pattern.lower()]


def plan_start(
    config: ClientConfig,
    found: Sequence[Found],
    notes: Iterable[Problem] = (),
    *,
    only: Sequence[str] = (),
    load_anyway: bool = False,
    by_file: Mapping[str, bool],
) -> Plan:
    """Claim what has arrived and run everything.

    ``found`` has the logical files of one arrived file one after the other: they are claimed together or not at all.
    ``only`` narrows to files by name or logical name. ``by_file`` says, per ``schema.table``, whether its rows carry
    their file (``dwh_source_file``): a table without takes one file a batch, the others wait for the next.
    """
    told = list(notes)
    chosen: list[FilePlan] = []
    taken: dict[str, str] = {}
    same: dict[tuple[str, ...], str] = {}
    for _, group in groupby(found, key=lambda item: (item.file.source_system, item.file.name)):
        parts = list(group)
        name = parts[0].file.name
        if only and not {name, *(p.config.logical_source_file for p in parts)} & set(only):
            continue
        content = (parts[0].hash, *(p.config.logical_source_file for p in parts))
        if (parts[0].loaded_in or content in same) and not load_anyway:
            told.append(_held(parts[0], same.get(content, "")))
            continue
        full = next(
            (p.config.target for p in parts if p.config.target in taken and not by_file.get(p.config.target)), ""
        )
        if full:
            told.append(
                Problem(
                    "one_file_a_batch",
                    f"{name} waits for the next batch: {taken[full]} fills {full} in this one.",
                    f"Add a column dwh_source_file to {full} to load several files in one batch.",
                    {"file": name, "table": full},
                )
            )
            continue
        same[content] = name
        whole: FileState | None = None
        for item in parts:
            target = item.config.target
            taken[target] = name
            chosen.append(_claim(item, config.client.client_schema, by_file.get(target, False), whole))
            whole = whole or chosen[-1].state
    _all_asked_for(only, [f.state for f in chosen], told)
    return Plan(config, Mode.START, NEXT_BATCH, tuple(chosen), _steps(config, chosen) if chosen else (), tuple(told))


def _held(item: Found, beside: str) -> Problem:
    name, batch = item.file.name, item.loaded_in
    return Problem(
        "loaded_before",
        f"{name} is held: the same content was loaded in {batch}."
        if batch
        else f"{name} is held: {beside} has the same content.",
        "Choose “load anyway” (--load-anyway) if it should be loaded once more, or remove the file.",
        {"file": item.file.name, "batch_id": item.loaded_in, **({"same_as": beside} if beside else {})},
    )


def _claim(item: Found, client: str, by_file: bool, whole: FileState | None) -> FilePlan:
    """The plan of an arrived file, or of one more logical file in it when ``whole`` is claimed for another."""
    name = layout.part_name(item.file.name, item.config.logical_source_file) if whole else item.file.name
    physical = layout.claimed_name(name, NEXT_BATCH)
    state = FileState(
        physical_file_name=physical,
        logical_source_file=item.config.logical_source_file,
        source_system=item.file.source_system,
        original_file_name=item.file.name,
        file_size=item.file.size,
        file_hash=item.hash,
    )
    folder = f"raw/{client}/{item.file.source_system}"
    otherwise = f"{folder}/success/{whole.physical_file_name}" if whole else ""
    moves = (Move(f"{folder}/incoming/{item.file.name}", f"{folder}/success/{physical}", otherwise),)
    deletes = _deletes(item.config, NEXT_BATCH, physical if by_file else "")
    return FilePlan(state, item.config, FILE_STAGES, moves, deletes, None if whole else item.file.mtime_ns)


def whole_name(state: FileState, batch_id: str) -> str:
    """The physical name of the file that ``state`` is a part of; its own when it is no part."""
    return layout.claimed_name(state.original_file_name, batch_id)


def _deletes(config: FileConfig, batch_id: str, of_file: str) -> str:
    """What the load deletes first, in words; ``of_file`` is empty for a table whose rows do not carry their file."""
    narrowed = f" and dwh_source_file = '{of_file}'" if of_file else ""
    return f"{config.target} where dwh_batch_id = '{batch_id}'{narrowed}"


def plan_again(
    config: ClientConfig,
    batch: BatchState,
    mode: Mode,
    places: Mapping[str, Place],
    *,
    only: Sequence[str] = (),
    by_file: Mapping[str, bool],
) -> Plan:
    """Take a batch up again under its own id.

    ``places`` has the whereabouts of each physical file. ``restart`` takes each file up at its first stage that has
    not succeeded, from the raw file again when that was corrected, from the check of its rows when an operator has
    decided about them; ``reprocessing`` validates and loads every file
    again from its Parquet, which is made again where it is missing or cut off and the raw file is still the claimed one.
    """
    notes: list[Problem] = []
    chosen: list[FilePlan] = []
    for state in batch.files:
        names = {state.physical_file_name, state.original_file_name, state.logical_source_file}
        if only and not names & set(only):
            continue
        file = config.file(state.logical_source_file)
        if file is None:
            notes.append(
                Problem(
                    "no_configuration",
                    f"{state.physical_file_name}: {state.logical_source_file} is no longer configured.",
                    "Configure the file again, then restart.",
                )
            )
            continue
        first = Stage.VALIDATE_MAPPING if mode is Mode.REPROCESSING else state.first_open_stage()
        if first is None and state.status != Status.SUCCESS:
            first = Stage.VALIDATE_MAPPING  # loaded, but its run did not come to its end: loading again is the same
        place = places.get(state.physical_file_name, Place())
        if place.decided and first is not Stage.CONVERT:
            first = Stage.VALIDATE_MAPPING  # its rows are checked again, as they were corrected
        if first is None:
            continue
        if mode is Mode.RESTART and place.raw_changed:
            first = Stage.CONVERT
        if first is not Stage.CONVERT and place.parquet is None:
            first = Stage.CONVERT  # made from the raw file again
            if mode is Mode.REPROCESSING and (place.raw is None or place.raw_changed):
                notes.append(
                    Problem(
                        "parquet_missing",
                        f"{state.physical_file_name} has no Parquet file to reprocess.",
                        "Restart the batch: the raw file is converted again.",
                    )
                )
                continue
        if first is Stage.CONVERT and place.raw is None:
            notes.append(
                Problem(
                    "raw_missing",
                    f"{state.physical_file_name} is neither in success nor in failed nor in incoming.",
                    f"Put {state.original_file_name} back into raw/{config.client.client_schema}/"
                    f"{state.source_system}/failed, then restart.",
                )
            )
            continue
        stages = FILE_STAGES[FILE_STAGES.index(first) :]
        of_file = state.physical_file_name if by_file.get(file.target, False) else ""
        deletes = _deletes(file, batch.batch_id, of_file)
        moves = _moves(state, first, place, batch.batch_id)
        seen = None if any(m.otherwise for m in moves) else place.raw_mtime_ns
        chosen.append(FilePlan(state, file, stages, moves, deletes, seen))
    _all_asked_for(only, [f for f in batch.files if _named(f, only)], notes)
    again = bool(chosen) or any(s.status != Status.SUCCESS for s in batch.steps) or batch.status != Status.SUCCESS
    in_batch = [FilePlan(f, c, ()) for f in batch.files if (c := config.file(f.logical_source_file)) is not None]
    blocked = bool(notes) and not chosen
    steps = _steps(config, in_batch) if again and not blocked else ()
    return Plan(config, mode, batch.batch_id, tuple(chosen), steps, tuple(notes), batch.manifest)


def _named(state: FileState, only: Sequence[str]) -> bool:
    return bool({state.physical_file_name, state.original_file_name, state.logical_source_file} & set(only))


def _moves(state: FileState, first: Stage, place: Place, batch_id: str) -> tuple[Move, ...]:
    """What has to be moved before the first stage can run, as paths under the root."""
    if first is Stage.CONVERT:
        source, name, base, folder = place.raw, str(state.physical_file_name), "raw", "success"
    else:
        source, name, base, folder = place.parquet, layout.parquet_name(state.physical_file_name), "data", "incoming"
    if source is None:
        return ()
    client = source.split("/")[1]
    wanted = f"{base}/{client}/{state.source_system}/{folder}/{name}"
    whole = whole_name(state, batch_id)
    is_of_whole = first is Stage.CONVERT and whole != name and source.rpartition("/")[2] != name
    otherwise = f"raw/{client}/{state.source_system}/success/{whole}" if is_of_whole else ""
    return () if source == wanted else (Move(source, wanted, otherwise),)


def _all_asked_for(only: Sequence[str], states: Sequence[FileState], notes: Sequence[Problem]) -> None:
    known = {n for s in states for n in (s.physical_file_name, s.original_file_name, s.logical_source_file)}
    known |= {str(n.facts.get("file")) for n in notes}
    missing = [name for name in only if name not in known]
    if missing:
        raise UsageError(
            f"No such file to run: {', '.join(missing)}.",
            "Name a file by its physical, original or logical name, as the plan without --file shows it.",
            code="unknown_file",
            files=missing,
        )


def _steps(config: ClientConfig, files: Sequence[FilePlan]) -> tuple[StepConfig, ...]:
    logical = {f.config.logical_source_file for f in files}
    transform = [s for s in config.steps_of(Stage.TRANSFORM) if s.logical_source_file in (None, *logical)]
    return (*transform, *ordered(config.steps_of(Stage.INTEGRATE)), *config.steps_of(Stage.REFRESH_MV))
