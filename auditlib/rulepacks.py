"""Rule packs: an auditing standard as a list of rules in data, and what a person has confirmed of them.

A pack is one edition of a standard, with the dates of the start letters it applies to. A rule names a test from
`TESTS`, which `auditlib.standards` makes, or is for a person to confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from auditlib.criteria import Modality
from auditlib.dates import Day
from auditlib.items import DayField, EndField, Flag, Identifier, Item
from auditlib.problems import hint_for
from auditlib.sources import SourceKind

Words = tuple[str, ...]

LISTS = (
    "questions", "criteria", "notes", "documents", "tables", "reviews", "assessments", "findings", "conclusions",
    "recommendations",
)  # fmt: skip
FIELDS = ("start_letter", "definitions", "weaknesses", "method", "verification", "hearing")
FACETS = ("question", "facts", "assessment", "finding")
ELEMENTS = ("criteria", "condition", "cause", "effect", "limits")
EVIDENCE = ("passage", "measurement", "review", "excerpt")
STRENGTHS = ("weak", "medium", "strong")

# For each test its parameters, all of which must be given, and the words each may hold; None is any words.
TESTS: Mapping[str, Mapping[str, Words | None]] = {
    "has_items": {"of": LISTS},
    "audit_states": {"of": FIELDS},
    "order_traceable": {},
    "dates_in_order": {},
    "criteria_in_force": {},
    "criteria_have_source": {"kinds": tuple(SourceKind)},
    "criteria_have": {"of": FACETS},
    "questions_have_criteria": {},
    "questions_answered": {},
    "assessments_have_criterion": {},
    "interviews_verified": {},
    "kinds_described": dict.fromkeys(EVIDENCE),
    "reviews_described": {},
    "figures_follow": {},
    "measurements_made": {},
    "numbers_have_source": {},
    "facts_without_judgement": {"words": None},
    "finding_elements": {"of": ELEMENTS},
    "finding_strength": {"least": STRENGTHS},
    "weak_findings_limited": {},
    "recommendations_follow": {},
    "hearing_held": {},
    "statement_included": {},
    "responses_reasoned": {},
    "report_shows": {"parts": None},
    "referenced": {},
}


def _error(code: str, **details: object) -> PydanticCustomError:
    """Make an error that names a kind of the problem catalogue; the loader fills the message."""
    return PydanticCustomError(code, code, details)


class Rule(Item):
    """One rule: its point in the standard, what it demands in own words, and how it is tested.

    `unconfirmed` says what of it is from memory or second-hand. Either `test` names a test, or `person` is true.
    """

    id: Identifier
    point: str
    level: Modality
    text: str
    unconfirmed: str | None = None
    test: str | None = None
    parameters: dict[str, Words] = Field(default_factory=dict)
    person: Flag = False

    @field_validator("test")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        if name is not None and name not in TESTS:
            raise _error("Y108", value=name, allowed_values=hint_for(name, TESTS))
        return name

    @model_validator(mode="after")
    def _is_tested_one_way(self) -> Self:
        for error in self._errors():
            raise error
        return self

    def _errors(self) -> Iterator[PydanticCustomError]:
        """Give what the rule lacks, has too much of or misspells, by what its test takes."""
        if self.test is None and not self.person:
            yield _error("Y105", key="test", example="test: questions_answered, or person: true")
        if self.test is not None and self.person:
            yield _error("Y104", key="person", hint="a rule is tested or for a person to confirm, not both")
        known = TESTS.get(self.test or "", {})
        for name in self.parameters:
            if name not in known:
                yield _error("Y104", key=name, hint=hint_for(name, known))
        for name, allowed in known.items():
            if not self.parameters.get(name):
                yield _error("Y105", key=name, example=f"{name}: [{allowed[0] if allowed else '…'}]")
            for word in self.parameters.get(name, ()):
                if allowed is not None and word not in allowed:
                    yield _error("Y108", value=word, allowed_values=", ".join(allowed))


class RulePack(Item):
    """One edition of a standard: `name` and `version` as audits declare it, and the start letters it applies to.

    `start` is left out where nobody knows from when it applies.
    """

    id: Identifier
    name: str
    version: str
    title: str
    issuer: str
    reference: str | None = None
    start: DayField | None = Field(None, alias="from")
    end: EndField = Field(alias="to")
    note: str | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def title_with_version(self) -> str:
        """The name as people say it: `RSK 001 (2020)`."""
        return f"{self.name} ({self.version})"

    def applies(self, start_letter: Day) -> bool:
        """Say whether the edition may apply to an audit whose start letter has this date."""
        early = self.start is not None and start_letter.certainly_before(self.start)
        return not early and not (self.end is not None and self.end.certainly_before(start_letter))


class Confirmation(Item):
    """What a person says of a rule that no test can settle."""

    rule: Identifier
    met: Flag = True
    by: str
    on: DayField
    text: str


class ConfirmedFile(Item):
    """The file `confirmed.yaml`."""

    confirmed: tuple[Confirmation, ...]
