"""Tests of percentages as they were printed, where the counts behind them must be worked out, or are not given at all.

A printed percentage of a known number is one of few counts: 20 percent of 202 is 40 or 41. Where the number is not
known, nothing can be tested, and the sentence says what it would have taken.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from auditlib.language import _, language, later
from auditlib.measures.call import Call, Parts, Untestable, kind_of
from auditlib.measures.phrases import exactly, figure, interval_words
from auditlib.numbers import format_number, read_number
from auditlib.stats import clopper_pearson, compare_proportions
from auditlib.stats.families import written_p
from auditlib.stats.proportions import SOURCE as PROPORTIONS_SOURCE
from auditlib.tables import NumberKind

_SAME = later("Sakene er uavhengige. De som er med begge år, gjør de to tallene mer like enn testen regner med.")
_LEVEL, _LEAST = Decimal("0.95"), 0.05
_SOURCE = "Clopper & Pearson, Biometrika 26 (1934) 404–413"
_ALL = (
    later("Alle sakene er talt. Intervallet viser hvor mye andelen kunne ha svingt ved tilfeldigheter alene."),
    later("Antallet bak prosenten er regnet ut av den avrundede prosenten."),
)


def printed_share(call: Call) -> Parts:
    """Give a printed percentage of a known number with an interval that holds for every count it can stand for."""
    row, column, over = call["row"], call["column"], call["of_column"]
    total = call.count(row, over)
    counts = _counts(call, row, column, total)
    low, high = (clopper_pearson(each, total) for each in (counts[0], counts[-1]))
    limits = exactly(low.lower) * 100, exactly(high.upper) * 100
    shown = figure(call.shown(row, column), "prosent")
    of = figure(call.shown(row, over), call.column(over).unit)
    return {
        "value": call.number(row, column),
        "unit": "prosent",
        "decimals": call.sheet().decimals(row, column),
        "interval": limits,
        "confidence": _LEVEL,
        "illustrative": True,
        "sentence": _("{row}, {column}: {share} av {of}, som svarer til {counts} av {total} ({interval}).").format(
            row=row, column=call.column(column).label, share=shown, of=of, counts=_either(counts),
            total=format_number(total),
            interval=interval_words(limits, 1, _LEVEL, True),
        ),
        "formula": _("{least}/{total}: nedre grense {low}; {most}/{total}: øvre grense {high}").format(
            least=counts[0], most=counts[-1], total=total, low=format_number(limits[0], 1),
            high=format_number(limits[1], 1),
        ),
        "method": _SOURCE,
        "assumptions": tuple(map(_, _ALL)),
        "details": {_("antall"): _("{count} av {total}").format(count=_either(counts), total=format_number(total))},
        "cells": call.cells((row, column), (row, over)),
    }


def compare_printed(call: Call) -> Parts:
    """Hold one printed percentage against another, in points, and say what can be said of chance.

    Where both numbers are known, all counts that the percentages can stand for are tried, and the widest p-value is
    given. Where one is not given, what the test would have said with as many cases as the other is told, and no p-value
    is claimed.
    """
    row, other, column, over = call["row"], call["other"], call["column"], call["of_column"]
    shares = [call.number(each, column) for each in (row, other)]
    known = [each for each in (row, other) if call.sheet().number(each, over) is not None]
    if not known:
        said = _("antallet bak prosentene er ikke oppgitt ({column})")
        raise Untestable(said.format(column=call.column(over).label))
    totals = [call.count(each if each in known else known[0], over) for each in (row, other)]
    pairs = zip((row, other), totals, strict=True)
    counts = [_counts(call, each, column, total, exact=each in known) for each, total in pairs]
    p_values = [compare_proportions(a, totals[0], b, totals[1]).p for a in counts[0] for b in counts[1]]
    decimals = max(call.sheet().decimals(each, column) for each in (row, other))
    whole = len(known) == 2
    return {
        "value": shares[0] - shares[1],
        "unit": "prosentpoeng",
        "decimals": decimals,
        "p": max(p_values) if whole else None,
        "sentence": _("{column} gikk fra {before} prosent i {start} til {after} prosent i {end}, {moved}.").format(
            column=call.column(column).label, before=call.shown(other, column), start=other,
            after=call.shown(row, column), end=row, moved=_moved(shares[0] - shares[1], decimals),
        )
        + _said(p_values, whole, row if row not in known else other, totals[0], shares[0] == shares[1]),
        "formula": "; ".join(f"{_either(each)}/{total}" for each, total in zip(counts, totals, strict=True)),
        "method": PROPORTIONS_SOURCE,
        "assumptions": (_(_SAME), _(_ALL[1])),
        "details": {_("p-verdi") if whole else _("p-verdi med like mange saker"): _range(p_values)},
        "cells": call.cells(*((each, name) for each in (row, other) for name in (column, over))),
    }


def _counts(call: Call, row: str, column: str, total: int, *, exact: bool = True) -> list[int]:
    """Give every count that a printed percentage of a total can stand for.

    Raises `Untestable` where no whole count gives it; unless `exact`, the nearest count does.
    """
    if kind_of(call.column(column)) is not NumberKind.SHARE:
        raise Untestable(_("{column} er ingen prosent").format(column=call.column(column).label))
    printed = read_number(call.sheet().cell(row, column))
    share = Fraction(call.number(row, column))
    half = Fraction(1, 2 * 10 ** (printed.decimals if printed else 0))
    low, high = ((share - half) * total / 100, (share + half) * total / 100)
    found = list(range(max(0, math.ceil(low)), min(total, math.floor(high)) + 1))
    if total == 0 or (not found and exact):
        said = _("{share} prosent av {total} er ikke noe helt antall")
        raise Untestable(said.format(share=call.shown(row, column), total=total))
    return found or [round(share * total / 100)]


def _either(counts: list[int]) -> str:
    """Write the counts a percentage can stand for: `40`, `40 eller 41`, `40–44`."""
    least, most = format_number(counts[0]), format_number(counts[-1])
    if len(counts) == 2:
        return _("{one} eller {other}").format(one=least, other=most)
    return least if len(counts) == 1 else f"{least}–{most}"


def _moved(points: Decimal, decimals: int) -> str:
    if points == 0:
        return _("uendret")
    moved = _("opp {points} prosentpoeng") if points > 0 else _("ned {points} prosentpoeng")
    return moved.format(points=format_number(abs(points), decimals))


def _said(p_values: list[float], whole: bool, missing: str, total: int, alike: bool) -> str:
    """Say what can be said of chance, after a space; nothing of two figures that are alike."""
    differs = max(p_values) < _LEAST
    if whole and not alike:
        said = (
            _("Forskjellen er større enn tilfeldig variasjon vanligvis gir ({p}).") if differs
            else _("Forskjellen er ikke sikkert mer enn tilfeldig ({p}).")
        )  # fmt: skip
        return f" {said.format(p=_p_words(p_values))}"
    if alike:
        return ""
    said = (
        _("Antallet bak tallet for {year} er ikke oppgitt, og forskjellen er derfor ikke testet. Bygde begge på "
          "{total} saker, ville den vært større enn tilfeldig variasjon vanligvis gir ({p}).") if differs
        else _("Antallet bak tallet for {year} er ikke oppgitt, og forskjellen er derfor ikke testet. Bygde begge på "
               "{total} saker, ville den ikke sikkert vært mer enn tilfeldig ({p}).")
    )  # fmt: skip
    return f" {said.format(year=missing, total=total, p=_p_words(p_values))}"


def _p_words(p_values: list[float]) -> str:
    """Write the least and the greatest p-value as one: `p = 0,02–0,06`."""
    found = _range(p_values)
    return f"p {found}" if found.startswith("<") and "–" not in found else f"p = {found}"


def _range(p_values: list[float]) -> str:
    """Write the least and the greatest of some p-values, without the letter."""
    ends = (written_p(each, language())[2:].removeprefix("= ") for each in (min(p_values), max(p_values)))
    return "–".join(dict.fromkeys(ends))
