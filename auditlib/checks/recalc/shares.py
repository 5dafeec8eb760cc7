"""Columns that hold a share: one column in percent of another, or rows in percent of their total."""

from collections.abc import Callable, Iterator

from auditlib.checks.recalc.calculations import Calculation, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.labels import Role

_COUNTS = frozenset({Role.FIGURE, Role.TOTAL, Role.PART_OF})

_Whole = Callable[[int], tuple[Cell, ...]]  # the cells that add up to the whole, for a target row


def propose_shares(figures: Figures, column: int) -> Iterator[Interpretation]:
    """Yield the ways a column may be a share.

    The part is a column that the label names, or else the nearest one before. The whole is a column called `n`,
    what the label names after "av", a total column, the part's total row, or the neighbouring column; other
    columns and sums are tried as well, but need more support.
    """
    for part, part_trust in _parts(figures, column):
        for whole, whole_trust in _wholes(figures, column, part):
            for scale in figures.scales(column):
                calculations = tuple(
                    Calculation(Kind.SHARE, (row, column), ((row, part),), base, scale=scale)
                    for row in range(len(figures.rows))
                    if (base := whole(row))
                )
                yield Interpretation(calculations, min(part_trust, whole_trust))


def _parts(figures: Figures, column: int) -> Iterator[tuple[int, Trust]]:
    label = figures.columns[column]
    words = label.content - label.whole
    named = _named(figures, column, words)
    for part in named:
        content = figures.columns[part].content
        exactly = words == content and len(named) == 1
        yield part, Trust.CERTAIN if exactly else Trust.LABELLED if words <= content else Trust.SEARCHED
    if not named:
        others = [part for part in figures.before(column, _COUNTS) if not figures.columns[part].is_sample_size]
        alone = Trust.CERTAIN if len(others) == 1 else Trust.LABELLED
        for part in others[:1]:
            yield part, Trust.SEARCHED if words else alone


def _wholes(figures: Figures, column: int, part: int) -> Iterator[tuple[_Whole, Trust]]:
    others = [other for other in figures.before(column, _COUNTS) if other != part]
    whole_words = figures.columns[column].whole
    named = _named(figures, column, whole_words)
    totals = [other for other in _counts(figures) if figures.columns[other].role is Role.TOTAL and other != part]
    sizes = [other for other in _counts(figures) if figures.columns[other].is_sample_size and other != part]
    exactly = [other for other in named if figures.columns[other].content == whole_words]
    for other in dict.fromkeys([*sizes, *named, *totals]):
        yield _same_row(other), Trust.CERTAIN if [other] in (sizes, exactly) else Trust.LABELLED
    for row, label in enumerate(figures.rows):
        if label.role is Role.TOTAL:
            yield _rows(figures, part, [row]), Trust.LABELLED
    for place, other in enumerate(others):
        yield _same_row(other), Trust.SEARCHED if place else Trust.LABELLED
    yield _same_row(*figures.before(column, frozenset({Role.FIGURE}))), Trust.SEARCHED
    plain = [row for row in figures.printed(part) if figures.rows[row].role is Role.FIGURE]
    yield _rows(figures, part, plain), Trust.SEARCHED


def _named(figures: Figures, column: int, words: frozenset[str]) -> list[int]:
    """Return the columns that have words in common with a label, those with most words first."""
    shared = {other: len(figures.columns[other].content & words) for other in _counts(figures)}
    return sorted((other for other in shared if shared[other]), key=lambda other: -shared[other])


def _counts(figures: Figures) -> list[int]:
    return [column for column in figures.numeric if figures.columns[column].role in _COUNTS]


def _same_row(*columns: int) -> _Whole:
    return lambda row: tuple((row, column) for column in columns)


def _rows(figures: Figures, column: int, rows: list[int]) -> _Whole:
    # The total's own share is 100 whatever it is a share of, and would support any interpretation.
    whole = tuple((row, column) for row in rows)
    return lambda row: () if figures.rows[row].role is Role.TOTAL else whole
