"""Do the files refer to what exists, and is every id used once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditlib.documents import Excerpt
from auditlib.evidence import nearest
from auditlib.findings import Assessment, Conclusion, Recommendation, Statement
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.tables import Attribute, Indicator
from auditlib.workspace import Inputs

_Named = Iterable[tuple[str, Location]]


def reference_problems(inputs: Inputs) -> Iterator[Problem]:
    """Check every id and every reference between the files."""
    known = _Known(inputs)
    yield from _duplicates(inputs)
    yield from _criteria(inputs, known)
    yield from _interviews(inputs, known)
    yield from _evidence(inputs, known)
    yield from _judgements(inputs, known)


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
        inputs.recommendations, inputs.statements, inputs.followup, inputs.audit.groups, inputs.audit.topics,
    )  # fmt: skip
    yield from ((each.id, each.at) for items in lists for each in items)
    yield from ((name, table.resource.at) for name, table in inputs.tables.items())
    yield from ((part.id, part.at) for source in inputs.sources for part in source.provisions)
    yield from ((note.interview.id, note.interview.at) for note in inputs.notes)
    yield from ((passage.id, passage.at) for note in inputs.notes for passage in note.passages)
    yield from ((f"{each.id}.{part.id}", part.at) for each in inputs.documents for part in each.excerpts)
    yield from ((f"{each.id}.{part.id}", part.at) for each in inputs.reviews for part in each.attributes)
    yield from ((each.id, each.at) for each in (inputs.hearing.responses if inputs.hearing else ()))


class _Known:
    """What can be referred to, so that each reference is one look-up.

    A name that may stand in a file that could not be read is not reported: that file's problem is.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        provisions = (part for source in inputs.sources for part in source.provisions)
        self._ids: dict[str, tuple[Mapping[str, None], tuple[str, ...]]] = {
            "R302": (_ids(inputs.criteria), ("criteria",)),
            "R303": (_ids(inputs.informants), ("informants",)),
            "R304": (_ids(inputs.questions), ("questions",)),
            "R305": (_ids(provisions), ("sources",)),
            "R306": (_ids(inputs.audit.topics), ()),
            "R307": (dict.fromkeys(sorted(evidence_ids(inputs))), ("indicators", "reviews")),
            "R308": (_ids(inputs.findings), ("findings",)),
            "R309": (_ids(inputs.audit.groups), ()),
        }

    def missing(self, code: str, names: Iterable[str | None], at: Location) -> Iterator[Problem]:
        """Report the names that are not known with the code that says so; no name is no reference."""
        there, files = self._ids[code]
        for name in filter(None, names):
            if name not in there and not self._inputs.may_be_unread(name, *files):
                yield problem(code, at, id=name, hint=hint_for(name, nearest(name, there)))

    def asked(self, names: Iterable[str], at: Location) -> Iterator[Problem]:
        """Check what was raised in an interview, criteria and topics alike."""
        (criteria, files), (topics, _) = self._ids["R302"], self._ids["R306"]
        for name in names:
            if name not in criteria and name not in topics and not self._inputs.may_be_unread(name, *files):
                yield problem("R302", at, id=name, hint=hint_for(name, [*criteria, *topics]))


def _ids(items: Iterable[Any]) -> Mapping[str, None]:
    """Give ids in their order, each found at once."""
    return dict.fromkeys(each.id for each in items)


def _criteria(inputs: Inputs, known: _Known) -> Iterator[Problem]:
    """Criteria name questions and provisions."""
    for criterion in inputs.criteria:
        yield from known.missing("R304", criterion.questions, criterion.field_at("questions"))
        for version in criterion.versions:
            yield from known.missing("R305", version.provisions, version.field_at("provisions"))


def _interviews(inputs: Inputs, known: _Known) -> Iterator[Problem]:
    """Notes name informants, criteria and topics; informants name groups."""
    for informant in inputs.informants:
        yield from known.missing("R309", [informant.group], informant.field_at("group"))
    for note in inputs.notes:
        interview = note.interview
        yield from known.missing("R303", interview.informants, interview.field_at("informants"))
        if interview.verified is None:
            yield problem("N402", interview.at, note=interview.id)
        else:
            yield from known.missing("R303", [interview.verified.by], interview.verified.field_at("by"))
            yield from known.missing("R303", interview.verified.also, interview.verified.field_at("also"))
        yield from known.asked(interview.asked, interview.field_at("asked"))
        for passage in note.passages:
            yield from known.missing("R302", [passage.criterion], passage.at)
            yield from known.missing("R306", [passage.topic], passage.at)


def _evidence(inputs: Inputs, known: _Known) -> Iterator[Problem]:
    """Excerpts, indicators, reviewed attributes and assessments name criteria and topics."""
    excerpts = [part for each in inputs.documents for part in each.excerpts]
    attributes = [part for each in inputs.reviews for part in each.attributes]
    items: tuple[Excerpt | Indicator | Attribute | Assessment, ...]
    items = (*excerpts, *inputs.indicators, *attributes, *inputs.assessments)
    for item in items:
        yield from known.missing("R302", [item.criterion], item.field_at("criterion"))
        yield from known.missing("R306", [item.topic], item.field_at("topic"))
        if not (item.criterion or item.topic):
            yield problem("Y112", item.at)


def _judgements(inputs: Inputs, known: _Known) -> Iterator[Problem]:
    """Findings, conclusions, recommendations and statements name each other and what they rest on."""
    for finding in inputs.findings:
        yield from known.missing("R302", finding.criteria, finding.field_at("criteria"))
        yield from known.missing("R306", finding.topics, finding.field_at("topics"))
        yield from known.missing("R307", finding.evidence, finding.field_at("evidence"))
    for conclusion in inputs.conclusions:
        yield from known.missing("R304", [conclusion.question], conclusion.field_at("question"))
    following: tuple[Conclusion | Recommendation | Statement, ...]
    following = (*inputs.conclusions, *inputs.recommendations, *inputs.statements)
    for item in following:
        yield from known.missing("R308", item.findings, item.field_at("findings"))


def evidence_ids(inputs: Inputs) -> set[str]:
    """Give the ids of all evidence, without running any test."""
    ids = {passage.id for note in inputs.notes for passage in note.passages}
    ids |= {f"{each.id}.{part.id}" for each in inputs.documents for part in each.excerpts}
    ids |= {f"{each.id}.{part.id}" for each in inputs.reviews for part in each.attributes}
    return ids | {each.id for each in inputs.indicators}
