"""Chapters: those that the contents list and nothing follows for, and numbers that are passed over."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.intake.checking.text import Line, Text
from auditlib.problems import Problem, problem

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,4}"
_ENTRY = re.compile(
    rf"\s*(?:(?:[Kk]apittel\s+)?(?P<number>{_NUMBER})\.?[:\s]\s*)?(?P<title>[A-ZÆØÅ«\"].{{1,150}}?)"
    r"(?:\s*(?:\.\s?){3,}|\s*…+|\s*_{3,}|\s{2,}|\t+)\s*(?P<page>\d{1,4})\s*$"
)
_TIGHT = re.compile(rf"\s*(?P<number>{_NUMBER})\.?\s+(?P<title>[A-ZÆØÅ].{{1,150}}?)\s(?P<page>\d{{1,4}})\s*$")
_HEADING = re.compile(rf"\s*(?:[Kk]apittel\s+)?(?P<number>{_NUMBER})\.?:?\s+(?P<title>[A-ZÆØÅ].{{1,90}}?)\s*$")
_CONTENTS = re.compile(r"\s*(?:innhold|innholdsfortegnelse|innholdsliste|innhald)\s*$", re.IGNORECASE)
_LEAST_ENTRIES, _LEAST_CHAPTERS, _HIGHEST = 3, 3, 40
_WORD = re.compile(r"[^\W_]+")
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, or an entry of the contents."""

    line: Line
    number: str
    title: str

    @property
    def path(self) -> tuple[int, ...]:
        """Its number as numbers."""
        return tuple(int(part) for part in self.number.split(".")) if self.number else ()


@dataclass(frozen=True, slots=True)
class Chapters:
    """The entries of the contents and the numbered headings below them."""

    contents: tuple[Chapter, ...]
    headings: tuple[Chapter, ...]


def chapters_of(text: Text) -> Chapters:
    """Find the contents and the numbered headings of a document."""
    entries = _entries(text.lines)
    listed = {(each.line.page, each.line.number) for each in entries}
    rest = [line for line in text.lines if (line.page, line.number) not in listed]
    return Chapters(tuple(entries), tuple(_headings(rest, entries)))


def _entries(lines: Sequence[Line]) -> list[Chapter]:
    """Give the entries of the contents: lines that end in a page number, several of them near each other."""
    start = next((at for at, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    found: list[tuple[int, Chapter]] = []
    for at, line in enumerate(lines):
        within = start is not None and start < at and (not found or at - found[-1][0] <= _NEAR)
        match = _ENTRY.match(line.text) or (_TIGHT.match(line.text) if within else None)
        dotted = match is not None and re.search(r"(?:\.\s?){3,}|…|_{3,}", line.text)
        if match and (within or (start is None and dotted)):
            found.append((at, Chapter(line, match["number"] or "", match["title"].strip(" ."))))
        elif found and start is not None and at - found[-1][0] > _NEAR:
            break
    return [each for _, each in found] if len(found) >= _LEAST_ENTRIES else []


def _headings(lines: Sequence[Line], entries: Sequence[Chapter]) -> Iterator[Chapter]:
    """Yield the numbered headings: those of the contents, else numbers that stand once and in order."""
    known = {each.number: _folded(each.title) for each in entries if each.number}
    candidates = [
        Chapter(line, match["number"], match["title"])
        for line in lines
        if (match := _HEADING.match(line.text)) and not match["title"].endswith((".", ",", ";", ":"))
    ]
    if known:
        yield from (each for each in candidates if _is_entry(each, known))
        return
    counts = Counter(each.number for each in candidates)
    before: tuple[int, ...] = ()
    for each in candidates:
        if counts[each.number] == 1 and each.path > before and each.path[0] <= _HIGHEST and 0 not in each.path:
            before = each.path
            yield each


def _is_entry(heading: Chapter, known: dict[str, str]) -> bool:
    """Say whether a heading is one of the contents, by its number and its first words, or has a number of its own."""
    listed = known.get(heading.number)
    return listed is not None and _alike(listed, _folded(heading.title))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _alike(one: str, other: str) -> bool:
    """Say whether two headings begin alike: one of them may go on over the next line."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def chapter_problems(text: Text) -> Iterator[Problem]:
    """Find entries of the contents that no chapter follows for, and numbers that are passed over."""
    chapters = chapters_of(text)
    listed = {(each.line.page, each.line.number) for each in chapters.contents}
    written = [_folded(line.text) for line in text.lines if (line.page, line.number) not in listed]
    for each in chapters.contents:
        if not _follows(each, written):
            said = f"{each.number} {each.title}".strip()
            yield problem("I925", text.line_at(each.line), entry=said)
    yield from _gaps(text, chapters.contents if any(each.number for each in chapters.contents) else chapters.headings)


def _follows(entry: Chapter, written: Sequence[str]) -> bool:
    """Say whether a line is the heading of an entry, with its number or without."""
    title, numbered = _folded(entry.title), _folded(f"{entry.number} {entry.title}")
    for at, line in enumerate(written):
        if not line:
            continue
        if line in (title, numbered) or (title and line.endswith(f" {title}") and len(line) - len(title) < 14):
            return True
        over = f"{line} {written[at + 1]}".strip() if at + 1 < len(written) else line
        begins = len(line) > 8 and (numbered.startswith(line) or title.startswith(line))
        if begins and over.startswith((title, numbered)):
            return True
    return False


def _gaps(text: Text, chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """Find the numbers that are passed over, below each chapter that has several."""
    families: dict[tuple[int, ...], list[Chapter]] = defaultdict(list)
    for each in chapters:
        if each.number:
            families[each.path[:-1]].append(each)
    for parent, children in families.items():
        numbers = [each.path[-1] for each in children]
        if (len(set(numbers)) < _LEAST_CHAPTERS and not parent) or numbers != sorted(set(numbers)):
            continue
        prefix = "".join(f"{part}." for part in parent)
        for at, each in enumerate(children):
            before = numbers[at - 1] if at else 0
            missing = [f"{prefix}{number}" for number in range(before + 1, numbers[at])]
            if at and missing and len(missing) <= len(children):
                details = {"before": f"{prefix}{before}", "after": each.number, "missing": ", ".join(missing)}
                yield problem("I924", text.line_at(each.line), **details)
