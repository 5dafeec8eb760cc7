"""Repeated values, values that stand still, and repeated sequences."""

import math
import random
from collections import Counter
from itertools import groupby, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import MostCommon, NotTested, Repeated, StatsError, Unchanged, most_common, repeated_sequences
from auditlib.stats import unchanged as still
from auditlib.stats.reliability.most_common import repeat_chance
from auditlib.stats.reliability.unchanged import orders_within, run_chance

# McKinney (1966) and von Mises (1939): the fewest people for an even chance that so many share a birthday
BIRTHDAYS = {2: (23, 0.5073), 3: (88, 0.5111), 4: (187, 0.5027), 5: (313, 0.5011)}
SMALL = st.lists(st.integers(1, 4), min_size=2, max_size=4).filter(lambda counts: sum(counts) <= 7)


@pytest.mark.parametrize("times", BIRTHDAYS)
def test_the_birthday_problem(times: int) -> None:
    people, chance = BIRTHDAYS[times]
    assert repeat_chance(people, 365, times) == pytest.approx(chance, abs=5e-5)
    assert repeat_chance(people - 1, 365, times) < 0.5


@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 6))
def test_the_chance_of_repetition_is_that_of_every_outcome(n: int, cells: int, times: int) -> None:
    outcomes = [Counter(code // cells**place % cells for place in range(n)) for code in range(cells**n)]
    whole = sum(max(each.values()) >= times for each in outcomes) / len(outcomes)
    if n <= cells + 1:
        assert repeat_chance(n, cells, times) == pytest.approx(whole, abs=1e-12)
    else:
        assert repeat_chance(n, cells, times) >= whole - 1e-12


def test_a_value_that_is_too_common_is_named_with_its_places() -> None:
    draw = random.Random(1)
    values = [round(draw.lognormvariate(8, 1.5)) for _ in range(100)] + [5000] * 6
    found = most_common(values, [f"sak {place}" for place in range(106)], seed=1)
    assert isinstance(found, MostCommon)
    assert (found.value, found.times, found.reference) == (5000, 6, "nearby")
    assert found.flagged
    assert found.places == tuple(f"sak {place}" for place in range(100, 106))
    assert found.p == 1 / 2000
    assert found == most_common(values, found.labels and [f"sak {place}" for place in range(106)], seed=1)


def test_small_counts_repeat_by_nature() -> None:
    found = most_common([2, 3, 1, 0, 3, 2, 4, 3, 2, 5, 1, 3], seed=1)
    assert found == NotTested("most_common", "coarse", 1.25, 10)


@pytest.mark.parametrize("skewed", [False, True])
def test_chance_seldom_flags_a_smooth_distribution(skewed: bool) -> None:
    draw = random.Random(2)
    flagged = 0
    for seed in range(60):
        drawn = [draw.lognormvariate(8, 2) if skewed else draw.gauss(200, 15) for _ in range(300 if skewed else 40)]
        values = [round(each) for each in drawn]
        found = most_common(values, seed=seed, draws=199)
        assert isinstance(found, MostCommon)
        flagged += found.flagged
    assert flagged <= 6


def test_figures_beyond_whole_numbers_of_a_computer() -> None:
    values = [*(10**200 + 10**199 * place for place in range(30)), *[3 * 10**200] * 3]
    found = most_common(values, seed=1, draws=199)
    assert isinstance(found, MostCommon)
    assert (found.times, found.flagged) == (4, True)


def test_the_uniform_reference_needs_no_seed() -> None:
    values = [1, 365, *([40] * 3), *range(50, 70)]
    found = most_common(values, reference="uniform")
    assert isinstance(found, MostCommon)
    assert (found.cells, found.draws) == (365, 0)
    assert found.p == repeat_chance(25, 365, 3)


@pytest.mark.parametrize(
    ("values", "reason"), [([1] * 9, "too_few"), ([7] * 20, "all_equal"), ([1 / 3 + n for n in range(12)], "unrounded")]
)
def test_repetition_that_cannot_be_tested(values: list[float], reason: str) -> None:
    found = most_common(values, seed=1)
    assert isinstance(found, NotTested)
    assert found.reason == reason


def test_repetition_needs_a_seed_and_a_known_reference() -> None:
    with pytest.raises(StatsError, match="seed"):
        most_common(list(range(0, 200, 10)))
    with pytest.raises(StatsError, match="reference"):
        most_common(list(range(0, 200, 10)), reference="normal", seed=1)  # type: ignore[arg-type]
    with pytest.raises(StatsError, match="draws"):
        most_common(list(range(0, 200, 10)), seed=1, draws=10)


# --- values that stand still ---


def longest(order: tuple[int, ...]) -> int:
    return max(len(list(group)) for _, group in groupby(order))


@given(SMALL, st.integers(1, 5))
def test_the_chance_of_a_run_is_that_of_every_order(counts: list[int], length: int) -> None:
    letters = [letter for letter, times in enumerate(counts) for _ in range(times)]
    orders = list(permutations(letters))
    whole = sum(longest(order) >= length for order in orders) / len(orders)
    assert run_chance(counts, length) == pytest.approx(whole, abs=1e-12)


def test_taylors_wallawalla() -> None:
    """Taylor (2014), introduction: orders of WALLAWALLA with no LLL, AAA or WW."""
    assert orders_within([(4, 2), (4, 2), (2, 1)]) == 1584


def test_a_figure_that_stands_still() -> None:
    found = still([70.5, 70.5, 70.5, 70.5, 80, 82, 83, 81, 90, 91], range(2001, 2011))
    assert isinstance(found, Unchanged)
    assert found.p == run_chance([4, 1, 1, 1, 1, 1, 1], 4) == pytest.approx(7 / math.comb(10, 4))
    assert found.flagged
    assert found.places == ("2001", "2002", "2003", "2004")
    assert found.explain().sentence == (
        "70,5 står 4 perioder på rad, fra 2001 til 2004; så lenge er sjelden i en tilfeldig rekkefølge (p = 0,03)."
    )


def test_a_missing_period_ends_a_run() -> None:
    found = still([1, 1, None, 1, 2, 3], range(2001, 2007))
    assert isinstance(found, Unchanged)
    assert [run.labels for run in found.runs] == [("2001", "2002")]
    assert found.p == run_chance([3, 1, 1, 1], 2)


def test_a_series_that_never_changes_is_shown_without_a_chance() -> None:
    found = still([5, 5, 5, 5])
    assert isinstance(found, Unchanged)
    assert (found.p, found.flagged, found.places) == (None, True, ("1", "2", "3", "4"))
    assert found.family_p is None


def test_long_series_are_shuffled() -> None:
    draw = random.Random(5)
    values = [draw.randint(1, 30) for _ in range(400)] + [7] * 6
    with pytest.raises(StatsError, match="seed"):
        still(values)
    found = still(values, seed=2, draws=499)
    assert isinstance(found, Unchanged)
    assert found.draws == 499
    assert found.longest is not None
    assert found.longest.length >= 6
    assert found.flagged


def test_runs_that_cannot_be_tested() -> None:
    found = still([1, 1, None, 2])
    assert isinstance(found, NotTested)
    assert (found.reason, found.found, found.needed) == ("too_few", 3, 4)
    for values in ([], [1, "x"], [math.nan] * 5):
        with pytest.raises(StatsError):
            still(values)  # type: ignore[arg-type]


# --- repeated sequences ---


def longest_repeat(values: list[int]) -> int:
    most = 0
    for length in range(2, len(values) // 2 + 1):
        starts = [place for place in range(len(values) - length + 1) if values[place] != values[place + 1]]
        most = length if any(
            values[a : a + length] == values[b : b + length] for a in starts for b in starts if b - a >= length
        ) else most  # fmt: skip
    return most


@given(st.lists(st.integers(1, 3), min_size=10, max_size=16).filter(lambda values: len(set(values)) > 1))
def test_the_longest_repeat_is_that_of_every_pair(values: list[int]) -> None:
    found = repeated_sequences(values, seed=1, draws=99)
    assert isinstance(found, Repeated)
    length = longest_repeat(values)
    assert found.length == (length if length >= 3 else 0)
    if found.length:
        first, second = (int(label) - 1 for label in found.starts[:2])
        assert values[first : first + length] == values[second : second + length] == list(found.values)
        assert second - first >= length


def test_copied_figures_are_found_in_both_places() -> None:
    draw = random.Random(2)
    values = [draw.randint(100, 999) for _ in range(60)]
    values[40:46] = values[10:16]
    found = repeated_sequences(values, [f"rad {place}" for place in range(60)], seed=1)
    assert isinstance(found, Repeated)
    assert found.values == tuple(values[10:16])
    assert found.starts == ("rad 10", "rad 40")
    assert found.places == tuple(f"rad {place}" for place in (*range(10, 16), *range(40, 46)))
    assert found.p == 1 / 1000


def test_nothing_repeated() -> None:
    found = repeated_sequences(list(range(20)), seed=1)
    assert isinstance(found, Repeated)
    assert (found.length, found.p, found.flagged, found.places) == (0, 1.0, False, ())


def test_a_stretch_does_not_run_over_a_missing_figure() -> None:
    found = repeated_sequences([1, 2, None, 3, 4, 5, 1, 2, None, 3, 4, 6], seed=1)
    assert isinstance(found, Repeated)
    assert found.length == 0


def test_sequences_that_cannot_be_tested() -> None:
    assert repeated_sequences([1, 2, 3], seed=1) == NotTested("sequences", "too_few", 3, 10)
    assert repeated_sequences([4] * 12, seed=1) == NotTested("sequences", "all_equal", around=("4",))
    with pytest.raises(StatsError, match="seed"):
        repeated_sequences([1] * 3, seed=None)  # type: ignore[arg-type]
