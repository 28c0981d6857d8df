"""The pages that are there, and where the operator is on each: built when they are asked for, the others one by one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from etl_console.pipeline.events import Event
from etl_console.ui.pages.registry import PAGES
from etl_console.ui.shell.links import Link, LinkError
from etl_console.ui.shell.page import Context, Page
from etl_console.ui.shell.place import Place

_SOON_MS, _UNSEEN_MS = 20, 500


def _places_left() -> Iterator[tuple[str, Link]]:
    """Page by page where the operator was when the window was closed last."""
    for name in PAGES:
        with suppress(LinkError):
            yield name, Link.parse(str(QSettings().value(f"{name}/left", "")))


class BuiltPages(QObject):
    """``pages`` are the ones that are there, by id. ``made`` is emitted with a page before it is shown for a client;
    ``is_busy`` says when what the operator looks at is not there yet."""

    made = Signal(object)

    def __init__(self, context: Context, is_busy: Callable[[], bool], window: QObject) -> None:
        super().__init__(window)
        self.pages: dict[str, Page] = {}
        self._context, self._is_busy = context, is_busy
        self._client = ""
        self._left = dict(_places_left())
        self._visited: set[str] = set()
        self._shown = ""
        self._are_anew = False
        self._away: dict[str, tuple[Link, Any, Place]] = {}  # where the pages were that are to be built anew
        self._building = QTimer(self, singleShot=True)
        self._building.timeout.connect(self._build_next)
        self._unseen: list[Event] = []
        self._telling = QTimer(self, interval=_UNSEEN_MS, singleShot=True)
        self._telling.timeout.connect(self._tell_others)

    def page(self, name: str) -> Page:
        """The page of that id, built when it is not there yet."""
        if name not in self.pages:
            page = self.pages[name] = PAGES[name].make(self._context)
            self.made.emit(page)
            if self._client:
                self._show_client(page)
            if name in self._away:
                self._give_back(page, *self._away.pop(name))
        return self.pages[name]

    def visit(self, name: str) -> Page:
        """The page of that id, which is shown now."""
        self._tell_others()
        page = self.page(name)
        self._visited.add(name)
        self._shown = name
        return page

    def arrived(self, happened: Sequence[Event]) -> None:
        """What happened, for the page that is shown at once; for the others, whose numbers in the rail can wait, a little later
        and together: the one that is looked at has its answers first."""
        if self._shown in self.pages:
            self.pages[self._shown].arrived(happened)
        self._unseen += happened
        if not self._telling.isActive():
            self._telling.start()

    def _tell_others(self) -> None:
        happened, self._unseen = self._unseen, []
        self._telling.stop()
        for name, page in self.pages.items() if happened else ():
            if name != self._shown:
                page.arrived(happened)

    def show_client(self, client: str) -> None:
        """Every page that is there, and each that will be, is for this client."""
        self._client = client
        for page in self.pages.values():
            self._show_client(page)

    def _show_client(self, page: Page) -> None:
        """Show a page for the client; the first time also where the operator was when the window was closed last."""
        page.client = self._client
        page.show_client(self._client)
        kept = self._left.pop(page.id, None)
        if kept is not None and kept.client == self._client:
            page.take_up(kept)

    def _give_back(self, page: Page, link: Link, state: Any, place: Place) -> None:
        """Where the operator was on a page that was put away, unless another client was chosen meanwhile."""
        if self._client and link.client == self._client:
            if page.id in self._visited:
                page.open(link)
                place.give_back(page)
            else:
                page.take_up(link)
        page.restore(state)

    # One by one --------------------------------------------------------------------------------------------------

    def build_others(self) -> None:
        """Build the pages that are not there yet one by one while nothing else is to do: what the operator looks at has its
        answers first."""
        self._building.start(0)

    def _build_next(self) -> None:
        if self._is_busy():
            self._building.start(_SOON_MS)
            return
        missing = next((n for n in PAGES if n not in self.pages), None)
        if missing is not None:
            self.page(missing)
            self._context.commands.update()
            self._building.start(0)
        else:
            context = self._context
            context.tasks.submit(context.service.warm, lambda _: self._set_aside(), context.messages.fail)

    def _set_aside(self) -> None:
        """What is there now stays: the collector of cycles need not go through all of it again and again, during which the
        window would stand still (100 ms for half a million objects). It goes through all of it once pages were built anew,
        for the ones before them."""
        gc.unfreeze()
        gc.collect(2 if self._are_anew else 1)
        gc.freeze()

    # Going -------------------------------------------------------------------------------------------------------

    def put_away(self) -> None:
        """The pages go, to be built anew; where each was is kept."""
        self._tell_others()
        self._away |= {name: (page.link(), page.state(), Place(page)) for name, page in self.pages.items()}
        self._leave()
        self.pages.clear()
        self._are_anew = True

    def close(self) -> None:
        """The window closes: where each page was is kept for the next start."""
        self._building.stop()
        self._telling.stop()
        left = {name: link for name, (link, _, _) in self._away.items()}
        for name, link in (left | {name: page.link() for name, page in self.pages.items()}).items():
            QSettings().setValue(f"{name}/left", str(link))
        self._leave()
        gc.unfreeze()

    def _leave(self) -> None:
        for page in self.pages.values():
            page.leave()
