"""Where a function of one variable is zero, by bisection (Burden & Faires, Numerical Analysis, § 2.1).

scipy's faster methods take a quarter of a second to import, more than finding every root of an audit (decision 30).
"""

from __future__ import annotations

from collections.abc import Callable


def root_between(function: Callable[[float], float], low: float, high: float) -> float:
    """Find where a continuous function with other signs at `low` and `high` is zero, to the last digit of a float."""
    below = function(low)
    if below == 0:
        return low
    while low < (middle := low + (high - low) / 2) < high:
        here = function(middle)
        if here == 0:
            return middle
        if (here < 0) == (below < 0):
            low = middle
        else:
            high = middle
    return high
