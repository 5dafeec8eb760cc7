"""Tests of one year against another in the same table: two years of a row, and every step of every row together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditlib.language import _, language, later
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.comparisons import compared_p, estimated, explained
from auditlib.measures.designs import breaks, refuse_stock
from auditlib.measures.phrases import lowered
from auditlib.measures.series import years
from auditlib.stats import ProportionComparison, RateComparison, adjust_family, compare_proportions, compare_rates
from auditlib.stats.families import verdict_words, written_p

_ONE_YEAR = later("år")


def compare_years(call: Call) -> Parts:
    """Hold a row's count in one year against that in another, or its rate or share of another row in each.

    Without `of_row` each year is one unit of time; with it, `kind` says whether the count is part of that row.
    """
    row, before, after, over = call["row"], call["from"], call["to"], call.get("of_row", "")
    refuse_break(call, tuple(filter(None, (row, over))), before, after)
    counts = call.count(row, after), call.count(row, before)
    places = [(name, year) for name in filter(None, (row, over)) for year in (after, before)]
    names = call.column(after).label, call.column(before).label
    share = call.get("kind", "rate") == "share"
    found = _shares(call, counts, names) if share else _rates(call, counts, names)
    estimate = found.difference if isinstance(found, ProportionComparison) else found.rate_ratio
    return {
        **explained(found, lead=row),
        **({} if over else {"sentence": _counted(call, found)}),
        **estimated(estimate, 100 if share else 1),
        "unit": "prosentpoeng" if share else "",
        "decimals": 1 if share else 2,
        "p": found.p,
        "details": compared_p(found.p, found.mid_p),
        "cells": call.cells(*places),
    }


def _counted(call: Call, found: ProportionComparison | RateComparison) -> str:
    """Say two years' counts with their ratio; each year is one year long, and need not be named as exposure."""
    row, before, after, said = call["row"], call["from"], call["to"], found.explain(language())
    labels = [call.column(each).label for each in (before, after)]
    return _("{row}: {first} i {start} og {second} i {end}. Forholdet er {ratio} ({interval}; {p}): {verdict}.").format(
        row=row, first=call.shown(row, before), start=labels[0], second=call.shown(row, after), end=labels[1],
        ratio=said.figure, interval=said.interval, p=written_p(found.p, language()),
        verdict=verdict_words(found.verdict, language()),
    )  # fmt: skip


def _shares(call: Call, counts: tuple[int, int], names: tuple[str, str]) -> ProportionComparison:
    """Compare two years' shares of another row."""
    if "of_row" not in call.indicator.parameters:
        raise Untestable(_("en andel trenger raden den er en del av (of_row)"))
    totals = [call.count(call["of_row"], call[each]) for each in ("to", "from")]
    for count, total in zip(counts, totals, strict=True):
        if total == 0 or count > total:
            raise Untestable(_("{count} kan ikke være en del av {total}").format(count=count, total=total))
    return compare_proportions(counts[0], totals[0], counts[1], totals[1], names=names)


def _rates(call: Call, counts: tuple[int, int], names: tuple[str, str]) -> RateComparison:
    """Compare two years' events, each over a year or over what the other row counts."""
    for each in ("to", "from"):
        refuse_stock(call, call[each])
    if not any(counts):
        raise Untestable(_("det er ingen hendelser i noen av årene"))
    if "of_row" not in call.indicator.parameters:
        return compare_rates(counts[0], 1, counts[1], 1, names=names, unit=_(_ONE_YEAR))
    over = [float(call.base(call["of_row"], call[each], "en rate over")) for each in ("to", "from")]
    return compare_rates(counts[0], over[0], counts[1], over[1], names=names, unit=lowered(call["of_row"]))


def year_changes(call: Call) -> Parts:
    """Hold every row's count in each year against the year before, as one family of tests.

    A step that cannot be tested, because a figure is missing, nothing happened or the counting changed, counts in the
    family as one that found nothing.
    """
    columns, left_out = years(call), call.names("leave_out")
    if len(columns) < 2:
        raise Untestable(_("år kan bare holdes mot hverandre når tabellen har to eller flere"))
    for column in columns:
        refuse_stock(call, column)
    rows = [each for each in call.sheet().names() if each not in left_out]
    p_values = {f"{row} {a}–{b}": _step(call, row, a, b) for row in rows for a, b in pairwise(columns)}
    if not p_values:
        raise Untestable(_("det er ingen rader igjen å teste"))
    found = adjust_family(call.indicator.title, list(p_values), p_values, call["method"])  # type: ignore[arg-type]
    return {
        **explained(found, lead=""),
        "value": Decimal(sum(each.stands for each in found.tests)),
        "details": dict(_outermost(p_values)),
        "cells": call.cells(*((row, column) for row in rows for column in columns)),
    }


def _step(call: Call, row: str, before: str, after: str) -> float | None:
    """Give the p-value of one step; None where it cannot be tested."""
    try:
        refuse_break(call, (row,), before, after)
        counts = call.count(row, after), call.count(row, before)
    except Untestable:
        return None
    return compare_rates(counts[0], 1, counts[1], 1, unit=_(_ONE_YEAR)).p if any(counts) else None


def _outermost(p_values: dict[str, float | None]) -> Iterator[tuple[str, str]]:
    """Name the step that chance explains least, with its p-value as it was before the adjustment."""
    known = {name: p for name, p in p_values.items() if p is not None}
    if known:
        name = min(known, key=lambda each: known[each])
        yield _("minste p-verdi før justering"), f"{written_p(known[name], language())} ({name})"


def refuse_break(call: Call, rows: tuple[str, ...], before: str, after: str) -> None:
    """Raise `Untestable` where the counting changed between two columns: the difference would measure that too."""
    broken = list(breaks(call, rows, before, after))
    if broken:
        where = "; ".join(f"{each.column}: {each.text.rstrip('.')}" for each in broken)
        said = _("serien har et brudd ({where}), og en forskjell over bruddet måler også det")
        raise Untestable(said.format(where=where))
