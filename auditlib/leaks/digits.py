"""Digits that are written in groups: where one number ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = r"(?:\s+|[ ]?[.\-/·_|][ ]?)"
_CHAIN = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")
# Begins with a digit, which a search skips to, and looks back from there.
_ALONE = re.compile(
    rf"\d(?:(?<![\d.,]\d)(?:\d{{10}}|\d{{5}}{_BETWEEN}\d{{5}})(?!\d)|(?:(?<=[+:]\d)|(?<=://\d))\d*(?:{_BETWEEN}\d+)*)"
)
_GROUP = re.compile(r"\d+")
_SURROUNDINGS = 48


@dataclass(frozen=True, slots=True)
class Chain:
    """Groups of digits in a row, with nothing but spaces, full stops, dashes, slashes and the like between them.

    `text` is the whole text that the chain is a part of, `starts` the offsets of its groups there.
    """

    text: str
    groups: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def start(self) -> int:
        """Where the first group begins."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Where the last group ends."""
        return self.starts[-1] + len(self.groups[-1])

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(len(each) for each in self.groups)

    @property
    def digits(self) -> str:
        """All digits in a row."""
        return "".join(self.groups)

    @property
    def before(self) -> str:
        """What stands before the chain, the nearest characters only."""
        return self.text[max(self.start - _SURROUNDINGS, 0) : self.start]

    @property
    def after(self) -> str:
        """What stands after the chain, the nearest characters only."""
        return self.text[self.end : self.end + _SURROUNDINGS]

    @property
    def separators(self) -> list[str]:
        """What stands between the groups; white space of any length is one space."""
        ends = [start + len(group) for start, group in zip(self.starts, self.groups, strict=True)]
        between = [self.text[end:start] for end, start in zip(ends, self.starts[1:], strict=False)]
        return [" " if each.isspace() else each for each in between]

    def part(self, first: int, last: int) -> Chain:
        """Give some of the groups, up to `last`."""
        return Chain(self.text, self.groups[first:last], self.starts[first:last])

    def even_parts(self) -> Iterator[Chain]:
        """Split the chain where its separator changes, or a full stop and a space end a sentence."""
        first, kind = 0, ""
        for place, each in enumerate(self.separators, 1):
            if each != (kind or each) or each == ". ":
                yield self.part(first, place)
                first, kind = place, ""
            else:
                kind = each
        yield self.part(first, len(self.groups))

    def first_of(self, length: int, first: int = 0) -> Chain | None:
        """Give the groups from one on that together have so many digits, if they end with a group."""
        total = 0
        for place in range(first, len(self.groups)):
            total += len(self.groups[place])
            if total >= length:
                return self.part(first, place + 1) if total == length else None
        return None


def chains_in(text: str, *, among_coordinates: bool = False) -> Iterator[Chain]:
    """Give every chain of at least eight digits and separators.

    Among coordinates, which may be half a text, only those that are as long as an identity number or that follow what a
    phone number follows.
    """
    for match in (_ALONE if among_coordinates else _CHAIN).finditer(text):
        start, end = match.span()
        if end - start >= 8:
            found = list(_GROUP.finditer(text, start, end))
            yield Chain(text, tuple(each.group() for each in found), tuple(each.start() for each in found))
