"""Mends damaged records by what their columns hold; opt-in, and every mended record is told.

A damaged line is cut anew in every way that gives the right number of fields: a delimiter taken out or put in, a
quote left out, another delimiter. The cut whose cells look most like their columns is taken, if it is clearly best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import pyarrow as pa

from etl_console.pipeline.readers.dialect import Dialect, Fault, Record, Unclosed, split
from etl_console.pipeline.readers.kinds import ColumnModel, family, is_blank, shape
from etl_console.pipeline.readers.table import Table
from etl_console.records import SOURCE_LINE, RejectedRecord, Rule

_OTHER = (" ", ";", "\t", "|", ",", ":")
_MOST = 20_000
_CLEAR = 0.1


class Repairer:
    """Collects mended records; ``mend`` gives None for what cannot be mended with confidence."""

    def __init__(self, dialect: Dialect, table: Table, columns: Sequence[str]) -> None:
        self._dialect = dialect
        self._columns = tuple(columns)
        self._width = len(columns)
        self._models = table.models[: self._width]
        self._last = 0 if table.end is None else table.end
        self._rows: list[list[str]] = []
        self._lines: list[int] = []

    def mend(self, record: Record) -> RejectedRecord | None:
        """The mended record as it is told to the operator: what it was, what it is now; None when it stays damaged."""
        if self._last and record.line >= self._last:
            return None
        ranked = sorted(
            ((self._likeness(cut) - cost, how, cut) for how, cut, cost in islice(self._cuts(record), _MOST)),
            key=lambda item: -item[0],
        )
        second = next((score for score, _, cut in ranked if cut != ranked[0][2]), -math.inf)
        if not ranked or ranked[0][0] - second < _CLEAR:
            return None
        _, how, cells = ranked[0]
        self._rows.append(cells)
        self._lines.append(record.line)
        return RejectedRecord(
            record.line, Rule.REPAIRED, f"Line {record.line} was mended: {how}.",
            record=dict(zip(self._columns, cells, strict=True)), raw=record.raw,
        )  # fmt: skip

    def batch(self) -> pa.RecordBatch | None:
        """What was mended so far, as text columns with the line."""
        if not self._rows:
            return None
        arrays = [pa.array(column, pa.string()) for column in zip(*self._rows, strict=True)]
        batch = pa.RecordBatch.from_arrays(
            [*arrays, pa.array(self._lines, pa.int64())], names=[*self._columns, SOURCE_LINE]
        )
        self._rows, self._lines = [], []
        return batch

    # Ways to cut a line -------------------------------------------------------------------------------------------

    def _cuts(self, record: Record) -> Iterator[tuple[str, list[str], float]]:
        """Records of the right width that the line may have been: what was done to it, its cells, what speaks against."""
        raw, delimiter, quote = record.raw, self._dialect.delimiter, self._dialect.quote
        if record.width == self._width + 1:
            yield from (("a field too many was taken out", cut, 0.0) for cut in self._narrowed(record.fields or []))
        elif record.width == self._width - 1:
            yield from (("a missing delimiter was put in", *cut) for cut in self._widened(record.fields or []))
        if quote and quote in raw:
            for at in (m.start() for m in islice(re.finditer(re.escape(quote), raw), 40)):
                yield from self._whole(raw[:at] + raw[at + 1 :], "a stray quote was left out")
                for place in (at, at + 1):
                    yield from self._whole(raw[:place] + delimiter + raw[place:], "a missing delimiter was put in")
            words = raw.split(delimiter)
            yield from (("quotes inside it were not escaped", c, 1.0) for c in self._gathered(words, delimiter))
        for other in _OTHER:
            fields = self._split(raw, Dialect(other, quote or '"', self._dialect.escape or '"'))
            if other == delimiter or fields is None or len(fields) < self._width:
                continue
            cuts = [fields] if len(fields) == self._width else self._gathered(fields, other)
            yield from (("it is delimited otherwise than the other records", cut, 0.0) for cut in cuts)

    def _whole(self, text: str, how: str) -> Iterator[tuple[str, list[str], float]]:
        fields = self._split(text, self._dialect)
        if fields is not None and len(fields) == self._width:
            yield how, fields, 0.0

    @staticmethod
    def _split(text: str, dialect: Dialect) -> list[str] | None:
        try:
            return split(text, dialect)
        except (Fault, Unclosed):
            return None

    def _narrowed(self, fields: list[str]) -> Iterator[list[str]]:
        for at, cell in enumerate(fields):
            if is_blank(cell):
                yield [*fields[:at], *fields[at + 1 :]]
        for at in range(len(fields) - 1):
            yield [*fields[:at], fields[at] + self._dialect.delimiter + fields[at + 1], *fields[at + 2 :]]
            yield [*fields[:at], fields[at] + fields[at + 1], *fields[at + 2 :]]

    def _widened(self, fields: list[str]) -> Iterator[tuple[list[str], float]]:
        for at, cell in enumerate(fields):
            for cut in range(len(cell) + 1):
                left, right = cell[:cut], cell[cut:]
                yield [*fields[:at], self._bare(left), self._bare(right), *fields[at + 1 :]], _inside_word(left, right)

    def _gathered(self, words: list[str], joint: str) -> Iterator[list[str]]:
        """The best way to gather words into fields, by dynamic programming over columns."""
        count, width = len(words), self._width
        if count > 200:
            return
        best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
        for column in range(width):
            reached: dict[int, tuple[float, int]] = {}
            for start, (score, _) in best[column].items():
                for stop in range(start + 1, count - (width - column - 1) + 1):
                    total = score + self._cell(column, self._bare(joint.join(words[start:stop])))
                    if stop not in reached or total > reached[stop][0]:
                        reached[stop] = (total, start)
            best.append(reached)
        if count not in best[width]:
            return
        cells: list[str] = []
        stop = count
        for column in range(width, 0, -1):
            start = best[column][stop][1]
            cells.insert(0, self._bare(joint.join(words[start:stop])))
            stop = start
        yield cells

    def _bare(self, cell: str) -> str:
        """A cell without the quotes around it."""
        quote = self._dialect.quote
        if quote and len(cell) > 1 and cell.startswith(quote) and cell.endswith(quote):
            return cell[1:-1].replace(quote * 2, quote)
        return cell

    # How much cells look like their columns -----------------------------------------------------------------------

    def _likeness(self, cells: Sequence[str]) -> float:
        return sum(self._cell(i, cell) for i, cell in enumerate(cells))

    def _cell(self, column: int, cell: str) -> float:
        """The logarithm of how likely a cell is in its column: as a value, as a shape, as a kind, or by length."""
        m = self._models[column]
        total = m.count + 1
        if is_blank(cell):
            return math.log((m.empty + 0.02) / total)
        if m.values[cell] > 1 or cell in m.words:
            return math.log((m.values[cell] + 1) / total) + 1.0
        same = m.shapes[shape(cell)]
        if same:
            return math.log((same + 0.5) / total)
        if m.family is not None:
            return -4.0 if family(cell) == m.family else -9.0
        written = max(1, m.count - m.empty)
        mean = sum(n * c for n, c in m.lengths.items()) / written
        spread = math.sqrt(sum(c * (n - mean) ** 2 for n, c in m.lengths.items()) / written) + 3
        quoted = 3.0 if self._dialect.quote and self._dialect.quote in cell else 0.0
        return -2.5 - min(6.0, abs(len(cell) - mean) / spread) - self._ends(m, cell) - quoted

    @staticmethod
    def _ends(m: ColumnModel, cell: str) -> float:
        """What a first and a last character cost that the column's values never have."""
        firsts = {v[0] for v in m.values}
        lasts = {v[-1] for v in m.values}
        cost = 0.0 if cell[0] in firsts else 2.0
        return cost + (0.0 if cell[-1] in lasts else 1.0)


def _inside_word(left: str, right: str) -> float:
    """What it costs to cut here: inside a word or a number it is unlikely, where a capital follows it is likely."""
    if not left or not right:
        return 0.0
    a, b = left[-1], right[0]
    if a.isdigit() and b.isdigit():
        return 1.5
    if a.isalpha() and b.isalpha():
        return -1.0 if a.islower() and b.isupper() else 2.0
    return 0.0
