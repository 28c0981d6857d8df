"""What the engine says, in the operator's language: sentences are kept in English and put into another language when shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from etl_console.resources import resource_path

_FILLED = re.compile(r"\{(\d+)(?::(\w+))?\}")
_TYPE = re.compile(r"([a-z ]+?)(\(\d+(?:,\d+)?\))?(\[\])?")
_BETWEEN = (re.compile(r"((?<=[.?!”])\s+|\n)"), re.compile(r"(; )"))
_FIGURE, _POINTS = re.compile(r"\d+\.\d+%|\d{1,3}(,\d{3})+"), str.maketrans(",.", ".,")
"""A share or a number with its groups as the engine writes them, and what is written there in Indonesian."""
_DEEPEST = 3
_MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence with holes: ``sign`` is its longest fixed part, ``weight`` how many of its ends and how much of it are."""

    pattern: re.Pattern[str]
    sign: str
    weight: tuple[int, int]
    other: str


@cache
def _catalogue() -> Mapping[str, str | Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resource_path("sentences.toml").read_text(encoding="utf-8"))


def templates() -> Mapping[str, str]:
    """Every English sentence that is known, with its Indonesian."""
    return {english: other for english, other in _catalogue().items() if isinstance(other, str)}


def word(of: str, name: str) -> str:
    """The Indonesian word for a ``type`` of PostgreSQL, a ``rule`` or a ``decision``; what is not known stays as it is."""
    words = _catalogue()["words"]
    assert not isinstance(words, str)
    if of != "type":
        return words[of].get(name, name)
    parts = _TYPE.fullmatch(name)
    return " ".join(filter(None, (words[of].get(parts[1], parts[1]), *parts.groups()[1:]))) if parts else name


@cache
def _known() -> tuple[Mapping[str, str], list[_Form]]:
    whole, forms = {}, []
    for english, other in templates().items():
        fixed = _FILLED.split(english)[::3]
        if len(fixed) == 1:
            whole[english] = other
            continue
        pattern = "(.+?)".join(re.escape(part) for part in fixed)
        weight = (bool(fixed[0]) + bool(fixed[-1]), sum(map(len, fixed)))
        forms.append(_Form(re.compile(pattern, re.DOTALL), max(fixed, key=len), weight, other))
    return whole, sorted(forms, key=lambda form: form.weight, reverse=True)


@lru_cache(maxsize=8192)
def said(text: str, language: str) -> str:
    """``text`` of the engine in a language; what is not known stays as it is."""
    return text if language == "en" or not text else _put(text, 0)


def _put(text: str, depth: int, level: int = 0) -> str:
    """Sentence by sentence, the shortest known pieces first; then what semicolons join."""
    parts = _BETWEEN[level].split(text)
    if len(parts) > 2 * _MOST_PIECES:
        return text
    out, begin = "", 0
    while begin < len(parts):
        for end in range(begin + 1, len(parts) + 1, 2):
            found = _one("".join(parts[begin:end]), depth)
            if found is not None:
                break
        else:
            found, end = parts[begin], begin + 1
            if level + 1 < len(_BETWEEN):
                found = _put(found, depth, level + 1)
        out += found + "".join(parts[end : end + 1])
        begin = end + 1
    return out


def _filled(held: Sequence[str], depth: int, hole: re.Match[str]) -> str:
    text = held[int(hole[1]) - 1]
    if hole[2]:
        return word(hole[2], text)
    if _FIGURE.fullmatch(text) and hole.string[hole.start() - 1 : hole.start()] != "“":  # what stands in a file stays
        return text.translate(_POINTS)
    return _put(text, depth + 1) if depth < _DEEPEST else text


def _one(text: str, depth: int) -> str | None:
    """One sentence, or None when it is not known; what fills its holes may be made of known pieces too, or is a word of a
    kind (``{2:type}``)."""
    whole, forms = _known()
    if text in whole:
        return whole[text]
    for form in forms:
        if form.sign in text and (match := form.pattern.fullmatch(text)):
            return _FILLED.sub(partial(_filled, match.groups(), depth), form.other)
    return None
