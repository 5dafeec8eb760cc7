"""`auditlib recalc` on one file, with and without a description beside it."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.calls import AUDIT, call

HEADING = ["kontor", "2022", "2023", "endring i prosent"]
ROWS = [["Nord", "100", "110", "10,0"], ["Sør", "200", "230", "15,0"], ["Øst", "100", "150", "50,0"]]
RIGHT, WRONG = ["Sum", "400", "490", "22,5"], ["Sum", "400", "480", "20,0"]
PACKAGE = """\
name: regnskap
resources:
  - name: regnskap
    title: Regnskap
    path: {path}
    sources: [Regnskapet]
    status: final
    schema:
      fields:
        - {{name: kontor, type: string, title: Kontor}}
        - {{name: "2022", type: integer}}
        - {{name: "2023", type: integer, title: Antall i 2023}}
        - {{name: endring i prosent, type: number}}
      primaryKey: kontor
    explanations:
      - {{row: Sum, column: "2023", text: Ti er talt ved to kontorer.}}
"""


def csv(path: Path, total: list[str]) -> Path:
    path.write_text("\n".join(";".join(row) for row in (HEADING, *ROWS, total)) + "\n", encoding="utf-8")
    return path


def xlsx(path: Path, **sheets: list[str]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, total in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(HEADING)
        for name_, *cells in (*ROWS, total):
            sheet.append([name_, *(float(cell.replace(",", ".")) for cell in cells)])
    book.save(path)
    return path


def rows(path: Path, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("recalc", path, "--format", "json", *more).stdout)
    return found


def test_a_table_that_adds_up_ends_with_zero(tmp_path: Path) -> None:
    done = call("recalc", csv(tmp_path / "a.csv", RIGHT))
    assert (done.exit_code, done.stdout) == (0, "6 tall regnet etter, 0 uforklart, 0 forklart.\n")
    assert rows(tmp_path / "a.csv") == []


def test_a_discrepancy_ends_with_one(tmp_path: Path) -> None:
    done = call("recalc", csv(tmp_path / "a.csv", WRONG))
    assert done.exit_code == 1
    assert done.stdout.startswith("Sum, 2023 (linje 5): trykt 480, beregnet 490. Uforklart: ett siffer er ulikt")
    assert done.stdout.endswith("6 tall regnet etter, 1 uforklart, 0 forklart.\n")


def test_json_has_numbers_and_what_was_printed(tmp_path: Path) -> None:
    (row,) = rows(csv(tmp_path / "a.csv", WRONG))
    cause = row.pop("cause")
    assert row == {
        "row": "Sum", "column": "2023", "line": 5, "printed": 480, "recomputed": 490, "printed_text": "480",
        "recomputed_text": "490", "kind": "total", "explained": False, "explanation": "", "pattern": "",
    }  # fmt: skip
    assert cause
    assert call("recalc", tmp_path / "a.csv", "--format", "json").exit_code == 1


def test_decimals_stay_decimals_in_json(tmp_path: Path) -> None:
    (row,) = rows(csv(tmp_path / "a.csv", ["Sum", "400", "490", "29,0"]))
    assert (row["column"], row["kind"]) == ("endring i prosent", "percentage_change")
    assert (row["printed"], row["recomputed"]) == (29.0, 22.5)


def test_what_the_description_explains_is_listed_and_no_problem(tmp_path: Path) -> None:
    csv(tmp_path / "a.csv", WRONG)
    (tmp_path / "datapackage.yaml").write_text(PACKAGE.format(path="a.csv"), encoding="utf-8")
    done = call("recalc", tmp_path / "a.csv")
    assert done.exit_code == 0
    assert "beregnet 490. Forklart: Ti er talt ved to kontorer.\n" in done.stdout
    assert "0 uforklart, 1 forklart." in done.stdout
    (row,) = rows(tmp_path / "a.csv")
    assert (row["explained"], row["explanation"]) == (True, "Ti er talt ved to kontorer.")


def test_another_file_s_description_explains_nothing(tmp_path: Path) -> None:
    csv(tmp_path / "a.csv", WRONG)
    (tmp_path / "datapackage.yaml").write_text(PACKAGE.format(path="b.csv"), encoding="utf-8")
    assert call("recalc", tmp_path / "a.csv").exit_code == 1


def test_a_broken_description_is_told(tmp_path: Path) -> None:
    csv(tmp_path / "a.csv", WRONG)
    (tmp_path / "datapackage.yaml").write_text("name: [", encoding="utf-8")
    done = call("recalc", tmp_path / "a.csv")
    assert done.exit_code == 1
    assert "datapackage.yaml:2:1: Y101" in done.stdout


def test_a_workbook_is_read_by_sheet(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", Drift=RIGHT, Annet=WRONG)
    assert call("recalc", book).exit_code == 0
    (row,) = rows(book, "--sheet", "Annet")
    assert (row["row"], row["column"], row["line"], row["printed"], row["recomputed"]) == ("Sum", "2023", 5, 480, 490)
    missing = call("recalc", book, "--sheet", "Tredje")
    assert (missing.exit_code, "no sheet `Tredje`; the workbook has: Drift, Annet" in missing.stdout) == (1, True)


@pytest.mark.parametrize(
    ("described", "read", "status"),
    [("", "", 0), ("Drift", "", 0), ("", "Drift", 0), ("Annet", "", 1), ("", "Annet", 1), ("Annet", "Annet", 0)],
)
def test_one_sheet_s_explanations_are_not_another_s(tmp_path: Path, described: str, read: str, status: int) -> None:
    book = xlsx(tmp_path / "a.xlsx", Drift=WRONG, Annet=WRONG)
    path = f"a.xlsx\n    sheet: {described}" if described else "a.xlsx"
    (tmp_path / "datapackage.yaml").write_text(PACKAGE.format(path=path), encoding="utf-8")
    assert call("recalc", book, *(("--sheet", read) if read else ())).exit_code == status


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b"bare ett ord\n"),
        ("a.csv", b"a;b\n1;2;3\n"),
        ("a.csv", b'a;b\n1;"2\n'),
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.xlsx", b"a;b\n"),
        ("a.pdf", b"a;b\n"),
        ("a.txt", b"\n"),
        ("a.md", b"\xff\xfe\x00"),
        ("a", b"a;b\n"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = call("recalc", tmp_path / name)
    assert done.exit_code == 1
    assert "F009 the file cannot be read" in done.stdout


def test_a_missing_file_or_a_folder_is_a_wrong_call(tmp_path: Path) -> None:
    assert call("recalc", tmp_path / "gone.csv").exit_code == 2
    assert call("recalc", tmp_path).exit_code == 2
    assert call("recalc", csv(tmp_path / "a.csv", RIGHT), "--sheet", "Drift").exit_code == 1


def test_the_tables_of_the_example_add_up(workspace: Path) -> None:
    for path in sorted((workspace / "statistics" / AUDIT).glob("*.csv")):
        assert call("recalc", path).exit_code == 0, path.name
