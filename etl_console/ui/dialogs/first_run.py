"""First run, or a place that cannot be reached: choose database and storage, test, go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.ui.theme import GRID, label
from etl_console.ui.words import said

Try = Callable[[str, str], str]
"""Tries a database (empty: the embedded one) and a storage root; returns what was found. Raises EtlError."""


class FirstRunDialog(QDialog):
    """``dsn`` (empty: embedded) and ``root`` are what was chosen; accepted only after they were tried with success."""

    def __init__(
        self, dsn: str, root: str, attempt: Try, error: EtlError | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self.setWindowTitle(self.tr("Where ETL Console works"))
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label(self.windowTitle(), "title"))
        self.embedded = QRadioButton(self.tr("A database of its own, kept on this computer"))
        self.server = QRadioButton(self.tr("A PostgreSQL server of the site (15 or newer)"))
        (self.server if dsn else self.embedded).setChecked(True)
        column.addWidget(self.embedded)
        column.addWidget(self.server)
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        self.dsn = QLineEdit(dsn)
        self.dsn.setPlaceholderText("host=db.example port=5432 dbname=etl user=etl")
        self.dsn.setAccessibleName(self.tr("Address of the server"))
        self.root = QLineEdit(root)
        self.root.setAccessibleName(self.tr("Storage folder"))
        browse = QPushButton(self.tr("Choose …"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.root, 1)
        row.addWidget(browse)
        form.addRow(self.tr("Address of the server"), self.dsn)
        form.addRow(self.tr("Storage folder"), row)
        column.addLayout(form)
        column.addWidget(
            label(self.tr("The password is not kept here: put it in libpq's password file (~/.pgpass)."), "quiet")
        )
        told = "" if error is None else f"✕ {said(error.cause)}\n→ {said(error.remedy)}"
        self.told = QLabel(told, textFormat=Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.told)
        buttons = QHBoxLayout()
        self.test_button = QPushButton(self.tr("Test"))
        self.test_button.clicked.connect(self.test)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setObjectName("primary")
        self.open_button.clicked.connect(self._open)
        buttons.addWidget(self.test_button)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.open_button)
        column.addLayout(buttons)
        self.open_button.setDefault(True)
        self.server.toggled.connect(self.dsn.setEnabled)
        self.dsn.setEnabled(self.server.isChecked())

    def chosen(self) -> tuple[str, str]:
        """Database (empty: embedded) and storage root."""
        return (self.dsn.text().strip() if self.server.isChecked() else "", self.root.text().strip())

    def test(self) -> bool:
        """Try what is chosen and say what was found."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            found = self._attempt(*self.chosen())
        except EtlError as error:
            self.told.setText(f"✕ {said(error.cause)}\n→ {said(error.remedy)}")
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.told.setText(f"✓ {found}")
        return True

    def _open(self) -> None:
        if self.test():
            self.accept()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Storage folder"), self.root.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.root.setText)
        dialog.open()
