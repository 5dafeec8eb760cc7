"""One unit against many: funnel limits from exact binomial and Poisson quantiles, and over-dispersion said aloud."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scipy.special import chdtrc

from auditlib.language import Language
from auditlib.stats.design import cases, positive
from auditlib.stats.explain import Explained, Explanation, require, share, whole, written
from auditlib.stats.families import written_p

Kind = Literal["binomial", "poisson"]
Place = Literal["below", "inside", "above"]

SOURCE = (
    "Spiegelhalter, Statistics in Medicine 24 (2005) 1185–1202; Quality and Safety in Health Care 14 (2005) 347–351"
)
_SENTENCES: dict[Language, str] = {
    "nb": "Av {k} enheter ligger {out} utenfor {level}-prosentgrensene rundt {target} ({which}); av tilfeldighet alene "
    "ventes høyst {chance}.{spread}",
    "nn": "Av {k} einingar ligg {out} utanfor {level}-prosentgrensene rundt {target} ({which}); av tilfelle åleine "
    "kan ein vente høgst {chance}.{spread}",
    "en": "Of {k} units, {out} lie outside the {level} per cent limits around {target} ({which}); at most {chance} are "
    "expected by chance alone.{spread}",
}
_SPREAD: dict[bool, dict[Language, str]] = {
    True: {
        "nb": " Enhetene varierer mer enn tilfeldighet gir (spredning {phi} ganger det ventede, {p}): å ligge utenfor "
        "peker ikke i seg selv ut en enhet. Med grenser utvidet for dette ligger {wide} utenfor.",
        "nn": " Einingane varierer meir enn tilfelle gir (spreiing {phi} gonger det venta, {p}): å liggje utanfor "
        "peikar ikkje i seg sjølv ut ei eining. Med grenser utvida for dette ligg {wide} utanfor.",
        "en": " The units vary more than chance gives (spread {phi} times what is expected, {p}): lying outside does "
        "not by itself single out a unit. With limits widened for this, {wide} lie outside.",
    },
    False: {
        "nb": " Spredningen mellom enhetene ({phi} ganger det ventede, {p}) er ikke større enn tilfeldighet kan gi.",
        "nn": " Spreiinga mellom einingane ({phi} gonger det venta, {p}) er ikkje større enn tilfelle kan gi.",
        "en": " The spread between units ({phi} times what is expected, {p}) is no larger than chance can give.",
    },
}
_NONE: dict[Language, str] = {"nb": "ingen", "nn": "ingen", "en": "none"}
_ASSUMPTIONS: dict[Language, tuple[str, ...]] = {
    "nb": (
        "Enhetene har hver sine, uavhengige saker.",
        "Grensene tar ikke hensyn til at enhetene kan ha ulike forutsetninger.",
        "Er målet ikke oppgitt, er det gjennomsnittet av alle, der enheten selv er med.",
    ),
    "nn": (
        "Einingane har kvar sine, uavhengige saker.",
        "Grensene tek ikkje omsyn til at einingane kan ha ulike føresetnader.",
        "Er målet ikkje oppgitt, er det gjennomsnittet av alle, der eininga sjølv er med.",
    ),
    "en": (
        "Each unit has its own, independent cases.",
        "The limits do not allow for units having different conditions.",
        "A target that was not given is the average of all, the unit itself among them.",
    ),
}


@dataclass(frozen=True, slots=True)
class FunnelUnit:
    """One unit: its events over its size, the limits for that size, and where it lies.

    `z` is the standardized distance from the target; `place_widened` where it lies when limits are widened for
    over-dispersion, equal to `place` when there is none.
    """

    name: str
    events: int
    size: float
    value: float
    lower: float
    upper: float
    z: float
    place: Place
    place_widened: Place


@dataclass(frozen=True, slots=True)
class Funnel(Explained):
    """Units against a common target; `dispersion` is 1 when they vary as chance does."""

    kind: Kind
    target: float
    given: bool
    confidence: float
    units: tuple[FunnelUnit, ...]
    dispersion: float
    dispersion_p: float

    @property
    def overdispersed(self) -> bool:
        """Whether the units vary more than chance gives, at the five percent level."""
        return self.dispersion > 1 and self.dispersion_p <= 0.05

    def explain(self, language: Language = "nb") -> Explanation:
        """Say which units lie outside, how many chance would put there, and whether they vary too much for it."""
        out = [unit.name for unit in self.units if unit.place != "inside"]
        wide = [unit.name for unit in self.units if unit.place_widened != "inside"]
        phi, p = written(self.dispersion, 2, language), written_p(self.dispersion_p, language)
        target = written(100 * self.target, 1, language) + " %" if self.kind == "binomial" else f"{self.target:.4g}"
        target = target.replace(".", ",") if language != "en" else target
        level = written(100 * self.confidence, 0 if (100 * self.confidence) % 1 < 1e-9 else 1, language)
        spread = _SPREAD[self.overdispersed][language].format(
            phi=phi, p=p, wide=", ".join(wide) or _NONE[language]
        )  # fmt: skip
        sentence = _SENTENCES[language].format(
            k=len(self.units), out=len(out), level=level, target=target, which=", ".join(out) or _NONE[language],
            chance=written(len(self.units) * (1 - self.confidence), 1, language), spread=spread,
        )  # fmt: skip
        squares = math.fsum(unit.z**2 for unit in self.units)
        degrees = len(self.units) - (not self.given)
        formula = f"φ = Σz² / df = {written(squares, 2, language)} / {degrees} = {phi}, {p}"
        return Explanation(f"{len(out)} / {len(self.units)}", "", formula, SOURCE, _ASSUMPTIONS[language], sentence)


def funnel_proportions(
    units: Mapping[str, tuple[int, int]], target: float | None = None, confidence: float = 0.95
) -> Funnel:
    """Hold each unit's proportion against a common one, with exact binomial limits for its size.

    Args:
        units: for each unit, cases with the trait and cases in all; three units or more.
        target: the share to hold them against, between 0 and 1; that of all units together when left out.
        confidence: of the limits, a share between 0 and 1; 0.95 and 0.998 are usual.

    Raises StatsError for fewer than three units, counts above totals, and a common share of 0 or 1.
    Source: Spiegelhalter (2005), appendix A.1.
    """
    checked = {name: cases(f"{name}.count", x, f"{name}.total", n) for name, (x, n) in units.items()}
    _enough(checked)
    x, n = sum(x for x, _ in checked.values()), sum(n for _, n in checked.values())
    require(target is not None or 0 < x < n, "units", (x, n), "some cases with the trait and some without")
    return _funnel(
        "binomial", checked, share("target", x / n if target is None else target), target is not None, confidence
    )


def funnel_rates(
    units: Mapping[str, tuple[int, float]], target: float | None = None, confidence: float = 0.95
) -> Funnel:
    """Hold each unit's rate of events against a common one, with exact Poisson limits for its exposure.

    Args:
        units: for each unit, events and exposure (or the number expected: the target is then 1); three or more.
        target: the rate to hold them against, above 0; that of all units together when left out.
        confidence: of the limits, a share between 0 and 1; 0.95 and 0.998 are usual.

    Raises StatsError for fewer than three units, exposures that are not above 0, and no events at all.
    Source: Spiegelhalter (2005), appendix A.2.
    """
    checked = {name: (whole(f"{name}.events", x), positive(f"{name}.exposure", t)) for name, (x, t) in units.items()}
    _enough(checked)
    x, exposure = sum(x for x, _ in checked.values()), math.fsum(t for _, t in checked.values())
    require(target is not None or x > 0, "units", x, "one event or more")
    rate = x / exposure if target is None else positive("target", target)
    return _funnel("poisson", checked, rate, target is not None, confidence)


def funnel_limits(kind: Kind, target: float, size: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact limits for a unit of a size: the least and greatest value that is not out of line.

    Args:
        kind: `binomial` for shares, `poisson` for rates.
        target: the share, or the rate per unit of exposure.
        size: cases, or exposure.
        confidence: of the limits; at most half of the rest lies beyond each.

    Raises StatsError for a size or target that the kind does not allow.
    Source: Spiegelhalter (2005), appendix A.1, without interpolation between whole counts.
    """
    from scipy.stats import binom, poisson

    tail = (1 - share("confidence", confidence)) / 2
    if kind == "binomial":
        n, pi = whole("size", size, 1), share("target", target)
        return float(binom.ppf(tail, n, pi)) / n, float(binom.isf(tail, n, pi)) / n
    require(kind == "poisson", "kind", kind, "binomial or poisson")
    mean = positive("size", size) * positive("target", target)
    return float(poisson.ppf(tail, mean)) / size, float(poisson.isf(tail, mean)) / size


