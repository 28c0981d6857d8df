"""The plan of an undo before the click: rows that go, by table, and the steps that settle what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from etl_console.ui import words
from etl_console.ui.dialogs.parts import headed
from etl_console.ui.icons import icon
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.undo import UndoPlan


class UndoDialog(QDialog):
    """Shows the plan of one undo; accepted means: undo the batch, for the ``reason`` that was written."""

    def __init__(self, plan: UndoPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle(self.tr("Undo a batch"))
        resize_within_screen(self, 720, 520)
        rows = self.tr("%Ln rows", "", sum(d.rows for d in plan.deletes))
        client = plan.config.client.client_schema
        title = self.tr("Undo {batch} of {client}: {rows} go.").format(batch=plan.batch_id, client=client, rows=rows)
        told = self.tr(
            "Its rows leave bronze, silver and gold; what other batches brought stays. The files and their Parquet"
            " stay too: a restart of the batch loads it again."
        )
        layout = headed(self, title, told)
        self.model = RecordsTable([self.tr("What"), self.tr("Where"), self.tr("Rows")], (2,))
        self.model.show(
            [
                (self.tr("Delete from {layer}").format(layer=d.layer), d.table, words.number(d.rows))
                for d in plan.deletes
            ]
            + [(words.stage_word(s.stage), s.name, "") for s in plan.steps]
        )
        table = make_table(self.model, self.tr("What will be done"))
        set_widths(table, (180, 380), "undo")
        layout.addWidget(table, 1)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why, such as: delivered by mistake"))
        layout.addWidget(self.reason)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.run_button = QPushButton(icon("undo", "on_accent"), self.tr("Undo the batch"))
        self.run_button.setObjectName("primary")
        self.run_button.clicked.connect(self.accept)
        self.run_button.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.run_button.setEnabled(bool(text.strip())))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.run_button)
        layout.addLayout(row)
        self.run_button.setDefault(True)
        self.reason.setFocus()
