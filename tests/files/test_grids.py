"""CSV and XLSX files as grids: what is read, and what is said of files that are not tables."""

import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.checks.recalc import Grid, GridError, Row, read_grid

TABLE = Grid("svartid", ("2022", "2023"), (Row("Nord", ("40,8", "1 498"), 2), Row("Sør", ("-", "7"), 3)))


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "svartid.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def xlsx_file(folder: Path, *rows: list[object], title: str = "Ark1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    path = folder / "svartid.xlsx"
    book.save(path)
    return path


def zip_file(folder: Path, members: dict[str, str]) -> Path:
    """A zip archive with fixed dates, so that its bytes are the same every time."""
    path = folder / "svartid.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(cells: str) -> dict[str, str]:
    """The least that makes a workbook of one sheet."""
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }


@pytest.mark.parametrize(
    "content",
    [
        "enhet;2022;2023\nNord;40,8;1 498\nSør;-;7\n",
        "\ufeffenhet;2022;2023\r\nNord;40,8;1 498\r\nSør;-;7\r\n",
        'enhet,2022,2023\nNord,"40,8",1 498\nSør,-,7\n',
        "enhet;2022;2023;\nNord;40,8;1 498;\nSør;-;7;\n",
        ";2022;2023\n Nord ; 40,8 ;1 498\nSør;-;7",
    ],
    ids=["semicolon", "BOM and CRLF", "comma", "blank last column", "no corner label"],
)
def test_reads_csv(tmp_path: Path, content: str) -> None:
    assert read_grid(csv_file(tmp_path, content)) == TABLE


@pytest.mark.parametrize(
    ("content", "columns", "cells"),
    [
        ("Svar;Andel, prosent\nJa;40,8\nNei;59,2\n", ("Andel, prosent",), ["40,8", "59,2"]),
        ('navn,"a; b"\n"Nord, øst",1\nSør,2\n', ("a; b",), ["1", "2"]),
        ("navn,a; b\nNord,1\nSør,2\n", ("a; b",), ["1", "2"]),
    ],
    ids=["a decimal comma in every row", "a semicolon in a heading", "the same without quotes"],
)
def test_finds_the_delimiter(
    tmp_path: Path, content: str, columns: tuple[str, ...], cells: list[str]
) -> None:
    grid = read_grid(csv_file(tmp_path, content))
    assert grid.columns == columns
    assert [row.cells[0] for row in grid.rows] == cells


def test_lines_are_those_of_the_editor(tmp_path: Path) -> None:
    grid = read_grid(csv_file(tmp_path, '\nenhet;a\n\n"to\nlinjer";1\n;\nNord;2\n'))
    assert [(row.label, row.line) for row in grid.rows] == [("to\nlinjer", 4), ("Nord", 7)]


def test_reads_xlsx(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path,
        [],
        [None, "enhet", 2022, "andel", None, "dato"],
        [None, "Nord", 1498, 0.1 + 0.2, None, date(2024, 1, 2)],
        [],
        [None, "Sør", None, -3.25, None, None],
    )
    assert read_grid(path) == Grid(
        "svartid",
        ("2022", "andel", "dato"),
        (Row("Nord", ("1498", "0,3", "2024-01-02"), 3), Row("Sør", ("", "-3,25", ""), 5)),
    )


