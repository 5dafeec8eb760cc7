"""Funnels: exact limits, who lies outside, and over-dispersion said."""

import math
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import StatsError, funnel_limits, funnel_proportions, funnel_rates

UNITS = {"A": (5, 50), "B": (9, 60), "C": (30, 80), "D": (4, 44)}


@given(st.integers(1, 60), st.floats(0.02, 0.98), st.sampled_from([0.9, 0.95, 0.998]))
def test_binomial_limits_are_the_exact_quantiles(n: int, target: float, confidence: float) -> None:
    chances = [comb(n, k) * target**k * (1 - target) ** (n - k) for k in range(n + 1)]
    lower, upper = (round(each * n) for each in funnel_limits("binomial", target, n, confidence))
    tail = (1 - confidence) / 2
    assert math.fsum(chances[:lower]) <= tail + 1e-12
    assert math.fsum(chances[: lower + 1]) >= tail - 1e-12
    assert math.fsum(chances[upper + 1 :]) <= tail + 1e-12
    assert math.fsum(chances[upper:]) >= tail - 1e-12


@pytest.mark.parametrize(("mean", "lower", "upper"), [(1, 0, 3), (5, 1, 10), (10, 4, 17), (20, 12, 29)])
def test_poisson_limits_are_the_exact_quantiles(mean: int, lower: int, upper: int) -> None:
    """2.5 and 97.5 percent quantiles of the Poisson distribution, from its tables."""
    assert funnel_limits("poisson", 1, mean) == (lower / mean, upper / mean)
    assert funnel_limits("poisson", mean / 200, 200) == pytest.approx((lower / 200, upper / 200))


def test_limits_narrow_with_size() -> None:
    small, large = (funnel_limits("binomial", 0.3, n) for n in (20, 2000))
    assert small[0] < large[0] < 0.3 < large[1] < small[1]


def test_overdispersion_is_said_and_not_hidden() -> None:
    found = funnel_proportions(UNITS)
    assert found.target == pytest.approx(48 / 234)
    assert [unit.place for unit in found.units] == ["inside", "inside", "above", "inside"]
    assert found.overdispersed
    p = 48 / 234
    by_hand = sum((x / n - p) ** 2 * n / (p * (1 - p)) for x, n in UNITS.values()) / 3
    assert found.dispersion == pytest.approx(by_hand)
    assert "varierer mer enn tilfeldighet gir (spredning 7,40 ganger" in found.explain().sentence
    assert "Med grenser utvidet for dette ligger ingen utenfor." in found.explain().sentence
    assert "vary more than chance" in found.explain("en").sentence
    assert "varierer meir enn tilfelle" in found.explain("nn").sentence


def test_a_calm_funnel() -> None:
    found = funnel_rates({"A": (5, 50.0), "B": (9, 60.0), "C": (10, 80.0), "D": (4, 44.0)})
    assert not found.overdispersed
    assert all(unit.place == unit.place_widened == "inside" for unit in found.units)
    assert found.explain().sentence == (
        "Av 4 enheter ligger 0 utenfor 95-prosentgrensene rundt 0,1197 (ingen); av tilfeldighet alene ventes høyst "
        "0,2. Spredningen mellom enhetene (0,32 ganger det ventede, p = 0,81) er ikke større enn tilfeldighet kan gi."
    )


def test_a_given_target_costs_no_degree_of_freedom() -> None:
    found = funnel_rates({"A": (12, 10), "B": (8, 10), "C": (10, 10)}, target=1)
    assert found.dispersion == pytest.approx((0.4 + 0.4 + 0) / 3)
    assert "/ 3 = " in found.explain().formula


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=3, max_size=8))
def test_any_funnel_can_be_drawn(pairs: list[tuple[int, int]]) -> None:
    units = {str(place): (min(pair), max(pair)) for place, pair in enumerate(pairs)}
    x, n = sum(a for a, _ in units.values()), sum(b for _, b in units.values())
    if not 0 < x < n:
        return
    found = funnel_proportions(units)
    for unit in found.units:
        assert 0 <= unit.lower <= unit.upper <= 1
        assert (unit.place == "inside") == (unit.lower - 1e-9 <= unit.value <= unit.upper + 1e-9)
        assert unit.place_widened in ("inside", unit.place)
    assert 0 <= found.dispersion_p <= 1


@pytest.mark.parametrize(
    ("units", "target", "message"),
    [
        ({"A": (1, 2), "B": (1, 2)}, None, "three units or more"),
        ({"A": (3, 2), "B": (1, 2), "C": (1, 2)}, None, "A.count = 3"),
        ({"A": (0.5, 2), "B": (1, 2), "C": (1, 2)}, None, "A.count = 0.5"),
        ({"A": (0, 2), "B": (0, 2), "C": (0, 2)}, None, "some cases with the trait"),
        ({"A": (1, 2), "B": (1, 2), "C": (1, 2)}, 50, "target = 50"),
        ({"A": (1, 0), "B": (1, 2), "C": (1, 2)}, None, "A.total = 0"),
    ],
)
def test_bad_funnels_are_said(units: dict[str, tuple[int, int]], target: float | None, message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        funnel_proportions(units, target)
    assert message in str(raised.value)


def test_bad_rates_are_said() -> None:
    with pytest.raises(StatsError, match=r"B\.exposure = -1"):
        funnel_rates({"A": (1, 2), "B": (1, -1), "C": (1, 2)})
    with pytest.raises(StatsError, match="one event or more"):
        funnel_rates({"A": (0, 2), "B": (0, 1), "C": (0, 2)})
    with pytest.raises(StatsError, match="binomial or poisson"):
        funnel_limits("normal", 0.3, 10)  # type: ignore[arg-type]
