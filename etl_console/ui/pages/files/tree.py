"""Source systems and their folders with counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from etl_console.pipeline.insight import FileCard
from etl_console.pipeline.layout import RAW_FOLDERS
from etl_console.ui import words
from etl_console.ui.icons import icon
from etl_console.ui.theme import status_color

_WIDEST = 280
_ROLE = Qt.ItemDataRole.UserRole


class FolderTree(QTreeWidget):
    """Emits ``chosen`` with source system and folder; both empty for all files, folder ``?`` for the findings."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(16)
        self.setAccessibleName(self.tr("Source systems and folders"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._chosen)
        self.first = ("", "")
        """What is chosen when nothing was yet."""

    def place(self) -> tuple[str, str]:
        """What is chosen."""
        current = self.currentItem()
        return tuple(current.data(0, _ROLE)) if current is not None else self.first

    def show_files(self, sources: Sequence[str], cards: Sequence[FileCard]) -> None:
        """Show the folders of these source systems with the number of their files; what is chosen stays chosen."""
        chosen = self.place()
        self.blockSignals(True)
        self.clear()
        self._add(None, self.tr("All files"), "list", len(cards), ("", ""), chosen)
        findings = sum(bool(c.finding) for c in cards)
        item = self._add(None, self.tr("Findings"), "warning", findings, ("", "?"), chosen)
        if findings:
            item.setForeground(1, status_color("SKIPPED"))
        for source in sources:
            mine = [c for c in cards if c.source_system == source and c.folder]
            top = self._add(None, source, "client", len(mine), (source, ""), chosen)
            for folder in RAW_FOLDERS:
                self._add(top, folder, "folder", sum(c.folder == folder for c in mine), (source, folder), chosen)
        self.expandAll()
        names, counts = self.sizeHintForColumn(0), max(self.sizeHintForColumn(1), self.header().minimumSectionSize())
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(_WIDEST, names + counts + around))
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)

    def _add(
        self, parent: QTreeWidgetItem | None, text: str, icon_name: str, count: int, place: tuple[str, str],
        chosen: tuple[str, str],
    ) -> QTreeWidgetItem:  # fmt: skip
        item = QTreeWidgetItem([text, words.number(count)])
        item.setIcon(0, icon(icon_name, "quiet"))
        item.setData(0, _ROLE, place)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        if place == chosen:
            self.setCurrentItem(item)
        return item

    def _chosen(self) -> None:
        self.chosen.emit(*self.place())
