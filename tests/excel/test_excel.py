"""The workbook of an audit: what stands in it, as which types, and what must not get out."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.excel import Book, Column, Sheet, book_of, workbook_bytes
from auditlib.excel.write import MOST_CHARACTERS
from auditlib.language import LANGUAGES, Language, speaking
from auditlib.workbench import load
from tests.cli.calls import AUDIT, call, change

SHEETS = [
    "Forside", "Matrise", "Bevis", "Indikatorer", "Vurderinger", "Funn", "Konklusjoner", "Anbefalinger", "Koblinger",
]  # fmt: skip
DAY = datetime(2024, 6, 3).date()


@pytest.fixture(scope="module")
def books(template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Any]:
    """The internal and the public workbook of the worked example, by `public`."""
    folder = tmp_path_factory.mktemp("excel")
    assert call("excel", AUDIT, "-w", template, "-o", folder / "a.xlsx").exit_code == 0
    assert call("excel", AUDIT, "-w", template, "--public", "-o", folder / "b.xlsx").exit_code == 0
    return {False: openpyxl.load_workbook(folder / "a.xlsx"), True: openpyxl.load_workbook(folder / "b.xlsx")}


def rows(book: Any, sheet: str) -> dict[Any, dict[str, Any]]:
    """A sheet's rows by their first cell."""
    heading, *lines = book[sheet].iter_rows(values_only=True)
    return {line[0]: dict(zip(heading, line, strict=True)) for line in lines}


def written(*values: Any) -> Any:
    """The cells of a sheet with one row, as they are read back."""
    columns = tuple(Column(f"kolonne {place}") for place, _ in enumerate(values))
    book = Book("Prøve", (), (Sheet("Ark", "Ark", "Om arket.", columns, (values,)),), {}, DAY)
    return openpyxl.load_workbook(BytesIO(workbook_bytes(book)))["Ark"][2]


def test_the_sheets_of_both_editions(books: dict[bool, Any]) -> None:
    assert books[False].sheetnames == [*SHEETS, "Problemer"]
    assert books[True].sheetnames == SHEETS


def test_each_sheet_is_a_table_with_a_frozen_heading_and_a_filter(books: dict[bool, Any]) -> None:
    for sheet in books[False].worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter.ref == table.ref
        heading = [cell.value for cell in sheet[1]]
        assert [each.name for each in table.tableColumns] == heading
        assert len(set(heading)) == len(heading), sheet.title
        assert all(width.width >= 10 for width in sheet.column_dimensions.values())


def test_the_matrix_counts_the_evidence_of_the_register(books: dict[bool, Any]) -> None:
    register = rows(books[False], "Bevis")
    for id_, row in rows(books[False], "Matrise").items():
        about = [each for each in register.values() if each["Kriterium"] == id_]
        assert row["Bevis"] == len(about)
        assert row["Avvik"] == sum(each["Holdning"] == "avvik" for each in about)
        assert row["Intervju"] == sum(each["Slag"] == "intervju" for each in about)


def test_numbers_are_numbers_and_dates_are_dates(books: dict[bool, Any]) -> None:
    indicators = rows(books[False], "Indikatorer")
    assert {type(each["Verdi"]) for each in indicators.values() if each["Verdi"] is not None} <= {int, float}
    review = next(each for each in indicators.values() if each["n"])
    assert isinstance(review["Antall"], int)
    assert review["Nedre grense"] < review["Verdi"] < review["Øvre grense"]
    assert review["Konfidensnivå"] == 0.95
    untested = indicators["M5"]
    assert (untested["Verdi"], untested["n"], untested["Utfall"]) == (None, None, "kunne ikke testes")
    assert all(isinstance(each["Dato"], datetime) for each in rows(books[False], "Vurderinger").values())


def test_ids_lead_to_their_rows(books: dict[bool, Any]) -> None:
    book, followed = books[False], 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            name, _, address = cell.hyperlink.location.rpartition("!")
            target = book[name.strip("'")][address]
            assert target.value == cell.value or sheet.title == "Forside"
            followed += 1
    assert followed > 200


