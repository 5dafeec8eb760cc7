"""The tests an indicator can name.

Each takes a `Call` and gives the parts of a `Measurement` that the test decides: value, outcome and the sentence an
auditor may print. A missing cell raises `Untestable`: it is never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditlib.criteria import CriterionVersion, Norm, Operator, Stance
from auditlib.numbers import format_number
from auditlib.problems import Location
from auditlib.stats import GrowthComparison, compare_growth
from auditlib.tables import Column, Indicator, Outcome, Table


class Untestable(Exception):
    """The test cannot be run; the message says why, for the report."""


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a test: the indicator, its table and the criterion's wording if it has one."""

    indicator: Indicator
    table: Table | None
    version: CriterionVersion | None

    def __getitem__(self, name: str) -> str:
        """Give a parameter."""
        return self.indicator.parameters[name]

    def sheet(self) -> Table:
        """Give the table, which every test but `unavailable` has."""
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
            raise Untestable(f"tallet for {row}, {self.column(column).label} mangler i tabellen")
        return value

    def shown(self, row: str, column: str) -> str:
        """Give a cell's number as the report prints it."""
        return format_number(self.number(row, column), self.sheet().decimals(row, column))

    def base(self, row: str, column: str, what: str) -> Decimal:
        """Read a cell that something is held against in percent, which nothing can be of 0 or less."""
        value = self.number(row, column)
        if value <= 0:
            figure = f"{row}, {self.column(column).label}"
            raise Untestable(f"{what} {'0' if value == 0 else 'et tall under 0'} lar seg ikke regne ut ({figure})")
        return value


@dataclass(frozen=True, slots=True)
class Test:
    """A test of the library: what it takes, which parameters name rows and columns, and what it does."""

    run: Callable[[Call], dict[str, Any]]
    required: tuple[str, ...]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    needs_table: bool = True
    needs_norm: bool = False


def _cells(call: Call, *places: tuple[str, str]) -> tuple[Location, ...]:
    return tuple(call.sheet().place(row, column) for row, column in places)


def _figure(shown: str, unit: str | None) -> str:
    """Write a number with its unit, if it has one."""
    return f"{shown} {unit}" if unit else shown


def _value(call: Call) -> dict[str, Any]:
    """Quote one cell."""
    row, column = call["row"], call.column(call["column"])
    value, shown = call.number(row, column.name), call.shown(row, column.name)
    return {
        "value": value,
        "unit": column.unit or "",
        "decimals": call.sheet().decimals(row, column.name),
        "sentence": f"{row}, {column.label}: {_figure(shown, column.unit)}.",
        "formula": f"{row}, {column.label}",
        "cells": _cells(call, (row, column.name)),
    }


def _change(call: Call) -> dict[str, Any]:
    """Give the change from one column to another in percent of the first."""
    row, start, end = call["row"], call["from"], call["to"]
    before, after = call.base(row, start, "endring i prosent fra"), call.number(row, end)
    change = (after - before) / before * 100
    labels = call.column(start).label, call.column(end).label
    word = "uendret" if change == 0 else f"{'opp' if change > 0 else 'ned'} {format_number(abs(change), 1)} prosent"
    shown = call.shown(row, start), call.shown(row, end)
    return {
        "value": change,
        "unit": "prosent",
        "decimals": 1,
        "sentence": f"{row} gikk fra {_figure(shown[0], call.column(start).unit)} i {labels[0]} til {shown[1]} i "
        f"{labels[1]}: {word}.",
        "formula": f"({shown[1]} − {shown[0]}) / {shown[0]}",
        "cells": _cells(call, (row, start), (row, end)),
    }


def _compare_values(call: Call) -> dict[str, Any]:
    """Give how much one row lies above or below another in the same column, in percent of the other."""
    row, other, column = call["row"], call["other"], call.column(call["column"])
    value, base = call.number(row, column.name), call.base(other, column.name, "avstand i prosent fra")
    distance = (value - base) / base * 100
    side = "over" if distance >= 0 else "under"
    shown = call.shown(row, column.name), call.shown(other, column.name)
    far = format_number(abs(distance), 1)
    place = f"i {column.label}" if column.label[:1].isdigit() else f"({column.label})"
    return {
        "value": distance,
        "unit": "prosent",
        "decimals": 1,
        "sentence": f"{row} hadde {_figure(shown[0], column.unit)} {place}, {other} hadde {shown[1]}: "
        f"{row} lå {far} prosent {side}.",
        "formula": f"({shown[0]} − {shown[1]}) / {shown[1]}",
        "cells": _cells(call, (row, column.name), (other, column.name)),
    }


def _compare_changes(call: Call) -> dict[str, Any]:
    """Hold the growth of one count against that of another."""
    row, other, start, end = call["row"], call["other"], call["from"], call["to"]
    places = ((row, start), (row, end), (other, start), (other, end))
    counts = [call.number(*place) for place in places]
    if any(count != count.to_integral_value() or count <= 0 for count in counts):
        raise Untestable("vekst i antall kan bare sammenlignes mellom hele tall over 0")
    found = compare_growth(*(int(count) for count in counts))
    return {
        "value": Decimal(str(found.ratio)),
        "unit": "ganger veksten",
        "decimals": 2,
        "interval": (Decimal(str(found.lower)), Decimal(str(found.upper))),
        "sentence": _growth_sentence(found, row, other, call.column(start).label, call.column(end).label),
        "formula": f"({counts[1]}/{counts[0]}) / ({counts[3]}/{counts[2]})",
        "method": "forholdet mellom vekstfaktorene med eksakt betinget intervall, p-verdi etter Fisher",
        "cells": _cells(call, *places),
        "details": {"p": format_number(Decimal(str(found.p)), 2)},
    }


