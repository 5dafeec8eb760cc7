"""Tests that count cases by what a column says of each: by group, and those with some values as a share.

They read small tables and files of records alike.
"""

from __future__ import annotations

from decimal import Decimal

from auditlib.language import _, ngettext
from auditlib.measures.call import Call, Parts, Untestable
from auditlib.measures.of_records import groups_of
from auditlib.numbers import format_number, format_percent
from auditlib.stats import StatsError

_NAMED = 12  # groups in the sentence; a reader of more needs a table
_LISTED = 400  # groups in the register, which holds every municipality of a country


def cases_by(call: Call) -> Parts:
    """Count the cases by group, the largest first, with each group's share of those that have a value."""
    given, missing = _groups(call)
    if 0 < missing < call.sheet().least:
        return _withheld(call)
    given = _large_enough(given, call.sheet().least)
    n = sum(given.values())
    counts = {name: _counted(count, n) for name, count in given.items()}
    said = [f"{name} {count}" for name, count in list(counts.items())[:_NAMED]]
    if len(counts) > _NAMED:
        rest = len(counts) - _NAMED
        said.append(ngettext("{count} gruppe til", "{count} grupper til", rest).format(count=format_number(rest)))
    sentence = _("{n} saker etter {column}: {groups}.").format(
        n=format_number(n), column=call.column(call["column"]).label, groups="; ".join(said)
    )
    return {
        "n": n,
        "unit": "saker",
        "sentence": sentence + _without_value(missing),
        "formula": " + ".join(map(format_number, given.values())) if 1 < len(given) <= _NAMED else "",
        "details": {
            **dict(list(counts.items())[:_LISTED]),
            **({_("uten verdi"): format_number(missing)} if missing else {}),
        },
    }


def share_of_cases(call: Call) -> Parts:
    """Give the cases that have one of some values as a share of those that have any, in percent."""
    given, missing = _groups(call)
    names, n = call.names("values"), sum(given.values())
    count = sum(given.get(each, 0) for each in names)
    if any(0 < each < call.sheet().least for each in (count, n - count, missing)):
        return _withheld(call)
    share = Decimal(count) / n * 100
    sentence = _("I {count} av {n} saker er {column} {values} ({share}).").format(
        count=format_number(count), n=format_number(n), column=call.column(call["column"]).label,
        values=_(" eller ").join(names), share=format_percent(share, 1),
    )  # fmt: skip
    return {
        "value": share,
        "unit": "prosent",
        "decimals": 1,
        "count": count,
        "n": n,
        "sentence": sentence + _without_value(missing),
        "formula": f"{format_number(count)} / {format_number(n)}",
        "details": {_("uten verdi"): format_number(missing)} if missing else {},
    }


def _groups(call: Call) -> tuple[dict[str, int], int]:
    """Give how many cases have each value of the column, the most frequent first, and how many have none."""
    table, column = call.sheet(), call["column"]
    try:
        found = groups_of(table, call.root, (column,))
    except StatsError:
        label = call.column(column).label
        raise Untestable(_("{column} har for mange verdier til å være grupper").format(column=label)) from None
    absent = {name for (name,) in found if not name or table.is_missing(name)}
    given = {name: count for (name,), count in found.items() if name not in absent}
    if not given:
        raise Untestable(_("ingen av sakene har en verdi i {column}").format(column=call.column(column).label))
    ordered = sorted(given, key=lambda name: (-given[name], name))
    return {name: given[name] for name in ordered}, sum(found[name,] for name in absent)


def _withheld(call: Call) -> Parts:
    said = _("Tallene vises ikke, fordi noen av dem gjelder færre enn {least} saker.")
    return {"sentence": said.format(least=call.sheet().least)}


def _large_enough(given: dict[str, int], least: int) -> dict[str, int]:
    """Put groups of too few people together, with the next smallest until they are enough and not one alone.

    What a total less the rest would tell of a small group, it then tells of several.
    """
    names = list(given)
    small = [name for name in names if given[name] < least]
    hidden = sum(given[name] for name in small)
    while small and (hidden < least or len(small) == 1) and len(small) < len(names):
        name = names[-len(small) - 1]
        small.append(name)
        hidden += given[name]
    kept = {name: count for name, count in given.items() if name not in small}
    if small:
        kept[_("andre")] = kept.get(_("andre"), 0) + hidden
    return kept


def _counted(count: int, n: int) -> str:
    return f"{format_number(count)} ({format_percent(Decimal(count) / n * 100, 1)})"


def _without_value(missing: int) -> str:
    if not missing:
        return ""
    said = ngettext("{count} sak er uten verdi.", "{count} saker er uten verdi.", missing)
    return " " + said.format(count=format_number(missing))
