"""Tests of how a table's figures hang together: a total against its rows, and one column against another."""

from __future__ import annotations

from decimal import Decimal

from auditlib.language import _
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.phrases import figure
from auditlib.numbers import format_number


def total_of_rows(call: Call) -> Parts:
    """Hold a printed total against the sum of the other rows; `leave_out` are rows that are no part of it."""
    row, column = call["row"], call.column(call["column"])
    parts = [each for each in call.sheet().names() if each != row and each not in call.names("leave_out")]
    numbers = {each: call.sheet().number(each, column.name) for each in parts}
    known = {each: number for each, number in numbers.items() if number is not None}
    if not known:
        raise Untestable(_("ingen av radene under totalen har tall"))
    summed, printed = sum(known.values(), Decimal(0)), call.number(row, column.name)
    decimals = max(call.sheet().decimals(each, column.name) for each in (row, *known))
    missing = [each for each in parts if each not in known]
    sums = [format_number(each, decimals) for each in (summed, abs(printed - summed))]
    added = " + ".join(format_number(each, decimals) for each in known.values())
    said = (
        _("{row}, {column}: trykt {printed}. De {count} radene summerer til {sum}, som er det samme.")
        if printed == summed
        else _("{row}, {column}: trykt {printed}. De {count} radene er alle 0, og totalen har ingen rader bak seg.")
        if not any(known.values())
        else _("{row}, {column}: trykt {printed}. De {count} radene summerer til {sum}, {apart} mindre.")
        if summed < printed
        else _("{row}, {column}: trykt {printed}. De {count} radene summerer til {sum}, {apart} mer.")
    )
    lacking = " " + _("Uten tall: {rows}.").format(rows=", ".join(missing)) if missing else ""
    return {
        "value": printed - summed,
        "unit": column.unit or "",
        "decimals": decimals,
        "sentence": said.format(
            row=row, column=column.label, printed=figure(call.shown(row, column.name), column.unit), count=len(known),
            sum=sums[0], apart=sums[1],
        )
        + lacking,
        "formula": f"{call.shown(row, column.name)} − ({added})",
        "cells": call.cells(*((each, column.name) for each in (row, *parts))),
    }


def compare_columns(call: Call) -> Parts:
    """Give how far one column lies above or below another on the same row, in percent of the other."""
    row, column, other = call["row"], call.column(call["column"]), call.column(call["other_column"])
    number, base = call.number(row, column.name), call.base(row, other.name, _("avstand i prosent fra"))
    distance = (number - base) / base * 100
    shown = call.shown(row, column.name), call.shown(row, other.name)
    said = (
        _("{row}: {own} ({column}) og {base} ({other}), likt.") if distance == 0
        else _("{row}: {own} ({column}) og {base} ({other}), {distance} prosent over.") if distance > 0
        else _("{row}: {own} ({column}) og {base} ({other}), {distance} prosent under.")
    )  # fmt: skip
    return {
        "value": distance,
        "unit": "prosent",
        "decimals": 1,
        "sentence": said.format(
            row=row, own=figure(shown[0], column.unit), column=column.label, base=shown[1], other=other.label,
            distance=format_number(abs(distance), 1),
        ),
        "formula": f"({shown[0]} − {shown[1]}) / {shown[1]}",
        "cells": call.cells((row, column.name), (row, other.name)),
    }
