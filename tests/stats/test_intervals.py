"""Intervals against published figures, their definitions, and their coverage counted out in small populations."""

from fractions import Fraction
from math import ceil, comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.stats import StatsError, clopper_pearson, hypergeometric_interval, wilson
from auditlib.stats.tails import binomial_exact, hypergeometric_exact

# The statistics reference, «Intervals, two-sided 95 %»; Newcombe, Statistics in Medicine 17 (1998), table I.
NEWCOMBE_TABLE_I = [
    (81, 263, (0.25529, 0.36621), (0.25274, 0.36762)),
    (15, 148, (0.06239, 0.16049), (0.05784, 0.16165)),
    (0, 20, (0.0, 0.16113), (0.0, 0.16843)),
    (1, 29, (0.00611, 0.17176), (0.00087, 0.17764)),
]
# AICPA, Audit Sampling (2017), table A-3 (95 %), deviations 0 to 10, rounded up to 0.1 percent.
AICPA_A3 = {
    25: (11.3, 17.7, 23.2, 28.2, 33.0, 37.6, 42.0, 46.3, 50.4, 54.4, 58.4),
    60: (4.9, 7.7, 10.2, 12.5, 14.7, 16.8, 18.8, 20.8, 22.8, 24.8, 26.7),
    100: (3.0, 4.7, 6.2, 7.6, 9.0, 10.3, 11.5, 12.8, 14.0, 15.2, 16.4),
}


@pytest.mark.parametrize(("x", "n", "score", "exact"), NEWCOMBE_TABLE_I)
def test_newcombe_table_i(x: int, n: int, score: tuple[float, float], exact: tuple[float, float]) -> None:
    by_score, by_tails = wilson(x, n), clopper_pearson(x, n)
    assert (round(by_score.lower, 5), round(by_score.upper, 5)) == score
    assert (round(by_tails.lower, 5), round(by_tails.upper, 5)) == exact


@pytest.mark.parametrize("n", AICPA_A3)
def test_aicpa_a3(n: int) -> None:
    found = [clopper_pearson(x, n, 0.95, "upper").upper for x in range(11)]
    assert tuple(ceil(limit * 1000) / 10 for limit in found) == AICPA_A3[n]


def counts(data: st.DataObject, most: int) -> tuple[int, int]:
    n = data.draw(st.integers(1, most))
    return data.draw(st.integers(0, n)), n


@given(st.data())
@settings(max_examples=100)
def test_clopper_pearson_solves_its_equations(data: st.DataObject) -> None:
    x, n = counts(data, 60)
    found = clopper_pearson(x, n, 0.9)
    if x > 0:
        assert float(1 - binomial_exact(x - 1, n, Fraction(found.lower))) == pytest.approx(0.05, rel=1e-9)
    if x < n:
        assert float(binomial_exact(x, n, Fraction(found.upper))) == pytest.approx(0.05, rel=1e-9)
    mirrored = clopper_pearson(n - x, n, 0.9)
    assert found.lower == pytest.approx(1 - mirrored.upper, abs=1e-12)


@given(st.data())
@settings(max_examples=100)
def test_wilson_solves_its_equation(data: st.DataObject) -> None:
    x, n = counts(data, 500)
    found, z = wilson(x, n), 1.959963984540054
    for limit in (found.lower, found.upper):
        if 0 < limit < 1:
            assert (x / n - limit) ** 2 == pytest.approx(z * z * limit * (1 - limit) / n, rel=1e-6, abs=1e-12)
    assert 0 <= found.lower <= found.rate <= found.upper <= 1


@given(st.data())
@settings(max_examples=150)
def test_hypergeometric_limits_are_the_last_that_stand(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 150))
    x, n = counts(data, size)
    risk = Fraction(1, 20)
    found = hypergeometric_interval(x, n, size)
    one = hypergeometric_interval(x, n, size, 0.95, "upper").upper_count
    high, low = size - (n - x), x
    at_most = [hypergeometric_exact(x, n, marked, size) for marked in range(size + 1)]
    at_least = [1 - hypergeometric_exact(x - 1, n, marked, size) for marked in range(size + 1)]
    assert found.upper_count == max(k for k in range(low, high + 1) if at_most[k] > risk / 2)
    assert found.lower_count == min(k for k in range(low, high + 1) if at_least[k] > risk / 2)
    assert one == max(k for k in range(low, high + 1) if at_most[k] > risk)
    assert found.lower_count <= found.rate * size + 1e-9
    assert found.rate * size <= found.upper_count + 1e-9


