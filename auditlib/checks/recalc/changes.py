"""Columns that hold a change: a difference or a percentage change, between two columns or two rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations, product

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Calculation, Computed, Interpretation, Kind, Trust
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.labels import Role

_COMPARABLE = frozenset(Role) - {Role.CHANGE, Role.IDENTIFIER}
_NEIGHBOURS = 4  # accounts, revised and original budget, and last year's accounts


@dataclass(frozen=True)
class _Comparison:
    """What is compared: for each target the cell before and the cell after, and which signs it may have."""

    cells: tuple[tuple[Cell, Cell, Cell], ...]
    trust: Trust
    signs: tuple[int, ...] = (1,)


def propose_changes(figures: Figures, column: int) -> Iterator[Interpretation]:
    """Yield the ways a column may be a change, the most likely first.

    Two years in the label: the columns of those years, whose labels must differ in the year only. One year:
    from it to the last year, or to it from the one before. No year: from the first year to the last, or
    between two of the columns before, either way round; where the rows are years, from the year before or
    from the first.
    """
    for comparison in _comparisons(figures, column):
        for kind in _kinds(figures, column):
            scales = figures.scales(column) if kind is Kind.PERCENTAGE_CHANGE else (100,)
            for sign, scale in product(comparison.signs, scales):
                yield Interpretation(
                    tuple(
                        Calculation(kind, target, (after,), (before,), sign, scale)
                        for target, before, after in comparison.cells
                    ),
                    comparison.trust,
                )


def may_be_change(figures: Figures, column: int) -> bool:
    """Tell whether the label announces a change, or only a percentage, which may be one."""
    label = figures.columns[column]
    bare = label.role is Role.SHARE and not label.content and label.says(norwegian.PERCENT)
    return label.role is Role.CHANGE or bare


def _kinds(figures: Figures, column: int) -> tuple[Computed, ...]:
    label = figures.columns[column]
    marked = any(number.percent for number in figures.printed(column).values())
    if label.says(norwegian.POINTS):
        return (Kind.DIFFERENCE,)
    if label.says(norwegian.PERCENT):
        return (Kind.PERCENTAGE_CHANGE,)
    if marked:
        return (Kind.PERCENTAGE_CHANGE, Kind.DIFFERENCE)
    if label.says(norwegian.DIFFERENCES | norwegian.ABSOLUTE):
        return (Kind.DIFFERENCE,)
    return (Kind.DIFFERENCE, Kind.PERCENTAGE_CHANGE)


def _comparisons(figures: Figures, column: int) -> Iterator[_Comparison]:
    label = figures.columns[column]
    signs = (-1, 1) if label.says(norwegian.DECREASES) else (1,)
    if len(label.years) >= 2:
        yield from _between_named_years(figures, column, signs)
    elif label.years:
        yield from _from_or_to_year(figures, column, signs)
    else:
        trust = Trust.LABELLED if _names_only_columns(figures, column) else Trust.SEARCHED
        for years in figures.series.values():
            if len(years) >= 2:
                first, *_, last = years.values()
                yield _compare(figures, column, first, last, trust, signs)
        yield from _between_neighbours(figures, column, trust)
        yield from _between_rows(figures, column, trust, signs)


def _between_named_years(figures: Figures, column: int, signs: tuple[int, ...]) -> Iterator[_Comparison]:
    label = figures.columns[column]
    first, last = min(label.years), max(label.years)
    pairs = [
        (years[first], years[last]) for years in figures.series.values() if {first, last} <= years.keys()
    ]
    no_choice = len(pairs) == len(_kinds(figures, column)) == len(signs) == 1
    certain = no_choice and _names_only_columns(figures, column)
    for before, after in pairs:
        yield _compare(figures, column, before, after, Trust.CERTAIN if certain else Trust.LABELLED, signs)


def _from_or_to_year(figures: Figures, column: int, signs: tuple[int, ...]) -> Iterator[_Comparison]:
    year = figures.columns[column].years[0]
    for columns in figures.series.values():
        earlier = [columns[other] for other in columns if other < year]
        later = [columns[other] for other in columns if other > year]
        if year in columns and later:
            yield _compare(figures, column, columns[year], later[-1], Trust.LABELLED, signs)
        if year in columns and earlier:
            yield _compare(figures, column, earlier[-1], columns[year], Trust.LABELLED, signs)
            yield _compare(figures, column, earlier[0], columns[year], Trust.SEARCHED, signs)


def _between_neighbours(figures: Figures, column: int, trust: Trust) -> Iterator[_Comparison]:
    # A deviation from a budget is printed with either sign and in percent of either column.
    neighbours = figures.before(column, _COMPARABLE)[:_NEIGHBOURS]
    for after, before in permutations(neighbours, 2):
        nearest = {before, after} == set(neighbours[:2])
        yield _compare(figures, column, before, after, trust if nearest else Trust.SEARCHED, (1, -1))


def _between_rows(
    figures: Figures, column: int, trust: Trust, signs: tuple[int, ...]
) -> Iterator[_Comparison]:
    for measured in figures.before(column, _COMPARABLE)[:1]:
        for years in figures.turned().series.values():
            rows = list(years.values())
            for steps in (list(pairwise(rows)), [(rows[0], row) for row in rows[1:]] if rows else []):
                cells = tuple(((row, column), (other, measured), (row, measured)) for other, row in steps)
                yield _Comparison(cells, trust, signs)


def _compare(
    figures: Figures, column: int, before: int, after: int, trust: Trust, signs: tuple[int, ...]
) -> _Comparison:
    rows = range(len(figures.rows))
    return _Comparison(tuple(((row, column), (row, before), (row, after)) for row in rows), trust, signs)


def _names_only_columns(figures: Figures, column: int) -> bool:
    """Tell whether every word of the label is known, so that it cannot mean something outside the table."""
    others = (label.content for place, label in enumerate(figures.columns) if place != column)
    years = {str(year) for year in figures.columns[column].years}
    return figures.columns[column].content <= years.union(*others)
