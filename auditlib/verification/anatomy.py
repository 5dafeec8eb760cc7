"""A note's paragraphs as plain words, each sign with its place in the file, and the codings that stand around it.

The words are those of the source: only the marks of coded passages are taken away and white space is folded, so that a
change of words can be put back into the file without touching anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from auditlib.files.spans import Attributes, parse_attributes, span_parser

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading: `text` is its words, `places` where each sign of them stands in the file.

    A sign that stands for several, such as a line break with its indent, has the place of all of them. `own` says that
    it is the interviewer's own note (a block quote). `speakers` has for each sign the passages around it, as what they
    say of whom they speak for; an empty text is everybody.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    speakers: tuple[tuple[str, ...], ...]
    heading: bool
    own: bool
    end: int


def blocks_of(text: str) -> list[Block]:
    """Read the paragraphs of a note, in order, those without words left out."""
    found = _FRONT.match(text)
    return list(_Anatomy(text, found.end() if found else 0).blocks())


def empty_span(text: str) -> tuple[int, int] | None:
    """Give the place of the first coded passage without words in it, or None."""
    found = _FRONT.match(text)
    return next(_Anatomy(text, found.end() if found else 0).empty(), None)


@dataclass
class _Anatomy:
    """One reading of a note's body, which begins at an offset in the file."""

    text: str
    begins: int
    _ranges: dict[str, str] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """Give the blocks in order."""
        for token, heading, own in self._inline():
            block = self._block(token, heading, own)
            if block.text:
                yield block

    def empty(self) -> Iterator[tuple[int, int]]:
        """Give the places of spans that hold no words, the marks of ranges left out."""
        for token, _, _ in self._inline():
            places = self._places(token)
            for start, label_end, end, attributes in _spans(token):
                if not {"from", "to"} & set(attributes.classes) and not token.content[start + 1 : label_end].strip():
                    yield places[start], places[end - 1] + 1

    def _inline(self) -> Iterator[tuple[Any, bool, bool]]:
        """Give each paragraph's token, whether it is a heading, and whether it stands in a block quote."""
        depth, before = 0, ""
        for token in span_parser().parse(self.text[self.begins :]):
            depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
            if token.type == "inline":
                yield token, before == "heading_open", depth > 0
            before = token.type

    def _places(self, token: Any) -> list[int]:
        """Give the place in the file of each sign of a block, whose lines may stand after list marks and indents."""
        lines = self.text[self.begins :].split("\n")
        starts = [self.begins, *(self.begins + each for each in accumulate(len(line) + 1 for line in lines))]
        found, first = list[int](), token.map[0]
        for number, words in enumerate(token.content.split("\n"), first):
            at = starts[number] + max(lines[number].find(words), 0)
            found += range(at, at + len(words) + 1)
        return found

    def _block(self, token: Any, heading: bool, own: bool) -> Block:
        """Take the marks out of a block and fold its white space."""
        places, skipped = self._places(token), dict[int, tuple[int, list[tuple[str, str]]]]()
        for start, label_end, end, attributes in _spans(token):
            skipped[start] = (start + 1, [*skipped.get(start, (0, []))[1], *_opening(attributes, start)])
            closing = skipped.get(label_end, (0, []))[1]
            skipped[label_end] = (end, [*closing, *_closing(attributes, start)])
        signs = list[str]()
        kept, around = list[tuple[int, int]](), list[tuple[str, ...]]()
        position, content = 0, token.content
        while position < len(content):
            if position in skipped:
                position, steps = skipped[position]
                for key, value in steps:
                    self._step(key, value)
                continue
            sign, place = content[position], (places[position], places[position] + 1)
            if sign.isspace() and signs and signs[-1] == " ":
                if kept[-1][1] <= place[0] and self.text[kept[-1][1] : place[1]].isspace():
                    kept[-1] = (kept[-1][0], place[1])
            else:
                signs.append(" " if sign.isspace() else sign)
                kept.append(place)
                around.append(tuple(self._ranges.values()))
            position += 1
        while signs and signs[-1] == " ":
            signs.pop()
        end = places[len(content)] if content else self.begins
        size = len(signs)
        return Block("".join(signs), tuple(kept[:size]), tuple(around[:size]), heading, own, end)

    def _step(self, key: str, value: str) -> None:
        """Begin or end a coding."""
        if value == _ENDS:
            self._ranges.pop(key, None)
        else:
            self._ranges[key] = value


_ENDS = "\0"


def _opening(attributes: Attributes, start: int) -> list[tuple[str, str]]:
    """Say what begins where a span does; the two ends of a range stand for themselves."""
    if {"from", "to"} & set(attributes.classes):
        return []
    return [(f"span {start} {attributes.id}", attributes.values.get("informants", ""))]


def _closing(attributes: Attributes, start: int) -> list[tuple[str, str]]:
    """Say what ends, or for the mark of a range what begins or ends, where a span ends."""
    if "from" in attributes.classes:
        return [(f"range {attributes.id}", attributes.values.get("informants", ""))]
    if "to" in attributes.classes:
        return [(f"range {attributes.values.get('ref', '')}", _ENDS)]
    return [(f"span {start} {attributes.id}", _ENDS)]


def _spans(token: Any) -> Iterator[tuple[int, int, int, Attributes]]:
    """Give each span of a block: where it starts, where its words end, where its attributes end, and those."""
    opened = list[Any]()
    for child in token.children or []:
        if child.type == "span_open":
            opened.append(child)
        elif child.type == "span_close":
            start, end = opened[-1].meta["offset"], child.meta["end"]
            yield start, _label_end(token.content, start, end), end, opened.pop().meta["attributes"]


def _label_end(content: str, start: int, end: int) -> int:
    """Find the `]` whose attributes end at `end`; a value in them may hold the same signs."""
    place = start
    while True:
        place = content.index("]{", place)
        if parse_attributes(content, place + 2)[1] == end:
            return place
        place += 1
