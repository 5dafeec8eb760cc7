"""Agreement between coders: Cohen's kappa for two, Krippendorff's alpha for any number, with the disagreements."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from scipy.special import ndtri

from auditlib.language import Language
from auditlib.stats.design import numbers
from auditlib.stats.explain import Explained, Explanation, require, share, whole, written
from auditlib.stats.families import written_interval

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Delta = Callable[[Hashable, Hashable], float]

KAPPA_SOURCE = (
    "Cohen, Educ. Psychol. Meas. 20 (1960) 37–46; Fleiss, Cohen & Everitt, Psychological Bulletin 72 (1969) 323–327"
)
ALPHA_SOURCE = (
    "Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); "
    "Hayes & Krippendorff, Communication Methods and Measures 1 (2007) 77–89"
)
_KAPPA: dict[Language, str] = {
    "nb": "To kodere var enige om {same} av {n} enheter ({percent} prosent); Cohens kappa, som trekker fra enigheten "
    "tilfeldighet gir, er {value}{ci}.",
    "nn": "To kodarar var samde om {same} av {n} einingar ({percent} prosent); Cohens kappa, som trekkjer frå semja "
    "tilfelle gir, er {value}{ci}.",
    "en": "Two coders agreed on {same} of {n} units ({percent} per cent); Cohen's kappa, which takes out the agreement "
    "chance gives, is {value}{ci}.",
}
_ALPHA: dict[Language, str] = {
    "nb": "{coders} kodere ga {codings} kodinger av {n} enheter som minst to kodet; de var uenige om {apart}. "
    "Krippendorffs alfa ({level}) er {value}{ci}.",
    "nn": "{coders} kodarar gav {codings} kodingar av {n} einingar som minst to koda; dei var usamde om {apart}. "
    "Krippendorffs alfa ({level}) er {value}{ci}.",
    "en": "{coders} coders gave {codings} codings of {n} units that two or more coded; they disagreed on {apart}. "
    "Krippendorff's alpha ({level}) is {value}{ci}.",
}
_LEVELS = {"nominal": "nominal", "ordinal": "ordinal", "interval": "intervall", "ratio": "forholdstall"}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": ("Koderne arbeidet uavhengig av hverandre, etter samme instruks.", "Tallet gjelder enhetene som ble kodet."),
    "nn": ("Kodarane arbeidde uavhengig av kvarandre, etter same instruks.", "Talet gjeld einingane som vart koda."),
    "en": ("Coders worked independently, by the same instructions.", "The figure is about the units that were coded."),
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that was coded differently, with each coder's code; None where a coder left it out."""

    unit: str
    codes: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Kappa(Explained):
    """Cohen's kappa of two coders: 1 is full agreement, 0 what chance gives, at least -1."""

    value: float
    lower: float
    upper: float
    error: float
    observed: float
    expected: float
    n: int
    same: int
    confidence: float
    disagreements: tuple[Disagreement, ...] = ()

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how often two coders agreed, and how much of it chance explains."""
        value = written(self.value, 2, language)
        ci = written_interval(self.lower, self.upper, 2, self.confidence, language)
        percent = written(100 * self.observed, 1, language)
        sentence = _KAPPA[language].format(same=self.same, n=self.n, percent=percent, value=value, ci=f" ({ci})")
        po, pe = (written(each, 3, language) for each in (self.observed, self.expected))
        formula = f"κ = ({po} − {pe}) / (1 − {pe})"
        return Explanation(value, ci, formula, KAPPA_SOURCE, _ASSUMPTIONS[language], sentence)


@dataclass(frozen=True, slots=True)
class Alpha(Explained):
    """Krippendorff's alpha: 1 is full agreement, 0 what chance gives, below 0 systematic disagreement.

    `units` counts units with two codes or more, `codings` the codes in them; `left_out` those with fewer. The limits
    are None when no resampling was asked for.
    """

    value: float
    lower: float | None
    upper: float | None
    level: Level
    observed: float
    expected: float
    coders: int
    units: int
    codings: int
    left_out: int
    confidence: float
    disagreements: tuple[Disagreement, ...]

    def explain(self, language: Language = "nb") -> Explanation:
        """Say how well coders agreed, and on how much."""
        value, ci = written(self.value, 3, language), ""
        if self.lower is not None and self.upper is not None:
            ci = written_interval(self.lower, self.upper, 3, self.confidence, language)
        sentence = _ALPHA[language].format(
            coders=self.coders, codings=self.codings, n=self.units, apart=len(self.disagreements),
            level=self.level if language == "en" else _LEVELS[self.level], value=value, ci=ci and f" ({ci})",
        )  # fmt: skip
        formula = f"1 − Do / De = 1 − {written(self.observed, 4, language)} / {written(self.expected, 4, language)}"
        return Explanation(value, ci, formula, ALPHA_SOURCE, _ASSUMPTIONS[language], sentence)


def cohens_kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    units: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> Kappa:
    """Measure how far two coders agree beyond chance, on units that both coded.

    Args:
        first: the first coder's code for each unit; no code may be missing (use `krippendorff_alpha` then).
        second: the second coder's, units in the same order.
        units: the units' names for the list of disagreements; 1, 2, 3 … when left out.
        confidence: of the two-sided large-sample interval, a share between 0 and 1.

    Raises StatsError for sequences of unequal length or none, missing codes, and when both used one and the same code
    throughout: without variation there is no agreement beyond chance to measure.
    Source: Cohen (1960); Fleiss, Cohen and Everitt (1969) for the standard error.
    """
    require(len(first) == len(second), "second", len(second), f"as many codes as the first coder's {len(first)}")
    require(len(first) > 0, "first", first, "one unit or more")
    for name, codes in (("first", first), ("second", second)):
        for place, code in enumerate(codes):
            require(
                code is not None and code == code,
                f"{name}[{place}]",
                code,
                "a code; missing codes need krippendorff_alpha",
            )
    names = _unit_names(units, len(first))
    labels, joint = dict.fromkeys([*first, *second]), Counter(zip(first, second, strict=True))
    table = [[joint[a, b] for b in labels] for a in labels]
    apart = tuple(Disagreement(*each) for each in zip(names, zip(first, second, strict=True), strict=True))
    return kappa_of_table(table, confidence, tuple(each for each in apart if each.codes[0] != each.codes[1]))


def kappa_of_table(
    table: Sequence[Sequence[int]], confidence: float = 0.95, disagreements: tuple[Disagreement, ...] = ()
) -> Kappa:
    """Give Cohen's kappa from a square table of counts, the first coder's codes in rows.

    Raises StatsError for a table that is not square, counts that are not whole, an empty table, and one with all
    cases in a single cell of agreement. Source: Cohen (1960); Fleiss, Cohen and Everitt (1969).
    """
    level, size = share("confidence", confidence), len(table)
    require(size > 0 and all(len(row) == size for row in table), "table", table, "as many columns as rows")
    counts = [[whole(f"table[{i}][{j}]", x) for j, x in enumerate(row)] for i, row in enumerate(table)]
    n, same = whole("units", sum(map(sum, counts)), 1), sum(counts[i][i] for i in range(size))
    rows = [sum(row) / n for row in counts]
    columns = [sum(row[j] for row in counts) / n for j in range(size)]
    chance = sum(sum(row) * sum(other[j] for other in counts) for j, row in enumerate(counts))
    require(chance < n * n, "table", table, "more than one code in use; with one, agreement by chance is certain")
    po, pe, kappa = same / n, chance / (n * n), (n * same - chance) / (n * n - chance)
    diagonal = math.fsum(counts[i][i] / n * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2 for i in range(size))
    cells = [(i, j) for i in range(size) for j in range(size) if i != j]
    apart = math.fsum(counts[i][j] / n * (columns[i] + rows[j]) ** 2 for i, j in cells)
    spread = diagonal + (1 - kappa) ** 2 * apart - (kappa - pe * (1 - kappa)) ** 2
    error = math.sqrt(max(0.0, spread) / n) / (1 - pe)
    reach = -float(ndtri((1 - level) / 2)) * error
    return Kappa(kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach), error, po, pe, n, same, level, disagreements)


def krippendorff_alpha(
    codings: Sequence[Sequence[Hashable]],
    level: Level = "nominal",
    units: Sequence[str] | None = None,
    order: Sequence[Hashable] | None = None,
    confidence: float = 0.95,
    seed: int | None = None,
    resamples: int = 2000,
) -> Alpha:
    """Measure how far any number of coders agree beyond chance, with codes missing.

    Args:
        codings: one row a coder, one place a unit; None where the coder did not code the unit.
        level: `nominal` for labels, `ordinal` for ranks, `interval` and `ratio` for numbers (ratio: none below 0).
        units: the units' names for the list of disagreements; 1, 2, 3 … when left out.
        order: the codes from lowest to highest, for ordinal codes that are not numbers.
        confidence: of the two-sided interval, a share between 0 and 1.
        seed: start of the resampling of units for the interval; no interval when left out.
        resamples: how many; resamples without variation are passed over.

    Units with fewer than two codes say nothing of agreement and are left out, and counted.
    Raises StatsError for fewer than two coders, rows of unequal length, NaN, codes that do not suit the level, and
    codes that are all the same: without variation there is no agreement beyond chance to measure.
    Source: Krippendorff (2011); the resampling of whole units after Efron and Tibshirani (1993), ch. 13.
    """
    within = share("confidence", confidence)
    require(level in ("nominal", "ordinal", "interval", "ratio"), "level", level, "nominal, ordinal, interval, ratio")
    columns = _columns(codings)
    names = _unit_names(units, len(columns))
    coded = [[code for code in column if code is not None] for column in columns]
    paired = [codes for codes in coded if len(codes) > 1]
    require(bool(paired), "codings", codings, "one unit or more that two coders coded")
    scale = _scale(paired, level, order)
    observed, expected = _disagreement(paired, level, scale)
    require(expected > 0, "codings", paired[0][0], "more than one code in use; with one, agreement is certain")
    lower, upper = (None, None) if seed is None else _resampled(paired, level, scale, within, seed, resamples)
    rows = zip(names, columns, coded, strict=True)
    apart = tuple(Disagreement(name, column) for name, column, codes in rows if len(set(codes)) > 1)
    counts = len(codings), len(paired), sum(map(len, paired)), len(columns) - len(paired)
    return Alpha(1 - observed / expected, lower, upper, level, observed, expected, *counts, within, apart)


def _disagreement(units: list[list[Hashable]], level: Level, scale: list[Hashable]) -> tuple[float, float]:
    """Give the observed and the expected disagreement of codes that share a unit."""
    values = Counter(code for codes in units for code in codes)
    n, delta = values.total(), _delta(level, scale, values)
    inside = math.fsum(_spread(Counter(codes), delta) / (len(codes) - 1) for codes in units)
    return inside / n, _spread(values, delta) / (n * (n - 1))


def _spread(counts: Counter[Hashable], delta: Delta) -> float:
    """Add up the distances over ordered pairs of codes."""
    return 2 * math.fsum(counts[a] * counts[b] * delta(a, b) for a, b in combinations(counts, 2))


def _delta(level: Level, scale: list[Hashable], values: Counter[Hashable]) -> Delta:
    """Give the squared distance between two codes at a level of measurement."""
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "ordinal":
        # ranks in the middle of each code's cases: half of its own and of the other's, and all between
        below, middle = 0, {}
        for code in scale:
            middle[code] = below + values[code] / 2
            below += values[code]
        return lambda a, b: (middle[a] - middle[b]) ** 2
    number: Callable[[Hashable], float] = lambda code: float(code)  # type: ignore[arg-type] # noqa: E731
    if level == "interval":
        return lambda a, b: (number(a) - number(b)) ** 2
    return lambda a, b: ((number(a) - number(b)) / (number(a) + number(b))) ** 2 if a != b else 0.0


def _scale(units: list[list[Hashable]], level: Level, order: Sequence[Hashable] | None) -> list[Hashable]:
    """Give the codes from lowest to highest, checked against the level; codes without order as they come."""
    codes = list(dict.fromkeys(code for unit in units for code in unit))
    if level == "nominal":
        return codes
    if level == "ordinal" and order is not None:
        unknown = [code for code in codes if code not in order]
        require(not unknown, "order", unknown, "every code in use, from lowest to highest")
        require(len(set(order)) == len(order), "order", order, "each code once")
        return list(order)
    values = numbers("codes", codes)
    require(level != "ratio" or min(values) >= 0, "codes", min(values), "0 or more at the ratio level")
    return sorted(codes, key=dict(zip(codes, values, strict=True)).__getitem__)


def _resampled(
    units: list[list[Hashable]], level: Level, scale: list[Hashable], confidence: float, seed: int, resamples: int
) -> tuple[float, float]:
    """Give the percentile interval of alpha over resamples of whole units."""
    draw, wanted, found = random.Random(whole("seed", seed)), whole("resamples", resamples, 100), []
    for _ in range(wanted):
        observed, expected = _disagreement(draw.choices(units, k=len(units)), level, scale)
        if expected > 0:
            found.append(1 - observed / expected)
    require(len(found) >= wanted / 2, "seed", seed, "no seed at all: too few units vary for an interval")
    found.sort()
    out = int(len(found) * (1 - confidence) / 2)
    return found[out], found[-1 - out]


def _columns(codings: Sequence[Sequence[Hashable]]) -> list[tuple[Hashable, ...]]:
    """Give the codes of each unit, one for each coder."""
    require(len(codings) > 1, "codings", len(codings), "two coders or more, one row each")
    lengths = sorted({len(row) for row in codings})
    require(len(lengths) == 1 and lengths[0] > 0, "codings", lengths, "rows of one length, a place for each unit")
    for coder, row in enumerate(codings):
        for place, code in enumerate(row):
            require(code == code, f"codings[{coder}][{place}]", code, "a code, or None if missing")
    return list(zip(*codings, strict=True))


def _unit_names(units: Sequence[str] | None, n: int) -> list[str]:
    """Give the units' names, or their numbers."""
    names = [str(place) for place in range(1, n + 1)] if units is None else list(units)
    require(len(names) == n, "units", len(names), f"one name for each of the {n} units")
    return names
