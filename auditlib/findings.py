"""The auditor's own words: assessments, findings, conclusions, recommendations and answers to the hearing."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditlib.items import DayField, Identifier, Item


class Status(StrEnum):
    """How far a criterion is met; not examined is a status of its own."""

    MET = "met"
    MOSTLY_MET = "mostly_met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_EXAMINED = "not_examined"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"


class Assessment(Item):
    """The auditor's judgement of one criterion, or of a topic that no criterion covers."""

    id: Identifier
    criterion: Identifier | None = None
    topic: Identifier | None = None
    status: Status | None = None
    text: str
    departs: str | None = None
    internal: str | None = None
    by: str
    on: DayField


class FindingKind(StrEnum):
    """Whether a finding says that something is wrong or that it works."""

    DEVIATION = "deviation"
    STRENGTH = "strength"


class Finding(Item):
    """A condition held against criteria, with cause and effect where they are known."""

    id: Identifier
    title: str
    kind: FindingKind
    criteria: tuple[Identifier, ...] = ()
    topics: tuple[Identifier, ...] = ()
    evidence: tuple[Identifier, ...] = ()
    condition: str
    cause: str | None = None
    effect: str | None = None
    limits: str | None = None
    internal: str | None = None
    by: str | None = None


class Degree(StrEnum):
    """The answer to «i hvilken grad»."""

    LARGE = "large"
    SOME = "some"
    SMALL = "small"
    NONE = "none"


class Conclusion(Item):
    """The answer to one question."""

    id: Identifier
    question: Identifier
    degree: Degree | None = None
    answer: str
    findings: tuple[Identifier, ...] = Field(min_length=1)
    by: str | None = None


class Recommendation(Item):
    """What somebody should do, by when, and the findings it follows from; `responsible` is who has taken it on."""

    id: Identifier
    to: str
    action: str
    deadline: DayField | None = None
    responsible: str | None = None
    topics: tuple[Identifier, ...] = ()
    findings: tuple[Identifier, ...] = Field(min_length=1)
    by: str | None = None


class Followed(StrEnum):
    """What became of a recommendation."""

    NOT_JUDGED = "not_judged"
    FOLLOWED_UP = "followed_up"
    PARTLY = "partly"
    NOT = "not"
    NO_LONGER_RELEVANT = "no_longer_relevant"


# What needs no further follow-up.
CLOSED = (Followed.FOLLOWED_UP, Followed.NO_LONGER_RELEVANT)


class Basis(Item):
    """A finding that an earlier recommendation followed from."""

    id: Identifier
    title: str


class Earlier(Item):
    """A recommendation as an earlier audit printed it."""

    audit: Identifier
    title: str
    published: DayField
    to: str
    action: str
    deadline: DayField | None = None
    responsible: str | None = None
    topics: tuple[str, ...] = ()
    findings: tuple[Basis, ...] = ()


class FollowUp(Item):
    """The judgement of what became of a recommendation, with its own evidence; `earlier` in a follow-up audit."""

    id: Identifier
    recommendation: Identifier
    status: Followed
    on: DayField | None = None
    by: str | None = None
    text: str | None = None
    evidence: tuple[Identifier, ...] = ()
    earlier: Earlier | None = None


class Decision(StrEnum):
    """What a comment in the hearing led to; `open` until it is decided."""

    OPEN = "open"
    KEPT = "kept"
    CHANGED = "changed"
    PARTLY_CHANGED = "partly_changed"


class Response(Item):
    """A comment in the hearing: how it was examined and what was decided, with the reason."""

    id: Identifier
    sender: str = Field(alias="from")
    on: DayField
    about: tuple[Identifier, ...] = ()
    comment: str
    examined: str | None = None
    decision: Decision
    reason: str | None = None
    changed: str | None = None
    changes: tuple[Identifier, ...] = ()


class OwnChange(Item):
    """What was changed after the report was sent without any comment asking for it, and why."""

    changes: tuple[Identifier, ...] = Field(min_length=1)
    reason: str


class Hearing(Item):
    """The hearing: the statement itself or why it is `missing`, the auditor's `comment` on it, and the answers.

    `statement_file` is a file below `documents/<audit>/` that holds the statement.
    """

    statement: str | None = None
    missing: str | None = None
    statement_file: str | None = None
    comment: str | None = None
    responses: tuple[Response, ...] = ()
    notes: tuple[OwnChange, ...] = ()


class StatementKind(StrEnum):
    """What an earlier report's statement was."""

    CONCLUSION = "conclusion"
    ADVICE = "advice"


class Verdict(StrEnum):
    """Whether the evidence carries an earlier report's statement."""

    CARRIED = "carried"
    PARTLY_CARRIED = "partly_carried"
    NOT_CARRIED = "not_carried"


class Statement(Item):
    """A statement of an earlier report, held against the findings of this one."""

    id: Identifier
    place: str
    kind: StatementKind
    text: str
    findings: tuple[Identifier, ...] = Field(min_length=1)
    verdict: Verdict
    comment: str | None = None
    by: str | None = None


class Declared(Item):
    """Words with a number that claim nothing of evidence, and why; `within` are the items they stand in, or all."""

    words: str
    within: tuple[Identifier, ...] = Field(default=(), alias="in")
    reason: str


class DeclaredFile(Item):
    """The file `declared.yaml`."""

    declared: tuple[Declared, ...]


class Assessments(Item):
    """The file `assessments.yaml`."""

    assessments: tuple[Assessment, ...]


class Findings(Item):
    """The file `findings.yaml`."""

    findings: tuple[Finding, ...]


class Conclusions(Item):
    """The file `conclusions.yaml`."""

    conclusions: tuple[Conclusion, ...]


class Recommendations(Item):
    """The file `recommendations.yaml`."""

    recommendations: tuple[Recommendation, ...]


class FollowUps(Item):
    """The file `followup.yaml`."""

    followup: tuple[FollowUp, ...]


class HearingFile(Item):
    """The file `hearing.yaml`."""

    hearing: Hearing


class Statements(Item):
    """The file `statements.yaml`."""

    statements: tuple[Statement, ...]
