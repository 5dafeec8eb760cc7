"""Years, quarters, months and school years as labels of a series: read, counted and written back as they were spelt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["year", "split year", "quarter", "month"]

_YEAR = re.compile(r"([0-9]{4})")
_SPLIT = re.compile(r"([0-9]{4})/([0-9]{4}|[0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})([ -]?)([QqKk])([1-4])")
_MONTH = re.compile(r"([0-9]{4})([-M])(0[1-9]|1[0-2])")
_PER_YEAR: dict[Kind, int] = {"year": 1, "split year": 1, "quarter": 4, "month": 12}


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the periods of a series are spelt: `2010`, `2010/11`, `2010K1` or `2010-Q1`, `2010-01` or `2010M01`."""

    kind: Kind
    mark: str = ""

    @property
    def example(self) -> str:
        """A period spelt in this way."""
        return self.label(2010 * _PER_YEAR[self.kind])

    def number(self, label: str) -> int | None:
        """Give the period's place on the time line, or None for a label of another kind or spelling."""
        found = read_period(label)
        return found[1] if found is not None and found[0] == self else None

    def label(self, number: int) -> str:
        """Write the period at a place on the time line."""
        year, part = divmod(number, _PER_YEAR[self.kind])
        if self.kind == "year":
            return f"{year:04d}"
        if self.kind == "split year":
            return f"{year:04d}/{year + 1:04d}" if self.mark == "long" else f"{year:04d}/{(year + 1) % 100:02d}"
        return f"{year:04d}{self.mark}{part + 1}" if self.kind == "quarter" else f"{year:04d}{self.mark}{part + 1:02d}"


def read_period(label: str) -> tuple[Calendar, int] | None:
    """Read one label as a period with its place on the time line, or return None."""
    text = label.strip()
    if match := _YEAR.fullmatch(text):
        return Calendar("year"), int(match[1])
    if match := _SPLIT.fullmatch(text):
        year, end = int(match[1]), match[2]
        follows = int(end) == (year + 1) % (100 if len(end) == 2 else 10_000)
        return (Calendar("split year", "long" if len(end) == 4 else "short"), year) if follows else None
    if match := _QUARTER.fullmatch(text):
        return Calendar("quarter", f"{match[2]}{match[3].upper()}"), 4 * int(match[1]) + int(match[4]) - 1
    if match := _MONTH.fullmatch(text):
        return Calendar("month", match[2]), 12 * int(match[1]) + int(match[3]) - 1
    return None


def calendar_of(labels: Sequence[str]) -> tuple[Calendar, list[int]] | list[str]:
    """Give the calendar that all labels follow and the place of each, or the labels that follow no such calendar.

    The first label that is a period settles the calendar.
    """
    calendar = next((found[0] for found in map(read_period, labels) if found is not None), None)
    if calendar is None:
        return list(labels)
    places = [calendar.number(label) for label in labels]
    strange = [label for label, place in zip(labels, places, strict=True) if place is None]
    return strange if strange else (calendar, [place for place in places if place is not None])
