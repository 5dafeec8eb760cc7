"""Survey sizes against Krejcie and Morgan's table and Cochran's formula."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.stats import StatsError, cochran, krejcie_morgan

# Krejcie and Morgan (1970), the table on p. 608: population -> sample.
KREJCIE_MORGAN = {10: 10, 50: 44, 100: 80, 200: 132, 500: 217, 1000: 278, 5000: 357, 10000: 370}


@pytest.mark.parametrize("population", KREJCIE_MORGAN)
def test_krejcie_and_morgan_table(population: int) -> None:
    found = krejcie_morgan(population)
    assert found.n == KREJCIE_MORGAN[population]
    assert found.quantile == 3.841


@given(st.integers(1, 10**7))
def test_krejcie_and_morgan_formula(population: int) -> None:
    top = Fraction("3.841") * population / 4
    exact = top / (Fraction(1, 400) * (population - 1) + Fraction("3.841") / 4)
    found = krejcie_morgan(population)
    assert abs(found.n - exact) <= Fraction(1, 2)
    assert found.n <= population


def test_cochran() -> None:
    """1.96 squared x 0.25 / 0.05 squared = 384.16; with 1 000 people 277.7."""
    assert (cochran(0.05, z=Decimal("1.96")).n, cochran(0.05, z=Decimal("1.96")).unrounded) == (385, 384.16)
    assert cochran(0.05).n == 385
    assert cochran(0.05, population=1000).n == 278
    assert cochran(0.02, 0.99, proportion=0.1, z=Decimal("2.5")).n == ceil(
        Fraction("6.25") * 9 / 100 / Fraction(1, 2500)
    )


def test_rounding_up_is_exact() -> None:
    """2 squared x 0.5 x 0.5 / 0.1 squared is exactly 100."""
    assert cochran(0.1, z=2).n == 100


@given(st.integers(1, 10**6), st.integers(1, 30))
def test_smaller_margins_need_more(population: int, hundredths: int) -> None:
    narrow, wide = Fraction(hundredths, 100), Fraction(hundredths + 1, 100)
    assert cochran(narrow, population=population).n >= cochran(wide, population=population).n
    assert krejcie_morgan(population, margin=narrow).n >= krejcie_morgan(population, margin=wide).n
    assert cochran(narrow, population=population).n <= min(population, cochran(narrow).n)
    assert cochran(narrow, 0.9).n <= cochran(narrow, 0.99).n


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: krejcie_morgan(0), "population = 0"),
        (lambda: krejcie_morgan(10.5), "population = 10.5"),  # type: ignore[arg-type]
        (lambda: krejcie_morgan(100, 95), "confidence = 95"),
        (lambda: krejcie_morgan(100, margin=5), "margin = 5"),
        (lambda: cochran(0), "margin = 0"),
        (lambda: cochran(float("nan")), "margin = nan"),
        (lambda: cochran("0.05"), "margin = '0.05'"),  # type: ignore[arg-type]
        (lambda: cochran(0.05, proportion=1), "proportion = 1"),
        (lambda: cochran(0.05, population=-1), "population = -1"),
        (lambda: cochran(0.05, z=0), "z = 0"),
    ],
)
def test_what_is_refused(call: object, said: str) -> None:
    with pytest.raises(StatsError, match=said):
        call()  # type: ignore[operator]


def test_words() -> None:
    assert krejcie_morgan(500).explain().sentence == (
        "217 svar fra personer trukket tilfeldig blant 500 gir en andel med en feilmargin på høyst 5 prosentpoeng, med "
        "95 prosent sikkerhet."
    )
    assert krejcie_morgan(500).explain().formula.endswith("= 217,47")
    assert "n₀/(1 + (n₀−1)/1000) = 277.73" in cochran(0.05, population=1000).explain("en").formula
    assert "tryggleik" in cochran(0.05).explain("nn").sentence
