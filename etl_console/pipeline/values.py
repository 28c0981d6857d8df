"""How a source value becomes a value of its target type, as DuckDB SQL: one vectorised expression per column.

Types follow PostgreSQL's own input rules (https://www.postgresql.org/docs/current/datatype.html), read strictly: a
value either is one of the target type or it is bad; nothing is rounded, cut or guessed on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from etl_console.errors import ConfigurationError

_NUMBER = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
_INTEGERS = {"smallint": "SMALLINT", "integer": "INTEGER", "bigint": "BIGINT"}
_TRUE = ("true", "t", "yes", "y", "on", "1")
_FALSE = ("false", "f", "no", "n", "off", "0")
_TEXT = ("text", "character varying", "character", "citext", "name")
_FORMAT_KEYS = {
    "date", "decimal", "thousands", "null_words", "true_words", "false_words", "currency", "percent", "months",
}  # fmt: skip
_JSON_TEXT = r"""'"(\\.|[^"\\])*"'"""
_NOT_JSON = r"'(?i)nan|inf|,\s*[\]}]'"
_JSON_NUL = r"'(^|[^\\])(\\\\)*\\u0000'"
_SPACES = "[ \u00a0\u202f]"
INDONESIAN_MONTHS = {
    "januari": "Jan", "februari": "Feb", "pebruari": "Feb", "maret": "Mar", "april": "Apr", "mei": "May",
    "juni": "Jun", "juli": "Jul", "agustus": "Aug", "agu": "Aug", "agt": "Aug", "ags": "Aug", "september": "Sep",
    "oktober": "Oct", "okt": "Oct", "november": "Nov", "nopember": "Nov", "nop": "Nov", "desember": "Dec", "des": "Dec",
}  # fmt: skip
"""Indonesian names of months, and their English ones for ``%b``."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a source writes its values: ``dates`` are strptime patterns, marks are single characters.

    ``currency`` are words left out of numbers; ``percent`` is ``number`` (12 % is 12) or ``fraction`` (0.12), empty
    where a percent sign is no number; ``months`` is ``id`` for Indonesian names of months, read by ``%b``.
    """

    dates: tuple[str, ...] = ()
    decimal: str = "."
    thousands: str = ""
    null_words: tuple[str, ...] = ()
    true_words: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    percent: str = ""
    months: str = ""

    @classmethod
    def of(
        cls, source_config: Mapping[str, Any] | None, source_format: Mapping[str, Any] | None, column: str
    ) -> Format:
        """The column's own format over the file's settings. Raises ConfigurationError for an unknown key."""
        file, own = source_config or {}, source_format or {}
        unknown = set(own) - _FORMAT_KEYS
        if unknown:
            raise ConfigurationError(
                f"Column {column}: unknown format setting {', '.join(sorted(unknown))}.",
                f"Known are {', '.join(sorted(_FORMAT_KEYS))}.",
                code="unknown_format",
            )
        if own.get("percent") not in (None, "", "number", "fraction") or own.get("months") not in (None, "", "id"):
            raise ConfigurationError(
                f"Column {column}: percent is number or fraction, months is id.", "Correct the format.",
                code="bad_format",
            )  # fmt: skip
        dates = own.get("date") or (file.get("date_patterns") or {}).get(column) or ()
        return cls(
            dates=(dates,) if isinstance(dates, str) else tuple(dates),
            decimal=own.get("decimal") or file.get("decimal") or ".",
            thousands=own.get("thousands") or file.get("thousands") or "",
            null_words=tuple(own.get("null_words") or file.get("null_words") or ()),
            true_words=tuple(own.get("true_words") or ()),
            false_words=tuple(own.get("false_words") or ()),
            currency=tuple(own.get("currency") or ()),
            percent=own.get("percent") or "",
            months=own.get("months") or "",
        )


def identifier(name: str) -> str:
    """``name`` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """``text`` as a quoted SQL string."""
    return "'" + text.replace("'", "''") + "'"


def present(column: str, is_text: bool, form: Format) -> str:
    """The source value, NULL where the source says that there is none: an empty field or a null word."""
    name = identifier(column)
    if not is_text:
        return name
    empty = f"nullif({name}, '')"
    if not form.null_words:
        return empty
    words = ", ".join(literal(w.strip().lower()) for w in form.null_words)
    return f"CASE WHEN lower(trim({name})) IN ({words}) THEN NULL ELSE {empty} END"


