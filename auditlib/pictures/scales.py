"""Scales of axes: round ends and steps, zero where a length is read, numbers written in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from auditlib.language import Language
from auditlib.pictures.look import LEFT, LETTER, RIGHT, WIDTH
from auditlib.pictures.words import as_printed, plain
from auditlib.stats.explain import StatsError, require, written

_ROUND = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))
_SLACK = 1e-9
# how far a scale of ratios reaches, and its steps
_RATIOS = (
    (1.5, (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4)),
    (2.2, (0.5, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0)),
    (math.inf, (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an axis begins and ends, and its steps with their names."""

    low: float
    high: float
    ticks: tuple[float, ...]
    names: tuple[str, ...]
    log: bool = False

    def share(self, value: float) -> float:
        """Say how far along the axis a value lies, from 0 to 1."""
        low, high, at = (math.log(each) if self.log else each for each in (self.low, self.high, value))
        return (at - low) / (high - low)

    def holds(self, value: float) -> bool:
        """Say whether a value lies on the axis."""
        slack = (self.high - self.low) * _SLACK
        return self.low - slack <= value <= self.high + slack

    def kept(self, value: float) -> float:
        """Give the value, or the nearer end of the axis where it lies outside."""
        return min(max(value, self.low), self.high)

    def apply(self, axes: Any, along: Literal["x", "y"] = "x") -> None:
        """Set an axis to the scale; long names at its edges stay inside."""
        if self.log:
            getattr(axes, f"set_{along}scale")("log")
        getattr(axes, f"set_{along}lim")(self.low, self.high)
        getattr(axes, f"set_{along}ticks")(self.ticks, self.names)
        getattr(axes, f"set_{along}ticks")([], minor=True)
        if along == "x":
            self._keep_inside(axes.get_xticklabels())

    def _keep_inside(self, labels: Any) -> None:
        """Let long names at the edges begin or end there."""
        for label, tick in zip(labels, self.ticks, strict=True):
            reach, place = len(label.get_text()) * LETTER / 2, self.share(tick)
            if place < 0.02 and reach > LEFT:
                label.set_ha("left")
            elif place > 0.98 and reach > RIGHT:
                label.set_ha("right")


def from_zero(values: Iterable[float], language: Language, *, most: float | None = None, steps: int = 5) -> Scale:
    """Give a scale that holds zero and all values, and goes no farther than `most`; over half of `most`, to `most`."""
    given = [value for value in values if math.isfinite(value)]
    low, high = min([0.0, *given]), max([0.0, *given])
    if most is not None and high > most / 2:
        high = most
    return between(low, high if high > low else low + 1.0, language, steps=steps)


def of_counts(counts: Iterable[int], language: Language) -> Scale:
    """Give a scale of whole numbers from zero."""
    most = max([1, *counts])
    return between(0.0, float(most), language, steps=5 if most >= 5 else most)


def between(low: float, high: float, language: Language, *, steps: int = 5) -> Scale:
    """Give a scale of round steps that holds both ends; fewer steps where their names are long."""
    require(math.isfinite(low) and math.isfinite(high) and low < high, "scale", (low, high), "two finite ends in order")
    step, first, last = _rounded(low, high, steps)
    ticks = [place * step for place in range(first, last + 1)]
    names = tuple(_name(tick, language) for tick in ticks)
    if steps > 2 and sum(map(len, names)) * LETTER + 8 * len(names) > WIDTH - LEFT - RIGHT:
        return between(low, high, language, steps=steps - 1)
    return Scale(float(ticks[0]), float(ticks[-1]), tuple(map(float, ticks)), names)


def _rounded(low: float, high: float, most: int) -> tuple[Fraction, int, int]:
    """Find the least round step that covers a range in so many steps, and the numbers of the first and last of them."""
    slack = (high - low) * _SLACK  # so that 0.1 + 0.2 ends at 0.3
    power = math.floor(math.log10((high - low) / most))
    steps = (each * Fraction(10) ** exponent for exponent in range(power, power + 4) for each in _ROUND)
    for step in steps:
        first, last = math.floor(Fraction(low + slack) / step), math.ceil(Fraction(high - slack) / step)
        if 0 < last - first <= most:
            return step, first, last
    raise StatsError("scale", (low, high), "ends that differ in their first nine figures")


def _name(tick: Fraction, language: Language) -> str:
    """Write a step with the decimals it has."""
    exact = Decimal(tick.numerator) / Decimal(tick.denominator)
    return written(exact, max(0, -int(exact.normalize().as_tuple().exponent)), language)


def of_ratios(values: Iterable[float], language: Language) -> Scale:
    """Give a logarithmic scale that holds 1 and all values, as far to each side as a ratio and its inverse."""
    given = [abs(math.log(value)) for value in values if math.isfinite(value) and value > 0]
    reach = math.exp(min(1.1 * max([*given, math.log(1.2)]), math.log(200)))
    steps = next(steps for most, steps in _RATIOS if reach <= most)
    ticks = [tick for tick in steps if 1 / reach <= tick <= reach]
    while len(ticks) > 7:
        middle = ticks.index(1.0)
        ticks = [tick for place, tick in enumerate(ticks) if (place - middle) % 2 == 0]
    return Scale(1 / reach, reach, tuple(ticks), tuple(as_printed(tick, language) for tick in ticks), log=True)


def of_chances(least: float, language: Language) -> Scale:
    """Give a logarithmic scale for p-values up to 1, in powers of ten from below the least."""
    powers = max(2, min(4, math.ceil(-math.log10(max(least, 1e-4)))))
    ticks = tuple(float(f"1e-{power}") for power in range(powers, -1, -1))
    return Scale(ticks[0] * 0.7, 1.1, ticks, tuple(as_printed(tick, language) for tick in ticks), log=True)


def of_places(places: Sequence[float], names: Sequence[str], room: float) -> Scale:
    """Give a scale of named places, such as years; names that would stand in each other are left out evenly."""
    names = [plain(name) for name in names]
    widest = max(map(len, names)) * LETTER + 8
    span = places[-1] - places[0] or 1.0
    narrowest = min((b - a for a, b in pairwise(places)), default=span)
    every = max(1, math.ceil(widest / (narrowest / span * room)))
    kept = range((len(names) - 1) % every, len(names), every)
    edge = span * 0.04 if len(places) > 1 else 0.5
    named = tuple(names[place] if place in kept else "" for place in range(len(names)))
    return Scale(places[0] - edge, places[-1] + edge, tuple(places), named)
