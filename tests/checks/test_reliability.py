"""Data reliability in an audit: which series and cases are tested, and what the table itself says of them."""

from pathlib import Path

import pytest

from auditlib.checks.reliability import ExaminedTable, examine_tables, seed_of
from auditlib.stats import Breaks, Missing, NotTested, PeriodGaps
from auditlib.workbench import load
from tests.builders import Nyby

YEARS = [str(year) for year in range(2010, 2020)]


def add_table(nyby: Nyby, rows: list[str], columns: list[str], more: str = "", kind: str = "number") -> None:
    """Add a table of numbers to the audit, with its rows as text."""
    nyby.write("statistics/nyby/serie.csv", "\n".join([";".join(["enhet", *columns]), *rows]) + "\n")
    fields = "".join(f'        - {{name: "{name}", type: {kind}}}\n' for name in columns)
    nyby.change("datapackage.yaml", "resources:\n", (
        "resources:\n  - name: serie\n    title: Serien\n    path: serie.csv\n    sources: [x]\n    status: final\n"
        f"{more}    schema:\n      fields:\n        - {{name: enhet, type: string}}\n{fields}"
        '      primaryKey: enhet\n      missingValues: ["", ":"]\n'
    ))  # fmt: skip


def examined(nyby: Nyby, *, numbered: bool = False) -> dict[str, ExaminedTable]:
    tested, _ = examine_tables(nyby.mapped().inputs, numbered=numbered)
    return {each.table.resource.name: each for each in tested}


def kinds_of(table: ExaminedTable) -> set[str]:
    return {each.test for each in (*table.examination.results, *table.examination.refusals)}


def result(table: ExaminedTable, test: str, subject: str = "") -> object:
    return next(each for each in table.examination.results if (each.test, each.subject) == (test, subject))


def test_the_seed_is_the_day_of_publication(nyby: Nyby) -> None:
    assert seed_of(nyby.mapped().inputs.audit) == 20240601


LEVELS = [10, 11, 9, 10, 12, 30, 31, 29, 32, 30]
STEADY = [10, 12, 14, 16, 18, 20, 22, 24, 26, 28]


def row(name: str, values: list[int]) -> str:
    return ";".join([name, *map(str, values)])


def test_an_undeclared_break_is_flagged_and_a_steady_rise_is_not(nyby: Nyby) -> None:
    add_table(nyby, [row("Nyby", LEVELS), row("Storvik", STEADY)], YEARS)
    found = examined(nyby)["serie"]
    assert (found.subjects, found.periods, found.hidden) == (("Nyby", "Storvik"), ("2010", "2019"), ())
    assert [(each.test, each.subject, each.places) for each in found.examination.flagged] == [
        ("breaks", "Nyby", ("2015",))
    ]
    steady = result(found, "breaks", "Storvik")
    assert isinstance(steady, Breaks)
    assert steady.steady
    assert "en jevn endring forklarer dem minst like godt som et brudd" in steady.explain().sentence


def test_a_break_the_table_declares_is_held_against_what_is_found(nyby: Nyby) -> None:
    declared = '    breaks:\n      - {column: "2015", rows: [Nyby], text: Ny telling.}\n'
    declared += '      - {column: "2015", text: Nytt skjema.}\n'
    add_table(nyby, [row("Nyby", LEVELS), row("Storvik", STEADY)], YEARS, declared)
    found = examined(nyby)["serie"]
    own = result(found, "breaks", "Nyby")
    assert isinstance(own, Breaks)
    assert [(each.label, each.status) for each in own.breaks] == [("2015", "declared and found")]
    assert "bruddet er oppgitt (2015: Ny telling; Nytt skjema)" in own.explain().sentence
    assert found.examination.flagged == ()


def test_columns_newest_first_are_read_in_order_of_time(nyby: Nyby) -> None:
    add_table(nyby, [row("Nyby", LEVELS[::-1])], YEARS[::-1])
    assert [each.places for each in examined(nyby)["serie"].examination.flagged] == [("2015",)]


