"""Whether two rows can be held against each other in a test, from what the table says of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditlib.language import _, language
from auditlib.measures.call import Call, Untestable, kind_of
from auditlib.stats import Group, check_design
from auditlib.tables import Break, NumberKind


def refuse(call: Call, groups: Iterable[Group], *, shares: bool) -> None:
    """Raise `Untestable` with every reason where the design does not allow a test."""
    known = tuple(groups)
    names = tuple(group.name for group in known)
    shared = shared_cases(call, names)
    if shared:
        raise Untestable(shared, _("Forskjellen er ikke testet: {reason}.").format(reason=shared))
    design = check_design(known, shares=shares)
    if not design.allowed:
        raise Untestable(design.reasons(language()), design.explain(language()).sentence)


def refuse_stock(call: Call, column: str) -> None:
    """Raise `Untestable` for numbers counted at one point of time: they are not events of a period."""
    if call.column(column).holds is NumberKind.STOCK:
        said = _(
            "{column} er en opptelling på ett tidspunkt og ikke hendelser i en periode; "
            "de samme sakene kan være talt flere ganger"
        )
        raise Untestable(said.format(column=call.column(column).label))


def refusal_words(call: Call, row: str, other: str, column: str) -> str:
    """Say why the distance between two cells was not tested, as a sentence after a space.

    Says nothing where the column does not say what kind of number it holds.
    """
    kind = kind_of(call.column(column))
    if kind is None or row == other:
        return ""
    try:
        refuse(call, (group_of(call, each, column) for each in (row, other)), shares=True)
    except Untestable as refused:
        return f" {refused.sentence}" if refused.sentence else ""
    return ""


def group_of(call: Call, row: str, column: str, total: int | None = None) -> Group:
    """Give what is known of a row: its count and total, or the lone figure."""
    parts = frozenset(part for each in call.sheet().resource.overlaps if each.whole == row for part in each.rows)
    kind, number = kind_of(call.column(column)), float(call.number(row, column))
    if kind in (NumberKind.COUNT, NumberKind.STOCK):
        return Group(row, count=call.count(row, column), total=total, parts=parts)
    if kind is NumberKind.SHARE:
        return Group(row, percentage=number, parts=parts)
    return Group(row, amount=number, parts=parts)


def shared_cases(call: Call, names: tuple[str, ...]) -> str:
    """Say that two of some rows have cases in common, neither holding the other; nothing where no two have."""
    for overlap in call.sheet().resource.overlaps:
        within = [name for name in names if name in overlap.rows]
        if overlap.whole is None and len(within) > 1:
            said = _("{first} og {second} har saker felles ({why})")
            return said.format(first=within[0], second=within[1], why=overlap.text.rstrip("."))
    return ""


def break_words(call: Call, rows: Iterable[str], start: str, end: str) -> str:
    """Say that the counting changed between two columns, as a sentence after a space."""
    said = (each.text.rstrip(".") for each in breaks(call, rows, start, end))
    sentence = _("Tallene er ikke talt på samme måte hele tiden: {why}.")
    return "".join(f" {sentence.format(why=text)}" for text in said)


def breaks(call: Call, rows: Iterable[str], start: str, end: str) -> Iterator[Break]:
    """Give the declared breaks of some rows after one column, up to and with another."""
    wanted = set(rows)
    names = [each.name for each in call.sheet().columns]
    first, last = sorted((names.index(start), names.index(end)))
    for each in call.sheet().resource.breaks:
        if (not each.rows or wanted & set(each.rows)) and first < names.index(each.column) <= last:
            yield each
