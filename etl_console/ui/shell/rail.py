"""The rail at the left: which client, and the pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from etl_console.records import Client
from etl_console.ui.icons import icon
from etl_console.ui.theme import GRID, label

WIDTH = 208


class NavButton(QPushButton):
    """One page in the rail: icon, name, and a badge for what needs the operator."""

    def __init__(self, name: str, text: str, icon_name: str, keys: str) -> None:
        super().__init__(text)
        self.setObjectName("nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(QSize(18, 18))
        self.setIcon(icon(icon_name, "quiet", 18))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        self._badge = label("", "badge")
        row.addStretch(1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._badge.hide()

    def show_badge(self, text: str) -> None:
        """Show how many need the operator; nothing for empty."""
        self._badge.setText(text)
        self._badge.setVisible(bool(text))
        self.setAccessibleDescription(text)


class Rail(QFrame):
    """Emits ``client_chosen`` with a client's schema, ``page_chosen`` with a page's id."""

    client_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(2)
        self.clients = QComboBox()
        self.clients.setAccessibleName(self.tr("Client"))
        self.clients.setToolTip(self.tr("Client"))
        self.clients.setPlaceholderText(self.tr("No client yet"))
        self.clients.activated.connect(lambda place: self.client_chosen.emit(self.clients.itemData(place)))
        column.addWidget(self.clients)
        column.addSpacing(2 * GRID)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        column.addLayout(self._pages)
        column.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(2)
        column.addLayout(self._foot)
        self.buttons: dict[str, NavButton] = {}

    def add_page(self, name: str, text: str, icon_name: str, keys: str, *, at_foot: bool = False) -> None:
        """Add a page under its id."""
        button = NavButton(name, text, icon_name, keys)
        button.clicked.connect(lambda: self.page_chosen.emit(name))
        self.buttons[name] = button
        (self._foot if at_foot else self._pages).addWidget(button)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        self.buttons[name].setChecked(True)

    def show_clients(self, clients: Sequence[Client], chosen: str) -> None:
        """List the clients; ``chosen`` is marked."""
        known = [self.clients.itemData(i) for i in range(self.clients.count())]
        if known != [c.client_schema for c in clients]:
            self.clients.clear()
            for client in clients:
                name = client.client_name
                self.clients.addItem(client.client_schema, client.client_schema)
                self.clients.setItemData(self.clients.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.clients.setCurrentIndex(self.clients.findData(chosen))
        self.clients.setEnabled(bool(clients))
