"""Families of tests: the papers' own example, and what adjusted p-values must keep."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import AdjustedTest, StatsError, adjust_family, benjamini_hochberg, holm
from auditlib.stats.families import verdict, written_interval, written_p

# Benjamini and Hochberg (1995), § 4: fifteen p-values of a trial of thrombolysis
PAPER = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590]
PAPER += [1.0]
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def test_benjamini_and_hochbergs_example() -> None:
    """At q = 0.05 the four smallest are rejected; a Bonferroni-type procedure rejects three."""
    assert sum(p <= 0.05 for p in benjamini_hochberg(PAPER)) == 4
    assert sum(p <= 0.05 for p in holm(PAPER)) == 3
    assert benjamini_hochberg(PAPER)[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])
    assert holm(PAPER)[:4] == pytest.approx([0.0015, 0.0056, 0.0247, 0.114])


def test_holms_steps_by_hand() -> None:
    """Three tests: 3 · 0.01; then 2 · 0.04 held up by nothing; then 0.03 · 2 comes before it."""
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.04, 0.04))


@given(P_VALUES)
def test_what_adjusted_p_values_keep(p_values: list[float]) -> None:
    for adjust in (holm, benjamini_hochberg):
        adjusted = adjust(p_values)
        assert all(p <= new <= 1 for p, new in zip(p_values, adjusted, strict=True))
        ordered = [new for _, new in sorted(zip(p_values, adjusted, strict=True))]
        assert ordered == sorted(ordered)
        assert adjust(p_values[::-1]) == adjusted[::-1]
        assert adjust([p_values[0]]) == (p_values[0],)
    assert all(a <= b + 1e-15 for a, b in zip(benjamini_hochberg(p_values), holm(p_values), strict=True))


def test_a_declared_family() -> None:
    found = adjust_family("byggesak 2010", ["frist", "plan", "tilsyn"], {"plan": 0.2, "frist": 0.01, "tilsyn": None})
    assert found.tests[0] == AdjustedTest("frist", 0.01, pytest.approx(0.03), True)
    assert found.tests[1] == AdjustedTest("plan", 0.2, pytest.approx(0.4), False)
    assert found.tests[2] == AdjustedTest("tilsyn", None, None, False)
    assert found.explain().sentence == (
        "Av 3 tester i «byggesak 2010» gir 1 utslag, også når det tas høyde for at de er flere (frist); "
        "sannsynligheten for minst én falsk forskjell i familien holdes på høyst 5 prosent. 1 lot seg ikke teste og er "
        "regnet med i antallet (tilsyn)."
    )
    assert "frist: p = 0,01, p̃ = 0,03" in found.explain().formula
    shares = adjust_family("x", ["a"], {"a": 0.4}, "benjamini-hochberg")
    assert shares.explain("en").sentence.startswith("None of the tests in ‘x’ (1 in all) stands after adjusting for")
    assert "venta delen falske" in shares.explain("nn").sentence


def test_what_lies_exactly_on_the_level_stands() -> None:
    assert adjust_family("x", ["a", "b", "c"], {"a": 0.05 / 3, "b": 1.0, "c": 1.0}).tests[0].stands


@pytest.mark.parametrize(
    ("declared", "p_values", "message"),
    [
        (["a", "b"], {"a": 0.1}, "p_values = ['b']"),
        (["a"], {"a": 0.1, "c": 0.2}, "p_values = ['c']"),
        (["a", "a"], {"a": 0.1}, "each test named once"),
        ([], {}, "one test or more"),
        (["a"], {"a": 5}, "a probability from 0 to 1"),
        (["a"], {"a": math.nan}, "p_values[0] = nan"),
        (["a"], {"a": "0.1"}, "p_values[0] = '0.1'"),
    ],
)
def test_bad_families_are_said(declared: list[str], p_values: dict[str, float | None], message: str) -> None:
    with pytest.raises(StatsError, match="is not allowed") as raised:
        adjust_family("x", declared, p_values)
    assert message in str(raised.value)


def test_bad_arguments_are_said() -> None:
    with pytest.raises(StatsError, match="holm or benjamini-hochberg"):
        adjust_family("x", ["a"], {"a": 0.1}, "bonferroni")  # type: ignore[arg-type]
    with pytest.raises(StatsError, match="alpha = 5"):
        adjust_family("x", ["a"], {"a": 0.1}, alpha=5)
    with pytest.raises(StatsError, match="words that say"):
        adjust_family(" ", ["a"], {"a": 0.1})
    with pytest.raises(StatsError, match="one p-value or more"):
        holm([])


@pytest.mark.parametrize(
    ("p", "written"),
    [
        (0, "p < 0,001"), (0.00099, "p < 0,001"), (0.0044, "p = 0,004"), (0.0123, "p = 0,01"), (0.0467, "p = 0,047"),
        (0.0502, "p = 0,0502"), (0.0498, "p = 0,0498"), (0.5, "p = 0,50"), (1, "p = 1,00"),
    ],
)  # fmt: skip
def test_how_p_values_are_written(p: float, written: str) -> None:
    assert written_p(p) == written


def test_how_intervals_are_written() -> None:
    assert written_interval(-1.25, 2, 1, 0.95) == "95 % KI fra −1,3 til 2,0"
    assert written_interval(1, math.inf, 1, 0.999, "nn") == "99,9 % KI over 1,0, inga øvre grense"
    assert written_interval(-math.inf, 1, 1, 0.9, "en") == "90% CI below 1.0, no lower limit"


def test_verdicts() -> None:
    assert verdict(0, 0.1, 0.2, 0.05, 0.95) == "differs"
    assert verdict(0, -0.1, 0.2, 0.06, 0.95) == "open"
    assert verdict(1, 0.9, 1.2, 0.04, 0.95) == "borderline"
