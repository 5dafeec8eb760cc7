"""What was sent to the hearing: a report's files by their hashes, and every claim and judgement as it read then."""

from __future__ import annotations

from pydantic import Field

from auditlib.items import DayField, Identifier, Item
from auditlib.stamps import stamp


class SentItem(Item):
    """An item as it was sent: its words by field, what it was judged to be, and the ids it rests on.

    `reads` is the stamp of all of it.
    """

    id: Identifier
    kind: str
    reads: str
    judged: str | None = None
    words: dict[str, str] = Field(default_factory=dict)
    rests_on: tuple[Identifier, ...] = ()


class SentClaim(Item):
    """A claim as it was sent: the reference that the auditor wrote, what it said, and the evidence behind it."""

    id: Identifier
    reference: str
    said: str
    evidence: tuple[Identifier, ...] = ()


class Sent(Item):
    """A version that was sent to the hearing, which no one changes: `seal` is the stamp of all the rest.

    `files` are the SHA-256 of the files by name, `evidence` the stamps of the evidence by id.
    """

    id: Identifier
    on: DayField
    by: str
    files: dict[str, str]
    items: tuple[SentItem, ...]
    claims: tuple[SentClaim, ...] = ()
    evidence: dict[str, str] = Field(default_factory=dict)
    seal: str

    @property
    def number(self) -> int:
        """Which version it is: 1 for `sent-1-kari-nordmann`."""
        said = self.id.removeprefix("sent-").partition("-")[0]
        return int(said) if said.isdecimal() else 0

    @property
    def order(self) -> tuple[int, str, str]:
        """What versions are sorted by: two people in two clones may have sent one of the same number."""
        return self.number, str(self.on), self.id

    def sealed(self) -> str:
        """Give the stamp of all but the seal."""
        return stamp(self.model_dump(mode="json", exclude={"seal"}, exclude_defaults=True))
