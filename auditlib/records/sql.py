"""A plan as SQL for DuckDB: names quoted, every value bound, and each column read in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auditlib.records.plan import Column, Plan, Span, Test

# what a text must look like to be read as a number or a date, and the type it is then read as
NUMBER, DAY = "-?[0-9]+([.][0-9]+)?", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_COMPARISONS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "IN", "not in": "NOT IN"}

Bind = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Query:
    """A statement and the values of its parameters."""

    text: str
    values: tuple[Any, ...]


class Values:
    """Collects the values of a statement; gives the mark that stands for each."""

    def __init__(self, given: tuple[Any, ...]) -> None:
        self.given = list(given)

    def bind(self, value: Any) -> str:
        """Take a value into the statement, and give the mark that stands for it."""
        self.given.append(value)
        return f"${len(self.given)}"


def quoted(name: str) -> str:
    """Write a name so that it can only be a name."""
    return '"' + name.replace('"', '""') + '"'


def figures(plan: Plan, source: Query, most: int, *, finite: bool = False) -> Query:
    """Write the statement that gives the keys, records, n, count and statistic of each group, `most` + 1 at most.

    `source` is a table function with its values. Columns are read inside, so that the conditions and the aggregates
    speak of them by place. `finite` says that a number to be averaged has no NaN and no infinity in it, which need not
    be looked for then: it is if the mean is.
    """
    values = Values(source.values)
    names = _names(plan)
    read = {each: _reading(each, plan, values.bind) for each in plan.columns}
    if finite and plan.number is not None:
        read[plan.number] = f"CAST({quoted(plan.number.name)} AS DOUBLE)"
    inside = ", ".join(f"{text} AS {names[each]}" for each, text in read.items()) or "1 AS one"
    groups = [f"year({names[each.column]})" if each.year else names[each.column] for each in plan.groups]
    keys = "".join(f"{each} AS g{place}, " for place, each in enumerate(groups))
    where = " AND ".join(_test(each, names, values.bind) for each in plan.where)
    text = f"SELECT {keys}count(*), {_measured(plan, names, values.bind)} FROM (SELECT {inside} FROM {source.text})"
    text += f" WHERE {where}" if where else ""
    text += f" GROUP BY {', '.join(f'g{place}' for place in range(len(groups)))}" if groups else ""
    return Query(f"{text} LIMIT {most + 1}", tuple(values.given))


def doubts(plan: Plan, source: Query) -> Query | None:
    """Write the statement that counts what cannot be told or read; None where that cannot be.

    It gives the records that cannot be told to belong, then for each column of texts that are read as something else,
    how many could not be read, and one of them.
    """
    if not plan.where and not plan.read:
        return None
    values = Values(source.values)
    names = _names(plan)
    raw = {each: f"r{place}" for place, each in enumerate(plan.read)}
    tested = dict.fromkeys(each.column for each in plan.where)
    inside = [
        f"{_reading(each, plan, values.bind)} AS {names[each]}" for each in {**tested, **dict.fromkeys(plan.read)}
    ]
    inside += [f"{_given(each, plan, values.bind)} AS {raw[each]}" for each in plan.read]
    where = " AND ".join(_test(each, names, values.bind) for each in plan.where) or "true"
    counted = [f"count(*) FILTER (WHERE ({where}) IS NULL)"]
    for each in plan.read:
        unread = f"FILTER (WHERE {raw[each]} IS NOT NULL AND {names[each]} IS NULL)"
        counted += [f"count(*) {unread}", f"min({raw[each]}) {unread}"]
    text = f"SELECT {', '.join(counted)} FROM (SELECT {', '.join(inside)} FROM {source.text})"
    return Query(text, tuple(values.given))


def _names(plan: Plan) -> dict[Column, str]:
    return {each: f"c{place}" for place, each in enumerate(plan.columns)}


def _given(column: Column, plan: Plan, bind: Bind) -> str:
    """Write a column of texts without those that mean no value."""
    name = quoted(column.name)
    if not plan.missing:
        return f"CAST({name} AS VARCHAR)"
    marks = ", ".join(map(bind, plan.missing))
    return f"CASE WHEN {name} IN ({marks}) THEN NULL ELSE CAST({name} AS VARCHAR) END"


def _reading(column: Column, plan: Plan, bind: Bind) -> str:
    """Write a column as the kind it is read as, missing where it has no value or no finite one."""
    name = quoted(column.name)
    if column.stored == "text":
        text = _given(column, plan, bind)
        if column.kind == "date":
            return f"CASE WHEN regexp_full_match({text}, '{DAY}') THEN TRY_CAST({text} AS DATE) END"
        if column.kind == "number":
            text = f"replace({text}, ',', '.')" if plan.decimal == "," else text
            return f"CASE WHEN regexp_full_match({text}, '{NUMBER}') THEN TRY_CAST({text} AS DOUBLE) END"
        return text
    if column.stored == "float":
        return f"CASE WHEN isfinite({name}) THEN CAST({name} AS DOUBLE) END"
    return {"decimal": f"CAST({name} AS DOUBLE)", "time": f"CAST({name} AS DATE)"}.get(column.stored, name)


def _test(test: Test, names: dict[Column, str], bind: Bind) -> str:
    """Write a condition, which is unknown where the column is missing."""
    name = names[test.column]
    if test.operator in ("is missing", "is given"):
        return f"({name} IS {'' if test.operator == 'is missing' else 'NOT '}NULL)"
    given = ", ".join(map(bind, test.values))
    return f"({name} {_COMPARISONS[test.operator]} {f'({given})' if 'in' in test.operator else given})"


def _measured(plan: Plan, names: dict[Column, str], bind: Bind) -> str:
    """Write n, the count of a share and the statistic, the two latter NULL where the measure has none."""
    if plan.number is not None:
        name = names[plan.number]
        return f"count({name}), NULL, {f'avg({name})' if plan.at is None else f'quantile_cont({name}, {plan.at!r})'}"
    if plan.held is None:
        return "count(*), NULL, CAST(count(*) AS DOUBLE)"
    held = _held(plan.held, names, bind)
    return f"count({held}), sum(CAST({held} AS INTEGER)), NULL"


def _held(held: tuple[Test, ...] | Span, names: dict[Column, str], bind: Bind) -> str:
    """Write whether a record counts in the share; unknown where it cannot be told."""
    if isinstance(held, Span):
        start, end = names[held.start], names[held.end]
        return f"CASE WHEN {end} >= {start} THEN {end} - {start} <= {bind(held.days)} END"
    return f"({' AND '.join(_test(each, names, bind) for each in held)})"
