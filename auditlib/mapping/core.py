"""One audit's evidence, tallied and held against its criteria and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditlib.criteria import Criterion, CriterionVersion, Stance
from auditlib.evidence import Evidence, EvidenceKind, Register, from_excerpt, from_measurement, from_passage
from auditlib.findings import Finding, FindingKind
from auditlib.language import language, speaking
from auditlib.rules import Strength, Suggestion, Tallies, Tally, suggest
from auditlib.tables import Measurement
from auditlib.workspace import Inputs


@dataclass(frozen=True, slots=True)
class FindingGround:
    """What a finding rests on: evidence for, against and both ways, background, and how strong it is."""

    speaks_for: tuple[Evidence, ...]
    speaks_against: tuple[Evidence, ...]
    mixed: tuple[Evidence, ...]
    context: tuple[Evidence, ...]
    strength: Strength

    @property
    def all(self) -> tuple[Evidence, ...]:
        """All of it, in that order."""
        return self.speaks_for + self.speaks_against + self.mixed + self.context


class Mapped:
    """An audit's inputs with its measurements, tallies and suggestions."""

    def __init__(self, inputs: Inputs, measurements: Sequence[Measurement]) -> None:
        """Collect the evidence and count it once, in the language that is spoken now: `language` says which."""
        self.inputs = inputs
        self.measurements = {each.id: each for each in measurements}
        self.register = Register(self._evidence())
        self.tallies = Tallies(inputs.notes, inputs.informants)
        self.group_of = {each.id: each.group for each in inputs.informants}
        self.language = language()
        self._suggestions: dict[str, Suggestion] = {}

    def _evidence(self) -> Iterator[Evidence]:
        """Go through all evidence: what was said, measured and read."""
        yield from (from_passage(passage) for note in self.inputs.notes for passage in note.passages)
        yield from (from_measurement(each) for each in self.measurements.values())
        yield from (from_excerpt(each, part) for each in self.inputs.documents for part in each.excerpts)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria by id."""
        return {each.id: each for each in self.inputs.criteria}

    @cached_property
    def links(self) -> Mapping[str, str]:
        """The words for what a text can only link to, by id; evidence is apart, for there is much of it."""
        inputs = self.inputs
        lists = (inputs.criteria, inputs.findings, inputs.recommendations, inputs.questions, inputs.statements)
        links = {each.id: each.id for items in lists for each in items}
        links.update({part.id: source.cite(part) for source in inputs.sources for part in source.provisions})
        return links

    def version(self, criterion: str) -> CriterionVersion | None:
        """Give the latest wording of a criterion that binds in the audited period."""
        return self.criteria[criterion].in_force(self.inputs.audit.period.period)

    def versions(self, criterion: str) -> tuple[CriterionVersion, ...]:
        """Give every wording of a criterion that binds in some part of the audited period, the oldest first."""
        return self.criteria[criterion].binding(self.inputs.audit.period.period)

    def suggestion(self, criterion: str) -> Suggestion:
        """Give what the rules suggest for a criterion."""
        if criterion not in self._suggestions:
            found, tally = self.register.on_criterion(criterion), self.tallies.on(criterion)
            with speaking(self.language):
                self._suggestions[criterion] = suggest(found, tally, self.group_of, self.inputs.audit.rules)
        return self._suggestions[criterion]

    def ground(self, finding: Finding) -> FindingGround:
        """Sort a finding's evidence into what speaks for and against it, and grade its strength."""
        evidence = self.register.about(finding.criteria, finding.topics, finding.evidence)
        wanted, other = Stance.DEVIATES, Stance.MEETS
        if finding.kind is FindingKind.STRENGTH:
            wanted, other = other, wanted
        parts = [tuple(each for each in evidence if each.stance is stance) for stance in (wanted, other)]
        mixed = tuple(each for each in evidence if each.stance is Stance.MIXED)
        context = tuple(each for each in evidence if each.stance is Stance.CONTEXT)
        strength = suggest(evidence, _tally_of(evidence), self.group_of, self.inputs.audit.rules).strength
        return FindingGround(parts[0], parts[1], mixed, context, strength)


def _tally_of(evidence: Sequence[Evidence]) -> Tally:
    """Tally the informants of some evidence."""
    said: dict[str, set[Stance]] = {}
    for each in evidence:
        if each.kind is EvidenceKind.PASSAGE:
            for informant in each.informants:
                said.setdefault(informant, set()).add(each.stance)
    return Tally({name: frozenset(stances) for name, stances in said.items()})
