"""What the operator changed and did not save yet: kept by page, client and item while the window lives, whatever is shown
meanwhile, and asked about before the window closes."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """``content`` is what the page makes of it; ``changes`` how many there are, at least 1; ``item`` is empty where a
    page has one draft a client."""

    page: str
    client: str
    item: str
    content: Any
    changes: int


class Steps:
    """A draft as it was after each change: to go back and forth in. Contents are copied: pages change theirs in place."""

    def __init__(self) -> None:
        self._now: Any = None
        self._back: list[Any] = []
        self._forth: list[Any] = []

    def begin(self, content: Any) -> None:
        """Another draft: nothing of the one before can be gone back to."""
        self._now, self._back, self._forth = copy.deepcopy(content), [], []

    def take(self, content: Any) -> None:
        """The draft after a change; what was taken back before can no more be done again."""
        if content != self._now:
            self._back.append(self._now)
            self._now, self._forth = copy.deepcopy(content), []

    def can_go(self, *, forth: bool) -> bool:
        """True when there is a change to take back, or to do again."""
        return bool(self._forth if forth else self._back)

    def go(self, *, forth: bool) -> Any:
        """The draft one change back or forth. Raises IndexError where there is none."""
        found = (self._forth if forth else self._back).pop()
        (self._back if forth else self._forth).append(self._now)
        self._now = found
        return copy.deepcopy(found)


class Drafts:
    """The drafts of one window."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self.thrown: dict[str, Draft] = {}
        """What was discarded last, by page."""

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one before; one without changes is dropped."""
        if draft.changes:
            self.thrown.pop(draft.page, None)
            self._drafts[draft.page, draft.client, draft.item] = draft
        else:
            self.drop(draft.page, draft.client, draft.item)

    def drop(self, page: str, client: str, item: str = "") -> None:
        """Forget a draft: it was saved or discarded."""
        self._drafts.pop((page, client, item), None)

    def find(self, page: str, client: str, item: str = "") -> Draft | None:
        """What was kept, or None."""
        return self._drafts.get((page, client, item))

    def of(self, page: str = "", client: str = "") -> list[Draft]:
        """All drafts of a page and a client, of any where one is empty."""
        return [d for d in self._drafts.values() if page in ("", d.page) and client in ("", d.client)]
