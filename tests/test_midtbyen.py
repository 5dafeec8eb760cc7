"""The real audit: its files are in order, and what it is known to lack is found by the checks."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from auditlib.checks.figures import recalculate_table
from auditlib.evidence import EvidenceKind
from auditlib.mapping import own_texts, render
from auditlib.measures import interval_in_words
from auditlib.problems import Severity
from auditlib.report import show
from auditlib.stats import Family, compare_changes, evaluate
from auditlib.tables import Outcome
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


def said_in(bench: Workbench, owner: str) -> str:
    """Give an item's own texts with the claims in place."""
    parts = []
    for own in own_texts(bench.mapped.inputs):
        if own.owner == owner:
            pieces = render(own.text, bench.mapped, owner)
            parts.append("".join(each if isinstance(each, str) else each.said for each in pieces))
    return " ".join(parts)


def test_the_growth_in_reports_is_not_called_greater_than_elsewhere(bench: Workbench) -> None:
    compared = [
        bench.mapped.measurements[each.id]
        for each in bench.inputs.indicators
        if each.test == "compare_changes"
        and each.parameters.items() >= {("row", "Midtbyen"), ("other", "ASSS-kommunene")}
    ]
    own, without_the_city = compared
    assert own.result == compare_changes(207, 267, 9564, 11653, names=("Midtbyen", "ASSS-kommunene"))
    assert "29,0 prosent" in own.sentence
    assert "21,8 prosent" in own.sentence
    assert without_the_city.interval is not None  # should the others count the city too
    assert without_the_city.interval[0] < 1 < without_the_city.interval[1]
    for each in compared:
        assert not re.search(r"(økte|vokste|steg) (mer|raskere|sterkere)|større (vekst|økning)", each.sentence)
        assert "tallene gir ikke grunnlag for å si at det er en forskjell" in each.sentence
    said = said_in(bench, "F42")
    assert "viser altså ikke at meldingene har økt mer i Midtbyen enn i ASSS-kommunene" in said
    assert own.sentence.rstrip(".") in said


def test_no_difference_in_growth_stands_when_all_three_are_tested(bench: Workbench) -> None:
    (family,) = (bench.mapped.measurements[each.id] for each in bench.inputs.indicators if each.test == "family")
    assert isinstance(family.result, Family)
    assert {each.name for each in family.result.tests} == {"M15", "M16", "M17"}
    assert not any(each.stands for each in family.result.tests)
    assert family.sentence.rstrip(".") in said_in(bench, "U56")
    for each in family.result.tests:
        assert f"justert p-verdi ({family.id})" in bench.mapped.measurements[each.name].details


def test_costs_are_set_side_by_side_and_never_tested(bench: Workbench) -> None:
    costs = [each for each in bench.inputs.indicators if each.table == "tabell1"]
    assert {each.test for each in costs} == {"change", "compare_values", "growth_ratio"}
    for each in costs:
        found = bench.mapped.measurements[each.id]
        assert (found.p, found.interval) == (None, None)
        if each.test != "change":
            assert "Forskjellen er ikke testet: hvert av de to tallene er ett tall" in found.sentence
    whole = bench.mapped.measurements["M48"]
    assert whole.value is not None
    assert round(whole.value, 4) == Decimal("1.0599")
    assert "Prisvekst og annet som har virket likt på begge, endrer ikke forholdet." in whole.sentence
    assert whole.sentence.rstrip(".") in said_in(bench, "F21")


def test_the_waiting_lists_are_counts_of_one_day_with_children_in_common(bench: Workbench) -> None:
    lists = [each for each in bench.inputs.indicators if (each.table or "").startswith("ventelister")]
    for each in lists:
        found = bench.mapped.measurements[each.id]
        assert (found.p, found.interval) == (None, None)
        if each.test in ("value", "share") and each.parameters["column"] != "ventetid":
            assert found.assumptions[0].startswith("Opptelling på ett tidspunkt")
    queues = bench.mapped.measurements["M52"]
    assert "har saker felles (enkelte barn venter på mer enn én type bistand)" in queues.sentence
    assert queues.sentence.rstrip(".") in said_in(bench, "F11")


def test_the_eighteen_files_speak_of_themselves_only(bench: Workbench) -> None:
    found = bench.mapped.measurements["G1.a1"]
    assert found.result == evaluate(18, 10, drawn="unknown")
    assert (found.count, found.n, found.outcome, found.illustrative) == (8, 18, Outcome.NOT_MET, True)
    assert evaluate(18, 10, drawn="unknown").explain().sentence in found.sentence
    assert "hvordan sakene er trukket, er ikke beskrevet, så det sier ikke noe om andre saker" in found.sentence
    assert found.sentence.endswith("er ikke holdt i disse sakene.")
    assert "44 prosent (95 % KI 22–69 om sakene hadde vært trukket tilfeldig)" in said_in(bench, "F46")


def test_what_a_table_says_of_its_own_figures_is_never_without_a_source(bench: Workbench) -> None:
    tested = [each for each in bench.mapped.measurements.values() if each.p is not None]
    assert len(tested) == 4
    for each in tested:
        assert each.formula
        assert each.method
        assert each.assumptions
        assert each.interval is not None


def test_the_appendix_shows_how_every_figure_was_found(bench: Workbench) -> None:
    words = unescape(show.measurements(bench)._repr_mimebundle_()["text/html"])
    found = [each for each in bench.mapped.measurements.values() if each.result is not None]
    assert len(found) == 6  # four tests, a family of three of them, and the file review
    for each in found:
        assert each.sentence in words
        assert each.formula in words
        assert each.method in words
        assert all(text[1:] in words for text in (*each.assumptions, *each.details.values()))
        assert each.interval is None or interval_in_words(each) in words


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
