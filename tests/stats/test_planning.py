"""Attribute samples and staged plans against published tables, and against sums of fractions."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from auditlib.stats import StatsError, TwoStagePlan, accept_chances, plan_sample, plan_two_stages
from auditlib.stats.tails import (
    binomial_at_most,
    binomial_below,
    binomial_exact,
    hypergeometric_at_most,
    hypergeometric_exact,
)

QUARTER = Decimal("0.0025")
# AICPA, Audit Sampling (2017); expected rate 0, 0.25, 0.50 … percent from the left.
AICPA = [
    ("A-1", "0.95", "0.02", "149 236 313 386 590 1030"),
    ("A-1", "0.95", "0.03", "99 157 157 208 257 303 392 562 846 1466"),
    ("A-1", "0.95", "0.05", "59 93 93 93 93 124 124 153 181 208 234 286 361 458 624 877 1348"),
    ("A-2", "0.90", "0.05", "45 77 77 77 77 77 105 105 132 132 158 209 258 306 400 583 873"),
]
AICPA_CELLS = [
    pytest.param(tolerable, step * QUARTER, confidence, int(n), id=f"{table}-{tolerable}-{step * QUARTER}")
    for table, confidence, tolerable, row in AICPA
    for step, n in enumerate(row.split())
]
# Touw and Hoogduin (2011), p. 126: allowed deviations 0, 1, 2, 3.
TOUW_HOOGDUIN = [
    ("0.95", "0.01", (299, 473, 628, 773)),
    ("0.95", "0.05", (59, 93, 124, 153)),
    ("0.95", "0.10", (29, 46, 61, 76)),
    ("0.90", "0.05", (45, 77, 105, 132)),
    ("0.90", "0.10", (22, 38, 52, 65)),
]
# AuditSampler: population, expected and tolerable percent, confidence -> hypergeometric, binomial.
AUDIT_SAMPLER = [
    (500, 1, 8, 90, 46, 48),
    (500, 1, 6, 90, 61, 64),
    (500, 1, 4, 90, 90, 96),
    (500, 2, 5, 90, 99, 132),
    (5000, 1, 6, 95, 77, 78),
    (36000, 1, 4, 95, 156, 156),
]
POISSON = [
    ("0.95", "0.05", 60),
    ("0.95", "0.02", 150),
    ("0.95", "0.01", 300),
    ("0.99", "0.05", 93),
    ("0.90", "0.01", 231),
]


@pytest.mark.parametrize(("tolerable", "expected", "confidence", "n"), AICPA_CELLS)
def test_aicpa(tolerable: str, expected: Decimal, confidence: str, n: int) -> None:
    plan = plan_sample(Decimal(tolerable), expected, Decimal(confidence))
    assert (plan.n, plan.k) == (n, ceil(n * Fraction(expected)))
    assert plan_sample(float(tolerable), float(expected), float(confidence)) == plan


@pytest.mark.parametrize("expected", ["0.0325", "0.035"])
def test_aicpa_a2_misprint(expected: str) -> None:
    """Table A-2 prints 112 at 7 percent; with 112 the risk is above 10 percent, 113 is right."""
    assert plan_sample(Decimal("0.07"), Decimal(expected), Decimal("0.9")).n == 113
    assert binomial_exact(4, 112, Fraction(7, 100)) == pytest.approx(0.10072, abs=1e-5)
    assert binomial_exact(4, 113, Fraction(7, 100)) <= Fraction(1, 10)


@pytest.mark.parametrize(
    ("tolerable", "expected", "n", "k", "wrong"), [(0.05, 0.035, 400, 14, 423), (0.08, 0.07, 1300, 91, 1313)]
)
def test_rounding_up_is_exact(tolerable: float, expected: float, n: int, k: int, wrong: int) -> None:
    """In binary 400 x 0.035 is above 14, which makes well-known tools answer 423 and 1313."""
    assert ceil(n * expected) == k + 1
    plan = plan_sample(tolerable, expected, 0.9)
    assert (plan.n, plan.k) == (n, k)
    assert plan.n != wrong


@pytest.mark.parametrize(("confidence", "tolerable", "sizes"), TOUW_HOOGDUIN)
def test_touw_and_hoogduin_p126(confidence: str, tolerable: str, sizes: tuple[int, ...]) -> None:
    found = [plan_sample(Decimal(tolerable), None, Decimal(confidence), allowed=k) for k in range(4)]
    assert tuple(each.n for each in found) == sizes
    assert [each.k for each in found] == [0, 1, 2, 3]


@pytest.mark.parametrize(("size", "expected", "tolerable", "confidence", "finite", "infinite"), AUDIT_SAMPLER)
def test_audit_sampler(size: int, expected: int, tolerable: int, confidence: int, finite: int, infinite: int) -> None:
    rates = Decimal(tolerable) / 100, Decimal(expected) / 100, Decimal(confidence) / 100
    hypergeometric, binomial = plan_sample(*rates, population=size), plan_sample(*rates)
    assert (hypergeometric.n, binomial.n) == (finite, infinite)
    assert hypergeometric.tolerable_count == ceil(size * Fraction(tolerable, 100))
    assert (hypergeometric.distribution, binomial.distribution) == ("hypergeometric", "binomial")


@pytest.mark.parametrize(("confidence", "tolerable", "n"), POISSON)
def test_poisson(confidence: str, tolerable: str, n: int) -> None:
    assert plan_sample(Decimal(tolerable), 0, Decimal(confidence), distribution="poisson").n == n


@given(st.integers(1, 20), st.integers(1, 19), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
@settings(max_examples=30)
def test_poisson_is_the_first_that_meets_the_definition(tolerable: int, part: int, confidence: float) -> None:
    t = Fraction(tolerable, 100)
    e = t * part / 40
    n = plan_sample(t, e, confidence, distribution="poisson").n
    met = [gamma.ppf(confidence, 1 + m * float(e), scale=1 / m) <= float(t) for m in range(1, n + 1)]
    assert met.index(True) == n - 1


# --- against sums of fractions ---


def slow_plan(t: Fraction, e: Fraction, risk: Fraction, population: int | None = None) -> int:
    """The definition, one n after the other."""
    n = 1
    while True:
        k = ceil(n * e)
        if population is None:
            chance = sum(comb(n, i) * t**i * (1 - t) ** (n - i) for i in range(k + 1))
        else:
            marked = ceil(population * t)
            hits = sum(comb(marked, i) * comb(population - marked, n - i) for i in range(k + 1))
            chance = Fraction(hits, comb(population, n))
        if chance <= risk:
            return n
        n += 1


@given(st.integers(2, 30), st.integers(0, 6), st.sampled_from(["0.5", "0.8", "0.9", "0.95"]))
@settings(max_examples=40)
def test_binomial_is_the_first_that_meets_the_definition(tolerable: int, part: int, confidence: str) -> None:
    t = Fraction(tolerable, 100)
    e = t * part / 12
    assert plan_sample(t, e, Decimal(confidence)).n == slow_plan(t, e, 1 - Fraction(confidence))


@given(st.integers(20, 200), st.integers(5, 30), st.integers(0, 4), st.sampled_from(["0.5", "0.9", "0.95"]))
@settings(max_examples=40)
def test_hypergeometric_is_the_first_that_meets_the_definition(
    size: int, tolerable: int, part: int, confidence: str
) -> None:
    t = Fraction(tolerable, 100)
    e = t * part / 12
    try:
        n = plan_sample(t, e, Decimal(confidence), population=size).n
    except StatsError:
        assert ceil(size * t) <= ceil(size * e)
    else:
        assert n == slow_plan(t, e, 1 - Fraction(confidence), size)


@given(st.data())
@settings(max_examples=200)
def test_tails_are_sums_of_fractions(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    n, marked = data.draw(st.integers(0, size)), data.draw(st.integers(0, size))
    k, p = data.draw(st.integers(0, n)), Fraction(data.draw(st.integers(1, 99)), 100)
    assert hypergeometric_at_most(k, n, marked, size) == pytest.approx(
        float(hypergeometric_exact(k, n, marked, size)), rel=1e-11, abs=1e-300
    )
    assert binomial_at_most(k, n, p) == pytest.approx(float(binomial_exact(k, n, p)), rel=1e-9, abs=1e-250)


def test_on_the_edge_fractions_decide() -> None:
    """P(X <= 0) is exactly the risk: 0.5 with one draw at one half, 0.05 with one draw at 95 percent."""
    assert plan_sample(0.5, 0, 0.5).n == 1
    assert plan_sample(0.95, 0, 0.95).n == 1
    assert not binomial_below(0, 1, Fraction(95, 100), Fraction(5, 100) - Fraction(1, 10**20))


# --- what must hold for any plan ---

RATES = st.integers(2, 40).map(lambda hundredths: Fraction(hundredths, 100))


@given(RATES, st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=60)
def test_more_tolerance_needs_fewer_and_more_allowed_needs_more(tolerable: Fraction, k: int, more: int) -> None:
    n = plan_sample(tolerable, allowed=k).n
    assert plan_sample(tolerable + Fraction(1, 100), allowed=k).n <= n <= plan_sample(tolerable, allowed=k + more).n
    assert n <= plan_sample(tolerable, None, 0.99, allowed=k).n


@given(RATES, st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=60)
def test_higher_expectation_or_confidence_needs_more(tolerable: Fraction, low: int, high: int) -> None:
    """`tolerable` itself is not always monotone with k rounded up; the expected rate and the confidence are."""
    low, high = sorted((low, high))
    fewer, more = plan_sample(tolerable, tolerable * low / 20), plan_sample(tolerable, tolerable * high / 20)
    assert fewer.n <= more.n
    assert fewer.n <= plan_sample(tolerable, tolerable * low / 20, 0.99).n


@given(st.integers(20, 3000), RATES, st.integers(0, 4))
@settings(max_examples=60)
def test_a_known_population_never_needs_more(size: int, tolerable: Fraction, k: int) -> None:
    try:
        finite = plan_sample(tolerable, allowed=k, population=size)
    except StatsError:
        assert ceil(size * tolerable) <= k
    else:
        assert finite.n <= min(size, plan_sample(tolerable, allowed=k).n)
        assert finite.risk <= 0.05 + 1e-12


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"tolerable": 5, "expected": 1}, "tolerable = 5"),
        ({"tolerable": float("nan"), "expected": 0}, "tolerable = nan"),
        ({"tolerable": "0.05", "expected": 0}, "tolerable = '0.05'"),
        ({"tolerable": 0, "expected": 0}, "tolerable = 0"),
        ({"tolerable": 0.05, "expected": 0.05}, "below the tolerable one"),
        ({"tolerable": 0.05, "expected": -0.01}, "expected = -0.01"),
        ({"tolerable": 0.05}, "give the expected rate"),
        ({"tolerable": 0.05, "expected": 0, "confidence": 95}, "confidence = 95"),
        ({"tolerable": 0.05, "allowed": -1}, "allowed = -1"),
        ({"tolerable": 0.05, "allowed": 1.5}, "allowed = 1.5"),
        ({"tolerable": 0.05, "allowed": 1, "distribution": "normal"}, "one of binomial"),
        ({"tolerable": 0.05, "allowed": 1, "distribution": "hypergeometric"}, "population = None"),
        ({"tolerable": 0.05, "expected": 0, "population": 0}, "population = 0"),
        ({"tolerable": 0.05, "expected": 0, "population": 40, "distribution": "binomial"}, "at least the sample of 59"),
        ({"tolerable": 0.02, "expected": 0.01, "population": 50}, "large enough"),
        ({"tolerable": 0.0000001, "expected": 0}, "no sample up to 1000000"),
    ],
)
def test_what_is_refused(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(StatsError, match=said):
        plan_sample(**arguments)  # type: ignore[arg-type]


def test_words() -> None:
    plan = plan_sample(0.05, 0.01, population=500)
    said = plan.explain()
    assert said.sentence == (
        "Finner vi høyst 1 avvik i 87 saker som er trukket tilfeldig blant 500, kan vi med 95 prosent sikkerhet si at "
        "andelen avvik er lavere enn 5 prosent."
    )
    assert said.formula == "P(X ≤ 1; n = 87, N = 500, K = 25) = 0,0486 ≤ 0,05"
    assert plan.explain("en").sentence.startswith(
        "If we find at most 1 deviation in 87 cases drawn at random from 500,"
    )
    assert "tryggleik" in plan.explain("nn").sentence
    assert "P(X ≤ 0,93; n = 93" in plan_sample(0.05, 0.01, distribution="poisson").explain().formula


# --- in stages ---


def test_aicpa_four_steps() -> None:
    """The four-step sequential plan of AICPA, Audit Sampling: 50, 51, 51, 51 at 5 percent, 10 percent risk."""
    risk = sum(accept_chances((50, 51, 51, 51), (0, 1, 2, 3), 0.05))
    assert 0.09 < risk <= 0.10


@pytest.mark.parametrize("population", [None, 500])
def test_two_stages_keep_the_risk_and_save_cases(population: int | None) -> None:
    plan = plan_two_stages(0.05, 0.005, population=population)
    assert plan.risk <= 0.05
    assert plan.expected_n < plan.single_n
    assert plan.first >= plan_sample(0.05, 0, population=population).n
    one_less = sum(accept_chances((plan.first, plan.second - 1), (0, 1), 0.05, population))
    assert one_less > 0.05


def test_stages_by_enumeration() -> None:
    """Every order of a population of eight with three deviations, drawn three and then two."""
    first = Fraction(comb(5, 3), comb(8, 3))
    second = Fraction(comb(3, 1) * comb(5, 2), comb(8, 3)) * Fraction(comb(3, 2), comb(5, 2))
    found = accept_chances((3, 2), (0, 1), Fraction(3, 8), 8)
    assert found == pytest.approx([float(first), float(second)], abs=1e-14)
    assert sum(accept_chances((3, 2), (5, 5), Fraction(3, 8))) == pytest.approx(1)


def test_decisions() -> None:
    plan = TwoStagePlan(60, 50, 0, 1, 0.05, 0.005, 0.95, None, 0.05, 70, 93)
    assert [plan.decide(x) for x in (0, 1, 2)] == ["accept", "draw more", "reject"]
    assert (plan.decide(1, 0), plan.decide(1, 1)) == ("accept", "reject")
    with pytest.raises(StatsError, match="first = 61"):
        plan.decide(61)
    assert plan.explain().sentence.startswith("Trekk først 60 saker: er det ingen avvik, er andelen under 5 prosent")
    assert "at most 1 deviations" not in plan.explain("en").figure


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: plan_two_stages(0.05, 0.06), "expected = 0.06"),
        (lambda: plan_two_stages(0.05, 0.01, accept_first=1, accept_total=1), "accept_total = 1"),
        (lambda: accept_chances((), (), 0.05), "one number for each"),
        (lambda: accept_chances((5, 5), (1, 0), 0.05), "do not fall"),
        (lambda: accept_chances((5, 5), (0, 1), 0.05, 9), "population = 9"),
    ],
)
def test_stages_that_are_refused(call: object, said: str) -> None:
    with pytest.raises(StatsError, match=said):
        call()  # type: ignore[operator]
