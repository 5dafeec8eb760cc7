"""Tests that describe figures: what they say, and when they say that they cannot be run."""

from decimal import Decimal
from pathlib import Path

import pytest

from auditlib.criteria import Stance
from auditlib.measures import measure
from auditlib.measures.library import LIBRARY
from auditlib.tables import Outcome
from tests.builders import Nyby, codes
from tests.measures.made import CELLS, one, plain, run

LONE = (
    "hvert av de to tallene er ett tall uten antall eller spredning bak, "
    "og ett tall sier ikke hvor mye tilfeldighet gir"
)


@pytest.mark.parametrize(
    ("indicator", "value", "unit", "sentence"),
    [
        ('value {row: Nyby, column: "2022"}', "207", "dager", "Nyby, 2022: 207 dager."),
        ("value {row: Nyby, column: f}", "207", "", "Nyby, f: 207."),
        ("value {row: Nord, column: andel}", "100", "prosent", "Nord, andel: 100,0 prosent."),
        ("value {row: Vest, column: fri}", "1.25", "", "Vest, fri: 1,25."),
        ('change {row: Nyby, from: "2022", to: "2023"}', "28.99", "prosent",
         "Nyby gikk fra 207 dager i 2022 til 267 i 2023 (foreløpig): opp 29,0 prosent."),
        ("change {row: Nord, from: e, to: f}", "-24.02", "prosent",
         "Nord gikk fra 762 i e til 579 i f: ned 24,0 prosent."),
        ("change {row: Vest, from: f, to: e}", "0", "prosent", "Vest gikk fra 1000 i f til 1000 i e: uendret."),
        ('compare_values {row: Nord, other: Nyby, column: "2022"}', "179.71", "prosent",
         "I 2022 hadde Nord 579 dager og Nyby 207. Nord lå 179,7 prosent over."),
        ("compare_values {row: Nyby, other: Nyby, column: fri}", "0", "prosent",
         "fri: 12,5 (Nyby) og 12,5 (Nyby). Tallene er like."),
        ("share {row: Nyby, column: f, of_row: Sum}", "11.53", "prosent", "Nyby: 207 av 1796 (11,5 prosent)."),
        ('share {row: Nyby, column: "2022", of_column: "2023"}', "77.53", "prosent",
         "Nyby: 207 av 267 dager (77,5 prosent)."),
    ],
)  # fmt: skip
def test_what_a_test_says(nyby: Nyby, indicator: str, value: str, unit: str, sentence: str) -> None:
    found = one(nyby, indicator)
    assert found.value is not None
    assert (round(found.value, 2), found.unit) == (Decimal(value), unit)
    assert plain(found.sentence) == sentence
    assert (found.outcome, found.stance) == (Outcome.DESCRIBED, Stance.CONTEXT)


def test_a_test_names_the_cells_it_read(nyby: Nyby) -> None:
    found = one(nyby, 'change {row: Nord, from: "2022", to: "2023"}')
    assert [(each.file, each.line, each.column) for each in found.cells] == [
        ("statistics/nyby/tall.csv", 3, 2),
        ("statistics/nyby/tall.csv", 3, 3),
    ]
    assert found.formula == "(762 − 579) / 579"
    assert (found.id, found.table, found.topic, found.note) == ("T1", "tall", "svartid", "n")


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("compare_values {row: Nyby, other: Vest, column: kroner}", LONE),
        ("compare_values {row: Nyby, other: Nord, column: andel}",
         "hvert av de to tallene er en prosent uten antallene bak"),
        ("compare_values {row: Nyby, other: Vest, column: f}",
         "hvert av de to tallene er et antall uten tallet på saker det er en del av"),
        ("compare_values {row: Nyby, other: Nord, column: kø}",
         "hvert av de to tallene er et antall uten tallet på saker det er en del av"),
        ("compare_values {row: Nord, other: Sør, column: andel}",
         "Nord og Sør har saker felles (enkelte saker er talt ved to kontorer)"),
    ],
)  # fmt: skip
def test_a_distance_that_is_not_tested_says_why(nyby: Nyby, indicator: str, said: str) -> None:
    assert one(nyby, indicator).sentence.partition(". Forskjellen")[2] == f" er ikke testet: {said}."


