"""Published and hand-computed figures for proportions and for growth held against growth."""

from math import comb, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from auditlib.stats import StatsError, clopper_pearson, compare_changes

# Clopper–Pearson, two-sided 95 %: the statistics reference, «Intervals, two-sided 95 %». The four cases are those of
# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, which prints four decimals.
CLOPPER_PEARSON = [
    (81, 263, 0.25274, 0.36762),
    (15, 148, 0.05784, 0.16165),
    (0, 20, 0.0, 0.16843),
    (1, 29, 0.00087, 0.17764),
]


@pytest.mark.parametrize(("count", "n", "lower", "upper"), CLOPPER_PEARSON)
def test_published_intervals(count: int, n: int, lower: float, upper: float) -> None:
    found = clopper_pearson(count, n)
    assert (round(found.lower, 5), round(found.upper, 5)) == (lower, upper)
    assert (found.count, found.n, found.rate, found.confidence) == (count, n, count / n, 0.95)


def test_limits_solve_their_equations() -> None:
    """The definition: at each limit the tail that holds the count has probability 2.5 %."""
    found = clopper_pearson(8, 18)
    above = sum(comb(18, k) * found.lower**k * (1 - found.lower) ** (18 - k) for k in range(8, 19))
    below = sum(comb(18, k) * found.upper**k * (1 - found.upper) ** (18 - k) for k in range(9))
    assert (above, below) == (pytest.approx(0.025), pytest.approx(0.025))


@pytest.mark.parametrize(
    ("count", "n", "argument"),
    [(1, 0, "n"), (0, 0, "n"), (-1, 5, "x"), (6, 5, "x"), (0, -1, "n"), (0.5, 5, "x"), (nan, 5, "x")],
)
def test_a_proportion_needs_a_count_within_n(count: int, n: int, argument: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        clopper_pearson(count, n)
    assert raised.value.argument == argument


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    count, n = counts
    found, mirrored = clopper_pearson(count, n), clopper_pearson(n - count, n)
    assert 0 <= found.lower <= found.rate <= found.upper <= 1
    assert (found.lower, found.upper) == (pytest.approx(1 - mirrored.upper), pytest.approx(1 - mirrored.lower))


def test_more_confidence_is_wider() -> None:
    wide, narrow = clopper_pearson(8, 18, 0.99), clopper_pearson(8, 18)
    assert wide.lower < narrow.lower < narrow.upper < wide.upper


# --- growth ---


def test_growth_as_in_table_3_against_fisher_by_hand() -> None:
    """Counts of table 3 in the statistics reference: 207 to 267 (+29,0) against 579 to 762 (+31,6)."""
    found = compare_changes(207, 267, 579, 762)
    assert tuple(round(each, 1) for each in found.changes) == (29.0, 31.6)
    ratio = found.growth_ratio
    assert ratio.value == pytest.approx((267 / 207) / (762 / 579))
    assert found.p == pytest.approx(fisher_by_hand(267, 207, 762, 579), rel=1e-6)
    assert ratio.lower < (ratio.value or 0) < ratio.upper
    assert found.verdict == "open"


def fisher_by_hand(a: int, b: int, c: int, d: int) -> float:
    """Add up the probabilities of every table with these margins that is no likelier than this one."""
    row, column, total = a + b, a + c, a + b + c + d

    def likely(k: int) -> float:
        return comb(row, k) * comb(total - row, column - k) / comb(total, column)

    seen = likely(a)
    possible = range(max(0, column - (total - row)), min(row, column) + 1)
    return sum(likely(k) for k in possible if likely(k) <= seen * (1 + 1e-7))


@pytest.mark.parametrize(
    ("counts", "differs"),
    [
        ((10, 40, 1000, 1000), True),
        ((40, 10, 1000, 1000), True),
        ((956, 1165, 956, 1165), False),
        ((1, 2, 1, 1), False),
    ],
)
def test_growth_differs_only_beyond_chance(counts: tuple[int, int, int, int], differs: bool) -> None:
    found = compare_changes(*counts)
    assert found.verdict == ("differs" if differs else "open")
    before, after, other_before, other_after = counts
    assert found.p == pytest.approx(fisher_exact([[after, before], [other_after, other_before]])[1])


def test_the_interval_is_near_the_textbook_one_for_large_counts() -> None:
    """Woolf's interval: log odds ratio ± 1.96 times the root of the sum of inverse counts."""
    counts = (956, 1165, 454, 675)
    found = compare_changes(*counts).growth_ratio
    width = 1.959964 * sqrt(sum(1 / count for count in counts))
    assert found.value is not None
    assert found.upper / found.value == pytest.approx(2.718281828**width, rel=0.01)
    assert found.value / found.lower == pytest.approx(2.718281828**width, rel=0.01)


@pytest.mark.parametrize("counts", [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (-1, 1, 1, 1)])
def test_growth_needs_counts_above_0(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(StatsError, match="a whole number, 1 or more"):
        compare_changes(*counts)
