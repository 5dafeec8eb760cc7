"""Tests of the library's tests of years, printed percentages, weighted means, sums and profiles."""

import pytest

from auditlib.measures import measure
from auditlib.pictures import picture_of
from auditlib.stats import Family, Profile
from auditlib.tables import Measurement, Outcome
from tests.builders import Nyby

PACKAGE = """\
name: nyby
resources:
  - name: hendelser
    title: Hendelser etter kontor
    path: hendelser.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2020", type: integer, holds: count}
        - {name: "2021", type: integer, holds: count}
        - {name: "2022", type: integer, holds: count}
      primaryKey: kontor
      missingValues: ["", ":"]
    breaks:
      - {column: "2022", rows: [Sør], text: Sør fikk nytt fagsystem.}
  - name: andeler
    title: Andel med plan
    path: andeler.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2022", type: number, unit: prosent, holds: share}
      primaryKey: kontor
    weighted_by: {table: saker, rows: {Vest: [Vest A, Vest B]}}
  - name: saker
    title: Saker etter kontor
    path: saker.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: kontor, type: string}
        - {name: "2022", type: integer, holds: stock}
      primaryKey: kontor
  - name: tilsyn
    title: Tilsyn
    path: tilsyn.csv
    sources: [Fagsystemet]
    status: final
    schema:
      fields:
        - {name: ar, type: string}
        - {name: saker, type: integer, holds: stock, unit: saker}
        - {name: mangler, type: number, unit: prosent, holds: share, title: Uten tilsyn}
      primaryKey: ar
      missingValues: ["", ":"]
  - name: indikatorer
    title: Indikatorer
    path: indikatorer.csv
    sources: [Nettverket]
    status: final
    schema:
      fields:
        - {name: indikator, type: string}
        - {name: nyby, type: number, title: Nyby}
        - {name: snitt, type: number, title: Snittet}
        - {name: hoyest, type: number}
        - {name: lavest, type: number}
      primaryKey: indikator
      missingValues: ["", ":"]
  - name: grupper
    title: Nyby mot gruppene
    path: grupper.csv
    sources: [Nettverket]
    status: final
    schema:
      fields:
        - {name: indikator, type: string}
        - {name: nyby_2022, type: number, title: Nyby 2022}
        - {name: nyby_2023, type: number, title: Nyby 2023}
        - {name: naboer, type: number, title: Nabokommunene 2023}
        - {name: gruppe, type: number, title: Kommunegruppe 3 2023}
        - {name: landet, type: number, title: Landet 2023}
      primaryKey: indikator
      missingValues: ["", ":"]
"""
FILES = {
    "hendelser.csv": "kontor;2020;2021;2022\nNord;30;60;20\nSør;5;6;40\nVest;:;4;5\nI alt;35;70;65\n",
    "andeler.csv": "kontor;2022\nNord;80\nVest;60\nTotalt;70\n",
    "saker.csv": "kontor;2022\nNord;100\nVest A;200\nVest B;100\n",
    "tilsyn.csv": "ar;saker;mangler\n2020;:;12\n2021;300;21\n2022;202;20\n",
    "indikatorer.csv": "indikator;nyby;snitt;hoyest;lavest\nUtgifter;120;100;150;80\nAndel;2,0;4,0;5,0;1,0\n"
    "Ukjent;:;1;2;0\n",
    "grupper.csv": "indikator;nyby_2022;nyby_2023;naboer;gruppe;landet\nUtgifter;110;120;105;100;90\n"
    "Andel;3,0;2,0;:;4,0;2,5\n",
}


def run(nyby: Nyby, *indicators: str) -> list[Measurement]:
    """Run indicators, each written as `table test {parameters}`."""
    rows = []
    for number, each in enumerate(indicators, 1):
        table, test, parameters = each.split(" ", 2)
        named = "" if table == "-" else f"table: {table}, "
        rows.append(f"  - {{id: T{number}, title: tittel {number}, topic: svartid, {named}test: {test},\n"
                    f"     parameters: {parameters}}}\n")  # fmt: skip
    nyby.write("datapackage.yaml", PACKAGE)
    for name, text in FILES.items():
        nyby.write(f"statistics/nyby/{name}", text)
    for name in ("svartid.csv", "mapper.csv", "reviews.yaml"):
        (nyby.root / "statistics/nyby" / name).unlink(missing_ok=True)
    nyby.write("indicators.yaml", "indicators:\n" + "".join(rows))
    measured, problems = measure(nyby.inputs())
    assert problems == []
    return list(measured)


