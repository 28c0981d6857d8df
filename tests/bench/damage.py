"""Damages tables in the ways of the Pollock benchmark (Vitagliano et al., VLDB 2023), one damage a file.

File names are the benchmark's, so that its scorer knows the class of each. The tables are real: rows of the sets
in ``tests/data`` and the samples, and one shop's order list with every kind of value.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Damaged:
    """One file: the benchmark's name, its bytes, and the rows (header first) that a loader should find."""

    name: str
    data: bytes
    clean: Rows


def write(rows: Rows, delimiter: str = ",", quote: str = '"', end: str = "\r\n", escape: str = '"') -> list[list[str]]:
    """The cells as they stand in the file: quoted where they must be."""

    def cell(text: str) -> str:
        if not any(sign in text for sign in (delimiter, delimiter.strip() or " ", quote, "\n", "\r")):
            return text
        inner = text.replace("\\", "\\\\") if escape == "\\" else text
        return quote + inner.replace(quote, escape + quote) + quote

    return [[cell(c) for c in row] for row in rows]


def text(cells: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n") -> bytes:
    """The file of written cells."""
    return "".join(delimiter.join(row) + end for row in cells).encode()


def order_list(seed: int = 7, count: int = 83) -> Rows:
    """A made-up order list with dates, times, codes, amounts, quoted text with commas, quotes and URLs."""
    draw = random.Random(seed)
    things = ("Printer", "Desk lamp", "Office chair", "Notebook", "Scanner", "Whiteboard", "Headset")
    words = [
        "robust",
        "light",
        "weight",
        "quality",
        "with",
        "for",
        "every",
        "and",
        "the",
        "office",
        "home",
        "use",
        "large",
        "small",
        "colour",
        "paper",
        "steel",
    ]
    rows = [["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]]
    for _ in range(count):
        thing = draw.choice(things)
        told = " ".join(draw.choices(words, k=draw.randint(4, 12))).capitalize()
        if draw.random() < 0.5:
            told = told.replace(" ", ", ", 1)
        comment = draw.choice(("", "", "Call first", "Deliver to gate 4, not 3", 'He said "soon", twice', "ok"))
        rows.append(
            [
                f"{draw.randint(1, 12):02}/{draw.randint(1, 28):02}/{draw.randint(2016, 2019)}",
                f"{draw.randint(7, 19):02}:{draw.choice(('00', '15', '30'))} h",
                str(draw.randint(1, 40)),
                f"{thing[:2].upper()}-{draw.randint(1000, 9999)}",
                f"${draw.randint(5, 900)}.{draw.randint(0, 99):02}",
                thing,
                told + ".",
                f"http://www.example.com/{thing.lower().replace(' ', '-')}/{draw.randint(100, 999)}",
                comment,
            ]
        )
    return rows


def real_table(path: Path, rows: int = 84, delimiter: str = ",", encoding: str = "utf-8-sig", columns: int = 9) -> Rows:
    """The first records of a real file, its first columns."""
    with path.open(encoding=encoding, newline="") as stream:
        return [
            [c.replace("\r\n", " ").replace("\n", " ") for c in row[:columns]]
            for row, _ in zip(csv.reader(stream, delimiter=delimiter), range(rows), strict=False)
        ]


def damaged(rows: Rows, quote_at: str = "start", variant: int = 0) -> Iterator[Damaged]:
    """All damages of a table. ``quote_at``: where in a cell a stray quote goes (start, middle, end); ``variant`` 0 or 1
    chooses between two forms of preamble, header rows and second tables."""
    yield from _whole_file(rows, variant)
    yield from _records(rows, quote_at)


def _whole_file(rows: Rows, variant: int) -> Iterator[Damaged]:
    header, body = rows[0], rows[1:]
    plain = write(rows)
    width = len(header)
    yield Damaged("source.csv", text(plain), rows)
    yield Damaged("file_no_payload.csv", b"", [])
    yield Damaged("file_no_trailing_newline.csv", text(plain)[:-2], rows)
    yield Damaged("file_double_trailing_newline.csv", text(plain) + b"\r\n", rows)
    yield Damaged("file_no_header.csv", text(plain[1:]), body)
    for count in (2, 3):
        parts = [
            list(header) if variant else [f"{n}{'' if i == 0 else f' part {i}'}" for n in header] for i in range(count)
        ]
        joined = [" ".join(p[i] for p in parts) for i in range(width)]
        yield Damaged(f"file_header_multirow_{count}.csv", text([*write(parts), *plain[1:]]), [joined, *body])
    lines = (
        ["Orders of the year", "", "Prepared by the sales office, June 2019", ""]
        if variant
        else ["Report" + "," * (width - 1), "Prepared by: sales" + "," * (width - 1)]
    )
    yield Damaged("file_preamble.csv", "".join(f"{line}\r\n" for line in lines).encode() + text(plain), rows)
    gap = b"\r\n" if variant else b""
    yield Damaged("file_multitable_same.csv", text(plain) + gap + text(plain), rows)
    fewer = write([row[: width - 2] for row in rows])
    yield Damaged("file_multitable_less.csv", text(plain) + gap + text(fewer), rows)
    more = write([[*row, *row[:2]] for row in rows])
    yield Damaged("file_multitable_more.csv", text(plain) + gap + text(more), rows)
    yield Damaged("file_header_only.csv", text(plain[:1]), rows[:1])
    yield Damaged("file_one_data_row.csv", text(plain[:2]), rows[:2])
    yield Damaged("file_record_delimiter_0xA.csv", text(plain, end="\n"), rows)
    yield Damaged("file_record_delimiter_0xD.csv", text(plain, end="\r"), rows)
    for name, delimiter in (("0x3B", ";"), ("0x9", "\t"), ("0x20", " "), ("0x2C_0x20", ", ")):
        yield Damaged(f"file_field_delimiter_{name}.csv", text(write(rows, delimiter), delimiter), rows)
    yield Damaged("file_quotation_char_0x27.csv", text(write(rows, quote="'", escape="'")), rows)
    yield Damaged("file_escape_char_0x5C.csv", text(write(rows, escape="\\")), rows)
    yield Damaged("file_escape_char_0x00.csv", text(write(rows, escape="")), rows)


def _records(rows: Rows, quote_at: str) -> Iterator[Damaged]:
    plain = write(rows)
    for r, row in enumerate(plain):
        for c, cell in enumerate(row):
            at = {"start": 0, "middle": (len(cell) + 1) // 2, "end": len(cell)}[quote_at]
            stray = [*row[:c], cell[:at] + '"' + cell[at:], *row[c + 1 :]]
            yield Damaged(f"row_extra_quote{r}_col{c}.csv", text([*plain[:r], stray, *plain[r + 1 :]]), rows)
            if c + 1 == len(row):
                continue
            fewer = [*row[:c], cell + row[c + 1], *row[c + 2 :]]
            yield Damaged(f"row_less_sep_row{r}_col{c}.csv", text([*plain[:r], fewer, *plain[r + 1 :]]), rows)
            more = [*row[: c + 1], "", *row[c + 1 :]]
            yield Damaged(f"row_more_sep_row{r}_col{c}.csv", text([*plain[:r], more, *plain[r + 1 :]]), rows)
        spaced = [" ".join(write([rows[r]], " ")[0])]
        yield Damaged(f"row_field_delimiter_{r}_0x20.csv", text([*plain[:r], spaced, *plain[r + 1 :]]), rows)


def as_csv(rows: Rows) -> str:
    """Rows in the scorer's normal form."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
