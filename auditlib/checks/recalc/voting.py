"""Choosing between interpretations of a column by how many of its numbers they explain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import Interval, before_rounding


class Outcome(Enum):
    """What came of recomputing one number."""

    FITS = auto()
    DIFFERS = auto()
    UNTESTED = auto()


@dataclass(frozen=True)
class Trial:
    """One calculation and its outcome, with the reason where it could not be tested."""

    calculation: Calculation
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """An interpretation held against the numbers of its column."""

    trust: Trust
    trials: tuple[Trial, ...]

    @property
    def fits(self) -> int:
        """Return how many numbers fit."""
        return sum(trial.outcome is Outcome.FITS for trial in self.trials)

    @property
    def differs(self) -> int:
        """Return how many numbers differ."""
        return sum(trial.outcome is Outcome.DIFFERS for trial in self.trials)

    @property
    def is_believed(self) -> bool:
        """Tell whether enough numbers fit for the rest to count as discrepancies (see `Trust`)."""
        if self.trust is Trust.SEARCHED:
            return self.fits >= max(3, 3 * self.differs)
        alone = self.trust is Trust.CERTAIN and self.differs == 1
        return self.fits >= self.differs or (alone and self.fits == 0)


def judge(interpretations: Iterable[Interpretation], figures: Figures) -> Verdict | None:
    """Return the interpretation that explains most numbers; the first of equals, None if there are none.

    Those with too little support come after all that have enough, and of them what the label says comes first.
    """
    verdicts = [
        Verdict(interpretation.trust, trials)
        for interpretation in interpretations
        if (trials := _excuse_means(_attempt(interpretation, figures), figures))
    ]
    return max(verdicts, key=_rank, default=None)


def _rank(verdict: Verdict) -> tuple[bool, int, int, int]:
    believed = verdict.is_believed
    return believed, 0 if believed else verdict.trust, verdict.fits, -verdict.differs


def _attempt(interpretation: Interpretation, figures: Figures) -> tuple[Trial, ...]:
    return tuple(
        _recompute(calculation, figures)
        for calculation in interpretation.calculations
        if figures.at(calculation.target) is not None
    )


def _recompute(calculation: Calculation, figures: Figures) -> Trial:
    missing = [cell for cell in (*calculation.parts, *calculation.base) if figures.at(cell) is None]
    if missing:
        reason = norwegian.MISSING.format(label=_label_of(missing[0], calculation, figures))
        return Trial(calculation, Outcome.UNTESTED, reason)

    def operand(cell: Cell) -> Interval:
        return before_rounding(figures.known(cell))

    if not calculation.has_base(operand):
        reason = norwegian.NO_BASE.format(label=_label_of(calculation.base[0], calculation, figures))
        return Trial(calculation, Outcome.UNTESTED, reason)
    fits = calculation.recompute(operand).meets(operand(calculation.target))
    return Trial(calculation, Outcome.FITS if fits else Outcome.DIFFERS)


def _label_of(cell: Cell, calculation: Calculation, figures: Figures) -> str:
    """Name a cell by what sets it apart from the target: its column, or its row where that is another."""
    row, column = cell
    return figures.columns[column].text if row == calculation.target[0] else figures.rows[row].text


def _excuse_means(trials: tuple[Trial, ...], figures: Figures) -> tuple[Trial, ...]:
    """Set aside totals that lie among their parts, unless the same thing in another year does add up."""

    def template(trial: Trial) -> str:
        return figures.rows[trial.calculation.target[0]].template

    adding_up = {template(trial) for trial in trials if trial.outcome is Outcome.FITS}
    return tuple(
        replace(trial, outcome=Outcome.UNTESTED, reason=norwegian.LIKE_A_MEAN)
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
