"""How long does the exact interval of a finite population take, at sizes an auditor meets?"""

from __future__ import annotations

from statistics import median
from time import perf_counter

from auditlib.stats import hypergeometric_interval
from benchmarks.asked import is_quick
from benchmarks.printing import print_table

_CASES = ((30, 2_000, 200_000), (3_000, 20_000, 200_000), (50_000, 100_000, 200_000))
_CALLS, _FEW = 99, 9


def main(quick: bool = False) -> None:
    """Print the medians; one call is to take less than 50 ms."""
    calls = _FEW if quick else _CALLS
    rows = [
        (f"{deviations:,} of {n:,}", f"{population:,}", f"{median(_times((deviations, n, population), calls)):.1f}")
        for deviations, n, population in _CASES
    ]
    print_table(
        f"Exact interval of a finite population, median milliseconds of {calls} calls; at most 50",
        ("deviations", "population", "ms"),
        rows,
    )


def _times(case: tuple[int, int, int], calls: int) -> list[float]:
    """Give the milliseconds of each call."""
    found = []
    for _ in range(calls):
        start = perf_counter()
        hypergeometric_interval(*case)
        found.append((perf_counter() - start) * 1000)
    return found


if __name__ == "__main__":
    main(is_quick(__doc__))
