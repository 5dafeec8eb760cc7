"""The appendix on data reliability and the drawn tests of the chapters, as a reader meets them."""

import re
from pathlib import Path

import pytest

from auditlib.report import show
from auditlib.report.build import Builder
from auditlib.report.reliability import ExaminedPart, reliability_part
from auditlib.report.tested import tests_under as under
from auditlib.workbench import Workbench, load
from tests.builders import Nyby
from tests.checks.test_reliability import LEVELS, STEADY, YEARS, add_table, row


@pytest.fixture(scope="module")
def bench(template: Path) -> Workbench:
    return load("nyby-2024", template)


def part_of(nyby: Nyby, *, internal: bool = True) -> dict[str, ExaminedPart]:
    made = reliability_part(nyby.mapped().inputs, internal=internal)
    return {each.anchor or each.title: each for each in made.tables}


def test_what_is_flagged_stands_with_place_reach_and_the_tables_own_notes(nyby: Nyby) -> None:
    notes = "    reliability: [Tellingen ble lagt om.]\n    acknowledged:\n"
    notes += '      - {row: Nyby, column: "2014", text: Rettet i ettertid.}\n'
    notes += '      - {row: Storvik, column: "2014", text: Uten betydning.}\n'
    add_table(nyby, [row("Nyby", LEVELS), row("Storvik", STEADY)], YEARS, notes)
    found = part_of(nyby)["serie"]
    assert (found.scope, found.flags, found.withheld) == ("2 tallrekker fra 2010 til 2019", 1, False)
    (flagged,) = found.flagged
    assert flagged.name == "Testen av brudd"
    assert flagged.sentences == (
        "Nyby: Nivået skifter fra 2015 (10 før og 30 etter; p = 0,008), og bruddet er ikke oppgitt.",
    )
    assert flagged.shows.startswith("Testen kan vise at nivået i serien er et annet")
    assert flagged.cannot_show.startswith("Den viser ikke om bruddet skyldes")
    assert found.notes == ("Tellingen ble lagt om.", "Nyby, 2014: Rettet i ettertid.")
    assert found.standing.endswith("Justert for antallet (Holm) kan ingen av utslagene skilles fra tilfeldighet.")


def test_flags_that_stand_among_few_tests_are_said_to(nyby: Nyby) -> None:
    add_table(nyby, [row("Nyby", LEVELS)], YEARS)
    assert part_of(nyby)["serie"].standing == (
        "Det er gjort 4 tester med p-verdi i tabellen, og av mange tester gir noen utslag ved tilfeldighet. Justert "
        "for antallet (Holm) kan alle utslagene skilles fra tilfeldighet."
    )


def test_a_reason_is_given_once_with_every_test_it_holds_for(nyby: Nyby) -> None:
    declared = '    breaks:\n      - {column: "2011", rows: [Nyby], text: Ny telling.}\n'
    add_table(nyby, ["Nyby;1;2;3", "Storvik;1;2;3"], ["2010", "2011", "2012"], declared)
    (said,) = part_of(nyby)["serie"].refused
    assert said == (
        "Det er bare 3 tall som kan brukes: testen av brudd (krever minst 8; oppgitt brudd er derfor ikke prøvd: 2011: "
        "Ny telling), mediantesten av uteliggere (krever minst 7), testen av uendrede tall (krever minst 4), testen av "
        "gjentatte tallrekker (krever minst 10), ESD-testen av uteliggere (krever minst 15), testen av gjentatte tall "
        "(krever minst 10)."
    )


def test_a_reason_that_holds_for_one_series_names_it(nyby: Nyby) -> None:
    add_table(nyby, ["Nyby;1;2;3;4", "Storvik;5;;7;8"], ["2010", "2011", "2012", "2013"])
    said = part_of(nyby)["serie"].refused
    assert [text.split(":")[0] for text in said] == [f"Det er bare {n} tall som kan brukes" for n in (4, 3)]
    assert all("gjelder Nyby" in remark for remark in said[0].split("), ") if remark)
    assert "testen av uendrede tall (krever minst 4; gjelder Storvik)" in said[1]


def test_hidden_figures_are_said(nyby: Nyby) -> None:
    add_table(nyby, ["Nyby;1;:;3", "Storvik;4;5;6"], ["2010", "2011", "2012"])
    assert part_of(nyby)["serie"].refused[0] == "Tall er skjult: Nyby."


def test_the_public_edition_does_not_tell_of_cases(bench: Workbench) -> None:
    made = show.reliability(bench)
    assert "med «sak» som nøkkel" in made.internal.markup
    assert "Svartid: Ingen av de 20 tallene forekommer mer enn én gang." in made.internal.markup
    assert "Svartid" not in re.sub(r"<a [^>]*>[^<]*</a>", "", made.public.markup)
    assert "nøkkel" not in made.public.markup
    assert "Sakene er ikke gjengitt i denne utgaven" in made.public.markup
    assert 'href="#mapper"' not in made.public.markup
    assert "20240603, som er sifrene i datoen rapporten er publisert" in made.public.markup


def test_every_reason_is_folded_and_every_text_escaped(nyby: Nyby) -> None:
    add_table(nyby, [row("<b>Nyby</b>", LEVELS)], YEARS)
    made = show.reliability(Workbench(nyby.mapped(), ()))
    assert "<b>" not in made.internal.markup
    assert "&lt;b&gt;Nyby&lt;/b&gt;: Nivået skifter fra 2015" in made.internal.markup
    assert "<details><summary>Tester som ikke lot seg gjøre</summary>" in made.internal.markup
    assert "Tabellen har ingen egne forbehold som utslagene kan holdes mot." in made.internal.markup
    assert "1 av 7 tester ga utslag." in made.internal.markup


