"""Calculations: how a printed number may have come about, and what it should then have been."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from fractions import Fraction
from typing import Literal

from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import Interval, add_up, exactly


class Kind(StrEnum):
    """What a recalculated number is, or what it turned out to be.

    The first four are computed from cells. UNWEIGHTED_MEAN: a total of percentages that is their plain mean.
    IMPOSSIBLE_SHARE: a percentage that no whole count gives. The others stand in running text: a change in percentage
    points, points called percent, and percent called points.
    """

    TOTAL = "total"
    DIFFERENCE = "difference"
    PERCENTAGE_CHANGE = "percentage_change"
    SHARE = "share"
    UNWEIGHTED_MEAN = "unweighted_mean"
    IMPOSSIBLE_SHARE = "impossible_share"
    PERCENTAGE_POINTS = "percentage_points"
    POINTS_AS_PERCENT = "points_as_percent"
    PERCENT_AS_POINTS = "percent_as_points"


Computed = Literal[Kind.TOTAL, Kind.DIFFERENCE, Kind.PERCENTAGE_CHANGE, Kind.SHARE]


class Trust(IntEnum):
    """How well the label supports an interpretation, and so how many of its numbers must fit.

    CERTAIN: the label leaves no choice. As many must fit as differ, unless there is only one to go by.
    LABELLED: the label or the place points to it. As many must fit as differ, and the numbers that fit must
    weigh two for each that differs (see `Trial`): one like 48,6 does, one like 12 does not.
    SEARCHED: found by trying columns. Three must fit and weigh three, and three more for each that differs
    after the first.
    """

    SEARCHED = auto()
    LABELLED = auto()
    CERTAIN = auto()


@dataclass(frozen=True)
class Calculation:
    """One printed number and the cells it should follow from.

    A total is the sum of `parts`; a difference is `parts` less `base`; a percentage change and a share
    compare `parts` with `base`. `sign` is -1 where a decrease is printed as a positive number, and `scale` is
    1 where a percentage is printed as a fraction.
    """

    kind: Computed
    target: Cell
    parts: tuple[Cell, ...]
    base: tuple[Cell, ...] = ()
    sign: int = 1
    scale: int = 100

    def recompute(self, figures: Figures, *, before_rounding: bool) -> Interval:
        """Return what follows from the cells, which must all hold numbers, as printed or before rounding."""
        parts, base = (
            add_up([figures.known(cell) for cell in cells], before_rounding=before_rounding)
            for cells in (self.parts, self.base)
        )
        match self.kind:
            case Kind.TOTAL:
                return parts
            case Kind.DIFFERENCE:
                return (parts - base).scaled(self.sign)
            case Kind.PERCENTAGE_CHANGE:
                return (parts / base - exactly(1)).scaled(self.sign * self.scale)
            case Kind.SHARE:
                return (parts / base).scaled(self.scale)

    def exact(self, figures: Figures) -> Fraction:
        """Return what follows from the cells when each is exactly what is printed."""
        return self.recompute(figures, before_rounding=False).low

    def is_of_counts(self, figures: Figures) -> bool:
        """Tell whether counts are added, subtracted or shared out, which leaves only the result to rounding."""
        operands = (*self.parts, *self.base)
        match self.kind:
            case Kind.TOTAL | Kind.DIFFERENCE:
                return all(figures.is_count(cell) for cell in (self.target, *operands))
            case Kind.SHARE:
                return all(figures.is_count(cell) and not figures.is_measured(cell) for cell in operands)
            case Kind.PERCENTAGE_CHANGE:
                return False

    def is_possible(self, figures: Figures) -> bool:
        """Tell whether what is divided by, if anything, is above zero, whatever it was before rounding."""
        if self.kind in (Kind.TOTAL, Kind.DIFFERENCE):
            return True
        return add_up([figures.known(cell) for cell in self.base], before_rounding=True).low > 0


@dataclass(frozen=True)
class Interpretation:
    """One way to understand a column: a calculation for each of its cells."""

    calculations: tuple[Calculation, ...]
    trust: Trust
