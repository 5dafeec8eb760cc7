"""Figures in the text held against the table that the sentence refers to.

A figure holds when it stands in the table, or follows from two of its figures in one row or one column: their
difference, their sum, the change in percent, or the share of one in the other. Where the sentence names the row and
the column, and the cell has another figure, text and table differ; any other figure that is not found is told in a
note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from auditlib.checks.recalc import Grid
from auditlib.intake.checking.figures import ReadTable
from auditlib.intake.checking.text import Sentence, Text
from auditlib.numbers import Number, read_number, round_half_up
from auditlib.problems import Problem, problem

_TABLE = re.compile(r"\btabell(?:en)?\s+(?P<number>[A-Z]?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?)(?!\d)", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.,/§-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|(?<![\w.,/§-])\d+(?:,\d+)?")
_AFTER = re.compile(r"\s*(?P<percent>%|prosent\b)")
# What makes a number a name, a day, an age or a place, and no figure of a table.
_NAMED = re.compile(
    r"(?:tabell(?:en)?|figur|kapittel|kap\.|side|s\.|nr\.?|punkt|pkt\.?|§§?|vedlegg)\s*[\d. ]*$", re.IGNORECASE
)
_NAME_AFTER = re.compile(
    r"\s*(?:år\b|åringer|måned|uke|dag|time|[-–]\s*\d|\.\s*(?:januar|februar|mars|april|mai|juni|juli|august|september|"
    r"oktober|november|desember|\d)|\.\d|/)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words for a whole, which a sentence has without meaning the row.
_WHOLES = frozenset("total totalt totalen sum samlet alle andre annet hele ja nei".split())
_MOST_CELLS, _FEW = 60, 6
_PERCENT = Fraction(100)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a sentence, with its place there."""

    number: Number
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cells:
    """The figures of a table by row and column; None where a cell has none."""

    grid: Grid
    numbers: tuple[tuple[Number | None, ...], ...]

    def holds(self, figure: Number, rows: Sequence[int]) -> bool:
        """Say whether a figure stands in the rows that a sentence names, or follows from two figures there.

        Where it names none, all rows count; between rows only those that are named, and the totals, since among many
        rows some two give any number.
        """
        totals = [at for at, row in enumerate(self.grid.rows) if _is_whole(row.label)]
        own = [self.numbers[at] for at in rows or range(len(self.numbers))]
        if any(_fits(figure, Fraction(each.value)) for row in own for each in row if each):
            return True
        few = range(len(self.numbers)) if len(self.numbers) <= _FEW else totals
        beside = [self.numbers[at] for at in dict.fromkeys((*rows, *totals) if rows else few)]
        lines = (*own, *zip(*beside, strict=True))
        return any(_fits(figure, value) for line in lines for value in _derived(line, percent=figure.percent))


def _is_whole(label: str) -> bool:
    """Say whether a row is called a total."""
    return any(word.casefold() in _WHOLES for word in label.split()[:1])


def _derived(line: Sequence[Number | None], *, percent: bool) -> Iterator[Fraction]:
    """Yield what follows from two figures beside each other: difference and sum, or change and share in percent."""
    values = [Fraction(each.value) for each in line if each][:_MOST_CELLS]
    for one, other in permutations(values, 2):
        yield abs(one - other)
        yield one + other
        if other and percent:
            yield abs(one - other) / abs(other) * _PERCENT
            yield one / other * _PERCENT


def _fits(figure: Number, value: Fraction) -> bool:
    return round_half_up(value, figure.decimals) == figure.value


def against_problems(text: Text, tables: Sequence[ReadTable]) -> Iterator[Problem]:
    """Hold the figures of each sentence that names a table against it."""
    known = {each.found.number: each for each in tables if each.found.number}
    cells = {number: _cells(each.grid) for number, each in known.items()}
    for sentence in _outside_tables(text):
        named = {match["number"].rstrip(".") for match in _TABLE.finditer(sentence.text)}
        if len(named) == 1 and (number := next(iter(named))) in known:
            yield from _sentence(text, sentence, known[number], cells[number])


def _outside_tables(text: Text) -> Iterator[Sentence]:
    """Yield the sentences that are no captions: a caption is the name of its table, and no statement."""
    for sentence in text.sentences():
        at = _TABLE.match(sentence.text.lstrip())
        goes_on = sentence.text.lstrip()[at.end() :].lstrip(" .:–-") if at else "x"
        if goes_on[:1].islower():
            yield sentence


def _cells(grid: Grid) -> _Cells:
    return _Cells(grid, tuple(tuple(read_number(cell) for cell in row.cells) for row in grid.rows))


def _sentence(text: Text, sentence: Sentence, table: ReadTable, cells: _Cells) -> Iterator[Problem]:
    """Hold one sentence against one table."""
    rows = [at for at, row in enumerate(cells.grid.rows) if _names(sentence.text, row.label)]
    labels = [cells.grid.rows[at].label for at in rows]
    for figure in _figures(sentence.text, labels):
        if cells.holds(figure.number, rows):
            continue
        at = text.at(sentence.start + figure.start)
        cell = _cell_of(sentence.text, figure, cells, rows)
        if cell is None:
            yield problem("I927", at, said=figure.number.text, table=table.name)
        else:
            row, column, printed = cell
            details = {"said": figure.number.text, "printed": printed.text, "table": table.name}
            yield problem("I926", at, row=row, column=column, **details)


def _figures(sentence: str, labels: Sequence[str]) -> Iterator[_Figure]:
    """Yield the numbers of a sentence that may be figures of a table; those in the labels of its rows are none."""
    for label in labels:
        own = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE)
        sentence = own.sub(lambda found: "x" * len(found.group()), sentence)
    for match in _FIGURE.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _YEAR.fullmatch(match.group()) or _NAMED.search(before) or _NAME_AFTER.match(after):
            continue
        percent = _AFTER.match(after)
        number = read_number(re.sub(r"\s", " ", match.group()))
        if number is not None:
            said = match.group() + (percent.group() if percent else "")
            yield _Figure(Number(Decimal(number.value), number.decimals, bool(percent), said), match.start(),
            match.end())


def _cell_of(sentence: str, figure: _Figure, cells: _Cells, rows: Sequence[int]) -> tuple[str, str, Number] | None:
    """Give the cell that a sentence says a figure is of: the only row it names, and the year beside the figure."""
    year = _year_of(sentence, figure)
    columns = [at for at, label in enumerate(cells.grid.columns) if label == year]
    if len(rows) != 1 or len(columns) != 1:
        return None
    printed = cells.numbers[rows[0]][columns[0]]
    if printed is None or (figure.number.percent and not printed.percent):
        return None
    return cells.grid.rows[rows[0]].label, cells.grid.columns[columns[0]], printed


def _names(sentence: str, label: str) -> bool:
    """Say whether a sentence has the label of a row."""
    plain = label.rstrip("*† ")
    if len(plain) < 3 or plain.casefold() in _WHOLES:
        return False
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", sentence, re.IGNORECASE) is not None


def _year_of(sentence: str, figure: _Figure) -> str:
    """Give the year that belongs to a figure: just after it («32 i 2021»), else the only one of the sentence."""
    after = re.match(r"\s*(?:%|prosent)?\s*(?:\w+\s+)?i\s+((?:19|20)\d\d)\b", sentence[figure.end :])
    if after:
        return after[1]
    years = set(_YEAR.findall(sentence))
    return next(iter(years)) if len(years) == 1 else ""
