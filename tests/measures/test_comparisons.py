"""Tests that hold counts against each other: figures, intervals, refusals, and the words of the library."""

from decimal import Decimal

import pytest

from auditlib.criteria import Stance
from auditlib.measures import measure
from auditlib.stats import (
    Family,
    Funnel,
    SeriesTrend,
    adjust_family,
    compare_changes,
    compare_proportions,
    compare_rates,
    funnel_proportions,
    mann_kendall,
)
from auditlib.stats.explain import Explained
from auditlib.tables import Measurement, Outcome
from tests.builders import Nyby
from tests.measures.made import CELLS, one, plain, run


def is_of(found: Measurement, result: Explained, lead: str = "") -> None:
    """Check that what is printed is what the library says of a result."""
    said = result.explain()
    sentence = said.sentence[:1].lower() + said.sentence[1:] if lead else said.sentence
    assert found.sentence == lead + sentence
    assert (found.formula, found.method, found.assumptions) == (said.formula, said.source, said.assumptions)
    assert found.assumptions
    assert found.result == result
    assert (found.outcome, found.stance) == (Outcome.DESCRIBED, Stance.CONTEXT)


def test_growth_of_counts_is_compared_with_its_interval(nyby: Nyby) -> None:
    found = one(nyby, "compare_changes {row: Nyby, other: Nord, from: f, to: e}")
    result = compare_changes(207, 267, 579, 762, names=("Nyby", "Nord"))
    is_of(found, result, "Fra f til e: ")
    assert found.sentence.startswith("Fra f til e: endringen var +29,0 prosent i Nyby (fra 207 til 267) og ")
    assert "ikke grunnlag for å si at det er en forskjell" in found.sentence
    assert found.interval is not None
    assert [round(each, 2) for each in found.interval] == [Decimal("0.79"), Decimal("1.22")]
    assert (found.p, found.details) == (result.p, {"p-verdi": "0,87", "mid-p": "0,85"})
    assert (len(found.cells), found.decimals, found.unit) == (4, 2, "")


def test_growth_that_differs_is_said_to(nyby: Nyby) -> None:
    found = one(nyby, "compare_changes {row: Sør, other: Vest, from: f, to: e}")
    assert "p < 0,001" in found.sentence
    assert "forskjellen er større enn tilfeldig variasjon vanligvis gir" in found.sentence
    assert found.details["p-verdi"] == "< 0,001"


def test_rows_can_be_taken_out_of_the_other(nyby: Nyby) -> None:
    found = one(nyby, "compare_changes {row: Nyby, other: Sum, less: [Nyby, Nord], from: f, to: e}")
    is_of(found, compare_changes(207, 267, 1010, 1040, names=("Nyby", "Sum uten Nyby og Nord")), "Fra f til e: ")
    assert len(found.cells) == 8


def test_shares_of_cases_are_compared(nyby: Nyby) -> None:
    found = one(nyby, "compare_proportions {row: Nyby, other: Nord, column: f, of_column: alle}")
    result = compare_proportions(207, 1000, 579, 2000, names=("Nyby", "Nord"))
    is_of(found, result, "f: ")
    assert found.value == Decimal("-8.25")
    assert found.interval is not None
    assert found.interval[0] == Decimal(repr(result.difference.lower)) * 100
    assert found.interval[0] < Decimal("-8.25") < found.interval[1] < 0
    assert (found.unit, found.p) == ("prosentpoeng", result.p)


def test_rates_over_exposure_are_compared(nyby: Nyby) -> None:
    found = one(nyby, "compare_rates {row: Nyby, other: Sør, column: f, of_column: kroner}")
    assert found.outcome is Outcome.UNTESTED  # no kroner in Sør
    found = one(nyby, "compare_rates {row: Nyby, other: Sør, column: f, of_column: folk}")
    result = compare_rates(207, 1000, 10, 400, names=("Nyby", "Sør"), unit="innbyggere")
    is_of(found, result)
    assert found.value is not None
    assert round(found.value, 2) == Decimal("8.28")


def test_a_rate_over_none_has_no_value_but_a_sentence(nyby: Nyby) -> None:
    one(nyby, "value {row: Nyby, column: f}")
    nyby.write("statistics/nyby/tall.csv", CELLS.replace("Sør;0;84;10;", "Sør;0;84;0;"))
    nyby.change(
        "indicators.yaml",
        "test: value, note: n,\n     parameters: {row: Nyby, column: f}",
        "test: compare_rates, note: n,\n     parameters: {row: Nyby, other: Sør, column: f, of_column: folk}",
    )
    (found,), problems = measure(nyby.inputs())
    assert problems == []
    assert (found.value, found.interval, found.outcome) == (None, None, Outcome.DESCRIBED)
    assert "ingen øvre grense" in found.sentence


