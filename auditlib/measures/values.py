"""Tests that describe figures of a table: one cell, a change, one row against another, a share."""

from __future__ import annotations

from decimal import Decimal

from auditlib.language import _, later
from auditlib.measures.call import PERCENT_UNITS, Call, Parts, Untestable
from auditlib.measures.designs import break_words, refusal_words
from auditlib.measures.phrases import figure
from auditlib.numbers import format_number
from auditlib.tables import Column, NumberKind

_AT_ONE_TIME = later(
    "Opptelling på ett tidspunkt: tallet har ingen utvalgsusikkerhet og sier ikke noe om andre tidspunkter."
)


def value(call: Call) -> Parts:
    """Quote one cell."""
    row, column = call["row"], call.column(call["column"])
    number, shown = call.number(row, column.name), call.shown(row, column.name)
    return {
        "value": number,
        "unit": column.unit or "",
        "decimals": call.sheet().decimals(row, column.name),
        "sentence": f"{row}, {column.label}: {figure(shown, column.unit)}.",
        "assumptions": (_(_AT_ONE_TIME),) if column.holds is NumberKind.STOCK else (),
        "cells": call.cells((row, column.name)),
    }


def change(call: Call) -> Parts:
    """Give the change from one column to another in percent of the first."""
    row, start, end = call["row"], call["from"], call["to"]
    percent = _change(call, row, start, end)
    labels = call.column(start).label, call.column(end).label
    shown = call.shown(row, start), call.shown(row, end)
    return {
        "value": percent,
        "unit": "prosent",
        "decimals": 1,
        "sentence": _("{row} gikk fra {before} i {start} til {after} i {end}: {moved}.").format(
            row=row, before=figure(shown[0], call.column(start).unit), start=labels[0], after=shown[1], end=labels[1],
            moved=_moved(percent),
        ) + break_words(call, (row,), start, end),
        "formula": f"({shown[1]} − {shown[0]}) / {shown[0]}",
        "cells": call.cells((row, start), (row, end)),
    }


def _change(call: Call, row: str, start: str, end: str) -> Decimal:
    before, after = call.base(row, start, _("endring i prosent fra")), call.number(row, end)
    return (after - before) / before * 100


def _moved(percent: Decimal) -> str:
    """Say a change: `opp 29,0 prosent`."""
    if percent == 0:
        return _("uendret")
    moved = _("opp {number} prosent") if percent > 0 else _("ned {number} prosent")
    return moved.format(number=format_number(abs(percent), 1))


def compare_values(call: Call) -> Parts:
    """Give how much one row lies above or below another in the same column, in percent of the other.

    Of two percentages the distance in points is said too, so that nobody takes the one for the other.
    """
    row, other, column = call["row"], call["other"], call.column(call["column"])
    number, base = call.number(row, column.name), call.base(other, column.name, _("avstand i prosent fra"))
    distance = (number - base) / base * 100
    shown = call.shown(row, column.name), call.shown(other, column.name)
    decimals = max(call.sheet().decimals(each, column.name) for each in (row, other))
    points = format_number(abs(number - base), decimals) if column.unit in PERCENT_UNITS else ""
    return {
        "value": distance,
        "unit": "prosent",
        "decimals": 1,
        "sentence": f"{_beside(column, (row, other), shown)}. {_stood(row, distance, points)}."
        f"{refusal_words(call, row, other, column.name)}",
        "formula": f"({shown[0]} − {shown[1]}) / {shown[1]}",
        "cells": call.cells((row, column.name), (other, column.name)),
    }


def _beside(column: Column, rows: tuple[str, str], shown: tuple[str, str]) -> str:
    """Set two figures of a column side by side; a column of a year is named as one."""
    first = figure(shown[0], column.unit)
    if column.label[:1].isdigit():
        said = _("I {column} hadde {row} {first} og {other} {second}")
    else:
        said = _("{column}: {first} ({row}) og {second} ({other})")
    return said.format(column=column.label, row=rows[0], other=rows[1], first=first, second=shown[1])


def _stood(row: str, distance: Decimal, points: str) -> str:
    """Say how far a row stood from another, of percentages in `points` first."""
    if distance == 0:
        return _("Tallene er like")
    if points and distance > 0:
        said = _("{row} lå {points} prosentpoeng over, og det er {number} prosent mer")
    elif points:
        said = _("{row} lå {points} prosentpoeng under, og det er {number} prosent mindre")
    else:
        said = _("{row} lå {number} prosent over") if distance > 0 else _("{row} lå {number} prosent under")
    return said.format(row=row, number=format_number(abs(distance), 1), points=points)


def growth_ratio(call: Call) -> Parts:
    """Set the changes of two figures side by side, as the ratio of their growth factors.

    What has touched both alike, such as rising prices, is in both factors and falls out of the ratio.
    """
    row, other, start, end = call["row"], call["other"], call["from"], call["to"]
    changes = [_change(call, each, start, end) for each in (row, other)]
    if changes[0] < -100 or changes[1] <= -100:
        raise Untestable(_("en vekstfaktor er under 0, eller det skal deles på en som er 0"))
    ratio = (100 + changes[0]) / (100 + changes[1])
    labels = call.column(start).label, call.column(end).label
    shown = [(call.shown(each, end), call.shown(each, start)) for each in (row, other)]
    return {
        "value": ratio,
        "unit": "",
        "decimals": 2,
        "sentence": _(
            "Fra {start} til {end} gikk {row} {moved} og {other} {other_moved}. Forholdet mellom vekstfaktorene er "
            "{ratio}. Prisvekst og annet som har virket likt på begge, endrer ikke forholdet."
        ).format(
            start=labels[0], end=labels[1], row=row, moved=_moved(changes[0]), other=other,
            other_moved=_moved(changes[1]), ratio=format_number(ratio, 2),
        ) + break_words(call, (row, other), start, end) + refusal_words(call, row, other, end),
        "formula": f"({shown[0][0]} / {shown[0][1]}) / ({shown[1][0]} / {shown[1][1]})",
        "cells": call.cells((row, start), (row, end), (other, start), (other, end)),
    }


def share(call: Call) -> Parts:
    """Give one cell as a share of another in the same column or row, in percent."""
    row, column = call["row"], call["column"]
    of_row, of_column = call.get("of_row", row), call.get("of_column", column)
    part, whole = call.number(row, column), call.base(of_row, of_column, _("en andel av"))
    percent = part / whole * 100
    shown = call.shown(row, column), call.shown(of_row, of_column)
    stock = call.column(column).holds is NumberKind.STOCK
    return {
        "value": percent,
        "unit": "prosent",
        "decimals": 1,
        "sentence": _("{row}: {part} av {whole} ({number} prosent).").format(
            row=row, part=shown[0], whole=figure(shown[1], call.column(column).unit), number=format_number(percent, 1)
        ),
        "formula": f"{shown[0]} / {shown[1]}",
        "assumptions": (_(_AT_ONE_TIME),) if stock else (),
        "cells": call.cells((row, column), (of_row, of_column)),
    }


def unavailable(call: Call) -> Parts:
    """Record a test that should have been made and could not."""
    raise Untestable(call["reason"])
