"""Rates of events over exposure held against each other, and the growth of one count against that of another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import betainccinv, betaincinv

from auditlib.language import Language
from auditlib.stats.design import named, positive, ratio
from auditlib.stats.explain import Explained, Explanation, require, share, whole, written
from auditlib.stats.families import Verdict, verdict, verdict_words, written_interval, written_p
from auditlib.stats.proportions import ConditionalTable, Estimate, summed_from_mode, two_sided

RATES_SOURCE = (
    "Przyborowski & Wilenski, Biometrika 31 (1940) 313–323; Clopper & Pearson, Biometrika 26 (1934) 404–413; "
    "mid-p: Lancaster (1961)"
)
CHANGES_SOURCE = "Fisher, Journal of the Royal Statistical Society 98 (1935) 39–82; Cornfield (1956)"
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Hendelsene er uavhengige av hverandre, og ingen hendelse er talt to ganger.",
        "Ratene er jevne i perioden.",
    ),
    "nn": ("Hendingane er uavhengige av kvarandre, og inga hending er talt to gonger.", "Ratane er jamne i perioden."),
    "en": ("Events are independent of each other, and none is counted twice.", "Rates are even through the period."),
}
_GROWTH_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Tallene er uavhengige hendelser: de samme sakene er ikke talt på begge tidspunkter, og ingen i begge grupper.",
        "Det er talt på samme måte begge ganger.",
    ),
    "nn": (
        "Tala er uavhengige hendingar: dei same sakene er ikkje talde på begge tidspunkta, og ingen i begge gruppene.",
        "Det er talt på same måte begge gongene.",
    ),
    "en": (
        "The counts are independent events: no case is counted at both times, and none in both groups.",
        "The counting was done in the same way both times.",
    ),
}
_RATES: dict[Language, str] = {
    "nb": "{a} hadde {x1} hendelser på {t1} {unit} og {b} {x2} på {t2}. Forholdet mellom ratene er {r} ({ci}; {p}): "
    "{verdict}.",
    "nn": "{a} hadde {x1} hendingar på {t1} {unit} og {b} {x2} på {t2}. Forholdet mellom ratane er {r} ({ci}; {p}): "
    "{verdict}.",
    "en": "{a} had {x1} events in {t1} {unit} and {b} {x2} in {t2}. The ratio of the rates is {r} ({ci}; {p}): "
    "{verdict}.",
}
_CHANGES: dict[Language, str] = {
    "nb": "Endringen var {g1} prosent i {a} (fra {b1} til {a1}) og {g2} prosent i {b} (fra {b2} til {a2}). Forholdet "
    "mellom vekstfaktorene er {r} ({ci}; {p}): {verdict}.",
    "nn": "Endringa var {g1} prosent i {a} (frå {b1} til {a1}) og {g2} prosent i {b} (frå {b2} til {a2}). Forholdet "
    "mellom vekstfaktorane er {r} ({ci}; {p}): {verdict}.",
    "en": "The change was {g1} per cent in {a} (from {b1} to {a1}) and {g2} per cent in {b} (from {b2} to {a2}). The "
    "ratio of the growth factors is {r} ({ci}; {p}): {verdict}.",
}


@dataclass(frozen=True, slots=True)
class RateComparison(Explained):
    """Two rates compared: the first over the second. `rates` are events per unit of exposure."""

    names: tuple[str, str] | None
    events: tuple[int, int]
    exposures: tuple[float, float]
    unit: str
    rates: tuple[float, float]
    rate_ratio: Estimate
    p: float
    mid_p: float
    confidence: float

    @property
    def verdict(self) -> Verdict:
        """`differs` where test and interval both say so, `open` where neither does, else `borderline`."""
        return verdict(1, self.rate_ratio.lower, self.rate_ratio.upper, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how the rates compare, and whether chance could do it."""
        (x1, x2), (a, b) = self.events, named(self.names, language)
        t1, t2 = (_amount(each, language) for each in self.exposures)
        r, ci = _ratio_words(self.rate_ratio, self.confidence, language)
        p, words = written_p(self.p, language), verdict_words(self.verdict, language)
        counts = {"x1": written(x1, 0, language), "x2": written(x2, 0, language)}
        sentence = _RATES[language].format(
            a=a, b=b, **counts, t1=t1, t2=t2, unit=self.unit, r=r, ci=ci, p=p, verdict=words
        )
        formula = f"({x1}/{t1}) / ({x2}/{t2}); {p}, mid-{written_p(self.mid_p, language)}"
        return Explanation(r, ci, formula, RATES_SOURCE, _ASSUMPTIONS[language], _opened(sentence))


