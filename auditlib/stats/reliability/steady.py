"""Whether a series that shifts in level may as well rise or fall steadily."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from auditlib.language import Language
from auditlib.stats.reliability.figures import spread_out

CHANGE: dict[Language, str] = {
    "nb": "Nivået er et annet fra {label} enn før ({before} før og {after} etter; {p}).",
    "nn": "Nivået er eit anna frå {label} enn før ({before} før og {after} etter; {p}).",
    "en": "The level from {label} on differs from that before ({before} before and {after} after; {p}).",
}
STEADY: dict[Language, str] = {
    "nb": "Tallene ligger nærmere en rett linje gjennom serien enn faste nivåer, så en jevn endring forklarer dem "
    "minst like godt som et brudd.",
    "nn": "Tala ligg nærare ei rett linje gjennom serien enn faste nivå, så ei jamn endring forklarer dei minst like "
    "godt som eit brot.",
    "en": "The figures lie nearer a straight line through the series than fixed levels, so that a steady change "
    "explains them at least as well as a break.",
}


def line_is_nearer(
    values: Sequence[float | None], cuts: Sequence[int], exposures: Sequence[float] | None = None
) -> bool:
    """Say whether a straight line lies as near the figures as a fixed level for each part between the cuts does.

    Args:
        values: the figures in order of time, None where missing; two or more that are known.
        cuts: the places where a new level begins.
        exposures: what the figures came out of, where rates are to be looked at.

    The line is Theil and Sen's, the levels are medians, and nearness is the sum of distances without sign.
    Source: Theil (1950); Sen, Journal of the American Statistical Association 63 (1968) 1379-1389.
    """
    times = np.array([place for place, each in enumerate(values) if each is not None], dtype=np.float64)
    under = exposures or [1.0] * len(values)
    figures, _ = spread_out([each / over for each, over in zip(values, under, strict=True) if each is not None])
    first, second = np.triu_indices(len(times), 1)
    slope = np.median((figures[second] - figures[first]) / (times[second] - times[first]))
    ends = pairwise([0.0, *sorted(map(float, cuts)), float(len(values))])
    parts = (figures[(times >= low) & (times < high)] for low, high in ends)
    return _spread(figures - slope * times) <= sum(map(_spread, parts)) * (1 + 1e-9)


def _spread(figures: NDArray[np.float64]) -> float:
    """Add up the distances from the median; 0 for no figures."""
    return float(np.abs(figures - np.median(figures)).sum()) if len(figures) else 0.0
