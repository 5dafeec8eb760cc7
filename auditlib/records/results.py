"""What an indicator finds of records: a small table with what each figure rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from auditlib.stats.explain import StatsError, require
from auditlib.stats.intervals import RateInterval, clopper_pearson

if TYPE_CHECKING:
    import pandas as pd

Key = str | int | date | bool | None

# the order of adding differs between engines, and between runs on several cores, in the last figures of a sum
_FIGURES = 12


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One group: its records, how many of them the figure cannot be told for, and the figure of the rest.

    `count` is the numerator of a share, None for other measures. `value` is a share from 0 to 1, a mean, a quantile or
    a number of records. Both are None, never 0, where the figure can be told for no record.
    """

    group: tuple[Key, ...]
    records: int
    missing: int
    count: int | None
    value: float | None

    @property
    def n(self) -> int:
        """The records that the figure rests on."""
        return self.records - self.missing

    def interval(self, confidence: float = 0.95) -> RateInterval:
        """Give the exact interval of a share, for records that stand for more than themselves.

        Raises StatsError for a measure that is no share, and for a group in which no record can be told.
        Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
        """
        require(self.n > 0, "n", self.n, "one record or more for which it can be told")
        if self.count is None:
            raise StatsError("measure", self.value, "a share: only shares have an interval from their counts")
        return clopper_pearson(self.count, self.n, confidence)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The figures of every group, in the order of the groups, the missing group last.

    `undecided` is how many records could not be told to belong, as a column of `where` was missing in them.
    """

    indicator: str
    groups: tuple[str, ...]
    rows: tuple[RecordRow, ...]
    undecided: int

    def frame(self) -> pd.DataFrame:
        """Give the table as a frame: the groups, then records, missing, n, count and value; NA where there is none."""
        import pandas as pd

        names = ("records", "missing", "n", "count", "value")
        kinds = dict(zip(names, ("int64", "int64", "int64", "Int64", "Float64"), strict=True))
        columns: dict[str, Any] = {
            **{name: pd.array([row.group[place] for row in self.rows]) for place, name in enumerate(self.groups)},
            **{name: [getattr(row, name) for row in self.rows] for name in names},
        }
        return pd.DataFrame(columns).astype(kinds)


def table_of(indicator: str, groups: Sequence[str], found: Sequence[Sequence[Any]], undecided: int) -> RecordTable:
    """Make the table from what an engine found: the group's keys, records, n, count (or None), statistic (or None).

    Raises StatsError for a statistic that is too large for the computer's numbers.
    """
    rows = [_row(tuple(each[: len(groups)]), *each[len(groups) :]) for each in found]
    rows.sort(key=lambda row: [(key is None, "" if key is None else key) for key in row.group])
    return RecordTable(indicator, tuple(groups), tuple(rows), undecided)


def _row(group: tuple[Key, ...], records: int, n: int, count: int | None, statistic: float | None) -> RecordRow:
    """Make one row; a share is the count over n, and a bare count of records is its own figure."""
    if statistic is not None:
        require(math.isfinite(statistic), "measure", statistic, "numbers whose sum the computer can hold")
        return RecordRow(group, records, records - n, None, float(f"{statistic:.{_FIGURES}g}"))
    if count is None or n == 0:
        return RecordRow(group, records, records - n, None, None)
    return RecordRow(group, records, records - n, count, count / n)
