"""Which cells of tables that count people are hidden, so that none below the audit's least can be worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditlib.stats import StatsError
from auditlib.stats.disclosure import Cell, Dimension, Publication, suppress, threshold
from auditlib.stats.disclosure import Table as Counts
from auditlib.tables import Column, Table

Places = set[tuple[str, str]]


def small_cells(counted: Sequence[Table], least: int) -> dict[str, Places]:
    """Give the cells to hide in tables that count people, all counts of each where they cannot be protected."""
    hidden: dict[str, Places] = {each.resource.name: set() for each in counted}
    try:
        found = _together([part for each in counted for part in _counts(each)], least)
    except StatsError:  # totals that differ between tables, or missing counts: nothing can be shown to be safe
        return {each.resource.name: _all_counts(each) for each in counted}
    for each in counted:
        for place, cell in _places(each):
            if cell in found:
                hidden[each.resource.name].add(place)
    return hidden


def _together(counts: list[Counts], least: int) -> frozenset[Cell]:
    """Hide small cells over all tables at once."""
    if not counts or least < 1:
        return frozenset()
    publication = Publication.of(*counts)
    primary = threshold(publication, least)
    return suppress(publication, primary).hidden if primary else frozenset()


def _counts(table: Table) -> Iterator[Counts]:
    """Give the table as counts: one with columns that add up, or one for each column; StatsError where it is not."""
    people = table.resource.people
    assert people is not None
    rows, columns = _inner(table)
    row_dimension = Dimension(table.resource.table_schema.primary_key, tuple(rows))
    groups = [[each.name for each in columns]] if people.total_column else [[each.name] for each in columns]
    for names in groups:
        numbers = [[_count(table.number(row, name), row, name) for name in names] for row in rows]
        if people.total_column:
            dimensions = [row_dimension, Dimension("kolonne", tuple(names))]
            yield Counts.of(people.counted, dimensions, numbers)
        else:
            yield Counts.of(f"{people.counted}, {names[0]}", [row_dimension], [row[0] for row in numbers])


def _places(table: Table) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Pair each count's place in the table with its cell."""
    people = table.resource.people
    assert people is not None
    key, (rows, columns) = table.resource.table_schema.primary_key, _inner(table)
    across = [each.name for each in columns] + ([people.total_column] if people.total_column else [])
    for row in [*rows, *([people.total_row] if people.total_row else [])]:
        for name in across:
            at: dict[str, str] = {} if row == people.total_row else {key: row}
            if people.total_column:
                at |= {} if name == people.total_column else {"kolonne": name}
                yield (row, name), Cell.of(people.counted, **at)
            else:
                yield (row, name), Cell.of(f"{people.counted}, {name}", **at)


def _inner(table: Table) -> tuple[list[str], list[Column]]:
    """Give the rows and columns of counts that are no totals."""
    people = table.resource.people
    assert people is not None
    rows = [row for row in table.names() if row != people.total_row]
    return rows, [each for each in table.columns if each.type == "integer" and each.name != people.total_column]


def _all_counts(table: Table) -> Places:
    return {(row, each.name) for row in table.names() for each in table.columns if each.numeric}


def _count(value: Decimal | None, row: str, column: str) -> int:
    """Give a count; a missing one cannot be protected with the others."""
    if value is None:
        raise StatsError(f"{row}, {column}", value, "a count")
    return int(value)

