"""Samples in two or more stages: stop early when the first cases are clean, draw more when they are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import Literal

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, StatsError, require, whole
from auditlib.stats.phrases import at_most, cases, chance, count, number, percent
from auditlib.stats.planning import plan_sample
from auditlib.stats.tails import Real, binomial_at_most, hypergeometric_at_most, rate, risk_of

Decision = Literal["accept", "draw more", "reject"]

_SOURCE = "Dodge og Romig, Sampling Inspection Tables, 2nd ed. (1959); AICPA, Audit Sampling (2017)"
_SENTENCE: dict[Language, str] = {
    "nb": "Trekk først {first}: er det {c1}, er andelen under {tolerable} med {confidence} sikkerhet; er "
    "det flere enn {c2}, er det ikke vist; ellers trekkes {more} til, og høyst {c2} avvik i alt viser det samme.",
    "nn": "Trekk først {first}: er det {c1}, er delen under {tolerable} med {confidence} tryggleik; er "
    "det fleire enn {c2}, er det ikkje vist; elles trekkjer ein {more} til, og høgst {c2} avvik i alt viser det same.",
    "en": "First draw {first}: with {c1}, the rate is below {tolerable} with {confidence} confidence; with "
    "more than {c2}, that is not shown; otherwise draw {more} more, and at most {c2} deviations in all shows the same.",
}
_ASSUMES: dict[Language, tuple[str, str]] = {
    "nb": ("sakene trekkes tilfeldig i hvert trinn", "trinnene og grensene er bestemt før første trekning"),
    "nn": ("sakene blir trekte tilfeldig i kvart trinn", "trinna og grensene er fastsette før første trekning"),
    "en": ("the cases are drawn at random in each stage", "stages and limits were set before the first draw"),
}


@dataclass(frozen=True, slots=True)
class TwoStagePlan(Explained):
    """Two samples: accept with at most `accept_first` deviations in the first, or `accept_total` in both.

    `risk` is the probability of accepting at the tolerable rate; `expected_n` the cases read on average at the
    expected rate; `single_n` the one-stage sample that allows as many in all.
    """

    first: int
    second: int
    accept_first: int
    accept_total: int
    tolerable: float
    expected: float
    confidence: float
    population: int | None
    risk: float
    expected_n: float
    single_n: int

    def decide(self, first: int, second: int | None = None) -> Decision:
        """Say what follows from the deviations found in the first sample, or in each of the two."""
        x = whole("first", first)
        require(x <= self.first, "first", first, f"at most the {self.first} cases of the first sample")
        if x <= self.accept_first:
            return "accept"
        if x > self.accept_total:
            return "reject"
        if second is None:
            return "draw more"
        y = whole("second", second)
        require(y <= self.second, "second", second, f"at most the {self.second} cases of the second sample")
        return "accept" if x + y <= self.accept_total else "reject"

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how many to draw in each stage and when to stop."""
        said = _SENTENCE[language].format(
            first=cases(self.first, language), more=count(self.second, language),
            c1=at_most(self.accept_first, language), c2=count(self.accept_total, language),
            tolerable=percent(self.tolerable, language, None), confidence=percent(self.confidence, language, None),
        )  # fmt: skip
        limit = number(risk_of(self.confidence), language)
        return Explanation(
            figure=f"{self.first} + {self.second}",
            interval="",
            formula=f"P(X₁ ≤ {self.accept_first}) + P(X₁ > {self.accept_first}, X₁ + X₂ ≤ {self.accept_total}) = "
            f"{chance(self.risk, language)} ≤ {limit}; E(n) = {number(self.expected_n, language, 1)}",
            source=_SOURCE,
            assumptions=_ASSUMES[language],
            sentence=said,
        )


