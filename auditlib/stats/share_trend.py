"""A trend in shares over ordered groups: Cochran–Armitage, with the exact distribution where it can be counted out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from scipy.special import ndtr, ndtri

from auditlib.language import Language
from auditlib.stats.counts import twice_smaller_tail, ways_to_draw, whole_steps
from auditlib.stats.design import cases, numbers
from auditlib.stats.explain import Explained, Explanation, require, share, written
from auditlib.stats.families import written_interval, written_p
from auditlib.stats.proportions import Estimate
from auditlib.stats.trend import Null, Numbers, digits, direction, trend_words

SOURCE = "Cochran, Biometrics 10 (1954) 417–451; Armitage, Biometrics 11 (1955) 375–386"
_SENTENCES: dict[Language, str] = {
    "nb": "Andelen endret seg med {slope} prosentpoeng per trinn over {n} ordnede grupper ({ci}; {p}): {verdict}.",
    "nn": "Delen endra seg med {slope} prosentpoeng per steg over {n} ordna grupper ({ci}; {p}): {verdict}.",
    "en": "The share changed by {slope} percentage points per step over {n} ordered groups ({ci}; {p}): {verdict}.",
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Sakene er uavhengige, og ingen er i flere grupper.",
        "Gruppenes rekkefølge og avstand var gitt på forhånd.",
    ),
    "nn": ("Sakene er uavhengige, og ingen er i fleire grupper.", "Rekkjefølgja og avstanden var gitt på førehand."),
    "en": (
        "Cases are independent, and none is in two groups.",
        "The order and distance of groups was given beforehand.",
    ),
}


@dataclass(frozen=True, slots=True)
class SharesTrend(Explained):
    """Cochran–Armitage's test; the slope is the change in share per unit of score.

    `p` is from the normal distribution, `exact_p` twice the smaller exact tail where the table is small enough.
    """

    counts: tuple[int, ...]
    totals: tuple[int, ...]
    scores: tuple[float, ...]
    z: float
    p: float
    exact_p: float | None
    slope: Estimate
    confidence: float

    @property
    def verdict(self) -> str:
        """`up`, `down`, `open`, or `borderline`; by the exact p-value where there is one."""
        return direction(self.slope, self.p if self.exact_p is None else self.exact_p, self.confidence)

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how the share went over the groups, and whether chance could do it."""
        points = Estimate(100 * (self.slope.value or 0.0), 100 * self.slope.lower, 100 * self.slope.upper)
        places = digits(points)
        slope = written(points.value or 0.0, places, language)
        ci = written_interval(points.lower, points.upper, places, self.confidence, language)
        p = written_p(self.p if self.exact_p is None else self.exact_p, language)
        sentence = _SENTENCES[language].format(
            slope=slope, n=len(self.counts), ci=ci, p=p, verdict=trend_words(self.verdict, language)
        )
        shares = ", ".join(f"{x}/{n}" for x, n in zip(self.counts, self.totals, strict=True))
        at = ", ".join(f"{each:g}" for each in self.scores)
        formula = f"{shares} ({at}): z = {written(self.z, 2, language)}, {written_p(self.p, language)}"
        if self.exact_p is not None:
            word = {"nb": "eksakt", "nn": "eksakt", "en": "exact"}[language]
            formula += f"; {word} {written_p(self.exact_p, language)}"
        return Explanation(slope, ci, formula, SOURCE, _ASSUMPTIONS[language], sentence)


def cochran_armitage(
    counts: Sequence[int],
    totals: Sequence[int],
    scores: Sequence[float] | None = None,
    confidence: float = 0.95,
    null: Null = "auto",
) -> SharesTrend:
    """Test whether a share rises or falls steadily over ordered groups.

    Args:
        counts: cases with the trait in each group, in order; three groups or more.
        totals: cases in each group, 1 or more.
        scores: where each group stands on the scale, strictly increasing; 1, 2, 3 … when left out.
        confidence: of the slope's two-sided interval, a share between 0 and 1.
        null: `exact` counts out all tables with these margins too, `normal` does not; `auto` does where it is quick.

    The slope is that of the linear probability model; its interval uses the spread under no trend, as the test does.
    Raises StatsError for fewer than three groups, counts above totals, when no case or every case has the trait, and
    an exact distribution that is too large to count out.
    Source: Cochran (1954); Armitage (1955).
    """
    level = share("confidence", confidence)
    require(null in ("auto", "exact", "normal"), "null", null, "auto, exact or normal")
    xs, ns, at = _groups(counts, totals, scores)
    x, n = sum(xs), sum(ns)
    require(0 < x < n, "counts", counts, "some cases with the trait and some without")
    middle = math.fsum(map(mul, at, ns)) / n
    square = math.fsum(each * (score - middle) ** 2 for score, each in zip(at, ns, strict=True))
    lean = math.fsum(each * (score - middle) for score, each in zip(at, xs, strict=True))
    error = math.sqrt(x / n * (1 - x / n) / square)
    slope, z = lean / square, lean / square / error
    reach = -float(ndtri((1 - level) / 2)) * error
    estimate, p = Estimate(slope, slope - reach, slope + reach), min(1.0, 2 * float(ndtr(-abs(z))))
    exact_p = None if null == "normal" else _exact_shares(xs, ns, at)
    require(exact_p is not None or null != "exact", "null", null, "auto or normal for a table this large")
    return SharesTrend(tuple(xs), tuple(ns), at, z, p, exact_p, estimate, level)


def _groups(
    counts: Sequence[int], totals: Sequence[int], scores: Sequence[float] | None
) -> tuple[list[int], list[int], Numbers]:
    """Give checked counts, totals and scores."""
    require(len(counts) >= 3, "counts", counts, "three groups or more; two are a comparison of proportions")
    require(len(totals) == len(counts), "totals", totals, f"one total for each of the {len(counts)} counts")
    pairs = [cases(f"counts[{i}]", x, f"totals[{i}]", n) for i, (x, n) in enumerate(zip(counts, totals, strict=True))]
    at = numbers("scores", scores if scores is not None else range(1, len(pairs) + 1))
    require(len(at) == len(pairs), "scores", scores, f"one score for each of the {len(pairs)} groups")
    require(all(a < b for a, b in pairwise(at)), "scores", scores, "strictly increasing scores")
    return [x for x, _ in pairs], [n for _, n in pairs], at


def _exact_shares(counts: list[int], totals: list[int], scores: Numbers) -> float | None:
    """Give twice the smaller exact tail of the sum of scores, or None for a table of too many steps."""
    steps = whole_steps(scores)
    ways = ways_to_draw(totals, sum(counts), lambda place, k: steps[place] * k)
    return None if ways is None else twice_smaller_tail(ways, sum(map(mul, steps, counts)))
