"""Records whose values have types of their own (sheets, JSON) as record batches: one type a column, found in full.

Chunks are spooled with the types they show; when all have been seen each column gets the one type that holds them
all, else text. So memory stays bounded and no value is bent. Where the types are settled before that, chunks are given
out as they come, as long as they hold.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl_console.errors import SourceError
from etl_console.pipeline.readers.source import KindsChanged
from etl_console.records import SOURCE_LINE

_ROWS = 5_000
_CELLS = 2_000_000
MOST_COLUMNS = 20_000
"""More are refused: a PostgreSQL table holds 1,600."""
_BIG = 2**63


class TypedRows:
    """Collects rows as mappings of column to value; None is no value."""

    def __init__(self) -> None:
        self.columns: dict[str, pa.DataType | None] = {}
        self._rows: list[Mapping[str, Any]] = []
        self._lines: list[int] = []
        self._spool: IO[bytes] | None = None
        self._chunks: list[tuple[int, int]] = []
        self._room = 100
        self._count = 0
        self._large: set[str] = set()
        self._shown: dict[str, pa.DataType] = {}
        self._settled: pa.Schema | None = None
        self._ready: list[pa.RecordBatch] = []

    def __len__(self) -> int:
        return self._count

    def add(self, line: int, row: Mapping[str, Any]) -> None:
        """One record and the line it came from."""
        self._rows.append(row)
        self._lines.append(line)
        self._count += 1
        if len(self._rows) >= self._room:
            self._flush()

    def add_columns(self, lines: Sequence[int], columns: Mapping[str, list[Any]]) -> None:
        """Records given column by column, and the line each came from; at most some thousands at a time."""
        self._flush()
        self.add_arrays(pa.array(lines, pa.int64()), {name: to_array(values) for name, values in columns.items()})

    def add_arrays(self, lines: pa.Array, arrays: Mapping[str, pa.Array]) -> None:
        """Records as arrays of the types that ``to_array`` gives, and the line each came from."""
        self._flush()
        for name, array in arrays.items():
            self._learn(name, array)
        self._keep(pa.RecordBatch.from_arrays([*arrays.values(), lines], names=[*arrays, SOURCE_LINE]))
        self._count += len(lines)

    def kinds(self) -> dict[str, pa.DataType | None]:
        """The type that each column is likely to have in what comes next, None where no value is known yet: in a column
        of many types the one it had last."""
        self._flush()
        return {name: self._shown.get(name, kind) for name, kind in self.columns.items()}

    def add_batch(self, first_line: int, batch: pa.RecordBatch) -> None:
        """Records of consecutive lines, their columns of the types that ``add`` would have found."""
        self._flush()
        for name, array in zip(batch.schema.names, batch.columns, strict=True):
            self._see(name, array)
        self._keep(
            batch.append_column(
                SOURCE_LINE, pa.array(np.arange(first_line, first_line + batch.num_rows, dtype=np.int64))
            )
        )
        self._count += batch.num_rows

    def _see(self, name: str, array: pa.Array) -> None:
        self._learn(name, array)
        if not pa.types.is_null(array.type):
            last = self._shown.get(name)
            self._shown[name] = pa.float64() if {last, array.type} == {pa.int64(), pa.float64()} else array.type

    def _learn(self, name: str, array: pa.Array) -> None:
        """What a chunk says of its column; whole numbers that a float cannot hold make a mixed column text."""
        self.columns[name] = _common(self.columns.get(name), array)
        if pa.types.is_int64(array.type) and name not in self._large:
            least, most = pc.min_max(array).as_py().values()
            if least is not None and (least < -(2**53) or most > 2**53):
                self._large.add(name)
        if name in self._large and self.columns[name] == pa.float64():
            self.columns[name] = pa.string()

    def learn(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take the types of known columns from records that are added later."""
        for name in self.columns:
            self._learn(name, to_array([row.get(name) for row in rows]))

    def settle(self) -> None:
        """What is added from here on is given out by ``ready``; adding raises KindsChanged once a column or a type is
        not as now."""
        self._flush()
        self._settled = self._schema()

    def finish(self) -> None:
        """All rows have been added: columns and their types are known."""
        self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        if any(not _is_sayable(n) for row in self._rows for n in row if n not in self.columns):
            self._rows = [{_sayable(n): v for n, v in row.items()} for row in self._rows]
        for row in self._rows:
            for name in row:
                self.columns.setdefault(name, None)
        if len(self.columns) > MOST_COLUMNS:
            raise SourceError(
                f"The file has more than {MOST_COLUMNS:,} different columns, such as “{next(reversed(self.columns))}”.",
                "Its keys look like values: have it delivered as a list of records.", code="too_many_columns",
            )  # fmt: skip
        self._room = max(50, min(_ROWS, _CELLS // max(1, len(self.columns))))
        arrays = {name: to_array([row.get(name) for row in self._rows]) for name in self.columns}
        for name, array in arrays.items():
            self._see(name, array)
        batch = pa.RecordBatch.from_arrays(
            [*arrays.values(), pa.array(self._lines, pa.int64())], names=[*arrays, SOURCE_LINE]
        )
        self._keep(batch)
        self._rows, self._lines = [], []

    def _keep(self, batch: pa.RecordBatch) -> None:
        if self._settled is not None:
            if self._settled != self._schema():
                raise KindsChanged
            self._ready.append(batch)
            return
        if self._spool is None:
            self._spool = tempfile.TemporaryFile(prefix="etl-")  # noqa: SIM115
        start = self._spool.seek(0, 2)
        with pa.ipc.new_stream(self._spool, batch.schema) as writer:
            writer.write_batch(batch)
        self._chunks.append((start, self._spool.tell()))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All records up to when the types were settled, every batch with the same schema."""
        self._flush()
        schema = self._schema()
        for start, end in self._chunks:
            assert self._spool is not None
            self._spool.seek(start)
            yield _fitted(pa.ipc.open_stream(pa.py_buffer(self._spool.read(end - start))).read_next_batch(), schema)

    def ready(self) -> Iterator[pa.RecordBatch]:
        """The records added since the types were settled and not given out yet, with the same schema."""
        assert self._settled is not None
        for batch in self._ready:
            yield _fitted(batch, self._settled)
        self._ready = []

    def _schema(self) -> pa.Schema:
        fields = [pa.field(n, t or pa.string()) for n, t in self.columns.items()]
        return pa.schema([*fields, pa.field(SOURCE_LINE, pa.int64())])

    def close(self) -> None:
        """Remove the spool."""
        if self._spool is not None:
            self._spool.close()


_PLAIN = {
    str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(), dt.datetime: pa.timestamp("us"),
    dt.date: pa.date32(),
}  # fmt: skip


def _kind(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -_BIG <= value < _BIG else "text"
    if isinstance(value, float):
        return "float" if math.isfinite(value) else "text"
    if isinstance(value, dt.datetime):
        return "timestamp"
    if isinstance(value, dt.date):
        return "date"
    return "text"


_TYPES = {
    "bool": pa.bool_(), "int": pa.int64(), "float": pa.float64(), "timestamp": pa.timestamp("us"), "date": pa.date32(),
    "text": pa.string(),
}  # fmt: skip


def _plain_array(values: list[Any]) -> pa.Array | None:
    """The array of values that are all of one Python type, without a look at each; None where that does not do."""
    types = set(map(type, values)) - {type(None)}
    kind = _PLAIN.get(types.pop()) if len(types) == 1 else None
    if kind is None:
        return None
    try:
        array = pa.array(values, kind)
    except (OverflowError, UnicodeEncodeError, pa.ArrowException):
        return None
    if pa.types.is_floating(kind) and not pc.all(pc.is_finite(array), min_count=0).as_py():
        return None
    return array


def to_array(values: list[Any]) -> pa.Array:
    """The array of some of a column's values: of the type they all have, else text."""
    plain = _plain_array(values)
    if plain is not None:
        return plain
    kinds = {_kind(v) for v in values} - {"none"}
    if not kinds:
        return pa.nulls(len(values))
    if kinds == {"int", "float"} and all(abs(v) <= 2**53 for v in values if isinstance(v, int)):
        kinds = {"float"}
    if kinds == {"date", "timestamp"}:
        values = [
            dt.datetime.combine(v, dt.time()) if v is not None and not isinstance(v, dt.datetime) else v for v in values
        ]
        kinds = {"timestamp"}
    if len(kinds) == 1 and "text" not in kinds:
        return pa.array(values, _TYPES[next(iter(kinds))])
    texts = [None if v is None else as_text(v) for v in values]
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array([None if t is None else _sayable(t) for t in texts], pa.string())


def as_text(value: Any) -> str:
    """A value as an operator would write it: ``1`` for 1.0, ISO dates, JSON for lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


def _is_sayable(name: str) -> bool:
    """False for half of a surrogate pair, which JSON can write and no encoding has."""
    return name.isascii() or name.encode("utf-8", "ignore").decode() == name


def _sayable(name: str) -> str:
    """The text with such halves as the file wrote them (``\\ud800``)."""
    return name.encode("utf-8", "backslashreplace").decode()


def _common(known: pa.DataType | None, array: pa.Array) -> pa.DataType | None:
    """The type that holds what was known and this chunk: int and float meet in float, anything else in text."""
    found = array.type
    if pa.types.is_null(found):
        return known
    if known is None or known == found:
        return found
    if {known, found} == {pa.int64(), pa.float64()}:
        return pa.float64()
    if {known, found} == {pa.date32(), pa.timestamp("us")}:
        return pa.timestamp("us")
    return pa.string()


def _fitted(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    if batch.schema == schema:
        return batch
    arrays = []
    for field in schema:
        place = batch.schema.get_field_index(field.name)
        arrays.append(pa.nulls(batch.num_rows, field.type) if place < 0 else _cast(batch.column(place), field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _cast(array: pa.Array, kind: pa.DataType) -> pa.Array:
    if array.type == kind:
        return array
    if pa.types.is_string(kind) and not pa.types.is_null(array.type):
        return pa.array([None if v is None else as_text(v) for v in array.to_pylist()], pa.string())
    return array.cast(kind)
