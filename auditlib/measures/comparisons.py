"""Tests that hold one row's counts against another's: shares, rates, growth, and one row against many.

The sentence, the formula, the source and what is assumed are the statistical result's own.
"""

from __future__ import annotations

import math
from decimal import Decimal

from auditlib.language import _, language, later
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.designs import break_words, group_of, refuse, refuse_stock
from auditlib.measures.phrases import cited, exactly, figure, lowered
from auditlib.numbers import format_number
from auditlib.stats import (
    Explanation,
    Funnel,
    Group,
    compare_changes,
    compare_proportions,
    compare_rates,
    funnel_proportions,
    funnel_rates,
)
from auditlib.stats.explain import Explained
from auditlib.stats.families import written_p
from auditlib.stats.proportions import Estimate

_MOST_EXPOSURE = 10**12  # above it, rates are lost in rounding
_NO_EVENTS = later("det er ingen hendelser i noen av radene")
_TOO_HIGH = later("den eksakte testen rekker ikke så høye tall som {figure}")
_PLACES = {
    "below": later("{row} har {value}, grenser {lower}–{upper}: under grensene."),
    "inside": later("{row} har {value}, grenser {lower}–{upper}: innenfor grensene."),
    "above": later("{row} har {value}, grenser {lower}–{upper}: over grensene."),
}


def proportions(call: Call) -> Parts:
    """Hold the share of cases with a trait in one row against that in another."""
    row, other, column, total = call["row"], call["other"], call["column"], call["of_column"]
    totals = call.count(row, total), call.count(other, total)
    groups = tuple(_of_total(call, each, column, total) for each in (row, other))
    refuse(call, groups, shares=True)
    counts = _counts(groups)
    found = compare_proportions(counts[0], totals[0], counts[1], totals[1], names=(row, other))
    return {
        **explained(found, lead=call.column(column).label),
        **estimated(found.difference, 100),
        "unit": "prosentpoeng",
        "decimals": 1,
        "p": found.p,
        "details": compared_p(found.p, found.mid_p),
        "cells": call.cells(*((each, name) for each in (row, other) for name in (column, total))),
    }


def rates(call: Call) -> Parts:
    """Hold events over what they are counted over in one row against the same in another."""
    row, other, column, over = call["row"], call["other"], call["column"], call["of_column"]
    refuse_stock(call, column)
    groups = tuple(group_of(call, each, column) for each in (row, other))
    refuse(call, groups, shares=False)
    exposures = [_exposure(call, each, over) for each in (row, other)]
    counts = _counts(groups)
    if not any(counts):
        raise Untestable(_(_NO_EVENTS))
    unit = call.column(over).unit or call.column(over).label
    found = compare_rates(counts[0], exposures[0], counts[1], exposures[1], names=(row, other), unit=unit)
    return {
        **explained(found, lead=""),
        **estimated(found.rate_ratio),
        "unit": "",
        "decimals": 2,
        "p": found.p,
        "details": compared_p(found.p, found.mid_p),
        "cells": call.cells(*((each, name) for each in (row, other) for name in (column, over))),
    }


def changes(call: Call) -> Parts:
    """Hold the growth of one count against that of another, less the rows in `less` where they are given."""
    row, other, start, end = call["row"], call["other"], call["from"], call["to"]
    refuse_stock(call, start)
    refuse_stock(call, end)
    first, second = (_separate(call, column) for column in (start, end))
    refuse(call, first, shares=False)
    refuse(call, second, shares=False)
    (b1, b2), (a1, a2) = _counts(first), _counts(second)
    if min(b1, b2, a1, a2) <= 0:
        raise Untestable(_("vekst i antall kan bare sammenlignes mellom hele tall over 0"))
    found = compare_changes(b1, a1, b2, a2, names=(first[0].name, first[1].name))
    labels = call.column(start).label, call.column(end).label
    parts = explained(found, lead=_("Fra {start} til {end}").format(start=labels[0], end=labels[1]))
    return {
        **parts,
        **estimated(found.growth_ratio),
        "sentence": f"{parts['sentence']}{break_words(call, (row, other), start, end)}",
        "unit": "",
        "decimals": 2,
        "p": found.p,
        "details": compared_p(found.p, found.mid_p),
        "cells": call.cells(*((each, column) for each in (row, other, *call.names("less")) for column in (start, end))),
    }


def _separate(call: Call, column: str) -> tuple[Group, Group]:
    """Give the two groups in a column, the second without the rows that are to be taken out of it."""
    first, second, less = group_of(call, call["row"], column), group_of(call, call["other"], column), call.names("less")
    if not less or second.count is None:
        return first, second
    left = second.count - sum(call.count(each, column) for each in less)
    if left < 0:
        said = _("{row} er mindre enn radene som skal trekkes fra ({column})")
        raise Untestable(said.format(row=second.name, column=call.column(column).label))
    names = _("{most} og {last}").format(most=", ".join(less[:-1]), last=less[-1]) if len(less) > 1 else less[0]
    name = _("{row} uten {rows}").format(row=second.name, rows=names)
    return first, Group(name, count=left, parts=second.parts - set(less))


