"""Which encoding a text file has: by its mark, by strict UTF-8, else by which single-byte reading makes words.

A file put together of parts in UTF-8 and in a single-byte encoding is read line by line: ``utf-8|cp1252``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = {"cp1252": 0.0, "mac_roman": -0.5, "cp850": -3.5, "cp1250": -1.5, "iso8859_15": -1.5}
"""Single-byte encodings, and what a few bytes must make up for: how much rarer than cp1252 they are."""
_RARE = {"õ": 0.9, "ì": 0.8, "ò": 0.9, "û": 0.9, "î": 0.9, "ÿ": 0.5, "ð": 0.7, "þ": 0.7, "ý": 0.9, "ı": -0.5, "ƒ": -0.5}
_HIGH = re.compile(rb"[\x80-\xff]")
_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
_UNLIKELY_MARK = re.compile("[\u0310-\u031a\u031c-\u0322\u0324-\u0326\u0329-\u036f]")
"""Combining marks that no common language writes, but that letters of Mac Roman look like when read as UTF-8."""
_WORD = re.compile(r"[^\s,;|\"]+")


def detect_encoding(path: Path) -> tuple[str, str]:
    """(encoding, reason) of a text file, looking at all of it."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None and marked != "utf-8-sig":
        return marked, "the file begins with its byte order mark"
    if marked is None and len(head) >= 8 and head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le", "every second byte is zero"
    if marked is None and len(head) >= 8 and head[0::2].count(0) > len(head) * 0.4:
        return "utf-16-be", "every second byte is zero"
    found = _high_contexts(path)
    if found is None and marked is not None:
        return marked, "the file begins with its byte order mark"
    if found is None:
        return "utf-8", "the whole file is valid UTF-8"
    odd, as_utf8 = found
    scores = {name: _score(odd, name) + rare for name, rare in _SINGLE_BYTE.items()}
    best = max(_SINGLE_BYTE, key=lambda n: scores[n])
    if marked is not None:
        return f"{marked}|{best}", f"the file begins with the mark of UTF-8, lines that are not are read as {best}"
    if as_utf8 and odd:
        return f"utf-8|{best}", f"{as_utf8} lines are UTF-8, others are not: those are read as {best}"
    return best, f"the file is not valid UTF-8; read as {best} its accented letters make words best"


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file in blocks, undecodable bytes as �. Raises LookupError for an unknown encoding."""
    if "|" not in encoding:
        name = "utf-8-sig" if encoding in ("utf8", "utf-8") else encoding
        with path.open(encoding=name, errors="replace", newline="") as text:
            while block := text.read(_BLOCK):
                yield block
        return
    first, second = encoding.split("|", 1)
    codecs.lookup(second)
    with path.open("rb") as stream:
        for line in stream:
            try:
                yield line.decode(first)
            except UnicodeDecodeError:
                yield line.decode(second, "replace")


def saved_twice(text: str) -> list[str]:
    """The words in which UTF-8 was once read as Latin-1 and saved again, such as “PenÃ©lope”, as they stand."""
    if text.isascii() or not _TWICE.search(text):
        return []
    return [word for word in _WORD.findall(text) if _TWICE.search(word)]


def _high_contexts(path: Path) -> tuple[list[bytes], int] | None:
    """None when the file is valid UTF-8; else some bytes around those that are not, or only by chance, and how many
    lines are UTF-8 with more than ASCII in them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                if decoder.getstate()[0] or not block.isascii():
                    decoder.decode(block)
            decoder.decode(b"", final=True)
            return None
        except UnicodeDecodeError:
            pass
        stream.seek(0)
        contexts: list[bytes] = []
        as_utf8 = 0
        for line in stream:
            if line.isascii():
                continue
            try:
                text = line.decode("utf-8")
                as_utf8 += all(unicodedata.category(c)[0] in "LPNSZ" for c in text if c > "\x7f")
                is_odd = _UNLIKELY_MARK.search(text) is not None
            except UnicodeDecodeError:
                is_odd = True
            if is_odd and len(contexts) < 4000:
                contexts += [line[max(0, m.start() - 1) : m.end() + 1] for m in _HIGH.finditer(line)]
    return contexts, as_utf8


def _score(contexts: list[bytes], encoding: str) -> float:
    """How well the non-ASCII bytes read: letters where words have them, quotes and dashes where a text has them."""
    return sum(_fits(context.decode(encoding, errors="replace")) for context in contexts)


def _fits(text: str) -> float:
    at = next((i for i, c in enumerate(text) if c > "\x7f"), 0)
    middle, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if _TWICE.search(text):
        return 1.0
    joined, follows = before.isalpha(), after.isalpha()
    if middle == "\ufffd" or not (middle.isprintable() or middle == "\xa0"):
        return -2
    if middle.isalpha():
        if not (joined or follows):
            return -0.2
        if middle.islower():
            return _RARE.get(middle, 1.0)
        capital = not joined or before.isupper() or after.isupper()
        return 1.0 if capital else -0.5
    if middle in "’‘":
        return 1.0 if not joined or not follows or after in "strvldm" else -0.5
    if middle in "“„":
        return 1.0 if not joined else -0.5
    if middle == "”":
        return 1.0 if not follows else -0.5
    if middle in "\xa0–—…•€£°®™":
        return 0.6 if joined and follows else 0.8
    return -1.0 if joined or follows else -0.2
