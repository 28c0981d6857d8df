"""The schema registry of one logical file: its versions, the columns of one, and what the policies are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from etl_console.records import ClientConfig, ColumnSeen, DriftPolicy, FileConfig, SchemaVersion
from etl_console.ui import words
from etl_console.ui.pages.drift import told
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import Flow
from etl_console.ui.tables import make_table, remember_splitter, set_widths
from etl_console.ui.theme import GRID, label


class Versions(QWidget):
    """``file_chosen`` asks for another file; ``policy_chosen`` with policy ("" for the default) and column ("" for all)."""

    file_chosen = Signal(str)
    policy_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.versions: list[SchemaVersion] = []
        self._file: FileConfig | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        row = Flow(2 * GRID)
        self.files, self.policy, self.own = QComboBox(), QComboBox(), QComboBox()
        for text, box in (
            (self.tr("File"), self.files), (self.tr("When its columns change"), self.policy),
            (self.tr("The chosen column"), self.own),
        ):  # fmt: skip
            box.setAccessibleName(text)
            box.setMinimumWidth(180)
            row.add_pair(label(text, "quiet"), box)
        for place, (value, text) in enumerate(_policies()):
            self.policy.addItem(text, value)
            self.own.addItem(text if place else self.tr("As the file"), value)
        self.files.activated.connect(lambda _: self.file_chosen.emit(self.files.currentText()))
        self.policy.activated.connect(lambda _: self.policy_chosen.emit(self.policy.currentData(), ""))
        self.own.activated.connect(lambda _: self.policy_chosen.emit(self.own.currentData(), self.column_name))
        column.addLayout(row)
        self.model = RecordsTable(
            [self.tr("Version"), self.tr("Columns"), self.tr("First seen"), self.tr("Batch"), self.tr("Agreed")], [0, 1]
        )
        self.table = make_table(self.model, self.tr("Versions"))
        set_widths(self.table, (72, 80, 132, 120), "drift.versions")
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_columns())
        self.columns_model = RecordsTable(
            [self.tr("Column"), self.tr("Values"), self.tr("Filled"), self.tr("Goes to"), self.tr("Policy"),
             self.tr("Examples")], [2],
        )  # fmt: skip
        self.columns = make_table(self.columns_model, self.tr("Columns of the version"))
        set_widths(self.columns, (180, 120, 72, 180, 120), "drift.columns")
        self.columns.selectionModel().currentRowChanged.connect(lambda *_: self._show_policy())
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(GRID)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.columns)
        splitter.setSizes([200, 400])
        remember_splitter(splitter, "drift.versions")
        column.addWidget(splitter, 1)

    @property
    def column_name(self) -> str:
        """The chosen column; empty for none."""
        row = self.columns.currentIndex().row()
        return self.columns_model.sources[row].name if 0 <= row < len(self.columns_model.sources) else ""

    def show_files(self, config: ClientConfig, chosen: str) -> str:
        """List the logical files; returns the one that is shown."""
        names = [f.logical_source_file for f in config.files if f.is_active]
        if [self.files.itemText(i) for i in range(self.files.count())] != names:
            self.files.clear()
            self.files.addItems(names)
        self.files.setCurrentIndex(max(0, self.files.findText(chosen)) if names else -1)
        return self.files.currentText()

    def show_versions(
        self, file: FileConfig, versions: Sequence[SchemaVersion], own: DriftPolicy | None, default: DriftPolicy
    ) -> None:
        """Show the versions of a file; ``own`` is its policy, None when the client's ``default`` applies."""
        place = max(0, self.table.currentIndex().row())
        chosen = self.column_name
        is_new = [(v.version, v.agreed_at, v.columns) for v in versions] != [
            (v.version, v.agreed_at, v.columns) for v in self.versions
        ] or file != self._file
        self._file, self.versions = file, list(versions)
        self.policy.setCurrentIndex(max(0, self.policy.findData(own or "")))
        as_client = self.tr("As the client: {policy}").format(policy=told.policy_word(default).lower())
        self.policy.setItemText(0, as_client)
        if not is_new:
            return
        self.model.show(
            [
                (
                    words.number(v.version), words.number(len(v.columns)), words.moment(v.first_seen_at),
                    v.first_batch_id, self._agreed(v),
                )
                for v in versions
            ],
            versions,
        )  # fmt: skip
        if versions:
            self.table.selectRow(min(place, len(versions) - 1))
        self._show_columns()
        names = [c.name for c in self.columns_model.sources]
        if chosen in names:
            self.columns.selectRow(names.index(chosen))

    def _agreed(self, version: SchemaVersion) -> str:
        if version.agreed_at is None:
            return self.tr("✕ Waits for a decision")
        return f"✓ {words.moment(version.agreed_at)}" + (f" · {version.agreed_by}" if version.agreed_by else "")

    def _show_columns(self) -> None:
        row = self.table.currentIndex().row()
        seen: Sequence[ColumnSeen] = self.model.sources[row].columns if 0 <= row < len(self.model.sources) else ()
        mapped = {c.source_column: c for c in self._file.columns} if self._file else {}
        rows = []
        for column in seen:
            goes = mapped.get(column.name)
            target = (goes.target_column or self.tr("left out")) if goes else self.tr("not mapped")
            policy = told.policy_word(goes.drift_policy) if goes and goes.drift_policy else ""
            rows.append(
                (
                    column.name, told.values_word(column.kind), words.share(column.fill, 0), target, policy,
                    "   ".join(column.samples[:5]),
                )
            )  # fmt: skip
        self.columns_model.show(rows, list(seen))
        self._show_policy()

    def _show_policy(self) -> None:
        mapped = {c.source_column: c for c in self._file.columns} if self._file else {}
        column = mapped.get(self.column_name)
        self.own.setEnabled(column is not None)
        self.own.setCurrentIndex(max(0, self.own.findData((column.drift_policy if column else None) or "")))


def _policies() -> list[tuple[str, str]]:
    return [
        ("", ""), (str(DriftPolicy.EVOLVE), told.policy_word("evolve")), (str(DriftPolicy.HOLD), told.policy_word("hold")),
        (str(DriftPolicy.FAIL), told.policy_word("fail")),
    ]  # fmt: skip
