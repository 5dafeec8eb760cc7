"""A table that was found, and what could not be placed in it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

Place = tuple[int, int]  # page and line, from 1


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row whose figures could not be divided into the columns, and why."""

    place: Place
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heading, its rows, where it begins and ends, and its caption.

    Every row has as many cells as the heading, the first of them its label.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: Place
    last: Place
    number: str = ""
    caption: str = ""
    notes: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    joined: str = ""

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages it stands on."""
        return tuple(range(self.first[0], self.last[0] + 1))

    def as_csv(self) -> str:
        """Write it with semicolons between its cells, as `auditlib recalc` reads it."""
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\n").writerows((self.heading, *self.rows))
        return text.getvalue()
