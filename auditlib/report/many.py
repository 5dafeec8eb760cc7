"""An audit with very much evidence: each piece is written out once, in the register, under what it is about.

A finding or claim that rests on a hundred passages then says how many they are and leads to the table that they stand
in. Were each written out wherever it is used, a page on a hundred thousand passages would be too large to open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditlib.criteria import Stance
from auditlib.report.anchors import subject_anchor
from auditlib.report.model import EvidencePart

if TYPE_CHECKING:
    from auditlib.mapping import Mapped

# So many pieces of evidence are read as one table; a list of so few is written out in any audit.
_ONE_TABLE, _ONE_LIST = 2_000, 12


@dataclass(frozen=True, slots=True)
class Subject:
    """The evidence about one criterion, or about one topic and no criterion; `name` is empty where it is on neither."""

    name: str
    title: str
    evidence: tuple[EvidencePart, ...]

    @property
    def anchor(self) -> str:
        """Give where its table stands in the register."""
        return subject_anchor(self.name)


def has_many(mapped: Mapped) -> bool:
    """Say whether an audit has so much evidence that each piece should be written out only once."""
    return len(mapped.register) > _ONE_TABLE


def is_long(evidence: Sequence[EvidencePart]) -> bool:
    """Say whether a list should only lead to the register, where there is much evidence in all."""
    return len(evidence) > _ONE_LIST


def counted(evidence: Iterable[EvidencePart]) -> list[tuple[str, int]]:
    """Count the evidence of a list by what it is about, in the order that each is met."""
    return list(Counter(map(_name, evidence)).items())


def subjects(evidence: Iterable[EvidencePart], mapped: Mapped) -> list[Subject]:
    """Put the register's evidence under criteria and topics, in the audit's order and by what it says of them."""
    found: defaultdict[str, list[EvidencePart]] = defaultdict(list)
    for each in evidence:
        found[_name(each)].append(each)
    titles = {each.id: each.title for items in (mapped.inputs.criteria, mapped.inputs.audit.topics) for each in items}
    order = {stance: place for place, stance in enumerate(Stance)}
    return [
        Subject(name, title, tuple(sorted(found[name], key=lambda each: order[each.stance])))
        for name, title in {**titles, "": ""}.items()
        if name in found
    ]


def _name(each: EvidencePart) -> str:
    return each.about[0] if each.about else ""
