"""Counts that percentages can be weighted by, in the same table or in a sibling with the same rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import Interval, add_up
from auditlib.checks.recalc.labels import Label, Role
from auditlib.numbers import Number

Siblings = Callable[[], Sequence[Figures]]  # read only when they are needed

_COUNTS = frozenset({Role.FIGURE, Role.TOTAL, Role.PART_OF})


@dataclass(frozen=True)
class Weights:
    """How many each part is of, with the name of what was counted."""

    name: str
    counts: tuple[int, ...]

    def exact(self, percentages: Sequence[Number]) -> Fraction:
        """Give the weighted mean of percentages as printed."""
        weighted = (Fraction(each.value) * count for each, count in zip(percentages, self.counts, strict=True))
        return sum(weighted, Fraction(0)) / sum(self.counts)

    def mean(self, percentages: Sequence[Number]) -> Interval:
        """Give every weighted mean of values that round to the printed percentages."""
        ends = [add_up([each], before_rounding=True) for each in percentages]
        whole = sum(self.counts)
        low, high = (
            sum((end * count for end, count in zip(side, self.counts, strict=True)), Fraction(0)) / whole
            for side in ([each.low for each in ends], [each.high for each in ends])
        )
        return Interval(low, high)


def find_weights(figures: Figures, column: int, parts: tuple[Cell, ...], siblings: Siblings) -> list[Weights]:
    """Find the counts of the parts of a column: in the table, the nearest first, or where it has none, in siblings."""
    rows = [row for row, _ in parts]
    own = _counted(figures, figures.columns[column], rows)
    own.sort(key=lambda other: (other > column, abs(other - column)))
    found = [_weights(figures, other, rows, figures.columns[other].text) for other in own]
    return found or list(_of_siblings(figures, column, rows, siblings()))


def _of_siblings(figures: Figures, column: int, rows: list[int], siblings: Sequence[Figures]) -> Iterator[Weights]:
    for sibling in siblings:
        for turned in (sibling, sibling.turned()):
            places = {_plain(label.text): row for row, label in enumerate(turned.rows)}
            wanted = [_plain(figures.rows[row].text) for row in rows]
            if not all(text in places for text in wanted):
                continue
            matching = [places[text] for text in wanted]
            for other in _counted(turned, figures.columns[column], matching, of_same_label=True):
                name = f"{sibling.name} ({turned.columns[other].text})"
                yield _weights(turned, other, matching, name)


def _counted(figures: Figures, label: Label, rows: list[int], *, of_same_label: bool = False) -> list[int]:
    """Give the columns that hold a count in each row, of the same year as a column where they have years."""
    columns = [
        column
        for column in figures.numeric
        if figures.columns[column].role in _COUNTS and all(_is_count(figures, (row, column)) for row in rows)
        if sum(figures.known((row, column)).value for row in rows) > 0
    ]
    same = [column for column in columns if _plain(figures.columns[column].text) == _plain(label.text)]
    of_year = [column for column in columns if label.years and figures.columns[column].years == label.years]
    of_none = [column for column in columns if not figures.columns[column].years]
    if of_same_label:
        return same or of_year or (of_none if len(of_none) == 1 else [])
    return of_year or of_none


def _is_count(figures: Figures, cell: Cell) -> bool:
    number = figures.at(cell)
    if number is None or number.value < 0 or figures.is_percentage(cell) or figures.is_measured(cell):
        return False
    return figures.is_count(cell)


def _weights(figures: Figures, column: int, rows: list[int], name: str) -> Weights:
    return Weights(name, tuple(int(figures.known((row, column)).value) for row in rows))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
