"""Changes and shares that sentences state: what does not compute is found, and everything else is left in peace."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from auditlib.checks.recalc import Kind
from auditlib.checks.recalc.prose import Statement, read_statements, recalculate_text
from auditlib.numbers import format_number, round_half_up


def wrong(text: str) -> list[Statement]:
    return [each for each in read_statements(text) if not each.holds]


def told(text: str) -> list[tuple[str, str, str]]:
    return [(each.printed.text, each.recomputed.text, str(each.kind)) for each in wrong(text)]


# --- percent and percentage points ---

POINTS_CALLED_PERCENT = [
    "Andelen økte 14,6 prosent fra 57,0 til 71,6.",
    "Andelen økte 14,6 prosent, fra 57,0 til 71,6 prosent.",
    "Andelen økte med 14,6 prosent, fra 57,0 prosent i 2007 til 71,6 prosent i 2009.",
    "Andelen gikk fra 57,0 til 71,6 prosent, en økning på 14,6 prosent.",
    "Andelen gikk fra 57,0 til 71,6 prosent. Det er en økning på 14,6 prosent.",
    "Andelen gikk fra 57,0 til 71,6 prosent. Økningen er dermed på 14,6 prosent.",
    "Andelen gikk fra 57,0 til 71,6 prosent, noe som er en økning på 14,6 prosent.",
    "Andelen økte fra 57,0 til 71,6 prosent (14,6 prosent).",
    "Andelen økte 14,6 prosent (fra 57,0 til 71,6 prosent).",
    "Andelen økte fra 57,0 til 71,6 prosent, det vil si med 14,6 prosent.",
    "Fra 2007 til 2009 økte andelen med 14,6 prosent, fra 57,0 til 71,6 prosent.",
    "Andelen barn og unge med plan økte med 14,6 %, fra 57,0 % i 2021 til 71,6 % i 2022.",
    "I perioden gikk andelen barn med plan opp 14,6 prosent, fra 57,0 % til 71,6 %.",
    "Andelen steg til 71,6 prosent fra 57,0 prosent, en vekst på 14,6 prosent.",
    "Prosentandelen vokste fra 57,0 til 71,6 prosent – en vekst på 14,6 prosent.",
    "Delen auka med 14,6 prosent, frå 57,0 til 71,6 prosent.",
    "Delen auka frå 57,0 til 71,6 prosent, ein auke på 14,6 prosent.",
    "Delen gjekk opp frå 57,0 til 71,6 prosent, det vil seie 14,6 prosent.",
    "Andelen økte **14,6 prosent**, fra *57,0* til *71,6* prosent.",
    "Andelen har\nøkt med 14,6\nprosent, fra 57,0\ntil 71,6 prosent.",
]


@pytest.mark.parametrize("sentence", POINTS_CALLED_PERCENT)
def test_points_called_percent(sentence: str) -> None:
    (found,) = wrong(sentence)
    assert (found.printed.value, found.recomputed.value, found.kind) == (
        Decimal("14.6"), Decimal("25.6"), Kind.POINTS_AS_PERCENT
    )  # fmt: skip
    assert found.recomputed.text == "25,6 prosent"
    assert found.cause.startswith("prosentpoeng oppgitt som prosent: fra 57,0 til 71,6")
    assert found.cause.endswith("er 14,6 prosentpoeng eller 25,6 prosent")


@pytest.mark.parametrize(
    "sentence",
    [
        "Andelen falt 14,6 prosent, fra 71,6 til 57,0 prosent.",
        "Andelen sank fra 71,6 til 57,0 prosent, eller 14,6 prosent.",
        "Andelen ble redusert med 14,6 prosent, fra 71,6 til 57,0 prosent.",
        "Andelen gikk ned fra 71,6 til 57,0 prosent, en nedgang på 14,6 prosent.",
        "Delen minka med 14,6 prosent, frå 71,6 til 57,0 prosent.",
        "Delen gjekk ned frå 71,6 til 57,0 prosent, ein nedgang på 14,6 prosent.",
        "Endringen fra 71,6 til 57,0 prosent er på 14,6 prosent.",
    ],
)
def test_points_called_percent_of_a_decrease(sentence: str) -> None:
    assert told(sentence) == [("14,6 prosent", "20,4 prosent", "points_as_percent")]


def test_percent_called_points() -> None:
    (found,) = wrong("Andelen økte med 25,6 prosentpoeng, fra 57,0 til 71,6 prosent.")
    assert (found.recomputed.text, found.kind) == ("14,6 prosentpoeng", Kind.PERCENT_AS_POINTS)
    assert found.cause.startswith("prosent oppgitt som prosentpoeng: ")


def test_percent_called_points_where_the_levels_are_no_percentages() -> None:
    sentence = "Antallet økte fra 200 til 250 saker, altså 25 prosentpoeng."
    assert told(sentence) == [("25 prosentpoeng", "25 prosent", "percent_as_points")]


def test_points_that_are_neither() -> None:
    sentence = "Andelen økte med 12,0 prosentpoeng, fra 57,0 til 71,6 prosent."
    assert told(sentence) == [("12,0 prosentpoeng", "14,6 prosentpoeng", "percentage_points")]


def test_the_second_of_two_ways_to_say_it_is_tested_too() -> None:
    right = "Andelen økte med 14,6 prosentpoeng (25,6 prosent), fra 57,0 til 71,6 prosent."
    assert told(right) == []
    assert [each.printed.text for each in read_statements(right)] == ["14,6 prosentpoeng", "25,6 prosent"]
    assert told(right.replace("25,6", "20,4")) == [("20,4 prosent", "25,6 prosent", "percentage_change")]


# --- relative changes and shares ---

WRONG = {
    "Antallet økte fra 200 til 250, eller 20 prosent.": ("20 prosent", "25 prosent", "percentage_change"),
    "Antallet økte fra 200 til 250 (20 prosent).": ("20 prosent", "25 prosent", "percentage_change"),
    "Antallet økte fra 200 i 2002 til 250 i 2009, altså 20 prosent.": ("20 prosent", "25 prosent", "percentage_change"),
    "Talet på saker auka frå 200 til 250, ein auke på 20 prosent.": ("20 prosent", "25 prosent", "percentage_change"),
    "Utgiftene økte 20 prosent, fra 9 til 12 millioner kroner.": ("20 prosent", "33 prosent", "percentage_change"),
    "Utgiftene økte fra 900 000 kroner til 1,2 millioner kroner, en økning på 25 prosent.":
        ("25 prosent", "33 prosent", "percentage_change"),
    "Svartiden steg fra 71 til 92 dager, en økning på 21 prosent.": ("21 prosent", "30 prosent", "percentage_change"),
    "Andelen økte med nesten 15 prosent, fra 57,0 til 71,6 prosent.": ("15 prosent", "26 prosent", "points_as_percent"),
    "Det manglet svar i 8 av 18 mapper (48 prosent).": ("48 prosent", "44 prosent", "share"),
    "Det manglet svar i 8 av de 18 mappene, eller 48 prosent.": ("48 prosent", "44 prosent", "share"),
    "I 48 prosent av mappene (8 av 18) manglet svar.": ("48 prosent", "44 prosent", "share"),
    "I 8 av 18 mapper manglet svar, dvs. 48 %.": ("48 %", "44 prosent", "share"),
    "Åtte av 18 mapper (48 %) hadde svar.": ("48 %", "44 prosent", "share"),
    "I 45 prosent av de 18 mappene manglet svar.": ("45 prosent", "44 prosent", "impossible_share"),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), WRONG.items())
def test_what_does_not_compute(sentence: str, expected: tuple[str, str, str]) -> None:
    assert told(sentence) == [expected]


CAUSES = {
    "Antallet økte fra 200 til 250, eller 20 prosent.":
        "fra 200 til 250 er 25 prosent; tallet passer hvis endringen regnes i prosent av 250",
    "Svartiden steg fra 71 til 92 dager, en økning på 21 prosent.":
        "fra 71 til 92 er 30 prosent; tallet er differansen, ikke endringen i prosent",
    "Antallet økte fra 1 000 til 1 520, eller 25 prosent.":
        "fra 1\u00a0000 til 1\u00a0520 er 52 prosent; siffer kan være byttet om",
    "8 av 18 mapper (56 prosent) hadde svar.": "8 av 18 er 44 prosent; tallet passer for de andre 10 av 18",
    "I 45 prosent av de 18 mappene manglet svar.": "ingen hele tall av 18 gir 45 prosent; nærmest er 8",
    "Utgiftene økte fra 9 til 12 millioner kroner, eller 20 prosent.":
        "fra 9 millioner til 12 millioner kroner er 33 prosent",
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "cause"), CAUSES.items())
def test_says_why(sentence: str, cause: str) -> None:
    (found,) = wrong(sentence)
    assert found.cause == cause


# --- what is right, means something else or is not understood ---

LEFT = [
    # right
    "Andelen økte 14,6 prosentpoeng fra 57,0 til 71,6 prosent.",
    "Andelen økte 25,6 prosent, fra 57,0 til 71,6 prosent.",
    "Andelen gikk fra 57,0 til 71,6 prosent. Det er en økning på 14,6 prosentpoeng.",
    "Antallet økte fra 200 til 250, eller 25 prosent.",
    "Antallet falt fra 8 745 i 2019 til 6 418 i 2025, en nedgang på 27 prosent.",
    "Sykefraværet gikk ned fra 8,4 til 7,1 prosent, en reduksjon på 15 prosent.",
    "Befolkningen økte fra 4,8 millioner til 5,3 millioner, eller 10 prosent.",
    "Endringen fra 200 til 150 er på −25 prosent.",
    "Andelen sank fra 20 % til 15 % (−5 prosentpoeng, −25 %).",
    "8 av 18 mapper (44 prosent) hadde svar.",
    "8 av 18 mapper (44,4 %) hadde svar.",
    "I 8 av 18 mapper var det svart (44 prosent; 95 % KI 22–69).",
    "40 prosent av de 25 informantene sa ja.",
    # the figure is of something else
    "Antallet økte fra 200 til 250. I Storvik var økningen på 20 prosent.",
    "Antallet økte fra 200 til 250, mens utgiftene økte 20 prosent.",
    "Antallet økte fra 200 til 250, og 20 prosent av disse gjaldt barn.",
    "Antallet økte fra 200 til 250, 20 prosent mer enn i Storvik.",
    "Antallet økte fra 200 til 250 elever (5 prosent).",
    "Antallet økte fra 200 til 250 i kommuner med 20 prosent barn.",
    "Antallet økte fra 200 til 250, en økning på 20 prosent for jenter.",
    "Utgiftene økte 20 prosent fordi antallet steg fra 200 til 250.",
    "Utgiftene økte 20 prosent og antallet fra 200 til 250.",
    "Budsjettet økte fra 200 til 250 millioner, hvorav 20 prosent er lønn.",
    "Andelen økte fra 10 til 12 prosent i Nord og fra 20 til 22 prosent i Sør, en økning på 2,5 prosentpoeng i Nord.",
    "Andelen øker med endringer på over 10 prosentpoeng fra 1,5 til 2,9 prosent.",
    "8 av 18 mapper hadde svar (56 prosent manglet).",
    "3 av 4 kommuner (76 prosent av innbyggerne) er med.",
    "Det gjelder 8 av 18 kvinner og 2 av 7 menn (40 prosent).",
    "Det gjelder 40 prosent (8 av 18 kvinner og 2 av 7 menn).",
    "45 prosent av de 18 lærerne som fikk skjemaet, svarte.",
    "Det tok 20 prosent av de 18 timene.",
    # the change is reckoned in another way
    "Utgiftene økte med 20 prosent årlig, fra 200 til 250 millioner kroner.",
    "Utgiftene økte med 20 prosent i snitt, fra 200 til 250 millioner kroner.",
    "Den årlige veksten var 20 prosent, fra 200 til 250.",
    "Utgiftene økte reelt med 20 prosent, fra 200 til 250 millioner.",
    "Stillingen er økt fra 80 til 100 prosent stilling, en økning på 20 prosent.",
    "Andelene økte henholdsvis 5 og 10 prosent, fra 50 til 60 prosent.",
    # a way of speaking
    "Fire av ti elever (38 prosent) trives.",
    "Andelen økte med over 10 prosent, fra 57,0 til 71,6 prosent.",
    "Andelen økte ikke med 14,6 prosent, men 25,6 prosent, fra 57,0 til 71,6 prosent.",
    # years, ages and dates
    "Fra 1950 til 2010 økte antallet 20 prosent.",
    "Fra 8 til 16 år øker andelen 20 prosent.",
    "Per 1. januar økte satsen 3 prosent fra kl. 8 til kl. 16.",
    "Andelen økte med 2 prosent til 45 prosent fra 2018 til 2019.",
    # the direction is another, or nothing to start from
    "Andelen økte 14,6 prosent, fra 71,6 til 57,0 prosent.",
    "Antallet økte fra 0 til 5, en økning på 20 prosent.",
]


@pytest.mark.parametrize("sentence", LEFT)
def test_is_left_in_peace(sentence: str) -> None:
    assert told(sentence) == []


def test_paragraphs_lists_and_headings_are_not_read_as_one() -> None:
    text = "Andelen gikk fra 57,0 til 71,6 prosent\n\n{}en økning på 14,6 prosent."
    for between in ("", "- ", "# ", "1. "):
        assert told(text.format(between)) == []
    assert told("Andelen gikk fra 57,0 til 71,6 prosent,\nen økning på 14,6 prosent.") != []


# --- places ---


def test_a_discrepancy_says_its_line_and_place() -> None:
    first, second = "mapper (48 prosent) manglet svar. Andelen økte", "14,6 prosent, fra 57,0 til 71,6."
    text = "\r\n".join(["# Svar", "", "I 8 av 18", first, second])
    result = recalculate_text(text)
    assert (result.checked, result.untested, result.is_text) == (2, (), True)
    assert [(each.row, each.column, each.line, each.printed.text) for each in result.discrepancies] == [
        ("4", "9", 4, "48 prosent"),
        ("5", "1", 5, "14,6 prosent"),
    ]


def test_a_statement_that_holds_is_no_discrepancy() -> None:
    (statement,) = read_statements("8 av 18 (44 prosent)")
    assert (statement.holds, statement.recomputed.text) == (True, "44 prosent")
    with pytest.raises(ValueError, match="44 prosent holds"):
        statement.at_cell("1", "1", 1)


# --- properties: sentences that are right are never reported, and wrong ones always ---

UP = [
    "Andelen økte {c}, fra {a} til {b}.",
    "Andelen økte med {c} fra {a} i 2007 til {b} i 2009.",
    "Andelen barn og unge økte fra {a} til {b}, en økning på {c}.",
    "Fra 2007 til 2009 steg tallet fra {a} til {b}, eller {c}.",
    "I Nyby gikk tallet opp fra {a} til {b}. Det er en økning på {c}.",
    "Talet auka frå {a} til {b}, det vil seie {c}.",
    "Talet har auka med {c}, frå {a} i 2007 til {b} i 2009.",
]
DOWN = [
    "Andelen falt {c}, fra {a} til {b}.",
    "Tallet ble redusert fra {a} til {b}, en reduksjon på {c}.",
    "Tallet sank fra {a} i 2007 til {b} i 2009, altså {c}.",
    "Talet gjekk ned med {c}, frå {a} til {b}.",
]
FINE = st.decimals("5.0000", "95.0000", places=4)
DECIMALS = st.integers(0, 2)


def sentence(data: st.DataObject, before: str, after: str, change: str, *, rises: bool) -> str:
    template: str = data.draw(st.sampled_from(UP if rises else DOWN))
    return template.format(a=before, b=after, c=change)


def bounds(before: Decimal, after: Decimal, decimals: int) -> tuple[Fraction, Fraction]:
    """The least and the greatest relative change of levels that round to those printed."""
    half = Fraction(1, 2 * 10**decimals)
    ends = [
        (Fraction(b) + y * half) / (Fraction(a) + x * half) * 100 - 100
        for a, b in [(before, after)]
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return min(ends), max(ends)


@given(FINE, FINE, DECIMALS, DECIMALS, st.data())
def test_right_changes_of_percentages_are_never_reported(
    before: Decimal, after: Decimal, decimals: int, change_decimals: int, data: st.DataObject
) -> None:
    assume(before != after)
    rises = after > before
    points = format_number(abs(after - before), change_decimals)
    percent = format_number(abs(Fraction(after) / Fraction(before) - 1) * 100, change_decimals)
    levels = format_number(before, decimals), f"{format_number(after, decimals)} prosent"
    for change in (f"{points} prosentpoeng", f"{percent} prosent"):
        text = sentence(data, *levels, change, rises=rises)
        assert told(text) == [], text


@given(st.integers(10, 99_999), st.integers(10, 99_999), DECIMALS, st.data())
def test_right_changes_of_counts_are_never_reported(
    before: int, after: int, decimals: int, data: st.DataObject
) -> None:
    assume(before != after)
    change = f"{format_number(abs(Fraction(after, before) - 1) * 100, decimals)} prosent"
    text = sentence(data, format_number(before), f"{format_number(after)} saker", change, rises=after > before)
    assert told(text) == [], text


@given(FINE, FINE, st.integers(0, 1), st.data())
def test_points_called_percent_are_always_found(
    before: Decimal, after: Decimal, decimals: int, data: st.DataObject
) -> None:
    a, b = round_half_up(before, decimals), round_half_up(after, decimals)
    low, high = bounds(a, b, decimals)
    points, half = abs(b - a), Fraction(1, 2 * 10**decimals)
    assume(a != b and not (min(abs(low), abs(high)) - half <= points <= max(abs(low), abs(high)) + half))
    assume(abs(b - a) > 2 * half)
    change = f"{format_number(points, decimals)} prosent"
    text = sentence(data, format_number(a, decimals), f"{format_number(b, decimals)} prosent", change, rises=b > a)
    (found,) = wrong(text)
    assert (found.kind, found.printed.value) == (Kind.POINTS_AS_PERCENT, points)
    assert found.recomputed.value == round_half_up(abs(Fraction(b) / Fraction(a) - 1) * 100, decimals)


@given(st.integers(50, 9_999), st.integers(50, 9_999), st.decimals("0.5", "99.5", places=1), st.data())
def test_wrong_changes_of_counts_are_always_found(before: int, after: int, said: Decimal, data: st.DataObject) -> None:
    right = abs(Fraction(after, before) - 1) * 100
    assume(before != after and abs(right - Fraction(said)) > Fraction(1, 10))
    change = f"{format_number(said, 1)} prosent"
    text = sentence(data, format_number(before), f"{format_number(after)} saker", change, rises=after > before)
    (found,) = wrong(text)
    assert found.recomputed.value == round_half_up(right, 1)


SHARES = [
    "Det manglet svar i {x} av {y} mapper ({z}).",
    "{x} av {y} søkere, eller {z}, ventet.",
    "I {z} av mappene ({x} av {y}) manglet svar.",
    "Det gjelder {x} av dei {y} sakene, det vil seie {z}.",
    "Svar manglet i {x} av de {y} mappene, dvs. {z}.",
]


@given(st.integers(0, 5000), st.integers(1, 5000), DECIMALS, st.sampled_from(SHARES))
def test_right_shares_are_never_reported(part: int, whole: int, decimals: int, template: str) -> None:
    assume(part <= whole)
    share = f"{format_number(Fraction(100 * part, whole), decimals)} prosent"
    text = template.format(x=format_number(part), y=format_number(whole), z=share)
    assert told(text) == [], text


@given(st.integers(0, 5000), st.integers(11, 5000), st.decimals(0, 100, places=1), st.sampled_from(SHARES))
def test_wrong_shares_are_always_found(part: int, whole: int, said: Decimal, template: str) -> None:
    right = Fraction(100 * part, whole)
    assume(part <= whole and abs(right - Fraction(said)) > Fraction(1, 20))
    text = template.format(x=format_number(part), y=format_number(whole), z=f"{format_number(said, 1)} prosent")
    (found,) = wrong(text)
    assert (found.kind, found.printed.value, found.recomputed.value) == (Kind.SHARE, said, round_half_up(right, 1))


PIECES = st.sampled_from(
    ["økte", "fra", "til", "57,0", "71,6 prosent", "14,6 prosent", "prosentpoeng", "8 av 18", "(", ")", ",", ".", ";",
     "eller", "en økning på", "2009", "om lag", "over", "kr", "millioner", "og", "mens", "det", "\n", "\n\n", "- ",
     "av", "de", "mapper", "12–14", "§ 4-25", "K1.p2", "0", "1. januar", "%", "**", "[", "](x)", "−5 %", "+3",
     "9" * 120, "henholdsvis", "gikk opp"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=40))
def test_any_text_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    for found in read_statements(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.holds or (found.cause and found.recomputed.value != found.printed.value)
