"""The rows of one reason, a page at a time: what is seen is fetched, the rest is known by how many there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from etl_console.errors import EtlError
from etl_console.records import BatchState, Selection
from etl_console.ui.pages.triage.reasons import Group, selection_of
from etl_console.ui.pages.triage.rows_model import PAGE

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejected_row import RejectedRow
    from etl_console.ui.pages.triage.page import TriagePage

_LATER_MS = 300


class Fetching(QObject):
    """Fills the rows of the Triage page. ``wanted_line`` is the source line that a link asked for, 0 for none.

    Rows stand as in the file, or by a column: then ``_order`` has the ids of all of them, and a page is a part of it. So
    it does where only the rows with a ``text`` are shown. ``shown`` are the rows that stand there: until those that are
    wanted have come, others; what is decided is about what is seen."""

    def __init__(self, page: TriagePage) -> None:
        super().__init__(page)
        self._page = page
        self._anchors: list[int] = []
        self._order: list[int] | None = None
        self.shown: Selection | None = None
        self.text = ""
        kept = page.remembered("sorting")
        self.sorting: tuple[str, bool] | None = (str(kept[0]), kept[1] == "down") if isinstance(kept, list) else None
        self._opened = 0  # how often other rows were opened: what was asked for before is of no use then
        self._is_open = False  # the first page of the reason is there
        self.wanted_line = 0
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self._show_again)

    def _show_again(self) -> None:
        if self._page.group is not None and self._page.batch is not None:
            self.show(self._page.group)

    def selection(self, group: Group) -> Selection:
        """The rows of a reason that are wanted: all, or those with the text that is looked for."""
        return replace(selection_of(group), text=self.text)

    def filter(self, text: str) -> None:
        """Show the rows with a text; all of the reason for none."""
        page = self._page
        if page.rows.state() == QAbstractItemView.State.EditingState:
            QTimer.singleShot(_LATER_MS, self, lambda: self.filter(page.filter.text()))
            return  # what is being written stays
        if text == self.text or page.group is None:
            return
        self.text = text
        page.scope.setText(self.tr("Looking …"))
        self.show(page.group)

    def filter_no_more(self) -> None:
        """All rows of the reason are wanted, whatever was looked for before."""
        self.text = ""
        self._page.filter.forget()

    def show(self, group: Group, *, anew: bool = False) -> None:
        """Show the rows of a reason; of the one that was shown the same rows stay chosen. ``anew``: all of them, whatever
        was looked for."""
        page = self._page
        assert page.batch is not None
        same = page.group is not None and selection_of(page.group) == selection_of(group)
        page.group = group
        if same and page.rows.state() == QAbstractItemView.State.EditingState:
            self._later.start()  # what is being written stays, and the rows are read when it is done
            return
        if not same or anew:
            self.filter_no_more()
        if not same:
            page.model.refused.clear()
        client, batch_id, selection = page.client, page.batch.batch_id, self.selection(group)
        triage = page.service.triage
        here = page.rows.currentIndex().row() if same and page.rows.currentIndex().isValid() else 0
        sorting = self.sorting

        def shown(found: tuple[dict[str, str], list[int] | None, list[RejectedRow], int]) -> None:
            before, seen_before = page.rows.stand(), (self._order, page.model.total, page.model.first_id)
            columns, self._order, first, seen = found
            self.shown = selection
            self._opened += 1
            total = group["n"] if self._order is None else len(self._order)
            page.rows.tell_what_is_lost()
            page.model.open(list(columns), group["column_name"], total, first, seen)
            page.rows.fit_columns()
            is_sorted = self._order is not None and sorting is not None and sorting[0] in ("", *columns)
            page.rows.show_sorting(*sorting if is_sorted and sorting else ("", False), is_on=is_sorted)
            self._is_open = True
            if same and not self.wanted_line and total and seen_before == (self._order, total, page.model.first_id):
                page.rows.stand_as(before)
            else:
                self._stand_at(here)
            if self._order is not None:
                self._look_for_wanted()
            elif total > PAGE:
                page.ask("anchors", lambda: triage.anchors(client, batch_id, selection, PAGE), self._anchored)

        def work() -> tuple[dict[str, str], list[int] | None, list[RejectedRow], int]:
            file, seen = selection.physical_file_name, triage.seen(client, batch_id)
            columns = triage.columns(client, batch_id, file)
            if sorting is not None and sorting[0] in ("", *columns):
                order = triage.ordered(client, batch_id, selection, sorting[0] or None, falling=sorting[1])
            elif selection.text:
                order = triage.ids(client, batch_id, selection)
            else:
                return columns, None, triage.page(client, batch_id, selection, 0, PAGE), seen
            return columns, order, triage.rows(client, batch_id, file, order[:PAGE]), seen

        def failed(error: EtlError) -> None:
            """What was shown stays, and is called what it is."""
            if self.shown is not None:
                self.text, self._is_open = self.shown.text, True
                page.filter.show_text(self.text)
                self._anchors = anchors
                page.selected()
            page.context.messages.fail(error)

        anchors = self._anchors
        self._anchors, self._is_open = [], False
        page.ask("rows", work, shown, failed)

    def sort_next(self, column: str) -> None:
        """Sort by a column, empty: by what was decided; again: the other way round; a third time: as in the file. The
        chosen row stays chosen."""
        page = self._page
        if page.group is None:
            return
        now = self.sorting
        self.sorting = (column, False) if now is None or now[0] != column else None if now[1] else (column, True)
        page.remember("sorting", [column, "down" if self.sorting[1] else "up"] if self.sorting else None)
        row = page.model.row_at(page.rows.currentIndex().row()) if page.rows.currentIndex().isValid() else None
        self.wanted_line = row.source_line if row is not None else 0
        page.scope.setText(self.tr("Sorting …"))
        self.show(page.group)

    def _anchored(self, anchors: list[int]) -> None:
        self._anchors = anchors
        self._page.model.forget_missing()
        self._look_for_wanted()

    def _look_for_wanted(self) -> None:
        """The page that a link's line is on is fetched, when it is not the first."""
        page, line, anchors, order = self._page, self.wanted_line, self._anchors, self._order
        rows, batch = self.shown, page.batch
        if not (line and self._is_open and (anchors or order)) or rows is None or batch is None:
            return
        triage, where, read = page.service.triage, (page.client, batch.batch_id), self._reader(batch, rows)
        opened = self._opened

        def work() -> tuple[int, list[RejectedRow], int] | None:
            seen, found = triage.seen(*where), triage.page(*where, replace(rows, lines=(line,), text=""), 0, 1)
            if not found:
                return None
            wanted = found[0].reject_id
            if order is None:
                number = bisect_left(anchors, wanted)
            elif wanted in order:
                number = order.index(wanted) // PAGE
            else:
                return None  # it has not the text that is looked for
            return number, read(number), seen

        def shown(found: tuple[int, list[RejectedRow], int] | None) -> None:
            if found is not None and self._opened == opened:
                page.model.take(*found)
                self._stand_at(0)
            self.wanted_line = 0

        page.ask("wanted", work, shown)

    def _stand_at(self, place: int) -> None:
        """The wanted line, else a place, is chosen, with its bad cell in view."""
        page = self._page
        if self.wanted_line:
            found = page.model.place_of(self.wanted_line)
            place = found if found is not None else place
            self.wanted_line = 0 if found is not None or page.model.total <= PAGE else self.wanted_line
        group = page.group
        if group is None or not page.model.total:
            page.detail.show_nothing()
            page.selected()
            return
        index = page.model.index(min(place, page.model.total - 1), page.model.section_of(group["column_name"]))
        page.rows.setCurrentIndex(index)
        page.rows.scrollTo(index)
        page.row_chosen(index)
        page.selected()

    def _reader(self, batch: BatchState, selection: Selection) -> Callable[[int], list[RejectedRow]]:
        """What reads the page of a number from the database, as the rows stand now."""
        triage, where = self._page.service.triage, (self._page.client, batch.batch_id)
        anchors, order = self._anchors, self._order

        def read(number: int) -> list[RejectedRow]:
            if order is not None:
                return triage.rows(*where, selection.physical_file_name, order[number * PAGE : (number + 1) * PAGE])
            return triage.page(*where, selection, anchors[number - 1] if number else 0, PAGE)

        return read

    def fetch(self, pages: Sequence[int]) -> None:
        """Fetch the pages of these numbers, from 0."""
        page = self._page
        selection, batch = self.shown, page.batch
        if selection is None or batch is None:
            return
        read, opened = self._reader(batch, selection), self._opened
        known = pages if self._order is not None else [number for number in pages if number <= len(self._anchors)]
        triage, where = page.service.triage, (page.client, batch.batch_id)

        def work() -> tuple[list[tuple[int, list[RejectedRow]]], int]:
            seen = triage.seen(*where)
            return [(number, read(number)) for number in known], seen

        def shown(found: tuple[list[tuple[int, list[RejectedRow]]], int]) -> None:
            came, seen = found
            if self._opened == opened:
                for number, rows in came:
                    page.model.take(number, rows, seen)

        page.submit(work, shown, page.context.messages.fail)
