"""Two proportions: published figures, exact distributions by hand, and what must hold for any table."""

import math
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import odds_ratio

from auditlib.stats import StatsError, compare_proportions, koopman_interval, newcombe_interval
from auditlib.stats.proportions import ConditionalTable

Table = tuple[int, int, int, int]


@st.composite
def tables(draw: st.DrawFn, most: int = 15) -> Table:
    totals = draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    first, second = (draw(st.integers(0, total)) for total in totals)
    return first, totals[0], second, totals[1]


def by_hand(x1: int, n1: int, x2: int, n2: int) -> tuple[Fraction, Fraction]:
    """Fisher's two-sided p and mid-p from every table with these margins, in fractions."""
    x, ways = x1 + x2, comb(n1 + n2, x1 + x2)
    chances = {k: Fraction(comb(n1, k) * comb(n2, x - k), ways) for k in range(max(0, x - n2), min(n1, x) + 1)}
    rarer = sum((each for each in chances.values() if each < chances[x1]), Fraction(0))
    equal = sum((each for each in chances.values() if each == chances[x1]), Fraction(0))
    return rarer + equal, rarer + equal / 2


@given(tables())
def test_p_values_are_those_of_every_table_counted_out(table: Table) -> None:
    found, (p, mid_p) = compare_proportions(*table), by_hand(*table)
    assert found.p == pytest.approx(float(p), abs=1e-12)
    assert found.mid_p == pytest.approx(float(mid_p), abs=1e-12)
    assert 0 < found.mid_p <= found.p <= 1


@pytest.mark.parametrize(
    ("table", "p", "mid_p"),
    [
        pytest.param((3, 4, 1, 4), 0.48571, 0.25714, id="Fisher 1935, the lady tasting tea"),
        pytest.param((7, 34, 1, 34), 0.05440, 0.02966, id="Fagerland Lydersen Laake 2017, Perondi"),
        pytest.param((9, 13, 4, 14), 0.05698, 0.03914, id="Fagerland Lydersen Laake 2017, Lampasona"),
        pytest.param((0, 16, 15, 72), 0.06287, 0.04466, id="Fagerland Lydersen Laake 2017, Ritland"),
        pytest.param((2, 12, 15, 18), 0.0005367, 0.0003116, id="Fisher 1935, convictions of twins"),
    ],
)
def test_published_p_values(table: Table, p: float, mid_p: float) -> None:
    found = compare_proportions(*table)
    assert (found.p, found.mid_p) == (pytest.approx(p, abs=6e-6), pytest.approx(mid_p, abs=6e-6))


