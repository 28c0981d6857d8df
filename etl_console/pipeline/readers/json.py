"""JSON: an array, an envelope, keyed objects, or one object a line; nested objects flattened, lists kept as JSON text
or exploded. The form is found from the beginning of the file; then it streams."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import ijson
import pyarrow as pa

from etl_console.errors import SourceError
from etl_console.pipeline.readers.container import Unpacked
from etl_console.pipeline.readers.encoding import decoded, detect_encoding
from etl_console.pipeline.readers.json_blocks import blocks_ahead
from etl_console.pipeline.readers.json_guard import BLOCK, Guarded, UnfitJson
from etl_console.pipeline.readers.source import OnRejects, understood
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.typed_rows import TypedRows, as_text
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_PAGE = 1_000
_LOOKED_AT = 4 << 20
_EVENTS = 400_000
_DEEPEST = 24
_LOCATED = 64 << 20
"""Broken files up to so many bytes are read once more, to say in which line."""


class JsonSource:
    """A JSON file; ``_source_line`` is the record's place from 1, its line for one object a line. Raises SourceError
    for text that is no JSON or breaks off."""

    def __init__(self, unpacked: Unpacked, config: SourceConfig, name: str, limit: int | None = None) -> None:
        self._unpacked, self._config, self._name = unpacked, config, name
        self._spool: IO[bytes] | None = None
        self.problems: list[Problem] = []
        self._rows = TypedRows()
        self._rejects: list[RejectedRecord] = []
        self._names: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()
        self.understood: dict[str, Any] = {}
        self.columns: tuple[str, ...] = ()
        self.elsewhere: Sequence[Sequence[str]] = ()
        self.alike = ""
        self._limit = limit
        self._looked_at = 0
        self._header: list[str] | None = None

    def understand(self) -> None:
        """Read all of it: types and columns are those of the whole file."""
        given = self._config.encoding
        encoding, reason = (given, "given") if given else detect_encoding(self._unpacked.path)
        self.understood["encoding"] = understood(encoding, reason)
        self._is_utf8 = not given and encoding in ("utf-8", "utf-8-sig")
        self._text = self._as_utf8(encoding)
        for line, record in islice(self._records(), self._limit):
            if self._limit:
                self._looked_at += len(json.dumps(record, default=str)) + 2
            try:
                rows = list(self._exploded(record))
            except RecursionError:
                self._reject(line, f"Record {line} is nested too deeply to be written as text.", "")
                continue
            for row in rows:
                self._rows.add(line, row)
        self._rows.finish()
        self.columns = tuple(self._rows.columns)
        if SOURCE_LINE in self.columns:
            raise SourceError(f"{self._name} has a key {SOURCE_LINE}.", "Rename it.", code="source_column_reserved")

    def _as_utf8(self, encoding: str) -> Path:
        """The path of the text in UTF-8."""
        if encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig"):
            return self._unpacked.path
        self._spool = tempfile.NamedTemporaryFile(prefix="etl-", suffix=".utf8")  # noqa: SIM115
        try:
            for block in decoded(self._unpacked.path, encoding):
                self._spool.write(block.encode("utf-8", "replace"))
        except (LookupError, UnicodeError) as error:
            raise SourceError(
                f"{self._name} cannot be read as {encoding}: {error}.", "Correct the encoding in its settings.",
                code="source_encoding", file=self._name,
            ) from error  # fmt: skip
        self._spool.flush()
        return Path(self._spool.name)

    # Which form it has --------------------------------------------------------------------------------------------

    def _records(self) -> Iterator[tuple[int, Any]]:
        with self._open() as stream:
            head = stream.read(_LOOKED_AT)
        text = head.lstrip()
        if not text:
            self.problems.append(
                Problem("source_empty", f"{self._name} has no content.", "Have the file delivered again.", {})
            )
            return iter(())
        if text[:1] not in (b"[", b"{"):
            shown = text[:20].decode("utf-8", "replace")
            raise SourceError(
                f"{self._name} is not JSON: it begins with {shown!r}.",
                "If it is delimited text, set its source type to csv.", code="source_not_json", value=shown,
            )  # fmt: skip
        if self._config.record_path:
            return self._by_path(self._config.record_path, head)
        if text.startswith(b"["):
            self.understood["form"] = understood("array", "the file begins with [")
            return self._array("item")
        first = text.split(b"\n", 1)[0].strip()
        if _is_object(first.rstrip(b",")) or (b"\n" not in text and len(head) >= _LOOKED_AT):
            more = text[len(first) :].strip()
            if more or not (_lists(first) or _keyed(first)):
                self.understood["form"] = understood("NDJSON", "the first line is a whole object")
                return self._lines()
        return self._object(head)

    def _by_path(self, path: str, head: bytes) -> Iterator[tuple[int, Any]]:
        """Records at a path of keys; lists on the way are gone into by themselves."""
        wanted = [p for p in path.split(".") if p != "item"]
        for prefix in _lists(head):
            if [p for p in prefix.split(".") if p != "item"] == wanted:
                self.understood["form"] = understood("envelope", "a record path is given")
                return self._array(prefix)
        self.understood["form"] = understood("envelope", "a record path is given; it is not near the beginning")
        return self._array(path + ".item")

    def _object(self, head: bytes) -> Iterator[tuple[int, Any]]:
        """An object over several lines: an envelope around a list, several objects, keyed objects, or one record."""
        if _count_top(head) > 1:
            self.understood["form"] = understood("objects", "one object after the other, over several lines")
            return self._array("", several=True)
        lists = {p: n for p, n in _lists(head).items() if p.split(".").count("item") == 1}
        if lists:
            prefix = max(lists, key=lambda p: lists[p])
            path = prefix.removesuffix(".item")
            others = [p.removesuffix(".item") for p in lists if p != prefix]
            reason = "its only list of objects" if not others else f"its longest list of objects, {lists[prefix]} seen"
            self.understood["form"] = understood("envelope", f"“{path}” is {reason}")
            self.understood["record_path"] = understood(path, reason)
            if others:
                self.problems.append(
                    Problem(
                        "other_lists", f"{self._name} has other lists that are not read: {', '.join(others[:8])}.",
                        "If another is meant, set record_path.", {"lists": others},
                    )
                )  # fmt: skip
            return self._array(prefix)
        if _keyed(head):
            self.understood["form"] = understood("keyed objects", "each key of the file holds an object alike")
            return self._keyed()
        self.understood["form"] = understood("object", "the file is one object")
        return self._array("")

    # Its records --------------------------------------------------------------------------------------------------

    def _open(self) -> IO[bytes]:
        stream = self._text.open("rb")
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        return stream

    def _array(self, prefix: str, *, several: bool = False) -> Iterator[tuple[int, Any]]:
        number = 0
        try:
            with self._open() as stream:
                found = ijson.items(Guarded(stream), prefix, multiple_values=several, buf_size=BLOCK)
                for number, record in enumerate(found, 1):
                    yield number, record
        except (ijson.JSONError, ValueError, UnicodeError, RecursionError) as error:
            raise self._broken(error, number) from error

    def _keyed(self) -> Iterator[tuple[int, Any]]:
        number = 0
        try:
            with self._open() as stream:
                for number, (key, value) in enumerate(ijson.kvitems(Guarded(stream), "", buf_size=BLOCK), 1):
                    yield number, {"key": key, **value} if isinstance(value, dict) else {"key": key, "value": value}
        except (ijson.JSONError, ValueError, UnicodeError, RecursionError) as error:
            raise self._broken(error, number) from error

    def _lines(self) -> Iterator[tuple[int, Any]]:
        """Records one by one; blocks of plain ones go to the rows at once."""
        number = 0
        try:
            with self._open() as stream:
                for block, plain in blocks_ahead(stream, self._plain_kinds):
                    if plain is not None:
                        self._rows.add_batch(number + 1, plain)
                        number += plain.num_rows
                        continue
                    for line in block.decode("utf-8", "replace").removesuffix("\n").split("\n"):
                        number += 1
                        if (record := self._line(number, line)) is not None:
                            yield number, record
        except UnfitJson as error:
            raise self._broken(error, number) from error

    def _plain_kinds(self) -> dict[str, pa.DataType | None]:
        """The kinds of the columns so far, where a record can be read as columns: flat, named as its keys, not asked
        for in part."""
        if self._limit or self._config.explode or not self._is_utf8:
            return {}
        if any(path != (name,) for path, name in self._names.items()):
            return {}
        return self._rows.kinds()

    def _line(self, number: int, line: str) -> dict[str, Any] | None:
        if not line.strip():
            return None
        try:
            record = json.loads(line.rstrip().removesuffix(","), parse_float=Decimal)
            if not isinstance(record, dict):
                raise ValueError("it is not an object")
        except (ValueError, RecursionError) as error:
            self._reject(number, f"Line {number} is not a JSON object: {error}.", line.rstrip("\r\n"))
            return None
        return record

    def _reject(self, line: int, message: str, raw: str) -> None:
        self._rejects.append(RejectedRecord(line, Rule.MALFORMED_RECORD, message, raw=raw[:100_000]))

    def _broken(self, error: Exception, whole: int) -> SourceError:
        if isinstance(error, UnfitJson):
            return SourceError(
                f"{self._name} cannot be read: {error}.", "Have it delivered as a flat list of records.",
                code="json_unfit",
            )  # fmt: skip
        said, line = " ".join(str(error).split())[:200], None
        if self._text.stat().st_size <= _LOCATED:
            with self._open() as stream:
                try:
                    json.loads(stream.read(), parse_constant=_no_constant)
                except json.JSONDecodeError as found:
                    said, line = f"{found.msg} in line {found.lineno}, column {found.colno}", found.lineno
                except (ValueError, RecursionError) as found:
                    said = str(found)
        return SourceError(
            f"{self._name} is not whole JSON: {said}; {whole} records before that are whole.",
            "Have the file delivered again, or correct it there and restart.", code="source_not_json", line=line,
        )  # fmt: skip

    def _exploded(self, record: Any) -> Iterator[dict[str, Any]]:
        name = self._config.explode
        if isinstance(record, list) and self.understood["form"]["value"] == "array":
            yield from self._from_row(record)
            return
        if not isinstance(record, Mapping):
            yield {"value": _scalar(record)}
            return
        flat: dict[str, Any] = {}
        self._flatten((), {k: v for k, v in record.items() if k != name}, flat)
        children = record.get(name) if name else None
        if not name or not isinstance(children, list) or not children:
            yield flat
            return
        for child in children:
            row = dict(flat)
            self._flatten((name,), child, row)
            yield row

    def _from_row(self, cells: list[Any]) -> Iterator[dict[str, Any]]:
        """A list in the array is a row of cells; the first one names the columns where it holds nothing but text."""
        if self._header is None:
            is_header = bool(cells) and all(isinstance(c, str) and c for c in cells) and len(set(cells)) == len(cells)
            self._header = [str(c) for c in cells] if is_header else []
            reason = "the first list holds nothing but text" if is_header else "the first list does not hold names"
            self.understood["header"] = understood(int(is_header), reason)
            if is_header:
                return
        names = [*self._header, *(f"column_{i}" for i in range(len(self._header) + 1, len(cells) + 1))]
        yield {self._column((name,)): _scalar(cell) for name, cell in zip(names, cells, strict=False)}

    def _flatten(self, path: tuple[str, ...], value: Any, into: dict[str, Any]) -> None:
        if isinstance(value, Mapping) and value and len(path) < _DEEPEST:
            plain = _extended(value)
            if plain is not value:
                into[self._column(path)] = plain
                return
            for key, inner in value.items():
                self._flatten((*path, str(key)), inner, into)
        else:
            into[self._column(path)] = _scalar(value)

    def _column(self, path: tuple[str, ...]) -> str:
        """The column of a path: its keys joined by ``_``; another path that would have the same name gets a number."""
        known = self._names.get(path)
        if known is None:
            base = "_".join(path).strip() or "value"
            known, number = base, 1
            while known in self._taken:
                number += 1
                known = f"{base}_{number}"
            self._taken.add(known)
            self._names[path] = known
        return known

    def batches(self, on_rejects: OnRejects) -> Iterator[pa.RecordBatch]:
        """The records; lines that are no JSON object are rejected."""
        for start in range(0, len(self._rejects), _PAGE):
            on_rejects(self._rejects[start : start + _PAGE])
        yield from self._rows.batches()

    def share(self) -> float | None:
        """Unknown, as it is read in one piece; where only some records were wanted, about how much they are."""
        size = self._text.stat().st_size
        return min(1.0, self._looked_at / size) if self._limit and size and len(self._rows) >= self._limit else None

    def close(self) -> None:
        """Remove the spools."""
        self._unpacked.close()
        self._rows.close()
        if self._spool is not None:
            self._spool.close()


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _events(head: bytes) -> Iterator[tuple[str, str]]:
    """(prefix, event) of the beginning of a file; ends quietly where the beginning does."""
    try:
        for number, (prefix, event, _) in enumerate(ijson.parse(Guarded(io.BytesIO(head)), multiple_values=True)):
            if number > _EVENTS:
                return
            yield prefix, event
    except (ijson.JSONError, ValueError, UnicodeError):
        return


def _lists(head: bytes) -> Counter[str]:
    """Prefix of each list's elements -> how many of them are objects, of the lists seen."""
    return Counter(p for p, event in _events(head) if event == "start_map" and p.endswith("item"))


