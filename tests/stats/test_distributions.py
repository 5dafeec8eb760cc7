"""Distribution shift: exact distributions by enumeration, known statistics, and what must hold for any table."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, mannwhitneyu

from auditlib.stats import StatsError, compare_distributions, compare_ordered

COUNTS = st.integers(2, 4).flatmap(
    lambda k: st.tuples(*[st.lists(st.integers(0, 5), min_size=k, max_size=k)] * 2).filter(
        lambda pair: any(pair[0]) and any(pair[1]) and sum(a + b > 0 for a, b in zip(*pair, strict=True)) > 1
    )
)


def every_table(first: list[int], second: list[int]) -> list[tuple[tuple[int, ...], int]]:
    """Every first row with these margins, with the ways it comes about."""
    columns = [a + b for a, b in zip(first, second, strict=True)]
    rows = product(*(range(column + 1) for column in columns))
    return [(row, math.prod(map(math.comb, columns, row))) for row in rows if sum(row) == sum(first)]


def chi_square(row: tuple[int, ...], columns: list[int]) -> Fraction:
    """Up to a constant: the sum of squares over columns."""
    return sum((Fraction(a * a, column) for a, column in zip(row, columns, strict=True) if column), Fraction(0))


@given(COUNTS)
def test_the_exact_p_value_is_that_of_every_table(counts: tuple[list[int], list[int]]) -> None:
    first, second = counts
    columns, tables = [a + b for a, b in zip(*counts, strict=True)], every_table(first, second)
    seen = chi_square(tuple(first), columns)
    extreme = sum(ways for row, ways in tables if chi_square(row, columns) >= seen)
    found = compare_distributions(first, second)
    assert found.null == "exact"
    assert found.p == pytest.approx(extreme / sum(ways for _, ways in tables), abs=1e-12)


@given(COUNTS)
def test_the_exact_rank_p_value_is_that_of_every_table(counts: tuple[list[int], list[int]]) -> None:
    first, second = counts
    columns = [a + b for a, b in zip(*counts, strict=True)]

    def u(row: tuple[int, ...]) -> Fraction:
        other = [column - a for a, column in zip(row, columns, strict=True)]
        return sum((a * (sum(other[:place]) + Fraction(other[place], 2)) for place, a in enumerate(row)), Fraction(0))

    tables, found = [(u(row), ways) for row, ways in every_table(first, second)], compare_ordered(first, second)
    low = sum(ways for each, ways in tables if each <= found.u)
    high = sum(ways for each, ways in tables if each >= found.u)
    assert found.u == u(tuple(first))
    assert found.p == pytest.approx(min(1, 2 * min(low, high) / sum(ways for _, ways in tables)), abs=1e-12)


@given(COUNTS)
def test_swapping_the_groups(counts: tuple[list[int], list[int]]) -> None:
    first, second = counts
    found, swapped = compare_distributions(first, second), compare_distributions(second, first)
    assert (swapped.p, swapped.chi_square) == (pytest.approx(found.p), pytest.approx(found.chi_square))
    assert 0 <= found.cramers_v.lower <= (found.cramers_v.value or 0) + 1e-9
    assert (found.cramers_v.value or 0) <= found.cramers_v.upper + 1e-9 <= 1 + 1e-8
    one, other = compare_ordered(first, second), compare_ordered(second, first)
    assert other.p == pytest.approx(one.p)
    assert other.superiority.value == pytest.approx(1 - (one.superiority.value or 0))
    assert other.superiority.lower == pytest.approx(1 - one.superiority.upper, abs=1e-9)
    assert one.superiority.lower <= (one.superiority.value or 0) <= one.superiority.upper


@given(COUNTS)
def test_order_of_categories_does_not_matter_without_order(counts: tuple[list[int], list[int]]) -> None:
    first, second = counts
    turned = compare_distributions(first[::-1], second[::-1])
    assert turned.p == pytest.approx(compare_distributions(first, second).p)


def test_large_tables_use_the_textbook_distributions() -> None:
    first, second = [100, 50, 30, 80], [120, 80, 80, 90]
    found, theirs = compare_distributions(first, second), chi2_contingency([first, second], correction=False)
    assert found.null == "chi-square"
    assert (found.chi_square, found.p) == (pytest.approx(theirs.statistic), pytest.approx(theirs.pvalue))
    ordered = compare_ordered(first, second)
    x, y = ([place for place, count in enumerate(row) for _ in range(count)] for row in (first, second))
    ranks = mannwhitneyu(x, y, method="asymptotic")
    assert (ordered.null, float(ordered.u)) == ("normal", ranks.statistic)
    assert ordered.p == pytest.approx(ranks.pvalue)


def test_small_expected_numbers_need_a_seed() -> None:
    first, second = [3, 1, 0, 2, 5, 1, 9, 3, 60, 70], [1, 0, 4, 2, 1, 7, 3, 1, 80, 60]
    with pytest.raises(StatsError, match="seed = None"):
        compare_distributions(first, second, null="permutation")
    found, again = (compare_distributions(first, second, null="permutation", seed=1) for _ in range(2))
    assert found.p == again.p
    exact = compare_distributions([5, 1, 2], [1, 4, 4], null="exact").p
    near = compare_distributions([5, 1, 2], [1, 4, 4], null="permutation", seed=2, permutations=5000).p
    assert near == pytest.approx(exact, abs=0.03)


def test_likeness_is_not_proved_by_figures_that_are_too_near() -> None:
    found = compare_distributions([100, 200, 300], [100, 200, 300])
    assert (found.chi_square, found.p, found.cramers_v.value, found.cramers_v.lower) == (0, 1, 0, 0)
    assert found.cramers_v.upper > 0.05


def test_complete_separation() -> None:
    found = compare_ordered([0, 0, 5], [5, 0, 0])
    assert found.superiority.value == 1
    assert found.superiority.upper == 1
    assert 0.5 < found.superiority.lower < 0.75
    assert found.p == pytest.approx(2 / math.comb(10, 5))


def test_distributions_in_words() -> None:
    found = compare_distributions([10, 5, 3], [2, 8, 8], names=("2004", "2010"))
    assert found.explain().sentence == (
        "Fordelingen over 3 kategorier er holdt mot hverandre i 2004 (18 saker) og 2010 (18 saker); Cramérs V er 0,48 "
        "(95 % KI fra 0,09 til 0,78; p = 0,01): forskjellen er større enn tilfeldig variasjon vanligvis gir."
    )
    assert "Fordelinga over 3 kategoriar" in found.explain("nn").sentence
    ordered = compare_ordered([10, 5, 3], [2, 8, 8])
    assert "i 25,3 prosent av parene, like regnet som halve" in ordered.explain().sentence
    assert "in 25.3 per cent of the pairs, equal ones counted half" in ordered.explain("en").sentence


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ([1, 2], [1, 2, 3], "as many categories as the first group, 2"),
        ([0, 0], [1, 2], "first = [0, 0] is not allowed: one case or more in the group"),
        ([1, 0], [2, 0], "two or more categories with cases"),
        ([0.4, 0.6], [0.5, 0.5], "first[0] = 0.4"),
        ([1, -2], [1, 2], "first[1] = -2"),
        ([1, math.nan], [1, 2], "first[1] = nan"),
    ],
)
def test_bad_tables_are_said(first: list[int], second: list[int], message: str) -> None:
    for compare in (compare_distributions, compare_ordered):
        with pytest.raises(StatsError, match="is not allowed") as raised:
            compare(first, second)
        assert message in str(raised.value)


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_the_interval_of_superiority_is_newcombes(a: int, b: int, c: int, d: int) -> None:
    """Newcombe (2006), method 5: at each limit the estimate is 1.96 of the limit's own standard errors away."""
    found = compare_ordered([a, b], [c, d])
    n1, n2, theta = a + b, c + d, found.superiority.value or 0
    extra = (n1 + n2) / 2 - 1
    for t in (found.superiority.lower, found.superiority.upper):
        variance = t * (1 - t) * (1 + extra * (1 - t) / (2 - t) + extra * t / (1 + t)) / (n1 * n2)
        assert abs(theta - t) == pytest.approx(1.959964 * math.sqrt(variance), rel=1e-5)
