"""JSON: an array, an envelope, keyed objects, or one object a line; nested objects flattened, lists kept as JSON text
or exploded. The form is found from the beginning of the file; then it streams."""

from __future__ import annotations

import codecs
import json
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import ijson
import pyarrow as pa

from etl_console.errors import SourceError
from etl_console.pipeline.readers.container import Unpacked
from etl_console.pipeline.readers.encoding import decoded, detect_encoding
from etl_console.pipeline.readers.json_blocks import blocks_ahead, flat_block
from etl_console.pipeline.readers.json_form import count_top, has_lines, is_keyed, lists_in
from etl_console.pipeline.readers.json_guard import BLOCK, Guarded, UnfitJson
from etl_console.pipeline.readers.json_values import extended, scalar
from etl_console.pipeline.readers.source import KindsChanged, OnRejects, understood
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.typed_rows import TypedRows
from etl_console.records import SOURCE_LINE, Problem, RejectedRecord, Rule

_PAGE = 1_000
_LOOKED_AT = 4 << 20
_PLACES, _PLACE = 8, 64 << 10
"""Places further on whose types are looked at, and the bytes of each."""
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
        self.understood: dict[str, Any] = {}
        self.columns: tuple[str, ...] = ()
        self.elsewhere: Sequence[Sequence[str]] = ()
        self.alike = ""
        self._limit = limit
        self._looked_at = 0
        self._is_given = False
        self._begin()

    def _begin(self) -> None:
        """Nothing of it has been read."""
        self._rows = TypedRows()
        self._rejects: list[RejectedRecord] = []
        self._names: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()
        self._header: list[str] | None = None
        self._at = 0
        self._coming: Generator[tuple[int, Any]] | None = None

    def understand(self) -> None:
        """Read all of it, so that types and columns are those of the whole file; of one object a line, the beginning
        and some places further on: the rest is read when it is asked for."""
        self._is_checked = True
        if self._seems_utf8():
            self._is_checked = False
            self._decode("utf-8", "the whole file is valid UTF-8")
        else:
            self._detect()
        try:
            self._read(None if self._limit else _LOOKED_AT)
        except KindsChanged:
            self._read_whole()

    def _seems_utf8(self) -> bool:
        """True for a long file of one object a line that begins as UTF-8: whether all of it is shows as it is read."""
        path = self._unpacked.path
        if self._config.encoding or self._config.record_path or path.stat().st_size < _LOOKED_AT:
            return False
        with path.open("rb") as stream:
            head = stream.read(_LOOKED_AT)
        if not has_lines(head, is_whole=len(head) < _LOOKED_AT):
            return False
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            return False
        return True

    def _detect(self) -> None:
        given = self._config.encoding
        self._decode(*((given, "given") if given else detect_encoding(self._unpacked.path)))

    def _decode(self, encoding: str, reason: str) -> None:
        self.understood["encoding"] = understood(encoding, reason)
        self._is_utf8 = not self._config.encoding and encoding in ("utf-8", "utf-8-sig")
        self._text = self._as_utf8(encoding)

    def _read_whole(self) -> None:
        """Begin anew, and read all of it before anything is given."""
        self._leave()
        self._begin()
        if not self._is_checked:
            self._is_checked = True
            self._detect()
        self._read(None)

    def _read(self, enough: int | None) -> None:
        """Read up to the end; up to so many bytes, where the rest can be read with what is known then."""
        self._coming = coming = self._records()
        for number, (line, record) in enumerate(islice(coming, self._limit)):
            if number % _PAGE == 0:
                self._unpacked.check()
            if self._limit:
                self._looked_at += len(json.dumps(record, default=str)) + 2
            self._take(line, record)
            if enough is not None and self._at >= enough:
                if self._settled():
                    break
                enough = None
        else:
            coming.close()
            self._coming = None
        self._rows.finish()
        self.columns = tuple(self._rows.columns)
        if SOURCE_LINE in self.columns:
            raise SourceError(f"{self._name} has a key {SOURCE_LINE}.", "Rename it.", code="source_column_reserved")

    def _take(self, line: int, record: Any) -> None:
        if isinstance(record, pa.RecordBatch):
            self._rows.add_batch(line, record)
            return
        try:
            rows = list(self._exploded(record))
        except RecursionError:
            self._reject(line, f"Record {line} is nested too deeply to be written as text.", "")
            return
        for row in rows:
            self._rows.add(line, row)

    def _settled(self) -> bool:
        """Look at some places further on, then take the types as known; False where a key is new there: its place
        among the columns is not."""
        kinds, known, taken = self._plain_kinds(), dict(self._names), set(self._taken)
        last = self._text.stat().st_size - _PLACE
        with self._open() as stream:
            for number in range(_PLACES):
                stream.seek(max(self._at, last - (last - self._at) * number // _PLACES))
                block = stream.read(_PLACE)
                block = block[block.find(b"\n") + 1 : block.rfind(b"\n") + 1]
                if not block or (kinds and flat_block(memoryview(block), kinds) is not None):
                    continue
                self._rows.learn(list(self._found_in(block)))
                if len(self._names) > len(known):
                    self._names, self._taken = known, taken
                    return False
        self._rows.settle()
        return True

    def _found_in(self, block: bytes) -> Iterator[dict[str, Any]]:
        """The rows of the lines of a block that are whole; the others are for who reads them in their turn."""
        for line in _lines_of(block):
            try:
                yield from list(self._exploded(_record(line)))
            except (ValueError, RecursionError):
                continue

    def _as_utf8(self, encoding: str) -> Path:
        """The path of the text in UTF-8."""
        if encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig"):
            return self._unpacked.path
        self._spool = tempfile.NamedTemporaryFile(prefix="etl-", suffix=".utf8")  # noqa: SIM115
        try:
            for block in decoded(self._unpacked.path, encoding):
                self._unpacked.check()
                self._spool.write(block.encode("utf-8", "replace"))
        except (LookupError, UnicodeError) as error:
            raise SourceError(
                f"{self._name} cannot be read as {encoding}: {error}.", "Correct the encoding in its settings.",
                code="source_encoding", file=self._name,
            ) from error  # fmt: skip
        self._spool.flush()
        return Path(self._spool.name)

    # Which form it has --------------------------------------------------------------------------------------------

    def _records(self) -> Generator[tuple[int, Any]]:
        with self._open() as stream:
            head = stream.read(_LOOKED_AT)
        text = head.lstrip()
        if not text:
            self.problems.append(
                Problem("source_empty", f"{self._name} has no content.", "Have the file delivered again.", {})
            )
            return (none for none in list[tuple[int, Any]]())
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
        if has_lines(head, is_whole=len(head) < _LOOKED_AT):
            self.understood["form"] = understood("NDJSON", "the first line is a whole object")
            return self._lines()
        return self._object(head)

    def _by_path(self, path: str, head: bytes) -> Generator[tuple[int, Any]]:
        """Records at a path of keys; lists on the way are gone into by themselves."""
        wanted = [p for p in path.split(".") if p != "item"]
        for prefix in lists_in(head):
            if [p for p in prefix.split(".") if p != "item"] == wanted:
                self.understood["form"] = understood("envelope", "a record path is given")
                return self._array(prefix)
        self.understood["form"] = understood("envelope", "a record path is given; it is not near the beginning")
        return self._array(path + ".item")

    def _object(self, head: bytes) -> Generator[tuple[int, Any]]:
        """An object over several lines: an envelope around a list, several objects, keyed objects, or one record."""
        if count_top(head) > 1:
            self.understood["form"] = understood("objects", "one object after the other, over several lines")
            return self._array("", several=True)
        lists = {p: n for p, n in lists_in(head).items() if p.split(".").count("item") == 1}
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
        if is_keyed(head):
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

    def _array(self, prefix: str, *, several: bool = False) -> Generator[tuple[int, Any]]:
        number = 0
        try:
            with self._open() as stream:
                found = ijson.items(Guarded(stream), prefix, multiple_values=several, buf_size=BLOCK)
                for number, record in enumerate(found, 1):
                    yield number, record
        except (ijson.JSONError, ValueError, UnicodeError, RecursionError) as error:
            raise self._broken(error, number) from error

    def _keyed(self) -> Generator[tuple[int, Any]]:
        number = 0
        try:
            with self._open() as stream:
                for number, (key, value) in enumerate(ijson.kvitems(Guarded(stream), "", buf_size=BLOCK), 1):
                    yield number, {"key": key, **value} if isinstance(value, dict) else {"key": key, "value": value}
        except (ijson.JSONError, ValueError, UnicodeError, RecursionError) as error:
            raise self._broken(error, number) from error

    def _lines(self) -> Generator[tuple[int, Any]]:
        """Records one by one; blocks of plain ones as a batch, with the line of its first."""
        number = 0
        try:
            with self._open() as stream, closing(blocks_ahead(stream, self._plain_kinds)) as blocks:
                for block, plain in blocks:
                    self._at += len(block)
                    if plain is not None:
                        yield number + 1, plain
                        number += plain.num_rows
                        continue
                    for line in _lines_of(block, "replace" if self._is_checked else "strict"):
                        number += 1
                        if (record := self._line(number, line)) is not None:
                            yield number, record
        except UnfitJson as error:
            raise self._broken(error, number) from error
        except UnicodeDecodeError as error:
            raise KindsChanged from error

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
            return _record(line)
        except (ValueError, RecursionError) as error:
            self._reject(number, f"Line {number} is not a JSON object: {error}.", line.rstrip("\r\n"))
            return None

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
        if not isinstance(record, dict):
            yield {"value": scalar(record)}
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
        yield {self._column((name,)): scalar(cell) for name, cell in zip(names, cells, strict=False)}

    def _flatten(self, path: tuple[str, ...], value: Any, into: dict[str, Any]) -> None:
        if isinstance(value, dict) and value and len(path) < _DEEPEST:
            plain = extended(value)
            if plain is not value:
                into[self._column(path)] = plain
                return
            for key, inner in value.items():
                self._flatten((*path, str(key)), inner, into)
        else:
            into[self._column(path)] = scalar(value)

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
        """The records; lines that are no JSON object are rejected, at the end: it may come to reading all anew."""
        if self._is_given:
            self._read_whole()
        self._is_given = self._coming is not None
        yield from self._rows.batches()
        if self._coming is not None:
            yield from self._rest(self._coming)
        for start in range(0, len(self._rejects), _PAGE):
            on_rejects(self._rejects[start : start + _PAGE])

    def _rest(self, coming: Iterable[tuple[int, Any]]) -> Iterator[pa.RecordBatch]:
        for line, record in coming:
            self._take(line, record)
            yield from self._rows.ready()
        self._rows.finish()
        yield from self._rows.ready()

    def share(self) -> float | None:
        """Unknown where it was read in one piece; where only some records were wanted, about how much they are."""
        size = self._text.stat().st_size
        if self._coming is not None:
            return min(1.0, self._at / size)
        return min(1.0, self._looked_at / size) if self._limit and size and len(self._rows) >= self._limit else None

    def _leave(self) -> None:
        if self._coming is not None:
            self._coming.close()
            self._coming = None
        self._rows.close()

    def close(self) -> None:
        """Remove the spools."""
        self._leave()
        self._unpacked.close()
        if self._spool is not None:
            self._spool.close()


def _lines_of(block: bytes | memoryview, errors: str = "replace") -> list[str]:
    return str(block, "utf-8", errors).removesuffix("\n").split("\n")


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line.rstrip().removesuffix(","), parse_float=Decimal)
    if not isinstance(record, dict):
        raise ValueError("it is not an object")
    return record


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")