@dataclass(frozen=True, slots=True)
class ChangeComparison(Explained):
    """The growth factor of one count over that of another; 1 is equal growth."""

    names: tuple[str, str] | None
    before: tuple[int, int]
    after: tuple[int, int]
    growth_ratio: Estimate
    p: float
    mid_p: float
    confidence: float

    @property
    def changes(self) -> tuple[float, float]:
        """The two changes in percent."""
        first, second = (100 * (after - before) / before for before, after in zip(self.before, self.after, strict=True))
        return first, second

    @property
    def verdict(self) -> Verdict:
        """`differs` where test and interval both say so, `open` where neither does, else `borderline`."""
        return verdict(1, self.growth_ratio.lower, self.growth_ratio.upper, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how both grew, and whether the one can be told from the other."""
        (b1, b2), (a1, a2), (a, b) = self.before, self.after, named(self.names, language)
        g1, g2 = (_signed(each, language) for each in self.changes)
        r, ci = _ratio_words(self.growth_ratio, self.confidence, language)
        p = written_p(self.p, language)
        sentence = _CHANGES[language].format(
            a=a, b=b, g1=g1, g2=g2, r=r, ci=ci, p=p,
            **{name: written(each, 0, language) for name, each in (("a1", a1), ("b1", b1), ("a2", a2), ("b2", b2))},
            verdict=verdict_words(self.verdict, language),
        )  # fmt: skip
        formula = f"({a1}/{b1}) / ({a2}/{b2}); Fisher {p}, mid-{written_p(self.mid_p, language)}"
        return Explanation(r, ci, formula, CHANGES_SOURCE, _GROWTH_ASSUMPTIONS[language], sentence)


def compare_rates(
    events: int,
    exposure: float,
    other_events: int,
    other_exposure: float,
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
    unit: str = "",
) -> RateComparison:
    """Compare two rates of independent events, exactly, given the number of events in all.

    Args:
        events: events counted in the first group, 0 or more.
        exposure: what they are counted over in the first group (person-years, children, days), above 0.
        other_events: events in the second group.
        other_exposure: exposure of the second group, in the same unit.
        confidence: of the two-sided interval, a share between 0 and 1.
        names: the two groups, for the wording.
        unit: the unit of exposure in the plural, for the wording.

    Given all events, those of the first group are binomial; the p-value adds up outcomes no likelier than this one,
    mid-p counts equally likely ones half, and the interval of the ratio follows from Clopper-Pearson's.
    Raises StatsError when there is no event in either group, an exposure is not above 0, or events are not whole.
    Source: Przyborowski and Wilenski, Biometrika 31 (1940) 313-323; Clopper and Pearson (1934).
    """
    level = share("confidence", confidence)
    x1, x2 = whole("events", events), whole("other_events", other_events)
    t1, t2 = positive("exposure", exposure), positive("other_exposure", other_exposure)
    require(x1 + x2 > 0, "events", (events, other_events), "one event or more in the two groups together")
    p, mid_p = binomial_p_values(x1, x1 + x2, t1 / (t1 + t2))
    tail = (1 - level) / 2
    lower = 0.0 if x1 == 0 else _odds(x1, x2 + 1, tail) * (t2 / t1)
    upper = math.inf if x2 == 0 else (t2 / t1) / _odds(x2, x1 + 1, tail)
    estimate = Estimate(ratio(x1 / t1, x2 / t2), lower, upper)
    return RateComparison(names, (x1, x2), (t1, t2), unit, (x1 / t1, x2 / t2), estimate, p, mid_p, level)


def compare_changes(
    before: int,
    after: int,
    other_before: int,
    other_after: int,
    confidence: float = 0.95,
    names: tuple[str, str] | None = None,
) -> ChangeComparison:
    """Compare the growth of two counts of independent events, exactly, given the table's margins.

    Args:
        before: the first count at the first time, 1 or more.
        after: the first count at the second time, 1 or more.
        other_before: the second count at the first time, 1 or more; the groups must not overlap.
        other_after: the second count at the second time, 1 or more.
        confidence: of the two-sided interval, a share between 0 and 1.
        names: the two groups, for the wording.

    The ratio of the growth factors is the odds ratio of the two-by-two table of counts; its interval is the exact
    conditional one, and the p-value Fisher's, two-sided.
    Raises StatsError for counts of 0 or less and for fractions: a percentage is not a count.
    Source: Fisher, Journal of the Royal Statistical Society 98 (1935) 39-82; Cornfield (1956).
    """
    level = share("confidence", confidence)
    b1, a1 = whole("before", before, 1), whole("after", after, 1)
    b2, a2 = whole("other_before", other_before, 1), whole("other_after", other_after, 1)
    table = ConditionalTable(a1, a1 + b1, a2 + b2, a1 + a2)
    p, mid_p = table.p_values()
    estimate = Estimate(a1 * b2 / (b1 * a2), *table.odds_ratio_interval(level))
    return ChangeComparison(names, (b1, b2), (a1, a2), estimate, p, mid_p, level)


def poisson_limits(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact two-sided limits for how many events were to be expected where so many were counted.

    Raises StatsError for what is no count, and a confidence that is no share.
    Source: Garwood, Biometrika 28 (1936) 437–442.
    """
    from scipy.special import gammaincinv

    count, tail = whole("events", events), (1 - share("confidence", confidence)) / 2
    return float(gammaincinv(count, tail)) if count else 0.0, float(gammaincinv(count + 1, 1 - tail))


def binomial_p_values(count: int, total: int, chance: float) -> tuple[float, float]:
    """Give the exact two-sided binomial p-value and the mid-p one.

    Args:
        count: cases seen, 0 to total.
        total: cases in all, 1 or more.
        chance: the share under the hypothesis, between 0 and 1.

    Adds up the outcomes no likelier than the one seen; mid-p counts equally likely ones half.
    Raises StatsError for counts that are not whole or above the total.
    Source: Clopper and Pearson (1934); Lancaster (1961).
    """
    n, pi = whole("total", total, 1), share("chance", chance)
    x = whole("count", count)
    require(x <= n, "count", count, f"a count from 0 to {n}")
    k = np.arange(n, dtype=np.float64)
    return two_sided(summed_from_mode(np.log((n - k) / (k + 1)) + math.log(pi / (1 - pi))), x)


def _odds(a: int, b: int, tail: float) -> float:
    """Give the odds p / (1 − p) at a beta quantile; the complement from its own side, which keeps small ones exact."""
    return float(betaincinv(a, b, tail) / betainccinv(b, a, tail))


def _ratio_words(estimate: Estimate, confidence: float, language: Language) -> tuple[str, str]:
    """Write a ratio and its interval."""
    value = "∞" if estimate.value is None or math.isinf(estimate.value) else written(estimate.value, 2, language)
    return value, written_interval(estimate.lower, estimate.upper, 2, confidence, language)


def _signed(value: float, language: Language) -> str:
    """Write a change with its sign."""
    return ("+" if value > 0 else "") + written(value, 1, language)


def _amount(value: float, language: Language) -> str:
    """Write an exposure with no more decimals than it has."""
    return written(value, 0 if value == int(value) else 2, language)


def _opened(sentence: str) -> str:
    """Open a sentence with a capital letter, without the double space an empty unit leaves."""
    return (sentence[:1].upper() + sentence[1:]).replace("  ", " ")
