"""Tables that only stand as columns of figures: a heading, and lines below it that end in as many figures.

A line without figures is the beginning of the next row's label. A figure whose column nothing tells is left out, and
the row is named. A table goes on over a page where rows of its form do; headers, footers and page numbers are passed
over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditlib.intake.tables.captions import caption_of
from auditlib.intake.tables.model import Place, Table, Unplaced
from auditlib.intake.tables.values import Row, is_value, is_year, parts_of, placed_by_columns, row_of

_FOOTNOTE = re.compile(r"\s*(?:\*|\(|Kilde|Kjelde|Note\b|Merknad|[a-z] [A-ZÆØÅ])|\S{1,6}\*+:")
_PAGE_NUMBER = re.compile(r"\s*(?:(?:side|s\.)\s*)?\d{1,4}(?:\s*(?:av|/|\|)\s*\d{1,4})?\s*", re.IGNORECASE)
_WORD_HEADING = re.compile(r"[A-ZÆØÅ%][^\d]{0,30}|(?:19|20)\d\d\d{1,2}")  # or a year with the number of a note
_MOST_EMPTY, _MOST_LABEL, _SENTENCE = 3, 3, 60
_LEAST_ROWS, _LEAST_PAGES = 2, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document with its place; `closed` where it belongs to a table that was found in another way."""

    place: Place
    text: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table, what stands over its labels, and where the middle of each column is."""

    corner: str
    columns: tuple[str, ...]
    centres: tuple[float, ...]


@dataclass
class _Rows:
    """The rows of a table that is being read."""

    heading: Heading
    rows: list[tuple[str, ...]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    empty: int = 0

    def take(self, line: Line, *, again: str) -> bool:
        """Take a line; say whether the table may go on after it."""
        if not line.text.strip():
            self.empty += 1
            self.label.append("")
            return self.empty <= _MOST_EMPTY
        if line.closed or caption_of(line.text):
            return False
        if line.text.split() == again.split():
            return True  # the heading again, on a new page
        if self.empty and heading_of(line.text):
            return False
        self.empty = 0
        count = len(self.heading.columns)
        row = row_of(line.text, count)
        if (row is None or row.reason) and (placed := placed_by_columns(line.text, self.heading.centres)):
            row = placed
        if _FOOTNOTE.match(line.text) and (row is None or row.reason):
            return False
        if row is None:
            return self._begin_label(line.text)
        self._add(row, line.place)
        return True

    def _begin_label(self, text: str) -> bool:
        written = [each for each in self.label if each]
        if len(written) >= _MOST_LABEL or (len(text) > _SENTENCE and text.rstrip().endswith((".", ":"))):
            return False
        self.label.append(text.strip())
        return True

    def _add(self, row: Row, place: Place) -> None:
        at = max((at for at, each in enumerate(self.label) if not each), default=-1)
        before = self.label[at + 1 :] if row.label else self.label
        label = " ".join(filter(None, (*before, row.label)))
        self.label = []
        if row.reason:
            self.unplaced.append(Unplaced(place, label, row.reason))
        self.rows.append((label, *(row.cells or ("",) * len(self.heading.columns))))
        self.places.append(place)


def heading_of(text: str) -> Heading | None:
    """Read a line as a heading: two years or more in a row, and at most three words after them."""
    words = text.split()
    at = next((at for at, word in enumerate(words) if is_year(word)), len(words))
    columns = words[at:]
    years = sum(map(is_year, columns))
    if years < 2 or not all(map(is_year, columns[:years])) or len(columns) - years > 3:
        return None
    if any(not _WORD_HEADING.fullmatch(each) for each in columns[years:]) or len(" ".join(words[:at])) > 90:
        return None
    return Heading(" ".join(words[:at]), tuple(columns), _centres(text, columns))


def wide_heading(text: str, below: str) -> Heading | None:
    """Read a line as a heading by its wide gaps, where the line below it has as many figures."""
    parts = parts_of(text)
    if len(parts) < 2 or any(is_value(each) for _, each in parts):
        return None
    for cut in (1, 0):
        columns = parts[cut:]
        row = row_of(below, len(columns))
        if len(columns) > 1 and row and not row.reason and row.label and len(parts_of(below)) == len(columns) + 1:
            corner = parts[0][1] if cut else ""
            middles = tuple(at + len(each) / 2 for at, each in columns)
            return Heading(corner, tuple(each for _, each in columns), middles)
    return None


def _centres(text: str, columns: Sequence[str]) -> tuple[float, ...]:
    """Give the middle of each column, read from the right."""
    end, found = len(text), []
    for each in reversed(columns):
        end = text.rfind(each, 0, end)
        found.append(end + len(each) / 2)
    return tuple(reversed(found))


def lines_of(pages: Sequence[Sequence[str]], closed: frozenset[Place]) -> list[Line]:
    """Give all lines of a document in a row, without headers, footers and page numbers."""
    running = _running(pages)
    found = []
    for page, lines in enumerate(pages, 1):
        filled = [at for at, line in enumerate(lines) if line.strip()]
        edges = {*filled[:2], *filled[-2:]}
        for at, line in enumerate(lines):
            is_number = len(pages) > 1 and _PAGE_NUMBER.fullmatch(line) is not None
            if not (at in edges and (line.strip() in running or is_number)):
                found.append(Line((page, at + 1), line, (page, at + 1) in closed))
    return found


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Give the texts at the top or bottom of three pages or more."""
    seen: Counter[str] = Counter()
    for lines in pages:
        filled = [line.strip() for line in lines if line.strip()]
        seen.update({*filled[:2], *filled[-2:]})
    return frozenset(text for text, count in seen.items() if count >= _LEAST_PAGES)


def column_tables(pages: Sequence[Sequence[str]], closed: frozenset[Place]) -> Iterator[Table]:
    """Yield the tables that stand as columns of figures; `closed` are lines of tables that are known already."""
    lines = lines_of(pages, closed)
    at = 0
    while at < len(lines):
        heading = None if lines[at].closed else _heading_at(lines, at)
        table, end = _read(lines, at, heading) if heading else (None, at + 1)
        if table is not None:
            yield table
        at = end


def _heading_at(lines: Sequence[Line], at: int) -> Heading | None:
    text = lines[at].text
    below = next((each.text for each in lines[at + 1 : at + 4] if each.text.strip()), "")
    return heading_of(text) or wide_heading(text, below)


def _read(lines: Sequence[Line], start: int, heading: Heading) -> tuple[Table | None, int]:
    """Read the rows below a heading; give the table, if it is one, and where to go on."""
    reading = _Rows(heading)
    again = lines[start].text
    at = start + 1
    end = at
    while at < len(lines):
        taken = len(reading.rows)
        if not reading.take(lines[at], again=again):
            break
        at += 1
        if len(reading.rows) > taken:
            end = at
    sound = len(reading.rows) - len(reading.unplaced)
    if sound < _LEAST_ROWS:
        return None, start + 1
    first, last = lines[start].place, reading.places[-1]
    joined = "the rows go on in the same columns" if last[0] > first[0] else ""
    named = (heading.corner or "(uten overskrift)", *heading.columns)
    return Table(named, tuple(reading.rows), first, last, unplaced=tuple(reading.unplaced), joined=joined), end
