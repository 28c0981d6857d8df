"""A stream of JSON text that is watched as it is read: how deep it is nested and how long its strings are. A parser
keeps both in memory, and what is hostile or broken would take all of it."""

from __future__ import annotations

import re
from typing import IO

import numpy as np

DEEPEST = 6_000
LONGEST = 64 << 20
"""Bytes of one string."""
BLOCK = 1 << 20
_ESCAPED = re.compile(rb"\\.", re.DOTALL)


class UnfitJson(ValueError):
    """The text is nested too deeply, or a string in it is too long."""


class Guarded:
    """Reads another stream; raises UnfitJson before a parser sees what it could not hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._depth = self._inside = self._length = self._at = 0
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
        inside = (self._inside + len(quotes)) % 2
        self._length = len(text) - int(quotes[-1]) if len(quotes) else self._length + len(text)
        if not inside:
            self._length = 0
        elif self._length > LONGEST:
            raise UnfitJson(f"a string in it is longer than {LONGEST >> 20} MB after {self._at:,} bytes")
        self._inside = inside
        self._at += len(block)
