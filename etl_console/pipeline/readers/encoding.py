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
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850", "cp1250", "iso8859_15")
_HIGH = re.compile(rb"[\x80-\xff]")


def detect_encoding(path: Path) -> tuple[str, str]:
    """(encoding, reason) of a text file, looking at all of it."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, "the file begins with its byte order mark"
    if len(head) >= 8 and head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le", "every second byte is zero"
    if len(head) >= 8 and head[0::2].count(0) > len(head) * 0.4:
        return "utf-16-be", "every second byte is zero"
    found = _high_contexts(path)
    if found is None:
        return "utf-8", "the whole file is valid UTF-8"
    odd, as_utf8 = found
    scores = {name: _score(odd, name) for name in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=lambda n: scores[n])
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


def _high_contexts(path: Path) -> tuple[list[bytes], int] | None:
    """None when the file is valid UTF-8; else some bytes around those that are not, and how many lines are UTF-8
    with more than ASCII in them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
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
                as_utf8 += all(unicodedata.category(c)[0] in "LPNSZ" for c in line.decode("utf-8") if c > "\x7f")
            except UnicodeDecodeError:
                if len(contexts) < 4000:
                    contexts += [line[max(0, m.start() - 1) : m.end() + 1] for m in _HIGH.finditer(line)]
    return contexts, as_utf8


def _score(contexts: list[bytes], encoding: str) -> float:
    """How well the non-ASCII bytes read: small letters inside words are likely, symbols inside words are not."""
    score = 0.0
    for context in contexts:
        text = context.decode(encoding, errors="replace")
        middle = text[1] if len(text) == 3 else text[0]
        near = text.replace(middle, "")
        in_word = any(c.isascii() and c.isalpha() for c in near)
        if middle == "\ufffd" or not (middle.isprintable() or middle == "\xa0"):
            score -= 2
        elif middle.isalpha() and in_word:
            score += 1 if middle.islower() or near.isupper() else 0.2
        elif middle in "\xa0–—‘’“”…•€£°®™":
            score += 0.6
        else:
            score -= 1 if in_word else 0.2
    return score
