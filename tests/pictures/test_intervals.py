"""Interval plots: what the rows, scales and tables say."""

from dataclasses import replace
from decimal import Decimal
from math import inf, nan
from xml.etree import ElementTree

import pytest

from auditlib import stats
from auditlib.pictures import IntervalGroup, IntervalRow, Picture, Reference, interval_plot, picture_of
from auditlib.pictures.scales import between, from_zero, of_chances, of_counts, of_places, of_ratios
from auditlib.stats import StatsError
from tests.pictures.made import share


def texts_of(picture: Picture) -> list[str]:
    return [
        element.text or "" for element in ElementTree.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_a_share_says_its_interval_and_its_counts() -> None:
    drawn = picture_of(share())
    assert drawn.title == "besvart"
    assert drawn.alt == "Besvart. 8 av 18: 44 prosent (95 % KI 22–69)."
    assert drawn.data.rows == (("8 av 18", "44", "22", "69", "–"),)
    assert [heading.unit for heading in drawn.data.headings] == ["", "prosent", "prosent", "prosent", ""]
    assert {"8 av 18", "44 (22–69)", "0", "20", "100", "prosent"} <= set(texts_of(drawn))
    assert drawn.note == ""


def test_a_measured_ratio_stands_against_one_and_a_difference_against_none() -> None:
    ratio = replace(share(), value=Decimal("1.06"), unit="", decimals=2, p=0.4, count=None, n=None)
    drawn = picture_of(replace(ratio, interval=(Decimal("0.9"), Decimal("1.2"))))
    assert {"likt", "Målt", "1,06 (0,90–1,20)"} <= set(texts_of(drawn))
    points = replace(ratio, value=Decimal("22.2"), unit="prosentpoeng", interval=(Decimal("-1.9"), Decimal(44)))
    assert "ingen forskjell" in texts_of(picture_of(points))


def test_a_value_that_was_rounded_out_of_its_limits_is_drawn() -> None:
    full = replace(share(), value=Decimal("13.3"), interval=(Decimal("13.33"), Decimal("13.33")), count=4, n=30)
    assert picture_of(full).data.rows == (("4 av 30", "13", "13", "13", "–"),)
    assert picture_of(replace(full, value=None, interval=None)).data.rows[0][1] == "ikke oppgitt"


def test_an_interval_that_only_illustrates_says_so() -> None:
    drawn = picture_of(share(illustrative=True))
    assert drawn.note.startswith("Sakene er ikke trukket tilfeldig")
    assert "stroke-dasharray" in drawn.svg


def test_cases_that_were_not_drawn_at_random_have_no_interval() -> None:
    drawn = picture_of(stats.evaluate(18, 10, drawn="unknown"))
    assert drawn.data.rows == (("Andel avvik", "55,6", "–", "–", "10 av 18"),)
    assert drawn.note == "Sakene er ikke trukket tilfeldig; tallet gjelder bare disse."


def test_the_limit_that_decides_stands_beside_the_tolerable_rate() -> None:
    drawn = picture_of(stats.evaluate(60, 1, drawn="simple", tolerable=0.08))
    assert drawn.data.rows[1] == ("Ensidig øvre grense", "–", "0,0", "7,7", "–")
    assert "tålelig: 8 prosent" in texts_of(drawn)
    assert drawn.alt.endswith("tålelig: 8 prosent.")
    assert "Andelen er under det tålelige, 8 prosent." in drawn.description


def test_strata_end_with_the_rate_of_all() -> None:
    found = stats.evaluate_strata([stats.Stratum("Nyby", 100, 20, 3), stats.Stratum("Storvik", 300, 300, 30)])
    drawn = picture_of(found, tolerable_rate=0.12)
    own = stats.clopper_pearson(3, 20)
    assert drawn.data.rows[0][1:4] == ("15,0", "3,2", "37,9")
    assert (round(100 * own.lower, 1), round(100 * own.upper, 1)) == (3.2, 37.9)
    # a stratum that was read in full is known
    assert drawn.data.rows[1] == ("Storvik", "10,0", "10,0", "10,0", "30 av 300")
    assert drawn.data.rows[2][0] == "Samlet, veid etter størrelse"
    assert drawn.data.rows[2][1] == "11,3"


def test_two_changes_stand_over_their_ratio() -> None:
    drawn = picture_of(stats.compare_changes(489, 631, 5200, 6333, names=("Nyby", "Storvik")))
    assert drawn.data.rows == (
        ("Nyby", "29,0", "–", "–", "fra 489 til 631", "prosent endring"),
        ("Storvik", "21,8", "–", "–", "fra 5\u00a0200 til 6\u00a0333", "prosent endring"),
        ("Forholdet mellom vekstfaktorene", "1,06", "0,93", "1,20", "–", ""),
    )
    assert "lik vekst" in texts_of(drawn)
    assert "1,06 (0,93–1,20)" in texts_of(drawn)


def test_a_comparison_is_called_after_what_is_compared() -> None:
    named = stats.compare_changes(489, 631, 5200, 6333, names=("Nyby", "Storvik"))
    assert picture_of(named).title == "Nyby mot Storvik: to endringer holdt mot hverandre"
    assert picture_of(named, title="Vekst").title == "Vekst"
    shares = stats.compare_proportions(10, 18, 30, 90, names=("Nyby", "Storvik"))
    assert picture_of(shares, language="en").title == "Nyby against Storvik: two shares and the difference between them"
    assert picture_of(stats.compare_rates(12, 1500, 3, 1400)).title == "To rater holdt mot hverandre"


def test_a_missing_limit_is_said_and_drawn_as_an_arrow() -> None:
    drawn = picture_of(stats.compare_rates(12, 1500, 0, 1400, unit="barn"), per=1000)
    assert drawn.data.rows[2][:4] == ("Forholdet mellom ratene", "∞", "2,59", "∞")
    assert "∞ (over 2,59)" in texts_of(drawn)
    assert drawn.data.rows[0][1:] == ("8,00", "–", "–", "12 på 1\u00a0500 barn", "hendelser per 1\u00a0000 barn")


def test_missing_figures_and_figures_without_limits_are_told_apart() -> None:
    rows = (
        IntervalRow("a", None),
        IntervalRow("b", 3.0),
        IntervalRow("c", 2.0, 1.0, inf),
        IntervalRow("d", 1.0, -inf, inf),
    )
    drawn = interval_plot([IntervalGroup(rows, "dager")], "Svartid")
    assert [row[1:4] for row in drawn.data.rows] == [
        ("ikke oppgitt", "–", "–"), ("3,0", "–", "–"), ("2,0", "1,0", "∞"), ("1,0", "−∞", "∞"),
    ]  # fmt: skip
    assert {"ikke oppgitt", "3,0", "2,0 (over 1,0)", "1,0 (uten grenser)"} <= set(texts_of(drawn))


def test_many_rows_are_summed_up_by_the_least_and_the_greatest() -> None:
    rows = tuple(IntervalRow(f"K{n}", float(n), n - 1.0, n + 1.0) for n in range(5, 0, -1))
    assert interval_plot([IntervalGroup(rows)], "Svar").alt == "Svar. 5 tall, fra 1,0 (K1) til 5,0 (K5) prosent."


@pytest.mark.parametrize("groups", [[], [IntervalGroup(())]])
def test_nothing_to_show_is_said(groups: list[IntervalGroup]) -> None:
    drawn = interval_plot(groups, "Svartid")
    assert drawn.alt == "Svartid. Ingen tall å vise."
    assert drawn.data.rows == ()
    assert texts_of(drawn) == ["Ingen tall å vise."]


@pytest.mark.parametrize(
    ("value", "lower", "upper"), [(nan, 0, 1), (1, nan, 2), (3, 1, 2), (0, 1, 2), (1, 1, None), (inf, None, None)]
)
def test_rows_that_cannot_be_are_refused(value: float, lower: float, upper: float | None) -> None:
    with pytest.raises(StatsError, match="row Nyby"):
        IntervalRow("Nyby", value, lower if upper is not None or lower else None, upper)


def test_scales_begin_at_zero_and_end_round() -> None:
    assert from_zero([3, 38], "nb").ticks == (0, 10, 20, 30, 40)
    assert from_zero([-5, 12], "nb").low <= -5
    assert from_zero([51], "nb", most=100).high == 100
    assert from_zero([49], "nb", most=100).high == 50
    assert from_zero([], "nb").ticks[0] == 0
    assert of_counts([3], "nb").ticks == (0, 1, 2, 3)
    assert of_counts([], "nb").ticks == (0, 1)
    assert between(0, 12_000_000, "nb").names[-1] == "15\u00a0000\u00a0000"
    assert len(between(0, 12_000_000, "nb").names) <= 4


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (nan, 1), (0, inf)])
def test_a_scale_without_length_is_refused(low: float, high: float) -> None:
    with pytest.raises(StatsError, match="two finite ends in order"):
        between(low, high, "nb")


