"""Informants, interviews and the coded passages of their notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import Field

from auditlib.criteria import Stance
from auditlib.items import DayField, Identifier, Item, Whole
from auditlib.problems import Location
from auditlib.stamps import stamp


class Method(StrEnum):
    """How an interview was held."""

    SINGLE = "single"
    GROUP = "group"
    EMAIL = "email"
    FOLLOW_UP = "follow_up"


class Informant(Item):
    """A respondent: a person, or those who answered together for a unit; the name is for the office's own use."""

    id: Identifier
    name: str | None = None
    role: str
    unit: str
    group: Identifier
    label: str


class Informants(Item):
    """The file `informants.yaml`."""

    informants: tuple[Informant, ...] = Field(min_length=1)


class Verification(Item):
    """Who confirmed the note, when, and what was changed; `also` are others who did, in a note of several."""

    on: DayField
    by: Identifier
    also: tuple[Identifier, ...] = ()
    changes: str


class Interview(Item):
    """The front matter of an interview note."""

    id: Identifier
    title: str
    date: DayField
    method: Method
    informants: tuple[Identifier, ...] = Field(min_length=1)
    interviewer: str
    asked: tuple[Identifier, ...] = ()
    verified: Verification | None = None
    passages: Literal["cleared", "withheld"] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded statement: its words, what it is about, its stance and whom it speaks for."""

    id: str
    text: str
    criterion: str
    topic: str
    stance: Stance
    informants: tuple[str, ...]
    interview: str
    at: Location

    @property
    def stamp(self) -> str:
        """The hash of what is said, by whom, and how it is coded."""
        content = (self.text, self.criterion, self.topic, self.stance.value, sorted(self.informants))
        return stamp(content)


@dataclass(frozen=True, slots=True)
class Note:
    """An interview with its coded passages."""

    interview: Interview
    passages: tuple[Passage, ...]

    @property
    def id(self) -> str:
        """The id of the interview."""
        return self.interview.id

    @property
    def spoken_on(self) -> str:
        """The date of the interview, as it is written."""
        return str(self.interview.date)

    def asked_about(self) -> frozenset[str]:
        """Give the criteria and topics that were raised: those declared and those coded."""
        coded = {name for each in self.passages for name in (each.criterion, each.topic) if name}
        return frozenset(coded.union(self.interview.asked))


class QuotedPassage(Item):
    """A coding in a side file, which finds its passage by the words."""

    id: Identifier
    quote: str
    line: Whole
    criterion: Identifier | None = None
    topic: Identifier | None = None
    stance: Stance
    informants: tuple[Identifier, ...] = ()


class Codes(Item):
    """The file `<interview>.codes.yaml`."""

    passages: tuple[QuotedPassage, ...]
