"""Are the judgements reasoned, and do they rest on something?"""

from __future__ import annotations

from collections.abc import Iterator

from auditlib.findings import Assessment, Status, Verdict
from auditlib.labels import label
from auditlib.mapping import Mapped
from auditlib.problems import Location, Problem, problem
from auditlib.workspace import Inputs

_OPEN = (Status.NOT_EXAMINED, Status.INSUFFICIENT_EVIDENCE)


def judgement_problems(mapped: Mapped) -> Iterator[Problem]:
    """Check assessments against the rules' suggestions, and findings against evidence."""
    for assessment in mapped.inputs.assessments:
        if assessment.criterion and assessment.criterion in mapped.criteria:
            yield from _status(assessment, assessment.criterion, mapped)
    for finding in mapped.inputs.findings:
        if not mapped.ground(finding).all:
            yield problem("J605", finding.at, id=finding.id)


def judgement_form_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check what needs no evidence: nothing judged or answered twice, degrees given, no verdict without comment."""
    seen: dict[str, Location] = {}
    for assessment in inputs.assessments:
        criterion = assessment.criterion
        if criterion in seen:
            yield problem("J606", assessment.at, id=criterion, first=seen[criterion])
        elif criterion:
            seen[criterion] = assessment.at
    yield from _conclusions(inputs)
    for statement in inputs.statements:
        if statement.verdict is not Verdict.CARRIED and not statement.comment:
            yield problem("J607", statement.at, id=statement.id)


def _conclusions(inputs: Inputs) -> Iterator[Problem]:
    """A question is answered once, with a degree if it asks for one."""
    questions, seen = {each.id: each for each in inputs.questions}, dict[str, Location]()
    for conclusion in inputs.conclusions:
        question = conclusion.question
        if question in seen:
            yield problem("J610", conclusion.at, id=question, first=seen[question])
        seen.setdefault(question, conclusion.at)
        if question in questions and questions[question].degree != (conclusion.degree is not None):
            what = "lacks a degree" if questions[question].degree else "has a degree its question does not ask for"
            yield problem("J609", conclusion.at, id=conclusion.id, what=what)


def _status(assessment: Assessment, criterion: str, mapped: Mapped) -> Iterator[Problem]:
    """Hold one judged status against the suggestion; a departure needs a reason."""
    suggestion = mapped.suggestion(criterion).status
    if assessment.status is None:
        example = f"status: {suggestion.value}"
        yield problem("Y105", assessment.at, key="status", example=example)
    elif suggestion is Status.NOT_EXAMINED and assessment.status not in _OPEN:
        yield problem("J608", assessment.field_at("status"), id=criterion, status=assessment.status.value)
    elif assessment.status is not suggestion and not assessment.departs:
        names = label(assessment.status), label(suggestion)
        yield problem("J604", assessment.field_at("status"), status=names[0], suggestion=names[1])
