"""What the audit covers, both ways: criteria without facts, facts without assessment, assessments without a criterion.

Gaps are notes: they belong to the audit and the report shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.findings import Status
from auditlib.mapping import Mapped
from auditlib.problems import Location, Problem, problem
from auditlib.tables import Outcome


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One criterion's row of the coverage matrix."""

    criterion: str
    facts: int
    asked: int
    assessment: str
    status: Status | None
    findings: tuple[str, ...]
    conclusions: tuple[str, ...]
    recommendations: tuple[str, ...]


def coverage(mapped: Mapped) -> tuple[CoverageRow, ...]:
    """Make the matrix criterion x (fact, assessment, finding, conclusion, recommendation)."""
    inputs = mapped.inputs
    assessed = {each.criterion: each for each in inputs.assessments if each.criterion}
    rows = []
    for criterion in inputs.criteria:
        findings = tuple(each.id for each in inputs.findings if criterion.id in each.criteria)
        assessment = assessed.get(criterion.id)
        rows.append(
            CoverageRow(
                criterion.id,
                len(mapped.register.on_criterion(criterion.id)),
                mapped.tallies.on(criterion.id).asked,
                assessment.id if assessment else "",
                assessment.status if assessment else None,
                findings,
                tuple(each.id for each in inputs.conclusions if set(each.findings) & set(findings)),
                tuple(each.id for each in inputs.recommendations if set(each.findings) & set(findings)),
            )
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the audit does not cover: the problem's code, what it is about, and the words it needs."""

    code: str
    id: str
    at: Location
    title: str = ""
    count: int = 0
    reason: str = ""


def coverage_problems(mapped: Mapped) -> Iterator[Problem]:
    """Report every gap as a problem."""
    for gap in gaps(mapped):
        yield problem(gap.code, gap.at, id=gap.id, title=gap.title, count=gap.count, reason=gap.reason)


def gaps(mapped: Mapped) -> Iterator[Gap]:
    """Find every gap in the matrix, both ways."""
    yield from _criteria(mapped)
    yield from _loose_ends(mapped)
    for measured in mapped.measurements.values():
        if measured.outcome is Outcome.UNTESTED:
            yield Gap("C708", measured.id, measured.at, measured.title, reason=measured.reason)


def _criteria(mapped: Mapped) -> Iterator[Gap]:
    """Report criteria without facts or without assessment."""
    for row in coverage(mapped):
        at, title = mapped.criteria[row.criterion].at, mapped.criteria[row.criterion].title
        if not row.facts and not row.assessment:
            yield Gap("C706", row.criterion, at, title)
        elif not row.facts and not row.asked:
            yield Gap("C701", row.criterion, at, title)
        elif row.facts and not row.assessment:
            yield Gap("C702", row.criterion, at, title, row.facts)


def _loose_ends(mapped: Mapped) -> Iterator[Gap]:
    """Report assessments and findings without a criterion, questions without an answer, findings left out."""
    inputs = mapped.inputs
    topics = {each.id: each.title for each in inputs.audit.topics}
    for assessment in inputs.assessments:
        if assessment.criterion is None:
            yield Gap("C703", assessment.id, assessment.at, topics.get(assessment.topic or "", ""))
    concluded = {id_ for each in inputs.conclusions for id_ in each.findings}
    for finding in inputs.findings:
        if not finding.criteria:
            yield Gap("C705", finding.id, finding.at, finding.title)
        if finding.id not in concluded:
            yield Gap("C707", finding.id, finding.at, finding.title)
    answered = {each.question for each in inputs.conclusions}
    for question in inputs.questions:
        if question.id not in answered:
            yield Gap("C704", question.id, question.at, question.title)