def plan_two_stages(
    tolerable: Real,
    expected: Real,
    confidence: Real = 0.95,
    *,
    accept_first: int = 0,
    accept_total: int = 1,
    population: int | None = None,
) -> TwoStagePlan:
    """Find the two sample sizes that keep the risk and need the fewest cases on average at the expected rate.

    The first sample accepts with at most `accept_first` deviations and gives up with more than `accept_total`;
    otherwise the second is drawn and both together may hold `accept_total`. Rates and confidence are shares. The risk
    is the whole plan's: both ways to accept count. With a population the draws are without replacement.

    Raises StatsError for shares outside 0-1, an expected rate not below the tolerable one, acceptance numbers that do
    not grow, and a population too small for any such plan.
    Source: Dodge and Romig, Sampling Inspection Tables, 2nd ed. (1959), double sampling; AICPA, Audit Sampling (2017).
    """
    limit, likely = rate("tolerable", tolerable), rate("expected", expected, zero=True)
    require(likely < limit, "expected", expected, f"a rate below the tolerable one, {tolerable}")
    c1, c2 = whole("accept_first", accept_first), whole("accept_total", accept_total)
    require(c2 > c1, "accept_total", accept_total, f"more than accept_first, {c1}")
    least, single = (plan_sample(limit, None, confidence, allowed=k, population=population).n for k in (c1, c2))
    found: list[tuple[float, int, int]] = []
    for first in range(least, single + 1):
        second = _second(first, (c1, c2), limit, risk_of(confidence), population, single)
        if second is not None:
            chances = accept_chances((first, second), (c1, c2), likely, population)
            again = accept_chances((first,), (c2,), likely, population)[0] - chances[0]
            found.append((first + second * again, first, second))
    if not found:
        raise StatsError("population", population, "large enough for a second sample")
    average, first, second = min(found)
    risk = sum(accept_chances((first, second), (c1, c2), limit, population))
    return TwoStagePlan(
        first, second, c1, c2, float(limit), float(likely), float(1 - risk_of(confidence)), population, risk, average,
        single,
    )  # fmt: skip


def accept_chances(
    sizes: Sequence[int], accept: Sequence[int], actual: Real, population: int | None = None
) -> tuple[float, ...]:
    """Give the probability that a plan accepts at each of its stages, at an actual deviation rate (a share).

    A stage accepts when all deviations so far are at most its number in `accept`; with more than the last number the
    plan gives up; otherwise the next sample is drawn. The sum is the probability that the plan accepts at all.

    Raises StatsError for stages without cases, acceptance numbers that fall or do not match the stages, a rate outside
    0-1, and a population smaller than the stages together.
    Source: Dodge and Romig, Sampling Inspection Tables, 2nd ed. (1959); Cochran (1977), § 3.5, without replacement.
    """
    p = rate("actual", actual, zero=True)
    steps, limits = [whole("sizes", n, 1) for n in sizes], [whole("accept", c) for c in accept]
    require(len(steps) == len(limits) > 0, "accept", accept, f"one number for each of the {len(steps)} stages")
    require(limits == sorted(limits), "accept", accept, "numbers that do not fall")
    drawn = sum(steps)
    require(population is None or drawn <= population, "population", population, f"at least the {drawn} cases")
    states, found = {0: 1.0}, []
    for before, n, limit in zip([0, *accumulate(steps)], steps, limits, strict=False):
        after: dict[int, float] = {}
        for x, weight in states.items():
            for y in range(min(n, limits[-1] - x) + 1):
                after[x + y] = after.get(x + y, 0.0) + weight * _term(y, n, x, before, p, population)
        found.append(sum(weight for x, weight in after.items() if x <= limit))
        states = {x: weight for x, weight in after.items() if x > limit}
    return tuple(found)


def _term(y: int, n: int, seen: int, before: int, p: Fraction, population: int | None) -> float:
    """Give P(Y = y) in a stage, after `seen` deviations among the `before` cases already drawn."""
    if population is None:
        return binomial_at_most(y, n, p) - binomial_at_most(y - 1, n, p)
    marked, left = ceil(population * p) - seen, population - before
    if not 0 <= marked <= left:
        return 0.0
    return hypergeometric_at_most(y, n, marked, left) - hypergeometric_at_most(y - 1, n, marked, left)


def _second(
    first: int, accept: tuple[int, int], limit: Fraction, risk: Fraction, population: int | None, single: int
) -> int | None:
    """Find the smallest second sample that keeps the risk, or None where none does."""
    most = 20 * single if population is None else population - first

    def kept(second: int) -> bool:
        return sum(accept_chances((first, second), accept, limit, population)) <= float(risk)

    if most < 1 or not kept(most):
        return None
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if kept(middle) else (middle + 1, high)
    return low
