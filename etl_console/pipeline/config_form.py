"""A configuration as a file holds it: read, and what of it cannot be stored whatever the database holds (names, patterns,
kinds)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline.stages.gold_integration import ordered
from etl_console.records import Problem, Stage, StepConfig
from etl_console.resources import resource_path

Item = tuple[str, str]
"""A part that is saved as one: (``file``, logical name), (``transformation``, routine), (``integration``, routine),
(``mv_refresh``, name) or (``client``, ``defaults``)."""
CODE = "configuration_form"
SYSTEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What clients and source systems may be called: they become schemas and folders."""
_LOGICAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_LISTS = {
    "files": ("file", "logical_source_file"), "transformation": ("transformation", "procedure"),
    "integration": ("integration", "procedure"), "mv_refresh": ("mv_refresh", "name"),
}  # fmt: skip
"""The lists of a configuration: the kind of their items, and the key that names one."""
_SHOWN = "`etl-console config export` shows the form."
_MOST_SHOWN = 60
_DEEPEST = 50


def read(path: Path) -> dict[str, Any]:
    """The configuration in a file. Raises UsageError that names the file and the place for what is none."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UsageError(f"{path.name} is not JSON: {place}: {error.msg}.", _SHOWN, code=CODE) from error
    except RecursionError as error:
        raise UsageError(f"{path.name} is nested too deeply.", _SHOWN, code=CODE) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", "Name a file that can be read.", code=CODE) from error
    lists = [found.get(key) or [] for key in _LISTS] if isinstance(found, dict) else [None]
    if not all(isinstance(part, list) and all(isinstance(item, dict) for item in part) for part in lists):
        raise UsageError(f"{path.name} is no configuration of a client.", _SHOWN, code=CODE)
    return dict(found)


def form_problems(config: Mapping[str, Any]) -> list[tuple[Item, Problem]]:
    """What of a configuration (as ``config export`` writes it) the tables of ``tools`` do not take, by item; of an item
    whose form is wrong the first fault."""
    whole = ("client", "defaults")
    if told := _unstorable(config):
        return [(whole, Problem(CODE, *told))]
    frame = {k: [] if k in _LISTS and isinstance(v, list) else v for k, v in config.items()}
    if told := _fault("client", frame):
        return [(whole, Problem(CODE, *told))]
    found: list[tuple[Item, Problem]] = []
    for part, (kind, key) in _LISTS.items():
        items = config.get(part) or []
        names = [str(i.get(key) or "") if isinstance(i, Mapping) else "" for i in items]
        for place, (name, item) in enumerate(zip(names, items, strict=True)):
            fault = _fault(part, item, name or f"{part}[{place}]")
            told_all = (
                [fault] if fault else [*_twice(name, names[:place]), *(_of_file(item) if part == "files" else ())]
            )
            found += [((kind, name), Problem(CODE, *told)) for told in told_all]
    return found


def take_form(config: Mapping[str, Any]) -> None:
    """Raise ConfigurationError for the first value that cannot be stored."""
    for _, problem in form_problems(config):
        raise ConfigurationError(problem.message, problem.remedy, code=CODE)


def take(config: Mapping[str, Any]) -> None:
    """Raise ConfigurationError for the first value that cannot be stored, and for integrations in a circle."""
    take_form(config)
    ordered(
        [
            StepConfig(Stage.INTEGRATE, s["procedure"], depends_on=tuple(s.get("depends_on") or ()))
            for s in config.get("integration") or []
        ]
    )


@lru_cache
def _schema(part: str) -> tuple[Mapping[str, Any], Callable[[Any], Any]]:
    import fastjsonschema

    known = json.loads(resource_path("client_config.schema.json").read_text(encoding="utf-8"))
    own = {"definitions": known["definitions"], "$ref": f"#/definitions/{part}"}
    return known["definitions"][part], fastjsonschema.compile(own, use_default=False)


def _fault(part: str, value: Any, name: str = "The configuration") -> tuple[str, str] | None:
    """The first thing in which a part is not as ``resources/client_config.schema.json`` has it, and what is."""
    from fastjsonschema import JsonSchemaValueException

    form, is_so = _schema(part)
    try:
        is_so(value)
    except JsonSchemaValueException as error:
        wanted = error.definition if isinstance(error.definition, Mapping) else form
        place = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in error.path[1:]).lstrip(".")
        where = f"{name}, {place}" if place else name
        if error.rule in ("required", "additionalProperties"):
            unknown = next((k for k in error.value if k not in wanted["properties"]), None)
            if unknown is not None:  # first: it may be the missing one, misspelt
                return f"{where} has an unknown key “{unknown}”.", f"Known are {', '.join(wanted['properties'])}."
            missing = next(k for k in wanted["required"] if k not in error.value)
            return f"{where} lacks the key “{missing}”.", _SHOWN
        shown = json.dumps(error.value, ensure_ascii=False)
        shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]} …"
        return f"{where} cannot be {shown}.", wanted.get("description") or _SHOWN
    return None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _unstorable(value: Any, depth: int = 0) -> tuple[str, str] | None:
    """What no database takes: a text with NUL or half a character, a number without end, too many levels."""
    if depth > _DEEPEST:
        return "The configuration is nested too deeply.", _SHOWN
    if isinstance(value, Mapping):
        return next(filter(None, (_unstorable(v, depth + 1) for pair in value.items() for v in pair)), None)
    if isinstance(value, list | tuple):
        return next(filter(None, (_unstorable(v, depth + 1) for v in value)), None)
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value} is no number that can be stored.", "Give a number."
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        return f"{ascii(value)[1:-1]} has a character that cannot be stored.", "Leave it out."
    return None


def _twice(name: str, before: Sequence[str]) -> Iterator[tuple[str, str]]:
    if name in before:
        yield f"{name} is there twice.", "Leave one of them out."


def _of_file(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name = str(file.get("logical_source_file") or "")
    source = str(file.get("source_system") or "")
    if not _LOGICAL.fullmatch(name):
        yield f"“{name}” is no name for a logical file.", "Use letters, digits, dots, _ and -, a letter or digit first."
    if not SYSTEM.fullmatch(source):
        told = f"{name}: “{source}” is no name for a source system."
        yield told, "Use lower-case letters, digits and _, a letter first, 40 at most: it becomes a folder."
    pattern = str(file.get("file_pattern") or "")
    if "/" in pattern or "\\" in pattern:
        yield (
            f"{name}: the pattern “{pattern}” has a folder in it.",
            "Name files only: each source system has its folder.",
        )
    if "target_table" in file and not str(file["target_table"] or "").strip():
        yield f"{name} has no target table.", "Name the bronze table it is loaded into."
    columns = file.get("columns") or []
    for key in ("source_column", "target_column"):
        seen: set[str] = set()
        for column in columns:
            if (value := column.get(key)) in seen:
                yield f"{name}: two columns have the {key} “{value}”.", "Leave one of them out."
            seen |= {value} - {None}
    from etl_console.pipeline.readers.source_config import SourceConfig
    from etl_console.pipeline.values import Format

    try:
        SourceConfig.from_json(file.get("source_config"))
        for column in columns:
            Format.of(file.get("source_config"), column.get("source_format"), column["source_column"])
    except ConfigurationError as error:
        yield f"{name}: {error.cause}", error.remedy
