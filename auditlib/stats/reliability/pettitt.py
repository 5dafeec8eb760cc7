"""Pettitt's test for one change of level in a series: exact for short series, by seeded shuffles for longer ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole
from auditlib.stats.families import written_p
from auditlib.stats.phrases import count, number
from auditlib.stats.reliability.figures import Label, Value, decimals_of, figures_of
from auditlib.stats.reliability.fit import DRAWS, generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Null = Literal["auto", "exact", "permutation"]

LEAST = 8  # with seven figures or fewer, no order of them has a p-value below 0.05
EXACT_POINTS = 18
_AT_ONCE = 1_000_000  # scores that are shuffled in one go
MOST_EXACT = 20  # above, the number of orders is too large for a computer's whole number
SOURCE = "Pettitt, Journal of the Royal Statistical Society C 28 (1979) 126–135"
_SENTENCES: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "Nivået er et annet fra {after_label} enn til og med {before_label} (median {after} mot {before}; {p}).",
        "nn": "Nivået er eit anna frå {after_label} enn til og med {before_label} (median {after} mot {before}; {p}).",
        "en": "The level from {after_label} on differs from that up to {before_label} (median {after} against "
        "{before}; {p}).",
    },
    False: {
        "nb": "Testen finner ikke noe brudd i nivået gjennom {n} perioder ({p}).",
        "nn": "Testen finn ikkje noko brot i nivået gjennom {n} periodar ({p}).",
        "en": "The test finds no break in level over {n} periods ({p}).",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Målingene er uavhengige av hverandre, uten trend.", "Det er høyst ett brudd i den delen som er testet."),
    "nn": ("Målingane er uavhengige av kvarandre, utan trend.", "Det er høgst eitt brot i den delen som er testa."),
    "en": ("Measurements are independent of each other, with no trend.", "The part tested has one break at most."),
}


@dataclass(frozen=True, slots=True)
class Pettitt(Examined):
    """Pettitt's K, where it is reached, and its p-value; `at` counts the figures before the break.

    `before` and `after` are the medians on the two sides. `draws` is 0 when every order was counted.
    """

    labels: tuple[str, ...]
    k: int
    at: int
    p: float
    draws: int
    before: float
    after: float
    decimals: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "breaks"

    @property
    def approximate_p(self) -> float:
        """Pettitt's approximation 2 exp(−6K² / (n³ + n²)), at most 1; good below 0.5, for comparison."""
        n = len(self.labels)
        return min(1.0, 2 * math.exp(-6 * self.k**2 / (n**3 + n**2)))

    @property
    def flagged(self) -> bool:
        """Whether so large a change of level is rare in a random order."""
        return self.p <= self.alpha

    @property
    def places(self) -> tuple[str, ...]:
        """The first period of the new level, when there is one."""
        return (self.labels[self.at],) if self.flagged else ()

    @property
    def family_p(self) -> float:
        """The p-value of K."""
        return self.p

    def levels(self, language: Language) -> tuple[str, str]:
        """Write the medians before and after."""
        return number(self.before, language, self.decimals + 1), number(self.after, language, self.decimals + 1)

    def explain(self, language: Language = "nb") -> Account:
        """Say whether the level changes, and when."""
        p, n, (before, after) = written_p(self.p, language), count(len(self.labels), language), self.levels(language)
        sentence = _SENTENCES[self.flagged][language].format(
            after_label=self.labels[self.at], before_label=self.labels[self.at - 1], before=before, after=after, p=p,
            n=n,
        )  # fmt: skip
        k = count(self.k, language)
        formula = (
            f"K = max |U(t)| = {k}, U(t) = Σ(i ≤ t) Σ(j > t) sgn(x(i) − x(j)), t = {self.at}; P(K ≥ {k}; n = {n}): {p}"
        )
        told = Told(sentence, self.labels[self.at], formula, SOURCE, _ASSUMPTIONS[language])
        return told.account(self.test, self.subject, language)