def test_texts_are_as_the_report_prints_them(books: dict[bool, Any]) -> None:
    finding = rows(books[False], "Funn")["F1"]
    assert "{{" not in " ".join(str(each) for each in finding.values())
    assert finding["Taler for"] > 0


def test_problems_are_those_of_check(books: dict[bool, Any]) -> None:
    assert set(rows(books[False], "Problemer")) == {"C705", "C706", "C708"}


def test_nothing_internal_is_in_the_public_workbook(books: dict[bool, Any]) -> None:
    headings = {cell.value for sheet in books[True].worksheets for cell in sheet[1]}
    assert not headings & {"Sted i filene", "Arbeidsnotat", "Vurdert av", "Melding"}
    said = "\n".join(str(v) for sheet in books[True].worksheets for row in sheet.values for v in row if v)
    assert "saksbehandler-1" not in said
    assert ".yaml" not in said


def test_a_leak_stops_the_public_workbook_and_takes_the_earlier_one_away(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "ut.xlsx"
    assert call("excel", AUDIT, "-w", workspace, "--public", "-o", target).exit_code == 0
    change(workspace, f"findings/{AUDIT}/findings.yaml", "title: ", "title: Spør kari@nyby.example om ")
    refused = call("excel", AUDIT, "-w", workspace, "--public", "-o", target)
    assert refused.exit_code == 1
    assert "ut.xlsx" in refused.output
    assert "e-mail address" in refused.output
    assert not target.exists()
    assert call("excel", AUDIT, "-w", workspace, "-o", target).exit_code == 0


def test_the_same_files_give_the_same_bytes(template: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert call("excel", AUDIT, "-w", template, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_errors_in_the_files_and_a_wrong_name_write_nothing(workspace: Path, tmp_path: Path) -> None:
    assert call("excel", AUDIT, "-w", workspace, "-o", tmp_path / "a.xls").exit_code == 2
    assert call("excel", AUDIT, "-w", workspace, "-o", tmp_path / "borte" / "a.xlsx").exit_code == 2
    change(workspace, f"findings/{AUDIT}/findings.yaml", "criteria: [", "criteria: [K99, ")
    broken = call("excel", AUDIT, "-w", workspace, "-o", tmp_path / "a.xlsx")
    assert broken.exit_code == 1
    assert "K99" in broken.output
    assert not list(tmp_path.glob("*.xls*"))


@pytest.mark.parametrize("words", ["=1+1", "+47", "-3", "@navn", "=HYPERLINK(\"x\")", "\t=1"])
def test_text_is_never_a_formula(words: str) -> None:
    (cell,) = written(words)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@settings(max_examples=60)
def test_any_text_can_be_written(words: str) -> None:
    (cell,) = written(words)
    assert cell.data_type in ("s", "n")
    assert cell.data_type == "s" or cell.value is None


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    (cell,) = written("a" * (MOST_CHARACTERS + 1))
    assert len(cell.value) == MOST_CHARACTERS
    assert cell.value.endswith("a […] Teksten er kuttet, fordi en celle ikke rommer mer.")


def test_a_sheet_without_rows_is_a_table_all_the_same() -> None:
    book = Book("Prøve", (), (Sheet("Ark", "Ark", "", (Column("a"), Column("b")), ()),), {}, DAY)
    read = openpyxl.load_workbook(BytesIO(workbook_bytes(book)))["Ark"]
    assert [table.ref for table in read.tables.values()] == ["A1:B2"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_headings_and_names_are_unique_and_fit_in_every_language(template: Path, code: Language) -> None:
    loaded = load(AUDIT, template)
    with speaking(code):
        book = book_of(loaded.mapped, loaded.problems, internal=True)
        read = openpyxl.load_workbook(BytesIO(workbook_bytes(book)))
    assert len({each.name for each in book.sheets}) == len(book.sheets)
    assert all(len(name) <= 31 for name in read.sheetnames)
    for sheet in book.sheets:
        headings = [each.title for each in sheet.columns]
        assert len({each.lower() for each in headings}) == len(headings), sheet.name
