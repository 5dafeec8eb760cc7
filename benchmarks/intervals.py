"""The exact interval of a finite population, at sizes an auditor meets: median milliseconds of a call."""

from statistics import median
from time import perf_counter

from auditlib.stats import hypergeometric_interval

_CASES = ((30, 2_000, 200_000), (3_000, 20_000, 200_000), (50_000, 100_000, 200_000))


def _milliseconds(deviations: int, n: int, population: int) -> float:
    start = perf_counter()
    hypergeometric_interval(deviations, n, population)
    return (perf_counter() - start) * 1000


def main() -> None:
    """Print a table of the medians of nine calls."""
    print(f"{'deviations':>12} {'n':>9} {'population':>11} {'ms':>7}")
    for case in _CASES:
        found = median(_milliseconds(*case) for _ in range(9))
        print(f"{case[0]:>12,} {case[1]:>9,} {case[2]:>11,} {found:>7.1f}")


if __name__ == "__main__":
    main()
