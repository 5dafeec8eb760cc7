"""Whether cases spread otherwise over categories in two groups: chi-square, exact by enumeration, or ordered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

import numpy as np
from scipy.special import chdtr, chdtrc, ndtr, ndtri

from auditlib.language import Language
from auditlib.stats.counts import twice_smaller_tail, ways_to_draw
from auditlib.stats.design import named
from auditlib.stats.explain import Explained, Explanation, StatsError, require, share, whole, written
from auditlib.stats.families import Verdict, verdict, verdict_words, written_interval, written_p
from auditlib.stats.proportions import Estimate
from auditlib.stats.roots import root_between

Null = Literal["auto", "exact", "chi-square", "permutation"]
Used = Literal["exact", "chi-square", "permutation", "normal"]

SHIFT_SOURCE = (
    "Pearson (1900); Freeman & Halton, Biometrika 38 (1951) 141–149; Cochran, Biometrics 10 (1954) 417–451; "
    "Cramér (1946) § 21.9; Smithson, Confidence Intervals (2003) ch. 4"
)
ORDER_SOURCE = (
    "Mann & Whitney, Annals of Mathematical Statistics 18 (1947) 50–60; Lehmann, Nonparametrics (1975) ch. 1; "
    "Newcombe, Statistics in Medicine 25 (2006) 559–573, method 5"
)
_SENTENCES: dict[Language, str] = {
    "nb": "Fordelingen over {k} kategorier er holdt mot hverandre i {a} ({n1} saker) og {b} ({n2} saker); "
    "Cramérs V er {v} ({ci}; {p}): {verdict}.",
    "nn": "Fordelinga over {k} kategoriar er halden mot kvarandre i {a} ({n1} saker) og {b} ({n2} saker); "
    "Cramérs V er {v} ({ci}; {p}): {verdict}.",
    "en": "The distribution over {k} categories was compared between {a} ({n1} cases) and {b} ({n2} cases); "
    "Cramér's V is {v} ({ci}; {p}): {verdict}.",
}
_ORDERED: dict[Language, str] = {
    "nb": "En tilfeldig sak i {a} ({n1} saker) ligger høyere enn en tilfeldig sak i {b} ({n2} saker) i {v} prosent av "
    "parene, like regnet som halve ({ci}; {p}): {verdict}.",
    "nn": "Ei tilfeldig sak i {a} ({n1} saker) ligg høgare enn ei tilfeldig sak i {b} ({n2} saker) i {v} prosent av "
    "para, like rekna som halve ({ci}; {p}): {verdict}.",
    "en": "A random case in {a} ({n1} cases) is above a random case in {b} ({n2} cases) in {v} per cent of the pairs, "
    "equal ones counted half ({ci}; {p}): {verdict}.",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Gruppene har ingen felles saker, og hver sak er i én kategori.", "Sakene er uavhengige av hverandre."),
    "nn": ("Gruppene har ingen felles saker, og kvar sak er i éin kategori.", "Sakene er uavhengige av kvarandre."),
    "en": ("The groups share no cases, and each case is in one category.", "Cases are independent of each other."),
}


@dataclass(frozen=True, slots=True)
class DistributionShift(Explained):
    """Two distributions over categories without order; `cramers_v` is 0 for equal shares and at most 1."""

    names: tuple[str, str] | None
    first: tuple[int, ...]
    second: tuple[int, ...]
    chi_square: float
    degrees: int
    p: float
    null: Used
    cramers_v: Estimate
    confidence: float

    @property
    def verdict(self) -> Verdict:
        """`differs` where the p-value says so; the interval of V cannot go below 0."""
        return "differs" if self.p <= round(1 - self.confidence, 12) else "open"

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how far the distributions lie from each other, and whether chance could do it."""
        a, b = named(self.names, language)
        v, p = written(self.cramers_v.value or 0.0, 2, language), written_p(self.p, language)
        ci = written_interval(self.cramers_v.lower, self.cramers_v.upper, 2, self.confidence, language)
        n1, n2 = sum(self.first), sum(self.second)
        sentence = _SENTENCES[language].format(
            k=self.degrees + 1, a=a, b=b, n1=n1, n2=n2, v=v, ci=ci, p=p, verdict=verdict_words(self.verdict, language)
        )
        square = written(self.chi_square, 2, language)
        formula = f"χ² = {square} (df = {self.degrees}, {self.null}); V = √({square} / {n1 + n2})"
        return Explanation(v, ci, formula, SHIFT_SOURCE, _ASSUMPTIONS[language], sentence)


