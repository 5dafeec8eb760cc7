"""In how many ways counts and orders come about, in exact whole numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

# an exact distribution is counted out when it takes no more steps than this, and has no more cases than that:
# the numbers of ways grow a digit longer for every three cases or so
MOST_STEPS = 300_000
MOST_CASES = 5_000


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
