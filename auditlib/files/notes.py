"""Reading an interview note: YAML front matter, then Markdown with coded passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditlib.criteria import Stance
from auditlib.files.spans import Attributes, span_parser
from auditlib.files.text import hidden_in, read_text
from auditlib.files.yaml import parse_yaml
from auditlib.interviews import Interview, Note, Passage
from auditlib.items import is_identifier
from auditlib.problems import Location, Problem, hint_for, problem

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
# Every branch begins with a plain character, so that the search runs through ordinary words at speed.
_LOOKS_LIKE_SPAN = re.compile(r"(?:\]\s?\{|\{#|\.passage\b|stance(?<!\wstance)=)[^}]*\}?")
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
    reader = _Reader(name, text.split("\n"), front[0].count("\n"), problems)
    reader.read(_parser().parse(text[front.end() :]))
    in_order = sorted(reader.closed, key=lambda each: (each.at.line, each.at.column))
    passages = [_passage(each, interview, problems) for each in in_order]
    if interview is None:
        return None
    note = Note(interview, tuple(each for each in passages if each is not None))
    return ReadNote(note, tuple(reader.paragraphs))


class _Reader:
    """Walks the tokens of a note and collects its passages, nested and crossing ones too."""

    def __init__(self, name: str, lines: list[str], offset: int, problems: list[Problem]) -> None:
        self.name, self.lines, self.offset, self.problems = name, lines, offset, problems
        self.closed: list[_Open] = []
        self.paragraphs: list[Paragraph] = []
        self._spans: list[_Open | None] = []
        self._ranges: dict[str, _Open] = {}
        self._cursor = 0  # how far its pieces have come in the source of the block

    def read(self, tokens: list[Token]) -> None:
        """Read all blocks, then report ranges that never ended."""
        for token in tokens:
            if token.type == "inline":
                self._read_block(token)
            elif token.type == "code_block" and (left := _LOOKS_LIKE_SPAN.search(token.content)):
                at = self._place(token, left.start())
                reason = "it stands in an indented block, which Markdown reads as code"
                self.problems.append(problem("N403", at, reason=reason))
        for key, opened in self._ranges.items():
            self.problems.append(problem("N407", opened.at, what=f"`.from #{key}` has no `.to ref={key}`"))

    def _read_block(self, block: Token) -> None:
        """Read one paragraph or heading."""
        assert block.map is not None
        words: list[str] = []
        self._cursor = 0
        for text, child in self._pieces(block):
            if child.type in ("text", "image"):
                self._report_leftovers(text, words, block)
                if "&" in block.content:
                    self._report_hidden(text, block)
            words.append(text)
            for each in [*self._spans, *self._ranges.values()]:
                if each is not None:
                    each.words.append(text)
        self._words_apart()
        first, last = block.map[0] + self.offset + 1, block.map[1] + self.offset
        self.paragraphs.append(Paragraph(_fold("".join(words)), first, last))

    def _pieces(self, block: Token) -> Iterator[tuple[str, Token]]:
        """Give the words of a block in order, opening and closing passages on the way."""
        for child in block.children or []:
            if child.type == "span_open":
                self._cursor = child.meta["offset"]
                self._open(child, self._place(block, self._cursor))
            elif child.type == "span_close":
                self._cursor = child.meta["end"]
                self._close()
            elif child.type in ("softbreak", "hardbreak"):
                yield " ", child
            elif child.content:
                yield child.content, child

    def _place(self, block: Token, offset: int) -> Location:
        """Turn an offset in a block into a place in the file, where list marks and indents may stand before it."""
        assert block.map is not None
        before = block.content[:offset]
        down, start = before.count("\n"), before.rfind("\n") + 1
        line = block.map[0] + self.offset + 1 + down
        indent = self.lines[line - 1].find(block.content.split("\n")[down])
        return Location(self.name, line, max(indent, 0) + offset - start + 1)

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
            self._begin_range(attributes, at)
            self._spans.append(None)
        else:
            self._spans.append(_Open(attributes, at))

    def _close(self) -> None:
        """End the innermost span."""
        span = self._spans.pop()
        if span is not None:
            self.closed.append(span)

    def _begin_range(self, attributes: Attributes, at: Location) -> None:
        """Begin the range of a `.from`, which must not be open already."""
        if attributes.id in self._ranges:
            what = f"`.from #{attributes.id}` stands twice before `.to ref={attributes.id}`"
            self.problems.append(problem("N407", at, what=what))
        self._ranges.setdefault(attributes.id, _Open(attributes, at))

    def _end_range(self, attributes: Attributes, at: Location) -> None:
        """End the range that a `.to` names."""
        for name in [each for each in attributes.values if each != "ref"]:
            self.problems.append(problem("N405", at, name=name, hint="it belongs on `.from`; `.to` has only `ref`"))
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

    def _report_hidden(self, text: str, block: Token) -> None:
        """Report what a character reference such as `&#8203;` hides."""
        for code, _, char in hidden_in(text):
            self.problems.append(problem(code, self._place(block, self._cursor), char=char))

    def _report_leftovers(self, text: str, words: list[str], block: Token) -> None:
        """Report what looks like a span but was read as text; `words` are those before it in its block."""
        for left in _LOOKS_LIKE_SPAN.finditer(text):
            offset = block.content.find(left.group(), self._cursor)
            self._cursor = max(offset, self._cursor)
            at, before = self._place(block, self._cursor), "".join(words) + text[: left.start()]
            if left.group().startswith("]") and before.count("[") <= before.count("]"):
                self.problems.append(problem("N404", at))
            else:
                self.problems.append(problem("N403", at, reason="brackets and braces do not match"))
            self._cursor += len(left.group())


def _passage(found: _Open, interview: Interview | None, problems: list[Problem]) -> Passage | None:
    """Make a passage from a span, or report what it lacks."""
    attributes, before = found.attributes, len(problems)
    problems.extend(_attribute_problems(found, interview))
    text = _fold("".join(found.words))
    if not text:
        problems.append(problem("N408", found.at))
    if len(problems) > before or interview is None:
        return None
    values: dict[str, Any] = attributes.values
    speakers = tuple(values["informants"].split(",")) if "informants" in values else interview.informants
    return Passage(
        id=f"{interview.id}.{attributes.id}",
        text=text,
        criterion=intern(values.get("criterion", "")),  # the same few over and over
        topic=intern(values.get("topic", "")),
        stance=Stance(values["stance"]),
        informants=speakers,
        interview=interview.id,
        at=found.at,
    )


def _attribute_problems(found: _Open, interview: Interview | None) -> Iterator[Problem]:
    """Check a passage's attributes against what a passage has."""
    attributes, at = found.attributes, found.at
    for name in [each for each in attributes.values if each not in _KEYS]:
        yield problem("N405", at, name=name, hint=hint_for(name, _KEYS))
    for name in [each for each in attributes.classes if each not in ("passage", "from")]:
        yield problem("N405", at, name=f".{name}", hint=hint_for(name, ("passage", "from", "to")))
    if not attributes.id:
        yield problem("N406", at, what="an id", example=_EXAMPLE)
    elif not is_identifier(attributes.id):
        yield problem("Y110", at, value=attributes.id)
    if not (attributes.values.get("criterion") or attributes.values.get("topic")):
        yield problem("N406", at, what="a criterion or a topic", example=_EXAMPLE)
    stance = attributes.values.get("stance")
    if stance is None:
        yield problem("N406", at, what="a stance", example=_EXAMPLE)
    elif stance not in list(Stance):
        yield problem("Y108", at, value=stance, allowed_values=", ".join(Stance))
    named = attributes.values.get("informants")
    for speaker in named.split(",") if named is not None and interview else ():
        if interview and speaker not in interview.informants:
            yield problem("N412", at, id=speaker, hint=hint_for(speaker, interview.informants))


def _fold(text: str) -> str:
    """Fold white space, which carries no meaning in a note."""
    return " ".join(text.split())
