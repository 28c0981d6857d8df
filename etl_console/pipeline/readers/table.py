"""Where the table of a delimited file is: what stands before it, its header, its width, and where it ends.

Rules, in this order: the width is the commonest among the records; what a column holds is learned from the rows of
that width; the first row that looks like the others is the first record; rows before it in which no column holds
what it holds elsewhere are header, the rest is preamble; a repetition of the header begins a second table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl_console.pipeline.readers.detect import modal_width
from etl_console.pipeline.readers.dialect import Dialect, Fault, Record, Unclosed, split
from etl_console.pipeline.readers.kinds import ColumnModel, family, is_blank, kind_of, models
from etl_console.pipeline.readers.source_config import SourceConfig

_TOTALS = re.compile(r"(grand |sub)?(total|totale|totals|sum|summe|jumlah|source|sumber|note|notes|catatan|\*)\b", re.I)
_OTHER_DELIMITERS = (" ", ";", "\t", "|", ",", ":", ", ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTE_SIGNS = ("*", "(", "[", "©", "†", "‡", "¹", "²")
_LEADING = 60
_TRAILING = 30


@dataclass(frozen=True, slots=True)
class Table:
    """``names`` are the header's, one a column, empty without header. ``width`` counts the fields of a record,
    ``dropped`` of them at the end being nameless and empty. Records as wide as one of ``short`` lack their last
    fields. ``first_line`` is the line of the first record, ``end`` that of the first line after the table (None:
    to the end of the file), with why in ``end_reason``; ``paged``
    when the header stands again on each page."""

    names: tuple[str, ...]
    header_rows: int
    first_line: int
    width: int
    dropped: int = 0
    short: frozenset[int] = frozenset()
    end: int | None = None
    end_reason: str = ""
    paged: bool = False
    preamble: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    models: tuple[ColumnModel, ...] = ()


def find_table(
    head: Sequence[Record], rest: Sequence[Record], dialect: Dialect, config: SourceConfig, whole: bool
) -> Table:
    """The table of a file from its first records and some more of it; ``whole``: ``head`` is all there is."""
    return _Finder(head, rest, dialect, config, whole).find()


class _Finder:
    def __init__(
        self, head: Sequence[Record], rest: Sequence[Record], dialect: Dialect, config: SourceConfig, whole: bool
    ) -> None:
        self.head, self.rest, self.dialect, self.config, self.whole = head, rest, dialect, config, whole
        self.everything = [*head, *rest]
        self.width = modal_width(self.everything)[0] or 1
        rows = [r.fields for r in self.everything if r.fields is not None and r.width == self.width]
        cut = len(rows) // 2 if len(rows) < 20 else min(10, len(rows) // 4)
        self.rows = [row for row in rows[cut:] if not same(row, rows[0])]  # a header may stand again further down
        self.models = models(self.rows, self.width)
        self.notes: list[str] = []
        self.paged = self.config.repeated_header == "page"
        self.reasons: dict[str, str] = {}

    def find(self) -> Table:
        body = self._first_body()
        if self.config.header is not None:
            block, reason = self._given_header(self.config.header), "given"
        else:
            block, reason = self._header(body)
        self.reasons["header"] = reason
        names = join_names([fields for _, fields in block])
        dropped = self._dropped(names)
        if block:
            names = names[: self.width - dropped]
            names += [""] * (self.width - dropped - len(names))
            first = block[-1][0].next_line
        else:
            first = self._first_without_header(body)
        before = {r.line for r, _ in block}
        preamble = tuple(
            r.line for r in self.head if r.line < (block[0][0].line if block else first) and r.line not in before
        )
        if preamble:
            self.reasons["skip"] = f"before the table: {len(preamble)}, as wide as no record"
        end, why = self._end(block, first)
        return Table(
            names=tuple(names),
            header_rows=len(block),
            first_line=first,
            width=self.width,
            dropped=dropped,
            short=self._short(first, end),
            end=end,
            end_reason=why,
            paged=self.paged,
            preamble=preamble,
            notes=tuple(self.notes),
            reasons=self.reasons,
            models=tuple(self.models),
        )

    # The first record ---------------------------------------------------------------------------------------------

    def _first_body(self) -> int | None:
        """The place in ``head`` of the first record that looks like the others; None when nothing tells."""
        if not any(m.is_telling for m in self.models):
            return None
        found = [i for i, r in enumerate(self.head[:_LEADING]) if is_body(r, self.models)]
        if found[:1] == [0] and len(self.head) > 1 and self._is_heading(self.head[1]):
            del found[0]  # numbers, such as years, over a row of headings
        return found[0] if found else None

    def _is_heading(self, record: Record) -> bool:
        """True for a row with text over at least two columns of values, and over none a value."""
        if record.width != self.width or record.fields is None:
            return False
        telling = [(m, c) for m, c in zip(self.models, record.fields, strict=True) if m.family and not is_blank(c)]
        return len(telling) >= 2 and not any(m.holds(c) for m, c in telling) and self._is_unlike(record.fields)

    def _first_without_header(self, body: int | None) -> int:
        if self.config.header is not None or body is None:
            return self.head[0].line
        at = body
        while at and self.head[at - 1].width > 1:
            at -= 1  # damaged records above the first whole one are records
        return self.head[at].line

    # The header ---------------------------------------------------------------------------------------------------

    def _given_header(self, rows: int) -> list[tuple[Record, list[str]]]:
        found = list(self.head[:rows])
        return [(r, self._mended(r) or r.raw.split(self.dialect.delimiter)) for r in found]

    def _header(self, body: int | None) -> tuple[list[tuple[Record, list[str]]], str]:
        if body is None:
            return self._header_by_custom()
        if body == 0 and self._counts_up(self.head[0].fields or []):
            return [(self.head[0], list(self.head[0].fields or []))], "the first row counts up, the rows below do not"
        leading = self.head[:body]
        if self._are_years(self.head[body].fields or []):
            return self._years_with_above(body), "a row of years, which the rows below do not hold"
        block = self._whole_header(leading)
        if block:
            if len(block) == 1:
                return block, "the first row does not look like the rows below"
            return block, f"{len(block)} rows do not look like the rows below"
        for record in reversed(leading):
            fields = self._mended(record)
            if fields is not None and self._is_unlike(fields):
                told = f"line {record.line} does not look like the rows below"
                if fields != record.fields:
                    self.notes.append(f"The header in line {record.line} is damaged; it was read by its words.")
                    told += "; it is damaged"
                return [(record, fields)], told
        return [], "the first row looks like the rows below: there is no header"

    def _header_by_custom(self) -> tuple[list[tuple[Record, list[str]]], str]:
        """Where no column tells its rows apart: the first row of full width is the header, as is usual."""
        for at, record in enumerate(self.head[:_LEADING]):
            fields = record.fields if record.width == self.width else self._mended(record)
            if fields is None or len(fields) != self.width or _filled(fields) * 2 < self.width:
                continue
            above = self.head[at - 1] if at else None
            if above is not None and above.width == self.width > 2 and _filled(above.fields or []) >= 2:
                return [(above, list(above.fields or [])), (record, list(fields))], "the first row is a sparse one"
            below = [r.fields for r in self.everything[at + 1 :] if r.fields and r.width == self.width]
            below = [row for row in below if not same(row, fields)]
            if not below and sum(family(c) not in ("text", "empty", "code") for c in fields) * 2 > len(fields):
                return [], "the only row holds values, not names"
            if any(c and any(row[i] == c for row in below[:500]) for i, c in enumerate(fields)):
                return [], "values of the first row stand in the rows below too: there is no header"
            return [(record, list(fields))], "usual; nothing in the rows below speaks against it"
        return [], "no row could be a header"

    def _whole_header(self, leading: Sequence[Record]) -> list[tuple[Record, list[str]]]:
        """The lowest undamaged row that looks like none below, with the rows above and below that belong to it."""
        fit = [i for i, r in enumerate(leading) if r.width == self.width and self._is_unlike(r.fields or [])]
        main = [i for i in fit if _filled(leading[i].fields or []) * 2 >= self.width]
        if not main:
            return []
        at = main[-1]
        chosen = [at]
        needed = 2 if self.width > 2 else 1
        while chosen[0]:
            above, below = leading[chosen[0] - 1], leading[chosen[0]]
            if above.next_line != below.line or above.width != self.width:
                break
            names = join_names([leading[i].fields or [] for i in chosen])
            is_needed = len(set(names)) < len(names) and _filled(above.fields or []) > 1  # years over equal headings
            if not is_needed and (chosen[0] - 1 not in fit or _filled(above.fields or []) < needed):
                break
            if any(_is_value(c) for c in above.fields or []):
                break  # a control record, such as H|20250101|SALES
            chosen.insert(0, chosen[0] - 1)
        return [(leading[i], list(leading[i].fields or [])) for i in chosen]

    def _is_unlike(self, fields: Sequence[str]) -> bool:
        """True when the row is written in, and (almost) no telling column holds in it what it holds elsewhere."""
        if not _filled(fields):
            return False
        if len(fields) == self.width:
            telling = [(m, c) for m, c in zip(self.models, fields, strict=True) if m.is_telling and not is_blank(c)]
            return sum(m.holds(c) for m, c in telling) * 4 <= len(telling)
        left = zip(self.models, fields, strict=False)
        right = zip(reversed(self.models), reversed(fields), strict=False)
        return not any(m.family is not None and m.holds(c) for m, c in (*left, *right))

    def _counts_up(self, fields: Sequence[str]) -> bool:
        """True for a first row such as ``region,2019,2020,2021``: numbers that count up over text or other numbers."""
        numbers = [int(c) for c in fields if re.fullmatch(r"\d{1,4}", c)]
        if len(numbers) < 3 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return False
        return not any([int(c) for c in row if re.fullmatch(r"\d{1,4}", c)] == numbers for row in self.rows[:20])

    def _are_years(self, fields: Sequence[str]) -> bool:
        """True for a row such as ``region,2019,2020`` or ``,2019,2020,2019,2020``: consecutive years over columns that
        hold other numbers."""
        at = [i for i, c in enumerate(fields) if _YEAR.fullmatch(c.strip())]
        years = sorted({int(fields[i]) for i in at})
        if len(years) < 2 or years != list(range(years[0], years[-1] + 1)):
            return False
        if any(_is_value(c) for c in fields):
            return False
        below = [row[i].strip() for row in self.rows for i in at]
        return sum(bool(_YEAR.fullmatch(c)) for c in below) * 2 < len(below)

    def _years_with_above(self, at: int) -> list[tuple[Record, list[str]]]:
        block = [(self.head[at], list(self.head[at].fields or []))]
        above = self.head[at - 1] if at else None
        if above is not None and above.width == self.width and _filled(above.fields or []) > 1:
            block.insert(0, (above, list(above.fields or [])))
        return block

    def _mended(self, record: Record) -> list[str] | None:
        """The cells of a damaged header row, ``width`` of them where possible; None when it is no header row."""
        quote = self.dialect.quote or '"'
        if record.width == self.width and record.fields is not None:
            return record.fields
        if record.fields is None:
            plain = [c.strip().strip(quote) for c in record.raw.replace(quote, "").split(self.dialect.delimiter)]
            if len(plain) == self.width:
                return plain
        fields = (
            record.fields if record.fields is not None else record.raw.replace(quote, "").split(self.dialect.delimiter)
        )
        if len(fields) > self.width:
            written = [c for c in fields if not is_blank(c)]
            if len(written) == self.width:
                return written
        for delimiter in _OTHER_DELIMITERS:
            try:
                other = split(record.raw, Dialect(delimiter, quote, quote))
            except (Fault, Unclosed):
                continue
            if len(other) == self.width and all(not is_blank(c) for c in other):
                return other
        if self.width > 2 and abs(len(fields) - self.width) == 1 and _filled(fields) >= self.width - 1:
            return fields[: self.width]
        return None

    def _dropped(self, names: Sequence[str]) -> int:
        """How many fields at the end of each record have no name and no value: trailing delimiters."""
        if not names:
            return 0
        count = 0
        while count < self.width - 1:
            at = self.width - 1 - count
            named = at < len(names) and not is_blank(names[at])
            if named or self.models[at].count == 0 or self.models[at].empty < self.models[at].count:
                break
            count += 1
        if count:
            self.notes.append(f"Each record ends with {count} empty fields without a name; they are left out.")
        return count

    # The rest -----------------------------------------------------------------------------------------------------

    def _short(self, first: int, end: int | None) -> frozenset[int]:
        """Widths of records that lack their last fields throughout the file, and fit from the left."""
        body = [r for r in self.everything if r.fields is not None and first <= r.line < (end or r.line + 1)]
        widths = Counter(r.width for r in body)
        enough = max(10, 0.1 * sum(widths.values()))
        short = set()
        for width, count in widths.items():
            if not 1 < width < self.width or count < enough or width * 2 < self.width:
                continue
            rows = [r.fields for r in body if r.width == width and r.fields]
            fits = sum(
                all(not m.is_telling or is_blank(c) or m.holds(c) for m, c in zip(self.models, row, strict=False))
                for row in rows
            )
            if fits >= 0.9 * len(rows):
                short.add(width)
                self.notes.append(f"{count} records have {width} fields and lack the last; those are empty.")
        return frozenset(short)

    def _end(self, block: Sequence[tuple[Record, list[str]]], first: int) -> tuple[int | None, str]:
        """The line after the table's last: where a second table or the footnotes begin."""
        body = [r for r in self.head if r.line >= first]
        if block and self._is_paged(block[0][1], body):
            return self._notes_below(body)
        if block and self.config.repeated_header != "page":
            at = self._another(block[0][1], body)
            if at is not None:
                return body[at].line, f"a second table begins in line {body[at].line}"
        return self._notes_below(body)

    def _is_paged(self, header: Sequence[str], body: Sequence[Record]) -> bool:
        """True for a header that stands again at least twice: pages of one table, not another one."""
        if self.config.repeated_header is not None:
            return self.config.repeated_header == "page"
        again = [r.line for r in body if r.fields is not None and r.width == self.width and same(r.fields, header)]
        if len(again) < 2:
            return False
        self.paged = True
        self.notes.append(f"The header stands again {len(again)} times, first in line {again[0]}: pages of one table.")
        return True

    def _notes_below(self, body: Sequence[Record]) -> tuple[int | None, str]:
        if not self.whole or self.config.footer is not None:
            return None, ""
        line = footer_line(body, self.models)
        return line, f"footnotes from line {line}" if line else ""

    def _another(self, header: Sequence[str], body: Sequence[Record]) -> int | None:
        """The place of a second header: the first one again; a full row in no column what that holds elsewhere, after
        blank lines when it is as wide as the table, else before rows of its own width to the end."""
        after = Counter(r.width for r in body)
        for at, record in enumerate(body):
            after[record.width] -= 1
            if record.fields is not None and same(record.fields, header):
                return at
            if record.fields is None or _filled(record.fields) < max(2, record.width):
                continue
            if record.width != self.width:
                own = after[record.width]
                if own >= 1 and own >= 0.9 * (len(body) - at - 1) and self._is_unlike(record.fields):
                    return at
            elif at > 0 and body[at - 1].next_line < record.line:
                telling = [(m, c) for m, c in zip(self.models, record.fields, strict=True) if m.is_telling]
                if len(telling) >= 2 and not any(m.holds(c) for m, c in telling):
                    return at
        return None