def test_growth_of_amounts_is_set_side_by_side_and_not_tested(nyby: Nyby) -> None:
    found = one(nyby, "growth_ratio {row: Nyby, other: Nord, from: kroner, to: senere}")
    assert found.value is not None
    assert round(found.value, 4) == round(Decimal(6750) / 4541 / (Decimal(5816) / 4147), 4) == Decimal("1.0599")
    assert plain(found.sentence) == (
        "Fra kroner til senere gikk Nyby opp 48,6 prosent og Nord opp 40,2 prosent. Forholdet mellom vekstfaktorene er "
        "1,06. Prisvekst og annet som har virket likt på begge, endrer ikke forholdet. "
        f"Forskjellen er ikke testet: {LONE}."
    )
    assert (found.interval, found.p, found.outcome) == (None, None, Outcome.DESCRIBED)
    assert plain(found.formula) == "(6750 / 4541) / (5816 / 4147)"


def test_a_common_rise_in_prices_leaves_the_ratio_as_it_is(nyby: Nyby) -> None:
    before = one(nyby, "growth_ratio {row: Nyby, other: Nord, from: kroner, to: senere}").value
    text = CELLS.replace("4541;6750", "4541;13500").replace("4147;5816", "4147;11632")
    nyby.write("statistics/nyby/tall.csv", text)
    (after,), problems = measure(nyby.inputs())
    assert problems == []
    assert after.value == before


def test_a_stock_is_said_to_be_of_one_day(nyby: Nyby) -> None:
    found = one(nyby, "value {row: Nyby, column: kø}")
    assert found.interval is None
    assert found.assumptions == (
        "Opptelling på ett tidspunkt: tallet har ingen utvalgsusikkerhet og sier ikke noe om andre tidspunkter.",
    )


def test_a_change_over_a_declared_break_says_so(nyby: Nyby) -> None:
    said = " Tallene er ikke talt på samme måte hele tiden: Fra nå av er lån regnet med."
    broken, before, other, ratio = run(
        nyby,
        "change {row: Sum, from: kroner, to: senere}",
        "change {row: Sum, from: f, to: e}",
        "change {row: Nyby, from: kroner, to: senere}",
        "growth_ratio {row: Nyby, other: Sum, from: senere, to: kroner}",
    )[0]
    assert broken.sentence.endswith(said)
    assert said in ratio.sentence
    assert "hele tiden" not in before.sentence + other.sentence


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ('value {row: Vest, column: "2022"}', "tallet for Vest, 2022 mangler i tabellen"),
        ('value {row: Vest, column: "2022"}; stance: deviates', "tallet for Vest, 2022 mangler"),
        ('change {row: Vest, from: "2022", to: "2023"}', "mangler i tabellen"),
        ('change {row: Sør, from: "2022", to: "2023"}', "endring i prosent fra 0 lar seg ikke regne ut (Sør, 2022)"),
        ('change {row: Sum, from: "2022", to: "2023"}; stance: deviates', "fra et tall under 0"),
        ('compare_values {row: Nyby, other: Sør, column: "2022"}', "avstand i prosent fra 0"),
        ('compare_values {row: Nyby, other: Vest, column: "2022"}', "mangler i tabellen"),
        ("growth_ratio {row: Vest, other: Nyby, from: kroner, to: senere}", "en vekstfaktor er under 0"),
        ("growth_ratio {row: Sør, other: Nyby, from: kroner, to: senere}", "fra 0 lar seg ikke regne ut"),
        ('share {row: Nyby, column: "2022", of_row: Sør}; stance: meets', "en andel av 0"),
        ('share {row: Vest, column: "2022", of_row: Nyby}', "mangler i tabellen"),
        ("unavailable {reason: Registeret er stengt}; stance: deviates", "Registeret er stengt"),
        ('norm {row: Vest, column: "2022"}; criterion: K1', "mangler i tabellen"),
    ],
)
def test_a_test_that_cannot_be_run_says_why_and_takes_no_stance(nyby: Nyby, indicator: str, reason: str) -> None:
    found = one(nyby, indicator)
    assert (found.outcome, found.stance, found.value) == (Outcome.UNTESTED, Stance.CONTEXT, None)
    assert reason in found.reason
    assert found.sentence == f"Ikke testet: {found.reason}."


