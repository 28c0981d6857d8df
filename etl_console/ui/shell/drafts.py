"""What the operator changed and did not save yet: kept by page, client and item while the window lives, whatever is shown
meanwhile, and asked about before the window closes."""

from __future__ import annotations

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


class Drafts:
    """The drafts of one window."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str, str], Draft] = {}

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one before; one without changes is dropped."""
        if draft.changes:
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
