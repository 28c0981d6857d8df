"""Ctrl+K: everything that can be done and every place, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from etl_console.ui.icons import icon
from etl_console.ui.shell.links import SCHEME
from etl_console.ui.theme import label, tokens

_Index = QModelIndex | QPersistentModelIndex
_ROW = 36
_ALIKE = 66
"""From this likeness of spelling on (of 100) an entry may be what was meant."""


OTHER_NAMES = {
    "batch.restart": "rerun retry resume again ulangi", "batch.reprocess": "replay redo ulang", "batch.start": "run jalankan",
    "batch.cancel": "stop abort kill henti", "batch.gantt": "gantt chart timeline", "files.deliver": "upload import unggah",
    "files.look": "preview pratinjau", "files.take_out": "delete remove hapus", "triage.quarantine": "skip ignore abaikan",
    "triage.download": "export ekspor", "triage.continue": "rerun retry again ulangi", "handover.pdf": "export report laporan",
    "mapping.guess": "suggest automap saran", "window.theme": "dark mode gelap", "settings.samples": "demo tour example contoh",
    "administration.undo": "rollback revert batalkan", "configuration.revert": "rollback history riwayat",
    "logs.groups": "signature cluster kelompok", "window.language": "bahasa indonesia english inggris",
}  # fmt: skip
"""What people who come from other tools look for, by the action that it is here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: what it says, of what kind, what happens; ``can`` is False for what cannot be done now.
    ``also`` is found, too, and not shown: its name in the code, which is English in every language, and what others call it."""

    text: str
    kind: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = "next"
    can: bool = True
    also: str = ""


def rank(entry: Entry, words: Sequence[str]) -> int | None:
    """How well an entry fits the words typed: less is better; None when a word is missing."""
    text = f"{entry.text} {entry.kind}".casefold()
    also = entry.also.replace(".", " ").casefold()
    score = 0 if entry.can else 100
    for word in words:
        place = text.find(word)
        if place < 0 and word in also:
            score += 30
            continue
        if place < 0 and word not in "".join(w[0] for w in text.split()):
            return None
        score += 20 if place < 0 else 0 if place == 0 else 5 if text[place - 1] == " " else 20
    return score


def nearest(entries: Sequence[Entry], text: str) -> list[Entry]:
    """The entries whose words are spelled most like those of a text which none fits, best first."""
    from rapidfuzz import fuzz, utils

    def likeness(entry: Entry) -> float:
        names = utils.default_process(f"{entry.text} {entry.also.replace('.', ' ')}").split()
        return sum(max(fuzz.ratio(word, name) for name in names) for word in typed) / len(typed)

    typed = utils.default_process(text).split()
    ranked = sorted(((likeness(e), -place) for place, e in enumerate(entries)), reverse=True) if typed else []
    return [entries[-place] for score, place in ranked[:8] if score >= _ALIKE]


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.kind} {entry.keys}"
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Entries)
        entry, t = model.entries[index.row()], tokens()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(t.chosen))
        icon(entry.icon, "quiet").paint(painter, QRect(rect.left() + 16, rect.top() + 10, 16, 16))
        right = rect.adjusted(0, 0, -16, 0)
        painter.setPen(QColor(t.quiet))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, side, "   ".join(filter(None, (entry.kind, entry.keys))))
        painter.setPen(QColor(t.text if entry.can else t.quiet))
        painter.drawText(rect.adjusted(44, 0, -220, 0), Qt.AlignmentFlag.AlignVCenter, entry.text)
        painter.restore()


class Palette(QDialog):
    """Type, go up and down, Enter. ``entries`` are what there is to find; a link that is written opens its place."""

    def __init__(self, entries: Sequence[Entry], open_link: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Find an action or a place"))
        self._all, self._open_link = list(entries), open_link
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.windowTitle())
        self.model = _Entries()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setAccessibleName(self.tr("Actions and places"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._run)
        self.nothing = label("", "quiet")
        self.nothing.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.resize(640, 48 + 12 * _ROW)
        self._filter("")
        centre = parent.mapToGlobal(parent.rect().center())
        self.move(centre.x() - self.width() // 2, parent.mapToGlobal(parent.rect().topLeft()).y() + 80)

    def _filter(self, text: str) -> None:
        words, link = text.casefold().split(), text.strip()
        if link.startswith(f"{SCHEME}://"):
            self.nothing.hide()
            self.model.show([Entry(link, self.tr("Place"), partial(self._open_link, link))])
            self.list.setCurrentIndex(self.model.index(0))
            return
        ranked = [(r, i, e) for i, e in enumerate(self._all) if (r := rank(e, words)) is not None]
        entries = [e for _, _, e in sorted(ranked, key=lambda x: x[:2])]
        if not entries:
            entries = nearest(self._all, text)
            told = self.tr("Nothing is called so. Perhaps:") if entries else self.tr("Nothing is called so.")
            self.nothing.setText(told)
        self.nothing.setVisible(not ranked)
        self.model.show(entries)
        self.list.setCurrentIndex(self.model.index(0))

    def _run(self) -> None:
        place = self.list.currentIndex().row()
        if not 0 <= place < len(self.model.entries) or not self.model.entries[place].can:
            return
        entry = self.model.entries[place]
        self.accept()
        entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            if event.key() in steps:
                last = self.model.rowCount() - 1
                row = max(0, min(last, self.list.currentIndex().row() + steps[Qt.Key(event.key())]))
                self.list.setCurrentIndex(self.model.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)
