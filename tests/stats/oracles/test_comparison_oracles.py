"""Two groups held against each other, and the same cases twice, against scipy and statsmodels."""

import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2_contingency, false_discovery_control, fisher_exact, mannwhitneyu, norm
from scipy.stats.contingency import association, odds_ratio
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import fdrcorrection, multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, score_test_proportions_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from auditlib.stats import (
    benjamini_hochberg,
    compare_changes,
    compare_distributions,
    compare_ordered,
    compare_pairs,
    compare_proportions,
    compare_rates,
    holm,
    koopman_interval,
    newcombe_interval,
)

CONFIDENCES = st.sampled_from((0.8, 0.9, 0.95, 0.99))
GROUP = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TABLE = st.tuples(GROUP, GROUP)


@settings(max_examples=500)
@given(TABLE)
def test_fishers_p_is_that_of_scipy(table: tuple[tuple[int, int], tuple[int, int]]) -> None:
    (x1, n1), (x2, n2) = table
    theirs = fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
    assert compare_proportions(x1, n1, x2, n2).p == pytest.approx(theirs, rel=1e-8, abs=1e-14)


@settings(max_examples=150)
@given(TABLE, CONFIDENCES)
def test_the_odds_ratios_interval_is_the_conditional_one_of_scipy(
    table: tuple[tuple[int, int], tuple[int, int]], confidence: float
) -> None:
    """scipy finds its limits to about eight figures; the value differs, as scipy's is the conditional estimate."""
    (x1, n1), (x2, n2) = table
    assume(0 < x1 + x2 < n1 + n2)
    theirs = odds_ratio([[x1, n1 - x1], [x2, n2 - x2]], kind="conditional").confidence_interval(confidence)
    found = compare_proportions(x1, n1, x2, n2, confidence).odds_ratio
    assert (found.lower, found.upper) == pytest.approx((theirs.low, theirs.high), rel=1e-6)


@settings(max_examples=500)
@given(TABLE, CONFIDENCES)
def test_newcombes_interval_is_that_of_statsmodels(
    table: tuple[tuple[int, int], tuple[int, int]], confidence: float
) -> None:
    (x1, n1), (x2, n2) = table
    theirs = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - confidence)
    assert newcombe_interval(x1, n1, x2, n2, confidence) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@settings(max_examples=300)
@given(TABLE, CONFIDENCES)
def test_koopmans_interval_is_that_of_statsmodels(
    table: tuple[tuple[int, int], tuple[int, int]], confidence: float
) -> None:
    """Without statsmodels' factor N / (N - 1), which is Miettinen and Nurminen's and not in Koopman's article.

    statsmodels finds its roots to about eight figures, so our limits are also put into its score, which must give the
    quantile.
    """
    (x1, n1), (x2, n2) = table
    assume(0 < x1 < n1 and 0 < x2 < n2)
    theirs = confint_proportions_2indep(
        x1, n1, x2, n2, method="score", compare="ratio", alpha=1 - confidence, correction=False
    )
    found = koopman_interval(x1, n1, x2, n2, confidence)
    assert found == pytest.approx(theirs, rel=1e-6)
    scores = [
        score_test_proportions_2indep(x1, n1, x2, n2, each, "ratio", correction=False, return_results=False)[0]
        for each in found
    ]
    quantile = norm.isf((1 - confidence) / 2)
    assert scores == pytest.approx([quantile, -quantile], rel=1e-9)


def their_rates(x1: int, t1: float, x2: int, t2: float, method: str) -> float:
    """The p-value of statsmodels, which also divides by a rate of 0 for a ratio it then leaves out."""
    with np.errstate(divide="ignore"):
        return float(poisson_test(x1, t1, x2, t2, method=method).pvalue)


EXPOSURES = st.integers(1, 100_000).map(lambda each: each / 8)


@settings(max_examples=500)
@given(st.integers(0, 500), EXPOSURES, st.integers(0, 500), EXPOSURES, CONFIDENCES)
def test_rates_are_compared_as_in_statsmodels(x1: int, t1: float, x2: int, t2: float, confidence: float) -> None:
    assume(x1 + x2 > 0)
    found, chance = compare_rates(x1, t1, x2, t2, confidence), t1 / (t1 + t2)
    theirs = their_rates(x1, t1, x2, t2, "exact-cond")
    assert found.p == pytest.approx(theirs, rel=1e-8, abs=1e-14)
    lower, upper = proportion_confint(x1, x1 + x2, 1 - confidence, "beta")
    odds = [each / (1 - each) * t2 / t1 if each < 1 else math.inf for each in (float(lower), float(upper))]
    assume(1 - chance > 1e-9 and odds[1] < 1e7)  # nearer 1, the oracle's subtraction costs more digits
    assert (found.rate_ratio.lower, found.rate_ratio.upper) == pytest.approx(odds, rel=1e-8, abs=1e-12)


