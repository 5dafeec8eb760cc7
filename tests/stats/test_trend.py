"""Trends: Kendall's table, exact distributions by enumeration, published trends in shares."""

import math
from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from auditlib.stats import StatsError, cochran_armitage, mann_kendall
from auditlib.stats.counts import kendall_counts, kendall_variance, twice_smaller_tail, ways_to_draw

SERIES = st.lists(st.integers(-20, 20), min_size=4, max_size=15)
# Kendall, Rank Correlation Methods, appendix table 1: P(S >= s) for n values
KENDALLS_TABLE = {
    4: {0: 0.625, 2: 0.375, 4: 0.167, 6: 0.042},
    5: {0: 0.592, 2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042, 10: 0.0083},
    6: {1: 0.500, 3: 0.360, 5: 0.235, 7: 0.136, 9: 0.068, 11: 0.028, 13: 0.0083, 15: 0.0014},
    7: {1: 0.500, 3: 0.386, 5: 0.281, 7: 0.191, 9: 0.119, 11: 0.068, 13: 0.035, 15: 0.015, 17: 0.0054, 19: 0.0014},
    8: {0: 0.548, 2: 0.452, 4: 0.360, 6: 0.274, 8: 0.199, 10: 0.138, 12: 0.089, 14: 0.054, 16: 0.031, 18: 0.016},
    10: {1: 0.500, 3: 0.431, 5: 0.364, 7: 0.300, 9: 0.242, 11: 0.190, 13: 0.146, 15: 0.108, 17: 0.078, 19: 0.054},
}
# Indredavik and others (2008) in Fagerland, Lydersen and Laake (2017), table 5.4: troponin T by stroke severity
INDREDAVIK = ((8, 10, 11, 22, 6), (61, 58, 111, 124, 135))