def pettitt(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    null: Null = "auto",
    seed: int | None = None,
    draws: int = DRAWS,
    alpha: float = 0.05,
    subject: str = "",
) -> Pettitt | NotTested:
    """Test a series for one change of level at an unknown time.

    Args:
        values: figures in order of time, None where missing; missing periods are skipped.
        labels: the periods; 1, 2, 3 … when left out.
        null: `exact` counts all orders of 20 figures or fewer; `permutation` shuffles; `auto` is exact up to 18.
        seed: starts the shuffles; needed only for them.
        draws: how many shuffles.
        alpha: the level at which the test rejects.
        subject: what the series is called, for the wording.

    Gives NotTested for fewer than 8 figures, or all equal. Raises StatsError for text, NaN, an unknown null, the
    exact one for more than 20 figures, and shuffles without a seed.
    Source: Pettitt (1979); the p-value is the permutation one in place of his approximation.
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    n, nulls = figures.n, get_args(Null) if figures.n <= MOST_EXACT else ("auto", "permutation")
    require(null in nulls, "null", null, f"one of {', '.join(nulls)} for {n} figures")
    if n < LEAST:
        return NotTested("breaks", "too_few", n, LEAST, subject=subject)
    scores = rank_scores(figures.values)
    if not scores.any():
        return NotTested("breaks", "all_equal", around=(f"{figures.values[0]:g}",), subject=subject)
    sums = np.abs(np.cumsum(scores))[:-1]
    at, k = int(sums.argmax()) + 1, int(sums.max())
    exact = null == "exact" or (null == "auto" and n <= EXACT_POINTS)
    p = exact_p(scores.tolist(), k) if exact else _shuffled_p(scores, k, generator(seed), whole("draws", draws, 99))
    before, after = (float(median(part)) for part in (figures.values[:at], figures.values[at:]))
    many, decimals = 0 if exact else draws, decimals_of(figures.values)
    return Pettitt(figures.labels, k, at, p, many, before, after, decimals, level, subject)


def rank_scores(values: Sequence[float]) -> NDArray[np.int64]:
    """Give how many values each is greater than, less those it is less than; U(t) is the sum of the first t of them."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    below, through = (np.searchsorted(ordered, np.asarray(values), side=side) for side in ("left", "right"))
    return (below + through - len(ordered)).astype(np.int64)


def exact_p(scores: Sequence[int], k: int) -> float:
    """Give the chance that a random order of the scores has a sum from the start as far from 0 as k, exactly.

    Orders are counted set by set: the orders of a set that stay nearer 0 are those of the sets with one score less,
    when its own sum is nearer 0. For 20 scores or fewer, as 20! is the largest factorial that a whole number holds.
    """
    sums = np.zeros(1, dtype=np.int64)
    for score in scores:
        sums = np.concatenate([sums, sums + score])
    near, sizes = np.abs(sums) < k, np.bitwise_count(np.arange(len(sums)))
    orders = np.zeros(len(sums), dtype=np.int64)
    orders[0] = 1
    for size in range(1, len(scores) + 1):
        sets = np.flatnonzero((sizes == size) & near)
        total = np.zeros(len(sets), dtype=np.int64)
        for place in range(len(scores)):
            has = sets >> place & 1 == 1
            total[has] += orders[sets[has] ^ (1 << place)]
        orders[sets] = total
    return float(1 - Fraction(int(orders[-1]), math.factorial(len(scores))))


def _shuffled_p(scores: NDArray[np.int64], k: int, random: np.random.Generator, draws: int) -> float:
    """Give the share of shuffles at least as far out, the one seen counted among them."""
    extreme, left, most = 0, draws, max(1, _AT_ONCE // len(scores))
    while left > 0:
        orders = random.permuted(np.tile(scores, (min(left, most), 1)), axis=1)
        extreme += int((np.abs(np.cumsum(orders, axis=1)).max(axis=1) >= k).sum())
        left -= most
    return (extreme + 1) / (draws + 1)
