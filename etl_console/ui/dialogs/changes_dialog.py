"""Before a configuration is saved: what changes and what it touches, with a reason; and when two people changed the
same, both beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from etl_console.pipeline.configuration import Change, ConflictError, differences
from etl_console.ui.config_words import item_text, item_word, place_word, shown
from etl_console.ui.dialogs.parts import headed, way_back, way_on
from etl_console.ui.records_table import RecordsTable
from etl_console.ui.room import resize_within_screen
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.theme import label
from etl_console.ui.words import said


class ChangesDialog(QDialog):
    """Shows the changes and asks why; accepted means: save them. What is ``refused`` cannot be saved."""

    def __init__(
        self, changes: Sequence[Change], touched: Sequence[Mapping[str, Any]], problems: Sequence[str],
        refused: Sequence[str], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save changes"))
        resize_within_screen(self, 860, 560)
        layout = headed(self, self.tr("%Ln changes", "", len(changes)))
        self.model = RecordsTable([self.tr("What"), self.tr("Where"), self.tr("Before"), self.tr("After")])
        self.model.show(
            [(item_text(c.item), place_word(c.path), shown(c.before, c.path), shown(c.after, c.path)) for c in changes]
        )
        table = make_table(self.model, self.tr("Changes"))
        set_widths(table, (180, 300, 160), "changes")
        layout.addWidget(table, 1)
        told = "   ".join(f"{item_word(t['kind'])} {t['name']}" for t in touched[:12])
        touches = label(
            self.tr("Touches: {what}").format(what=told) if told else self.tr("Touches nothing else."), "quiet"
        )
        touches.setWordWrap(True)
        layout.addWidget(touches)
        for problem in [*(f"✕ {r}" for r in refused[:4]), *(f"⚠ {p}" for p in problems[:4])]:
            line = label(problem, "text")
            line.setWordWrap(True)
            layout.addWidget(line)
        form = QFormLayout()
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        form.addRow(self.tr("Reason"), self.reason)
        layout.addLayout(form)
        buttons, self.save_button = way_on(self, self.tr("Save"))
        layout.addWidget(buttons)
        self.save_button.setDefault(True)
        self.save_button.setEnabled(not refused)
        self.reason.setFocus()


class ConflictDialog(QDialog):
    """Two people changed the same: as it was, as it is here, as it is now. ``keeps_mine`` after it is closed."""

    def __init__(self, error: ConflictError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keeps_mine = False
        self.setWindowTitle(self.tr("Somebody else changed this too"))
        resize_within_screen(self, 900, 480)
        layout = headed(self, self.windowTitle(), f"{said(error.cause)} {said(error.remedy)}")
        rows = []
        for conflict in error.conflicts:
            whole = [_as_config(conflict.item, v) for v in (conflict.base, conflict.mine, conflict.theirs)]
            mine = {c.path: c for c in differences(whole[0], whole[1])}
            theirs = {c.path: c for c in differences(whole[0], whole[2])}
            for path in dict.fromkeys([*mine, *theirs]):
                known = mine.get(path) or theirs[path]
                both = path in mine and path in theirs and mine[path].after != theirs[path].after
                rows.append(
                    (
                        ("⚠ " if both else "") + conflict.item[1], place_word(path), shown(known.before, path),
                        shown(mine[path].after, path) if path in mine else "",
                        shown(theirs[path].after, path) if path in theirs else "",
                    )
                )  # fmt: skip
        self.model = RecordsTable(
            [self.tr("What"), self.tr("Where"), self.tr("As it was"), self.tr("Yours"), self.tr("Theirs")]
        )
        self.model.show(rows)
        table = make_table(self.model, self.tr("Both changes"))
        set_widths(table, (180, 180, 160, 160), "conflict")
        layout.addWidget(table, 1)
        buttons = way_back()
        self.theirs_button, self.mine_button = QPushButton(self.tr("Take theirs")), QPushButton(self.tr("Keep mine"))
        self.theirs_button.clicked.connect(self.accept)
        self.mine_button.clicked.connect(self._mine)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()  # neither is the one to press
        row.setSpacing(8)
        row.addStretch(1)
        for widget in (buttons, self.theirs_button, self.mine_button):
            row.addWidget(widget)
        layout.addLayout(row)

    def _mine(self) -> None:
        self.keeps_mine = True
        self.accept()


_LISTS = {"file": "files", "transformation": "transformation", "integration": "integration", "mv_refresh": "mv_refresh"}


def _as_config(item: tuple[str, str], value: Any) -> dict[str, Any]:
    """An item alone, as a configuration."""
    if item[0] == "client":
        return dict(value or {})
    return {_LISTS[item[0]]: [value] if value is not None else []}
