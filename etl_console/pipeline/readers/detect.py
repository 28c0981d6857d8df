"""Which dialect a delimited text has: the one whose records agree in width and whose cells can be recognised.

After Döhmen et al. (clevercsv, 2019), over records instead of lines: consistency of widths × share of cells with a
recognisable kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from etl_console.pipeline.readers.dialect import Dialect, Fault, Record, Unclosed, records, split
from etl_console.pipeline.readers.kinds import kind_of

Lines = Sequence[tuple[str, str]]

_SINGLE = (",", ";", "\t", "|", ":", "~", "^", "\x1f", "\x01", "¦", "§", "¬", " ")
_LONGER = (
    ", ",
    "; ",
    " | ",
    " ; ",
    "||",
    "::",
    "~~",
    "^^",
    "|~|",
    "~|~",
    "^|^",
    "|^|",
    "#|#",
    "<|>",
    "\t|\t",
    "@@",
    "##",
)
_NEVER = set("\"'`.-/_()[]{}+$%€£\\ ") | set(_SINGLE)
_LOOKED_AT = 400
_JOINED = re.compile(r"\S[,;|\t]\S")
_NAMES = {"\t": "TAB", " ": "a space", "\x1f": "unit separator", "\x01": "^A"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A dialect, the width most records have in it, and how well they agree (0..1)."""

    dialect: Dialect
    width: int
    consistency: float
    score: float
    records: int


def told(delimiter: str) -> str:
    """A delimiter as a person reads it."""
    return _NAMES.get(delimiter, f"“{delimiter}”")


def detect(
    lines: Lines, delimiter: str | None, quote: str | None, escape: str | None
) -> tuple[Dialect, dict[str, str]]:
    """The dialect of sample lines and why, by setting; what is given is taken as it is."""
    reasons = {}
    quotes = [quote] if quote is not None else ['"', *(["'"] if encloses(lines, "'") else [])]
    tried = [
        guess
        for candidate in ([delimiter] if delimiter else _candidates(lines))
        for mark in quotes
        if (guess := _judge(lines, _with_escape(lines, Dialect(candidate, mark, mark), escape)))
    ]
    best = max(tried, key=lambda g: g.score, default=None)
    if best is None or (best.score <= 0 and not delimiter):
        best = _judge(lines, Dialect(delimiter or ",", quotes[0], quotes[0])) or Guess(
            Dialect(delimiter or ",", quotes[0], quotes[0]), 1, 1.0, 0.0, 0
        )
        reasons["delimiter"] = "nothing in the file is delimited: one column"
    else:
        reasons["delimiter"] = (
            f"{best.consistency:.0%} of {best.records} records looked at have {best.width} fields between "
            f"{told(best.dialect.delimiter)}"
        )
    if delimiter:
        reasons["delimiter"] = "given"
    dialect = best.dialect
    reasons["escape"] = {"": "quotes inside quoted fields are not escaped", dialect.quote: "quotes are doubled"}.get(
        dialect.escape, f"quotes inside quoted fields follow a {dialect.escape}"
    )
    if escape is not None:
        reasons["escape"] = "given"
    if quote is not None:
        reasons["quote"] = "given"
    else:
        dialect, reasons["quote"] = _quoting(lines, dialect)
    return dialect, reasons


def _candidates(lines: Lines) -> Iterator[str]:
    """Delimiters worth trying: those that many lines have, and signs that stand equally often in nearly all."""
    looked = [text for text, _ in lines[:_LOOKED_AT] if text]
    if not looked:
        return
    for sign in (*_SINGLE, *_LONGER):
        if sum(sign in text for text in looked) >= 0.3 * len(looked):
            yield sign
    others = Counter(sign for text in looked for sign in set(text) if not sign.isalnum() and sign not in _NEVER)
    for sign, count in others.items():
        if count >= 0.8 * len(looked):
            often = Counter(text.count(sign) for text in looked).most_common(1)[0]
            if often[0] and often[1] >= 0.8 * len(looked):
                yield sign


def encloses(lines: Lines, mark: str) -> bool:
    """True when ``mark`` encloses fields: one with a delimiter in it, or something on at least three lines."""
    signs = "|".join(re.escape(s) for s in (*_SINGLE, *_LONGER))
    enclosed = re.compile(rf"(?:^|{signs}){mark}([^{mark}]+){mark}(?=$|{signs})")
    opens, closes = re.compile(rf"(?:^|{signs}){mark}[^{mark}]"), re.compile(rf"[^{mark}]{mark}(?:$|{signs})")
    often = 0
    for text, _ in lines[:_LOOKED_AT]:
        if mark not in text:
            continue
        if any(re.search(signs, inner) for inner in enclosed.findall(text)):
            return True
        often += bool(opens.search(text) and closes.search(text))
    return often >= 3


