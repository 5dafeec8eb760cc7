"""What a repair is: which word became which, where, of what kind, and what showed that it should."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """What had happened to the letters."""

    COMPOSED = "composed"  # a letter and its mark as two signs
    LIGATURE = "ligature"  # one sign for several letters
    INVISIBLE = "invisible"  # a sign that nobody sees
    TWICE = "twice"  # UTF-8 read as something else
    ENCODING = "encoding"  # another encoding read as this one
    LOST = "lost"  # a sign that stands for no letter
    DROPPED = "dropped"  # letters gone without a trace
    HYPHEN = "hyphen"  # a word over two lines


@dataclass(frozen=True, slots=True)
class Change:
    """A word before and after, on a line counted from 1; `basis` says what showed what it should be."""

    line: int
    kind: Damage
    before: str
    after: str
    basis: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that is damaged and was left as it is, on a line counted from 1."""

    line: int
    word: str
