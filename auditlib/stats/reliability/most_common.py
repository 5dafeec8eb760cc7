"""Repeated values: how likely it is that one value occurs as often as the most common one does."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count
from auditlib.stats.reliability.figures import (
    MOST_DECIMALS,
    Figures,
    Label,
    Value,
    decimals_of,
    figures_of,
    in_steps,
    see,
)
from auditlib.stats.reliability.fit import generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Reference = Literal["nearby", "uniform"]

LEAST = 10
LEAST_STEPS = 10  # in the middle half: with fewer, smoothing over neighbours levels the peak of the distribution
LEAST_REACH = 3
MOST_CELLS = 2**60
DRAWS = 1_999
FEWEST_DRAWS = 199
MOST_DRAWN = 20_000_000  # figures in all, when the number of draws is not stated
_SOURCES: dict[Reference, str] = {
    "nearby": "Silverman, Density Estimation (1986), §§ 5.2 & 6.4; Nigrini, Benford's Law (2012)",
    "uniform": "McKinney, American Mathematical Monthly 73 (1966) 385–387; von Mises (1939)",
}
_SENTENCE: dict[Language, str] = {
    "nb": "Det vanligste tallet, {value}, forekommer {m} ganger blant {n} tall{where}; {verdict} ({p}).",
    "nn": "Det vanlegaste talet, {value}, førekjem {m} gonger mellom {n} tal{where}; {verdict} ({p}).",
    "en": "The most common figure, {value}, occurs {m} times among {n} figures{where}; {verdict} ({p}).",
}
_NONE: dict[Language, str] = {
    "nb": "Ingen av de {n} tallene forekommer mer enn én gang.",
    "nn": "Ingen av dei {n} tala førekjem meir enn éin gong.",
    "en": "None of the {n} figures occurs more than once.",
}
_VERDICTS: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "det er oftere enn tilfeldighet vanligvis gir",
        "nn": "det er oftare enn tilfelle vanlegvis gir",
        "en": "this is more often than chance usually makes it",
    },
    False: {
        "nb": "så ofte kan det være ved tilfeldighet",
        "nn": "så ofte kan det vere ved tilfelle",
        "en": "chance may make it as often",
    },
}
_ASSUMPTIONS: dict[Reference, dict[Language, tuple[str, ...]]] = {
    "nearby": {
        "nb": (
            "Uten gjentakelse av en egen grunn ville tallene følge en jevn fordeling, her anslått ved at hvert tall "
            "kunne vært et hvilket som helst mellom det {reach} plasser lavere og det {reach} plasser høyere.",
            "Tallene er uavhengige av hverandre.",
        ),
        "nn": (
            "Utan gjentaking av ein eigen grunn ville tala følgje ei jamn fordeling, her rekna ved at kvart tal kunne "
            "ha vore eit kva som helst mellom det {reach} plassar lågare og det {reach} plassar høgare.",
            "Tala er uavhengige av kvarandre.",
        ),
        "en": (
            "With no reason of its own to repeat, figures would follow a smooth distribution, here found by letting "
            "each figure be any between the one {reach} places lower and the one {reach} places higher.",
            "Figures are independent of each other.",
        ),
    },
    "uniform": {
        "nb": (
            "Hvert av de {cells} tallene fra det minste til det største, i steg på {step}, er like sannsynlig.",
            "Tallene er uavhengige av hverandre.",
        ),
        "nn": (
            "Kvart av dei {cells} tala frå det minste til det største, i steg på {step}, er like sannsynleg.",
            "Tala er uavhengige av kvarandre.",
        ),
        "en": (
            "Each of the {cells} figures from the smallest to the largest, in steps of {step}, is as likely.",
            "Figures are independent of each other.",
        ),
    },
}


@dataclass(frozen=True, slots=True)
class MostCommon(Examined):
    """The most common value and the chance that any value occurs as often.

    `reference` says what the chance is reckoned from, `reach` how many figures the smoothing goes to each side (0 for
    the uniform reference), `cells` how many values lie from the smallest to the largest, `distinct` how many occur.
    """

    value: float
    times: int
    labels: tuple[str, ...]
    n: int
    distinct: int
    decimals: int
    reference: Reference
    reach: int
    cells: int
    p: float
    draws: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "most_common"

    @property
    def flagged(self) -> bool:
        """Whether chance seldom makes any value as common."""
        return self.p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """Where the value stands, when it is too common."""
        return self.labels if self.flagged else ()

    @property
    def family_p(self) -> float:
        """The chance of a value as common."""
        return self.p

    def explain(self, language: Language = "nb") -> Account:
        """Say which value is most common, and whether chance could do it."""
        value, p = written(self.value, self.decimals, language), written_p(self.p, language)
        where = see(self.places, language)
        m, n = count(self.times, language), count(self.n, language)
        sentence = (_SENTENCE if self.times > 1 else _NONE)[language].format(
            value=value, m=m, n=n, where=where, verdict=_VERDICTS[self.flagged][language], p=p
        )
        formula = f"P(max ≥ {m}; n = {n}, N = {count(self.cells, language)}): {p}"
        if self.reference == "nearby":
            reach, draws = count(self.reach, language), count(self.draws + 1, language)
            formula = f"P*(max ≥ {m}; n = {n}, ±{reach}) = (b + 1) / {draws}: {p}"
        said = {"reach": self.reach, "cells": self.cells}
        numbers = {name: count(each, language) for name, each in said.items()}
        step = written(10.0**-self.decimals, self.decimals, language)
        assumptions = tuple(each.format(step=step, **numbers) for each in _ASSUMPTIONS[self.reference][language])
        told = Told(sentence, m, formula, _SOURCES[self.reference], assumptions)
        return told.account(self.test, self.subject, language)


def most_common(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    reference: Reference = "nearby",
    seed: int | None = None,
    draws: int | None = None,
    alpha: float = 0.05,
    subject: str = "",
) -> MostCommon | NotTested:
    """Test whether the most common value occurs more often than chance makes any value occur.

    Args:
        values: figures of either sign, None where missing.
        labels: what names the row of each figure; row numbers from 1 when left out.
        reference: `nearby` draws as many figures from the figures smoothed by their nearest neighbours; `uniform` takes
            every value from the smallest to the largest for equally likely, and needs no draws.
        seed: starts the draws; needed for `nearby`.
        draws: how many; when left out 1 999, fewer for more than 10 000 figures, and never less than 199.
        alpha: the level at which the test rejects.
        subject: what the figures are called, for the wording.

    A value is a multiple of the last decimal that any figure is written with. Among equally common values the smallest
    is given. Gives NotTested for fewer than 10 figures, all equal, more than six decimals, and, when smoothed, the
    middle half within 10 steps, where repetition is nature. Raises StatsError as the tests of figures do.
    Source: the smoothed bootstrap, Silverman (1986), §§ 5.2 and 6.4; McKinney (1966) for equally likely values.
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    require(reference in get_args(Reference), "reference", reference, f"one of {', '.join(get_args(Reference))}")
    if figures.n < LEAST:
        return NotTested("most_common", "too_few", figures.n, LEAST, subject=subject)
    decimals = decimals_of(figures.values)
    if decimals > MOST_DECIMALS:
        return NotTested("most_common", "unrounded", decimals, MOST_DECIMALS, subject=subject)
    if len(set(figures.values)) == 1:
        return NotTested("most_common", "all_equal", around=(f"{figures.values[0]:g}",), subject=subject)
    low, high = np.quantile(np.asarray(in_steps(figures.values, decimals), np.float64), [0.25, 0.75])
    if reference == "nearby" and high - low < LEAST_STEPS:
        return NotTested("most_common", "coarse", float(high - low), LEAST_STEPS, subject=subject)
    return _tested(figures, decimals, reference, seed, draws, level, subject)


