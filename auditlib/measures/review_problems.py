"""Checks of file reviews: that the columns exist, every value is declared, dates run forward, and strata add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from auditlib.criteria import CriterionVersion, Norm, Operator
from auditlib.dates import Day
from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.tables import Attribute, Review, Table

_SHARE = "a share above 0, below 1"


def review_problems(review: Review, table: Table, rows: int, drawn: Mapping[str, int]) -> Iterator[Problem]:
    """Check a review against its table, the number of its cases, and how many of them are in each stratum."""
    yield from _size_problems(review, rows)
    yield from _strata_problems(review, drawn)
    if not 0 < review.confidence < 1:
        at = review.field_at("confidence")
        yield problem("Y109", at, value=review.confidence, expected=_SHARE, example="confidence: 0.95")
    known = [each.name for each in table.columns]
    named = [(review.key, review.field_at("key"))]
    named += [(review.strata.column, review.strata.field_at("column"))] if review.strata else []
    for attribute in review.attributes:
        columns = (("column", attribute.column), ("from", attribute.start), ("to", attribute.end))
        named += [(name, attribute.field_at(field)) for field, name in columns if name is not None]
    for name, at in named:
        if name not in known:
            yield problem("T507", at, table=review.table, what="column", name=name, hint=hint_for(name, known))


def _size_problems(review: Review, rows: int) -> Iterator[Problem]:
    """Check the population's size against the cases that were read."""
    size, at = review.population.size, review.population.field_at("size")
    if size == "unknown":
        return
    if review.population.known is None:
        yield problem("Y109", at, value=size, expected="a whole number or `unknown`", example="size: 412")
    elif review.population.known < rows or (review.drawn.method == "all" and review.population.known != rows):
        yield problem("T515", at, n=rows, size=size)


def in_strata(review: Review, table: Table) -> Counter[str]:
    """Count the cases of a table in each stratum; none where they were not drawn by a column that is there."""
    column = review.strata.column if review.strata else ""
    return Counter(row[column] for row in table.rows if column in row)


def _strata_problems(review: Review, drawn: Mapping[str, int]) -> Iterator[Problem]:
    """Check that strata are given where cases were drawn by them, hold every case, and add up to the population."""
    at, strata = review.field_at("strata"), review.strata
    if (review.drawn.method == "stratified") != (strata is not None):
        reason = "the cases were drawn by stratum, and no strata are given"
        hint = "add strata: {column: …, sizes: {…: 120, …: 292}}"
        if strata is not None:
            reason, hint = "strata are given, and the cases were not drawn by them", "method: stratified, or no strata"
        yield problem("T518", at if strata else review.drawn.at, reason=reason, hint=hint)
    if strata is None or not drawn:
        return
    for name in drawn.keys() - strata.sizes.keys():
        reason, hint = f"`{name}` is in the table and has no size", hint_for(name, strata.sizes)
        yield problem("T518", strata.field_at("sizes"), reason=reason, hint=hint)
    for name, size in strata.sizes.items():
        read = drawn.get(name, 0)
        if not 1 <= read <= size:
            reason = f"{read} cases are reviewed of the {size} in `{name}`"
            hint = "one case or more, and not more than there are"
            yield problem("T518", strata.field_at("sizes"), reason=reason, hint=hint)
    total = sum(strata.sizes.values())
    if review.population.known not in (None, total):
        reason = f"the strata add up to {total}, the population is {review.population.size}"
        yield problem("T518", strata.field_at("sizes"), reason=reason, hint="check the sizes")


def attribute_problems(
    review: Review, attribute: Attribute, table: Table, version: CriterionVersion | None
) -> Iterator[Problem]:
    """Check what an attribute asks of each case, against its columns and the criterion's norm."""
    known = {each.name for each in table.columns}
    if {attribute.column, attribute.start, attribute.end} - {None} - known:
        return
    misfit = _misfit(review, attribute, table, version.norm if version else None)
    if misfit:
        reason, hint = misfit
        yield problem("T516", attribute.at, id=f"{review.id}.{attribute.id}", reason=reason, hint=hint)
    if attribute.tolerable is not None and not 0 < attribute.tolerable < 1:
        at = attribute.field_at("tolerable")
        yield problem("Y109", at, value=attribute.tolerable, expected=_SHARE, example="tolerable: 0.05")
    yield from _twofold_values(attribute)
    if misfit:
        return
    yield from _date_problems(attribute, table) if attribute.dated else _value_problems(attribute, table)
    yield from _unit_problems(attribute, table, version.norm if version else None)


