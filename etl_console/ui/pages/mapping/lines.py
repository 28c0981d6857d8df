"""The mapping of one file as a table: each source column with samples, target, format and why; edited in place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from etl_console.pipeline.stages.validate_mapping import FILLED_BY_US
from etl_console.records import TargetColumn
from etl_console.ui.sorting import SortedTable, natural
from etl_console.ui.theme import tokens
from etl_console.ui.words import said, share, translate

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.mapping import Guess, Sheet

_Index = QModelIndex | QPersistentModelIndex
OPEN = "?"
"""The target of a column that is not mapped yet; None leaves it out on purpose."""


class Column(IntEnum):
    """Columns of the table."""

    SOURCE = 0
    SAMPLES = 1
    TARGET = 2
    TYPE = 3
    FORMAT = 4
    REQUIRED = 5
    KEY = 6
    WHY = 7


@dataclass
class Line:
    """One source column and where it goes."""

    source: str
    target: str | None
    source_format: Mapping[str, Any] | None
    samples: tuple[str, ...] = ()
    is_in_file: bool = True
    guesses: tuple[Guess, ...] = ()
    suggested_format: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""
    is_staged: bool = False


def why(guess: Guess) -> str:
    """The reason of a guess in the operator's language."""
    from etl_console.pipeline.mapping import Tier

    told = {
        Tier.EXACT: translate("Mapping", "same name"),
        Tier.HISTORY: translate("Mapping", "mapped so before"),
        Tier.OTHER_CLIENT: translate("Mapping", "{where} maps it so").format(where=guess.facts.get("where", "")),
        Tier.SYNONYM: translate("Mapping", "both mean “{word}”").format(word=guess.facts.get("meaning", "")),
        Tier.LIKENESS: translate("Mapping", "names are alike, {n} of 100").format(n=round(guess.facts.get("score", 0))),
    }[guess.tier]
    fits = (
        translate("Mapping", "there were no values to look at")
        if guess.fits is None
        else translate("Mapping", "{share} of the values fit").format(share=share(guess.fits, 0))
    )
    return f"{told} · {fits}"


