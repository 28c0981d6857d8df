"""The one door for messages to the operator: a banner for what is wrong, a toast for what was done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from etl_console.errors import EtlError
from etl_console.ui.dialogs.problem_dialog import entry_link, open_entry
from etl_console.ui.icons import icon, pixmap
from etl_console.ui.theme import strong, tokens
from etl_console.ui.words import said

_TOAST_MS, _TOAST_BESIDES = 8000, 320
"""How long a toast is there, and the width in pixels that it leaves to its buttons and to the window beside it."""
_LEAST_MS, _KEPT = 2500, 500
"""How long what is said has before news may take its place, twice as long with a button to press, and how many messages can
be looked up again."""
_MOST_LINES, _MOST_SIGNS = 3, 400

_Offer = tuple[str, Callable[[], None]]
"""A button's text and what it does."""


@dataclass(frozen=True, slots=True)
class Message:
    """What was told, and when: a sentence, or an error with its way out and its code."""

    at: datetime
    text: str
    remedy: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a toast says: an answer to what the operator did, or news; ``topic`` is what it is about."""

    text: str
    action: _Offer | None
    topic: str
    is_news: bool


class _Note(QFrame):
    """``left`` is emitted when it goes away with the keyboard in it: Qt would give that to whatever comes first."""

    left = Signal()

    def hideEvent(self, event: QHideEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not event.spontaneous():
            self.left.emit()
        super().hideEvent(event)


class Banner(_Note):
    """What is wrong and what to do next; stays until it is closed or a new one takes its place."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)  # shown before it has its place, it is no window of its own
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.sign = QLabel()
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.linkActivated.connect(lambda link: open_entry(link, self.window()))
        self.action = QPushButton()
        self.copy = QPushButton(self.tr("Copy"))
        self.close_button = QPushButton(self.tr("Close"))
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        for button in (self.action, self.copy, self.close_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._run: Callable[[], None] | None = None
        self.action.clicked.connect(self._act)
        self.whole = ""  # all that is known of the error, as plain text
        self.code = ""
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.whole))
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_error(self, error: EtlError, action: _Offer | None) -> None:
        """Show an error with its way out, and a button for it where there is one."""
        cause, remedy = said(error.cause), said(error.remedy)
        shown = _html(_shortened(cause))
        told = f"{strong(shown)}<br>{_html(remedy)}" if remedy else shown
        self.text.setText(f"{told} {entry_link(error.code)}")
        self.whole = "\n".join(filter(None, (cause, remedy, f"[{error.code}]", str(error.facts.get("trace") or ""))))
        self.code = error.code
        self.setAccessibleName(f"{cause} {remedy}".strip())
        self.sign.setPixmap(pixmap("failed", tokens().bad, 20, self.devicePixelRatioF()))
        self.action.setVisible(action is not None)
        if action:
            self.action.setText(action[0])
            self._run = action[1]
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._run:
            self._run()


def _shortened(text: str) -> str:
    """The beginning of a long text; all of it is copied."""
    lines = [line for line in text.splitlines() if line.strip()]
    short = "\n".join(lines[:_MOST_LINES])[:_MOST_SIGNS].rstrip()
    return short if len(lines) <= _MOST_LINES and len(text) <= _MOST_SIGNS else f"{short} …"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


