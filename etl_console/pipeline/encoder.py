"""The mapped columns of a file's records, checked and encoded for binary COPY, a batch of records at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa

from etl_console.pipeline import copy_binary, values
from etl_console.pipeline.copy_binary import Field
from etl_console.records import SOURCE_LINE, FileConfig, Policy, TargetColumn

_TEXT = ("text", "character varying", "character", "citext")
_FILE = "dwh_source_file"
_MISSES = 3
_TYPES = {
    pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN",
    pa.timestamp("us"): "TIMESTAMP", pa.date32(): "DATE",
}  # fmt: skip


class NotEncodable(Exception):
    """A column or value that is not sent in binary; as text it is."""


@dataclass(frozen=True, slots=True)
class Block:
    """Encoded records: their bytes, how many; ``faulty`` has the lines that broke a rule, ``held`` those of them that
    the policies keep out."""

    data: memoryview
    rows: int
    faulty: Sequence[int] = ()
    held: Sequence[int] = ()


@dataclass
class _Column:
    source: str
    source_type: str
    target_type: str
    form: values.Format
    plain: bool
    limit: int
    required: bool
    misses: int = 0

    @property
    def wanted(self) -> tuple[str, str]:
        """SQL for the value as typed text, and for whether there is none."""
        present = values.present(self.source, self.source_type == "VARCHAR", self.form)
        return values.typed(self.source, self.source_type, self.target_type, self.form), f"{present} IS NULL"


def source_types(schema: pa.Schema) -> dict[str, str]:
    """Column name -> DuckDB type of a Parquet or batch schema, without the line. Raises NotEncodable for another."""
    try:
        return {f.name: _TYPES[f.type] for f in schema if f.name != SOURCE_LINE}
    except KeyError as error:
        raise NotEncodable(f"a column of type {error}") from error


class Encoder:
    """Encodes the record batches of one file, or of some ``together``. ``columns`` are the target columns in the order of
    its rows.

    Raises NotEncodable, at the beginning or with a batch, for what has no binary form here.
    """

    def __init__(
        self, config: FileConfig, schema: pa.Schema, targets: Sequence[TargetColumn], batch_id: str, physical: str
    ) -> None:
        types = {t.name: t.data_type for t in targets}
        sources = source_types(schema)
        self._policies = config.policies
        self._mapped: dict[str, _Column] = {}
        self._duckdb: Any = None
        self._rows = copy_binary.Rows()
        for column in config.columns:
            if column.target_column is None or column.source_column not in sources:
                continue
            kind, target = sources[column.source_column], types.get(column.target_column, "")
            if not copy_binary.is_encodable(target):
                raise NotEncodable(f"{column.target_column} is of type {target}")
            form = values.Format.of(config.source_config, column.source_format, column.source_column)
            base, size = values.split(target)
            self._mapped[column.target_column] = _Column(
                column.source_column, kind, target, form,
                kind == "VARCHAR" and values.is_plain(base, form),
                size[0] if size and base in _TEXT else 1 if base == "character" else 0,
                column.target_column in config.required,
            )  # fmt: skip
        self._constants = self._ours(types, {"dwh_batch_id": batch_id, _FILE: physical, **_moment(types)})
        self._file_type = types.get(_FILE) if _FILE in self._constants else None
        line = types.get("dwh_source_line") if "dwh_source_line" not in self._mapped else None
        if line is not None and not copy_binary.is_encodable(line):
            raise NotEncodable(f"dwh_source_line is of type {line}")
        self._line_type = line
        names = sorted(self._mapped, key=lambda n: values.split(self._mapped[n].target_type)[0] in (*_TEXT, "json"))
        self.columns = (*self._constants, *(["dwh_source_line"] if line else []), *names)
        self._names = names
        key = [self._mapped.get(name) for name in config.duplicate_key]
        self._key = config.duplicate_key[0] if len(key) == 1 and key[0] is not None else None
        self._last_key: int | None = None
        self._rises: np.ndarray[Any, Any] | None = None
        self._keyed = bool(config.duplicate_key)
        self._ascends = self._key is not None

    def _ours(self, types: Mapping[str, str], given: Mapping[str, str]) -> dict[str, Field]:
        """What is the same in all rows."""
        found = {}
        for name, text in given.items():
            if name not in types or name in self._mapped:
                continue
            if not copy_binary.is_encodable(types[name]):
                raise NotEncodable(f"{name} is of type {types[name]}")
            one = copy_binary.constant(text, types[name])
            if one is None or not _has_room(types[name], text):
                raise NotEncodable(f"{name} does not hold {text}")
            found[name] = one
        return found

    def block(self, batch: pa.RecordBatch, held: np.ndarray[Any, Any] | None = None) -> Block:
        """Encode a batch. ``held`` are the lines to leave out, ascending; None: those that the policies keep out."""
        return self._block(batch, self._constants, held)

    def together(self, files: Mapping[str, pa.RecordBatch]) -> tuple[Block, tuple[bool, ...]]:
        """Encode all records of some files of one schema, one file after the other and each under its physical name;
        with it for each file whether no two of its records can have the same key."""
        counts = [batch.num_rows for batch in files.values()]
        constants = self._constants
        if self._file_type is not None:
            if not all(_has_room(self._file_type, name) for name in files):
                raise NotEncodable(f"{_FILE} does not hold a name")
            names = pa.array(list(files)).take(pa.array(np.repeat(np.arange(len(counts)), counts)))
            constants = {**constants, _FILE: self._certain(names, self._file_type)}
        block = self._block(pa.concat_batches(list(files.values())), constants, None)
        return block, tuple(
            not self._keyed or (self._rises is not None and bool(self._rises[end - count + 1 : end].all()))
            for end, count in zip(accumulate(counts), counts, strict=True)
        )

    def _block(self, batch: pa.RecordBatch, constants: Mapping[str, Field], held: np.ndarray[Any, Any] | None) -> Block:
        rows = batch.num_rows
        lines = batch.column(SOURCE_LINE)
        faulty = np.zeros(rows, bool)
        out = np.zeros(rows, bool)
        fields = list(constants.values())
        if self._line_type is not None:
            line = copy_binary.whole_numbers(lines.to_numpy(), self._line_type)
            fields.append(line or self._certain(lines.cast(pa.string()), self._line_type))
        found = {name: self._plain(batch, self._mapped[name]) for name in self._names}
        rest = [name for name, field in found.items() if field is None]
        if rest:
            self._through_duckdb(batch, rest, found, faulty, out)
        for name in self._names:
            field, column = found[name], self._mapped[name]
            assert field is not None
            fields.append(field)
            if column.required and field.valid is not None and name not in rest:
                self._broken(~field.valid, self._policies.null, faulty, out)
            if name == self._key:
                self._look_at_key(field)
        numbers = lines.to_numpy()
        if held is not None:
            out = np.isin(numbers, held)
        data, kept = self._rows.block(fields, rows, ~out if out.any() else None)
        if not faulty.any():
            return Block(data, kept)
        return Block(data, kept, numbers[faulty].tolist(), numbers[out].tolist())

    @staticmethod
    def _broken(rows: Any, policy: Policy, faulty: Any, out: Any) -> None:
        faulty |= rows
        if policy is not Policy.WARN:
            out |= rows

    @staticmethod
    def _certain(texts: pa.Array, target_type: str) -> Field:
        field = copy_binary.field(texts, target_type)
        if field is None:
            raise NotEncodable(f"a value of type {target_type}")
        return field

    def _plain(self, batch: pa.RecordBatch, column: _Column) -> Field | None:
        """The column read as it stands; None when some value has to be looked at more closely."""
        if not column.plain or column.misses > _MISSES:
            return None
        texts = copy_binary.nulls_for_empty(batch.column(column.source))
        field = copy_binary.field(texts, column.target_type)
        if field is None or (field.text is not None and not copy_binary.is_short(field.text, column.limit)):
            column.misses += 1
            return None
        return field

    def _through_duckdb(self, batch: pa.RecordBatch, names: Sequence[str], found: Any, faulty: Any, out: Any) -> None:
        """The columns by ``values.typed``, with what is no value told apart from what is not there."""
        if self._duckdb is None:
            from etl_console.pipeline.checks import memory

            self._duckdb = memory()
        columns = [self._mapped[n] for n in names]
        self._duckdb.register("block", pa.Table.from_batches([batch.select(sorted({c.source for c in columns}))]))
        wanted = ", ".join(
            f"{typed} AS v{i}, {none} AS n{i}" for i, (typed, none) in enumerate(c.wanted for c in columns)
        )
        table = self._duckdb.sql(f"SELECT {wanted} FROM block").to_arrow_table().combine_chunks()
        self._duckdb.unregister("block")
        for i, (name, column) in enumerate(zip(names, columns, strict=True)):
            texts = _one_array(table.column(f"v{i}")).cast(pa.string())
            empty = _one_array(table.column(f"n{i}")).to_numpy(zero_copy_only=False)
            if column.required:
                self._broken(empty, self._policies.null, faulty, out)
            missing = texts.is_null().to_numpy(zero_copy_only=False)
            self._broken(missing & ~empty, self._policies.bad_value, faulty, out)
            found[name] = self._certain(texts, column.target_type)

    @property
    def keys_differ(self) -> bool:
        """True when no two records so far can have the same key: there is none, or it is one whole number that was
        greater in each record than in the one before."""
        return not self._keyed or self._ascends

    def _look_at_key(self, field: Field) -> None:
        numbers = field.order
        if numbers is None or field.valid is not None:
            self._ascends = False
        elif self._ascends and len(numbers):
            rises = np.empty(len(numbers), bool)
            rises[0] = self._last_key is None or int(numbers[0]) > self._last_key
            rises[1:] = numbers[1:] > numbers[:-1]
            self._rises, self._ascends, self._last_key = rises, bool(rises.all()), int(numbers[-1])

    def close(self) -> None:
        """Give back what checks hold."""
        if self._duckdb is not None:
            self._duckdb.close()


def _moment(types: Mapping[str, str]) -> dict[str, str]:
    """The time of a load, as the type of its column has it."""
    moment = datetime.now(UTC).isoformat(sep=" ")
    naive = types.get("dwh_loaded_at") == "timestamp without time zone"
    return {"dwh_loaded_at": moment.removesuffix("+00:00") if naive else moment}


def _has_room(target_type: str, text: str) -> bool:
    base, size = values.split(target_type)
    return not (base in _TEXT and size and len(text) > size[0])


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)
