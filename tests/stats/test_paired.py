"""The same cases at two times, against published tables and against counting out."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import StatsError, compare_pairs, square_and_add_interval

COUNTS = st.tuples(*[st.integers(0, 40)] * 4).filter(any)


def test_airways_of_fagerland_lydersen_and_laake_2013() -> None:
    """Bentur's 21 children (table 1): exact p 0.070, mid-p 0.039; Fagerland et al. (2017), ch. 8, for the intervals."""
    found = compare_pairs(1, 1, 7, 12)
    assert found.p == pytest.approx(0.070, abs=5e-4)
    assert found.mid_p == pytest.approx(0.039, abs=5e-4)
    difference = found.difference
    assert (difference.value, difference.lower, difference.upper) == pytest.approx((-0.286, -0.507, -0.026), abs=5e-4)
    odds = found.odds_ratio
    assert (odds.value, odds.lower, odds.upper) == pytest.approx((0.143, 0.00317, 1.11), abs=3e-3)


def test_complete_response_of_fagerland_lydersen_and_laake_2013() -> None:
    """Cavo's 161 patients (table 2): exact p 0.052, mid-p 0.035."""
    found = compare_pairs(59, 6, 16, 80)
    assert found.p == pytest.approx(0.052, abs=5e-4)
    assert found.mid_p == pytest.approx(0.035, abs=5e-4)
    assert found.n == 161


def test_approval_of_agresti() -> None:
    """Agresti, Categorical Data Analysis, table 10.1: 944 and 880 of 1 600, 0.040 (0.021 to 0.059), OR 1.74."""
    found = compare_pairs(794, 150, 86, 570)
    difference = found.difference
    assert (difference.value, difference.lower, difference.upper) == pytest.approx((0.040, 0.021, 0.059), abs=5e-4)
    assert found.odds_ratio.value == pytest.approx(1.74, abs=5e-3)
    assert found.verdict == "differs"


@given(COUNTS)
def test_p_values_are_those_of_every_way_to_change(counts: tuple[int, int, int, int]) -> None:
    _, b, c, _ = counts
    found, ways = compare_pairs(*counts), [math.comb(b + c, k) for k in range(b + c + 1)]
    rarer, equal = (sum(w for w in ways if test(w)) for test in (lambda w: w < ways[b], lambda w: w == ways[b]))
    assert found.p == pytest.approx(float(Fraction(rarer + equal, sum(ways))), rel=1e-12)
    assert found.mid_p == pytest.approx(float(Fraction(2 * rarer + equal, 2 * sum(ways))), rel=1e-12)


@given(COUNTS, st.floats(0.5, 0.999))
def test_turning_the_times_turns_the_result(counts: tuple[int, int, int, int], confidence: float) -> None:
    a, b, c, d = counts
    found, turned = compare_pairs(a, b, c, d, confidence), compare_pairs(a, c, b, d, confidence)
    assert (turned.p, turned.mid_p) == pytest.approx((found.p, found.mid_p), rel=1e-12)
    assert turned.difference.lower == pytest.approx(-found.difference.upper, abs=1e-12)
    assert -1 <= found.difference.lower <= (found.difference.value or 0) <= found.difference.upper <= 1
    odds = found.odds_ratio
    assert (odds.value is None) == (b == c == 0)
    assert odds.value is None or odds.lower <= odds.value <= odds.upper
    assert (1 / turned.odds_ratio.upper if c else 0.0) == pytest.approx(odds.lower if c else 0.0, rel=1e-9)


def test_the_words_name_both_changes() -> None:
    found = compare_pairs(1, 1, 7, 12, names=("i 2019", "i 2021"))
    sentence = found.explain().sentence
    assert sentence.startswith("Blant 21 saker som er vurdert to ganger, var andelen")
    assert "9,5 prosent i 2019 (2 saker) og 38,1 prosent i 2021 (8 saker)" in sentence
    assert "for 1 sak gjaldt det bare i 2019, for 7 saker bare i 2021" in sentence
    assert "bare første gang" in compare_pairs(1, 1, 7, 12).explain().sentence
    assert "berre første gongen" in compare_pairs(1, 1, 7, 12).explain("nn").sentence
    assert "only the first time" in compare_pairs(1, 1, 7, 12).explain("en").sentence


@given(COUNTS)
def test_nothing_infinite_or_undefined_is_printed(counts: tuple[int, int, int, int]) -> None:
    for language in ("nb", "nn", "en"):
        said = compare_pairs(*counts).explain(language)
        printed = " ".join((said.figure, said.interval, said.formula, said.sentence))
        assert "nan" not in printed.lower().split()
        assert "inf" not in printed.lower().split()


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((0, 0, 0, 0), "one case or more"),
        ((1, -1, 2, 3), "only_first = -1"),
        ((1, 2, 0.5, 3), "only_second = 0.5"),
        ((1, 2, 3, math.nan), "neither = nan"),
        (("1", 2, 3, 4), "both = '1'"),
    ],
)
def test_bad_counts_are_said(counts: tuple[int, int, int, int], message: str) -> None:
    for function in (compare_pairs, square_and_add_interval):
        with pytest.raises(StatsError, match="is not allowed") as raised:
            function(*counts)
        assert message in str(raised.value)
