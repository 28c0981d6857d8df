"""A look at a file before it runs: what it is understood as, its columns with samples and likely formats, about how
many rows, which logical file it fits, and what a run would say of the rows looked at."""

from __future__ import annotations

import contextlib
import fnmatch
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from etl_console.errors import EtlError
from etl_console.pipeline.checks import connect, source_columns
from etl_console.pipeline.formats import Suggestion, suggest
from etl_console.pipeline.readers import open_source
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.typed_rows import as_text
from etl_console.pipeline.stages.validate_mapping import validate_mapping
from etl_console.pipeline.stages.validate_row import validate_row
from etl_console.records import SOURCE_LINE, FileConfig, Problem, RejectedRecord, Rule, TargetColumn

LOOKED_AT = 2_000
_SHOWN = 50
_SAMPLES = 5
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column: its type in Parquet, its first different values, and what they suggest."""

    name: str
    type: str
    samples: tuple[str, ...]
    suggestion: Suggestion

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "type": self.type, "samples": list(self.samples),
            "suggestion": self.suggestion.to_json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """A logical file that this may be: ``share`` of its mapped columns are in the file, 0..1."""

    logical_source_file: str
    source_system: str
    by_name: bool
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. ``rows`` are counted when ``is_exact``, else estimated from the part looked at. ``records`` are
    the first ones as (line, values); ``rejects`` those of the part looked at; ``settings`` what it was looked at with,
    ``content`` its SHA-256."""

    name: str
    size: int
    source_type: str
    understood: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[ColumnLook, ...] = ()
    rows: int = 0
    is_exact: bool = True
    records: tuple[tuple[int, tuple[Any, ...]], ...] = ()
    rejects: tuple[RejectedRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    fits: tuple[Fit, ...] = ()
    findings: tuple[Problem, ...] = ()
    seen_in: str | None = None
    content: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The form that ``look --json`` prints."""
        return {
            "name": self.name, "size": self.size, "source_type": self.source_type, "understood": dict(self.understood),
            "columns": [c.to_json() for c in self.columns], "rows": self.rows, "is_exact": self.is_exact,
            "rejects": [{"line": r.source_line, "message": r.message, "raw": r.raw} for r in self.rejects[:_SHOWN]],
            "problems": [p.to_json() for p in self.problems], "fits": [asdict(f) for f in self.fits],
            "findings": [p.to_json() for p in self.findings], "seen_in": self.seen_in,
        }  # fmt: skip


def type_of(path: Path) -> str:
    """The source type that a file's name says it has."""
    endings = [e.lower() for e in path.suffixes if e.lower() not in (".gz", ".zip")]
    ending = endings[-1] if endings else ""
    if ending in _WORKBOOKS:
        return "xlsx"
    return "json" if ending in (".json", ".ndjson", ".jsonl") else "csv"


def look(path: Path, source_type: str | None, config: SourceConfig) -> Look:
    """Look at a file's structure, its first records and some from its middle and end. Never raises for what is in the
    file: a file that cannot be read has that among its problems."""
    return _look(path, source_type or type_of(path), config)[0]


def look_for(
    path: Path, source_type: str | None, config: SourceConfig, files: Sequence[FileConfig],
    targets: Mapping[str, tuple[TargetColumn, ...]],
) -> Look:  # fmt: skip
    """A look that also says which of a client's logical files this fits, and what a run as the best of them would say
    of the records looked at. ``targets`` are the bronze tables' columns by logical file."""
    seen, table = _look(path, source_type or type_of(path), config)
    fits = tuple(_fits(path.name, [c.name for c in seen.columns], files))
    seen = replace(seen, fits=fits)
    best = next((f for f in files if fits and f.logical_source_file == fits[0].logical_source_file), None)
    if best is None or table is None:
        return seen
    settings = {**(best.source_config or {}), **config.to_json()}
    return replace(seen, findings=_findings(table, replace(best, source_config=settings), targets))


def _look(path: Path, source_type: str, config: SourceConfig) -> tuple[Look, pa.Table | None]:
    seen = Look(path.name, path.stat().st_size if path.exists() else 0, source_type)
    try:
        source = open_source(path, source_type, config, LOOKED_AT)
    except EtlError as error:
        return replace(seen, problems=(Problem(error.code, error.cause, error.remedy, error.facts),)), None
    try:
        rejects: list[RejectedRecord] = []
        batches: list[pa.RecordBatch] = []
        iterator = source.batches(rejects.extend)
        is_whole = True
        for batch in iterator:
            batches.append(batch)
            if sum(b.num_rows for b in batches) >= LOOKED_AT:
                share = source.share()
                is_whole = share is None or share >= 1.0
                break
        share = source.share()
        table = pa.Table.from_batches(batches) if batches else None
        rows = table.num_rows if table is not None else 0
        if not is_whole and share:
            rows = round((rows + len(rejects)) / share)
        kind = source.understood.get("type", {}).get("value", source_type)
        return replace(
            seen, source_type=kind, understood=source.understood, columns=tuple(_columns(table, source)),
            rows=rows, is_exact=is_whole, records=tuple(_records(table)), rejects=tuple(rejects),
            problems=tuple(source.problems),
        ), table  # fmt: skip
    except EtlError as error:
        return replace(seen, problems=(Problem(error.code, error.cause, error.remedy, error.facts),)), None
    finally:
        source.close()


def _columns(table: pa.Table | None, source: Any) -> Iterator[ColumnLook]:
    for place, name in enumerate(source.columns):
        if table is None:
            yield ColumnLook(name, "string", (), Suggestion("text", {}, "no value was seen"))
            continue
        column = table[name]
        values = [None if v is None else as_text(v) for v in column.slice(0, LOOKED_AT).to_pylist()]
        values += [row[place] for row in source.elsewhere if place < len(row)]
        written = dict.fromkeys(v for v in values if v is not None and v.strip())
        kind = str(column.type)
        found = (
            suggest(values) if kind == "string" else Suggestion(_KINDS.get(kind, "text"), {}, f"the file says {kind}")
        )
        yield ColumnLook(name, kind, tuple(written)[:_SAMPLES], found)


_KINDS = {
    "int64": "integer", "double": "numeric", "bool": "boolean", "date32[day]": "date", "timestamp[us]": "timestamp",
}  # fmt: skip


def _records(table: pa.Table | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
    if table is None:
        return
    for row in table.slice(0, _SHOWN).to_pylist():
        line = row.pop(SOURCE_LINE)
        yield line, tuple(row.values())


def _fits(name: str, columns: Sequence[str], files: Sequence[FileConfig]) -> list[Fit]:
    """Logical files by how well name and columns fit, best first; those with neither are left out."""
    found = []
    for file in files:
        mapped = [c.source_column for c in file.columns]
        here = [c for c in mapped if c in columns]
        share = len(here) / len(mapped) if mapped else 0.0
        by_name = fnmatch.fnmatchcase(name.lower(), file.file_pattern.lower())
        if not by_name and share < 0.5:
            continue
        told = f"the name fits {file.file_pattern}" if by_name else f"the name does not fit {file.file_pattern}"
        reason = f"{told}; {len(here)} of {len(mapped)} mapped columns are in it"
        found.append(Fit(file.logical_source_file, file.source_system, by_name, round(share, 3), reason))
    return sorted(found, key=lambda f: (-f.by_name, -f.share, f.logical_source_file))


def _findings(
    table: pa.Table, config: FileConfig, targets: Mapping[str, tuple[TargetColumn, ...]]
) -> tuple[Problem, ...]:
    """What validate_mapping and validate_row say of the records looked at."""
    columns = targets.get(config.logical_source_file, ())
    with tempfile.TemporaryDirectory(prefix="etl-") as folder:
        parquet = Path(folder) / "look.parquet"
        pyarrow.parquet.write_table(table, parquet)
        with connect(parquet, _never) as connection:
            mapping = validate_mapping(source_columns(connection), config, columns)
        if mapping.errors:
            return (*mapping.errors, *mapping.warnings)
        rows = validate_row(parquet, config, columns, on_rejects=lambda _: None, on_cancel=_never)
    told = [
        Problem(
            f.rule, f"Of {rows.records:,} records looked at: {f.message}.",
            "Give the column a format." if f.rule is Rule.BAD_VALUE else "", {"policy": f.policy},
        )
        for f in rows.findings
    ]  # fmt: skip
    return (*told, *mapping.warnings)


def _never(stop: Any) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()
