"""First digits: published counts, chi-square and limits; where the law may not be expected to hold."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2

from auditlib.stats import FirstDigits, NotTested, StatsError, first_digits
from auditlib.stats.reliability.first_digits import benford, conformity_of, lead
from auditlib.stats.reliability.fit import fit, mean_deviation

# Benford (1938), table 5, as printed in percent
BENFORD_1938 = (30.1, 17.6, 12.5, 9.7, 7.9, 6.7, 5.8, 5.1, 4.6)
# Triola, Elementary Statistics: leading digits of 784 cheques of seven suspect companies
TRIOLA_COUNTS, TRIOLA_CHI_SQUARE = (0, 15, 0, 76, 479, 183, 8, 23, 0), 3650.251


def fibonacci(n: int) -> list[int]:
    found = [1, 1]
    while len(found) < n:
        found.append(found[-1] + found[-2])
    return found


def lognormal(n: int, seed: int = 1) -> list[int]:
    draw = random.Random(seed)
    return [round(draw.lognormvariate(8, 2)) for _ in range(n)]


def test_the_law_is_benfords_table() -> None:
    assert [round(100 * benford(digit), 1) for digit in range(1, 10)] == list(BENFORD_1938)
    assert math.fsum(benford(each) for each in range(10, 100)) == pytest.approx(1, abs=1e-15)


def test_the_leading_digits_of_a_thousand_fibonacci_numbers() -> None:
    """Rosetta Code, Benford's law, and OEIS A008963: the counts of the first thousand terms."""
    found = first_digits(fibonacci(1000))
    assert isinstance(found, FirstDigits)
    assert found.leads == tuple(enumerate((301, 177, 125, 96, 80, 67, 56, 53, 45), 1))
    assert (found.n, found.left_out, found.df, found.null) == (1000, 0, 8, "chi-square")
    assert found.conformity == "close"
    assert not found.flagged
    assert found.places == ()


def test_triolas_cheques() -> None:
    """Triola's chi-square is from probabilities rounded as Benford printed them."""
    found = fit(TRIOLA_COUNTS, [each / 100 for each in BENFORD_1938], "chi-square", None)
    assert round(found.statistic, 3) == TRIOLA_CHI_SQUARE
    assert chi2.sf(20.9222, 8) == pytest.approx(0.0074, abs=5e-5)  # a published pair of statistic and p-value


def test_nigrinis_limits() -> None:
    """Nigrini (2012), table 7.1; Cinelli's benford.analysis has the same limits."""
    first = {0.006: "close", 0.0061: "acceptable", 0.012: "acceptable", 0.0121: "marginal", 0.015: "marginal"}
    assert {mad: conformity_of(mad) for mad in first} == first
    assert conformity_of(0.0151) == "nonconformity"
    two = {0.0012: "close", 0.0018: "acceptable", 0.0022: "marginal", 0.00221: "nonconformity"}
    assert {mad: conformity_of(mad, 2) for mad in two} == two


@pytest.mark.parametrize(
    ("value", "one", "two"),
    [(1, 1, 10), (0.00123, 1, 12), (905, 9, 90), (1e-7, 1, 10), (2.5e17, 2, 25), (9.99, 9, 99), (10**30 * 47, 4, 47)],
)
def test_leading_digits_are_those_written(value: float, one: int, two: int) -> None:
    assert (lead(value, 1), lead(value, 2)) == (one, two)


@given(st.integers(1, 10**12), st.integers(0, 6))
def test_leading_digits_do_not_mind_the_unit(value: int, places: int) -> None:
    assert lead(value, 2) == lead(value * 10**places, 2)
    assert lead(value, 1) == lead(value, 2) // 10


@given(st.integers(1, 300), st.floats(0.001, 0.999))
def test_the_mean_deviation_is_that_of_every_outcome(n: int, p: float) -> None:
    whole = math.fsum(abs(k / n - p) * float(binom.pmf(k, n, p)) for k in range(n + 1))
    assert mean_deviation(n, p) == pytest.approx(whole, rel=1e-9, abs=1e-12)