@pytest.mark.parametrize(
    ("indicator", "expected", "said"),
    [
        ("vaule {row: Nyby}", ["Y108"], "value, change, compare_values"),
        ("value {row: Nyby}", ["T509"], "the parameter `column` is missing"),
        ("value {row: Nyby, column: f, kolonne: e}", ["T509"], "unknown parameter `kolonne`"),
        ("value {row: [Nyby, Nord], column: f}", ["T509"], "the parameter `row` takes one name"),
        ("share {row: Nyby, column: f}", ["T509"], "give one of of_row, of_column"),
        ("share {row: Nyby, column: f, of_row: Sum, of_column: e}", ["T509"], "give one of"),
        ("value {row: Nybo, column: f}", ["T507"], "has no row `Nybo` (did you mean Nyby?)"),
        ('value {row: Nyby, column: "2021"}', ["T507"], "has no column `2021`"),
        ('change {row: Nyby, from: "2022", to: f}', ["T504"], "no unit"),
        ("share {row: Nyby, column: andel, of_column: e}", ["T504"], "prosent"),
        ('norm {row: Nyby, column: "2023"}', ["T509"], "the criterion has no norm in force"),
        ('norm {row: Nyby, column: "2023"}; criterion: K3', ["T509"], "the criterion has no norm in force"),
        ("norm {row: Nyby, column: andel}; criterion: K1", ["T519"], "in prosent, the criterion's norm in dager"),
        ("norm {row: Nyby, column: f}; criterion: K2", ["T519"], "in no unit, the criterion's norm in prosent"),
        ("norm_share {row: Nyby, column: f, of_row: Sum}; criterion: K1", ["T509"], "the norm is no share of cases"),
        ("norm_share {row: Nyby, column: f, of_row: Sum, population: 9}; criterion: K2", ["T509"], "goes with `drawn`"),
        ("norm_share {row: Nyby, column: f, of_row: Sum, drawn: simple, population: mange}; criterion: K2",
         ["T509"], "a whole number above 0"),
        ("norm_share {row: Nyby, column: f, of_row: Sum, drawn: noen}; criterion: K2", ["T509"], "simple, systematic"),
        ("unavailable {}", ["T509"], "the parameter `reason` is missing"),
        ("change {row: Nybo, from: x, to: y}", ["T507", "T507", "T507"], ""),
        ('compare_changes {row: Nyby, other: Nord, from: "2022", to: "2023"}', ["T509", "T509"], "add holds: count"),
        ("compare_changes {row: Nyby, other: Sum, less: [Nybo, Nord], from: f, to: e}", ["T507"], "no row `Nybo`"),
        ("funnel {row: Nyby, column: f, of_column: folk, kind: noe}", ["T509"], "`kind` is one of share, rate"),
        ("trend {row: Nyby, from: f, to: e}", ["T509"], "columns named by years"),
        ("family {tests: [T1, T9], method: holm}", ["T509", "T509"], "`T1` gives no p-value"),
        ("family {tests: [T1], method: bonferroni}", ["T509", "T509"], "`method` is one of holm"),
    ],
)  # fmt: skip
def test_an_indicator_that_names_what_is_not_there(nyby: Nyby, indicator: str, expected: list[str], said: str) -> None:
    measurements, problems = run(nyby, indicator)
    assert (measurements, codes(problems)) == ([], expected)
    assert said in problems[0].message
    assert {each.at.file for each in problems} == {"statistics/nyby/indicators.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("whole: Sum", "whole: Summ", "has no row `Summ` (did you mean Sum?)"),
        ("rows: [Nord, Sør]", "rows: [Nord, Sør, Øst]", "has no row `Øst`"),
        ("column: senere, rows", "column: siden, rows", "has no column `siden`"),
        ("rows: [Sum]", "rows: [Summen]", "has no row `Summen` (did you mean Sum?)"),
    ],
)
def test_what_a_table_says_of_itself_must_name_what_it_has(nyby: Nyby, old: str, new: str, said: str) -> None:
    one(nyby, "value {row: Nyby, column: f}")
    nyby.change("statistics/nyby/datapackage.yaml", old, new)
    _, problems = measure(nyby.inputs())
    assert codes(problems) == ["T507"]
    assert said in problems[0].message
    assert problems[0].at.file == "statistics/nyby/datapackage.yaml"
    assert problems[0].at.line > 20


@pytest.mark.parametrize("test", ["value", "unavailable"])
def test_a_table_that_is_named_must_exist(nyby: Nyby, test: str) -> None:
    parameters = "{row: a, column: b}" if test == "value" else "{reason: x}"
    row = f"  - {{id: M9, title: t, topic: svartid, table: tabel, test: {test}, parameters: {parameters}}}\n"
    nyby.change("indicators.yaml", "indicators:\n", f"indicators:\n{row}")
    assert codes(measure(nyby.inputs())[1]) == ["T508"]


def test_one_wrong_indicator_does_not_stop_the_others(nyby: Nyby) -> None:
    measurements, problems = run(nyby, "value {row: Nybo, column: f}", "value {row: Nyby, column: f}")
    assert [each.id for each in measurements] == ["T2"]
    assert codes(problems) == ["T507"]


def test_every_test_of_the_library_is_described() -> None:
    formats = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
    assert [name for name in LIBRARY if f"`{name} {{" not in formats] == []
