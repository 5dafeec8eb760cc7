"""Breaks: Pettitt's published example, exact distributions by enumeration, and breaks found against declared."""

import math
import random
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from auditlib.stats import (
    Breaks,
    CountShift,
    DeclaredBreak,
    NotTested,
    Pettitt,
    StatsError,
    count_shift,
    find_breaks,
    pettitt,
)
from auditlib.stats.reliability.count_shift import _log_ratios
from auditlib.stats.reliability.pettitt import exact_p, rank_scores

# Page (1955), as printed in Pettitt (1979), table 1: K = 232 at t = 17, p = 0.0146 by his approximation
PAGE = (
    -1.05, 0.96, 1.22, 0.58, -0.98, -0.03, -1.54, -0.71, -0.35, 0.66, 0.44, 0.91, -0.02, -1.42, 1.26, -1.02, -0.81,
    1.66, 1.05, 0.97, 2.14, 1.22, -0.24, 1.60, 0.72, -0.12, 0.44, 0.03, 0.66, 0.56, 1.37, 1.66, 0.10, 0.80, 1.29, 0.49,
    -0.07, 1.18, 3.29, 1.84,
)  # fmt: skip
# Jarrett (1979): coal-mining disasters a year from 1851; Carlin, Gelfand and Smith (1992) place the shift after 41
# years, from 3.1 to 0.9 a year
COAL = tuple(
    int(digit)
    for digit in "4540143406334026335453144155342522342132211113001011003103220111010100021000110233112111124200140"
    "00100000100101"
)
LEVELS = (10, 11, 9, 10.5, 9.8, 10.1, 11.2, 10.3, 20, 21, 19, 20.5, 19.8, 20.1, 21.2, 20.3)


def test_pettitts_example() -> None:
    found = pettitt(PAGE, seed=1)
    assert isinstance(found, Pettitt)
    assert (found.k, found.at) == (232, 17)
    assert found.approximate_p == pytest.approx(0.0146, abs=5e-5)
    assert found.p == pytest.approx(0.0075, abs=0.003)  # his approximation is too large, as he says
    assert found.places == ("18",)
    assert found.p == pettitt(PAGE, seed=1).p


@given(st.lists(st.integers(0, 4), min_size=3, max_size=7))
def test_the_exact_p_value_is_that_of_every_order(values: list[int]) -> None:
    scores = rank_scores(values).tolist()
    assert scores == [sum((a > b) - (a < b) for b in values) for a in values]

    def reach(order: tuple[int, ...]) -> int:
        return max(abs(sum(order[:t])) for t in range(1, len(order) + 1))

    k = reach(tuple(scores))
    if k:
        orders = [reach(order) for order in permutations(scores)]
        assert exact_p(scores, k) == pytest.approx(sum(each >= k for each in orders) / len(orders), abs=1e-12)


@given(st.lists(st.integers(-50, 50), min_size=8, max_size=12).filter(lambda values: len(set(values)) > 1))
def test_k_is_the_largest_rank_sum(values: list[int]) -> None:
    found = pettitt(values)
    assert isinstance(found, Pettitt)
    sums = [
        abs(2 * float(mannwhitneyu(values[:t], values[t:]).statistic) - t * (len(values) - t))
        for t in range(1, len(values))
    ]
    assert found.k == max(sums)
    assert found.at == sums.index(max(sums)) + 1
    turned = pettitt(values[::-1])
    assert isinstance(turned, Pettitt)
    assert (turned.k, turned.p) == (found.k, found.p)


def test_eight_figures_can_show_a_break_and_seven_cannot() -> None:
    """By hand: the two orders that part the halves, of C(8, 4), and four of C(7, 3) less those counted twice."""
    assert exact_p(rank_scores(range(8)).tolist(), 16) == pytest.approx(2 / math.comb(8, 4))
    assert exact_p(rank_scores(range(7)).tolist(), 12) == pytest.approx(0.1)
    assert pettitt(range(7)) == NotTested("breaks", "too_few", 7, 8)
    assert pettitt([3] * 9) == NotTested("breaks", "all_equal", around=("3",))


