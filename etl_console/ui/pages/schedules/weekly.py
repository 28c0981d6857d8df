"""The times that people mean: some days of the week at one time of day, to and from crontab(5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QTime

from etl_console.ui.words import translate

_FORM = re.compile(r"(\d{1,2}) (\d{1,2}) \* \* ([\d,\-]+|\*)")
_PART = re.compile(r"([0-7])(?:-([0-7]))?")
EVERY = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class Weekly:
    """``days`` from 1 (Monday) to 7 (Sunday), at one time of day."""

    days: frozenset[int]
    hour: int
    minute: int

    @property
    def cron(self) -> str:
        """As crontab(5)."""
        days = sorted(self.days)
        if self.days == EVERY:
            told = "*"
        elif len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
            told = f"{days[0]}-{days[-1]}"
        else:
            told = ",".join(map(str, days))
        return f"{self.minute} {self.hour} * * {told}"

    @classmethod
    def parse(cls, cron: str) -> Weekly | None:
        """What a crontab(5) time means, or None when it is more than days of the week at one time."""
        found = _FORM.fullmatch(" ".join(cron.split()))
        if not found or int(found[1]) > 59 or int(found[2]) > 23:
            return None
        days: set[int] = set(EVERY) if found[3] == "*" else set()
        for part in found[3].split(",") if found[3] != "*" else ():
            span = _PART.fullmatch(part)
            if span is None:
                return None
            first, last = int(span[1]), int(span[2] or span[1])
            if first > last:
                return None
            days |= {d or 7 for d in range(first, last + 1)}
        return cls(frozenset(days), int(found[2]), int(found[1])) if days else None

    def __str__(self) -> str:
        locale = QLocale()
        time = locale.toString(QTime(self.hour, self.minute), "HH:mm")
        days = sorted(self.days)
        if self.days == EVERY:
            return translate("Weekly", "Every day {time}").format(time=time)
        form = QLocale.FormatType.LongFormat if len(days) <= 2 else QLocale.FormatType.ShortFormat
        if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
            names = translate("Weekly", "{first} to {last}").format(
                first=locale.standaloneDayName(days[0]), last=locale.standaloneDayName(days[-1])
            )
        else:
            names = ", ".join(locale.standaloneDayName(d, form) for d in days)
        return f"{names} {time}"


def told(cron: str) -> str:
    """A time as people say it, or as crontab(5) when it is more than days of the week at one time."""
    found = Weekly.parse(cron)
    return str(found) if found else cron