def test_two_years_of_events_are_compared_exactly(nyby: Nyby) -> None:
    (found,) = run(nyby, 'hendelser compare_years {row: Nord, from: "2021", to: "2022"}')
    assert found.sentence.startswith("Nord: 60 i 2021 og 20 i 2022. Forholdet er 0,33 (95 % KI fra ")
    assert found.p is not None
    assert found.p < 0.001
    assert round(float(found.value or 0), 4) == 0.3333


def test_years_are_compared_over_another_row_as_rate_or_share(nyby: Nyby) -> None:
    rate, share = run(
        nyby,
        'hendelser compare_years {row: Nord, from: "2021", to: "2022", of_row: I alt}',
        'hendelser compare_years {row: Nord, from: "2021", to: "2022", of_row: I alt, kind: share}',
    )
    assert "2022 hadde 20 hendelser på 65 i alt og 2021 60 på 70" in rate.sentence
    assert (share.unit, share.decimals) == ("prosentpoeng", 1)
    assert round(float(share.value or 0), 2) == round(100 * (20 / 65 - 60 / 70), 2)


def test_years_on_both_sides_of_a_break_are_not_compared(nyby: Nyby) -> None:
    over, before = run(
        nyby,
        'hendelser compare_years {row: Sør, from: "2021", to: "2022"}',
        'hendelser compare_years {row: Sør, from: "2020", to: "2021"}',
    )
    assert over.outcome is Outcome.UNTESTED
    assert "Sør fikk nytt fagsystem" in over.reason
    assert over.p is None
    assert before.outcome is Outcome.DESCRIBED


def test_every_step_of_every_row_is_one_family(nyby: Nyby) -> None:
    (found,) = run(nyby, 'hendelser year_changes {from: "2020", to: "2022", method: holm, leave_out: I alt}')
    assert isinstance(found.result, Family)
    steps = {each.name: each for each in found.result.tests}
    assert list(steps) == [
        "Nord 2020–2021", "Nord 2021–2022", "Sør 2020–2021", "Sør 2021–2022", "Vest 2020–2021", "Vest 2021–2022",
    ]  # fmt: skip
    # a step over a break and one from a missing figure count as tests that found nothing
    assert [name for name, each in steps.items() if each.p is None] == ["Sør 2021–2022", "Vest 2020–2021"]
    assert [name for name, each in steps.items() if each.stands] == ["Nord 2020–2021", "Nord 2021–2022"]
    nord = steps["Nord 2020–2021"]
    assert nord.adjusted == pytest.approx(5 * (nord.p or 0))  # the second least of six


def test_a_printed_share_stands_for_every_count_that_rounds_to_it(nyby: Nyby) -> None:
    (found,) = run(nyby, 'tilsyn printed_share {row: "2022", column: mangler, of_column: saker}')
    assert found.sentence == (
        "2022, Uten tilsyn: 20 prosent av 202 saker, som svarer til 40 eller 41 av 202 "
        "(95 % KI 14,5–26,5 om sakene hadde vært trukket tilfeldig)."
    )
    assert found.illustrative
    assert found.p is None


def test_a_share_that_no_count_gives_is_refused(nyby: Nyby) -> None:
    run(nyby, 'tilsyn printed_share {row: "2022", column: mangler, of_column: saker}')
    nyby.write("statistics/nyby/tilsyn.csv", "ar;saker;mangler\n2022;7;20\n")
    measured, problems = measure(nyby.inputs())
    assert problems == []
    assert measured[0].reason == "20 prosent av 7 er ikke noe helt antall"


def test_printed_shares_are_compared_and_a_missing_number_is_never_made_up(nyby: Nyby) -> None:
    known, unknown = run(
        nyby,
        'tilsyn compare_printed {row: "2022", other: "2021", column: mangler, of_column: saker}',
        'tilsyn compare_printed {row: "2022", other: "2020", column: mangler, of_column: saker}',
    )
    assert known.p is not None
    assert known.sentence.endswith("Forskjellen er ikke sikkert mer enn tilfeldig (p = 0,74–1,00).")
    assert unknown.p is None
    assert unknown.value == 8
    assert "Antallet bak tallet for 2020 er ikke oppgitt" in unknown.sentence


