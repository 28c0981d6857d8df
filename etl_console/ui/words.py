"""Statuses, stages, modes, numbers, moments and durations as the operator's language and locale write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTimeZone

from etl_console import sentences
from etl_console.records import Disposition, Mode, Rule, Stage, Status
from etl_console.ui import language

SIGNS = {
    "SUCCESS": "✓", "FAILED": "✕", "RUNNING": "▶", "PENDING": "·", "SKIPPED": "→", "CANCELLED": "■", "UNDONE": "↺",
}  # fmt: skip
"""The sign that stands beside the colour of each status."""

translate = QCoreApplication.translate


class Told(str):
    """A number or a moment as it is written for the operator, with the value ``by`` which it is sorted."""

    __slots__ = ("by",)
    by: float

    def __new__(cls, text: str, by: float) -> Told:
        told = super().__new__(cls, text)
        told.by = by
        return told


_OPTION = re.compile(r" \(--[a-z-]+\)")
"""What a remedy says to the command line alone."""


def said(text: str | None) -> str:
    """A sentence of the engine (a cause, a way out, a reason) in the operator's language."""
    return _OPTION.sub("", sentences.said(text, language.current())) if text else ""


def status_word(status: str) -> str:
    """A status in the operator's language."""
    words = {
        Status.PENDING: translate("Words", "Pending"),
        Status.RUNNING: translate("Words", "Running"),
        Status.SUCCESS: translate("Words", "Success"),
        Status.FAILED: translate("Words", "Failed"),
        Status.SKIPPED: translate("Words", "Skipped"),
        Status.CANCELLED: translate("Words", "Cancelled"),
        Status.UNDONE: translate("Words", "Undone"),
    }
    return words[Status(status)]


def status_text(status: str) -> str:
    """Sign and word of a status."""
    return f"{SIGNS[status]} {status_word(status)}"


def stage_word(stage: str) -> str:
    """A stage in the operator's language."""
    words = {
        Stage.CONVERT: translate("Words", "Convert"),
        Stage.VALIDATE_MAPPING: translate("Words", "Mapping"),
        Stage.VALIDATE_ROW: translate("Words", "Rows"),
        Stage.LOAD_TO_BRONZE: translate("Words", "Load"),
        Stage.TRANSFORM: translate("Words", "Transform"),
        Stage.INTEGRATE: translate("Words", "Integrate"),
        Stage.REFRESH_MV: translate("Words", "Refresh"),
    }
    return words[Stage(stage)]


def job_word(job: str) -> str:
    """What a line of the logs is about: a stage, the batch as a whole, its undoing, its holding, the configuration."""
    others = {
        "batch": translate("Words", "Batch"), "undo": translate("Words", "Undo"), "hold": translate("Words", "Hold"),
        "release": translate("Words", "Release"), "configuration": translate("Words", "Configuration"),
    }  # fmt: skip
    return others[job] if job in others else stage_word(job)


def kept_word(kept: str) -> str:
    """A class of what is kept for so many days, in the operator's language."""
    return {
        "raw_to_archive": translate("Words", "Raw files: to archive"), "raw": translate("Words", "Raw files: removed"),
        "parquet": translate("Words", "Parquet files"), "manifest": translate("Words", "Manifests"),
        "log": translate("Words", "Attempts and logs"), "reject": translate("Words", "Rejected rows"),
        "event": translate("Words", "Events of runs"),
    }[kept]  # fmt: skip


def rule_word(rule: str) -> str:
    """A rule in the operator's language."""
    words = {
        Rule.MALFORMED_RECORD: translate("Words", "Malformed record"),
        Rule.NULL_IN_REQUIRED: translate("Words", "Value missing"),
        Rule.DUPLICATE_KEY: translate("Words", "Repeated key"),
        Rule.BAD_VALUE: translate("Words", "Bad value"),
        Rule.REPAIRED: translate("Words", "Repaired"),
        Rule.SET_ASIDE: translate("Words", "Quarantined by hand"),
    }
    return words[Rule(rule)]