def test_exact_and_shuffled_agree() -> None:
    draw = random.Random(4)
    for _ in range(3):
        values = [draw.gauss(0, 1) + (place > 6) for place in range(14)]
        exact, shuffled = pettitt(values), pettitt(values, null="permutation", seed=1)
        assert isinstance(exact, Pettitt)
        assert isinstance(shuffled, Pettitt)
        assert (exact.draws, shuffled.draws) == (0, 9_999)
        assert shuffled.p == pytest.approx(exact.p, abs=0.02)


@pytest.mark.parametrize(
    ("values", "stated"),
    [
        ([], {}),
        ([1, math.nan] * 5, {}),
        (["1"] * 9, {}),
        (range(25), {}),
        (range(25), {"null": "exact"}),
        (range(10), {"null": "normal"}),
        (range(25), {"seed": -1}),
        (range(25), {"seed": 1, "draws": 5}),
        (range(10), {"alpha": 0}),
    ],
)
def test_bad_series(values: object, stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        pettitt(values, **stated)  # type: ignore[arg-type]


# --- counts ---


def test_the_coal_mines() -> None:
    assert (len(COAL), sum(COAL)) == (111, 191)
    found = count_shift(COAL, range(1851, 1962))
    assert isinstance(found, CountShift)
    assert (found.at, found.places, found.null) == (41, ("1892",), "exact")
    assert (round(found.before, 1), round(found.after, 1)) == (3.1, 0.9)
    assert found.p < 1e-9
    assert found.explain().sentence == "Antallet per periode er 0,91 fra 1892 mot 3,1 til og med 1891 (p < 0,001)."


@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4).filter(any),
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
)
def test_the_exact_chance_of_a_shift_is_that_of_every_outcome(counts: list[int], exposures: list[int]) -> None:
    found = count_shift(counts, exposures=exposures)
    assert isinstance(found, CountShift)
    total, shares = sum(counts), [each / sum(exposures) for each in exposures]
    before, whole = np.cumsum(shares)[:-1], 0.0
    for outcome in product(range(total + 1), repeat=4):
        if sum(outcome) == total:
            ratio = _log_ratios(np.cumsum(outcome)[:-1], total, before).max()
            if ratio >= found.statistic * (1 - 1e-9):
                ways = math.factorial(total) // math.prod(map(math.factorial, outcome))
                whole += ways * math.prod(p**k for p, k in zip(shares, outcome, strict=True))
    assert found.p == pytest.approx(whole, abs=1e-9)


def test_large_totals_are_drawn() -> None:
    counts = [20_000] * 5 + [23_000] * 5
    with pytest.raises(StatsError, match="seed"):
        count_shift(counts)
    found = count_shift(counts, seed=1)
    assert isinstance(found, CountShift)
    assert (found.null, found.at, found.p) == ("simulated", 5, 1 / 10_000)


def test_the_same_rate_with_other_exposures_is_no_shift() -> None:
    found = count_shift([10, 10, 20, 20, 20], exposures=[100, 100, 200, 200, 200])
    assert isinstance(found, CountShift)
    assert (found.statistic, found.p, found.flagged) == (pytest.approx(0, abs=1e-9), 1.0, False)


@pytest.mark.parametrize(
    ("counts", "exposures"),
    [([], None), ([1.5] * 5, None), ([-1] * 5, None), ([1] * 5, [1] * 4), ([1] * 5, [0] * 5), ([1] * 5, [None] * 5)],
)
def test_bad_counts(counts: list[float], exposures: list[float] | None) -> None:
    with pytest.raises(StatsError):
        count_shift(counts, exposures=exposures)


def test_counts_that_cannot_be_tested() -> None:
    assert count_shift([1, 2, None, 3]) == NotTested("count_shift", "too_few", 3, 4)
    assert count_shift([0] * 6) == NotTested("count_shift", "all_equal", around=("0",))


