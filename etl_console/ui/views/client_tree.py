"""Clients, their source systems and folders with counts; files dropped on it are delivered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from etl_console.pipeline.service import FolderCount
from etl_console.records import Client

_ROLE = Qt.ItemDataRole.UserRole


class ClientTree(QTreeWidget):
    """Emits ``chosen`` with a client, ``dropped`` with client, source system (or empty) and paths."""

    chosen = Signal(str)
    dropped = Signal(str, str, list)

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
        self.currentItemChanged.connect(self._chosen)

    def show_clients(self, clients: Sequence[Client], counts: Sequence[FolderCount]) -> None:
        """Show clients with the counts of their folders; what is chosen stays chosen."""
        chosen = self.client_of(self.currentItem())
        self.blockSignals(True)
        self.clear()
        for client in clients:
            top = QTreeWidgetItem([client.client_schema, ""])
            top.setData(0, _ROLE, (client.client_schema, ""))
            top.setToolTip(0, client.client_name)
            self.addTopLevelItem(top)
            waiting = 0
            for count in (c for c in counts if c.client == client.client_schema):
                source = QTreeWidgetItem([count.source_system, ""])
                source.setData(0, _ROLE, (client.client_schema, count.source_system))
                top.addChild(source)
                for folder, number in count.counts.items():
                    item = QTreeWidgetItem([folder, f"{number:,}"])
                    item.setData(0, _ROLE, (client.client_schema, count.source_system))
                    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    source.addChild(item)
                waiting += count.counts.get("incoming", 0)
            top.setText(1, self.tr("%n waiting", "", waiting) if waiting else "")
            if client.client_schema == chosen:
                self.setCurrentItem(top)
        self.expandAll()
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)

    @staticmethod
    def client_of(item: QTreeWidgetItem | None) -> str:
        """The client that an item belongs to, empty for none."""
        return str(item.data(0, _ROLE)[0]) if item is not None else ""

    def _chosen(self, current: QTreeWidgetItem | None) -> None:
        if current is not None:
            self.chosen.emit(self.client_of(current))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        item = self.itemAt(event.position().toPoint()) or self.currentItem()
        if paths and item is not None:
            client, source = item.data(0, _ROLE)
            event.acceptProposedAction()
            self.dropped.emit(client, source, paths)
