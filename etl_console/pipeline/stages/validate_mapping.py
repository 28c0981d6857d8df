"""Stage 2: do the file's columns, the mapping and the target table fit each other?"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl_console.records import FileConfig, Problem, TargetColumn

FILLED_BY_US = frozenset({"dwh_batch_id", "dwh_source_line", "dwh_source_file", "dwh_loaded_at"})


@dataclass(frozen=True, slots=True)
class MappingResult:
    """``errors`` fail the file, ``warnings`` are said; both name column and remedy."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def validate_mapping(sources: Mapping[str, str], config: FileConfig, targets: Sequence[TargetColumn]) -> MappingResult:
    """Compare a file's columns (name -> type) with its mapping and the columns of its target table."""
    if not targets:
        return MappingResult(
            (
                Problem(
                    "table_missing",
                    f"The table {config.target} does not exist.",
                    "Create the table, or correct the target in the file's configuration.",
                    {"table": config.target},
                ),
            ),
            (),
        )
    if not config.columns:
        return MappingResult(
            (
                Problem(
                    "no_mapping",
                    f"{config.logical_source_file} has no column mapping.",
                    "Map its columns to those of " + config.target + ".",
                ),
            ),
            (),
        )
    return MappingResult(
        tuple(_missing(sources, config)) + tuple(_targets(config, targets)), tuple(_unmapped(sources, config))
    )


def _missing(sources: Mapping[str, str], config: FileConfig) -> list[Problem]:
    mapped = {c.source_column for c in config.columns}
    new = [s for s in sources if s not in mapped]
    problems = []
    for column in config.columns:
        if column.target_column is None or column.source_column in sources:
            continue
        near = difflib.get_close_matches(column.source_column.lower(), [n.lower() for n in new], 1, 0.5)
        guess = next((n for n in new if near and n.lower() == near[0]), new[0] if len(new) == 1 else None)
        hint = f" The file has a column “{guess}” that is not mapped: renamed?" if guess else ""
        problems.append(
            Problem(
                "source_column_missing",
                f"Column “{column.source_column}” is not in the file.{hint}",
                f"Map “{guess}” to {column.target_column}, then reprocess; or have the file delivered again."
                if guess
                else "Correct the mapping, then reprocess; or have the file delivered again.",
                {"column": column.source_column, "target": column.target_column, "candidate": guess},
            )
        )
    return problems


def _targets(config: FileConfig, targets: Sequence[TargetColumn]) -> list[Problem]:
    names = {t.name for t in targets}
    problems = []
    if "dwh_batch_id" not in names:
        problems.append(
            Problem(
                "batch_id_column_missing",
                f"{config.target} has no column dwh_batch_id.",
                f"ALTER TABLE {config.target} ADD COLUMN dwh_batch_id text, with an index on it.",
                {"column": "dwh_batch_id"},
            )
        )
    mapped = {c.target_column for c in config.columns}
    for column in (c.target_column for c in config.columns if c.target_column and c.target_column not in names):
        problems.append(
            Problem(
                "target_column_missing",
                f"{config.target} has no column “{column}”.",
                "Add the column to the table, or correct the mapping.",
                {"column": column},
            )
        )
    for target in targets:
        if target.not_null and not target.has_default and target.name not in mapped | FILLED_BY_US:
            problems.append(
                Problem(
                    "target_column_unmapped",
                    f"{config.target}.{target.name} may not be empty, and no source column is mapped to it.",
                    "Map a column to it, or give it a default.",
                    {"column": target.name},
                )
            )
    for name in (*config.required, *config.duplicate_key):
        if name not in mapped:
            problems.append(
                Problem(
                    "required_column_unmapped",
                    f"“{name}” is required or part of the key, and no source column is mapped to it.",
                    "Map a column to it, or take it out of the required columns.",
                    {"column": name},
                )
            )
    return problems


def _unmapped(sources: Mapping[str, str], config: FileConfig) -> list[Problem]:
    mapped = {c.source_column for c in config.columns}
    return [
        Problem(
            "source_column_unmapped",
            f"Column “{name}” is in the file but not in the mapping; its values stay in the Parquet file.",
            "Map it, or map it to nothing to say that it is left out on purpose.",
            {"column": name},
        )
        for name in sources
        if name not in mapped
    ]
