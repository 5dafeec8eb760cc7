"""Columns that hold a total of other columns."""

from collections.abc import Iterator
from decimal import Decimal

from auditlib.checks.recalc.calculations import Calculation, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Figures
from auditlib.checks.recalc.labels import Role

_MOST_SKIPPED = 3
_NOT_ADDED_UP = frozenset({Role.SHARE, Role.RATE, Role.IDENTIFIER})


def propose_totals(
    figures: Figures, column: int, other_results: frozenset[int], result_rows: frozenset[int]
) -> Iterator[Interpretation]:
    """Yield the ways a column may be a total, the most likely first.

    The parts may be the columns since the total before it, all columns before it, or the totals before it
    with what stands between; for a total that stands first, the columns after it. Columns that add up to the
    one they follow may be left out, and so may the first few, which may be something else.
    `other_results` are columns known to be changes or shares, which are hardly parts; `result_rows` are rows
    of such numbers, which have no totals.
    """
    rows = [
        row
        for row, number in figures.printed(column).items()
        if row not in result_rows and figures.rows[row].role not in _NOT_ADDED_UP and not number.percent
    ]
    for parts, trust in _candidates(figures, column, other_results).items():
        calculations = tuple(
            Calculation(Kind.TOTAL, (row, column), tuple((row, part) for part in parts)) for row in rows
        )
        yield Interpretation(calculations, trust)


def _candidates(figures: Figures, column: int, other_results: frozenset[int]) -> dict[tuple[int, ...], Trust]:
    """Return the columns that may be parts, with the trust that they are."""
    # What a label says of a column may mislead, so all columns are tried after those that are plainly counts.
    pools = [
        [part for part in figures.numeric if _is_figure(figures, part) and part not in other_results],
        [part for part in figures.numeric if figures.columns[part].role is not Role.TOTAL],
    ]
    runs = dict.fromkeys(parts for pool in pools for parts in _runs(figures, column, pool) if len(parts) > 1)
    certain = figures.columns[column].is_plain_total and len(runs) == 1
    candidates = {
        parts: Trust.SEARCHED if parts[0] > column else Trust.CERTAIN if certain else Trust.LABELLED
        for parts in runs
    }
    for parts in runs:
        candidates.setdefault(_without_children(figures, parts), min(candidates[parts], Trust.LABELLED))
        for count in range(1, min(_MOST_SKIPPED, len(parts) - 2) + 1):
            candidates.setdefault(parts[count:], Trust.SEARCHED)
    return candidates


def _is_figure(figures: Figures, column: int) -> bool:
    return figures.columns[column].role is Role.FIGURE


def _runs(figures: Figures, column: int, pool: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield the columns of the pool that a total may reach over."""
    totals = [other for other in figures.numeric if figures.columns[other].role is Role.TOTAL]
    before = [total for total in totals if total < column]
    left = [part for part in pool if part < column]
    block = [part for part in left if part > max(before, default=-1)]
    yield tuple(block)
    yield tuple(left)
    yield (*before, *block)
    if not left:
        end = min((total for total in totals if total > column), default=len(figures.columns))
        yield tuple(part for part in pool if column < part < end)


def _without_children(figures: Figures, parts: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out the columns that add up, in every row and as printed, to the one they follow."""
    kept: list[int] = []
    place = 0
    while place < len(parts):
        kept.append(parts[place])
        place += 1 + _count_children(figures, parts[place], parts[place + 1 :])
    return tuple(kept)


def _count_children(figures: Figures, parent: int, followers: tuple[int, ...]) -> int:
    whole = {row: number.value for row, number in figures.printed(parent).items()}
    so_far = dict.fromkeys(whole, Decimal(0))
    for count, child in enumerate(followers, start=1):
        part = figures.printed(child)
        so_far = {row: value + part[row].value for row, value in so_far.items() if row in part}
        if count > 1 and so_far and so_far == whole:
            return count
        if any(abs(value) > abs(whole[row]) for row, value in so_far.items()):
            return 0
    return 0
