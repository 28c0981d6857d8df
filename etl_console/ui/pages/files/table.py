"""Files as disk and audit see them, one row each; a difference between them is a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from etl_console.pipeline.insight import FileCard
from etl_console.records import Status
from etl_console.ui import words
from etl_console.ui.dialogs.problem_dialog import entry_link
from etl_console.ui.sorting import SortedTable
from etl_console.ui.theme import facts, status_color, strong
from etl_console.ui.words import translate

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.preflight import Look

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """Columns of the table of files."""

    NAME = 0
    FOLDER = 1
    LOGICAL = 2
    BATCH = 3
    STATUS = 4
    ROWS = 5
    SIZE = 6
    CHANGED = 7
    FINDING = 8


_RIGHT = (Column.ROWS, Column.SIZE)
_WORDS = (Column.FOLDER, Column.LOGICAL, Column.BATCH, Column.STATUS, Column.FINDING)


def finding_text(code: str) -> str:
    """What a difference means and what to do, in the operator's language."""
    told = {
        "stray_file": translate("FilesPage", "No batch knows this file. Somebody put it here by hand: rename it, without "
                                  "the batch, to have it in incoming, or take it out."),
        "wrong_folder": translate("FilesPage", "The audit expects it in another folder. Restart takes it up from here."),
        "raw_missing": translate("FilesPage", "The audit has it, but it lies in no raw folder. Reprocessing still works from "
                                  "its Parquet file; else deliver it again."),
        "unrecognised_file": translate("FilesPage", "No file pattern fits this name. Rename it, take it out, or add it to the "
                                  "configuration. No batch moves it."),
        "loaded_before": translate("FilesPage", "The same content is loaded already: the next batch holds it back. Start with "
                                   "“load anyway” if it is meant, or take it out."),
        "still_arriving": translate("FilesPage", "It is still being written; it is left alone until it has arrived."),
    }  # fmt: skip
    return told.get(code, "")


def finding_word(code: str) -> str:
    """A difference in two words."""
    return {
        "stray_file": translate("FilesPage", "⚠ unknown to the audit"),
        "wrong_folder": translate("FilesPage", "⚠ in another folder"),
        "raw_missing": translate("FilesPage", "✕ missing on disk"),
        "unrecognised_file": translate("FilesPage", "⚠ not recognised"),
        "loaded_before": translate("FilesPage", "⚠ loaded before"),
        "still_arriving": translate("FilesPage", "· still arriving"),
    }.get(code, "")


class FilesTable(SortedTable):
    """The files of the chosen folder."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FileCard] = []
        self._given: list[FileCard] = []

    def show(self, cards: Sequence[FileCard]) -> None:
        """Show these files."""
        if list(cards) == self._given:
            return
        self.beginResetModel()
        self.cards, self._given = list(cards), list(cards)
        self.put_in_order()
        self.endResetModel()

    def spare_columns(self) -> list[int]:
        """What can be left out where there is no room, and is told of the chosen file below; findings while there are none."""
        found = any(card.finding for card in self.cards)
        return [*([] if found else [Column.FINDING]), Column.SIZE, Column.CHANGED, Column.LOGICAL]

    def reorder(self, places: Sequence[int]) -> None:
        self.cards = [self.cards[place] for place in places]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cards)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("File"), self.tr("Folder"), self.tr("Logical file"), self.tr("Batch"), self.tr("Status"), self.tr("Rows"),
            self.tr("Size"), self.tr("Changed"), self.tr("Finding"),
        ][section]  # fmt: skip

    def has(self, card: FileCard, text: str) -> bool:
        """True when each word of a text is in a column of words, large or small letters."""
        told = [card.name.casefold(), *(self._text(card, column).casefold() for column in _WORDS)]
        return all(any(word in column for column in told) for word in text.casefold().split())

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card, column = self.cards[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            is_told = column is Column.NAME and card.audit  # its batch stands beside it
            return words.short_name(card.name) if is_told else self._text(card, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            if column is Column.STATUS and card.audit and not card.is_correction:
                return status_color(card.audit["status"])
            if column is Column.FINDING and card.finding:
                return status_color(Status.FAILED if card.finding == "raw_missing" else Status.SKIPPED)
        if role == Qt.ItemDataRole.ToolTipRole:
            return finding_text(card.finding) if column is Column.FINDING else self._text(card, column)
        return None

    def _text(self, card: FileCard, column: Column) -> str:
        audit = card.audit
        if column is Column.NAME:
            return card.name
        if column is Column.FOLDER:
            return f"{card.source_system}/{card.folder}" if card.folder else "–"
        if column is Column.LOGICAL:
            return card.logical_source_file
        if column is Column.SIZE:
            return words.size(card.size) if card.size else ""
        if column is Column.CHANGED:
            return words.moment(datetime.fromtimestamp(card.modified, UTC)) if card.modified else ""
        if column is Column.FINDING:
            return finding_word(card.finding)
        if not audit:
            return (
                self.tr("waits") if column is Column.STATUS and card.folder == "incoming" and not card.finding
                else card.seen_in if column is Column.BATCH else ""
            )  # fmt: skip
        if column is Column.BATCH:
            return str(audit["batch_id"])
        if card.is_correction:
            return self.tr("correction") if column is Column.STATUS else ""
        if column is Column.STATUS:
            return words.status_text(audit["status"])
        return words.number(audit.get("total_rows"))


def card_html(card: FileCard, understood: Mapping[str, Any], look: Look | None = None) -> str:
    """Everything that is known of one file, with what was ``understood`` of its content and, of one that waits, a look."""
    parts = [f"<p>{strong(escape(card.name))}</p>"]
    if card.finding:
        said = f"{finding_word(card.finding)}. {finding_text(card.finding)}"
        parts.append(f"<p>{escape(said)} {entry_link(card.finding)}</p>")
    audit = card.audit
    known: list[tuple[str, str]] = []
    if card.is_correction:
        text = translate("FilesPage", "It takes the place of the file that failed when {batch} is restarted.")
        parts.append(f"<p>{escape(text.format(batch=audit['batch_id']))}</p>")
    elif "total_rows" in audit:
        told = [words.number(audit[k]) for k in
                ("total_rows", "loaded_rows", "rejected_rows", "quarantined_rows", "skipped_rows")]  # fmt: skip
        known.append((translate("FilesPage", "Ledger"), f"{told[0]} = {' + '.join(told[1:])}  "
                      + translate("FilesPage", "(read = loaded + rejected + quarantined + skipped)")))  # fmt: skip
        known.append(("SHA-256", audit["file_hash"]))
    if audit.get("parquet_name") and not card.is_correction:
        known.append(("Parquet", audit["parquet_name"]))
    if look is not None:
        rows, names = words.number(look.rows), [c.name for c in look.columns]
        about = rows if look.is_exact else translate("FilesPage", "about {n}").format(n=rows)
        known.append((translate("FilesPage", "Rows"), about))
        known.append((translate("FilesPage", "Columns"), f"{words.number(len(names))}: {', '.join(names[:40])}"))
        known += [("SHA-256", look.content)] if look.content else []
        for found in (*look.problems, *look.findings)[:6]:
            said = f"⚠ {words.said(found.message)} {words.said(found.remedy)}"
            parts.append(f"<p>{escape(said)} {entry_link(found.code)}</p>")
    known += [(name, f"{value}  ·  {reason}") for name, value, reason in words.understood(understood)]
    return "".join(parts) + facts(known)
