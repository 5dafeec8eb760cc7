"""Percentages that no whole count out of the printed number gives.

The GRIM test of Brown and Heathers (2017, doi:10.1177/1948550616673876), for percentages: with 18 cases there are 19
possible shares, and 45 percent is none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.intervals import add_up
from auditlib.checks.recalc.labels import Role
from auditlib.checks.recalc.remarks import Cause, Pattern, Remark
from auditlib.language import _
from auditlib.numbers import format_number, round_half_up

_COUNTS = frozenset({Role.FIGURE, Role.TOTAL, Role.PART_OF})
_MOST_CHANCE = Fraction(1, 20)
_TELLING = Fraction(1, 2)  # a percentage that half of all counts could give tells nothing of its base
_LEAST_TELLING = 3


@dataclass(frozen=True)
class _Share:
    """A percentage and the count it is out of."""

    cell: Cell
    whole: int
    nearest: int
    fits: bool
    chance: Fraction

    @property
    def value(self) -> Fraction:
        return Fraction(self.nearest * 100, self.whole)


def find_impossible(figures: Figures, settled: frozenset[Cell]) -> Iterator[Remark]:
    """Find the percentages that are no share of the count beside them.

    The count must be called `n`, be what the label says the share is of, or be the only count of the table. Called `n`,
    as many percentages must be possible as are not, unless there is only one. Otherwise twice as many must be, at least
    three, and so many that chance is ruled out.
    """
    for column in figures.numeric:
        label = figures.columns[column]
        is_response_rate = any(token.startswith(norwegian.RESPONSE_RATE) for token in label.tokens)
        if label.role is not Role.SHARE or is_response_rate or 1 in figures.scales(column):
            continue
        whole = _whole_of(figures, column)
        shares = [] if whole is None else list(_shares(figures, column, whole, settled))
        if whole is not None and _is_base(shares, certain=figures.columns[whole].is_sample_size):
            yield from (_remark(figures, share) for share in shares if not share.fits)


def _whole_of(figures: Figures, column: int) -> int | None:
    counts = [other for other in figures.numeric if figures.columns[other].role in _COUNTS and other != column]
    sizes = [other for other in counts if figures.columns[other].is_sample_size]
    named = [other for other in counts if figures.columns[other].content & figures.columns[column].whole]
    return next((found[0] for found in (sizes, named, counts) if len(found) == 1), None)


def _shares(figures: Figures, column: int, whole: int, settled: frozenset[Cell]) -> Iterator[_Share]:
    for row, printed in figures.printed(column).items():
        size = figures.at((row, whole))
        if (row, column) in settled or size is None or size.value <= 0 or not 0 <= printed.value <= 100:
            continue
        if not figures.is_count((row, whole)) or figures.is_measured((row, whole)):
            continue
        count = int(size.value)
        nearest = int(round_half_up(Fraction(printed.value) * count / 100, 0))
        said = add_up([printed], before_rounding=True)
        chance = min(Fraction(1), Fraction(count + 1, 100 * 10**printed.decimals + 1))
        yield _Share((row, column), count, nearest, said.low <= Fraction(nearest * 100, count) <= said.high, chance)


def _is_base(shares: list[_Share], *, certain: bool) -> bool:
    """Tell whether the percentages are shares of the counts beside them, so that one that is not possible is wrong."""
    fitting = [share for share in shares if share.fits]
    wrong = len(shares) - len(fitting)
    if certain:
        return len(fitting) >= wrong or len(shares) == 1
    telling = [share.chance for share in fitting if share.chance < _TELLING]
    enough = len(telling) >= max(_LEAST_TELLING, 2 * wrong)
    return enough and comb(len(telling) + wrong, wrong) * prod(telling) <= _MOST_CHANCE


def _remark(figures: Figures, share: _Share) -> Remark:
    printed = figures.known(share.cell)
    text = _(norwegian.IMPOSSIBLE_SHARE).format(
        whole=format_number(share.whole),
        percent=format_number(printed.value, printed.decimals),
        part=format_number(share.nearest),
    )
    return Remark(share.cell, Kind.IMPOSSIBLE_SHARE, share.value, Cause(text, Pattern.IMPOSSIBLE_SHARE))
