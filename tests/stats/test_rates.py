"""Rates with exposure, and change against change."""

import math
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from auditlib.stats import StatsError, binomial_p_values, compare_changes, compare_rates

EVENTS = st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(any)
COUNT = st.integers(1, 200)


def test_rs_poisson_test() -> None:
    """Example of R's poisson.test: 11 cases in 800 against 21 in 3011 (diabetes in Minnesota)."""
    found = compare_rates(11, 800, 21, 3011)
    assert found.p == pytest.approx(0.07967, abs=6e-6)
    assert found.rate_ratio.value == pytest.approx(1.971488, abs=1e-6)
    assert (found.rate_ratio.lower, found.rate_ratio.upper) == (
        pytest.approx(0.8584264, abs=1e-6),
        pytest.approx(4.2772659, abs=1e-6),
    )


@given(EVENTS, st.integers(1, 9), st.integers(1, 9))
def test_p_values_are_those_of_every_outcome_counted_out(events: tuple[int, int], t1: int, t2: int) -> None:
    (x1, x2), share = events, Fraction(t1, t1 + t2)
    n = x1 + x2
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    rarer = sum((each for each in chances if each < chances[x1]), Fraction(0))
    equal = sum((each for each in chances if each == chances[x1]), Fraction(0))
    found = compare_rates(x1, t1, x2, t2)
    assert found.p == pytest.approx(float(rarer + equal), abs=1e-12)
    assert found.mid_p == pytest.approx(float(rarer + equal / 2), abs=1e-12)


@given(EVENTS, st.floats(0.1, 100), st.floats(0.1, 100))
def test_the_interval_follows_from_clopper_and_pearsons(events: tuple[int, int], t1: float, t2: float) -> None:
    (x1, x2), found = events, compare_rates(events[0], t1, events[1], t2)
    theirs = binomtest(x1, x1 + x2).proportion_ci()
    assert found.rate_ratio.lower == pytest.approx(theirs.low / (1 - theirs.low) * t2 / t1, rel=1e-8)
    if x2:
        assert found.rate_ratio.upper == pytest.approx(theirs.high / (1 - theirs.high) * t2 / t1, rel=1e-8)
    else:
        assert found.rate_ratio.upper == math.inf


@given(EVENTS, st.floats(0.1, 100), st.floats(0.1, 100), st.floats(0.5, 5))
def test_swapping_and_rescaling(events: tuple[int, int], t1: float, t2: float, scale: float) -> None:
    (x1, x2), found = events, compare_rates(events[0], t1, events[1], t2)
    swapped = compare_rates(x2, t2, x1, t1)
    scaled = compare_rates(x1, t1 * scale, x2, t2 * scale)
    assert found.p == pytest.approx(swapped.p, abs=1e-9)
    assert found.rate_ratio.lower == pytest.approx(1 / swapped.rate_ratio.upper, rel=1e-9)
    assert scaled.rate_ratio.lower == pytest.approx(found.rate_ratio.lower, rel=1e-9)
    assert 0 <= found.mid_p <= found.p <= 1


@pytest.mark.parametrize(
    ("counts", "changes", "ratio"),
    [
        pytest.param((207, 267, 579, 762), (29.0, 31.6), 0.980, id="published table 3, first and second row"),
        pytest.param((207, 267, 9564, 11653), (29.0, 21.8), 1.059, id="published table 3, first row and the others"),
        pytest.param((579, 762, 9564, 11653), (31.6, 21.8), 1.080, id="published table 3, second row and the others"),
    ],
)
def test_table_3_does_not_show_the_unit_growing_faster(
    counts: tuple[int, int, int, int], changes: tuple[float, float], ratio: float
) -> None:
    found = compare_changes(*counts, names=("Nordby", "Byene"))
    assert tuple(round(each, 1) for each in found.changes) == changes
    assert found.growth_ratio.value == pytest.approx(ratio, abs=6e-4)
    assert found.growth_ratio.lower < 1 < found.growth_ratio.upper
    assert found.verdict == "open"
    assert "gir ikke grunnlag for å si at det er en forskjell" in found.explain().sentence


def test_the_sentence_of_a_change() -> None:
    found = compare_changes(207, 267, 9564, 11653, names=("Nordby", "Byene"))
    assert found.explain().sentence == (
        "Endringen var +29,0 prosent i Nordby (fra 207 til 267) og +21,8 prosent i Byene (fra 9\u00a0564 til "
        "11\u00a0653). Forholdet mellom vekstfaktorene er 1,06 (95 % KI fra 0,88 til 1,28; p = 0,58): tallene gir ikke "
        "grunnlag for å si at det er en forskjell, og heller ikke at det ikke er noen."
    )
    assert found.explain("en").sentence.startswith("The change was +29.0 per cent in Nordby (from 207 to 267)")
    assert found.explain("nn").sentence.startswith("Endringa var +29,0 prosent i Nordby (frå 207 til 267)")


@given(COUNT, COUNT, COUNT, COUNT)
def test_a_change_seen_from_the_other_side(b1: int, a1: int, b2: int, a2: int) -> None:
    found = compare_changes(b1, a1, b2, a2)
    assert found.p == pytest.approx(float(fisher_exact([[a1, b1], [a2, b2]])[1]), abs=1e-9)
    swapped = compare_changes(b2, a2, b1, a1)
    assert swapped.p == pytest.approx(found.p, abs=1e-9)
    assert swapped.growth_ratio.upper == pytest.approx(1 / found.growth_ratio.lower, rel=1e-8)


def test_large_counts_are_quick_and_near_the_textbook_interval() -> None:
    counts = (95640, 116530, 100000, 120000)
    found = compare_changes(*counts).growth_ratio
    width = 1.959964 * math.sqrt(sum(1 / count for count in counts))
    assert found.value is not None
    assert found.upper / found.value == pytest.approx(math.exp(width), rel=1e-4)


def test_the_binomial_p_value() -> None:
    assert binomial_p_values(5, 10, 0.5) == (1.0, pytest.approx(1 - comb(10, 5) / 2**11))
    assert binomial_p_values(0, 5, 0.5)[0] == pytest.approx(0.0625)


def test_rates_in_words() -> None:
    found = compare_rates(0, 10, 5, 10, names=("skolen", "hjemmet"), unit="år")
    assert found.explain().sentence.startswith("Skolen hadde 0 hendelser på 10 år og hjemmet 5 på 10. ")
    assert "ingen øvre grense" in compare_rates(5, 10, 0, 10).explain().sentence
    assert "no upper limit" in compare_rates(5, 10, 0, 10).explain("en").sentence


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((0, 1, 0, 1), "one event or more"),
        ((1, 0, 1, 1), "exposure = 0"),
        ((1, math.nan, 1, 1), "exposure = nan"),
        ((1.5, 1, 1, 1), "events = 1.5"),
        ((1, 1, -2, 1), "other_events = -2"),
        ((1, 1, 1, "1"), "other_exposure = '1'"),
    ],
)
def test_bad_rates_are_said(given: tuple[int, float, int, float], message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        compare_rates(*given)
    assert message in str(raised.value)


@pytest.mark.parametrize("given", [(0, 1, 1, 1), (29.5, 30, 1, 1), (1, 1, math.nan, 1), (1, 1, 1, -1), ("5", 1, 1, 1)])
def test_bad_changes_are_said(given: tuple[int, int, int, int]) -> None:
    with pytest.raises(StatsError, match="a whole number, 1 or more"):
        compare_changes(*given)
