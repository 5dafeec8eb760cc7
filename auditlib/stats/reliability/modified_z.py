"""The median test for outliers: modified z-scores, with a stricter limit where figures are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.explain import require, share, whole, written
from auditlib.stats.phrases import count, percent
from auditlib.stats.reliability.figures import Label, Value, decimals_of, figures_of, listed, spread_out
from auditlib.stats.reliability.fit import DRAWS, generator
from auditlib.stats.reliability.reach import TestName
from auditlib.stats.reliability.result import Account, Examined, NotTested, Told

Around = Literal["median", "line"]
Floats = NDArray[np.float64]

LEAST = 7
FEW = 30  # fewer figures, and the limit is raised to what normal figures of this number seldom pass
LIMIT = 3.5
ROUNDING = 1e-12  # of the largest distance: less is what the computer makes of equal distances
MOST_PAIRED = 2_000  # figures in a line, whose slope is the median over all pairs
SOURCES: dict[Around, str] = {
    "median": "Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), § 3",
    "line": "Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), § 3; Sen, Journal of the American "
    "Statistical Association 63 (1968) 1379–1389",
}
_SENTENCES: dict[bool, dict[Language, str]] = {
    True: {
        "nb": "{k} av {n} tall ligger langt fra {centre}: {which}.",
        "nn": "{k} av {n} tal ligg langt frå {centre}: {which}.",
        "en": "{k} of {n} figures lie far from {centre}: {which}.",
    },
    False: {
        "nb": "Ingen av {n} tall ligger langt fra {centre}.",
        "nn": "Ingen av {n} tal ligg langt frå {centre}.",
        "en": "None of {n} figures lies far from {centre}.",
    },
}
_CENTRES: dict[Around, dict[Language, str]] = {
    "median": {"nb": "medianen", "nn": "medianen", "en": "the median"},
    "line": {
        "nb": "den rette linjen gjennom serien",
        "nn": "den rette linja gjennom serien",
        "en": "the line of the series",
    },
}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "De fleste tallene er omtrent normalfordelte rundt {centre}.",
        "Grensen er {limit}{raised}.",
    ),
    "nn": (
        "Dei fleste tala er omtrent normalfordelte rundt {centre}.",
        "Grensa er {limit}{raised}.",
    ),
    "en": (
        "Most figures are roughly normally distributed around {centre}.",
        "The limit is {limit}{raised}.",
    ),
}
_RAISED: dict[Language, str] = {
    "nb": ", som {alpha} av normale serier med {n} tall går over ({usual} for mange tall)",
    "nn": ", som {alpha} av normale seriar med {n} tal går over ({usual} for mange tal)",
    "en": ", which {alpha} of normal series of {n} figures pass ({usual} for many figures)",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with its modified z-score."""

    label: str
    value: float
    score: float