def _count_top(head: bytes) -> int:
    return sum(p == "" and event == "start_map" for p, event in _events(head))


def _keyed(head: bytes) -> bool:
    """True when the file's keys hold objects, at least three and with keys in common."""
    keys: dict[str, set[str]] = {}
    values = 0
    for prefix, event in _events(head):
        if prefix and "." not in prefix and event not in ("end_map", "map_key", "end_array"):
            values += 1
            if event == "start_map":
                keys[prefix] = set()
        elif prefix.count(".") == 1 and event not in ("end_map", "map_key", "end_array"):
            parent, key = prefix.split(".")
            if parent in keys:
                keys[parent].add(key)
    filled = [k for k in keys.values() if k]
    return len(filled) >= 3 and len(filled) == values and bool(set.intersection(*filled))


def _extended(value: Mapping[str, Any]) -> Any:
    """What MongoDB's extended JSON stands for (https://www.mongodb.com/docs/manual/reference/mongodb-extended-json);
    the value itself when it is not such."""
    if len(value) != 1:
        return value
    key, inner = next(iter(value.items()))
    if key == "$date" and isinstance(inner, Mapping):
        inner = _extended(inner)
    if key == "$date" and isinstance(inner, int):
        return _instant(inner)
    if key in ("$numberLong", "$numberInt") and str(inner).lstrip("-").isdigit():
        return int(inner)
    if key in ("$oid", "$date", "$numberDecimal", "$numberDouble", "$uuid", "$symbol") and not isinstance(
        inner, Mapping
    ):
        return _scalar(inner)
    return value


def _instant(milliseconds: int) -> Any:
    try:
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return milliseconds
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _scalar(value: Any) -> Any:
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, list | Mapping):
        return as_text(value)
    return value
