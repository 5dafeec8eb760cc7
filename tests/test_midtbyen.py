"""The real audit: its files are in order, and what it is known to lack is found by the checks."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditlib.checks.figures import recalculate_table
from auditlib.evidence import EvidenceKind
from auditlib.problems import Severity
from auditlib.workbench import Workbench, load
from tests.report.pages import assert_linked, page_of

ROOT = Path(__file__).parents[1]
AUDIT = "midtbyen-2010"
LOCAL_WORDS = ("midtbyen", "trondheim", "barnevern", "rådmann")


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return load(AUDIT, ROOT)


@pytest.fixture(scope="module")
def gaps(bench: Workbench) -> Mapping[str, set[str]]:
    """What each code of the coverage checks was reported for."""
    found: dict[str, set[str]] = {}
    for each in bench.problems:
        name = re.search(r"(?:criterion|assessment|finding|question|measurement) (\S+)", each.message)
        found.setdefault(each.code, set()).add(name[1] if name else "")
    return found


def test_the_files_have_no_error_and_no_warning(bench: Workbench) -> None:
    assert [str(each) for each in bench.problems if each.severity is not Severity.NOTE] == []


def test_there_are_three_questions_and_thirty_four_criteria(bench: Workbench) -> None:
    assert [each.id for each in bench.inputs.questions] == ["P1", "P2", "P3"]
    expected = [f"K{chapter}.{n}" for chapter, last in ((3, 7), (4, 8), (5, 19)) for n in range(1, last + 1)]
    assert [each.id for each in bench.inputs.criteria] == expected


def test_twenty_eight_interviews_four_of_them_by_mail(bench: Workbench) -> None:
    methods = [each.interview.method.value for each in bench.inputs.notes]
    assert len(methods) == 28
    assert methods.count("email") == 4


def test_what_was_said_is_coded(bench: Workbench) -> None:
    passages = [each for each in bench.mapped.register if each.kind is EvidenceKind.PASSAGE]
    assert len(passages) >= 120
    assert all(note.passages for note in bench.inputs.notes)


def test_one_printed_figure_does_not_follow_from_the_others(bench: Workbench) -> None:
    found = [each for table in bench.inputs.tables.values() for each in recalculate_table(table).discrepancies]
    open_ones = [(each.row, each.printed.text, each.recomputed.text) for each in found if not each.explained]
    assert open_ones == [("ASSS-gj.sn", "40,8", "40,2")]


def test_a_criterion_that_is_set_and_never_followed_up_is_found(gaps: Mapping[str, set[str]]) -> None:
    assert "K3.6" in gaps["C706"]


def test_facts_that_nobody_assessed_are_found(gaps: Mapping[str, set[str]]) -> None:
    assert gaps["C702"] == {"K5.17", "K5.19"}


@pytest.mark.parametrize("topic", ["lederlokalisering", "lederkompetanse", "organisasjonsmodell"])
def test_an_assessment_without_a_criterion_is_found(bench: Workbench, gaps: Mapping[str, set[str]], topic: str) -> None:
    assessed = {each.id for each in bench.inputs.assessments if each.topic == topic and not each.criterion}
    assert assessed
    assert assessed <= gaps["C703"]


def test_every_question_is_answered(bench: Workbench, gaps: Mapping[str, set[str]]) -> None:
    assert [each.question for each in bench.inputs.conclusions] == ["P1", "P2", "P3"]
    assert "C704" not in gaps


def test_every_finding_leads_to_something_said_measured_or_written(bench: Workbench) -> None:
    assert bench.inputs.findings
    evidence = {each.id for each in bench.mapped.register}
    for finding in bench.inputs.findings:
        assert evidence & {node.id for _, _, node in bench.graph.rests_on(finding.id)}, finding.id
        assert bench.mapped.ground(finding).all, finding.id


def test_the_answer_to_whoever_reported_is_due_in_three_weeks_from_2009(bench: Workbench) -> None:
    (version,) = bench.mapped.criteria["K5.12"].versions
    provisions: dict[str, Any] = {part.id: part for each in bench.inputs.sources for part in each.provisions}
    law = provisions["bvl-1992-6-7-a"]
    assert law.pinpoint == "§ 6-7 a"
    assert law.start.first == date(2009, 7, 1)
    assert "bvl-1992-6-7-a" in version.provisions
    assert version.deadline is not None
    assert (version.deadline.value, version.deadline.unit) == (3, "uker")


def test_the_growth_in_reports_is_not_called_greater_than_elsewhere(bench: Workbench) -> None:
    (compared,) = (
        each
        for each in bench.inputs.indicators
        if each.test == "compare_changes"
        and each.parameters.items() >= {("row", "Midtbyen"), ("other", "ASSS-kommunene")}
    )
    sentence = bench.mapped.measurements[compared.id].sentence
    assert "29,0 prosent" in sentence
    assert "21,8 prosent" in sentence
    assert not re.search(r"(økte|vokste|steg) (mer|raskere|sterkere)|større (vekst|økning)", sentence)
    assert "tilfeldig" in sentence


@pytest.mark.slow
def test_every_link_of_the_report_leads_somewhere(tmp_path: Path) -> None:
    page = page_of(ROOT, AUDIT, tmp_path)
    assert_linked(page)
    assert "{{" not in page.words
    assert not re.search(r"§ \d", page.html)


def test_the_engine_knows_nothing_of_any_audit() -> None:
    package = ROOT / "auditlib"
    files = [path for path in package.rglob("*") if path.suffix in (".py", ".html", ".css")]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8").lower()
        assert [word for word in LOCAL_WORDS if word in text] == [], path.relative_to(ROOT)
