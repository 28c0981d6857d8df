"""How every table of the window looks and behaves: dense, whole rows, copied as a spreadsheet takes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableView,
    QToolTip,
    QWidget,
)

from etl_console.ui.cells import Rows
from etl_console.ui.sorting import SortedTable
from etl_console.ui.theme import plain_tip

_FIT_MS, _FIT_AGAIN_MS, _FITTED_ROWS = 100, 1000, 40
"""When what is shown anew is fitted, and what changes while it is shown; and how many of its rows are looked at."""
_SHORT = 20
"""Signs of a text that a column makes room for; longer ones are shortened, and whole in the tool tip."""
_ROUND_A_TEXT, _BOX = 24, 22
_WIDE, _LAST = 260, 100
"""What a long text has at most in a column that is given no width, and what it has at least in the last one, to which the
rest of the room goes."""
_IS_KEPT, _KEYPAD = "etl_kept", Qt.KeyboardModifier.KeypadModifier
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class MovingTable(QTableView):
    """A table that moves what is painted already when it is scrolled. A style sheet makes its ground count as see-through,
    and then all cells would be painted anew with each step."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.viewport().autoFillBackground():
            self.viewport().setAutoFillBackground(True)
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A tool tip is shown as it is: what a file holds is never read as HTML."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(text, str) and "<" in text:
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
                return True
        return super().viewportEvent(event)


