"""Do the totals, differences, changes and shares of tables and texts follow from their own figures?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditlib.checks.recalc import Discrepancy, Explanation, Grid, Recalculation, Row, recalculate
from auditlib.checks.stated import stated_problems
from auditlib.mapping import Mapped
from auditlib.measures import measure
from auditlib.measures.weighted import weights_of
from auditlib.problems import Problem, problem
from auditlib.tables import Column, NumberKind, Resource, Table
from auditlib.workspace import Inputs


def recalculate_table(table: Table, others: Iterable[Table] = ()) -> Recalculation:
    """Recalculate a table of an audit, with the explanations its metadata gives.

    `others` are tables of the same audit, which may hold the counts that percentages are to be weighted by: those of
    the table it names itself, where it names one.
    """
    tables = {each.resource.name: each for each in others}
    declared = weights_grid(table, tables)
    siblings = [declared] if declared else (grid_of(each) for each in tables.values() if each is not table)
    return recalculate(grid_of(table), explanations_of(table.resource), siblings)


def weights_grid(table: Table, tables: Mapping[str, Table]) -> Grid | None:
    """Give the counts a table says its percentages are weighted by, under its own rows' names; None for none."""
    declared = table.resource.weighted_by
    if declared is None or declared.table not in tables:
        return None
    key = table.resource.table_schema.primary_key
    columns = [each for each in table.columns if each.numeric and each.name != key]
    found = [weights_of(table, tables, each.name) for each in columns]
    rows = tuple(
        Row(name, tuple(f"{each[name]:f}" if name in each else "" for each in found), line)
        for name, line in zip(table.names(), table.lines, strict=True)
        if any(name in each for each in found)
    )
    return Grid(tables[declared.table].resource.title, tuple(each.label for each in columns), rows)


def explanations_of(resource: Resource) -> tuple[Explanation, ...]:
    """Give a table's explanations, by the columns' labels and by their names in the file."""
    labels = {each.name: each.label for each in resource.table_schema.fields}
    return tuple(
        Explanation(each.row, column, each.text)
        for each in resource.explanations
        for column in dict.fromkeys((each.column, labels.get(each.column, each.column)))
    )


def grid_of(table: Table) -> Grid:
    """Give the table as a plain grid, with the columns' labels and its marks for missing as blanks."""
    key = table.resource.table_schema.primary_key
    columns = [each for each in table.columns if each.name != key]
    rows = tuple(
        Row(
            row[key],
            tuple("" if table.is_missing(row[each.name]) else row[each.name] for each in columns),
            line,
        )
        for row, line in zip(table.rows, table.lines, strict=True)
    )
    corner = next((each.label for each in table.columns if each.name == key), "")
    labels = tuple(each.label for each in columns)
    return Grid(table.resource.title, labels, rows, corner, units_of(columns))


def units_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """Give the unit of each column, or nothing when none has any."""
    units = tuple(each.unit or ("prosent" if each.holds is NumberKind.SHARE else "") for each in columns)
    return units if any(units) else ()


def column_named(table: Table, label: str) -> str:
    """Give the name of the column with a label."""
    return next((each.name for each in table.columns if label in (each.label, each.name)), label)


def acknowledgement(table: Table, found: Discrepancy) -> str | None:
    """Give what the auditor has said of a discrepancy without a known reason."""
    names = {found.column, column_named(table, found.column)}
    return next(
        (each.text for each in table.resource.acknowledged if each.row == found.row and each.column in names), None
    )


def figure_problems(inputs: Inputs, mapped: Mapped | None = None) -> Iterator[Problem]:
    """Report every discrepancy that is neither explained nor acknowledged, and what texts state that does not compute.

    `mapped` is the audit mapped, for whoever has it already.
    """
    yield from _table_problems(inputs)
    yield from stated_problems(mapped or Mapped(inputs, measure(inputs)[0]))


def _table_problems(inputs: Inputs) -> Iterator[Problem]:
    tables = inputs.tables.values()
    for table in tables:
        for found in recalculate_table(table, tables).discrepancies:
            if not found.explained and not acknowledgement(table, found):
                yield problem(
                    "T511",
                    table.place(found.row, column_named(table, found.column)),
                    row=found.row,
                    name=found.column,
                    printed=found.printed.text,
                    recomputed=found.recomputed.text,
                    cause=found.cause,
                )