def funnel(call: Call) -> Parts:
    """Hold one row's share or rate against that of all rows together, with limits for its size."""
    row, column, over = call["row"], call["column"], call["of_column"]
    names = [each for each in call.sheet().names() if each not in call.names("leave_out")]
    missing = [each for each in names if None in (call.sheet().number(each, column), call.sheet().number(each, over))]
    used = [each for each in names if each not in missing]
    if row not in used or len(used) < 3:
        refused = _("traktgrenser trenger tre rader eller flere med tall, og {row} må være en av dem")
        raise Untestable(refused.format(row=row))
    if call["kind"] == "rate":
        refuse_stock(call, column)
    shares = call["kind"] == "share"
    groups = [_of_total(call, each, column, over) if shares else group_of(call, each, column) for each in used]
    refuse(call, groups, shares=shares)
    found = _placed(call, used)
    own = next(each for each in found.units if each.name == row)
    scale, unit, decimals = _scale_of(call, found)
    said = [format_number(exactly(each * scale), decimals) for each in (own.value, own.lower, own.upper)]
    where = _(_PLACES[own.place]).format(row=row, value=figure(said[0], unit), lower=said[1], upper=said[2])
    left_out = f" {_('Uten tall og ikke med: {rows}.').format(rows=', '.join(missing))}" if missing else ""
    parts = explained(found, lead="")
    return {
        **parts,
        "sentence": f"{where} {parts['sentence']}{left_out}",
        "value": exactly(own.value * scale),
        "unit": unit,
        "decimals": decimals,
        "details": {_("grenser"): f"{said[1]}–{said[2]}", "z": format_number(exactly(own.z), 2)},
        "cells": call.cells(*((each, name) for each in used for name in (column, over))),
    }


def _placed(call: Call, rows: list[str]) -> Funnel:
    """Place the rows within their limits."""
    column, over = call["column"], call["of_column"]
    counts = {each: call.count(each, column) for each in rows}
    if call["kind"] == "share":
        totals = {each: call.count(each, over) for each in rows}
        if not 0 < sum(counts.values()) < sum(totals.values()):
            raise Untestable(_("alle eller ingen av sakene har kjennetegnet, og da er det ikke noe å skille radene på"))
        return funnel_proportions({each: (counts[each], totals[each]) for each in rows})
    if not any(counts.values()):
        raise Untestable(_(_NO_EVENTS))
    return funnel_rates({each: (counts[each], _exposure(call, each, over)) for each in rows})


def _scale_of(call: Call, found: Funnel) -> tuple[float, str, int]:
    """Give what values are multiplied by, their unit and their decimals."""
    if found.kind == "binomial":
        return 100, "prosent", 1
    column, over = call.column(call["column"]), call.column(call["of_column"])
    digits = max(0, 2 - math.floor(math.log10(found.target)))
    unit = _("{what} per {over}").format(what=column.unit or column.label, over=over.unit or over.label)
    return 1, unit, min(digits, 9)


def explained(found: Explained, *, lead: str) -> Parts:
    """Give what a statistical result says of itself; `lead` stands before its sentence."""
    said: Explanation = found.explain(language())
    return {
        "sentence": f"{lead}: {lowered(said.sentence)}" if lead else said.sentence,
        "formula": said.formula,
        "method": cited(said.source),
        "assumptions": said.assumptions,
        "result": found,
    }


def estimated(estimate: Estimate, scale: int = 1) -> Parts:
    """Give an estimate with its interval as far as they are finite; the sentence says it where they are not."""
    finite = all(map(math.isfinite, (estimate.lower, estimate.upper)))
    value = estimate.value
    return {
        "value": None if value is None or math.isinf(value) else exactly(value) * scale,
        "interval": (exactly(estimate.lower) * scale, exactly(estimate.upper) * scale) if finite else None,
        "confidence": Decimal("0.95"),
    }


def _counts(groups: tuple[Group, ...]) -> tuple[int, ...]:
    """Give the groups' counts, which they have where the design was not refused."""
    return tuple(each.count or 0 for each in groups)


def _exposure(call: Call, row: str, over: str) -> float:
    """Read what events are counted over, which must be above 0."""
    exposure = call.base(row, over, _("en rate over"))
    if exposure > _MOST_EXPOSURE:
        raise Untestable(_(_TOO_HIGH).format(figure=call.shown(row, over)))
    return float(exposure)


def _of_total(call: Call, row: str, column: str, over: str) -> Group:
    """Give a row with its total; raise `Untestable` for a count that is no part of it."""
    total = call.count(row, over)
    group = group_of(call, row, column, total)
    if total == 0 or (group.count or 0) > total:
        said = _("{row}: {part} kan ikke være en del av {whole}")
        raise Untestable(said.format(row=row, part=call.shown(row, column), whole=call.shown(row, over)))
    return group


def compared_p(p: float, mid_p: float) -> dict[str, str]:
    """Give both p-values as they are printed, without the letter."""
    plain, mid = (written_p(each, language())[2:].removeprefix("= ") for each in (p, mid_p))
    return {_("p-verdi"): plain, _("mid-p"): mid}
