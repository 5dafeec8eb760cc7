"""Intervals for a proportion: Clopper–Pearson, Wilson, and exact for a draw from a known population."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, require, whole
from auditlib.stats.phrases import cases, chance, count, number, percent, spread
from auditlib.stats.tails import Real, hypergeometric_below, rate, risk_of

Side = Literal["two-sided", "upper", "lower"]
Method = Literal["clopper-pearson", "wilson", "hypergeometric"]

_SOURCES: dict[Method, str] = {
    "clopper-pearson": "Clopper og Pearson, Biometrika 26 (1934) 404–413",
    "wilson": "Wilson, Journal of the American Statistical Association 22 (1927) 209–212",
    "hypergeometric": "Buonaccorsi, The American Statistician 41 (1987) 215–218",
}
_BETWEEN: dict[Language, dict[Side, str]] = {
    "nb": {"two-sided": "mellom {lower} og {upper}", "upper": "høyst {upper}", "lower": "minst {lower}"},
    "nn": {"two-sided": "mellom {lower} og {upper}", "upper": "høgst {upper}", "lower": "minst {lower}"},
    "en": {"two-sided": "between {lower} and {upper}", "upper": "at most {upper}", "lower": "at least {lower}"},
}
_SENTENCE: dict[Language, str] = {
    "nb": "I utvalget gjelder det {x} av {cases} ({share}); for alle saker det er trukket fra, er andelen {between} "
    "med {confidence} sikkerhet.",
    "nn": "I utvalet gjeld det {x} av {cases} ({share}); for alle sakene det er trekt frå, er delen {between} "
    "med {confidence} tryggleik.",
    "en": "In the sample it holds for {x} of {cases} ({share}); among all the cases drawn from, the share is "
    "{between} with {confidence} confidence.",
}
_COUNT_SENTENCE: dict[Language, str] = {
    "nb": "I utvalget gjelder det {x} av {cases} ({share}); blant alle {population} gjelder det {between} med "
    "{confidence} sikkerhet.",
    "nn": "I utvalet gjeld det {x} av {cases} ({share}); mellom alle {population} gjeld det {between} med "
    "{confidence} tryggleik.",
    "en": "In the sample it holds for {x} of {cases} ({share}); among all {population} it holds for {between} with "
    "{confidence} confidence.",
}
_ASSUMES: dict[Language, tuple[str, str, str]] = {
    "nb": (
        "sakene er trukket tilfeldig",
        "populasjonen er stor mot utvalget",
        "hver sak er trukket høyst én gang fra en kjent populasjon",
    ),
    "nn": (
        "sakene er trekte tilfeldig",
        "populasjonen er stor mot utvalet",
        "kvar sak er trekt høgst éin gong frå ein kjend populasjon",
    ),
    "en": (
        "the cases were drawn at random",
        "the population is large against the sample",
        "each case was drawn at most once from a known population",
    ),
}


@dataclass(frozen=True, slots=True)
class RateInterval(Explained):
    """A share of n cases with its limits, all as shares between 0 and 1; an open side ends at 0 or 1."""

    count: int
    n: int
    rate: float
    lower: float
    upper: float
    confidence: float
    side: Side
    method: Method

    def explain(self, language: Language = "nb") -> Explanation:
        """Say the share and its limits."""
        lower, upper = percent(self.lower, language), percent(self.upper, language)
        between = _BETWEEN[language][self.side].format(lower=lower, upper=upper)
        return Explanation(
            figure=percent(self.rate, language),
            interval=spread(self.lower, self.upper, language) if self.side == "two-sided" else between,
            formula=self._formula(language),
            source=_SOURCES[self.method],
            assumptions=_ASSUMES[language][:2],
            sentence=_SENTENCE[language].format(
                x=count(self.count, language), cases=cases(self.n, language), share=percent(self.rate, language),
                between=between, confidence=percent(self.confidence, language, None),
            ),
        )  # fmt: skip

    def _formula(self, language: Language) -> str:
        """Write the equations that the limits solve."""
        x, n, tail = self.count, self.n, number(_tail(self.confidence, self.side), language, 6)
        low, high = (number(each, language, 5) for each in (self.lower, self.upper))
        if self.method == "wilson":
            z = number(_z(_tail(self.confidence, self.side)), language)
            return f"(p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), p̂ = {x}/{n}, z = {z}: {low}; {high}"
        said = []
        if self.side != "upper" and x > 0:
            said.append(f"P(X ≥ {x}; n = {n}, p = {low}) = {tail}")
        if self.side != "lower" and x < n:
            said.append(f"P(X ≤ {x}; n = {n}, p = {high}) = {tail}")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class CountInterval(Explained):
    """How many of a known population, with the limits as whole cases; an open side ends at what was seen."""

    count: int
    n: int
    population: int
    lower_count: int
    upper_count: int
    confidence: float
    side: Side

    @property
    def rate(self) -> float:
        """The share in the sample."""
        return self.count / self.n

    @property
    def lower(self) -> float:
        """The lower limit as a share of the population."""
        return self.lower_count / self.population

    @property
    def upper(self) -> float:
        """The upper limit as a share of the population."""
        return self.upper_count / self.population

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how many of the population, with the limits."""
        lower, upper = count(self.lower_count, language), count(self.upper_count, language)
        between = _BETWEEN[language][self.side].format(lower=lower, upper=upper)
        return Explanation(
            figure=percent(self.rate, language),
            interval=f"{lower}–{upper}" if self.side == "two-sided" else between,
            formula=self._formula(language),
            source=_SOURCES["hypergeometric"],
            assumptions=_ASSUMES[language][::2],
            sentence=_COUNT_SENTENCE[language].format(
                x=count(self.count, language), cases=cases(self.n, language), share=percent(self.rate, language),
                population=count(self.population, language), between=between,
                confidence=percent(self.confidence, language, None),
            ),
        )  # fmt: skip

    def _formula(self, language: Language) -> str:
        """Write the limits' definitions."""
        tail = chance(_tail(self.confidence, self.side), language)
        given = f"n = {count(self.n, language)}, N = {count(self.population, language)}"
        said = []
        if self.side != "upper":
            said.append(f"K = {count(self.lower_count, language)}: min K, P(X ≥ {self.count}; K, {given}) > {tail}")
        if self.side != "lower":
            said.append(f"K = {count(self.upper_count, language)}: max K, P(X ≤ {self.count}; K, {given}) > {tail}")
        return "; ".join(said)