@pytest.mark.parametrize(("size", "n"), [(12, 5), (25, 8), (30, 29), (18, 18)])
@pytest.mark.parametrize("side", ["two-sided", "upper", "lower"])
def test_hypergeometric_coverage_counted_out(size: int, n: int, side: str) -> None:
    found = [hypergeometric_interval(x, n, size, 0.9, side) for x in range(n + 1)]  # type: ignore[arg-type]
    for marked in range(size + 1):
        held = sum(
            comb(marked, x) * comb(size - marked, n - x)
            for x in range(n + 1)
            if found[x].lower_count <= marked <= found[x].upper_count
        )
        assert Fraction(held, comb(size, n)) >= Fraction(9, 10)


@pytest.mark.parametrize("n", [1, 7, 20])
def test_clopper_pearson_coverage_counted_out(n: int) -> None:
    found = [clopper_pearson(x, n, 0.9) for x in range(n + 1)]
    for step in range(1, 200):
        p = step / 200
        held = sum(
            comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(n + 1) if found[x].lower <= p <= found[x].upper
        )
        assert held >= 0.9 - 1e-12


@given(st.data())
@settings(max_examples=60)
def test_a_known_population_is_never_less_certain(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 400))
    x, n = counts(data, size)
    finite, infinite = hypergeometric_interval(x, n, size, 0.95, "upper"), clopper_pearson(x, n, 0.95, "upper")
    assert finite.upper <= infinite.upper + 1 / size
    wider = hypergeometric_interval(x, n, size, 0.99, "upper")
    assert finite.upper_count <= wider.upper_count


def test_a_large_population() -> None:
    found = hypergeometric_interval(30, 2000, 200_000)
    assert (found.lower_count, found.upper_count) == (2033, 4262)


@pytest.mark.parametrize("method", [clopper_pearson, wilson])
def test_sides(method: object) -> None:
    upper, lower = method(3, 40, 0.95, "upper"), method(3, 40, 0.95, "lower")  # type: ignore[operator]
    both = method(3, 40, 0.9)  # type: ignore[operator]
    assert (upper.lower, lower.upper) == (0, 1)
    assert (lower.lower, upper.upper) == pytest.approx((both.lower, both.upper), rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, 0), "n = 0"),
        ((3, 2), "x = 3"),
        ((-1, 2), "x = -1"),
        ((1.5, 2), "x = 1.5"),
        ((float("nan"), 2), "x = nan"),
        (("1", 2), "x = '1'"),
        ((1, 2, 95), "confidence = 95"),
        ((1, 2, 0.95, "both"), "side = 'both'"),
    ],
)
@pytest.mark.parametrize("method", [clopper_pearson, wilson])
def test_what_is_refused(method: object, arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(StatsError, match=said):
        method(*arguments)  # type: ignore[operator]


def test_a_population_smaller_than_the_sample_is_refused() -> None:
    with pytest.raises(StatsError, match="population = 9 is not allowed: at least the 10 cases"):
        hypergeometric_interval(1, 10, 9)


def test_words() -> None:
    said = clopper_pearson(1, 60).explain()
    assert said.sentence == (
        "I utvalget gjelder det 1 av 60 saker (1,7 prosent); for alle saker det er trukket fra, er andelen mellom "
        "0,04 prosent og 8,9 prosent med 95 prosent sikkerhet."
    )
    assert said.formula == "P(X ≥ 1; n = 60, p = 0,00042) = 0,025; P(X ≤ 1; n = 60, p = 0,0894) = 0,025"
    assert clopper_pearson(0, 20).explain().formula == "P(X ≤ 0; n = 20, p = 0,16843) = 0,025"
    assert "at most 7.7 per cent" in clopper_pearson(1, 60, 0.95, "upper").explain("en").sentence
    counted = hypergeometric_interval(1, 60, 1200)
    assert "mellom 1 og 105 med 95 prosent tryggleik" in counted.explain("nn").sentence
    assert counted.upper == 105 / 1200
    assert "<p>" in counted._repr_html_()
    assert "p̂ = 1/60" in wilson(1, 60).explain().formula