@pytest.mark.parametrize(
    ("table", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
    ids=[f"Newcombe 1998 table II {letter} method 10" for letter in "abcdefgh"],
)
def test_newcombes_table(table: Table, lower: float, upper: float) -> None:
    assert newcombe_interval(*table, 0.95) == (pytest.approx(lower, abs=6e-5), pytest.approx(upper, abs=6e-5))


@pytest.mark.parametrize(
    ("table", "lower", "upper"),
    [
        pytest.param((36, 40, 16, 80), 2.94, 7.15, id="Koopman 1984"),
        pytest.param((7, 34, 1, 34), 1.22, 42.58, id="Fagerland Lydersen Laake 2017, Perondi"),
    ],
)
def test_koopmans_interval(table: Table, lower: float, upper: float) -> None:
    assert koopman_interval(*table, 0.95) == (pytest.approx(lower, abs=6e-3), pytest.approx(upper, abs=6e-3))


def test_the_odds_ratio_of_the_twins() -> None:
    """Convictions of like-sex twins: the exact 95 % interval from 0.0033 to 0.3632 (R's fisher.test)."""
    found = compare_proportions(2, 12, 15, 18).odds_ratio
    assert found.value == pytest.approx(0.04)
    assert (found.lower, found.upper) == (pytest.approx(0.003325764, rel=3e-3), pytest.approx(0.3631823, rel=1e-4))


@given(tables(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_conditional_interval_leaves_half_the_error_at_each_end(table: Table, confidence: float) -> None:
    x1, n1, x2, n2 = table
    x, (lower, upper) = x1 + x2, ConditionalTable(x1, n1, n2, x1 + x2).odds_ratio_interval(confidence)

    def tail(psi: float, ks: range) -> float:
        weights = {k: comb(n1, k) * comb(n2, x - k) * psi**k for k in range(max(0, x - n2), min(n1, x) + 1)}
        return math.fsum(weights[k] for k in ks if k in weights) / math.fsum(weights.values())

    if lower > 0:
        assert tail(lower, range(x1, n1 + 1)) == pytest.approx((1 - confidence) / 2, rel=1e-8)
    if math.isfinite(upper):
        assert tail(upper, range(x1 + 1)) == pytest.approx((1 - confidence) / 2, rel=1e-8)


def test_the_conditional_interval_is_scipys() -> None:
    for x1, n1, x2, n2 in ((3, 4, 1, 4), (10, 18, 6, 20), (81, 263, 15, 148)):
        theirs = odds_ratio([[x1, n1 - x1], [x2, n2 - x2]]).confidence_interval(0.95)
        ours = compare_proportions(x1, n1, x2, n2).odds_ratio
        assert (ours.lower, ours.upper) == (pytest.approx(theirs.low, rel=1e-9), pytest.approx(theirs.high, rel=1e-9))


@given(tables(40))
def test_swapping_the_groups_turns_everything_around(table: Table) -> None:
    x1, n1, x2, n2 = table
    found, swapped = compare_proportions(x1, n1, x2, n2), compare_proportions(x2, n2, x1, n1)
    assert found.p == pytest.approx(swapped.p, abs=1e-12)
    assert found.difference.lower == pytest.approx(-swapped.difference.upper, abs=1e-12)
    for one, other in ((found.odds_ratio, swapped.odds_ratio), (found.risk_ratio, swapped.risk_ratio)):
        assert one.lower == pytest.approx(1 / other.upper if other.upper else math.inf, rel=1e-8)


@given(tables(40))
def test_intervals_hold_their_estimates(table: Table) -> None:
    found = compare_proportions(*table)
    assert -1 <= found.difference.lower <= found.difference.upper <= 1
    for each in (found.difference, found.risk_ratio, found.odds_ratio):
        assert not math.isnan(each.lower)
        assert not math.isnan(each.upper)
        assert each.value is None or each.lower <= each.value <= each.upper


@given(tables(40))
def test_counting_the_cases_without_the_trait_turns_the_difference(table: Table) -> None:
    x1, n1, x2, n2 = table
    found, other = compare_proportions(*table), compare_proportions(n1 - x1, n1, n2 - x2, n2)
    assert found.p == pytest.approx(other.p, abs=1e-12)
    assert found.difference.lower == pytest.approx(-other.difference.upper, abs=1e-12)


def test_the_sentence_says_no_more_than_the_figures() -> None:
    found = compare_proportions(10, 18, 6, 20, names=("Nordby", "Nyby"))
    assert found.verdict == "open"
    assert found.explain().sentence == (
        "Andelen var 55,6 prosent i Nordby (10 av 18) og 30,0 prosent i Nyby (6 av 20), en forskjell på 25,6 "
        "prosentpoeng (95 % KI fra −5,4 til 50,7; p = 0,19): tallene gir ikke grunnlag for å si at det er en "
        "forskjell, og heller ikke at det ikke er noen."
    )
    assert "Delen var 55,6 prosent i Nordby" in found.explain("nn").sentence
    assert "95% CI from −5.4 to 50.7; p = 0.19" in found.explain("en").sentence
    assert "10/18 − 6/20" in found.explain().formula


def test_where_test_and_interval_disagree_it_is_said() -> None:
    found = compare_proportions(7, 34, 1, 34)
    assert found.verdict == "borderline"
    assert "ikke enige" in found.explain().sentence


@given(tables())
def test_every_result_can_be_put_into_words(table: Table) -> None:
    found = compare_proportions(*table)
    for text in (*(found.explain(language).sentence for language in ("nb", "nn", "en")), found._repr_html_()):
        assert "nan" not in text.lower().split()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((0, 0, 1, 2), "total = 0"),
        ((3, 2, 1, 2), "count = 3 is not allowed: a count from 0 to total, which is 2"),
        ((-1, 2, 1, 2), "count = -1"),
        ((0.5, 2, 1, 2), "count = 0.5 is not allowed: a whole number"),
        ((1, 2, math.nan, 2), "other_count = nan"),
        ((1, 2, 1, "2"), "other_total = '2'"),
        ((1, 2, 1, 2, 95), "confidence = 95 is not allowed: a share"),
    ],
)
def test_bad_input_is_said(given: tuple[int, int, int, int], message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        compare_proportions(*given)
    assert message in str(raised.value)