def test_one_row_against_many(nyby: Nyby) -> None:
    one_of = "funnel {row: Nord, column: f, of_column: folk, kind: share, leave_out: [Sum, Sør]}"
    found = one(nyby, one_of)
    result = funnel_proportions({"Nyby": (207, 1000), "Nord": (579, 2000), "Vest": (1000, 1500)})
    assert found.result == result
    assert isinstance(found.result, Funnel)
    said = result.explain()
    assert found.sentence.startswith("Nord har 29,0 prosent, grenser ")
    assert ": under grensene. " in found.sentence
    assert found.sentence.endswith(said.sentence)
    assert (found.formula, found.method, found.assumptions) == (said.formula, said.source, said.assumptions)
    assert found.value == Decimal("28.95")


def test_rates_in_a_funnel_have_a_unit(nyby: Nyby) -> None:
    found = one(nyby, "funnel {row: Sør, column: f, of_column: folk, kind: rate, leave_out: [Sum, Nord]}")
    assert (found.unit, found.value) == ("f per innbyggere", Decimal("0.025"))


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ("compare_changes {row: Nyby, other: Sum, from: f, to: e}",
         "Nyby er en del av Sum; trekk Nyby fra Sum først"),
        ("compare_changes {row: Nord, other: Sør, from: f, to: e}",
         "Nord og Sør har saker felles (enkelte saker er talt ved to kontorer)"),
        ("compare_changes {row: Nyby, other: Nord, from: kroner, to: senere}",
         "hvert av de to tallene er ett tall uten antall eller spredning bak"),
        ("compare_proportions {row: Nyby, other: Nord, column: andel, of_column: andel}",
         "et antall er et helt tall og ikke under 0, og 48,6 (Nyby, andel) er ikke det"),
        ("compare_rates {row: Nyby, other: Nord, column: andel, of_column: folk}",
         "hvert av de to tallene er en prosent uten antallene bak"),
        ("funnel {row: Nyby, column: f, of_column: folk, kind: share}",
         "Nord og Sør har saker felles"),
        ("funnel {row: Nyby, column: f, of_column: folk, kind: share, leave_out: [Sør]}",
         "Nyby er en del av Sum"),
    ],
)  # fmt: skip
def test_a_design_that_allows_no_test_is_refused_with_the_reason(nyby: Nyby, indicator: str, reason: str) -> None:
    found = one(nyby, f"{indicator}; stance: deviates")
    assert (found.outcome, found.stance, found.value, found.p) == (Outcome.UNTESTED, Stance.CONTEXT, None, None)
    assert reason in found.reason
    assert found.reason in found.sentence


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ("compare_changes {row: Nyby, other: Sør, from: kø, to: kø2}", "de samme sakene kan være talt flere ganger"),
        ("compare_rates {row: Nyby, other: Sør, column: kø, of_column: folk}", "ikke hendelser i en periode"),
        ("compare_proportions {row: Nyby, other: Sør, column: alle, of_column: f}", "1000 kan ikke være en del av 207"),
        ("compare_proportions {row: Nyby, other: Vest, column: kø, of_column: kø2}", "mangler i tabellen"),
        ("compare_changes {row: Sør, other: Nyby, less: [Nord], from: f, to: e}", "mindre enn radene som skal"),
        ("funnel {row: Nyby, column: f, of_column: folk, kind: share, leave_out: [Sum, Sør, Nord]}", "tre rader"),
        ("funnel {row: Vest, column: kø2, of_column: folk, kind: rate, leave_out: [Sum, Sør]}", "på ett tidspunkt"),
    ],
)
def test_counts_that_cannot_be_tested_say_why(nyby: Nyby, indicator: str, reason: str) -> None:
    found = one(nyby, indicator)
    assert (found.outcome, found.value) == (Outcome.UNTESTED, None)
    assert reason in plain(found.reason)


# --- trend ---

YEARS = """\
name: nyby
resources:
  - name: tall
    title: Tall
    path: tall.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2018", type: integer, unit: dager}
        - {name: "2019", type: integer, unit: dager}
        - {name: "2020", type: integer, unit: dager}
        - {name: "2021", type: integer, unit: dager}
        - {name: "2022", type: integer, unit: dager}
        - {name: "2023", type: integer, unit: UNIT}
        - {name: endring, type: number, unit: prosent}
      primaryKey: kontor
      missingValues: [":"]
    BREAKS
"""


def trend(nyby: Nyby, values: str, *, breaks: str = "footnotes: [n]", start: str = "2018", unit: str = "dager"):  # type: ignore[no-untyped-def]
    one(nyby, "value {row: Nyby, column: f}")
    nyby.write("statistics/nyby/datapackage.yaml", YEARS.replace("BREAKS", breaks).replace("UNIT", unit))
    head = "kontor;2018;2019;2020;2021;2022;2023;endring\n"
    nyby.write("statistics/nyby/tall.csv", f"{head}Nyby;{';'.join(values.split())};:\n")
    parameters = f'{{row: Nyby, from: "{start}", to: "2023"}}'
    row = f"  - {{id: T1, title: t, topic: svartid, table: tall, test: trend, parameters: {parameters}}}\n"
    nyby.write("statistics/nyby/indicators.yaml", f"indicators:\n{row}")
    return measure(nyby.inputs())


