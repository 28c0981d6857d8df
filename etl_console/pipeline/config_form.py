"""What of a configuration cannot be stored, whatever the database holds: names, patterns, kinds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from etl_console.errors import ConfigurationError
from etl_console.records import Problem

Item = tuple[str, str]
"""A part that is saved as one: (``file``, logical name), (``transformation``, routine), (``integration``, routine),
(``mv_refresh``, name) or (``client``, ``defaults``)."""
CODE = "configuration_form"
SYSTEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What clients and source systems may be called: they become schemas and folders."""
_LOGICAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_TYPES = ("csv", "xlsx", "json")


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
