"""Deadlines by the calendar: the last day of a number of days, working days, weeks or months."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from auditlib.criteria import Counting, Norm
from auditlib.dates import Day
from auditlib.language import ngettext

_DAY = timedelta(days=1)
_SATURDAY = 5
_UNITS: dict[str, Callable[[int], str]] = {
    "days": lambda count: ngettext("{count} dag", "{count} dager", count),
    "working_days": lambda count: ngettext("{count} virkedag", "{count} virkedager", count),
    "weeks": lambda count: ngettext("{count} uke", "{count} uker", count),
    "months": lambda count: ngettext("{count} måned", "{count} måneder", count),
}


def in_words(norm: Norm) -> str:
    """Give a deadline as the report writes it: `tre uker` is `3 uker`."""
    count = int(norm.value or 0)
    return _UNITS[norm.unit or "days"](count).format(count=count)


def last_day(start: date, norm: Norm) -> date:
    """Give the last day on which something that starts on a day is in time.

    Days and weeks are counted by the calendar. Months end on the same date of the month, or on its last day where the
    month is too short. What would end after the last day a calendar holds, ends on that day.
    """
    counting = norm.counting
    assert counting is not None
    if counting.start == "same_day" and start > date.min:
        start -= _DAY
    try:
        return _moved(_added(start, int(norm.value or 0), norm.unit or "days", counting), counting)
    except OverflowError:
        return date.max


def _added(start: date, count: int, unit: str, counting: Counting) -> date:
    """Count forward from a day that is itself not counted."""
    if unit == "months":
        return _months_after(start, count)
    if unit == "working_days":
        return _working_days_after(start, count, counting)
    return start + timedelta(days=count * (7 if unit == "weeks" else 1))


def _months_after(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_after(start: date, count: int, counting: Counting) -> date:
    day = start
    while count:
        day += _DAY
        count -= is_working_day(day, counting)
    return day


def _moved(day: date, counting: Counting) -> date:
    """Move a last day that is no working day to the next one, where the rule says so."""
    while counting.end == "next_working_day" and not is_working_day(day, counting):
        day += _DAY
    return day


def is_working_day(day: date, counting: Counting) -> bool:
    """Say whether a day is neither a Saturday or Sunday nor one of those declared as closed."""
    closed = any(each.first <= day <= each.last for each in counting.closed)
    return day.weekday() < _SATURDAY and not closed


def in_time(start: Day, end: Day, norm: Norm) -> bool | None:
    """Say whether something ended in time; None where the dates are too coarse to tell."""
    if end.last <= last_day(start.first, norm):
        return True
    return False if end.first > last_day(start.last, norm) else None


def passed(start: Day, today: Day, norm: Norm) -> bool | None:
    """Say whether the deadline of something that has not ended had passed on a day; None where it cannot be told."""
    if today.first > last_day(start.last, norm):
        return True
    return False if today.last <= last_day(start.first, norm) else None
