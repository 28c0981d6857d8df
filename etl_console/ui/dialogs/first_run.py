"""First run, or a place that cannot be reached: choose database and storage, have them checked, go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline.health import Check
from etl_console.ui.check_row import CheckRow
from etl_console.ui.dialogs.parts import headed
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import GRID, label
from etl_console.ui.words import said

Try = Callable[[str, str], Sequence[Check]]
"""Opens a database (empty: the embedded one) and a storage root, makes schema and folder where there are none, and
returns the checks of what is there then. Raises EtlError."""

_NAME_WIDTH = 104
_ABOUT_THE_PLACE = ("database", "root", "room")


class FirstRunDialog(QDialog):
    """Asks where to work; ``error`` is why it asks, None at the first run. It is accepted only after what is chosen was
    opened; while that is tried, off the window's thread, nothing else can be chosen."""

    def __init__(
        self, dsn: str, root: str, attempt: Try, error: EtlError | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self._tasks = Tasks(self)
        self._opens = self._is_busy = False
        self.setWindowTitle(self.tr("Where ETL Console works"))
        self.setMinimumWidth(680)
        column = self._column = headed(self, self.windowTitle())
        self.embedded = QRadioButton(self.tr("A database of its own, kept on this computer"))
        self.server = QRadioButton(self.tr("A PostgreSQL server of the site (15 or newer)"))
        (self.server if dsn else self.embedded).setChecked(True)
        column.addWidget(self.embedded)
        column.addWidget(self.server)
        self.dsn = QLineEdit(dsn)
        self.dsn.setPlaceholderText("host=db.example port=5432 dbname=etl user=etl")
        self.dsn.setAccessibleName(self.tr("Address of the server"))
        self.root = QLineEdit(root)
        self.root.setAccessibleName(self.tr("Storage folder"))
        self.browse = QPushButton(self.tr("Choose …"))
        self.browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.root, 1)
        row.addWidget(self.browse)
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Address of the server"), self.dsn)
        form.addRow(self.tr("Storage folder"), row)
        column.addLayout(form)
        secret = label(self.tr("The password is not kept here: put it in libpq's password file (~/.pgpass)."), "quiet")
        secret.setWordWrap(True)
        column.addWidget(secret)
        self.samples = QCheckBox(self.tr("Bring two sample clients with real files to look around"))
        self.samples.setVisible(error is None)
        column.addWidget(self.samples)
        self.checks = QVBoxLayout()
        self.checks.setSpacing(GRID // 2)
        column.addLayout(self.checks)
        column.addStretch(1)
        column.addSpacing(GRID)
        column.addLayout(self._buttons())
        self.server.toggled.connect(self._choose)
        self._choose()
        if error is not None:
            self._failed(error)

    def _buttons(self) -> QHBoxLayout:
        self.test_button = QPushButton(self.tr("Test"))
        self.test_button.clicked.connect(lambda: self._try(opens=False))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        for button in (self.test_button, self.cancel_button):
            button.setAutoDefault(False)  # Enter opens, wherever the keyboard is
        self.cancel_button.clicked.connect(self.reject)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setObjectName("primary")
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(lambda: self._try(opens=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.test_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.open_button)
        return buttons

    def chosen(self) -> tuple[str, str]:
        """Database (empty: embedded) and storage root."""
        return (self.dsn.text().strip() if self.server.isChecked() else "", self.root.text().strip())

    def _choose(self) -> None:
        self.dsn.setEnabled(self.server.isChecked())

    def _try(self, *, opens: bool) -> None:
        dsn, root = self.chosen()
        self._opens = opens
        self._busy(True)
        self._show([], self.tr("A database is being made …") if not dsn else self.tr("Trying …"))
        self._tasks.submit(lambda: self._attempt(dsn, root), self._tried, self._failed)

    def _busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for widget in (
            self.embedded, self.server, self.root, self.browse, self.samples, self.test_button, self.cancel_button,
            self.open_button,
        ):  # fmt: skip
            widget.setEnabled(not is_busy)
        self.dsn.setEnabled(not is_busy and self.server.isChecked())
        (self if is_busy else self.open_button).setFocus()

    def _tried(self, checks: Sequence[Check]) -> None:
        self._busy(False)
        self._show([c for c in checks if c.code in _ABOUT_THE_PLACE])
        if self._opens and not any(c.verdict == "bad" and c.code in ("database", "root") for c in checks):
            self.accept()

    def _failed(self, error: EtlError) -> None:
        self._busy(False)
        self._show([Check("database", "bad", f"{said(error.cause)} {said(error.remedy)}", fix="reach")])

    def _show(self, checks: Sequence[Check], text: str = "") -> None:
        while self.checks.count():
            item = self.checks.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        if text:
            self.checks.addWidget(label(text, "quiet"))
        for check in checks:
            self.checks.addWidget(CheckRow(check, self._fixes(check), _NAME_WIDTH))
        QTimer.singleShot(0, self, self._fit)  # when the rows have their fonts

    def _fit(self) -> None:
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def _fixes(self, check: Check) -> list[tuple[str, Callable[[], None]]]:
        if check.fix == "reach" and self.server.isChecked():
            return [(self.tr("Use one of its own"), self._use_embedded)]
        if check.verdict == "bad" and check.code == "root":
            return [(self.tr("Choose …"), self._browse)]
        return []

    def _use_embedded(self) -> None:
        self.embedded.setChecked(True)
        self._try(opens=False)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Storage folder"), self.root.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.root.setText)
        dialog.open()

    def reject(self) -> None:
        if not self._is_busy:  # a database that is being made is not left half made
            super().reject()

    def done(self, result: int) -> None:
        super().done(result)
        self._tasks.close()