def typed(column: str, source_type: str, target_type: str, form: Format) -> str:
    """The value as the text PostgreSQL reads for ``target_type``; NULL where there is none or where it does not fit.

    ``source_type`` is the DuckDB type of the Parquet column, ``target_type`` as format_type writes it.
    """
    is_text = source_type == "VARCHAR"
    value = present(column, is_text, form)
    base, size = split(target_type)
    if base in _TEXT:
        return _text(value, source_type, size, base)
    if not is_text:
        value = _from_typed(identifier(column), source_type, base)
        form = replace(form, decimal=".", thousands="", currency=(), percent="")
    return f"CAST({_converted(value, base, size, form)} AS VARCHAR)"


def is_plain(base: str, form: Format) -> bool:
    """True when text that PostgreSQL would write for a value of type ``base`` means that value under ``form`` too."""
    if form.null_words or base in ("json", "jsonb"):
        return False
    if base in _TEXT:
        return True
    if base == "boolean":
        return not form.true_words and not form.false_words
    if base == "date" or base.startswith("time"):
        return not form.dates
    return form.decimal == "." and not form.thousands and not form.currency and not form.percent


@cache
def split(target_type: str) -> tuple[str, tuple[int, ...]]:
    """A type as format_type writes it -> its name, and the numbers in its parentheses."""
    match = re.fullmatch(r"([a-z ]+?)\s*(?:\(([\d, ]+)\))?( with(?:out)? time zone)?", target_type)
    if match is None:
        return target_type, ()
    size = tuple(int(n) for n in match[2].split(",")) if match[2] else ()
    return match[1] + (match[3] or ""), size


def _text(value: str, source_type: str, size: tuple[int, ...], base: str) -> str:
    if source_type in ("DOUBLE", "FLOAT"):
        text = f"regexp_replace(CAST({value} AS VARCHAR), '\\.0$', '')"
    elif source_type == "VARCHAR":
        text = value
    else:
        text = f"CAST({value} AS VARCHAR)"
    limit = size[0] if size else (1 if base == "character" else 0)
    fits = f"NOT contains({text}, chr(0))" + (f" AND length({text}) <= {limit}" if limit else "")
    return f"CASE WHEN {fits} THEN {text} END"


def _from_typed(name: str, source_type: str, base: str) -> str:
    if source_type in ("DOUBLE", "FLOAT") and base in _INTEGERS:
        return f"CASE WHEN {name} = floor({name}) THEN CAST(TRY_CAST({name} AS HUGEINT) AS VARCHAR) END"
    if source_type.startswith("TIMESTAMP") and base == "date":
        return f"CASE WHEN {name} = date_trunc('day', {name}) THEN CAST(CAST({name} AS DATE) AS VARCHAR) END"
    return f"CAST({name} AS VARCHAR)"


def _converted(value: str, base: str, size: tuple[int, ...], form: Format) -> str:
    text = f"trim({value})"
    number = _number(text, form)
    if base in _INTEGERS:
        whole = f"regexp_extract({number}, '^([+-]?[0-9]+)(\\.0*)?$', 1)"
        return f"TRY_CAST(nullif({whole}, '') AS {_INTEGERS[base]})"
    if base == "numeric":
        return _numeric(number, size)
    if base in ("real", "double precision"):
        kind = "FLOAT" if base == "real" else "DOUBLE"
        fits = f"regexp_full_match({number}, '{_NUMBER}|NaN|[+-]?Infinity')"
        return (
            f"CASE WHEN {fits} AND NOT (isinf(TRY_CAST({number} AS {kind})) AND {number} NOT LIKE '%Inf%') "
            f"THEN TRY_CAST({number} AS {kind}) END"
        )
    if base == "boolean":
        return _boolean(text, form)
    if base == "date":
        return _date(text, form)
    if base.startswith("timestamp"):
        return _timestamp(text, base, form)
    if base.startswith("time"):
        return f"TRY_CAST({text} AS TIME)"
    if base == "uuid":
        return f"TRY_CAST({text} AS UUID)"
    if base in ("json", "jsonb"):
        # DuckDB takes NaN, Infinity and a comma before a bracket; PostgreSQL does not, and jsonb has no NUL
        bare = f"regexp_replace({value}, {_JSON_TEXT}, '0', 'g')"
        is_strict = f"json_valid({value}) AND NOT regexp_matches({bare}, {_NOT_JSON})"
        if base == "jsonb":
            is_strict += f" AND NOT regexp_matches({value}, {_JSON_NUL})"
        return f"CASE WHEN {is_strict} THEN {value} END"
    return value


