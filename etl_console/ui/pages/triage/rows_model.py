"""Rejected rows of one reason as a table of any length: pages are fetched as they come into view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from etl_console.records import Rule
from etl_console.ui.theme import tokens
from etl_console.ui.words import number, said, translate

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejected_row import RejectedRow

_Index = QModelIndex | QPersistentModelIndex
PAGE = 200
_KEPT = 60
STATE, FIRST_VALUE = 0, 1
"""Columns: what was decided, then the source columns in the file's order. The source line is the row's header."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Mark(IntEnum):
    """How a cell is marked; read with ``MARK``."""

    NONE = 0
    BAD = 1
    FITS = 2
    STILL_BAD = 3


MARK = Qt.ItemDataRole.UserRole + 1


def decision_text(decision: str, disposition: str) -> str:
    """Sign and word for what was decided about a row, or what became of it."""
    words = {
        "edited": translate("Triage", "✎ Edited"),
        "quarantine": translate("Triage", "▣ Quarantined"),
        "accept": translate("Triage", "✓ Accepted"),
        "rejected": translate("Triage", "✕ Rejected"),
        "quarantined": translate("Triage", "▣ Held back"),
        "warned": translate("Triage", "! Warned"),
    }
    return words[decision or disposition]


def _is_unfit(row: RejectedRow) -> bool:
    """True for a row with a value that does not fit and that nothing else was decided about."""
    return bool(row.unfit) and row.decision in ("", "edited")


