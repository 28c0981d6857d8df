"""Text and JSON as PostgreSQL takes them: it knows no NUL, which is shown as U+2400, and no half of a surrogate pair, which
is shown as a question mark. Whatever a file holds, what is told of it can be recorded."""

from __future__ import annotations

import json
import re
from typing import Any

import psycopg
from psycopg.adapt import Buffer
from psycopg.types.json import set_json_dumps
from psycopg.types.string import StrDumperUnknown

_ESCAPED_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def as_text(text: str) -> str:
    """The text as PostgreSQL can keep it."""
    return text.replace("\0", "␀").encode("utf-8", "replace").decode("utf-8")


def as_json(value: Any) -> str:
    """JSON that a jsonb column takes."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return as_text(_ESCAPED_NUL.sub(r"\1␀", text) if "\\u0000" in text else text)


class _TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(as_text(obj))


def teach_psycopg() -> None:
    """Let every connection of this process write text and JSON so."""
    psycopg.adapters.register_dumper(str, _TextDumper)
    set_json_dumps(as_json)
