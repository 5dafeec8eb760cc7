"""What rests on what: every item of an audit and the links between them, followed both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditlib.labels import label
from auditlib.mapping.core import Mapped
from auditlib.mapping.resolve import claims_in, render
from auditlib.mapping.texts import OF_AUDIT, own_texts
from auditlib.problems import Location


@dataclass(frozen=True, slots=True)
class Node:
    """An item as a trace shows it: what kind of thing it is, what it says and where it is written."""

    id: str
    kind: str
    said: str
    at: Location


@dataclass(frozen=True, slots=True)
class Link:
    """`source` rests on or refers to `target`; `relation` says how."""

    source: str
    relation: str
    target: str


# How a link reads from its other end.
_INVERSE = {
    "støttes av": "taler for",
    "motsies av": "taler imot",
    "delt i": "taler begge veier i",
    "bakgrunn i": "er bakgrunn for",
    "følger av": "ligger til grunn for",
    "bygger på": "ligger til grunn for",
    "holdt mot": "brukt i",
    "vurderer": "vurdert i",
    "svarer på": "besvart i",
    "følger opp": "fulgt opp i",
    "sier": "sagt i",
    "fra": "inneholder",
    "sagt av": "har sagt",
    "gjelder": "belyst av",
    "belyser": "belyst ved",
    "utledet av": "grunnlag for",
    "i": "har bestemmelsen",
}


class Graph:
    """The items of an audit and their links."""

    def __init__(self, nodes: dict[str, Node], links: list[Link]) -> None:
        """Index the links from both ends; a link to an unknown item is left out."""
        self.nodes = nodes
        self._below: defaultdict[str, list[Link]] = defaultdict(list)
        self._above: defaultdict[str, list[Link]] = defaultdict(list)
        for link in dict.fromkeys(links):
            if link.source in nodes and link.target in nodes:
                self._below[link.source].append(link)
                self._above[link.target].append(link)

    def below(self, id_: str) -> list[Link]:
        """Give the links to what an item rests on."""
        return list(self._below.get(id_, ()))

    def above(self, id_: str) -> list[Link]:
        """Give the links from what uses an item."""
        return list(self._above.get(id_, ()))

    def rests_on(self, id_: str) -> Iterator[tuple[int, str, Node]]:
        """Go down the whole chain: depth, relation and item, each item once."""
        yield from self._walk(id_, self.below, lambda link: link.target, 1, {id_})

    def used_by(self, id_: str) -> Iterator[tuple[int, str, Node]]:
        """Go up the whole chain: depth, relation read from below, and item, each item once."""
        for depth, relation, node in self._walk(id_, self.above, lambda link: link.source, 1, {id_}):
            yield depth, _INVERSE[relation], node

    def _walk(
        self, id_: str, links: Callable[[str], list[Link]], end: Callable[[Link], str], depth: int, seen: set[str]
    ) -> Iterator[tuple[int, str, Node]]:
        for link in links(id_):
            other = end(link)
            if other not in seen:
                seen.add(other)
                yield depth, link.relation, self.nodes[other]
                yield from self._walk(other, links, end, depth + 1, seen)


def graph_of(mapped: Mapped) -> Graph:
    """Make the graph of an audit."""
    nodes = {node.id: node for node in _nodes(mapped)}
    return Graph(nodes, [*_judgement_links(mapped), *_evidence_links(mapped), *_source_links(mapped)])


def _nodes(mapped: Mapped) -> Iterator[Node]:
    """Go through every item that can be traced."""
    inputs, audit = mapped.inputs, mapped.inputs.audit
    yield from (Node(each.id, "problemstilling", each.wording, each.at) for each in inputs.questions)
    for criterion in inputs.criteria:
        version = mapped.version(criterion.id)
        yield Node(criterion.id, "kriterium", version.requirement if version else criterion.title, criterion.at)
    for source in inputs.sources:
        yield Node(source.id, label(source.kind), f"{source.title} ({source.issuer})", source.at)
        for part in source.provisions:
            yield Node(part.id, "bestemmelse", f"{source.cite(part)}, {part.validity.in_words()}: {part.text}", part.at)
    yield from (Node(each.id, "tema", each.title, each.at) for each in audit.topics)
    yield from (Node(each.id, "informant", f"{each.role}, {each.unit}", each.at) for each in inputs.informants)
    for note in inputs.notes:
        interview = note.interview
        verified = f"verifisert {interview.verified.on.in_words()}" if interview.verified else "ikke verifisert"
        said = f"{interview.title}, {interview.date.in_words()}, {verified}"
        yield Node(interview.id, label(interview.method), said, interview.at)
    for document in inputs.documents:
        said = f"{document.title}, {document.issuer}, {document.date.in_words()}"
        yield Node(document.id, "dokument", said, document.at)
    for name, table in inputs.tables.items():
        yield Node(name, "tabell", table.resource.title, Location(table.file))
    for each in mapped.register:
        yield Node(each.id, f"{label(each.kind)}, {label(each.stance)}", each.text, each.at)
    yield from _judgement_nodes(mapped)


def _judgement_nodes(mapped: Mapped) -> Iterator[Node]:
    inputs = mapped.inputs

    def said(text: str, owner: str) -> str:
        """Put the counts and figures into a text."""
        return "".join(piece if isinstance(piece, str) else piece.said for piece in render(text, mapped, owner))

    for each in inputs.assessments:
        yield Node(each.id, f"vurdering, {label(each.status) or 'uten kriterium'}", said(each.text, each.id), each.at)
    yield from (Node(each.id, f"funn, {label(each.kind)}", each.title, each.at) for each in inputs.findings)
    yield from (Node(each.id, "konklusjon", said(each.answer, each.id), each.at) for each in inputs.conclusions)
    yield from (Node(each.id, "anbefaling", said(each.action, each.id), each.at) for each in inputs.recommendations)
    yield from (Node(each.id, "tidligere utsagn", each.text, each.at) for each in inputs.statements)
    yield from (Node(own.owner, "avsnitt", own.field, own.at) for own in own_texts(inputs) if own.owner in OF_AUDIT)
    places = {own.owner: own.at for own in own_texts(inputs)}
    for owner, claim in claims_in(mapped):
        yield Node(claim.id, "påstand", claim.said, places[owner])
    yield from (Node(each.id, "oppfølging", said(each.text or "", each.id), each.at) for each in inputs.followup)
    for response in inputs.hearing.responses if inputs.hearing else ():
        yield Node(response.id, "høringssvar", response.comment, response.at)


def _judgement_links(mapped: Mapped) -> Iterator[Link]:
    """Link judgements to what they rest on."""
    inputs = mapped.inputs
    for conclusion in inputs.conclusions:
        yield Link(conclusion.id, "svarer på", conclusion.question)
    for items in (inputs.conclusions, inputs.recommendations, inputs.statements):
        for item in items:
            yield from (Link(item.id, "følger av", finding) for finding in item.findings)
    for response in inputs.hearing.responses if inputs.hearing else ():
        yield from (Link(response.id, "gjelder", finding) for finding in response.about)
    for entry in inputs.followup:
        yield from (Link(entry.id, "bygger på", id_) for id_ in entry.evidence)
        if entry.earlier is None:
            yield Link(entry.id, "følger opp", entry.recommendation)
    for finding in inputs.findings:
        yield from (Link(finding.id, "holdt mot", criterion) for criterion in finding.criteria)
        ground = mapped.ground(finding)
        parts = {"støttes av": ground.speaks_for, "motsies av": ground.speaks_against, "delt i": ground.mixed}
        for relation, evidence in {**parts, "bakgrunn i": ground.context}.items():
            yield from (Link(finding.id, relation, each.id) for each in evidence)
    for assessment in inputs.assessments:
        about = assessment.criterion or assessment.topic or ""
        yield Link(assessment.id, "vurderer", about)
        coded = mapped.register.on_criterion(about) if assessment.criterion else mapped.register.on_topic(about)
        yield from (Link(assessment.id, "bygger på", each.id) for each in coded)
    for owner, claim in claims_in(mapped):
        yield Link(owner, "sier", claim.id)
        yield from (Link(claim.id, "bygger på", id_) for id_ in (*claim.evidence, claim.target))


def _evidence_links(mapped: Mapped) -> Iterator[Link]:
    """Link evidence to where it comes from and what it is about."""
    for each in mapped.register:
        yield Link(each.id, "fra", each.origin)
        yield from (Link(each.id, "sagt av", informant) for informant in each.informants)
        yield from (Link(each.id, "gjelder", about) for about in (each.criterion, each.topic) if about)


def _source_links(mapped: Mapped) -> Iterator[Link]:
    """Link criteria to questions and provisions, and provisions to their source."""
    for criterion in mapped.inputs.criteria:
        yield from (Link(criterion.id, "belyser", question) for question in criterion.questions)
        provisions = {id_ for version in criterion.versions for id_ in version.provisions}
        yield from (Link(criterion.id, "utledet av", id_) for id_ in sorted(provisions))
    for source in mapped.inputs.sources:
        yield from (Link(part.id, "i", source.id) for part in source.provisions)
