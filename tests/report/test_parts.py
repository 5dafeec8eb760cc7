"""The parts of a report before any HTML: frozen data built from a mapped audit."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from auditlib.claims import Claim
from auditlib.problems import UsageError
from auditlib.report import show
from auditlib.report.build import Builder
from auditlib.report.model import Text
from auditlib.workbench import load
from tests.builders import Nyby

AUDIT = "nyby-2024"


@pytest.fixture(scope="module")
def build(template: Path) -> Builder:
    return Builder(load(AUDIT, template).mapped)


def said(text: Text) -> str:
    return "".join(piece.said if isinstance(piece, Claim) else piece for piece in text)


@pytest.mark.parametrize("part", ["chapter_title", "criteria", "stances", "findings", "tables", "assessments"])
def test_a_question_that_is_not_asked_is_refused(part: str, template: Path) -> None:
    with pytest.raises(UsageError, match="set question to one of P1, P2, for example -r question P1"):
        getattr(show, part)(load(AUDIT, template), "P9")


def test_a_criterion_has_the_wording_that_bound_in_the_period(build: Builder) -> None:
    part = build.criterion("K1")
    assert part.requirement == "Kommunen skal avgjøre en fullstendig søknad innen 12 uker."
    assert (part.modality, part.deadline) == ("skal", "12 uker")
    assert part.citations == (("byggesaksloven-21-7", "byggesaksloven §\u00a021-7"),)


def test_a_criterion_shows_suggestion_judgement_and_why_they_differ(build: Builder) -> None:
    part = build.criterion("K1")
    assert (part.suggestion, part.status, part.status_code) == ("ikke oppfylt", "delvis oppfylt", "partly_met")
    assert said(part.assessment).endswith("den ble holdt i 12 av 20 mapper.")
    assert said(part.departs).startswith("Reglene teller hver kilde likt")


def test_a_criterion_that_nobody_judged_says_so(build: Builder) -> None:
    part = build.criterion("K6")
    assert (part.suggestion, part.status, part.status_code, part.assessment) == ("ikke undersøkt", "", "", ())


def test_parts_are_frozen(build: Builder) -> None:
    with pytest.raises(FrozenInstanceError):
        build.criterion("K1").status = "oppfylt"  # type: ignore[misc]


def test_a_finding_has_evidence_on_both_sides(build: Builder) -> None:
    found = build.finding(build.inputs.findings[0])
    assert [each.id for each in found.speaks_for] == ["I02.p1", "I03.p1", "M2"]
    assert [each.id for each in found.speaks_against] == ["I04.p1", "D1.u1"]
    assert [each.id for each in found.mixed] == ["I01.p1"]
    assert [each.id for each in found.context] == ["I03.p7", "M1", "G1.a1"]
    assert found.against_in_short == "1 søker, 1 dokument"
    assert found.unverified == ()


def test_a_strength_reads_the_sides_the_other_way(build: Builder) -> None:
    found = next(build.finding(each) for each in build.inputs.findings if each.id == "F4")
    assert found.kind == "strength"
    assert {each.stance.value for each in found.speaks_for} == {"meets"}
    assert found.speaks_against == ()


def test_evidence_says_who_or_what_it_comes_from(build: Builder) -> None:
    parts = {each.id: each for each in build.evidence(build.mapped.register)}
    assert (parts["I03.p1"].source, parts["I03.p1"].place) == ("søker A, søker B", "I03")
    assert (parts["D1.u1"].source, parts["D1.u1"].place) == ("Årsrapport 2023", "s. 4")
    assert parts["M2"].source == "Gjennomsnittlig svartid"
    assert parts["M5"].source == "ingen tabell"
    assert parts["I03.p5"].about == ("K3", "nettsider")


def test_claims_are_numbered_through_all_texts_of_an_item(build: Builder) -> None:
    found = build.finding(build.inputs.findings[0])
    texts = (found.condition, found.cause, found.effect, found.limits)
    claims = [piece for text in texts for piece in text if isinstance(piece, Claim)]
    assert [each.id for each in claims] == [f"F1.c{number}" for number in range(1, len(claims) + 1)]
    assert said(found.condition).startswith("8 av 20 mapper gikk over fristen.")


def test_conclusions_come_in_the_order_of_the_questions(build: Builder) -> None:
    parts = build.conclusions()
    assert [(each.question, each.id, each.degree) for each in parts] == [("P1", "S1", "i noen grad"), ("P2", "S2", "")]
    assert parts[0].findings[0] == ("F1", "Fristen for vedtak brytes")


def test_recommendations_name_their_findings(build: Builder) -> None:
    assert [[id_ for id_, _ in each.findings] for each in build.recommendations()] == [["F1", "F2", "F5"], ["F3", "F6"]]


def test_a_finding_belongs_to_the_questions_of_its_criteria(build: Builder) -> None:
    assert [each.id for each in build.findings_of("P1")] == ["F1", "F2", "F5"]  # F5 has no criterion; S1 uses it
    assert [each.id for each in build.findings_of("P2")] == ["F3", "F4", "F6"]
    assert build.outside() == ([], [])


def test_what_answers_no_question_is_kept_outside(nyby: Nyby) -> None:
    nyby.change("conclusions.yaml", "[F1, F2]", "[F1]")
    topics, found = Builder(nyby.mapped()).outside()
    assert [each.id for each in topics] == ["V4"]
    assert [each.id for each in found] == ["F2"]


def test_topics_are_assessed_in_the_chapter_of_their_findings(nyby: Nyby) -> None:
    (topic,) = Builder(nyby.mapped()).topics_of("P1")
    assert (topic.id, topic.title, said(topic.assessment)) == ("V4", "Kontorplassering", "Kontorene bør samles.")


def test_who_speaks_against_is_counted_once_each(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "kind: deviation\n    criteria: [K1]", "kind: strength\n    criteria: [K1]")
    build = Builder(nyby.mapped())
    found = build.finding(build.inputs.findings[0])
    assert found.against_in_short == "3 søkere, 2 målinger"


def test_an_unverified_note_follows_its_passages(nyby: Nyby) -> None:
    nyby.change("I02.md", "verified: {on: 2024-03-01, by: soker-3, changes: none}\n", "")
    build = Builder(nyby.mapped())
    found = build.finding(build.inputs.findings[0])
    assert found.unverified == ("I02",)
    assert [each.verified for each in found.speaks_for if each.id == "I02.p1"] == [False]


def test_statements_say_how_much_speaks_for_and_against(nyby: Nyby) -> None:
    nyby.write(
        "statements.yaml",
        "statements:\n  - {id: U1, place: s. 3, kind: advice, text: Alt er galt., findings: [F1, F2],"
        " verdict: not_carried, comment: '{{ K1 deviates count }} sier det.'}\n",
    )
    (part,) = Builder(nyby.mapped()).statements()
    assert (part.kind, part.verdict, part.verdict_code) == ("råd", "bæres ikke", "not_carried")
    assert (part.speaks_for, part.speaks_against) == (5, 2)
    assert said(part.comment) == "4 av 7 sier det."


def test_a_table_is_printed_the_norwegian_way_with_dashes_for_the_missing(nyby: Nyby) -> None:
    nyby.change("svartid.csv", "Nyby;207;267;498;", "Nyby;1207;-3;498;")
    build = Builder(nyby.mapped())
    part = build.table(build.inputs.tables["svartid_tabell"])
    assert part.headings == ("Kontor", "2022", "2023", "saker", "merknad")
    assert part.units == ("", "dager", "dager", "saker", "")
    assert part.rows[0] == ("Nyby", "1\u00a0207", "−3", "498", "12,5 er typisk")
    assert part.rows[2] == ("Sør", "10", "–", "3", "–")
    assert part.notes == ("Gjelder fullstendige søknader.",)


def test_a_year_that_names_a_row_is_no_number(nyby: Nyby) -> None:
    nyby.change("svartid.csv", "Sør;", "2022;")
    build = Builder(nyby.mapped())
    assert build.table(build.inputs.tables["svartid_tabell"]).rows[2][0] == "2022"


def test_recalculations_tell_explained_from_acknowledged(nyby: Nyby) -> None:
    rows = ["kontor;a;b;c;d;e", "Nord;10;5;1;40;7", "Sør;20;5;2;40;7", "Øst;30;5;3;40;7", "I alt;73;25;6;120;21"]
    nyby.write("statistics/nyby/sum.csv", "\n".join(rows) + "\n")
    columns = "".join(f"        - {{name: {name}, type: integer}}\n" for name in "abcde")
    nyby.change("datapackage.yaml", "resources:\n", (
        "resources:\n  - name: summer\n    title: Summer\n    path: sum.csv\n    sources: [x]\n    status: final\n"
        "    explanations:\n      - {row: I alt, column: a, text: Noen er talt to ganger.}\n"
        "    acknowledged:\n      - {row: I alt, column: b, text: Omtalt i rapporten.}\n"
        f"    schema:\n      fields:\n        - {{name: kontor, type: string}}\n{columns}      primaryKey: kontor\n"
    ))  # fmt: skip
    parts = Builder(nyby.mapped()).recalculations()
    assert [(each.column, each.printed, each.recomputed, each.explanation, each.comment) for each in parts] == [
        ("a", "73", "60", "Noen er talt to ganger.", ""),
        ("b", "25", "15", "", "Omtalt i rapporten."),
    ]
    assert all(each.cause for each in parts)
