"""The same cases looked at twice: McNemar's exact test, and the difference and the odds ratio with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from scipy.special import betaincinv, ndtri

from auditlib.language import Language
from auditlib.stats.design import ratio
from auditlib.stats.explain import Explained, Explanation, require, share, whole, written
from auditlib.stats.families import Verdict, verdict, verdict_words, written_interval, written_p
from auditlib.stats.phrases import cases
from auditlib.stats.proportions import Estimate, wilson_limits
from auditlib.stats.tails import binomial_at_most

SOURCE = (
    "McNemar, Psychometrika 12 (1947) 153–157; mid-p: Fagerland, Lydersen & Laake, "
    "BMC Medical Research Methodology 13:91 (2013); Newcombe, Statistics in Medicine 17 (1998) 2635–2650, method 10; "
    "Clopper & Pearson (1934)"
)
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Hver sak er vurdert begge ganger, og parene er uavhengige av hverandre.",
        "Sakene er alle i gruppen eller trukket tilfeldig fra den.",
    ),
    "nn": (
        "Kvar sak er vurdert begge gonger, og para er uavhengige av kvarandre.",
        "Sakene er alle i gruppa eller trekte tilfeldig frå ho.",
    ),
    "en": (
        "Each case was assessed both times, and the pairs are independent of each other.",
        "The cases are all those of the group, or were drawn from it at random.",
    ),
}
_SENTENCES: dict[Language, str] = {
    "nb": "Blant {n} som er vurdert to ganger, var andelen {p1} prosent {a} ({x1}) og {p2} prosent {b} ({x2}), "
    "en forskjell på {d} prosentpoeng ({ci}; {p}); for {only1} gjaldt det bare {a}, for {only2} bare {b}: {verdict}.",
    "nn": "Blant {n} som er vurderte to gonger, var delen {p1} prosent {a} ({x1}) og {p2} prosent {b} ({x2}), "
    "ein skilnad på {d} prosentpoeng ({ci}; {p}); for {only1} gjaldt det berre {a}, for {only2} berre {b}: {verdict}.",
    "en": "Among {n} assessed twice, the share was {p1} per cent {a} ({x1}) and {p2} per cent {b} ({x2}), "
    "a difference of {d} percentage points ({ci}; {p}); for {only1} it held only {a}, for {only2} only {b}: {verdict}.",
}
_TIMES: dict[Language, tuple[str, str]] = {
    "nb": ("første gang", "andre gang"),
    "nn": ("første gongen", "andre gongen"),
    "en": ("the first time", "the second time"),
}


@dataclass(frozen=True, slots=True)
class PairedComparison(Explained):
    """Two proportions of the same cases: first less second; the odds ratio is that of the pairs that changed.

    `counts` are the cases with the trait both times, only the first, only the second, and neither time.
    """

    names: tuple[str, str] | None
    counts: tuple[int, int, int, int]
    difference: Estimate
    odds_ratio: Estimate
    p: float
    mid_p: float
    confidence: float

    @property
    def n(self) -> int:
        """How many cases were looked at twice."""
        return sum(self.counts)

    @property
    def verdict(self) -> Verdict:
        """`differs` where test and interval both say so, `open` where neither does, else `borderline`."""
        return verdict(0, self.difference.lower, self.difference.upper, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how the share changed, how many cases changed each way, and whether chance could do it."""
        both, first, second, _ = self.counts
        a, b = self.names or _TIMES[language]
        gap, n = self.difference, self.n
        d = written(100 * (first - second) / n, 1, language)
        ci = written_interval(100 * gap.lower, 100 * gap.upper, 1, self.confidence, language)
        p = written_p(self.p, language)
        counted = {"n": n, "x1": both + first, "x2": both + second, "only1": first, "only2": second}
        sentence = _SENTENCES[language].format(
            a=a, b=b, d=d, ci=ci, p=p, verdict=verdict_words(self.verdict, language),
            p1=written(100 * (both + first) / n, 1, language), p2=written(100 * (both + second) / n, 1, language),
            **{name: cases(each, language) for name, each in counted.items()},
        )  # fmt: skip
        formula = (
            f"({first} − {second}) / {n}; {self._odds(language)}; McNemar {p}, mid-{written_p(self.mid_p, language)}"
        )
        return Explanation(d, ci, formula, SOURCE, _ASSUMPTIONS[language], sentence)

    def _odds(self, language: Language) -> str:
        """Write the odds ratio with its interval."""
        value, said = self.odds_ratio.value, "–"
        if value is not None:
            said = written(value, 2, language) if math.isfinite(value) else "∞"
        limits = written_interval(self.odds_ratio.lower, self.odds_ratio.upper, 2, self.confidence, language)
        return f"OR = {self.counts[1]} / {self.counts[2]} = {said} ({limits})"


