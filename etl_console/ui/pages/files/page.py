"""Files: where every file lies and what the audit says of it; delivery from the desktop, looked at before it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout

from etl_console.errors import EtlError
from etl_console.pipeline import events
from etl_console.pipeline.insight import FileCard
from etl_console.records import Mode
from etl_console.ui import words
from etl_console.ui.dialogs.look_dialog import LookDialog
from etl_console.ui.dialogs.problem_dialog import opens_entries
from etl_console.ui.filter_field import FilterField
from etl_console.ui.pages.files.dropped import Dropped
from etl_console.ui.pages.files.moving import Moving, Step, can_be_moved, can_be_taken
from etl_console.ui.pages.files.review import ReviewDialog
from etl_console.ui.pages.files.table import FilesTable, card_html
from etl_console.ui.pages.files.tree import FolderTree
from etl_console.ui.room import Shortened
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.links import Link
from etl_console.ui.shell.page import Page
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, align_text, label

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.preflight import Look

_LOOKED_INTO = 64 << 20
"""Bytes of a waiting file that is looked into as soon as it is chosen."""


class FilesPage(Page):
    """Drop files anywhere on it."""

    id = "files"

    def page_actions(self) -> list[Action]:
        client, unclaimed = self.tr("Choose a client first."), self.tr("Choose a file that no batch has claimed.")
        self.moving = Moving(self)
        return [
            Action("files.deliver", self.tr("Deliver files …"), self._choose_files, "Ctrl+D", lambda: bool(self.client),
                   client, "drop"),
            Action("files.paste", self.tr("Deliver the files in the clipboard"), self._paste, "Ctrl+V",
                   lambda: bool(self.client), client, "drop"),
            Action("files.look", self.tr("Look at a file …"), self._choose_file, "Ctrl+L", lambda: bool(self.client),
                   client, "look"),
            Action("files.start", self.tr("Start"), lambda: self.context.runs.ask(self.client, Mode.START), "Ctrl+R",
                   lambda: bool(self.client) and not self.context.runs.is_mine(self.client),
                   self.tr("Choose a client first, one of which no batch is running."), "play"),
            Action("files.batch", self.tr("Open the batch of the file"), self._open_batch, "Ctrl+O",
                   lambda: bool(self._card() and self._card().audit), self.tr("Choose a file of a batch."), "batch"),  # type: ignore[union-attr]
            Action("files.rename", self.tr("Rename …"), lambda: self._with_card(self.moving.ask_name), "F2", self._can_move,
                   unclaimed, "edit"),
            Action("files.take_out", self.tr("Take out …"), lambda: self.moving.ask_where(self._cards_to_take()), "Del",
                   lambda: bool(self._cards_to_take()), unclaimed, "out"),
            Action("files.undo", self.tr("Undo"), self.moving.undo, "Ctrl+Z", self.moving.can_undo,
                   self.tr("Nothing was delivered, renamed or taken out."), "undo"),
            Action("files.filter", self.tr("Filter files"), lambda: self.filter.ask(), "Ctrl+F", lambda: bool(self._cards),
                   self.tr("There are no files."), "search"),
            Action("files.findings", self.tr("Show the findings"), self._show_findings, "Ctrl+Shift+F", icon="warning"),
        ]  # fmt: skip

    def build(self) -> None:
        self.look_dialog: LookDialog | None = None
        self.review: ReviewDialog | None = None
        self._cards: list[FileCard] = []
        self._looked: tuple[tuple[Path | None, int, float], Look | None] = (None, 0, 0.0), None
        self._understood: tuple[tuple[str, str, str], dict[str, Any]] = ("", "", ""), {}
        self._wanted = ("", "")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self.name, "title"), 1)
        row.addWidget(self.button("files.look"))
        row.addWidget(self.button("files.deliver"))
        self.start_button = self.button("files.start", primary=True)
        row.addWidget(self.start_button)
        column.addLayout(row)
        self.tree = FolderTree()
        kept = self.remembered("place")
        if isinstance(kept, list) and len(kept) == 2:
            self.tree.first = str(kept[0]), str(kept[1])
        self.tree.chosen.connect(self._choose_place)
        self.model = FilesTable()
        self.table = make_table(self.model, self.tr("Files"))
        widths = (180, 104, 104, 120, 88, 68, 80, 112)
        set_widths(self.table, widths, "files", grows=0, share=0.8, spare=self.model.spare_columns)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.context.commands.update())
        self.table.activated.connect(lambda _: self._open())
        self.card = QTextBrowser()
        align_text(self.card)
        self.card.setAccessibleName(self.tr("The chosen file"))
        opens_entries(self.card)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(GRID)
        right.addWidget(self.table)
        right.addWidget(self.card)
        right.setSizes([480, 220])
        splitter = QSplitter()
        splitter.setHandleWidth(GRID)
        splitter.addWidget(self.tree)
        splitter.addWidget(right)
        splitter.setSizes([196, 1000])
        splitter.setChildrenCollapsible(False)
        right.setChildrenCollapsible(False)
        remember_splitter(splitter, "files")
        remember_splitter(right, "files.card")
        column.addWidget(splitter, 1)
        told = self.tr("Files with this text in their name, folder, batch, status or finding.  {keys}")
        self.filter = FilterField(self.tr("Filter files"), told.format(keys="Ctrl+F"))
        self.filter.wanted.connect(lambda _: self._narrow())
        self.filter.left.connect(self.table.setFocus)
        self.hint = Shortened("", "quiet")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.filter)
        row.addWidget(self.hint, 1)
        row.addWidget(self.button("files.undo", bare=True))
        row.addWidget(self.button("files.rename"))
        row.addWidget(self.button("files.take_out"))
        column.addLayout(row)
        self.main = self.table
        self.target = label("", "drop")
        self.target.setParent(self)
        self.target.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.target.hide()

    # Looking -----------------------------------------------------------------------------------------------------

    def show_client(self, client: str) -> None:
        self._cards = []
        self._understood = ("", "", ""), {}
        self.filter.forget()
        self.model.show([])
        self.tree.clear()
        self.refresh()

    def state(self) -> Any:
        return self.moving.steps

    def restore(self, state: Any) -> None:
        self.moving.steps = state  # the same: the button of a message that is still there takes back from it, too

    def arrived(self, happened: Sequence[events.Event]) -> None:
        if any(isinstance(e, events.BatchEnded) and e.client == self.client for e in happened):
            self.refresh()  # also for the number in the rail

    def refresh(self) -> None:
        client = self.client
        if client and not self.is_asking("files"):
            self.ask("files", lambda: (self.service.sources(client), self.service.insight.files(client)), self._show)

    def _show(self, found: tuple[list[str], list[FileCard]]) -> None:
        sources, self._cards = found
        self.tree.show_files(sources, self._cards)
        findings = sum(bool(c.finding) and c.finding != "still_arriving" for c in self._cards)
        self.badge.emit(str(findings) if findings else "")
        self._narrow()

    def _choose_place(self, source: str, folder: str) -> None:
        self.tree.first = source, folder
        self.remember("place", [source, folder])
        self._narrow()

    def _narrow(self) -> None:
        source, folder = self.tree.place()
        shown = [
            c for c in self._cards
            if (folder == "?" and c.finding) or (folder != "?" and source in ("", c.source_system) and folder in ("", c.folder))
        ]  # fmt: skip
        here, text = len(shown), self.filter.text().strip()
        shown = [c for c in shown if self.model.has(c, text)]
        shown.sort(key=lambda c: (not c.finding, c.folder != "incoming", -c.modified, c.name))
        chosen = self._card()
        self.model.show(shown)
        place = next(
            (
                i for i, c in enumerate(self.model.cards)
                if chosen and c.name == chosen.name and c.folder == chosen.folder
            ), 0,
        )  # fmt: skip
        if shown and self._card() != self.model.cards[place]:
            self.table.selectRow(place)
        elif not shown:
            told = (
                self.tr("No file here has this text.") if here
                else self.tr("No file differs between disk and audit.") if folder == "?"
                else self.tr("This folder is empty.")
            )  # fmt: skip
            self.card.setHtml(f"<p>{told}</p>")
        waiting = sum(c.folder == "incoming" and not c.finding for c in self._cards)
        drop = self.tr("Drop files anywhere here to deliver them; they are looked at first.")
        of_all = self.tr("{n} of %Ln files", "", here).format(n=words.number(len(shown))) if text else ""
        wait = self.tr("%Ln files wait", "", waiting) if waiting else ""
        self.hint.setText("  ·  ".join(filter(None, (of_all, wait, drop))))
        self.context.commands.update()

    def _card(self) -> FileCard | None:
        place = self.table.currentIndex().row()
        return self.model.cards[place] if 0 <= place < len(self.model.cards) else None

    def _chosen(self) -> None:
        card, client = self._card(), self.client
        name = card.name if card else ""
        batch = card.audit.get("batch_id", "") if card and not card.is_correction else ""
        known = self._understood[1] if self._understood[0] == (client, batch, name) else {}
        self.card.setHtml(card_html(card, known) if card else "")
        self.context.commands.update()
        if card and card.path and card.folder == "incoming" and not batch:
            self._look_in(client, card)
        if known or not batch:
            return

        def shown(understood: dict[str, Any]) -> None:
            self._understood = (client, batch, name), understood
            chosen = self._card()
            if understood and chosen and chosen.name == name:
                self.card.setHtml(card_html(chosen, understood))

        self.ask("understood", lambda: self.service.insight.understood(client, batch, name), shown)

    def _look_in(self, client: str, card: FileCard) -> None:
        """What is in a file that waits, below it; a large one is looked at when it is asked for."""
        path, seen = card.path, (card.path, card.size, card.modified)
        if self._looked[0] == seen and self._looked[1] is not None:
            self.card.setHtml(card_html(card, self._looked[1].understood, self._looked[1]))
            return
        if self._looked[0] == seen:
            return  # it is being looked into
        if path is None or card.size > _LOOKED_INTO or card.finding == "still_arriving":
            return

        self._looked = seen, None

        def shown(look: Look) -> None:
            if self._looked[0] == seen:
                self._looked = seen, look
            if self._card() == card:
                self.card.setHtml(card_html(card, look.understood, look))

        self.ask("look", lambda: self.service.look(client, path), shown, lambda _: None)

    def _cards_to_take(self) -> list[FileCard]:
        """The chosen files that can be taken out."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [c for c in (self.model.cards[r] for r in rows if r < len(self.model.cards)) if can_be_taken(c)]

    def _can_move(self) -> bool:
        return can_be_moved(self._card())

    def _with_card(self, act: Callable[[FileCard], None]) -> None:
        card = self._card()
        if card is not None:
            act(card)

    def _open(self) -> None:
        """The batch of a file; one that waits is looked at."""
        card = self._card()
        if card and card.audit:
            self._open_batch()
        elif card and card.path:
            self.look_at(card.path, waits=card.folder == "incoming")

    def _open_batch(self) -> None:
        card = self._card()
        if card and card.audit:
            self.context.go(Link(self.client, card.audit["batch_id"], card.logical_source_file, page="batch"))

    def _show_findings(self) -> None:
        findings = self.tree.topLevelItem(1)
        if findings is not None:
            self.tree.setCurrentItem(findings)

    # Delivering --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.client:
            event.acceptProposedAction()
            told = self.tr(
                "Drop %Ln files or folders for {client}: they are looked at first", "", len(event.mimeData().urls())
            )
            self.target.setText(told.format(client=self.client))
            self.target.setGeometry(self.rect().adjusted(GRID, GRID, -GRID, -GRID))
            self.target.show()
            self.target.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.target.hide()
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.deliver(paths)

    def _paste(self) -> None:
        paths = [Path(u.toLocalFile()) for u in QGuiApplication.clipboard().mimeData().urls() if u.isLocalFile()]
        if paths:
            self.deliver(paths)
        else:
            self.context.messages.tell(self.tr("There are no files in the clipboard: copy some in the file manager."))

    def _choose_files(self) -> None:
        dialog = self.file_dialog(self.tr("Deliver files"), QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.deliver([Path(n) for n in names]))
        dialog.open()

    def _choose_file(self) -> None:
        dialog = self.file_dialog(self.tr("Look at a file"), QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.open()

    def deliver(self, paths: Sequence[Path]) -> None:
        """Show what these files (and those of dropped folders) are and where they go; deliver those the operator wants.
        Rejected rows that were downloaded and come back corrected go to Triage."""
        client, triage = self.client, self.service.triage
        if self.review is not None and self.review.isVisible():
            self.review.raise_()
            self.context.messages.tell(self.tr("Finish this delivery first."))
            return

        def work() -> tuple[list[Path], list[Path]]:
            found = [f for p in paths for f in (sorted(p.rglob("*")) if p.is_dir() else [p]) if f.is_file()]
            returned = [f for f in found if triage.recognise(f)]
            return [f for f in found if f not in returned], returned

        def shown(found: tuple[list[Path], list[Path]]) -> None:
            files, returned = found
            if files:
                self._review(client, files)
            elif not returned:
                gone = not paths[0].exists()
                form = self.tr("{folder} is not there.") if gone else self.tr("There are no files in {folder}.")
                self.context.messages.tell(form.format(folder=paths[0].name))
            hand_over = partial(self.context.hand_over, "triage", returned)
            if returned and files and self.review is not None:
                self.review.finished.connect(lambda _: hand_over())
            elif returned:
                hand_over()

        self.submit(work, shown, self.context.messages.fail)

    def _review(self, client: str, found: Sequence[Path]) -> None:
        dialog = ReviewDialog(self.service, self.context.tasks, client, found, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.deliver.connect(lambda files: self._deliver(client, files))
        dialog.finished.connect(self._reviewed)
        self.review = dialog
        dialog.open()

    def _reviewed(self, _: int) -> None:
        self.review = None

    def _deliver(self, client: str, files: Sequence[Dropped]) -> None:
        def work() -> tuple[list[tuple[Path, Path]], list[EtlError]]:
            done, failed = [], []
            for file in files:
                assert file.fit is not None
                try:
                    source = file.fit.source_system
                    if file.state == "corrects" and file.red is not None:
                        target = self.service.arrivals.correct(client, file.path, source, file.red)
                    else:
                        target = self.service.deliver(client, file.path, source, file.name)
                    done.append((target, file.path))
                except EtlError as error:
                    failed.append(error)
            return done, failed

        def shown(found: tuple[list[tuple[Path, Path]], list[EtlError]]) -> None:
            done, failed = found
            if failed:
                more = self.tr("%Ln more could not be delivered.", "", len(failed) - 1) if len(failed) > 1 else ""
                self.context.messages.fail(EtlError(failed[0].cause, f"{failed[0].remedy} {more}".strip()))
            if done:
                corrected = next((f.red.batch_id for f in files if f.red is not None and f.state == "corrects"), "")
                restart = partial(self.context.runs.ask, client, Mode.RESTART, batch=corrected)
                self.moving.told(
                    self.tr("%Ln files delivered to {client}.", "", len(done)).format(client=client),
                    Step(client, delivered=tuple(done)),
                    (self.tr("Restart {batch}").format(batch=corrected), restart) if corrected else None,
                )
            self.refresh()

        self.submit(work, shown, self.context.messages.fail)

    def withdraw(self, client: str, delivered: Sequence[tuple[Path, Path]]) -> None:
        """Take back copies of these originals, those that still wait as they were delivered."""

        def tell(taken: int) -> None:
            told = self.tr("%Ln deliveries taken back.", "", taken)
            kept = len(delivered) - taken
            more = self.tr("%Ln are claimed by a batch already, or changed.", "", kept) if kept else ""
            self.context.messages.tell(f"{told} {more}".strip())

        self.submit(
            lambda: sum(self.service.withdraw(client, copy, original) for copy, original in delivered),
            lambda _: self.refresh(), self.context.messages.fail, tell,
        )  # fmt: skip

    def look_at(self, path: Path, *, waits: bool = False) -> None:
        """Show what a file is understood as, for the chosen client; one that ``waits`` already is not delivered again."""
        if not self.client:
            return
        dialog = LookDialog(self.service, self.context.tasks, self.client, path, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.deliver.connect(lambda name: self.deliver([Path(name)]))
        dialog.deliver_button.setVisible(not waits)
        dialog.remembered.connect(
            lambda logical: self.context.messages.tell(self.tr("Settings of {file} kept.").format(file=logical))
        )
        self.look_dialog = dialog
        dialog.open()