@dataclass(frozen=True, slots=True)
class ModifiedZ(Examined):
    """The modified z-score of every figure, 0.6745 times its distance in median absolute deviations.

    `mad` is that deviation, from the median or from Theil and Sen's line. `limit` is 3.5, or higher where few figures
    would pass it too often; `draws` is then how many normal series it was found from, else 0.
    """

    scores: tuple[Scored, ...]
    around: Around
    mad: float
    limit: float
    draws: int
    decimals: int
    alpha: float
    subject: str = ""
    test: ClassVar[TestName] = "modified_z"

    @property
    def outliers(self) -> tuple[Scored, ...]:
        """The figures whose score passes the limit, the furthest first."""
        return tuple(
            sorted((each for each in self.scores if abs(each.score) > self.limit), key=lambda s: -abs(s.score))
        )

    @property
    def flagged(self) -> bool:
        """Whether there are outliers."""
        return bool(self.outliers)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the outliers stand."""
        return tuple(each.label for each in self.outliers)

    def explain(self, language: Language = "nb") -> Account:
        """Say which figures lie far out."""
        k, n, centre = len(self.outliers), count(len(self.scores), language), _CENTRES[self.around][language]
        which = [f"{each.label} ({written(each.value, self.decimals, language)})" for each in self.outliers]
        sentence = _SENTENCES[self.flagged][language].format(
            k=count(k, language), n=n, centre=centre, which=listed(which, language)
        )
        limit, alpha = written(self.limit, 2 if self.draws else 1, language), percent(self.alpha, language, None)
        furthest = max(self.scores, key=lambda each: abs(each.score))
        formula = (
            f"M = {written(0.6745, 4, language)} · (x − x̃) / MAD, MAD = {written(self.mad, 3, language)}; "
            f"max |M| = {written(abs(furthest.score), 2, language)} ({furthest.label}); {limit}"
        )
        raised = _RAISED[language].format(alpha=alpha, n=n, usual=written(LIMIT, 1, language)) if self.draws else ""
        assumptions = tuple(each.format(centre=centre, limit=limit, raised=raised) for each in _ASSUMPTIONS[language])
        told = Told(sentence, count(k, language), formula, SOURCES[self.around], assumptions)
        return told.account(self.test, self.subject, language)


def modified_z(
    values: Sequence[Value],
    labels: Sequence[Label] | None = None,
    *,
    around: Around = "median",
    seed: int | None = None,
    draws: int = DRAWS,
    alpha: float = 0.05,
    subject: str = "",
) -> ModifiedZ | NotTested:
    """Find the figures that lie far from the median, or from a line through a series.

    Args:
        values: figures of either sign, None where missing; in order of time, a place for each period, for a line.
        labels: what names the row or period of each; row numbers from 1 when left out.
        around: `median`, or `line` for Theil and Sen's line through a series that may rise or fall.
        seed: starts the draws of normal series, which set the limit for fewer than 30 figures; needed only there.
        draws: how many.
        alpha: the share of those series that may have a figure beyond the limit.
        subject: what the figures are called, for the wording.

    Gives NotTested for fewer than 7 figures, and when half or more lie alike. Raises StatsError for text, NaN, few
    figures without a seed, and a line through more than 2 000.
    Source: Iglewicz and Hoaglin (1993), limit 3.5; Theil (1950) and Sen (1968) for the line.
    """
    level, figures = share("alpha", alpha), figures_of(values, labels)
    centres = get_args(Around) if figures.n <= MOST_PAIRED else ("median",)
    require(around in centres, "around", around, f"one of {', '.join(centres)} for {figures.n} figures")
    if figures.n < LEAST:
        return NotTested("modified_z", "too_few", figures.n, LEAST, subject=subject)
    times = np.array([place for place, each in enumerate(figures.all_values) if each is not None], dtype=np.float64)
    halves, scale = spread_out(figures.values)
    rests = _rests(halves[None, :], times, around)[0]
    mad = float(np.median(np.abs(rests)))
    if mad <= ROUNDING:
        return NotTested("modified_z", "mostly_equal", subject=subject)
    many = whole("draws", draws, 99) if figures.n < FEW else 0
    limit = max(LIMIT, _limit(times, around, level, seed, many)) if many else LIMIT
    scored = tuple(map(Scored, figures.labels, figures.values, (0.6745 * rests / mad).tolist()))
    return ModifiedZ(scored, around, 2 * scale * mad, limit, many, decimals_of(figures.values), level, subject)


def _rests(series: Floats, times: Floats, around: Around) -> Floats:
    """Give the distances of each series (a row) from its median, or from its line."""
    if around == "line":
        first, second = np.triu_indices(len(times), 1)
        slopes = np.median((series[:, second] - series[:, first]) / (times[second] - times[first]), axis=1)
        series = series - slopes[:, None] * times
    rests: Floats = series - np.median(series, axis=1, keepdims=True)
    return rests


def _limit(times: Floats, around: Around, alpha: float, seed: int | None, draws: int) -> float:
    """Give the limit for few figures; StatsError when the seed is left out."""
    generator(seed)
    return _raised(tuple(times.tolist()), around, alpha, seed, draws)


@lru_cache(maxsize=256)  # a table has many series over the same periods
def _raised(places: tuple[float, ...], around: Around, alpha: float, seed: int | None, draws: int) -> float:
    """Give the limit that a share alpha of normal series pass with one figure or more."""
    times, random = np.array(places), generator(seed)
    rests = np.abs(_rests(random.standard_normal((draws, len(times))), times, around))
    worst = 0.6745 * rests.max(axis=1) / np.median(rests, axis=1)
    return float(np.quantile(worst, 1 - alpha, method="higher"))
