"""Pieces of evidence as a reader meets them; each is made once, however many findings and claims rest on it."""

from __future__ import annotations

from auditlib.editions.people import WITHHELD
from auditlib.evidence import Evidence, EvidenceKind
from auditlib.labels import label
from auditlib.language import _
from auditlib.report.model import EvidencePart
from auditlib.workspace import Inputs


class Pieces:
    """Makes the parts of one edition's evidence, in the language that is spoken when each is first asked for."""

    def __init__(self, inputs: Inputs) -> None:
        """Index what evidence comes from."""
        self._tables = inputs.tables
        self._informants = {each.id: each for each in inputs.informants}
        self._groups = {each.id: each.one for each in inputs.audit.groups}
        self._dates = {each.interview.id: each.interview.date.in_words() for each in inputs.notes}
        self._documents = {each.id: each for each in inputs.documents}
        self.unverified = frozenset(each.interview.id for each in inputs.notes if each.interview.verified is None)
        self._made: dict[str, EvidencePart] = {}

    def __getitem__(self, each: Evidence) -> EvidencePart:
        """Give the part of a piece of evidence."""
        if each.id not in self._made:
            self._made[each.id] = self._part(each)
        return self._made[each.id]

    def _part(self, each: Evidence) -> EvidencePart:
        people = [self._informants[name] for name in each.informants]
        source, place = ", ".join(dict.fromkeys(person.label for person in people)), each.origin
        group = ", ".join(dict.fromkeys(self._groups[person.group] for person in people))
        if each.kind is EvidenceKind.EXCERPT:
            document = self._documents[each.origin]
            source, place = document.title, each.locator
        elif each.kind is not EvidenceKind.PASSAGE:
            table = self._tables.get(each.origin)
            source, place = (table.resource.title, each.locator) if table else (_("ingen tabell"), "")
        about = tuple(filter(None, (each.criterion, each.topic)))
        verified, withheld = each.origin not in self.unverified, each.text == WITHHELD
        return EvidencePart(
            each.id, label(each.kind), each.stance, _(WITHHELD) if withheld else each.text, source, place, verified,
            about, group, self._dates.get(each.origin, ""),
            own=each.kind in (EvidenceKind.PASSAGE, EvidenceKind.EXCERPT) and not withheld,
        )  # fmt: skip