def test_a_plain_mean_stands_beside_the_weighted(nyby: Nyby) -> None:
    (found,) = run(nyby, 'andeler weighted_mean {row: Totalt, column: "2022"}')
    assert found.value == 65
    assert found.sentence == (
        "Totalt, 2022: 70 prosent er det uvektede gjennomsnittet av 2 rader (70,0). "
        "Vektet med «Saker etter kontor» blir det 65,0 prosent."
    )
    assert found.formula == "(100·80 + 300·60) / 400"


@pytest.mark.parametrize(
    ("said", "code"),
    [("{table: sakr}", "T508"), ("{table: saker, rows: {Vest: [Vest C]}}", "T507"),
     ("{table: saker, rows: {Øst: [Vest A]}}", "T507")],
)  # fmt: skip
def test_weights_name_what_exists(nyby: Nyby, said: str, code: str) -> None:
    run(nyby, 'andeler value {row: Nord, column: "2022"}')
    nyby.write("datapackage.yaml", PACKAGE.replace("{table: saker, rows: {Vest: [Vest A, Vest B]}}", said))
    assert [each.code for each in measure(nyby.inputs())[1]] == [code]


def test_a_total_is_held_against_its_rows(nyby: Nyby) -> None:
    right, wrong = run(
        nyby,
        'hendelser total_of_rows {row: I alt, column: "2022"}',
        'hendelser total_of_rows {row: I alt, column: "2021", leave_out: [Vest]}',
    )
    assert (right.value, wrong.value) == (0, 4)
    assert right.sentence == "I alt, 2022: trykt 65. De 3 radene summerer til 65, som er det samme."
    assert wrong.sentence == "I alt, 2021: trykt 70. De 2 radene summerer til 66, 4 mindre."


def test_columns_are_compared_on_a_row(nyby: Nyby) -> None:
    (found,) = run(nyby, "indikatorer compare_columns {row: Utgifter, column: nyby, other_column: snitt}")
    assert found.sentence == "Utgifter: 120 (Nyby) og 100 (Snittet), 20,0 prosent over."


def test_a_profile_holds_every_indicator_against_the_group(nyby: Nyby) -> None:
    (found,) = run(nyby, "indikatorer profile {column: nyby, others: snitt, low: lavest, high: hoyest}")
    assert isinstance(found.result, Profile)
    assert [(each.name, each.ratio.value, each.spread) for each in found.result.rows] == [
        ("Utgifter", 1.2, (80.0, 150.0)), ("Andel", 0.5, (1.0, 5.0)),
    ]  # fmt: skip
    assert not found.result.tested
    assert found.sentence.startswith("Nyby holdt mot Snittet på 2 indikatorer: 1 over, 1 under og 0 likt. ")
    assert found.sentence.endswith("Ikke med, fordi tall mangler: Ukjent.")


def test_own_development_neighbours_group_and_country_stand_together(nyby: Nyby) -> None:
    (found,) = run(nyby, "grupper profile {column: nyby_2023, others: [gruppe, nyby_2022, naboer, landet]}")
    assert isinstance(found.result, Profile)
    names = ("Kommunegruppe 3 2023", "Nyby 2022", "Nabokommunene 2023", "Landet 2023")
    assert found.result.references == names
    assert [each.references for each in found.result.rows] == [(100, 110, 105, 90), (4, 3, None, 2.5)]
    assert found.sentence.startswith("Nyby 2023 holdt mot Kommunegruppe 3 2023 på 2 indikatorer: 1 over, 1 under")
    picture = picture_of(found.result)
    shown = [tuple(map(str, row)) for row in picture.data.rows]
    assert [heading.text for heading in picture.data.headings][1:6] == ["Nyby 2023", *names]
    assert shown[0][:6] == ("Utgifter", "120", "100", "110", "105", "90")
    assert shown[1][:6] == ("Andel", "2,0", "4,0", "3,0", "–", "2,5")
    assert all(name in picture.svg for name in ("Nabokommunene 2023", "Landet 2023"))


def test_tests_together_are_adjusted_for_their_number(nyby: Nyby) -> None:
    *_, found = run(
        nyby,
        'hendelser compare_years {row: Nord, from: "2021", to: "2022"}',
        'hendelser compare_years {row: Vest, from: "2021", to: "2022"}',
        "- profile_of {tests: [T1, T2], method: holm}",
    )
    assert isinstance(found.result, Profile)
    first, second = found.result.rows
    assert (first.name, first.stands, second.stands) == ("tittel 1", True, False)
    assert first.adjusted == pytest.approx(2 * (first.p or 0))
    assert found.value == 1