def test_gaps_and_missing_values_are_said_once_for_the_table(nyby: Nyby) -> None:
    add_table(nyby, ["Nyby;1;2;3", "Storvik;4;;6"], ["2010", "2011", "2013"])
    found = examined(nyby)["serie"].examination.results
    gaps, missing = ([each for each in found if isinstance(each, kind)] for kind in (PeriodGaps, Missing))
    assert [(each.subject, each.missing) for each in gaps] == [("", ("2012",))]
    assert [each.places for each in missing] == [("2011: Storvik",)]


def test_periods_may_be_rows(nyby: Nyby) -> None:
    add_table(nyby, [f"{year}K1;{value}" for year, value in zip(YEARS, LEVELS, strict=True)], ["saker"])
    found = examined(nyby)["serie"]
    assert (found.subjects, found.periods) == (("saker",), ("2010K1", "2019K1"))
    gaps = result(found, "period_gaps")
    assert isinstance(gaps, PeriodGaps)
    assert len(gaps.missing) == 27  # three quarters of each of nine years


def test_a_series_with_a_hidden_figure_is_not_tested(nyby: Nyby) -> None:
    add_table(nyby, ["Nyby;1;:;3", "Storvik;4;5;6"], ["2010", "2011", "2012"])
    found = examined(nyby)["serie"]
    assert (found.subjects, found.hidden) == (("Storvik",), ("Nyby",))
    missing = result(found, "missing")
    assert isinstance(missing, Missing)
    assert missing.places == ()


def test_a_table_without_three_periods_is_not_tested(nyby: Nyby) -> None:
    tested, others = examine_tables(nyby.mapped().inputs)
    assert [each.resource.name for each in others] == ["svartid_tabell"]
    assert [each.table.resource.name for each in tested] == ["mapper"]


def test_what_the_review_calls_an_answer_is_not_missing(template: Path) -> None:
    (found,), _ = examine_tables(load("nyby-2024", template).inputs)
    missing = result(found, "missing")
    assert isinstance(missing, Missing)
    assert missing.incomplete == ()  # «ikke aktuelt» and «ikke sendt» are marks for missing in the table
    assert {each.subject for each in found.examination.results} == {"", "Svartid"}


@pytest.mark.parametrize(
    ("drawn", "numbered", "keys"),
    [("unknown", False, {"duplicates"}), ("all", False, {"duplicates", "number_gaps"}), ("all", True, set())],
)
def test_case_numbers_are_tested_as_the_draw_and_the_edition_allow(
    nyby: Nyby, drawn: str, numbered: bool, keys: set[str]
) -> None:
    nyby.change("reviews.yaml", "{method: unknown}", f"{{method: {drawn}}}")
    if drawn == "all":
        nyby.change("reviews.yaml", "size: 412", "size: 18")
    found = examined(nyby, numbered=numbered)["mapper"]
    assert kinds_of(found) & {"duplicates", "number_gaps"} == keys


def test_flags_are_adjusted_for_how_many_tests_were_made(nyby: Nyby) -> None:
    add_table(nyby, [row("Nyby", LEVELS)], YEARS)
    n, standing = examined(nyby)["serie"].standing
    assert (n, [each.test for each in standing]) == (4, ["breaks"])
    add_rows = [row(f"K{n}", STEADY) for n in range(9)]
    nyby.write("statistics/nyby/serie.csv", "\n".join([";".join(["enhet", *YEARS]), row("Nyby", LEVELS), *add_rows]))
    found = examined(nyby)["serie"]
    assert [each.subject for each in found.examination.flagged] == ["Nyby"]
    assert found.standing == (31, ())  # three for each rise, and one more for the row with levels


def test_a_break_that_could_not_be_looked_for_is_named(nyby: Nyby) -> None:
    declared = '    breaks:\n      - {column: "2011", text: Ny telling.}\n'
    add_table(nyby, ["Nyby;1;2;3"], ["2010", "2011", "2012"], declared)
    refused = [each for each in examined(nyby)["serie"].examination.refusals if each.test == "breaks"]
    assert refused == [NotTested("breaks", "too_few", 3, 8, ("2011: Ny telling",), "Nyby")]
