"""Clients, their source systems and folders with counts; files dropped on it are delivered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from etl_console.pipeline.service import FolderCount
from etl_console.ui import words

_ROLE = Qt.ItemDataRole.UserRole


class ClientTree(QTreeWidget):
    """Emits ``dropped`` with source system (or empty) and paths."""

    dropped = Signal(str, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderLabels([self.tr("Client"), self.tr("Files")])
        self.setAccessibleName(self.tr("Clients and source systems"))
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def show_counts(self, client: str, counts: Sequence[FolderCount]) -> None:
        """Show the source systems of a client with the counts of their folders; what is chosen stays chosen."""
        current = self.currentItem()
        chosen = current.data(0, _ROLE) if current is not None else None
        self.blockSignals(True)
        self.clear()
        for count in counts:
            source = QTreeWidgetItem([count.source_system, ""])
            source.setData(0, _ROLE, (count.source_system, ""))
            self.addTopLevelItem(source)
            for folder, number in count.counts.items():
                item = QTreeWidgetItem([folder, words.number(number)])
                item.setData(0, _ROLE, (count.source_system, folder))
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                source.addChild(item)
                if (count.source_system, folder) == chosen:
                    self.setCurrentItem(item)
            waiting = count.counts.get("incoming", 0)
            source.setText(1, self.tr("%n waiting", "", waiting) if waiting else "")
        self.expandAll()
        self.blockSignals(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit("", paths)