@pytest.mark.parametrize("n", KENDALLS_TABLE)
def test_kendalls_table(n: int) -> None:
    counts = kendall_counts(n)
    assert sum(counts) == math.factorial(n)
    for s, printed in KENDALLS_TABLE[n].items():
        upper = sum(counts[: (len(counts) - 1 - s) // 2 + 1]) / sum(counts)
        assert upper == pytest.approx(printed, abs=5.1e-4 if printed > 0.01 else 5.1e-5)


def score(values: tuple[float, ...]) -> int:
    return sum((b > a) - (b < a) for place, a in enumerate(values) for b in values[place + 1 :])


@pytest.mark.parametrize("values", [(1, 2, 3, 4), (1, 1, 2, 3), (1, 1, 2, 2, 3), (1, 1, 1, 2, 2, 3), (5, 5, 5, 5)])
def test_the_exact_distribution_is_that_of_every_order(values: tuple[int, ...]) -> None:
    orders = Counter(score(order) for order in permutations(values))
    ties = [count for count in Counter(values).values() if count > 1]
    counts, copies = kendall_counts(len(values), ties), math.prod(map(math.factorial, ties))
    assert {len(counts) - 1 - 2 * place: count * copies for place, count in enumerate(counts)} == orders
    square = Fraction(sum(s * s * count for s, count in orders.items()), sum(orders.values()))
    assert kendall_variance(len(values), ties) == pytest.approx(float(square))


@given(SERIES)
def test_the_exact_p_value_with_ties(values: list[int]) -> None:
    found = mann_kendall(values, null="exact")
    assert 0 < found.p <= 1
    if len(values) <= 6:
        orders = [abs(score(order)) for order in permutations(values)]
        assert found.p == pytest.approx(sum(each >= abs(found.s) for each in orders) / len(orders), abs=1e-12)


@given(st.permutations(range(12)))
def test_the_exact_p_value_is_scipys(values: list[int]) -> None:
    found = mann_kendall(values)
    assert found.null == "exact"
    assert found.p == pytest.approx(kendalltau(range(12), values, method="exact").pvalue, abs=1e-12)


def test_the_normal_p_value_with_ties() -> None:
    """Worked by hand: nine values, ties of two and two: S = 24, Var = (9·8·23 − 2·2·1·9) / 18 = 90."""
    found = mann_kendall([23, 24, 29, 6, 29, 24, 34, 44, 51])
    assert (found.s, found.variance, found.null) == (24, 90, "normal")
    assert found.z == pytest.approx(23 / math.sqrt(90))
    assert found.p == pytest.approx(math.erfc(23 / math.sqrt(180)))


@given(SERIES)
def test_turning_the_series_turns_the_trend(values: list[int]) -> None:
    found, turned = mann_kendall(values), mann_kendall(values[::-1])
    assert found.s == -turned.s
    assert found.p == turned.p
    assert found.slope.value == pytest.approx(-(turned.slope.value or 0), abs=1e-12)
    assert found.slope.lower == pytest.approx(-turned.slope.upper)
    assert -1 <= found.tau <= 1
    assert found.slope.value == pytest.approx(theilslopes(values).slope, abs=1e-12)


@given(SERIES)
def test_only_the_order_counts_for_the_test(values: list[int]) -> None:
    found, bent = mann_kendall(values), mann_kendall([math.exp(value / 5) for value in values])
    assert (found.s, found.p) == (bent.s, bent.p)


@pytest.mark.parametrize(("n", "rank"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 6)])
def test_the_slope_is_bounded_by_the_exact_rank(n: int, rank: int) -> None:
    """Ranks from Kendall's table: the most that leave 2.5 percent or less at each end; none for four points."""
    values = [value + 0.01 * value**2 for value in range(n)]
    slopes = sorted((values[j] - values[i]) / (j - i) for i in range(n) for j in range(i + 1, n))
    found = mann_kendall(values).slope
    expected = (slopes[rank - 1], slopes[-rank]) if rank else (-math.inf, math.inf)
    assert (found.lower, found.upper) == pytest.approx(expected)


def test_a_constant_series_has_no_trend_and_no_limits() -> None:
    found = mann_kendall([5, 5, 5, 5, 5])
    assert (found.s, found.p, found.slope.value) == (0, 1.0, 0.0)
    assert "uten grenser" in found.explain().sentence


def test_the_words_of_a_trend() -> None:
    found = mann_kendall([10, 12, 11, 15, 18, 20, 21], list(range(2004, 2011)), unit="barn", step="år")
    assert found.verdict == "up"
    assert found.explain().sentence == (
        "Fra 2004 til 2010 (7 målinger) var medianendringen 2,0 barn per år (95 % KI fra 1,5 til 3,0; p = 0,003): "
        "økningen er større enn tilfeldig variasjon vanligvis gir."
    )
    assert "auken er større" in found.explain("nn").sentence
    assert "increase" in found.explain("en").sentence
    assert mann_kendall([4, 3, 2, 1, 0, -1]).verdict == "down"
    assert mann_kendall([4, 3, 5, 4]).verdict == "open"


def test_the_published_trend_of_malformations() -> None:
    """Agresti, Categorical Data Analysis, table 3.3 (Mills and Graubard 1987): M² = 6.57, p = 0.010."""
    found = cochran_armitage([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7])
    assert found.z**2 == pytest.approx(6.570, abs=6e-4)
    assert found.p == pytest.approx(0.0104, abs=6e-5)
    assert found.verdict == "up"


def test_the_published_trend_of_troponin() -> None:
    """Fagerland, Lydersen and Laake (2017), table 5.4: slope -0.0194, exact conditional p = 0.08579."""
    (counts, totals), found = INDREDAVIK, cochran_armitage(*INDREDAVIK)
    assert found.slope.value == pytest.approx(-0.0194, abs=6e-5)
    ways = ways_to_draw(totals, sum(counts), lambda place, k: (place + 1) * k, most=10**7)
    assert ways is not None
    seen = sum((place + 1) * count for place, count in enumerate(counts))
    assert twice_smaller_tail(ways, seen) == pytest.approx(0.08579, abs=6e-6)


def test_the_exact_p_value_of_shares() -> None:
    """Fagerland, Lydersen and Laake (2017): 1, 2, 3 and none of 1, 2, 3, 5 and 1, exact p = 0.00216."""
    found = cochran_armitage([1, 2, 3, 0, 0], [1, 2, 3, 5, 1])
    assert found.exact_p == pytest.approx(0.00216, abs=6e-6)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=4))
