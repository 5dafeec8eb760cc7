"""In the public edition small counts of people cannot be worked out, and cases have no names of their own."""

from decimal import Decimal

import pytest

from auditlib.editions import public_inputs
from auditlib.editions.cells import HIDDEN
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.report.build import Builder
from auditlib.workspace import Inputs, read_inputs
from tests.builders import AUDIT, Nyby

PACKAGE = f"statistics/{AUDIT}/datapackage.yaml"
RESOURCE = """\
  - name: barn
    title: Barn etter alder
    path: barn.csv
    dialect: {delimiter: ";"}
    sources: [Nyby]
    status: final
    people: {counted: barn, total_row: I alt, total_column: sum}
    schema:
      primaryKey: bydel
      fields:
        - {name: bydel, type: string}
        - {name: små, type: integer}
        - {name: store, type: integer}
        - {name: sum, type: integer}
        - {name: andel, type: number, unit: prosent}
"""
ROWS = (
    "bydel;små;store;sum;andel\nNord;2;20;22;9,1\nSør;15;30;45;33,3\nVest;18;12;30;60,0\nØst;17;25;42;40,5\n"
    "I alt;52;87;139;37,4\n"
)


def add_people(nyby: Nyby, rows: str = ROWS) -> Inputs:
    package = (nyby.root / PACKAGE).read_text(encoding="utf-8")
    nyby.write(PACKAGE, package + RESOURCE)
    nyby.write(f"statistics/{AUDIT}/barn.csv", rows)
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs is not None, problems
    assert "barn" in inputs.tables, problems
    return inputs


def cells(inputs: Inputs, table: str = "barn") -> dict[tuple[str, str], str]:
    found = inputs.tables[table]
    numeric = [each.name for each in found.columns if each.numeric]
    return {(row, name): found.cell(row, name) for row in found.names() for name in numeric}


def test_a_small_count_is_hidden_with_others_so_that_no_sum_gives_it_away(nyby: Nyby) -> None:
    shown = cells(public_inputs(add_people(nyby)))
    hidden = {place for place, text in shown.items() if text == HIDDEN and place[1] != "andel"}
    assert ("Nord", "små") in hidden
    for line in ("Nord", "Sør", "Vest", "Øst", "I alt"):  # one hidden cell in a sum would follow from the others
        assert len([place for place in hidden if place[0] == line]) != 1
    for column in ("små", "store", "sum"):
        assert len([place for place in hidden if place[1] == column]) != 1
    assert shown["I alt", "sum"] == "139"


def test_shares_of_a_row_with_a_hidden_count_are_hidden_too(nyby: Nyby) -> None:
    shown = cells(public_inputs(add_people(nyby)))
    for row in ("Nord", "Sør", "Vest", "Øst"):
        gone = any(shown[row, name] == HIDDEN for name in ("små", "store", "sum"))
        assert (shown[row, "andel"] == HIDDEN) == gone


def test_a_hidden_cell_is_missing_and_not_nought(nyby: Nyby) -> None:
    table = public_inputs(add_people(nyby)).tables["barn"]
    assert table.number("Nord", "små") is None
    assert table.number("I alt", "sum") == Decimal(139)


def test_large_counts_stay(nyby: Nyby) -> None:
    inputs = add_people(nyby, ROWS.replace("Nord;2;20;22", "Nord;8;20;28").replace("52;87;139", "58;87;145"))
    assert cells(public_inputs(inputs)) == cells(inputs)


@pytest.mark.parametrize(
    "rows",
    [ROWS.replace("Sør;15", "Sør;").replace("I alt;52", "I alt;52"), ROWS.replace("Sør;15;30;45", "Sør;-1;30;29")],
    ids=["a missing count", "a negative count"],
)
def test_a_table_that_cannot_be_protected_is_not_shown(nyby: Nyby, rows: str) -> None:
    shown = cells(public_inputs(add_people(nyby, rows)))
    assert {text for (_, name), text in shown.items() if name in ("små", "store", "sum")} == {HIDDEN}


def test_cases_of_a_file_review_lose_their_numbers(nyby: Nyby) -> None:
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs is not None, problems
    review = inputs.reviews[0]
    shown = public_inputs(inputs).tables[review.table]
    assert set(shown.names()).isdisjoint(inputs.tables[review.table].names())
    assert len(shown.names()) == len(inputs.tables[review.table].names())


def test_tables_that_do_not_count_people_are_as_they_were(nyby: Nyby) -> None:
    inputs = add_people(nyby)
    others = inputs.tables.keys() - {"barn", *(each.table for each in inputs.reviews)}
    assert others
    for name in others:
        assert public_inputs(inputs).tables[name] == inputs.tables[name]


def test_the_report_marks_hidden_cells_and_says_why(nyby: Nyby) -> None:
    inputs = add_people(nyby)
    mapped = [Mapped(each, measure(each)[0]) for each in (inputs, public_inputs(inputs))]
    internal, public = (
        Builder(each, internal=place == 0).table(each.inputs.tables["barn"]) for place, each in enumerate(mapped)
    )
    assert HIDDEN not in {cell for row in internal.rows for cell in row}
    assert HIDDEN in {cell for row in public.rows for cell in row}
    assert [note for note in public.notes if "lite antall personer" in note]
    assert not [note for note in internal.notes if "lite antall personer" in note]
