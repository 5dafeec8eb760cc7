"""How counted digits fit a stated distribution: chi-square, with its p-value simulated where numbers are small."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.special import chdtrc

from auditlib.stats.explain import StatsError, require, whole

Null = Literal["auto", "chi-square", "simulated"]
Used = Literal["chi-square", "simulated"]

LEAST_EXPECTED = 5  # Cochran's rule, kept for every digit and not only four in five
DRAWS = 9_999
_TIE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Fit:
    """Chi-square of counts against probabilities, with its degrees of freedom and p-value."""

    statistic: float
    df: int
    p: float
    null: Used


def fit(counts: Sequence[int], probabilities: Sequence[float], null: Null, seed: int | None, draws: int = DRAWS) -> Fit:
    """Hold counts against probabilities that add up to 1.

    `auto` uses the chi-square distribution where every expected count is 5 or more, and otherwise simulates: the
    p-value is then the share of random draws at least as far out, the one seen counted among them.
    Raises StatsError for an unknown null and a simulation without a seed.
    Source: Pearson (1900); Cochran (1954); Davison and Hinkley, Bootstrap Methods (1997), § 4.2.
    """
    require(null in get_args(Null), "null", null, f"one of {', '.join(get_args(Null))}")
    n, df = sum(counts), len(counts) - 1
    expected = n * np.asarray(probabilities)
    seen = float(((np.asarray(counts) - expected) ** 2 / expected).sum())
    if null == "chi-square" or (null == "auto" and min(expected) >= LEAST_EXPECTED):
        return Fit(seen, df, float(chdtrc(df, seen)), "chi-square")
    many = whole("draws", draws, 99)
    rows = generator(seed).multinomial(n, probabilities, size=many)
    extreme = int((((rows - expected) ** 2 / expected).sum(axis=1) >= seen * _TIE).sum())
    return Fit(seen, df, (extreme + 1) / (many + 1), "simulated")


def generator(seed: int | None) -> np.random.Generator:
    """Give numpy's PCG64 generator from a seed; StatsError when the seed is left out."""
    if seed is None:
        raise StatsError("seed", seed, "a whole number, 0 or more, so that the random draws can be repeated")
    return np.random.Generator(np.random.PCG64(whole("seed", seed)))


def mean_deviation(n: int, p: float) -> float:
    """Give the mean of |X / n − p| for a binomial X of n units.

    Source: de Moivre (1730), in Diaconis and Zabell, Statistical Science 6 (1991) 284-302, formula 1.1.
    """
    mode = math.floor(n * p) + 1
    log = math.lgamma(n + 1) - math.lgamma(mode + 1) - math.lgamma(n - mode + 1)
    return 2 * mode * math.exp(log + mode * math.log(p) + (n - mode + 1) * math.log1p(-p)) / n