def _with_escape(lines: Lines, dialect: Dialect, escape: str | None) -> Dialect:
    """The dialect with the escape that leaves the fewest faults: doubled, a backslash, none."""
    if escape is not None:
        return replace(dialect, escape=escape)
    if not dialect.quote:
        return dialect
    text = [t for t, _ in lines if dialect.quote in t]
    if any("\\" + dialect.quote in t for t in text):
        slashed = replace(dialect, escape="\\")
        if _faults(lines, slashed) < _faults(lines, dialect):
            return slashed
    bare = replace(dialect, escape="")
    return bare if _is_never_escaped(text, dialect, bare) else dialect


def _faults(lines: Lines, dialect: Dialect) -> int:
    return sum(r.fields is None for r in records(lines, dialect))


def _is_never_escaped(text: Sequence[str], doubled: Dialect, bare: Dialect) -> bool:
    """True when quotes stand in pairs inside quoted fields of some records, and are doubled in none."""
    inside = 0
    inner = doubled.quote * 2
    for line in text:
        try:
            fields = split(line, doubled)
        except Unclosed:
            continue
        except Fault:
            try:
                inside += any(doubled.quote in f for f in split(line, bare)) and inner not in line
            except (Fault, Unclosed):
                continue
        else:
            if any(doubled.quote in f for f in fields):
                return False
    return inside > 0


def _judge(lines: Lines, dialect: Dialect) -> Guess | None:
    """How well the lines agree under a dialect; None when it delimits nothing."""
    found = list(records(lines, dialect))
    if not found:
        return None
    width, agreeing = modal_width(found)
    if width < 2:
        return None
    consistency = max(agreeing / len(found), 0.98 * _in_blocks(found))
    rows = [r.fields for r in found if r.width == width and r.fields][:200]
    known = sum(_weight(cell) for row in rows for cell in row) / max(1, len(rows) * width)
    score = consistency**2 * (0.05 + known) * (1 - 1 / (width + 1))
    if dialect.delimiter == " " and consistency < 0.8:
        score *= 0.5
    if dialect.delimiter in ":=":
        score *= 0.6  # times and ``key=value`` have them inside cells
    return Guess(dialect, width, consistency, score, len(found))


def _in_blocks(found: Sequence[Record]) -> float:
    """The share of records in at most three long runs of one width each: tables one after the other."""
    runs = [(width, len(list(run))) for width, run in groupby(found, key=lambda r: r.width)]
    long = [n for width, n in runs if width > 1 and n >= max(3, 0.05 * len(found))]
    return sum(long) / len(found) if len(long) <= 3 else 0.0


def _weight(cell: str) -> float:
    """How recognisable a cell is, 0..1; blanks around it speak a little against it, as a longer delimiter has none."""
    bare = cell.strip()
    kind = kind_of(bare)
    if kind == "text":
        tidy = bare[:1].isalnum() and (bare[-1:].isalnum() or bare[-1:] in ".)!?") and not _JOINED.search(bare)
        weight = 0.4 if tidy else 0.0
    else:
        weight = {"empty": 0.35, "code": 0.7}.get(kind, 1.0)
    return weight if bare == cell else 0.9 * weight


def modal_width(found: Sequence[Record]) -> tuple[int, int]:
    """The width most records have, and how many have it; of widths equally common the greatest, of tables one after
    the other the first's."""
    places: dict[int, list[int]] = {}
    for place, record in enumerate(found):
        if record.fields is not None:
            places.setdefault(record.width, []).append(place)
    wide = {w: p for w, p in places.items() if w > 1} or places
    if not wide:
        return 0, 0
    best = max(wide, key=lambda w: (len(wide[w]), w))
    for width, at in sorted(wide.items(), key=lambda item: item[1][0]):
        if width != best and len(at) >= max(3, 0.2 * len(wide[best])) and at[-1] < wide[best][0]:
            return width, len(at)
    return best, len(wide[best])


def _quoting(lines: Lines, dialect: Dialect) -> tuple[Dialect, str]:
    """Whether quotes enclose fields in this file, stand in unquoted ones as text, or both; with the reason."""
    mark = dialect.quote
    if not any(mark in text for text, _ in lines):
        return dialect, "usual; none was seen"
    enclosed = stray = looked = 0
    for record in records(lines, dialect):
        looked += 1
        if mark not in record.raw:
            continue
        if record.fields is not None:
            enclosed += 1
            continue
        try:
            split(record.raw, replace(dialect, loose=True))
            stray += 1
        except (Fault, Unclosed):
            continue
    if mark == "'":
        return replace(dialect, loose=True), f"{enclosed} of {looked} lines have fields enclosed in it"
    if stray >= 3 and stray >= 0.02 * looked:
        if enclosed == 0:
            return replace(dialect, quote="", escape=""), "quotes stand inside values and never around them"
        return replace(
            dialect, loose=True
        ), f"{enclosed} lines have fields enclosed in it, {stray} have it inside values"
    if enclosed:
        return dialect, f"{enclosed} of {looked} lines looked at have fields enclosed in it"
    return dialect, "usual; none was seen"