def _is_value(cell: str) -> bool:
    """True for what is no name of a column: a date, an amount, a number that is neither small nor a year."""
    kind = kind_of(cell.strip())
    if kind == "integer":
        return len(cell.strip()) > 4
    return kind in ("decimal", "money", "percent", "date", "timestamp")


def is_body(record: Record, columns: Sequence[ColumnModel]) -> bool:
    """True when at least half of a record's telling cells, and one, look like their columns."""
    if record.fields is None or record.width != len(columns):
        return False
    telling = held = 0
    for column, cell in zip(columns, record.fields, strict=True):
        if column.is_telling and not is_blank(cell):
            telling += 1
            held += column.holds(cell)
            if held * 2 >= len(columns):
                return True  # the rest cannot change it
    return held > 0 and held * 2 >= telling


def same(row: Sequence[str], header: Sequence[str]) -> bool:
    """True when a row is the header once more, also where a file was appended with its byte order mark."""
    return len(row) == len(header) and all(
        c.strip("\ufeff ") == h.strip("\ufeff ") for c, h in zip(row, header, strict=True)
    )


def footer_line(found: Sequence[Record], columns: Sequence[ColumnModel]) -> int | None:
    """The line from which the last of these records are footnotes and totals, None when they are records."""
    line: int | None = None
    for record in reversed(found[-_TRAILING:]):
        if not _is_footer(record, columns):
            break
        line = record.line
    return line


