"""What was saved of a configuration, as people did it: one line for each thing and save, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from etl_console.pipeline.configuration import MAIN, item_of_row, made_together
from etl_console.ui import words
from etl_console.ui.config_words import item_text, place_word, shown
from etl_console.ui.words import translate

_NAMES = {"procedure_name": "procedure", "refresh_name": "name"}
_UNTOLD = ("client_id", "ordinal", "is_active", "created_at", "created_by")


def lines_of(history: Sequence[dict[str, Any]], titles: Mapping[str, str]) -> list[tuple[list[str], list[int]]]:
    """The texts of each line (when, who, what, how, before, after, why) with the numbers of its changes, newest first.
    ``titles`` are what the values of an item are called on screen."""
    return [(_line(rows, titles), [r["history_id"] for r in rows]) for rows in made_together(history)]


def _line(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[str]:
    first, item = rows[0], item_of_row(rows[0])
    hows = {
        "INSERT": translate("Configuration", "added"), "UPDATE": translate("Configuration", "changed"),
        "DELETE": translate("Configuration", "removed"),
    }  # fmt: skip
    how = next((r["operation"] for r in rows if r["table_name"] in MAIN), "UPDATE")
    told = [_told(r, titles) for r in reversed(rows)]
    before, after = ("; ".join(filter(None, (t[side] for t in told))) for side in (0, 1))
    return [
        words.moment(first["changed_at"]), first["changed_by"], item_text(item), hows[how],
        before or "–", after or "–", words.said(first["reason"]),
    ]  # fmt: skip


def _told(row: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[str, str]:
    """What one change was about, as it stood before and after."""
    before, after = row["before"], row["after"]
    if row["table_name"] == "column_mapping":
        return _column(before), _column(after)
    if row["table_name"] == "required_columns":
        return _duties(before), _duties(after)
    if row["table_name"] == "integration_dependencies":
        form = translate("Configuration", "depends on {step}")
        told = [form.format(step=side["depends_on"]) if side else "" for side in (before, after)]
        return told[0], told[1]
    known = {**(before or {}), **(after or {})}
    own = {"client_config": "logical_source_file", "mv_refresh_config": "refresh_name"}.get(
        row["table_name"], "procedure_name"
    )
    names = [k for k in known if k not in _UNTOLD and k != own and (before or {}).get(k) != (after or {}).get(k)]
    texts = [
        ", ".join(
            f"{titles.get(_NAMES.get(name, name)) or place_word(name)}: {shown(side.get(name), name)}" for name in names
            if side.get(name) is not None or (before and after)
        ) if side else ""
        for side in (before, after)
    ]  # fmt: skip
    return texts[0], texts[1]


def _column(column: Mapping[str, Any] | None) -> str:
    """One column of a mapping: where its values go, and in which format they are."""
    if not column:
        return ""
    goes_to = f"{column['source_column']} → {column['target_column'] or '–'}"
    return f"{goes_to} ({column['source_format']})" if column.get("source_format") else goes_to


def _duties(column: Mapping[str, Any] | None) -> str:
    """What is asked of one column."""
    if not column:
        return ""
    asked = [
        translate("Configuration", "required") if column.get("is_required") else "",
        translate("Configuration", "key {n}").format(n=column["key_position"]) if column.get("key_position") else "",
    ]
    return f"{column['column_name']}: {', '.join(filter(None, asked)) or '–'}"
