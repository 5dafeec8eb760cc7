"""Dates as auditors know them: to the day, the month or the year, and periods that may be open.

A date keeps the text it was written as. Comparing two dates of different precision asks whether one is *certainly*
before the other, so `2024` is neither before nor after `2024-05-12`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from auditlib.language import _, later

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTHS = (
    later("januar"), later("februar"), later("mars"), later("april"), later("mai"), later("juni"),
    later("juli"), later("august"), later("september"), later("oktober"), later("november"), later("desember"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A date to the precision it is known: `text` as written, and its first and last possible day."""

    text: str
    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> Day:
        """Read `2024-05-12`, `2024-05` or `2024`; raise ValueError for anything else, also impossible dates."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"not an ISO date: {text}")
        year, month, day = match.groups()
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last_day = int(day or calendar.monthrange(first.year, last_month)[1])
        return cls(text, first, date(first.year, last_month, last_day))

    def __str__(self) -> str:
        """Give the text as written."""
        return self.text

    def certainly_before(self, other: Day) -> bool:
        """Say whether every day it can be is before every day the other can be."""
        return self.last < other.first

    def in_words(self) -> str:
        """Give `12. mai 2024`, `mai 2024` or `2024`, as a report writes it in the language that is spoken."""
        parts = self.text.split("-")
        if len(parts) == 1:
            return parts[0]
        month = _(MONTHS[self.first.month - 1])
        if len(parts) == 2:
            return f"{month} {parts[0]}"
        return _("{day}. {month} {year}").format(day=self.first.day, month=month, year=parts[0])


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; `end` is None while it is open."""

    start: Day
    end: Day | None = None

    def covers(self, other: Period) -> bool:
        """Say whether the whole of the other period lies within this one."""
        starts = self.start.first <= other.start.first
        return starts and (self.end is None or (other.end is not None and other.end.last <= self.end.last))

    def overlap(self, other: Period) -> Period | None:
        """Give the days both periods have, or None."""
        start = max(self.start, other.start, key=lambda day: day.first)
        ends = [period.end for period in (self, other) if period.end is not None]
        end = min(ends, key=lambda day: day.last) if ends else None
        return None if end is not None and end.last < start.first else Period(start, end)

    def __str__(self) -> str:
        """Give the period in ISO form."""
        return f"{self.start} to {self.end or 'open'}"

    def in_words(self) -> str:
        """Give `fra 1. juli 2009` or `1. januar 2023 til 31. desember 2023`, in the language that is spoken."""
        if self.end is None:
            return _("fra {day}").format(day=self.start.in_words())
        return _("{first} til {last}").format(first=self.start.in_words(), last=self.end.in_words())
