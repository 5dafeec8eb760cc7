"""Figures over time: gaps, breaks, outliers and names."""

import re
from xml.etree import ElementTree

import pytest

from auditlib import stats
from auditlib.pictures import Line, Picture, Series, SeriesBreak, has_trend, picture_of, series_plot
from auditlib.stats import StatsError
from auditlib.tables import Break, NumberKind, Table
from tests.pictures.made import SERIES, WITH_VALUES, YEARS, table

THREE = ("2021", "2022", "2023")


def texts_of(picture: Picture) -> list[str]:
    return [
        element.text or "" for element in ElementTree.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def lines_in(picture: Picture) -> int:
    """How many connected lines with two points or more are drawn in the first series' colour."""
    return len(re.findall(r'<path d="M [^"]* L [^"]*"[^>]*stroke="#0072b2"', picture.svg))


def test_a_table_is_said_from_its_first_year_to_its_last() -> None:
    drawn = picture_of(table({"Nyby": ("1498", "1600", "1702")}))
    assert drawn.alt == "Svartid. Nyby fra 1\u00a0498 i 2021 til 1\u00a0702 i 2023 (dager)."
    assert drawn.data.rows == (("2021", "1\u00a0498"), ("2022", "1\u00a0600"), ("2023", "1\u00a0702"))
    assert {"2021", "2022", "2023", "dager", "0", "500"} <= set(texts_of(drawn))


def test_a_missing_year_is_a_gap_and_never_zero() -> None:
    drawn = picture_of(table({"Nyby": ("10", ":", "30"), "Dalen": (":", "", ":")}))
    assert "Nyby fra 10 i 2021 til 30 i 2023, ikke oppgitt i 2022; Dalen ikke oppgitt (dager)" in drawn.alt
    assert drawn.data.rows[1] == ("2022", "ikke oppgitt", "ikke oppgitt")
    assert "Nyby" in texts_of(drawn)
    assert "Dalen" not in texts_of(drawn)  # no line, so no name at its end
    assert lines_in(drawn) == 0
    assert lines_in(picture_of(table({"Nyby": ("10", "20", "30")}))) == 1


def test_a_declared_break_parts_the_line_and_is_told() -> None:
    years = tuple(str(year) for year in range(2018, 2024))
    cells = {"Nyby": ("10", "11", "12", "20", "21", "22")}
    drawn = picture_of(table(cells, years, breaks=(Break(column="2021", text="Nytt fagsystem."),)))
    assert lines_in(drawn) == 2
    assert "brudd" in texts_of(drawn)
    assert drawn.note == "Brudd i serien fra 2021: Nytt fagsystem."
    assert [row[-1] for row in drawn.data.rows] == ["", "", "", "brudd", "", ""]


def test_several_breaks_are_numbered() -> None:
    breaks = (SeriesBreak("2010", "ny lov"), SeriesBreak("2015", found=True))
    drawn = series_plot(Series(YEARS, (Line("Nyby", SERIES),), breaks=breaks), "Saker")
    assert {"1", "2"} <= set(texts_of(drawn))
    assert drawn.note == "1: Brudd i serien fra 2010: ny lov. 2: Mulig brudd fra 2015."
    assert lines_in(drawn) == 3


def test_outliers_are_ringed_and_told() -> None:
    drawn = series_plot(Series(THREE, (Line("Nyby", (1.0, 9.0, 2.0), ("2022",)),)), "Saker")
    assert "skiller seg ut i 2022" in drawn.alt
    assert drawn.note == "Ringene viser verdier som skiller seg ut."


def test_the_slope_goes_through_the_medians() -> None:
    found = stats.mann_kendall(SERIES, [float(year) for year in YEARS], unit="dager", step="år")
    drawn = picture_of(found)
    assert "medianendring (Theil–Sen)" in texts_of(drawn)
    assert "medianendringen" in drawn.description
    assert drawn.data.rows[0] == ("2008", "12")


def test_times_between_whole_ones_keep_their_places() -> None:
    drawn = picture_of(stats.mann_kendall([1.5, 2, 3, 4], [2010, 2010.5, 2012, 2013]))
    assert [row[0] for row in drawn.data.rows] == ["2010", "2010,5", "2012", "2013"]
    assert drawn.data.rows[0][1] == "1,5"


def test_names_at_the_ends_of_lines_do_not_stand_in_each_other() -> None:
    drawn = picture_of(table({"Nyby": ("1", "2", "100"), "Dalen": ("1", "2", "100,1"), "Kvam": ("1", "2", "100,2")}))
    heights = [
        float(element.get("y", ""))
        for element in ElementTree.fromstring(drawn.svg).iter("{http://www.w3.org/2000/svg}text")
        if element.text in ("Nyby", "Dalen", "Kvam")
    ]
    assert len(heights) == 3
    assert min(b - a for a, b in zip(sorted(heights), sorted(heights)[1:], strict=False)) >= 12.9


def test_long_names_stand_above_the_plot() -> None:
    long = "Gjennomsnittet av de andre kommunene"
    drawn = picture_of(table({"Nyby": ("1", "2", "3"), long: ("2", "2", "3")}))
    assert {"Nyby", long} <= set(texts_of(drawn))


def test_figures_below_zero_are_within_the_drawing() -> None:
    assert {"−6", "0", "4"} <= set(texts_of(picture_of(table({"Nyby": ("-5", "1", "3")}))))


def test_no_unit_leaves_no_empty_brackets() -> None:
    assert picture_of(table({"Nyby": ("1", "2", "3")}, unit="")).alt == "Svartid. Nyby fra 1 i 2021 til 3 i 2023."


def test_axes_are_norwegian() -> None:
    assert "0,5" in texts_of(picture_of(table({"Nyby": ("0,5", "1,0", "1,5")})))
    assert "1\u00a0000" in texts_of(picture_of(table({"Nyby": ("900", "1000", "1100")})))


def test_nothing_known_is_said() -> None:
    drawn = picture_of(table({"Nyby": (":", ":", ":")}))
    assert drawn.alt == "Svartid. Ingen tall å vise."


@pytest.mark.parametrize(
    ("columns", "expected"), [((), False), (("2021", "2022"), False), (THREE, True), (("a", "b", "c"), False)]
)
def test_a_trend_needs_three_years(columns: tuple[str, ...], expected: bool) -> None:
    assert has_trend(table({"Nyby": tuple("1" for _ in columns)}, columns)) is expected


def test_a_trend_needs_rows_that_can_be_told_apart() -> None:
    assert has_trend(table({f"enhet {n}": ("1", "2", "3") for n in range(12)}))
    assert not has_trend(table({f"enhet {n}": ("1", "2", "3") for n in range(13)}))


@pytest.mark.parametrize(
    ("holds", "unit", "expected"),
    [("amount", None, False), ("share", None, False), ("count", None, True), ("amount", "kroner", True)],
)
def test_rows_in_different_units_share_no_axis(holds: str, unit: str | None, expected: bool) -> None:
    made = table({"Kroner": ("1", "2", "3"), "Andel": ("4", "5", "6")})
    fields = tuple(
        each.model_copy(update={"unit": unit, "holds": NumberKind(holds)}) if each.numeric else each
        for each in made.columns
    )
    schema = made.resource.table_schema.model_copy(update={"fields": fields})
    resource = made.resource.model_copy(update={"table_schema": schema})
    assert has_trend(Table(resource, made.rows, made.lines, "t.csv")) is expected


def test_a_year_of_text_is_no_year_of_figures() -> None:
    made = table({"Nyby": ("a", "b", "c")})
    fields = tuple(each.model_copy(update={"type": "string"}) for each in made.columns)
    schema = made.resource.table_schema.model_copy(update={"fields": fields})
    text = Table(made.resource.model_copy(update={"table_schema": schema}), made.rows, made.lines, "t.csv")
    assert not has_trend(text)
    with pytest.raises(StatsError, match="columns of numbers that are years"):
        picture_of(text)


@pytest.mark.parametrize(
    ("times", "values", "breaks", "words"),
    [
        (THREE, (1.0, 2.0), (), "3 values"),
        (("2021", "2021", "2022"), (1.0, 2.0, 3.0), (), "each time once"),
        (("2022", "2021", "2023"), (1.0, 2.0, 3.0), (), "times in order"),
        (THREE, (1.0, 2.0, 3.0), (SeriesBreak("2030"),), "one of 2022, 2023"),
        (THREE, (1.0, 2.0, 3.0), (SeriesBreak("2021"),), "one of 2022, 2023"),
    ],
)
def test_a_series_that_does_not_fit_is_refused(
    times: tuple[str, ...], values: tuple[float, ...], breaks: tuple[SeriesBreak, ...], words: str
) -> None:
    with pytest.raises(StatsError, match=words):
        Series(times, (Line("Nyby", values),), breaks=breaks)


def test_values_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(StatsError, match=r"Nyby\[1\] = nan"):
        Line("Nyby", (1.0, float("nan")))
    with pytest.raises(StatsError, match="12 at most"):
        Series(THREE, tuple(Line(f"{n}", (1.0, 2.0, 3.0)) for n in range(13)))


@pytest.mark.parametrize("kind", ["Pettitt", "Breaks"])
def test_values_must_be_those_that_were_tested(kind: str) -> None:
    for values in ((), [1.0], [*SERIES, 3.0]):
        with pytest.raises(StatsError, match="the 12 that were tested"):
            picture_of(WITH_VALUES[kind], values=values)
    assert picture_of(WITH_VALUES[kind], values=[None, *SERIES]) == picture_of(WITH_VALUES[kind], values=SERIES)


def test_a_found_break_and_a_declared_one_are_both_drawn() -> None:
    drawn = picture_of(WITH_VALUES["Breaks"], values=SERIES, unit="dager")
    assert drawn.note == "1: Mulig brudd fra 2014. 2: Brudd i serien fra 2018: ny instruks."
    assert lines_in(drawn) == 3
