"""Plans shown and run from anywhere in the window: ask, show, run, cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from etl_console.errors import EtlError, LockedError
from etl_console.pipeline import events
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.service import Service
from etl_console.records import BatchState, Mode, Status
from etl_console.ui import words
from etl_console.ui.dialogs.plan_dialog import PlanDialog, Usual
from etl_console.ui.dialogs.undo_dialog import UndoDialog
from etl_console.ui.shell.messages import Messages
from etl_console.ui.tasks import Tasks

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.undo import UndoPlan


class Runs(QObject):
    """The runs that this window has begun, one a client at most."""

    changed = Signal(str)
    """A run of this client began or is over."""
    begun = Signal(str, str)
    """The operator had a run begin: client and mode."""

    def __init__(self, service: Service, tasks: Tasks, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._service = service
        self._tasks = tasks
        self._messages = messages
        self._window = window
        self._tokens: dict[str, CancelToken] = {}
        self._starting: set[str] = set()
        self._failed: dict[str, events.BatchEnded] = {}  # by client and batch, until it is said why or it is run again
        self.dialog: PlanDialog | None = None
        self.undo_dialog: UndoDialog | None = None
        self._asked: tuple[object, ...] | None = None  # the plan that is being made

    def ask(
        self,
        client: str,
        mode: Mode,
        *,
        batch: str | None = None,
        files: Sequence[str] = (),
        load_anyway: bool = False,
        at_once: bool = False,
        note: str = "",
    ) -> None:
        """Show the plan of a run and run it when the operator says so; ``at_once`` runs it without the question, ``note`` is
        said with it. Asked twice, by a double click, it is shown once; there is one plan at a time, and none of a client that
        runs."""
        asked = client, mode, batch, tuple(files), load_anyway
        if self._asked == asked or self._is_refused(client):
            return
        if self._asked or self.dialog is not None:
            self._messages.tell(self.tr("Decide about the plan that was asked for first."))
            return
        self._asked = asked

        def work() -> tuple[Plan, Usual]:
            plan = self._service.plan(client, mode, batch=batch, files=files, load_anyway=load_anyway)
            return plan, self._service.insight.usual(plan)

        def planned(found: tuple[Plan, Usual]) -> None:
            self._asked = None
            plan, usual = found
            if at_once and not plan.is_empty:
                self.run(plan)
            else:
                self._show(plan, usual, files, load_anyway, note)

        def failed(error: EtlError) -> None:
            self._asked = None
            self._messages.fail(error)

        self._tasks.submit(work, planned, failed)

    def _is_refused(self, client: str) -> bool:
        """True for a client that this window runs already, which is said."""
        if client in self._tokens:
            told = self.tr("A batch of {client} runs already: nothing else was begun.")
            self._messages.tell(told.format(client=client))
        return client in self._tokens

    def _show(self, plan: Plan, usual: Usual, files: Sequence[str], load_anyway: bool, note: str) -> None:
        dialog = PlanDialog(plan, self._window, usual, self._service.workers, note)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog

        def closed() -> None:
            self.dialog = None

        def accepted() -> None:
            closed()
            if dialog.wants_held and not load_anyway:
                client = plan.config.client.client_schema
                batch = None if plan.mode is Mode.START else plan.batch_id
                self.ask(client, plan.mode, batch=batch, files=files, load_anyway=True)
            else:
                self.run(plan)

        dialog.accepted.connect(accepted)
        dialog.rejected.connect(closed)
        dialog.open()

    def ask_undo(self, client: str, batch: str) -> None:
        """Show the plan of undoing a batch and undo it when the operator says so."""

        def undo(plan: UndoPlan, reason: str) -> None:
            self._begin(client, lambda token: self._service.undo(plan, reason, cancel=token))

        def planned(plan: UndoPlan) -> None:
            dialog = UndoDialog(plan, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.undo_dialog = dialog
            dialog.accepted.connect(lambda: undo(plan, dialog.reason.text().strip()))
            dialog.open()

        self._tasks.submit(lambda: self._service.undo_plan(client, batch), planned, self._messages.fail)

    def run(self, plan: Plan) -> None:
        """Run a plan for this window; its own process stays free of the work."""
        client = plan.config.client.client_schema
        if self._is_refused(client):
            return
        self._starting.add(client)
        self.begun.emit(client, plan.mode)
        self._begin(client, lambda token: self._service.run_apart(plan, token))

    def _begin(self, client: str, work: Callable[[CancelToken], object]) -> None:
        if self._is_refused(client):
            return
        token = self._tokens[client] = CancelToken()
        self._messages.clear()
        self._messages.toast.hide()  # it may offer what is being done now

        def over(_: object) -> None:
            self._tokens.pop(client, None)
            self._starting.discard(client)
            if token.is_set:
                self._messages.withdraw(_cancelling(client))
            self.changed.emit(client)

        def failed(error: EtlError) -> None:
            over(None)
            self._messages.fail(error)

        self._tasks.submit(lambda: work(token), over, failed)
        self.changed.emit(client)

    def tell_end(
        self, event: events.BatchEnded, see: tuple[str, Callable[[], None]], *, names_client: bool = False
    ) -> None:
        """How a batch ended, where it is not seen anyway: of a failed one also its first file and why. ``see`` is the
        message's button; ``names_client`` where another client is shown."""
        told = f"{event.batch_id} · {words.status_text(event.status)} · {words.duration(event.seconds)}"
        told = f"{event.client} · {told}" if names_client else told
        topic = f"{event.client} {event.batch_id}"
        self._failed.pop(topic, None)
        if event.status != Status.FAILED:
            self._messages.bring(told, topic, see)
            return

        self._failed[topic] = event

        def shown(batch: BatchState) -> None:
            if self._failed.get(topic) is not event:
                return  # it was run again meanwhile
            del self._failed[topic]
            red = [f for f in batch.files if f.status == Status.FAILED]
            first = red[0].original_file_name if red else ""
            why = words.said(red[0].problems[-1].message) if red and red[0].problems else ""
            what = self.tr("%Ln files not loaded", "", len(red)) if red else ""
            named = f"{first}: {why}" if why else first
            self._messages.bring("  ·  ".join(filter(None, (told, what, named))), topic, see)

        self._tasks.submit(lambda: self._service.batch(event.client, event.batch_id), shown, self._messages.fail)

    def began(self, client: str, token: CancelToken) -> None:
        """A run that a schedule began in this window: it is cancelled and shown like one begun by hand."""
        self._tokens[client] = token
        self.changed.emit(client)

    def ended(self, client: str) -> None:
        """A run that a schedule began is over."""
        self._tokens.pop(client, None)
        self.changed.emit(client)

    @property
    def clients(self) -> list[str]:
        """The clients that a run of this window is under way for."""
        return sorted(self._tokens)

    def is_starting(self, client: str) -> bool:
        """True from the operator's word until the batch of this client says that it runs."""
        return client in self._starting

    def arrived(self, happened: Sequence[events.Event]) -> None:
        """A batch that has started is not starting any more, and how it ended before is not told any more; one that has ended
        holds up nothing any more."""
        for event in happened:
            if isinstance(event, events.BatchStarted):
                self._starting.discard(event.client)
                self._failed.pop(f"{event.client} {event.batch_id}", None)
                self._messages.withdraw(f"{event.client} {event.batch_id}")
            elif isinstance(event, events.BatchEnded):
                self._messages.clear(LockedError.code, event.client)

    def is_mine(self, client: str) -> bool:
        """True while a run of this window is under way for the client."""
        return client in self._tokens

    def cancel(self, client: str) -> None:
        """Cancel this window's run of the client."""
        if client in self._tokens:
            self._tokens[client].cancel()
            told = self.tr("Cancelling: what is half done is taken back …")
            self._messages.tell(told, topic=_cancelling(client))

    def close(self) -> None:
        """Cancel every run of this window."""
        for token in self._tokens.values():
            token.cancel()


def _cancelling(client: str) -> str:
    return f"{client} cancelling"
