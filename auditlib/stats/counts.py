"""Counted cases: their proportion, their growth, and the number of ways in which counts and orders come about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auditlib.stats.design import cases
from auditlib.stats.explain import share, whole
from auditlib.stats.intervals import clopper_pearson
from auditlib.stats.proportions import ConditionalTable

# an exact distribution is counted out when it takes no more steps than this, and has no more cases than that:
# the numbers of ways grow a digit longer for every three cases or so
MOST_STEPS = 300_000
MOST_CASES = 5_000


@dataclass(frozen=True, slots=True)
class Proportion:
    """A proportion as a share between 0 and 1, with its two-sided exact interval."""

    count: int
    n: int
    share: float
    lower: float
    upper: float
    confidence: float


@dataclass(frozen=True, slots=True)
class GrowthComparison:
    """The growth factor of one count divided by that of another, with interval and p-value.

    1 means equal growth. The interval and the p-value are conditional on all four counts' margins and assume that
    the counts are independent events.
    """

    factor: float
    other_factor: float
    ratio: float
    lower: float
    upper: float
    p: float
    confidence: float

    @property
    def differs(self) -> bool:
        """Whether equal growth lies outside the interval."""
        return not self.lower <= 1 <= self.upper


def proportion(count: int, n: int, confidence: float = 0.95) -> Proportion:
    """Give a proportion with its Clopper–Pearson interval.

    Raises StatsError unless 0 <= count <= n, n >= 1, and the confidence is a share between 0 and 1.
    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
    """
    found = clopper_pearson(*cases("count", count, "n", n), confidence)
    return Proportion(found.count, found.n, found.rate, found.lower, found.upper, confidence)


def compare_growth(
    before: int, after: int, other_before: int, other_after: int, confidence: float = 0.95
) -> GrowthComparison:
    """Compare the growth of two independent counts of events.

    The ratio of the growth factors is the odds ratio of the two-by-two table of counts; its interval is the exact
    conditional one and the p-value Fisher's, two-sided.
    Raises StatsError unless all counts are whole numbers above 0, and the confidence is a share between 0 and 1.
    Source: Fisher, Journal of the Royal Statistical Society 98 (1935) 39-82; Cornfield (1956).
    """
    level, b1, a1 = share("confidence", confidence), whole("before", before, 1), whole("after", after, 1)
    b2, a2 = whole("other_before", other_before, 1), whole("other_after", other_after, 1)
    table = ConditionalTable(a1, a1 + b1, a2 + b2, a1 + a2)
    lower, upper = table.odds_ratio_interval(level)
    factor, other = a1 / b1, a2 / b2
    return GrowthComparison(factor, other, factor / other, lower, upper, table.p_values()[0], confidence)


def ways_to_draw(
    columns: Sequence[int], drawn: int, score: Callable[[int, int], int], most: int = MOST_STEPS
) -> dict[int, int] | None:
    """Count in how many ways cases can be drawn from columns, by the sum of a whole score of each column's draw.

    Args:
        columns: cases in each column.
        drawn: cases drawn in all.
        score: what drawing k cases from the column at a place adds to the sum.
        most: steps to spend, fewer for more than 300 cases.

    Returns the ways for each sum, exact whole numbers, or None when there are more steps or cases than allowed.
    Source: the multivariate hypergeometric distribution; Mehta and Patel, JASA 78 (1983) 427-434, for the network.
    """
    ways, steps, left = {(0, 0): 1}, 0, sum(columns)
    if left > MOST_CASES:
        return None
    allowed = most / max(1.0, left / 300)
    for place, column in enumerate(columns):
        steps += len(ways) * (min(column, drawn) + 1)
        if steps > allowed:
            return None
        left -= column
        next_steps = min(columns[place + 1], drawn) + 1 if place + 1 < len(columns) else 0
        terms = [(score(place, k), math.comb(column, k)) for k in range(min(column, drawn) + 1)]
        grown: dict[tuple[int, int], int] = {}
        for (taken, total), weight in ways.items():
            for k in range(max(0, drawn - taken - left), min(column, drawn - taken) + 1):
                added, drawings = terms[k]
                key = taken + k, total + added
                grown[key] = grown.get(key, 0) + weight * drawings
            if steps + len(grown) * next_steps > allowed:  # the next column would pass it: stop before the work
                return None
        ways = grown
    return {total: weight for (_, total), weight in ways.items()}


def twice_smaller_tail(ways: dict[int, int], seen: int) -> float:
    """Give twice the smaller tail probability of a sum, at most 1."""
    low = sum(weight for total, weight in ways.items() if total <= seen)
    high = sum(weight for total, weight in ways.items() if total >= seen)
    return min(1.0, float(Fraction(2 * min(low, high), sum(ways.values()))))


def whole_steps(scores: Sequence[float]) -> list[int]:
    """Give scores as whole numbers in the same proportions, exactly as the decimals they are written with."""
    exact = [Fraction(repr(score)) for score in scores]
    scale = math.lcm(*(score.denominator for score in exact))
    return [int(score * scale) for score in exact]


def kendall_variance(n: int, ties: Sequence[int] = ()) -> float:
    """Give the variance of Kendall's S for n values, with the sizes of the groups of equal values.

    Source: Kendall, Rank Correlation Methods (1975), ch. 4.
    """
    return (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18


def kendall_counts(n: int, ties: Sequence[int] = ()) -> list[int]:
    """Count the orders of n values by their inversions; S is the greatest possible one less twice the inversions.

    With groups of equal values these are the coefficients of the Gaussian multinomial. Exact whole numbers.
    Source: Kendall (1975), ch. 5; MacMahon, Combinatory Analysis (1915).
    """
    groups = [*ties, *[1] * (n - sum(ties))]
    counts = [1] + [0] * ((n * n - sum(t * t for t in groups)) // 2)
    for size in range(1, n + 1):
        for place in range(len(counts) - 1, size - 1, -1):
            counts[place] -= counts[place - size]
    for size in (each for group in groups for each in range(1, group + 1)):
        for place in range(size, len(counts)):
            counts[place] += counts[place - size]
    return counts
