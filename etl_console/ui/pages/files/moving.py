"""What the operator does with a file that no batch has claimed: another name, out of the way, and back again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from etl_console.errors import EtlError
from etl_console.pipeline import layout
from etl_console.pipeline.insight import FileCard
from etl_console.pipeline.plan import match_all
from etl_console.records import ClientConfig
from etl_console.ui.dialogs.parts import headed, way_on
from etl_console.ui.theme import label

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.arrivals import Moved
    from etl_console.ui.pages.files.page import FilesPage


def can_be_taken(card: FileCard | None) -> bool:
    """True for a file that can be taken out: also a correction that waits under a claimed name."""
    return can_be_moved(card) or (card is not None and card.is_correction)


def can_be_moved(card: FileCard | None) -> bool:
    """True for a file that lies where no batch has claimed it."""
    if card is None or card.path is None or card.audit or card.finding == "still_arriving":
        return False
    return card.folder == "incoming" or card.finding == "stray_file"


class RenameDialog(QDialog):
    """Asks for a name and says at once where a file of that name goes."""

    def __init__(
        self, config: ClientConfig, card: FileCard, taken: Collection[str], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        assert card.path is not None
        self._taken = taken
        self._config, self._source, self._now = config, card.source_system, card.path.name
        self.setWindowTitle(self.tr("Rename"))
        self.setMinimumWidth(520)
        column = headed(self, self.tr("Another name for {file}").format(file=card.name))
        self.name = QLineEdit(layout.usable(self._now))
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setSelection(0, len(Path(self.name.text()).stem))
        self.told = label("", "quiet")
        self.told.setWordWrap(True)
        column.addWidget(self.name)
        column.addWidget(self.told)
        buttons, self.rename_button = way_on(self, self.tr("Rename"))
        column.addWidget(buttons)
        self.rename_button.setDefault(True)
        self.name.textChanged.connect(self._look)
        self._look(self.name.text())

    def _look(self, name: str) -> None:
        fits = match_all(self._config, self._source, name)
        is_usable = bool(name.strip()) and not layout.unusable(name) and not layout.batch_of(name)
        if not is_usable:
            told = self.tr("⚠ This is no name for a file that is to be loaded.")
        elif name in self._taken:
            told = self.tr("⚠ A file of this name waits already.")
        elif fits:
            told = self.tr("→ It is loaded as {file}.").format(
                file=", ".join(f"{f.source_system} · {f.logical_source_file}" for f in fits)
            )
        else:
            patterns = ", ".join(
                f.file_pattern for f in self._config.files if f.is_active and f.source_system == self._source
            )
            told = self.tr("⚠ No file pattern of {source} fits it: {patterns}.").format(
                source=self._source, patterns=patterns or "–"
            )
        self.told.setText(told)
        self.rename_button.setEnabled(is_usable and name not in (self._now, *self._taken))


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with files of a client: ``moved`` elsewhere, or ``delivered`` as (copy, original)."""

    client: str
    moved: tuple[Moved, ...] = ()
    delivered: tuple[tuple[Path, Path], ...] = ()


class Moving(QObject):
    """Renames and takes out files for the Files page; each step, and each delivery, can be taken back until the window is
    closed."""

    def __init__(self, page: FilesPage) -> None:
        super().__init__(page)
        self._page = page
        self.steps: list[Step] = []
        """What can be taken back, the last one last."""
        self.dialog: QDialog | None = None

    def ask_name(self, card: FileCard) -> None:
        """Ask for another name, then give it."""
        page, client, path = self._page, self._page.client, card.path
        assert path is not None

        def shown(found: tuple[ClientConfig, list[str]]) -> None:
            config, waiting = found
            dialog = RenameDialog(config, card, {*waiting} - {path.name}, page)
            dialog.accepted.connect(lambda: self._rename(client, path, dialog.name.text()))
            self._open(dialog)

        service, source = page.service, card.source_system
        page.ask("config", lambda: (service.config(client), service.folder_files(client, source, "incoming")), shown)

    def _rename(self, client: str, path: Path, name: str) -> None:
        def done(moved: Moved) -> None:
            self.told(self.tr("Renamed to {name}.").format(name=name), Step(client, moved=(moved,)))

        arrivals = self._page.service.arrivals
        self._page.submit(lambda: arrivals.rename(client, path, name), done, self._page.context.messages.fail)

    def _back(self, client: str, moved: Sequence[Moved]) -> None:
        def work() -> None:
            for one in reversed(moved):
                self._page.service.arrivals.put_back(client, one)

        def failed(error: EtlError) -> None:
            self._page.context.messages.fail(error)
            self._page.refresh()

        tell = self._page.context.messages.tell
        self._page.submit(work, lambda _: self._page.refresh(), failed, always=lambda _: tell(self.tr("Taken back.")))

    def ask_where(self, cards: Sequence[FileCard]) -> None:
        """Ask for a folder, then move the files there."""
        page, client, paths = self._page, self._page.client, [c.path for c in cards if c.path is not None]
        one = self.tr("Take {file} out of incoming: where to?").format(file=cards[0].name)
        many = self.tr("Take %Ln files out of incoming: where to?", "", len(paths))
        dialog = page.file_dialog(one if len(paths) == 1 else many, QFileDialog.FileMode.Directory)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Move here"))
        dialog.fileSelected.connect(lambda folder: self.take_out(client, paths, Path(folder)))
        self._open(dialog)

    def take_out(self, client: str, paths: Sequence[Path], folder: Path) -> None:
        """Move files out of the storage; one that cannot be moved is told, the others are."""
        page, arrivals = self._page, self._page.service.arrivals

        def work() -> tuple[list[Moved], list[EtlError]]:
            moved, failed = [], []
            for path in paths:
                try:
                    moved.append(arrivals.take_out(client, path, folder))
                except EtlError as error:
                    failed.append(error)
            return moved, failed

        def done(found: tuple[list[Moved], list[EtlError]]) -> None:
            moved, failed = found
            if failed:
                page.context.messages.fail(failed[0])
            if moved:
                one = self.tr("{file} is in {folder} now.").format(file=moved[0].path.name, folder=folder)
                many = self.tr("%Ln files are in {folder} now.", "", len(moved)).format(folder=folder)
                self.told(one if len(moved) == 1 else many, Step(client, moved=tuple(moved)))
            page.refresh()

        page.submit(work, done, page.context.messages.fail)

    # Taking back ---------------------------------------------------------------------------------------------------

    def told(self, text: str, step: Step, offer: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say what was done, and keep it to be taken back: from the message, or where that offers something else or is gone,
        with the action."""
        self.steps.append(step)
        way = self.tr("Ctrl+Z takes it back.")
        messages = self._page.context.messages
        messages.tell(f"{text} {way}" if offer else text, offer or (self.tr("Undo"), partial(self._take_back, step)))
        self._page.refresh()
        self._page.context.commands.update()

    def can_undo(self) -> bool:
        """True when something that was done here, for the chosen client, can be taken back."""
        return any(step.client == self._page.client for step in self.steps)

    def undo(self) -> None:
        """Take back what was done last with files of the chosen client."""
        step = next((s for s in reversed(self.steps) if s.client == self._page.client), None)
        if step is not None:
            self._take_back(step)

    def _take_back(self, step: Step) -> None:
        """Take back one step, whichever client is shown, unless that was done already."""
        if step not in self.steps:
            return
        self.steps.remove(step)
        if step.delivered:
            self._page.withdraw(step.client, step.delivered)
        else:
            self._back(step.client, step.moved)
        self._page.context.commands.update()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._page.window().activateWindow())
        self.dialog = dialog
        dialog.open()