@dataclass(frozen=True, slots=True)
class OrderedShift(Explained):
    """Two distributions over ordered categories; `superiority` is P(first above second) + P(equal) / 2."""

    names: tuple[str, str] | None
    first: tuple[int, ...]
    second: tuple[int, ...]
    u: Fraction
    p: float
    null: Used
    superiority: Estimate
    confidence: float

    @property
    def verdict(self) -> Verdict:
        """`differs` where test and interval both say so, `open` where neither does, else `borderline`."""
        return verdict(0.5, self.superiority.lower, self.superiority.upper, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say which group lies higher, and whether chance could do it."""
        (a, b), each = named(self.names, language), self.superiority
        n1, n2 = sum(self.first), sum(self.second)
        v, p = written(100 * (each.value or 0.0), 1, language), written_p(self.p, language)
        ci = written_interval(100 * each.lower, 100 * each.upper, 1, self.confidence, language)
        words = verdict_words(self.verdict, language)
        sentence = _ORDERED[language].format(a=a, b=b, n1=n1, n2=n2, v=v, ci=ci, p=p, verdict=words)
        u = written(float(self.u), 1, language)
        formula = f"U / (n₁·n₂) = {u} / ({n1}·{n2}); {self.null} {p}"
        return Explanation(v, ci, formula, ORDER_SOURCE, _ASSUMPTIONS[language], sentence)


def compare_distributions(
    first: Sequence[int],
    second: Sequence[int],
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
    null: Null = "auto",
    seed: int | None = None,
    permutations: int = 10_000,
) -> DistributionShift:
    """Compare how cases spread over categories without order in two groups.

    Args:
        first: cases in each category in the first group.
        second: cases in each category in the second group, categories in the same order.
        confidence: of the interval for Cramér's V, a share between 0 and 1.
        names: the two groups, for the wording.
        null: `auto` counts out the exact distribution of chi-square where that is quick; else it is the chi-square
            distribution when every expected number is 1 or more and four in five are 5 or more, else permutations.
        seed: starts the permutations; needed only for them.
        permutations: how many.

    Categories without cases are left out. The interval is that of the noncentral chi-square distribution.
    Raises StatsError for fewer than two categories with cases, an empty group, numbers that are not counts, an exact
    distribution that is too large to count out, and permutations without a seed.
    Source: Pearson (1900); Freeman and Halton (1951); Cochran (1954); Cramér (1946); Smithson (2003).
    """
    level, table = share("confidence", confidence), _table(first, second)
    require(
        null in ("auto", "exact", "chi-square", "permutation"), "null", null, "auto, exact, chi-square, permutation"
    )
    columns, n1 = [a + b for a, b in table], sum(a for a, _ in table)
    n, df = sum(columns), len(table) - 1
    squares = [Fraction(1, column) for column in columns]
    seen = sum((square * a * a for square, (a, _) in zip(squares, table, strict=True)), Fraction(0))
    stat = float((seen - Fraction(n1 * n1, n)) * Fraction(n * n, n1 * (n - n1)))
    used, p = _shift_p(columns, n1, seen, stat, null, seed, permutations)
    v = Estimate(math.sqrt(stat / n), *(min(1.0, math.sqrt(limit / n)) for limit in _noncentral(stat, df, level)))
    return DistributionShift(names, tuple(a for a, _ in table), tuple(b for _, b in table), stat, df, p, used, v, level)


def compare_ordered(
    first: Sequence[int],
    second: Sequence[int],
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
) -> OrderedShift:
    """Compare whether cases lie higher in one group than another, over ordered categories.

    Args:
        first: cases in each category in the first group, lowest category first.
        second: cases in each category in the second group, in the same order.
        confidence: of the two-sided interval, a share between 0 and 1.
        names: the two groups, for the wording.

    The p-value is the exact one of the rank sum with these ties (twice the smaller tail) where it can be counted out,
    else normal with corrections for ties and continuity. The interval is on the careful side when there are ties.
    Raises StatsError for fewer than two categories with cases, an empty group, and numbers that are not counts.
    Source: Mann and Whitney (1947); Lehmann (1975); Newcombe (2006).
    """
    level, table = share("confidence", confidence), _table(first, second)
    columns, n1 = [a + b for a, b in table], sum(a for a, _ in table)
    n, below = sum(columns), [0, *accumulate(b for _, b in table)]
    n2 = n - n1
    u = sum((Fraction(2 * below[place] + b, 2) * a for place, (a, b) in enumerate(table)), Fraction(0))
    # twice the mid-rank, a whole number
    ranks = [2 * start + column + 1 for start, column in zip([0, *accumulate(columns)], columns, strict=False)]
    ways = ways_to_draw(columns, n1, lambda place, k: ranks[place] * k)
    used: Used = "normal" if ways is None else "exact"
    if ways is not None:
        p = twice_smaller_tail(ways, sum(rank * a for rank, (a, _) in zip(ranks, table, strict=True)))
    else:
        ties = sum(column**3 - column for column in columns) / (n * (n - 1))
        gap = max(0.0, abs(float(u) - n1 * n2 / 2) - 0.5)
        p = min(1.0, 2 * float(ndtr(-gap / math.sqrt(n1 * n2 / 12 * (n + 1 - ties)))))
    theta = float(u / (n1 * n2))
    estimate = Estimate(theta, *_superiority_interval(theta, n1, n2, level))
    return OrderedShift(names, tuple(a for a, _ in table), tuple(b for _, b in table), u, p, used, estimate, level)


def _shift_p(
    columns: list[int], drawn: int, seen: Fraction, stat: float, null: Null, seed: int | None, permutations: int
) -> tuple[Used, float]:
    """Give the p-value of chi-square, and how it was found; order by the sum of squares over columns."""
    scale, n = math.lcm(*columns), sum(columns)
    exact = None
    if null in ("auto", "exact"):
        exact = ways_to_draw(columns, drawn, lambda place, k: scale // columns[place] * k * k)
        require(exact is not None or null == "auto", "null", null, "chi-square or permutation for a table this large")
    if exact is not None:
        extreme = sum(weight for total, weight in exact.items() if total >= seen * scale)
        return "exact", float(Fraction(extreme, sum(exact.values())))
    expected = [column * row / n for column in columns for row in (drawn, n - drawn)]
    if null != "permutation" and (
        null == "chi-square" or (min(expected) >= 1 and sum(each >= 5 for each in expected) >= 0.8 * len(expected))
    ):
        return "chi-square", float(chdtrc(len(columns) - 1, stat))
    if seed is None:
        raise StatsError("seed", seed, "a whole number, so that the permutations can be repeated")
    return "permutation", _permuted(columns, drawn, seen, whole("seed", seed), whole("permutations", permutations, 99))


def _permuted(columns: list[int], drawn: int, seen: Fraction, seed: int, permutations: int) -> float:
    """Give the share of random redistributions at least as far out, the one seen counted among them."""
    scale = math.lcm(*columns)
    weights, least = [scale // column for column in columns], seen * scale
    rows = np.random.default_rng(seed).multivariate_hypergeometric(columns, drawn, size=permutations).tolist()
    extreme = sum(sum(weight * k * k for weight, k in zip(weights, row, strict=True)) >= least for row in rows)
    return float((extreme + 1) / (permutations + 1))


def _noncentral(stat: float, df: int, confidence: float) -> tuple[float, float]:
    """Give the interval of the noncentrality of a chi-square.

    A chi-square below its degrees of freedom counts as equal to them above: figures closer to each other than chance
    makes them are no proof of likeness.
    """
    lower = _noncentrality(stat, df, (1 + confidence) / 2)
    return lower, _noncentrality(max(stat, float(df)), df, (1 - confidence) / 2)


def _noncentrality(stat: float, df: int, tail: float) -> float:
    """Give the noncentrality that leaves a probability below a chi-square; 0 where none does."""
    from scipy.stats import ncx2

    def gap(value: float) -> float:
        return float(ncx2.cdf(stat, df, value) if value else chdtr(df, stat)) - tail

    most = 10.0 + 2 * stat
    while gap(most) > 0:
        most *= 2
    return root_between(gap, 0, most) if gap(0) > 0 else 0.0


def _superiority_interval(theta: float, n1: int, n2: int, confidence: float) -> tuple[float, float]:
    """Give Newcombe's interval: where the estimate lies as many standard errors away as the confidence asks."""
    z, half = -float(ndtri((1 - confidence) / 2)), (n1 + n2) / 2 - 1

    def gap(t: float) -> float:
        spread = t * (1 - t) / (n1 * n2) * (1 + half * ((1 - t) / (2 - t) + t / (1 + t)))
        return (theta - t) ** 2 - z * z * spread

    # just inside 0 and 1, where the spread is 0 and the estimate its own root
    lower = 0.0 if theta <= 0 else root_between(gap, 0, min(theta, 1 - 1e-12))
    return lower, 1.0 if theta >= 1 else root_between(gap, max(theta, 1e-12), 1)


def _table(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Give the two counts of each category that has cases."""
    require(len(first) == len(second), "second", len(second), f"as many categories as the first group, {len(first)}")
    pairs = [
        (whole(f"first[{place}]", a), whole(f"second[{place}]", b))
        for place, (a, b) in enumerate(zip(first, second, strict=True))
    ]
    for name, place in (("first", 0), ("second", 1)):
        require(sum(pair[place] for pair in pairs) > 0, name, (first, second)[place], "one case or more in the group")
    table = [pair for pair in pairs if sum(pair) > 0]
    require(len(table) >= 2, "first", first, "two or more categories with cases")
    return table
