"""The batch over time: a bar for each attempt, files and steps below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from etl_console.records import Job
from etl_console.ui import words
from etl_console.ui.theme import status_color, status_ground, tokens

_ROW, _NAMES, _HEAD = 26, 260, 28


@dataclass(frozen=True, slots=True)
class Bar:
    """One attempt where it is drawn."""

    rect: QRect
    job: Job


class Chart(QWidget):
    """Names left, bars right; emits ``chosen`` with what was clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.jobs: list[Job] = []
        self._subjects: list[str] = []
        self.bars: list[Bar] = []

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        self.jobs = [j for j in jobs if j.subject is not None]
        self._subjects = list(dict.fromkeys(j.subject or "" for j in self.jobs))
        self.setMinimumHeight(_HEAD + _ROW * len(self._subjects) + 8)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, _HEAD + _ROW * len(self._subjects) + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        self.bars = []
        if not self.jobs:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin, span = _span(self.jobs)
        width = max(self.width() - _NAMES - 96, 100)
        last_run = max(j.run_number for j in self.jobs)
        self._grid(painter, begin, span, width)
        for place, subject in enumerate(self._subjects):
            top = _HEAD + place * _ROW
            painter.setPen(QColor(t.text))
            name = painter.fontMetrics().elidedText(subject, Qt.TextElideMode.ElideMiddle, _NAMES - 24)
            painter.drawText(QRect(12, top, _NAMES - 24, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
        end_of: dict[str, int] = {}
        for job in (j for j in self.jobs if j.run_number == last_run or last_run == 1):
            top = _HEAD + self._subjects.index(job.subject or "") * _ROW
            left = _NAMES + round((_at(job.started_at) - begin) / span * width)
            right = _NAMES + round(
                (_at(job.started_at) + words.seconds_between(job.started_at, job.ended_at) - begin) / span * width
            )
            rect = QRect(left, top + 5, max(right - left, 4), _ROW - 10)
            painter.setBrush(status_ground(job.status) or QColor(t.raised))
            painter.setPen(QPen(status_color(job.status), 1))
            painter.drawRoundedRect(rect, 2, 2)
            self.bars.append(Bar(rect, job))
            end_of[job.subject or ""] = max(end_of.get(job.subject or "", 0), rect.right())
        painter.setPen(QColor(t.quiet))
        for subject, right in end_of.items():
            mine = [j for j in self.jobs if j.subject == subject and j.run_number == last_run]
            took = sum(words.seconds_between(j.started_at, j.ended_at) for j in mine)
            told = f"{words.SIGNS[mine[-1].status]} {words.duration(took)}"
            top = _HEAD + self._subjects.index(subject) * _ROW
            painter.drawText(QRect(right + 6, top, 120, _ROW), Qt.AlignmentFlag.AlignVCenter, told)

    def _grid(self, painter: QPainter, begin: float, span: float, width: int) -> None:
        t = tokens()
        for part in range(5):
            x = _NAMES + round(width * part / 4)
            painter.setPen(QColor(t.line))
            painter.drawLine(x, _HEAD - 4, x, self.height())
            painter.setPen(QColor(t.quiet))
            told = (
                words.clock(datetime.fromtimestamp(begin).astimezone())
                if part == 0
                else f"+{words.duration(span * part / 4)}"
            )
            painter.drawText(QRect(x + 4, 4, 120, _HEAD - 8), Qt.AlignmentFlag.AlignVCenter, told)

    def _bar_at(self, place: QPoint) -> Bar | None:
        return next((b for b in self.bars if b.rect.adjusted(-2, -4, 2, 4).contains(place)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self._bar_at(event.pos())
            if bar is None:
                QToolTip.hideText()
            else:
                job = bar.job
                took = words.duration(words.seconds_between(job.started_at, job.ended_at))
                told = f"{words.job_word(job.job_name)} · {words.status_text(job.status)}\n{words.clock(job.started_at)} · {took}"
                QToolTip.showText(event.globalPos(), "\n".join(filter(None, (told, job.error))), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = (event.position().toPoint().y() - _HEAD) // _ROW
        if 0 <= place < len(self._subjects):
            self.chosen.emit(self._subjects[place])


def _at(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _span(jobs: Sequence[Job]) -> tuple[float, float]:
    """Begin and length in seconds of the last run."""
    last = max(j.run_number for j in jobs)
    mine = [j for j in jobs if j.run_number == last]
    begin = min(_at(j.started_at) for j in mine)
    end = max(_at(j.started_at) + words.seconds_between(j.started_at, j.ended_at) for j in mine)
    return begin, max(end - begin, 0.01)


class Gantt(QScrollArea):
    """Emits ``chosen`` with a file or step that was clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._chart = Chart()
        self._chart.chosen.connect(self.chosen)
        self.setWidget(self._chart)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("The batch over time"))

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show the attempts of the batch's last run; they are all in the log below."""
        self._chart.show_jobs(jobs)
        names = {j.subject: words.status_word(j.status) for j in jobs if j.subject}
        self.setAccessibleDescription("; ".join(f"{n}: {s}" for n, s in names.items()))
