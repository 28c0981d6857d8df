"""The questions of the triage: a value for many rows, a reason, and what a returned file changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.pipeline.by_example import Change
from etl_console.ui.dialogs.parts import column_of, headed, way_back, way_on
from etl_console.ui.pages.triage.reasons import Group, sample_of
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import label
from etl_console.ui.words import number, said

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.rejects_file import Returned


_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision is about: ``kind`` fill, replace, quarantine or accept; ``count`` rows; their ``columns`` with
    the one in question; ``samples`` are some of their records. Where they are all of a reason, ``group``, it may be about
    reasons ``alike``, too."""

    kind: str
    count: int
    columns: Sequence[str]
    column: str | None
    samples: Sequence[Mapping[str, str | None]] = ()
    group: Group | None = None
    alike: Sequence[Group] = ()
    example: Change | None = None
    """What to replace, when a value was changed by hand before."""


class DecisionDialog(QDialog):
    """Asks for what a decision needs; ``wanted`` asks to do it. It stays open until that is done (``accept``), or says why it
    cannot be (``refuse``): what was written is not lost. ``written`` tells a value that is to fill a column: whether it fits
    is to be told (``tell_fit``)."""

    wanted = Signal()
    written = Signal(str, str)
    is_over = False
    """True when it was closed, also while what was asked for is still being done."""
    was_refused = False
    """True when it was said already why it cannot be done."""
    _is_deciding = False

    def __init__(self, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        explained = {
            "fill": self.tr("Every row gets this value. It is checked again like any other when the batch goes on."),
            "replace": self.tr("Wherever the text is found in the column it is replaced; other rows stay as they are."),
            "quarantine": self.tr("The rows are kept out of the load. They stay on record and can be taken back."),
            "accept": self.tr("The rows are loaded although the rule is broken: a bad value as empty, a repeated key as it is."),
        }  # fmt: skip
        self.setMinimumWidth(480)
        layout = column_of(self)
        self.title = label("", "title")
        layout.addWidget(self.title)
        told = label(explained[asked.kind], "quiet")
        told.setWordWrap(True)
        layout.addWidget(told)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self.column = QComboBox()
        self.column.addItems(list(asked.columns))
        self.value, self.sought, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.pattern = QCheckBox(self.tr("a regular expression"))
        self.preview = label("", "quiet")
        self.preview.setWordWrap(True)
        if asked.kind in ("fill", "replace"):
            self.column.setCurrentText(asked.column or "")
            form.addRow(self.tr("Column"), self.column)
        if asked.kind == "replace":
            form.addRow(self.tr("Find"), self.sought)
            form.addRow("", self.pattern)
            form.addRow(self.tr("Replace with"), self.value)
            if asked.example is not None:
                self.sought.setText(asked.example.find)
                self.value.setText(asked.example.replacement)
                self.pattern.setChecked(asked.example.pattern)
        elif asked.kind == "fill":
            form.addRow(self.tr("Value"), self.value)
        form.addRow(self.tr("Reason") if asked.kind == "accept" else self.tr("Reason (optional)"), self.reason)
        if asked.kind == "accept":
            self.reason.setPlaceholderText(self.tr("Needed: why it may stay as it is"))
        layout.addLayout(form)
        for box in self._scopes():
            layout.addWidget(box)
        self._tell_rows()
        layout.addWidget(self.preview)
        for field, name in (
            (self.value, self.tr("Value")),
            (self.sought, self.tr("Find")),
            (self.reason, self.tr("Reason")),
        ):
            field.setAccessibleName(name)
            field.textChanged.connect(self._look)
        self.column.currentTextChanged.connect(self._look)
        self.pattern.toggled.connect(self._look)
        buttons = way_back()
        verbs = {
            "fill": self.tr("Fill"), "replace": self.tr("Replace"), "quarantine": self.tr("Quarantine"),
            "accept": self.tr("Accept"),
        }  # fmt: skip
        self.do_button: QPushButton = buttons.addButton(verbs[asked.kind], QDialogButtonBox.ButtonRole.AcceptRole)
        self.do_button.setObjectName("primary")
        buttons.accepted.connect(self._want)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.do_button.setDefault(True)
        self._look()
        fields = {"fill": self.value, "replace": self.do_button if asked.example else self.sought}
        fields.get(asked.kind, self.reason).setFocus()

    def _scopes(self) -> list[QCheckBox]:
        """What else it may be about: the same reason in other files, values of other forms."""
        group, alike = self.asked.group, self.asked.alike
        here = group["physical_file_name"] if group else ""
        files = {g["physical_file_name"] for g in alike} - {here}
        forms = {g["shape"]: sample_of(g) for g in alike if group is None or g["shape"] != group["shape"]}
        named = ", ".join(list(forms.values())[:_SHOWN]) + (" …" if len(forms) > _SHOWN else "")
        self.in_files = QCheckBox(self.tr("Also in %Ln other files with this fault", "", len(files)))
        self.of_forms = QCheckBox(self.tr("Also values of %Ln other forms", "", len(forms)) + f": {named}")
        for box in (self.in_files, self.of_forms):
            box.toggled.connect(self._tell_rows)
        return [box for box, found in ((self.in_files, files), (self.of_forms, forms)) if found]

    def also(self) -> list[Group]:
        """The reasons that it is about, too."""
        group = self.asked.group
        return [
            g for g in self.asked.alike if group is not None
            and (self.in_files.isChecked() or g["physical_file_name"] == group["physical_file_name"])
            and (self.of_forms.isChecked() or g["shape"] == group["shape"])
        ]  # fmt: skip

    def _tell_rows(self) -> None:
        n = self.asked.count + sum(g["n"] for g in self.also())
        titles = {
            "fill": self.tr("Fill %Ln rows", "", n), "replace": self.tr("Replace in %Ln rows", "", n),
            "quarantine": self.tr("Quarantine %Ln rows", "", n), "accept": self.tr("Accept %Ln rows", "", n),
        }  # fmt: skip
        self.setWindowTitle(titles[self.asked.kind])
        self.title.setText(self.windowTitle())

    def _look(self) -> None:
        kind = self.asked.kind
        can = (
            bool(self.sought.text())
            if kind == "replace"
            else bool(self.reason.text().strip())
            if kind == "accept"
            else True
        )
        self.do_button.setEnabled(can and not self._is_deciding)
        if kind == "fill":  # to take values away is said, and no slip of Enter
            is_given = bool(self.value.text())
            self.do_button.setText(self.tr("Fill") if is_given else self.tr("Leave them empty"))
            self.do_button.setDefault(is_given)
            self.do_button.setAutoDefault(is_given)
        if not self._is_deciding:
            self.preview.setText(self._previewed())
        if kind == "fill" and self.value.text():
            self.written.emit(self.column.currentText(), self.value.text())

    def tell_fit(self, column: str, value: str, is_fit: bool) -> None:
        """A value that does not fit is named; it can be given all the same, as any other."""
        if not is_fit and (column, value) == (self.column.currentText(), self.value.text()) and not self._is_deciding:
            told = self.tr("⚠ “{value}” does not fit {column}: the rows stay rejected.")
            self.preview.setText(told.format(value=value, column=column))

    def done(self, result: int) -> None:
        self.is_over = True
        super().done(result)

    def _want(self) -> None:
        self._is_deciding = True
        self.do_button.setEnabled(False)
        self.preview.setText(self.tr("Being decided …"))
        self.wanted.emit()

    def refuse(self, error: EtlError) -> None:
        """Say why it cannot be done."""
        self._is_deciding, self.was_refused = False, True
        self._look()
        self.preview.setText(f"✕ {said(error.cause)} {said(error.remedy)}")
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _previewed(self) -> str:
        """What would become of some values of the column that is chosen now."""
        column, new = self.column.currentText(), self.value.text()
        values = list(dict.fromkeys(v for s in self.asked.samples if (v := s.get(column))))
        if self.asked.kind == "fill":
            return "   ".join(f"“{v}” → “{new}”" for v in values[:_SHOWN])
        find = self.sought.text()
        if self.asked.kind != "replace" or not find:
            return ""
        change = Change(find, new, self.pattern.isChecked())
        try:
            made = {v: change.on(v) for v in values}
        except (re.error, IndexError):
            return self.tr("There is no preview of this expression.")
        changed = [f"“{old}” → “{value}”" for old, value in made.items() if value != old]
        return "   ".join(changed[:_SHOWN]) or self.tr("Not found in the rows shown.")


class ReturnedDialog(QDialog):
    """What a file of rejected rows that came back would change; accepted means: take it."""

    def __init__(self, returned: Returned, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Corrected rows"))
        resize_within_screen(self, 760, 480)
        layout = headed(self, self.tr("{name} came back").format(name=returned.name))
        same, bad = returned.unchanged, len(returned.problems)
        told = [
            returned.physical_file_name, self.tr("%Ln values change", "", len(returned.cells)),
            self.tr("%Ln lines are as they were", "", same) if same else "",
            self.tr("%Ln lines are not taken", "", bad) if bad else "",
        ]  # fmt: skip
        summary = label("  ·  ".join(filter(None, told)), "quiet")
        summary.setWordWrap(True)
        layout.addWidget(summary)
        self.model = RecordsTable([self.tr("Line"), self.tr("Column"), self.tr("Before"), self.tr("New value")], [0])
        self.model.show(
            [
                (number(line), column, before or "", value or "")
                for (line, column, value), before in zip(returned.cells[:2000], returned.before, strict=False)
            ]
            + [(number(p.facts["line"]), "⚠", "", said(p.message)) for p in returned.problems[:500]]
        )
        table = make_table(self.model, self.tr("What changes"))
        set_widths(table, (80, 160, 160), "returned")
        layout.addWidget(table, 1)
        buttons, self.take_button = way_on(self, self.tr("Take corrections"))
        self.take_button.setEnabled(bool(returned.cells))
        self.take_button.setDefault(True)
        self.take_button.setFocus()
        layout.addWidget(buttons)
