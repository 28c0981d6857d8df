"""The window: assembles rail, pages, messages and status bar; decides nothing about data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from etl_console.errors import EtlError, UnreachableError
from etl_console.pipeline import events
from etl_console.pipeline.service import Service
from etl_console.records import Client
from etl_console.ui import language, theme, words
from etl_console.ui.bridge import EventBridge
from etl_console.ui.built_pages import BuiltPages
from etl_console.ui.dialogs.closing_dialog import ClosingDialog
from etl_console.ui.dialogs.messages_dialog import MessagesDialog
from etl_console.ui.pages.registry import PAGES
from etl_console.ui.room import Pages, Scrolled, resize_within_screen
from etl_console.ui.shell.actions import Action, Commands, keys_of
from etl_console.ui.shell.dressing import Dressing
from etl_console.ui.shell.links import Link, LinkError
from etl_console.ui.shell.messages import Messages
from etl_console.ui.shell.notify import Notifier
from etl_console.ui.shell.page import Context, Page
from etl_console.ui.shell.palette import OTHER_NAMES, Entry, Palette
from etl_console.ui.shell.rail import Rail
from etl_console.ui.shell.runs import Runs
from etl_console.ui.shell.status_bar import StatusBar
from etl_console.ui.shell.watching import Watching
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import GRID, label

_LOOK_EVERY_MS = 3000
_ROOMY = 1200
"""The width in device-independent pixels from which the rail has room for the pages' names."""


def _page_keys(place: int) -> str:
    """The shortcut of the page at a place from 1: the digits, then the digits with Alt."""
    return f"Ctrl+{place % 10}" if place <= 10 else f"Ctrl+Alt+{place - 10}"


