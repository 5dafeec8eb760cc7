"""Last digits: an even spread, rounding to 0 and 5, and figures whose last digit is not even by nature."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chisquare

from auditlib.stats import LastDigits, NotTested, StatsError, last_digits


def figures(n: int, seed: int = 1) -> list[int]:
    draw = random.Random(seed)
    return [draw.randint(100, 9999) for _ in range(n)]


@given(st.lists(st.integers(100, 10**7), min_size=60, max_size=200))
def test_the_statistic_is_scipys(values: list[int]) -> None:
    found = last_digits(values)
    if isinstance(found, NotTested):
        assert max(values) - min(values) < 100
        return
    counts = [sum(each % 10 == digit for each in values) for digit in range(10)]
    statistic, p = chisquare(counts)
    assert found.counts == tuple(counts)
    assert found.statistic == pytest.approx(statistic)
    assert found.p == pytest.approx(p, abs=1e-12)
    tail = binomtest(counts[0] + counts[5], len(values), 0.2, alternative="greater").pvalue
    assert found.round_p == pytest.approx(tail, abs=1e-12)
    assert found.family_p == min(1.0, 2 * min(found.p, found.round_p))


def test_the_counts_of_a_worked_table() -> None:
    """By hand: 10 of each digit but 20 zeros and no nines; 100 figures: (10² + 10²) / 10 = 20."""
    digits = [0] * 20 + [digit for digit in range(1, 9) for _ in range(10)]
    found = last_digits([1000 + 10 * (place % 50) + digit for place, digit in enumerate(digits)])
    assert isinstance(found, LastDigits)
    assert found.statistic == pytest.approx(20)
    assert found.round_count == 30


def test_rounded_figures_are_found_and_named() -> None:
    values = [each if place % 2 else 5 * round(each / 5) for place, each in enumerate(figures(300))]
    found = last_digits(values, [f"sak {place}" for place in range(300)])
    assert isinstance(found, LastDigits)
    assert found.flagged
    assert found.places == tuple(f"sak {place}" for place, each in enumerate(values) if each % 5 == 0)
    assert found.lower < found.round_count / found.n < found.upper


def test_even_figures_are_not_flagged() -> None:
    found = last_digits(figures(500))
    assert isinstance(found, LastDigits)
    assert not found.flagged
    assert found.places == ()


def test_few_figures_are_simulated() -> None:
    values = figures(40)
    with pytest.raises(StatsError, match="seed"):
        last_digits(values)
    found = last_digits(values, seed=3)
    assert isinstance(found, LastDigits)
    assert (found.null, found.p) == ("simulated", last_digits(values, seed=3).p)


def test_decimals_are_read_as_written() -> None:
    values = [each / 100 for each in figures(100)]
    found = last_digits(values)
    assert isinstance(found, LastDigits)
    assert found.decimals == 2
    assert found.counts == last_digits(figures(100)).counts
    stated = last_digits([float(each) for each in figures(100)], decimals=1)
    assert isinstance(stated, LastDigits)
    assert stated.counts[0] == stated.n == 100
    with pytest.raises(StatsError, match="decimals"):
        last_digits(values, decimals=1)


def test_the_sign_does_not_matter_and_short_figures_are_left_out() -> None:
    values = figures(100)
    found = last_digits([*(-each for each in values), *range(-9, 100)])
    assert isinstance(found, LastDigits)
    assert (found.counts, found.left_out) == (last_digits(values).counts, 109)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (figures(29), "too_few"),
        (list(range(10, 90)), "too_few"),
        ([150 + each % 90 for each in range(200)], "short_span"),
        ([each / 3 for each in figures(100)], "unrounded"),
    ],
)
def test_data_that_do_not_fit_are_refused(values: list[float], reason: str) -> None:
    found = last_digits(values, seed=1)
    assert isinstance(found, NotTested)
    assert (found.test, found.reason) == ("last_digits", reason)


@pytest.mark.parametrize("values", [[], [1, math.nan], ["12"], [None, False], {"a": 1}])
def test_bad_input(values: object) -> None:
    with pytest.raises(StatsError):
        last_digits(values)  # type: ignore[arg-type]
