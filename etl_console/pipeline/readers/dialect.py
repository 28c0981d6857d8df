"""The dialect of a delimited file, and the strict tokenizer that reads records with it.

A quote opens only at the start of a field and closes only before a delimiter or the end of the line, so a stray
quote costs one record and never the rest of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MOST_LINES_IN_A_FIELD = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """``delimiter`` of one or more characters; ``quote`` of one or none.

    ``escape`` is how a quote stands inside a quoted field: the quote itself (doubled, RFC 4180), another character
    before it, or nothing (it stands bare and closes only where a field can end). With ``loose`` a quote inside an
    unquoted field is text, else it is a fault.
    """

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    loose: bool = False

    @property
    def doubles(self) -> bool:
        """True when a quote inside a quoted field is written twice."""
        return bool(self.quote) and self.escape == self.quote


class Unclosed(Exception):
    """A quote was opened and not closed within the text at hand."""


class Fault(ValueError):
    """The text is no record of the dialect; the message says why."""


def split(line: str, dialect: Dialect) -> list[str]:
    """The fields of one record, without its line end.

    Raises Unclosed when a quoted field goes on in the next line, Fault when a quote stands where none may.
    """
    delimiter, quote = dialect.delimiter, dialect.quote
    foreign = "" if dialect.doubles else dialect.escape
    if (not quote or quote not in line) and (not foreign or foreign not in line):
        return line.split(delimiter)
    fields: list[str] = []
    at, end, step = 0, len(line), len(delimiter)
    while True:
        if quote and line.startswith(quote, at):
            field, at = _quoted(line, at + 1, dialect)
        else:
            field, at = _plain(line, at, dialect)
            if quote and not dialect.loose and quote in field:
                raise Fault(f"a quote stands inside the field {field[:30]!r}, which is not quoted")
        fields.append(field)
        if at >= end:
            return fields
        at += step
        if at == end:
            fields.append("")
            return fields


def _quoted(line: str, at: int, dialect: Dialect) -> tuple[str, int]:
    """The field whose opening quote ends before ``at``, and the place after its closing quote."""
    quote, delimiter = dialect.quote, dialect.delimiter
    foreign = "" if dialect.doubles else dialect.escape
    parts: list[str] = []
    start, bare = at, 0
    while True:
        close = line.find(quote, at)
        mark = line.find(foreign, at) if foreign else -1
        if 0 <= mark < close or (close < 0 <= mark):
            if line.startswith((quote, foreign, delimiter), mark + 1):
                parts += [line[start:mark], line[mark + 1 : mark + 2]]
                start = mark + 2
            at = mark + 2
            continue
        if close < 0:
            raise Unclosed
        after = close + 1
        if dialect.doubles and line.startswith(quote, after):
            parts.append(line[start:after])
            at = start = after + 1
            continue
        if after == len(line) or line.startswith(delimiter, after):
            if bare % 2:
                raise Fault("a quote inside a quoted field has no partner")
            return "".join((*parts, line[start:close])), after
        if dialect.escape:
            raise Fault(f"a quoted field is followed by {line[after : after + 10]!r}")
        bare += 1
        at = after


def _plain(line: str, at: int, dialect: Dialect) -> tuple[str, int]:
    foreign = "" if dialect.doubles else dialect.escape
    if not foreign:
        stop = line.find(dialect.delimiter, at)
        stop = len(line) if stop < 0 else stop
        return line[at:stop], stop
    parts: list[str] = []
    start = at
    while True:
        stop = line.find(dialect.delimiter, at)
        stop = len(line) if stop < 0 else stop
        mark = line.find(foreign, at, stop)
        if mark < 0:
            return "".join((*parts, line[start:stop])), stop
        if line.startswith((dialect.quote or "\0", foreign, dialect.delimiter), mark + 1):
            parts += [line[start:mark], line[mark + 1 : mark + 2]]
            start = mark + 2
        at = mark + 2


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file: its first physical line, its text, and its fields or why it has none."""

    line: int
    raw: str
    fields: list[str] | None
    fault: str = ""

    @property
    def width(self) -> int:
        """How many fields it has; 0 when it has none that can be told."""
        return len(self.fields or ())

    @property
    def next_line(self) -> int:
        """The physical line after its last."""
        return self.line + self.raw.count("\n") + self.raw.replace("\r\n", "").count("\r") + 1


def is_blank(line: str, delimiter: str) -> bool:
    """True for a line that holds no record."""
    return not line or (line.isspace() and delimiter not in line)


def records(
    lines: Iterable[tuple[str, str]], dialect: Dialect, first_line: int = 1, width: int | None = None
) -> Iterator[Record]:
    """Records of lines given as (text, line end); blank lines are none. An unclosed quote costs the line it stands in.

    ``width`` is the number of fields a record should have, where it is known: text over several lines that does not
    come to it is one bad line and the records after it, not one long record.
    """
    source = iter(lines)
    waiting: list[tuple[str, str]] = []
    number = first_line - 1
    while True:
        line, end = waiting.pop(0) if waiting else next(source, (None, ""))
        if line is None:
            return
        number += 1
        if is_blank(line, dialect.delimiter):
            continue
        try:
            yield Record(number, line, split(line, dialect))
            continue
        except Fault as error:
            yield Record(number, line, None, str(error))
            continue
        except Unclosed:
            pass
        joined, taken = _over_lines(line + end, waiting, source, dialect)
        if joined is None or (width is not None and len(joined[1]) != width):
            yield Record(number, line, None, "a quote is opened and not closed")
            continue
        del waiting[:taken]
        yield Record(number, joined[0], joined[1])
        number += taken


def _over_lines(
    text: str, waiting: list[tuple[str, str]], source: Iterator[tuple[str, str]], dialect: Dialect
) -> tuple[tuple[str, list[str]] | None, int]:
    """The record that begins with ``text`` and ends lines below, and how many lines more it takes; None if none does.
    Lines looked at wait in ``waiting``."""
    for taken in range(1, _MOST_LINES_IN_A_FIELD + 1):
        if taken > len(waiting):
            more = next(source, None)
            if more is None:
                return None, 0
            waiting.append(more)
        line, end = waiting[taken - 1]
        text += line
        if dialect.quote in line:
            try:
                return (text, split(text, dialect)), taken
            except Unclosed:
                pass
            except Fault:
                return None, 0
        text += end
    return None, 0
