"""Proportions of counted cases, and growth of one count held against growth of another."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import binomtest

from auditlib.stats.proportions import ConditionalTable


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

    Raises ValueError unless 0 <= count <= n and n > 0. Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"count must be between 0 and n, and n above 0; got {count} of {n}")
    interval = binomtest(count, n).proportion_ci(confidence_level=confidence, method="exact")
    return Proportion(count, n, count / n, float(interval.low), float(interval.high), confidence)


def compare_growth(
    before: int, after: int, other_before: int, other_after: int, confidence: float = 0.95
) -> GrowthComparison:
    """Compare the growth of two independent counts of events.

    The ratio of the growth factors is the odds ratio of the two-by-two table of counts; its interval is the exact
    conditional one and the p-value Fisher's, two-sided. Raises ValueError unless all counts are above 0.
    Source: Fisher, Journal of the Royal Statistical Society 98 (1935) 39-82; Cornfield (1956).
    """
    if min(before, after, other_before, other_after) <= 0:
        raise ValueError("growth needs counts above 0 at both times")
    table = ConditionalTable(after, after + before, other_after + other_before, after + other_after)
    lower, upper = table.odds_ratio_interval(confidence)
    p, _ = table.p_values()
    factor, other = after / before, other_after / other_before
    return GrowthComparison(factor, other, factor / other, lower, upper, p, confidence)
