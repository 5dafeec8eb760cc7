"""Figures: the same bytes each time, ids of their own, and words that say what they show."""

import re
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from auditlib.criteria import Stance
from auditlib.problems import Location
from auditlib.report.figures import Figure, groups, has_trend, interval, stances, trend
from auditlib.tables import Column, Measurement, Outcome, Resource, Schema, Status, Table

NOWHERE = Location("x")


def table(
    cells: dict[str, tuple[str, ...]], years: tuple[str, ...], title: str = "Svartid", unit: str = "dager"
) -> Table:
    fields = (
        Column(name="enhet", type="string"),
        *(Column(name=year, type="number", unit=unit or None) for year in years),
    )
    schema = Schema(fields=fields, primaryKey="enhet", missingValues=("", ":"))
    resource = Resource(
        name="t", title=title, path="t.csv", sources=("Fagsystemet",), status=Status.FINAL, schema=schema
    )
    rows = tuple({"enhet": name, **dict(zip(years, values, strict=True))} for name, values in cells.items())
    return Table(resource, rows, tuple(range(2, len(rows) + 2)), "t.csv")


def share() -> Measurement:
    return Measurement(
        "G1.a1", "besvart", "K1", "", Stance.DEVIATES, Outcome.NOT_MET, "8 av 18.", NOWHERE, "t", Decimal("44.44"),
        "prosent", 1, (Decimal("21.5"), Decimal("69.2")), count=8, n=18,
    )  # fmt: skip


YEARS = ("2021", "2022", "2023")
DRAWINGS: dict[str, Callable[[str], Figure]] = {
    "stances": lambda caption: stances([("K1 Frist", 2, 1, 5), ("K2 Svar", 0, 0, 0)], caption),
    "groups": lambda caption: groups([("søkere", 2, 10), ("ledere", 1, 5)], caption),
    "trend": lambda caption: trend(table({"Nyby": ("1498", "1600", "1702")}, YEARS, caption)),
}


def texts_of(figure: Figure) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", figure.svg)


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_figure_is_the_same_bytes_each_time(kind: str) -> None:
    assert DRAWINGS[kind]("Oversikt") == DRAWINGS[kind]("Oversikt")


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_figure_is_one_svg_without_date_or_maker(kind: str) -> None:
    svg = DRAWINGS[kind]("Oversikt").svg
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert "<!DOCTYPE" not in svg
    assert not re.search(r"Matplotlib|dc:date|20\d\d-\d\d-\d\d", svg)
    assert 'role="img"' in svg


def test_ids_are_unique_over_figures_and_links_stay_within_one() -> None:
    made = [draw(f"Oversikt {number}.") for number, draw in enumerate(DRAWINGS.values())]
    ids = [re.findall(r'\bid="([^"]*)"', each.svg) for each in made]
    assert len({name for names in ids for name in names}) == sum(map(len, ids))
    for each, names in zip(made, ids, strict=True):
        assert set(re.findall(r'(?:url\(#|href="#)([^")]*)', each.svg)) <= set(names)


def test_figures_say_in_words_what_they_show() -> None:
    assert DRAWINGS["stances"]("x").description == (
        "K1 Frist: 2 oppfylt, 1 delt, 5 avvik; K2 Svar: 0 oppfylt, 0 delt, 0 avvik"
    )
    assert DRAWINGS["groups"]("x").description == "søkere: 10 utsagn i 2 intervjuer; ledere: 5 utsagn i 1 intervju"
    assert DRAWINGS["trend"]("x").description == "Nyby fra 1\u00a0498 i 2021 til 1\u00a0702 i 2023 (dager)."
    assert interval(share()).description == "8 av 18: 44 prosent, 95 % KI 22–69"
    assert interval(share()).caption == "besvart: 8 av 18: 44 prosent, 95 % KI 22–69."


def test_a_missing_year_is_a_gap_and_never_zero() -> None:
    drawn = trend(table({"Nyby": ("10", ":", "30"), "Nord": (":", "", ":")}, YEARS))
    assert drawn.description == (
        "Nyby fra 10 i 2021 til 30 i 2023; Nord fra ikke oppgitt i 2021 til ikke oppgitt i 2023 (dager)."
    )
    assert "Nyby" in texts_of(drawn)
    assert "Nord" not in texts_of(drawn)  # no line, so no name at its end
    whole = trend(table({"Nyby": ("10", "20", "30")}, YEARS))
    assert drawn.svg.count("<use ") == whole.svg.count("<use ") - 1


def test_figures_below_zero_are_within_the_drawing() -> None:
    assert "−5" in texts_of(trend(table({"Nyby": ("-5", "1", "3")}, YEARS)))


def test_no_unit_leaves_no_empty_brackets() -> None:
    assert trend(table({"Nyby": ("1", "2", "3")}, YEARS, unit="")).description == "Nyby fra 1 i 2021 til 3 i 2023."


@pytest.mark.parametrize(
    ("columns", "expected"), [((), False), (("2021", "2022"), False), (YEARS, True), (("a", "b", "c"), False)]
)
def test_a_trend_needs_three_years(columns: tuple[str, ...], expected: bool) -> None:
    assert has_trend(table({"Nyby": tuple("1" for _ in columns)}, columns)) is expected


def test_a_year_of_text_is_no_year_of_figures() -> None:
    made = table({"Nyby": ("a", "b", "c")}, YEARS)
    fields = tuple(each.model_copy(update={"type": "string"}) for each in made.columns)
    schema = made.resource.table_schema.model_copy(update={"fields": fields})
    assert not has_trend(
        Table(made.resource.model_copy(update={"table_schema": schema}), made.rows, made.lines, "t.csv")
    )


def test_axes_are_norwegian_and_count_in_whole_numbers() -> None:
    assert "0,4" in texts_of(trend(table({"Nyby": ("0,5", "1,0", "1,5")}, YEARS)))
    assert "1\u00a0000" in texts_of(trend(table({"Nyby": ("900", "1000", "1100")}, YEARS)))
    counted = stances([("K1", 12, 3, 5)], "x"), groups([("søkere", 1, 3)], "x")
    numbers = [text for each in counted for text in texts_of(each) if re.match(r"[\d.,]+$", text)]
    assert numbers
    assert all(re.fullmatch(r"\d+", each) for each in numbers)


def test_names_at_the_ends_of_lines_do_not_stand_in_each_other() -> None:
    drawn = trend(table({"Nyby": ("1", "2", "100"), "Nord": ("1", "2", "100,1")}, YEARS))
    heights = [float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>N(?:yby|ord)<', drawn.svg)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) > 8


def test_no_rows_make_no_error() -> None:
    assert stances([], "x").description == ""
    assert groups([], "x").description == ""
