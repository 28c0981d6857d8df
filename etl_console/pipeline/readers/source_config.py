"""Per-file settings of a source: what the operator fixed; everything else is found out from the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from etl_console.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """All settings are optional; None means: find out by itself.

    ``header`` is the number of header rows (0: none, 2 and more are joined by a space), ``skip`` the lines or rows
    before them. ``columns`` names the columns of a file without header. ``sheet`` is a name or a place from 1,
    ``range`` a block such as ``A5:F15``. ``record_path`` leads to the records of a JSON envelope (``data.items``);
    ``explode`` names a list in each record that becomes one row an element. ``repair`` mends damaged records by what
    their columns hold, each marked; ``repeated_header`` is ``second_table`` (what follows is held back) or ``page``
    (only the repetition is); ``footer`` the lines after the table. The value settings (``null_words``,
    ``decimal``, ``thousands``, ``date_patterns``) are applied by the load, never by convert (contract, 5).
    """

    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    encoding: str | None = None
    header: int | None = None
    skip: int | None = None
    comment: str | None = None
    columns: tuple[str, ...] | None = None
    sheet: str | int | None = None
    range: str | None = None
    record_path: str | None = None
    explode: str | None = None
    repair: bool = False
    repeated_header: str | None = None
    footer: int | None = None
    null_words: tuple[str, ...] = ()
    decimal: str | None = None
    thousands: str | None = None
    date_patterns: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> SourceConfig:
        """Settings from their JSON form. Raises ConfigurationError that names an unknown key or a wrong value."""
        given = dict(value or {})
        known = [f.name for f in fields(cls)]
        for key, setting in given.items():
            if key not in known:
                raise ConfigurationError(
                    f"source_config has an unknown setting “{key}”.", f"Known are {', '.join(known)}.",
                    code="unknown_source_config", key=key,
                )  # fmt: skip
            given[key] = _checked(key, setting)
        return cls(**given)

    def to_json(self) -> dict[str, Any]:
        """The settings that are set, in their JSON form."""
        result: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if value not in (None, (), {}, False):
                result[f.name] = list(value) if isinstance(value, tuple) else value
        return result


def _checked(key: str, value: Any) -> Any:
    if value is None:
        return {"null_words": (), "date_patterns": {}, "repair": False}.get(key)
    fits: bool
    if key == "repair":
        fits = isinstance(value, bool)
    elif key == "repeated_header":
        fits = value in ("second_table", "page")
    elif key in ("header", "skip", "footer"):
        value = int(value) if isinstance(value, bool) and key == "header" else value
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000
    elif key in ("columns", "null_words"):
        fits = isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)
        value = tuple(value) if fits else value
    elif key == "date_patterns":
        fits = isinstance(value, Mapping)
    elif key == "sheet":
        fits = isinstance(value, str | int) and not isinstance(value, bool)
    elif key in ("quote", "escape", "decimal", "thousands"):
        fits = isinstance(value, str) and len(value) <= 1
    else:
        fits = isinstance(value, str) and value != ""
    if not fits:
        raise ConfigurationError(
            f"source_config: “{key}” cannot be {value!r}.", "See the settings of a source file in the help.",
            code="bad_source_config", key=key,
        )  # fmt: skip
    return value
