"""JSON: an array, an envelope, or one object a line; nested objects flattened, lists kept as JSON or exploded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import ijson
import pyarrow as pa

from etl_console.errors import SourceError
from etl_console.pipeline.readers.encoding import detect_encoding
from etl_console.pipeline.readers.source import OnRejects, understood, unique_names
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.typed_rows import TypedRows, as_text
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_PAGE = 1_000


class JsonSource:
    """A JSON file; ``_source_line`` is the record's place from 1, its line for one object a line."""

    def __init__(self, path: Path, config: SourceConfig) -> None:
        self._path = path
        self._config = config
        self.problems: list[Problem] = []
        self._rows = TypedRows()
        self._rejects: list[RejectedRecord] = []
        encoding = config.encoding or detect_encoding(path)[0]
        self._encoding = "utf-8-sig" if encoding == "utf-8" else encoding
        self.understood: dict[str, Any] = {"encoding": understood(encoding, "given" if config.encoding else "found")}
        for line, record in self._records():
            for row in self._exploded(record):
                self._rows.add(line, row)
        self.columns = tuple(self._rows.columns) or self._first_chunk_columns()
        if SOURCE_LINE in self.columns:
            raise SourceError(f"{path.name} has a key {SOURCE_LINE}.", "Rename it.", code="source_column_reserved")

    def _first_chunk_columns(self) -> tuple[str, ...]:
        for _ in self._rows.batches():
            break
        return unique_names(tuple(self._rows.columns))

    def _records(self) -> Iterator[tuple[int, Any]]:
        if self._config.record_path:
            self.understood["form"] = understood("envelope", "a record path is given")
            return self._array(self._config.record_path + ".item")
        with self._path.open(encoding=self._encoding, errors="replace") as text:
            head = text.read(1 << 16).lstrip()
        if head.startswith("["):
            self.understood["form"] = understood("array", "the file begins with [")
            return self._array("item")
        if head.startswith("{"):
            first = head.split("\n", 1)[0].strip()
            if _is_object(first) or ("\n" not in head and len(head) >= 1 << 16):
                self.understood["form"] = understood("NDJSON", "the first line is a whole object")
                return self._lines()
            return self._envelope()
        raise SourceError(
            f"{self._path.name} is not JSON: it begins with {head[:20]!r}.",
            "If it is delimited text, set its source type to csv.", code="source_not_json", value=head[:20],
        )  # fmt: skip

    def _envelope(self) -> Iterator[tuple[int, Any]]:
        """An object over several lines: its only list of objects holds the records, else it is one record."""
        with self._path.open(encoding=self._encoding) as text:
            try:
                whole = json.load(text, parse_float=Decimal)
            except ValueError as error:
                raise self._broken(error) from error
        lists = [k for k, v in whole.items() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
        if len(lists) == 1:
            self.understood["form"] = understood("envelope", f"“{lists[0]}” is its only list of objects")
            return iter(enumerate(whole[lists[0]], 1))
        self.understood["form"] = understood("object", "the file is one object")
        return iter([(1, whole)])

    def _array(self, prefix: str) -> Iterator[tuple[int, Any]]:
        try:
            if self._encoding in ("utf-8-sig", "utf-8"):
                with self._path.open("rb") as stream:
                    if stream.read(3) != b"\xef\xbb\xbf":
                        stream.seek(0)
                    yield from enumerate(ijson.items(stream, prefix), 1)
            else:
                with self._path.open(encoding=self._encoding) as text:
                    found: Any = json.load(text, parse_float=Decimal)
                for key in prefix.split(".")[:-1]:
                    found = found[key]
                yield from enumerate(found, 1)
        except (ijson.JSONError, ValueError, KeyError, UnicodeError) as error:
            raise self._broken(error) from error

    def _lines(self) -> Iterator[tuple[int, Any]]:
        with self._path.open(encoding=self._encoding, errors="replace") as text:
            for number, line in enumerate(text, 1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line, parse_float=Decimal)
                    if not isinstance(record, dict):
                        raise ValueError("it is not an object")
                except (ValueError, RecursionError) as error:
                    self._rejects.append(
                        RejectedRecord(
                            number, Rule.MALFORMED_RECORD, f"Line {number} is not a JSON object: {error}.",
                            raw=line.rstrip("\n"),
                        )
                    )  # fmt: skip
                    continue
                yield number, record

    def _broken(self, error: Exception) -> SourceError:
        return SourceError(
            f"{self._path.name} is not whole JSON: {error}.", "Have the file delivered again.", code="source_not_json"
        )

    def _exploded(self, record: Any) -> Iterator[dict[str, Any]]:
        name = self._config.explode
        if not isinstance(record, Mapping):
            yield {"value": _scalar(record)}
            return
        flat: dict[str, Any] = {}
        _flatten("", {k: v for k, v in record.items() if k != name}, flat)
        children = record.get(name) if name else None
        if not name or not isinstance(children, list) or not children:
            yield flat
            return
        for child in children:
            row = dict(flat)
            _flatten(name, child, row)
            yield row

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records; lines that are no JSON object are rejected."""
        for start in range(0, len(self._rejects), _PAGE):
            on_rejects(self._rejects[start : start + _PAGE])
        yield from self._rows.batches()

    def share(self) -> float | None:
        """Read in one piece: unknown."""
        return None

    def close(self) -> None:
        """Remove the spool."""
        self._rows.close()


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _flatten(prefix: str, value: Any, into: dict[str, Any]) -> None:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            _flatten(f"{prefix}_{key}" if prefix else str(key), inner, into)
    else:
        into[prefix or "value"] = _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, list | Mapping):
        return as_text(value)
    return value
