"""One rejected row as the decisions that stand make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl_console.records import Rule


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One rejected row as it stands: ``record`` has its values by source column with the edits that stand in them,
    ``edited`` the columns they changed (column -> value before), ``unfit`` those of them whose value does not fit its
    target, ``decision`` '' or edited (in the column that is at fault), quarantine, accept."""

    reject_id: int
    source_line: int
    rule: str
    column: str | None
    message: str
    disposition: str
    record: Mapping[str, str | None]
    raw: str | None = None
    decision: str = ""
    edited: Mapping[str, str | None] = field(default_factory=dict)
    unfit: tuple[str, ...] = ()
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "reject_id": self.reject_id, "source_line": self.source_line, "rule": self.rule, "column": self.column,
            "message": self.message, "disposition": self.disposition, "record": dict(self.record), "raw": self.raw,
            "decision": self.decision, "edited": dict(self.edited), "unfit": list(self.unfit),
            "why": self.why,
        }  # fmt: skip


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_it_stands(row: Mapping[str, Any], decided: Sequence[Mapping[str, Any]]) -> RejectedRow:
    """A kept row of ``tools.rejected_row`` with what was decided about its line, oldest first, laid over it."""
    record = {k: _text(v) for k, v in row["record"].items()}
    first: dict[str, str | None] = {}
    edited: dict[str, str | None] = {}
    fits: dict[str, bool] = {}
    decision = why = ""
    is_whole = False
    for cell in decided:
        column = cell["column_name"]
        if cell["kind"] in ("cell", "record"):
            first.setdefault(column, cell["original"])
        if not cell["stands"]:
            continue
        if cell["kind"] in ("cell", "record"):
            edited[column], fits[column] = cell["after"], cell["fits"]
            is_whole = is_whole or cell["kind"] == "record"
            is_answer = (
                is_whole if row["rule"] == Rule.MALFORMED_RECORD else column == row["column_name"] and cell["is_new"]
            )
            if is_answer or decision == "quarantine":
                decision = "edited" if is_answer else ""
        elif cell["kind"] == "quarantine" or (cell["rule"], column) == (row["rule"], row["column_name"]):
            decision = cell["kind"]
        why = f"{cell['who']}: {cell['reason']}" if cell["reason"] else str(cell["who"])
    if is_whole:
        record = {}
    elif row["rule"] != Rule.MALFORMED_RECORD:
        record |= first
    return RejectedRow(
        row["reject_id"], row["source_line"], row["rule"], row["column_name"], row["message"], row["disposition"],
        {**record, **edited}, row["raw"], decision, {c: first.get(c) for c in edited},
        tuple(c for c, is_fit in fits.items() if not is_fit), why if decision else "",
    )  # fmt: skip
