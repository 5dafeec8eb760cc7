"""Two proportions held against each other: exact tests, and the difference and the ratios with intervals."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from auditlib.language import Language
from auditlib.stats.design import cases, named, ratio
from auditlib.stats.explain import Explained, Explanation, require, share, written
from auditlib.stats.families import Verdict, verdict, verdict_words, written_interval, written_p
from auditlib.stats.roots import root_between

SOURCE = (
    "Fisher (1935), tosidig/two-sided; mid-p: Lancaster (1961), Fagerland, Lydersen & Laake (2017) § 4.4; "
    "Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10; Koopman, Biometrics 40 (1984) 513–517; "
    "Cornfield (1956)"
)
# probabilities nearer each other than this are counted as equal
_TIE = 1e-10
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Gruppene har ingen felles saker, og sakene er uavhengige av hverandre.",
        "Sakene er alle i gruppene eller trukket tilfeldig fra dem.",
    ),
    "nn": (
        "Gruppene har ingen felles saker, og sakene er uavhengige av kvarandre.",
        "Sakene er alle i gruppene eller trekte tilfeldig frå dei.",
    ),
    "en": (
        "The groups share no cases, and the cases are independent of each other.",
        "The cases are all those of the groups, or were drawn from them at random.",
    ),
}
_SENTENCES: dict[Language, str] = {
    "nb": "Andelen var {p1} prosent i {a} ({x1} av {n1}) og {p2} prosent i {b} ({x2} av {n2}), en forskjell på {d} "
    "prosentpoeng ({ci}; {p}): {verdict}.",
    "nn": "Delen var {p1} prosent i {a} ({x1} av {n1}) og {p2} prosent i {b} ({x2} av {n2}), ein skilnad på {d} "
    "prosentpoeng ({ci}; {p}): {verdict}.",
    "en": "The share was {p1} per cent in {a} ({x1} of {n1}) and {p2} per cent in {b} ({x2} of {n2}), a difference of "
    "{d} percentage points ({ci}; {p}): {verdict}.",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; None where the figure is not defined, infinite where a limit is missing."""

    value: float | None
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ProportionComparison(Explained):
    """Two proportions compared: first less second, and first over second."""

    names: tuple[str, str] | None
    counts: tuple[int, int]
    totals: tuple[int, int]
    difference: Estimate
    risk_ratio: Estimate
    odds_ratio: Estimate
    p: float
    mid_p: float
    confidence: float

    @property
    def verdict(self) -> Verdict:
        """`differs` where test and interval both say so, `open` where neither does, else `borderline`."""
        return verdict(0, self.difference.lower, self.difference.upper, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how far apart the proportions are, and whether chance could do it."""
        (x1, x2), (n1, n2) = self.counts, self.totals
        a, b = named(self.names, language)
        first, second = (written(100 * x / n, 1, language) for x, n in ((x1, n1), (x2, n2)))
        gap = self.difference
        d = written(100 * (x1 * n2 - x2 * n1) / (n1 * n2), 1, language)
        ci = written_interval(100 * gap.lower, 100 * gap.upper, 1, self.confidence, language)
        p = written_p(self.p, language)
        sentence = _SENTENCES[language].format(
            p1=first, p2=second, a=a, b=b, d=d, ci=ci, p=p,
            **{name: written(each, 0, language) for name, each in (("x1", x1), ("n1", n1), ("x2", x2), ("n2", n2))},
            verdict=verdict_words(self.verdict, language),
        )  # fmt: skip
        ratios = "; ".join(
            f"{label} = {formula} = {'–' if each.value is None else _number(each.value, language)} "
            f"({written_interval(each.lower, each.upper, 2, self.confidence, language)})"
            for label, formula, each in (
                ("RR", f"({x1}/{n1}) / ({x2}/{n2})", self.risk_ratio),
                ("OR", f"({x1}·{n2 - x2}) / ({n1 - x1}·{x2})", self.odds_ratio),
            )
        )
        formula = f"{x1}/{n1} − {x2}/{n2}; {ratios}; Fisher {p}, mid-{written_p(self.mid_p, language)}"
        return Explanation(d, ci, formula, SOURCE, _ASSUMPTIONS[language], sentence)


def compare_proportions(
    count: int,
    total: int,
    other_count: int,
    other_total: int,
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
) -> ProportionComparison:
    """Compare the share of cases with a trait in two groups that have no case in common.

    Args:
        count: cases with the trait in the first group, 0 to total.
        total: cases in the first group, 1 or more.
        other_count: cases with the trait in the second group.
        other_total: cases in the second group, 1 or more.
        confidence: of the two-sided intervals, a share between 0 and 1.
        names: the two groups, for the wording.

    The p-value is Fisher's two-sided (tables no likelier than this one); mid-p counts equally likely tables half.
    Intervals: Newcombe's hybrid score for the difference (a share from -1 to 1), Koopman's score for the risk ratio,
    the exact conditional one for the odds ratio (which can disagree with the p-value near the edge).
    Raises StatsError for totals of 0, counts above their totals, and anything that is no whole number.
    Source: Fisher (1935); Newcombe (1998); Koopman (1984); Cornfield (1956); Fagerland, Lydersen and Laake (2017).
    """
    level = share("confidence", confidence)
    x1, n1 = cases("count", count, "total", total)
    x2, n2 = cases("other_count", other_count, "other_total", other_total)
    table = ConditionalTable(x1, n1, n2, x1 + x2)
    p, mid_p = table.p_values()
    return ProportionComparison(
        names,
        (x1, x2),
        (n1, n2),
        Estimate((x1 * n2 - x2 * n1) / (n1 * n2), *newcombe_interval(x1, n1, x2, n2, level)),
        Estimate(ratio(x1 * n2, x2 * n1), *koopman_interval(x1, n1, x2, n2, level)),
        Estimate(ratio(x1 * (n2 - x2), (n1 - x1) * x2), *table.odds_ratio_interval(level)),
        p,
        mid_p,
        level,
    )


class ConditionalTable:
    """The first cell of a two-by-two table of independent counts, given the table's margins."""

    def __init__(self, cell: int, row: int, other_row: int, column: int) -> None:
        """Take the cell, the totals of its row and of the other row, and the total of its column."""
        least, most = max(0, column - other_row), min(row, column)
        self._above = np.arange(least, most + 1) - float(cell)
        self._place = cell - least
        k = np.arange(least, most, dtype=np.float64)
        steps = np.log((row - k) * (column - k)) - np.log((k + 1) * (other_row - column + k + 1))
        self._logs = summed_from_mode(steps)

    def p_values(self) -> tuple[float, float]:
        """Give Fisher's two-sided p-value and the mid-p one, for an odds ratio of 1."""
        return two_sided(self._logs, self._place)

    def odds_ratio_interval(self, confidence: float) -> tuple[float, float]:
        """Give the exact conditional interval of the odds ratio, half the error at each end."""
        tail = (1 - confidence) / 2
        lower, upper = 0.0, math.inf
        if self._place > 0:
            lower = math.exp(_root(lambda theta: self._tail(theta, up=True) - tail))
        if self._place < len(self._logs) - 1:
            upper = math.exp(_root(lambda theta: self._tail(theta, up=False) - tail))
        return lower, upper

    def _tail(self, log_odds_ratio: float, *, up: bool) -> float:
        """Give the probability of this cell or more (or less) at an odds ratio."""
        logs = self._logs + self._above * log_odds_ratio
        weights = np.exp(logs - logs.max())
        part = weights[self._place :] if up else weights[: self._place + 1]
        return float(part.sum() / weights.sum())


def summed_from_mode(steps: NDArray[np.floating]) -> NDArray[np.floating]:
    """Give the logs of one-peaked weights from those of each one's ratio to the one before; 0 at the peak.

    Summed outwards from the peak, so that rounding errors stay where the weights are small.
    """
    mode = int(np.searchsorted(-steps, 0))
    return np.concatenate([np.cumsum(-steps[:mode][::-1])[::-1], [0.0], np.cumsum(steps[mode:])])


def two_sided(logs: NDArray[np.floating], place: int) -> tuple[float, float]:
    """Add up the outcomes no likelier than the one at a place: the p-value, then mid-p with equally likely ones half.

    Both are given as 0 where the outcome is rarer than the computer's numbers can hold.
    """
    weights = np.exp(logs)
    seen, total = weights[place], weights.sum()
    rarer = weights[weights < seen * (1 - _TIE)].sum()
    equal = weights[np.abs(weights - seen) <= seen * _TIE].sum() if seen > 0 else 0.0
    likeliest = seen >= weights.max() * (1 - _TIE)
    return 1.0 if likeliest else min(1.0, float((rarer + equal) / total)), min(1.0, float((rarer + equal / 2) / total))


def newcombe_interval(
    count: int, total: int, other_count: int, other_total: int, confidence: float
) -> tuple[float, float]:
    """Give Newcombe's hybrid score interval for the difference of two shares, from -1 to 1.

    Raises StatsError as `compare_proportions` does.
    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10, without continuity correction.
    """
    x1, n1 = cases("count", count, "total", total)
    x2, n2 = cases("other_count", other_count, "other_total", other_total)
    z = -float(ndtri((1 - share("confidence", confidence)) / 2))
    (l1, u1), (l2, u2) = wilson_limits(x1, n1, z), wilson_limits(x2, n2, z)
    p1, p2 = x1 / n1, x2 / n2
    gap = (x1 * n2 - x2 * n1) / (n1 * n2)
    return max(-1.0, gap - math.hypot(p1 - l1, u2 - p2)), min(1.0, gap + math.hypot(u1 - p1, p2 - l2))


def wilson_limits(x: int, n: int, z: float) -> tuple[float, float]:
    """Give Wilson's score interval, with its ends exact where no case or every case has the trait; checks nothing."""
    middle, half = x + z * z / 2, z * math.sqrt(x * (n - x) / n + z * z / 4)
    lower = 0.0 if x == 0 else (middle - half) / (n + z * z)
    return lower, 1.0 if x == n else (middle + half) / (n + z * z)


def koopman_interval(
    count: int, total: int, other_count: int, other_total: int, confidence: float
) -> tuple[float, float]:
    """Give Koopman's score interval for the ratio of two shares; infinite where no upper limit exists.

    Raises StatsError as `compare_proportions` does. Source: Koopman, Biometrics 40 (1984) 513-517.
    """
    x1, n1 = cases("count", count, "total", total)
    x2, n2 = cases("other_count", other_count, "other_total", other_total)
    limit = float(ndtri((1 - share("confidence", confidence)) / 2)) ** 2

    def gap(log_ratio: float) -> float:
        return _koopman_score(x1, n1, x2, n2, math.exp(log_ratio)) - limit

    start = math.log((x1 or 1e-9) / n1 / ((x2 or 1e-9) / n2))
    lower = math.exp(_root(gap, start, -1)) if x1 else 0.0
    return lower, math.exp(_root(gap, start, 1)) if x2 else math.inf


def _koopman_score(x1: int, n1: int, x2: int, n2: int, phi: float) -> float:
    """Give the score statistic of a ratio of shares, at the likeliest shares that have this ratio."""
    a, b, c = (n1 + n2) * phi, n1 * phi + x1 + n2 + x2 * phi, x1 + x2
    second = min(1.0, 2 * c / (b + math.sqrt(max(0.0, b * b - 4 * a * c))))
    found = 0.0
    for x, n, expected in ((x1, n1, min(1.0, phi * second)), (x2, n2, second)):
        spread = n * expected * (1 - expected)
        if x != n * expected:
            found += (x - n * expected) ** 2 / spread if spread > 0 else math.inf
    return found


def _root(function: Callable[[float], float], start: float = 0.0, direction: int = 0) -> float:
    """Find where a function of the log ratio changes sign, looking ever further out."""
    low = high = start
    step = 1.0
    while function(low) * function(high) > 0 or low == high:
        low, high = low - step * (direction <= 0), high + step * (direction >= 0)
        step *= 2
        require(step < 512, "counts", "", "counts with an interval that the computer's numbers can hold")
    return root_between(function, low, high)


def _number(value: float, language: Language) -> str:
    """Write a ratio, which may be infinite."""
    return written(value, 2, language) if math.isfinite(value) else "∞"
