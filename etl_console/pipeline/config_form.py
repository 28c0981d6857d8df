"""A configuration as a file holds it: read, and what of it cannot be stored whatever the database holds (names, patterns,
kinds)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl_console.errors import ConfigurationError, UsageError
from etl_console.records import Problem

Item = tuple[str, str]
"""A part that is saved as one: (``file``, logical name), (``transformation``, routine), (``integration``, routine),
(``mv_refresh``, name) or (``client``, ``defaults``)."""
CODE = "configuration_form"
SYSTEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What clients and source systems may be called: they become schemas and folders."""
_LOGICAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_LISTS = ("files", "transformation", "integration", "mv_refresh")
_TYPES = ("csv", "xlsx", "json")


def read(path: Path) -> dict[str, Any]:
    """The configuration in a file. Raises UsageError that names the file and the place for what is none."""
    shown = "`etl-console config export` shows the form."
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UsageError(f"{path.name} is not JSON: {place}: {error.msg}.", shown, code=CODE) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", "Name a file that can be read.", code=CODE) from error
    lists = [found.get(key) or [] for key in _LISTS] if isinstance(found, dict) else [None]
    if not all(isinstance(part, list) and all(isinstance(item, dict) for item in part) for part in lists):
        raise UsageError(f"{path.name} is no configuration of a client.", shown, code=CODE)
    return dict(found)


def form_problems(config: Mapping[str, Any]) -> list[tuple[Item, Problem]]:
    """The values of a configuration (as ``config export`` writes it) that the tables of ``tools`` do not take, by item."""
    return [
        (("file", str(file.get("logical_source_file") or "")), Problem(CODE, message, remedy))
        for file in config.get("files") or []
        for message, remedy in _of_file(file)
    ]


def take(config: Mapping[str, Any]) -> None:
    """Raise ConfigurationError for the first value that cannot be stored."""
    for _, problem in form_problems(config):
        raise ConfigurationError(problem.message, problem.remedy, code=CODE)


def _of_file(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name = str(file.get("logical_source_file") or "")
    source, kind = str(file.get("source_system") or ""), str(file.get("source_type") or "csv")
    if not _LOGICAL.fullmatch(name):
        yield f"“{name}” is no name for a logical file.", "Use letters, digits, dots, _ and -, a letter or digit first."
    if not SYSTEM.fullmatch(source):
        told = f"{name}: “{source}” is no name for a source system."
        yield told, "Use lower-case letters, digits and _, a letter first, 40 at most: it becomes a folder."
    if kind not in _TYPES:
        yield f"{name}: “{kind}” is no type of file.", "Choose csv, xlsx or json."
    pattern = str(file.get("file_pattern") or "")
    if "/" in pattern or "\\" in pattern:
        yield (
            f"{name}: the pattern “{pattern}” has a folder in it.",
            "Name files only: each source system has its folder.",
        )
    if "target_table" in file and not str(file["target_table"] or "").strip():
        yield f"{name} has no target table.", "Name the bronze table it is loaded into."
