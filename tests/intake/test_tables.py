"""Tables: those that are drawn or marked, those that only stand as columns, and nothing where it may not belong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.checks.recalc_file import recalculate_file
from auditlib.intake.model import RawTable
from auditlib.intake.tables import Table, find_tables
from auditlib.intake.tables.captions import caption_of
from auditlib.intake.tables.values import row_of

KONTOR = ["Kontor 2022 2023", "Nord 10 12", "Sør 20 30"]


def columns(*lines: str) -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    return [(each.heading, each.rows) for each in find_tables((), [lines])]


def ruled(*tables: RawTable, pages: tuple[tuple[str, ...], ...]) -> tuple[Table, ...]:
    return find_tables(tables, pages)


def raw(page: int, *rows: str, first: int = 1) -> RawTable:
    return RawTable(page, first, first + len(rows) - 1, tuple(tuple(row.split("|")) for row in rows))


def test_lines_that_end_in_as_many_figures_are_rows() -> None:
    assert columns(*KONTOR) == [(("Kontor", "2022", "2023"), (("Nord", "10", "12"), ("Sør", "20", "30")))]


def test_a_label_may_stand_on_several_lines_and_rows_apart() -> None:
    lines = ["2022 2023", "Barn med tiltak", "i alderen", "0-17 år 1,1 1,2", "", "Andel", "", "88 % 90%"]
    assert columns(*lines) == [
        (
            ("(uten overskrift)", "2022", "2023"),
            (("Barn med tiltak i alderen 0-17 år", "1,1", "1,2"), ("Andel", "88 %", "90%")),
        )
    ]


@pytest.mark.parametrize(
    ("line", "count", "cells"),
    [
        ("Saker 1 498 1 652 2 324 2 167 1 920", 5, ("1 498", "1 652", "2 324", "2 167", "1 920")),
        ("Frist 7 43 163 177 89", 5, ("7", "43", "163", "177", "89")),
        ("Omsorg - - 9 21 45", 5, ("-", "-", "9", "21", "45")),
        ("Kroner 1 234 567 89,5", 2, ("1 234 567", "89,5")),
        ("Netto −3 : .. 4", 4, ("−3", ":", "..", "4")),
        ("Andel 88 % 90 %", 2, ("88 %", "90 %")),
    ],
)
def test_groups_of_three_digits_are_put_together_where_there_is_one_way(
    line: str, count: int, cells: tuple[str]
) -> None:
    row = row_of(line, count)
    assert row is not None
    assert (row.label, row.cells, row.reason) == (line.split(" ", 1)[0], cells, "")


@pytest.mark.parametrize(("line", "count"), [("Sum 12 345 678", 2), ("Sum 1 2", 3), ("Sum 1 234 567 890", 2)])
def test_what_can_be_divided_in_several_ways_is_not(line: str, count: int) -> None:
    row = row_of(line, count)
    assert row is not None
    assert (row.label, row.cells) == ("Sum", ())
    assert row.reason


@given(st.lists(st.integers(0, 9_999_999), min_size=2, max_size=6), st.booleans())
def test_figures_come_back_as_they_were_written_or_not_at_all(numbers: list[int], wide: bool) -> None:
    written = [f"{number:,}".replace(",", " ") for number in numbers]
    row = row_of("Nord" + ("   " if wide else " ") + ("   " if wide else " ").join(written), len(written))
    assert row is not None
    assert row.cells in ((), tuple(written))
    assert row.cells == tuple(written) or not wide


def test_a_figure_that_is_missing_is_placed_by_where_the_others_stand() -> None:
    lines = ["Område          2022      2023", "Nord              10        12", "Sør                         30"]
    assert columns(*lines)[0][1] == (("Nord", "10", "12"), ("Sør", "", "30"))


def test_a_row_whose_figures_nothing_places_is_named_and_left_empty() -> None:
    found = find_tables((), [["Kontor 2021 2022 2023", "Nord 1 2 3", "Sør 4 5", "Vest 7 8 9"]])[0]
    assert found.rows == (("Nord", "1", "2", "3"), ("Sør", "", "", ""), ("Vest", "7", "8", "9"))
    assert [(each.place, each.label) for each in found.unplaced] == [((1, 3), "Sør")]


def test_a_table_of_columns_goes_on_over_a_page() -> None:
    pages = [
        [*KONTOR, "", "Nyby kommune", "1"],
        ["Kontor 2022 2023", "Vest 4 5", "", "Nyby kommune", "2"],
        ["Slutt.", "Nyby kommune", "3"],
    ]
    found = find_tables((), pages)
    assert len(found) == 1
    assert [row[0] for row in found[0].rows] == ["Nord", "Sør", "Vest"]
    assert (found[0].first, found[0].last) == ((1, 1), (2, 2))
    assert found[0].joined == "the rows go on in the same columns"


@pytest.mark.parametrize(
    "lines",
    [
        ["Nyby hadde 10 saker i 2022 og 12 i 2023.", "Storvik hadde 20 og 30."],
        ["I perioden 2022 2023", "ble det færre saker."],
        ["Se side 2022 2023", "Nord 1 2"],  # one row is no table
    ],
)
def test_prose_is_no_table(lines: list[str]) -> None:
    assert columns(*lines) == []


def test_two_tables_under_each_other_stay_apart() -> None:
    found = find_tables((), [["Tabell 1. Saker", *KONTOR, "*note", "", "Tabell 2: Svar", *KONTOR]])
    assert [(each.number, each.caption, len(each.rows)) for each in found] == [("1", "Saker", 2), ("2", "Svar", 2)]


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("Tabell 7.2.3. Antall ansatte", "7.2.3", "Antall ansatte"),
        ("Tabell 4", "4", ""),
        ("  Tabell 1: Netto utgifter", "1", "Netto utgifter"),
        ("Tabell 2 – Svartid", "2", "Svartid"),
    ],
)
def test_captions(line: str, number: str, text: str) -> None:
    found = caption_of(line)
    assert found is not None
    assert (found.what, found.number, found.text) == ("tabell", number, text)


@pytest.mark.parametrize("line", ["Tabell 3 viser at saker", "Tabell 3 og 4", "tabell 3", "Som Tabell 3", "Tabell A"])
def test_sentences_about_tables_are_no_captions(line: str) -> None:
    assert caption_of(line) is None


HALVES = (("Tekst", "", "", "1"), ("", "", "2"))


@pytest.mark.parametrize(
    ("second", "count"),
    [
        (("Sør|3|4", "Vest|5|6"), 1),
        (("Kontor|2022|2023", "Vest|5|6"), 1),
        (("Kontor|2021|2022", "Vest|5|6"), 2),
        (("Sør|3", "Vest|5"), 2),
    ],
)
def test_two_halves_are_one_table_only_where_they_belong_together(second: tuple[str, ...], count: int) -> None:
    first = raw(1, "Kontor|2022|2023", "Nord|1|2", first=2)
    found = ruled(first, raw(2, *second), pages=HALVES)
    assert len(found) == count
    assert [row[0] for row in found[0].rows][-1] == ("Vest" if count == 1 else "Nord")


def test_text_between_two_halves_parts_them() -> None:
    pages = (("Tekst", "", "", "Her står mer.", "1"), ("", "", "2"))
    assert len(ruled(raw(1, "Kontor|2022|2023", "Nord|1|2", first=2), raw(2, "Sør|3|4", "Vest|5|6"), pages=pages)) == 2


def test_a_caption_at_the_foot_of_the_page_before_is_the_tables() -> None:
    pages = (("Tekst.", "Tabell 4. Saker", "1"), ("Kontor 2022 2023", "Nord 1 2", "Sør 3 4"))
    assert find_tables((), pages)[0].number == "4"


def test_headings_over_two_rows_are_put_together() -> None:
    table = raw(1, "|Nyby|Nyby|Snitt", "Kontor|2022|2023|2023", "Nord|1|2|3")
    assert ruled(table, pages=(("a", "b", "c"),))[0].heading == ("Kontor", "Nyby 2022", "Nyby 2023", "Snitt 2023")


CELL = st.text("abc æøå12,;\"'\n=%–-", max_size=6)


def grids(width: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2, max_size=5)


@given(rows=st.integers(2, 4).flatmap(grids))
def test_every_table_that_is_kept_can_be_recalculated(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clean = tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows)
    for table in find_tables([RawTable(1, 1, len(clean), clean)], [["x"] * len(clean)]):
        path = Path(tmp_path_factory.mktemp("t")) / "t1.csv"
        path.write_text(table.as_csv(), encoding="utf-8")
        assert recalculate_file(path).checked >= 0