def test_ratios_have_one_in_the_middle() -> None:
    for values in ([1.06, 0.96], [0.01, 3], [500.0], []):
        scale = of_ratios(values, "nb")
        assert scale.share(1.0) == pytest.approx(0.5)
        assert 1.0 in scale.ticks
        assert 3 <= len(scale.ticks) <= 7
    assert of_ratios([1.3], "nb").names == ("0,8", "0,9", "1", "1,1", "1,2")


def test_p_values_stand_on_powers_of_ten() -> None:
    assert of_chances(0.03, "nb").names == ("0,01", "0,1", "1")
    assert of_chances(0.0, "nb").names == ("0,0001", "0,001", "0,01", "0,1", "1")


def test_names_of_years_never_stand_in_each_other() -> None:
    years = [float(year) for year in range(1990, 2020)]
    scale = of_places(years, [f"{year:.0f}" for year in years], 290)
    assert len(scale.ticks) == 30
    assert [name for name in scale.names if name][-1] == "2019"
    assert len([name for name in scale.names if name]) <= 8
    assert of_places([0.0], ["2021"], 290).names == ("2021",)


def test_a_reference_is_a_line_with_a_name() -> None:
    group = IntervalGroup((IntervalRow("Nyby", 40.0),), "dager", reference=Reference(84, "krav: høyst 84 dager"))
    drawn = interval_plot([group], "Svartid")
    assert "krav: høyst 84 dager" in texts_of(drawn)
    assert "100" in texts_of(drawn)  # the scale holds the reference