def test_an_audit_without_series_or_cases_says_so(nyby: Nyby) -> None:
    nyby.write("reviews.yaml", "reviews: []\n")
    nyby.write("statistics/nyby/reviews.yaml", "reviews: []\n")
    inputs = nyby.mapped().inputs
    found = reliability_part(inputs, internal=True)
    assert (found.tables, found.made, found.tests) == ((), 0, ())
    assert found.others == (("svartid_tabell", "Svartid etter år"), ("mapper", "Gjennomgåtte mapper"))


INDICATORS = """\
indicators:
  - {id: M1, title: Endring, criterion: K1, table: saker, test: change,
     parameters: {row: Nyby, from: "2022", to: "2023"}}
  - {id: M2, title: "Nyby mot Storvik, 2022–2023", criterion: K1, table: saker, test: compare_changes,
     parameters: {row: Nyby, other: Storvik, from: "2022", to: "2023"}}
  - {id: M3, title: "Avslag i Nyby mot alle, 2023", criterion: K1, table: saker, test: funnel,
     parameters: {row: Nyby, column: avslag, of_column: "2023", kind: share}}
  - {id: M4, title: Vekst, criterion: K1, test: family, parameters: {tests: [M2], method: holm}}
"""


@pytest.fixture
def tested(nyby: Nyby) -> Nyby:
    """An audit with two tests and a family of tests on one table, and none on the others."""
    nyby.write("statistics/nyby/saker.csv", "sted;2022;2023;avslag\nNyby;207;267;30\nStorvik;579;762;60\nDal;90;95;9\n")
    nyby.change("datapackage.yaml", "resources:\n", (
        "resources:\n  - name: saker\n    title: Saker\n    path: saker.csv\n    sources: [x]\n    status: final\n"
        "    schema:\n      fields:\n        - {name: sted, type: string}\n"
        '        - {name: "2022", type: integer, holds: count}\n        - {name: "2023", type: integer, holds: count}\n'
        "        - {name: avslag, type: integer, holds: count}\n      primaryKey: sted\n"
    ))  # fmt: skip
    nyby.write("statistics/nyby/indicators.yaml", INDICATORS)
    return nyby


def test_tests_are_drawn_once_under_their_table(tested: Nyby) -> None:
    found = {each.id: drawn for each, drawn in under(Builder(tested.mapped()), "saker", "P1")}
    assert list(found) == ["M1", "M2", "M3", "M4"]
    assert (found["M1"], found["M4"]) == (None, None)  # a figure without a test, and a family of tests drawn already
    assert found["M2"] is not None
    assert found["M3"] is not None
    assert found["M2"].title == "Nyby mot Storvik, 2022–2023"
    assert found["M3"].title == "Avslag i Nyby mot alle, 2023"


def test_a_table_that_two_chapters_show_is_drawn_in_the_first(tested: Nyby) -> None:
    second = "  - {id: P2, title: Svar, wording: Får de svar?, degree: true}\n"
    tested.change("criteria/nyby/questions.yaml", "degree: true}\n", f"degree: true}}\n{second}")
    once = "questions: [P1]\n    title: Tolv"
    tested.change("criteria/nyby/criteria.yaml", once, once.replace("[P1]", "[P1, P2]"))
    build = Builder(tested.mapped())
    drawn = {question: [each.id for each, made in under(build, "saker", question) if made] for question in ("P1", "P2")}
    assert drawn == {"P1": ["M2", "M3"], "P2": []}


def test_the_chapter_shows_the_sentence_with_the_picture(tested: Nyby) -> None:
    markup = show.tables(Workbench(tested.mapped(), ()), "P1").internal.markup
    place = markup.index('href="#M2"')
    assert "Forholdet mellom vekstfaktorene" in markup[place:]
    assert "<figcaption>Nyby mot Storvik, 2022–2023.</figcaption>" in markup[place:]
    assert markup.count('<figure class="picture">') == 2


def test_what_several_tables_share_is_said_once(nyby: Nyby) -> None:
    note = "    reliability: [Enhetene har talt selv.]\n    schema:\n"
    own = "    reliability: [Enhetene har talt selv., Tallene er avrundet.]\n    schema:\n"
    for name, said in (("en", note), ("to", own)):
        nyby.write(f"statistics/nyby/{name}.csv", "kontor;a\nNord;1\n")
        nyby.change("datapackage.yaml", "resources:\n", (
            f"resources:\n  - name: {name}\n    title: Tabell {name}\n    path: {name}.csv\n    sources: [x]\n"
            f"    status: final\n{said}      fields:\n        - {{name: kontor, type: string}}\n"
            "        - {name: a, type: integer}\n      primaryKey: kontor\n"
        ))  # fmt: skip
    html = show.weaknesses(Workbench(nyby.mapped(), ())).public.markup
    assert html.count("Enhetene har talt selv.") == 1
    shared, alone = html.index("Enhetene har talt selv."), html.index("Tallene er avrundet.")
    assert shared < alone
    assert 'Tabell to</a>; <a href="#en">Tabell en</a>: Enhetene har talt selv.' in html
