"""Rows as PostgreSQL's binary COPY (https://www.postgresql.org/docs/current/sql-copy.html, “Binary Format”), a block
at a time, in pyarrow and numpy.

A column is read here only where its text is plain: as PostgreSQL itself would write the value, give or take zeros.
What is written otherwise goes through ``values.typed`` first, whose results are plain. So a value means by this way
what it means by the text way, and what is no value is found by one rule for both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"

_INTEGERS = {"smallint": 2, "integer": 4, "bigint": 8}
_TEXT = re.compile(r"(text|citext|json|character varying(\(\d+\))?|character(\(\d+\))?)")
_NUMERIC = re.compile(r"numeric(?:\((\d+),(\d+)\))?")
_PLAIN = {
    "double precision": "f8", "real": "f4", "boolean": "bool", "date": "date", "uuid": "uuid", "jsonb": "jsonb",
    "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz",
    "time without time zone": "time",
}  # fmt: skip
_EPOCH_DAYS = 10_957  # 1970-01-01 to 2000-01-01, PostgreSQL's day 0
_EPOCH = _EPOCH_DAYS * 86_400_000_000
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896  # 0001-01-01 and 9999-12-31, from 1970-01-01
_SAFE = 10**18
_NINE = ord("9")
_JSONB_VERSION, _NOTHING, _NOTHING_BINARY = pa.scalar("\1"), pa.scalar(""), pa.scalar(b"")
_SOME_DAY = pa.scalar("1970-01-01 ")
_TRUE = pa.array(["true", "t", "yes", "y", "on", "1"])
_FALSE = pa.array(["false", "f", "no", "n", "off", "0"])


Part = tuple[str, Any]
"""A numpy type of fixed length, big-endian, and the values of it: an array, or one for all rows."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a block: ``parts`` of fixed length side by side, or ``text`` of any length. ``valid`` is None where
    every row has a value; else the parts have only the values that are there. ``order`` has whole numbers as numbers,
    to be compared."""

    parts: tuple[Part, ...] = ()
    text: pa.Array | None = None
    valid: np.ndarray[Any, Any] | None = None
    order: np.ndarray[Any, Any] | None = None

    @property
    def width(self) -> int:
        """Bytes of one value of fixed length."""
        return sum(np.dtype(kind).itemsize for kind, _ in self.parts)


@cache
def is_encodable(target_type: str) -> bool:
    """True when values of this type (as format_type writes it) can be sent here."""
    return (
        target_type in _INTEGERS
        or target_type in _PLAIN
        or _TEXT.fullmatch(target_type) is not None
        or _NUMERIC.fullmatch(target_type) is not None
    )


def field(values: pa.Array, target_type: str) -> Field | None:
    """The text ``values`` of a column (null: none) as a field of ``target_type``; None when one is not plain text of a
    value that fits."""
    if target_type == "jsonb":
        values = pc.binary_join_element_wise(_JSONB_VERSION, values, _NOTHING)
    valid = _valid(values)
    if target_type == "jsonb" or _TEXT.fullmatch(target_type) is not None:
        return Field(text=values, valid=valid)
    if valid is not None:
        some = field(values.drop_null(), target_type)
        return None if some is None else Field(some.parts, valid=valid)
    if not len(values):
        return Field()
    try:
        return _fixed(values, target_type)
    except pa.ArrowInvalid:
        return None


def whole_numbers(numbers: np.ndarray[Any, Any], target_type: str) -> Field | None:
    """Whole numbers as a field of one of PostgreSQL's integer types, None for another type or a number too large."""
    width = _INTEGERS.get(target_type)
    if width is None:
        return None
    limit = 1 << (8 * width - 1)
    if width < 8 and len(numbers) and (numbers.min() < -limit or numbers.max() >= limit):
        return None
    return Field(((f">i{width}", numbers),), order=numbers)


def constant(text: str, target_type: str) -> Field | None:
    """A field that is the same in every row; None when the text is not plain text of a value that fits."""
    if _TEXT.fullmatch(target_type) is not None:
        data = text.encode()
        return Field(((f"V{len(data)}", np.void(data)),)) if data else Field()
    one = field(pa.array([text]), target_type)
    if one is None or one.text is not None:
        return None
    return Field(tuple((kind, part[0] if isinstance(part, np.ndarray) else part) for kind, part in one.parts))