# --- found against declared ---


def test_found_and_declared_breaks_are_held_together() -> None:
    values = [*LEVELS, 30, 31, 29, 33, 30.5, 31.5, 30.2, 29.4]
    told = [DeclaredBreak(2010, "ny definisjon"), DeclaredBreak(2005, "nytt skjema"), DeclaredBreak(1999, "annet år")]
    found = find_breaks(values, range(2001, 2025), told, seed=1)
    assert isinstance(found, Breaks)
    assert [(each.label, each.status) for each in found.breaks] == [
        ("2005", "declared, not found"),
        ("2009", "declared and found"),
        ("2017", "found, not declared"),
        ("1999", "declared, outside"),
    ]
    assert found.breaks[1].declared == DeclaredBreak("2010", "ny definisjon")
    assert (found.flagged, found.places) == (True, ("2017",))
    assert found.family_p == found.tests[0].p


@pytest.mark.parametrize(
    ("declared", "tolerance", "status"),
    [
        (2009, 0, "declared and found"),
        (2010, 0, "found, not declared"),
        (2010, 1, "declared and found"),
        (2011, 1, "found, not declared"),
        (2007, 2, "declared and found"),
    ],
)
def test_the_tolerance_is_in_periods(declared: int, tolerance: int, status: str) -> None:
    found = find_breaks(LEVELS, range(2001, 2017), [DeclaredBreak(declared, "grunn")], tolerance=tolerance)
    assert isinstance(found, Breaks)
    assert [each.status for each in found.found] == [status]
    assert len(found.breaks) == (1 if status == "declared and found" else 2)


def test_a_declared_break_is_used_once_and_for_the_nearest() -> None:
    told = [DeclaredBreak(2008, "først"), DeclaredBreak(2009, "så")]
    found = find_breaks(LEVELS, range(2001, 2017), told)
    assert isinstance(found, Breaks)
    assert [(each.label, each.status, each.declared and each.declared.reason) for each in found.breaks] == [
        ("2008", "declared, not found", "først"),
        ("2009", "declared and found", "så"),
    ]


def test_a_break_where_periods_are_missing_may_be_at_any_of_them() -> None:
    values = [10, 12, 9, 11, None, None, 40, 45, 42, 44]
    found = find_breaks(values, range(2001, 2011), [DeclaredBreak(2005, "nytt skjema")], counts=True, tolerance=0)
    assert isinstance(found, Breaks)
    assert [(each.label, each.status) for each in found.breaks] == [("2007", "declared and found")]
    assert found.test == "count_shift"


def test_a_series_without_breaks() -> None:
    found = find_breaks(LEVELS[:8], range(2001, 2009))
    assert isinstance(found, Breaks)
    assert (found.breaks, found.flagged, len(found.tests)) == ((), False, 1)
    assert found.explain("nn").sentence == "Testen finn ikkje noko brot i nivået gjennom 8 periodar (p = 0,70)."


def test_declared_breaks_are_not_lost_in_a_refusal() -> None:
    found = find_breaks([1, 2, 3], [2001, 2002, 2003], [DeclaredBreak(2002, "nytt skjema")], subject="meldinger")
    assert found == NotTested("breaks", "too_few", 3, 8, ("2002: nytt skjema",), "meldinger")


def test_chance_seldom_breaks_a_series() -> None:
    draw, broken = random.Random(6), 0
    for _ in range(100):
        found = find_breaks([draw.gauss(0, 1) for _ in range(12)])
        assert isinstance(found, Breaks)
        broken += bool(found.found)
    assert broken <= 10


@pytest.mark.parametrize(
    "stated",
    [
        {"labels": [2001] * 16},
        {"declared": [DeclaredBreak(2005, "a"), DeclaredBreak("2005", "b")]},
        {"exposures": [1] * 16},
        {"tolerance": -1},
    ],
)
def test_bad_breaks(stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        find_breaks(LEVELS, **stated)  # type: ignore[arg-type]
