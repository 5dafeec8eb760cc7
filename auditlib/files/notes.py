"""Reading an interview note: YAML front matter, then Markdown with coded passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditlib.criteria import Stance
from auditlib.files.spans import Attributes, span_parser
from auditlib.files.text import read_text
from auditlib.files.yaml import parse_yaml
from auditlib.interviews import Interview, Note, Passage
from auditlib.problems import Location, Problem, hint_for, problem

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_LOOKS_LIKE_SPAN = re.compile(r"\]\s?\{|\{#|\.passage\b")
_KEYS = ("criterion", "topic", "stance", "informants")
_EXAMPLE = "[They waited for weeks.]{#p1 .passage criterion=K1 stance=deviates}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's plain words and the lines it covers, for codings that quote it."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note with its plain paragraphs."""

    note: Note
    paragraphs: tuple[Paragraph, ...]


@dataclass
class _Open:
    """A passage whose end has not been reached."""

    attributes: Attributes
    at: Location
    words: list[str] = field(default_factory=list)


@cache
def _parser() -> MarkdownIt:
    return span_parser()


def read_note(path: Path, name: str, problems: list[Problem]) -> ReadNote | None:
    """Read a note file; add its problems and give None when it cannot be used."""
    text = read_text(path, name, problems)
    return None if text is None else parse_note(text, name, problems)


def parse_note(text: str, name: str, problems: list[Problem]) -> ReadNote | None:
    """Read a note from text; passages with problems are left out, the problems say which."""
    front = _FRONT.match(text)
    if not front:
        problems.append(problem("N401", Location(name, 1, 1)))
        return None
    interview = parse_yaml(front[1], name, Interview, problems, first_line=2)
    reader = _Reader(name, front[0].count("\n"), problems)
    reader.read(_parser().parse(text[front.end() :]))
    if interview is None:
        return None
    passages = [_passage(each, interview, problems) for each in reader.closed]
    note = Note(interview, tuple(each for each in passages if each is not None))
    return ReadNote(note, tuple(reader.paragraphs))


class _Reader:
    """Walks the tokens of a note and collects its passages, nested and crossing ones too."""

    def __init__(self, name: str, offset: int, problems: list[Problem]) -> None:
        self.name, self.offset, self.problems = name, offset, problems
        self.closed: list[_Open] = []
        self.paragraphs: list[Paragraph] = []
        self._spans: list[_Open | None] = []
        self._ranges: dict[str, _Open] = {}

    def read(self, tokens: list[Token]) -> None:
        """Read all blocks, then report ranges that never ended."""
        for token in tokens:
            if token.type == "inline":
                self._read_block(token)
        for key, left in self._ranges.items():
            self.problems.append(problem("N407", left.at, what=f"`.from #{key}` has no `.to ref={key}`"))

    def _read_block(self, block: Token) -> None:
        """Read one paragraph or heading."""
        assert block.map is not None
        first = block.map[0] + self.offset + 1
        words: list[str] = []
        for text, child in self._pieces(block, first):
            words.append(text)
            for each in [*self._spans, *self._ranges.values()]:
                if each is not None:
                    each.words.append(text)
            if child.type == "text" and (left := _LOOKS_LIKE_SPAN.search(text)):
                self._report_leftover(block, first, left.group())
        self._words_apart()
        self.paragraphs.append(Paragraph(_fold("".join(words)), first, block.map[1] + self.offset))

    def _pieces(self, block: Token, first: int) -> Iterator[tuple[str, Token]]:
        """Give the words of a block in order, opening and closing passages on the way."""
        for child in block.children or []:
            if child.type == "span_open":
                self._open(child, self._place(block, first, child.meta["offset"]))
            elif child.type == "span_close":
                self._close()
            elif child.type in ("softbreak", "hardbreak"):
                yield " ", child
            elif child.content:
                yield child.content, child

    def _place(self, block: Token, first: int, offset: int) -> Location:
        """Turn an offset in a block into a place in the file."""
        before = block.content[:offset]
        return Location(self.name, first + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)

    def _open(self, token: Token, at: Location) -> None:
        """Begin a span; `.from` and `.to` mark the ends of a range instead."""
        attributes: Attributes = token.meta["attributes"]
        if attributes.error:
            self.problems.append(problem("N403", at, reason=attributes.error))
            self._spans.append(None)
        elif "to" in attributes.classes:
            self._end_range(attributes, at)
            self._spans.append(None)
        elif "from" in attributes.classes:
            self._ranges[attributes.id] = _Open(attributes, at)
            self._spans.append(None)
        else:
            self._spans.append(_Open(attributes, at))

    def _close(self) -> None:
        """End the innermost span."""
        span = self._spans.pop()
        if span is not None:
            self.closed.append(span)

    def _end_range(self, attributes: Attributes, at: Location) -> None:
        """End the range that a `.to` names."""
        ref = attributes.values.get("ref", "")
        opened = self._ranges.pop(ref, None)
        if opened is None:
            self.problems.append(problem("N407", at, what=f"`.to ref={ref}` has no `.from #{ref}` before it"))
        else:
            self.closed.append(opened)

    def _words_apart(self) -> None:
        """Put a space between the paragraphs of a range."""
        for each in self._ranges.values():
            each.words.append(" ")

    def _report_leftover(self, block: Token, first: int, left: str) -> None:
        """Report what looks like a span but was read as text."""
        offset = max(block.content.find(left), 0)
        at, before = self._place(block, first, offset), block.content[:offset]
        if left == "]{" and "[" not in before:
            self.problems.append(problem("N404", at))
        else:
            self.problems.append(problem("N403", at, reason="brackets and braces do not match"))


