"""An indicator over single records, as data: which files, which records, which groups, and what is measured of them.

Nothing here is an expression string, so an indicator can be read, checked and compared before anything runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

from auditlib.stats.explain import require, share, whole

Kind = Literal["text", "number", "date", "truth"]
Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "is missing", "is given"]
Value = str | int | float | Decimal | date | bool

LISTS = ("in", "not in")
BARE = ("is missing", "is given")


@dataclass(frozen=True, slots=True)
class RecordSource:
    """Parquet or CSV files with the same columns, and how their texts are read.

    `columns` says what a column holds where the file does not: every CSV column is text unless it is named here.
    `missing` are the texts that mean no value, such as the marks of suppressed cells.
    """

    files: tuple[str, ...]
    columns: Mapping[str, Kind] = field(default_factory=dict)
    missing: tuple[str, ...] = ("",)
    delimiter: str = ","
    decimal: str = "."

    def __post_init__(self) -> None:
        """Refuse what no file can be read by."""
        _texts("source.files", self.files)
        require(len(self.files) > 0, "source.files", self.files, "one file or more")
        require(len(set(self.files)) == len(self.files), "source.files", self.files, "each file once")
        _texts("source.missing", self.missing)
        require(isinstance(self.columns, Mapping), "source.columns", self.columns, "a kind for each named column")
        for name, kind in self.columns.items():
            _one_of(f"source.columns[{name}]", kind, get_args(Kind))
        _one_of("source.delimiter", self.delimiter, (",", ";", "\t", "|"))
        _one_of("source.decimal", self.decimal, (".", ","))


@dataclass(frozen=True, slots=True)
class Condition:
    """A column held against a value, a tuple of values (`in`, `not in`) or none (`is missing`, `is given`).

    A record whose column is missing neither meets nor fails a comparison: it is undecided.
    """

    column: str
    operator: Operator
    value: Value | tuple[Value, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse operators that are not known, and values that do not go with them."""
        at = f"condition on {self.column}"
        _text("condition.column", self.column)
        _one_of(f"{at}: operator", self.operator, get_args(Operator))
        if self.operator in BARE:
            require(self.value is None, f"{at}: value", self.value, f"none with {self.operator}")
        elif self.operator in LISTS:
            listed = isinstance(self.value, tuple) and len(self.value) > 0
            require(listed, f"{at}: value", self.value, f"one value or more in a tuple with {self.operator}")
        else:
            require(not isinstance(self.value, tuple), f"{at}: value", self.value, f"one value with {self.operator}")
        for value in self.values:
            _value(f"{at}: value", value)

    @property
    def values(self) -> tuple[Value, ...]:
        """The values it compares with; empty for those that take none."""
        if self.operator in BARE:
            return ()
        return self.value if isinstance(self.value, tuple) else (self.value,)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Count:
    """How many records there are."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of records that meet every condition, of those where it can be told."""

    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        """Refuse a share without a condition."""
        _conditions("measure.conditions", self.conditions)
        require(len(self.conditions) > 0, "measure.conditions", self.conditions, "one condition or more")


@dataclass(frozen=True, slots=True)
class WithinDays:
    """The share of records that ended at most so many days after they started.

    Days are of the calendar. A record without a start or an end, or with the end before the start, is missing.
    """

    start: str
    end: str
    days: int

    def __post_init__(self) -> None:
        """Refuse a deadline that is no number of days."""
        _text("measure.start", self.start)
        _text("measure.end", self.end)
        require(self.start != self.end, "measure.end", self.end, "another column than the start")
        whole("measure.days", self.days)


@dataclass(frozen=True, slots=True)
class MissingShare:
    """The share of records where a column has no value."""

    column: str

    def __post_init__(self) -> None:
        """Refuse a column without a name."""
        _text("measure.column", self.column)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a number over the records that have it."""

    column: str

    def __post_init__(self) -> None:
        """Refuse a column without a name."""
        _text("measure.column", self.column)


@dataclass(frozen=True, slots=True)
class Quantile:
    """The value below which a share of the records lie, between two records in proportion; the median at 0.5."""

    column: str
    at: float = 0.5

    def __post_init__(self) -> None:
        """Refuse a share outside 0 to 1."""
        _text("measure.column", self.column)
        share("measure.at", self.at)


Measure = Count | Share | WithinDays | MissingShare | Mean | Quantile


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a date, to group by."""

    column: str

    def __post_init__(self) -> None:
        """Refuse a column without a name."""
        _text("groups.year", self.column)


@dataclass(frozen=True, slots=True)
class RecordIndicator:
    """A named measure over the records that meet every condition of `where`, for each group."""

    id: str
    source: RecordSource
    measure: Measure
    where: tuple[Condition, ...] = ()
    groups: tuple[str | Year, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that are not what they should be."""
        _text("id", self.id)
        require(isinstance(self.source, RecordSource), "source", self.source, "a RecordSource")
        require(isinstance(self.measure, Measure), "measure", self.measure, "one of the measures of auditlib.records")
        _conditions("where", self.where)
        require(isinstance(self.groups, tuple), "groups", self.groups, "a tuple of columns")
        for place, each in enumerate(self.groups):
            require(isinstance(each, str | Year), f"groups[{place}]", each, "the name of a column, or a Year")
        require(len(set(self.groups)) == len(self.groups), "groups", self.groups, "each group once")


def _conditions(argument: str, conditions: object) -> None:
    ok = isinstance(conditions, tuple) and all(isinstance(each, Condition) for each in conditions)
    require(ok, argument, conditions, "a tuple of conditions")


def _texts(argument: str, texts: Sequence[Any]) -> None:
    ok = isinstance(texts, tuple) and all(isinstance(each, str) for each in texts)
    require(ok, argument, texts, "a tuple of texts")


def _text(argument: str, text: object) -> None:
    require(isinstance(text, str) and text != "", argument, text, "a name that is not empty")


def _one_of(argument: str, given: object, allowed: tuple[str, ...]) -> None:
    require(given in allowed, argument, given, f"one of {', '.join(map(repr, allowed))}")


def _value(argument: str, value: object) -> None:
    ok = isinstance(value, Value) and not isinstance(value, datetime)
    if isinstance(value, float | Decimal):
        ok = math.isfinite(value)
    require(ok, argument, value, "a text, a finite number, a date, or true or false")
