"""The parts of a report as frozen data, built before any HTML is made.

A `Text` is the auditor's words with the claims in place: plain stretches and `Claim` objects in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditlib.claims import Claim
from auditlib.criteria import Stance

Text = tuple[str | Claim, ...]


class Own(str):
    """Words that the audit's people wrote, among others that are the report's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one edition: its markup, and by anchor the panels that its claims open."""

    markup: str
    panels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditPart:
    """What the audit says of itself; method and definitions are pairs of title or term and text."""

    notice: Text
    background: Text
    purpose: Text
    scope: Text
    method: tuple[tuple[str, Text], ...]
    weaknesses: tuple[Text, ...]
    definitions: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """A piece of evidence as a reader meets it: what it says, who or what it comes from, and its place.

    With `own`, what it says is in the words of those who said, wrote or coded it.
    """

    id: str
    kind: str
    stance: Stance
    said: str
    source: str
    place: str
    verified: bool
    about: tuple[str, ...] = ()
    group: str = ""
    date: str = ""
    own: bool = True


@dataclass(frozen=True, slots=True)
class VersionPart:
    """One wording of a criterion, when it applied, and what is new in it since the one before."""

    when: str
    requirement: str
    modality: str
    deadline: str
    citations: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """A criterion with what the rules suggest and what the auditor judged.

    `citations` are pairs of anchor and words. `versions` are all that applied in the audited period, the oldest first,
    and the requirement is the latest.
    """

    id: str
    title: str
    requirement: str
    modality: str
    deadline: str
    citations: tuple[tuple[str, str], ...]
    derivation: str
    suggestion: str
    strength: str
    reason: str
    status: str
    status_code: str
    assessment: Text
    departs: Text
    internal: str = ""
    versions: tuple[VersionPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionBrief:
    """A criterion as a claim's panel shows it; `citations` are anchor, words and when the provision was in force.

    `requirements` are each wording of the audited period with when it applied.
    """

    id: str
    title: str
    requirements: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str, str], ...]
    status: str
    status_code: str
    assessment: str
    departs: str


@dataclass(frozen=True, slots=True)
class PanelPart:
    """What a claim opens: `facts` are pairs of what and words, `link` anchor and words, `used_in` owners and claims."""

    anchor: str
    said: str
    facts: tuple[tuple[str, str], ...]
    link: tuple[str, str]
    speaks_for: tuple[EvidencePart, ...]
    speaks_against: tuple[EvidencePart, ...]
    context: tuple[EvidencePart, ...]
    criterion: CriterionBrief | None
    used_in: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TopicPart:
    """An assessment that no criterion covers."""

    id: str
    title: str
    assessment: Text


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding with its evidence on both sides."""

    id: str
    title: str
    kind: str
    strength: str
    criteria: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]
    condition: Text
    cause: Text
    effect: Text
    limits: Text
    speaks_for: tuple[EvidencePart, ...]
    speaks_against: tuple[EvidencePart, ...]
    mixed: tuple[EvidencePart, ...]
    context: tuple[EvidencePart, ...]
    against_in_short: str
    unverified: tuple[str, ...]
    internal: str = ""
    neighbours: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ConclusionPart:
    """The answer to a question."""

    id: str
    question: str
    wording: str
    degree: str
    answer: Text
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecommendationPart:
    """What somebody should do."""

    id: str
    to: str
    action: Text
    findings: tuple[tuple[str, str], ...]
    deadline: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class StatementPart:
    """An earlier report's statement with the verdict on it."""

    id: str
    place: str
    kind: str
    said: str
    verdict: str
    verdict_code: str
    comment: Text
    findings: tuple[str, ...]
    speaks_for: int
    speaks_against: int


@dataclass(frozen=True, slots=True)
class RecalcPart:
    """A figure that does not follow from the others."""

    table: str
    row: str
    column: str
    printed: str
    recomputed: str
    cause: str
    explanation: str
    comment: str


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as printed, with its units and notes; a missing cell is a dash."""

    name: str
    title: str
    headings: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
