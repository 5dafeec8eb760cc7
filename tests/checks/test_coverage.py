"""The coverage matrix, and every gap in it both ways."""

import pytest

from auditlib.checks.coverage import coverage, coverage_problems
from auditlib.findings import Status
from auditlib.problems import Problem, Severity
from tests.builders import Nyby

NO_K3 = ("I04.md", "[Veiledning er nevnt.]{#p3 .passage criterion=K3 stance=context}", "Veiledning er nevnt.")
NO_V3 = (
    "assessments.yaml",
    "  - {id: V3, criterion: K3, status: insufficient_evidence, text: Vi vet for lite., by: revisor, on: 2024-04-02}\n",
    "",
)
ASKED_K3 = ("I04.md", "asked: [K1]", "asked: [K1, K3]")


def problems_of(nyby: Nyby, *changes: tuple[str, str, str]) -> list[Problem]:
    for change in changes:
        nyby.change(*change)
    return list(coverage_problems(nyby.mapped()))


def gaps(nyby: Nyby, *changes: tuple[str, str, str]) -> set[tuple[str, str]]:
    """Give the gaps beyond those of the sound audit: code and the word after the kind of item."""
    known = {("C703", "V4"), ("C705", "F2")}
    found = {(each.code, each.message.split()[1]) for each in problems_of(nyby, *changes)}
    assert found >= known
    return found - known


def test_the_matrix_has_a_row_for_each_criterion(nyby: Nyby) -> None:
    rows = {row.criterion: row for row in coverage(nyby.mapped())}
    assert list(rows) == ["K1", "K2", "K3"]
    first = rows["K1"]
    assert (first.facts, first.asked, first.assessment, first.status) == (7, 7, "V1", Status.PARTLY_MET)
    assert (first.findings, first.conclusions, first.recommendations) == (("F1",), ("S1",), ("A1",))
    assert (rows["K2"].facts, rows["K2"].asked, rows["K2"].findings, rows["K2"].conclusions) == (1, 0, (), ())


def test_the_sound_audit_has_two_gaps_and_they_are_notes(nyby: Nyby) -> None:
    found = problems_of(nyby)
    assert [each.code for each in found] == ["C703", "C705"]
    assert {each.severity for each in found} == {Severity.NOTE}
    assert "(Kontorplassering)" in found[0].message


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([NO_V3], {("C702", "K3")}),
        ([NO_K3], {("C701", "K3")}),
        ([NO_K3, NO_V3], {("C706", "K3")}),
        ([NO_K3, ASKED_K3], set()),
        ([NO_K3, ASKED_K3, NO_V3], {("C706", "K3")}),
        ([("conclusions.yaml", "findings: [F1, F2]", "findings: [F1]")], {("C707", "F2")}),
        ([("questions.yaml", "questions:\n",
           "questions:\n  - {id: P2, title: Mer, wording: Hva mer?, degree: false}\n")], {("C704", "P2")}),
        ([("indicators.yaml", "row: Nyby, from", "row: Sør, from")], {("C708", "M1")}),
        ([("findings.yaml", "    criteria: [K1]\n", "")], {("C705", "F1")}),
    ],
)  # fmt: skip
def test_each_gap(nyby: Nyby, changes: list[tuple[str, str, str]], expected: set[tuple[str, str]]) -> None:
    assert gaps(nyby, *changes) == expected


def test_a_gap_is_reported_where_its_item_is_written(nyby: Nyby) -> None:
    (found,) = [each for each in problems_of(nyby, NO_V3) if each.code == "C702"]
    assert (found.at.file, found.at.line) == ("criteria/nyby/criteria.yaml", 24)
    assert "1 pieces of evidence" in found.message


def test_an_untested_measurement_says_why(nyby: Nyby) -> None:
    found = problems_of(nyby, ("indicators.yaml", "row: Nyby, from", "row: Sør, from"))
    assert "mangler i tabellen" in next(each.message for each in found if each.code == "C708")
