"""What was understood of the files before in the same run: a small file that is alike in all that decides is read as they were.

Finding out the dialect looks at every cell, which for many small files of one kind is most of their time. A file counts
as alike when its first line is the header of one before, all its lines have that one's width, nothing in it is quoted,
marked or blank, and its rows hold what that one's columns hold: then looking anew would come to the same. Whatever is
not so plain is looked at anew.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from etl_console.pipeline.readers.detect import encloses, told
from etl_console.pipeline.readers.dialect import Dialect, Record
from etl_console.pipeline.readers.source import understood
from etl_console.pipeline.readers.source_config import SourceConfig
from etl_console.pipeline.readers.table import Table, footer_line, is_body

_FEWEST = 12
_LAST = 30
_BETWEEN = 12
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Plain:
    """A file whose table begins with one header line and goes to its end: what was understood of it."""

    name: str
    dialect: Dialect
    table: Table
    columns: tuple[str, ...]
    understood: Mapping[str, Any]

    def is_like(self, lines: bytes) -> int:
        """How many records the lines below the header have when they are records of this table as it is; else 0."""
        delimiter, width = self.dialect.delimiter.encode(), self.table.width
        if b'"' in lines or b"\n#" in lines or lines[:1] == b"#" or lines.count(b"\r") != lines.count(b"\r\n"):
            return 0
        view = np.frombuffer(lines, np.uint8)
        feeds = np.flatnonzero(view == 10)
        stops = feeds if lines.endswith(b"\n") else np.append(feeds, len(lines))
        if len(stops) < _FEWEST:
            return 0
        found = np.searchsorted(np.flatnonzero(view == delimiter[0]), stops)
        if found[0] != width - 1 or (np.diff(found) != width - 1).any():
            return 0
        name = self.table.names[0].strip().encode()
        again = rb"^(?:%s| )*%s *%s" % (_MARK, re.escape(name), re.escape(delimiter))
        if name in lines and re.search(again, lines, re.M):
            return 0  # the header stands again
        starts = np.append(0, stops[:-1] + 1)

        def row(place: int) -> str:
            return lines[starts[place] : stops[place]].decode("utf-8", "replace").removesuffix("\r")

        count = len(stops)
        if b"'" in lines and encloses([(row(i), "") for i in range(count)], "'"):
            return 0
        records = [
            Record(i + 2, text, text.split(self.dialect.delimiter))
            for i, text in ((i, row(i)) for i in self._looked_at(count))
        ]
        if not all(is_body(r, self.table.models) for r in records):
            return 0
        return 0 if footer_line(records, self.table.models) is not None else count

    def said_of(self, count: int) -> dict[str, Any]:
        """What is understood of a file of so many records that is like this one; what was given stays so."""
        width = self.table.width
        anew = {
            "delimiter": f"all {count} records have {width} fields between {told(self.dialect.delimiter)}",
            "quote": "usual; none was seen",
            "header": f"the first line is the header of {self.name}",
            "width": f"all records have {width} fields",
        }
        return {
            key: understood(said["value"], anew[key] if key in anew and said["reason"] != "given" else said["reason"])
            for key, said in self.understood.items()
            if key != "encoding"
        }

    @staticmethod
    def _looked_at(count: int) -> list[int]:
        """The first rows, some of those between, and the last, where totals and notes would be."""
        last = range(max(0, count - _LAST), count)
        return sorted({0, 1, 2, *range(0, count, max(1, count // _BETWEEN)), *last})


class Known:
    """The plain files of one run; threads share it."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bytes], Plain] = {}
        self._lock = threading.Lock()

    def like(self, config: SourceConfig, header: bytes) -> Plain | None:
        """The file before that has the same settings and the same first line."""
        with self._lock:
            return self._found.get((repr(config), header))

    def remember(self, config: SourceConfig, header: bytes, plain: Plain) -> None:
        """Keep what was understood of a file for those like it, where it can serve: one plain table with a header."""
        table = plain.table
        tells = any(m.is_telling for m in table.models)
        if (
            tells and table.header_rows == 1 and table.first_line == 2 and table.width > 1 and table.names[0].strip()
            and not (table.dropped or table.short or table.end or table.paged or table.preamble or table.notes)
            and plain.dialect.quote in ("", '"') and len(plain.dialect.delimiter.encode()) == 1
            and plain.dialect.doubles
        ):  # fmt: skip
            with self._lock:
                self._found[repr(config), header] = plain