class Lines(SortedTable):
    """Rows are source columns; however they are sorted, ``draft`` has them as the file does. ``changed`` is emitted with
    every edit, ``refused`` with what cannot be."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.targets: dict[str, TargetColumn] = {}
        self.required: list[str] = []
        self.key: list[str] = []
        self._was: tuple[list[str], list[str]] = ([], [])
        self._rest: dict[str, Any] = {}
        self._drift: dict[str, Any] = {}

    def show(self, sheet: Sheet, stored: Mapping[str, Any], draft: Mapping[str, Any] | None = None) -> int:
        """Show a sheet with a file as it is stored (the form of one file in ``config export``), or with the ``draft`` of
        its changes. Without one, sure guesses are taken where a column has no target yet. Returns how many were taken."""
        saved = {c["source_column"]: c for c in stored.get("columns") or []}
        is_draft, draft = draft is not None, stored if draft is None else draft
        self.beginResetModel()
        self._rest = {k: v for k, v in draft.items() if k not in ("columns", "required", "duplicate_key")}
        self._was = (list(stored.get("required") or []), list(stored.get("duplicate_key") or []))
        self.required, self.key = list(draft.get("required") or []), list(draft.get("duplicate_key") or [])
        self.targets = {t.name: t for t in sheet.targets if t.name not in FILLED_BY_US}
        mapped = {c["source_column"]: c for c in draft.get("columns") or []}
        self._drift = {name: c.get("drift_policy") for name, c in mapped.items()}
        here = {s.name: s for s in sheet.sources}
        self.lines = []
        for name in dict.fromkeys([*saved, *mapped, *here]):
            column, seen = mapped.get(name), here.get(name)
            self.lines.append(
                Line(
                    name, column.get("target_column") if column else OPEN, column.get("source_format") if column else None,
                    seen.samples if seen else (), bool(seen) or not sheet.looked_at, sheet.guesses.get(name, ()),
                    dict(seen.format.source_format) if seen else {}, seen.format.question if seen else "",
                    is_draft and mapped.get(name) != saved.get(name),
                )
            )  # fmt: skip
        taken = 0 if is_draft else sum(self._take_sure(line) for line in self.lines)
        self.put_in_order()
        self.endResetModel()
        return taken

    def clear(self) -> None:
        """Show no file."""
        self.beginResetModel()
        self.lines = []
        self.put_in_order()
        self.endResetModel()

    def reorder(self, places: Sequence[int]) -> None:
        self.lines = [self.lines[place] for place in places]

    def sort_key(self, row: int, column: int) -> Any:
        line = self.lines[row]
        if column == Column.SOURCE:
            return natural(line.source)
        if column == Column.TARGET:  # what is open first: it waits for the operator; what is left out last
            return (
                (OPEN, None).index(line.target) * 2 if line.target in (OPEN, None) else 1,
                natural(line.target or ""),
            )
        return super().sort_key(row, column)

    def _take_sure(self, line: Line) -> bool:
        if line.target != OPEN or not line.guesses or not line.guesses[0].applies:
            return False
        if line.guesses[0].target in {x.target for x in self.lines}:
            return False
        line.target, line.is_staged = line.guesses[0].target, True
        return True

    def draft(self) -> dict[str, Any]:
        """The file as it is shown, in the form of ``config export``; columns that are still open are left out."""
        return {
            **self._rest,
            "columns": [
                {
                    "source_column": x.source, "target_column": x.target,
                    "source_format": dict(x.source_format) if x.source_format else None,
                    "drift_policy": self._drift.get(x.source),
                }
                for x in self.as_given(self.lines) if x.target != OPEN
            ],
            "required": list(self.required),
            "duplicate_key": list(self.key),
        }  # fmt: skip

    def missing(self) -> list[TargetColumn]:
        """Targets that may not be empty and that nothing is mapped to."""
        mapped = {x.target for x in self.lines}
        return [t for t in self.targets.values() if t.not_null and not t.has_default and t.name not in mapped]

    def choices(self, row: int) -> list[tuple[str, str | None]]:
        """What a column may go to: guesses with their reasons first, then free targets, then to leave it out."""
        line = self.lines[row]
        taken = {x.target for x in self.lines if x is not line and x.is_in_file}
        first = [(f"{g.target}   —  {why(g)}", g.target) for g in line.guesses if g.target not in taken]
        known = {target for _, target in first}
        rest = [(f"{n}   {t.data_type}", n) for n, t in self.targets.items() if n not in taken and n not in known]
        return [*first, *rest, (translate("Mapping", "leave out"), None), (translate("Mapping", "decide later"), OPEN)]

    # Acts --------------------------------------------------------------------------------------------------------

    def set_target(self, row: int, target: str | None) -> None:
        """Map a column; a target that another column of the file has is refused, one that is not in the file yields."""
        line = self.lines[row]
        holder = next((x for x in self.lines if x is not line and x.target == target), None)
        if target not in (None, OPEN) and holder is not None and not holder.is_in_file:
            holder.target, holder.is_staged = OPEN, True
        elif target not in (None, OPEN) and holder is not None:
            self.refused.emit(translate("Mapping", "{target} is mapped already.").format(target=target))
            return
        if target != line.target:
            line.target, line.is_staged = target, True
            self._told()

    def take_guess(self, row: int) -> None:
        """Take the best guess of a column."""
        if 0 <= row < len(self.lines) and self.lines[row].guesses:
            self.set_target(row, self.lines[row].guesses[0].target)

    def take_format(self, row: int) -> None:
        """Take the format that the values suggest."""
        line = self.lines[row]
        if line.suggested_format:
            line.source_format, line.is_staged = line.suggested_format, True
            self._told()

    def toggle(self, row: int, column: Column) -> None:
        """Required or not; part of the key (its place is the order of choosing) or not."""
        target = self.lines[row].target
        if target in (None, OPEN):
            self.refused.emit(translate("Mapping", "Map the column first."))
            return
        names = self.required if column is Column.REQUIRED else self.key
        if target in names:
            names.remove(target)
        else:
            names.append(str(target))
        self._told()

    def _told(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(Column) - 1))
        self.changed.emit()

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Source column"), self.tr("Samples"), self.tr("Goes to"), self.tr("Type"), self.tr("Format"),
            self.tr("Required"), self.tr("Key"), self.tr("Why"),
        )[section]  # fmt: skip

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (Column.TARGET, Column.FORMAT) else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.EditRole:
            if column is Column.FORMAT:
                return json.dumps(dict(line.source_format), ensure_ascii=False) if line.source_format else ""
            return line.target
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                "\n".join(line.samples) if column is Column.SAMPLES else said(line.question) or self._text(line, column)
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(line, column)
        return None

    def _text(self, line: Line, column: Column) -> str:
        target = self.targets.get(line.target or "")
        if column is Column.SOURCE:
            return line.source if line.is_in_file else f"✕ {line.source}"
        if column is Column.SAMPLES:
            return "  |  ".join(line.samples) if line.is_in_file else self.tr("not in the file")
        if column is Column.TARGET:
            named = {OPEN: self.tr("? open"), None: self.tr("– left out")}
            text = named.get(line.target, line.target or "")
            return f"● {text}" if line.is_staged else text if line.target in named or target else f"✕ {text}"
        if column is Column.TYPE:
            return "" if target is None else target.data_type + (" *" if target.not_null else "")
        if column is Column.FORMAT:
            form = line.source_format or {}
            return ", ".join(f"{k} {v if isinstance(v, str) else json.dumps(v)}" for k, v in form.items())
        if column is Column.REQUIRED:
            is_staged = (line.target in self.required) != (line.target in self._was[0])
            return ("● " if is_staged else "") + ("✓" if line.target in self.required else "–" if is_staged else "")
        if column is Column.KEY:
            place, was = ((k.index(line.target) + 1 if line.target in k else 0) for k in (self.key, self._was[1]))
            return ("● " if place != was else "") + (str(place) if place else "–" if was else "")
        if line.target in (OPEN, None):
            best = line.guesses[0] if line.guesses and line.target == OPEN else None
            return self.tr("perhaps {target}: {why}").format(target=best.target, why=why(best)) if best else ""
        chosen = next((g for g in line.guesses if g.target == line.target), None)
        return why(chosen) if chosen else ""

    def _ink(self, line: Line, column: Column) -> QColor | None:
        t = tokens()
        if not line.is_in_file and column in (Column.SOURCE, Column.SAMPLES):
            return QColor(t.bad)
        if column is Column.TARGET:
            if line.target == OPEN:
                return QColor(t.warn)
            if line.is_staged:
                return QColor(t.running)
            return (
                QColor(t.quiet) if line.target is None else QColor(t.bad) if line.target not in self.targets else None
            )
        return QColor(t.quiet) if column in (Column.SAMPLES, Column.TYPE, Column.WHY) else None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == Column.TARGET:
            self.set_target(index.row(), value)
            return True
        line = self.lines[index.row()]
        form = _format_of(str(value).strip())
        if form is not None and not isinstance(form, dict):
            self.refused.emit(
                translate(
                    "Mapping",
                    'Write a date as %d/%m/%Y, else a format as {"decimal": ","}.',
                )
            )
            return False
        line.source_format, line.is_staged = form or None, True
        self._told()
        return True


def _format_of(text: str) -> Any:
    """A format as it was written: of a date or a decimal sign the short way is understood, too."""
    if text in (",", "."):
        return {"decimal": text}
    if _DIRECTIVE.search(text) and not text.startswith("{"):
        return {"date": text}
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


_DIRECTIVE = re.compile(r"%[YymdbBHIMSp]")


class TargetDelegate(QStyledItemDelegate):
    """Chooses a target from a list that opens at once: guesses with their reasons on top."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(self.tr("Goes to"))
        box.setMinimumWidth(360)
        model = index.model()
        assert isinstance(model, Lines)
        for text, target in model.choices(index.row()):
            box.addItem(text, target)
        known = [target for _, target in model.choices(index.row())]
        now = model.lines[index.row()].target
        box.setCurrentIndex(known.index(now) if now in known and now != OPEN else 0)

        def chosen(_: int) -> None:
            box.setProperty("chosen", True)
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        box.activated.connect(chosen)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox) and editor.property("chosen"):  # not when the operator only went elsewhere
            model.setData(index, editor.currentData())  # type: ignore[arg-type, unused-ignore]