@settings(max_examples=300)
@given(st.integers(0, 200), EXPOSURES, st.integers(0, 200), EXPOSURES)
def test_mid_p_of_rates_is_that_of_statsmodels(x1: int, t1: float, x2: int, t2: float) -> None:
    """statsmodels takes off half of the one outcome seen; where another is exactly as likely we count that half too."""
    assume(x1 + x2 > 0)
    n, chance = x1 + x2, t1 / (t1 + t2)
    seen, outcomes = binom.pmf(x1, n, chance), binom.pmf(range(n + 1), n, chance)
    equal = sum(abs(outcomes - seen) <= 1e-10 * seen)
    near = sum(abs(outcomes - seen) <= 1e-6 * seen)
    assume(equal == near)
    theirs = their_rates(x1, t1, x2, t2, "cond-midp") - (equal - 1) * seen / 2
    assert compare_rates(x1, t1, x2, t2).mid_p == pytest.approx(theirs, rel=1e-8, abs=1e-14)


@settings(max_examples=150)
@given(*[st.integers(1, 300)] * 4, CONFIDENCES)
def test_growth_is_compared_as_the_odds_ratio_of_scipy(b1: int, a1: int, b2: int, a2: int, confidence: float) -> None:
    found = compare_changes(b1, a1, b2, a2, confidence)
    assert found.p == pytest.approx(fisher_exact([[a1, b1], [a2, b2]]).pvalue, rel=1e-8, abs=1e-14)
    theirs = odds_ratio([[a1, b1], [a2, b2]], kind="conditional").confidence_interval(confidence)
    limits = found.growth_ratio.lower, found.growth_ratio.upper
    assert limits == pytest.approx((theirs.low, theirs.high), rel=1e-6)


PAIRS = st.tuples(*[st.integers(0, 300)] * 4).filter(any)


@settings(max_examples=500)
@given(PAIRS, CONFIDENCES)
def test_mcnemars_p_is_that_of_statsmodels(counts: tuple[int, int, int, int], confidence: float) -> None:
    a, b, c, d = counts
    found, theirs = compare_pairs(a, b, c, d, confidence), mcnemar([[a, b], [c, d]], exact=True).pvalue
    assert found.p == pytest.approx(float(theirs), rel=1e-9, abs=1e-15)
    seen = binom.pmf(b, b + c, 0.5)
    # the two outcomes as likely as the one seen are one and the same in the middle
    assert found.mid_p == pytest.approx(found.p - seen * (1 if b != c else 0.5), rel=1e-9, abs=1e-15)
    lower, upper = map(float, proportion_confint(b, b + c, 1 - confidence, "beta")) if b + c else (0.0, 1.0)
    odds = [each / (1 - each) if each < 1 else math.inf for each in (lower, upper)]
    assert (found.odds_ratio.lower, found.odds_ratio.upper) == pytest.approx(odds, rel=1e-9)


CATEGORIES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=6)


@settings(max_examples=300)
@given(CATEGORIES)
def test_chi_square_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    used = [pair for pair in pairs if any(pair)]
    first, second = [a for a, _ in used], [b for _, b in used]
    assume(len(used) > 1 and any(first) and any(second))
    found = compare_distributions(first, second, null="chi-square")
    theirs = chi2_contingency([first, second], correction=False)
    assert (found.chi_square, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9, abs=1e-12)
    assert found.degrees == theirs.dof
    v = association(np.array([first, second]), method="cramer")
    assert found.cramers_v.value == pytest.approx(v, rel=1e-9, abs=1e-7)


@settings(max_examples=200)
@given(st.lists(st.booleans(), min_size=2, max_size=30))
def test_the_rank_sum_is_that_of_scipy_where_no_two_are_equal(in_first: list[bool]) -> None:
    """scipy's exact method knows no ties, so every case has a category of its own."""
    assume(any(in_first) and not all(in_first))
    first = [place for place, each in enumerate(in_first) if each]
    second = [place for place, each in enumerate(in_first) if not each]
    found = compare_ordered([int(each) for each in in_first], [int(not each) for each in in_first])
    theirs = mannwhitneyu(first, second, method="exact")
    assert float(found.u) == theirs.statistic
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=4, max_size=8))
def test_the_rank_sum_with_many_ties_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    assume(any(first) and any(second))
    found = compare_ordered(first, second)
    assume(found.null == "normal")
    values = [np.repeat(np.arange(len(pairs)), each) for each in (first, second)]
    theirs = mannwhitneyu(*values, method="asymptotic")
    assert (float(found.u), found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9, abs=1e-15)


P_VALUES = st.lists(st.one_of(st.floats(0, 1), st.sampled_from((0.0, 0.01, 0.05, 1.0))), min_size=1, max_size=40)


@settings(max_examples=500)
@given(P_VALUES)
def test_benjamini_and_hochbergs_p_values_are_those_of_scipy_and_statsmodels(p_values: list[float]) -> None:
    found = benjamini_hochberg(p_values)
    assert found == pytest.approx(tuple(false_discovery_control(p_values)), rel=1e-9, abs=1e-300)
    assert found == pytest.approx(tuple(fdrcorrection(p_values)[1]), rel=1e-9, abs=1e-300)


@settings(max_examples=500)
@given(P_VALUES)
def test_holms_p_values_are_those_of_statsmodels(p_values: list[float]) -> None:
    with patch("gc.collect"):  # which multipletests calls each time
        theirs = multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(tuple(theirs), rel=1e-9, abs=1e-300)
