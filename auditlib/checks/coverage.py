"""What the audit covers, both ways: criteria without facts, facts without assessment, assessments without a criterion.

Gaps are notes: they belong to the audit and the report shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.findings import Status
from auditlib.mapping import Mapped
from auditlib.problems import Problem, problem
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


def coverage_problems(mapped: Mapped) -> Iterator[Problem]:
    """Report every gap in the matrix, both ways."""
    yield from _criteria(mapped)
    yield from _loose_ends(mapped)
    for measured in mapped.measurements.values():
        if measured.outcome is Outcome.UNTESTED:
            yield problem("C708", measured.at, id=measured.id, reason=measured.reason)


def _criteria(mapped: Mapped) -> Iterator[Problem]:
    """Report criteria without facts or without assessment."""
    for row in coverage(mapped):
        at = mapped.criteria[row.criterion].at
        if not row.facts and not row.assessment:
            yield problem("C706" if not row.asked else "C701", at, id=row.criterion)
        elif not row.facts and not row.asked:
            yield problem("C701", at, id=row.criterion)
        elif row.facts and not row.assessment:
            yield problem("C702", at, id=row.criterion, count=row.facts)


def _loose_ends(mapped: Mapped) -> Iterator[Problem]:
    """Report assessments and findings without a criterion, questions without an answer, findings left out."""
    inputs = mapped.inputs
    topics = {each.id: each.title for each in inputs.audit.topics}
    for assessment in inputs.assessments:
        if assessment.criterion is None:
            title = topics.get(assessment.topic or "", "")
            yield problem("C703", assessment.at, id=assessment.id, title=title)
    concluded = {id_ for each in inputs.conclusions for id_ in each.findings}
    for finding in inputs.findings:
        if not finding.criteria:
            yield problem("C705", finding.at, id=finding.id, title=finding.title)
        if finding.id not in concluded:
            yield problem("C707", finding.at, id=finding.id)
    answered = {each.question for each in inputs.conclusions}
    for question in inputs.questions:
        if question.id not in answered:
            yield problem("C704", question.at, id=question.id)
