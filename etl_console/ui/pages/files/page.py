"""Files: where every file lies, delivery from the desktop, a look before it runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from etl_console.errors import EtlError
from etl_console.pipeline.service import FolderCount
from etl_console.ui.dialogs.look_dialog import LookDialog
from etl_console.ui.pages.files.tree import ClientTree
from etl_console.ui.shell.actions import Action
from etl_console.ui.shell.page import Page
from etl_console.ui.theme import label
from etl_console.ui.words import translate


class FilesPage(Page):
    """Emits nothing; delivers what is dropped and shows what lies where."""

    id = "files"
    icon = "files"

    @classmethod
    def name(cls) -> str:
        return translate("FilesPage", "Files")

    def page_actions(self) -> list[Action]:
        return [
            Action("files.look", self.tr("Look at a file …"), self._choose_file, "Ctrl+L", lambda: bool(self.client),
                   self.tr("Choose a client first."), "look"),
        ]  # fmt: skip

    def build(self) -> None:
        self.look_dialog: LookDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(label(self.name(), "title"), 1)
        row.addWidget(self.button("files.look"))
        column.addLayout(row)
        self.tree = ClientTree()
        self.tree.dropped.connect(self.deliver)
        column.addWidget(self.tree, 1)
        column.addWidget(label(self.tr("Drop files here to deliver them."), "quiet"))

    def refresh(self) -> None:
        client = self.client
        if client and not self.is_asking("counts"):
            self.ask("counts", lambda: self.service.folder_counts(client), self._show)

    def _show(self, counts: list[FolderCount]) -> None:
        self.tree.show_counts(self.client, counts)

    def deliver(self, source: str, paths: Sequence[Path]) -> None:
        """Deliver files to the client: to ``source``, or where their names belong."""
        client = self.client

        def work() -> list[str]:
            told = []
            for path in paths:
                try:
                    target = self.service.deliver(client, path, source or None)
                    told.append(f"{path.name} → {target.parent.parent.name}/incoming")
                except EtlError as error:
                    told.append(str(error))
            return told

        def done(told: list[str]) -> None:
            self.context.messages.tell("   ".join(told))
            self.refresh()

        self.context.tasks.submit(work, done, self.context.messages.fail)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Look at a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.open()

    def look_at(self, path: Path) -> None:
        """Show what a file is understood as, for the chosen client."""
        if not self.client:
            return
        dialog = LookDialog(self.service, self.context.tasks, self.client, path, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.deliver.connect(lambda name: self.deliver("", [Path(name)]))
        dialog.remembered.connect(
            lambda logical: self.context.messages.tell(self.tr("Settings of {file} kept.").format(file=logical))
        )
        self.look_dialog = dialog
        dialog.open()
