"""Trends against pymannkendall, scipy and statsmodels."""

import math

import numpy as np
import pymannkendall
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes
from statsmodels.stats.contingency_tables import Table

from auditlib.stats import cochran_armitage, mann_kendall

# few different values give many ties, hundredths give few
TIED = st.lists(st.integers(0, 6).map(float), min_size=4, max_size=60)
SPREAD = st.lists(st.integers(-1_000_000, 1_000_000).map(lambda each: each / 100), min_size=4, max_size=60)


@settings(max_examples=600)
@given(st.one_of(TIED, SPREAD))
def test_a_series_is_that_of_pymannkendall(values: list[float]) -> None:
    found, theirs = mann_kendall(values, null="normal"), pymannkendall.original_test(values)
    assert found.s == theirs.s
    assert found.tau == pytest.approx(theirs.Tau, abs=1e-12)
    assert found.variance == pytest.approx(theirs.var_s, rel=1e-12)
    assert found.z == pytest.approx(theirs.z, abs=1e-9)
    # pymannkendall takes the tail from 1, which leaves some sixteen decimals
    assert found.p == pytest.approx(theirs.p, abs=1e-12)
    assert found.slope.value == pytest.approx(theirs.slope, abs=1e-9)


@settings(max_examples=300)
@given(st.integers(4, 40).flatmap(lambda n: st.permutations(list(range(n)))))
def test_the_exact_p_is_kendalls(order: list[int]) -> None:
    """Without ties S is a whole multiple of tau, so scipy's exact test of tau is the same test."""
    found = mann_kendall(order, null="exact")
    theirs = kendalltau(range(len(order)), order, method="exact")
    assert (found.tau, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-9, abs=1e-14)


@settings(max_examples=300)
@given(st.one_of(TIED, SPREAD), st.data())
def test_the_slope_is_that_of_theil_and_sen(values: list[float], data: st.DataObject) -> None:
    """The limits differ by a rank: scipy rounds the ranks, and we go outwards to whole ones."""
    steps = data.draw(st.lists(st.integers(1, 9), min_size=len(values), max_size=len(values)))
    times = [float(each) for each in np.cumsum(steps)]
    found, theirs = mann_kendall(values, times, null="normal").slope, theilslopes(values, times)
    assert found.value == pytest.approx(theirs.slope, rel=1e-9, abs=1e-12)
    assert found.lower <= theirs.low_slope + 1e-12
    assert found.upper >= theirs.high_slope - 1e-12


@settings(max_examples=500)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)).filter(any), min_size=3, max_size=8))
def test_a_trend_in_shares_is_that_of_statsmodels(pairs: list[tuple[int, int]]) -> None:
    """statsmodels divides the variance by N - 1, as a permutation test does, and Armitage by N."""
    counts, totals = [a for a, _ in pairs], [a + b for a, b in pairs]
    n = sum(totals)
    assume(0 < sum(counts) < n)
    found = cochran_armitage(counts, totals, null="normal")
    table = Table(np.array(pairs), shift_zeros=False)
    theirs = table.test_ordinal_association(col_scores=np.array([1, 0]))
    assert found.z == pytest.approx(theirs.zscore * math.sqrt(n / (n - 1)), rel=1e-9, abs=1e-9)
