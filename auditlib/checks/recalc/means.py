"""Totals of percentages that are the plain mean of their parts, as if every part were equally large."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Kind
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import add_up
from auditlib.checks.recalc.labels import Label, Role
from auditlib.checks.recalc.remarks import Cause, Doubt, Pattern, Remark
from auditlib.checks.recalc.weights import Siblings, Weights, find_weights
from auditlib.language import _
from auditlib.numbers import format_number, round_half_up

_LEAST_PARTS_UNWEIGHTED = 3
# A weighted mean seldom lies further from the plain one than an eighth of the distance between the outermost parts.
_USUAL_SPREAD = Fraction(1, 4)
_MOST_CHANCE = Fraction(1, 20)
_MORE_DECIMALS = 1  # a mean is shown with one decimal more than the number it is held against


@dataclass(frozen=True, eq=False)
class _Total:
    """A percentage in a row that stands for the whole, and the parts it is over."""

    cell: Cell
    parts: tuple[Cell, ...]
    figures: Figures

    @property
    def plain(self) -> Fraction:
        return sum((Fraction(self.figures.known(cell).value) for cell in self.parts), Fraction(0)) / len(self.parts)

    @property
    def is_plain(self) -> bool:
        printed = self.figures.known(self.cell)
        return round_half_up(self.plain, printed.decimals) == printed.value

    @property
    def chance(self) -> Fraction:
        """How likely a right total is to be printed like the plain mean, at most 1."""
        values = [self.figures.known(cell).value for cell in self.parts]
        room = Fraction(max(values) - min(values)) * 10 ** self.figures.known(self.cell).decimals * _USUAL_SPREAD
        return min(Fraction(1), 1 / room) if room else Fraction(1)

    def fits(self, weights: Weights) -> bool:
        printed = add_up([self.figures.known(self.cell)], before_rounding=True)
        return weights.mean([self.figures.known(cell) for cell in self.parts]).meets(printed)

    def fits_as_printed(self, weights: Weights) -> bool:
        printed = self.figures.known(self.cell)
        value = weights.exact([self.figures.known(cell) for cell in self.parts])
        return round_half_up(value, printed.decimals) == printed.value


def find_means(figures: Figures, settled: frozenset[Cell], siblings: Siblings) -> Iterator[Remark | Doubt]:
    """Find the percentages of a row that stands for the whole and are the plain mean of the rows above or below.

    `settled` are cells that were computed from the counts. Where the table, or a sibling with the same rows, has counts
    to weight by, a total that fits any of them is right. Where none has, chance must be ruled out: all such numbers of
    the row must be plain means, and too many for it to happen by chance.
    """
    for row, label in enumerate(figures.rows):
        if not _is_only_whole(figures, row, label):
            continue
        totals = list(_totals(figures, row, settled))
        weights = {total: find_weights(figures, total.cell[1], total.parts, siblings) for total in totals}
        yield from _weighted({total: found for total, found in weights.items() if found})
        yield from _unweighted([total for total in totals if not weights[total]])


def _is_only_whole(figures: Figures, row: int, label: Label) -> bool:
    """Tell whether a row stands for the whole and no other does: «Nyby kommune» among other municipalities does not."""
    wholes = [other for other, each in enumerate(figures.rows) if each.stands_for_whole]
    return label.stands_for_whole and wholes == [row] and row in (0, len(figures.rows) - 1)


def _totals(figures: Figures, row: int, settled: frozenset[Cell]) -> Iterator[_Total]:
    for column in figures.numeric:
        if (row, column) in settled or not figures.is_percentage((row, column)):
            continue
        parts = [(other, column) for other in figures.printed(column) if figures.rows[other].role is Role.FIGURE]
        parts = [cell for cell in parts if cell[0] != row]
        if len(parts) > 1 and all(figures.is_percentage(cell) for cell in parts):
            yield _Total((row, column), tuple(parts), figures)


def _unweighted(totals: list[_Total]) -> Iterator[Remark | Doubt]:
    if not totals or not all(total.is_plain for total in totals):
        return
    enough = all(len(total.parts) >= _LEAST_PARTS_UNWEIGHTED for total in totals)
    certain = enough and prod(total.chance for total in totals) <= _MOST_CHANCE
    for total in totals:
        mean = _said_mean(total.plain, total.figures.known(total.cell).decimals)
        if certain:
            cause = Cause(_(norwegian.NOT_WEIGHTED).format(mean=mean), Pattern.UNWEIGHTED_MEAN)
            yield Remark(total.cell, Kind.UNWEIGHTED_MEAN, total.plain, cause)
        elif total.chance < 1:
            yield Doubt(total.cell, _(norwegian.PERHAPS_A_MEAN).format(mean=mean))


def _weighted(weights: dict[_Total, list[Weights]]) -> Iterator[Remark]:
    """Give the plain means that no weights bear out.

    Where the row is plain means throughout and one of them is wrong whatever was rounded, those are wrong too that
    rounding alone could explain.
    """
    wrong = {total for total, found in weights.items() if total.is_plain and not any(map(total.fits, found))}
    throughout = bool(wrong) and all(total.is_plain for total in weights)
    for total, found in weights.items():
        if total in wrong or (throughout and not any(map(total.fits_as_printed, found))):
            yield _remark(total, found[0])


def _remark(total: _Total, weights: Weights) -> Remark:
    decimals = total.figures.known(total.cell).decimals
    value = weights.exact([total.figures.known(cell) for cell in total.parts])
    text = _(norwegian.WEIGHTED).format(
        mean=_said_mean(total.plain, decimals),
        weights=weights.name,
        weighted=format_number(value, decimals + _MORE_DECIMALS),
    )
    return Remark(total.cell, Kind.UNWEIGHTED_MEAN, value, Cause(text, Pattern.UNWEIGHTED_MEAN))


def _said_mean(plain: Fraction, decimals: int) -> str:
    """Say that a number is the plain mean, with the mean itself."""
    return _(norwegian.UNWEIGHTED_MEAN).format(plain=format_number(plain, decimals + _MORE_DECIMALS))


def computed_mean(calculation: Calculation, figures: Figures) -> Cause | None:
    """Say that a share or a change of a total is printed as the plain mean of the others, where it is."""
    row, column = calculation.target
    if not figures.rows[row].stands_for_whole or calculation.kind not in (Kind.SHARE, Kind.PERCENTAGE_CHANGE):
        return None
    others = [
        Fraction(number.value)
        for other, number in figures.printed(column).items()
        if other != row and figures.rows[other].role is not Role.TOTAL
    ]
    mean = sum(others, Fraction(0)) / len(others) if len(others) > 1 else None
    printed = figures.known(calculation.target)
    if mean is None or round_half_up(mean, printed.decimals) != printed.value:
        return None
    computed = format_number(calculation.exact(figures), printed.decimals + _MORE_DECIMALS)
    text = _(norwegian.COMPUTED).format(mean=_said_mean(mean, printed.decimals), weighted=computed)
    return Cause(text, Pattern.UNWEIGHTED_MEAN)
