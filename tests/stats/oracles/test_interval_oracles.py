"""Intervals of one share, and plans that follow from them, against statsmodels and scipy."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, hypergeom, poisson
from statsmodels.stats.proportion import proportion_confint, samplesize_confint_proportion

from auditlib.stats import (
    accept_chances,
    binomial_p_values,
    clopper_pearson,
    cochran,
    funnel_limits,
    hypergeometric_interval,
    plan_monetary,
    plan_sample,
    stringer_bound,
    wilson,
)

CONFIDENCES = st.sampled_from((0.5, 0.8, 0.9, 0.95, 0.99, 0.999))
SAMPLES = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
# a tail this near the risk is settled by rounding in the oracle, and by fractions here
NEAR = 1e-9


@settings(max_examples=500)
@given(SAMPLES, CONFIDENCES)
def test_two_sided_limits_are_those_of_statsmodels(sample: tuple[int, int], confidence: float) -> None:
    x, n = sample
    for ours, method in ((clopper_pearson, "beta"), (wilson, "wilson")):
        found = ours(x, n, confidence)
        lower, upper = proportion_confint(x, n, 1 - confidence, method)
        assert (found.lower, found.upper) == pytest.approx((lower, upper), rel=1e-9, abs=1e-12)


@settings(max_examples=500)
@given(SAMPLES, CONFIDENCES)
def test_one_sided_limits_are_those_of_scipy(sample: tuple[int, int], confidence: float) -> None:
    """scipy's alternative `less` is an upper limit, `greater` a lower one."""
    x, n = sample
    for side, alternative in (("upper", "less"), ("lower", "greater")):
        test = binomtest(x, n, alternative=alternative)
        for ours, method in ((clopper_pearson, "exact"), (wilson, "wilson")):
            found, theirs = ours(x, n, confidence, side), test.proportion_ci(confidence, method)
            assert (found.lower, found.upper) == pytest.approx((theirs.low, theirs.high), rel=1e-9, abs=1e-9)


@st.composite
def drawn(draw: st.DrawFn, most: int = 100_000) -> tuple[int, int, int]:
    """Cases with the trait, cases drawn, and the population."""
    population = draw(st.integers(1, most))
    n = draw(st.integers(1, min(population, 2000)))
    return draw(st.integers(0, n)), n, population


@settings(max_examples=400)
@given(drawn(), CONFIDENCES)
def test_the_limits_of_a_finite_population_are_where_the_tails_cross_the_risk(
    sample: tuple[int, int, int], confidence: float
) -> None:
    """scipy has the distribution, not the interval: the limit keeps its tail above the risk, the next does not."""
    x, n, population = sample
    found, risk = hypergeometric_interval(x, n, population, confidence), (1 - confidence) / 2
    low, high = found.lower_count, found.upper_count
    assert hypergeom.cdf(x, population, high, n) > risk * (1 - NEAR)
    assert hypergeom.sf(x - 1, population, low, n) > risk * (1 - NEAR)
    if high < population - (n - x):
        assert hypergeom.cdf(x, population, high + 1, n) <= risk * (1 + NEAR)
    if low > x:
        assert hypergeom.sf(x - 1, population, low - 1, n) <= risk * (1 + NEAR)


@settings(max_examples=200)
@given(drawn(60), CONFIDENCES)
def test_the_limits_of_a_small_population_are_found_by_trying_all(
    sample: tuple[int, int, int], confidence: float
) -> None:
    x, n, population = sample
    risk, ways = (1 - Fraction(str(confidence))) / 2, math.comb(population, n)

    def chance(outcomes: range, marked: int) -> Fraction:
        return Fraction(sum(math.comb(marked, i) * math.comb(population - marked, n - i) for i in outcomes), ways)

    possible = range(x, population - (n - x) + 1)
    found = hypergeometric_interval(x, n, population, confidence)
    assert found.upper_count == max(k for k in possible if chance(range(x + 1), k) > risk)
    assert found.lower_count == min(k for k in possible if chance(range(x, n + 1), k) > risk)


@settings(max_examples=500)
@given(SAMPLES, st.floats(0.001, 0.999))
def test_binomial_p_values_are_those_of_scipy(sample: tuple[int, int], chance: float) -> None:
    x, n = sample
    p, mid_p = binomial_p_values(x, n, chance)
    theirs = binomtest(x, n, chance).pvalue
    assert p == pytest.approx(theirs, rel=1e-9, abs=1e-15)
    # mid-p counts half of every outcome as likely as the one seen, and with an odd chance only that one is
    equal = binom.pmf(x, n, chance)
    outcomes = binom.pmf(range(n + 1), n, chance)
    assume(sum(abs(outcomes - equal) <= 1e-6 * equal) == 1)
    assert mid_p == pytest.approx(theirs - equal / 2, rel=1e-8, abs=1e-15)


RATES = st.integers(1, 300).map(lambda thousandths: thousandths / 1000)


