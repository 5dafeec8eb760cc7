"""Calculations: how a printed number may have come about, and what it should then have been."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from functools import reduce

from auditlib.checks.recalc.figures import Cell
from auditlib.checks.recalc.intervals import Interval, exactly


class Kind(StrEnum):
    """What a recalculated number is."""

    TOTAL = "total"
    DIFFERENCE = "difference"
    PERCENTAGE_CHANGE = "percentage_change"
    SHARE = "share"


class Trust(IntEnum):
    """How well the label supports an interpretation, and so how many of its numbers must fit.

    CERTAIN: the label leaves no choice; half must fit, but a single number is judged on the label alone.
    LABELLED: the label or the place points to it; half must fit, and at least one.
    SEARCHED: found by trying columns; three quarters must fit, and at least three.
    """

    SEARCHED = auto()
    LABELLED = auto()
    CERTAIN = auto()


@dataclass(frozen=True)
class Calculation:
    """One printed number and the cells it should follow from.

    A total is the sum of `parts`; a difference is `parts` less `base`; a percentage change and a share compare
    `parts` with `base`. `sign` is -1 where a decrease is printed as a positive number, and `scale` is 1 where a
    percentage is printed as a fraction.
    """

    kind: Kind
    target: Cell
    parts: tuple[Cell, ...]
    base: tuple[Cell, ...] = ()
    sign: int = 1
    scale: int = 100

    def recompute(self, value: Callable[[Cell], Interval]) -> Interval:
        """Return the value that follows from the cells; a base that is divided by must be positive."""
        parts = _sum(self.parts, value)
        match self.kind:
            case Kind.TOTAL:
                return parts
            case Kind.DIFFERENCE:
                return (parts - _sum(self.base, value)).scaled(self.sign)
            case Kind.PERCENTAGE_CHANGE:
                return (parts / _sum(self.base, value) - exactly(1)).scaled(self.sign * self.scale)
            case Kind.SHARE:
                return (parts / _sum(self.base, value)).scaled(self.scale)

    def has_base(self, value: Callable[[Cell], Interval]) -> bool:
        """Tell whether the calculation can be made: what it divides by is positive, also before rounding."""
        divides = self.kind in (Kind.PERCENTAGE_CHANGE, Kind.SHARE)
        return not divides or _sum(self.base, value).low > 0


@dataclass(frozen=True)
class Interpretation:
    """One way to understand a column: a calculation for each of its cells."""

    calculations: tuple[Calculation, ...]
    trust: Trust


def _sum(cells: tuple[Cell, ...], value: Callable[[Cell], Interval]) -> Interval:
    return reduce(Interval.__add__, map(value, cells), exactly(0))
