"""What is kept of a verification: the copy that was sent, what came back, and what became of each change."""

from __future__ import annotations

from enum import StrEnum

from auditlib.items import DayField, Flag, Identifier, Item, Whole


class Kind(StrEnum):
    """What came back: other words, a new paragraph, or a comment."""

    WORDS = "words"
    PARAGRAPH = "paragraph"
    COMMENT = "comment"


class State(StrEnum):
    """What has become of a change."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Paragraph(Item):
    """A paragraph of the copy as it was sent."""

    id: Identifier
    text: str


class Sent(Item):
    """The sending: when, by whom, in which form, and the hash of what was sent."""

    on: DayField
    by: str
    form: str
    hash: str


class Returned(Item):
    """What came back: when, read by whom, the file and its hash."""

    on: DayField
    by: str
    file: str
    hash: str


class Earlier(Item):
    """What a coded passage said before a change was accepted; `gone` when nothing is left of it."""

    passage: Identifier
    text: str
    gone: Flag = False


class Change(Item):
    """A change or comment that came back, and what was decided.

    `before` is the words that are replaced by `after`, from the sign `start` of the paragraph; for a new paragraph,
    `after` is what follows the paragraph named. For a comment, `before` is what it is about and `after` what it says.
    """

    id: Identifier
    kind: Kind
    paragraph: Identifier
    start: Whole = 0
    before: str | None = None
    after: str | None = None
    author: str | None = None
    state: State = State.PROPOSED
    by: str | None = None
    on: DayField | None = None
    reason: str | None = None
    earlier: tuple[Earlier, ...] = ()


class Record(Item):
    """One copy to one informant, in `interviews/<audit>/verification/<note>.<informant>.yaml`."""

    note: Identifier
    informant: Identifier
    sent: Sent
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[Identifier, ...] = ()
    returned: Returned | None = None
    changes: tuple[Change, ...] = ()

    @property
    def open(self) -> tuple[Change, ...]:
        """The changes nobody has decided."""
        return tuple(each for each in self.changes if each.state is State.PROPOSED)

    @property
    def settled(self) -> bool:
        """Whether it has come back and every change is decided."""
        return self.returned is not None and not self.open
