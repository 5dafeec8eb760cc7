"""Checks of what tables say of their own rows and columns: overlaps and breaks must name what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditlib.measures.weighted import weight_problems
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.tables import Table


def table_problems(table: Table, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Report overlaps, breaks and weights that name a row, column or table that there is not."""
    rows, columns = table.names(), tuple(each.name for each in table.columns)
    for what, name, at in _named(table):
        known = rows if what == "row" else columns
        if name not in known:
            yield problem("T507", at, table=table.resource.name, what=what, name=name, hint=hint_for(name, known))
    yield from weight_problems(table, tables)


def _named(table: Table) -> Iterator[tuple[str, str, Location]]:
    """Give each row and column that is named, with its place."""
    for overlap in table.resource.overlaps:
        yield from (("row", name, overlap.field_at("rows")) for name in overlap.rows)
        if overlap.whole is not None:
            yield "row", overlap.whole, overlap.field_at("whole")
    for each in table.resource.breaks:
        yield "column", each.column, each.field_at("column")
        yield from (("row", name, each.field_at("rows")) for name in each.rows)
