"""Every test of the library on small tables: what it says, and when it says that it cannot be run."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.criteria import Norm, Operator, Stance
from auditlib.measures import measure
from auditlib.measures.library import LIBRARY, holds
from auditlib.problems import Problem
from auditlib.tables import Measurement, Outcome
from tests.builders import Nyby, codes

PACKAGE = """\
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
        - {name: "2022", type: integer, unit: dager}
        - {name: "2023", type: integer, unit: dager, title: "2023 (foreløpig)"}
        - {name: f, type: integer}
        - {name: e, type: integer}
        - {name: andel, type: number, unit: prosent, decimals: 1}
        - {name: fri, type: number}
      primaryKey: kontor
      missingValues: ["", ":"]
"""
CELLS = """\
kontor;2022;2023;f;e;andel;fri
Nyby;207;267;207;267;48,6;12,5
Nord;579;762;579;762;100;-1
Sør;0;84;10;40;99,9;0
Vest;:;85;1000;1000;:;1,25
Sum;-5;100;1796;2069;12;2
"""


def run(nyby: Nyby, *indicators: str) -> tuple[list[Measurement], list[Problem]]:
    """Run indicators on the table; each is written as `test {parameters}`, then what else it has."""
    rows = []
    for number, each in enumerate(indicators, 1):
        test, _, rest = each.partition(" ")
        parameters, _, more = rest.partition("; ")
        rows.append(f"  - {{id: T{number}, title: t, topic: svartid, table: tall, test: {test}, {more or 'note: n'},\n"
                    f"     parameters: {parameters}}}\n")  # fmt: skip
    nyby.write("datapackage.yaml", PACKAGE)
    nyby.write("statistics/nyby/tall.csv", CELLS)
    for name in ("svartid.csv", "mapper.csv", "reviews.yaml"):
        (nyby.root / "statistics/nyby" / name).unlink()
    nyby.write("indicators.yaml", "indicators:\n" + "".join(rows))
    measurements, problems = measure(nyby.inputs())
    return list(measurements), problems


def one(nyby: Nyby, indicator: str) -> Measurement:
    (found,), problems = run(nyby, indicator)
    assert problems == []
    return found


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
         "Nord hadde 579 dager i 2022, Nyby hadde 207: Nord lå 179,7 prosent over."),
        ("compare_values {row: Nyby, other: Nord, column: f}", "-64.25", "prosent",
         "Nyby hadde 207 (f), Nord hadde 579: Nyby lå 64,2 prosent under."),
        ("share {row: Nyby, column: f, of_row: Sum}", "11.53", "prosent", "Nyby: 207 av 1796 (11,5 prosent)."),
        ('share {row: Nyby, column: "2022", of_column: "2023"}', "77.53", "prosent",
         "Nyby: 207 av 267 dager (77,5 prosent)."),
    ],
)  # fmt: skip
def test_what_a_test_says(nyby: Nyby, indicator: str, value: str, unit: str, sentence: str) -> None:
    found = one(nyby, indicator)
    assert found.value is not None
    assert (round(found.value, 2), found.unit) == (Decimal(value), unit)
    assert found.sentence.replace("\u00a0", "") == sentence
    assert (found.outcome, found.stance) == (Outcome.DESCRIBED, Stance.CONTEXT)


def test_a_test_names_the_cells_it_read(nyby: Nyby) -> None:
    found = one(nyby, 'change {row: Nord, from: "2022", to: "2023"}')
    assert [(each.file, each.line, each.column) for each in found.cells] == [
        ("statistics/nyby/tall.csv", 3, 2),
        ("statistics/nyby/tall.csv", 3, 3),
    ]
    assert found.formula == "(762 − 579) / 579"
    assert (found.id, found.table, found.topic, found.note) == ("T1", "tall", "svartid", "n")


def test_growth_of_counts_is_compared_with_its_interval(nyby: Nyby) -> None:
    found = one(nyby, "compare_changes {row: Nyby, other: Nord, from: f, to: e}")
    assert found.interval is not None
    assert found.interval[0] < Decimal(1) < found.interval[1]
    assert found.sentence.startswith("Fra f til e økte Nyby med 29,0 prosent og Nord med 31,6 prosent. ")
    assert "ikke større enn tilfeldig variasjon" in found.sentence
    assert (len(found.cells), found.decimals, found.unit) == (4, 2, "ganger veksten")


def test_growth_that_differs_and_growth_that_is_a_fall(nyby: Nyby) -> None:
    grown, fallen = run(
        nyby,
        "compare_changes {row: Sør, other: Vest, from: f, to: e}",
        "compare_changes {row: Sør, other: Vest, from: e, to: f}",
    )[0]
    assert "økte Sør med 300,0 prosent" in grown.sentence
    assert "p < 0,01" in grown.sentence
    assert "annen vekst for Sør enn for Vest" in grown.sentence
    assert "økte" not in fallen.sentence
    assert "75,0 prosent" in fallen.sentence


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
        ('share {row: Nyby, column: "2022", of_row: Sør}; stance: meets', "en andel av 0"),
        ('share {row: Vest, column: "2022", of_row: Nyby}', "mangler i tabellen"),
        ('compare_changes {row: Nyby, other: Sør, from: "2022", to: "2023"}', "hele tall over 0"),
        ("compare_changes {row: Nyby, other: Nord, from: fri, to: fri}", "hele tall over 0"),
        ('compare_changes {row: Nyby, other: Vest, from: "2022", to: "2023"}; stance: meets', "mangler i tabellen"),
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
    ("indicator", "outcome", "stance", "verdict"),
    [
        ('norm {row: Sør, column: "2023"}; criterion: K1', "met", "meets", "høyst 84 dager og er holdt"),
        ('norm {row: Vest, column: "2023"}; criterion: K1', "not_met", "deviates", "høyst 84 dager og er ikke holdt"),
        ("norm {row: Nord, column: andel}; criterion: K2", "met", "meets", "Kravet er 100 prosent og er holdt"),
        ("norm {row: Sør, column: andel}; criterion: K2", "not_met", "deviates", "er 100 prosent og er ikke holdt"),
        ('norm {row: Sør, column: "2023"}; criterion: K1, stance: deviates', "met", "meets", "er holdt"),
    ],
)
def test_a_norm_is_met_or_not_whatever_stance_is_written(
    nyby: Nyby, indicator: str, outcome: str, stance: str, verdict: str
) -> None:
    found = one(nyby, indicator)
    assert (found.outcome, found.stance) == (outcome, stance)
    assert verdict in found.sentence


@pytest.mark.parametrize(
    ("operator", "value", "figure", "kept"),
    [
        ("at_most", 84, "84", True), ("at_most", 84, "84.1", False), ("at_least", 2.5, "2.5", True),
        ("at_least", 2.5, "2.49", False), ("every", 100, "100", True), ("every", 100, "99.9", False),
        ("at_most", 0.1, "0.1", True),
    ],
)  # fmt: skip
def test_norms_are_exact_at_their_limit(operator: str, value: float, figure: str, kept: bool) -> None:
    assert holds(Norm(operator=Operator(operator), value=value, unit="x"), Decimal(figure)) is kept


@given(st.sampled_from(list(Operator)), st.integers(-50, 50), st.integers(-50, 50), st.integers(0, 50))
def test_a_norm_that_is_kept_is_kept_further_on(operator: Operator, limit: int, value: int, by: int) -> None:
    norm = Norm(operator=operator, value=limit, unit="x")
    further = value - by if operator is Operator.AT_MOST else value + by
    assert not holds(norm, Decimal(value)) or holds(norm, Decimal(further))


@pytest.mark.parametrize(
    ("indicator", "expected", "said"),
    [
        ("vaule {row: Nyby}", ["Y108"], "value, change, compare_values"),
        ("value {row: Nyby}", ["T509"], "the parameter `column` is missing"),
        ("value {row: Nyby, column: f, kolonne: e}", ["T509"], "unknown parameter `kolonne`"),
        ("share {row: Nyby, column: f}", ["T509"], "give one of of_row, of_column"),
        ("share {row: Nyby, column: f, of_row: Sum, of_column: e}", ["T509"], "give one of"),
        ("value {row: Nybo, column: f}", ["T507"], "has no row `Nybo` (did you mean Nyby?)"),
        ('value {row: Nyby, column: "2021"}', ["T507"], "has no column `2021`"),
        ('change {row: Nyby, from: "2022", to: f}', ["T504"], "no unit"),
        ("share {row: Nyby, column: andel, of_column: e}", ["T504"], "prosent"),
        ('norm {row: Nyby, column: "2023"}', ["T509"], "the criterion has no norm in force"),
        ('norm {row: Nyby, column: "2023"}; criterion: K3', ["T509"], "the criterion has no norm in force"),
        ("norm {row: Nyby, column: andel}; criterion: K1", ["T504"], "dager"),
        ("unavailable {}", ["T509"], "the parameter `reason` is missing"),
        ("change {row: Nybo, from: x, to: y}", ["T507", "T507", "T507"], ""),
    ],
)
def test_an_indicator_that_names_what_is_not_there(
    nyby: Nyby, indicator: str, expected: list[str], said: str
) -> None:
    measurements, problems = run(nyby, indicator)
    assert (measurements, codes(problems)) == ([], expected)
    assert said in problems[0].message
    assert {each.at.file for each in problems} == {"statistics/nyby/indicators.yaml"}


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
    assert all(f"`{name} {{" in formats for name in LIBRARY)


# --- file reviews ---


def review(nyby: Nyby) -> Measurement:
    found, problems = measure(nyby.inputs())
    assert problems == []
    return next(each for each in found if each.id == "G1.a1")


def test_a_review_counts_its_cases(nyby: Nyby) -> None:
    found = review(nyby)
    assert (found.count, found.n, found.unit) == (8, 18, "prosent")
    assert (found.criterion, found.topic, found.table) == ("K2", "", "mapper")
    assert round(found.value or 0, 1) == Decimal("44.4")
    assert found.rows == tuple(f"S{number}" for number in range(9, 19))
    assert [each.line for each in found.cells] == list(range(10, 20))
    assert found.interval is not None
    assert [round(each, 1) for each in found.interval] == [Decimal("21.5"), Decimal("69.2")]
    assert found.sentence.startswith("I 8 av 18 mapper var det gitt svar (44 prosent; 95 % KI 22–69).")


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("simple", "Tallet gjelder Søknader i 2023."),
        ("systematic", "Tallet gjelder Søknader i 2023."),
        ("stratified", "Tallet gjelder Søknader i 2023."),
        ("unknown", "Det er ikke beskrevet hvordan de ble valgt ut; tallet gjelder derfor bare disse 18."),
        ("judgement", "De er valgt ut etter skjønn; tallet gjelder derfor bare disse 18."),
    ],
)
def test_how_the_cases_were_drawn_decides_what_is_said_of_the_rest(nyby: Nyby, method: str, said: str) -> None:
    nyby.change("reviews.yaml", "method: unknown", f"method: {method}")
    assert said in review(nyby).sentence


@pytest.mark.parametrize(
    ("criterion", "answer", "outcome", "stance"),
    [
        ("K2", "nei", "not_met", "deviates"),
        ("K2", "ja", "met", "meets"),
        ("K1", "nei", "described", "context"),
        ("K3", "nei", "described", "context"),
    ],
)
def test_only_a_norm_for_every_case_decides(
    nyby: Nyby, criterion: str, answer: str, outcome: str, stance: str
) -> None:
    nyby.change("reviews.yaml", "criterion: K2", f"criterion: {criterion}")
    nyby.change("mapper.csv", ";nei", f";{answer}")
    found = review(nyby)
    assert (found.outcome, found.stance) == (outcome, stance)


def test_missing_and_not_applicable_cases_are_left_out(nyby: Nyby) -> None:
    nyby.change("reviews.yaml", "deviates: [nei]", "deviates: [nei], not_applicable: [ikke aktuelt]")
    nyby.change("mapper.csv", "S1;ja", "S1;")
    nyby.change("mapper.csv", "S18;nei", "S18;ikke aktuelt")
    found = review(nyby)
    assert (found.count, found.n) == (7, 16)
    assert "I 1 mangler opplysningen; de er ikke regnet med." in found.sentence


def test_a_review_without_answers_is_untested(nyby: Nyby) -> None:
    nyby.write("mapper.csv", "sak;svar\nS1;\nS2;\n")
    found = review(nyby)
    assert (found.outcome, found.stance, found.value) == (Outcome.UNTESTED, Stance.CONTEXT, None)
    assert found.reason == "ingen av 2 mapper har et svar på dette"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected", "line"),
    [
        ("mapper.csv", "S2;ja", "S2;kanskje", ["T510"], 3),
        ("reviews.yaml", "column: svar", "column: svaret", ["T507"], 10),
        ("reviews.yaml", "key: sak", "key: saksnr", ["T507"], 6),
        ("reviews.yaml", "table: mapper", "table: mappe", ["T508"], 4),
    ],
)
def test_a_review_that_does_not_fit_its_table(
    nyby: Nyby, file: str, old: str, new: str, expected: list[str], line: int
) -> None:
    nyby.change(file, old, new)
    measurements, problems = measure(nyby.inputs())
    assert codes(problems) == expected
    assert (problems[0].at.file.rpartition("/")[2], problems[0].at.line) == (file, line)
    assert "G1.a1" not in [each.id for each in measurements]
