"""One difference of columns with its evidence, and what can be decided about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from etl_console.pipeline.drift_inbox import DECISIONS
from etl_console.records import DriftItem, DriftSpread
from etl_console.ui import words
from etl_console.ui.pages.drift import told
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import GRID, label

_NOWHERE = DriftSpread()


class Question(QFrame):
    """``changed`` is emitted when what can be decided may have changed."""

    changed = Signal()

    def __init__(self, decide: QPushButton) -> None:
        super().__init__()
        self.setObjectName("card")
        self.item: DriftItem | None = None
        self._free: dict[str, Sequence[str]] = {}
        self._spread = DriftSpread()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self.title, self.why, self.where = label("", "heading"), label("", "quiet"), label("", "quiet")
        self.warning = label("", "warning")
        for text in (self.title, self.why, self.where, self.warning):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.title)
        column.addWidget(self.where)
        self.model = RecordsTable([self.tr("When"), self.tr("Values"), self.tr("Filled"), self.tr("Examples")], [2])
        self.evidence = make_table(self.model, self.tr("Evidence"))
        self.evidence.setFixedHeight(96)
        set_widths(self.evidence, (96, 144, 80), "drift.evidence")
        column.addWidget(self.evidence)
        column.addWidget(self.why)
        self.choices: dict[str, QRadioButton] = {}
        self.targets: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        for place, name in enumerate(("map", "rename", "accept", "ignore", "drop", "refuse")):
            choice = self.choices[name] = QRadioButton()
            choice.toggled.connect(lambda _: self._chosen())
            grid.addWidget(choice, place, 0)
            if name in ("map", "rename"):
                box = self.targets[name] = QComboBox()
                box.setMinimumWidth(200)
                box.currentIndexChanged.connect(lambda _: self.changed.emit())
                grid.addWidget(box, place, 1)
        self.targets["map"].setAccessibleName(self.tr("Column of the table"))
        self.targets["rename"].setAccessibleName(self.tr("Column of the file"))
        column.addLayout(grid)
        column.addWidget(self.warning)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason (optional): it stays in the history of the configuration"))
        self.reason.setAccessibleName(self.tr("Reason"))
        row.addWidget(self.reason, 1)
        self._decide = decide
        row.addWidget(decide)
        column.addLayout(row)
        column.addStretch(1)
        self.show_item(None, (), ())

    def show_item(
        self, item: DriftItem | None, targets: Sequence[str], columns: Sequence[str], spread: DriftSpread = _NOWHERE
    ) -> None:
        """Show a difference; ``targets`` are free columns of the table, ``columns`` free ones of the file."""
        is_same = self.item is not None and item is not None and self.item.drift_id == item.drift_id
        self.item, self._spread = item, spread
        texts = {
            "map": self.tr("Load it into"), "ignore": self.tr("Leave it out on purpose"),
            "rename": self.tr("Only its name changed: the mapping follows"),
            "drop": self.tr("It is gone: take it out of the mapping"),
            "accept": self.tr("These values are right: let such files through"),
            "refuse": self.tr("The file is wrong: it will be delivered again"),
        }  # fmt: skip
        if item is not None and item.kind == "missing":
            texts["rename"] = self.tr("It is called otherwise now:")
        if item is not None and item.kind == "renamed":
            texts["drop"] = self.tr("Another column: take the old one out, leave the new one out")
        can = DECISIONS[item.kind] if item is not None and item.is_open else ()
        for name, choice in self.choices.items():
            choice.setText(texts[name])
            choice.setVisible(name in can)
        self.targets["map"].setVisible("map" in can)
        self.targets["rename"].setVisible("rename" in can and item is not None and item.kind == "missing")
        self.reason.setVisible(bool(can))
        self._decide.setVisible(bool(can))
        free = {"map": targets, "rename": columns}
        if not is_same or free != self._free:
            self._free = free
            for name, box in self.targets.items():
                box.clear()
                box.addItems(list(free[name]))
            self._prefer(item)
        if not is_same:
            self.reason.clear()
            likely = self._likely(item) if item is not None else None
            for name, choice in self.choices.items():
                choice.setAutoExclusive(False)  # else one of them always stays chosen
                choice.setChecked(name == likely and name in can)
                choice.setAutoExclusive(True)
        self._show_evidence(item)
        self._warn()
        self.changed.emit()

    def _prefer(self, item: DriftItem | None) -> None:
        """Choose the column that speaks for itself beforehand; else none is chosen."""
        for box, name in (
            (self.targets["map"], item.column_name if item else None),
            (self.targets["rename"], item.evidence.get("candidate") if item else None),
        ):
            box.setPlaceholderText(self.tr("Choose a column"))
            box.setCurrentIndex(box.findText(str(name), Qt.MatchFlag.MatchFixedString))

    def _likely(self, item: DriftItem) -> str | None:
        """The decision that the evidence speaks for, chosen beforehand; None where only the operator can tell. What
        other files of the same batch still have has not changed at its source: this file is the odd one."""
        if item.kind == "new":
            has_place = self.targets["map"].currentIndex() >= 0
            return "map" if has_place else None if self._free["map"] else "ignore"
        if self._spread.others:
            return "refuse"
        if item.kind == "retyped":
            return "accept"
        return "rename" if item.kind == "renamed" else None

    def _show_evidence(self, item: DriftItem | None) -> None:
        if item is None:
            self.title.setText(self.tr("Choose a change above to see its evidence and to decide it."))
            self.why.setText("")
            self.where.setText("")
            self.evidence.hide()
            return
        self.evidence.show()
        told_by = f"  ·  {told.decision_word(item)}  ·  {item.decided_by}" if item.decision else ""
        self.title.setText(told.sentence(item) + told_by + (f"  ·  {item.reason}" if item.reason else ""))
        self.where.setText(told.where(item, self._spread))
        self.where.setVisible(bool(self.where.text()))
        self.why.setText(told.why(dict(item.evidence)))
        self.why.setVisible(bool(self.why.text()))
        rows = []
        for when, word in (("before", self.tr("Before")), ("now", self.tr("Now"))):
            if (seen := item.evidence.get(when)) is not None:
                rows.append(
                    (word, told.values_word(seen["kind"]), words.share(seen["fill"], 0), "   ".join(seen["samples"]))
                )
        self.model.show(rows)

    def _chosen(self) -> None:
        for name, box in self.targets.items():
            box.setEnabled(self.choices[name].isChecked())
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        chosen = next((n for n, c in self.choices.items() if c.isChecked()), "")
        is_open = self.item is not None and self.item.is_open
        self.warning.setText(told.warning(self.item, chosen, self._spread) if self.item and is_open else "")
        self.warning.setVisible(bool(self.warning.text()))

    @property
    def decision(self) -> tuple[str, str | None] | None:
        """What is chosen, with its column; None while it cannot be decided."""
        if self.item is None or not self.item.is_open:
            return None
        can = DECISIONS[self.item.kind]
        name = next((n for n, c in self.choices.items() if n in can and c.isChecked()), None)
        if name is None:
            return None
        needs = name == "map" or (name == "rename" and self.item.kind == "missing")
        target = self.targets[name].currentText() or None if needs else None
        return None if needs and target is None else (name, target)