def _growth_sentence(found: GrowthComparison, row: str, other: str, start: str, end: str) -> str:
    """Say what the comparison allows, and no more."""
    numbers = [format_number(Decimal(str(value)), 2) for value in (found.ratio, found.lower, found.upper)]
    verdict = (
        f"tallene viser en annen vekst for {row} enn for {other}"
        if found.differs
        else f"forskjellen er ikke større enn tilfeldig variasjon kan gi, og tallene viser ikke at {row} "
        f"har vokst annerledes enn {other}"
    )
    return (
        f"Fra {start} til {end} {_growths(found, row, other)}. Forholdet mellom vekstfaktorene er {numbers[0]} "
        f"(95 % KI {numbers[1]}–{numbers[2]}; p {_p_value(found.p)}): {verdict}."
    )


def _growths(found: GrowthComparison, row: str, other: str) -> str:
    """Say how two counts went, in one verb when they went the same way."""
    (verb, size), (other_verb, other_size) = _growth(found.factor), _growth(found.other_factor)
    if verb == other_verb:
        return f"{verb} {row}{size} og {other}{other_size}"
    return f"{verb} {row}{size}, mens {other} {other_verb}{other_size}"


def _growth(factor: float) -> tuple[str, str]:
    """Give the verb and the size of a change, by its sign."""
    change = Decimal(str(round((factor - 1) * 100, 6)))
    if change == 0:
        return "sto", " stille"
    size = format_number(abs(change), 1)
    return ("økte", f" med {size} prosent") if change > 0 else ("gikk", f" ned med {size} prosent")


def _p_value(p: float) -> str:
    """Write a p-value, which is never 0."""
    return f"= {format_number(Decimal(str(p)), 2)}" if p >= 0.005 else "< 0,01"


def _share(call: Call) -> dict[str, Any]:
    """Give one cell as a share of another in the same column or row, in percent."""
    row, column = call["row"], call["column"]
    of_row = call.indicator.parameters.get("of_row", row)
    of_column = call.indicator.parameters.get("of_column", column)
    part, whole = call.number(row, column), call.base(of_row, of_column, "en andel av")
    share = part / whole * 100
    shown = call.shown(row, column), call.shown(of_row, of_column)
    return {
        "value": share,
        "unit": "prosent",
        "decimals": 1,
        "sentence": f"{row}: {shown[0]} av {_figure(shown[1], call.column(column).unit)} "
        f"({format_number(share, 1)} prosent).",
        "formula": f"{shown[0]} / {shown[1]}",
        "cells": _cells(call, (row, column), (of_row, of_column)),
    }


def _norm(call: Call) -> dict[str, Any]:
    """Hold a cell against the criterion's norm."""
    norm = call.version.norm if call.version else None
    assert norm is not None
    found = _value(call)
    met = holds(norm, found["value"])
    side = {Operator.AT_MOST: "høyst ", Operator.AT_LEAST: "minst ", Operator.EVERY: ""}[norm.operator]
    exact = Decimal(str(norm.value))
    limit = format_number(exact, 0 if norm.value == int(norm.value) else -int(exact.as_tuple().exponent))
    verdict = "er holdt" if met else "er ikke holdt"
    found["sentence"] = f"{found['sentence'].rstrip('.')}. Kravet er {side}{limit} {norm.unit} og {verdict}."
    found["outcome"] = Outcome.MET if met else Outcome.NOT_MET
    found["stance"] = Stance.MEETS if met else Stance.DEVIATES
    return found


def holds(norm: Norm, value: Decimal) -> bool:
    """Say whether a value keeps a norm; `every` is at least the norm's value, in percent of the cases."""
    limit = Decimal(str(norm.value))
    return value <= limit if norm.operator is Operator.AT_MOST else value >= limit


def _unavailable(call: Call) -> dict[str, Any]:
    """Record a test that should have been made and could not."""
    raise Untestable(call["reason"])


LIBRARY: Mapping[str, Test] = {
    "value": Test(_value, ("row", "column"), ("row",), ("column",)),
    "change": Test(_change, ("row", "from", "to"), ("row",), ("from", "to")),
    "compare_values": Test(_compare_values, ("row", "other", "column"), ("row", "other"), ("column",)),
    "compare_changes": Test(
        _compare_changes, ("row", "other", "from", "to"), ("row", "other"), ("from", "to")
    ),
    "share": Test(
        _share, ("row", "column"), ("row", "of_row"), ("column", "of_column"), ("of_row", "of_column")
    ),
    "norm": Test(_norm, ("row", "column"), ("row",), ("column",), needs_norm=True),
    "unavailable": Test(_unavailable, ("reason",), needs_table=False),
}
