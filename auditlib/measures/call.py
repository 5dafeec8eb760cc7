"""What a test of the library is, and what it is given: one indicator with its table and the criterion's wording."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from auditlib.criteria import CriterionVersion
from auditlib.language import _
from auditlib.numbers import format_number
from auditlib.problems import Location
from auditlib.tables import Column, Indicator, Measurement, NumberKind, Table

PERCENT_UNITS = ("prosent", "%")
MOST = 5_000_000  # cases that exact tests are counted out for; more take gigabytes

Parts = dict[str, Any]


class Untestable(Exception):
    """The test cannot be run; the message says why, for the report.

    `sentence` is what the report prints where it is more than the reason.
    """

    def __init__(self, reason: str, sentence: str = "") -> None:
        """Keep the reason and the sentence."""
        super().__init__(reason)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Test:
    """A test of the library: what it takes, what its parameters name, and what it does.

    `required`, `optional` and `one_of` (exactly one of them) are the parameters; `lists` those that may name several.
    `rows`, `columns` and `counted` are those that name rows, columns of numbers, and columns of counted cases;
    `choices` the values a parameter may have. `cases` are those that name columns of any kind in a table of cases, and
    only tests with them can read records. With `mixed`, its columns may have different units.
    """

    run: Callable[[Call], Parts]
    required: tuple[str, ...]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    mixed: bool = False
    needs_table: bool = True
    needs_norm: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a test: the indicator, its table, the criterion's wording, and what has been measured before it.

    `version` is the wording that applied in the figure's year, where it is of one, else the latest; `replaced` are
    those that it took the place of in the course of that year, and `reworded` says that the criterion had several
    in the audited period. `tables` are all tables of the audit by name, and `root` is the workspace.
    """

    indicator: Indicator
    table: Table | None
    version: CriterionVersion | None
    measured: Mapping[str, Measurement] = field(default_factory=dict)
    replaced: tuple[CriterionVersion, ...] = ()
    reworded: bool = False
    tables: Mapping[str, Table] = field(default_factory=dict)
    root: Path = Path()

    def __getitem__(self, name: str) -> str:
        """Give a parameter that is one name."""
        value = self.indicator.parameters[name]
        assert isinstance(value, str)
        return value

    def names(self, parameter: str) -> tuple[str, ...]:
        """Give the names in a parameter; none where it is left out."""
        value = self.indicator.parameters.get(parameter, ())
        return (value,) if isinstance(value, str) else value

    def get(self, name: str, otherwise: str) -> str:
        """Give a parameter that may be left out."""
        return self[name] if name in self.indicator.parameters else otherwise

    def sheet(self) -> Table:
        """Give the table, which every test but `unavailable` and `family` has."""
        assert self.table is not None
        return self.table

    def column(self, name: str) -> Column:
        """Give a column that is known to exist."""
        column = self.sheet().column(name)
        assert column is not None
        return column

    def number(self, row: str, column: str) -> Decimal:
        """Read a cell, or say that the figure is missing."""
        value = self.sheet().number(row, column)
        if value is None:
            label = self.column(column).label
            raise Untestable(_("tallet for {row}, {column} mangler i tabellen").format(row=row, column=label))
        return value

    def count(self, row: str, column: str) -> int:
        """Read a cell that must be a whole number, 0 or more."""
        value = self.number(row, column)
        if value < 0 or value != value.to_integral_value():
            figure = f"{self.shown(row, column)} ({row}, {self.column(column).label})"
            said = _("et antall er et helt tall og ikke under 0, og {figure} er ikke det")
            raise Untestable(said.format(figure=figure))
        if value > MOST:
            said = _("den eksakte testen rekker ikke så høye tall som {figure}")
            raise Untestable(said.format(figure=self.shown(row, column)))
        return int(value)

    def shown(self, row: str, column: str) -> str:
        """Give a cell's number as the report prints it."""
        return format_number(self.number(row, column), self.sheet().decimals(row, column))

    def base(self, row: str, column: str, what: str) -> Decimal:
        """Read a cell that something is held against in percent, which nothing can be of 0 or less."""
        value = self.number(row, column)
        if value <= 0:
            figure = f"{row}, {self.column(column).label}"
            base = "0" if value == 0 else _("et tall under 0")
            said = _("{what} {base} lar seg ikke regne ut ({figure})")
            raise Untestable(said.format(what=what, base=base, figure=figure))
        return value

    def cells(self, *places: tuple[str, str]) -> tuple[Location, ...]:
        """Give the places of the cells a test read, by row and column."""
        return tuple(self.sheet().place(row, column) for row, column in places)


def kind_of(column: Column) -> NumberKind | None:
    """Give what kind of number a column holds: as declared, else a share where its unit is percent."""
    return column.holds or (NumberKind.SHARE if column.unit in PERCENT_UNITS else None)
