"""A trend in a series: the test of Mann and Kendall, with the slope of Theil and Sen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from auditlib.language import Language
from auditlib.stats.counts import kendall_counts, kendall_variance
from auditlib.stats.design import numbers
from auditlib.stats.explain import Explained, Explanation, require, share, written
from auditlib.stats.families import verdict, verdict_words, written_interval, written_p
from auditlib.stats.proportions import Estimate

Null = Literal["auto", "exact", "normal"]
Used = Literal["exact", "normal"]
Numbers = tuple[float, ...]

LEAST_POINTS = 4
EXACT_POINTS = 50  # more are tested by the normal distribution unless the exact one is asked for
SERIES_SOURCE = (
    "Mann, Econometrica 13 (1945) 245–259; Kendall, Rank Correlation Methods (1975); "
    "Sen, Journal of the American Statistical Association 63 (1968) 1379–1389"
)
_SERIES: dict[Language, str] = {
    "nb": "Fra {start} til {end} ({n} målinger) var medianendringen {slope} {unit} per {step} ({ci}; {p}): {verdict}.",
    "nn": "Frå {start} til {end} ({n} målingar) var medianendringa {slope} {unit} per {step} ({ci}; {p}): {verdict}.",
    "en": "From {start} to {end} ({n} measurements) the median change was {slope} {unit} per {step} ({ci}; {p}): "
    "{verdict}.",
}
_VERDICTS: dict[str, dict[Language, str]] = {
    "up": {
        "nb": "økningen er større enn tilfeldig variasjon vanligvis gir",
        "nn": "auken er større enn tilfeldig variasjon vanlegvis gir",
        "en": "the increase is larger than chance usually gives",
    },
    "down": {
        "nb": "nedgangen er større enn tilfeldig variasjon vanligvis gir",
        "nn": "nedgangen er større enn tilfeldig variasjon vanlegvis gir",
        "en": "the decrease is larger than chance usually gives",
    },
    "open": {
        "nb": "tallene gir ikke grunnlag for å si at det er en trend, og heller ikke at det ikke er noen",
        "nn": "tala gir ikkje grunnlag for å seie at det er ein trend, og heller ikkje at det ikkje er nokon",
        "en": "the figures are no ground for saying that there is a trend, nor that there is none",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Målingene er uavhengige av hverandre.", "Det er målt på samme måte hele tiden, uten brudd i serien."),
    "nn": ("Målingane er uavhengige av kvarandre.", "Det er målt på same måte heile tida, utan brot i serien."),
    "en": (
        "Measurements are independent of each other.",
        "Measuring was the same throughout, with no break in series.",
    ),
}


@dataclass(frozen=True, slots=True)
class SeriesTrend(Explained):
    """Mann–Kendall's test of a series; `tau` is S over the number of pairs, the slope is per unit of time."""

    times: tuple[float, ...]
    values: tuple[float, ...]
    s: int
    tau: float
    variance: float
    z: float | None
    p: float
    slope: Estimate
    null: Used
    confidence: float
    unit: str
    step: str

    @property
    def verdict(self) -> str:
        """`up`, `down`, `open`, or `borderline` where test and interval disagree."""
        return direction(self.slope, self.p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how the series went, and whether chance could do it."""
        places = digits(self.slope)
        slope, p = written(self.slope.value or 0.0, places, language), written_p(self.p, language)
        ci = written_interval(self.slope.lower, self.slope.upper, places, self.confidence, language)
        start, end = (f"{each:g}" for each in (self.times[0], self.times[-1]))
        sentence = _SERIES[language].format(
            start=start, end=end, n=len(self.values), slope=slope, unit=self.unit, ci=ci, p=p,
            step=self.step or {"nb": "tidsenhet", "nn": "tidseining", "en": "unit of time"}[language],
            verdict=trend_words(self.verdict, language),
        ).replace("  ", " ")  # fmt: skip
        tau = f"S = {self.s}; τ = {self.s} / {math.comb(len(self.values), 2)}"
        how = f"P(|S| ≥ {abs(self.s)}): {p}"
        if self.z is not None:
            how = f"z = (S − sgn S) / √{written(self.variance, 1, language)} = {written(self.z, 2, language)}: {p}"
        return Explanation(slope, ci, f"{tau}; {how}", SERIES_SOURCE, _ASSUMPTIONS[language], sentence)


def mann_kendall(
    values: Sequence[float],
    times: Sequence[float] | None = None,
    confidence: float = 0.95,
    null: Null = "auto",
    unit: str = "",
    step: str = "",
) -> SeriesTrend:
    """Test a series for a steady rise or fall, and estimate the slope by Theil and Sen.

    Args:
        values: one measurement for each time, in order of time; four or more.
        times: strictly increasing times, as years; 1, 2, 3 … when left out.
        confidence: of the slope's two-sided interval, a share between 0 and 1.
        null: `exact` counts all orders of the values, `normal` corrects for ties and continuity; `auto` is exact
            for at most 50 values with no two equal.
        unit: the unit of the values, and
        step: the unit of time, for the wording.

    The interval of the slope is widened outwards to whole ranks; a limit is infinite where points are too few.
    Raises StatsError for fewer than four points, values that are no finite numbers, and times out of order.
    Source: Mann (1945); Kendall (1975); Theil (1950); Sen (1968).
    """
    level = share("confidence", confidence)
    series, when = _series(values, times)
    require(null in ("auto", "exact", "normal"), "null", null, "auto, exact or normal")
    first, second = np.triu_indices(len(series), 1)
    rises = np.asarray(series)[second] - np.asarray(series)[first]
    s, ties = int(np.sign(rises).sum()), [count for count in Counter(series).values() if count > 1]
    variance = kendall_variance(len(series), ties)
    exact = null == "exact" or (null == "auto" and not ties and len(series) <= EXACT_POINTS)
    used: Used = "exact" if exact else "normal"
    z = None if exact else float(s - np.sign(s)) / math.sqrt(variance) if s else 0.0
    p = _exact_p(s, kendall_counts(len(series), ties)) if z is None else min(1.0, 2 * float(ndtr(-abs(z))))
    slopes = np.sort(rises / (np.asarray(when)[second] - np.asarray(when)[first]))
    rank = _exact_rank(len(series), level) if exact and not ties else _normal_rank(len(slopes), variance, level)
    slope = Estimate(float(np.median(slopes)), *_at_rank(slopes, rank))
    return SeriesTrend(when, series, s, s / len(slopes), variance, z, p, slope, used, level, unit, step)


def _series(values: Sequence[float], times: Sequence[float] | None) -> tuple[Numbers, Numbers]:
    """Give checked values and times."""
    series = numbers("values", values)
    when = numbers("times", times if times is not None else range(1, len(series) + 1))
    require(len(series) >= LEAST_POINTS, "values", len(series), f"{LEAST_POINTS} points or more; fewer show no trend")
    require(len(when) == len(series), "times", len(when), f"one time for each of the {len(series)} values")
    require(all(a < b for a, b in pairwise(when)), "times", times, "strictly increasing times")
    return series, when


def _exact_p(s: int, counts: list[int]) -> float:
    """Give the two-sided probability of an S as far from 0 or farther, from the number of orders."""
    return min(1.0, float(Fraction(2 * sum(counts[: (len(counts) - 1 - abs(s)) // 2 + 1]), sum(counts))))


def _exact_rank(n: int, confidence: float) -> int:
    """Give the rank of the slope that bounds it, by the exact distribution; 0 where none does."""
    counts, below, rank = kendall_counts(n), 0, 0
    for count in counts:
        below += count
        if Fraction(2 * below, math.factorial(n)) > 1 - Fraction(str(confidence)):
            break
        rank += 1
    return rank


def _normal_rank(slopes: int, variance: float, confidence: float) -> int:
    """Give the rank of the slope that bounds it, by the normal distribution; 0 where none does."""
    reach = -float(ndtri((1 - confidence) / 2)) * math.sqrt(variance)
    return max(0, math.floor((slopes - reach) / 2)) if variance > 0 else 0


def _at_rank(slopes: NDArray[np.floating], rank: int) -> tuple[float, float]:
    """Give the slopes of a rank from each end, infinite for rank 0."""
    return (float(slopes[rank - 1]), float(slopes[-rank])) if rank else (-math.inf, math.inf)


def trend_words(found: str, language: Language) -> str:
    """Say a verdict on a trend as the end of a sentence."""
    return verdict_words("borderline", language) if found == "borderline" else _VERDICTS[found][language]


def direction(slope: Estimate, p: float, confidence: float) -> str:
    """Hold the interval of a slope and the p-value against each other."""
    found = verdict(0, slope.lower, slope.upper, p, confidence)
    return ("up" if (slope.value or 0) > 0 else "down") if found == "differs" else found


def digits(slope: Estimate) -> int:
    """Give decimals that show two figures of a slope or of its interval's width."""
    sizes = [abs(each) for each in (slope.value or 0.0, slope.upper - slope.lower) if each and math.isfinite(each)]
    return min(6, max(1, 1 - math.floor(math.log10(max(sizes))))) if sizes else 1
