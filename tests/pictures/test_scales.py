"""Scales and places of names, for any numbers."""

import math
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from auditlib.pictures.chart import apart
from auditlib.pictures.scales import between, from_zero, of_chances, of_counts, of_places, of_ratios
from auditlib.pictures.words import as_printed, decimals_in, level, listed, plain, shown, spread, wrapped

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)


@given(NUMBERS, st.floats(1e-6, 1e12))
def test_a_scale_holds_its_ends_and_names_its_steps(low: float, length: float) -> None:
    high = low + length
    assume(length > 1e-9 * max(abs(low), abs(high)))
    scale = between(low, high, "nb")
    assert scale.holds(low)
    assert scale.holds(high)
    assert len(scale.ticks) == len(scale.names) == len(set(scale.names)) >= 2
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.low, scale.high)


@given(st.lists(st.floats(-1e9, 1e9), max_size=8))
def test_a_scale_from_zero_holds_zero_and_every_value(values: list[float]) -> None:
    scale = from_zero(values, "nb")
    assert all(scale.holds(value) for value in (0.0, *values))
    assert 0 <= scale.share(scale.kept(1e18)) <= 1


@given(st.lists(st.floats(0, 100), max_size=5))
def test_percentages_never_go_beyond_a_hundred(values: list[float]) -> None:
    assert from_zero(values, "nb", most=100.0).high <= 100


@given(st.lists(st.integers(0, 10**6), max_size=5))
def test_counts_stand_on_whole_steps(counts: list[int]) -> None:
    scale = of_counts(counts, "nb")
    assert all(tick == int(tick) for tick in scale.ticks)
    assert all(scale.holds(count) for count in counts)


@given(st.lists(st.one_of(st.floats(0.006, 150), st.just(math.inf), st.just(0.0)), max_size=3))
def test_a_scale_of_ratios_holds_every_ratio(values: list[float]) -> None:
    scale = of_ratios(values, "nb")
    assert all(scale.holds(value) for value in values if 0 < value < math.inf)
    assert 3 <= len(scale.ticks) <= 7
    assert 1.0 in scale.ticks


@given(st.floats(0, 1))
def test_a_scale_of_chances_ends_at_one(least: float) -> None:
    scale = of_chances(least, "nb")
    assert scale.ticks[-1] == 1
    assert scale.holds(max(least, 1e-4))


@given(st.integers(1, 60), st.integers(100, 300))
def test_the_last_of_many_places_is_always_named(n: int, room: int) -> None:
    scale = of_places([float(place) for place in range(n)], [f"{1990 + place}" for place in range(n)], room)
    named = [place for place, name in enumerate(scale.names) if name]
    assert named[-1] == n - 1
    assert all(scale.share(b) * room - scale.share(a) * room > 28 for a, b in pairwise(named))


@given(st.lists(st.floats(-20, 220), max_size=12))
def test_heights_are_moved_apart_within_the_plot(heights: list[float]) -> None:
    placed = apart(heights, 13.0, 0.0, 190.0)
    ordered = sorted(placed)
    assert all(b - a >= 13.0 - 1e-9 for a, b in pairwise(ordered))
    assert all(-1e-9 <= height <= 190.0 + 1e-9 for height in placed)
    # the order is kept
    assert sorted(range(len(heights)), key=heights.__getitem__) == sorted(range(len(placed)), key=placed.__getitem__)


def test_heights_that_are_apart_are_left_alone() -> None:
    assert apart([10, 100, 50], 13, 0, 190) == [10, 100, 50]
    assert apart([], 13, 0, 190) == []


@given(st.text(max_size=60), st.integers(1, 30))
def test_names_are_broken_without_losing_a_letter(text: str, letters: int) -> None:
    lines = wrapped(text, letters)
    assert lines
    assert all(len(line) <= letters for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())


def test_numbers_are_written_as_a_reader_writes_them() -> None:
    assert as_printed(1234.5, "nb") == "1\u00a0234,5"
    assert as_printed(0.1 + 0.2, "nb") == "0,3"
    assert as_printed(1e-7, "en") == "0.0000001"
    assert shown(-0.04, 1, "nb") == "−0,04"
    assert shown(None, 1, "nn") == "ikkje oppgitt"
    assert shown(math.inf, 1, "nb") == "∞"
    assert spread(21.5, 69.2, 0, "nb") == "22–69"
    assert spread(-5.6, 51.2, 1, "nb") == "−5,6 til 51,2"
    assert spread(-math.inf, 2.0, 1, "en") == "below 2.0"
    assert level(0.95, "nb") == "95 % KI"
    assert level(0.998, "en") == "99.8% CI"
    assert level(None, "nb") == ""
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert decimals_in([1.0, 2.25, 1e-9]) == 3
    assert decimals_in([12.0, 1e12]) == 0
    assert decimals_in([]) == 0
