"""Samples from several strata put together by what each stratum weighs in the population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, require, whole
from auditlib.stats.intervals import Side, beta_limits
from auditlib.stats.phrases import cases, count, deviations, number, percent, spread
from auditlib.stats.tails import Real, risk_of

_SOURCE = (
    "Zou, Huang og Zhang, Computational Statistics & Data Analysis 53 (2009) 1080–1085; "
    "Clopper og Pearson, Biometrika 26 (1934) 404–413; Cochran, Sampling Techniques, 3rd ed. (1977), § 5.3"
)
_SENTENCE: dict[Language, str] = {
    "nb": "Vi fant {deviations} i {cases} fra {strata} strata; veid etter hvor mange saker hvert stratum har, er "
    "andelen {rate} av {population}, med {confidence} sikkerhet {interval}.",
    "nn": "Vi fann {deviations} i {cases} frå {strata} strata; vege etter kor mange saker kvart stratum har, er "
    "delen {rate} av {population}, med {confidence} tryggleik {interval}.",
    "en": "We found {deviations} in {cases} from {strata} strata; weighted by how many cases each stratum has, the "
    "rate is {rate} of {population}, with {confidence} confidence {interval}.",
}
_MISSING: dict[Language, str] = {
    "nb": " {n} mangler; intervallet rommer både at ingen og at alle av dem avviker.",
    "nn": " {n} manglar; intervallet rommar både at ingen og at alle av dei avvik.",
    "en": " {n} could not be read; the interval holds both that none and that all of them deviate.",
}
_ASSUMES: dict[Language, tuple[str, str]] = {
    "nb": ("sakene er trukket tilfeldig i hvert stratum", "hver sak hører til ett stratum"),
    "nn": ("sakene er trekte tilfeldig i kvart stratum", "kvar sak høyrer til eitt stratum"),
    "en": ("the cases were drawn at random within each stratum", "each case belongs to one stratum"),
}


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population, and the sample from it: n drawn, of which so many deviate and so many are missing.

    Cases that the question does not concern count among n as cases without a deviation: the rate is then that of all
    cases in the population.
    """

    name: str
    population: int
    n: int
    deviations: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class StratifiedRate(Explained):
    """The rate of the whole population from its strata, as shares; `weights` are the strata's shares of it."""

    strata: tuple[Stratum, ...]
    weights: tuple[float, ...]
    population: int
    rate: float
    rate_low: float
    rate_high: float
    lower: float
    upper: float
    upper_one_sided: float
    confidence: float

    def explain(self, language: Language = "nb") -> Explanation:
        """Say the weighted rate and its limits."""
        interval, missing = spread(self.lower, self.upper, language), sum(each.missing for each in self.strata)
        read = sum(each.n for each in self.strata) - missing
        said = _SENTENCE[language].format(
            deviations=deviations(sum(each.deviations for each in self.strata), language), cases=cases(read, language),
            strata=count(len(self.strata), language), rate=percent(self.rate, language), interval=interval,
            population=cases(self.population, language), confidence=percent(self.confidence, language, None),
        )  # fmt: skip
        terms = (
            f"{each.population}/{self.population} · {each.deviations}/{each.n - each.missing}" for each in self.strata
        )
        return Explanation(
            figure=percent(self.rate, language),
            interval=interval,
            formula=f"Σ W·p = {' + '.join(terms)} = {number(self.rate, language)}; √Σ(W·(U − p))²",
            source=_SOURCE,
            assumptions=_ASSUMES[language],
            sentence=said + (_MISSING[language].format(n=cases(missing, language)) if missing else ""),
        )


def evaluate_strata(
    strata: Sequence[Stratum], confidence: Real = 0.95, *, population: int | None = None
) -> StratifiedRate:
    """Combine the strata's rates by their share of the population, with an interval.

    Each stratum's Clopper–Pearson limits are combined by the square root of the sum of squared weighted distances from
    its rate (MOVER): with one stratum the interval is that stratum's own. A stratum that was read in full adds no
    uncertainty; otherwise the draws without replacement make the interval wider than it need be. Counted out over small
    strata it held the rate in 95 percent of samples or more at 95 percent confidence; a combination of exact
    hypergeometric limits did not. Limits and rates are shares. Missing cases count as no deviation in the lower limit
    and as deviations in the upper one.

    Raises StatsError for no strata, a stratum named twice or without a case drawn, counts that do not fit in each
    other, and a `population` that the strata do not add up to.
    Source: Zou, Huang and Zhang, Computational Statistics & Data Analysis 53 (2009) 1080-1085; Clopper and Pearson,
    Biometrika 26 (1934) 404-413, for the limits; Cochran, Sampling Techniques, 3rd ed. (1977), § 5.3.
    """
    require(len(strata) > 0, "strata", strata, "at least one stratum")
    checked = tuple(_checked(each) for each in strata)
    names = [each.name for each in checked]
    require(len(set(names)) == len(names), "strata", names, "each stratum once")
    total = sum(each.population for each in checked)
    if population is not None:
        stated = whole("population", population, 1)
        require(stated == total, "strata", total, f"strata that add up to the population of {stated}")
    weights = tuple(each.population / total for each in checked)
    rate = _weighted(weights, [each.deviations / (each.n - each.missing) for each in checked])
    least = [each.deviations / each.n for each in checked]
    most = [(each.deviations + each.missing) / each.n for each in checked]
    tail = risk_of(confidence)
    lower = [_limit(each, tail / 2, "lower") for each in checked]
    upper, top = ([_limit(each, risk, "upper") for each in checked] for risk in (tail / 2, tail))
    low, high = _weighted(weights, least), _weighted(weights, most)
    return StratifiedRate(
        checked, weights, total, rate, low, high, max(0.0, low - _distance(weights, least, lower)),
        min(1.0, high + _distance(weights, most, upper)), min(1.0, high + _distance(weights, most, top)),
        float(1 - tail),
    )  # fmt: skip


def _checked(each: Stratum) -> Stratum:
    """Check one stratum's counts."""
    at = f"strata[{each.name}]"
    size, n = whole(f"{at}.population", each.population, 1), whole(f"{at}.n", each.n, 1)
    x, missing = whole(f"{at}.deviations", each.deviations), whole(f"{at}.missing", each.missing)
    require(n <= size, f"{at}.n", n, f"at most the {size} cases of the stratum")
    require(missing < n, f"{at}.missing", missing, f"fewer than the {n} drawn: no case could be assessed")
    require(x <= n - missing, f"{at}.deviations", x, f"at most the {n - missing} cases that were assessed")
    return Stratum(each.name, size, n, x, missing)


def _limit(each: Stratum, risk: Fraction, side: Side) -> float:
    """Give a stratum's lower limit with none of the missing deviating, or its upper with all."""
    x = each.deviations + (each.missing if side == "upper" else 0)
    if each.n == each.population:
        return x / each.n
    return beta_limits(x, each.n, risk, side)[side == "upper"]


def _weighted(weights: Sequence[float], rates: Sequence[float]) -> float:
    return sum(weight * rate for weight, rate in zip(weights, rates, strict=True))


def _distance(weights: Sequence[float], rates: Sequence[float], limits: Sequence[float]) -> float:
    """Combine the distances from the rates to their limits."""
    terms = zip(weights, rates, limits, strict=True)
    return sqrt(sum((weight * (limit - rate)) ** 2 for weight, rate, limit in terms))
