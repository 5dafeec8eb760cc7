"""A change in the rate of counted events at an unknown time: the largest likelihood ratio over times, total given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count, number
from auditlib.stats.reliability.figures import Label, Value, figures_of
from auditlib.stats.reliability.fit import DRAWS, generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Used = Literal["exact", "simulated"]
Floats = NDArray[np.float64]

LEAST = 4
MOST_CELLS = 4_000_000  # binomial terms of the exact distribution; more are drawn
SOURCE = (
    "Worsley, Biometrika 73 (1986) 91–104; Jarrett, Biometrika 66 (1979) 191–193; Kulldorff, Communications in "
    "Statistics 26 (1997) 1481–1496"
)
_TIE = 1 - 1e-9
_SENTENCES: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "Antallet per {unit} er {after} fra {after_label} mot {before} til og med {before_label} ({p}).",
        "nn": "Talet per {unit} er {after} frå {after_label} mot {before} til og med {before_label} ({p}).",
        "en": "The count per {unit} is {after} from {after_label} on, against {before} up to {before_label} ({p}).",
    },
    False: {
        "nb": "Testen finner ikke noe sprang i antallet gjennom {n} perioder med {total} i alt ({p}).",
        "nn": "Testen finn ikkje noko sprang i talet gjennom {n} periodar med {total} i alt ({p}).",
        "en": "The test finds no shift in the count over {n} periods with {total} in all ({p}).",
    },
}
_UNIT: dict[bool, dict[Language, str]] = {
    False: {"nb": "periode", "nn": "periode", "en": "period"},
    True: {"nb": "enhet av grunnlaget", "nn": "eining av grunnlaget", "en": "unit of exposure"},
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Sakene er uavhengige hendelser (Poisson), så antallet svinger ikke mer enn slike gjør.",
        "Det er høyst ett sprang i den delen som er testet.",
    ),
    "nn": (
        "Sakene er uavhengige hendingar (Poisson), så talet svingar ikkje meir enn slike gjer.",
        "Det er høgst eitt sprang i den delen som er testa.",
    ),
    "en": (
        "Cases are independent events (Poisson), so that counts vary no more than these do.",
        "The part tested has one shift at most.",
    ),
}


@dataclass(frozen=True, slots=True)
class CountShift(Examined):
    """The time that divides the counts best, the rates before and after, and the p-value over all times.

    `at` counts the periods before the shift, `statistic` is twice the log likelihood ratio.
    """

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    exposures: tuple[float, ...] | None
    at: int
    statistic: float
    p: float
    null: Used
    before: float
    after: float
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "count_shift"

    @property
    def flagged(self) -> bool:
        """Whether so large a shift is rare where the rate is constant."""
        return self.p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """The first period of the new rate, when there is one."""
        return (self.labels[self.at],) if self.flagged else ()

    @property
    def family_p(self) -> float:
        """The p-value over all times."""
        return self.p

    def levels(self, language: Language) -> tuple[str, str]:
        """Write the rates before and after, to three figures."""
        digits = max(1, 2 - math.floor(math.log10(max(self.before, self.after))))
        return number(self.before, language, digits), number(self.after, language, digits)

    def explain(self, language: Language = "nb") -> Account:
        """Say whether the rate shifts, and when."""
        p, (before, after) = written_p(self.p, language), self.levels(language)
        sentence = _SENTENCES[self.flagged][language].format(
            unit=_UNIT[self.exposures is not None][language], before=before, after=after, p=p,
            after_label=self.labels[self.at], before_label=self.labels[self.at - 1],
            n=count(len(self.labels), language), total=count(sum(self.counts), language),
        )  # fmt: skip
        seen = written(self.statistic, 2, language)
        first, rest = sum(self.counts[: self.at]), sum(self.counts[self.at :])
        formula = f"max 2 ln Λ(t) = {seen}, t = {self.at} ({first} + {rest}); P(max ≥ {seen}; Σ = {first + rest}): {p}"
        told = Told(sentence, self.labels[self.at], formula, SOURCE, _ASSUMPTIONS[language])
        return told.account(self.test, self.subject, language)


def count_shift(
    counts: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    exposures: Sequence[float] | None = None,
    seed: int | None = None,
    draws: int = DRAWS,
    alpha: float = 0.05,
    subject: str = "",
) -> CountShift | NotTested:
    """Test counts of independent events for one change of rate at an unknown time.

    Args:
        counts: whole numbers of 0 or more in order of time, None where missing; missing periods are skipped.
        labels: the periods; 1, 2, 3 … when left out.
        exposures: what the events came out of in each period, as inhabitants; the same in all when left out.
        seed: starts the draws, needed only where the exact distribution is too large.
        draws: how many.
        alpha: the level at which the test rejects.
        subject: what the series is called, for the wording.

    Given their total, the counts are multinomial; the p-value is that of the largest likelihood ratio, exact to the
    computer's precision for totals of some thousands. Gives NotTested for fewer than 4 periods, and for no events.
    Raises StatsError for text, NaN, fractions, negative counts, exposures of 0 or less, and draws without a seed.
    Source: Worsley (1986), with the total held fixed as by Kulldorff (1997).
    """
    level, figures = share("alpha", alpha), figures_of(counts, labels, negative=False, argument="counts")
    events = [whole("counts", each) for each in figures.values]
    under = _exposures(exposures, figures.all_values)
    if len(events) < LEAST:
        return NotTested("count_shift", "too_few", len(events), LEAST, subject=subject)
    if sum(events) == 0:
        return NotTested("count_shift", "all_equal", around=("0",), subject=subject)
    sums, before = np.cumsum(events)[:-1], np.cumsum(under)
    ratios = _log_ratios(sums, sum(events), before[:-1] / before[-1])
    at, seen = int(ratios.argmax()) + 1, float(ratios.max())
    p, used = _chance(sum(events), under, seen, seed, whole("draws", draws, 99))
    rates = (float(sums[at - 1] / before[at - 1]), float((sum(events) - sums[at - 1]) / (before[-1] - before[at - 1])))
    exposed = None if exposures is None else tuple(under)
    return CountShift(figures.labels, tuple(events), exposed, at, seen, p, used, *rates, level, subject)


def _exposures(exposures: Sequence[float] | None, counts: Sequence[float | None]) -> list[float]:
    """Give the exposures of the periods with a known count, 1 for each when there are none."""
    given = figures_of([1] * len(counts) if exposures is None else exposures, argument="exposures").all_values
    require(len(given) == len(counts), "exposures", len(given), f"one exposure for each of the {len(counts)} counts")
    for place, each in enumerate(given):
        require(each is not None and each > 0, f"exposures[{place}]", each, "a number above 0")
    return [float(each) for each, known in zip(given, counts, strict=True) if each is not None and known is not None]


def _chance(total: int, under: Sequence[float], seen: float, seed: int | None, draws: int) -> tuple[float, Used]:
    """Give the chance of a ratio as large at any time, and how it was found."""
    exact = _exact(total, np.cumsum(under), seen)
    if exact is not None:
        return exact, "exact"
    return _simulated(total, under, seen, generator(seed), draws), "simulated"


def _log_ratios(sums: NDArray[np.integer], total: int, shares: Floats) -> Floats:
    """Give twice the log likelihood ratio of two rates to one, from the events and the share of exposure before."""
    rest = total - sums
    first = xlogy(sums, sums / total / shares)
    ratios: Floats = 2 * (first + xlogy(rest, rest / total / (1 - shares)))
    return np.maximum(ratios, 0.0)


def _exact(total: int, before: Floats, seen: float) -> float | None:
    """Give the chance of a ratio as large at any time, or None where it has too many terms.

    Going backwards, the events before one time are binomial given those before the next; what stays below the ratio
    seen is carried on.
    """
    if seen <= 0:
        return 1.0
    from scipy.stats import binom  # half a second, which a run that has no need of it is spared

    states, chances, cells = np.array([total]), np.array([1.0]), 0
    for place in range(len(before) - 2, -1, -1):
        every = np.arange(total + 1)
        inside = every[_log_ratios(every, total, np.full(total + 1, before[place] / before[-1])) < seen * _TIE]
        cells += len(inside) * len(states)
        if cells > MOST_CELLS:
            return None
        terms = binom.pmf(inside[:, None], states[None, :], before[place] / before[place + 1])
        states, chances = inside, terms @ chances
    return min(1.0, max(0.0, 1.0 - float(chances.sum())))


def _simulated(total: int, under: Sequence[float], seen: float, random: np.random.Generator, draws: int) -> float:
    """Give the share of multinomial draws with a ratio as large, the one seen counted among them."""
    weights = np.asarray(under) / math.fsum(under)
    sums = np.cumsum(random.multinomial(total, weights, size=draws), axis=1)[:, :-1]
    shares = np.broadcast_to(np.cumsum(weights)[:-1], sums.shape)
    extreme = int((_log_ratios(sums, total, shares).max(axis=1) >= seen * _TIE).sum())
    return (extreme + 1) / (draws + 1)
