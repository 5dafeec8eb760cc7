"""Monetary unit sampling: sizes from the Poisson, selection counted by hand, and the Stringer bound's factors."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from auditlib.stats import StatsError, clopper_pearson, plan_monetary, select_monetary, stringer_bound

# The statistics reference, «Monetary / Poisson»: confidence, tolerable share, n with no expected error.
POISSON = [("0.95", 5, 60), ("0.95", 2, 150), ("0.95", 1, 300), ("0.99", 5, 93), ("0.90", 1, 231)]
AMOUNTS = st.lists(st.decimals(1, 10**6, places=2), min_size=1, max_size=30)


@pytest.mark.parametrize(("confidence", "percent", "n"), POISSON)
def test_reference_sizes(confidence: str, percent: int, n: int) -> None:
    plan = plan_monetary(10_000_000, 100_000 * percent, confidence=Decimal(confidence))
    assert plan.n == n
    assert plan.interval == pytest.approx(10_000_000 / n)


def test_expected_error_is_not_rounded() -> None:
    plan = plan_monetary(10_000_000, 500_000, 100_000)
    n, t = plan.n, 0.05
    assert gamma.ppf(0.95, 1 + n * 0.01, scale=1 / n) <= t < gamma.ppf(0.95, 1 + (n - 1) * 0.01, scale=1 / (n - 1))


@given(st.integers(1, 40), st.integers(0, 9))
@settings(max_examples=40)
def test_more_expected_error_needs_more(tolerable: int, part: int) -> None:
    less, more = (plan_monetary(1000, tolerable, Fraction(tolerable * step, 20)) for step in (part, part + 1))
    assert less.n <= more.n
    assert plan_monetary(1000, tolerable + 1, Fraction(tolerable * part, 20)).n <= less.n


@given(AMOUNTS, st.integers(1, 40), st.integers(0, 9), st.sampled_from(["interval", "cell"]))
@settings(max_examples=100)
def test_every_item_is_hit_as_often_as_its_amount_says(amounts: list[Decimal], n: int, seed: int, method: str) -> None:
    items = {f"b{place}": amount for place, amount in enumerate(amounts)}
    hits = select_monetary(items, n, seed, method)  # type: ignore[arg-type]
    cell = sum(Fraction(each) for each in amounts) / n
    assert len(hits) == n
    assert hits == select_monetary(items, n, seed, method)  # type: ignore[arg-type]
    for name, amount in items.items():
        found, share = sum(each.item == name for each in hits), Fraction(amount) / cell
        slack = 1 if method == "interval" else 2
        assert abs(found - share) < slack
        assert found >= 1 or share < slack


def test_places_lie_in_their_items() -> None:
    hits = select_monetary({"a": 100, "b": Decimal("50.5"), "c": Decimal("849.5")}, 5, 1)
    steps = [round(after.place - before.place, 2) for before, after in itertools.pairwise(hits)]
    assert steps == [200.0] * 4
    assert [(each.item, each.place) for each in hits][:2] == [("b", 135.02), ("c", 335.02)]


def test_stringer_factors_are_the_printed_confidence_factors() -> None:
    """AICPA confidence factors at 95 percent: 3.00, 4.75, 6.30, 7.76, 9.16, rounded up to two decimals."""
    factors = stringer_bound([1] * 4, 100, 1).factors
    assert [round(each * 100 + 0.005, 2) for each in factors] == pytest.approx(
        [3.00, 4.75, 6.30, 7.76, 9.16], abs=0.0101
    )


def test_stringer_by_hand() -> None:
    limits = [gamma.ppf(0.95, x + 1) / 60 for x in range(3)]
    by_hand = limits[0] + (limits[1] - limits[0]) * 0.5 + (limits[2] - limits[1]) * 0.2
    found = stringer_bound([0.2, 0, 0.5], 60, 10_000_000)
    assert found.bound == pytest.approx(10_000_000 * by_hand, rel=1e-12)
    assert found.likely == pytest.approx(10_000_000 * 0.7 / 60)
    assert stringer_bound([], 60, 100).bound == pytest.approx(100 * limits[0])


def test_stringer_with_whole_errors_is_the_upper_limit() -> None:
    found = stringer_bound([1, 1, 1], 80, 500, 0.9, "binomial")
    assert found.bound == pytest.approx(500 * clopper_pearson(3, 80, 0.9, "upper").upper)


@given(st.lists(st.integers(0, 100), max_size=10), st.integers(0, 100))
@settings(max_examples=50)
def test_stringer_grows_with_every_error(hundredths: list[int], more: int) -> None:
    taints = [Fraction(each, 100) for each in hundredths]
    less = stringer_bound(taints, 50, 1000)
    assert less.bound <= stringer_bound([*taints, Fraction(more, 100)], 50, 1000).bound + 1e-9
    assert less.likely <= less.bound
    assert less.bound <= stringer_bound(taints, 50, 1000, 0.99).bound


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: plan_monetary(0, 1), "book_value = 0"),
        (lambda: plan_monetary(100, 100), "below the book value"),
        (lambda: plan_monetary(100, 5, 5), "expected = 5"),
        (lambda: plan_monetary(100, float("nan")), "tolerable = nan"),
        (lambda: select_monetary({}, 3, 1), "at least one item"),
        (lambda: select_monetary({"a": 10, "b": -1}, 3, 1), r"amounts\[b\] = -1"),
        (lambda: select_monetary({"a": 10}, 0, 1), "n = 0"),
        (lambda: select_monetary({"a": 10}, 1, None), "seed = None"),  # type: ignore[arg-type]
        (lambda: select_monetary({"a": 10}, 1, 1, "simple"), "interval or cell"),  # type: ignore[arg-type]
        (lambda: stringer_bound([1.5], 10, 100), "taints = 1.5"),
        (lambda: stringer_bound([-0.1], 10, 100), "understatements"),
        (lambda: stringer_bound([1, 1], 1, 100), "at most one for each"),
        (lambda: stringer_bound([], 0, 100), "n = 0"),
        (lambda: stringer_bound([], 1, 100, factors="normal"), "poisson or binomial"),  # type: ignore[arg-type]
    ],
)
def test_what_is_refused(call: object, said: str) -> None:
    with pytest.raises(StatsError, match=said):
        call()  # type: ignore[operator]


def test_words() -> None:
    said = stringer_bound([0.5, 0.2], 60, 10_000_000).explain("en")
    assert said.sentence == (
        "We found errors in 2 of 60 selections; with 95 per cent confidence the amount of 10,000,000 kroner is "
        "overstated by no more than 696,697 kroner (most likely 116,667)."
    )
    assert said.formula == "10,000,000 · (0.0499 + 0.0291·0.5 + 0.0259·0.2) = 696,697.37"
    plan = plan_monetary(10_000_000, 500_000, 100_000)
    assert plan.explain().formula == "P(Γ(1 + 0,93) > 4,65) = 0,0492 ≤ 0,05"
    assert "éi for kvar" in plan.explain("nn").sentence