def _is_footer(record: Record, columns: Sequence[ColumnModel]) -> bool:
    width = len(columns)
    if record.fields is None or width < 3:
        return False
    written = [(i, c) for i, c in enumerate(record.fields) if not is_blank(c)]
    if not written or len(written) == width or (record.width > 1 and record.width != width):
        return False
    at, cell = written[0]
    if record.width == 1 or _TOTALS.match(cell.strip()):
        return True
    if len(written) == 1 and cell.strip().startswith(_NOTE_SIGNS) and not columns[at].holds(cell):
        return True
    return len(written) * 3 <= width and columns[at].is_telling and not columns[at].holds(cell)


def is_note(text: str, columns: Sequence[ColumnModel], apart: bool) -> bool:
    """True for a line below a table that begins as a note does, or is a sentence ``apart`` from the table by a blank
    line, and no value of the first column."""
    text = text.strip()
    if columns[0].holds(text):
        return False
    marked = text.startswith(_NOTE_SIGNS) or _TOTALS.match(text) is not None
    return marked or (apart and len(text.split()) >= 3)


def _filled(fields: Sequence[str]) -> int:
    return sum(not is_blank(c) for c in fields)


def join_names(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of one or several header rows, joined by a space; a group's name is carried to its right only where
    names would be the same otherwise."""
    if not rows:
        return []
    width = max(len(r) for r in rows)
    padded = [[*(c.strip() for c in r), *[""] * (width - len(r))] for r in rows]
    plain = [" ".join(c for c in column if c) for column in zip(*padded, strict=True)]
    if len(rows) == 1 or len(set(plain)) == len(plain):
        return plain
    for row in padded[:-1]:
        for at in range(1, width):
            row[at] = row[at] or row[at - 1]
    return [" ".join(c for c in column if c) for column in zip(*padded, strict=True)]
