"""What people say of a subject, as small files that are written once: marks, starts of rounds and signatures."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from auditlib.items import Identifier, Item, Whole
from auditlib.stamps import short, stamp

_NO_LETTERS = re.compile(r"[^\w]+")

_HASH = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def _reader(pattern: re.Pattern[str], expected: str, example: str) -> BeforeValidator:
    """Make a check of a text's form, whose problem says what was expected."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise PydanticCustomError("Y109", "Y109", {"value": value, "expected": expected, "example": example})
        return value

    return BeforeValidator(read)


Hash = Annotated[str, _reader(_HASH, "a hash of 64 digits", "2dc0…434d, as the form saved it")]
Instant = Annotated[str, _reader(_INSTANT, "a moment in UTC", "2024-05-12T09:30:00Z")]


class MarkKind(StrEnum):
    """What a mark says: the reviewer's three judgements, the answer to one, and that one is settled."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ASK = "ask"
    ANSWER = "answer"
    SETTLE = "settle"


POINTS = (MarkKind.DISAGREE, MarkKind.ASK)
SIGNS = (MarkKind.AGREE, MarkKind.SETTLE)


class _Written(Item):
    """A file that the tool writes once; its name ends in the hash of what it says."""

    by: str
    on: Instant

    @property
    def digest(self) -> str:
        """The first digits of the hash of the content."""
        return short(stamp(self.model_dump(mode="json", by_alias=True, exclude_none=True)))


class Mark(_Written):
    """What somebody said of a subject.

    `version` is the subject's stamp at that time, `said` and `sentence` its words then. `points` are the digests of the
    disagreements and questions that an answer or a settlement is about.
    """

    subject: Identifier
    kind: MarkKind
    version: Hash
    said: str
    sentence: str = ""
    reason: str | None = None
    points: tuple[str, ...] = ()


class Start(_Written):
    """That a round was started."""

    round: Identifier


class Signature(_Written):
    """That somebody signs what they have not written; `covers` is the hash of the stamps of that, `count` how many."""

    covers: Hash
    count: Whole


def folded(name: str) -> str:
    """Give a name as it is compared: case and space make no other person."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def folded_text(text: str) -> str:
    """Give a reason as it is kept: lines as they were written, spaces folded."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one person's."""
    return folded(one) == folded(other)


def slug(name: str) -> str:
    """Give a name as it stands in a file name."""
    return _NO_LETTERS.sub("-", folded(name)).strip("-")[:40] or "navn"


def covering(stamps: list[str]) -> str:
    """Give the hash of what a signature covers, whatever the order."""
    return stamp(sorted(stamps))
