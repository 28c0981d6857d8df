"""What the columns of a file hold, understood from the first records of it."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from etl_console.records import SOURCE_LINE, ColumnSeen

LOOKED_AT = 1_000
_SURE = 0.9
_SAMPLES = 20
_FORMS = 40
_FIRST = 25
_LONGEST = 60
_KINDS = (
    ("integer", r"^[+-]?(0|[1-9][0-9]*)$"),
    ("decimal", r"^[+-]?(Rp\.?|IDR|[$€])? ?(0|[1-9][0-9]*|[1-9][0-9]{0,2}([.,' ][0-9]{3})+)([.,][0-9]+)? ?%?$"),
    ("date", r"^([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ][0-9]{2,4})"
             r"([ T][0-9][0-9:.+Z -]*)?$"),
    ("boolean", r"(?i)^(true|false|yes|no|y|n|ya|tidak)$"),
)  # fmt: skip
_EMPTY, _NO = pa.scalar(""), pa.scalar(False)  # made once: each making of one looks for a package that is not there
_WORD, _NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_COMPILED = [(kind, pattern, re.compile(pattern)) for kind, pattern in _KINDS]


def profile(schema: pa.Schema, first: pa.RecordBatch | None) -> tuple[ColumnSeen, ...]:
    """The columns of ``schema`` in order, without the line column, as the first records of a file show them."""
    some = first.slice(0, LOOKED_AT) if first is not None else None
    return tuple(_seen(f, some.column(f.name) if some is not None else None) for f in schema if f.name != SOURCE_LINE)


def _seen(field: pa.Field, values: pa.Array | None) -> ColumnSeen:
    kind = str(field.type)
    if values is None or len(values) == 0:
        return ColumnSeen(field.name, kind, "empty" if _is_text(field.type) else _of_type(field.type), 0.0)
    if not _is_text(field.type):
        texts = [str(v) for v in values.drop_null()[:_SAMPLES].to_pylist()]
        fill = 1 - values.null_count / len(values)
        return ColumnSeen(field.name, kind, _of_type(field.type), fill, _samples(texts), _shapes(texts))
    trimmed = pc.utf8_trim_whitespace(values)
    filled = trimmed.filter(pc.fill_null(pc.not_equal(trimmed, _EMPTY), _NO))
    texts = pc.unique(filled.slice(0, 4 * _FORMS))[:_FORMS].to_pylist()
    fill = len(filled) / len(values)
    return ColumnSeen(field.name, kind, _kind(filled), fill, _samples(texts), _shapes(texts))


def _kind(filled: pa.Array) -> str:
    if not len(filled):
        return "empty"
    first = filled.slice(0, _FIRST).to_pylist()
    for kind, pattern, compiled in _COMPILED:
        if not any(compiled.search(text) for text in first):
            continue  # the first values are none of the kind: the others need not be asked
        fits = pc.sum(pc.match_substring_regex(filled, pattern)).as_py() or 0
        if fits >= _SURE * len(filled):
            return kind
    return "text"


def _of_type(kind: pa.DataType) -> str:
    tests = (
        ("integer", pa.types.is_integer), ("decimal", pa.types.is_floating), ("decimal", pa.types.is_decimal),
        ("boolean", pa.types.is_boolean), ("date", pa.types.is_temporal), ("nested", pa.types.is_nested),
        ("empty", pa.types.is_null),
    )  # fmt: skip
    return next((name for name, test in tests if test(kind)), "text")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _samples(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t[:_LONGEST].replace("\0", "␀") for t in texts))[:_SAMPLES]


def _shapes(texts: list[str]) -> tuple[str, ...]:
    """The three commonest forms of the values: every number a 9, every word an a."""
    counted: dict[str, int] = {}
    for text in texts:
        shape = _WORD.sub("a", _NUMBER.sub("9", text[:_LONGEST])).replace("\0", "␀")
        counted[shape] = counted.get(shape, 0) + 1
    return tuple(sorted(counted, key=lambda s: (-counted[s], s))[:3])