def test_few_figures_are_not_held_to_nigrinis_limits() -> None:
    few, many = first_digits(lognormal(300)), first_digits(lognormal(6000))
    assert isinstance(few, FirstDigits)
    assert isinstance(many, FirstDigits)
    assert (few.limits_apply, many.limits_apply) == (False, True)
    assert few.expected_mad == pytest.approx(0.0136, abs=5e-5)
    assert few.mad > 0.012  # not acceptable by the limits, for figures that follow the law
    assert not few.flagged
    assert "Nigrini" not in few.explain().sentence
    assert "Nigrinis grenser" in many.explain().sentence


def test_the_digit_that_is_most_too_many_is_named_with_its_places() -> None:
    values = [each + 3000 if each < 3000 else each for each in lognormal(300)]
    found = first_digits(values, [f"sak {i}" for i in range(300)])
    assert isinstance(found, FirstDigits)
    assert found.flagged
    assert found.most == 3
    assert len(found.places) == dict(found.leads)[3] == sum(str(each)[0] == "3" for each in values)
    assert found.places[0] == f"sak {next(i for i, each in enumerate(values) if str(each)[0] == '3')}"
    assert "3 er det første i" in found.explain().sentence


def test_small_counts_are_simulated_and_need_a_seed() -> None:
    values = lognormal(105)
    with pytest.raises(StatsError, match="seed"):
        first_digits(values)
    found = first_digits(values, seed=7)
    assert isinstance(found, FirstDigits)
    assert found.null == "simulated"
    assert found == first_digits(values, seed=7)
    assert found.p == pytest.approx(float(chi2.sf(found.statistic, 8)), abs=0.05)
    assert found.p * 10_000 == pytest.approx(round(found.p * 10_000))


def test_two_digits_leave_out_what_has_one() -> None:
    found = first_digits(fibonacci(1200), digits=2)
    assert isinstance(found, FirstDigits)
    assert (found.n, found.left_out, found.df) == (1194, 6, 89)
    assert len(found.leads) == 90
    assert sum(count for _, count in found.leads) == 1194


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (lognormal(99), "too_few"),
        ([0] * 500, "too_few"),
        ([100 + each % 90 for each in range(1000)] + [150] * 20, "narrow"),
        (list(range(1, 1001)), "assigned"),
        (list(range(20_100_001, 20_101_001, 2)), "assigned"),
        ([min(each, 5000) for each in lognormal(500)], "capped"),
    ],
)
def test_data_that_the_law_does_not_fit_are_refused(values: list[int], reason: str) -> None:
    found = first_digits(values)
    assert isinstance(found, NotTested)
    assert (found.test, found.reason, found.flagged, found.places) == ("first_digits", reason, False, ())


def test_what_the_auditor_knows_of_the_figures_is_a_refusal_too() -> None:
    for stated in ({"assigned": True}, {"capped": True}):
        found = first_digits(lognormal(300), **stated)
        assert isinstance(found, NotTested)
    assert "er tildelt" in first_digits(lognormal(300), assigned=True).explain().sentence
    assert "tak eller et minstebeløp" in first_digits(lognormal(300), capped=True).explain().sentence


@pytest.mark.parametrize("values", [[], [1, math.nan], [1, "2"], [-1, 2], [True, 2], [math.inf], "123", [10**400]])
def test_bad_input(values: object) -> None:
    with pytest.raises(StatsError):
        first_digits(values)  # type: ignore[arg-type]


@pytest.mark.parametrize("stated", [{"digits": 3}, {"digits": 0}, {"alpha": 5}, {"null": "exact"}, {"labels": ["a"]}])
def test_bad_arguments(stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        first_digits(lognormal(300), **stated)  # type: ignore[arg-type]
