"""The tests together: what applies to a series and to a list of cases, and how their number is adjusted for."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.stats import DeclaredBreak, Examination, StatsError, examine_records, examine_series
from auditlib.stats.reliability.reach import NAMES

YEARS = [2001, 2002, 2003, 2004, 2005, 2006, 2007, 2009, 2010, 2011, 2012]
REPORTS = [207, 210, 205, None, 212, 211, 208, 260, 262, 267, 262]


def cases(n: int = 150) -> tuple[list[str], dict[str, list[object]]]:
    draw = random.Random(4)
    keys = [f"2010/{number}" for number in range(1, n + 1) if number not in (17, 18, 90)]
    keys[5] = "2010/04"
    amounts = [10 * round(draw.lognormvariate(9, 1.6) / 10) for _ in keys]
    amounts[60:66] = amounts[20:26]
    return keys, {
        "beløp": amounts,
        "dager": [draw.randint(1, 400) if draw.random() < 0.9 else None for _ in keys],
        "sone": [draw.choice(["nord", "sør"]) for _ in keys],
    }


def by_test(found: Examination) -> dict[str, object]:
    return {f"{each.subject}:{each.test}": each for each in (*found.results, *found.refusals)}


def test_a_series() -> None:
    found = examine_series(
        YEARS, REPORTS, declared_breaks=[DeclaredBreak(2008, "nytt fagsystem")], seed=20100630, subject="meldinger"
    )
    results, refusals = found
    assert [each.test for each in results] == [
        "period_gaps", "missing", "breaks", "modified_z", "unchanged", "sequences", "most_common",
    ]  # fmt: skip
    assert [(each.test, each.reason) for each in refusals] == [("esd", "too_few")]
    assert [(each.test, each.places) for each in found.flagged] == [("period_gaps", ("2008",)), ("missing", ("2004",))]
    said = {each.test: each.explain().sentence for each in results}
    assert said["breaks"] == (
        "meldinger: Nivået skifter fra 2009 (209 før og 262 etter; p = 0,02), og bruddet er oppgitt "
        "(2008: nytt fagsystem)."
    )
    assert found == examine_series(
        YEARS, REPORTS, declared_breaks=[DeclaredBreak(2008, "nytt fagsystem")], seed=20100630, subject="meldinger"
    )


def test_periods_missing_from_the_labels_part_the_series() -> None:
    found = examine_series([2001, 2002, 2004, 2005], [5, 5, 5, 7], seed=1)
    (run,) = (each for each in found.results if each.test == "unchanged")
    assert [each.labels for each in run.runs] == [("2001", "2002")]  # type: ignore[attr-defined]
    (missing,) = (each for each in found.results if each.test == "missing")
    assert not missing.flagged  # a missing period is a gap, and no missing value


def test_periods_out_of_order_stop_what_follows_the_order() -> None:
    for labels in ([2001, 2003, 2002, 2004] * 3, [*range(2001, 2012), 2005], ["a"] * 12):
        found = examine_series(labels, list(range(12)), seed=1)
        assert [each.test for each in found.refusals if each.reason == "disordered"] == [
            "breaks", "modified_z", "unchanged", "sequences",
        ]  # fmt: skip


def test_a_series_of_counts() -> None:
    found = examine_series(range(2001, 2011), [40] * 5 + [70] * 5, counts=True, exposures=[1000] * 10, seed=1)
    (shift,) = (each for each in found.results if each.test == "count_shift")
    assert shift.places == ("2006",)
    with pytest.raises(StatsError, match="exposures"):
        examine_series(range(2001, 2011), [40] * 10, exposures=[1000] * 10, seed=1)


def test_labels_that_are_no_periods_are_examined_all_the_same() -> None:
    found = examine_series([f"uke {n}" for n in range(1, 13)], [3, 4, 5, 3, 4, 6, 7, 3, 2, 4, 5, 9], seed=1)
    assert [each.reason for each in found.refusals] == ["no_periods", "too_few", "coarse"]


def test_records() -> None:
    keys, columns = cases()
    found = examine_records(keys, columns, amounts=["beløp"], seed=1)
    made = by_test(found)
    assert set(made) == {
        ":duplicates", ":number_gaps", ":missing", ":missing_links", "beløp:last_digits", "beløp:most_common",
        "beløp:sequences", "beløp:first_digits", "dager:last_digits", "dager:most_common", "dager:sequences",
    }  # fmt: skip
    places = {f"{each.subject}:{each.test}": each.places for each in found.flagged}
    assert places[":duplicates"] == ("4", "6")
    assert places[":number_gaps"] == ("2010/6", "2010/17–2010/18", "2010/90")
    assert len(places["beløp:last_digits"]) == len(keys)
    assert places["beløp:sequences"] == tuple(map(str, (*range(21, 27), *range(61, 67))))
    assert "dager:last_digits" not in places


def test_the_number_of_tests_is_adjusted_for() -> None:
    keys, columns = cases()
    found = examine_records(keys, columns, amounts=["beløp"], seed=1)
    family = found.family()
    assert family is not None
    assert [each.name for each in family.tests if each.stands] == [
        "beløp: sistesiffertesten", "beløp: testen av gjentatte tall", "beløp: testen av gjentatte tallrekker",
    ]  # fmt: skip
    assert len(family.tests) == sum(each.family_p is not None for each in found.results) == 8
    assert examine_records(["a1", "a2"], {}, seed=1).family() is None


def test_columns_may_be_chosen_and_given_labels() -> None:
    keys, columns = cases()
    rows = [f"rad {place}" for place in range(2, len(keys) + 2)]
    found = examine_records(keys, columns, labels=rows, figures=[], declared_gaps={"2010/90": "feilført"}, seed=1)
    assert [each.test for each in found.results] == ["duplicates", "number_gaps", "missing", "missing_links"]
    assert found.results[0].places == ("rad 5", "rad 7")
    assert found.results[1].places == ("2010/6", "2010/17–2010/18")


def test_amounts_of_both_signs_are_refused_with_the_reason() -> None:
    found = examine_records(["1", "2", "3"], {"beløp": [10, -5, 7]}, amounts=["beløp"], seed=1)
    refused = {each.test: each.words() for each in found.refusals}
    assert refused["first_digits"] == "1 av tallene er negative; positive og negative tall må testes hver for seg"


@pytest.mark.parametrize(
    ("labels", "values"),
    [([], []), ([2001], [1, 2]), ([2001, 2002], [1, math.nan]), ([2001, 2002], [1, "2"]), ([2001, ""], [1, 2])],
)
def test_bad_series(labels: list[object], values: list[object]) -> None:
    with pytest.raises(StatsError):
        examine_series(labels, values, seed=1)  # type: ignore[arg-type]


def test_a_seed_left_out() -> None:
    for seed in (None, -1, "1", 1.5):
        with pytest.raises(StatsError, match="seed"):
            examine_series(YEARS, REPORTS, seed=seed)  # type: ignore[arg-type]
        with pytest.raises(StatsError, match="seed"):
            examine_records(["1"], {"x": [1]}, seed=seed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "columns", "stated"),
    [
        ([], {}, {}),
        (["1"], {"x": [1, 2]}, {}),
        (["1"], {"x": [math.nan]}, {}),
        (["1", "2"], {"x": ["a", "b"]}, {"amounts": ["x"]}),
        (["1", "2"], {"x": [1, 2]}, {"amounts": ["y"]}),
        (["1", "2"], {"x": [1, 2]}, {"figures": ["y"]}),
        (["1", "2"], {"x": [1, 2]}, {"alpha": 5}),
        ([1.5, "2"], {"x": [1, 2]}, {}),
    ],
)
def test_bad_records(keys: list[object], columns: dict[str, list[object]], stated: dict[str, object]) -> None:
    with pytest.raises(StatsError):
        examine_records(keys, columns, seed=1, **stated)  # type: ignore[arg-type]


FIGURE = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False, width=32))


@settings(max_examples=25, deadline=None)
@given(st.lists(FIGURE, min_size=1, max_size=16))
def test_any_series_is_examined_without_nan(values: list[float | None]) -> None:
    found = examine_series(range(2001, 2001 + len(values)), values, seed=1)
    for each in (*found.results, *found.refusals):
        said = each.explain("nn")
        assert each.family_p is None or 0 <= each.family_p <= 1
        assert "nan" not in said.formula
        assert said.sentence
    assert {each.test for each in (*found.results, *found.refusals)} <= set(NAMES)
