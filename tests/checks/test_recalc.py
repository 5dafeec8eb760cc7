"""Recalculation of tables: what is found, what is explained, and above all what is left in peace."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from auditlib.checks.recalc import Explanation, Grid, Kind, Recalculation, Row, recalculate
from auditlib.numbers import format_number


def grid(text: str) -> Grid:
    """A grid from lines of cells with `;` between; the first line is the heading."""
    heading, *lines = [line.strip().split(";") for line in text.strip().splitlines()]
    rows = tuple(Row(cells[0], tuple(cells[1:]), line) for line, cells in enumerate(lines, start=2))
    return Grid("tabell", tuple(heading[1:]), rows)


def found(result: Recalculation) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.row, each.column, each.printed.text, each.recomputed.text, each.kind.value)
        for each in result.discrepancies
    ]


# --- the figures of three published tables, under other names ---

FOUR_WAYS_TO_LABEL_A_CHANGE = ["endring", "Økning 2002–2009", "Prosentvis endring 2002-09", "Vekst i prosent"]


@pytest.mark.parametrize("label", FOUR_WAYS_TO_LABEL_A_CHANGE)
@pytest.mark.parametrize("corrected", ["2009_korrigert", "2009 (korrigert)", "200959"])
def test_a_wrong_percentage_change(label: str, corrected: str) -> None:
    result = recalculate(
        grid(f"""enhet;2002;2003;2004;2005;2006;2007;2008;2009;{corrected};{label}
                 Nyby;4541;5233;5722;6151;6205;6611;6629;6750;6964;48,6
                 Storby;4147;4330;4363;4637;4760;5092;5399;5816;-;40,8""")
    )
    assert found(result) == [("Storby", label, "40,8", "40,2", "percentage_change")]
    assert (result.checked, result.untested, result.discrepancies[0].line) == (2, (), 3)


@pytest.mark.parametrize("label", ["endring", "Økning 2007–2009", "Endring 2007-2009 (%)"])
def test_percentage_changes_that_are_right(label: str) -> None:
    result = recalculate(
        grid(f"""enhet;2007;2008;2009;{label}
                 Nyby;207;224;267;29,0
                 Storby uten Nyby;579;669;762;31,6
                 Sammenlignbare kommuner;9564;10491;11653;21,8""")
    )
    assert result == Recalculation(3, (), ())


WAITING = """bistand;barn
             Logoped;35
             Utredning;33
             Byggesak;1
             Råd og veiledning;10
             Psykolog;4
             I alt;79"""


def test_a_total_that_counts_some_twice_can_be_explained() -> None:
    (alone,) = recalculate(grid(WAITING)).discrepancies
    assert (alone.printed.text, alone.recomputed.text, alone.kind) == ("79", "83", Kind.TOTAL)
    assert alone.explained is None
    assert "kan skyldes avrunding eller at noen er telt flere ganger" in alone.cause
    (explained,) = recalculate(
        grid(WAITING),
        [Explanation("I alt", "barn", "Noen venter på flere."), Explanation("Sum", "barn", "Nei.")],
    ).discrepancies
    assert explained.explained == "Noen venter på flere."


# --- consistent tables: nothing differs, and as many numbers are recomputed as there are ---

CONSISTENT = {
    "percentages by year": (
        0,
        """enhet;2005;2006;2007;2008;2009;2009_korrigert
           Nyby;3,9;4,1;3,7;3,3;3,3;6,0
           Storby;3,7;3,9;4,0;4,3;4,4;
           Snittet;3,6;3,6;3,7;3,9;4,1;""",
    ),
    "words among the columns": (
        0,
        """ledd;enheter;grupper;møter;periode
           Barnehager;41;7;3;halvår
           Barneskoler;12;;1;måned""",
    ),
    "no numbers at all": (0, "sak;mottatt\nsak 1;ja\nsak 2;nei"),
    "no rows": (0, "enhet;2008;I alt"),
    "staff with totals both ways": (
        10,
        """Enhet;Kvinner;Menn;I alt;Andel kvinner
           Nord;12;8;20;60,0
           Sør;30;10;40;75,0
           Øst;15;15;30;50,0
           Sum;57;33;90;63,3""",
    ),
    "budget and accounts with subtotals and amounts below zero": (
        17,
        """Art;Budsjett 2023;Regnskap 2023;Avvik;Avvik i %
           Lønn;1 200;1 250;-50;-4,2
           Varer;300;280;20;6,7
           Tjenester;90;95;-5;-5,6
           Sum utgifter;1 590;1 625;-35;-2,2
           Refusjoner;-100;-120;20;20,0
           Brukerbetaling;-50;-45;-5;-10,0
           Sum inntekter;-150;-165;15;10,0
           Netto;1 440;1 460;-20;-1,4""",
    ),
    "a budget with the original between": (
        8,
        """Post;Regnskap 2023;Revidert budsjett 2023;Opprinnelig budsjett 2023;Avvik;Regnskap 2022
           Skatt;1 000;980;950;20;900
           Rammetilskudd;500;510;505;-10;480
           Eiendomsskatt;100;100;100;0;95
           Sum;1 600;1 590;1 555;10;1 475""",
    ),
    "subtotals and a grand total": (
        6,
        """Post;Budsjett;Regnskap
           Lønn;1 200;1 250
           Varer;300;280
           Sum drift;1 500;1 530
           Bygg;400;390
           Veg;100;120
           Sum investering;500;510
           I alt;2 000;2 040""",
    ),
    "spending in percent of the budget": (
        6,
        """Ansvar;Budsjett;Regnskap hittil;Forbruk i %
           A;1 000;480;48,0
           B;2 000;1 100;55,0
           C;500;275;55,0
           Sum;3 500;1 855;53,0""",
    ),
    "pupils by year and school, with shares of all": (
        10,
        """Skole;1. trinn;2. trinn;3. trinn;I alt;Andel av alle
           Nord;12;14;11;37;33,0
           Sør;20;18;22;60;53,6
           Øst;5;4;6;15;13,4
           I alt;37;36;39;112;100,0""",
    ),
    "percentages in the names of rows": (
        6,
        """Stillingsstørrelse;Kvinner;Menn;I alt
           Under 50 %;30;5;35
           50–99 %;60;8;68
           100 %;80;40;120
           I alt;170;53;223""",
    ),
    "indicators as rows, with shares and points among them": (
        15,
        """Indikator;2019;2020;2021;2022;Endring 2019–2022
           Barn 1-5 år;1 204;1 190;1 150;1 120;-84
           Barn i barnehage;1 090;1 085;1 066;1 050;-40
           Andel barn 1-5 år i barnehage;90,5;91,2;92,7;93,8;3,3
           Ansatte;300;301;295;290;-10
           herav menn;30;32;33;35;5
           Andel menn;10,0;10,6;11,2;12,1;2,1
           Netto driftsutgifter per innbygger;9 500;9 800;10 100;10 900;1 400""",
    ),
    "a total first and two ways to divide it": (
        0,
        """Gruppe;2021;2022
           I alt;120;131
           Kvinner;80;85
           Menn;40;46
           0–5 år;50;55
           6–12 år;70;76""",
    ),
    "a parent before its children, unmarked": (
        1,
        """Sektor;Elever
           Grunnskole;150
           Barnetrinn;100
           Ungdomstrinn;50
           SFO;30
           I alt;180""",
    ),
    "years as rows, changes from the year before": (
        6,
        """År;Folketall;Endring fra året før;Prosentvis endring
           2020;10 000;;
           2021;10 150;150;1,5
           2022;10 100;-50;-0,5
           2023;10 300;200;2,0""",
    ),
    "years as rows, changes as rows below": (
        8,
        """År;Kvinner;Menn;I alt
           2008;100;50;150
           2009;120;45;165
           Endring 2008–2009;20;-5;15
           Endring i prosent;20,0;-10,0;10,0""",
    ),
    "parts of a whole, by year": (
        4,
        """År;Meldinger;Herav henlagt;Andel henlagt (%)
           2018;120;30;25,0
           2019;133;41;30,8
           2020;150;44;29,3
           2021;141;39;27,7""",
    ),
    "kept deadlines": (
        3,
        """År;Saker i alt;Innen frist;Andel innen frist
           2020;120;100;83,3
           2021;133;90;67,7
           2022;140;130;92,9""",
    ),
    "school years": (
        2,
        """Skole;2020/21;2021/22;2022/23;Endring
           A;100;110;121;21
           B;50;45;40;-10""",
    ),
    "an answer in percent with the mark": (
        3,
        """Svar;Antall;Andel
           Ja;45;45,5 %
           Nei;54;54,5 %
           I alt;99;100 %""",
    ),
    "counts of accidents, one of them called deviation": (
        7,
        """Enhet;Ulykker;Nestenulykker;Avvik;Sum
           Nord;1;2;1;4
           Sør;0;3;2;5
           Øst;2;2;0;4
           Sum;3;7;3;13""",
    ),
    "a rank that is no part of the total": (
        5,
        """Kommune;Kommunenr;Plass;Kvinner;Menn;I alt
           Nyby;9999;3;10;12;22
           Storby;9998;1;100;120;220
           Sum;;;110;132;242""",
    ),
    "a decrease printed as a positive number": (
        6,
        """Enhet;2019;2023;Nedgang;Nedgang i %
           A;200;150;50;25,0
           B;80;60;20;25,0
           C;100;90;10;10,0""",
    ),
    "a projection with both kinds of change": (
        13,
        """Alder;2023;2030;2040;Vekst 2023–2040;Vekst i %
           0–5 år;500;480;460;-40;-8,0
           6–15 år;900;880;850;-50;-5,6
           16–66 år;5 000;5 050;5 020;20;0,4
           67 år og over;1 200;1 500;1 900;700;58,3
           I alt;7 600;7 910;8 230;630;8,3""",
    ),
    "percentages that a spreadsheet holds as fractions": (
        3,
        """Enhet;2008;2009;Endring i prosent
           A;100;125;0,25
           B;80;60;-0,25
           C;90;99;0,1""",
    ),
    "amounts rounded each for itself": (
        2,
        """Enhet;2021;2022
           A;1 234,6;99,5
           B;1 111,7;12,4
           C;333,4;10,4
           Sum;2 679,8;122,2""",
    ),
    "shares of both sexes": (
        6,
        """Stilling;Antall menn;Antall kvinner;Andel menn;Andel kvinner
           Lærer;10;30;25,0;75,0
           Assistent;5;15;25,0;75,0
           Leder;3;2;60,0;40,0""",
    ),
    "a rate beside counts": (
        2,
        """Enhet;Ansatte;Årsverk;Årsverk per ansatt
           A;20;12,5;0,63
           B;11;8,25;0,75
           Totalt;31;20,75;0,67""",
    ),
    "two blocks of counts and shares, by year": (
        12,
        """Skole;Elever 2022;Vedtak 2022;Andel 2022;Elever 2023;Vedtak 2023;Andel 2023
           A;200;20;10,0;210;21;10,0
           B;150;12;8,0;160;16;10,0
           C;120;6;5,0;100;6;6,0
           Sum;470;38;8,1;470;43;9,1""",
    ),
    "headings between the rows": (
        6,
        """Post;2022;2023;2024
           Utgifter;;;
           Lønn;100;110;120
           Varer;50;55;60
           Sum utgifter;150;165;180
           Inntekter;;;
           Salg;20;25;30
           Gebyr;40;45;50
           Sum inntekter;60;70;80""",
    ),
    "years from the last to the first": (
        6,
        """Kommune;2023;2022;2021;Endring 2021–2023;Endring
           A;120;110;100;20;20
           B;50;60;70;-20;-20
           C;33;32;31;2;2""",
    ),
    "a share marked in the heading after the year": (
        3,
        """Enhet;Ansatte 2009;Kvinner 2009;Kvinner 2009 %
           A;20;12;60,0
           B;40;30;75,0
           C;30;15;50,0""",
    ),
    "a date is not a rate": (
        3,
        """Enhet;Ansatte per 31.12.2008;Ansatte per 31.12.2009;I alt
           A;20;12;32
           B;11;8;19
           C;10;10;20""",
    ),
}


@pytest.mark.parametrize(("checked", "text"), CONSISTENT.values(), ids=CONSISTENT.keys())
def test_consistent_tables_are_left_in_peace(checked: int, text: str) -> None:
    result = recalculate(grid(text))
    assert found(result) == []
    assert result.checked == checked


# --- what cannot be tested is said, and why ---

NOT_TESTED = {
    "a part is missing": (
        "Enhet;2021;2022\nA;:;12\nB;10;13\nC;4;5\nI alt;17;30",
        [("I alt", "2021", "tall mangler i A")],
    ),
    "a mean": (
        "Enhet;Saker;Behandlingstid\nA;10;30,0\nB;30;50,0\nI alt;40;45,0",
        [("I alt", "Behandlingstid", "tallet ligger mellom delene og kan være et gjennomsnitt")],
    ),
    "a base below zero": (
        "Art;2022;2023;Endring i %\nSkatt;100;110;10,0\nRefusjon;-50;-60;20,0",
        [("Refusjon", "Endring i %", "grunnlaget i 2022 er ikke større enn null")],
    ),
    "points called percent": (
        "Enhet;2021;2022;Endring i prosent\nA;7,1;8,4;1,3\nB;9,0;8,2;-0,8\nC;8,0;9,3;1,3",
        [(None, "Endring i prosent", "tallene passer som prosentpoeng, ikke som prosent")],
    ),
    "only a corrected year": (
        "Enhet;2002;2009_korrigert;Endring 2002–2009\nA;100;120;20\nB;50;70;20",
        [(None, "Endring 2002–2009", "fant ikke to sammenlignbare kolonner for 2002 og 2009")],
    ),
    "the same persons over years": (
        "Tjeneste;2007;2008;2009;I alt 2007–2009\nA;10;12;11;20\nB;20;21;22;35",
        [(None, "I alt 2007–2009", "ingen tolkning av overskriften passer med tallene")],
    ),
    "a selection of rows": (
        "Utvalgte;2021;2022\nA;100;110\nB;200;210\nI alt;900;950",
        [("I alt", None, "ingen tolkning av overskriften passer med tallene")],
    ),
}


@pytest.mark.parametrize(("text", "reasons"), NOT_TESTED.values(), ids=NOT_TESTED.keys())
def test_says_what_was_not_tested(text: str, reasons: list[tuple[str | None, str | None, str]]) -> None:
    result = recalculate(grid(text))
    assert found(result) == []
    assert [(each.row, each.column, each.reason) for each in result.untested] == reasons


def test_a_missing_part_is_not_zero_however_it_is_marked() -> None:
    for mark in ("", "-", "–", ":", "..", "."):
        result = recalculate(grid(f"Enhet;2021\nA;{mark}\nB;10\nC;4\nI alt;14"))
        assert (result.checked, len(result.discrepancies), len(result.untested)) == (0, 0, 1)


# --- likely causes ---

CAUSES = {
    "another base year": (
        """Enhet;2002;2003;2009;Prosentvis endring 2002–2009
           A;4000;5000;6000;50,0
           B;3000;3100;3600;20,0
           C;2000;2500;3000;20,0""",
        ("C", "20,0", "50,0", "tallet passer hvis 2003 er basisår"),
    ),
    "another last year": (
        """Enhet;2002;2008;2009;Prosentvis endring 2002–2009
           A;4000;5000;6000;50,0
           B;3000;3100;3600;20,0
           C;2000;2500;3000;25,0""",
        ("C", "25,0", "50,0", "tallet passer hvis 2008 er sluttår"),
    ),
    "digits swapped": (
        """Enhet;2008;2009;Differanse 2008–2009
           A;1000;1250;250
           B;2000;2341;341
           C;3000;3182;128""",
        ("C", "128", "182", "siffer kan være byttet om"),
    ),
    "points as percent": (
        """Skole;Andel 2008;Andel 2009;Endring i prosent
           A;40,0;50,0;25,0
           B;40,0;44,0;10,0
           C;20,0;25,0;5,0""",
        ("C", "5,0", "25,0", "prosentpoeng oppgitt som prosent"),
    ),
    "a difference as percent": (
        """Enhet;2008;2009;Endring i prosent
           A;400;500;25,0
           B;400;440;10,0
           C;200;250;50,0""",
        ("C", "50,0", "25,0", "tallet er differansen, ikke endringen i prosent"),
    ),
    "percent of the last year": (
        """Enhet;2008;2009;Endring i prosent
           A;400;500;25,0
           B;400;440;10,0
           C;200;250;20,0""",
        ("C", "20,0", "25,0", "tallet passer hvis endringen regnes i prosent av 2009"),
    ),
    "a sign": (
        """Enhet;2008;2009;Differanse 2008–2009
           A;1000;1250;250
           B;2000;2341;341
           C;3000;2818;182""",
        ("C", "182", "\u2212182", "fortegnet kan være snudd"),
    ),
    "a comma": (
        """Enhet;2008;2009;Endring i prosent
           A;400;500;25,0
           B;400;440;10,0
           C;2000;2500;2,5""",
        ("C", "2,5", "25,0", "desimalkommaet kan stå feil"),
    ),
    "not rounded": (
        """Enhet;2008;2009;Endring i prosent
           A;4000;5000;25,0
           B;4000;4400;10,0
           C;6000;6599;9,9""",
        ("C", "9,9", "10,0", "tallet er kuttet, ikke avrundet"),
    ),
    "one digit": (
        """Enhet;2008;2009;Endring i prosent
           A;4000;5000;25,0
           B;4000;4400;10,0
           C;6000;6600;16,0""",
        ("C", "16,0", "10,0", "ett siffer er ulikt, kan være en skrivefeil"),
    ),
    "an unweighted mean": (
        """Enhet;2008;2009;Endring i prosent
           A;400;500;25,0
           B;4000;4400;10,0
           I alt;4400;4900;17,5""",
        (
            "I alt",
            "17,5",
            "11,4",
            "tallet er et uvektet gjennomsnitt av de andre tallene (17,50); regnet av antallene blir det 11,36",
        ),
    ),
    "another whole": (
        """Skole;Elever;Gutter;Vedtak;Andel vedtak av elever
           A;200;100;30;15,0
           B;400;200;40;10,0
           C;300;150;30;20,0""",
        ("C", "20,0", "10,0", "tallet passer som andel av Gutter"),
    ),
    "a row left out": (
        "Enhet;2008;2009\nA;500;510\nB;300;310\nC;250;260\nI alt;1050;820",
        (
            "I alt",
            "820",
            "1\u00a0080",
            "tallet passer hvis C er utelatt; kan skyldes avrunding eller at noen er telt flere ganger",
        ),
    ),
    "a row added twice": (
        "Enhet;2008;2009\nA;500;510\nB;300;310\nC;250;260\nI alt;1050;1390",
        (
            "I alt",
            "1390",
            "1\u00a0080",
            "tallet passer hvis B er telt to ganger; kan skyldes at en del mangler i tabellen",
        ),
    ),
    "nothing simple": (
        """Enhet;2008;2009;Endring i prosent
           A;400;500;25,0
           B;400;440;10,0
           C;200;250;83,7""",
        ("C", "83,7", "25,0", "ingen enkel forklaring passer"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CAUSES.values(), ids=CAUSES.keys())
def test_names_a_likely_cause(text: str, expected: tuple[str, str, str, str]) -> None:
    discrepancies = recalculate(grid(text)).discrepancies
    assert [(each.row, each.printed.text, each.recomputed.text, each.cause) for each in discrepancies] == [
        expected
    ]


def test_a_wrong_total_is_not_reported_again_by_what_follows_from_it() -> None:
    result = recalculate(
        grid("""Enhet;2008;2009;I alt;Endring i %
                A;100;120;220;20,0
                B;200;210;410;5,0
                C;300;330;630;10,0
                Sum;600;680;1260;10,0""")
    )
    assert found(result) == [("Sum", "2009", "680", "660", "total")]


def test_a_wrong_part_is_seen_in_both_its_totals() -> None:
    result = recalculate(
        grid("""Enhet;Kvinner;Menn;I alt
                A;120;80;200
                B;300;109;400
                C;150;150;300
                Sum;570;330;900""")
    )
    assert [each[:4] for each in found(result)] == [
        ("B", "I alt", "400", "409"),
        ("Sum", "Menn", "330", "339"),
    ]


def test_a_grid_refuses_ragged_rows() -> None:
    with pytest.raises(ValueError, match="tabell, line 2: 1 cells for 2 columns"):
        grid("Enhet;2008;2009\nA;1")


# --- properties: made-up tables that are right, and one number changed ---

AMOUNTS = st.integers(min_value=200, max_value=5000)


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    """Three to six rows of two to four amounts."""
    width = draw(st.integers(min_value=2, max_value=4))
    return draw(st.lists(st.lists(AMOUNTS, min_size=width, max_size=width), min_size=3, max_size=6))


def printed(label: str, values: Sequence[int | Fraction | Decimal], decimals: int = 0) -> list[str]:
    return [label, *(format_number(value, decimals) for value in values)]


def as_grid(lines: list[list[str]]) -> Grid:
    return grid("\n".join(";".join(line) for line in lines))


def with_totals(amounts: list[list[int]]) -> list[list[str]]:
    rows = [[*row, sum(row)] for row in amounts]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    heading = ["Enhet", *"ABCD"[: len(amounts[0])], "I alt"]
    return [
        heading,
        *(printed(f"Enhet {place}", row) for place, row in enumerate(rows)),
        printed("Sum", totals),
    ]


def with_changes(amounts: list[list[int]], kind: str, label: str) -> list[list[str]]:
    heading = ["Enhet", *(str(2006 + place) for place in range(len(amounts[0]))), label]
    lines = [heading]
    for place, row in enumerate(amounts):
        change = row[-1] - row[0] if kind == "difference" else Fraction(row[-1] - row[0], row[0]) * 100
        decimals = 0 if kind == "difference" else 1
        lines.append([*printed(f"Enhet {place}", row), format_number(change, decimals)])
    return lines


def with_shares(amounts: list[list[int]]) -> list[list[str]]:
    lines = [["Enhet", "Elever", "Andel"]]
    total = sum(row[0] for row in amounts)
    for place, row in enumerate(amounts):
        lines.append([*printed(f"Enhet {place}", row[:1]), format_number(Fraction(row[0] * 100, total), 1)])
    return [*lines, [*printed("I alt", [total]), "100,0"]]


CHANGES = st.sampled_from(
    [
        ("difference", "Differanse"),
        ("difference", "Endring"),
        ("percentage_change", "Endring"),
        ("percentage_change", "Økning i prosent"),
    ]
)


@given(tables())
def test_totals_that_add_up_are_never_reported(amounts: list[list[int]]) -> None:
    result = recalculate(as_grid(with_totals(amounts)))
    assert result == Recalculation(len(amounts) + len(amounts[0]) + 1, (), ())


@given(tables(), CHANGES)
def test_changes_that_are_right_are_never_reported(amounts: list[list[int]], change: tuple[str, str]) -> None:
    result = recalculate(as_grid(with_changes(amounts, *change)))
    assert result == Recalculation(len(amounts), (), ())


@given(tables())
def test_shares_that_are_right_are_never_reported(amounts: list[list[int]]) -> None:
    result = recalculate(as_grid(with_shares(amounts)))
    assert result == Recalculation(len(amounts) + 1, (), ())  # each share, and the total they are shares of


@given(
    st.lists(st.lists(st.decimals(0, 10**6, places=4), min_size=3, max_size=3), min_size=2, max_size=12),
    st.integers(min_value=0, max_value=3),
)
def test_rounding_alone_is_never_reported(amounts: list[list[Decimal]], decimals: int) -> None:
    totals = [sum(column, Decimal(0)) for column in zip(*amounts, strict=True)]
    lines = [
        ["Enhet", "A (1 000 kr)", "B (1 000 kr)", "C (1 000 kr)"],
        *(printed(f"Enhet {place}", row, decimals) for place, row in enumerate(amounts)),
    ]
    assert found(recalculate(as_grid([*lines, printed("Sum", totals, decimals)]))) == []


def test_a_total_of_counts_may_not_be_one_off() -> None:
    (wrong,) = recalculate(grid("Sted;Barn\nA;35\nB;33\nC;1\nD;10\nI alt;78")).discrepancies
    assert (wrong.printed.value, wrong.recomputed.value) == (78, 79)
    assert "avrunding" in wrong.cause


@pytest.mark.parametrize("heading", ["Utgifter (1000 kr)", "Utgifter i mill. kroner", "Andel (%)"])
def test_rounded_whole_numbers_may_be_one_off(heading: str) -> None:
    assert found(recalculate(grid(f"Sted;{heading}\nA;33\nB;33\nC;33\nI alt;100"))) == []


@given(tables(), st.data())
def test_one_wrong_total_is_found_and_only_that(amounts: list[list[int]], data: st.DataObject) -> None:
    lines = with_totals(amounts)
    places = [(row, len(lines[0]) - 1) for row in range(1, len(lines))]
    places += [(len(lines) - 1, column) for column in range(1, len(lines[0]) - 1)]
    row, column = data.draw(st.sampled_from(places))
    wrong = data.draw(st.integers(min_value=10, max_value=5000))
    right = int(lines[row][column].replace("\u00a0", ""))
    lines[row][column] = format_number(right + wrong)
    result = recalculate(as_grid(lines))
    assert found(result) == [
        (lines[row][0], lines[0][column], format_number(right + wrong), format_number(right), "total")
    ]


@given(tables(), CHANGES, st.data())
def test_one_wrong_change_is_found_and_only_that(
    amounts: list[list[int]], change: tuple[str, str], data: st.DataObject
) -> None:
    lines = with_changes(amounts, *change)
    assume(all(len(line[-1].lstrip("\u22120,").replace(",", "")) >= 2 for line in lines))  # one digit tells too little
    row = data.draw(st.integers(min_value=1, max_value=len(amounts)))
    lines[row][-1] = format_number(20000 + data.draw(st.integers(min_value=0, max_value=1000)))
    (discrepancy,) = recalculate(as_grid(lines)).discrepancies
    assert (discrepancy.row, discrepancy.column, discrepancy.kind) == (lines[row][0], change[1], change[0])


@given(tables(), st.data())
def test_one_wrong_share_is_found_and_only_that(amounts: list[list[int]], data: st.DataObject) -> None:
    lines = with_shares(amounts)
    row = data.draw(st.integers(min_value=1, max_value=len(amounts)))
    lines[row][-1] = format_number(Decimal(lines[row][-1].replace(",", ".")) + 5, 1)
    (discrepancy,) = recalculate(as_grid(lines)).discrepancies
    assert (discrepancy.row, discrepancy.column, discrepancy.kind) == (lines[row][0], "Andel", Kind.SHARE)


LABELS = st.sampled_from(
    ["2008", "2009", "2009_korrigert", "Endring", "Endring 2008–2009", "Prosent", "Andel", "I alt", "Sum",
     "Avvik", "Kvinner", "Andel kvinner av ansatte", "Ansatte", "År", "", "herav menn", "Differanse",
     "Nedgang i %"]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(["", "-", ":", "ca. 40", "0", "0,0", "\u22123", "100 %"]),
    st.integers(min_value=-20, max_value=2000).map(format_number),
    st.decimals(min_value=-100, max_value=100, places=2).map(lambda value: format_number(value, 2)),
)


@given(st.data())
def test_any_grid_can_be_recalculated(data: st.DataObject) -> None:
    columns = tuple(data.draw(st.lists(LABELS, max_size=6)))
    cells = st.tuples(*[CELLS for _ in columns])
    rows = data.draw(st.lists(st.builds(Row, LABELS, cells, st.integers(min_value=2)), max_size=6))
    result = recalculate(Grid("tabell", columns, tuple(rows)))
    assert len(result.discrepancies) <= result.checked <= len(rows) * len(columns)
