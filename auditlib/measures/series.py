"""The test of a row over the years: a trend, never across a declared break."""

from __future__ import annotations

from auditlib.language import _, language
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.comparisons import estimated, explained
from auditlib.measures.designs import breaks
from auditlib.stats import mann_kendall
from auditlib.stats.families import written_p
from auditlib.stats.trend import LEAST_POINTS


def trend(call: Call) -> Parts:
    """Test a row for a steady rise or fall over columns named by years."""
    row, columns = call["row"], years(call)
    broken = list(breaks(call, (row,), columns[0], columns[-1]))
    if broken:
        where = "; ".join(f"{each.column}: {each.text.rstrip('.')}" for each in broken)
        said = _("serien har et brudd ({where}), og en trend over bruddet måler også det")
        raise Untestable(said.format(where=where))
    if len(columns) < LEAST_POINTS:
        said = _("en trend trenger minst {least} målinger, og her er det {count}")
        raise Untestable(said.format(least=LEAST_POINTS, count=len(columns)))
    values = [float(call.number(row, each)) for each in columns]
    unit = call.column(columns[0]).unit or ""
    found = mann_kendall(values, [float(each) for each in columns], unit=unit, step=_("år"))
    return {
        **explained(found, lead=row),
        **estimated(found.slope),
        "unit": _("{unit} per år").format(unit=unit).strip(),
        "decimals": max(1, *(call.sheet().decimals(row, each) for each in columns)),
        "p": found.p,
        "details": {_("p-verdi"): written_p(found.p, language())[2:].removeprefix("= ")},
        "cells": call.cells(*((row, each) for each in columns)),
    }


def years(call: Call) -> list[str]:
    """Give the columns named by years, from one to another, in the order of the years."""
    first, last = sorted((int(call["from"]), int(call["to"])))
    named = [each.name for each in call.sheet().columns if each.numeric and each.name.isdecimal()]
    return sorted((each for each in named if first <= int(each) <= last), key=int)
