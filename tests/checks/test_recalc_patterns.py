"""Mistakes that recalculation knows by their form: plain means, impossible shares, swapped digits, empty parts."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from auditlib.checks.recalc import Discrepancy, Grid, Pattern, Row, recalculate
from auditlib.numbers import format_number, round_half_up


def grid(text: str, name: str = "tabell") -> Grid:
    """A grid from lines of cells with `;` between; the first line is the heading, with what stands in its corner."""
    heading, *lines = [line.strip().split(";") for line in text.strip().splitlines()]
    rows = tuple(Row(cells[0], tuple(cells[1:]), line) for line, cells in enumerate(lines, start=2))
    return Grid(name, tuple(heading[1:]), rows, heading[0])


def found(text: str, *siblings: Grid) -> list[Discrepancy]:
    return list(recalculate(grid(text), (), siblings).discrepancies)


def told(text: str, *siblings: Grid) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.row, each.column, each.printed.text, each.recomputed.text, each.kind.value)
        for each in found(text, *siblings)
    ]


# --- unweighted means: the shape of a published table of districts, with other names ---

PLANS = """Andel med plan;2018;2019;2020;2021;2022
           Nord;93 %;91 %;96 %;81 %;90 %
           Øst;97 %;97 %;95 %;95 %;95 %
           Sør;85 %;86 %;91 %;89 %;79 %
           Vest;84 %;64 %;68 %;88 %;94 %
           Øvrig;82 %;95 %;98 %;97 %;98 %
           {label};88 %;87%;90%;90%;91%"""
CHILDREN = """Barn i tiltak;2018;2019;2020;2021;2022
              Nord;194;188;239;205;154
              Øst;219;194;147;154;118
              Sør;131;133;111;115;91
              Vest;156;165;262;232;179
              Øvrig;349;345;372;385;377
              Totalt;1049;1025;1131;1091;919"""


@pytest.mark.parametrize("label", ["Totalt gjennomsnitt", "Totalt", "I alt", "Kommunen", "Nyby kommune"])
def test_a_total_that_is_a_plain_mean_is_found_without_weights(label: str) -> None:
    discrepancies = found(PLANS.format(label=label))
    assert [(each.column, each.printed.text, each.recomputed.text) for each in discrepancies] == [
        ("2018", "88 %", "88"), ("2019", "87%", "87"), ("2020", "90%", "90"), ("2021", "90%", "90"),
        ("2022", "91%", "91"),
    ]  # fmt: skip
    assert {(each.row, each.kind, each.pattern) for each in discrepancies} == {
        (label, "unweighted_mean", Pattern.UNWEIGHTED_MEAN)
    }
    mean, reason = discrepancies[0].cause.split("; ")
    assert mean == "tallet er et uvektet gjennomsnitt av de andre tallene (88,2)"
    assert reason == "det kunne ikke vektes, for tabellen har ingen antall"


@pytest.mark.parametrize("label", ["Gjennomsnitt", "Snitt", "Kommunesnitt", "Sum/snitt", "Sum eller snitt"])
def test_a_row_that_is_called_a_mean_is_right(label: str) -> None:
    assert found(PLANS.format(label=label)) == []


def test_one_municipality_among_others_is_no_total() -> None:
    text = PLANS.format(label="Nyby kommune").replace("Nord;", "Storvik kommune;")
    assert found(text) == []


def test_a_sibling_table_weights_the_percentages() -> None:
    # weighted by the counts: 87,8, 88,5, 90,3, 91,0 and 93,6
    discrepancies = found(PLANS.format(label="Totalt gjennomsnitt"), grid(CHILDREN, "Barn i tiltak"))
    assert [(each.column, each.printed.text, each.recomputed.text) for each in discrepancies] == [
        ("2019", "87%", "88"), ("2021", "90%", "91"), ("2022", "91%", "94")
    ]  # fmt: skip
    assert discrepancies[0].cause == (
        "tallet er et uvektet gjennomsnitt av de andre tallene (86,6); vektet med Barn i tiltak (2019) blir det 88,5"
    )


def test_a_sibling_of_other_rows_weights_nothing() -> None:
    other = grid(CHILDREN.replace("Øvrig", "Annet"), "Barn i tiltak")
    assert all("kunne ikke vektes" in each.cause for each in found(PLANS.format(label="Totalt"), other))


ONE_COLUMN = """Bydel;Barn;Andel med plan
                Nord;154;90,0
                Sør;118;95,0
                Øst;91;79,0
                Vest;179;94,0
                {label};542;{total}"""


def test_counts_in_the_table_weight_the_percentages() -> None:
    (wrong,) = found(ONE_COLUMN.format(label="Totalt", total="89,5"))
    assert (wrong.row, wrong.column, wrong.printed.text, wrong.recomputed.text, wrong.kind) == (
        "Totalt", "Andel med plan", "89,5", "90,6", "unweighted_mean"
    )  # fmt: skip
    assert wrong.cause.endswith("(89,50); vektet med Barn blir det 90,56")


@pytest.mark.parametrize(("label", "total"), [("Totalt", "90,6"), ("Totalt", "88,0"), ("Gjennomsnitt", "89,5")])
def test_a_weighted_mean_another_figure_and_a_mean_are_left(label: str, total: str) -> None:
    assert [each for each in told(ONE_COLUMN.format(label=label, total=total)) if each[1] != "Barn"] == []


def test_a_row_of_counts_weights_a_row_of_percentages() -> None:
    text = "Indikator;Nord;Sør;Øst;Totalt\nBarn;100;300;50;450\nAndel med plan;40,0;60,0;50,0;50,0"
    assert told(text) == [("Andel med plan", "Totalt", "50,0", "54,4", "unweighted_mean")]


def test_a_share_computed_from_counts_is_known_for_a_mean() -> None:
    text = """Bydel;Barn;Med plan;Andel med plan
              Nord;154;139;90,3
              Sør;118;112;94,9
              Øst;91;72;79,1
              Vest;179;168;93,9
              Totalt;542;491;89,6"""
    (wrong,) = found(text)
    assert (wrong.printed.text, wrong.recomputed.text, wrong.kind) == ("89,6", "90,6", "unweighted_mean")
    assert wrong.cause.endswith("(89,55); regnet av antallene blir det 90,59")


def test_what_chance_could_give_is_a_doubt_and_no_finding() -> None:
    result = recalculate(grid("Bydel;Andel med plan\nNord;90\nSør;95\nØst;79\nVest;94\nTotalt;90"))
    assert result.discrepancies == ()
    assert [(each.row, each.column) for each in result.untested] == [("Totalt", "Andel med plan")]
    assert "det kan være tilfeldig" in result.untested[0].reason


def test_the_table_s_name_or_a_unit_says_that_they_are_percentages() -> None:
    plain = PLANS.format(label="Totalt").replace(" %", "").replace("%", "")
    assert len(found(plain)) == 5
    unnamed = replace(grid(plain), corner="Bydel")
    assert recalculate(unnamed).discrepancies == ()
    assert len(recalculate(replace(unnamed, name="Andel barn med plan")).discrepancies) == 5
    assert len(recalculate(replace(unnamed, units=("prosent",) * 5)).discrepancies) == 5


SHARES = st.lists(st.integers(1, 999), min_size=3, max_size=7)


@given(SHARES, st.data())
def test_a_weighted_total_is_never_called_a_plain_mean(shares: list[int], data: st.DataObject) -> None:
    counts = [data.draw(st.integers(20, 900)) for _ in shares]
    total = Fraction(sum(share * count for share, count in zip(shares, counts, strict=True)), 10 * sum(counts))
    lines = [f"Bydel {at};{count};{format_number(Fraction(share, 10), 1)}" for at, (share, count) in
             enumerate(zip(shares, counts, strict=True))]  # fmt: skip
    text = "\n".join(["Bydel;Barn;Andel", *lines, f"Totalt;{sum(counts)};{format_number(total, 1)}"])
    assert [each for each in found(text) if each.kind == "unweighted_mean"] == []


@given(SHARES, st.data())
def test_a_plain_mean_that_the_weights_deny_is_always_found(shares: list[int], data: st.DataObject) -> None:
    counts = [data.draw(st.integers(20, 900)) for _ in shares]
    weighted = Fraction(sum(share * count for share, count in zip(shares, counts, strict=True)), 10 * sum(counts))
    plain = round_half_up(Fraction(sum(shares), 10 * len(shares)), 1)
    assume(abs(weighted - Fraction(plain)) > Fraction(11, 100))
    lines = [f"Bydel {at};{count};{format_number(Fraction(share, 10), 1)}" for at, (share, count) in
             enumerate(zip(shares, counts, strict=True))]  # fmt: skip
    text = "\n".join(["Bydel;Barn;Andel med plan", *lines, f"Totalt;{sum(counts)};{format_number(plain, 1)}"])
    (wrong,) = [each for each in found(text) if (each.row, each.column) == ("Totalt", "Andel med plan")]
    assert (wrong.kind, wrong.recomputed.value) == ("unweighted_mean", round_half_up(weighted, 1))


# --- shares and their counts ---


@pytest.mark.parametrize("heading", ["ja;n", "n;ja"])
def test_a_share_of_counts_leaves_nothing_to_rounding(heading: str) -> None:
    counts = {"ja;n": "8;18", "n;ja": "18;8"}[heading]
    assert told(f"attributt;{heading};prosent\nsvar;{counts};44") == []
    # between 7,5 of 18,5 and 8,5 of 17,5 it could have been 48, were they rounded
    assert told(f"attributt;{heading};prosent\nsvar;{counts};48") == [("svar", "prosent", "48", "44", "share")]


def test_a_share_whose_label_names_both_counts_is_tested_alone() -> None:
    text = "attributt;Antall mapper;Uten svar;Andel uten svar av mapper\nsvar;18;8;48"
    assert told(text) == [("svar", "Andel uten svar av mapper", "48", "44", "share")]


def test_a_share_of_amounts_may_be_of_rounded_ones() -> None:
    text = "Post;Budsjett;Regnskap;Forbruk i %\nA;18;8;48,0\nB;200;100;50,0\nC;300;90;30,0"
    assert told(text) == []


IMPOSSIBLE = "attributt;{n};prosent\nsvar;18;44\nplan;18;45\nreferat;18;50\ndato;18;67"


@pytest.mark.parametrize("label", ["n", "N", "Antall (n)", "Antall mapper"])
def test_a_percentage_that_no_count_gives_is_found(label: str) -> None:
    (wrong,) = found(IMPOSSIBLE.format(n=label))
    assert (wrong.row, wrong.printed.text, wrong.recomputed.text) == ("plan", "45", "44")
    assert (wrong.kind, wrong.pattern) == ("impossible_share", Pattern.IMPOSSIBLE_SHARE)
    assert wrong.cause == "ingen hele tall av 18 gir 45 prosent; nærmest er 8"


@pytest.mark.parametrize(
    "text",
    [
        "Sted;n;Svarprosent\nNord;18;45\nSør;18;50",  # of those who were asked, who are not in the table
        "Sted;Ansatte;Sykefravær (%)\nNord;21;7,3\nSør;34;6,1\nØst;18;8,8",  # of something else
        "Sted;n;Andel\nNord;180;45\nSør;250;51",  # with so many every percentage is possible
        "Sted;Antall dager;Andel\nNord;18;44\nSør;18;45\nØst;18;50\nVest;18;67",  # measured, not counted
        "Sted;n;Andel\nNord;18;0,44\nSør;18;0,45",  # fractions, as a spreadsheet holds them
    ],
)
def test_a_percentage_of_something_else_is_left(text: str) -> None:
    assert told(text) == []


@given(st.integers(2, 90), st.lists(st.integers(0, 90), min_size=2, max_size=6), st.integers(0, 1))
def test_possible_shares_are_never_called_impossible(whole: int, counts: list[int], decimals: int) -> None:
    shares = [format_number(Fraction(100 * min(count, whole), whole), decimals) for count in counts]
    lines = [f"rad {at};{whole};{share}" for at, share in enumerate(shares)]
    assert told("\n".join(["sak;n;Andel", *lines])) == []


def test_shares_stated_in_a_cell_are_tested() -> None:
    text = "Attributt;Resultat\nsvar;8 av 18 (48 %)\nplan;10 av 18 (56 %)"
    result = recalculate(grid(text))
    assert told(text) == [("svar", "Resultat", "48 %", "44 prosent", "share")]
    assert (result.checked, result.discrepancies[0].line) == (2, 2)


# --- swapped digits and empty parts ---


def test_a_part_with_swapped_digits_is_named() -> None:
    (wrong,) = found("Sted;Barn\nA;352\nB;181\nC;91\nTotalt;561")
    assert (wrong.kind, wrong.pattern) == ("total", Pattern.TRANSPOSED_DIGITS)
    assert wrong.cause.startswith("summen stemmer hvis B er 118 og ikke 181 (siffer byttet om); ")


def test_several_parts_that_could_be_swapped_are_all_named() -> None:
    (wrong,) = found("Sted;Barn\nA;352\nB;21\nC;43\nTotalt;407")
    assert "siffer er byttet om i ett av tallene: B (21, 12), C (43, 34)" in wrong.cause
    assert wrong.pattern is Pattern.TRANSPOSED_DIGITS


def test_a_swap_that_would_begin_with_a_nought_is_none() -> None:
    (wrong,) = found("Sted;Barn\nA;350\nB;30\nC;45\nTotalt;398")  # 30 less 27 is 03
    assert "byttet om" not in wrong.cause


def test_a_total_with_swapped_digits_says_so() -> None:
    (wrong,) = found("Sted;Barn\nA;352\nB;118\nC;91\nTotalt;516")
    assert wrong.cause.startswith("siffer kan være byttet om")
    assert wrong.pattern is Pattern.TRANSPOSED_DIGITS


@given(st.lists(st.integers(100, 9999), min_size=3, max_size=6, unique=True), st.data())
def test_a_swapped_part_is_always_named(parts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts) - 1))
    digits = str(parts[at])
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    total = sum(parts)
    assume(swapped != parts[at] and swapped >= 10 ** (len(digits) - 1))
    printed = [*parts[:at], swapped, *parts[at + 1 :]]
    assume(not min(printed) <= total <= max(printed))
    lines = [f"Sted {place};{part}" for place, part in enumerate(printed)]
    (wrong,) = found("\n".join(["Sted;Barn", *lines, f"Totalt;{total}"]))
    named = f"Sted {at} er {format_number(parts[at])} og ikke {swapped}"
    among = f"Sted {at} ({swapped}, {format_number(parts[at])})"
    others_first = wrong.cause.startswith(("siffer kan være byttet om", "desimalkommaet", "fortegnet"))
    assert others_first or named in wrong.cause or among in wrong.cause or "i ett av tallene" in wrong.cause


def _deadlines(totals: Sequence[str]) -> str:
    return f"""Fristbrudd;2018;2019;2020
               Nord;1;0;27
               Øst;0;0;7
               Sør;6;0;26
               Totalt;{";".join(totals)}"""


def test_a_total_whose_parts_are_all_nought_has_its_own_cause() -> None:
    (wrong,) = found(_deadlines(["7", "43", "60"]))
    assert (wrong.column, wrong.printed.text, wrong.recomputed.text, wrong.kind) == ("2019", "43", "0", "total")
    assert wrong.pattern is Pattern.PARTS_EMPTY
    assert wrong.cause.startswith("alle delene er 0, så totalen kan ikke komme fra dem")


def test_a_nought_of_noughts_is_right() -> None:
    assert found(_deadlines(["7", "0", "60"])) == []


@pytest.mark.parametrize("parts", ["-;-;-", "0;-;0", ":;0;:"])
def test_a_total_whose_parts_are_missing_could_not_be_tested(parts: str) -> None:
    lines = "\n".join(f"Sted {at};{part}" for at, part in enumerate(parts.split(";")))
    result = recalculate(grid(f"Sted;Barn\n{lines}\nTotalt;43"))
    assert result.discrepancies == ()
    assert [each.reason for each in result.untested] == [
        "ingen av delene har tall som kan gi totalen: fordelingen mangler"
    ]


def test_a_grid_refuses_units_that_are_not_one_a_column() -> None:
    with pytest.raises(ValueError, match="tabell: 1 units for 2 columns"):
        Grid("tabell", ("a", "b"), (), units=("kr",))
