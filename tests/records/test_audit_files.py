"""A file of records in an audit's files: declared and counted as a small table, it gives the same measurement."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.editions import public_inputs
from auditlib.fingerprints import hash_of
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.numbers import read_number
from auditlib.problems import Problem
from auditlib.records import declared
from auditlib.report.build import Builder
from auditlib.tables import Measurement
from auditlib.workspace import read_inputs
from tests.builders import Nyby, nyby_in

NAMES = ("sak", "svar", "dager", "start", "slutt", "del")
MARKS = ("", "..", ":", "åpen", "uaktuelt")
PACKAGE = """\
name: nyby
resources:
  - name: mapper
    title: Alle mapper
    path: FILE
    sources: [Fagsystemet]
    retrieved: 2024-01-15
    status: final
    footnotes: [Klager er ikke med.]
    RECORDS
    schema:
      fields:
        - {name: sak, type: string}
        - {name: svar, type: string, title: Svar}
        - {name: dager, type: number, unit: dager}
        - {name: start, type: date}
        - {name: slutt, type: date}
        - {name: del, type: string}
      primaryKey: sak
      missingValues: ["", "..", ":", åpen, uaktuelt]
"""
REVIEW = """\
reviews:
  - id: G1
    title: Gjennomgang
    table: mapper
    unit: {one: mappe, many: mapper}
    key: sak
    population: {description: saker i 2023, size: SIZE}
    drawn: {method: METHOD}
    STRATA
    attributes:
      - {id: a1, title: gitt svar, criterion: K2, column: svar, meets: [ja], deviates: [nei],
         not_applicable: [uaktuelt]}
      - {id: a2, title: under grensen, criterion: K1, column: dager, not_applicable: [uaktuelt]}
      - {id: a3, title: i tide, criterion: K3, from: start, to: slutt, open: [åpen], not_applicable: [uaktuelt]}
"""
INDICATORS = """\
indicators:
  - {id: M1, title: Etter svar, topic: svartid, table: mapper, test: cases_by, parameters: {column: svar}}
  - {id: M2, title: Andel, topic: svartid, table: mapper, test: share_of_cases,
     parameters: {column: svar, values: [ja]}}