def _misfit(review: Review, attribute: Attribute, table: Table, norm: Norm | None) -> tuple[str, str] | None:
    """Give why cases cannot be held against an attribute as it is written, with what to do; None where they can."""
    if attribute.dated:
        return _dates_misfit(review, attribute, table, norm)
    column = table.column(attribute.column or "")
    if column is None:
        return "it names no column", "give column, or from and to for two dates"
    if attribute.open:
        return "`open` is for dates", "give from and to, or take it away"
    if attribute.answered and not (attribute.meets and attribute.deviates):
        return "meets and deviates go together", "name the values of both, or of neither for a column of numbers"
    if attribute.answered:
        return None
    if not column.numeric:
        return f"no value of `{column.name}` is said to keep the requirement", "add meets and deviates"
    if norm is None or norm.operator not in (Operator.AT_MOST, Operator.AT_LEAST):
        example = "norm: {operator: at_most, value: 84, unit: dager}"
        return "the criterion has no limit to hold a number against", example
    return None


def _dates_misfit(review: Review, attribute: Attribute, table: Table, norm: Norm | None) -> tuple[str, str] | None:
    """Give why two dates cannot be held against the criterion."""
    if attribute.start is None or attribute.end is None:
        return "a deadline runs from one date to another", "give both from and to"
    if attribute.column or attribute.answered:
        return "it has both answers and dates", "give from and to, or column with meets and deviates"
    for name in (attribute.start, attribute.end):
        column = table.column(name)
        if column is None or column.type != "date":
            return f"the column `{name}` is not of type date", "type: date in datapackage.yaml"
    if norm is None or norm.operator is not Operator.WITHIN:
        example = "norm: {operator: within, value: 3, unit: weeks, counting: {start: next_day, end: stays}}"
        return "the criterion has no deadline in force", example
    if attribute.open and not (review.read_on or table.resource.retrieved):
        return "it is not known when the open cases were read", "read_on: 2024-01-15 on the review"
    return None


def _twofold_values(attribute: Attribute) -> Iterator[Problem]:
    """A value may stand in one of the lists only."""
    lists = {name: getattr(attribute, name) for name in ("meets", "deviates", "not_applicable", "open")}
    for first, second in combinations(lists, 2):
        for value in sorted(set(lists[first]) & set(lists[second])):
            yield problem("T514", attribute.field_at(second), value=value, first=first, second=second)


def _value_problems(attribute: Attribute, table: Table) -> Iterator[Problem]:
    """Check that every answer is one that the attribute declares."""
    if not attribute.answered:
        return
    allowed = (*attribute.meets, *attribute.deviates, *attribute.not_applicable)
    column = attribute.column or ""
    for line, row in zip(table.lines, table.rows, strict=True):
        if row[column] not in allowed and not table.is_missing(row[column]):
            position = list(row).index(column) + 1
            at = Location(table.file, line, position, f"row {line}, column {column}")
            yield problem("T510", at, value=row[column], allowed_values=", ".join(allowed))


def _date_problems(attribute: Attribute, table: Table) -> Iterator[Problem]:
    """Check that no case ends before it starts."""
    start, end = attribute.start or "", attribute.end or ""
    for line, row in zip(table.lines, table.rows, strict=True):
        if table.is_missing(row[start]) or table.is_missing(row[end]):
            continue
        if Day.read(row[end]).certainly_before(Day.read(row[start])):
            at = Location(table.file, line, list(row).index(end) + 1, f"row {line}, column {end}")
            yield problem("T517", at, start=row[start], end=row[end])


def _unit_problems(attribute: Attribute, table: Table, norm: Norm | None) -> Iterator[Problem]:
    """Check that the numbers of cases are in the norm's unit."""
    column = table.column(attribute.column or "")
    if attribute.dated or attribute.answered or column is None or norm is None:
        return
    if column.unit != norm.unit:
        at, hint = attribute.field_at("column"), "hold numbers against a limit in the same unit"
        yield problem("T519", at, found=column.unit or "no unit", unit=norm.unit, hint=hint)