class MainWindow(QMainWindow):
    """Rail left, the chosen page right; all work is off the window's thread."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self.tasks = Tasks(self)
        self.bridge = EventBridge(service, self.tasks, self)
        self.commands = Commands(self)
        self.messages = Messages(self)
        self.runs = Runs(service, self.tasks, self.messages, self)
        self.watching = Watching(service, self.tasks, self.runs, self)
        self.context = Context(
            service, self.tasks, self.commands, self.messages, self.runs, self.watching, self.go, self.hand_over
        )
        self.notifier = Notifier(self, self.go)
        self.watching.late.connect(self.notifier.late)
        self.clients: list[Client] = []
        self.client = ""
        self.built = BuiltPages(self.context, self._is_busy, self)
        self.built.made.connect(self._take_in)
        self.pages = self.built.pages
        self.palette_dialog: Palette | None = None
        self.messages_dialog: MessagesDialog | None = None
        self._asking = self._is_lost = False
        self._lost_at = datetime.now(UTC)
        self._closed = self._may_close = False
        self.closing_dialog: ClosingDialog | None = None
        self._shown = ""
        self._wanted: Link | None = None
        self._is_new_wish = False
        self._badges: dict[str, str] = {}
        self.setWindowTitle("ETL Console")
        self.setAcceptDrops(True)
        resize_within_screen(self, 1440, 900)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._tick)
        self.dressing = Dressing(self, self.tasks, self._put_pages_away, self._build_anew)
        self._assemble()
        self.bridge.arrived.connect(self._arrived)
        self.bridge.lost.connect(self._lost)
        self.commands.wanted.connect(self.show_page)
        self.messages.left.connect(lambda: self.shown_page.take_keyboard())
        self.runs.changed.connect(self._run_changed)
        geometry = QSettings().value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def start(self, link: str = "") -> None:
        """Begin to look at clients and runs; ``link`` is a place to open first."""
        if link:
            self.open_link(link)
        self.bridge.start()
        self.watching.start()
        self._look.start()
        self.refresh_clients()
        self.built.build_others()

    # Parts -------------------------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        if self.service.start_server is not None:
            self.messages.ways_out[UnreachableError.code] = (self.tr("Start the server"), self._start_server)
        self.commands.add("", self._actions())
        self.rail = Rail()
        self.rail.client_chosen.connect(self.choose_client)
        self.rail.page_chosen.connect(self.show_page)
        self.stack = Pages()
        for place, (name, page) in enumerate(PAGES.items(), 1):
            shown = keys_of(Action("", "", self.refresh, _page_keys(place)))
            self.rail.add_page(name, page.name(), page.icon, shown, at_foot=page.at_foot, has_drafts=page.has_drafts)
        for name, told in self._badges.items():
            self.rail.buttons[name].show_badge(told)
        self.rail.show_names(self.width() >= _ROOMY)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        edge = QHBoxLayout()
        edge.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        edge.addWidget(self.messages.banner)
        column.addLayout(edge)
        self.stale = label("", "warning")
        self.stale.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        self._show_stale()
        column.addWidget(self.stale)
        column.addWidget(Scrolled(self.stack), 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(body)
        self.status = StatusBar(self.service, self.tasks, self.commands.button("window.messages", bare=True))
        self.setStatusBar(self.status)
        self.status.show_client(self.client)
        first = str(QSettings().value("page", ""))
        self.show_page(self._shown or (first if first in PAGES else next(iter(PAGES))))
        self.rail.show_clients(self.clients, self.client)
        self.rail.show_running(self.runs.clients)

    def _actions(self) -> list[Action]:
        pages = [
            Action(f"go.{name}", self.tr("Go to {page}").format(page=page.name()), partial(self.show_page, name),
                   _page_keys(place), icon=page.icon)
            for place, (name, page) in enumerate(PAGES.items(), 1)
        ]  # fmt: skip
        several, only_one = (lambda: len(self.clients) > 1), self.tr("There is only one client.")
        return [
            Action("window.palette", self.tr("Find an action or a place …"), self.show_palette, "Ctrl+K", icon="search"),
            Action("window.refresh", self.tr("Look again"), self.refresh, "F5", icon="restart"),
            Action("window.messages", self.tr("What was told …"), self._show_messages, "Ctrl+Shift+M", icon="info"),
            Action("window.copy_link", self.tr("Copy link to this place"), self._copy_link, "Ctrl+Shift+C", icon="link"),
            Action("window.open_link", self.tr("Open the link in the clipboard"), self._paste_link, "Ctrl+Shift+V",
                   icon="link"),
            Action("window.next_client", self.tr("Next client"), partial(self._step_client, 1), "Ctrl+Tab", several,
                   only_one, icon="client"),
            Action("window.previous_client", self.tr("Previous client"), partial(self._step_client, -1), "Ctrl+Shift+Tab",
                   several, only_one, icon="client"),
            Action("window.language", self.tr("Switch the language"), language.choose_next, "Ctrl+Shift+I"),
            Action("window.theme", self.tr("Light or dark"), theme.choose_other, "Ctrl+Alt+D"),
            *pages,
            Action("window.close", self.tr("Close the window"), self._close, "Ctrl+Q", icon="close"),
        ]  # fmt: skip

    def page(self, name: str) -> Page:
        """The page of that id, built when it is not there yet."""
        return self.built.page(name)

    def _take_in(self, page: Page) -> None:
        page.badge.connect(self.rail.buttons[page.id].show_badge)
        self.stack.addWidget(page)

    def _is_busy(self) -> bool:
        """True while what the operator looks at has not its answers."""
        return self._asking or self.shown_page.is_waiting

    # Places ------------------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page and let it look."""
        page = self.built.visit(name)
        if name != self._shown:
            self.messages.leave(UnreachableError.code)
        self._shown = name
        self.rail.show_page(name)
        self.stack.setCurrentWidget(page)
        self.commands.show_page(name)
        self._show_title()
        self._look.setInterval(page.every_ms or _LOOK_EVERY_MS)
        page.take_keyboard()
        page.refresh()

    def _show_title(self) -> None:
        named = [self.shown_page.name, self.client, "ETL Console"]
        self.setWindowTitle(" · ".join(filter(None, named)))

    @property
    def shown_page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._shown]

    def choose_client(self, client: str) -> None:
        """Show everything for this client."""
        if client == self.client:
            return
        self.dressing.take_what_is_written()
        if self.client:
            self.messages.leave(UnreachableError.code)
        self.client = client
        self.rail.show_clients(self.clients, client)
        self.status.show_client(client)
        self._show_title()
        self.built.show_client(client)
        self.shown_page.refresh()
        self.commands.update()
        QSettings().setValue("client", client)

    def go(self, link: Link) -> None:
        """Open a place; a page that is not there is replaced by the batch's."""
        if link.client and link.client not in {c.client_schema for c in self.clients}:
            self._wanted, self._is_new_wish = link, self._asking  # the clients are not known yet
            return
        if link.client:
            self.choose_client(link.client)
        name = link.place if link.place in PAGES else "batch"
        self.page(name)
        self.show_page(name)
        self.pages[name].open(link)

    def hand_over(self, name: str, paths: Sequence[Path]) -> None:
        """Show a page and give it files that were dropped elsewhere."""
        self.show_page(name)
        self.pages[name].take_files(paths)

    def open_link(self, text: str) -> None:
        """Open the place of a link as it was copied."""
        try:
            self.go(Link.parse(text))
        except LinkError as error:
            self.messages.fail(EtlError(str(error), self.tr("Copy the link anew."), code="bad_link"))

    def come_to(self, link: str) -> None:
        """To the place of a link, in front of other windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.open_link(link)

    def _copy_link(self) -> None:
        link = str(self.shown_page.link())
        QGuiApplication.clipboard().setText(link)
        self.messages.tell(self.tr("Copied: {link}").format(link=link))

    def _paste_link(self) -> None:
        self.open_link(QGuiApplication.clipboard().text())

    def _step_client(self, by: int) -> None:
        names = [c.client_schema for c in self.clients]
        place = names.index(self.client) if self.client in names else -by
        self.choose_client(names[(place + by) % len(names)])

    def show_palette(self) -> None:
        """Everything that can be done and every place."""
        entries = [
            Entry(a.text, self._kind_of(a.id), partial(self.commands.run, a.id), keys_of(a), a.icon or "next",
                  a.enabled() or (bool(self.commands.owner(a.id)) and self.commands.owner(a.id) != self._shown),
                  f"{a.id} {OTHER_NAMES.get(a.id, '')}")
            for a in self.commands.all() if a.id != "window.palette"
        ]  # fmt: skip
        entries += [
            Entry(c.client_schema, self.tr("Client"), partial(self.choose_client, c.client_schema), icon="client")
            for c in self.clients
        ]
        for page in self.pages.values():
            entries += [
                Entry(text, self.tr("Place"), partial(self.go, link), icon=PAGES[page.id].icon)
                for text, link in page.places()
            ]
        self.palette_dialog = Palette(entries, self.open_link, self)
        self.palette_dialog.open()

    def _show_messages(self) -> None:
        dialog = self.messages_dialog = MessagesDialog(self.messages, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._messages_read)
        dialog.open()

    def _messages_read(self, _: int) -> None:
        self.messages_dialog = None

    def _kind_of(self, action: str) -> str:
        """What the palette says beside an action: the page that it is of."""
        owner = self.commands.owner(action)
        return PAGES[owner].name() if owner in PAGES else self.tr("Action")

    # Looking -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look again at clients and what is shown."""
        self.refresh_clients()
        self.shown_page.refresh()

    def _tick(self) -> None:
        self.refresh_clients()
        if self.shown_page.every_ms:
            self.shown_page.refresh()

    def refresh_clients(self) -> None:
        """Look again at which clients there are."""
        if not self._asking:
            self._asking = True
            self.tasks.submit(self.service.clients, self._show_clients, self._clients_failed)

    def _show_clients(self, clients: list[Client]) -> None:
        self._asking = False
        self.clients = clients
        self._found_again()
        names = [c.client_schema for c in clients]
        self.rail.show_clients(clients, self.client)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            if wanted.client in names:
                self.go(wanted)
            elif self._is_new_wish:  # it was not there yet when this look began
                self._wanted, self._is_new_wish = wanted, False
                self.refresh_clients()
            else:
                self.messages.fail(
                    EtlError(
                        self.tr("There is no client {client}.").format(client=wanted.client),
                        self.tr("Copy the link anew."), code="bad_link",
                    )
                )  # fmt: skip
        if self.client not in names:
            last = str(QSettings().value("client", ""))
            self.choose_client(last if last in names else names[0] if names else "")
        self.commands.update()

    def _clients_failed(self, error: EtlError) -> None:
        self._asking = False
        self._lost(error)

    def _lost(self, error: EtlError) -> None:
        if not self._is_lost:
            self._is_lost, self._lost_at = True, datetime.now(UTC)
        self._show_stale()
        self.status.show_connected(False)
        self.messages.fail(error)

    def _found_again(self) -> None:
        self.status.show_connected(True)
        self.messages.clear(UnreachableError.code)
        if self._is_lost:
            self._is_lost = False
            self._show_stale()
            self.shown_page.refresh()

    def _show_stale(self) -> None:
        """While the database does not answer no page can be taken for what is true now."""
        told = self.tr("What is shown is as it was at {time}: nothing newer is known until the database answers.")
        self.stale.setText(f"⚠ {told.format(time=words.moment(self._lost_at, seconds=True))}")
        self.stale.setVisible(self._is_lost)

    def _start_server(self) -> None:
        start = self.service.start_server
        assert start is not None
        self.messages.tell(self.tr("PostgreSQL is being started …"))
        self.tasks.submit(start, lambda _: self.refresh_clients(), self.messages.fail)

    def _arrived(self, happened: Sequence[events.Event]) -> None:
        self.runs.arrived(happened)
        self.built.arrived(happened)
        self.notifier.arrived(happened)
        for event in happened:
            if isinstance(event, events.BatchEnded) and self._shown_batch() != (event.client, event.batch_id):
                see = (self.tr("See the batch"), partial(self.go, Link(event.client, event.batch_id)))
                self.runs.tell_end(event, see, names_client=event.client != self.client)
        self.commands.update()

    def _shown_batch(self) -> tuple[str, str]:
        """Client and id of the batch that the Batch page shows, where that is shown."""
        link = self.shown_page.link()
        return (link.client, link.batch) if self._shown == "batch" else ("", "")

    def _run_changed(self, client: str) -> None:
        topic = f"{client} runs"
        if not self.runs.is_mine(client):
            self.messages.withdraw(topic)
        elif self._shown != "batch":
            see = (self.tr("See the batch"), partial(self.go, Link(client, page="batch")))
            self.messages.bring(self.tr("A batch of {client} runs.").format(client=client), topic, see)
        self.rail.show_running(self.runs.clients)
        self.shown_page.refresh()
        self.commands.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files that are dragged over any page that does not take them itself open the one that does."""
        if event.mimeData().hasUrls() and self.client:
            self.show_page("files")
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.page("files").dropEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as in a dialog."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    # Language, theme, end ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.show_names(self.width() >= _ROOMY)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.dressing.look_soon()
        super().changeEvent(event)

    def _put_pages_away(self) -> None:
        """All that shows words or colours goes; where each page was is kept."""
        self.built.put_away()
        self.commands.forget("")
        self._badges = self.rail.badges()
        self.status.leave()
        self.messages.put_away()
        old = self.takeCentralWidget()
        assert old is not None
        shiboken6.delete(old)  # at once: a theme that comes would dress it

    def _build_anew(self) -> None:
        """The page that was shown is there again at once, the others one by one."""
        self.messages.rebuild()
        self._assemble()
        self.messages.say_again()
        self.built.build_others()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.dressing.take_what_is_written()
        if not self._may_close and (self.runs.clients or self.context.drafts.of()):
            event.ignore()
            self._ask_to_close()
            return
        self._closed = True
        self._look.stop()
        self.dressing.stop()
        self.bridge.close()
        self.watching.close()
        self.runs.close()
        QSettings().setValue("geometry", self.saveGeometry())
        QSettings().setValue("page", self._shown)
        self.built.close()
        self.tasks.close()
        super().closeEvent(event)

    def _ask_to_close(self) -> None:
        if self.closing_dialog is not None:
            return
        unsaved = [
            " · ".join(filter(None, (PAGES[d.page].name(), d.client, d.item, self.tr("%Ln changes", "", d.changes))))
            for d in self.context.drafts.of()
        ]
        self.closing_dialog = ClosingDialog(self.runs.clients, unsaved, self)
        self.closing_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.closing_dialog.accepted.connect(self.shut)
        self.closing_dialog.finished.connect(self._answered)
        self.closing_dialog.open()

    def _answered(self, _: int) -> None:
        self.closing_dialog = None

    def shut(self) -> None:
        """Close without a question: its runs are cancelled, what is not saved is lost."""
        self._may_close = True
        self.close()

    def _close(self) -> None:
        self.close()