def clopper_pearson(x: int, n: int, confidence: Real = 0.95, side: Side = "two-sided") -> RateInterval:
    """Give the exact binomial interval for x of n cases, as shares.

    `side` is `two-sided` (half the risk in each tail), `upper` or `lower` (all of it in one). The limits hold the
    true rate at least as often as the confidence says, whatever the rate.

    Raises StatsError unless 0 <= x <= n, n >= 1, and the confidence is a share between 0 and 1.
    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
    """
    x, n, tail = _counts(x, n, confidence, side)
    return RateInterval(x, n, x / n, *beta_limits(x, n, tail, side), float(confidence), side, "clopper-pearson")


def wilson(x: int, n: int, confidence: Real = 0.95, side: Side = "two-sided") -> RateInterval:
    """Give Wilson's score interval for x of n cases, as shares: shorter, and right on average.

    Raises StatsError unless 0 <= x <= n, n >= 1, and the confidence is a share between 0 and 1.
    Source: Wilson, Journal of the American Statistical Association 22 (1927) 209-212.
    """
    x, n, tail = _counts(x, n, confidence, side)
    z = _z(tail)
    centre, width = x + z * z / 2, z * (x * (n - x) / n + z * z / 4) ** 0.5
    lower = 0.0 if x == 0 or side == "upper" else max(0.0, (centre - width) / (n + z * z))
    upper = 1.0 if x == n or side == "lower" else min(1.0, (centre + width) / (n + z * z))
    return RateInterval(x, n, x / n, lower, upper, float(confidence), side, "wilson")


def hypergeometric_interval(
    x: int, n: int, population: int, confidence: Real = 0.95, side: Side = "two-sided"
) -> CountInterval:
    """Give the exact interval for how many of a known population, from x of n cases drawn without replacement.

    The upper limit is the largest K with P(X <= x; K) > risk, the lower the smallest K with P(X >= x; K) > risk; the
    risk is 1 - confidence, halved when two-sided. Limits are counts of cases.

    Raises StatsError unless 0 <= x <= n <= population, n >= 1, and the confidence is a share between 0 and 1.
    Source: Buonaccorsi, The American Statistician 41 (1987) 215-218.
    """
    x, n, tail = _counts(x, n, confidence, side)
    size = whole("population", population, 1)
    require(n <= size, "population", population, f"at least the {n} cases of the sample")
    upper = size - (n - x) if side == "lower" else _largest(x, n, size, tail)
    lower = x if side == "upper" else size - _largest(n - x, n, size, tail)
    return CountInterval(x, n, size, lower, upper, float(confidence), side)


def beta_limits(x: int, n: int, tail: Fraction, side: Side) -> tuple[float, float]:
    """Give the Clopper–Pearson limits with a given risk in each tail; checks nothing.

    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413, as quantiles of the beta distribution.
    """
    from scipy.special import betainccinv, betaincinv

    lower = 0.0 if x == 0 or side == "upper" else float(betaincinv(x, n - x + 1, float(tail)))
    upper = 1.0 if x == n or side == "lower" else float(betainccinv(x + 1, n - x, float(tail)))
    return lower, upper


def _counts(x: int, n: int, confidence: Real, side: Side) -> tuple[int, int, Fraction]:
    """Check what every interval is given; the risk in each tail is exact."""
    require(side in get_args(Side), "side", side, f"one of {', '.join(get_args(Side))}")
    rate("confidence", confidence)
    size, seen = whole("n", n, 1), whole("x", x)
    require(seen <= size, "x", x, f"at most n, {size}")
    return seen, size, _tail(confidence, side)


def _tail(confidence: Real, side: Side) -> Fraction:
    """Give the risk in one tail."""
    return risk_of(confidence) / (2 if side == "two-sided" else 1)


def _z(tail: Fraction | float) -> float:
    """Give the normal quantile that leaves the tail above it."""
    from scipy.special import ndtri

    return -float(ndtri(float(tail)))


def _largest(x: int, n: int, population: int, tail: Fraction) -> int:
    """Find the largest K with P(X <= x; K) > tail; the probability falls as K grows."""
    low, high = x, population - (n - x)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if hypergeometric_below(x, n, middle, population, tail) else (middle, high)
    return low