def compare_pairs(
    both: int,
    only_first: int,
    only_second: int,
    neither: int,
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
) -> PairedComparison:
    """Compare the share of cases with a trait at two times, or by two reviewers, when the cases are the same.

    Args:
        both: cases with the trait both times.
        only_first: cases with it the first time alone.
        only_second: cases with it the second time alone.
        neither: cases with it neither time; the four add up to 1 or more.
        confidence: of the two-sided intervals, a share between 0 and 1.
        names: the two times as they end a sentence, such as `i 2019`.

    The p-value is McNemar's exact one: given how many cases changed, as many are expected to change either way. Mid-p
    counts the outcome seen half. Intervals: Newcombe's square-and-add for the difference (a share from -1 to 1), and
    the exact conditional one for the odds ratio, which is infinite or missing where no case changed one way or both.
    Raises StatsError for no cases at all and anything that is no whole number of 0 or more.
    Source: McNemar (1947); Fagerland, Lydersen and Laake (2013); Newcombe (1998).
    """
    level = share("confidence", confidence)
    a, b, c, d = _counts(both, only_first, only_second, neither)
    p, mid_p = _p_values(b, c)
    difference = Estimate((b - c) / (a + b + c + d), *square_and_add_interval(a, b, c, d, level))
    tail = (1 - level) / 2
    lower = _odds_at(float(betaincinv(b, c + 1, tail))) if b else 0.0
    upper = 1 / _odds_at(float(betaincinv(c, b + 1, tail))) if c else math.inf
    return PairedComparison(names, (a, b, c, d), difference, Estimate(ratio(b, c), lower, upper), p, mid_p, level)


def square_and_add_interval(
    both: int, only_first: int, only_second: int, neither: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Give Newcombe's interval for the difference of two shares of the same cases, from -1 to 1.

    Wilson's limits of either share are put together with the correlation of the pairs, which is corrected towards 0
    where it is positive. Args and errors: as for `compare_pairs`.
    Source: Newcombe, Statistics in Medicine 17 (1998) 2635-2650, method 10.
    """
    z = -float(ndtri((1 - share("confidence", confidence)) / 2))
    a, b, c, d = _counts(both, only_first, only_second, neither)
    n, first, second = a + b + c + d, a + b, a + c
    (l1, u1), (l2, u2) = wilson_limits(first, n, z), wilson_limits(second, n, z)
    p1, p2, gap = first / n, second / n, (b - c) / n
    phi = _correlation(a, b, c, d)
    return (
        max(-1.0, gap - _joined(p1 - l1, u2 - p2, phi)),
        min(1.0, gap + _joined(u1 - p1, p2 - l2, phi)),
    )


def _counts(both: object, only_first: object, only_second: object, neither: object) -> tuple[int, int, int, int]:
    """Give the four counts as whole numbers that are not all 0."""
    a, b = whole("both", both), whole("only_first", only_first)
    c, d = whole("only_second", only_second), whole("neither", neither)
    require(a + b + c + d > 0, "both", (a, b, c, d), "one case or more that was looked at twice")
    return a, b, c, d


def _p_values(b: int, c: int) -> tuple[float, float]:
    """Give the two-sided binomial p-value of b changes one way and c the other, and the mid-p one."""
    fewer, half = min(b, c), Fraction(1, 2)
    p = 1.0 if b == c else 2 * binomial_at_most(fewer, b + c, half)
    # as many both ways is one outcome, not one in each tail
    return p, binomial_at_most(fewer - 1, b + c, half) + (0.5 if b == c else p / 2)


def _correlation(a: int, b: int, c: int, d: int) -> float:
    """Give the pairs' correlation, half a case per case nearer 0 when positive; 0 where a margin is empty."""
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    product = a * d - b * c
    corrected = max(product - (a + b + c + d) / 2, 0.0) if product > 0 else float(product)
    return corrected / math.sqrt(margins) if margins else 0.0


def _joined(one: float, other: float, correlation: float) -> float:
    """Put two distances together that are correlated."""
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))


def _odds_at(chance: float) -> float:
    """Give the odds of a probability."""
    return chance / (1 - chance)
