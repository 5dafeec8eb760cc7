"""What a sample shows: the deviation rate, its limits, the tolerable rate, and what may be said of other cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from auditlib.language import Language
from auditlib.stats.explain import Explained, Explanation, require, whole
from auditlib.stats.intervals import beta_limits, hypergeometric_interval
from auditlib.stats.phrases import cases, count, deviations, number, percent, spread
from auditlib.stats.tails import Real, binomial_below, exact, hypergeometric_below, rate, risk_of

Drawn = Literal["simple", "systematic", "judgement", "unknown"]
_Limits = tuple[float | None, float | None, float | None, int | None, int | None, int | None]
Outcome = Literal["below", "above", "not shown", "untested"]

_DESIGNS = f"one of {', '.join(get_args(Drawn))} (by stratum: evaluate_strata; by size: stringer_bound)"
_NOTHING: _Limits = (None, None, None, None, None, None)
_SOURCE = "Clopper og Pearson, Biometrika 26 (1934) 404–413"
_SOURCE_COUNT = "Buonaccorsi, The American Statistician 41 (1987) 215–218"
_FOUND: dict[Language, str] = {
    "nb": "Vi fant {deviations} i {cases} ({rate})",
    "nn": "Vi fann {deviations} i {cases} ({rate})",
    "en": "We found {deviations} in {cases} ({rate})",
}
_FOLLOWS: dict[Language, dict[str, str]] = {
    "nb": {
        "rate": "; blant alle sakene de er trukket tilfeldig fra, er andelen {interval} med {confidence} sikkerhet.",
        "count": "; blant de {population} sakene de er trukket tilfeldig fra, er det mellom {lower} og {upper} avvik "
        "med {confidence} sikkerhet.",
        "all": ", og det er alle sakene det gjelder.",
        "judgement": "; sakene er valgt ved skjønn og ikke trukket tilfeldig, så det sier ikke noe om andre saker.",
        "unknown": "; hvordan sakene er trukket, er ikke beskrevet, så det sier ikke noe om andre saker.",
    },
    "nn": {
        "rate": "; mellom alle sakene dei er trekte tilfeldig frå, er delen {interval} med {confidence} tryggleik.",
        "count": "; mellom dei {population} sakene dei er trekte tilfeldig frå, er det frå {lower} til {upper} avvik "
        "med {confidence} tryggleik.",
        "all": ", og det er alle sakene det gjeld.",
        "judgement": "; sakene er valde ved skjøn og ikkje trekte tilfeldig, så det seier ikkje noko om andre saker.",
        "unknown": "; korleis sakene er trekte, er ikkje beskrive, så det seier ikkje noko om andre saker.",
    },
    "en": {
        "rate": "; among all the cases they were drawn from at random, the rate is {interval} with {confidence} "
        "confidence.",
        "count": "; the {population} cases they were drawn from at random hold between {lower} and {upper} deviations "
        "with {confidence} confidence.",
        "all": ", and these are all the cases there are.",
        "judgement": "; the cases were chosen by judgement and not drawn at random, so this says nothing of others.",
        "unknown": "; how the cases were drawn is not described, so this says nothing of others.",
    },
}
_APART: dict[Language, tuple[str, str]] = {
    "nb": (
        " I tillegg var ikke spørsmålet aktuelt i {n}.",
        " {n} mangler: om ingen eller alle av dem avviker, er andelen i utvalget {spread}.",
    ),
    "nn": (
        " I tillegg var ikkje spørsmålet aktuelt i {n}.",
        " {n} manglar: om ingen eller alle av dei avvik, er delen i utvalet {spread}.",
    ),
    "en": (
        " In a further {n} the question did not apply.",
        " {n} could not be read: with none or all of them deviating, the rate in the sample is {spread}.",
    ),
}
_HELD: dict[Language, dict[Outcome, str]] = {
    "nb": {
        "below": " Andelen er under det tålelige, {tolerable}.",
        "above": " Andelen er over det tålelige, {tolerable}.",
        "not shown": " Det er ikke vist at andelen er under det tålelige, {tolerable}.",
        "untested": " Om andelen er under det tålelige, {tolerable}, kan ikke prøves.",
    },
    "nn": {
        "below": " Delen er under det tolelege, {tolerable}.",
        "above": " Delen er over det tolelege, {tolerable}.",
        "not shown": " Det er ikkje vist at delen er under det tolelege, {tolerable}.",
        "untested": " Om delen er under det tolelege, {tolerable}, kan ikkje prøvast.",
    },
    "en": {
        "below": " The rate is below the tolerable {tolerable}.",
        "above": " The rate is above the tolerable {tolerable}.",
        "not shown": " It is not shown that the rate is below the tolerable {tolerable}.",
        "untested": " Whether the rate is below the tolerable {tolerable} cannot be tested.",
    },
}
_ASSUMES: dict[Language, tuple[str, str]] = {
    "nb": ("sakene er trukket tilfeldig", "en fast avstand i lista følger ikke noe mønster i sakene"),
    "nn": ("sakene er trekte tilfeldig", "ein fast avstand i lista følgjer ikkje noko mønster i sakene"),
    "en": ("the cases were drawn at random", "a fixed step through the list follows no pattern in the cases"),
}


@dataclass(frozen=True, slots=True)
class Evaluation(Explained):
    """A sample held against its population: rates are shares, counts are cases of the whole population.

    `n` cases were drawn; `assessed` of them applied and could be read. With missing cases `rate` is that of the
    assessed, `rate_low` and `rate_high` are the rates if none or all of the missing deviate, and the limits hold both.
    Limits are None where the cases were not drawn at random: then nothing may be said of others.
    """

    n: int
    assessed: int
    deviations: int
    not_applicable: int
    missing: int
    confidence: float
    drawn: Drawn
    population: int | None
    rate: float
    rate_low: float
    rate_high: float
    lower: float | None
    upper: float | None
    upper_one_sided: float | None
    lower_count: int | None
    upper_count: int | None
    upper_one_sided_count: int | None
    tolerable: float | None
    outcome: Outcome | None

    @property
    def generalises(self) -> bool:
        """Whether the sample says anything of cases outside it."""
        return self.lower is not None

    @property
    def complete(self) -> bool:
        """Whether every case of the population was drawn."""
        return self.population == self.n

    def explain(self, language: Language = "nb") -> Explanation:
        """Say what was found and what may be said of cases that were not drawn."""
        interval = ""
        if self.lower is not None and self.upper is not None:
            interval = spread(self.lower, self.upper, language)
        random = self.generalises and not self.complete
        assumptions = _ASSUMES[language][: 2 if self.drawn == "systematic" else 1] if random else ()
        return Explanation(
            figure=percent(self.rate, language),
            interval=interval,
            formula=self._formula(language),
            source=(_SOURCE if self.lower_count is None else f"{_SOURCE}; {_SOURCE_COUNT}") if random else "",
            assumptions=assumptions,
            sentence=self._sentence(interval, language),
        )

    def _sentence(self, interval: str, language: Language) -> str:
        """Write what was found, what follows, what is left out, and the comparison."""
        found = _FOUND[language].format(
            deviations=deviations(self.deviations, language), cases=cases(self.assessed, language),
            rate=percent(self.rate, language),
        )  # fmt: skip
        limits = "rate" if self.lower_count is None else "count"
        kind = "all" if self.complete else limits if self.generalises else self.drawn
        follows = _FOLLOWS[language][kind].format(
            interval=interval, confidence=percent(self.confidence, language, None),
            population=count(self.population or 0, language),
            lower=count(self.lower_count or 0, language), upper=count(self.upper_count or 0, language),
        )  # fmt: skip
        held = "" if self.outcome is None else _HELD[language][self.outcome]
        return found + follows + self._apart(language) + held.format(tolerable=self._tolerable(language))

    def _apart(self, language: Language) -> str:
        """Say how many were left out and what that may mean."""
        apart, missing = _APART[language]
        said = apart.format(n=cases(self.not_applicable, language)) if self.not_applicable else ""
        bounds = spread(self.rate_low, self.rate_high, language)
        return said + (missing.format(n=cases(self.missing, language), spread=bounds) if self.missing else "")

    def _tolerable(self, language: Language) -> str:
        return "" if self.tolerable is None else percent(self.tolerable, language, None)

    def _formula(self, language: Language) -> str:
        """Write the rate and what its limits solve."""
        said = [f"{count(self.deviations, language)}/{count(self.assessed, language)} = {number(self.rate, language)}"]
        if self.lower is not None and self.upper is not None and not self.complete:
            n, tail = self.assessed + self.missing, number(risk_of(self.confidence) / 2, language, 6)
            if self.deviations:
                said.append(f"P(X ≥ {self.deviations}; n = {n}, p = {number(self.lower, language, 5)}) = {tail}")
            worst = self.deviations + self.missing
            if worst < n:
                said.append(f"P(X ≤ {worst}; n = {n}, p = {number(self.upper, language, 5)}) = {tail}")
            if self.upper_count is not None:
                given = f"n = {self.n}, N = {count(self.population or 0, language)}"
                said.append(f"max K, P(X ≤ {worst}; K, {given}) > {tail}: {count(self.upper_count, language)}")
        return "; ".join(said)


def evaluate(
    n: int,
    deviations: int,
    confidence: Real = 0.95,
    *,
    drawn: Drawn,
    population: int | None = None,
    tolerable: Real | None = None,
    not_applicable: int = 0,
    missing: int = 0,
) -> Evaluation:
    """Evaluate a sample of n cases with so many deviations.

    `n` counts all that were drawn, `not_applicable` those of them that the question does not concern, `missing` those
    that should have been read and could not be. Rates and the confidence are shares. `lower` and `upper` are the
    two-sided Clopper–Pearson limits and `upper_one_sided` the one-sided; with a population, the counts are the exact
    hypergeometric limits on how many of its cases deviate. With missing cases the lower limits take none of them for
    deviations and the upper ones all. The outcome compares with the tolerable rate at the one-sided risk.
    A sample of the whole population has no sampling error. Nothing but a random draw gives limits.

    Raises StatsError for n = 0, counts that are negative, fractional or do not fit in n, a population smaller than n,
    shares outside 0-1, no case left to assess, and stratified or size-weighted draws, which need `evaluate_strata` or
    `stringer_bound`.
    Source: Clopper and Pearson, Biometrika 26 (1934) 404-413; Buonaccorsi, The American Statistician 41 (1987) 215-218.
    """
    require(drawn in get_args(Drawn), "drawn", drawn, _DESIGNS)
    n, x, apart, lost = _fitting(n, deviations, not_applicable, missing)
    size = None if population is None else whole("population", population, 1)
    require(size is None or n <= size, "population", population, f"at least the {n} cases of the sample")
    risk, limit = risk_of(confidence), None if tolerable is None else rate("tolerable", tolerable)
    applicable = n - apart
    said = drawn in ("simple", "systematic") or size == n
    found = _limits(x, lost, n, apart, size, confidence) if said else _NOTHING
    outcome = None if limit is None else _outcome(x, lost, n, apart, size, limit, risk) if said else "untested"
    return Evaluation(
        n, applicable - lost, x, apart, lost, float(exact("confidence", confidence)), drawn, size,
        x / (applicable - lost), x / applicable, (x + lost) / applicable, *found,
        None if limit is None else float(limit), outcome,
    )  # fmt: skip


def _fitting(n: int, deviations: int, not_applicable: int, missing: int) -> tuple[int, int, int, int]:
    """Check that the counts fit in each other."""
    n, x = whole("n", n, 1), whole("deviations", deviations)
    apart, lost = whole("not_applicable", not_applicable), whole("missing", missing)
    require(apart + lost < n, "not_applicable + missing", apart + lost, f"fewer than n, {n}: no case could be assessed")
    require(x <= n - apart - lost, "deviations", x, f"at most the {n - apart - lost} cases that were assessed")
    return n, x, apart, lost


def _limits(x: int, lost: int, n: int, apart: int, size: int | None, confidence: Real) -> _Limits:
    """Give the rates' two-sided limits and one-sided upper one, and the same as counts of a known population.

    The lower limits take none of the missing for deviations, the upper ones all.
    """
    worst, applicable, risk = x + lost, n - apart, risk_of(confidence)
    if size == n:  # every case was drawn: only what is missing is unknown
        return x / applicable, worst / applicable, worst / applicable, x, worst, worst
    lower, upper = (
        beta_limits(x, applicable, risk / 2, "lower")[0],
        beta_limits(worst, applicable, risk / 2, "upper")[1],
    )
    one_sided = beta_limits(worst, applicable, risk, "upper")[1]
    if size is None:
        return lower, upper, one_sided, None, None, None
    least = hypergeometric_interval(x, n, size, confidence).lower_count
    most = hypergeometric_interval(worst, n, size, confidence).upper_count
    return (
        lower,
        upper,
        one_sided,
        least,
        most,
        hypergeometric_interval(worst, n, size, confidence, "upper").upper_count,
    )


def _outcome(x: int, lost: int, n: int, apart: int, size: int | None, limit: Fraction, risk: Fraction) -> Outcome:
    """Hold the rate against the tolerable one, by the same rule as the plan; missing cases count against both."""
    applicable, worst = n - apart, x + lost
    if size is None or apart:  # how many of the population the question concerns is not known
        below = binomial_below(worst, applicable, limit, risk)
        above = binomial_below(applicable - x, applicable, 1 - limit, risk)
    else:
        below = hypergeometric_below(worst, n, math.ceil(size * limit), size, risk)
        above = hypergeometric_below(n - x, n, size - math.floor(size * limit), size, risk)
    return "below" if below else "above" if above else "not shown"
