"""When language or theme change, what shows words or colours is built anew: but nothing that is being written is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QMainWindow, QWidget

from etl_console.ui import language, theme
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import tokens
from etl_console.ui.tokens import Tokens

_LATER_MS = 500


class Dressing(QObject):
    """Calls ``put_away`` before the window's widgets go, and ``build`` when they are to be there again."""

    def __init__(
        self, window: QMainWindow, tasks: Tasks, put_away: Callable[[], None], build: Callable[[], None]
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._tasks, self._put_away, self._build = window, tasks, put_away, build
        self._worn = _wanted()
        self._is_away = self._is_over = False
        self._looking = QTimer(self, singleShot=True)
        self._looking.timeout.connect(self._look)
        theme.change.coming.connect(self._theme_comes)
        theme.change.over.connect(self._look)

    def look_soon(self) -> None:
        """Language or palette may have changed."""
        if not self._is_over and self._worn != _wanted():
            self._looking.start(0)

    def stop(self) -> None:
        """The window is closed: nothing is built any more."""
        self._is_over = True
        self._looking.stop()

    def take_what_is_written(self) -> None:
        """A cell that is being written is taken as it stands: it is asked about, or on record, with all the others."""
        focus = self._window.focusWidget()
        if focus is not None and self._is_written(focus):
            focus.clearFocus()

    def _theme_comes(self) -> None:
        """The widgets are gone before a theme comes: dressed anew, all of them, they would only be built anew after it."""
        if not self._is_over and not self._is_away and not self._is_in_use():
            self._put_away()
            self._is_away = True

    def _look(self) -> None:
        if self._is_over or (not self._is_away and self._worn == _wanted()):
            return
        if not self._is_away:
            if self._is_in_use():
                self._looking.start(_LATER_MS)
                return
            self._put_away()
        self._worn, self._is_away = _wanted(), False
        self._build()

    def _is_in_use(self) -> bool:
        """True while what the operator asked for is being done, a question or a menu is open, something is dragged, or a
        cell of a table is being written."""
        if self._tasks.is_acting:
            return True
        if any(dialog.isVisible() for dialog in self._window.findChildren(QDialog)):
            return True
        if QApplication.activePopupWidget() is not None or QGuiApplication.mouseButtons():
            return True
        focus = self._window.focusWidget()
        return focus is not None and self._is_written(focus)

    def _is_written(self, widget: QWidget) -> bool:
        """True for the editor of a cell."""
        return any(view.viewport().isAncestorOf(widget) for view in self._window.findChildren(QAbstractItemView))


def _wanted() -> tuple[Tokens, str]:
    return tokens(), language.current()