def _number(text: str, form: Format) -> str:
    """The text as PostgreSQL writes a number; NULL where marks do not stand as the format says (groups of three)."""
    if form.currency:
        words = "|".join(re.escape(w) for w in sorted(form.currency, key=len, reverse=True))
        before = literal(rf"^([+-]?)\s*(?:{words})\s*([+-]?)")
        after = literal(rf"\s*(?:{words})$")
        text = f"regexp_replace(regexp_replace({text}, {before}, '\\1\\2', 'i'), {after}, '', 'i')"
    share = f"ends_with({text}, '%')"
    if form.percent:
        bare = f"rtrim(rtrim({text}, '%'))"
        number = _plain(bare, form)
        if form.percent == "fraction":
            hundredth = f"CAST(TRY_CAST({number} AS DECIMAL(30,10)) * 0.01 AS VARCHAR)"
            return f"CASE WHEN {share} THEN {hundredth} ELSE {_plain(text, form)} END"
        return number
    return _plain(text, form)


def _plain(text: str, form: Format) -> str:
    if not form.thousands and form.decimal == ".":
        return text
    group = _SPACES if form.thousands.isspace() else re.escape(form.thousands)
    point = re.escape(form.decimal)
    whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)" if form.thousands else "[0-9]+"
    fits = literal(rf"[+-]?(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?")
    if form.thousands.isspace():
        bare = f"regexp_replace({text}, {literal(_SPACES)}, '', 'g')"
    else:
        bare = f"replace({text}, {literal(form.thousands)}, '')" if form.thousands else text
    return f"CASE WHEN regexp_full_match({text}, {fits}) THEN replace({bare}, {literal(form.decimal)}, '.') END"


def _numeric(number: str, size: tuple[int, ...]) -> str:
    fits = f"regexp_full_match({number}, '{_NUMBER}')"
    if not size:
        return f"CASE WHEN {fits} THEN {number} END"
    precision, scale = size[0], size[1] if len(size) > 1 else 0
    if precision > 38:
        return f"CASE WHEN {fits} THEN {number} END"
    return f"CASE WHEN {fits} THEN TRY_CAST({number} AS DECIMAL({precision},{scale})) END"


def _boolean(text: str, form: Format) -> str:
    true = ", ".join(literal(w.lower()) for w in (*_TRUE, *form.true_words))
    false = ", ".join(literal(w.lower()) for w in (*_FALSE, *form.false_words))
    return f"CASE WHEN lower({text}) IN ({true}) THEN true WHEN lower({text}) IN ({false}) THEN false END"


def _strptime(text: str, form: Format) -> str:
    if form.months == "id":
        for name, english in sorted(INDONESIAN_MONTHS.items(), key=lambda m: -len(m[0])):
            whole = literal(rf"\b{name}\b")
            text = f"regexp_replace({text}, {whole}, {literal(english)}, 'i')"
    return f"try_strptime({text}, [{', '.join(literal(p) for p in form.dates)}])"


def _date(text: str, form: Format) -> str:
    if form.dates:
        return f"CAST({_strptime(text, form)} AS DATE)"
    day = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T]00:00(:00(\.0+)?)?)?"
    compact = f"CAST(try_strptime({text}, '%Y%m%d') AS DATE)"
    return (
        f"CASE WHEN regexp_full_match({text}, '{day}') THEN CAST(TRY_CAST({text} AS TIMESTAMP) AS DATE) "
        f"WHEN regexp_full_match({text}, '[0-9]{{8}}') THEN {compact} END"
    )


def _timestamp(text: str, base: str, form: Format) -> str:
    kind = "TIMESTAMPTZ" if base.endswith("with time zone") else "TIMESTAMP"
    if form.dates:
        return f"CAST({_strptime(text, form)} AS {kind})"
    return (
        f"CASE WHEN regexp_matches({text}, '^[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}') THEN TRY_CAST({text} AS {kind}) END"
    )
