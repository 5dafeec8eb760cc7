"""Questions, the criteria derived for them, and the stance evidence takes to a criterion."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

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
    """How a figure, or each case, is held against a norm."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EVERY = "every"
    WITHIN = "within"


class Counting(Item):
    """How the days of a deadline are counted.

    `start` says whether the day it starts is counted, `end` whether a last day that is no working day moves to the
    next one, and `closed` names days that are no working days besides Saturdays and Sundays.
    """

    start: Literal["next_day", "same_day"]
    end: Literal["stays", "next_working_day"]
    closed: tuple[DayField, ...] = ()


DEADLINE_UNITS = ("days", "working_days", "weeks", "months")
_LONGEST = 10_000


class Norm(Item):
    """A measurable requirement: a limit on a figure, a deadline, or that every case keeps it.

    `within` is a deadline of `value` days, working days, weeks or months for each case. `least_share` is the share of
    cases, above 0 and at most 1, that must keep a limit or a deadline; all of them when left out.
    """

    operator: Operator
    value: Real | None = None
    unit: str | None = None
    least_share: Real | None = None
    counting: Counting | None = None

    @model_validator(mode="after")
    def _has_its_parts(self) -> Self:
        for error in self._errors():
            raise error
        return self

    def _errors(self) -> Iterator[PydanticCustomError]:
        """Give what is missing, not allowed or out of range, by what the operator needs."""
        every, within = self.operator is Operator.EVERY, self.operator is Operator.WITHIN
        if self.value is None and not every:
            yield _error("Y105", key="value", example="value: 3")
        if self.unit is None and not every:
            yield _error("Y105", key="unit", example="unit: weeks" if within else "unit: dager")
        if every and self.value not in (None, 100):
            yield _error("Y108", value=f"value: {self.value}", allowed_values="100, or no value: every case keeps it")
        if self.counting is None and within:
            yield _error("Y105", key="counting", example="counting: {start: next_day, end: stays}")
        if self.counting is not None and not within:
            yield _error("Y104", key="counting", hint="only a deadline has it: operator: within")
        if within and self.unit is not None and self.unit not in DEADLINE_UNITS:
            yield _error("Y108", value=self.unit, allowed_values=", ".join(DEADLINE_UNITS))
        if within and self.value is not None and self.value not in range(_LONGEST + 1):
            yield _error("Y109", value=self.value, expected=f"a whole number up to {_LONGEST}", example="value: 3")
        if every and self.least_share is not None:
            yield _error("Y104", key="least_share", hint="with `every`, all cases must keep it")
        if self.least_share is not None and not 0 < self.least_share <= 1:
            expected = "a share above 0, at most 1"
            yield _error("Y109", value=self.least_share, expected=expected, example="least_share: 0.95")

    @property
    def on_cases(self) -> bool:
        """Whether it is cases it is held against, and not a lone figure."""
        return self.operator is Operator.WITHIN or self.least_share is not None


def _error(code: str, **details: object) -> PydanticCustomError:
    """Make an error that names a kind of the problem catalogue; the loader fills the message."""
    return PydanticCustomError(code, code, details)


class Deadline(Item):
    """A time limit as the source words it: 3 uker."""

    value: Whole
    unit: str


class CriterionVersion(Item):
    """The requirement as it was from one day to another, with the provisions it is derived from.

    `changes` says in the auditor's words what is new since the version before.
    """

    start: DayField = Field(alias="from")
    end: EndField = Field(alias="to")
    requirement: str
    modality: Modality
    provisions: tuple[Identifier, ...] = Field(min_length=1)
    norm: Norm | None = None
    deadline: Deadline | None = None
    changes: str | None = None

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
        """Give the latest version that applied in any part of a period."""
        return next(reversed(self.binding(period)), None)

    def binding(self, period: Period) -> tuple[CriterionVersion, ...]:
        """Give every version that applied in some part of a period, the oldest first."""
        applying = [each for each in self.versions if each.validity.overlap(period)]
        return tuple(sorted(applying, key=lambda each: each.start.first))


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