def test_the_exact_shares_are_those_of_every_table(pairs: list[tuple[int, int]]) -> None:
    counts, totals = [a for a, _ in pairs], [a + b for a, b in pairs]
    drawn = sum(counts)
    ways = ways_to_draw(totals, drawn, lambda place, k: place * k)
    by_hand: Counter[int] = Counter()
    for draw in product(*(range(total + 1) for total in totals)):
        if sum(draw) == drawn:
            by_hand[sum(place * k for place, k in enumerate(draw))] += math.prod(map(math.comb, totals, draw))
    assert ways == dict(by_hand)
    assert 0 < twice_smaller_tail(ways, sum(place * k for place, k in enumerate(counts))) <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=3, max_size=5), st.floats(0.1, 9))
def test_scores_may_be_moved_and_stretched(pairs: list[tuple[int, int]], stretch: float) -> None:
    counts, totals = [a for a, _ in pairs], [a + b for a, b in pairs]
    if not any(counts):
        counts[0] = 1
    found = cochran_armitage(counts, totals)
    moved = cochran_armitage(counts, totals, [7 + stretch * place for place in range(len(counts))])
    assert moved.z == pytest.approx(found.z, abs=1e-9)
    turned = cochran_armitage(counts[::-1], totals[::-1])
    assert turned.z == pytest.approx(-found.z, abs=1e-9)
    assert turned.exact_p == found.exact_p
    assert (found.slope.lower > 0 or found.slope.upper < 0) == (found.p < 0.05)
    assert "prosentpoeng per trinn" in found.explain().sentence


def test_the_exact_shares_are_left_out_or_insisted_on() -> None:
    assert cochran_armitage([1, 2, 3], [9, 9, 9], null="normal").exact_p is None
    small = cochran_armitage([1, 2, 3], [9, 9, 9], null="exact")
    assert small == cochran_armitage([1, 2, 3], [9, 9, 9])
    assert small.exact_p is not None
    assert cochran_armitage([1, 2, 3], [9000, 9000, 9000]).exact_p is None
    with pytest.raises(StatsError, match="auto or normal for a table this large"):
        cochran_armitage([1, 2, 3], [9000, 9000, 9000], null="exact")
    with pytest.raises(StatsError, match="null = 'asymptotic' is not allowed: auto, exact or normal"):
        cochran_armitage([1, 2, 3], [9, 9, 9], null="asymptotic")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "times", "message"),
    [
        ([1, 2, 3], None, "4 points or more"),
        ([1, 2, 3, math.nan], None, "values[3] = nan"),
        ([1, 2, 3, "4"], None, "values[3] = '4'"),
        ([1, 2, 3, 4], [1, 2, 3], "one time for each of the 4 values"),
        ([1, 2, 3, 4], [1, 2, 2, 3], "strictly increasing times"),
    ],
)
def test_bad_series_are_said(values: list[float], times: list[float] | None, message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        mann_kendall(values, times)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("counts", "totals", "message"),
    [
        ([1, 2], [3, 4], "three groups or more"),
        ([1, 2, 3], [3, 4], "one total for each"),
        ([0, 0, 0], [3, 4, 5], "some cases with the trait"),
        ([3, 4, 5], [3, 4, 5], "some cases with the trait"),
        ([4, 4, 5], [3, 4, 5], "counts[0] = 4"),
        ([0.1, 0.2, 0.3], [3, 4, 5], "counts[0] = 0.1"),
    ],
)
def test_bad_shares_are_said(counts: list[int], totals: list[int], message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        cochran_armitage(counts, totals)
    assert message in str(raised.value)
