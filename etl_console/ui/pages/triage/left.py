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
    others: dict[str, Any] | None = None
    """The newest act of anybody else."""

    @property
    def seen(self) -> int:
        """The number of the newest act of anybody else, 0 for none."""
        return self.others["act_id"] if self.others else 0

    @classmethod
    def of(cls, triage: Triage, client: str, batch_id: str) -> Left:
        """Reads the database."""
        where = client, batch_id
        others = triage.of_others(*where)  # first: what is read after it is at least as new
        groups = triage.groups(*where)
        return cls(
            groups, triage.opened(groups), triage.pending(*where), *triage.way_back(*where), triage.held(*where), others
        )
