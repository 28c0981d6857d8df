"""Native notifications: a batch that ended while the operator was elsewhere, files that are late."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from etl_console.pipeline import events
from etl_console.pipeline.schedules import Due
from etl_console.records import Status
from etl_console.ui import words
from etl_console.ui.icons import icon
from etl_console.ui.shell.links import Link


class Notifier(QObject):
    """Tells through the desktop when it can; clicking the notification opens the batch."""

    def __init__(self, window: QWidget, go: Callable[[Link], None]) -> None:
        super().__init__(window)
        self._window = window
        self._go = go
        self._tray: QSystemTrayIcon | None = None
        self._last: Link | None = None

    def arrived(self, happened: Sequence[events.Event]) -> None:
        """Tell of batches that ended, unless the window is in front."""
        for event in happened:
            if isinstance(event, events.BatchEnded) and not self._window.isActiveWindow():
                self.tell(event)

    def tell(self, event: events.BatchEnded) -> None:
        """Tell of one batch that ended."""
        text = self.tr("{status} after {time}").format(
            status=words.status_text(event.status), time=words.duration(event.seconds)
        )
        self._show(
            Link(event.client, event.batch_id),
            f"{event.client} · {event.batch_id}",
            text,
            event.status == Status.SUCCESS,
        )

    def late(self, due: Due) -> None:
        """Tell of files that were due and are not there."""
        text = self.tr("Late since {time}: {files}").format(time=words.moment(due.due), files=", ".join(due.missing))
        self._show(Link(due.client, page="schedules"), f"{due.client} · {due.schedule.name}", text, False)

    def _show(self, link: Link, title: str, text: str, is_good: bool) -> None:
        self._last = link
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon("batch", "accent", 24), self)
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(self._clicked)
        self._tray.show()
        kinds = QSystemTrayIcon.MessageIcon
        kind = kinds.Information if is_good else kinds.Warning
        self._tray.showMessage(title, text, kind, 10_000)

    def _clicked(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if self._last is not None:
            self._go(self._last)
        if self._tray is not None:
            self._tray.hide()