def disposition_word(disposition: str) -> str:
    """What became of a record, in the operator's language."""
    words = {
        Disposition.REJECTED: translate("Words", "Rejected"),
        Disposition.QUARANTINED: translate("Words", "Quarantined"),
        Disposition.WARNED: translate("Words", "Loaded with a warning"),
    }
    return words[Disposition(disposition)]


def setting_words() -> dict[str, str]:
    """What a reader's settings and findings are called in the operator's language, in the order in which they are shown."""
    return {
        "sheet": translate("Words", "Sheet"),
        "range": translate("Words", "Range"),
        "record_path": translate("Words", "Record path"),
        "explode": translate("Words", "List to rows"),
        "encoding": translate("Words", "Encoding"),
        "delimiter": translate("Words", "Delimiter"),
        "quote": translate("Words", "Quote"),
        "escape": translate("Words", "Escape"),
        "header": translate("Words", "Header rows"),
        "width": translate("Words", "Fields"),
        "skip": translate("Words", "Lines before"),
        "end": translate("Words", "Ends at line"),
        "footer": translate("Words", "Lines after"),
        "comment": translate("Words", "Comment sign"),
        "columns": translate("Words", "Column names"),
        "repair": translate("Words", "Repair"),
    }


def understood(found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What was understood of a file, each with what it is called, its value and the reason."""
    words = setting_words()
    known = {key: found[key] for key in (*words, *found) if key in found}
    return [
        (words.get(key, key), _sign(one["value"]), said(one.get("reason")))
        for key, one in known.items()
        if isinstance(one, Mapping) and "value" in one
    ]


def _sign(value: Any) -> str:
    return {"\t": "TAB", " ": translate("Words", "space")}.get(value, str(value)) if value is not None else "–"


def act_word(kind: str) -> str:
    """What somebody decided about rejected rows, in the operator's language."""
    named = {
        "edit": translate("Triage", "edit"),
        "fill": translate("Triage", "fill"),
        "replace": translate("Triage", "replace"),
        "restore": translate("Triage", "record made whole"),
        "import": translate("Triage", "corrected file"),
        "quarantine": translate("Triage", "quarantine"),
        "accept": translate("Triage", "accept"),
        "undo": translate("Triage", "taken back"),
        "redo": translate("Triage", "done again"),
    }
    return named[kind]


def mode_word(mode: str) -> str:
    """A mode, or ``undo``, in the operator's language."""
    words: dict[str, str] = {
        Mode.START: translate("Words", "Start"),
        Mode.RESTART: translate("Words", "Restart"),
        Mode.REPROCESSING: translate("Words", "Reprocessing"),
        "undo": translate("Words", "Undoing"),
    }
    return words[mode]


def number(value: int | None) -> str:
    """A whole number with the locale's groups; empty for None."""
    return "" if value is None else Told(QLocale().toString(value), value)


def decimal(value: float) -> str:
    """A number with as many decimals as it needs, at most three figures."""
    return QLocale().toString(value, "g", 3)


def compact(value: float) -> str:
    """A rate in few characters: 950, 12k, 3.4M."""
    units = (
        (1e9, 1e9, translate("Words", "G")), (1e6, 1e6, translate("Words", "M")), (1e4, 1e3, translate("Words", "k")),
    )  # fmt: skip
    for limit, scale, unit in units:
        if abs(value) >= limit:
            digits = 0 if value / scale >= 10 else 1
            return f"{QLocale().toString(value / scale, 'f', digits)}{unit}"
    return QLocale().toString(round(value))


def short_name(physical: str) -> str:
    """A physical file's name without its batch, where that stands beside it."""
    return re.sub(r"_BATCH\d{6,}(?=\.[^.]+$|$)", "", physical)


def share(value: float | None, digits: int = 1) -> str:
    """A share 0..1 as percent; a dash for None. What is there but too small to be seen is told as less than the least."""
    if value is None:
        return "–"
    least = 10.0**-digits
    told = f"{QLocale().toString(max(value * 100, least if value else 0.0), 'f', digits)} %"
    return Told(f"< {told}" if 0 < value * 100 < least else told, value)


def size(value: int) -> str:
    """A file size."""
    return Told(QLocale().formattedDataSize(value, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat), value)


def local(moment: str | datetime) -> QDateTime:
    """A moment (ISO 8601 with zone) on this workstation's clock."""
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    utc = QDateTime.fromMSecsSinceEpoch(round(when.timestamp() * 1000), QTimeZone(QTimeZone.Initialization.UTC))
    return utc.toLocalTime()


def moment(value: str | datetime | None, *, seconds: bool = False) -> str:
    """Date and time by locale, on this workstation's clock; the zone stands in the status bar and in headers."""
    if not value:
        return ""
    when = local(value)
    time = when.toString("HH:mm:ss" if seconds else "HH:mm")
    return Told(f"{day(value)} {time}", when.toMSecsSinceEpoch())


def day(value: str | datetime) -> str:
    """The date of a moment on this workstation's clock, by locale, without the year when it is this year."""
    on = local(value).date()
    return date_text(date(on.year(), on.month(), on.day()))


def date_text(value: date) -> str:
    """A date by locale, without the year when it is this year."""
    form = "d MMM" if value.year == QDate.currentDate().year() else "d MMM yyyy"
    return QLocale().toString(QDate(value.year, value.month, value.day), form)


def clock(value: str | datetime | None, *, seconds: bool = True) -> str:
    """The time of day on this workstation's clock."""
    return local(value).toString("HH:mm:ss" if seconds else "HH:mm") if value else ""


def zone() -> str:
    """This workstation's time zone, short: WIB, UTC+07:00."""
    now = QDateTime.currentDateTime()
    name = now.timeZoneAbbreviation()
    offset = now.offsetFromUtc() // 60
    told = f"UTC{offset // 60:+03d}:{abs(offset) % 60:02d}" if offset else "UTC"
    return told if name in ("", told) else f"{name} ({told})" if name != "UTC" else "UTC"


def rough(seconds: float) -> str:
    """A duration in one unit, for large figures: 42 s, 3 min, 2 h, 4 d."""
    if seconds < 59.5:
        return duration(seconds)
    if seconds < 3600:
        return translate("Words", "{m} min").format(m=round(seconds / 60))
    if seconds < 172_800:
        return translate("Words", "{h} h").format(h=QLocale().toString(seconds / 3600, "f", 1))
    return translate("Words", "{d} d").format(d=round(seconds / 86_400))


def duration(seconds: float) -> str:
    """A duration in at most two units: 0.8 s, 42 s, 3 min 20 s, 2 h 05 min, 4 d 2 h."""
    return Told(_duration(seconds), seconds)


def _duration(seconds: float) -> str:
    if seconds < 0.1:
        return translate("Words", "{n} ms").format(n=round(seconds * 1000))
    if seconds < 10:
        return translate("Words", "{n} s").format(n=QLocale().toString(seconds, "f", 1))
    whole = round(seconds)
    if whole < 60:
        return translate("Words", "{n} s").format(n=whole)
    if whole < 3600:
        return translate("Words", "{m} min {s} s").format(m=whole // 60, s=f"{whole % 60:02d}")
    if whole < 172_800:
        return translate("Words", "{h} h {m} min").format(h=whole // 3600, m=f"{whole % 3600 // 60:02d}")
    return translate("Words", "{d} d {h} h").format(d=whole // 86_400, h=whole % 86_400 // 3600)


def about(seconds: float) -> str:
    """A duration that is only expected, in one unit: 0.8 s, 12 s, 8 min, 3 h."""
    if seconds < 60:
        return _duration(seconds)
    if seconds < 5400:
        return translate("Words", "{n} min").format(n=round(seconds / 60))
    return translate("Words", "{n} h").format(n=round(seconds / 3600))


def ago(value: str | datetime) -> str:
    """How long ago a moment was."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    passed = (datetime.now(UTC) - when).total_seconds()
    return translate("Words", "just now") if passed < 5 else translate("Words", "{n} ago").format(n=duration(passed))


def seconds_between(begin: str, end: str | None) -> float:
    """Seconds from ``begin`` to ``end``, or to now."""
    last = datetime.fromisoformat(end) if end else datetime.now(UTC)
    return max(0.0, (last - datetime.fromisoformat(begin)).total_seconds())
