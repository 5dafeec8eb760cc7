"""What a workbook tells beside its values is said with the cell's address, and is never read as something else."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from auditlib.files.sheet_facts import address
from auditlib.files.tables import read_table
from auditlib.files.workbooks import WorkbookError, read_sheet, read_workbook
from auditlib.problems import Problem
from auditlib.tables import Table
from tests.files.test_tables import RESOURCE, codes, resource

HEADING = ["kontor", "antall", "andel", "dato"]


def book(folder: Path, *rows: list[object], sheet: str = "Ark1") -> tuple[Any, Any]:
    made = openpyxl.Workbook()
    active = made.active
    assert active is not None
    active.title = sheet
    for row in (HEADING, *rows):
        active.append(row)
    return made, active


def read(made: Any, folder: Path) -> tuple[Table | None, list[Problem]]:
    made.save(folder / "svartid.xlsx")
    problems: list[Problem] = []
    return read_table(resource(RESOURCE.replace(".csv", ".xlsx")), folder, "statistics/nyby", problems), problems


@pytest.mark.parametrize(
    ("place", "said"),
    [((7, 2, "Ark1"), "Ark1!B7"), ((7, 0, "Ark1"), "Ark1!7:7"), ((1, 27, ""), "AA1"), ((1, 702, ""), "ZZ1"),
     ((1, 703, ""), "AAA1"), ((2, 1, "Tabell 1"), "'Tabell 1'!A2"), ((2, 1, "Lars' ark"), "'Lars'' ark'!A2")],
)  # fmt: skip
def test_addresses_are_those_of_a_spreadsheet(place: tuple[int, int, str], said: str) -> None:
    assert address(*place) == said


def test_a_bad_cell_is_told_with_its_address(tmp_path: Path) -> None:
    made, _ = book(tmp_path, ["Nyby", "mange", 1, None], ["Nyby", 1.5, "x", "i mai"], sheet="Tabell 1")
    table, problems = read(made, tmp_path)
    assert table is None
    assert [(each.code, each.at.cell) for each in problems] == [
        ("T503", "'Tabell 1'!B2"), ("T506", "'Tabell 1'!A3"), ("T512", "'Tabell 1'!B3"), ("T503", "'Tabell 1'!C3"),
        ("D201", "'Tabell 1'!D3"),
    ]  # fmt: skip
    assert str(problems[0]).endswith("['Tabell 1'!B2, row 2, column antall]")
    assert problems[0].as_row()["where"] == "'Tabell 1'!B2, row 2, column antall"


def test_places_in_a_table_have_addresses_and_those_of_a_csv_file_none(tmp_path: Path) -> None:
    made, _ = book(tmp_path, [], ["Nord", 3, 1.5, None])
    table, problems = read(made, tmp_path)
    assert problems == []
    assert table is not None
    assert table.place("Nord", "andel").cell == "Ark1!C3"
    (tmp_path / "svartid.csv").write_text("kontor;antall;andel;dato\nNord;3;1,5;\n", encoding="utf-8")
    plain = read_table(resource(RESOURCE), tmp_path, "statistics/nyby", problems)
    assert plain is not None
    assert plain.place("Nord", "andel").cell == ""


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("0%", 0.29, "29 %"), ("0.0%", 0.29, "29,0 %"), ("0.0%", 0.29123, "29,123 %"),
     ("0.0 %;[Red]-0.0 %", -0.5, "-50,0 %"), ("0000", 301, "0301"),
     ('0.0"%"', 29.0, "29"), ("0.00", 29.0, "29"), ("General", 0.29, "0,29")],
)  # fmt: skip
def test_numbers_are_read_as_they_are_shown(tmp_path: Path, code: str, value: float, text: str) -> None:
    made, sheet = book(tmp_path, ["Nyby", 1, value, None])
    sheet["C2"].number_format = code
    made.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx")[1][2] == text


def test_percent_in_a_column_of_counts_is_a_wrong_unit(tmp_path: Path) -> None:
    made, sheet = book(tmp_path, ["Nyby", 1, 0.29, None], ["Nord", 0.5, 0.3, None])
    sheet["C2"].number_format = sheet["C3"].number_format = sheet["B3"].number_format = "0%"
    table, problems = read(made, tmp_path)
    assert table is None
    assert [(each.code, each.at.cell) for each in problems] == [("T504", "Ark1!B3")]


def test_an_error_is_text_in_its_cell_and_never_empty(tmp_path: Path) -> None:
    made, sheet = book(tmp_path, ["Nyby", 1, "#DIV/0!", None])
    sheet["C2"].data_type = "e"
    table, problems = read(made, tmp_path)
    assert table is None
    assert [str(each) for each in problems] == [
        "statistics/nyby/svartid.xlsx:2:3: T503 `#DIV/0!` is not a number (Norwegian numbers as 1 498 or 29,0; list "
        "marks such as `:` under missingValues) [Ark1!C2, row 2, column andel]"
    ]


def test_a_date_in_a_column_of_numbers_is_no_number(tmp_path: Path) -> None:
    made, _ = book(tmp_path, ["Nyby", 1, date(2023, 5, 1), date(2023, 5, 1)])
    table, problems = read(made, tmp_path)
    assert table is None
    assert [(each.code, each.at.cell) for each in problems] == [("T503", "Ark1!C2")]


def test_a_formula_without_a_value_stops_the_table(tmp_path: Path) -> None:
    made, _ = book(tmp_path, ["Nyby", "=1+1", 1, None])
    table, problems = read(made, tmp_path)
    assert table is None
    assert [(each.code, each.at.cell) for each in problems] == [("T524", "Ark1!B2")]
    with pytest.raises(WorkbookError, match="formulas without a value in Ark1: B2; open it in a spreadsheet"):
        read_sheet(tmp_path / "svartid.xlsx")


def test_merged_cells_in_the_table_stop_it_and_a_title_above_does_not(tmp_path: Path) -> None:
    made, sheet = book(tmp_path, ["Nyby", 1, 1, None], ["Nord", 1, 1, None])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("J1:L9")
    sheet.merge_cells("A9:B9")
    _, problems = read(made, tmp_path)
    assert [(each.code, each.at.cell) for each in problems if each.code == "T525"] == [("T525", "Ark1!A2")]


def test_what_is_hidden_is_said_and_read(tmp_path: Path) -> None:
    made, sheet = book(tmp_path, ["Nyby", 1, 1, None], ["Nord", 1, 1, None])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[40].hidden = True
    sheet.column_dimensions["B"].hidden = sheet.column_dimensions["M"].hidden = True
    made.create_sheet("Annet")
    made.active = 1
    sheet.sheet_state = "hidden"
    table, problems = read(made, tmp_path)
    assert codes(problems) == ["T526"] * 3
    assert table is not None
    assert table.names() == ("Nyby", "Nord")
    assert [each.message.partition(" is hidden")[0] for each in problems] == ["the sheet Ark1", "row 3", "column B"]


def test_the_facts_are_those_of_the_sheet_that_is_read(tmp_path: Path) -> None:
    made, _ = book(tmp_path, ["Nyby", "=1", 1, None])
    made.create_sheet("To").append(["a", 1])
    made.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx", "To")[1].unreckoned == []
    assert read_workbook(tmp_path / "a.xlsx")[1].unreckoned == [(2, 2)]
