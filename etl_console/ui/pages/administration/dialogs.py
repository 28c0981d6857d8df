"""The questions of the administration: why a batch is held, and whether what a dry run counted shall go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QWidget

from etl_console.pipeline.retention import Purge
from etl_console.ui import words
from etl_console.ui.dialogs.parts import headed, way_on
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths


class HoldDialog(QDialog):
    """Why these batches are held back from every purge, or let go again (``releases``); accepted means: do it."""

    def __init__(self, batches: Sequence[str], parent: QWidget | None = None, *, releases: bool = False) -> None:
        super().__init__(parent)
        self.batches = list(batches)
        name = self.batches[0] if len(self.batches) == 1 else self.tr("%n batches", "", len(self.batches))
        form = self.tr("Release {batches}") if releases else self.tr("Hold {batches}")
        self.setWindowTitle(form.format(batches=name))
        self.setMinimumWidth(480)
        told = (
            self.tr(
                "What is old enough of a released batch goes with the next purge. Who released it, and why, stays on record."
            )
            if releases
            else self.tr("Nothing of a held batch is moved or purged, however old, until it is released.")
        )
        layout = headed(self, self.windowTitle(), told)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        why = self.tr("Why, such as: audit closed") if releases else self.tr("Why, such as: audit 2026")
        self.reason.setPlaceholderText(why)
        layout.addWidget(self.reason)
        box, self.do_button = way_on(self, self.tr("Release") if releases else self.tr("Hold"))
        self.do_button.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.do_button.setEnabled(bool(text.strip())))
        layout.addSpacing(8)
        layout.addWidget(box)
        self.do_button.setDefault(True)
        self.reason.setFocus()


class PurgeDialog(QDialog):
    """What would go, class by class; accepted means: let it go."""

    def __init__(self, client: str, purges: Sequence[Purge], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Purge {client}").format(client=client))
        resize_within_screen(self, 640, 400)
        told = self.tr(
            "What is removed is gone: it is in no archive of ours. Rows in bronze, silver and gold, the batches, their"
            " files with their ledgers and the figures of the overview stay."
        )
        layout = headed(self, self.windowTitle(), told)
        model = RecordsTable([self.tr("What"), self.tr("Would go"), self.tr("Size"), self.tr("Of batches")], (1, 2))
        model.show(
            [
                (
                    words.kept_word(p.kept), words.number(p.things), words.size(p.bytes),
                    " – ".join(dict.fromkeys((p.batches[0], p.batches[-1]))),
                )
                for p in purges
                if p.things
            ]
        )  # fmt: skip
        table = make_table(model, self.tr("What would go"))
        set_widths(table, (190, 90, 90), "administration.purge")
        layout.addWidget(table, 1)
        box, self.purge_button = way_on(self, self.tr("Purge"))
        layout.addWidget(box)
        box.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
