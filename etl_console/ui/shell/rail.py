"""The rail at the left: which client, and the pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from etl_console.records import Client, Status
from etl_console.ui.icons import icon
from etl_console.ui.theme import GRID, dress, label
from etl_console.ui.words import SIGNS

WIDTH, NARROW = 208, 64
_LEAST = 28


class NavButton(QPushButton):
    """One page in the rail: icon, name, and a badge for what needs the operator."""

    def __init__(self, name: str, text: str, icon_name: str, keys: str, *, has_drafts: bool = False) -> None:
        super().__init__(text)
        self.setObjectName("nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_LEAST)  # in a window that is not high they stand closer
        self.setIcon(icon(icon_name, "quiet", 18))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.name = name
        self._name = text
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, GRID, 0)
        kind, self._sign = ("Draft", "✎ ") if has_drafts else ("", "")
        self._badge, self._dot = label("", f"badge{kind}"), label("✎" if has_drafts else "●", f"dot{kind}")
        self._row.addStretch(1)
        self._row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        self._show_badge()

    def show_badge(self, text: str) -> None:
        """Show how many need the operator; nothing for empty."""
        self.setAccessibleDescription(text)
        self._show_badge()

    def show_name(self, is_shown: bool) -> None:
        """Show the icon with its name, or alone: then a badge is a sign only, its number is in the description."""
        self.setText(self._name if is_shown else "")
        self._row.setContentsMargins(0, 0, GRID if is_shown else 2, 0)
        self._show_badge()

    def _show_badge(self) -> None:
        told, is_wide = self.accessibleDescription(), bool(self.text())
        self._badge.setText(f"{self._sign}{told}")
        self._badge.setVisible(bool(told) and is_wide)
        self._dot.setVisible(bool(told) and not is_wide)


class Rail(QFrame):
    """Emits ``client_chosen`` with a client's schema, ``page_chosen`` with a page's id."""

    client_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
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
        self._shown = self._pressed_on = ""
        self._running: list[str] = []

    def add_page(
        self, name: str, text: str, icon_name: str, keys: str, *, at_foot: bool = False, has_drafts: bool = False
    ) -> None:  # fmt: skip
        """Add a page under its id; ``has_drafts`` when its badge says how much is not saved."""
        button = NavButton(name, text, icon_name, keys, has_drafts=has_drafts)
        # A screen reader toggles; a click on the page that is shown toggles nothing, and looks again
        button.toggled.connect(lambda on: self.page_chosen.emit(name) if on and name != self._shown else None)
        button.pressed.connect(lambda: setattr(self, "_pressed_on", self._shown))
        button.clicked.connect(lambda: self.page_chosen.emit(name) if name == self._pressed_on else None)
        self.buttons[name] = button
        (self._foot if at_foot else self._pages).addWidget(button)

    def badges(self) -> dict[str, str]:
        """What stands beside the pages' names."""
        return {name: told for name, button in self.buttons.items() if (told := button.accessibleDescription())}

    def show_names(self, are_shown: bool) -> None:
        """Show the pages' names, or only their icons where the window has no room for both."""
        width = WIDTH if are_shown else NARROW
        if self.minimumWidth() == width and self.maximumWidth() == width:
            return
        self.setFixedWidth(width)
        dress(self.clients, "" if are_shown else "narrow")
        for button in self.buttons.values():
            button.show_name(are_shown)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        self._shown = name
        self.buttons[name].setChecked(True)

    def show_clients(self, clients: Sequence[Client], chosen: str) -> None:
        """List the clients; ``chosen`` is marked."""
        known = [self.clients.itemData(i) for i in range(self.clients.count())]
        if known != [c.client_schema for c in clients]:
            self.clients.clear()
            for client in clients:
                name = client.client_name
                self.clients.addItem(icon("client", "quiet"), client.client_schema, client.client_schema)
                self.clients.setItemData(self.clients.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.clients.setCurrentIndex(self.clients.findData(chosen))
        self.clients.setToolTip(f"{self.tr('Client')}: {chosen}" if chosen else self.tr("Client"))
        self.clients.setEnabled(bool(clients))
        self.show_running(self._running)

    def show_running(self, clients: Sequence[str]) -> None:
        """Mark the clients that a run of this window is under way for."""
        self._running = list(clients)
        for place in range(self.clients.count()):
            name = str(self.clients.itemData(place))
            self.clients.setItemText(place, f"{SIGNS[Status.RUNNING]} {name}" if name in clients else name)
