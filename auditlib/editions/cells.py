"""Tables in the public edition: small counts of people cannot be worked out, and cases have no names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditlib.tables import Review, Table
from auditlib.workspace import Inputs

if TYPE_CHECKING:
    from auditlib.editions.small_cells import Places

HIDDEN = ":"  # the mark for a hidden figure in Norwegian statistics


def public_tables(inputs: Inputs) -> dict[str, Table]:
    """Give every table as the public edition may show it."""
    least = inputs.audit.publication.least_in_cell
    records = {name: table for name, table in inputs.tables.items() if table.resource.of_records}
    hidden = _hidden([each for name, each in inputs.tables.items() if name not in records], least)
    reviews = {each.table: each for each in inputs.reviews}
    shown = {
        name: _renamed(table, reviews[name]) if name in reviews else _without(table, hidden.get(name, set()))
        for name, table in inputs.tables.items()
    }
    counted = {name: replace(table, least=least) for name, table in records.items() if table.resource.people}
    return {**shown, **counted}


def _hidden(tables: list[Table], least: int) -> dict[str, Places]:
    """Give the cells to hide in each table that counts people."""
    counted = [each for each in tables if each.resource.people]
    if not counted:
        return {}
    from auditlib.editions.small_cells import small_cells  # loads what optimises, a quarter of a second

    return small_cells(counted, least)


def _renamed(table: Table, review: Review) -> Table:
    """Number the cases of a file review: a case number leads to a person."""
    key = table.resource.table_schema.primary_key
    rows = tuple({**row, key: f"{review.unit.one} {place}"} for place, row in enumerate(table.rows, 1))
    return replace(table, rows=rows)


def _without(table: Table, hidden: Places) -> Table:
    """Put a mark for hidden in cells, and in the figures of the same row that would give them away."""
    if not hidden:
        return table
    key, schema = table.resource.table_schema.primary_key, table.resource.table_schema
    derived = [each.name for each in table.columns if each.numeric and each.type != "integer"]
    rows = []
    for row in table.rows:
        gone = {column for name, column in hidden if name == row[key]}
        gone.update(derived if gone else ())
        rows.append({name: HIDDEN if name in gone else cell for name, cell in row.items()})
    marks = tuple(dict.fromkeys((*schema.missing_values, HIDDEN)))
    resource = table.resource.model_copy(
        update={"table_schema": schema.model_copy(update={"missing_values": marks})}
    )
    return replace(table, rows=tuple(rows), resource=resource)
