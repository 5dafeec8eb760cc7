"""Every id once, and every reference between the files to something that is there."""

import pytest

from auditlib.checks.references import evidence_ids, reference_problems
from auditlib.problems import Problem, Severity
from auditlib.workspace import read_inputs
from tests.builders import AUDIT, Nyby, codes


def problems_of(nyby: Nyby) -> list[Problem]:
    return list(reference_problems(nyby.inputs()))


def test_the_sound_audit_has_no_problems(nyby: Nyby) -> None:
    assert problems_of(nyby) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "said"),
    [
        ("criteria.yaml", "questions: [P1]\n    title: Tolv", "questions: [P2]\n    title: Tolv", "R304", "`P2`"),
        ("criteria.yaml", "provisions: [byggesaksloven-21-7]\n        norm: {operator: at_most",
         "provisions: [byggesaksloven-21-8]\n        norm: {operator: at_most", "R305", "byggesaksloven-21-7?"),
        ("informants.yaml", "id: soker-1, role: rolle, unit: enhet, group: soker",
         "id: soker-1, role: rolle, unit: enhet, group: sokere", "R309", "did you mean soker?"),
        ("I02.md", "informants: [soker-3]", "informants: [soker-9]", "R303", "`soker-9`"),
        ("I02.md", "by: soker-3", "by: rektor", "R303", "`rektor`"),
        ("I02.md", "asked: [K1]", "asked: [K9]", "R302", "`K9`"),
        ("I02.md", "criterion=K1", "criterion=K9", "R302", "`K9`"),
        ("I02.md", "topic=svartid", "topic=svartider", "R306", "did you mean svartid?"),
        ("I02.md", "verified: {on: 2024-03-01, by: soker-3, changes: none}\n", "", "N402", "I02"),
        ("D1.yaml", "criterion: K1", "criterion: K9", "R302", "`K9`"),
        ("D1.yaml", "criterion: K1, ", "", "Y112", ""),
        ("indicators.yaml", "title: Endring, criterion: K1", "title: Endring, topic: pris", "R306", "`pris`"),
        ("reviews.yaml", "criterion: K2", "criterion: K9", "R302", "`K9`"),
        ("assessments.yaml", "topic: kontorplass", "topic: kontor", "R306", "did you mean kontorplass?"),
        ("findings.yaml", "criteria: [K1]", "criteria: [K9]", "R302", "`K9`"),
        ("findings.yaml", "topics: [kontorplass]", "topics: [kontor]", "R306", "`kontor`"),
        ("findings.yaml", "evidence: [M1,", "evidence: [M9,", "R307", "`M9`"),
        ("conclusions.yaml", "question: P1", "question: P2", "R304", "`P2`"),
        ("conclusions.yaml", "findings: [F1, F2]", "findings: [F1, F3]", "R308", "`F3`"),
        ("recommendations.yaml", "findings: [F1]", "findings: [F3]", "R308", "`F3`"),
    ],
)  # fmt: skip
def test_a_reference_to_nothing(nyby: Nyby, file: str, old: str, new: str, code: str, said: str) -> None:
    nyby.change(file, old, new)
    (found,) = problems_of(nyby)
    assert found.code == code
    assert found.at.file.endswith(f"/{file}")
    assert found.at.line > 0
    assert said in found.message


def test_statements_name_findings(nyby: Nyby) -> None:
    statement = "{id: U1, place: x, kind: advice, text: x, findings: [F9], verdict: carried}"
    nyby.write("statements.yaml", f"statements:\n  - {statement}\n")
    assert codes(problems_of(nyby)) == ["R308"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("criteria.yaml", "id: K2", "id: K1"),
        ("questions.yaml", "id: P1", "id: K1"),
        ("informants.yaml", "id: soker-2", "id: soker-1"),
        ("audit.yaml", "{id: kontorplass,", "{id: svartid,"),
        ("audit.yaml", "{id: leder,", "{id: soker,"),
        ("byggesaksloven.yaml", "id: byggesaksloven-21-7", "id: byggesaksloven"),
        ("I04.md", "#p2", "#p1"),
        ("D1.yaml", "  - {id: u1", "  - {id: u1, locator: x, text: x, topic: svartid, stance: meets}\n  - {id: u1"),
        ("indicators.yaml", "id: M2", "id: M1"),
        ("reviews.yaml", "id: G1\n", "id: M1\n"),
        ("datapackage.yaml", "name: svartid_tabell", "name: svartid"),
        ("datapackage.yaml", "name: mapper", "name: F1"),
        ("findings.yaml", "id: F2", "id: F1"),
        ("assessments.yaml", "id: V2", "id: V1"),
        ("conclusions.yaml", "id: S1", "id: F1"),
        ("recommendations.yaml", "id: A1", "id: V1"),
    ],
)
def test_an_id_is_used_once_in_the_whole_audit(nyby: Nyby, file: str, old: str, new: str) -> None:
    nyby.change(file, old, new)
    assert "R301" in codes(problems_of(nyby))


def test_two_tables_of_one_name(nyby: Nyby) -> None:
    nyby.change("datapackage.yaml", "name: mapper", "name: svartid_tabell")
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs
    assert "R301" in codes([*problems, *reference_problems(inputs)])


def test_all_problems_come_at_once(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "criteria: [K1]", "criteria: [K8, K9]")
    nyby.change("I02.md", "criterion=K1 topic=svartid", "criterion=K9 topic=svartider")
    assert sorted(codes(problems_of(nyby))) == ["R302", "R302", "R302", "R306"]


def test_a_note_that_is_not_verified_is_a_warning_alone(nyby: Nyby) -> None:
    nyby.change("I02.md", "verified: {on: 2024-03-01, by: soker-3, changes: none}\n", "")
    assert [each.severity for each in problems_of(nyby)] == [Severity.WARNING]


def test_what_may_stand_in_a_broken_file_is_not_called_missing(nyby: Nyby) -> None:
    nyby.change("findings.yaml", "kind: deviation\n    criteria", "kind: deviatio\n    criteria")
    inputs, problems = read_inputs(nyby.root, AUDIT)
    assert inputs
    assert codes(problems) == ["Y108"]
    assert list(reference_problems(inputs)) == []


def test_evidence_is_known_without_running_any_test(nyby: Nyby) -> None:
    assert evidence_ids(nyby.inputs()) == {each.id for each in nyby.mapped().register}
