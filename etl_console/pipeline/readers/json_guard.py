"""A stream of JSON text that is watched as it is read: how deep it is nested, how long its strings and numbers are. A
parser keeps these in memory, and what is hostile or broken would take all of it, or bring it down."""

from __future__ import annotations

import re
from typing import IO

import numpy as np

DEEPEST = 6_000
LONGEST = 64 << 20
"""Bytes of one string."""
MOST_DIGITS = 4_000
"""Of one number: beyond 4,300 Python makes no integer of it, and ijson's C parser does not survive that."""
BLOCK = 1 << 20
_NUMBER = re.compile(rb"[0-9]{%d,}" % (MOST_DIGITS + 1))
_DIGITS = re.compile(rb"[0-9]*")
_ESCAPED = re.compile(rb"\\.", re.DOTALL)


class UnfitJson(ValueError):
    """The text is nested too deeply, or a string or a number in it is too long."""


class Guarded:
    """Reads another stream; raises UnfitJson before a parser sees what it could not hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._depth = self._inside = self._length = self._digits = self._at = 0
        self._slash = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the stream."""
        block = self._stream.read(size)
        if block:
            self._look(block)
        return block

    def _look(self, block: bytes) -> None:
        text = self._slash + block
        self._slash = b""
        if b"\\" in text:
            text = _ESCAPED.sub(b"  ", text)
            if text.endswith(b"\\"):
                text, self._slash = text[:-1], b"\\"
        signs = np.frombuffer(text, np.uint8)
        quotes = np.flatnonzero(signs == 0x22)
        folded = signs | 0x20  # [ and { differ in this bit alone, as ] and } do
        places = np.flatnonzero((folded == 0x7B) | (folded == 0x7D))
        if len(places):
            outside = (np.searchsorted(quotes, places) + self._inside) % 2 == 0
            steps = np.where(folded[places[outside]] == 0x7B, 1, -1)
            if len(steps):
                depths = self._depth + np.cumsum(steps)
                if depths.max() > DEEPEST:
                    raise UnfitJson(f"it is nested deeper than {DEEPEST:,} levels after {self._at:,} bytes")
                self._depth = int(depths[-1])
        self._look_at_numbers(text, signs, quotes)
        inside = (self._inside + len(quotes)) % 2
        self._length = len(text) - int(quotes[-1]) if len(quotes) else self._length + len(text)
        if not inside:
            self._length = 0
        elif self._length > LONGEST:
            raise UnfitJson(f"a string in it is longer than {LONGEST >> 20} MB after {self._at:,} bytes")
        self._inside = inside
        self._at += len(block)

    def _look_at_numbers(self, text: bytes, signs: np.ndarray, quotes: np.ndarray) -> None:
        """A number that is too long shows in two neighbours of a sample; digits in a string are no number."""
        begins = len(_DIGITS.match(text)[0])  # type: ignore[index]
        is_long = self._digits + begins > MOST_DIGITS and not self._inside
        self._digits = self._digits + begins if begins == len(text) else len(text) - len(text.rstrip(b"0123456789"))
        sample = signs[:: MOST_DIGITS // 2]
        is_digit = (sample >= 0x30) & (sample <= 0x39)
        if not is_long and (is_digit[1:] & is_digit[:-1]).any():
            places = [found.start() for found in _NUMBER.finditer(text)]
            is_long = bool(((np.searchsorted(quotes, places) + self._inside) % 2 == 0).any())
        if is_long:
            raise UnfitJson(f"a number in it has more than {MOST_DIGITS:,} digits after {self._at:,} bytes")
