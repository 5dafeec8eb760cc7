"""Each test of the library is met, not met and untested where it should be, on the made-up audit."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditlib.cli import main
from auditlib.problems import UsageError
from auditlib.rulepacks import Rule, RulePack
from auditlib.standards import Outcome, as_text, checklist, pack_for, rows
from auditlib.standards.library import LIBRARY
from auditlib.standards.model import Result
from auditlib.workbench import check, load
from tests.builders import Nyby
from tests.review.made import KARI, Office, written_by

ROOT = Path(__file__).parents[2]
MIDTBYEN = "midtbyen-2010"
NB = '{"cells": [{"cell_type": "code", "source": ["show.summary(a)\\n", "show.method(a)"]}]}'
KINDS = {"passage": ("intervju",), "measurement": ("statistikk",), "review": ("mappe",), "excerpt": ("dokument",)}


def held(nyby: Nyby, test: str, **given: tuple[str, ...]) -> Result:
    return LIBRARY[test](nyby.mapped(), given)


def ids(found: Result) -> list[str]:
    return [each.id for each in found.items]


def sheet(nyby: Nyby, old: str, new: str) -> None:
    nyby.change("audit.yaml", old, new)


def test_items_are_named(nyby: Nyby) -> None:
    found = held(nyby, "has_items", of=("questions", "conclusions"))
    assert (found.outcome, ids(found)) == (Outcome.MET, ["P1", "S1"])
    (nyby.root / "findings/nyby/recommendations.yaml").unlink()
    found = held(nyby, "has_items", of=("questions", "recommendations"))
    assert found.outcome is Outcome.NOT_MET
    assert [each.says for each in found.items] == ["anbefalinger"]


def test_what_the_sheet_states(nyby: Nyby) -> None:
    assert held(nyby, "audit_states", of=("weaknesses",)).outcome is Outcome.MET
    assert held(nyby, "audit_states", of=("start_letter", "weaknesses")).outcome is Outcome.NOT_MET
    sheet(nyby, "published:", "start_letter: 2023-12-01\npublished:")
    assert held(nyby, "audit_states", of=("start_letter",)).outcome is Outcome.MET


def test_the_order_and_the_dates(nyby: Nyby) -> None:
    assert held(nyby, "order_traceable").outcome is Outcome.MET
    assert held(nyby, "dates_in_order").outcome is Outcome.MET
    sheet(nyby, "published:", "start_letter: 2023-11-01\npublished:")
    found = held(nyby, "dates_in_order")
    assert found.outcome is Outcome.NOT_MET
    late = "bestilling 20. november 2023 er etter oppstartsbrev 1. november 2023"
    assert [each.says for each in found.items] == [late]
    sheet(nyby, "on: 2023-11-20", "on: 2023-11")
    assert held(nyby, "order_traceable").reason == "Dagen for bestillingen er ikke kjent."


def test_criteria_have_an_authoritative_source(nyby: Nyby) -> None:
    assert held(nyby, "criteria_have_source", kinds=("act", "guide")).outcome is Outcome.MET
    found = held(nyby, "criteria_have_source", kinds=("guide",))
    assert found.outcome is Outcome.NOT_MET
    assert "K1" in ids(found)


def test_criteria_are_in_force(nyby: Nyby) -> None:
    assert held(nyby, "criteria_in_force").outcome is Outcome.MET
    sheet(nyby, "period: {from: 2023-01-01, to: 2023-12-31}", "period: {from: 2009-01-01, to: 2009-12-31}")
    assert "K1" in ids(held(nyby, "criteria_in_force"))


def test_criteria_without_assessment_are_named(nyby: Nyby) -> None:
    nyby.write("assessments.yaml", "assessments:\n  - {id: V1, criterion: K1, text: X., by: r, on: 2024}\n")
    found = held(nyby, "criteria_have", of=("assessment",))
    missing = {each.id for each in nyby.inputs().criteria} - {each.criterion for each in nyby.inputs().assessments}
    assert missing == {each.id for each in nyby.inputs().criteria} - {"K1"}
    assert (found.outcome, set(ids(found))) == (Outcome.NOT_MET, missing)
    assert {each.says for each in found.items} == {"mangler vurdering"}
    assert held(nyby, "criteria_have", of=("question",)).outcome is Outcome.MET


def test_questions(nyby: Nyby) -> None:
    for test in ("questions_answered", "questions_have_criteria"):
        assert ids(held(nyby, test)) == ["P1"]
    nyby.change("questions.yaml", "questions:\n", "questions:\n  - {id: P9, title: X, wording: X?, degree: false}\n")
    for test in ("questions_answered", "questions_have_criteria"):
        found = held(nyby, test)
        assert (found.outcome, ids(found)) == (Outcome.NOT_MET, ["P9"])


def test_assessments_without_criterion(nyby: Nyby) -> None:
    before = held(nyby, "assessments_have_criterion")
    nyby.write("assessments.yaml", "assessments:\n  - {id: V9, topic: kontorplass, text: X., by: r, on: 2024}\n")
    after = held(nyby, "assessments_have_criterion")
    assert ids(after) == ["kontorplass"]
    assert after.outcome is Outcome.NOT_MET
    assert before.items != after.items


def test_unverified_interviews(nyby: Nyby) -> None:
    verified = {each.interview.id: each.interview.verified is not None for each in nyby.inputs().notes}
    found = held(nyby, "interviews_verified")
    assert set(ids(found)) == {name for name, done in verified.items() if done == all(verified.values())}


def test_method_describes_each_kind_of_evidence(nyby: Nyby) -> None:
    found = held(nyby, "kinds_described", **KINDS)
    assert found.outcome is Outcome.NOT_MET
    assert "mappegjennomgang: ikke omtalt" in [each.says for each in found.items]
    more = "".join(
        f"  - {{title: {title}, text: X.}}\n" for title in ("Mappegjennomgang", "Statistikk", "Dokumenter")
    )
    sheet(nyby, "weaknesses:", f"{more}weaknesses:")
    assert held(nyby, "kinds_described", **KINDS).outcome is Outcome.MET
    sheet(nyby, "title: Mappegjennomgang, text: X.", "title: Mappegjennomgang, text: X., lacks: Ikke nevnt.")
    found = held(nyby, "kinds_described", **KINDS)
    assert [each.says for each in found.items] == ["mappegjennomgang: Ikke nevnt."]


def test_reviews_say_how_cases_were_drawn(nyby: Nyby) -> None:
    def with_draw(drawn: str, size: str) -> Result:
        text = (nyby.root / "statistics/nyby/reviews.yaml").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if "population" not in line and "drawn" not in line]
        at = next(n for n, line in enumerate(kept) if "table:" in line)
        kept[at:at] = [f"    population: {{description: saker, size: {size}}}", f"    drawn: {{method: {drawn}}}"]
        nyby.write("reviews.yaml", "\n".join(kept) + "\n")
        return held(nyby, "reviews_described")

    assert with_draw("simple", "400").outcome is Outcome.MET
    found = with_draw("unknown", "unknown")
    assert found.outcome is Outcome.NOT_MET
    assert "trukket" in found.items[0].says
    assert "å velge blant" in found.items[0].says
    (nyby.root / "statistics/nyby/reviews.yaml").unlink()
    nyby.write("findings.yaml", "findings: [{id: F1, title: T, kind: deviation, criteria: [K1], condition: C.}]\n")
    nyby.write("conclusions.yaml", "conclusions: [{id: S1, question: P1, degree: some, answer: A., findings: [F1]}]\n")
    assert held(nyby, "reviews_described").outcome is Outcome.UNTESTED


def test_figures_and_numbers(nyby: Nyby) -> None:
    assert held(nyby, "figures_follow").outcome is Outcome.MET
    advice = "recommendations:\n  - {id: A1, to: x, action: svar i 12 saker, findings: [F1]}\n"
    nyby.write("recommendations.yaml", advice)
    found = held(nyby, "numbers_have_source")
    assert found.outcome is Outcome.NOT_MET
    assert any(each.says.startswith("«12» (findings/nyby/recommendations.yaml:2:") for each in found.items)


def test_facts_and_judgement_are_apart(nyby: Nyby) -> None:
    assert held(nyby, "facts_without_judgement", words=("revisor mener",)).outcome is Outcome.MET
    nyby.write("findings.yaml", "findings: [{id: F1, title: T, kind: deviation, criteria: [K1], condition: Revisor\n"
               "      mener at det er sent.}]\n")  # fmt: skip
    found = held(nyby, "facts_without_judgement", words=("revisor mener",))
    assert (found.outcome, [each.says for each in found.items]) == (Outcome.NOT_MET, ["«revisor mener»"])


def test_elements_and_strength_of_findings(nyby: Nyby) -> None:
    nyby.write("findings.yaml", "findings:\n  - {id: F1, title: T, kind: deviation, criteria: [K1], condition: C.}\n"
               "  - {id: F2, title: T, kind: strength, topics: [kontorplass], condition: C.}\n")  # fmt: skip
    found = held(nyby, "finding_elements", of=("criteria", "condition", "cause", "effect"))
    assert [(each.id, each.says) for each in found.items] == [("F1", "mangler årsak, virkning")]
    assert held(nyby, "finding_elements", of=("criteria", "condition")).outcome is Outcome.MET
    assert held(nyby, "finding_strength", least=("weak",)).outcome is Outcome.MET
    mapped = nyby.mapped()
    below = [each.id for each in mapped.inputs.findings if mapped.ground(each).strength != "strong"]
    assert below
    assert ids(held(nyby, "finding_strength", least=("strong",))) == below


def test_weak_findings_state_their_limits(nyby: Nyby) -> None:
    nyby.write("findings.yaml", "findings:\n  - {id: F1, title: T, kind: deviation, topics: [ukjent], condition: C.}\n")
    found = held(nyby, "weak_findings_limited")
    assert (found.outcome, ids(found)) == (Outcome.NOT_MET, ["F1"])
    nyby.change("findings.yaml", "condition: C.", "condition: C., limits: Ikke spurt.")
    assert held(nyby, "weak_findings_limited").outcome is Outcome.MET


def test_recommendations_follow_from_what_is_wrong(nyby: Nyby) -> None:
    nyby.write("findings.yaml", "findings:\n  - {id: F1, title: T, kind: deviation, criteria: [K1], condition: C.}\n"
               "  - {id: F2, title: T, kind: strength, criteria: [K1], condition: C.}\n")  # fmt: skip
    assert ids(held(nyby, "recommendations_follow")) == ["A1"]
    nyby.change("recommendations.yaml", "[F1]", "[F2]")
    assert held(nyby, "recommendations_follow").outcome is Outcome.NOT_MET
    (nyby.root / "findings/nyby/recommendations.yaml").unlink()
    assert held(nyby, "recommendations_follow").outcome is Outcome.UNTESTED


def test_the_hearing(nyby: Nyby) -> None:
    assert held(nyby, "hearing_held").outcome is Outcome.NOT_MET
    assert held(nyby, "responses_reasoned").outcome is Outcome.UNTESTED
    assert held(nyby, "statement_included").reason == "Uttalelsen mangler i hearing.yaml."
    sheet(nyby, "published:", "hearing: {from: 2024-05-01, to: 2024-05-20}\npublished:")
    nyby.write("hearing.yaml", "hearing:\n  missing: Den er ikke funnet igjen.\n")
    assert held(nyby, "hearing_held").outcome is Outcome.MET
    assert held(nyby, "statement_included").reason == "Den er ikke funnet igjen."
    nyby.write("hearing.yaml", "hearing:\n  statement: Takk.\n  responses:\n    - {id: H1, from: kommunedirektøren,"
               " on: 2024-05, comment: C., examined: E., decision: changed, reason: R.}\n")  # fmt: skip
    assert held(nyby, "statement_included").outcome is Outcome.MET
    assert ids(held(nyby, "responses_reasoned")) == ["H1"]
    assert held(nyby, "responses_reasoned").outcome is Outcome.NOT_MET
    nyby.change("hearing.yaml", "reason: R.", "reason: R., changed: F1 er rettet.")
    assert held(nyby, "responses_reasoned").outcome is Outcome.MET
    nyby.change("hearing.yaml", "decision: changed, reason: R., changed: F1 er rettet.", "decision: open")
    assert [each.says for each in held(nyby, "responses_reasoned").items] == ["ikke avgjort"]


def test_what_the_report_shows(nyby: Nyby) -> None:
    assert held(nyby, "report_shows", parts=("summary",)).outcome is Outcome.UNTESTED
    nyby.write("notebooks/00_x.ipynb", NB)
    assert held(nyby, "report_shows", parts=("summary", "method")).outcome is Outcome.MET
    found = held(nyby, "report_shows", parts=("summary", "hearing"))
    assert [each.says for each in found.items] == ["hearing"]
    nyby.write("notebooks/01_x.ipynb", "{")
    assert held(nyby, "report_shows", parts=("summary",)).outcome is Outcome.UNTESTED


def test_referencing_counts_while_it_holds(nyby: Nyby) -> None:
    found = held(nyby, "referenced")
    assert (found.outcome, found.reason) == (Outcome.NOT_MET, "Ingen har referert rapporten.")
    office = Office(nyby)
    written_by(nyby)
    office.start()
    assert "F1" in ids(held(nyby, "referenced"))
    office.agree_with_all()
    found = held(nyby, "referenced")
    assert (found.outcome, found.items) == (Outcome.NOT_MET, ())
    office.sign()
    found = held(nyby, "referenced")
    assert (found.outcome, [each.says for each in found.items]) == (Outcome.MET, [KARI])
    nyby.change("findings.yaml", "title: Fristen brytes", "title: Fristen brytes ofte")
    found = held(nyby, "referenced")
    assert found.outcome is Outcome.NOT_MET
    assert "F1" in ids(found)


# --- packs and people ---


def test_a_new_pack_needs_data_alone(workspace: Path) -> None:
    text = (
        "id: egen\nname: Egen\nversion: '1'\ntitle: Egen standard\nissuer: Nyby\nto: open\nrules:\n"
        "  - {id: E1, point: p. 1, level: must, text: Alt er besvart., test: questions_answered}\n"
        "  - {id: E2, point: p. 2, level: should, text: Noen har sett på det., person: true}\n"
        "  - {id: E3, point: p. 3, level: should, text: Noen har lest det., person: true}\n"
    )
    (workspace / "criteria/standards/egen.yaml").write_text(text, encoding="utf-8")
    said = (
        "confirmed:\n  - {rule: E2, by: CD, on: 2024-05-30, text: Sett 30. mai.}\n"
        "  - {rule: E3, met: false, by: CD, on: 2024-05-30, text: Ingen har lest det.}\n"
    )
    before = rows_of(workspace, "egen")
    assert [each["outcome"] for each in before.values()] == ["met", "person", "person"]
    (workspace / "findings/nyby-2024/confirmed.yaml").write_text(said, encoding="utf-8")
    after = rows_of(workspace, "egen")
    assert [each["outcome"] for each in after.values()] == ["met", "met", "not_met"]
    assert after["E2"]["confirmed"] == {"by": "CD", "on": "2024-05-30"}
    assert after["E3"]["reason"] == "Ingen har lest det."
    printed = CliRunner().invoke(main, ["standard", "nyby-2024", "--pack", "egen", "-w", str(workspace)])
    assert printed.exit_code == 0  # the rule that is not met is only recommended
    assert "1 ikke oppfylt" in printed.output


def rows_of(workspace: Path, pack: str = "", audit: str = "nyby-2024") -> Mapping[str, Mapping[str, object]]:
    mapped = load(audit, workspace).mapped
    found = checklist(mapped, pack_for(mapped.inputs, pack))
    assert sum(found.counts.values()) == len(found.results)
    return {each["rule"]: each for each in rows(found)}


def test_an_edition_that_did_not_apply_may_be_used_for_a_reason(workspace: Path) -> None:
    path = workspace / "criteria/nyby-2024/audit.yaml"
    text = path.read_text(encoding="utf-8")
    old = text.replace('version: "2020"}', 'version: "2011"}')
    path.write_text(old, encoding="utf-8")
    assert [each.code for each in check("nyby-2024", workspace)[1] if each.code[0] == "D"] == ["D207"]
    path.write_text(old.replace('"2011"}', '"2011", note: Bestillingen viser til den.}'), encoding="utf-8")
    assert [each.code for each in check("nyby-2024", workspace)[1] if each.code[0] == "D"] == []
    mapped = load("nyby-2024", workspace).mapped
    assert "Bestillingen viser til den." in as_text(checklist(mapped, pack_for(mapped.inputs)))
    # a letter that was sent before the new edition came makes the old one right
    dated = old.replace("ordered:", "start_letter: 2020-09-30\nordered:")
    path.write_text(dated, encoding="utf-8")
    assert [each.code for each in check("nyby-2024", workspace)[1] if each.code[0] == "D"] == []


def test_a_pack_that_is_not_there(workspace: Path) -> None:
    mapped = load("nyby-2024", workspace).mapped
    with pytest.raises(UsageError, match="did you mean gagas"):
        pack_for(mapped.inputs, "gagass")
    for path in (workspace / "criteria/standards").glob("rsk*"):
        path.unlink()
    mapped = load("nyby-2024", workspace).mapped
    with pytest.raises(UsageError, match=r"RSK 001 2020, which audit\.yaml declares"):
        pack_for(mapped.inputs)


def test_the_command(workspace: Path) -> None:
    asked = ["standard", "nyby-2024", "-w", str(workspace), "--format", "json"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 1
    found = {each["rule"]: each for each in json.loads(done.output)}
    assert found["RSK-2020.holdt-mot"]["outcome"] == "not_met"
    assert found["RSK-2020.holdt-mot"]["items"] == [{"id": "K6", "says": "mangler vurdering"}]
    assert found["RSK-2020.uavhengighet"]["outcome"] == "person"
    listed = CliRunner().invoke(main, ["standard", "nyby-2024", "-w", str(workspace), "--list"])
    assert listed.output.splitlines()[0] == "gagas  GAGAS 2024"


def test_the_old_reports_real_gaps() -> None:
    found = rows_of(ROOT, audit=MIDTBYEN)
    gaps = {rule.partition(".")[2]: each for rule, each in found.items() if each["outcome"] == "not_met"}
    said = {key: [(item["id"], item["says"]) for item in each["items"]] for key, each in gaps.items()}  # type: ignore[attr-defined]
    # the method chapter does not mention the file review, and nobody knows how its cases were drawn
    assert said["metode"] == [
        ("", "mappegjennomgang: Metodekapittelet i rapporten nevner ikke gjennomgangen, som er omtalt bare sammen med "
             "resultatet."),
    ]  # fmt: skip
    assert [id_ for id_, _ in said["utvalg"]] == ["G1.a1"]
    assert [id_ for id_, _ in said["holdt-mot"]] == ["K3.6", "K5.9", "K5.11", "K5.17", "K5.18", "K5.19"]
    assert [id_ for id_, _ in said["nok-data"]] == ["K3.6", "K5.9", "K5.11", "K5.18"]
    assert len(said["har-kriterium"]) == 4
    assert str(gaps["uttalelse"]["reason"]).startswith("Uttalelsen fra rådmannen er ikke med")
    assert "verifisering" not in gaps
    assert {"konklusjon", "gyldige", "kilder", "skilt"}.isdisjoint(gaps)


def test_a_rule_is_tested_with_its_own_parameters() -> None:
    rule = Rule.model_validate(
        {"id": "r", "point": "p", "level": "must", "text": "t", "test": "has_items", "parameters": {"of": ["tables"]}}
    )
    pack = RulePack.model_validate(
        {"id": "p", "name": "n", "version": "1", "title": "t", "issuer": "i", "to": "open", "rules": (rule,)}
    )
    assert pack.rules[0].parameters == {"of": ("tables",)}
