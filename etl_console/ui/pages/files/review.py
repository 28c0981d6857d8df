"""Files dropped from the desktop, before they are delivered: where each goes and why, what it holds, whether it is known."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from etl_console.errors import EtlError
from etl_console.pipeline import layout
from etl_console.pipeline.service import Service
from etl_console.records import Status
from etl_console.ui import words
from etl_console.ui.dialogs.parts import headed
from etl_console.ui.pages.files.dropped import URGENCY, Dropped, Judge
from etl_console.ui.room import resize_within_screen
from etl_console.ui.sorting import SortedTable, natural
from etl_console.ui.tables import make_table, set_widths
from etl_console.ui.tasks import Tasks
from etl_console.ui.theme import label, status_color

if TYPE_CHECKING:  # with them comes the engine, which a window does not need to be there
    from etl_console.pipeline.preflight import Look

_Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 2


class Column(IntEnum):
    """Columns of the review: what is decided by stands first, also in a narrow window."""

    FILE = 0
    VERDICT = 1
    TO = 2
    ROWS = 3
    COLUMNS = 4
    SIZE = 5
    WHY = 6


class ReviewModel(SortedTable):
    """The dropped files; a check mark says which are delivered."""

    def __init__(self, files: Sequence[Dropped]) -> None:
        super().__init__()
        self.files = list(files)
        self._names = Counter(f.path.name for f in files)
        self.put_in_order()

    def reorder(self, places: Sequence[int]) -> None:
        self.files = [self.files[place] for place in places]

    def bring_up(self) -> None:
        """What the operator has to decide about first, each kind together; not when the files were sorted otherwise."""
        if not self.is_sorted:
            self.sort(Column.VERDICT)

    def sort_key(self, row: int, column: int) -> Any:
        file = self.files[row]
        if column != Column.VERDICT:
            return super().sort_key(row, column)
        return (URGENCY.index(file.state), not file.told.startswith("⚠"), natural(file.path.name))

    def changed(self, file: Dropped) -> None:
        """One file was looked at."""
        place = next(i for i, f in enumerate(self.files) if f is file)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == Column.FILE and self.files[index.row()].can_go:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("File"), self.tr("What is to be said"), self.tr("Goes to"), self.tr("Rows"), self.tr("Columns"),
            self.tr("Size"), self.tr("Because"),
        ][section]  # fmt: skip

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.files[index.row()].can_go:
            return False
        self.files[index.row()].is_wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self.changed(self.files[index.row()])
        return True

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        file, column = self.files[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.FILE:
            return Qt.CheckState.Checked if file.is_wanted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.VERDICT:
            return "\n".join(file.details)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(file, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (Column.ROWS, Column.COLUMNS, Column.SIZE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.VERDICT:
            told = {
                "fits": Status.SUCCESS, "renamed": Status.SKIPPED, "doubtful": Status.SKIPPED, "known": Status.SKIPPED,
                "corrects": Status.SUCCESS,
                "stranger": Status.FAILED, "broken": Status.FAILED,
            }  # fmt: skip
            is_warned = file.state == "fits" and file.told.startswith("⚠")
            return status_color(Status.SKIPPED if is_warned else told.get(file.state, Status.PENDING))
        return None

    def _text(self, file: Dropped, column: Column) -> str:
        look = file.look
        if column is Column.FILE:
            parts = file.path.parts[-1:] if self._names[file.path.name] == 1 else file.path.parts[-2:]
            return layout.sayable("/".join(parts))
        if column is Column.TO:
            return f"{file.fit.source_system}/{file.fit.logical_source_file}" if file.fit else "–"
        if column is Column.WHY:
            return words.said(file.fit.reason) if file.fit else ""
        if column is Column.VERDICT:
            return file.told or self.tr("Looking …")
        if look is None:
            return ""
        if column is Column.ROWS:
            return ("" if look.is_exact else "≈ ") + words.number(look.rows)
        return words.number(len(look.columns)) if column is Column.COLUMNS else words.size(look.size)


class ReviewDialog(QDialog):
    """Looks at each file, two at a time. Emits ``deliver`` with the files that the operator wants delivered."""

    deliver = Signal(list)
    looked = Signal()
    """Every file was looked at."""

    def __init__(
        self, service: Service, tasks: Tasks, client: str, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._service, self._tasks, self._client = service, tasks, client
        self._judge: Judge | None = None
        self._open = 0
        self._is_over = False
        self.setWindowTitle(self.tr("Deliver files"))
        resize_within_screen(self, 1320, 720)
        self.model = ReviewModel([Dropped(p) for p in paths])
        self._waiting = deque(self.model.files)
        column = headed(self, self.tr("Deliver %Ln files to {client}", "", len(paths)).format(client=client))
        self.summary = label(self.tr("Looking …"), "quiet")
        column.addWidget(self.summary)
        self.table = make_table(self.model, self.tr("Files to deliver"))
        set_widths(self.table, (216, 200, 132, 64, 72, 88), "files.dropped", grows=Column.VERDICT, share=0.6)
        self.table.doubleClicked.connect(lambda _: self._toggle())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.table, self._enter, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, self._toggle, context=Qt.ShortcutContext.WidgetShortcut)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        column.addWidget(self.table, 1)
        self.detail = label("", "quiet")
        self.detail.setWordWrap(True)
        column.addWidget(self.detail)
        row = QHBoxLayout()
        self.look_button = QPushButton(self.tr("Look closer …"))
        self.look_button.clicked.connect(self._look_closer)
        self.correct_button = QPushButton(self.tr("As a correction"))
        self.correct_button.setToolTip(
            self.tr("Takes the place of the failed file with this name in its batch, instead of coming into a new one.")
        )
        self.correct_button.setCheckable(True)
        self.correct_button.toggled.connect(self._correct)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.deliver_button = QPushButton(self.tr("Deliver"))
        self.deliver_button.setObjectName("primary")
        self.deliver_button.setEnabled(False)
        self.deliver_button.clicked.connect(self._deliver)
        row.addWidget(self.look_button)
        row.addWidget(self.correct_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.deliver_button)
        column.addLayout(row)
        self.deliver_button.setDefault(True)
        self.model.dataChanged.connect(lambda *_: self._tell())
        self.finished.connect(lambda _: self._stop())

        def work() -> Judge:
            config = service.config(client)
            waiting = {s: service.folder_files(client, s, "incoming") for s in config.sources}
            return Judge(config, waiting, service.arrivals.red(client))

        tasks.submit(work, self._begin, self._failed)

    def _stop(self) -> None:
        self._is_over = True

    def _enter(self) -> None:
        if self.deliver_button.isEnabled():
            self._deliver()

    def _begin(self, judge: Judge) -> None:
        self._judge = judge
        for _ in range(_AT_ONCE):
            self._look_next()

    def _failed(self, error: EtlError) -> None:
        if not self._is_over:
            self.summary.setText(f"⚠ {error}")

    def _look_next(self) -> None:
        if not self._is_over and self._waiting:
            self._look(self._waiting.popleft())

    def _look(self, file: Dropped) -> None:
        self._open += 1
        self._tasks.submit(
            lambda: self._service.look(self._client, file.path), partial(self._seen, file), partial(self._unseen, file)
        )

    def _seen(self, file: Dropped, look: Look) -> None:
        assert self._judge is not None
        self._judge.judge(file, look)
        self._done(file)

    def _unseen(self, file: Dropped, error: EtlError) -> None:
        file.state, file.told = "broken", f"✕ {words.said(error.cause)}"
        self._done(file)

    def _done(self, file: Dropped) -> None:
        if self._is_over:
            return
        self._open -= 1
        self.model.changed(file)
        self._look_next()
        if self._open == 0:
            self.model.bring_up()
            self.table.selectRow(0)
            self.table.scrollToTop()
            self.looked.emit()

    def _tell(self) -> None:
        files = self.model.files
        wanted = sum(f.is_wanted for f in files)
        told = {s: sum(f.state == s for f in files) for s in URGENCY}
        warned = sum(f.state == "fits" and f.told.startswith("⚠") for f in files)
        twins = sum(f.state == "known" and f.look is not None and not f.look.seen_in for f in files)
        parts = [
            self.tr("%Ln ready", "", told["fits"] - warned) if told["fits"] > warned else "",
            self.tr("%Ln with findings", "", warned) if warned else "",
            self.tr("%Ln as corrections", "", told["corrects"]) if told["corrects"] else "",
            self.tr("%Ln under another name", "", told["renamed"]) if told["renamed"] else "",
            self.tr("%Ln doubtful", "", told["doubtful"]) if told["doubtful"] else "",
            self.tr("%Ln loaded before", "", told["known"] - twins) if told["known"] > twins else "",
            self.tr("%Ln dropped twice", "", twins) if twins else "",
            self.tr("%Ln not recognised", "", told["stranger"]) if told["stranger"] else "",
            self.tr("%Ln cannot be read", "", told["broken"]) if told["broken"] else "",
            self.tr("%Ln to look at", "", told["looking"]) if told["looking"] else "",
        ]  # fmt: skip
        self.summary.setText("  ·  ".join(filter(None, parts)))
        self._chosen()
        corrections = sum(f.is_wanted and f.state == "corrects" for f in files)
        anew = sum(f.is_wanted and f.red is not None for f in files) - corrections
        ways = (
            self.tr("Deliver %Ln files", "", wanted),
            self.tr("%Ln as corrections", "", corrections) if corrections else "",
            self.tr("%Ln as new ones", "", anew) if anew else "",
        )
        self.deliver_button.setText(", ".join(filter(None, ways)))
        self.deliver_button.setEnabled(wanted > 0 and not told["looking"])

    def _chosen(self) -> None:
        place = self.table.currentIndex().row()
        file = self.model.files[place] if 0 <= place < len(self.model.files) else None
        if file is not None:
            parts = (layout.sayable(file.path.name), words.said(file.fit.reason) if file.fit else "", *file.details)
            self.detail.setText("  ·  ".join(filter(None, parts)))
        self.correct_button.setVisible(any(f.red for f in self.model.files))
        self.correct_button.setEnabled(file is not None and file.red is not None)
        self.correct_button.blockSignals(True)
        self.correct_button.setChecked(file is not None and file.state == "corrects")
        self.correct_button.blockSignals(False)

    def _correct(self) -> None:
        """The chosen files take the place of the failed ones with their names, or come as new ones again."""
        assert self._judge is not None
        rows = self.table.selectionModel().selectedRows()
        for file in [self.model.files[i.row()] for i in rows]:
            if file.red is not None and (file.state == "corrects") != self.correct_button.isChecked():
                self._judge.correct(file)
                self.model.changed(file)

    def _toggle(self) -> None:
        """Take all chosen files in, or out when all of them are."""
        rows = self.table.selectionModel().selectedRows()
        chosen = [f for f in (self.model.files[i.row()] for i in rows) if f.can_go]
        is_wanted = not all(f.is_wanted for f in chosen)
        for file in chosen:
            file.is_wanted = is_wanted
            self.model.changed(file)

    def _look_closer(self) -> None:
        from etl_console.ui.dialogs.look_dialog import LookDialog

        file = self.model.files[max(0, self.table.currentIndex().row())]
        dialog = LookDialog(self._service, self._tasks, self._client, file.path, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.deliver_button.hide()
        dialog.remembered.connect(lambda _: self._look_again(file))
        dialog.open()

    def _look_again(self, file: Dropped) -> None:
        assert self._judge is not None
        self._judge.release(file)
        self.model.changed(file)
        self._look(file)

    def _deliver(self) -> None:
        self.deliver.emit([f for f in self.model.files if f.is_wanted])
        self.accept()
