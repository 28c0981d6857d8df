"""The catalogue of problems: what each code means, where its evidence lies and what to do; one text for all faces."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache

from etl_console.errors import UsageError
from etl_console.resources import resource_path

LANGUAGES = ("en", "id")


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem in one language; ``runbook`` is the letter of the operational runbook, empty for none."""

    code: str
    group: str
    title: str
    cause: str
    evidence: str
    remedy: str
    runbook: str = ""

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@cache
def entries(language: str = "en") -> Mapping[str, Entry]:
    """All problems by code, in the order of a batch; English for a language that has no catalogue."""
    spoken = language if language in LANGUAGES else "en"
    text = resource_path("problems.toml").read_text(encoding="utf-8")
    found = {}
    for code, told in tomllib.loads(text).items():
        title, cause, evidence, remedy = told[spoken]
        found[code] = Entry(code, told["group"][spoken], title, cause, evidence, remedy, told.get("runbook", ""))
    return found


def entry(code: str, language: str = "en") -> Entry:
    """The entry of a code. Raises UsageError for one that is not in the catalogue."""
    found = entries(language).get(code)
    if found is None:
        raise UsageError(f"There is no problem “{code}”.", "`etl-console help` lists all.", code="unknown_code")
    return found


_HEADS = {
    "en": ("Problems and their ways out", "Cause", "Evidence", "What to do", "Runbook"),
    "id": ("Masalah dan jalan keluarnya", "Sebab", "Bukti", "Tindakan", "Runbook"),
}


def markdown(language: str = "en") -> str:
    """The whole catalogue as a page."""
    title, cause, evidence, remedy, runbook = _HEADS[language]
    lines, group = [f"# {title}"], ""
    for e in entries(language).values():
        if e.group != group:
            group = e.group
            lines += ["", f"## {group}"]
        letter = f" ({runbook} {e.runbook})" if e.runbook else ""
        lines += ["", f"### `{e.code}` {e.title}{letter}", "", f"{cause}: {e.cause}  "]
        lines += [f"{evidence}: {e.evidence}  ", f"{remedy}: {e.remedy}"]
    return "\n".join(lines) + "\n"
