"""The dialect of a delimited file: delimiter by consistency of record widths, and the strict tokenizer.

A quote opens only at the start of a field and closes only before a delimiter or the end of the line, so a stray
quote costs one record and never the rest of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_CANDIDATES = (",", ";", "\t", "|")
_SAMPLE = 128 * 1024
_MOST_LINES_IN_A_FIELD = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """``delimiter`` of one or more characters; ``quote`` and ``escape`` of one or none (empty)."""

    delimiter: str
    quote: str = '"'
    escape: str = ""


class Unclosed(Exception):
    """A quote was opened and not closed within the text at hand."""


def split(line: str, dialect: Dialect) -> list[str]:
    """The fields of one record, without its line end. Raises Unclosed when a quoted field goes on in the next line,
    ValueError when a quoted field is followed by something else than a delimiter."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if (not quote or quote not in line) and (not dialect.escape or dialect.escape not in line):
        return line.split(delimiter)
    fields: list[str] = []
    at, end, step = 0, len(line), len(delimiter)
    while True:
        if quote and line.startswith(quote, at):
            field, at = _quoted(line, at + 1, dialect)
        else:
            field, at = _plain(line, at, dialect)
        fields.append(field)
        if at >= end:
            return fields
        at += step
        if at == end:
            fields.append("")
            return fields


def _quoted(line: str, at: int, dialect: Dialect) -> tuple[str, int]:
    """The field whose opening quote ends before ``at``, and the place after its closing quote."""
    quote, escape = dialect.quote, dialect.escape
    parts: list[str] = []
    start = at
    while True:
        close = line.find(quote, at)
        mark = line.find(escape, at) if escape and escape != quote else -1
        if 0 <= mark < close or (close < 0 <= mark):
            parts += [line[start:mark], line[mark + 1 : mark + 2]]
            at = start = mark + 2
            continue
        if close < 0:
            raise Unclosed
        if line.startswith(quote, close + 1):
            parts.append(line[start : close + 1])
            at = start = close + 2
            continue
        after = close + 1
        if after == len(line) or line.startswith(dialect.delimiter, after):
            return "".join((*parts, line[start:close])), after
        raise ValueError(f"a quoted field is followed by {line[after : after + 10]!r}")


def _plain(line: str, at: int, dialect: Dialect) -> tuple[str, int]:
    escape = dialect.escape
    if not escape:
        stop = line.find(dialect.delimiter, at)
        stop = len(line) if stop < 0 else stop
        return line[at:stop], stop
    parts: list[str] = []
    while True:
        stop = line.find(dialect.delimiter, at)
        stop = len(line) if stop < 0 else stop
        mark = line.find(escape, at, stop)
        if mark < 0:
            return "".join((*parts, line[at:stop])), stop
        parts += [line[at:mark], line[mark + 1 : mark + 2]]
        at = mark + 2


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file: its first physical line, its text, and its fields or why it has none."""

    line: int
    raw: str
    fields: list[str] | None
    fault: str = ""


def records(lines: Iterator[str], dialect: Dialect, first_line: int = 1) -> Iterator[Record]:
    """Records of a text without line ends; blank lines are none. An unclosed quote costs the line it stands in."""
    waiting: list[str] = []
    number = first_line - 1
    quote = dialect.quote
    source = lines
    while True:
        line = waiting.pop(0) if waiting else next(source, None)
        if line is None:
            return
        number += 1
        if not line or (line.isspace() and dialect.delimiter not in line):
            continue
        if not quote or quote not in line:
            yield Record(number, line, split(line, dialect))
            continue
        try:
            yield Record(number, line, split(line, dialect))
            continue
        except ValueError as error:
            yield Record(number, line, None, str(error))
            continue
        except Unclosed:
            pass
        text, taken = line, 0
        while taken < _MOST_LINES_IN_A_FIELD:
            if taken >= len(waiting):
                more = next(source, None)
                if more is None:
                    break
                waiting.append(more)
            text += "\n" + waiting[taken]
            taken += 1
            if quote not in waiting[taken - 1]:
                continue
            try:
                fields = split(text, dialect)
            except Unclosed:
                continue
            except ValueError:
                break
            del waiting[:taken]
            yield Record(number, text, fields)
            number += taken
            break
        else:
            yield Record(number, line, None, "a quote is opened and not closed")
            continue
        if (taken and text.count("\n") == taken and not _closed(text, dialect)) or not taken:
            yield Record(number, line, None, "a quote is opened and not closed")


def _closed(text: str, dialect: Dialect) -> bool:
    try:
        split(text, dialect)
    except (Unclosed, ValueError):
        return False
    return True


def detect_delimiter(path: Path, encoding: str, quote: str, skip: int) -> tuple[str, str]:
    """(delimiter, reason): the one under which most records of samples of the file have the same width above one."""
    lines = _sample_lines(path, encoding, skip)
    best, best_score, told = ",", 0.0, "nothing in the file is delimited; a comma is assumed"
    for candidate in _CANDIDATES:
        widths = Counter(len(r.fields) for r in records(iter(lines), Dialect(candidate, quote)) if r.fields is not None)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        share = count / max(1, sum(widths.values()))
        score = share * (1 + min(width, 50) / 100) if width > 1 else 0.0
        if score > best_score:
            name = {"\t": "TAB"}.get(candidate, candidate)
            best, best_score = candidate, score
            told = f"{share:.0%} of the records looked at have {width} fields between “{name}”"
    return best, told


def _sample_lines(path: Path, encoding: str, skip: int) -> Sequence[str]:
    """Lines from the beginning, the middle and the end of the file."""
    size = path.stat().st_size
    if size <= 3 * _SAMPLE or encoding.startswith(("utf-16", "utf-32")):
        with path.open(encoding=encoding, errors="replace", newline=None) as text:
            return text.read(3 * _SAMPLE).splitlines()[skip:]
    parts: list[str] = []
    with path.open("rb") as stream:
        for place in (0, size // 2, size - _SAMPLE):
            stream.seek(place)
            found = stream.read(_SAMPLE).decode(encoding, errors="replace").splitlines()
            parts += found[skip:-1] if place == 0 else found[1:-1]
    return parts
