"""An indicator fitted to the columns that are there: every column found, every value of the kind its column holds.

Both ways to run an indicator, DuckDB's SQL and Ibis, start from this plan; what they may assume is settled here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from auditlib.problems import hint_for
from auditlib.records.indicator import (
    Condition,
    Count,
    Kind,
    Mean,
    Measure,
    MissingShare,
    Operator,
    Quantile,
    RecordIndicator,
    Share,
    Value,
    WithinDays,
    Year,
)
from auditlib.stats.explain import StatsError, require

Stored = Literal["text", "whole", "decimal", "float", "date", "time", "truth"]

_KINDS: dict[Stored, Kind] = {
    "text": "text", "whole": "number", "decimal": "number", "float": "number", "date": "date", "time": "date",
    "truth": "truth",
}  # fmt: skip
# texts can be read as these; everything else is what its file says
_READABLE = ("text", "number", "date")
_COMPARED: dict[Kind, tuple[Operator, ...]] = {
    "text": ("=", "!=", "in", "not in"),
    "number": ("=", "!=", "<", "<=", ">", ">=", "in", "not in"),
    "date": ("=", "!=", "<", "<=", ">", ">=", "in", "not in"),
    "truth": ("=", "!="),
}
_EXAMPLES: dict[Kind, str] = {
    "text": "a text", "number": "a number", "date": "a date, such as 2010-06-30", "truth": "true or false",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is there: how its file stores it, and what it is read as."""

    name: str
    stored: Stored
    kind: Kind

    @property
    def read(self) -> bool:
        """Whether its texts must be read as something else, which can fail."""
        return self.stored == "text" and self.kind != "text"


@dataclass(frozen=True, slots=True)
class Test:
    """A condition with its column, and its values as the column holds them."""

    column: Column
    operator: Operator
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Whether the end lies at most so many days after the start."""

    start: Column
    end: Column
    days: int


@dataclass(frozen=True, slots=True)
class Group:
    """A column to group by, or the year of it."""

    column: Column
    year: bool

    @property
    def name(self) -> str:
        """What the group is called in the table."""
        return f"{self.column.name} (year)" if self.year else self.column.name


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be found of each group.

    `held` is what makes a record count in a share, `number` the column of a mean or quantile, and `at` the quantile.
    """

    where: tuple[Test, ...]
    groups: tuple[Group, ...]
    held: tuple[Test, ...] | Span | None = None
    number: Column | None = None
    at: float | None = None
    missing: tuple[str, ...] = ()
    decimal: str = "."

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column it needs, each once."""
        held = (self.held.start, self.held.end) if isinstance(self.held, Span) else _columns(self.held or ())
        number = () if self.number is None else (self.number,)
        return tuple(dict.fromkeys((*_columns(self.where), *(each.column for each in self.groups), *held, *number)))

    @property
    def averages_floats(self) -> bool:
        """Whether it is the mean of a column that may hold NaN or an infinity, and that no condition asks about."""
        number = self.number if self.at is None else None
        return number is not None and number.stored == "float" and number not in _columns(self.where)

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns whose texts must be read as something else."""
        return tuple(each for each in self.columns if each.read)


def _columns(tests: Iterable[Test]) -> tuple[Column, ...]:
    return tuple(each.column for each in tests)


def fit(indicator: RecordIndicator, stored: Mapping[str, Stored | None], types: Mapping[str, str]) -> Plan:
    """Fit an indicator to the columns of a source.

    Args:
        indicator: what is asked for.
        stored: how each column is stored; None for a type that cannot be used.
        types: each column's type as its engine calls it, for the messages.

    Raises StatsError, naming the part of the indicator, for columns that are not there, types and values that do not
    go together, and a kind declared for a column that already has another.
    """
    found = _Columns(indicator, stored, types)
    where = tuple(found.test(f"where[{place}]", each) for place, each in enumerate(indicator.where))
    groups = tuple(found.group(f"groups[{place}]", each) for place, each in enumerate(indicator.groups))
    source = indicator.source
    return Plan(where, groups, *found.measured(indicator.measure), source.missing, source.decimal)