class Rows:
    """Lays fields out as rows. What is the same in every row is written once and kept from block to block."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], np.ndarray[Any, Any]] = {}

    def block(
        self, fields: Sequence[Field], rows: int, keep: np.ndarray[Any, Any] | None = None
    ) -> tuple[memoryview, int]:
        """The rows of one block, those of ``keep`` where given, as bytes between SIGNATURE and TRAILER; and their
        number. The bytes hold until the next block."""
        pieces: list[pa.Array] = []
        run: list[Part] = [(">i2", len(fields))]
        for one in fields:
            if one.text is not None:
                lengths, text = _text_piece(one)
                pieces += [self._piece((*run, (">i4", lengths)), rows, len(pieces)), text]
                run = []
            elif one.valid is None:
                run += [(">i4", one.width), *one.parts]
            else:
                headers = np.where(one.valid, one.width, -1)
                pieces.append(self._piece((*run, (">i4", headers)), rows, len(pieces)))
                pieces.append(self._some(one, len(pieces)))
                run = []
        if run:
            pieces.append(self._piece(tuple(run), rows, len(pieces)))
        whole = pieces[0] if len(pieces) == 1 else pc.binary_join_element_wise(*pieces, _NOTHING_BINARY)
        if keep is not None and not keep.all():
            whole = whole.filter(pa.array(keep))
        offsets, data = _offsets(whole), whole.buffers()[2]
        return (memoryview(data)[int(offsets[0]) : int(offsets[-1])] if data else memoryview(b"")), len(whole)

    def _piece(self, parts: tuple[Part, ...], rows: int, place: int) -> pa.Array:
        """Parts side by side, as one binary value a row."""
        whole = self._laid_out(parts, rows, place)
        offsets = np.arange(0, (rows + 1) * whole.itemsize, whole.itemsize, dtype=np.int32)
        return pa.BinaryArray.from_buffers(pa.binary(), rows, [None, pa.py_buffer(offsets), pa.py_buffer(whole)])

    def _some(self, one: Field, place: int) -> pa.Array:
        """A field of fixed length in which rows without a value are empty."""
        assert one.valid is not None
        offsets = np.zeros(len(one.valid) + 1, np.int32)
        np.cumsum(one.valid, out=offsets[1:])
        count = int(offsets[-1])
        data = self._laid_out(one.parts, count, place) if count else np.zeros(0, np.uint8)
        buffers = [None, pa.py_buffer(offsets * one.width), pa.py_buffer(data)]
        return pa.BinaryArray.from_buffers(pa.binary(), len(one.valid), buffers)

    def _laid_out(self, parts: tuple[Part, ...], rows: int, place: int) -> np.ndarray[Any, Any]:
        fixed = tuple((kind, None if isinstance(v, np.ndarray) else np.asarray(v, kind).tobytes()) for kind, v in parts)
        key = (place, *fixed)
        whole = self._kept.get(key)
        if whole is None or len(whole) < rows:
            whole = np.zeros(rows, np.dtype([(f"p{i}", kind) for i, (kind, _) in enumerate(parts)]))
            for i, (_, values) in enumerate(parts):
                if not isinstance(values, np.ndarray):
                    whole[f"p{i}"] = values
            self._kept[key] = whole
        whole = whole[:rows]
        for i, (_, values) in enumerate(parts):
            if isinstance(values, np.ndarray):
                whole[f"p{i}"] = values
        return whole


def _text_piece(one: Field) -> tuple[np.ndarray[Any, Any], pa.Array]:
    """The lengths of texts, -1 where there is none, and their bytes."""
    text = one.text
    assert text is not None
    lengths = np.diff(_offsets(text))
    if one.valid is not None:
        if lengths[~one.valid].any():
            text = text.fill_null("")
        lengths = np.where(one.valid, lengths, -1)
    _, offsets, data = text.buffers()
    return lengths, pa.BinaryArray.from_buffers(pa.binary(), len(text), [None, offsets, data], 0, text.offset)


def nulls_for_empty(values: pa.Array) -> pa.Array:
    """Text in which an empty value is none; nulls stay."""
    filled = np.diff(_offsets(values)) > 0
    if filled.all():
        return values
    valid = _valid(values)
    if valid is not None:
        filled &= valid
    offset = values.offset
    bits = np.packbits(np.concatenate((np.zeros(offset, bool), filled)), bitorder="little")
    text = [pa.py_buffer(bits), *values.buffers()[1:]]
    return pa.StringArray.from_buffers(len(values), text[1], text[2], text[0], -1, offset)


def is_short(values: pa.Array, limit: int) -> bool:
    """True when no value has a NUL, or more bytes than ``limit`` characters can be fewer than (0: any number)."""
    if not limit or int(np.diff(_offsets(values)).max(initial=0)) <= limit:
        return bool(_bytes(values).all())
    return False


# Reading plain text --------------------------------------------------------------------------------------------------


def _fixed(values: pa.Array, target_type: str) -> Field | None:
    if target_type in _INTEGERS:
        return _integers(values, target_type)
    numeric = _NUMERIC.fullmatch(target_type)
    if numeric is not None:
        return _numeric(values, numeric)
    kind = _PLAIN[target_type]
    if kind in ("f4", "f8"):
        return _floats(values, kind)
    if kind == "bool":
        return _booleans(values)
    if kind == "uuid":
        return _uuids(values)
    return _moments(values, kind)


def _integers(values: pa.Array, target_type: str) -> Field | None:
    if _bytes(values).max(initial=0) > _NINE:
        return None  # pyarrow would read 0x1F
    return whole_numbers(values.cast(pa.int64()).to_numpy(), target_type)


def _numeric(values: pa.Array, size: re.Match[str]) -> Field | None:
    """Base-10,000 digits, as many in each row as the longest needs; the server takes leading zeros off.

    Without a size every value keeps its own number of decimals, as PostgreSQL keeps it of the text.
    """
    scaled = _scaled(values)
    if scaled is None:
        return None
    numbers, decimals = scaled
    scale = int(decimals.max()) if isinstance(decimals, np.ndarray) else decimals
    if size[1]:
        precision, wanted = int(size[1]), int(size[2])
        if scale > wanted:
            return None
        limit = 10 ** min(18, precision - wanted + scale)
        if len(numbers) and max(numbers.max(), -numbers.min()) >= limit:
            return None
        shown: Any = wanted
    else:
        shown = decimals
    places = -(-scale // 4)
    fill = 10 ** (4 * places - scale)  # the last group of decimals is a whole one
    rest = np.abs(numbers)
    most = int(rest.max(initial=0))
    groups = max(1, -(-len(str(most // 10**scale)) // 4)) + places
    if most * fill < 9 * _SAFE:
        digits = _groups(rest * fill, groups)
    elif scale <= 14:
        whole = rest // 10**scale
        digits = [*_groups(whole, groups - places), *_groups((rest - whole * 10**scale) * fill, places)]
    else:
        return None
    sign = np.where(numbers < 0, 0x4000, 0) if len(numbers) and numbers.min() < 0 else 0
    return Field(tuple((">i2", part) for part in (groups, groups - places - 1, sign, shown, *digits)))


def _groups(numbers: np.ndarray[Any, Any], count: int) -> list[np.ndarray[Any, Any]]:
    """So many base-10,000 digits of numbers that are not negative, the highest first."""
    digits = []
    for _ in range(count - 1):
        upper = numbers // 10_000
        digits.append(numbers - upper * 10_000)
        numbers = upper
    return [numbers, *reversed(digits)]


def _scaled(values: pa.Array) -> tuple[np.ndarray[Any, Any], Any] | None:
    """Decimal numbers as whole ones of the same scale, and how many decimals each has: one number, or an array."""
    offsets, data = _offsets(values), _bytes(values)
    if data.max(initial=0) > _NINE:
        return None
    base = int(offsets[0])
    dots = np.flatnonzero(data == 46)
    if not len(dots):
        numbers = values.cast(pa.int64()).to_numpy()
        return (numbers, 0) if _is_safe(numbers) else None
    starts, ends = offsets[:-1] - base, offsets[1:] - base
    if len(dots) == len(values) and (dots >= starts).all() and (dots < ends).all():
        decimals = ends - 1 - dots
        bare_ends = ends - np.arange(1, len(ends) + 1)
    else:
        rows = np.searchsorted(ends, dots, "right")
        if len(rows) > 1 and (np.diff(rows) == 0).any():
            return None
        decimals = np.zeros(len(values), np.int64)
        decimals[rows] = ends[rows] - 1 - dots
        has = np.zeros(len(values), np.int64)
        has[rows] = 1
        bare_ends = ends - np.cumsum(has)
    bare = np.concatenate(([0], bare_ends)).astype(np.int32)
    digits = data[data != 46]
    text = pa.StringArray.from_buffers(len(values), pa.py_buffer(bare), pa.py_buffer(digits))
    numbers = text.cast(pa.int64()).to_numpy()
    if not _is_safe(numbers):
        return None
    scale = int(decimals.max())
    if (decimals == scale).all():
        return numbers, scale
    if scale > 17:
        return None
    factors = 10 ** (scale - decimals)
    if (np.abs(numbers) > 9 * _SAFE // factors).any():
        return None
    return numbers * factors, decimals


def _is_safe(numbers: np.ndarray[Any, Any]) -> bool:
    return not len(numbers) or bool(numbers.min() > -9 * _SAFE and numbers.max() < 9 * _SAFE)


def _floats(values: pa.Array, kind: str) -> Field | None:
    numbers = values.cast(pa.float64() if kind == "f8" else pa.float32()).to_numpy()
    if not np.isfinite(numbers).all():
        return None
    return Field(((f">{kind}", numbers),))


def _booleans(values: pa.Array) -> Field | None:
    lower = pc.utf8_lower(values)
    true = pc.is_in(lower, value_set=_TRUE).to_numpy(zero_copy_only=False)
    if not (true | pc.is_in(lower, value_set=_FALSE).to_numpy(zero_copy_only=False)).all():
        return None
    return Field((("u1", true),))


def _uuids(values: pa.Array) -> Field | None:
    offsets = _offsets(values)
    if (np.diff(offsets) != 36).any():
        return None
    signs = _bytes(values).reshape(-1, 36)
    if (signs[:, [8, 13, 18, 23]] != 45).any():
        return None
    half = _HEX[signs[:, [i for i in range(36) if i not in (8, 13, 18, 23)]]]
    if (half > 15).any():
        return None
    whole = np.ascontiguousarray((half[:, 0::2] << 4) | half[:, 1::2])
    return Field((("V16", whole.view("V16").reshape(-1)),))


_HEX = np.full(256, 255, np.uint8)
for _place, _sign in enumerate("0123456789abcdef"):
    _HEX[ord(_sign)] = _HEX[ord(_sign.upper())] = _place


def _moments(values: pa.Array, kind: str) -> Field | None:
    lengths = np.diff(_offsets(values))
    shortest, longest = int(lengths.min(initial=99)), int(lengths.max(initial=0))
    if kind == "date":
        days = values.cast(pa.date32()).cast(pa.int32()).to_numpy()
        if days.min(initial=0) < _FIRST_DAY or days.max(initial=0) > _LAST_DAY:
            return None
        return Field(((">i4", days - _EPOCH_DAYS),))
    if kind == "time":
        if shortest < 8 or longest > 15:
            return None
        moments = pc.binary_join_element_wise(_SOME_DAY, values, _NOTHING).cast(pa.timestamp("us"))
        return Field(((">i8", moments.cast(pa.int64()).to_numpy()),))
    if shortest < 19 or longest > (26 if kind == "timestamp" else 32):
        return None
    try:
        moments = values.cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        if kind == "timestamp":
            raise
        moments = values.cast(pa.timestamp("us", "UTC"))
    micros = moments.cast(pa.int64()).to_numpy()
    day = 86_400_000_000
    if micros.min(initial=0) < _FIRST_DAY * day or micros.max(initial=0) >= (_LAST_DAY + 1) * day:
        return None
    return Field(((">i8", micros - _EPOCH),))


# Buffers -------------------------------------------------------------------------------------------------------------


def _valid(values: pa.Array) -> np.ndarray[Any, Any] | None:
    return values.is_valid().to_numpy(zero_copy_only=False) if values.null_count else None


def _offsets(values: pa.Array) -> np.ndarray[Any, Any]:
    return np.frombuffer(values.buffers()[1], np.int32, len(values) + 1, values.offset * 4)


def _bytes(values: pa.Array) -> np.ndarray[Any, Any]:
    """The bytes of all values, one after the other."""
    offsets, data = _offsets(values), values.buffers()[2]
    if data is None:
        return np.zeros(0, np.uint8)
    return np.frombuffer(data, np.uint8)[int(offsets[0]) : int(offsets[-1])]
