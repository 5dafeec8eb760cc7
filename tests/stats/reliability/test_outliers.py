"""Outliers: Rosner's published example, modified z-scores, and how often normal series are flagged."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import Esd, ModifiedZ, NotTested, StatsError, generalized_esd, modified_z
from auditlib.stats.reliability.esd import rosner_limit

# Rosner (1983), vitamin E; NIST/SEMATECH e-Handbook § 1.3.5.17.3 prints these statistics and limits
ROSNER = (
    -0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.70, 1.76,
    1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40, 2.47, 2.54,
    2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01,
)  # fmt: skip
NIST_STATISTICS = (3.118, 2.942, 3.179, 2.810, 2.815, 2.848, 2.279, 2.310, 2.101, 2.067)
NIST_LIMITS = (3.158, 3.151, 3.143, 3.136, 3.128, 3.120, 3.111, 3.103, 3.094, 3.085)
# Iglewicz and Hoaglin (1993): two of ten weights were read on the wrong scale
WEIGHTS = (2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3)


def test_rosners_example() -> None:
    """NIST cuts its figures off after three decimals."""
    found = generalized_esd(ROSNER)
    assert isinstance(found, Esd)
    assert [math.floor(1000 * each.statistic) / 1000 for each in found.steps] == list(NIST_STATISTICS)
    assert [math.floor(1000 * each.limit) / 1000 for each in found.steps] == list(NIST_LIMITS)
    assert [each.value for each in found.outliers] == [6.01, 5.42, 5.34]
    assert found.places == ("54", "53", "52")
    assert found.explain().sentence.startswith("3 av 54 tall ligger lenger fra de andre")


def test_masked_outliers_are_found_together() -> None:
    """The first statistic is below its limit, and still three are outliers: the last one above its limit counts."""
    found = generalized_esd(ROSNER)
    assert isinstance(found, Esd)
    assert found.steps[0].statistic < found.steps[0].limit
    assert generalized_esd(ROSNER, most=2).count == 0


def test_the_first_limit_is_grubbs() -> None:
    """Grubbs and Beck (1972), table 1: two-sided 5 % limits for one outlier, to three figures."""
    grubbs = {15: 2.549, 20: 2.709, 25: 2.822, 30: 2.908, 50: 3.128, 100: 3.384}
    assert {n: round(rosner_limit(n, 1, 0.05), 3) for n in grubbs} == pytest.approx(grubbs, abs=1.1e-3)


@given(
    st.lists(st.integers(-1000, 1000), min_size=15, max_size=40).filter(lambda v: len(set(v)) > 2), st.integers(1, 9)
)
def test_outliers_do_not_mind_the_unit(values: list[int], scale: int) -> None:
    found, turned = generalized_esd(values), generalized_esd([100 - scale * each for each in values])
    assert isinstance(found, Esd)
    assert isinstance(turned, Esd)
    assert [each.statistic for each in found.steps] == pytest.approx([each.statistic for each in turned.steps])
    assert found.count == turned.count
    array = np.asarray(values, dtype=float)
    assert found.steps[0].statistic == pytest.approx(np.abs(array - array.mean()).max() / array.std(ddof=1))


def test_figures_at_the_ends_of_what_a_computer_holds() -> None:
    near = generalized_esd([1e15 + place % 7 for place in range(30)] + [1e15 + 60])
    assert near.places == ("31",)
    assert modified_z([1e15 + place % 7 for place in range(30)] + [1e15 + 60]).places == ("31",)
    assert generalized_esd([1e308, -1e308] * 10).places == ()
    assert generalized_esd([0.1] * 20 + [0.3]).places == ("21",)


@pytest.mark.parametrize(
    ("values", "most", "reason"), [(range(14), None, "too_few"), ([5] * 20, None, "all_equal"), ([], 1, None)]
)
def test_what_esd_refuses(values: list[int], most: int | None, reason: str | None) -> None:
    if reason is None:
        with pytest.raises(StatsError):
            generalized_esd(values, most=most)
    else:
        found = generalized_esd(values, most=most)
        assert isinstance(found, NotTested)
        assert (found.test, found.reason) == ("esd", reason)


@pytest.mark.parametrize(("n", "most"), [(15, 3), (24, 3), (25, 11), (54, 11), (54, 0)])
def test_no_more_outliers_than_the_limits_are_good_for(n: int, most: int) -> None:
    with pytest.raises(StatsError, match="most"):
        generalized_esd(range(n), most=most)


# --- the median test ---


def test_iglewicz_and_hoaglins_weights() -> None:
    """By hand: median 2.45, MAD 0.15, 0.6745 · 5.75 / 0.15 = 25.86."""
    found = modified_z(WEIGHTS, seed=1)
    assert isinstance(found, ModifiedZ)
    assert found.mad == pytest.approx(0.15)
    assert [each.score for each in found.outliers] == pytest.approx([26.31, 25.86], abs=5e-3)
    assert found.places == ("10", "9")


def test_many_figures_keep_the_published_limit() -> None:
    found = modified_z(ROSNER)
    assert isinstance(found, ModifiedZ)
    assert (found.limit, found.draws, found.places) == (3.5, 0, ("54", "53", "52"))
    median = float(np.median(ROSNER))
    mad = float(np.median(np.abs(np.asarray(ROSNER) - median)))
    assert [each.score for each in found.scores] == pytest.approx([0.6745 * (x - median) / mad for x in ROSNER])


@pytest.mark.parametrize("around", ["median", "line"])
def test_few_figures_of_a_normal_series_are_seldom_flagged(around: str) -> None:
    draw, flagged = random.Random(8), 0
    for _ in range(200):
        found = modified_z([draw.gauss(50, 3) for _ in range(9)], around=around, seed=1, draws=999)  # type: ignore[arg-type]
        assert isinstance(found, ModifiedZ)
        assert found.limit > 3.5
        flagged += found.flagged
    assert 1 <= flagged <= 22


def test_a_line_finds_what_a_median_does_not() -> None:
    values = [100, 105, 111, 114, 160, 125, 131, None, 140, 146, 151, 157]
    line = modified_z(values, range(2001, 2013), around="line", seed=1)
    median = modified_z(values, range(2001, 2013), seed=1)
    assert (line.places, median.places) == (("2005",), ())
    assert "den rette linjen gjennom serien: 2005 (160)" in line.explain().sentence


@given(st.integers(-100, 100), st.integers(-9, 9))
def test_a_line_does_not_mind_the_slope(start: int, slope: int) -> None:
    noise = [0, 1, -1, 2, 0, 3, -2, 1, 0, 9]
    found = modified_z(
        [start + slope * place + each for place, each in enumerate(noise)], around="line", seed=1, draws=99
    )
    level = modified_z(noise, around="line", seed=1, draws=99)
    assert isinstance(found, ModifiedZ)
    assert isinstance(level, ModifiedZ)
    assert [each.score for each in found.scores] == pytest.approx([each.score for each in level.scores], abs=1e-9)
    assert found.limit == level.limit


def test_what_the_median_test_refuses() -> None:
    assert modified_z([1, 2, 3], seed=1) == NotTested("modified_z", "too_few", 3, 7)
    assert modified_z([5, 5, 5, 5, 5, 5, 9], seed=1) == NotTested("modified_z", "mostly_equal")
    assert modified_z([0.1 * each for each in range(9)], around="line", seed=1) == NotTested(
        "modified_z", "mostly_equal"
    )


@pytest.mark.parametrize(
    ("values", "stated"),
    [
        ([], {}),
        (WEIGHTS, {}),
        (WEIGHTS, {"seed": 1.5}),
        (WEIGHTS, {"seed": 1, "draws": 10}),
        (WEIGHTS, {"seed": 1, "around": "mean"}),
        (range(2001), {"around": "line"}),
        ([1, 2, "3"], {}),
        ([math.nan] * 9, {}),
        ([1 + 2j] * 9, {}),
    ],
)
def test_bad_figures(values: object, stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        modified_z(values, **stated)  # type: ignore[arg-type]
