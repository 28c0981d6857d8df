"""What a difference of columns, its evidence and its decisions are called."""

from __future__ import annotations

from typing import Any

from etl_console.records import DriftItem, DriftSpread
from etl_console.ui import config_words
from etl_console.ui.words import number, share, short_name, translate


def kind_word(kind: str) -> str:
    """New, missing, renamed or retyped."""
    return {
        "new": translate("Drift", "New"), "missing": translate("Drift", "Missing"),
        "renamed": translate("Drift", "Renamed"), "retyped": translate("Drift", "Other values"),
    }[kind]  # fmt: skip


def status_word(status: str) -> str:
    """Sign and word of a difference's status."""
    return {
        "WAITING": translate("Drift", "✕ Waits"), "NOTED": translate("Drift", "· Noted"),
        "DECIDED": translate("Drift", "✓ Decided"), "SETTLED": translate("Drift", "→ Settled"),
    }[status]  # fmt: skip


def policy_word(policy: str) -> str:
    """Evolve, hold or fail."""
    return config_words.policy_word(policy).capitalize()


def values_word(kind: str) -> str:
    """The kind of values in a column."""
    return {
        "integer": translate("Drift", "whole numbers"), "decimal": translate("Drift", "numbers"),
        "date": translate("Drift", "dates"), "boolean": translate("Drift", "yes or no"),
        "text": translate("Drift", "text"), "nested": translate("Drift", "lists or objects"),
        "empty": translate("Drift", "nothing"), "": translate("Drift", "not known"),
    }.get(kind, kind)  # fmt: skip


def column_text(item: DriftItem) -> str:
    """The column, with its name before."""
    return f"{item.was_name} → {item.column_name}" if item.was_name else item.column_name


def decision_word(item: DriftItem) -> str:
    """What was decided."""
    if item.decision is None:
        return ""
    return {
        "map": translate("Drift", "goes to {target}"), "ignore": translate("Drift", "left out"),
        "rename": translate("Drift", "renamed"), "drop": translate("Drift", "taken out"),
        "accept": translate("Drift", "accepted"), "refuse": translate("Drift", "refused"),
    }[item.decision].format(target=item.target_column or "")  # fmt: skip


def sentence(item: DriftItem) -> str:
    """What was seen, as a sentence."""
    text = {
        "new": translate("Drift", "“{column}” was not in this file before."),
        "missing": translate("Drift", "“{column}” is not in the file any more."),
        "renamed": translate("Drift", "“{was}” seems to be called “{column}” now."),
        "retyped": translate("Drift", "“{column}” holds other values than before."),
    }[item.kind]
    return text.format(column=item.column_name, was=item.was_name)


def where(item: DriftItem, spread: DriftSpread) -> str:
    """In which files it was seen, and how many others of the batch are as before."""
    if not spread.files:
        return ""
    first = short_name(spread.files[0])
    more = len(spread.files) - 1
    text = translate("Drift", "{file} of {batch}") if not more else translate("Drift", "{file} and {n} more of {batch}")
    parts = [text.format(file=first, n=number(more), batch=spread.batch_id)]
    if spread.others and item.kind != "new":
        text = translate("Drift", "other files of this batch that have “{column}” as before: {n}")
        parts.append(text.format(n=number(spread.others), column=item.was_name or item.column_name))
    return "  ·  ".join(parts)


def warning(item: DriftItem, decision: str, spread: DriftSpread) -> str:
    """What a decision does to the files that are as before; empty when there are none, or when it does nothing."""
    text = {
        "drop": translate("Drift", "⚠ The mapping changes for all files of {file}: “{column}” would be left empty in the"
                          " others that have it, too ({n})."),
        "rename": translate("Drift", "⚠ The mapping changes for all files of {file}: the others that have “{column}” ({n})"
                            " would fail."),
    }.get(decision)  # fmt: skip
    if not spread.others or text is None:
        return ""
    return text.format(file=item.logical_source_file, n=number(spread.others), column=item.was_name or item.column_name)


def why(evidence: dict[str, Any]) -> str:
    """How alike two columns are, part by part; empty when there is only one."""
    if "score" not in evidence:
        return ""
    head = translate("Drift", "Alike by {score}")
    if "candidate" in evidence:
        head = translate("Drift", "Most alike: “{column}” by {score}")
    parts = [
        head.format(score=share(evidence["score"], 0), column=evidence.get("candidate")),
        translate("Drift", "names {n} of 100").format(n=evidence["name"]),
        translate("Drift", "values {share}").format(share=share(evidence["values"], 0)),
        translate("Drift", "filled {share}").format(share=share(evidence["fill"], 0)),
    ]
    if evidence["meaning"]:
        parts.append(translate("Drift", "the names mean the same"))
    if evidence["place"]:
        parts.append(translate("Drift", "in the same place"))
    return "  ·  ".join(parts)
