"""Decisions about rejected rows: one cell, many rows at once, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QObject, Qt

from etl_console.errors import EtlError
from etl_console.records import Decided, Selection
from etl_console.ui.pages.triage.dialogs import Asked, DecisionDialog
from etl_console.ui.pages.triage.reasons import Group, key_of, selection_of
from etl_console.ui.words import act_word, number

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.by_example import Change
    from etl_console.pipeline.rejected_row import RejectedRow
    from etl_console.ui.pages.triage.page import TriagePage

_LEAVE_OUT = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
MOST_LINES = 5000
"""How many single rows one decision takes; all of a reason is one, however many."""


class Decisions(QObject):
    """Decides for the Triage page, about the rows that are chosen there."""

    def __init__(self, page: TriagePage) -> None:
        super().__init__(page)
        self._page = page
        self._example: tuple[Any, str, Change] | None = None  # what was done to a value by hand: reason, column, change

    def edit(self, line: int, column: str, value: str) -> None:
        """Give one cell another value."""
        page = self._page
        shown_rows, batch = page.fetching.shown, page.batch
        if shown_rows is None or batch is None:
            return
        client, batch_id, file = page.client, batch.batch_id, shown_rows.physical_file_name
        triage, selection = page.service.triage, replace(shown_rows, lines=(line,), text="")
        row = page.row_of(line)
        known = [c for c in page.model.columns if c in page.model.own]
        cells: dict[str, str | None] = {column: value}
        if row is not None and row.rule == "malformed_record" and not row.edited:
            cells = {**{c: (row.record.get(c) or "") for c in known}, **cells}

        seen = page.model.begun_with

        def work() -> list[RejectedRow]:
            triage.edit(client, batch_id, file, line, cells, seen=seen)
            return triage.page(client, batch_id, selection, 0, 50)

        group, before = page.group, row.record.get(column) if row is not None and len(cells) == 1 else None

        def shown(rows: list[RejectedRow]) -> None:
            page.context.messages.clear("decided_meanwhile")
            page.model.retake(rows)
            page.look_again()
            if group is not None and page.group is not None and key_of(group) == key_of(page.group):
                self._learn(group, line, column, (before or "", value))

        def failed(error: EtlError) -> None:
            messages, shown_now = page.context.messages, page.fetching.shown
            page.model.forget()
            page.look_again()
            again = None
            if shown_now is not None and shown_now.physical_file_name == file and row is not None:
                page.model.refused[line, column] = value, row.record.get(column)
                again = (self.tr("Write it again"), partial(self._write_again, line, column))
            messages.fail(error, None if error.code in messages.ways_out else again)

        page.submit(work, shown, failed)

    def _write_again(self, line: int, column: str) -> None:
        if not self._page.is_gone:
            self._page.rows.write_again(line, column)

    def _learn(self, group: Group, line: int, column: str, example: tuple[str, str]) -> None:
        """Offer to do to the other rows of the reason what was done to one, where it was at fault."""
        from etl_console.pipeline.by_example import learned

        if column != group["column_name"]:
            return
        change = learned(*example)
        others = (
            r.record.get(column) or "" for r in self._page.model.read() if r.source_line != line and not r.decision
        )
        other = next((v for v in others if change is not None and change.on(v) != v), None)
        if change is None or other is None:
            return
        self._example = (key_of(group), column, change)
        told = self.tr("Other rows can be changed alike: “{before}” → “{after}”").format(
            before=other, after=change.on(other)
        )
        self._page.context.messages.tell(told, (self.tr("Change them …"), self._change_alike))

    def _change_alike(self) -> None:
        page, example = self._page, self._example
        if not page.is_gone and example is not None and page.group is not None and key_of(page.group) == example[0]:
            page.rows.selectAll()
            for place in range(page.model.total) if page.model.is_read else ():
                row = page.model.row_at(place)
                if row is not None and row.decision in ("quarantine", "accept"):  # what was decided so stays so
                    aside = page.model.index(place, 0)
                    page.rows.selectionModel().select(aside, _LEAVE_OUT)
            self.ask("replace")

    def ask(self, kind: str) -> None:
        """Ask for a value or a reason: ``kind`` is fill, replace, quarantine or accept."""
        page = self._page
        if page.fetching.shown is None or page.batch is None:
            return
        count = page.rows.count()
        if count > MOST_LINES and count != page.model.total:
            page.context.messages.tell(self.tr("Choose 5,000 rows at most, or all of the reason with Ctrl+A."))
            return
        selection, rows = page.chosen_rows()
        if count != page.model.total and len(rows) < count:
            page.context.messages.tell(self.tr("The chosen rows are still being read: try again in a moment."))
            return
        columns = [c for c in page.model.columns if c in page.model.own]
        samples = [r.record for r in rows[:200]]
        is_whole = count == page.model.total and not selection.text and page.group is not None
        alike = page.alike() if is_whole else ()
        column, change = selection.column, None
        if kind == "replace" and self._example is not None and page.group and key_of(page.group) == self._example[0]:
            _, column, change = self._example
        dialog = DecisionDialog(Asked(kind, count, columns, column, samples, page.group, alike, change), page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        seen = page.seen_of_chosen()
        dialog.wanted.connect(lambda: self._decide(dialog, selection, seen))
        dialog.written.connect(lambda *given: self._judge(dialog, selection, *given))
        page.show_dialog(dialog)

    def _judge(self, dialog: DecisionDialog, selection: Selection, column: str, value: str) -> None:
        """Whether a value fits is told while the question is open."""
        page = self._page
        if page.batch is None:
            return
        where = page.client, page.batch.batch_id, selection.physical_file_name

        def found(fits: list[bool]) -> None:
            if not dialog.is_over:
                dialog.tell_fit(column, value, fits[0])

        page.ask("fits", lambda: page.service.triage.fits(*where, column, [value]), found, lambda _: None)

    def _decide(self, dialog: DecisionDialog, selection: Selection, seen: int) -> None:
        """Do what was asked for; the rows are decided about as they were when it was asked, or, once that was refused, as
        they are shown since."""
        page = self._page
        assert page.batch is not None
        seen = page.seen_of_chosen() if dialog.was_refused else seen
        where = (page.client, page.batch.batch_id, replace(selection, seen=seen))
        triage, kind = page.service.triage, dialog.asked.kind
        column, value, find = dialog.column.currentText(), dialog.value.text(), dialog.sought.text()
        reason, pattern = dialog.reason.text(), dialog.pattern.isChecked()
        also = [replace(selection_of(group), seen=seen) for group in dialog.also()]
        work: dict[str, Callable[[], Decided]] = {
            "fill": lambda: triage.fill(*where, column, value, reason, also),
            "replace": lambda: triage.replace(*where, column, find, value, pattern=pattern, reason=reason, also=also),
            "quarantine": lambda: triage.quarantine(*where, reason, also),
            "accept": lambda: triage.accept(*where, reason, also),
        }

        def done(found: Decided) -> None:
            if not dialog.is_over:
                dialog.accept()
            self.tell(*where[:2], found, self.tr("%Ln rows decided", "", found.rows))
            page.changed()

        def failed(error: EtlError) -> None:
            page.changed()
            page.context.messages.fail(error) if dialog.is_over else dialog.refuse(error)

        page.submit(work[kind], done, failed)

    def tell(self, client: str, batch_id: str, found: Decided, text: str) -> None:
        """Say what an act came to, with the way to take it back; what refused it before is settled."""
        self._page.context.messages.clear("decided_meanwhile")
        unfit = self.tr("%Ln values still do not fit", "", found.unfit)
        back = (self.tr("Undo"), partial(self._take_back, client, batch_id, found.act)) if found.act else None
        self._page.context.messages.tell(f"{text} · {unfit}" if found.unfit else text, back)

    def _take_back(self, client: str, batch_id: str, act: int) -> None:
        """Take back one act, whatever is shown or was done since."""
        page, triage = self._page, self._page.service.triage

        def done(_: dict[str, Any] | None) -> None:
            if page.batch is not None and (page.client, page.batch.batch_id) == (client, batch_id):
                page.changed()

        page.submit(
            lambda: triage.undo(client, batch_id, act=act), done, page.context.messages.fail,
            lambda found: self._told_undone(found, redo=False),
        )  # fmt: skip

    def undo(self, *, redo: bool) -> None:
        """Take back the last act, or do again what was taken back."""
        page = self._page
        batch = page.batch
        if batch is None:
            return
        client, triage = page.client, page.service.triage
        do = triage.redo if redo else triage.undo

        def done(act: dict[str, Any] | None) -> None:
            self._told_undone(act, redo=redo)
            if act is not None:
                page.changed()

        page.submit(lambda: do(client, batch.batch_id), done, page.context.messages.fail)

    def _told_undone(self, act: dict[str, Any] | None, *, redo: bool) -> None:
        if act is None:
            self._page.context.messages.tell(self.tr("Nothing to redo") if redo else self.tr("Nothing to undo"))
            return
        form = self.tr("Done again: {what}") if redo else self.tr("Undone: {what}")
        self._page.context.messages.tell(form.format(what=f"{act_word(act['kind'])} ({number(act['rows'])})"))
