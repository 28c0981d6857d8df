"""The columns of a piece of a sheet as fastexcel reads it, Arrow without Python objects, where that bends nothing.

fastexcel takes ``NA`` for nothing, turns what is of several types into one, knows no times of a day and keeps a day as
a midnight: a piece with such cells is refused with MixedError, and calamine reads it cell by cell.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl_console.pipeline.readers.kinds import family

ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
"""Of which the two parsers think differently."""
_NO_TRUTH = re.compile(rb't="b"(?![^>]*>(?:<f[^>]*>[^<]*</f>)?(?:<f[^>]*/>)?<v>[01]</v>)')
"""calamine refuses it, fastexcel takes it for true."""
_EARLIEST = pa.scalar(dt.datetime(1900, 3, 2), pa.timestamp("ms"))
_LATEST = pa.scalar(dt.datetime(9999, 12, 31), pa.timestamp("ms"))
_DAY = 86_400_000
_WHOLE = float(2**53)


class MixedError(Exception):
    """The piece has to be read cell by cell."""


@dataclass(slots=True)
class Column:
    """The values of a column; how many it has of each Python type that calamine gives, and of each family."""

    array: pa.Array
    types: Counter[type] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


def as_columns(book: bytes, sheet: str, text: bytes, width: int) -> list[Column]:
    """The columns of a workbook's sheet whose first row numbers them; ``text`` is its XML. Raises MixedError."""
    import fastexcel  # late: a small workbook needs it not

    logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns of empty columns
    if ESCAPE.search(text):
        raise MixedError
    try:
        batch, errors = (
            fastexcel.read_excel(book)
            .load_sheet(sheet, header_row=0, schema_sample_rows=None, dtype_coercion="strict")
            .to_arrow_with_errors()
        )
    except fastexcel.FastExcelError as error:
        raise MixedError from error
    if (errors is not None and errors.errors) or batch.schema.names != [str(i) for i in range(width)]:
        raise MixedError
    if any(pa.types.is_boolean(t) for t in batch.schema.types) and _NO_TRUTH.search(text):
        raise MixedError
    if any(pa.types.is_timestamp(t) for t in batch.schema.types) and (
        b't="d"' in text or b".00000000" in text or b".99999999" in text  # a midnight that is no day
    ):
        raise MixedError
    return [_column(array) for array in batch.columns]


def _column(array: pa.Array) -> Column:
    some = len(array) - array.null_count
    if not some:
        return Column(pa.nulls(len(array)))
    if pa.types.is_boolean(array.type):
        return Column(array, Counter({bool: some}), Counter({"boolean": some}))
    if pa.types.is_float64(array.type):
        return Column(_numbers(array), Counter({float: some}), Counter({"number": some}))
    if pa.types.is_timestamp(array.type):
        return _days(array, some)
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        return _texts(array)
    raise MixedError


def _numbers(array: pa.Array) -> pa.Array:
    if not pc.all(pc.is_finite(array)).as_py():
        raise MixedError  # calamine knows whether it was a text
    array = pc.add(array, 0.0)  # -0 is 0
    least, most = pc.min_max(array).as_py().values()
    if least > -_WHOLE and most < _WHOLE and pc.all(pc.equal(pc.trunc(array), array)).as_py():
        return array.cast(pa.int64())
    return array


def _days(array: pa.Array, some: int) -> Column:
    array = array.cast(pa.timestamp("ms"))
    ends = pc.min_max(array)
    if pc.less(ends["min"], _EARLIEST).as_py() or pc.greater(ends["max"], _LATEST).as_py():
        raise MixedError
    numbers = array.cast(pa.int64())
    days = pc.divide(numbers, _DAY)
    whole = pc.sum(pc.equal(pc.multiply(days, _DAY), numbers)).as_py()
    types: Counter[type] = Counter({t: n for t, n in ((dt.date, whole), (dt.datetime, some - whole)) if n})
    array = days.cast(pa.int32()).cast(pa.date32()) if whole == some else array.cast(pa.timestamp("us"))
    return Column(array, types, Counter({"date": some}))


def _texts(array: pa.Array) -> Column:
    array = array.cast(pa.string())
    blank = pc.or_(pc.utf8_is_space(array), pc.equal(array, ""))
    if pc.any(blank).as_py():
        array = pc.if_else(blank, pa.scalar(None, pa.string()), array)
        if array.null_count == len(array):
            return Column(pa.nulls(len(array)))
    kinds: Counter[str] = Counter()
    counts = pc.value_counts(array.drop_null())
    for text, count in zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True):
        kinds[family(text.strip())] += count
    return Column(array, Counter({str: len(array) - array.null_count}), kinds)


def written(cells: list[Any]) -> list[Any]:
    """Cells of a column as calamine gives them, but None where nothing is written, and whole numbers as such."""
    types = set(map(type, cells))
    if str in types:
        cells = [None if type(c) is str and (not c or c.isspace()) else c for c in cells]
    if float in types:
        cells = [int(c) if type(c) is float and c.is_integer() and abs(c) < 2**53 else c for c in cells]
    return cells


def type_counts(values: list[Any]) -> Counter[type]:
    """How many values of each type there are; None is no value."""
    counts: Counter[type] = Counter(map(type, values))
    del counts[type(None)]
    return counts
