"""How a column writes its values, suggested from the values themselves with the evidence; what they leave open is a
question, never a guess."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl_console.pipeline.values import INDONESIAN_MONTHS

_DATES = (
    "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%y",
    "%m/%d/%y", "%d-%m-%y", "%d.%m.%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y", "%Y%m%d",
)  # fmt: skip
_CLOCKS = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %H.%M", " %I:%M %p")
_LOOKS_DATED = re.compile(
    r"\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,10})[-/., ]+\d{2,4}|[A-Za-z]{3,10} \d{1,2}, \d{4}|\d{8}$"
)
_CURRENCY = re.compile(
    r"^([+-]?)\s*(Rp\.?|IDR|USD|EUR|GBP|SGD|US\$|[$€£¥])\s*|\s*(Rp\.?|IDR|USD|EUR|GBP|SGD|[$€£¥])$", re.I
)
_MARKS = ((".", ""), (".", ","), (",", "."), (",", ""), (",", " "), (".", " "), (".", "'"))
_PAIRS = (
    ("ya", "tidak"), ("y", "t"), ("yes", "no"), ("y", "n"), ("true", "false"), ("benar", "salah"), ("aktif", "nonaktif"),
    ("oui", "non"), ("ja", "nein"), ("si", "no"), ("sì", "no"), ("on", "off"), ("1", "0"), ("t", "f"),
)  # fmt: skip
_KNOWN_TO_POSTGRES = {("yes", "no"), ("y", "n"), ("true", "false"), ("on", "off"), ("1", "0"), ("t", "f")}
_NULLS = {
    "null", "n/a", "na", "#n/a", "nan", "none", "nil", "-", "--", "?", "kosong", "tidak ada", "tdk ada", "(null)", "\\n",
    "unknown", "belum ada",
}  # fmt: skip
_ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column likely is: ``kind`` integer, numeric, boolean, date, timestamp or text; ``source_format`` what the
    mapping needs to read it; ``evidence`` why; ``question`` what the values leave open, with the possible formats."""

    kind: str
    source_format: Mapping[str, Any] = field(default_factory=dict)
    evidence: str = ""
    question: str = ""
    choices: tuple[Mapping[str, Any], ...] = ()
    unfit: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "source_format": dict(self.source_format), "evidence": self.evidence,
            "question": self.question, "choices": [dict(c) for c in self.choices], "unfit": list(self.unfit),
        }  # fmt: skip


def suggest(values: Sequence[str | None]) -> Suggestion:
    """The format of a column from (some of) its values as the source writes them; nineteen of twenty must fit."""
    counted = Counter(v.strip() for v in values if v is not None and v.strip())
    nulls = {v for v in counted if v.lower() in _NULLS}
    words = Counter({v: n for v, n in counted.items() if v not in nulls})
    total = sum(words.values())
    if not total:
        return Suggestion("text", {}, "no value was seen")
    for attempt in (_boolean, _dates, _number):
        found = attempt(words, total)
        if found is None:
            continue
        extra = {"null_words": sorted(nulls)} if nulls else {}
        told = (
            f"; {sum(counted[n] for n in nulls)} say that there is none ({', '.join(sorted(nulls)[:3])})"
            if nulls
            else ""
        )
        return Suggestion(
            found.kind, {**found.source_format, **extra}, found.evidence + told, found.question,
            tuple({**c, **extra} for c in found.choices), found.unfit,
        )  # fmt: skip
    return Suggestion("text", {}, f"no form in common: “{words.most_common(1)[0][0][:30]}” and others")


def _boolean(words: Counter[str], total: int) -> Suggestion | None:
    seen = {w.lower() for w in words}
    if len(seen) != 2 or total < 2:
        return None
    for true, false in _PAIRS:
        if seen == {true, false}:
            if (true, false) == ("1", "0"):
                return Suggestion("integer", {}, "only 0 and 1: a number, or a truth value")
            form = {} if (true, false) in _KNOWN_TO_POSTGRES else {"true_words": [true], "false_words": [false]}
            return Suggestion("boolean", form, f"all {total} values are {true} or {false}")
    return None


# Numbers ---------------------------------------------------------------------------------------------------------


def _number(words: Counter[str], total: int) -> Suggestion | None:
    bare, currency, percents = _bare(words)
    if not any(c.isdigit() for w in bare for c in w):
        return None
    fits = {marks: sum(n for w, n in bare.items() if read_number(w, *marks) is not None) for marks in _MARKS}
    most = max(fits.values())
    if most < _ENOUGH * total:
        return None
    best = [m for m, n in fits.items() if n == most and _is_used(m, bare)]
    readings = {m: [read_number(w, *m) for w in bare] for m in best}
    distinct: list[tuple[str, str]] = []
    for marks in best:
        if not any(readings[marks] == readings[known] for known in distinct):
            distinct.append(marks)
    base: dict[str, Any] = {}
    if currency:
        base["currency"] = sorted(currency)
    if percents:
        base["percent"] = "number"
    unfit = tuple(
        w for w in words if not any(read_number(b, *distinct[0]) is not None for b in _bare(Counter([w]))[0])
    )[:5]
    numbers = [n for n in readings[distinct[0]] if n is not None]
    kind = "integer" if all("." not in n for n in numbers) and len(distinct) == 1 else "numeric"
    if kind == "integer" and any(re.match(r"[+-]?0\d", w) for w in bare):
        return Suggestion("text", {}, "digits with leading zeros: a code, not a number")
    evidence = f"{most} of {total} values are numbers" + (f" with {', '.join(sorted(currency))}" if currency else "")
    if len(distinct) == 1:
        return Suggestion(kind, {**base, **_marks(distinct[0])}, evidence, unfit=unfit)
    example = next(w for w, *read in zip(bare, *(readings[m] for m in distinct), strict=True) if len(set(read)) > 1)
    meant = " or ".join(str(read_number(example, *m)) for m in distinct[:2])
    return Suggestion(
        "numeric", base, evidence, f"“{example}” may be {meant}: no value tells which.",
        tuple({**base, **_marks(m)} for m in distinct), unfit,
    )  # fmt: skip


