"""Whether figures may still change: by the rule of the fetch, the years they are of, and when they were published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditlib.tables.fetches import StatusRule
from auditlib.tables.resources import Status


def status_of(rule: StatusRule | None, years: Iterable[int], updated: str | None, retrieved: str) -> Status:
    """Give the status of figures: final when even the last year's were published on or after its day.

    `updated` is when the publisher changed the table last; without it `retrieved` has to do, which is never earlier.
    Both are ISO 8601. Without a rule or years nobody knows.
    """
    known = list(years)
    if rule is None or not known:
        return Status.UNKNOWN
    published = _day(updated) or _day(retrieved)
    if published is None:
        return Status.UNKNOWN
    month, day = map(int, rule.final.split("-"))
    final_from = (max(known) + rule.years_after, month, day)
    return Status.FINAL if (published.year, published.month, published.day) >= final_from else Status.PRELIMINARY


def _day(text: str | None) -> date | None:
    """Give the day of an ISO 8601 time, or None where it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