def _tested(
    figures: Figures, decimals: int, reference: Reference, seed: int | None, draws: int | None, alpha: float,
    subject: str,
) -> MostCommon:  # fmt: skip
    """Find the most common value and the chance of one as common."""
    steps = in_steps(figures.values, decimals)
    counts = Counter(steps)
    found, times = min(counts.items(), key=lambda item: (-item[1], item[0]))
    least = min(steps)
    cells, reach, many = max(steps) - least + 1, 0, 0
    if reference == "uniform":
        p = repeat_chance(len(steps), cells, times)
    else:
        many, reach = _draws(draws, figures.n), max(LEAST_REACH, round(math.pow(figures.n, 0.8) / 4))
        grain = cells // MOST_CELLS + 1  # numbers beyond what a computer's whole number holds are held more coarsely
        ordered = np.sort(np.array([(each - least) // grain for each in steps], dtype=np.int64))
        p = _smoothed(ordered, times, reach, generator(seed), many)
    names = tuple(name for name, each in zip(figures.labels, steps, strict=True) if each == found)
    return MostCommon(
        found / 10**decimals, times, names, figures.n, len(counts), decimals, reference, reach, cells, p, many, alpha,
        subject,
    )  # fmt: skip


def repeat_chance(n: int, cells: int, times: int) -> float:
    """Give the chance that some cell holds so many of n units, each equally likely in any of the cells.

    Exact where there are nearly as many cells as units, or more; else the sum over cells, which is never too small.
    Source: McKinney (1966), as a recurrence on the power of a polynomial; Bonferroni's inequality.
    """
    if times <= 1 or (times - 1) * cells < n:
        return 1.0
    if n > cells + 1:
        from scipy.stats import binom

        return min(1.0, cells * float(binom.sf(times - 1, n, 1 / cells)))
    # without[k] is the chance that k units leave every cell below the number; all terms are positive
    without = [1.0]
    for k in range(1, n + 1):
        term, total = 1.0, 0.0
        for j in range(1, min(k, times - 1) + 1):
            term *= (k - j + 1) / (j * cells)
            total += (j * (cells + 1) - k) * term * without[k - j]
        without.append(total / k)
    return max(0.0, 1.0 - without[n])


def _draws(draws: int | None, n: int) -> int:
    """Give how many draws to make of n figures."""
    return whole("draws", draws, 99) if draws is not None else min(DRAWS, max(FEWEST_DRAWS, MOST_DRAWN // n))


def _smoothed(ordered: NDArray[np.int64], times: int, reach: int, random: np.random.Generator, draws: int) -> float:
    """Give the share of draws from the smoothed figures in which some value occurs as often, the one seen included.

    Each drawn figure is put anywhere between its neighbours so many places away, its own equals not counted.
    """
    n, extreme = len(ordered), 0
    first, last = (np.searchsorted(ordered, ordered, side=side) for side in ("left", "right"))
    low, high = ordered[np.maximum(first - reach, 0)], ordered[np.minimum(last - 1 + reach, n - 1)]
    for _ in range(draws):
        places = random.integers(0, n, n)
        drawn = np.sort(random.integers(low[places], high[places], endpoint=True))
        # a value stands so many times when the one that many places on is the same
        extreme += bool((drawn[times - 1 :] == drawn[: n - times + 1]).any())
    return (extreme + 1) / (draws + 1)