def test_a_trend_over_years(nyby: Nyby) -> None:
    (found,), problems = trend(nyby, "60 62 65 66 70 71")
    assert problems == []
    result = mann_kendall([60, 62, 65, 66, 70, 71], [2018, 2019, 2020, 2021, 2022, 2023], unit="dager", step="år")
    is_of(found, result, "Nyby: ")
    assert isinstance(found.result, SeriesTrend)
    assert "økningen er større enn tilfeldig variasjon vanligvis gir" in found.sentence
    assert (found.unit, found.p) == ("dager per år", result.p)
    assert round(result.p, 4) == 0.0028  # 2 / 6!
    assert found.interval is not None
    assert found.interval[0] > 0
    assert len(found.cells) == 6


@pytest.mark.parametrize(
    ("values", "more", "reason"),
    [
        ("60 62 65 66 70 71", {"breaks": 'breaks: [{column: "2021", text: Nytt system.}]'},
         "serien har et brudd (2021: Nytt system), og en trend over bruddet måler også det"),
        ("60 62 65 66 70 71", {"start": "2021"}, "en trend trenger minst 4 målinger, og her er det 3"),
        ("60 62 : 66 70 71", {}, "tallet for Nyby, 2020 mangler i tabellen"),
    ],
)  # fmt: skip
def test_a_trend_that_cannot_be_tested(nyby: Nyby, values: str, more: dict[str, str], reason: str) -> None:
    (found,), problems = trend(nyby, values, **more)
    assert problems == []
    assert (found.outcome, found.reason) == (Outcome.UNTESTED, reason)


def test_a_trend_after_the_break_is_tested(nyby: Nyby) -> None:
    (found,), _ = trend(nyby, "9 9 65 66 70 71", breaks='breaks: [{column: "2020", text: Nytt system.}]', start="2020")
    assert found.outcome is Outcome.DESCRIBED
    assert found.sentence.startswith("Nyby: fra 2020 til 2023 (4 målinger)")


def test_a_trend_runs_over_one_unit(nyby: Nyby) -> None:
    measured, problems = trend(nyby, "60 62 65 66 70 71", unit="uker")
    assert measured == ()
    assert [each.code for each in problems] == ["T504", "T504"]


# --- families ---

THREE = (
    "compare_changes {row: Nyby, other: Nord, from: f, to: e}",
    "compare_changes {row: Sør, other: Vest, from: f, to: e}",
    "compare_changes {row: Nyby, other: Sum, from: f, to: e}",
)


@pytest.mark.parametrize("method", ["holm", "benjamini-hochberg"])
def test_a_family_adjusts_the_tests_it_names(nyby: Nyby, method: str) -> None:
    # the family stands first in the file, and is run last
    measured, problems = run(nyby, f"family {{tests: [T2, T3, T4], method: {method}}}", *THREE)
    assert problems == []
    assert [each.id for each in measured] == ["T1", "T2", "T3", "T4"]
    family, *members = measured
    expected = adjust_family("t", ("T2", "T3", "T4"), {each.id: each.p for each in members}, method)  # type: ignore[arg-type]
    is_of(family, expected)
    assert isinstance(family.result, Family)
    assert family.value == 1
    assert "1 lot seg ikke teste og er regnet med i antallet (T4)" in family.sentence
    assert members[1].details["justert p-verdi (T1)"] == "< 0,001"
    assert "justert p-verdi (T1)" in members[0].details
    assert members[2].details == {}
    assert "justering" not in members[0].sentence + members[1].sentence


def test_a_difference_that_falls_with_the_adjustment_says_so(nyby: Nyby) -> None:
    one(nyby, "value {row: Nyby, column: f}")
    cells = CELLS.replace("Nyby;207;267;207;267", "Nyby;207;267;100;139")
    cells = cells.replace("Vest;:;85;1000;1000", "Vest;:;85;999;999")
    (alone,), _ = run_on(nyby, cells, THREE[0].replace("Nord", "Vest"))
    assert alone.p is not None
    assert 0.01 < alone.p < 0.05
    measured, _ = run_on(
        nyby, cells, THREE[0].replace("Nord", "Vest"), THREE[0],
        "compare_changes {row: Vest, other: Nyby, from: e, to: f}",
        "family {tests: [T1, T2, T3], method: holm}",
    )  # fmt: skip
    assert measured[0].sentence.startswith(alone.sentence)
    said = measured[0].sentence.removeprefix(alone.sentence)
    assert said.startswith(" Etter justering for at flere tester er gjort (T4), står ikke forskjellen (p = 0,")


def run_on(nyby: Nyby, cells: str, *indicators: str):  # type: ignore[no-untyped-def]
    run(nyby, *indicators)
    nyby.write("statistics/nyby/tall.csv", cells)
    return measure(nyby.inputs())


def test_sentences_have_no_space_before_a_sign_and_end_once(nyby: Nyby) -> None:
    measured, _ = run(nyby, *THREE, "compare_rates {row: Nyby, other: Nord, column: f, of_column: folk}")
    for each in measured:
        assert "  " not in each.sentence
        assert each.sentence.endswith(".")
        assert not each.sentence.endswith("..")
        assert " ." not in plain(each.sentence)
