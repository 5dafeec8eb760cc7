"""Questions, the criteria derived for them, and the stance evidence takes to a criterion."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditlib.dates import Period
from auditlib.items import DayField, EndField, Flag, Identifier, Item, Real, Whole


class Stance(StrEnum):
    """What a piece of evidence says of the requirement it is about."""

    MEETS = "meets"
    DEVIATES = "deviates"
    MIXED = "mixed"
    CONTEXT = "context"


class Modality(StrEnum):
    """Whether the source obliges (skal, må) or recommends (bør)."""

    MUST = "must"
    SHOULD = "should"


class Operator(StrEnum):
    """How a figure is held against a norm."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EVERY = "every"


class Norm(Item):
    """A measurable requirement: at most or at least a value, or every case."""

    operator: Operator
    value: Real
    unit: str


class Deadline(Item):
    """A time limit as the source words it: 3 uker."""

    value: Whole
    unit: str


class CriterionVersion(Item):
    """The requirement as it was from one day to another, with the provisions it is derived from."""

    start: DayField = Field(alias="from")
    end: EndField = Field(alias="to")
    requirement: str
    modality: Modality
    provisions: tuple[Identifier, ...] = Field(min_length=1)
    norm: Norm | None = None
    deadline: Deadline | None = None

    @property
    def validity(self) -> Period:
        """When this version applied."""
        return Period(self.start, self.end)


class Criterion(Item):
    """A requirement the audited unit is held to."""

    id: Identifier
    questions: tuple[Identifier, ...] = Field(min_length=1)
    title: str
    derivation: str
    versions: tuple[CriterionVersion, ...] = Field(min_length=1)

    def in_force(self, period: Period) -> CriterionVersion | None:
        """Give the version that binds in a period: the latest that applied in any part of it."""
        applying = [each for each in self.versions if each.validity.overlap(period)]
        return max(applying, key=lambda each: each.start.first, default=None)


class Question(Item):
    """A question the audit was ordered to answer."""

    id: Identifier
    title: str
    wording: str
    scope: str | None = None
    degree: Flag


class Questions(Item):
    """The file `questions.yaml`."""

    questions: tuple[Question, ...] = Field(min_length=1)


class Criteria(Item):
    """The file `criteria.yaml`."""

    criteria: tuple[Criterion, ...] = Field(min_length=1)
