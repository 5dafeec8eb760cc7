"""What each judgement rests on, as the audit is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from auditlib.claims import Claim, pieces
from auditlib.criteria import Question
from auditlib.documents import Document, Excerpt
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.findings import Assessment, Conclusion, Finding, Recommendation
from auditlib.judged import content
from auditlib.judged.model import Content, Judgement, Key, Rest
from auditlib.language import SOURCE, speaking
from auditlib.mapping import Mapped, Unresolved, own_texts, resolve
from auditlib.mapping.grounds import grounds
from auditlib.stamps import stamp
from auditlib.tables import Attribute, Indicator, Review

_Judged = Assessment | Finding | Conclusion | Recommendation


def judged_items(mapped: Mapped) -> Iterator[tuple[str, _Judged]]:
    """Go through what can be judged, in an order where nothing rests on what comes later."""
    inputs = mapped.inputs
    yield from (("assessment", each) for each in inputs.assessments)
    yield from (("finding", each) for each in inputs.findings)
    yield from (("conclusion", each) for each in inputs.conclusions)
    yield from (("recommendation", each) for each in inputs.recommendations)


def judgements(
    mapped: Mapped, wanted: Collection[str] | None = None, known: Mapping[str, Rest] | None = None
) -> dict[str, Judgement]:
    """Give every judgement with what it rests on, by id; with `wanted`, only those, and `known` are the others."""
    return Basis(mapped, wanted, known or {}).judgements()


class Basis:
    """What an audit's judgements rest on; each item's content is made once."""

    def __init__(
        self, mapped: Mapped, wanted: Collection[str] | None = None, known: Mapping[str, Rest] | None = None
    ) -> None:
        """Hold an audit; with `wanted`, only those judgements are made, and `known` are the others."""
        self._mapped, self._inputs, self._wanted = mapped, mapped.inputs, wanted
        self._rests: dict[Key, Rest] = {}
        self._done = dict(known or {})

    def judgements(self) -> dict[str, Judgement]:
        """Make each judgement, those that others rest on first."""
        found = {}
        with speaking(SOURCE):
            for kind, item in judged_items(self._mapped):
                if self._wanted is None or item.id in self._wanted:
                    found[item.id] = self._judgement(kind, item)
                    self._done[item.id] = found[item.id].as_rest()
        return found

    def under(self, claim: Claim) -> list[Rest]:
        """Give what a claim rests on."""
        with speaking(SOURCE):
            return [*map(self.evidence, claim.evidence), *self._target(claim)]

    def evidence(self, id_: str) -> Rest:
        """Give a piece of evidence as something that is rested on; raise KeyError where there is none."""
        with speaking(SOURCE):
            return self._evidence(self._mapped.register[id_])

    def _judgement(self, kind: str, item: _Judged) -> Judgement:
        own = content.own(kind, item)
        rests = {each.key: each for each in (*self._below(item), *self._claimed(item))}
        parts = sorted((each.kind, each.id, each.stamp, each.deep) for each in rests.values())
        mark = stamp(own)
        return Judgement(kind, item.id, item.at, mark, own, rests, stamp((mark, parts)), self._touches(item))

    def _touches(self, item: _Judged) -> tuple[str, ...]:
        """Name the criteria, topics and evidence that an item's evidence and counts are made of."""
        found = {each for name in ("criterion", "topic") if (each := getattr(item, name, None))}
        for name in ("criteria", "topics", "evidence"):
            found.update(getattr(item, name, ()))
        for claim in self._claims.get(item.id, ()):
            found.update((claim.target, *claim.reference.options.values()))
        return tuple(sorted(found))

    def _below(self, item: _Judged) -> Iterator[Rest]:
        """Go through what an item rests on by its form."""
        if isinstance(item, Assessment):
            yield from self._below_assessment(item)
        elif isinstance(item, Finding):
            yield from self._below_finding(item)
        else:
            yield from (self._done[each] for each in item.findings if each in self._done)
            if isinstance(item, Conclusion) and item.question in self._questions:
                asked = self._questions[item.question]
                yield self._rest("question", asked.id, content.question(asked))

    def _below_assessment(self, item: Assessment) -> Iterator[Rest]:
        if item.criterion:
            yield from self._criterion(item.criterion)
            found = self._mapped.suggestion(item.criterion)
            yield self._rest("suggestion", item.criterion, content.suggestion(found))
            yield from map(self._evidence, self._mapped.register.on_criterion(item.criterion))
        else:
            yield from map(self._evidence, self._mapped.register.on_topic(item.topic or ""))

    def _below_finding(self, item: Finding) -> Iterator[Rest]:
        ground = self._mapped.ground(item)
        for each in item.criteria:
            yield from self._criterion(each)
        about = {*item.criteria, *item.topics}
        assessed = (each for each in self._inputs.assessments if (each.criterion or each.topic) in about)
        yield from (self._done[each.id] for each in assessed if each.id in self._done)
        yield self._rest("strength", item.id, {"strength": ground.strength.value})
        yield from map(self._evidence, ground.all)

    def _criterion(self, id_: str) -> Iterator[Rest]:
        """Give a criterion in the wordings that bind, with the provisions these are derived from."""
        versions = self._mapped.versions(id_)
        yield self._rest("criterion", id_, content.criterion(self._mapped.criteria[id_].derivation, versions))
        named = (each for version in versions for each in version.provisions if each in self._provisions)
        yield from (self._rest("provision", each, self._provisions[each]) for each in named)

    def _claimed(self, item: _Judged) -> Iterator[Rest]:
        """Go through what the claims in an item's texts rest on."""
        for claim in self._claims.get(item.id, ()):
            yield from (self._evidence(self._mapped.register[each]) for each in claim.evidence)
            yield from self._target(claim)

    def _target(self, claim: Claim) -> Iterator[Rest]:
        """Give what a claim refers to beside evidence: a count, a cell, a provision or another item of the audit."""
        reference, target = claim.reference, claim.target
        if reference.row:
            yield self._rest("cell", f"{reference.target}[{reference.row}, {reference.column}]", {"says": claim.said})
        elif target in self._mapped.register:
            return
        elif reference.words and not reference.said:
            yield self._rest("count", reference.text, {"says": claim.said.lower()})
        elif target in self._provisions:
            yield self._rest("provision", target, self._provisions[target])
        elif target in self._mapped.criteria:
            yield from self._criterion(target)
        elif (said := grounds(target, self._mapped)) is not None:
            yield self._rest("other", target, {"says": said})

    def _evidence(self, each: Evidence) -> Rest:
        kind = each.kind.value
        if (kind, each.id) not in self._rests:
            made = self._content(each)
            # a passage's own stamp is known, and covers all but the date
            known = (each.stamp, self._dates[each.origin]) if each.kind is EvidenceKind.PASSAGE else made
            self._rests[kind, each.id] = Rest(kind, each.id, stamp(known), made)
        return self._rests[kind, each.id]

    def _content(self, each: Evidence) -> Content:
        if each.kind is EvidenceKind.PASSAGE:
            return content.passage(each, self._dates[each.origin])
        if each.kind is EvidenceKind.EXCERPT:
            document, part = self._excerpts[each.id]
            return content.excerpt(document, part, each)
        measured = self._mapped.measurements[each.id]
        if each.id in self._attributes:
            review, declared = self._attributes[each.id]
            return content.attribute(review, declared, measured, self._inputs.tables[review.table])
        table = self._inputs.tables.get(measured.table)
        return content.indicator(self._indicators[each.id], measured, table)

    def _rest(self, kind: str, id_: str, made: Content) -> Rest:
        if (kind, id_) not in self._rests:
            self._rests[kind, id_] = Rest(kind, id_, stamp(made), made)
        return self._rests[kind, id_]

    @cached_property
    def _claims(self) -> Mapping[str, list[Claim]]:
        """The claims in the texts of what is judged; what does not resolve is left to the checks."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for own in own_texts(self._inputs):
            if self._wanted is None or own.owner in self._wanted:
                references = (piece.reference for piece in pieces(own.text) if piece.reference is not None)
                for reference in references:
                    with suppress(Unresolved):
                        found[own.owner].append(resolve(reference, self._mapped))
        return found

    @cached_property
    def _provisions(self) -> Mapping[str, Content]:
        sources = self._inputs.sources
        return {part.id: content.provision(source, part) for source in sources for part in source.provisions}

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {each.id: each for each in self._inputs.questions}

    @cached_property
    def _dates(self) -> Mapping[str, str]:
        return {each.id: each.spoken_on for each in self._inputs.notes}

    @cached_property
    def _excerpts(self) -> Mapping[str, tuple[Document, Excerpt]]:
        documents = self._inputs.documents
        return {f"{document.id}.{part.id}": (document, part) for document in documents for part in document.excerpts}

    @cached_property
    def _attributes(self) -> Mapping[str, tuple[Review, Attribute]]:
        reviews = self._inputs.reviews
        return {f"{review.id}.{part.id}": (review, part) for review in reviews for part in review.attributes}

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {each.id: each for each in self._inputs.indicators}
