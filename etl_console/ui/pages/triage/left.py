"""What is left of the rejected rows of a batch, and what of the decisions about them can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etl_console.ui.pages.triage.reasons import Group

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.triage import Triage


@dataclass(frozen=True, slots=True)
class Left:
    """The reasons of a batch, how many rows wait for a decision (``undecided``) and about how many one waits for the next
    run (``pending``), and the acts that Undo and Redo would take."""

    groups: Sequence[Group] = ()
    undecided: int = 0
    pending: int = 0
    undo: dict[str, Any] | None = None
    redo: dict[str, Any] | None = None
    held: frozenset[str] = frozenset()
    """Files of the batch that wait for a decision about their columns."""

    @classmethod
    def of(cls, triage: Triage, client: str, batch_id: str) -> Left:
        """Reads the database."""
        groups, where = triage.groups(client, batch_id), (client, batch_id)
        return cls(
            groups, triage.opened(groups), triage.pending(*where), *triage.way_back(*where), triage.held(*where)
        )  # fmt: skip
