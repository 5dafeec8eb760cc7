"""How many cases to draw so that few deviations show that the rate lies below what can be tolerated.

Every rule that rounds up is computed in fractions: 400 x 0.0075 is exactly 3, which binary floating point misses.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count as counting
from typing import Literal, get_args

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, StatsError, require, whole
from auditlib.stats.phrases import at_most, cases, chance, count, number, percent
from auditlib.stats.tails import (
    Real,
    binomial_at_most,
    binomial_below,
    hypergeometric_at_most,
    hypergeometric_below,
    poisson_at_most,
    rate,
    risk_of,
)

Distribution = Literal["binomial", "hypergeometric", "poisson"]
LARGEST_SAMPLE = 1_000_000

_SOURCES: dict[Distribution, str] = {
    "binomial": "AICPA, Audit Sampling (2017), app. A; Touw og Hoogduin, Statistiek voor audit en controlling (2011)",
    "hypergeometric": "Cochran, Sampling Techniques, 3rd ed. (1977), § 3.5",
    "poisson": "Leslie, Teitlebaum og Anderson, Dollar-Unit Sampling (1979)",
}
_SENTENCE: dict[Language, str] = {
    "nb": "Finner vi {at_most} i {cases} som er trukket tilfeldig{among}, kan vi med {confidence} sikkerhet si at "
    "andelen avvik er lavere enn {tolerable}.",
    "nn": "Finn vi {at_most} i {cases} som er trekte tilfeldig{among}, kan vi med {confidence} tryggleik seie at "
    "delen avvik er lågare enn {tolerable}.",
    "en": "If we find {at_most} in {cases} drawn at random{among}, we can say with {confidence} confidence that the "
    "deviation rate is below {tolerable}.",
}
_AMONG: dict[Language, str] = {"nb": " blant {n}", "nn": " mellom {n}", "en": " from {n}"}
_ASSUMES: dict[Language, dict[Distribution, str]] = {
    "nb": {
        "binomial": "populasjonen er stor mot utvalget",
        "hypergeometric": "hver sak trekkes høyst én gang fra en kjent populasjon",
        "poisson": "avvik er sjeldne og populasjonen er stor mot utvalget",
    },
    "nn": {
        "binomial": "populasjonen er stor mot utvalet",
        "hypergeometric": "kvar sak blir trekt høgst éin gong frå ein kjend populasjon",
        "poisson": "avvik er sjeldne og populasjonen er stor mot utvalet",
    },
    "en": {
        "binomial": "the population is large against the sample",
        "hypergeometric": "each case is drawn at most once from a known population",
        "poisson": "deviations are rare and the population is large against the sample",
    },
}
_RANDOM: dict[Language, str] = {
    "nb": "sakene trekkes tilfeldig",
    "nn": "sakene blir trekte tilfeldig",
    "en": "the cases are drawn at random",
}


@dataclass(frozen=True, slots=True)
class AttributePlan(Explained):
    """A sample of `n` cases that may hold `k` deviations.

    `risk` is the probability of k deviations or fewer when the rate is exactly the tolerable one; `tolerable_count` is
    that rate as a number of cases in a known population. `chance_to_pass` is the probability of k or fewer at the
    expected rate, where one was given.
    """

    n: int
    k: int
    tolerable: float
    expected: float | None
    confidence: float
    distribution: Distribution
    population: int | None
    tolerable_count: int | None
    risk: float
    chance_to_pass: float | None

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how many to draw, how many deviations there may be, and what follows."""
        among = "" if self.population is None else _AMONG[language].format(n=count(self.population, language))
        sentence = _SENTENCE[language].format(
            at_most=at_most(self.k, language),
            cases=cases(self.n, language),
            among=among,
            confidence=percent(self.confidence, language, None),
            tolerable=percent(self.tolerable, language, None),
        )
        return Explanation(
            figure=cases(self.n, language),
            interval="",
            formula=self._formula(language),
            source=_SOURCES[self.distribution],
            assumptions=(_RANDOM[language], _ASSUMES[language][self.distribution]),
            sentence=sentence,
        )

    def _formula(self, language: Language) -> str:
        """Write the probability that decides, with its numbers."""
        given = f"n = {count(self.n, language)}"
        if self.tolerable_count is not None:
            given += f", N = {count(self.population or 0, language)}, K = {count(self.tolerable_count, language)}"
        elif self.distribution == "poisson":
            given += f", µ = {number(Fraction(repr(self.tolerable)) * self.n, language)}"
        else:
            given += f", p = {number(self.tolerable, language, 6)}"
        limit = number(risk_of(self.confidence), language)
        return f"P(X ≤ {self._allowed(language)}; {given}) = {chance(self.risk, language)} ≤ {limit}"

    def _allowed(self, language: Language) -> str:
        """Write k as the method uses it: the Poisson rule keeps n times the expected rate unrounded."""
        if self.distribution == "poisson" and self.expected is not None:
            unrounded = Fraction(repr(self.expected)) * self.n
            return number(unrounded, language) if math.floor(unrounded) == self.k else str(self.k)
        return str(self.k)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One distribution at the tolerable rate: is the risk met, and how large is it."""

    met: Callable[[Fraction, int], bool]
    risk: Callable[[Fraction, int, Fraction], float]


def plan_sample(
    tolerable: Real,
    expected: Real | None = None,
    confidence: Real = 0.95,
    *,
    allowed: int | None = None,
    population: int | None = None,
    distribution: Distribution | None = None,
) -> AttributePlan:
    """Find the smallest attribute sample that shows the rate to lie below the tolerable one.

    n is the smallest with P(X <= k) <= 1 - confidence at the tolerable rate. k is `allowed`, or n times the expected
    rate rounded up (unrounded for the Poisson). Rates and confidence are shares between 0 and 1; `population` is a
    number of cases, of which ceil(population x tolerable) deviate at the tolerable rate. Without a `distribution` it
    is the hypergeometric with a population and the binomial without.

    Raises StatsError for shares outside 0-1, an expected rate not below the tolerable one, neither `expected` nor
    `allowed`, a hypergeometric without population, a population that is smaller than the sample, and rates so close
    that no sample can part them.
    Source: AICPA, Audit Sampling (2017), appendix A; Touw and Hoogduin (2011), p. 126; Cochran (1977), § 3.5.
    """
    chosen = _distribution(distribution, population)
    limit, size = rate("tolerable", tolerable), None if population is None else whole("population", population, 1)
    likely = None if expected is None else rate("expected", expected, zero=True)
    if allowed is None:
        require(likely is not None, "expected", expected, "give the expected rate, or the deviations allowed")
        require((likely or 0) < limit, "expected", expected, f"a rate below the tolerable one, {tolerable}")
    k = None if allowed is None else whole("allowed", allowed)
    rule = _rule(chosen, limit, risk_of(confidence), size)
    most = size if size is not None and chosen == "hypergeometric" else LARGEST_SAMPLE
    n = _smallest(rule, k, likely or Fraction(0), most, chosen)
    if n is None:
        raise StatsError(*_impossible(chosen, population, tolerable))
    require(size is None or n <= size, "population", population, f"at least the sample of {n}; or use hypergeometric")
    used = Fraction(k) if k is not None else _allowed(chosen, n, likely or Fraction(0))
    return AttributePlan(
        n, math.floor(used), float(limit), None if likely is None else float(likely), float(1 - risk_of(confidence)),
        chosen, size, math.ceil(size * limit) if chosen == "hypergeometric" and size else None,
        rule.risk(used, n, limit), None if likely is None else rule.risk(Fraction(math.floor(used)), n, likely),
    )  # fmt: skip


def _distribution(chosen: str | None, population: int | None) -> Distribution:
    """Choose the distribution; a hypergeometric needs a population."""
    if chosen is None:
        return "binomial" if population is None else "hypergeometric"
    known = get_args(Distribution)
    require(chosen in known, "distribution", chosen, f"one of {', '.join(known)}")
    require(chosen != "hypergeometric" or population is not None, "population", population, "a number of cases")
    return chosen  # type: ignore[return-value]


def _impossible(chosen: Distribution, population: int | None, tolerable: Real) -> tuple[str, object, str]:
    """Say why no sample is large enough."""
    if chosen == "hypergeometric":
        return "population", population, "large enough to hold more deviations at the tolerable rate than are allowed"
    return "tolerable", tolerable, f"further from what is allowed: no sample up to {LARGEST_SAMPLE} shows it"


def _rule(chosen: Distribution, limit: Fraction, risk: Fraction, population: int | None) -> _Rule:
    """Give the rule of a distribution."""
    if chosen == "poisson":
        return _Rule(
            lambda k, n: poisson_at_most(k, n * limit) <= float(risk), lambda k, n, p: poisson_at_most(k, n * p)
        )
    if chosen == "binomial":
        return _Rule(
            lambda k, n: binomial_below(int(k), n, limit, risk), lambda k, n, p: binomial_at_most(int(k), n, p)
        )
    size = population or 0
    marked = math.ceil(size * limit)
    return _Rule(
        lambda k, n: hypergeometric_below(int(k), n, marked, size, risk),
        lambda k, n, p: hypergeometric_at_most(int(k), n, math.ceil(size * p), size),
    )


def _allowed(chosen: Distribution, n: int, likely: Fraction) -> Fraction:
    """Give n times the expected rate, rounded up but for the Poisson."""
    return n * likely if chosen == "poisson" else Fraction(math.ceil(n * likely))


def _smallest(rule: _Rule, k: int | None, likely: Fraction, most: int, chosen: Distribution) -> int | None:
    """Find the smallest sample, or None when none up to `most` will do."""
    if k is not None or likely == 0:
        fixed = Fraction(k or 0)
        return _first(lambda n: rule.met(fixed, n), 1, most)
    if chosen == "poisson":
        return _first(lambda n: rule.met(n * likely, n), 1, most)
    for step in counting(1):  # k = step on the samples from `start` to `end`, where the risk falls with n
        start, end = math.floor((step - 1) / likely) + 1, min(math.floor(step / likely), most)
        if start > most:
            return None
        if start <= end and rule.met(Fraction(step), end):
            return _between(lambda n, k=Fraction(step): rule.met(k, n), start, end)  # type: ignore[misc]
    return None


def _first(met: Callable[[int], bool], low: int, most: int) -> int | None:
    """Find the first n that meets a rule which stays met from there on."""
    high = low
    while not met(high):
        if high == most:
            return None
        low, high = high + 1, min(2 * high, most)
    return _between(met, low, high)


def _between(met: Callable[[int], bool], low: int, high: int) -> int:
    """Halve a range whose end meets the rule down to the first that does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if met(middle) else (middle + 1, high)
    return low
