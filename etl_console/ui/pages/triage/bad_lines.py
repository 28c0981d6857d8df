"""Bad lines out as a file in the source's own dialect, and back when they are corrected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from etl_console.errors import EtlError
from etl_console.records import Decided, Selection
from etl_console.ui.pages.triage.dialogs import ReturnedDialog

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejects_file import Returned
    from etl_console.ui.pages.triage.page import TriagePage


class BadLines(QObject):
    """Writes and takes files of rejected rows for the Triage page."""

    def __init__(self, page: TriagePage) -> None:
        super().__init__(page)
        self._page = page
        self._left: list[Path] = []

    def ask_where(self) -> None:
        """Ask where the bad lines of the chosen file go."""
        page = self._page
        assert page.batch is not None and page.group is not None
        file = page.group["physical_file_name"]
        title = self.tr("Download the bad lines of {file}").format(file=file)
        dialog = page.file_dialog(title, QFileDialog.FileMode.AnyFile, f"{Path(file).stem}.rejects.csv")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write all rejected rows of the chosen file, as its source writes them."""
        page = self._page
        assert page.batch is not None and page.group is not None
        client, batch_id = page.client, page.batch.batch_id
        selection = Selection(page.group["physical_file_name"])
        page.submit(
            lambda: page.service.triage.export(client, batch_id, selection, path),
            lambda lines: page.context.messages.tell(
                self.tr("%Ln lines in {file}; drop it here when it is corrected.", "", lines).format(file=path.name)
            ),
            page.context.messages.fail,
        )

    def ask_which(self) -> None:
        """Ask for the file that came back."""
        page = self._page
        dialog = page.file_dialog(self.tr("Take a corrected file"), QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take([Path(name)]))
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files of rejected rows that came back, one after the other, and take the corrections of each when the
        operator says so."""
        self._left = list(paths)
        self._next()

    def _next(self) -> None:
        page = self._page
        if not self._left:
            return
        client, path = page.client, self._left.pop(0)

        def failed(error: EtlError) -> None:
            page.context.messages.fail(error)
            self._next()

        page.submit(
            lambda: page.service.triage.read_returned(client, path), partial(self._show_returned, client), failed
        )

    def _show_returned(self, client: str, returned: Returned) -> None:
        page = self._page
        dialog = ReturnedDialog(returned, page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def done(found: Decided) -> None:
            page.decisions.tell(client, returned.batch_id, found, self.tr("%Ln values changed", "", found.rows))
            if page.batch is not None and page.batch.batch_id == returned.batch_id:
                page.changed()
            else:
                page.read(returned.batch_id)
            self._next()

        def failed(error: EtlError) -> None:
            page.context.messages.fail(error)
            self._next()

        dialog.accepted.connect(
            lambda: page.submit(lambda: page.service.triage.take_returned(client, returned), done, failed)
        )
        dialog.rejected.connect(self._next)
        page.show_dialog(dialog)
