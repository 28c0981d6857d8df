"""Which form a JSON file has, by its beginning."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator

import ijson

from etl_console.pipeline.readers.json_guard import Guarded

_EVENTS = 400_000


def has_lines(head: bytes, *, is_whole: bool) -> bool:
    """True when a text that begins so is one object a line: the first line is a whole object, or goes on and on."""
    first, _, more = head.lstrip().partition(b"\n")
    if not _is_object(first.strip().rstrip(b",")) and (b"\n" in head.lstrip() or is_whole):
        return False
    return bool(more.strip()) or not (lists_in(first) or is_keyed(first))


def lists_in(head: bytes) -> Counter[str]:
    """Prefix of each list's elements -> how many of them are objects, of the lists seen."""
    return Counter(p for p, event in _events(head) if event == "start_map" and p.endswith("item"))


def count_top(head: bytes) -> int:
    """How many objects stand beside each other."""
    return sum(p == "" and event == "start_map" for p, event in _events(head))


def is_keyed(head: bytes) -> bool:
    """True when the file's keys hold objects, at least three and with keys in common."""
    keys: dict[str, set[str]] = {}
    values = 0
    for prefix, event in _events(head):
        if prefix and "." not in prefix and event not in ("end_map", "map_key", "end_array"):
            values += 1
            if event == "start_map":
                keys[prefix] = set()
        elif prefix.count(".") == 1 and event not in ("end_map", "map_key", "end_array"):
            parent, key = prefix.split(".")
            if parent in keys:
                keys[parent].add(key)
    filled = [k for k in keys.values() if k]
    return len(filled) >= 3 and len(filled) == values and bool(set.intersection(*filled))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _events(head: bytes) -> Iterator[tuple[str, str]]:
    """(prefix, event) of the beginning of a file; ends quietly where the beginning does."""
    try:
        for number, (prefix, event, _) in enumerate(ijson.parse(Guarded(io.BytesIO(head)), multiple_values=True)):
            if number > _EVENTS:
                return
            yield prefix, event
    except (ijson.JSONError, ValueError, UnicodeError):
        return
