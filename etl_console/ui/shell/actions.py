"""Actions: one record each, from which menus, buttons, shortcuts, tooltips and the palette are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from etl_console.ui import language
from etl_console.ui.icons import icon
from etl_console.ui.theme import emphasize

_OR = " | "


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """Something the operator can do. ``id`` is stable (``batch.start``); ``shortcut`` in Qt's portable form, several with
    `` | `` between them, of which the first is told; ``enabled``
    says whether it can be done now, ``why`` what must be so for it, shown while it cannot."""

    id: str
    text: str
    run: Callable[[], None]
    shortcut: str = ""
    enabled: Callable[[], bool] = _always
    why: str = ""
    icon: str = ""


class Commands(QObject):
    """All actions of the window. An action of a page acts through its shortcut while the page is shown; the palette
    runs it from anywhere (the page is shown first)."""

    wanted = Signal(str)
    """A page id that has to be shown before its action runs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}
        self._owners: dict[str, str] = {}
        self._made: dict[str, QAction] = {}
        self._buttons: dict[str, list[QPushButton]] = {}
        self._page = ""
        self._looking = QTimer(self, interval=0, singleShot=True)
        self._looking.timeout.connect(self._look)

    def add(self, owner: str, actions: Iterable[Action]) -> None:
        """Take in the actions of a page (its id), or of the window itself (empty)."""
        for action in actions:
            self._actions[action.id] = action
            self._owners[action.id] = owner
            made = QAction(self._window, enabled=False)
            made.setShortcuts([QKeySequence(keys) for keys in action.shortcut.split(_OR)])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(lambda _=False, name=action.id: self.run(name))
            self._made[action.id] = made
            self._window.addAction(made)

    def forget(self, owner: str) -> None:
        """Drop the actions of a page that is gone."""
        for name in [n for n, o in self._owners.items() if o == owner]:
            made = self._made.pop(name)
            self._window.removeAction(made)
            made.deleteLater()
            del self._actions[name], self._owners[name]
            self._buttons.pop(name, None)

    def show_page(self, page: str) -> None:
        """The page that is shown: its shortcuts are the ones that act."""
        self._page = page
        for name, made in self._made.items():
            if self._owners[name] not in ("", page):
                made.setEnabled(False)
        self._look()

    def all(self) -> list[Action]:
        """Every action, those of the shown page first."""
        return sorted(self._actions.values(), key=lambda a: self._owners[a.id] != self._page)

    def owner(self, name: str) -> str:
        """The page that an action belongs to, empty for the window."""
        return self._owners[name]

    def run(self, name: str) -> None:
        """Do it, when it can be done; the page that it is of is made when it is not there yet."""
        if name not in self._actions:
            self.wanted.emit(name.partition(".")[0])
        action = self._actions[name]
        owner = self._owners[name]
        if owner and owner != self._page:
            self.wanted.emit(owner)
        if action.enabled():
            action.run()
        self._look()

    def button(self, name: str, *, primary: bool = False, bare: bool = False) -> QPushButton:
        """A button for an action: its text, icon, tooltip and enabled state; ``bare`` shows the icon alone."""
        action = self._actions[name]
        button = QPushButton()
        if primary:
            button.setObjectName("primary")
        elif bare:
            button.setObjectName("bare")
        if not bare:
            button.setText(action.text)
        if action.icon:
            button.setIcon(icon(action.icon, "on_accent" if primary else "quiet"))
        button.setAccessibleName(action.text)
        button.clicked.connect(lambda: self.run(name))
        button.setToolTip(tip(action))
        button.setEnabled(False)  # until the page is whole and ``update`` asks what can be done
        self._buttons.setdefault(name, []).append(button)
        return button

    def menu(self, page: str, parent: QWidget) -> QMenu:
        """A menu of what can be done on a page now."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._actions.values():
            if self._owners[action.id] == page and action.icon and action.enabled():
                keys = keys_of(action)
                shown = menu.addAction(icon(action.icon, "quiet"), f"{action.text}\t{keys}" if keys else action.text)
                shown.triggered.connect(partial(self.run, action.id))
        return menu

    def emphasize(self, name: str, is_primary: bool) -> None:
        """Make the buttons of an action the ones that are meant to be pressed, or ordinary ones."""
        action = self._actions[name]
        for button in self._buttons.get(name, ()):
            emphasize(button, is_primary)
            if action.icon:
                button.setIcon(icon(action.icon, "on_accent" if is_primary else "quiet"))

    def update(self) -> None:
        """Look again at what can be done now, once for all that changes in one turn of the event loop."""
        if not self._looking.isActive():
            self._looking.start()

    def _look(self) -> None:
        """What can be done on the shown page and in the window; another page is looked at when it is shown."""
        self._looking.stop()
        for name, action in self._actions.items():
            if self._owners[name] in ("", self._page):
                self._dress(action)

    def _dress(self, action: Action) -> None:
        can = action.enabled()
        self._made[action.id].setEnabled(can)
        told = tip(action) if can or not action.why else f"{tip(action)}\n{action.why}"
        for button in self._buttons.get(action.id, ()):
            button.setEnabled(can)
            if button.toolTip() != told:  # each is told to whoever listens
                button.setToolTip(told)


def tip(action: Action) -> str:
    """The text of an action with its shortcut."""
    keys = keys_of(action)
    return f"{action.text.rstrip(' …')} ({keys})" if keys else action.text.rstrip(" …")


def keys_of(action: Action) -> str:
    """The shortcut as this platform writes it."""
    return _written(action.shortcut, language.current())


@cache
def _written(shortcut: str, _language: str) -> str:
    return QKeySequence(shortcut.split(_OR)[0]).toString(QKeySequence.SequenceFormat.NativeText)
