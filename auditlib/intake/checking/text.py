"""A document's text with the place of everything in it: its lines, and its sentences over lines and pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.files.added import Added
from auditlib.intake.tables.captions import caption_of
from auditlib.problems import Location

_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ«\"“])|\n\s*\n(?=\s*[^a-zæøå\s])|\f")
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:ca|jf|kap|nr|pkt|s|f\.eks|bl\.a|mv|mill|mrd|inkl|evt|hhv|tab|fig)|\b\d)\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, with its page and number."""

    page: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands, line breaks and all, and where it begins in the whole text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """All pages as one text, pages apart by a form feed, and where each line begins in it.

    In `prose`, which is as long, tables and captions are blanks: they are no sentences.
    """

    added: Added
    lines: tuple[Line, ...]
    whole: str
    prose: str
    starts: tuple[int, ...]

    def at(self, offset: int) -> Location:
        """Give the place of an offset in the whole text."""
        index = bisect_right(self.starts, offset) - 1
        line = self.lines[index]
        return self.added.page_at(line.page, line.number, offset - self.starts[index] + 1)

    def line_at(self, line: Line, column: int = 1) -> Location:
        """Give a place on a line."""
        return self.added.page_at(line.page, line.number, column)

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences; an empty line and a new page end one too."""
        start = 0
        for end in _END.finditer(self.prose):
            stop = end.start()
            is_gap = end.group().count("\n") > 1 or "\f" in end.group()
            if not is_gap and _SHORT.search(self.prose[max(start, stop - 12) : stop]):
                continue
            yield from self._sentence(start, stop)
            start = end.end()
        yield from self._sentence(start, len(self.prose))

    def _sentence(self, start: int, stop: int) -> Iterator[Sentence]:
        if self.prose[start:stop].strip():
            yield Sentence(start, self.prose[start:stop])


def text_of(added: Added) -> Text:
    """Put the pages of a document in a row."""
    lines, starts, parts, prose, at = [], [], [], [], 0
    in_tables = [((each.pages[0], each.first), (each.pages[-1], each.last)) for each in added.record.tables]
    for page, texts in enumerate(added.pages, 1):
        for number, text in enumerate(texts, 1):
            ending = "\f" if number == len(texts) else "\n"
            lines.append(Line(page, number, text))
            starts.append(at)
            parts.append(text + ending)
            is_cells = any(first <= (page, number) <= last for first, last in in_tables)
            prose.append((" " * len(text) if is_cells or caption_of(text) else text) + ending)
            at += len(text) + 1
    return Text(added, tuple(lines), "".join(parts), "".join(prose), tuple(starts))
