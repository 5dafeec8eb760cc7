"""Figures with the labels of their rows or periods, checked once: None is missing, anything but a number is refused."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.explain import require
from auditlib.stats.phrases import count

Value = float | Decimal | None
Label = str | int
MOST_DECIMALS = 6
_SHOWN = 12
_SEE: dict[Language, str] = {"nb": " (se {names})", "nn": " (sjå {names})", "en": " (see {names})"}
_MORE: dict[Language, str] = {"nb": "og {n} til", "nn": "og {n} til", "en": "and {n} more"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that are known with their labels, and the labels of those that are missing.

    `all_values` holds every place in order, None where the figure is missing; whole numbers stay whole.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    all_labels: tuple[str, ...]
    all_values: tuple[float | None, ...]

    @property
    def n(self) -> int:
        """How many figures are known."""
        return len(self.values)


def figures_of(
    values: Sequence[Value], labels: Sequence[Label] | None = None, *, negative: bool = True, argument: str = "values"
) -> Figures:
    """Check figures and their labels; StatsError with the place for text, NaN, infinity and unwanted negatives."""
    everything = tuple(
        _figure(f"{argument}[{place}]", each, negative) for place, each in enumerate(_listed(argument, values))
    )
    require(len(everything) > 0, argument, values, "one figure or more")
    names = labels_of(labels, len(everything))
    known = [(name, each) for name, each in zip(names, everything, strict=True) if each is not None]
    return Figures(tuple(name for name, _ in known), tuple(each for _, each in known), names, everything)


def labels_of(labels: Sequence[Label] | None, n: int) -> tuple[str, ...]:
    """Give the labels as text, row numbers from 1 when there are none; StatsError for blank ones or a wrong number."""
    if labels is None:
        return tuple(str(place) for place in range(1, n + 1))
    names = _listed("labels", labels)
    require(len(names) == n, "labels", len(names), f"one label for each of the {n} values")
    for place, name in enumerate(names):
        ok = not isinstance(name, bool) and isinstance(name, str | Integral) and str(name).strip() != ""
        require(ok, f"labels[{place}]", name, "a text or whole number that names the row or period")
    return tuple(str(name).strip() for name in names)


def decimals_of(values: Iterable[float]) -> int:
    """Give the most decimals that any of the figures is written with."""
    exponents = (-int(Decimal(repr(each)).normalize().as_tuple().exponent) for each in values)
    return max(0, max(exponents, default=0))


def in_steps(values: Iterable[float], decimals: int) -> list[int]:
    """Give figures as whole numbers of the last decimal, exactly as they are written."""
    scale = 10**decimals
    return [each * scale if isinstance(each, int) else int(Decimal(repr(each)) * scale) for each in values]


def spread_out(values: Sequence[float]) -> tuple[NDArray[np.float64], float]:
    """Give half of each figure's distance from one of them, in units of the largest, and that unit.

    So neither large figures that lie close nor figures at the ends of what a computer holds lose their differences.
    """
    halves = np.asarray(values, dtype=np.float64) / 2
    halves -= halves[0]
    scale = float(np.abs(halves).max()) or 1.0
    return halves / scale, scale


def listed(names: Sequence[str], language: Language) -> str:
    """List places in a sentence, the first dozen of them."""
    shown = ", ".join(names[:_SHOWN])
    rest = len(names) - _SHOWN
    return shown if rest <= 0 else f"{shown} {_MORE[language].format(n=count(rest, language))}"


def see(names: Sequence[str], language: Language) -> str:
    """Point to places in brackets after a figure; nothing where there are none."""
    return _SEE[language].format(names=listed(names, language)) if names else ""


def comparable(value: object) -> bool:
    """Say whether a value can be held against others: NaN is not even equal to itself."""
    try:
        hash(value)
        return bool(value == value)
    except TypeError:  # a list; pandas' NA
        return False


def _listed(argument: str, values: object) -> list[object]:
    """Give a sequence as a list; text is no sequence of figures."""
    require(not isinstance(values, str | bytes) and isinstance(values, Iterable), argument, values, "a list of values")
    return list(values)  # type: ignore[call-overload, no-any-return]


def _figure(where: str, value: object, negative: bool) -> float | None:
    """Give one figure, None where it is missing; whole numbers of any kind as int."""
    if value is None:
        return None
    ok = not isinstance(value, bool) and isinstance(value, Real | Decimal) and _finite(value)
    require(ok, where, value, "a finite number, or None where it is missing")
    found = int(value) if isinstance(value, Integral) else float(value)  # type: ignore[arg-type]
    require(negative or found >= 0, where, value, "0 or more; negative figures must be tested apart")
    return found


def _finite(value: Real | Decimal) -> bool:
    """Say whether a number is finite, and not so large that floating point cannot hold it."""
    try:
        return math.isfinite(float(value))
    except (OverflowError, ValueError):  # a whole number of hundreds of digits; a signalling NaN
        return False
