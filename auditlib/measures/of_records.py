"""The cases of a file review, wherever they are: read from a small table, or counted in a file of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from auditlib.criteria import Norm, Operator
from auditlib.measures.cases import Cases, Counted, State, by_answer, counted
from auditlib.measures.deadlines import last_day
from auditlib.measures.review_problems import in_strata
from auditlib.problems import Location, Problem, problem
from auditlib.tables import Attribute, Review, Table
from auditlib.workspace import Inputs

_SHOWN = 5  # of values that are not listed; more is a wrong column


def record_problems(inputs: Inputs) -> Iterator[Problem]:
    """Report what is wrong with the files of records."""
    for table in inputs.tables.values():
        if table.resource.of_records:
            from auditlib.records.examined import examine

            yield from examine(table, inputs.root).problems


def is_sound(table: Table, root: Path) -> bool:
    """Say whether the cases of a table can be counted; a small table is checked as it is read."""
    if not table.resource.of_records:
        return True
    from auditlib.records.examined import examine

    return not examine(table, root).problems


def cases_of(review: Review, table: Table, root: Path) -> tuple[int, Mapping[str, int]]:
    """Give how many cases a review has, and how many of them are in each stratum."""
    if not table.resource.of_records:
        return len(table.rows), in_strata(review, table)
    from auditlib.records.examined import examine

    column = review.strata.column if review.strata else ""
    drawn = groups_of(table, root, (column,)) if table.column(column) else {}
    return examine(table, root).rows, {name: count for (name,), count in drawn.items()}


def groups_of(table: Table, root: Path, columns: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """Count the cases with each set of values in some columns, in the order of the values.

    Raises StatsError for columns of records with too many sets of values to be groups.
    """
    if not table.resource.of_records:
        found: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            key = tuple(row[name] for name in columns)
            found[key] = found.get(key, 0) + 1
        return dict(sorted(found.items()))
    from auditlib.records.counted import count_groups

    return count_groups(table, root, columns)


def count_cases(
    review: Review, attribute: Attribute, table: Table, norm: Norm | None, root: Path
) -> tuple[Counted, list[Problem]]:
    """Hold the cases against what the attribute asks; give how they turned out, and what is wrong with them."""
    if not table.resource.of_records:
        return counted(review, attribute, table, norm), []
    if attribute.answered:
        return _answered(review, attribute, table, root)
    assert norm is not None  # the checks refuse numbers and dates without a norm for them
    return _held(review, attribute, table, norm, root)


def _answered(review: Review, attribute: Attribute, table: Table, root: Path) -> tuple[Counted, list[Problem]]:
    """Count records by their answers, which must all be listed."""
    column = attribute.column or ""
    keys = (column, review.strata.column) if review.strata else (column,)
    found, other = dict[str, dict[State, int]](), dict[str, int]()
    for (answer, *part), count in groups_of(table, root, keys).items():
        state = by_answer(attribute, answer)
        if state is State.MISSING and answer and not table.is_missing(answer):
            other[answer] = other.get(answer, 0) + count
        states = found.setdefault("".join(part), dict.fromkeys(State, 0))
        states[state] += count
    counts = {part: tuple(states.values()) for part, states in found.items()}
    return _counted(review, counts), list(_unlisted(attribute, table, other))


def _unlisted(attribute: Attribute, table: Table, other: Mapping[str, int]) -> Iterator[Problem]:
    """Report values that the attribute does not list, the most frequent first."""
    if not other:
        return
    allowed = (*attribute.meets, *attribute.deviates, *attribute.not_applicable)
    named = sorted(other, key=lambda each: (-other[each], each))
    values = ", ".join(f"`{each}`" for each in named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
    at = Location(table.file, 1, 0, f"column {attribute.column}")
    yield problem(
        "T535", at, count=sum(other.values()), name=attribute.column, values=values, allowed_values=", ".join(allowed)
    )


def _held(
    review: Review, attribute: Attribute, table: Table, norm: Norm, root: Path
) -> tuple[Counted, list[Problem]]:
    """Count records by a limit or by two dates, in the file itself."""
    from auditlib.records.counted import count_by_dates, count_by_limit

    part = review.strata.column if review.strata else ""
    if attribute.dated:

        def due(start: date) -> date:
            return last_day(start, norm)

        found = count_by_dates(table, root, attribute, due, review.read_on or table.resource.retrieved, part)
    else:
        limit, at_most = Decimal(str(norm.value)), norm.operator is Operator.AT_MOST
        found = count_by_limit(table, root, attribute, limit, at_most=at_most, part=part)
    backwards = sum(each[-1] for each in found.values())
    wrong = []
    if backwards:
        at = Location(table.file, 1, 0, f"column {attribute.end}")
        wrong = [problem("T536", at, count=backwards, name=attribute.end, start=attribute.start)]
    return _counted(review, {name: each[:-1] for name, each in found.items()}), wrong


def _counted(review: Review, counts: Mapping[str, tuple[int, ...]]) -> Counted:
    """Add up the strata, each a count for every state in its order."""
    whole = Cases(*(sum(each) for each in zip(*counts.values(), strict=True)))
    none = (0,) * len(State)
    sizes = review.strata.sizes if review.strata else {}
    return Counted(whole, {name: Cases(*counts.get(name, none)) for name in sizes})
