"""What a page is, and what it is given: its context is the only thing a page knows of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTableView, QTabWidget, QWidget

from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.ui.icons import icon
from etl_console.ui.shell.actions import Action, Commands
from etl_console.ui.shell.drafts import Drafts
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.messages import Messages
from etl_console.ui.shell.runs import Runs
from etl_console.ui.shell.watching import Watching
from etl_console.ui.tasks import Tasks
from etl_console.ui.words import translate

T = TypeVar("T")


@dataclass
class Context:
    """What every page is given: the service's door, tasks, actions, messages, runs, the way to other places, and a place
    for what was changed and not saved."""

    service: Service
    tasks: Tasks
    commands: Commands
    messages: Messages
    runs: Runs
    watching: Watching
    go: Callable[[Link], None]
    hand_over: Callable[[str, Sequence[Path]], None]
    """Give files that were dropped to the page of an id, and show it."""
    drafts: Drafts = field(default_factory=Drafts)


class Page(QWidget):
    """One page of the window.

    A subclass gives ``id``, builds its widgets in ``build`` and answers the calls below; what the rail says of it stands in
    the registry. A page is built anew when language or theme change: whatever must outlive that comes out of ``state`` and
    goes into ``restore``.
    """

    id = ""
    every_ms = 3000
    """How often ``refresh`` is called while the page is shown; 0 for never."""

    badge = Signal(str)
    """A short text beside the page's name in the rail, such as how many need the operator; empty for none."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.name = name
        """Its name in the operator's language."""
        self.service = context.service
        self.client = ""
        self._asked: dict[str, int] = {}
        self._busy: set[str] = set()
        self._gone = False
        self.main: QWidget | None = None
        """Where the keyboard is when the page is shown. No focus proxy: Tab would pass over what stands before it."""
        self.setObjectName("page")
        context.commands.add(self.id, self.page_actions())
        self.build()
        for tabs in self.findChildren(QTabWidget):
            tabs.setAccessibleName(tabs.accessibleName() or name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done here with what is chosen; of a table also a copy of it."""
        menu = self.context.commands.menu(self.id, self)
        view = self.childAt(event.pos())
        while view is not None and not isinstance(view, QTableView):
            view = view.parentWidget()
        if isinstance(view, QTableView) and view.selectionModel() and view.selectionModel().hasSelection():
            keys = QKeySequence(QKeySequence.StandardKey.Copy).toString(QKeySequence.SequenceFormat.NativeText)
            rows = translate("Page", "Copy the rows")
            menu.addSeparator()
            copy = menu.addAction(icon("copy", "quiet"), f"{rows}\t{keys}")
            pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            copy.triggered.connect(partial(QApplication.sendEvent, view, pressed))
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(event.globalPos())

    def take_keyboard(self) -> None:
        """The keyboard goes to where the work is."""
        (self.main or self).setFocus()

    # What a subclass answers --------------------------------------------------------------------------------------

    def build(self) -> None:
        """Make the widgets; the actions are there already (``self.button``)."""

    def page_actions(self) -> list[Action]:
        """What can be done here; asked once, before ``build``."""
        return []

    def show_client(self, client: str) -> None:
        """Another client was chosen (empty: none). ``self.client`` is set already; ``refresh`` follows when shown."""

    def refresh(self) -> None:
        """Look again: called when the page appears, now and then while it is shown, and on F5."""

    def arrived(self, happened: Sequence[events.Event]) -> None:
        """Events of runs on any host, of any client, also while the page is not shown."""

    def open(self, link: Link) -> None:
        """Show the place of a link; the client is chosen already."""

    def take_up(self, link: Link) -> None:
        """Where the operator was when the window was closed last, told after ``show_client`` and before anything is shown:
        a page goes there if that is still what there is to look at."""

    def link(self) -> Link:
        """Where the operator is now, for “Copy link” and for the next start."""
        return Link(self.client, page=self.id)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files for this page that were dropped elsewhere."""

    def places(self) -> list[tuple[str, Link]]:
        """Places that the palette offers: what it says, and where it leads."""
        return []

    def state(self) -> Any:
        """What must outlive a change of language or theme."""
        return None

    def restore(self, state: Any) -> None:
        """Take back what ``state`` gave."""

    # What a subclass uses -----------------------------------------------------------------------------------------

    def button(self, action_id: str, *, primary: bool = False, bare: bool = False) -> QPushButton:
        """A button for an action of this page or of the window."""
        return self.context.commands.button(action_id, primary=primary, bare=bare)

    def ask(
        self,
        key: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[EtlError], None] | None = None,
    ) -> None:
        """Do ``work`` off the window's thread, then ``done`` on it. Of several under one ``key`` only the last one's
        result is shown; none is shown when the page is gone or the client was changed meanwhile."""
        self._asked[key] = number = self._asked.get(key, 0) + 1
        self._busy.add(key)
        client = self.client

        def is_late() -> bool:
            if not self._gone and self._asked.get(key) == number:
                self._busy.discard(key)
            return self._gone or self._asked.get(key) != number or self.client != client

        def shown(result: T) -> None:
            if not is_late():
                done(result)

        def told(error: EtlError) -> None:
            if not is_late():
                (failed or self.context.messages.fail)(error)

        self.context.tasks.submit(work, shown, told)

    def submit(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[EtlError], None],
        always: Callable[[T], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """Do off the window's thread what the operator asked for, then ``done`` or ``failed`` on it, whatever client is shown
        by then. The button of a message can ask for it when another page has taken the place of this one: that one looks
        again, and what needs no widgets is done ``always``."""

        def over(result: T) -> None:
            always(result)
            if self._gone:
                self.context.commands.run("window.refresh")
            else:
                done(result)

        self.context.tasks.submit(
            work, over, lambda error: (self.context.messages.fail if self._gone else failed)(error), is_act=True
        )

    def file_dialog(self, title: str, mode: QFileDialog.FileMode, name: str = "") -> QFileDialog:
        """Asks for something outside the storage, where this page's last one was; ``name`` is proposed for a file to write."""
        known = str(self.remembered("folder", ""))
        dialog = QFileDialog(self, title, known if known and Path(known).is_dir() else _downloads())
        dialog.setFileMode(mode)
        if name:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.directoryEntered.connect(lambda folder: self.remember("folder", folder))
        return dialog

    def is_asking(self, key: str) -> bool:
        """True while the answer to ``key`` is awaited: a periodic look need not ask again."""
        return key in self._busy

    @property
    def is_waiting(self) -> bool:
        """True while any answer is awaited."""
        return bool(self._busy)

    @property
    def is_gone(self) -> bool:
        """True when another has taken its place: a message's button that was meant for this one finds no widgets."""
        return self._gone

    def leave(self) -> None:
        """The page is to be built anew or closed: late answers are dropped, its actions forgotten."""
        self._gone = True
        self.context.commands.forget(self.id)

    def remember(self, name: str, value: Any) -> None:
        """Keep something of the layout (widths, filters) over restarts."""
        QSettings().setValue(f"{self.id}/{name}", value)

    def remembered(self, name: str, default: Any = None) -> Any:
        """What ``remember`` kept."""
        return QSettings().value(f"{self.id}/{name}", default)


def _downloads() -> str:
    """Where files that came are, or at least the home of who works here."""
    for place in (QStandardPaths.StandardLocation.DownloadLocation, QStandardPaths.StandardLocation.HomeLocation):
        found = QStandardPaths.writableLocation(place)
        if Path(found).is_dir():
            return found
    return ""
