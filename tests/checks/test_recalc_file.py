"""Recalculating one file: a text, and a table with the counts that other tables beside it hold."""

import json
from pathlib import Path

import openpyxl
import pytest

from auditlib.checks.recalc_file import recalculate_file, rows_of, text_of
from auditlib.problems import InputError
from tests.cli.calls import call

SENTENCES = """\
Om svar

Andelen økte 14,6 prosent, fra 57,0 til 71,6 prosent.
I 8 av 18 mapper (44 prosent) var det svart.
"""
SHARES = [["Bydel", "2022"], ["Nord", "90"], ["Sør", "95"], ["Øst", "79"], ["Totalt", "88"]]
COUNTS = [["Bydel", "2022"], ["Nord", "154"], ["Sør", "20"], ["Øst", "91"], ["Totalt", "265"]]


def resource(name: str, title: str, unit: str = "", more: str = "") -> str:
    return f"""\
  - name: {name}
    title: {title}
    path: {name}.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {{name: Bydel, type: string}}
        - {{name: "2022", type: integer{unit}}}
      primaryKey: Bydel
{more}"""


IN_PERCENT = ", unit: prosent"
PACKAGE = f"name: barn\nresources:\n{resource('plan', 'Barn med plan', IN_PERCENT)}{resource('antall', 'Antall barn')}"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def csv(path: Path, rows: list[list[str]]) -> Path:
    return write(path, "\n".join(";".join(row) for row in rows) + "\n")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT"])
def test_a_text_is_recalculated(tmp_path: Path, name: str) -> None:
    done = call("recalc", write(tmp_path / name, SENTENCES))
    assert done.exit_code == 1
    assert done.stdout == (
        "Linje 3, tegn 14: trykt 14,6 prosent, beregnet 25,6 prosent. Uforklart: prosentpoeng oppgitt som prosent: "
        "fra 57,0 til 71,6 prosent er 14,6 prosentpoeng eller 25,6 prosent\n"
        "2 påstander med tall regnet etter, 1 uforklart, 0 forklart.\n"
    )


def test_a_text_as_json(tmp_path: Path) -> None:
    (row,) = json.loads(call("recalc", write(tmp_path / "a.txt", SENTENCES), "--format", "json").stdout)
    assert row.pop("cause")
    assert row == {
        "row": "3", "column": "14", "line": 3, "printed": 14.6, "recomputed": 25.6, "printed_text": "14,6 prosent",
        "recomputed_text": "25,6 prosent", "kind": "points_as_percent", "explained": False, "explanation": "",
        "pattern": "points_as_percent",
    }  # fmt: skip


def test_a_text_that_computes_ends_with_zero(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", SENTENCES.replace("14,6 prosent,", "25,6 prosent,"))
    done = call("recalc", path)
    assert (done.exit_code, done.stdout) == (0, "2 påstander med tall regnet etter, 0 uforklart, 0 forklart.\n")
    assert json.loads(call("recalc", path, "--format", "json").stdout) == []


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    done = call("recalc", write(tmp_path / "a.txt", SENTENCES), "--sheet", "Drift")
    assert (done.exit_code, "a text has no sheets, so not `Drift` either" in done.stdout) == (1, True)


@pytest.mark.parametrize("raw", [b"", b" \n", b"\xff\xfe", "Andelen økte".encode("latin-1")])
def test_a_text_that_cannot_be_read(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError, match="F009"):
        recalculate_file(path)


def test_the_datapackage_gives_the_unit_and_the_counts(tmp_path: Path) -> None:
    path = csv(tmp_path / "plan.csv", SHARES)
    csv(tmp_path / "antall.csv", COUNTS)
    assert recalculate_file(path).discrepancies == ()  # nothing says that they are percentages
    write(tmp_path / "datapackage.yaml", PACKAGE)
    (row,) = rows_of(recalculate_file(path))
    assert (row["row"], row["column"], row["kind"], row["pattern"]) == (
        "Totalt", "2022", "unweighted_mean", "unweighted_mean"
    )  # fmt: skip
    assert (row["printed"], row["recomputed"]) == (88, 87)
    assert row["cause"].endswith("(88,0); vektet med Antall barn (2022) blir det 86,6")


PARTS = [["Bydel", "2022"], ["Nord", "20"], ["Sør", "154"], ["Øst inne", "51"], ["Øst ute", "40"], ["Totalt", "265"]]


def test_the_counts_that_are_declared_are_used_and_no_others(tmp_path: Path) -> None:
    path = csv(tmp_path / "plan.csv", SHARES)
    csv(tmp_path / "antall.csv", PARTS)
    csv(tmp_path / "saker.csv", COUNTS)  # has the same rows, and would be taken
    declared = "    weighted_by: {table: antall, rows: {Øst: [Øst inne, Øst ute]}}\n"
    resources = (
        resource("plan", "Barn med plan", IN_PERCENT, declared), resource("antall", "Antall barn"),
        resource("saker", "Antall saker"),
    )  # fmt: skip
    write(tmp_path / "datapackage.yaml", "name: barn\nresources:\n" + "".join(resources))
    (row,) = rows_of(recalculate_file(path))
    # (90 · 20 + 95 · 154 + 79 · 91) / 265
    assert row["cause"].endswith("(88,0); vektet med Antall barn (2022) blir det 89,1")


def test_a_datapackage_s_file_that_is_gone_weights_nothing(tmp_path: Path) -> None:
    path = csv(tmp_path / "plan.csv", SHARES)
    write(tmp_path / "datapackage.yaml", PACKAGE)
    found = recalculate_file(path)
    assert found.discrepancies == ()
    assert "det kunne ikke vektes" in text_of(found)


def test_another_sheet_holds_the_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    heading = [["Andel med plan", "2022"], *SHARES[1:]]
    for name, rows in (("Plan", heading), ("Tomt", []), ("Antall barn", COUNTS)):
        sheet = book.create_sheet(name)
        for label, cell in rows:
            sheet.append([label, int(cell) if cell.isdigit() and label != rows[0][0] else cell])
    book.save(tmp_path / "a.xlsx")
    (row,) = rows_of(recalculate_file(tmp_path / "a.xlsx"))
    assert (row["printed"], row["recomputed"], row["kind"]) == (88, 87, "unweighted_mean")
    assert "vektet med Antall barn (2022) blir det 86,6" in row["cause"]
    assert rows_of(recalculate_file(tmp_path / "a.xlsx", "Antall barn")) == []
