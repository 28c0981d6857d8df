"""The window: assembles its parts and connects them to the service; decides nothing about data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.pipeline.cancel import CancelToken
from etl_console.pipeline.plan import Plan
from etl_console.pipeline.service import FolderCount, Service
from etl_console.records import BatchState, Client, Job, Mode, Status
from etl_console.ui.bridge import EventBridge
from etl_console.ui.dialogs.look_dialog import LookDialog
from etl_console.ui.dialogs.plan_dialog import PlanDialog
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import SIGNS, label
from etl_console.ui.views.batch_view import BatchView
from etl_console.ui.views.client_tree import ClientTree

_LOOK_EVERY_MS = 3000


class MainWindow(QMainWindow):
    """Clients left, the chosen client's batch right; all work is off the window's thread."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self.tasks = Tasks(self)
        self.bridge = EventBridge(service, self.tasks, self)
        self._client = ""
        self._batch: BatchState | None = None
        self._cancel: CancelToken | None = None
        self.plan_dialog: PlanDialog | None = None
        self.look_dialog: LookDialog | None = None
        self._reading = 0
        self._looking = False
        self.setWindowTitle("ETL Console")
        self.resize(1440, 900)
        self._build()
        self.bridge.arrived.connect(self._events)
        self.bridge.lost.connect(self._failed)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self.refresh)
        geometry = QSettings().value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def start(self) -> None:
        """Begin to look at clients, folders and runs."""
        self.bridge.start()
        self._look.start()
        self.refresh()

    # Parts -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tree = ClientTree()
        self.tree.chosen.connect(self._choose_client)
        self.tree.dropped.connect(self._deliver)
        self.batch_view = BatchView()
        self.batch_view.file_chosen.connect(self._show_file)
        self.batch_view.step_chosen.connect(self._show_step)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(16, 16, 0, 8)
        inner.addWidget(self.tree)
        hint = label(self.tr("Drop files here to deliver them."), "quiet")
        inner.addWidget(hint)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(16, 16, 16, 8)
        inner.setSpacing(8)
        inner.addLayout(self._header())
        inner.addWidget(self._banner())
        inner.addWidget(self.batch_view, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([232, 1208])
        splitter.setChildrenCollapsible(False)
        self.setCentralWidget(splitter)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = label("", "title")
        self.status = label("", "quiet")
        self.batches = QComboBox()
        self.batches.setAccessibleName(self.tr("Batch"))
        self.batches.setMinimumWidth(260)
        self.batches.activated.connect(self._choose_batch)
        row.addWidget(self.title)
        row.addWidget(self.status, 1)
        row.addWidget(self.batches)
        self.look_button = self._button(self.tr("Look at a file …"), "Ctrl+L", self._choose_file)
        row.addWidget(self.look_button)
        self.start_button = self._button(self.tr("Start"), "Ctrl+R", lambda: self._plan(Mode.START))
        self.start_button.setObjectName("primary")
        self.restart_button = self._button(self.tr("Restart"), "Ctrl+Shift+R", lambda: self._plan(Mode.RESTART))
        self.reprocess_button = self._button(self.tr("Reprocess"), "Ctrl+P", lambda: self._plan(Mode.REPROCESSING))
        self.cancel_button = self._button(self.tr("Cancel run"), "Ctrl+.", self._cancel_run)
        for button in (self.start_button, self.restart_button, self.reprocess_button, self.cancel_button):
            row.addWidget(button)
        return row

    def _button(self, text: str, keys: str, action: Any) -> QPushButton:
        button = QPushButton(text)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(f"{text} ({keys})")
        button.clicked.connect(lambda: action())
        return button

    def _banner(self) -> QFrame:
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        row = QHBoxLayout(self.banner)
        self.banner_text = QLabel(wordWrap=True)
        self.banner_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.banner.hide)
        row.addWidget(self.banner_text, 1)
        row.addWidget(close)
        self.banner.hide()
        return self.banner

    # Looking -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look again at clients, folders and the chosen client's batches."""
        if self._looking:
            return
        self._looking = True
        client = self._client

        def look() -> tuple[list[Client], list[FolderCount], list[BatchState]]:
            clients = self._service.clients()
            counts = [c for k in clients for c in self._service.folder_counts(k.client_schema)]
            return clients, counts, self._service.batches(client, 50) if client else []

        def shown(found: tuple[list[Client], list[FolderCount], list[BatchState]]) -> None:
            self._looking = False
            self.tree.show_clients(found[0], found[1])
            if client == self._client:
                self._show_batches(found[2])

        def failed(error: EtlError) -> None:
            self._looking = False
            self._failed(error)

        self.tasks.submit(look, shown, failed)

    def _choose_client(self, client: str) -> None:
        if client != self._client:
            self._client = client
            self._batch = None
            self.batches.clear()
            self.batch_view.show_batch(None)
            self._looking = False
            self.refresh()
            self._update()

    def _show_batches(self, batches: Sequence[BatchState]) -> None:
        chosen = self.batches.currentData()
        newest_before = self.batches.itemData(0)
        newest = batches[0].batch_id if batches else None
        keep = chosen if chosen and chosen != newest_before else newest
        self.batches.blockSignals(True)
        self.batches.clear()
        for b in batches:
            when = b.started_at[:16].replace("T", " ")
            self.batches.addItem(f"{SIGNS[b.status]} {b.batch_id}   {when} UTC", b.batch_id)
        self.batches.setCurrentIndex(max(0, self.batches.findData(keep)) if batches else -1)
        self.batches.blockSignals(False)
        current = self.batches.currentData()
        listed = next((b for b in batches if b.batch_id == current), None)
        shown = self._batch
        if listed and (
            shown is None
            or (shown.batch_id, shown.status, shown.run_number) != (listed.batch_id, listed.status, listed.run_number)
        ):
            self._read_batch(listed.batch_id)
        self._update()

    def _choose_batch(self) -> None:
        if self.batches.currentData():
            self._read_batch(self.batches.currentData())

    def _read_batch(self, batch_id: str) -> None:
        client = self._client
        self._reading += 1
        number = self._reading

        def shown(state: BatchState) -> None:
            if number == self._reading and client == self._client:
                self._batch = state
                self.batch_view.show_batch(state)
                self._read_manifest(state)
                self._update()

        self.tasks.submit(lambda: self._service.batch(client, batch_id), shown, self._failed)

    def _read_manifest(self, state: BatchState) -> None:
        client, batch_id = self._client, state.batch_id
        self.tasks.submit(lambda: self._service.manifest(client, batch_id), self.batch_view.show_manifest, self._failed)

    def _show_file(self, name: str) -> None:
        if self._batch is None:
            return
        client, batch_id = self._client, self._batch.batch_id

        def shown(found: tuple[list[dict[str, Any]], list[Job]]) -> None:
            if self.batch_view.chosen_file() == name:
                self.batch_view.show_rejects(found[0])
                self.batch_view.show_log(found[1])

        self.tasks.submit(
            lambda: (
                self._service.rejects(client, batch_id, name, limit=1000), self._service.jobs(client, batch_id, name)
            ),
            shown,
            self._failed,
        )  # fmt: skip

    def _show_step(self, name: str) -> None:
        if self._batch is None:
            return
        client, batch_id = self._client, self._batch.batch_id
        self.tasks.submit(lambda: self._service.jobs(client, batch_id, name), self.batch_view.show_log, self._failed)

    # Doing -------------------------------------------------------------------------------------------------------

    def _deliver(self, client: str, source: str, paths: Sequence[Path]) -> None:
        def work() -> list[str]:
            told = []
            for path in paths:
                try:
                    target = self._service.deliver(client, path, source or None)
                    told.append(f"{path.name} → {target.parent.parent.name}/incoming")
                except EtlError as error:
                    told.append(str(error))
            return told

        def done(told: list[str]) -> None:
            self.statusBar().showMessage("   ".join(told), 15_000)
            self.refresh()

        self.tasks.submit(work, done, self._failed)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Look at a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.open()

    def look_at(self, path: Path) -> None:
        """Show what a file is understood as, for the chosen client."""
        client = self._client
        if not client:
            return
        dialog = LookDialog(self._service, self.tasks, client, path, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.deliver.connect(lambda name: self._deliver(client, "", [Path(name)]))
        dialog.remembered.connect(
            lambda logical: self.statusBar().showMessage(self.tr("Settings of {file} kept.").format(file=logical), 8000)
        )
        self.look_dialog = dialog
        dialog.open()

    def _plan(self, mode: Mode, load_anyway: bool = False) -> None:
        client = self._client
        batch = self._batch.batch_id if self._batch and mode is not Mode.START else None
        if not client:
            return
        self.tasks.submit(
            lambda: self._service.plan(client, mode, batch=batch, load_anyway=load_anyway),
            lambda plan: self._ask(plan, load_anyway),
            self._failed,
        )

    def _ask(self, plan: Plan, load_anyway: bool) -> None:
        dialog = PlanDialog(plan, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plan_dialog = dialog

        def accepted() -> None:
            if dialog.wants_held and not load_anyway:
                self._plan(plan.mode, load_anyway=True)
            else:
                self._run(plan)

        dialog.accepted.connect(accepted)
        dialog.open()

    def _run(self, plan: Plan) -> None:
        self._cancel = CancelToken()
        token = self._cancel
        self.banner.hide()

        def over(_: object) -> None:
            self._cancel = None
            self._batch = None  # read anew, with its steps
            self.refresh()

        def failed(error: EtlError) -> None:
            over(None)
            self._failed(error)

        self.tasks.submit(lambda: self._service.run(plan, cancel=token), over, failed)
        self._update()

    def _cancel_run(self) -> None:
        if self._cancel is not None:
            self._cancel.cancel()
            self.statusBar().showMessage(self.tr("Cancelling …"), 5000)

    # What arrives ------------------------------------------------------------------------------------------------

    def _events(self, arrived: Sequence[events.Event]) -> None:
        for event in arrived:
            if event.client != self._client:
                continue
            if isinstance(event, events.BatchStarted | events.BatchEnded):
                self._batch = None
                self._looking = False
                self.refresh()
            elif self._batch is not None and event.batch_id == self._batch.batch_id:
                self.batch_view.apply(event)

    def _failed(self, error: EtlError) -> None:
        self.banner_text.setText(f"{error.cause} {error.remedy}".strip())
        self.banner.show()

    def _update(self) -> None:
        self.title.setText(self._client or self.tr("No client yet"))
        batch = self._batch
        mine = self._cancel is not None
        running = mine or (batch is not None and batch.status == Status.RUNNING)
        if batch is not None:
            text = f"{batch.batch_id} · {SIGNS[batch.status]} {batch.status.capitalize()} · {batch.who}@{batch.host}"
            self.status.setText(text)
        else:
            self.status.setText(self.tr("No batch yet: drop files and start.") if self.batches.count() == 0 else "")
        self.look_button.setEnabled(bool(self._client))
        self.start_button.setEnabled(bool(self._client) and not running)
        self.restart_button.setEnabled(batch is not None and not running)
        self.reprocess_button.setEnabled(batch is not None and not running)
        self.cancel_button.setEnabled(mine)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._look.stop()
        self.bridge.close()
        if self._cancel is not None:
            self._cancel.cancel()
        QSettings().setValue("geometry", self.saveGeometry())
        self.tasks.close()
        super().closeEvent(event)