class _Columns:
    """Finds columns by name and checks what is asked of them."""

    def __init__(
        self, indicator: RecordIndicator, stored: Mapping[str, Stored | None], types: Mapping[str, str]
    ) -> None:
        self._declared, self._stored, self._types = indicator.source.columns, stored, types
        for name in self._declared:
            self._find(f"source.columns[{name}]", name)

    def _find(self, argument: str, name: str) -> Column:
        """Find a column, as what it is declared or stored as."""
        require(name in self._stored, argument, name, f"a column that is there; {hint_for(name, self._stored)}")
        stored = self._stored[name]
        if stored is None:
            raise StatsError(argument, name, f"text, numbers, dates or true and false, not {self._types[name]}")
        natural = _KINDS[stored]
        kind = self._declared.get(name, natural)
        allowed = _READABLE if stored == "text" else (natural,)
        require(kind in allowed, f"source.columns[{name}]", kind, f"{' or '.join(allowed)} ({self._types[name]})")
        return Column(name, stored, kind)

    def _of_kind(self, argument: str, name: str, kind: Kind) -> Column:
        """Find a column that must hold one kind of value."""
        column = self._find(argument, name)
        if column.kind != kind:
            hint = f"; declare it in source.columns if its texts are {kind}s" if column.stored == "text" else ""
            raise StatsError(argument, name, f"a column of {kind}s, not {self._types[name]}{hint}")
        return column

    def test(self, argument: str, condition: Condition) -> Test:
        """Fit a condition to its column."""
        column = self._find(f"{argument}.column", condition.column)
        if condition.values:
            allowed = _COMPARED[column.kind]
            require(condition.operator in allowed, f"{argument}.operator", condition.operator, f"{', '.join(allowed)}")
        at = f"{argument}.value"
        return Test(column, condition.operator, tuple(_fitted(at, each, column) for each in condition.values))

    def group(self, argument: str, group: str | Year) -> Group:
        """Find the column of a group; numbers with decimals make no groups."""
        if isinstance(group, Year):
            return Group(self._of_kind(argument, group.column, "date"), True)
        column = self._find(argument, group)
        ok = column.kind != "number" or column.stored == "whole"
        require(ok, argument, group, "a column of texts, whole numbers, dates, or true and false")
        return Group(column, False)

    def measured(self, measure: Measure) -> tuple[tuple[Test, ...] | Span | None, Column | None, float | None]:
        """Fit the measure: what is held of a record, or the number and its quantile."""
        match measure:
            case Count():
                return None, None, None
            case Share(conditions):
                at = "measure.conditions"
                return tuple(self.test(f"{at}[{i}]", each) for i, each in enumerate(conditions)), None, None
            case WithinDays(start, end, days):
                columns = self._of_kind("measure.start", start, "date"), self._of_kind("measure.end", end, "date")
                return Span(*columns, int(days)), None, None
            case MissingShare(column):
                return (Test(self._find("measure.column", column), "is missing", ()),), None, None
            case Mean(column):
                return None, self._of_kind("measure.column", column, "number"), None
            case Quantile(column, at):
                return None, self._of_kind("measure.column", column, "number"), float(at)


def _fitted(argument: str, value: Value, column: Column) -> Value:
    """Give a value as its column holds it; dates may be written as texts."""
    kind = column.kind
    if kind == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise StatsError(argument, value, _EXAMPLES["date"]) from None
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    fits = {"text": isinstance(value, str), "number": is_number, "date": isinstance(value, date),
            "truth": isinstance(value, bool)}  # fmt: skip
    require(fits[kind], argument, value, f"{_EXAMPLES[kind]}, as in the column {column.name}")
    return float(value) if isinstance(value, Decimal) else value
