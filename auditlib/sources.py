"""Sources of criteria: laws, guides, decisions and research, each with its dated provisions."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditlib.dates import Period
from auditlib.items import DayField, EndField, Identifier, Item


class SourceKind(StrEnum):
    """What kind of text a source is, which says how much weight it has."""

    ACT = "act"
    REGULATION = "regulation"
    PREPARATORY_WORK = "preparatory_work"
    WHITE_PAPER = "white_paper"
    OFFICIAL_REPORT = "official_report"
    CIRCULAR = "circular"
    GUIDE = "guide"
    MUNICIPAL_DECISION = "municipal_decision"
    RESEARCH = "research"


class Provision(Item):
    """A part of a source as it was worded from one day to another."""

    id: Identifier
    pinpoint: str
    heading: str | None = None
    start: DayField = Field(alias="from")
    end: EndField = Field(alias="to")
    text: str
    amends: str | None = None

    @property
    def validity(self) -> Period:
        """When this wording applied."""
        return Period(self.start, self.end)


class Source(Item):
    """A text with authority, and who issued it when."""

    id: Identifier
    title: str
    short: str
    issuer: str
    kind: SourceKind
    reference: str | None = None
    published: DayField
    unconfirmed: str | None = None
    provisions: tuple[Provision, ...]

    def cite(self, provision: Provision) -> str:
        """Give the short citation with no-break spaces: `byggesaksloven § 21-7`."""
        return f"{self.short} {provision.pinpoint}".replace("§ ", "§\u00a0").replace("s. ", "s.\u00a0")