class _Table(MovingTable):
    """Keeps the widths that the operator gave its columns, and the column that it is sorted by, under a key, over restarts."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._key = ""
        self._by, self._order = -1, _UP
        self._is_laying_out = False
        self._given: Sequence[int] = ()
        self._grows, self._share = -1, 1.0
        self._spare: Callable[[], Sequence[int]] = tuple
        self._roomy: dict[int, int] = {}  # what each column has where there is room for all
        self._tight: dict[int, int] = {}  # what its texts need: what it has where there is not
        self._laid_out: dict[int, int] = {}
        self._is_new = False
        self._is_usual = True  # the operator has changed no width
        self._fitting = QTimer(self, singleShot=True)
        self._fitting.timeout.connect(self._fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.dataChanged.connect(self._fit_again)
            model.rowsInserted.connect(self._fit_soon)
            model.modelReset.connect(self._fit_anew)

    def _fit_anew(self) -> None:
        self._is_new = True
        self._fit_soon()

    def _fit_soon(self, *_: object) -> None:
        if self._given and not 0 <= self._fitting.remainingTime() <= _FIT_MS:
            self._fitting.start(_FIT_MS)

    def _fit_again(self, *_: object) -> None:
        if self._given and not self._fitting.isActive():
            self._fitting.start(_FIT_AGAIN_MS)

    def _fit(self) -> None:
        """Make room for what must not be shortened: numbers, statuses, names of batches, times; of what is shown anew no
        column keeps the room that another text needed."""
        model = self.model()
        if not self._is_usual or model is None or not self.isVisible():
            return
        rows = range(min(_FITTED_ROWS, model.rowCount()))
        for place in range(model.columnCount()):
            is_checked = model.index(0, place).data(Qt.ItemDataRole.CheckStateRole) is not None
            texts = {str(model.index(row, place).data() or "") for row in rows}
            self._fit_column(place, texts, _BOX if is_checked else 0)
        self._is_new = False
        self._give_room()

    def _fit_column(self, place: int, texts: Iterable[str] = (), besides: int = 0) -> None:
        advance, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        round_it = _ROUND_A_TEXT + besides
        long = max((advance(text) for text in texts), default=0) + round_it
        short = max((advance(text) for text in texts if len(text) <= _SHORT), default=0) + round_it
        given = self._given[place] if place < len(self._given) else min(long, _WIDE)
        heading = header.sectionSizeFromContents(place).width()  # its hint is none while it is left out
        least = max(heading, header.minimumSectionSize())
        roomy = max(given, short, least)
        if place == self._grows:
            tight = max(given, least)
        else:
            is_stretched = place == self.model().columnCount() - 1 and header.stretchLastSection()
            tight = max(short, least, min(given, long, _LAST if is_stretched else long))
        if not self._is_new:  # while a batch runs columns do not come and go with its numbers
            roomy, tight = max(roomy, self._roomy.get(place, 0)), max(tight, self._tight.get(place, 0))
        self._roomy[place], self._tight[place] = roomy, tight

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_soon()

    def lay_out(
        self, widths: Sequence[int], key: str, grows: int, share: float, spare: Callable[[], Sequence[int]]
    ) -> None:  # fmt: skip
        """Give the first columns these widths, or those that are remembered under ``key``; see ``set_widths``."""
        header = self.horizontalHeader()
        if key != self._key:
            self._key = key
            self._sort_as_kept()
        kept = QSettings().value(f"widths/{key}") if key else None
        kept = kept if isinstance(kept, list) and len(kept) == len(widths) else []
        self._is_usual = not kept
        self._given, self._grows, self._share, self._spare = widths, grows, share, spare
        if self._is_usual:
            for place in range(self.model().columnCount()):
                self._fit_column(place)
            self._give_room()
            self._fit()
        else:
            widths = [*map(int, kept), *(0 for _ in range(len(kept), self.model().columnCount()))]
            self._set_widths({place: max(width, header.sectionSizeHint(place)) for place, width in enumerate(widths)})
        header.sectionResized.connect(self._resized, Qt.ConnectionType.UniqueConnection)

    def _give_room(self) -> None:
        """Lay the columns out in the room that there is."""
        if not self._is_usual:
            return
        room, left_out = self.viewport().width(), set[int]()
        for place in self._spare():
            if sum(self._tight.values()) - sum(self._tight[p] for p in left_out) > room:
                left_out.add(place)
        self._leave_out(left_out)
        shown = [place for place in self._roomy if place not in left_out]
        widths = self._roomy if sum(self._roomy[place] for place in shown) <= room else self._tight
        left = max(0, room - sum(widths[place] for place in shown))
        grown = round(left * self._share)
        self._set_widths({place: widths[place] + (grown if place == self._grows else 0) for place in shown})

    def _leave_out(self, places: Collection[int]) -> None:
        for place in range(self.model().columnCount()):
            if self.isColumnHidden(place) != (place in places):
                with self._laying_out():
                    self.setColumnHidden(place, place in places)

    def _set_widths(self, widths: Mapping[int, int]) -> None:
        with self._laying_out():
            for place, width in widths.items():
                self._laid_out[place] = width
                self.setColumnWidth(place, width)

    @contextmanager
    def _laying_out(self) -> Iterator[None]:
        """What is laid out meanwhile is no width that the operator gave; laying out can lead to more of it."""
        before, self._is_laying_out = self._is_laying_out, True
        yield
        self._is_laying_out = before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _resized(self, place: int) -> None:
        shown = (p for p in range(self.horizontalHeader().count()) if not self.isColumnHidden(p))
        is_stretched = place == max(shown, default=-1)  # by Qt, as with each change of the style
        is_laid_out = self._is_laying_out or self.columnWidth(place) in (0, self._laid_out.get(place))  # 0: left out
        is_given = place < len(self._given) and not (is_stretched or is_laid_out)
        if self._key and is_given and self.isVisible():
            self._is_usual = False  # the operator's widths stay
            back = [place for place in self._roomy if self.isColumnHidden(place)]
            self._leave_out(())
            self._set_widths({place: self._roomy[place] for place in back})
            QSettings().setValue(f"widths/{self._key}", [self.columnWidth(p) for p in range(len(self._given))])

    # Sorting -----------------------------------------------------------------------------------------------------

    def _sort_as_kept(self) -> None:
        if not isinstance(self.model(), SortedTable):
            return
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_next, Qt.ConnectionType.UniqueConnection)
        kept = QSettings().value(f"sorting/{self._key}")
        if isinstance(kept, list) and 0 <= int(kept[0]) < self.model().columnCount():
            self._sort(int(kept[0]), _DOWN if kept[1] == "down" else _UP)

    def sort_next(self, column: int) -> None:
        """Sort by a column; again: the other way round; a third time: as the rows came."""
        if self._by != column:
            self._sort(column, _UP)
        else:
            self._sort(*((column, _DOWN) if self._order == _UP else (-1, _UP)))
        if self._by < 0:
            QSettings().remove(f"sorting/{self._key}")
        else:
            QSettings().setValue(f"sorting/{self._key}", [self._by, "down" if self._order == _DOWN else "up"])

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        header, self._by, self._order = self.horizontalHeader(), column, order
        header.setSortIndicatorShown(column >= 0)
        header.setSortIndicator(column, order)
        if column >= 0:
            self._set_widths({column: max(self.columnWidth(column), header.sectionSizeHint(column))})
        self.model().sort(column, order)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changes = (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if self._given and event.type() in changes:
            self.lay_out(self._given, self._key, self._grows, self._share, self._spare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() & ~_KEYPAD:
            # of the rows, as in every list
            row = 0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, max(0, self.currentIndex().column())))
        elif event.key() == Qt.Key.Key_F4 and self._key and isinstance(self.model(), SortedTable):
            self.sort_next(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # it opened the row; the default button of a dialog around it was not meant


def make_table(model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> QTableView:
    """A table over ``model``; ``name`` is what a screen reader says."""
    view = _Table(parent)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setItemDelegate(Rows(view))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(30)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return view


def set_widths(
    view: QTableView, widths: Sequence[int], key: str, *, grows: int = -1, share: float = 1.0,
    spare: Callable[[], Sequence[int]] = tuple,
) -> None:  # fmt: skip
    """The widths of the first columns in pixels; each at least as wide as its heading, in any language; the column
    ``grows`` has this share of what room is left, the last one the rest. Where there is no room for all, each has what
    its texts need; where that is too much, too, those that ``spare`` names are left out, the first first, until the
    others have their room. What the operator makes of the widths is remembered under ``key``."""
    assert isinstance(view, _Table)
    view.lay_out(widths, key, grows, share, spare)


def remember_splitter(splitter: QSplitter, key: str) -> None:
    """Keep where the operator drags the handles, over restarts."""
    kept = QSettings().value(f"splitter/{key}")
    if isinstance(kept, list) and len(kept) == splitter.count():
        splitter.setSizes([int(size) for size in kept])
        splitter.setProperty(_IS_KEPT, True)
    usual = splitter.orientation()

    def moved() -> None:
        if splitter.orientation() == usual:
            QSettings().setValue(f"splitter/{key}", splitter.sizes())
            splitter.setProperty(_IS_KEPT, True)

    splitter.splitterMoved.connect(moved)


def share_room(splitter: QSplitter, first: int, second: int, least: int) -> None:
    """Of three parts one above the other give the first two the pixels that they have use for, and the third the rest, of
    which it has at least ``least``; where there is too little for both, the second has two fifths of it or what the first
    leaves. Where the operator dragged the handles they stay."""
    room = splitter.height() - 2 * splitter.handleWidth()
    if splitter.property(_IS_KEPT) or room <= least:
        return
    both = room - least
    if first + second > both:
        second = min(second, max(2 * both // 5, both - first))
        first = min(first, both - second)
    splitter.setSizes([first, second, room - first - second])


def height_of(view: QTableView) -> int:
    """The pixels with which all rows of a table are seen."""
    rows = view.model().rowCount() * view.verticalHeader().defaultSectionSize()
    return view.horizontalHeader().sizeHint().height() + rows + 2 * view.frameWidth()


def copy_selection(view: QTableView, first: tuple[str, Callable[[int], str]] | None = None) -> None:
    """The selected rows to the clipboard, tab separated, with their header; ``first`` is the heading of a column that
    stands before all others, and what it says of a row."""
    model = view.model()
    columns = range(model.columnCount())
    rows = sorted(index.row() for index in view.selectionModel().selectedRows())
    lines = [[str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns]]
    lines += [[str(model.index(row, c).data() or "") for c in columns] for row in rows]
    if first is not None:
        heading, said = first
        lines = [[text, *line] for text, line in zip([heading, *map(said, rows)], lines, strict=True)]
    told = io.StringIO()  # by csv: a value with a tab or a line feed stays one cell
    csv.writer(told, "excel-tab", lineterminator="\n").writerows(lines)
    QGuiApplication.clipboard().setText(told.getvalue().removesuffix("\n"))
