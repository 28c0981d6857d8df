"""One schedule: which files, when they are due, what then; its next times are shown while it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from etl_console.errors import EtlError
from etl_console.records import Schedule
from etl_console.ui.dialogs.parts import headed
from etl_console.ui.pages.schedules.weekly import Weekly
from etl_console.ui.room import Scrolled, resize_within_screen
from etl_console.ui.theme import label
from etl_console.ui.words import date_text

_LEAST = 160
"""What is shown of the fields at least: the rest is scrolled, beside what is said of them."""
_ZONES = (("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("UTC", ""))


class ScheduleDialog(QDialog):
    """Writes one schedule; accepted means: save ``schedule``. ``sources`` are source systems with their logical files,
    ``taken`` the names of the other schedules, ``next_times`` gives the next times or raises EtlError."""

    def __init__(
        self,
        before: Schedule | None,
        sources: Mapping[str, Sequence[str]],
        taken: Sequence[str],
        next_times: Callable[[Schedule], Sequence[datetime]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sources, self._taken, self._next = sources, taken, next_times
        given = before or Schedule("", next(iter(sources), ""), "0 8 * * 1-5", "Asia/Jakarta")
        self._before = given
        self.setWindowTitle(self.tr("Change a schedule") if before else self.tr("Add a schedule"))
        resize_within_screen(self, 640, 620)
        layout = headed(self, self.windowTitle())
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        area = Scrolled(inner)
        area.setMinimumHeight(_LEAST)
        layout.addWidget(area, 1)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(24)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        body.addLayout(form)
        self.name = QLineEdit(given.name)
        self.name.setEnabled(before is None)
        self.name.setPlaceholderText(self.tr("Such as: crm in the morning"))
        self.source = QComboBox()
        self.source.addItems(list(sources))
        self.source.setCurrentText(given.source_system)
        self.files = QListWidget()
        self.files.setSpacing(3)
        self.files.setMaximumHeight(128)
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self._zones = available_timezones()
        for zone, short in _ZONES:
            self.zone.addItem(f"{zone} ({short})" if short else zone, zone)
        self.zone.addItems(sorted(self._zones - {z for z, _ in _ZONES}))
        completer = self.zone.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        place = self.zone.findData(given.zone)
        self.zone.setCurrentIndex(place if place >= 0 else self.zone.findText(given.zone))
        self.cron = QLineEdit()
        self.cron.setToolTip(self.tr("minute, hour, day of the month, month, day of the week, as crontab(5)"))
        self.starts = QCheckBox(self.tr("Start a batch when the set is complete"))
        self.starts.setChecked(given.starts)
        self.active = QCheckBox(self.tr("Look at this schedule"))
        self.active.setChecked(given.is_active)
        for text, field in (
            (self.tr("Name"), self.name), (self.tr("Source system"), self.source), (self.tr("Files of the set"), self.files),
            (self.tr("Days"), self._days()), (self.tr("Due by"), self.time), (self.tr("As crontab"), self.cron),
            (self.tr("Time zone"), self.zone), ("", self.starts), ("", self.active),
        ):  # fmt: skip
            field.setAccessibleName(text or field.accessibleName())
            form.addRow(text, field)
        body.addStretch(1)
        layout.addWidget(label(self.tr("The next times"), "section"))
        self.preview = label("", "quiet")
        self.preview.setWordWrap(True)
        self.preview.setMinimumHeight(64)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.preview)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setObjectName("primary")
        self.save_button.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        layout.addLayout(row)
        self.save_button.setDefault(True)
        self.source.currentTextChanged.connect(self._show_files)
        self._show_files(self.source.currentText())
        self.cron.textChanged.connect(self._show_cron)
        self.cron.setText(given.cron)
        for box in self.days:
            box.toggled.connect(self._write_cron)
        self.time.timeChanged.connect(lambda _: self._write_cron())
        for signal in (self.name.textChanged, self.zone.currentTextChanged):
            signal.connect(lambda _: self._look())
        self.files.itemChanged.connect(lambda _: self._look())
        self._look()
        (self.cron if before else self.name).setFocus()

    def _days(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.days = [QCheckBox(QLocale().standaloneDayName(d, QLocale.FormatType.ShortFormat)) for d in range(1, 8)]
        for number, box in enumerate(self.days, 1):
            box.setAccessibleName(QLocale().standaloneDayName(number))
            row.addWidget(box)
        row.addStretch(1)
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm")
        self.time.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.time.setFixedWidth(88)
        return holder

    # What it holds -----------------------------------------------------------------------------------------------

    @property
    def schedule(self) -> Schedule:
        """The schedule as it is written now."""
        files = [self.files.item(i) for i in range(self.files.count())]
        expected = [f.text() for f in files if f.checkState() is Qt.CheckState.Checked]
        zone = self.zone.currentText()
        known = self.zone.findText(zone)
        return Schedule(
            self.name.text().strip(),
            self.source.currentText(),
            " ".join(self.cron.text().split()),
            str(self.zone.itemData(known) or zone) if known >= 0 else zone,
            tuple(expected) if len(expected) < len(files) else (),
            self.starts.isChecked(),
            self.active.isChecked(),
            self._before.created_at,
        )

    def _show_files(self, source: str) -> None:
        self.files.clear()
        asked = self._before.expected if source == self._before.source_system else ()
        for name in self._sources.get(source, ()):
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if not asked or name in asked else Qt.CheckState.Unchecked)
            self.files.addItem(item)

    def _write_cron(self) -> None:
        days = frozenset(number for number, box in enumerate(self.days, 1) if box.isChecked())
        if days:
            self.cron.setText(Weekly(days, self.time.time().hour(), self.time.time().minute()).cron)
        else:
            self._look()

    def _show_cron(self, text: str) -> None:
        found = Weekly.parse(text)
        for number, box in enumerate(self.days, 1):
            box.blockSignals(True)
            box.setChecked(found is not None and number in found.days)
            box.blockSignals(False)
        if found is not None:
            self.time.blockSignals(True)
            self.time.setTime(QTime(found.hour, found.minute))
            self.time.blockSignals(False)
        self._look()

    def _look(self) -> None:
        """Say what is missing or wrong; else show the next times."""
        wanted, why = self.schedule, ""
        moments: Sequence[datetime] = ()
        checked = any(self.files.item(i).checkState() is Qt.CheckState.Checked for i in range(self.files.count()))
        if not wanted.name:
            why = self.tr("Give the schedule a name.")
        elif wanted.name in self._taken:
            why = self.tr("There is a schedule {name} already.").format(name=wanted.name)
        elif not checked:
            why = self.tr("Choose the files that make the set complete.")
        if wanted.zone not in self._zones:
            why = self.tr("There is no time zone “{zone}”: choose one of the list.").format(zone=wanted.zone)
        else:
            try:
                moments = self._next(wanted)
            except EtlError:
                why = self.tr("This is no time that ever comes: give five fields as crontab(5), such as 0 8 * * 1-5.")
        locale = QLocale()
        shown = [f"{date_text(m.date())} {m:%H:%M}" for m in moments]
        names = [locale.standaloneDayName(m.isoweekday(), QLocale.FormatType.ShortFormat) for m in moments]
        times = " · ".join(f"{d} {t}" for d, t in zip(names, shown, strict=True))
        self.preview.setText(f"{times}\n⚠ {why}" if why and times else f"⚠ {why}" if why else times)
        self.save_button.setEnabled(not why)
