"""What the page says above a batch: how far it is, and who runs it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from etl_console.records import FILE_STAGES, BatchState, Status
from etl_console.ui import words
from etl_console.ui.icons import pixmap
from etl_console.ui.pages.batch.matrix import Row
from etl_console.ui.room import Shortened
from etl_console.ui.theme import GRID, label, tokens


class Headline(Shortened):
    """The batch in one line: status, files, rows, and while it runs rate and time left."""

    def tell(self, batch: BatchState | None, rows: Sequence[Row], *, is_starting: bool, is_broken: bool) -> None:
        """Say it of a batch and the rows of its matrix; ``is_broken``: it is recorded as running and nobody runs it."""
        starting = self.tr("A run is starting …") if is_starting else ""
        if batch is None:
            self.setText(starting)
            return
        done, red = (sum(r.file.status == wanted for r in rows) for wanted in (Status.SUCCESS, Status.FAILED))
        parts = [
            starting, batch.batch_id, words.status_text(batch.status),
            "" if batch.status == Status.UNDONE else words.mode_word(_mode(batch)),  # its last run is not what it is now
            self.tr("{done} of {all} files loaded").format(done=done, all=len(rows)),
            self.tr("%Ln failed", "", red) if red else "",
        ]  # fmt: skip
        if is_broken:
            parts.append(self.tr("broken off"))
        elif batch.status == Status.RUNNING:
            parts += [*self._how_far(rows), words.duration(words.seconds_between(batch.started_at, None))]
        else:
            if batch.ended_at:
                parts.append(words.duration(words.seconds_between(batch.started_at, batch.ended_at)))
            parts.append(f"{batch.who}@{batch.host}")
        self.setText("  ·  ".join(filter(None, parts)))

    def _how_far(self, rows: Sequence[Row]) -> list[str]:
        """Rows a second, and the time left where it is known of every file."""
        told = []
        running = [c for r in rows for s, c in r.cells.items() if s in FILE_STAGES and c.status == Status.RUNNING]
        rate = sum(c.rate for c in running)
        if rate:
            told.append(self.tr("{n} rows/s").format(n=words.compact(rate)))
        now = time.monotonic()
        lefts = [r.left(now) for r in rows if r.is_open]
        known = [x for x in lefts if x is not None]
        if lefts and len(known) == len(lefts):
            left = max(max(known), sum(known) / 2)
            told.append(self.tr("about {time} left for the files").format(time=words.about(left)))
        return told


def _mode(batch: BatchState) -> str:
    return batch.under_way.mode if batch.under_way is not None else batch.mode


class RunStrip(QFrame):
    """Who runs the batch while it runs, or that another one runs meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("running")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        sign = QLabel()
        sign.setPixmap(pixmap("lock", tokens().running, 16, self.devicePixelRatioF()))
        self.text = label("", "text")
        row.addWidget(sign)
        row.addWidget(self.text, 1)
        self.hide()

    def show_run(self, batch: BatchState | None, running: str, *, is_mine: bool, is_broken: bool) -> None:
        """Say it of a batch; ``running`` is the one of its client that runs now, empty for none; ``is_mine``: this window runs
        it; ``is_broken``: it is recorded as running and nobody runs it."""
        self.setVisible(batch is not None and (batch.status == Status.RUNNING or running not in ("", batch.batch_id)))
        if batch is None:
            return
        if batch.status == Status.RUNNING:
            self.text.setText(self._broken() if is_broken else self._run_by(batch, is_mine=is_mine))
        elif running:
            told = self.tr("{batch} runs now; choose it above to follow it. “Cancel run” is about that one.")
            self.text.setText(told.format(batch=running))

    def _broken(self) -> str:
        return self.tr("Recorded as running, but nobody holds it: its process is gone. Restart takes it up again.")

    def _run_by(self, batch: BatchState, *, is_mine: bool) -> str:
        where = self.tr("this window") if is_mine else self.tr("another session")
        told = self.tr("Run by {who} on {host}, process {pid}, since {time} ({where}).")
        began = words.moment(batch.started_at, seconds=True)
        return told.format(who=batch.who, host=batch.host, pid=batch.pid, time=began, where=where)