"""
ROWS = (
    ("S1", "ja", "84", "2023-01-02", "2023-01-23", "øst"),
    ("S2", "nei", "84,5", "2023-01-02", "2023-01-24", "øst"),
    ("S3", "uaktuelt", "1 234", "2023-03", "2023-03-15", "vest"),
    ("S4", "", "..", "2023-03-01", "åpen", "vest"),
    ("S5", "ja", "-3", "2024-01-14", "åpen", "vest"),
    ("S6", ":", "uaktuelt", "", "2023-05-01", "øst"),
    ("S7", "nei", "0", "uaktuelt", "", "øst"),
    ("S8", "ja", "90", "2023", "2023-02", "vest"),
)
WEEKS = "{operator: within, value: 3, unit: weeks, counting: {start: next_day, end: stays}}"
Rows = Sequence[tuple[str, ...]]


def measured(
    nyby: Nyby, rows: Rows, *, kind: str, norm: str = WEEKS, method: str = "all", strata: str = "", more: str = "",
    indicators: str = INDICATORS,
) -> tuple[dict[str, Measurement], list[Problem]]:  # fmt: skip
    """Measure cases in a small table (`small`), as records in a CSV file (`csv`) or in Parquet (`parquet`)."""
    folder = nyby.root / "statistics/nyby"
    for old in ("svartid.csv", "mapper.csv", "mapper.parquet"):
        (folder / old).unlink(missing_ok=True)
    if kind == "parquet":
        write_parquet(folder / "mapper.parquet", rows)
    else:
        nyby.write("mapper.csv", "".join(f"{';'.join(row)}\n" for row in (NAMES, *rows)))
    said = f"dialect: {{delimiter: ';'}}\n    records: {'true' if kind == 'csv' else 'false'}\n    {more}"
    file = "mapper.parquet" if kind == "parquet" else "mapper.csv"
    nyby.write("datapackage.yaml", PACKAGE.replace("FILE", file).replace("RECORDS", said))
    review = REVIEW.replace("SIZE", str(len(rows))).replace("METHOD", method)
    nyby.write("reviews.yaml", review.replace("STRATA", strata or "confidence: 0.95"))
    nyby.write("indicators.yaml", indicators)
    criteria = (nyby.root / "criteria/nyby/criteria.yaml").read_text(encoding="utf-8")
    head, _, _ = criteria.rpartition("        modality: should\n")
    nyby.write(
        "criteria.yaml",
        f"{head}        modality: should\n        provisions: [byggesaksloven-21-7]\n        norm: {norm}\n",
    )
    found, problems = measure(nyby.inputs())
    return {each.id: each for each in found}, problems


def write_parquet(path: Path, rows: Rows, **types: str) -> None:
    """Write cases as Parquet; all columns are texts but for those in `types`."""
    with duckdb.connect() as connection:
        columns = ", ".join(f"{name} {types.get(name, 'VARCHAR')}" for name in NAMES)
        connection.execute(f"CREATE TABLE cases ({columns})")
        connection.executemany(
            "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)", [[cell or None for cell in row] for row in rows]
        )
        connection.table("cases").write_parquet(str(path))


def without_cases(found: dict[str, Measurement]) -> dict[str, Measurement]:
    """Leave out the names of single cases, which records have none of."""
    return {name: replace(each, rows=(), cells=()) for name, each in found.items()}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize(
    "norm",
    [
        WEEKS,
        "{operator: within, value: 3, unit: weeks, least_share: 0.5, "
        "counting: {start: same_day, end: next_working_day}}",
        "{operator: within, value: 15, unit: working_days, "
        "counting: {start: next_day, end: stays, closed: [2023-01-06]}}",
        "{operator: within, value: 1, unit: months, counting: {start: next_day, end: stays}}",
    ],
)
def test_records_give_what_a_small_table_gives(nyby: Nyby, kind: str, norm: str) -> None:
    small, problems = measured(nyby, ROWS, kind="small", norm=norm)
    assert problems == []
    assert small["G1.a3"].rows
    many, problems = measured(nyby, ROWS, kind=kind, norm=norm)
    assert problems == []
    assert many == without_cases(small)
    assert set(many) == {"M1", "M2", "G1.a1", "G1.a2", "G1.a3"}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_strata_are_counted_apart(nyby: Nyby, kind: str) -> None:
    strata = "strata: {column: del, sizes: {vest: 4, øst: 4}}"
    small, problems = measured(nyby, ROWS, kind="small", method="stratified", strata=strata)
    assert problems == []
    many, problems = measured(nyby, ROWS, kind=kind, method="stratified", strata=strata)
    assert (many, problems) == (without_cases(small), [])


_DAY = st.dates(min_value=date(2023, 1, 1), max_value=date(2023, 4, 1))
_LATER = st.dates(min_value=date(2023, 4, 1), max_value=date(2023, 7, 1))
_START = st.one_of(st.sampled_from(("", "uaktuelt", "2022", "2022-12")), _DAY.map(str))
_END = st.one_of(st.sampled_from(("", "..", "åpen", "uaktuelt", "2023-05", "2024")), _LATER.map(str))
_CELLS = st.tuples(
    st.sampled_from(("ja", "nei", "uaktuelt", "", ":")),
    st.sampled_from(("84", "84,0", "83,999999", "1 234,5", "+5", "−84", "–1", "", "..", "uaktuelt")),
    _START, _END, st.sampled_from(("øst", "vest")),
)  # fmt: skip
_UNITS = st.sampled_from(("days", "working_days", "weeks", "months"))
_COUNTING = st.tuples(st.sampled_from(("same_day", "next_day")), st.sampled_from(("stays", "next_working_day")))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_CELLS, min_size=1, max_size=12), st.sampled_from(("csv", "parquet")), _UNITS, _COUNTING)
def test_any_records_give_what_a_small_table_gives(
    tmp_path: Path, cells: list[tuple[str, ...]], kind: str, unit: str, counting: tuple[str, str]
) -> None:
    nyby = nyby_in(tmp_path)
    rows = [(f"S{number}", *row) for number, row in enumerate(cells)]
    norm = f"{{operator: within, value: 4, unit: {unit}, counting: {{start: {counting[0]}, end: {counting[1]}}}}}"
    small, problems = measured(nyby, rows, kind="small", norm=norm)
    assert problems == []
    many, problems = measured(nyby, rows, kind=kind, norm=norm)
    assert (many, problems) == (without_cases(small), [])


CALENDARS = (WEEKS, "{operator: within, value: 8, unit: working_days, counting: {start: next_day, end: stays}}")


@pytest.mark.parametrize("norm", CALENDARS)
@pytest.mark.parametrize("apart", [True, False])
def test_typed_columns_are_read_as_what_they_are(nyby: Nyby, norm: str, apart: bool) -> None:
    days = ["2023-02-11", "2023-02-12", "", "2023-01-05", "2023-01-31", "2023-01-19", "2023-01-28", "2023-01-29"]
    rows = [(f"S{n}", "ja", str(80 + n), f"2023-01-{n:02}", day, "øst") for n, day in enumerate(days, 1)]
    rows.append(("S9", "nei", "", "", "2023-05-01", "øst"))
    results = []
    for kind in ("small", "parquet"):
        measured(nyby, rows, kind=kind, norm=norm)
        if kind == "parquet":
            types = {"dager": "DOUBLE", "start": "DATE", "slutt": "TIMESTAMP"}
            write_parquet(nyby.root / "statistics/nyby/mapper.parquet", rows, **types)
        if not apart:
            nyby.change("reviews.yaml", ", open: [åpen], not_applicable: [uaktuelt]}", "}")
            nyby.change("reviews.yaml", "column: dager, not_applicable: [uaktuelt]}", "column: dager}")
        found, problems = measure(nyby.inputs())
        assert problems == []
        results.append({each.id: each for each in found})
    small, many = results
    assert many == without_cases(small)
    assert (small["G1.a2"].count, small["G1.a2"].n) == (4, 8)
    assert small["G1.a3"].details["mangler"] == "2"


def test_single_cells_cannot_be_read(nyby: Nyby) -> None:
    value = (
        "indicators:\n  - {id: M1, title: t, topic: svartid, table: mapper, test: value, "
        "parameters: {row: S1, column: dager}}\n"
    )
    found, problems = measured(nyby, ROWS, kind="csv", indicators=value)
    assert [each.code for each in problems] == ["T509"]
    assert "use cases_by, share_of_cases or a review" in str(problems[0])
    assert "M1" not in found


def everything(nyby: Nyby) -> list[Problem]:
    """Give the problems of reading the files and of measuring what could be read."""
    inputs, problems = read_inputs(nyby.root, "nyby")
    return problems + (measure(inputs)[1] if inputs else [])


def said(problems: list[Problem], code: str) -> list[str]:
    """Give the messages of one kind of problem."""
    return [str(each) for each in problems if each.code == code]


def test_everything_wrong_with_the_cells_is_said_at_once(nyby: Nyby) -> None:
    rows = [*ROWS, ("S1", "ja", "mye", "2023-02-30", "2023-05-01", "øst"), ("", "ja", "1.5", "1.2.2023", "", "øst")]
    found, problems = measured(nyby, rows, kind="csv")
    assert found == {}
    assert [each.at.file for each in problems] == ["statistics/nyby/mapper.csv"] * 3
    numbers, dates = said(problems, "T531")
    assert "2 records have no number in the column `dager`, for example `1.5`" in numbers
    assert "2 records have no date such as 2024-05-12 in the column `start`, for example `1.2.2023`" in dates
    (keys,) = said(problems, "T532")
    assert "2 records have no value in the primary key `sak`, or one that others have: `S1`" in keys


def test_columns_must_be_those_declared(nyby: Nyby) -> None:
    measured(nyby, ROWS, kind="csv")
    nyby.write("mapper.csv", "sak;svar;dager;start;ende;del\nS1;ja;1;2023;2023;øst\n")
    _, problems = measure(nyby.inputs())
    assert sorted(each.code for each in problems) == ["T501", "T502"]


def test_types_must_be_those_declared(nyby: Nyby) -> None:
    measured(nyby, ROWS, kind="parquet")
    with duckdb.connect() as connection:
        made = connection.sql(
            "SELECT 'S1' AS sak, 'ja' AS svar, true AS dager, 20230101 AS start, DATE '2023-01-01' AS slutt, "
            "'øst' AS del"
        )
        made.write_parquet(str(nyby.root / "statistics/nyby/mapper.parquet"))
    _, problems = measure(nyby.inputs())
    assert ["BOOLEAN, and declared as number" in each for each in said(problems, "T533")] == [True, False]
    assert "the column `start` is stored as INTEGER, and declared as date" in said(problems, "T533")[1]


def test_values_that_are_not_listed_and_dates_that_run_backwards(nyby: Nyby) -> None:
    rows = [*ROWS, ("S9", "kanskje", "1", "2023-05-02", "2023-05-01", "øst"), ("S10", "JA", "1", "", "", "øst")]
    found, problems = measured(nyby, rows, kind="csv")
    assert set(found) == {"M1", "M2", "G1.a2"}
    (values,), (dates,) = said(problems, "T535"), said(problems, "T536")
    assert "2 records have values in the column `svar` that the attribute does not list: `JA`, `kanskje`" in values
    assert "1 records end in `slutt` before they start in `start`" in dates


def test_what_is_said_of_single_rows_is_refused(nyby: Nyby) -> None:
    measured(nyby, ROWS, kind="csv")
    note = "footnotes: [Klager er ikke med.]"
    nyby.change("datapackage.yaml", note, "explanations: [{row: S1, column: dager, text: t}]")
    (found,) = said(everything(nyby), "T534")
    assert "`explanations` is about single rows or a workbook" in found


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mapper.csv", None, "F001"),
        ("mapper.csv", b"", "F002"),
        ("mapper.csv", b"sak;svar;dager;start;slutt;del\n", "T513"),
        ("mapper.csv", b"sak;svar;dager;start;slutt;del\nS1;ja\n", "F009"),
        ("mapper.csv", b"sak;svar;dager;start;slutt;del\nS1;j\xe6;1;2023;2023;x\n", "F009"),
        ("mapper.parquet", b"PAR1 not really", "F009"),
        ("mapper.xlsx", b"PK", "F009"),
    ],
)
def test_files_that_cannot_be_read(nyby: Nyby, name: str, content: bytes | None, code: str) -> None:
    measured(nyby, ROWS, kind="csv")
    path = nyby.root / "statistics/nyby" / name
    nyby.change("datapackage.yaml", "path: mapper.csv", f"path: {name}")
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
    problems = everything(nyby)
    assert code in {each.code for each in problems}
    assert all(each.at.file.startswith("statistics/nyby/") for each in problems if each.code == code)


def test_the_report_describes_the_file_and_shows_no_row(nyby: Nyby) -> None:
    measured(nyby, ROWS, kind="csv")
    inputs = nyby.inputs()
    for each in (inputs, public_inputs(inputs)):
        part = Builder(Mapped(each, measure(each)[0])).table(each.tables["mapper"])
        assert part.title == "Alle mapper"
        assert part.rows == (
            ("sak", "tekst", "–"), ("Svar", "tekst", "–"), ("dager", "tall", "dager"), ("start", "datoer", "–"),
            ("slutt", "datoer", "–"), ("del", "tekst", "–"),
        )  # fmt: skip
        assert part.notes == ("Tabellen har 8 rader, som ikke er gjengitt; her står kolonnene.", "Klager er ikke med.")


def test_small_counts_of_people_are_not_in_the_public_edition(nyby: Nyby) -> None:
    rows = [(f"S{n}", "nei" if n < 3 else "ja" if n < 20 else "uaktuelt", "1", "", "", "øst") for n in range(24)]
    found, problems = measured(nyby, rows, kind="csv", more="people: {counted: søkere}")
    assert problems == []
    assert (found["G1.a1"].count, found["G1.a1"].n) == (17, 20)
    nyby.change("criteria/nyby/audit.yaml", "least_in_cell: 3", "least_in_cell: 5")
    public = {each.id: each for each in measure(public_inputs(nyby.inputs()))[0]}
    hidden = public["G1.a1"]
    assert (hidden.outcome, hidden.value, hidden.count, hidden.n, hidden.formula, hidden.result) == (
        found["G1.a1"].outcome, None, None, None, "", None,
    )  # fmt: skip
    assert hidden.sentence == "Tallene vises ikke, fordi noen av dem gjelder færre enn 5 mapper."
    assert public["M2"].sentence == "Tallene vises ikke, fordi noen av dem gjelder færre enn 5 saker."
    assert public["M1"].sentence == public["M2"].sentence
    assert public["M1"].details == {}
    nyby.write("mapper.csv", "".join(f"{';'.join(row)}\n" for row in (NAMES, *rows[:20])))
    nyby.change("reviews.yaml", "size: 24", "size: 20")
    (described, *_) = measure(public_inputs(nyby.inputs()))[0]
    assert described.sentence == "20 saker etter Svar: andre 20 (100,0 prosent)."


def test_a_large_file_is_hashed_in_parts(tmp_path: Path) -> None:
    path, content = tmp_path / "cases.bin", bytes(range(256)) * 4097 * 3
    path.write_bytes(content)
    assert hash_of(path) == hashlib.sha256(content).hexdigest()


@settings(max_examples=200)
@given(st.text(alphabet="0123456789 ,.+-−–%\u00a0\u202f", max_size=12))
def test_numbers_are_those_of_small_tables(text: str) -> None:
    pattern = f"{declared._DIGITS}(,[0-9]+)?{declared._PERCENT}"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT regexp_full_match($1, '{pattern}')", [text.strip()]).fetchone()
    assert found == (read_number(text) is not None,)