def _bare(words: Counter[str]) -> tuple[Counter[str], set[str], int]:
    """The values without currency and percent sign; which currencies, and how many percent signs were taken off."""
    bare: Counter[str] = Counter()
    currency: set[str] = set()
    percents = 0
    for word, count in words.items():
        text = word
        if match := _CURRENCY.search(text):
            currency.add(match[2] or match[3])
            text = (match[1] or "") + _CURRENCY.sub("", text).strip()
        if text.endswith("%"):
            percents += count
            text = text[:-1].rstrip()
        bare[text] += count
    return bare, currency, percents


def _is_used(marks: tuple[str, str], bare: Counter[str]) -> bool:
    """A mark counts only where some value has it; the plain form always does."""
    decimal, thousands = marks
    text = "".join(bare)
    if marks == (".", ""):
        return True
    if thousands and not any(_has(w, thousands) for w in bare):
        return False
    return decimal == "." or decimal in text or bool(thousands and thousands in text)


def _has(word: str, thousands: str) -> bool:
    return thousands in word or (thousands == " " and ("\u00a0" in word or "\u202f" in word))


def _marks(marks: tuple[str, str]) -> dict[str, str]:
    decimal, thousands = marks
    return {**({"decimal": decimal} if decimal != "." else {}), **({"thousands": thousands} if thousands else {})}


def read_number(text: str, decimal: str, thousands: str) -> str | None:
    """The number as digits with a point, None when it is none with these marks (thousands in groups of three)."""
    group = "[ \u00a0\u202f]" if thousands == " " else re.escape(thousands)
    whole = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)" if thousands else r"\d+"
    point = re.escape(decimal)
    match = re.fullmatch(rf"([+-]?)({whole})?(?:{point}(\d*))?", text)
    if match is None or not (match[2] or match[3]):
        return None
    digits = re.sub(r"\D", "", match[2] or "0")
    return match[1] + digits + (f".{match[3]}" if match[3] else "")


# Dates -----------------------------------------------------------------------------------------------------------


def _dates(words: Counter[str], total: int) -> Suggestion | None:
    dated = [w for w in words if _LOOKS_DATED.match(w)]
    if sum(words[w] for w in dated) < _ENOUGH * total:
        return None
    indonesian = any(part.lower() in INDONESIAN_MONTHS for w in dated for part in re.findall(r"[A-Za-z]+", w))
    english = {w: _english(w) if indonesian else w for w in words}
    read: dict[str, dict[str, dt.datetime]] = {}
    for clock in _CLOCKS:
        for day in _DATES:
            found = _read_by(day + clock, words, english, (1 - _ENOUGH) * total)
            if found is not None:
                read[day + clock] = found
    if not read or (set(read) == {"%Y%m%d"} and not all(1900 <= m.year <= 2100 for m in read["%Y%m%d"].values())):
        return None
    most = max(len(f) for f in read.values())
    best = {p: f for p, f in read.items() if len(f) == most}
    distinct: list[str] = []
    for pattern, found in best.items():
        if not any(found == best[known] for known in distinct):
            distinct.append(pattern)
    months = {"months": "id"} if indonesian else {}
    forms = [{"date": p.replace("%B", "%b") if indonesian else p, **months} for p in distinct]
    kind = "timestamp" if any(c in distinct[0] for c in ("%H", "%I")) else "date"
    unfit = tuple(w for w in words if w not in best[distinct[0]])[:5]
    evidence = f"{sum(words[w] for w in best[distinct[0]])} of {total} values are read by {distinct[0]}"
    if len(distinct) > 1:
        example = next(w for w in best[distinct[0]] if best[distinct[0]][w] != best[distinct[1]].get(w))
        meant = " or ".join(f"{best[p][example]:%-d %B %Y}" for p in distinct[:2] if example in best[p])
        return Suggestion(
            kind, {}, evidence, f"“{example}” may be {meant}: no value has a day above 12.", tuple(forms), unfit
        )
    if distinct[0] in ("%Y-%m-%d", "%Y%m%d") and kind == "date":
        return Suggestion(kind, {}, evidence, unfit=unfit)
    if distinct[0].startswith("%Y-%m-%d") and kind == "timestamp":
        return Suggestion(kind, {}, evidence, unfit=unfit)
    return Suggestion(kind, forms[0], evidence, unfit=unfit)


def _read_by(
    pattern: str, words: Counter[str], english: Mapping[str, str], most: float
) -> dict[str, dt.datetime] | None:
    """What a pattern reads; None as soon as more than ``most`` values are not read by it."""
    found: dict[str, dt.datetime] = {}
    missed = 0
    for word, times in words.items():
        moment = _moment(english[word], pattern)
        if moment is not None:
            found[word] = moment
        elif (missed := missed + times) > most:
            return None
    return found


def _english(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda m: INDONESIAN_MONTHS.get(m[0].lower(), m[0]), text)


def _moment(text: str, pattern: str) -> dt.datetime | None:
    if "%Y%m%d" in pattern and not text[:8].isdigit():
        return None
    try:
        return dt.datetime.strptime(text, pattern)
    except ValueError:
        return None
