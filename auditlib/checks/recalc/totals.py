"""Columns that hold a total of other columns."""

from collections.abc import Iterator

from auditlib.checks.recalc.calculations import Calculation, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Figures
from auditlib.checks.recalc.labels import Role

_NOT_ADDED_UP = frozenset({Role.SHARE, Role.RATE, Role.IDENTIFIER})


def propose_totals(
    figures: Figures, column: int, other_results: frozenset[int], result_rows: frozenset[int]
) -> Iterator[Interpretation]:
    """Yield the ways a column may be a total, the most likely first.

    The parts may be the columns since the total before it, all columns before it, or the totals before it with
    what stands between; for a total that stands first, the columns after it. `other_results` are columns known
    to be changes or shares, which are not parts; `result_rows` are rows of such numbers, which have no totals.
    """
    rows = [
        row
        for row, number in figures.printed(column).items()
        if row not in result_rows and figures.rows[row].role not in _NOT_ADDED_UP and not number.percent
    ]
    candidates = dict.fromkeys(_candidates(figures, column, other_results))
    certain = figures.columns[column].is_plain_total and len(candidates) == 1
    for parts in candidates:
        trust = Trust.CERTAIN if certain else Trust.LABELLED
        yield Interpretation(
            tuple(Calculation(Kind.TOTAL, (row, column), tuple((row, part) for part in parts)) for row in rows),
            trust if max(parts) < column else Trust.SEARCHED,
        )


def _candidates(
    figures: Figures, column: int, other_results: frozenset[int]
) -> Iterator[tuple[int, ...]]:
    added = [part for part in figures.numeric if part not in other_results and part != column]
    totals = [part for part in added if figures.columns[part].role is Role.TOTAL]
    # What a label says of a column may mislead, so all columns are tried after those that are plainly counts.
    for roles in (frozenset({Role.FIGURE}), frozenset(Role) - {Role.TOTAL}):
        parts = [part for part in added if figures.columns[part].role in roles]
        before = [total for total in totals if total < column]
        block = [part for part in parts if max(before, default=-1) < part < column]
        left = [part for part in parts if part < column]
        after = min((total for total in totals if total > column), default=len(figures.columns))
        right = [] if left else [part for part in parts if column < part < after]
        for candidate in (block, left, sorted([*before, *block]), right):
            if len(candidate) >= 2:
                yield tuple(candidate)
