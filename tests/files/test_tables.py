"""Tables: every cell checked against its column, a missing one never 0, and each with its place."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.files.tables import read_table
from auditlib.files.yaml import parse_yaml
from auditlib.numbers import format_number
from auditlib.problems import Problem
from auditlib.tables import Resource, Table
from tests.builders import codes

RESOURCE = """\
name: svartid
title: Svartid
path: svartid.csv
sources: [Fagsystemet]
status: final
schema:
  fields:
    - {name: kontor, type: string, title: Kontor}
    - {name: antall, type: integer, unit: saker}
    - {name: andel, type: number, unit: prosent, decimals: 1}
    - {name: dato, type: date}
  primaryKey: kontor
  missingValues: ["", "-", ":", ".."]
"""
HEADING = "kontor;antall;andel;dato\n"


def resource(text: str = RESOURCE) -> Resource:
    read = parse_yaml(text, "datapackage.yaml", Resource, problems := [])
    assert read, problems
    return read


def table(folder: Path, content: str, yaml: str = RESOURCE) -> tuple[Table | None, list[Problem]]:
    (folder / "svartid.csv").write_text(content, encoding="utf-8", newline="")
    problems: list[Problem] = []
    return read_table(resource(yaml), folder, "statistics/nyby", problems), problems


def good(folder: Path, content: str, yaml: str = RESOURCE) -> Table:
    read, problems = table(folder, content, yaml)
    assert problems == []
    assert read is not None
    return read


def test_cells_are_kept_as_printed_and_read_as_numbers(tmp_path: Path) -> None:
    read = good(tmp_path, HEADING + "Nyby; 1\u00a0498 ;48,6 %;2024-05\nNord;−3;0,0;2024-05-12\n")
    assert read.names() == ("Nyby", "Nord")
    assert read.cell("Nyby", "antall") == "1\u00a0498"
    assert [read.number("Nyby", name) for name in ("antall", "andel")] == [Decimal(1498), Decimal("48.6")]
    assert [read.number("Nord", name) for name in ("antall", "andel")] == [Decimal(-3), Decimal(0)]
    assert [read.decimals("Nyby", name) for name in ("antall", "andel", "kontor")] == [0, 1, 0]


def test_decimals_are_those_declared_else_those_printed(tmp_path: Path) -> None:
    rows = "Nyby;1;48,65;2024\n"
    declared, printed = RESOURCE, RESOURCE.replace(", decimals: 1", "")
    assert good(tmp_path, HEADING + rows, declared).decimals("Nyby", "andel") == 1
    assert good(tmp_path, HEADING + rows, printed).decimals("Nyby", "andel") == 2


@pytest.mark.parametrize("mark", ["", "-", ":", "..", " : "])
def test_a_mark_for_missing_is_never_0(tmp_path: Path, mark: str) -> None:
    read = good(tmp_path, f"{HEADING}Nyby;{mark};{mark};{mark}\n")
    assert [read.number("Nyby", name) for name in ("antall", "andel", "dato")] == [None, None, None]


@pytest.mark.parametrize(
    ("row", "code", "column", "said"),
    [
        ("Nyby;mange;1;2024", "T503", 2, "`mange` is not a number"),
        ("Nyby;1.498;1;2024", "T503", 2, "`1.498`"),
        ("Nyby;0301;1;2024", "T503", 2, "`0301`"),
        ("Nyby;1;1,2,3;2024", "T503", 3, "`1,2,3`"),
        ("Nyby;*;1;2024", "T503", 2, "missingValues"),
        ("Nyby;12,5;1;2024", "T512", 2, "`12,5` is not a whole number"),
        ("Nyby;12 %;1;2024", "T504", 2, "the cell is in percent, the column in saker"),
        ("Nyby;1;1;2024-13", "D201", 4, "`2024-13` is not a date"),
        ("Nyby;1;1;12.05.2024", "D201", 4, "`12.05.2024`"),
        (";1;1;2024", "Y107", 1, "the value is empty"),
        ("Nyby;1;1", "T505", 0, "the row has 3 cells, the heading 4"),
        ("Nyby;1;1;2024;5", "T505", 0, "the row has 5 cells, the heading 4"),
    ],
)
def test_a_cell_that_does_not_fit_its_column(tmp_path: Path, row: str, code: str, column: int, said: str) -> None:
    read, (problem,) = table(tmp_path, f"{HEADING}Nord;1;1;2024\n\n{row}\n")
    assert read is None
    assert (problem.code, problem.at.file, problem.at.line, problem.at.column) == (
        code, "statistics/nyby/svartid.csv", 4, column,
    )  # fmt: skip
    assert said in problem.message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("kontor;antall;andel\nNyby;1;1\n", ["T501"]),
        ("kontor;antall;andel;Dato;x\nNyby;1;1;2;3\n", ["T501", "T502", "T502"]),
        ("kontor;antall;andel;dato;antall\nNyby;1;1;2024;2\n", ["Y103"]),
        (HEADING, ["T513"]),
        (f"{HEADING}Nyby;1;1;2024\nNyby ;2;2;2024\n", ["T506"]),
        (f"{HEADING}Nyby;x;y;z\nNord;1\n", ["T503", "T503", "D201", "T505"]),
        (";;;\n \n", ["F002"]),
        ("", ["F002"]),
        (f'{HEADING}"Nyby;1;1;2024\nNord;1;1;2024\n', ["F009"]),
        ("kontor,antall,andel,dato\nNyby,1,1,2024\n", ["T501", "T501", "T501", "T501", "T502"]),
        ("kontor;antall\r\nNyby;1\r\n", ["F005"]),
    ],
)
def test_a_table_that_is_not_the_declared_one(tmp_path: Path, content: str, expected: list[str]) -> None:
    read, problems = table(tmp_path, content)
    assert read is None
    assert codes(problems) == expected


@pytest.mark.parametrize(
    ("old", "new", "content", "expected"),
    [
        ("status: final", 'status: final\ndialect: {delimiter: ","}', 'kontor,antall,andel,dato\nNyby,1,"1,5",\n', []),
        ("primaryKey: kontor", "primaryKey: enhet", f"{HEADING}Nyby;1;1;2024\n", ["T501"]),
        ("path: svartid.csv", "path: borte.csv", f"{HEADING}Nyby;1;1;2024\n", ["F001"]),
        ("path: svartid.csv", "path: ../svartid.csv", f"{HEADING}Nyby;1;1;2024\n", ["F009"]),
        ("path: svartid.csv", "path: /svartid.csv", f"{HEADING}Nyby;1;1;2024\n", ["F009"]),
    ],
)
def test_the_declaration_decides(tmp_path: Path, old: str, new: str, content: str, expected: list[str]) -> None:
    read, problems = table(tmp_path, content, RESOURCE.replace(old, new))
    assert codes(problems) == expected
    assert (read is None) is bool(expected)


@pytest.mark.parametrize(("row", "column"), [("Nybe", "antall"), ("Nyby", "antal")])
def test_explanations_name_cells_that_exist(tmp_path: Path, row: str, column: str) -> None:
    notes = f"explanations:\n  - {{row: {row}, column: {column}, text: Talt to ganger.}}\n"
    for key in ("explanations", "acknowledged"):
        read, problems = table(tmp_path, f"{HEADING}Nyby;1;1;2024\n", RESOURCE + notes.replace("explanations", key))
        assert (read, codes(problems)) == (None, ["T507"])


def test_a_cell_knows_its_place_in_the_file_whatever_the_order_of_the_columns(tmp_path: Path) -> None:
    read = good(tmp_path, 'dato;antall;kontor;andel\n2024;1;"Ny\nby";1\n\n2024;2;Nord;2\n')
    assert str(read.place("Nord", "antall")) == "statistics/nyby/svartid.csv:5:2"
    assert read.place("Nord", "kontor").column == 3
    assert read.place("Ny\nby", "andel").line == 2
    with pytest.raises(KeyError):
        read.cell("Sør", "antall")


def workbook(folder: Path, *rows: list[object], sheet: str = "Ark1") -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(folder / "svartid.xlsx")


def test_a_workbook_is_read_as_a_csv_file(tmp_path: Path) -> None:
    workbook(tmp_path, ["kontor", "antall", "andel", "dato"], ["Nyby", 1498, 48.6, None], [], ["Nord", None, 0.1, None])
    problems: list[Problem] = []
    read = read_table(resource(RESOURCE.replace(".csv", ".xlsx")), tmp_path, "statistics/nyby", problems)
    assert problems == []
    assert read is not None
    assert [read.cell("Nyby", name) for name in ("antall", "andel", "dato")] == ["1498", "48,6", ""]
    assert read.number("Nord", "antall") is None
    assert str(read.place("Nord", "andel")) == "statistics/nyby/svartid.xlsx:4:3"


@pytest.mark.parametrize("kind", ["missing", "broken", "no such sheet", "far cell", "bad cell"])
def test_a_workbook_that_cannot_be_used(tmp_path: Path, kind: str) -> None:
    path, heading = tmp_path / "svartid.xlsx", ["kontor", "antall", "andel", "dato"]
    if kind == "broken":
        path.write_bytes(b"PK\x03\x04 not a workbook")
    elif kind == "far cell":
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active["XFD1048576"] = 1
        book.save(path)
    elif kind != "missing":
        workbook(tmp_path, heading, ["Nyby", "mange", 1, None])
    yaml = RESOURCE.replace(".csv", ".xlsx") + ("sheet: Ark2\n" if kind == "no such sheet" else "")
    problems: list[Problem] = []
    assert read_table(resource(yaml), tmp_path, "statistics/nyby", problems) is None
    assert codes(problems) == [{"missing": "F001", "bad cell": "T503"}.get(kind, "F009")]
    assert str(tmp_path) not in problems[0].message


@given(st.lists(st.decimals(-(10**9), 10**9, places=1), min_size=1, max_size=5))
def test_numbers_read_back_as_written(tmp_path_factory: pytest.TempPathFactory, numbers: list[Decimal]) -> None:
    rows = "".join(f"r{place};1;{format_number(value, 1)};\n" for place, value in enumerate(numbers))
    read = good(tmp_path_factory.getbasetemp(), HEADING + rows)
    assert [read.number(f"r{place}", "andel") for place in range(len(numbers))] == numbers
