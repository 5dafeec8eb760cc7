"""One audit: what was ordered, how it was done, and the scales its report uses."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from auditlib.dates import Period
from auditlib.items import DayField, Flag, Identifier, Item, MunicipalityNumber, Real, Whole
from auditlib.labels import OFFICES, office
from auditlib.language import Language, language


class Span(Item):
    """A closed period: `{from: 2023-01-01, to: 2023-12-31}`."""

    start: DayField = Field(alias="from")
    end: DayField = Field(alias="to")

    @model_validator(mode="after")
    def _runs_forward(self) -> Span:
        if self.end.certainly_before(self.start):
            details = {"start": str(self.start), "to": str(self.end)}
            raise PydanticCustomError("D202", "D202", details)
        return self

    @property
    def period(self) -> Period:
        """The same as a period."""
        return Period(self.start, self.end)


class Municipality(Item):
    """The audited municipality, by the name and number it had then."""

    name: str
    number: MunicipalityNumber


class Order(Item):
    """Who ordered the audit, and when; with `own_initiative`, who took it up without an order."""

    by: str
    on: DayField
    text: str
    own_initiative: Flag = False


class Title(Item):
    """What an office is called: `{one: direktør, definite: direktøren}`."""

    one: str
    definite: str


class Titles(Item):
    """What the offices are called that fixed texts speak of, where it is not what they are commonly called."""

    chief_executive: Title | None = None
    council: Title | None = None
    committee: Title | None = None


class Standard(Item):
    """The auditing standard and its version; `note` says why another edition is used than the one that applied."""

    name: str
    version: str
    note: str | None = None


class Paragraph(Item):
    """A titled paragraph of the method chapter; `lacks` says what is not known of how it was done."""

    title: str
    text: str
    lacks: str | None = None


class Definition(Item):
    """A term and what it means in the report."""

    term: str
    meaning: str


class Group(Item):
    """A group of informants and the words a report uses for it.

    In the public edition those of a group with `merge_into` are counted in that group.
    """

    id: Identifier
    one: str
    many: str
    definite: str
    words: tuple[str, ...]
    merge_into: Identifier | None = None


class Topic(Item):
    """A theme finer than a criterion, or one that no criterion covers."""

    id: Identifier
    title: str


class Quantifier(Item):
    """A word for how many, with the least share and the least count it needs; `also` are words that claim the same."""

    word: str
    also: tuple[str, ...] = ()
    least_share: Real
    least_count: Whole

    def fits(self, count: int, asked: int) -> bool:
        """Say whether `count` of `asked` informants are enough for the word."""
        return count >= self.least_count and asked > 0 and count / asked >= self.least_share


class Ground(Item):
    """What a degree of strength takes: independent sources, groups they come from and kinds of evidence.

    Documents and tests are one group beside the groups of informants.
    """

    sources: Whole
    groups: Whole
    kinds: Whole


class Rules(Item):
    """The thresholds of the mapping from evidence to a suggested status; the report prints them."""

    least_sources: Whole
    met_at_most: Real
    mostly_met_at_most: Real
    partly_met_at_most: Real
    strong: Ground
    medium: Ground


class Publication(Item):
    """What the public edition may show: the smallest group and count, and whether the notes' passages are cleared.

    `allowed` are words that the leak gate lets through, such as the audit office's own address.
    """

    least_in_group: Whole
    least_in_cell: Whole
    passages: Literal["cleared", "withheld"]
    reason: str
    allowed: tuple[str, ...] = ()


class Retention(Item):
    """What must be deleted, from which day on, and by what rule: the informants' names, their list, or the notes."""

    what: Literal["names", "informants", "notes"]
    delete: DayField
    reason: str


class Audit(Item):
    """A performance audit: the order, the period, the method and the scales."""

    id: Identifier
    title: str
    municipality: Municipality
    units: tuple[str, ...]
    period: Span
    ordered: Order
    start_letter: DayField | None = None
    verification: Span | None = None
    hearing: Span | None = None
    published: DayField
    standard: Standard
    follow_up_of: Identifier | None = None
    language: Language
    titles: Titles | None = None
    notice: str | None = None
    background: str
    purpose: str
    scope: str
    method: tuple[Paragraph, ...]
    weaknesses: tuple[str, ...]
    definitions: tuple[Definition, ...] = ()
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...] = ()
    quantifiers: tuple[Quantifier, ...]
    rules: Rules
    publication: Publication
    retention: tuple[Retention, ...] = ()

    @property
    def offices(self) -> dict[str, str]:
        """What the offices are called in the language that is spoken, for the places of a fixed text.

        `chief_executive` is definite, `Chief_executive` begins a sentence, and `a_chief_executive` is indefinite.
        The audit's own titles are used where its language is spoken; nynorsk and bokmål share them.
        """
        spoken = language()
        own = self.titles if spoken == self.language or "en" not in (spoken, self.language) else None
        found: dict[str, str] = {}
        for name in OFFICES:
            called: Title | None = getattr(own, name, None)
            one, definite = (called.one, called.definite) if called else office(name)
            found |= {name: definite, name.capitalize(): definite[:1].upper() + definite[1:], f"a_{name}": one}
        return found
