"""The reasons, left: each file with what is wrong in it, how often, and how much of it is decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from etl_console.records import BatchState, Rule, Selection
from etl_console.ui.shell.links import Link
from etl_console.ui.theme import plain_tip, tokens
from etl_console.ui.words import number, rule_word, said, short_name

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.triage import Triage

_GROUP = Qt.ItemDataRole.UserRole
_MOST_SIGNS = 40
_SAMPLE = re.compile("“.*?”")
"""The value that a message is about: rows of one reason have values of one form, of which this is the first."""
Group = Mapping[str, Any]


def key_of(group: Group) -> tuple[Any, ...]:
    """What tells one group from another."""
    return tuple(group[k] for k in ("physical_file_name", "rule", "column_name", "shape", "disposition"))


def selection_of(group: Group, lines: Sequence[int] = ()) -> Selection:
    """The rows of a group, or some of its lines."""
    return Selection(
        group["physical_file_name"], group["rule"], group["column_name"], group["shape"], tuple(lines)
    )  # fmt: skip


def sample_of(group: Group) -> str:
    """The first value of a group, as its message says it; empty for a rule that is about no value."""
    found = _SAMPLE.search(group["message"]) if group["rule"] == Rule.BAD_VALUE else None
    value = found[0] if found else ""
    return value if len(value) <= _MOST_SIGNS else f"{value[:_MOST_SIGNS]}…”"


def line_of(link: Link) -> int:
    """The source line that a link names, 0 for none."""
    return int(link.params["line"]) if link.params.get("line", "").isdigit() else 0


def group_of(link: Link, triage: Triage, batch: BatchState, groups: Sequence[Group]) -> Group | None:
    """The reason that a link leads to, by its file (physical or logical), rule, column and line, those that it names;
    of several the first with rows to decide about. None when there is none. Reads the database."""
    named = {f.physical_file_name for f in batch.files if link.file in (f.physical_file_name, f.logical_source_file)}
    rule, column = link.params.get("rule"), link.params.get("column")
    found = [
        g for g in groups
        if (not link.file or g["physical_file_name"] in named)
        and (not rule or g["rule"] == rule) and (not column or g["column_name"] == column)
    ]  # fmt: skip
    line = line_of(link)
    if line:
        where = (batch.client.client_schema, batch.batch_id)
        exact = next((g for g in found if triage.page(*where, selection_of(g, (line,)), 0, 1)), None)
        if exact is not None:
            return exact
    return next(filter(_is_open, found), found[0] if found else None)


def _is_open(group: Group) -> bool:
    """True when rows of a reason wait for a decision."""
    return bool(group["decided"] < group["n"] and group["disposition"] != "warned")


class _Names(QStyledItemDelegate):
    """Where there is no room, names of files are cut in the middle, for they differ at their end; reasons at their end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        is_file = not index.parent().isValid()
        option.textElideMode = Qt.TextElideMode.ElideMiddle if is_file else Qt.TextElideMode.ElideRight


class Reasons(QTreeWidget):
    """Emits ``chosen`` with a group when another reason is chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("Reason"), self.tr("Rows"), self.tr("Decided")])
        self.setAccessibleName(self.tr("Reasons"))
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Names(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section in (1, 2):
            self.header().setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
            self.headerItem().setTextAlignment(section, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(self._chosen)
        self.itemClicked.connect(self._step_in)

    def show_groups(self, groups: Sequence[Group], wanted: Group | None = None) -> None:
        """Show the groups by file; the ``wanted`` one is chosen, else the one chosen stays so."""
        before = wanted or self.group()
        known = key_of(before) if before else None
        self.blockSignals(True)
        self.clear()
        tops: dict[str, QTreeWidgetItem] = {}
        first: QTreeWidgetItem | None = None
        keep: QTreeWidgetItem | None = None
        for group in groups:
            file = group["physical_file_name"]
            if file not in tops:
                tops[file] = self._top(file, [g for g in groups if g["physical_file_name"] == file])
            item = self._item(group)
            tops[file].addChild(item)
            if first is None and _is_open(group):
                first = item
            if key_of(group) == known:
                keep = item
        self.expandAll()
        chosen = keep or first
        if chosen is None and tops:
            chosen = next(iter(tops.values())).child(0)
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.blockSignals(False)

    def _top(self, file: str, groups: Sequence[Group]) -> QTreeWidgetItem:
        count, decided = sum(g["n"] for g in groups), sum(g["decided"] for g in groups)
        item = QTreeWidgetItem([short_name(file), number(count), number(decided) if decided else "–"])
        font = item.font(0)
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setToolTip(0, file)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._align(item)
        self.addTopLevelItem(item)
        return item

    def _item(self, group: Group) -> QTreeWidgetItem:
        what = rule_word(group["rule"])
        short = sample_of(group)
        column = f"{group['column_name'] or ''} {short}".strip()
        named = f"{column} · {what}" if column else what
        all_done = group["decided"] >= group["n"]
        done = f"✓ {number(group['decided'])}" if all_done else number(group["decided"]) if group["decided"] else "–"
        item = QTreeWidgetItem([named, number(group["n"]), done])
        item.setData(0, _GROUP, dict(group))
        form = f"  {group['shape']}" if short else ""
        item.setToolTip(0, plain_tip(f"{named}{form}\n{said(group['message'])}"))
        t = tokens()
        ink = t.good if all_done else t.warn if group["disposition"] != "rejected" else t.bad
        item.setForeground(1, QColor(ink))
        if all_done:
            item.setForeground(2, QColor(t.good))
        self._align(item)
        return item

    @staticmethod
    def _align(item: QTreeWidgetItem) -> None:
        for section in (1, 2):
            item.setTextAlignment(section, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def group(self) -> Group | None:
        """The chosen group."""
        item = self.currentItem()
        found = item.data(0, _GROUP) if item is not None else None
        return found if isinstance(found, dict) else None

    def _step_in(self, item: QTreeWidgetItem) -> None:
        """A click on a file goes to its first reason."""
        first, here = item.child(0), self.currentItem()
        if first is not None and (here is None or here.parent() is not item):
            self.setCurrentItem(first)

    def _chosen(self, current: QTreeWidgetItem | None) -> None:
        group = current.data(0, _GROUP) if current is not None else None
        if group is not None:
            self.chosen.emit(group)
