"""Who else works on the batch that Triage shows: what they decide is seen here, too, and that somebody runs one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from etl_console.records import BatchState
from etl_console.ui.pages.triage.left import Left
from etl_console.ui.words import act_word, number

if TYPE_CHECKING:
    from etl_console.ui.pages.triage.page import TriagePage

_LOOK_MS = 3000


class Others(QObject):
    """Looks again and again while the page is shown. ``is_running``: somebody runs a batch of the client."""

    def __init__(self, page: TriagePage) -> None:
        super().__init__(page)
        self._page = page
        self.is_running = False
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self.look)
        self._looking.start()

    def look(self) -> None:
        """Whether anybody else decided about the batch since its numbers were read, and whether one is run."""
        page, batch, client = self._page, self._page.batch, self._page.client
        if batch is None or not page.isVisible() or page.is_asking("others") or page.is_asking("numbers"):
            return
        service = page.service

        def shown(found: tuple[dict[str, Any] | None, Mapping[str, Any] | None]) -> None:
            newest, holder = found
            self.is_running = holder is not None
            if newest is not None and newest["act_id"] > page.seen and page.batch is batch:
                page.look_again()
            page.context.commands.update()

        page.ask(
            "others", lambda: (service.triage.of_others(client, batch.batch_id), service.holder(client)), shown,
            lambda _: None,
        )  # fmt: skip

    def tell(self, left: Left, batch: BatchState) -> None:
        """Say what somebody else decided."""
        act = left.others
        if act is None:
            return
        told = self.tr("{who} decided about rows of {batch}: {what} ({n})").format(
            who=act["who"], batch=batch.batch_id, what=act_word(act["kind"]), n=number(act["rows"])
        )
        self._page.context.messages.bring(told, f"{self._page.client} {batch.batch_id} decided")
