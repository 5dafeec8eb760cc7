"""The generalized ESD test: how many of the most extreme figures are outliers from a normal distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy.special import stdtrit

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.phrases import count, percent
from auditlib.stats.reliability.figures import Figures, Label, Value, decimals_of, figures_of, listed, spread_out
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

LEAST = 15  # Rosner (1983): the limits are good from 25 on, and fair from 15
LARGE = 25
ROUNDING = 1e-12  # of the largest distance: less is what the computer makes of equal figures
SOURCE = "Rosner, Technometrics 25 (1983) 165–172"
_SENTENCES: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "{k} av {n} tall ligger lenger fra de andre enn normalfordelte tall vanligvis gjør: {which}.",
        "nn": "{k} av {n} tal ligg lenger frå dei andre enn normalfordelte tal vanlegvis gjer: {which}.",
        "en": "{k} of {n} figures lie further from the others than normally distributed figures usually do: {which}.",
    },
    False: {
        "nb": "Ingen av {n} tall ligger lenger fra de andre enn normalfordelte tall vanligvis gjør.",
        "nn": "Ingen av {n} tal ligg lenger frå dei andre enn normalfordelte tal vanlegvis gjer.",
        "en": "None of {n} figures lies further from the others than normally distributed figures usually do.",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Tallene uten uteliggerne er normalfordelte og uavhengige av hverandre.",
        "Det er høyst {most} uteliggere; nivået er {alpha}.",
    ),
    "nn": (
        "Tala utan uteliggjarane er normalfordelte og uavhengige av kvarandre.",
        "Det er høgst {most} uteliggjarar; nivået er {alpha}.",
    ),
    "en": (
        "Figures without the outliers are normally distributed and independent of each other.",
        "There are {most} outliers at most; the level is {alpha}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Extreme:
    """One step: the figure furthest from the mean of those that are left, in standard deviations, and the limit."""

    label: str
    value: float
    statistic: float
    limit: float


@dataclass(frozen=True, slots=True)
class Esd(Examined):
    """Rosner's steps in order; the first `count` of them are outliers."""

    steps: tuple[Extreme, ...]
    count: int
    n: int
    most: int
    decimals: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "esd"

    @property
    def outliers(self) -> tuple[Extreme, ...]:
        """The outliers, the most extreme first."""
        return self.steps[: self.count]

    @property
    def flagged(self) -> bool:
        """Whether there are outliers."""
        return self.count > 0

    @property
    def places(self) -> tuple[str, ...]:
        """Where the outliers stand."""
        return tuple(each.label for each in self.outliers)

    def explain(self, language: Language = "nb") -> Account:
        """Say which figures are outliers."""
        k, n = count(self.count, language), count(self.n, language)
        which = [f"{each.label} ({written(each.value, self.decimals, language)})" for each in self.outliers]
        sentence = _SENTENCES[self.flagged][language].format(k=k, n=n, which=listed(which, language))
        steps = (
            f"R{i} = {written(each.statistic, 3, language)}, λ{i} = {written(each.limit, 3, language)}"
            for i, each in enumerate(self.steps, 1)
        )
        formula = "R(i) = max |x − x̄| / s; max [i: R(i) > λ(i)] = " + f"{k}; {'; '.join(steps)}"
        alpha, most = percent(self.alpha, language, None), count(self.most, language)
        assumptions = tuple(each.format(most=most, alpha=alpha) for each in _ASSUMPTIONS[language])
        return Told(sentence, k, formula, SOURCE, assumptions).account(self.test, self.subject, language)


def generalized_esd(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    most: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> Esd | NotTested:
    """Find the figures that are outliers from a normal distribution.

    Args:
        values: figures of either sign, None where missing.
        labels: what names the row or period of each; row numbers from 1 when left out.
        most: how many outliers there may be, at most 10 and half the figures, or 2 for fewer than 25 figures, for which
            the limits are not good with more; as many as may be when left out.
        alpha: the level, which holds for the procedure as a whole.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 15 figures, or all equal. Raises StatsError for text, NaN and more outliers asked for
    than may be.
    Source: Rosner (1983); limits by his approximation, as in NIST/SEMATECH e-Handbook, § 1.3.5.17.3.
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    n = figures.n
    if n < LEAST:
        return NotTested("esd", "too_few", n, LEAST, subject=subject)
    ceiling = min(10, n // 2) if n >= LARGE else 2
    asked = ceiling if most is None else whole("most", most, 1)
    require(asked <= ceiling, "most", most, f"from 1 to {ceiling} for {n} figures")
    if len(set(figures.values)) == 1:
        return NotTested("esd", "all_equal", around=(f"{figures.values[0]:g}",), subject=subject)
    steps = tuple(_steps(figures, asked, level))
    found = max((i for i, each in enumerate(steps, 1) if each.statistic > each.limit), default=0)
    return Esd(steps, found, n, asked, decimals_of(figures.values), level, subject)


def rosner_limit(n: int, step: int, alpha: float) -> float:
    """Give Rosner's limit for the figure taken out at a step from 1, of n figures. Source: Rosner (1983)."""
    left = n - step
    quantile = -float(stdtrit(left - 1, alpha / (2 * (left + 1))))
    return left * quantile / math.sqrt((left - 1 + quantile**2) * (left + 1))


def _steps(figures: Figures, most: int, alpha: float) -> list[Extreme]:
    """Take out the figure furthest from the mean of those left, so many times, or until the rest are equal."""
    spread, _ = spread_out(figures.values)
    rest, steps = list(range(figures.n)), []
    for step in range(1, most + 1):
        values = spread[rest]
        error = float(values.std(ddof=1))
        if error <= ROUNDING:
            break
        distances = np.abs(values - values.mean())
        place = rest.pop(int(distances.argmax()))
        limit = rosner_limit(figures.n, step, alpha)
        steps.append(Extreme(figures.labels[place], figures.values[place], float(distances.max()) / error, limit))
    return steps
