"""What a sample is said to show: limits, the tolerable rate, what is left out, and when nothing follows."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.stats import (
    StatsError,
    Stratum,
    clopper_pearson,
    evaluate,
    evaluate_strata,
    hypergeometric_interval,
    plan_sample,
)


def test_one_in_sixty() -> None:
    """AICPA table A-3, n = 60, one deviation: 7.7 percent."""
    found = evaluate(60, 1, drawn="simple", population=1200)
    exact, counted = clopper_pearson(1, 60), hypergeometric_interval(1, 60, 1200)
    assert (found.rate, found.lower, found.upper) == (1 / 60, exact.lower, exact.upper)
    assert found.upper_one_sided == pytest.approx(0.07664, abs=1e-5)
    assert (found.lower_count, found.upper_count) == (counted.lower_count, counted.upper_count) == (1, 105)
    assert found.upper_one_sided_count == hypergeometric_interval(1, 60, 1200, 0.95, "upper").upper_count == 90
    assert found.generalises
    assert evaluate(60, 1, drawn="simple").lower_count is None


def test_a_file_review_without_a_described_draw_says_nothing_of_other_files() -> None:
    """10 of 18 without feedback; population unknown and the draw not described."""
    found = evaluate(18, 10, drawn="unknown", tolerable=0.1)
    assert (found.lower, found.upper, found.upper_one_sided, found.outcome) == (None, None, None, "untested")
    assert not found.generalises
    said = found.explain()
    assert said.figure == "55,6 prosent"
    assert (said.interval, said.source, said.assumptions) == ("", "", ())
    assert said.sentence == (
        "Vi fant 10 avvik i 18 saker (55,6 prosent); hvordan sakene er trukket, er ikke beskrevet, så det sier ikke "
        "noe om andre saker. Om andelen er under det tålelige, 10 prosent, kan ikke prøves."
    )
    assert "judgement" in evaluate(18, 10, drawn="judgement").explain("en").sentence
    assert "valde ved skjøn" in evaluate(18, 10, drawn="judgement").explain("nn").sentence


def test_missing_cases_widen_the_interval_both_ways() -> None:
    found = evaluate(60, 4, drawn="simple", not_applicable=8, missing=2, population=500)
    assert (found.assessed, found.rate) == (50, 4 / 50)
    assert (found.rate_low, found.rate_high) == (4 / 52, 6 / 52)
    assert found.lower == clopper_pearson(4, 52).lower
    assert found.upper == clopper_pearson(6, 52).upper
    assert found.lower_count == hypergeometric_interval(4, 60, 500).lower_count
    assert found.upper_count == hypergeometric_interval(6, 60, 500).upper_count
    sentence = found.explain().sentence
    assert "I tillegg var ikke spørsmålet aktuelt i 8 saker." in sentence
    assert "2 saker mangler: om ingen eller alle av dem avviker, er andelen i utvalget 7,7–11,5 prosent." in sentence


def test_every_case_read_leaves_no_uncertainty() -> None:
    found = evaluate(79, 20, drawn="unknown", population=79, tolerable=0.3)
    assert found.lower == found.upper == found.upper_one_sided == 20 / 79
    assert (found.lower_count, found.upper_count, found.outcome) == (20, 20, "below")
    assert found.complete
    assert found.explain().sentence.startswith("Vi fant 20 avvik i 79 saker (25,3 prosent), og det er alle sakene")
    lost = evaluate(79, 20, drawn="unknown", population=79, missing=5)
    assert (lost.lower_count, lost.upper_count, lost.upper) == (20, 25, 25 / 79)


@pytest.mark.parametrize(
    ("deviations", "population", "outcome"),
    [(0, None, "below"), (1, None, "not shown"), (20, None, "above"), (0, 1200, "below"), (20, 1200, "above")],
)
def test_held_against_the_tolerable(deviations: int, population: int | None, outcome: str) -> None:
    found = evaluate(60, deviations, drawn="simple", population=population, tolerable=0.05)
    assert found.outcome == outcome


@given(st.integers(2, 30), st.integers(0, 3), st.none() | st.integers(200, 900))
@settings(max_examples=60)
def test_the_plan_and_the_evaluation_agree(tolerable: int, k: int, population: int | None) -> None:
    """With k deviations in the planned sample the rate is below the tolerable; with one more, or one case less, not."""
    t = tolerable / 100
    try:
        n = plan_sample(t, allowed=k, population=population).n
    except StatsError:
        return
    assert evaluate(n, k, drawn="simple", population=population, tolerable=t).outcome == "below"
    if n > k + 1:
        assert evaluate(n, k + 1, drawn="simple", population=population, tolerable=t).outcome != "below"
        assert evaluate(n - 1, k, drawn="simple", population=population, tolerable=t).outcome != "below"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"n": 0, "deviations": 0}, "n = 0"),
        ({"n": 5, "deviations": 6}, "deviations = 6"),
        ({"n": 5, "deviations": -1}, "deviations = -1"),
        ({"n": 5, "deviations": 0.5}, "deviations = 0.5"),
        ({"n": 5, "deviations": float("nan")}, "deviations = nan"),
        ({"n": "5", "deviations": 1}, "n = '5'"),
        ({"n": 5, "deviations": 1, "population": 4}, "population = 4"),
        ({"n": 5, "deviations": 1, "tolerable": 5}, "tolerable = 5"),
        ({"n": 5, "deviations": 0, "missing": 3, "not_applicable": 2}, "no case could be assessed"),
        ({"n": 5, "deviations": 4, "missing": 2}, "at most the 3 cases"),
        ({"n": 5, "deviations": 1, "drawn": "stratified"}, "evaluate_strata"),
        ({"n": 5, "deviations": 1, "confidence": 95}, "confidence = 95"),
    ],
)
def test_what_is_refused(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(StatsError, match=said):
        evaluate(**({"drawn": "simple"} | arguments))  # type: ignore[arg-type]


# --- strata ---


def test_strata_are_weighted_by_their_populations() -> None:
    found = evaluate_strata([Stratum("A", 300, 40, 2), Stratum("B", 900, 60, 3)], population=1200)
    assert found.weights == (0.25, 0.75)
    assert found.rate == pytest.approx(0.25 * 2 / 40 + 0.75 * 3 / 60)
    assert found.lower < found.rate < found.upper_one_sided < found.upper
    assert "veid etter hvor mange saker hvert stratum har" in found.explain().sentence
    assert found.explain("en").formula.startswith("Σ W·p = 300/1200 · 2/40 + 900/1200 · 3/60 = 0.05")


def test_one_stratum_is_its_own_interval() -> None:
    found, alone = evaluate_strata([Stratum("A", 300, 40, 2)]), clopper_pearson(2, 40)
    assert (found.lower, found.upper) == pytest.approx((alone.lower, alone.upper))
    assert found.upper_one_sided == pytest.approx(clopper_pearson(2, 40, 0.95, "upper").upper)


def test_a_stratum_read_in_full_adds_no_uncertainty() -> None:
    found = evaluate_strata([Stratum("A", 40, 40, 10), Stratum("B", 40, 40, 2)])
    assert found.lower == found.upper == found.rate == 12 / 80


def test_missing_in_a_stratum_is_open() -> None:
    found = evaluate_strata([Stratum("A", 300, 40, 2, 3), Stratum("B", 900, 60, 3)])
    sure = evaluate_strata([Stratum("A", 300, 40, 2), Stratum("B", 900, 60, 3)])
    worst = evaluate_strata([Stratum("A", 300, 40, 5), Stratum("B", 900, 60, 3)])
    assert (found.lower, found.upper) == pytest.approx((sure.lower, worst.upper))
    assert "3 saker mangler" in found.explain().sentence


@pytest.mark.parametrize(("first", "second"), [((20, 8), (10, 6)), ((30, 10), (30, 10)), ((40, 6), (8, 4))])
def test_coverage_of_two_strata_counted_out(first: tuple[int, int], second: tuple[int, int]) -> None:
    """Every sample from every pair of populations."""
    (size, n), (other, m) = first, second
    found = {
        (x, y): evaluate_strata([Stratum("A", size, n, x), Stratum("B", other, m, y)])
        for x in range(n + 1)
        for y in range(m + 1)
    }
    coverage = []
    for marked in range(size + 1):
        for also in range(other + 1):
            rate = (marked + also) / (size + other)
            held = sum(
                comb(marked, x) * comb(size - marked, n - x) * comb(also, y) * comb(other - also, m - y)
                for (x, y), each in found.items()
                if each.lower - 1e-12 <= rate <= each.upper + 1e-12
            )
            coverage.append(held / (comb(size, n) * comb(other, m)))
    assert min(coverage) >= 0.95


@pytest.mark.parametrize(
    ("strata", "population", "said"),
    [
        ([], None, "at least one stratum"),
        ([Stratum("A", 300, 40, 2)], 301, "add up to the population of 301"),
        ([Stratum("A", 30, 40, 2)], None, "at most the 30 cases"),
        ([Stratum("A", 300, 0, 0)], None, r"strata\[A\].n = 0"),
        ([Stratum("A", 300, 4, 5)], None, r"strata\[A\].deviations = 5"),
        ([Stratum("A", 300, 4, 0, 4)], None, "no case could be assessed"),
        ([Stratum("A", 300, 4, 0), Stratum("A", 300, 4, 0)], None, "each stratum once"),
    ],
)
def test_strata_that_are_refused(strata: list[Stratum], population: int | None, said: str) -> None:
    with pytest.raises(StatsError, match=said):
        evaluate_strata(strata, population=population)