@settings(max_examples=200)
@given(RATES, st.integers(0, 5), CONFIDENCES)
def test_the_smallest_sample_is_the_first_whose_risk_scipy_finds_low_enough(
    tolerable: float, allowed: int, confidence: float
) -> None:
    for distribution, risk_at in (("binomial", binom.cdf), ("poisson", lambda k, n, p: poisson.cdf(k, n * p))):
        plan = plan_sample(tolerable, confidence=confidence, allowed=allowed, distribution=distribution)
        assert risk_at(allowed, plan.n, tolerable) <= (1 - confidence) * (1 + NEAR)
        assert plan.n == 1 or risk_at(allowed, plan.n - 1, tolerable) > (1 - confidence) * (1 - NEAR)
        assert plan.risk == pytest.approx(risk_at(allowed, plan.n, tolerable), rel=1e-9)


@settings(max_examples=200)
@given(RATES, st.integers(0, 3), st.integers(500, 50_000), CONFIDENCES)
def test_the_smallest_sample_of_a_finite_population(
    tolerable: float, allowed: int, population: int, confidence: float
) -> None:
    marked = math.ceil(population * Fraction(str(tolerable)))
    assume(marked > allowed)
    plan = plan_sample(tolerable, confidence=confidence, allowed=allowed, population=population)
    assert hypergeom.cdf(allowed, population, marked, plan.n) <= (1 - confidence) * (1 + NEAR)
    assert plan.n == 1 or hypergeom.cdf(allowed, population, marked, plan.n - 1) > (1 - confidence) * (1 - NEAR)


@settings(max_examples=200)
@given(RATES, st.integers(1, 60), st.integers(1, 60), st.integers(0, 2), st.integers(0, 3))
def test_the_chance_that_two_stages_accept(actual: float, first: int, second: int, c1: int, more: int) -> None:
    c2 = c1 + more
    found = accept_chances((first, second), (c1, c2), actual)
    again = sum(
        binom.pmf(x, first, actual) * binom.cdf(c2 - x, second, actual) for x in range(c1 + 1, min(first, c2) + 1)
    )
    assert found == pytest.approx((binom.cdf(c1, first, actual), again), rel=1e-9, abs=1e-12)


@settings(max_examples=300)
@given(st.integers(10, 200), st.integers(10, 990), CONFIDENCES)
def test_the_survey_sample_is_that_of_statsmodels_rounded_up(margin: int, proportion: int, confidence: float) -> None:
    d, p = margin / 1000, proportion / 1000
    found = cochran(d, confidence, proportion=p)
    theirs = samplesize_confint_proportion(p, d, 1 - confidence)
    assert found.unrounded == pytest.approx(theirs, rel=1e-9)
    assert found.n in (math.ceil(theirs * (1 - NEAR)), math.ceil(theirs * (1 + NEAR)))


@settings(max_examples=300)
@given(st.integers(1, 2000), st.floats(0.01, 0.99), CONFIDENCES)
def test_funnel_limits_leave_the_tail_outside(size: int, target: float, confidence: float) -> None:
    tail = (1 - confidence) / 2
    for kind, counted in (("binomial", binom(size, target)), ("poisson", poisson(size * target))):
        lower, upper = (round(each * size) for each in funnel_limits(kind, target, size, confidence))
        assert counted.cdf(lower - 1) <= tail * (1 + NEAR)
        assert counted.cdf(lower) >= tail * (1 - NEAR)
        assert counted.sf(upper) <= tail * (1 + NEAR)
        assert counted.sf(upper - 1) >= tail * (1 - NEAR)


@settings(max_examples=200)
@given(st.integers(20, 300), st.lists(st.integers(1, 100), max_size=6), CONFIDENCES)
def test_the_stringer_bound_is_built_from_limits_of_statsmodels(
    n: int, hundredths: list[int], confidence: float
) -> None:
    taints = sorted((each / 100 for each in hundredths), reverse=True)
    limits = [proportion_confint(x, n, 2 * (1 - confidence), "beta")[1] for x in range(len(taints) + 1)]
    steps = [after - before for before, after in pairwise(limits)]
    theirs = limits[0] + math.fsum(step * taint for step, taint in zip(steps, taints, strict=True))
    found = stringer_bound(taints, n, 1_000_000, confidence, "binomial")
    assert found.bound == pytest.approx(1_000_000 * min(1, theirs), rel=1e-9)


@settings(max_examples=200)
@given(st.integers(10, 300), CONFIDENCES)
def test_monetary_samples_without_expected_errors_follow_scipys_poisson(tolerable: int, confidence: float) -> None:
    plan = plan_monetary(1_000_000, tolerable * 1000, 0, confidence)
    mean = tolerable / 1000
    assert poisson.cdf(0, plan.n * mean) <= (1 - confidence) * (1 + NEAR)
    assert plan.n == 1 or poisson.cdf(0, (plan.n - 1) * mean) > (1 - confidence) * (1 - NEAR)
