"""Which encoding a text file has: by its mark, by strict UTF-8, else by which single-byte reading makes words."""

from __future__ import annotations

import codecs
from pathlib import Path

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")


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
    odd = _high_contexts(path)
    if odd is None:
        return "utf-8", "the whole file is valid UTF-8"
    scores = {name: _score(odd, name) for name in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=lambda n: scores[n])
    return best, f"the file is not valid UTF-8; read as {best} its accented letters make words best"


def _high_contexts(path: Path) -> list[bytes] | None:
    """None when the file is valid UTF-8; else some bytes around its non-ASCII ones."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid = True
    contexts: list[bytes] = []
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if valid:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    valid = False
            if not block.isascii() and len(contexts) < 2000:
                places = (i for i, b in enumerate(block) if b > 127)
                contexts += [block[max(0, i - 1) : i + 2] for i, _ in zip(places, range(2000), strict=False)]
    if valid:
        try:
            decoder.decode(b"", final=True)
            return None
        except UnicodeDecodeError:
            pass
    return contexts


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