class RowsModel(QAbstractTableModel):
    """``wanted`` asks for pages by number; ``edited`` tells line, column and value that the operator gave. ``refused``
    are values that could not be kept with what stood there, by line and column: who edits the cell again begins with
    them, while that stands there still. Each page has ``seen`` the act up to which it shows what others decided."""

    wanted = Signal(list)
    edited = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[str] = []
        self.own: set[str] = set()
        self.bad_column: str | None = None
        self.total = 0
        self.refused: dict[tuple[int, str], tuple[str, str | None]] = {}
        self._pages: dict[int, list[RejectedRow]] = {}
        self._seen: dict[int, int] = {}
        self.begun_with = 0
        """Up to which act of others the row is seen in which a cell is, or was last, being written."""
        self._asked: set[int] = set()
        self._missing: set[int] = set()
        self._stale: set[int] = set()
        self._flush = QTimer(self, interval=0, singleShot=True)
        self._flush.timeout.connect(self._send)

    # What the page says ------------------------------------------------------------------------------------------

    def open(
        self, columns: Sequence[str], bad_column: str | None, total: int, first: Sequence[RejectedRow], seen: int
    ) -> None:  # fmt: skip
        """Show another reason: ``total`` rows of which the first page is there."""
        self.beginResetModel()
        extra = dict.fromkeys(c for r in first for c in r.record if c not in columns)
        self.columns, self.own = [*columns, *extra], set(columns)
        self.bad_column, self.total = bad_column, total
        self._pages, self._seen, self._asked, self._stale = {0: list(first)}, {0: seen}, {0}, set()
        self.endResetModel()

    def take(self, page: int, rows: Sequence[RejectedRow], seen: int) -> None:
        """A page has arrived."""
        self._asked.discard(page)
        self._stale.discard(page)
        self._pages[page], self._seen[page] = list(rows), seen
        while len(self._pages) > _KEPT:
            self._pages.pop(max(self._pages, key=lambda p: abs(p - page)))
        self._changed(page * PAGE, min(self.total, (page + 1) * PAGE) - 1)

    def forget(self) -> None:
        """What is shown may have changed: pages are asked for again when they are looked at, and stand until then."""
        self._stale, self._asked = set(self._pages), set()
        if self.total:
            self._changed(0, self.total - 1)

    def forget_missing(self) -> None:
        """Pages that could not be answered yet are asked for again."""
        self._asked -= {p for p in self._asked if p not in self._pages}
        if self.total:
            self._changed(0, self.total - 1)

    def retake(self, rows: Sequence[RejectedRow]) -> None:
        """Rows that changed take their places again."""
        by_id = {r.reject_id: r for r in rows}
        for page, known in self._pages.items():
            for place, row in enumerate(known):
                if row.reject_id in by_id:
                    known[place] = by_id[row.reject_id]
                    self._changed(page * PAGE + place, page * PAGE + place)

    @property
    def is_read(self) -> bool:
        """True when all rows are there."""
        return sum(map(len, self._pages.values())) >= self.total

    def read(self) -> Iterator[RejectedRow]:
        """The rows that have been read."""
        for page in self._pages.values():
            yield from page

    def seen_of(self, places: Iterable[int]) -> int:
        """The act of others up to which all of these rows are shown, 0 for those that are not there."""
        return min((self._seen.get(page, 0) for page in {place // PAGE for place in places}), default=0)

    def begin_edit(self, place: int) -> None:
        """A cell of a row is being written: it is about the row as it is shown now."""
        self.begun_with = self.seen_of([place])

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    # What is there -----------------------------------------------------------------------------------------------

    @property
    def first_id(self) -> int:
        """The reject_id of the first row, 0 for none."""
        rows = self._pages.get(0)
        return rows[0].reject_id if rows else 0

    def row_at(self, place: int) -> RejectedRow | None:
        """The row at a place, None while its page is under way."""
        page, offset = divmod(place, PAGE)
        rows = self._pages.get(page)
        if (rows is None or page in self._stale) and page not in self._asked and 0 <= place < self.total:
            self._missing.add(page)
            if not self._flush.isActive():
                self._flush.start()
        return rows[offset] if rows is not None and offset < len(rows) else None

    def _send(self) -> None:
        pages, self._missing = sorted(self._missing), set()
        self._asked |= set(pages)
        self.wanted.emit(pages)

    def copied(self, place: int) -> str:
        """The source line of a row, for a copy."""
        row = self.row_at(place)
        return "" if row is None else str(row.source_line)

    def place_of(self, line: int) -> int | None:
        """Where a source line stands among the pages that are there."""
        for page, rows in sorted(self._pages.items()):
            for offset, row in enumerate(rows):
                if row.source_line == line:
                    return page * PAGE + offset
        return None

    def section_of(self, column: str | None) -> int:
        """The section of a source column; that of the first value for None."""
        return FIRST_VALUE + self.columns.index(column) if column in self.columns else FIRST_VALUE

    def column_at(self, section: int) -> str:
        """The source column of a section; empty for the state."""
        return "" if section == STATE or section > len(self.columns) else self.columns[section - FIRST_VALUE]

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_VALUE + len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return self._row_header(section, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("State") if section == STATE else self.columns[section - FIRST_VALUE]
        return None

    def _row_header(self, place: int, role: int) -> Any:
        """Sign of the state and source line: they stay in view however wide the rows are. Fetches nothing: Qt asks for
        rows that are not seen, to learn how wide they are."""
        page, offset = divmod(place, PAGE)
        rows = self._pages.get(page, ())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if offset >= len(rows) or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = rows[offset]
        return f"{self._state(row, Qt.ItemDataRole.DisplayRole).split()[0]}  {number(row.source_line)}"

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() >= FIRST_VALUE and self.columns[index.column() - FIRST_VALUE] in self.own:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row = self.row_at(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == STATE else None
        if index.column() == STATE:
            return self._state(row, role)
        return self._value(row, self.columns[index.column() - FIRST_VALUE], role)

    def _state(self, row: RejectedRow, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("✕ Does not fit") if _is_unfit(row) else decision_text(row.decision, row.disposition)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{said(row.message)}\n{said(row.why)}".strip()
        if role == Qt.ItemDataRole.ForegroundRole:
            t = tokens()
            named = {"edited": t.running, "quarantine": t.warn, "accept": t.good, "rejected": t.bad}
            return QColor(t.bad if _is_unfit(row) else named.get(row.decision or row.disposition, t.warn))
        return None

    def mark_of(self, row: RejectedRow, column: str) -> Mark:
        """How a cell of a row is marked."""
        if column in row.edited:
            is_bad_again = column == row.column and not row.decision  # the run found it bad all the same
            return Mark.STILL_BAD if column in row.unfit or is_bad_again else Mark.FITS
        is_bad = row.column == column or (row.rule == Rule.MALFORMED_RECORD and column not in self.own)
        return Mark.BAD if is_bad and row.decision != "accept" else Mark.NONE

    def _value(self, row: RejectedRow, column: str, role: int) -> Any:
        value = row.record.get(column)
        mark = self.mark_of(row, column)
        if role == MARK:
            return mark
        if role == Qt.ItemDataRole.EditRole:
            refused, stood = self.refused.get((row.source_line, column), (value, value))
            value = refused if stood == value else value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return "" if value is None else value
        if role == Qt.ItemDataRole.ToolTipRole:
            if mark is Mark.BAD:
                return said(row.message)
            if mark is not Mark.NONE:
                was = row.edited[column]
                told = self.tr("It was “{value}”.").format(value="" if was is None else was)
                unfit = self.tr("It still does not fit.")
                return f"{told}\n{unfit}" if mark is Mark.STILL_BAD else told
            return value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sign = {
                Mark.BAD: self.tr("bad value"), Mark.FITS: self.tr("edited, fits"),
                Mark.STILL_BAD: self.tr("edited, does not fit"), Mark.NONE: "",
            }[mark]  # fmt: skip
            return f"{value or self.tr('empty')} {sign}".strip()
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index.row())
        if role != Qt.ItemDataRole.EditRole or row is None:
            return False
        column = self.columns[index.column() - FIRST_VALUE]
        self.refused.pop((row.source_line, column), None)
        if str(value) != (row.record.get(column) or ""):
            self.edited.emit(row.source_line, column, str(value))
        return True


_ANSWERED = {
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole,
    Qt.ItemDataRole.AccessibleTextRole, MARK,
}  # fmt: skip
