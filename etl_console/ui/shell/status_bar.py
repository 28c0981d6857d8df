"""The status bar: who works, on which host, on which database and storage, in which time zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar

from etl_console.errors import EtlError
from etl_console.pipeline.service import Service
from etl_console.ui import words
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import label

_HEIGHT = 36
"""Pixels: a message of one line with its buttons lies in it."""


class StatusBar(QStatusBar):
    """Asks once for what does not change. ``messages`` is the button that shows what was told."""

    def __init__(self, service: Service, tasks: Tasks, messages: QPushButton) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(_HEIGHT)
        self.connection = QLabel(self.tr("Connecting …"))
        self.client = label("", "strong")
        self.client.setToolTip(self.tr("The client that is shown"))
        self.addWidget(self.client)
        self.addWidget(self.connection)
        self.who = QLabel(f"{service.who}@{service.host}")
        self.who.setToolTip(self.tr("Who works here, and on which host"))
        self.zone = QLabel(words.zone())
        self.zone.setToolTip(self.tr("All times on screen are in this time zone"))
        for widget in (self.who, self.zone, messages):
            self.addPermanentWidget(widget)
        self._about = ""
        self._service, self._tasks = service, tasks
        self._is_gone = self._is_asking = False
        self._ask()

    def _ask(self) -> None:
        if not self._is_asking:
            self._is_asking = True
            self._tasks.submit(self._service.about, self._show_about, self._failed)

    def leave(self) -> None:
        """Another one takes its place: late answers are dropped."""
        self._is_gone = True

    def _show_about(self, about: Mapping[str, Any]) -> None:
        self._is_asking = False
        if self._is_gone:
            return
        self._about = self.tr("PostgreSQL {version} · {database} on {server}").format(**about)
        self.connection.setToolTip(self.tr("Storage: {root}").format(**about))
        self.show_connected(True)

    def _failed(self, _: EtlError) -> None:
        self._is_asking = False
        if not self._is_gone:
            self.show_connected(False)

    def show_client(self, client: str) -> None:
        """Name the client: in a narrow window the rail has no room for it."""
        self.client.setText(client)
        self.client.setVisible(bool(client))

    def show_connected(self, is_connected: bool) -> None:
        """Say whether the database answers."""
        if is_connected and not self._about:
            self._ask()
        if is_connected:
            self.connection.setText(f"● {self._about}" if self._about else self.tr("● Connected"))
        else:
            self.connection.setText(self.tr("✕ The database does not answer; trying again"))
