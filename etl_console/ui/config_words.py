"""What a configuration says, in the operator's language: items, places in them, and values."""

from __future__ import annotations

from typing import Any

from etl_console.ui.words import setting_words, translate

_OF_A_COLUMN = ("source_column", "target_column", "source_format", "drift_policy")


def policy_word(policy: str) -> str:
    """What a policy of rows or of changed columns says is to be done."""
    return {
        "fatal": translate("Configuration", "fatal"), "quarantine": translate("Configuration", "quarantine"),
        "warn": translate("Configuration", "warn"), "evolve": translate("Configuration", "evolve"),
        "hold": translate("Configuration", "hold"), "fail": translate("Configuration", "fail"),
    }.get(policy, policy)  # fmt: skip


def shown(value: Any, path: str = "") -> str:
    """A value, standing at ``path``, as people read it: texts as they are, nothing as a dash, lists and settings one after
    the other."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return translate("Configuration", "yes") if value else translate("Configuration", "no")
    if isinstance(value, list):
        return ", ".join(shown(v) for v in value)
    if isinstance(value, dict):
        known = setting_words()
        return ", ".join(f"{known.get(k, k)} {shown(v, k)}" for k, v in value.items() if v is not None)
    return policy_word(str(value)) if path.endswith("policy") else str(value)


def item_word(kind: str) -> str:
    """The kind of an item in the operator's language."""
    words = {
        "file": translate("Configuration", "File"), "transformation": translate("Configuration", "Transformation"),
        "integration": translate("Configuration", "Integration"), "mv_refresh": translate("Configuration", "MV refresh"),
        "client": translate("Configuration", "Client"), "table": translate("Configuration", "Table"),
        "failed_file": translate("Configuration", "Failed file"),
    }  # fmt: skip
    return words[kind]


def item_text(item: tuple[str, str]) -> str:
    """An item by its kind and name; of a client there is one."""
    return item_word(item[0]) if item[0] == "client" else f"{item_word(item[0])} {item[1]}"


def place_word(path: str) -> str:
    """Where in an item a value stands; a column of a mapping by its name in the source."""
    words = {
        "": "·",
        "logical_source_file": translate("Configuration", "File"), "source_system": translate("Configuration", "Source"),
        "source_type": translate("Configuration", "Type"), "file_pattern": translate("Configuration", "Pattern"),
        "target_schema": translate("Configuration", "Schema"), "target_table": translate("Configuration", "Table"),
        "source_config": translate("Configuration", "Settings"),
        "null_policy": translate("Configuration", "Value missing"),
        "duplicate_policy": translate("Configuration", "Repeated key"),
        "bad_value_policy": translate("Configuration", "Bad value"),
        "malformed_policy": translate("Configuration", "Malformed record"),
        "max_reject_share": translate("Configuration", "Rejects allowed"),
        "drift_policy": translate("Configuration", "Changed columns"),
        "required": translate("Configuration", "Required"), "duplicate_key": translate("Configuration", "Key"),
        "columns": translate("Configuration", "Columns"), "columns (order)": translate("Configuration", "Order of columns"),
        "source_column": translate("Configuration", "Source column"),
        "target_column": translate("Configuration", "Target column"),
        "source_format": translate("Configuration", "Format"),
        "procedure": translate("Configuration", "Routine"), "run_order": translate("Configuration", "Order"),
        "kind": translate("Configuration", "Kind"), "depends_on": translate("Configuration", "Depends on"),
        "name": translate("Configuration", "View or procedure"),
        "is_active": translate("Configuration", "In use"),
        "client_name": translate("Configuration", "Name"), "defaults": translate("Configuration", "For all files"),
    }  # fmt: skip
    if path in words:
        return words[path]
    if path.startswith("columns."):
        name = path.removeprefix("columns.")
        for key in _OF_A_COLUMN:
            column, found, more = name.rpartition(f".{key}")
            if found and (not more or more.startswith(".")):
                return " · ".join(filter(None, (column, words[key], more.removeprefix("."))))
        return name
    first, _, rest = path.partition(".")
    known = setting_words() if first == "source_config" else words
    return " · ".join(filter(None, (words.get(first, first), rest and known.get(rest, rest))))
