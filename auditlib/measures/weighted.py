"""Percentages for the whole, weighted by the counts of another table that the percentage's own table names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from auditlib.language import _
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.numbers import format_number, round_half_up
from auditlib.problems import Problem, hint_for, problem
from auditlib.tables import Table


def weights_of(table: Table, tables: Mapping[str, Table], column: str) -> dict[str, Decimal]:
    """Give the count each row of a table is weighted by in a column; nothing where none are declared or one is missing.

    The weights stand in a column of the same name in the table that `weighted_by` names; a row may be the sum of
    several there.
    """
    declared = table.resource.weighted_by
    other = tables.get(declared.table) if declared else None
    if declared is None or other is None or other.column(column) is None:
        return {}
    found: dict[str, Decimal] = {}
    for row in table.names():
        parts = [other.number(each, column) for each in declared.rows.get(row, (row,)) if each in other.names()]
        known = [each for each in parts if each is not None]
        if known and len(known) == len(declared.rows.get(row, (row,))):
            found[row] = sum(known, Decimal(0))
    return found


def weight_problems(table: Table, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Report weights in a table, or for or from rows, that do not exist."""
    declared = table.resource.weighted_by
    if declared is None:
        return
    other = tables.get(declared.table)
    if other is None:
        at, hint = declared.field_at("table"), hint_for(declared.table, tables)
        yield problem("T508", at, name=declared.table, hint=hint)
        return
    for row, parts in declared.rows.items():
        named = [(row, table), *((part, other) for part in parts)]
        for name, where in named:
            if name not in where.names():
                at, hint = declared.field_at("rows"), hint_for(name, where.names())
                yield problem("T507", at, table=where.resource.name, what="row", name=name, hint=hint)


def weighted_mean(call: Call) -> Parts:
    """Give the weighted mean of the rows beside a printed percentage for them all."""
    row, column, table = call["row"], call["column"], call.sheet()
    parts = [each for each in table.names() if each != row and each not in call.names("leave_out")]
    weights = weights_of(table, call.tables, column)
    declared = table.resource.weighted_by
    if declared is None or not parts or any(each not in weights for each in parts):
        said = _("tabellen sier ikke hva prosentene skal vektes med (weighted_by), eller vekter mangler")
        raise Untestable(said)
    values, whole = {each: call.number(each, column) for each in parts}, sum(weights[each] for each in parts)
    if whole <= 0:
        raise Untestable(_("vektene er 0"))
    weighted = sum((values[each] * weights[each] for each in parts), Decimal(0)) / whole
    plain = sum(values.values(), Decimal(0)) / len(parts)
    decimals = table.decimals(row, column)
    is_plain = round_half_up(plain, decimals) == call.number(row, column)
    said = (
        _("{row}, {column}: {printed} prosent er det uvektede gjennomsnittet av {count} rader ({plain}).") if is_plain
        else _("{row}, {column}: {printed} prosent er ikke det uvektede gjennomsnittet av {count} rader ({plain}).")
    )  # fmt: skip
    name, printed = call.tables[declared.table].resource.title, call.shown(row, column)
    means = [format_number(each, decimals + 1) for each in (plain, weighted)]
    return {
        "value": weighted,
        "unit": call.column(column).unit or "prosent",
        "decimals": decimals + 1,
        "sentence": said.format(
            row=row, column=call.column(column).label, printed=printed, count=len(parts), plain=means[0]
        )
        + " " + _("Vektet med «{table}» blir det {mean} prosent.").format(table=name, mean=means[1]),
        "formula": f"({' + '.join(f'{weights[each]}·{call.shown(each, column)}' for each in parts)}) / {whole}",
        "assumptions": (_("Vektene teller de samme som prosentene gjelder, så langt kilden viser det."),),
        "details": {_("trykt"): printed, _("uvektet gjennomsnitt"): means[0]},
        "cells": call.cells(*((each, column) for each in (row, *parts))),
    }
