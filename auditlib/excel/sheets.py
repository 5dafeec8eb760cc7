"""What a workbook is made of, before it is one: sheets with typed columns and plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from auditlib.dates import Day

Cell = str | int | Decimal | float | date | None
Row = tuple[Cell, ...]

_NARROW, _TEXT, _WIDE = 14, 28, 70


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and whether a cell that names one row elsewhere leads there.

    `internal` columns are left out of a workbook that may be handed out.
    """

    title: str
    width: int = _NARROW
    links: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one row for each thing of a kind; the first column names it.

    `name` is what the tab says, in the language that is spoken; `key` is what formulas call the table, always the same;
    `about` is what the front tells of it.
    """

    name: str
    key: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def without_internal(self) -> Sheet:
        """Give the sheet without what is for the office alone."""
        kept = [place for place, each in enumerate(self.columns) if not each.internal]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: a front with pairs of what and words, then the sheets.

    `ids` says which sheet, by its key, has the row that an id names. `made` is the day in the file's properties.
    """

    title: str
    front: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    ids: Mapping[str, str]
    made: date


def text(title: str, *, internal: bool = False) -> Column:
    """Give a column of words."""
    return Column(title, _TEXT, internal=internal)


def prose(title: str, *, internal: bool = False) -> Column:
    """Give a column of sentences."""
    return Column(title, _WIDE, internal=internal)


def day(when: Day | None) -> Cell:
    """Give a date as a date, and one that is only known to the month or the year as it is written."""
    if when is None:
        return None
    return when.first if when.first == when.last else str(when)


def listed(ids: Sequence[str]) -> str:
    """Give several ids in one cell."""
    return ", ".join(ids)
