"""How many people to ask in a survey that shall give a share within a margin: Krejcie–Morgan and Cochran."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from auditlib.language import Language
from auditlib.numbers import round_half_up
from auditlib.stats.explain import Explained, Explanation, require, whole
from auditlib.stats.phrases import count, number, percent
from auditlib.stats.tails import Real, exact, rate, risk_of

_SOURCES = {
    "krejcie-morgan": "Krejcie og Morgan, Educational and Psychological Measurement 30 (1970) 607–610",
    "cochran": "Cochran, Sampling Techniques, 3rd ed. (1977), § 4.4",
}
_SENTENCE: dict[Language, str] = {
    "nb": "{n} svar fra personer trukket tilfeldig{among} gir en andel med en feilmargin på høyst {margin} "
    "prosentpoeng, med {confidence} sikkerhet.",
    "nn": "{n} svar frå personar trekte tilfeldig{among} gir ein del med ein feilmargin på høgst {margin} "
    "prosentpoeng, med {confidence} tryggleik.",
    "en": "{n} answers from people drawn at random{among} give a share with a margin of error of at most {margin} "
    "percentage points, with {confidence} confidence.",
}
_AMONG: dict[Language, str] = {"nb": " blant {n}", "nn": " mellom {n}", "en": " from {n}"}
_ASSUMES: dict[Language, tuple[str, str]] = {
    "nb": ("de spurte er trukket tilfeldig, og alle svarer", "utvalget er stort nok for normalfordelingen"),
    "nn": ("dei spurde er trekte tilfeldig, og alle svarer", "utvalet er stort nok for normalfordelinga"),
    "en": ("those asked are drawn at random, and all answer", "the sample is large enough for the normal distribution"),
}


@dataclass(frozen=True, slots=True)
class SurveyPlan(Explained):
    """How many answers are needed; margin, proportion and confidence are shares.

    `quantile` is the one the formula used: the chi-square for Krejcie–Morgan, z for Cochran. `unrounded` is the number
    before the method's own rounding.
    """

    n: int
    unrounded: float
    margin: float
    proportion: float
    confidence: float
    population: int | None
    quantile: float
    method: Literal["krejcie-morgan", "cochran"]

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how many answers are needed and what they give."""
        among = "" if self.population is None else _AMONG[language].format(n=count(self.population, language))
        return Explanation(
            figure=count(self.n, language),
            interval=f"± {number(exact('margin', self.margin) * 100, language)}",
            formula=self._formula(language),
            source=_SOURCES[self.method],
            assumptions=_ASSUMES[language],
            sentence=_SENTENCE[language].format(
                n=count(self.n, language), among=among, confidence=percent(self.confidence, language, None),
                margin=number(exact("margin", self.margin) * 100, language),
            ),
        )  # fmt: skip

    def _formula(self, language: Language) -> str:
        """Write the formula with its numbers."""
        q, p, d = (number(each, language, 6) for each in (self.quantile, self.proportion, self.margin))
        size, found = self.population, number(self.unrounded, language, 2)
        if self.method == "krejcie-morgan":
            return f"{q}·{size}·{p}·(1−{p}) / ({d}²·({size}−1) + {q}·{p}·(1−{p})) = {found}"
        first = f"n₀ = {q}²·{p}·(1−{p})/{d}²"
        return f"{first} = {found}" if size is None else f"{first}; n₀/(1 + (n₀−1)/{size}) = {found}"


def krejcie_morgan(
    population: int, confidence: Real = 0.95, *, margin: Real = Decimal("0.05"), proportion: Real = Decimal("0.5")
) -> SurveyPlan:
    """Give Krejcie and Morgan's sample size for a survey of a known population.

    s = X2 N P(1-P) / (d2 (N-1) + X2 P(1-P)), rounded to the nearest whole number as in their table; X2 is the
    chi-square with one degree of freedom to three decimals (3.841 at 95 percent). Margin, proportion and confidence
    are shares.

    Raises StatsError for a population below 1 and shares outside 0-1.
    Source: Krejcie and Morgan, Educational and Psychological Measurement 30 (1970) 607-610.
    """
    from scipy.special import chdtri

    size = whole("population", population, 1)
    d, p = rate("margin", margin), rate("proportion", proportion)
    chi2 = Fraction(round_half_up(Decimal(float(chdtri(1, float(risk_of(confidence))))), 3))
    spread = chi2 * p * (1 - p)
    found = spread * size / (d**2 * (size - 1) + spread)
    return SurveyPlan(
        int(round_half_up(found, 0)), float(found), float(d), float(p), float(1 - risk_of(confidence)), size,
        float(chi2), "krejcie-morgan",
    )  # fmt: skip


def cochran(
    margin: Real,
    confidence: Real = 0.95,
    *,
    proportion: Real = Decimal("0.5"),
    population: int | None = None,
    z: Real | None = None,
) -> SurveyPlan:
    """Give Cochran's sample size for a proportion, rounded up, with the finite correction when a population is given.

    n0 = z2 p(1-p) / d2 and n = n0 / (1 + (n0-1)/N); only the result is rounded. Margin, proportion and confidence are
    shares. `z` replaces the normal quantile where a published table rounds it (1.96).

    Raises StatsError for shares outside 0-1, a population below 1, and a z that is not above 0.
    Source: Cochran, Sampling Techniques, 3rd ed. (1977), § 4.4.
    """
    from scipy.special import ndtri

    d, p = rate("margin", margin), rate("proportion", proportion)
    size = None if population is None else whole("population", population, 1)
    risk = risk_of(confidence)
    quantile = (
        Fraction(-float(ndtri(float(risk / 2)))) if z is None else exact("z", z, "a number above 0, such as 1.96")
    )
    require(quantile > 0, "z", z, "a number above 0, such as 1.96")
    found = quantile**2 * p * (1 - p) / d**2
    if size is not None:
        found = found / (1 + (found - 1) / size)
    return SurveyPlan(
        math.ceil(found), float(found), float(d), float(p), float(1 - risk), size, float(quantile), "cochran"
    )
