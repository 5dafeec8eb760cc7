"""Tail probabilities of counts: fast in floating point, and settled in fractions where a rule stands on the edge.

Inputs are fractions, made from the decimals that were written (0.01 is one hundredth, not the nearest binary number).
A comparison with the allowed risk is done in floating point, and again in exact integers when the two are so close
that rounding could decide.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from numbers import Rational

from auditlib.stats.explain import StatsError

_NEAR = 1e-9
_HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)
_ALLOWED = "a share between 0 and 1, for example 0.05 for 5 percent"

Real = int | float | Decimal | Fraction


def exact(argument: str, value: object, allowed: str = "a number, for example 0.05") -> Fraction:
    """Give a number as the fraction that was written: 0.01 is 1/100.

    Raises StatsError for text, truth values, NaN and infinity.
    """
    if isinstance(value, bool) or not isinstance(value, Rational | float | Decimal):
        raise StatsError(argument, value, allowed)
    if isinstance(value, Rational):  # numpy's whole numbers too
        return Fraction(int(value.numerator), int(value.denominator))
    finite = value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)
    if not finite:
        raise StatsError(argument, value, allowed)
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)


def rate(argument: str, value: object, *, zero: bool = False) -> Fraction:
    """Give a share below 1 as a fraction, above 0 or (with `zero`) from 0; StatsError for anything else."""
    allowed = f"0 or {_ALLOWED}" if zero else _ALLOWED
    found = exact(argument, value, allowed)
    if not 0 <= found < 1 or (found == 0 and not zero):
        raise StatsError(argument, value, allowed)
    return found


def risk_of(confidence: object) -> Fraction:
    """Give 1 - confidence exactly; StatsError unless the confidence is a share between 0 and 1."""
    return 1 - rate("confidence", confidence)


def binomial_at_most(k: int, n: int, p: Fraction) -> float:
    """Give P(X <= k) for n independent units that each deviate with probability p.

    Source: the regularised incomplete beta function, Abramowitz and Stegun (1964) 26.5.24.
    """
    from scipy.special import betaincc

    if k < 0 or k >= n:
        return 0.0 if k < 0 else 1.0
    return float(betaincc(k + 1, n - k, float(p)))


def binomial_below(k: int, n: int, p: Fraction, risk: Fraction) -> bool:
    """Say whether P(X <= k) <= risk for the binomial, exactly."""
    return _settle(binomial_at_most(k, n, p), risk, lambda: binomial_exact(k, n, p))


def binomial_exact(k: int, n: int, p: Fraction) -> Fraction:
    """Give P(X <= k) for the binomial as a fraction."""
    hit, miss = p.numerator, p.denominator - p.numerator
    total = sum(math.comb(n, i) * hit**i * miss ** (n - i) for i in range(min(k, n) + 1))
    return Fraction(total, p.denominator**n)


def hypergeometric_at_most(k: int, n: int, marked: int, population: int) -> float:
    """Give P(X <= k) when n of a population are drawn and `marked` of the population deviate.

    The term at k is computed by Loader's saddle-point expansion, its neighbours by their exact ratios, on the side of
    the mean where the sum is small. Source: Loader, Fast and accurate computation of binomial probabilities (2000).
    """
    least, most = max(0, n + marked - population), min(n, marked)
    if k < least or k >= most:
        return 0.0 if k < least else 1.0
    if k * population <= n * marked:
        return _sum_down(k, n, marked, population)
    # units not drawn as marked, seen from the other side: P(X > k) = P(n - X <= n - k - 1)
    return 1.0 - _sum_down(n - k - 1, n, population - marked, population)


def hypergeometric_below(k: int, n: int, marked: int, population: int, risk: Fraction) -> bool:
    """Say whether P(X <= k) <= risk for the hypergeometric, exactly."""
    found = hypergeometric_at_most(k, n, marked, population)
    return _settle(found, risk, lambda: hypergeometric_exact(k, n, marked, population))


def hypergeometric_exact(k: int, n: int, marked: int, population: int) -> Fraction:
    """Give P(X <= k) for the hypergeometric as a fraction."""
    least, most = max(0, n + marked - population), min(n, marked, k)
    if most < least:
        return Fraction(0)
    term = total = math.comb(marked, most) * math.comb(population - marked, n - most)
    for x in range(most, least, -1):
        term = term * x * (population - marked - n + x) // ((marked - x + 1) * (n - x + 1))
        total += term
    return Fraction(total, math.comb(population, n))


def poisson_at_most(k: Fraction, mean: Fraction) -> float:
    """Give P(X <= k) for the Poisson; k may be a fraction, as in monetary units: P(Gamma(1 + k) > mean)."""
    from scipy.special import gammaincc

    return float(gammaincc(1 + float(k), float(mean)))


def _settle(found: float, risk: Fraction, precise: Callable[[], Fraction]) -> bool:
    """Compare with the risk, in fractions when rounding could decide."""
    limit = float(risk)
    return precise() <= risk if abs(found - limit) <= _NEAR * limit else found <= limit


def _sum_down(k: int, n: int, marked: int, population: int) -> float:
    """Sum the terms from k downwards until they no longer count; k is at or below the mean."""
    least = max(0, n + marked - population)
    if k < least:
        return 0.0
    rest = population - marked - n
    term = total = 1.0
    for x in range(k, least, -1):
        term *= x * (rest + x) / ((marked - x + 1) * (n - x + 1))
        total += term
        if term < 1e-18 * total:
            break
    return min(1.0, math.exp(_log_hypergeometric(k, n, marked, population)) * total)


def _log_hypergeometric(x: int, n: int, marked: int, population: int) -> float:
    """Give log P(X = x) by three binomial terms at p = n/population."""
    if n in (0, population):
        return 0.0
    p, q = n / population, (population - n) / population
    first = _log_binomial(x, marked, p, q) + _log_binomial(n - x, population - marked, p, q)
    return first - _log_binomial(n, population, p, q)


def _log_binomial(x: int, n: int, p: float, q: float) -> float:
    """Give the log of one binomial term, accurate for large n."""
    if x == 0:
        return n * (math.log(q) if p > 0.5 else math.log1p(-p))
    if x == n:
        return n * (math.log(p) if q > 0.5 else math.log1p(-q))
    small = _stirling_error(n) - _stirling_error(x) - _stirling_error(n - x)
    spread = _HALF_LOG_TWO_PI + 0.5 * (math.log(x) + math.log1p(-x / n))
    return small - _deviance(x, n * p) - _deviance(n - x, n * q) - spread


def _stirling_error(n: int) -> float:
    """Give log n! less Stirling's approximation, n >= 1."""
    if n < 16:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - _HALF_LOG_TWO_PI
    square = 1.0 / (n * n)
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - square / 1188) * square) * square) * square) / n


def _deviance(x: int, mean: float) -> float:
    """Give x log(x/mean) + mean - x without cancellation near the mean."""
    if abs(x - mean) >= 0.1 * (x + mean):
        return x * math.log(x / mean) + mean - x
    ratio = (x - mean) / (x + mean)
    total, term = (x - mean) * ratio, 2 * x * ratio
    for step in range(1, 1000):
        term *= ratio * ratio
        more = total + term / (2 * step + 1)
        if more == total:
            break
        total = more
    return total