def _passage(found: _Open, interview: Interview, problems: list[Problem]) -> Passage | None:
    """Make a passage from a span, or report what it lacks."""
    attributes, before = found.attributes, len(problems)
    problems.extend(_attribute_problems(found, interview))
    text = _fold("".join(found.words))
    if not text:
        problems.append(problem("N408", found.at))
    if len(problems) > before:
        return None
    values: dict[str, Any] = attributes.values
    speakers = tuple(values["informants"].split(",")) if "informants" in values else interview.informants
    return Passage(
        id=f"{interview.id}.{attributes.id}",
        text=text,
        criterion=values.get("criterion", ""),
        topic=values.get("topic", ""),
        stance=Stance(values["stance"]),
        informants=speakers,
        interview=interview.id,
        at=found.at,
    )


def _attribute_problems(found: _Open, interview: Interview) -> Iterator[Problem]:
    """Check a passage's attributes against what a passage has."""
    attributes, at = found.attributes, found.at
    for name in [each for each in attributes.values if each not in _KEYS]:
        yield problem("N405", at, name=name, hint=hint_for(name, _KEYS))
    for name in [each for each in attributes.classes if each not in ("passage", "from")]:
        yield problem("N405", at, name=f".{name}", hint=hint_for(name, ("passage", "from", "to")))
    if not attributes.id:
        yield problem("N406", at, what="an id", example=_EXAMPLE)
    if not {"criterion", "topic"} & set(attributes.values):
        yield problem("N406", at, what="a criterion or a topic", example=_EXAMPLE)
    stance = attributes.values.get("stance")
    if stance is None:
        yield problem("N406", at, what="a stance", example=_EXAMPLE)
    elif stance not in list(Stance):
        yield problem("Y108", at, value=stance, allowed_values=", ".join(Stance))
    for speaker in attributes.values.get("informants", "").split(",") if "informants" in attributes.values else ():
        if speaker not in interview.informants:
            yield problem("N412", at, id=speaker, hint=hint_for(speaker, interview.informants))


def _fold(text: str) -> str:
    """Fold white space, which carries no meaning in a note."""
    return " ".join(text.split())
