"""Bars, distributions, digits, families, funnels, plans and matrices: that the numbers are those of the result."""

import re
from math import log10
from xml.etree import ElementTree

import pytest

from auditlib import stats
from auditlib.pictures import (
    MatrixCell,
    Picture,
    Spread,
    coders_matrix,
    counts_matrix,
    digit_bars,
    groups,
    matrix,
    missing_pattern,
    picture_of,
    spreads,
    stances,
)
from auditlib.pictures.bars import Part, stacked
from auditlib.pictures.naming import place_names
from auditlib.stats import StatsError
from tests.pictures.made import RESULTS, SUPPRESSED, UNITS

BENFORD = {lead: log10(1 + 1 / lead) for lead in range(1, 10)}


def texts_of(picture: Picture) -> list[str]:
    return [
        element.text or "" for element in ElementTree.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_stances_say_every_side() -> None:
    drawn = stances([("K1 Frist", 2, 1, 5), ("K2 Svar", 0, 0, 0)], "Sider")
    assert drawn.alt == "Sider. K1 Frist: 2 oppfylt, 1 delt, 5 avvik; K2 Svar: 0 oppfylt, 0 delt, 0 avvik."
    assert drawn.data.rows == (("K1 Frist", "2", "1", "5"), ("K2 Svar", "0", "0", "0"))
    assert {"2", "1", "5", "8", "0", "oppfylt", "delt", "avvik"} <= set(texts_of(drawn))
    assert stances([("a", 1, 0, 0)] * 3, "x").alt == "X. 3 rader, i alt 3 oppfylt, 0 delt, 0 avvik."


def test_groups_say_how_much_was_collected() -> None:
    drawn = groups([("søkere", 2, 10), ("ledere", 1, 5)], "Utsagn")
    assert drawn.alt == "Utsagn. Søkere: 10 utsagn i 2 intervjuer; ledere: 5 utsagn i 1 intervju."
    assert "10 (2)" in texts_of(drawn)


def test_counts_stand_on_whole_numbers() -> None:
    for drawn in (stances([("K1", 1, 0, 2)], "x"), groups([("søkere", 1, 3)], "x"), groups([("a", 1, 0)], "x")):
        numbers = [text for text in texts_of(drawn) if re.match(r"[\d,]+$", text)]
        assert numbers
        assert all(re.fullmatch(r"\d+", each) for each in numbers)


@pytest.mark.parametrize("bad", [-1, 1.5, float("nan"), "2"])
def test_counts_that_are_none_are_refused(bad: int) -> None:
    with pytest.raises(StatsError, match=r"K1 = .*a whole number, 0 or more"):
        stances([("K1", 1, bad, 2)], "x")
    with pytest.raises(StatsError, match="a whole number"):
        groups([("søkere", 1, bad)], "x")
    with pytest.raises(StatsError, match="a whole number"):
        counts_matrix(["a"], ["b"], [[bad]], "x")


def test_a_row_needs_a_count_for_each_part() -> None:
    with pytest.raises(StatsError, match="2 counts, one for each part"):
        stacked([("K1", [1])], [Part("a", "#ffffff"), Part("b", "#ffffff")], "x", "saker")


@pytest.mark.parametrize(
    "drawn",
    [
        stances([], "Tomt"), groups([], "Tomt"), counts_matrix([], [], [], "Tomt"),
        counts_matrix(["a"], [], [[]], "Tomt"), spreads([], Spread("a", ()), Spread("b", ()), "Tomt"),
        digit_bars({}, BENFORD, "Tomt"), coders_matrix([], [], "Tomt"), missing_pattern(["a"], [], "Tomt"),
    ],
)  # fmt: skip
def test_nothing_is_said_to_be_nothing(drawn: Picture) -> None:
    assert drawn.alt == "Tomt. Ingen tall å vise."
    assert drawn.data.rows == ()


def test_two_distributions_stand_side_by_side() -> None:
    drawn = picture_of(RESULTS["OrderedShift"], categories=["svært god", "god", "dårlig", "svært dårlig"])
    assert drawn.data.rows[0] == ("svært god", "10", "15,4", "5", "6,3")
    assert "15,4 / 6,3" in texts_of(drawn)
    with pytest.raises(StatsError, match="3 counts"):
        picture_of(RESULTS["OrderedShift"], categories=["a", "b", "c"])


def test_digits_stand_against_what_is_expected() -> None:
    drawn = digit_bars({1: 50, 2: 30, 9: 20}, BENFORD, "Beløp")
    assert drawn.data.rows[0] == ("1", "50", "50,0", "30,1")
    assert drawn.alt == "Beløp. 100 tall; oftest 1 med 50,0 prosent, mot 30,1 ventet."
    with pytest.raises(StatsError, match="digits among"):
        digit_bars({0: 1}, BENFORD, "Beløp")


def test_a_family_shows_both_p_values() -> None:
    drawn = picture_of(RESULTS["Family"])
    assert drawn.data.rows == (
        ("a", "< 0,001", "< 0,001", "ja"), ("b", "0,03", "0,06", "nei"), ("c", "–", "–", "nei"),
    )  # fmt: skip
    assert "ikke testet" in texts_of(drawn)
    assert drawn.alt == "Testene i «svartid». 1 av 3 tester står etter justering: a."


def test_a_funnel_names_those_outside_and_those_missing() -> None:
    drawn = picture_of(RESULTS["Funnel"], size="saker", missing=["Tangen", "Utvik"])
    found = stats.funnel_proportions(UNITS)
    outside = {unit.name for unit in found.units if unit.place != "inside"}
    assert outside == set(UNITS) & set(texts_of(drawn))
    assert drawn.note.startswith("Tall mangler for Tangen og Utvik.")
    assert "Tall mangler for Tangen og Utvik." in drawn.description
    assert {"95 %", "99,8 %"} <= set(texts_of(drawn))
    (nyby,) = (row for row in drawn.data.rows if row[0] == "Nyby")
    unit = found.units[0]
    limits = (f"{100 * limit:.1f}".replace(".", ",") for limit in (unit.lower, unit.upper))
    assert nyby == ("Nyby", "45", "100", "45,0", *limits, "over")


def test_rates_are_shown_per_so_many() -> None:
    drawn = picture_of(RESULTS["Funnel, rates"], unit="per 1 000 innbyggere", per=1000)
    assert drawn.data.rows[0][3] == "12,16"
    with pytest.raises(StatsError, match="per = 0"):
        picture_of(RESULTS["Funnel, rates"], per=0)


def test_names_are_kept_clear_of_each_other() -> None:
    at = [(100.0, 100.0), (101.0, 99.0), (102.0, 101.0)]
    places = place_names(["Nyby", "Storvik", "Dalen"], at, [(120.0, 100.0)], [], (250, 190))
    boxes = [place.box(point, 40) for place, point in zip(places, at, strict=True)]
    for one, (left, right, low, high) in enumerate(boxes):
        assert left >= 0
        assert high <= 196
        for a, b, c, d in boxes[one + 1 :]:
            assert right <= a or b <= left or high <= c or d <= low


def test_a_plan_lies_on_its_curve() -> None:
    plan = stats.plan_sample(0.05, None, allowed=2)
    drawn = picture_of(plan)
    assert ("2", str(plan.n)) in drawn.data.rows
    assert str(plan.n) in texts_of(drawn)
    assert [row[0] for row in drawn.data.rows] == ["0", "1", "2", "3", "4", "5"]


def test_plans_that_no_sample_meets_are_left_out_of_the_curve() -> None:
    drawn = picture_of(stats.plan_sample(0.05, None, allowed=0, population=60))
    assert [row[0] for row in drawn.data.rows] == ["0", "1", "2"]


def test_two_stages_show_the_risk_at_the_tolerable_rate() -> None:
    plan = stats.plan_two_stages(0.08, 0.01)
    drawn = picture_of(plan)
    assert drawn.data.rows[-1][0] == "8 prosent"
    assert drawn.data.rows[-1][2] == f"{100 * plan.risk:.1f}".replace(".", ",")
    assert drawn.data.rows[0] == ("0 prosent", "100,0", "100,0")


def test_hidden_cells_are_hidden_everywhere() -> None:
    drawn = picture_of(SUPPRESSED, title="Barn etter alder")
    assert drawn.data.rows[0] == ("Nyby", "20", "skjult", "skjult", "37")
    assert drawn.data.rows[-1] == ("i alt", "71", "55", "49", "175")
    assert texts_of(drawn).count(":") == len(SUPPRESSED.hidden) == 4
    # 3 and 2 are what must not be told, 14 and 30 protect them
    cells = {cell for row in drawn.data.rows for cell in row}
    assert cells.union(texts_of(drawn)).isdisjoint({"3", "2", "14", "30"})


def test_an_attack_shows_intervals_and_no_counts() -> None:
    drawn = picture_of(SUPPRESSED.attack)
    assert [row[1] for row in drawn.data.rows] == ["–"] * 4
    widths = {(f"{each.lower}", f"{each.upper}") for each in SUPPRESSED.attack.intervals}
    assert {row[2:4] for row in drawn.data.rows} == widths
    assert "KI" not in drawn.html()


@pytest.mark.parametrize("place", [-1, 1])
def test_a_table_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(StatsError, match="from 0 to 0"):
        picture_of(SUPPRESSED, table=place)


def test_gaps_in_a_matrix_are_hatched_and_counted() -> None:
    drawn = counts_matrix(["K1", "K2"], ["intervju", "mappe"], [[5, 0], [None, 18]], "Bevis")
    assert drawn.data.rows == (("K1", "5", "0"), ("K2", "ikke aktuelt", "18"))
    assert drawn.note == "Skravert rute: ingen."
    assert drawn.svg.count("<pattern") == 1
    assert counts_matrix(["K1"], ["a"], [[0]], "Bevis", gaps=False).svg.count("<pattern") == 0


def test_a_wide_matrix_goes_on_below_with_every_name() -> None:
    years = [str(year) for year in range(2005, 2020)]
    drawn = counts_matrix(["Nyby"], years, [[1200] * 15], "Saker")
    assert set(years) <= set(texts_of(drawn))
    assert texts_of(drawn).count("Nyby") > 1


def test_coders_agree_on_the_diagonal() -> None:
    drawn = coders_matrix("aab", "abb", codes={"a": "avvik", "b": "oppfylt", "c": "delt"}, names=("AB", "CD"))
    assert drawn.data.rows == (("avvik", "1", "1", "0"), ("oppfylt", "0", "1", "0"), ("delt", "0", "0", "0"))
    assert drawn.description.startswith("Enige om 2 av 3.")
    assert drawn.note == "AB i rader, CD i kolonner; skravert rute: uenighet."
    with pytest.raises(StatsError, match="a name for every code in use"):
        coders_matrix("ab", "aa", codes={"a": "avvik"})
    with pytest.raises(StatsError, match="as many codes"):
        coders_matrix("ab", "a")


def test_missing_patterns_name_what_is_never_missing() -> None:
    drawn = missing_pattern(["alder", "kjønn", "navn"], [((), 310), (("alder", "kjønn"), 1)])
    assert drawn.data.rows == (("310 rader", "oppgitt", "oppgitt"), ("1 rad", "mangler", "mangler"))
    assert drawn.note.endswith("Mangler aldri: navn.")
    with pytest.raises(StatsError, match="names among alder"):
        missing_pattern(["alder"], [(("høyde",), 1)])


def test_cells_must_fit_the_names() -> None:
    with pytest.raises(StatsError, match="cells in the rows"):
        matrix(["a"], ["b", "c"], [[MatrixCell("1")]], "x")
    with pytest.raises(StatsError, match="1000 at most"):
        counts_matrix(["a"] * 101, ["b"] * 10, [[0] * 10] * 101, "x")
    with pytest.raises(StatsError, match="from 0 to 1"):
        MatrixCell("1", 1.5)


HOSTILE = '<script>alert(1)</script> $x^2$ & "sitat" \x00\x0b\ud800 \U0001f600\n\tslutt'


@pytest.mark.parametrize(
    "draw",
    [
        lambda text: stances([(text, 1, 0, 0)], text), lambda text: groups([(text, 1, 1)], text),
        lambda text: counts_matrix([text], [text, text], [[1, 0]], text, corner=text),
        lambda text: picture_of(stats.wilson(1, 2), title=text, name=text),
        lambda text: picture_of(stats.adjust_family(text, [text], {text: 0.1})),
        lambda text: picture_of(RESULTS["Funnel"], size=text, missing=[text]),
        lambda text: spreads([text, "b"], Spread(text, (1, 2)), Spread("b", (2, 1)), text),
    ],
)  # fmt: skip
def test_text_is_text_whatever_is_in_it(draw: object) -> None:
    drawn = draw(HOSTILE)  # type: ignore[operator]
    assert "<script" not in drawn.html()
    ElementTree.fromstring(drawn.svg)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", drawn.html())
    assert "$x^2$" in "".join(texts_of(drawn)) or "$x^2$" in drawn.html()


def test_a_funnel_of_very_many_names_only_those_that_stand_out_anyhow() -> None:
    units = {f"Kommune {n:03}": (30 + 40 * (n % 2), 100) for n in range(60)} | {"Storvik": (990, 1000)}
    found = stats.funnel_proportions(units, confidence=0.998)
    assert sum(each.place != "inside" for each in found.units) > 12
    picture = picture_of(found)
    written_in = re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)
    assert not [text for text in written_in if text.startswith("Kommune")]
    assert len(picture.data.rows) == 61  # the table names them all
