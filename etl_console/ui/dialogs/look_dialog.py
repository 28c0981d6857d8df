"""A look at a file before it runs: what was understood, with the reasons; each changed setting shows at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline.service import Service
from etl_console.ui import words
from etl_console.ui.dialogs.parts import column_of, way_back
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import align_text, facts, label, strong
from etl_console.ui.words import said

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.preflight import ColumnLook, Look

_WAIT_MS = 150
_ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1250", "mac_roman", "cp850", "iso8859_15")
_NUMBERS = ("header", "skip", "footer")
_SHOWN_BY = {
    "csv": ("delimiter", "quote", "escape", "encoding", "header", "skip", "footer", "comment", "columns", "repair"),
    "xlsx": ("sheet", "range", "header", "skip", "columns"),
    "json": ("encoding", "record_path", "explode"),
}


class LookDialog(QDialog):
    """Looks at one file with the settings of the logical file it fits; ``remembered`` is told after they were kept,
    ``deliver`` asks to put the file into ``incoming``."""

    remembered = Signal(str)
    deliver = Signal(str)
    shown = Signal()

    def __init__(self, service: Service, tasks: Tasks, client: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service, self._tasks, self._client, self._path = service, tasks, client, path
        self._asked = 0
        self._is_own = False
        self._other: dict[str, Any] = {}
        self._chosen: dict[str, Mapping[str, Any]] = {}
        self.look: Look | None = None
        self.choices: QMenu | None = None
        self.setWindowTitle(self.tr("Look at {name}").format(name=path.name))
        resize_within_screen(self, 1180, 720)
        self._wait = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._ask)
        self._build()
        self._ask()

    # Parts -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = column_of(self)
        self.title = label(self._path.name, "title")
        self.summary = label(self.tr("Looking …"), "quiet")
        self.summary.setWordWrap(True)
        layout.addWidget(self.title)
        layout.addWidget(self.summary)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._settings())
        middle.addWidget(self._pages(), 1)
        layout.addLayout(middle, 1)
        layout.addWidget(self._buttons())

    def _settings(self) -> QWidget:
        names = {
            key: name
            for key, name in words.setting_words().items()
            if any(key in shown for shown in _SHOWN_BY.values())
        }
        self.fields: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        inner = QWidget()
        self._form = QFormLayout(inner)
        self._form.setContentsMargins(0, 0, 8, 0)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(label(self.tr("Settings: empty means found out"), "section"))
        for key, text in names.items():
            if key == "repair":
                field: QLineEdit | QComboBox | QCheckBox = QCheckBox(self.tr("mend damaged records"))
                field.toggled.connect(self._changed)  # type: ignore[union-attr]
            elif key == "encoding":
                field = QComboBox(editable=True)
                field.addItems(["", *_ENCODINGS])
                field.currentTextChanged.connect(self._changed)
            else:
                field = QLineEdit()
                field.textEdited.connect(self._changed)
            field.setAccessibleName(text)
            self.fields[key] = field
            self._form.addRow(text, field)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedWidth(300)
        return area

    def _pages(self) -> QTabWidget:
        self.columns_model = RecordsTable(
            [self.tr("Column"), self.tr("Likely"), self.tr("Format"), self.tr("Samples"), self.tr("Because")]
        )
        self.records_model = RecordsTable([self.tr("Line")], numeric=[0])
        self.rejects_model = RecordsTable([self.tr("Line"), self.tr("Why"), self.tr("Text")], numeric=[0])
        self.notes = QTextBrowser()
        align_text(self.notes)
        self.notes.setAccessibleName(self.tr("What was understood, and what a run would say"))
        self.pages = QTabWidget()
        self.columns = self._table(self.columns_model, self.tr("Columns"), (190, 84, 120, 190), "look.columns")
        self.columns.doubleClicked.connect(self._choose)
        self.records = self._table(self.records_model, self.tr("First records"), (56,), "")
        self.rejects = self._table(self.rejects_model, self.tr("Rejected records"), (56, 300), "look.rejects")
        self.pages.addTab(self.columns, self.tr("Columns"))
        self.pages.addTab(self.records, self.tr("Records"))
        self.pages.addTab(self.rejects, self.tr("Rejected"))
        self.pages.addTab(self.notes, self.tr("Understood"))
        return self.pages

    @staticmethod
    def _table(model: RecordsTable, name: str, widths: tuple[int, ...], key: str) -> QTableView:
        table = make_table(model, name)
        set_widths(table, widths, key)
        return table

    def _buttons(self) -> QDialogButtonBox:
        buttons = way_back(closes=True)
        self.remember_button = QPushButton(self.tr("Remember settings"))
        self.remember_button.setEnabled(False)
        self.remember_button.clicked.connect(self._remember)
        self.formats_button = QPushButton(self.tr("Use formats"))
        self.formats_button.setToolTip(self.tr("Keep the formats shown for the columns of this logical file"))
        self.formats_button.setEnabled(False)
        self.formats_button.clicked.connect(self._use_formats)
        self.deliver_button = QPushButton(self.tr("Deliver"))
        self.deliver_button.setObjectName("primary")
        self.deliver_button.setEnabled(False)
        self.deliver_button.clicked.connect(self._deliver)
        buttons.addButton(self.formats_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.remember_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.deliver_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        return buttons

    # Looking -----------------------------------------------------------------------------------------------------

    def settings(self) -> dict[str, Any]:
        """The settings that the operator has given."""
        given = dict(self._other)
        for key, field in self.fields.items():
            if isinstance(field, QCheckBox):
                if field.isChecked():
                    given[key] = True
                continue
            text = field.currentText() if isinstance(field, QComboBox) else field.text()
            if text == "":
                continue
            if key in _NUMBERS or (key == "sheet" and text.isdigit()):
                given[key] = int(text) if text.isdigit() else text
            elif key == "columns":
                given[key] = [part.strip() for part in text.split(",")]
            else:
                given[key] = text
        return given

    def _changed(self) -> None:
        self._is_own = True
        self._wait.start()

    def _ask(self) -> None:
        self._asked += 1
        number, settings = self._asked, self.settings() if self._is_own else None

        def shown(seen: Look) -> None:
            if number == self._asked:
                self._show(seen)

        def failed(error: EtlError) -> None:
            if number == self._asked:
                self.summary.setText(f"⚠ {said(error.cause)} {said(error.remedy)}")
                self.remember_button.setEnabled(False)
                self.shown.emit()

        self._tasks.submit(lambda: self._service.look(self._client, self._path, settings), shown, failed)

    def _show(self, seen: Look) -> None:
        if self.look is None and not self._is_own:
            self._fill(seen.settings)
        self.look = seen
        exact, about = self.tr("%Ln records", "", seen.rows), self.tr("about %Ln records", "", seen.rows)
        parts = [words.size(seen.size), exact if seen.is_exact else about]
        if seen.rejects:
            parts.append(self.tr("{n} rejected of those looked at").format(n=QLocale().toString(len(seen.rejects))))
        if seen.fits:
            best = seen.fits[0]
            parts.append(f"{best.source_system}/{best.logical_source_file}: {said(best.reason)}")
        else:
            parts.append(self.tr("fits no file of {client}").format(client=self._client))
        if seen.seen_in:
            parts.append(self.tr("⚠ this content was loaded before, by {batch}").format(batch=seen.seen_in))
        self.summary.setText("  ·  ".join(parts))
        self._show_fields(seen)
        self._show_columns()
        names = [c.name for c in seen.columns]
        self.records_model.show(
            [[str(line), *("" if v is None else str(v) for v in row)] for line, row in seen.records],
            titles=[self.tr("Line"), *names],
        )
        self.rejects_model.show([[str(r.source_line), said(r.message), r.raw or ""] for r in seen.rejects[:500]])
        self.pages.setTabText(2, self.tr("Rejected ({n})").format(n=QLocale().toString(len(seen.rejects))))
        self.notes.setHtml(self._notes(seen))
        self.remember_button.setEnabled(self._is_own and bool(seen.fits))
        self.deliver_button.setEnabled(bool(seen.fits) and seen.fits[0].by_name)
        self.shown.emit()

    def _fill(self, settings: Mapping[str, Any]) -> None:
        """Show the settings that are remembered; those without a field stay as they are."""
        self._other = {k: v for k, v in settings.items() if k not in self.fields}
        for key, field in self.fields.items():
            value = settings.get(key)
            field.blockSignals(True)
            if isinstance(field, QCheckBox):
                field.setChecked(bool(value))
            elif value is not None:
                text = ", ".join(value) if isinstance(value, list | tuple) else str(value)
                field.setCurrentText(text) if isinstance(field, QComboBox) else field.setText(text)
            field.blockSignals(False)

    def _show_fields(self, seen: Look) -> None:
        """Fields that mean something for this type; what was understood stands where nothing is given."""
        wanted = _SHOWN_BY.get(seen.source_type, ())
        for key, field in self.fields.items():
            self._form.setRowVisible(field, key in wanted)
            found = seen.understood.get(key)
            text = next((value for _, value, _ in words.understood({key: found})), "") if found else ""
            line = field.lineEdit() if isinstance(field, QComboBox) else field
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(text)
            field.setToolTip("" if found is None else said(found["reason"]))

    def _show_columns(self) -> None:
        columns = self.look.columns if self.look else ()
        self.columns_model.show([self._column(c) for c in columns], columns)
        self.formats_button.setEnabled(bool(self.formats()) and bool(self.look and self.look.fits))

    def _column(self, column: ColumnLook) -> list[str]:
        s = column.suggestion
        chosen = self._chosen.get(column.name)
        form = told_format(s.source_format if chosen is None else chosen)
        if s.question and chosen is None:
            return [
                column.name,
                f"{s.kind} ?",
                self.tr("choose …"),
                " | ".join(column.samples),
                said(s.question),
            ]
        return [
            column.name,
            s.kind,
            form,
            " | ".join(column.samples),
            said(s.evidence if chosen is None else s.question),
        ]

    def formats(self) -> dict[str, Mapping[str, Any]]:
        """The formats to keep, by source column: those the values leave no doubt of, and those that were chosen."""
        sure = {
            c.name: c.suggestion.source_format
            for c in (self.look.columns if self.look else ())
            if c.suggestion.source_format and not c.suggestion.question
        }
        return {**sure, **self._chosen}

    def _choose(self, index: QModelIndex) -> None:
        column = self.columns_model.sources[index.row()]
        if not column.suggestion.choices:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for form in column.suggestion.choices:
            text = told_format(form) or self.tr("as it stands: a point before the decimals")
            menu.addAction(text, partial(self._take, column.name, form))
        self.choices = menu
        menu.popup(self.columns.viewport().mapToGlobal(self.columns.visualRect(index).bottomLeft()))

    def _take(self, column: str, form: Mapping[str, Any]) -> None:
        self._chosen[column] = form
        self._show_columns()

    def _notes(self, seen: Look) -> str:
        told = [*seen.problems, *seen.findings]
        items = "".join(f"<li>{escape(said(p.message))} {escape(said(p.remedy))}</li>" for p in told)
        nothing, would = self.tr("Nothing: the records looked at can be loaded."), self.tr("What a run would say")
        listed = f"<ul>{items}</ul>" if items else f"<p>{nothing}</p>"
        return f"{facts(words.understood(seen.understood))}<p>{strong(would)}</p>{listed}"

    # Doing -------------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        if self.look is None or not self.look.fits:
            return
        logical, settings = self.look.fits[0].logical_source_file, self.settings()
        reason = self.tr("looked at {name}").format(name=self._path.name)

        def kept(_: None) -> None:
            self.remember_button.setEnabled(False)
            self.remembered.emit(logical)

        def failed(error: EtlError) -> None:
            self.summary.setText(f"⚠ {said(error.cause)} {said(error.remedy)}")

        self._tasks.submit(
            lambda: self._service.set_source_config(self._client, logical, settings, reason), kept, failed
        )

    def _use_formats(self) -> None:
        if self.look is None or not self.look.fits:
            return
        logical, formats = self.look.fits[0].logical_source_file, self.formats()
        reason = self.tr("looked at {name}").format(name=self._path.name)

        def kept(_: None) -> None:
            self.remembered.emit(logical)
            self._ask()

        def failed(error: EtlError) -> None:
            self.summary.setText(f"⚠ {said(error.cause)} {said(error.remedy)}")

        self._tasks.submit(lambda: self._service.set_formats(self._client, logical, formats, reason), kept, failed)

    def _deliver(self) -> None:
        self.deliver.emit(str(self._path))
        self.accept()


def told_format(form: Mapping[str, Any]) -> str:
    """A column's format in one line."""
    return ", ".join(f"{k} {v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)}" for k, v in form.items())
