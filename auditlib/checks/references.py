"""Do the files refer to what exists, and is every id used once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.workspace import Inputs

_Named = Iterable[tuple[str, Location]]


def reference_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check every id and every reference between the files."""
    yield from _duplicates(inputs)
    yield from _criteria(inputs)
    yield from _interviews(inputs)
    yield from _evidence(inputs)
    yield from _judgements(inputs)


def _duplicates(inputs: Inputs) -> Iterator[Problem]:
    """Ids are anchors in the report: across all kinds of items each may stand once."""
    seen: dict[str, Location] = {}
    for id_, at in _all_ids(inputs):
        if id_ in seen:
            yield problem("R301", at, id=id_, first=seen[id_])
        seen.setdefault(id_, at)


def _all_ids(inputs: Inputs) -> _Named:
    """Go through every id of the audit with its place."""
    lists = (
        inputs.sources, inputs.questions, inputs.criteria, inputs.informants, inputs.documents,
        inputs.indicators, inputs.reviews, inputs.assessments, inputs.findings, inputs.conclusions,
        inputs.recommendations, inputs.statements, inputs.audit.groups, inputs.audit.topics,
    )  # fmt: skip
    yield from ((each.id, each.at) for items in lists for each in items)  # type: ignore[attr-defined]
    yield from ((part.id, part.at) for source in inputs.sources for part in source.provisions)
    yield from ((note.interview.id, note.interview.at) for note in inputs.notes)
    yield from ((passage.id, passage.at) for note in inputs.notes for passage in note.passages)
    yield from ((f"{each.id}.{part.id}", part.at) for each in inputs.documents for part in each.excerpts)
    yield from ((f"{each.id}.{part.id}", part.at) for each in inputs.reviews for part in each.attributes)
    yield from ((each.id, each.at) for each in (inputs.hearing.responses if inputs.hearing else ()))


class _Known:
    """What can be referred to, so that each reference is one look-up."""

    def __init__(self, inputs: Inputs) -> None:
        self.criteria = {each.id for each in inputs.criteria}
        self.topics = {each.id for each in inputs.audit.topics}

    def about(self, criterion: str, topic: str, at: Location) -> Iterator[Problem]:
        """Check what a piece of evidence is about."""
        if criterion and criterion not in self.criteria:
            yield problem("R302", at, id=criterion, hint=hint_for(criterion, sorted(self.criteria)))
        if topic and topic not in self.topics:
            yield problem("R306", at, id=topic, hint=hint_for(topic, sorted(self.topics)))
        if not (criterion or topic):
            yield problem("Y112", at)


def _missing(code: str, names: Iterable[str], known: Iterable[str], at: Location) -> Iterator[Problem]:
    """Report the names that are not known."""
    there = list(known)
    for name in names:
        if name not in there:
            yield problem(code, at, id=name, hint=hint_for(name, there))


def _criteria(inputs: Inputs) -> Iterator[Problem]:
    """Criteria name questions and provisions."""
    provisions = {part.id for source in inputs.sources for part in source.provisions}
    questions = [each.id for each in inputs.questions]
    for criterion in inputs.criteria:
        yield from _missing("R304", criterion.questions, questions, criterion.at)
        for version in criterion.versions:
            yield from _missing("R305", version.provisions, sorted(provisions), version.at)


def _interviews(inputs: Inputs) -> Iterator[Problem]:
    """Notes name informants, criteria and topics; informants name groups."""
    known, informants = _Known(inputs), [each.id for each in inputs.informants]
    groups = [each.id for each in inputs.audit.groups]
    for informant in inputs.informants:
        yield from _missing("R309", [informant.group], groups, informant.at)
    for note in inputs.notes:
        interview = note.interview
        yield from _missing("R303", interview.informants, informants, interview.at)
        if interview.verified is None:
            yield problem("N402", interview.at, note=interview.id)
        else:
            yield from _missing("R303", [interview.verified.by], informants, interview.verified.at)
        for about in interview.asked:
            if about not in known.criteria and about not in known.topics:
                hint = hint_for(about, sorted(known.criteria | known.topics))
                yield problem("R302", interview.at, id=about, hint=hint)
        for passage in note.passages:
            yield from known.about(passage.criterion, passage.topic, passage.at)


def _evidence(inputs: Inputs) -> Iterator[Problem]:
    """Excerpts, indicators and reviewed attributes name criteria and topics."""
    known = _Known(inputs)
    excerpts = [part for each in inputs.documents for part in each.excerpts]
    attributes = [part for each in inputs.reviews for part in each.attributes]
    for item in (*excerpts, *inputs.indicators, *attributes):
        yield from known.about(item.criterion or "", item.topic or "", item.at)


def _judgements(inputs: Inputs) -> Iterator[Problem]:
    """Assessments, findings, conclusions, recommendations, statements and responses name each other."""
    known, findings = _Known(inputs), [each.id for each in inputs.findings]
    evidence = evidence_ids(inputs)
    for assessment in inputs.assessments:
        yield from known.about(assessment.criterion or "", assessment.topic or "", assessment.at)
    for finding in inputs.findings:
        yield from _missing("R302", finding.criteria, sorted(known.criteria), finding.at)
        yield from _missing("R306", finding.topics, sorted(known.topics), finding.at)
        yield from _missing("R307", finding.evidence, sorted(evidence), finding.at)
    for conclusion in inputs.conclusions:
        yield from _missing("R304", [conclusion.question], [each.id for each in inputs.questions], conclusion.at)
    for item in (*inputs.conclusions, *inputs.recommendations, *inputs.statements):
        yield from _missing("R308", item.findings, findings, item.at)
    for response in inputs.hearing.responses if inputs.hearing else ():
        yield from _missing("R308", response.about, findings, response.at)


def evidence_ids(inputs: Inputs) -> set[str]:
    """Give the ids of all evidence, without running any test."""
    ids = {passage.id for note in inputs.notes for passage in note.passages}
    ids |= {f"{each.id}.{part.id}" for each in inputs.documents for part in each.excerpts}
    ids |= {f"{each.id}.{part.id}" for each in inputs.reviews for part in each.attributes}
    return ids | {each.id for each in inputs.indicators}