def test_reads_the_named_sheet(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["forside", "x"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Tall").append(["enhet", "2023"])
    book.save(path)
    assert read_grid(path).columns == ("x",)
    assert read_grid(path, "Tall").columns == ("2023",)
    with pytest.raises(GridError, match=r"no sheet `Ark9`; the workbook has: Ark1, Tall"):
        read_grid(path, "Ark9")


@given(st.lists(st.floats(min_value=-1e300, max_value=1e300), min_size=20, max_size=20))
def test_numbers_of_a_spreadsheet_have_a_decimal_comma_and_no_exponent(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    path = xlsx_file(tmp_path_factory.getbasetemp(), ["navn", *range(20)], ["Nord", *values])
    for text, value in zip(read_grid(path).rows[0].cells, values, strict=True):
        assert set(text) <= set("0123456789,-")
        assert float(text.replace(",", ".")) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        ("", 1, None, "the file is empty"),
        (" \n;;\n", 1, None, "the file is empty"),
        ("enhet\nNord\n", 1, None, "only one column"),
        ("enhet;a;b\nNord;1;2\nSør;1\n", 3, None, "2 cells where the heading has 3"),
        ("Tabell 1\nenhet;a\nNord;1\n", 2, None, "2 cells where the heading has 1"),
        ("enhet;a\nNord;40,8\nSør;41,2;9\n", 3, None, "3 cells where the heading has 2"),
        ("enhet,2022\nNord,40,8\nSør,41,2\n", 2, None, "a decimal comma must stand in quotes"),
        ("enhet;a;;b\nNord;1;2;3\n", 1, 3, "the column has no heading"),
        ('enhet;a\n"Nord;1\n', 2, None, "is a quotation mark left open"),
        (b"enhet;a\nN\xf8rd;1\n", 2, 2, "not UTF-8 (byte 0xF8)"),
        ("enhet;a\nNord;1\n".encode("utf-16"), 1, 1, "not UTF-8"),
    ],
)
def test_says_what_is_wrong_with_a_csv_file(
    tmp_path: Path, content: str | bytes, line: int | None, column: int | None, message: str
) -> None:
    with pytest.raises(GridError) as caught:
        read_grid(csv_file(tmp_path, content))
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert message in error.message
    assert str(error).startswith(f"{tmp_path / 'svartid.csv'}:{line}:")


def test_says_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(GridError, match="cannot be read: No such file"):
        read_grid(tmp_path / "borte.csv")
    with pytest.raises(GridError, match="cannot be read: No such file"):
        read_grid(tmp_path / "borte.xlsx")
    with pytest.raises(GridError, match=r"`\.pdf` is not read; use \.csv or \.xlsx"):
        read_grid(tmp_path / "rapport.pdf")
    with pytest.raises(GridError, match="a CSV file has no sheets"):
        read_grid(csv_file(tmp_path, "enhet;a\nNord;1\n"), "Ark1")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "not a readable workbook"),
        ({"mimetype": "text/plain"}, "not a readable workbook"),
        (workbook("<row>"), "not a readable workbook"),
        (
            workbook('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "the sheet reaches to row 1048576 and column 16384",
        ),
        (
            workbook('<row r="900000"><c><v>1</v></c><c/><c><v>3</v></c></row>'),
            "the sheet reaches to row 900000 and column 3",
        ),
    ],
    ids=["empty archive", "no workbook", "broken XML", "a cell in the far corner", "cells without addresses"],
)
def test_says_what_is_wrong_with_a_workbook(tmp_path: Path, members: dict[str, str], message: str) -> None:
    with pytest.raises(GridError, match=message):
        read_grid(zip_file(tmp_path, members))


def test_refuses_what_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "svartid.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(201):
            member.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(GridError, match="unpacks to more than 200 MB"):
        read_grid(path)


def check_that_it_ends_well(path: Path) -> None:
    with suppress(GridError):
        read_grid(path)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_grid_or_a_grid_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for name in ("a.csv", "a.xlsx"):
        path = tmp_path_factory.getbasetemp() / name
        path.write_bytes(content)
        check_that_it_ends_well(path)


CELLS = (
    '<row><c t="str"><v>enhet</v></c><c><v>2023</v></c></row>'
    '<row><c t="str"><v>Nord</v></c><c><v>7</v></c></row>'
)


@given(st.lists(st.tuples(st.integers(0, 1500), st.binary(min_size=1, max_size=1)), min_size=1, max_size=20))
def test_a_damaged_workbook_gives_a_grid_or_a_grid_error(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, bytes]]
) -> None:
    path = zip_file(tmp_path_factory.getbasetemp(), workbook(CELLS))
    content = bytearray(path.read_bytes())
    assert read_grid(path) == Grid("svartid", ("2023",), (Row("Nord", ("7",), 2),))
    for place, byte in damage:
        content[place % len(content)] = byte[0]
    path.write_bytes(content)
    check_that_it_ends_well(path)