class Toast(_Note):
    """What was done, for some seconds, with a way back where there is one; lies in the status bar, where it hides nothing of
    the page, as long as one line is enough."""

    gone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 4, 0)
        row.setSpacing(16)
        self.text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.action = QPushButton()
        self.action.setObjectName("toastAction")
        self.close_button = QPushButton()
        self.close_button.setObjectName("bare")
        self.close_button.setAccessibleName(self.tr("Close"))
        for widget in (self.text, self.action, self.close_button):
            row.addWidget(widget)
        self._run: Callable[[], None] | None = None
        self.action.clicked.connect(self._act)
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self, interval=_TOAST_MS, singleShot=True)
        self._timer.timeout.connect(self._time_is_up)
        window.installEventFilter(self)
        self.hide()

    def tell(self, text: str, action: _Offer | None) -> None:
        """Show a sentence, with a button where there is one."""
        room = self._window.width() - _TOAST_BESIDES
        self.text.setWordWrap(self.text.fontMetrics().horizontalAdvance(text) > room)
        self.text.setFixedWidth(room) if self.text.wordWrap() else self.text.setMinimumWidth(0)
        self.text.setMaximumWidth(room)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.close_button.setIcon(icon("close", "quiet"))
        self.action.setVisible(action is not None)
        if action:
            self.action.setText(action[0])
            self._run = action[1]
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_TOAST_MS * (3 if action else 1))

    def _act(self) -> None:
        run = self._run
        self.hide()
        if run:
            run()

    def _time_is_up(self) -> None:
        """It goes; while it is in use it stays."""
        self._timer.start(_LEAST_MS) if self.is_in_use() else self.hide()

    def is_in_use(self) -> bool:
        """True while the pointer or the keyboard is on it: a button is about to be pressed."""
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.gone.emit()

    def _place(self) -> None:
        window = self._window
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class Messages(QObject):
    """``fail`` for what is wrong, ``tell`` for what the operator did, ``bring`` for what happened meanwhile. All of it is
    ``kept`` and can be looked up again; ``told`` is emitted with every sentence."""

    told = Signal(str)
    left = Signal()
    """A message went away that had the keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.ways_out: dict[str, _Offer] = {}
        """A button's text and what it does, by the code of the error that it leads out of."""
        self.kept: deque[Message] = deque(maxlen=_KEPT)
        self._failed: tuple[EtlError, _Offer | None] | None = None
        self._said: _Said | None = None
        self._waiting: list[_Said] = []  # news, the oldest first
        self._reading = QTimer(self, singleShot=True)
        self._reading.timeout.connect(self._say_next)
        self._make()

    def _make(self) -> None:
        self.banner, self.toast = Banner(self._window), Toast(self._window)
        for note in (self.banner, self.toast):
            note.left.connect(self.left)
        queued = Qt.ConnectionType.QueuedConnection  # Qt hides the parts of a widget after it told that it hides
        self.toast.gone.connect(self._say_next, queued)

    def put_away(self) -> None:
        """Before the widgets go for a change of language or theme: what they say is kept."""
        self._failed = None if self.banner.isHidden() else self._failed
        self._said = None if self.toast.isHidden() else self._said

    def rebuild(self) -> None:
        """New widgets; ``say_again`` when they have their places."""
        self.toast.gone.disconnect(self._say_next)
        self.toast.deleteLater()
        self._make()

    def say_again(self) -> None:
        """What was said when the widgets were put away, with the same buttons."""
        if self._failed is not None:
            self._show_failed(*self._failed)
        if self._said is not None:
            self._say(self._said)

    def fail(self, error: EtlError, action: _Offer | None = None) -> None:
        """Say what went wrong and what to do next; ``action`` is a button's text and what it does."""
        self._failed = (error, action)
        self._show_failed(error, action)
        self._keep(Message(datetime.now(UTC), said(error.cause), said(error.remedy), error.code))
        self.told.emit(str(error))

    def _show_failed(self, error: EtlError, action: _Offer | None) -> None:
        self.banner.show_error(error, action or self.ways_out.get(error.code))

    def tell(self, text: str, action: _Offer | None = None, *, topic: str = "") -> None:
        """Say at once what was done; ``action`` (such as undo) is a button's text and what it does. News that nobody had the
        time to read is told again after it."""
        if self._said is not None and self._said.is_news and self._is_being_read():
            self._waiting.insert(0, self._said)
        self._say(_Said(text, action, topic, is_news=False))
        self._keep(Message(datetime.now(UTC), text))
        self.told.emit(text)

    def bring(self, text: str, topic: str, action: _Offer | None = None) -> None:
        """Say what happened meanwhile, when what is said has had its time; older news of the same ``topic`` is not said any
        more."""
        news = _Said(text, action, topic, is_news=True)
        self._waiting = [*(n for n in self._waiting if n.topic != topic), news]
        if self._said is not None and self._said.topic == topic:
            self._reading.stop()
        self._say_next()
        self._keep(Message(datetime.now(UTC), text))
        self.told.emit(text)

    def _say(self, what: _Said) -> None:
        self._said = what
        self._reading.start(_LEAST_MS * (2 if what.action else 1))
        self.toast.tell(what.text, what.action)

    def _is_being_read(self) -> bool:
        return self.toast.isVisible() and (self._reading.isActive() or self.toast.is_in_use())

    def _say_next(self) -> None:
        if not self._waiting:
            return
        if not self._is_being_read():
            self._say(self._waiting.pop(0))
        elif not self._reading.isActive():
            self._reading.start(_LEAST_MS)

    def _keep(self, message: Message) -> None:
        """What is told again and again, as while the database is away, is kept once, with its last time."""
        if self.kept and (self.kept[-1].text, self.kept[-1].code) == (message.text, message.code):
            self.kept.pop()
        self.kept.append(message)

    def withdraw(self, topic: str) -> None:
        """What is not true any more is not said any longer."""
        self._waiting = [news for news in self._waiting if news.topic != topic]
        if self._said is not None and self._said.topic == topic:
            self.toast.hide()

    def leave(self, but: str) -> None:
        """Another page is shown: what was wrong on the one before is not told any more, unless it is of this code."""
        if self.banner.code != but:
            self.banner.hide()

    def clear(self, code: str = "", client: str = "") -> None:
        """Take the banner away; with a ``code`` only when it says an error of that code, with a ``client`` of that one."""
        of = self._failed[0].facts.get("client") if self._failed else None
        if code in ("", self.banner.code) and client in ("", of):
            self.banner.hide()
