"""Choosing between interpretations of a column by how many of its numbers they explain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import add_up
from auditlib.language import _
from auditlib.numbers import round_half_up


class Outcome(Enum):
    """What came of recomputing one number.

    FITS: it follows from the numbers as printed. ROUNDED: it does when rounding is allowed for.
    """

    FITS = auto()
    ROUNDED = auto()
    DIFFERS = auto()
    UNTESTED = auto()


@dataclass(frozen=True)
class Trial:
    """One calculation and its outcome, with the reason where it could not be tested.

    `weight` is how many digits after the first the outcome confirms. A number of one digit, or one that fits
    only because much rounding is allowed for, could fit by chance and weighs nothing.
    """

    calculation: Calculation
    outcome: Outcome
    weight: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """An interpretation held against the numbers of its column."""

    trust: Trust
    trials: tuple[Trial, ...]

    def count(self, *outcomes: Outcome) -> int:
        """Return how many numbers had one of the outcomes."""
        return sum(trial.outcome in outcomes for trial in self.trials)

    @property
    def is_believed(self) -> bool:
        """Tell whether enough numbers fit for the rest to count as discrepancies (see `Trust`)."""
        fits, differs = self.count(Outcome.FITS, Outcome.ROUNDED), self.count(Outcome.DIFFERS)
        weight = sum(trial.weight for trial in self.trials)
        match self.trust:
            case Trust.CERTAIN:
                return fits >= differs or fits + differs == 1
            case Trust.LABELLED:
                return fits >= differs and weight >= 2 * differs
            case Trust.SEARCHED:
                return min(fits, weight) >= max(3, 3 * differs)


def judge(interpretations: Iterable[Interpretation], figures: Figures) -> Verdict | None:
    """Return the interpretation that explains most numbers; the first of equals, None if there are none.

    Those with too little support come after all that have enough; of them, what the label says comes first.
    """
    verdicts = [
        Verdict(interpretation.trust, trials)
        for interpretation in interpretations
        if (trials := _excuse_means(_attempt_all(interpretation, figures), figures))
    ]
    return max(verdicts, key=_rank, default=None)


def _rank(verdict: Verdict) -> tuple[int, ...]:
    believed = verdict.is_believed
    fits, differs, rounded = map(verdict.count, (Outcome.FITS, Outcome.DIFFERS, Outcome.ROUNDED))
    return believed, 0 if believed else verdict.trust, fits, -differs, rounded


def _attempt_all(interpretation: Interpretation, figures: Figures) -> tuple[Trial, ...]:
    return tuple(
        attempt(calculation, figures)
        for calculation in interpretation.calculations
        if figures.at(calculation.target) is not None
    )


def attempt(calculation: Calculation, figures: Figures) -> Trial:
    """Recompute one printed number and compare."""
    reason = _hindrance(calculation, figures)
    if reason:
        return Trial(calculation, Outcome.UNTESTED, reason=reason)
    printed = figures.known(calculation.target)
    value = calculation.exact(figures)
    fits = Trial(calculation, Outcome.FITS, _digits_after_first(value * 10**printed.decimals))
    if round_half_up(value, printed.decimals) == printed.value:
        return fits
    of_counts = calculation.is_of_counts(figures)
    possible = calculation.recompute(figures, before_rounding=not of_counts)
    if not possible.meets(add_up([printed], before_rounding=True)):
        return Trial(calculation, Outcome.DIFFERS)
    if of_counts:  # a half that was rounded down
        return fits
    return Trial(calculation, Outcome.ROUNDED, _digits_after_first(value / possible.width))


def _digits_after_first(value: Fraction) -> int:
    return len(str(int(abs(value)))) - 1


def _hindrance(calculation: Calculation, figures: Figures) -> str:
    """Say why a calculation cannot be made, or nothing."""
    if calculation.kind is Kind.TOTAL and _lacks_parts(calculation, figures):
        return _(norwegian.PARTS_ABSENT)
    for cell in (*calculation.parts, *calculation.base):
        if figures.at(cell) is None:
            return _(norwegian.MISSING).format(label=_label_of(cell, calculation, figures))
    if not calculation.is_possible(figures):
        return _(norwegian.NO_BASE).format(label=_label_of(calculation.base[0], calculation, figures))
    return ""


def _lacks_parts(calculation: Calculation, figures: Figures) -> bool:
    """Tell whether a plain total has parts that are missing, and nothing but noughts besides."""
    numbers = [figures.at(cell) for cell in calculation.parts]
    plain = figures.columns[calculation.target[1]].is_plain_total
    return plain and None in numbers and not any(number and number.value for number in numbers)


def _label_of(cell: Cell, calculation: Calculation, figures: Figures) -> str:
    """Name a cell by what sets it apart from the target: its column, or its row where that is another."""
    row, column = cell
    return figures.columns[column].text if row == calculation.target[0] else figures.rows[row].text


def _excuse_means(trials: tuple[Trial, ...], figures: Figures) -> tuple[Trial, ...]:
    """Set aside totals that lie among their parts, unless the same thing in another year does add up."""

    def template(trial: Trial) -> str:
        return figures.rows[trial.calculation.target[0]].template

    adding_up = {template(trial) for trial in trials if trial.outcome in (Outcome.FITS, Outcome.ROUNDED)}
    return tuple(
        replace(trial, outcome=Outcome.UNTESTED, reason=_(norwegian.LIKE_A_MEAN))
        if trial.outcome is Outcome.DIFFERS
        and template(trial) not in adding_up
        and _is_like_a_mean(trial.calculation, figures)
        else trial
        for trial in trials
    )


def _is_like_a_mean(calculation: Calculation, figures: Figures) -> bool:
    if calculation.kind is not Kind.TOTAL:
        return False
    parts = [figures.known(cell).value for cell in calculation.parts]
    return 0 <= min(parts) <= figures.known(calculation.target).value <= max(parts)
