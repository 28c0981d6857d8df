"""The batch over time: a bar for each attempt, files and steps below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from etl_console.pipeline.events import Event, StageEnded, StageStarted
from etl_console.records import Job, Status
from etl_console.ui import words
from etl_console.ui.fills import hatching
from etl_console.ui.theme import status_color, status_ground, tokens

_ROW, _NAMES, _HEAD, _TOLD = 26, 260, 28, 96
_PARTS = 4
_STEP, _CLOSEST = 1.25, 400.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One attempt and where it is drawn, in points of the viewport."""

    rect: QRect
    job: Job


@dataclass(slots=True)
class _Line:
    """A file or step with its attempts, each with begin and end in seconds from the begin of the run."""

    subject: str
    spans: list[tuple[float, float, Job]] = field(default_factory=list)

    @property
    def took(self) -> float:
        return sum(end - begin for begin, end, _ in self.spans)


class Gantt(QAbstractScrollArea):
    """Names left, times above, bars between: Ctrl and the wheel, or + and −, come closer; 0 shows all.

    Emits ``chosen`` with a file or step that was clicked or gone to with the arrow keys.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("The batch over time"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._jobs: list[Job] = []
        self._lines: list[_Line] = []
        self._current = ""
        self._begin, self._span, self._zoom = 0.0, 1.0, 1.0

    def show_jobs(self, jobs: Sequence[Job]) -> None:
        """Show the attempts of the batch's last run; they are all in the log below."""
        self._jobs = list(jobs)
        self.tick()

    def apply(self, happened: Sequence[Event]) -> None:
        """Take in attempts that began or ended since."""
        places = {(j.subject, j.job_name, j.attempt, j.run_number): i for i, j in enumerate(self._jobs)}
        run = max((j.run_number for j in self._jobs), default=1)
        for event in happened:
            if not isinstance(event, StageStarted | StageEnded):
                continue
            key = event.subject, event.stage, event.attempt, run
            if key not in places:
                places[key] = len(self._jobs)
                self._jobs.append(
                    Job(0, event.stage, event.subject, run, event.attempt, Status.RUNNING, None, event.at, None, "", "")
                )
            if isinstance(event, StageEnded):
                job = self._jobs[places[key]]
                self._jobs[places[key]] = replace(
                    job, status=Status(event.status), ended_at=event.at, error=event.error
                )
        self.tick()

    def tick(self) -> None:
        """What runs goes on: drawn anew where it is seen."""
        if self.isVisible():
            self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        jobs = self._jobs
        last = max((j.run_number for j in jobs), default=0)
        mine = [j for j in jobs if j.subject is not None and j.run_number == last]
        begins = [_at(j.started_at) for j in mine]
        ends = [b + words.seconds_between(j.started_at, j.ended_at) for b, j in zip(begins, mine, strict=True)]
        self._begin = min(begins, default=0.0)
        self._span = max(max(ends, default=0.0) - self._begin, 0.01)
        lines = {j.subject or "": _Line(j.subject or "") for j in jobs if j.subject is not None}
        for begin, end, job in zip(begins, ends, mine, strict=True):
            lines[job.subject or ""].spans.append((begin - self._begin, end - self._begin, job))
        self._lines = list(lines.values())
        self._fit()
        self.viewport().update()
        names = {j.subject: words.status_word(j.status) for j in jobs if j.subject}
        self.setAccessibleDescription("; ".join(f"{n}: {s}" for n, s in names.items()))

    # Where things are --------------------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        """Points that the whole run takes from left to right."""
        return round(max(self.viewport().width() - _NAMES - _TOLD, 100) * self._zoom)

    def _fit(self) -> None:
        view = self.viewport()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setRange(0, max(0, len(self._lines) * _ROW + _HEAD + 8 - view.height()))
        down.setPageStep(max(view.height() - _HEAD, _ROW))
        down.setSingleStep(_ROW)
        across.setRange(0, max(0, self._width - max(view.width() - _NAMES - _TOLD, 100)))
        across.setPageStep(max(view.width() - _NAMES, 100))
        across.setSingleStep(_ROW)

    def _x(self, seconds: float) -> int:
        return _NAMES + round(seconds / self._span * self._width) - self.horizontalScrollBar().value()

    def _top(self, place: int) -> int:
        return _HEAD + place * _ROW - self.verticalScrollBar().value()

    def _place_at(self, y: int) -> int | None:
        place = (y - _HEAD + self.verticalScrollBar().value()) // _ROW
        return place if y >= _HEAD and 0 <= place < len(self._lines) else None

    def bars(self, place: int | None = None) -> Iterator[Bar]:
        """The bars of a line, or of all, whether they are in view or not."""
        for at in range(len(self._lines)) if place is None else (place,):
            for begin, end, job in self._lines[at].spans:
                left = self._x(begin)
                yield Bar(QRect(left, self._top(at) + 5, max(self._x(end) - left, 4), _ROW - 10), job)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(800, _HEAD + _ROW * len(self._lines) + 8)

    # Drawn -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, view = QPainter(self.viewport()), tokens(), self.viewport().rect()
        painter.fillRect(view, QColor(t.surface))
        if not self._lines:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, self.verticalScrollBar().value() // _ROW)
        seen = range(first, min(len(self._lines), first + view.height() // _ROW + 2))
        painter.setClipRect(view.adjusted(0, _HEAD, 0, 0))
        for place in seen:
            if self._lines[place].subject == self._current:
                painter.fillRect(QRect(0, self._top(place), view.width(), _ROW), QColor(t.chosen))
        self._grid(painter, view, labels=False)
        painter.setClipRect(view.adjusted(_NAMES - 4, _HEAD, 0, 0))
        for place in seen:
            self._draw_bars(painter, place)
        painter.setClipRect(view.adjusted(0, _HEAD, 0, 0))
        painter.setPen(QColor(t.text))
        for place in seen:
            name = painter.fontMetrics().elidedText(
                words.short_name(self._lines[place].subject), Qt.TextElideMode.ElideMiddle, _NAMES - 24
            )
            painter.drawText(QRect(12, self._top(place), _NAMES - 24, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setClipping(False)
        self._grid(painter, view, labels=True)

    def _draw_bars(self, painter: QPainter, place: int) -> None:
        line, right = self._lines[place], 0
        for bar in self.bars(place):
            painter.setBrush(status_ground(bar.job.status) or QColor(tokens().raised))
            painter.setPen(QPen(status_color(bar.job.status), 1))
            painter.drawRoundedRect(bar.rect, 2, 2)
            painter.setBrush(hatching(bar.job.status))
            painter.drawRoundedRect(bar.rect, 2, 2)
            right = max(right, bar.rect.right())
        if line.spans:
            told = f"{words.SIGNS[line.spans[-1][2].status]} {words.duration(line.took)}"
            painter.setPen(QColor(tokens().quiet))
            painter.drawText(QRect(right + 6, self._top(place), 120, _ROW), Qt.AlignmentFlag.AlignVCenter, told)

    def _grid(self, painter: QPainter, view: QRect, *, labels: bool) -> None:
        """Times at equal distances of what is seen: the clock at its left, then from the begin of the run."""
        t, width = tokens(), self._width / self._zoom
        seconds = self._span / self._zoom
        since = self.horizontalScrollBar().value() / self._width * self._span
        before = ""
        for part in range(_PARTS + 1):
            x = _NAMES + round(width * part / _PARTS)
            painter.setPen(QColor(t.quiet if labels else t.line))
            if not labels:
                painter.drawLine(x, _HEAD - 4, x, view.height())
                continue
            moment = datetime.fromtimestamp(self._begin + since).astimezone()
            told = words.clock(moment) if part == 0 else f"+{words.duration(since + seconds * part / _PARTS)}"
            if told != before:  # what is too close to be told apart is said once
                painter.drawText(QRect(x + 4, 4, 120, _HEAD - 8), Qt.AlignmentFlag.AlignVCenter, told)
            before = told

    # Under the operator's hands ----------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self._told_at(event.pos())
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _told_at(self, point: QPoint) -> str:
        place = self._place_at(point.y())
        if place is None:
            return ""
        if point.x() < _NAMES - 4:
            return self._lines[place].subject
        bar = next((b for b in self.bars(place) if b.rect.adjusted(-2, -4, 2, 4).contains(point)), None)
        if bar is None:
            return ""
        job = bar.job
        took = words.duration(words.seconds_between(job.started_at, job.ended_at))
        told = (
            f"{words.job_word(job.job_name)} · {words.status_text(job.status)}\n{words.clock(job.started_at)} · {took}"
        )
        return "\n".join(filter(None, (told, words.said(job.error))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint().y())
        if place is not None:
            self._choose(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turns = event.angleDelta().y() / 120
            self._come(_STEP**turns, event.position().x())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, page = event.key(), max(1, self.verticalScrollBar().pageStep() // _ROW)
        now = next((i for i, line in enumerate(self._lines) if line.subject == self._current), -1)
        steps = {
            Qt.Key.Key_Up: now - 1, Qt.Key.Key_Down: now + 1, Qt.Key.Key_PageUp: now - page,
            Qt.Key.Key_PageDown: now + page, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._lines) - 1,
        }  # fmt: skip
        if key in steps and self._lines:
            self._choose(min(max(steps[Qt.Key(key)], 0), len(self._lines) - 1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._come(_STEP, None)
        elif key == Qt.Key.Key_Minus:
            self._come(1 / _STEP, None)
        elif key == Qt.Key.Key_0:
            self._come(0, None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (bar.pageStep() // 8) * (1 if key == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        self._current = self._lines[place].subject
        self._see_current()
        across, spans = self.horizontalScrollBar(), self._lines[place].spans
        if spans and across.maximum():
            left = _NAMES + round(spans[0][0] / self._span * self._width)
            seen = self._width / self._zoom
            across.setValue(round(min(max(across.value(), left - _NAMES - seen * 0.8), left - _NAMES - seen * 0.1)))
        self.viewport().update()
        self.chosen.emit(self._current)

    def _see_current(self) -> None:
        """Bring the chosen line into view."""
        place = next((i for i, line in enumerate(self._lines) if line.subject == self._current), None)
        if place is not None:
            down = self.verticalScrollBar()
            down.setValue(min(max(down.value(), (place + 1) * _ROW + _HEAD - self.viewport().height()), place * _ROW))

    def _come(self, factor: float, x: float | None) -> None:
        """Come closer by a factor, or farther; the moment at ``x`` (none: in the middle) stays where it is."""
        seen = self._width / self._zoom
        at = seen / 2 if x is None else min(max(x - _NAMES, 0), seen)
        across = self.horizontalScrollBar()
        share = (across.value() + at) / self._width
        self._zoom = min(max(self._zoom * factor, 1.0), _CLOSEST)
        self._fit()
        across.setValue(round(share * self._width - at))
        self._see_current()
        self.viewport().update()


def _at(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