def _funnel(
    kind: Kind, units: Mapping[str, tuple[int, float]], target: float, given: bool, confidence: float
) -> Funnel:
    """Place the units, measure how much they vary, and place them again with limits widened for it."""
    variance = target * (1 - target) if kind == "binomial" else target
    z = {name: (x / size - target) / math.sqrt(variance / size) for name, (x, size) in units.items()}
    squares, degrees = math.fsum(each**2 for each in z.values()), len(units) - (not given)
    dispersion, p = squares / degrees, float(chdtrc(degrees, squares))
    widening = math.sqrt(dispersion) if dispersion > 1 and p <= 0.05 else 1.0
    placed = []
    for name, (x, size) in units.items():
        lower, upper = funnel_limits(kind, target, size, confidence)
        value = x / size
        wide = target + (lower - target) * widening, target + (upper - target) * widening
        places = _place(value, lower, upper), _place(value, *wide)
        placed.append(FunnelUnit(name, x, size, value, lower, upper, z[name], *places))
    return Funnel(kind, target, given, share("confidence", confidence), tuple(placed), dispersion, p)


def _place(value: float, lower: float, upper: float) -> Place:
    """Say where a value lies; on a limit is inside."""
    slack = 1e-12 * max(1.0, abs(value))
    return "below" if value < lower - slack else "above" if value > upper + slack else "inside"


def _enough(units: Mapping[str, Sequence[object]]) -> None:
    """Raise StatsError for fewer units than make a crowd."""
    require(len(units) >= 3, "units", len(units), "three units or more; two are a comparison")
