"""The same plan as an Ibis expression, for records that lie where Ibis can reach: Spark, a database, DuckDB itself.

Ibis is an extra (`pip install 'auditlib[cluster]'`); only whoever has a table of it comes here.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne
from typing import Any

from auditlib.records.duck import MOST_GROUPS, refuse_unread
from auditlib.records.indicator import RecordIndicator
from auditlib.records.plan import Column, Plan, Span, Stored, Test, fit
from auditlib.records.results import RecordTable, table_of
from auditlib.records.sql import DAY, NUMBER
from auditlib.stats.explain import StatsError, require

Expression = Any
_COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def measure_table(indicator: RecordIndicator, table: Expression) -> RecordTable:
    """Find the figures of an indicator in an Ibis table, wherever it lies; the same as `measure_records` finds.

    The source's files and delimiter are not used: the table stands for them. Its columns, missing texts and decimal
    mark are.
    Raises StatsError when Ibis is not installed or `table` is none of its tables, and as `measure_records` does.
    """
    ibis = _ibis()
    require(isinstance(table, ibis.Table), "table", type(table).__name__, "a table of Ibis")
    types = {name: str(kind) for name, kind in table.schema().items()}
    plan = fit(indicator, {name: _stored(kind) for name, kind in table.schema().items()}, types)
    doubtful = _doubts(plan, table)
    undecided = 0
    if doubtful is not None:
        (answer,) = doubtful.to_pyarrow().to_pylist()
        undecided, *unread = answer.values()
        refuse_unread(plan, unread)
    found = [list(each.values()) for each in _figures(plan, table).limit(MOST_GROUPS + 1).to_pyarrow().to_pylist()]
    require(len(found) <= MOST_GROUPS, "groups", indicator.groups, f"columns with at most {MOST_GROUPS:,} groups")
    return table_of(indicator.id, [each.name for each in plan.groups], found, int(undecided))


def _ibis() -> Any:
    try:
        import ibis
    except ImportError:
        raise StatsError("ibis", None, "installed: pip install 'auditlib[cluster]'") from None
    return ibis


def _stored(kind: Any) -> Stored | None:
    """Say how a column of an Ibis type is stored; times with a zone have no day of their own."""
    checks: dict[Stored, bool] = {
        "text": kind.is_string(), "whole": kind.is_integer(), "decimal": kind.is_decimal(), "float": kind.is_floating(),
        "date": kind.is_date(), "time": kind.is_timestamp() and kind.timezone is None, "truth": kind.is_boolean(),
    }  # fmt: skip
    return next((name for name, holds in checks.items() if holds), None)


def _figures(plan: Plan, table: Expression) -> Expression:
    """Give the keys, records, n, count and statistic of each group."""
    read = {each: _reading(each, plan, table) for each in plan.columns}
    inside: dict[str, Expression] = {
        f"g{place}": read[each.column].year() if each.year else read[each.column]
        for place, each in enumerate(plan.groups)
    }
    keys = list(inside)
    if plan.number is not None:
        inside["number"] = read[plan.number]
    if plan.held is not None:
        inside["held"] = _held(plan.held, read)
    chosen = table.filter(*(_test(each, read) for each in plan.where)) if plan.where else table
    records = chosen.select(**inside) if inside else chosen
    return records.aggregate(_measured(plan, records), by=keys)


def _doubts(plan: Plan, table: Expression) -> Expression | None:
    """Count what cannot be told to belong and what cannot be read, in the order of `auditlib.records.sql.doubts`."""
    if not plan.where and not plan.read:
        return None
    ibis, read = _ibis(), {each: _reading(each, plan, table) for each in plan.columns}
    belongs = reduce(and_, (_test(each, read) for each in plan.where), ibis.literal(True))
    # a sum over no record at all is missing in some engines
    counted = {"undecided": table.count(where=belongs.isnull()).fill_null(0)}
    for place, each in enumerate(plan.read):
        raw = _given(each, plan, table)
        unread = raw.notnull() & read[each].isnull()
        counted |= {f"unread{place}": table.count(where=unread).fill_null(0), f"example{place}": raw.min(where=unread)}
    return table.aggregate(**counted)


def _given(column: Column, plan: Plan, table: Expression) -> Expression:
    """Give a column of texts without those that mean no value."""
    text = table[column.name].cast("string")
    return _ibis().ifelse(text.isin(plan.missing), None, text) if plan.missing else text


def _reading(column: Column, plan: Plan, table: Expression) -> Expression:
    """Give a column as the kind it is read as, missing where it has no value or no finite one."""
    ibis, given = _ibis(), table[column.name]
    if column.stored == "text":
        text = _given(column, plan, table)
        if column.kind == "date":
            return ibis.ifelse(text.re_search(rf"^{DAY}\z"), text, None).try_cast("date")
        if column.kind == "number":
            text = text.replace(",", ".") if plan.decimal == "," else text
            return ibis.ifelse(text.re_search(rf"^{NUMBER}\z"), text, None).try_cast("float64")
        return text
    if column.stored == "float":
        number = given.cast("float64")
        return ibis.ifelse(number.isnan() | number.isinf(), None, number)
    if column.stored in ("decimal", "time"):
        return given.cast("float64" if column.stored == "decimal" else "date")
    return given


def _test(test: Test, read: dict[Column, Expression]) -> Expression:
    """Give a condition, which is unknown where the column is missing."""
    column = read[test.column]
    if test.operator in ("is missing", "is given"):
        return column.isnull() if test.operator == "is missing" else column.notnull()
    if test.operator in _COMPARE:
        return _COMPARE[test.operator](column, test.values[0])
    return column.isin(test.values) if test.operator == "in" else column.notin(test.values)


def _measured(plan: Plan, records: Expression) -> dict[str, Expression]:
    """Give the records, n, the count of a share and the statistic."""
    ibis, everyone = _ibis(), records.count()
    nothing = {"count": ibis.null("int64"), "statistic": ibis.null("float64")}
    if plan.number is not None:
        number = records["number"]
        statistic = number.mean() if plan.at is None else number.quantile(plan.at)
        return {"records": everyone, "n": number.count(), **nothing, "statistic": statistic}
    if plan.held is None:
        return {"records": everyone, "n": records.count(), **nothing, "statistic": everyone.cast("float64")}
    held = records["held"]
    return {"records": everyone, "n": held.count(), **nothing, "count": records.count(where=held).fill_null(0)}


def _held(held: tuple[Test, ...] | Span, read: dict[Column, Expression]) -> Expression:
    """Give whether a record counts in the share; unknown where it cannot be told."""
    if isinstance(held, Span):
        start, end = read[held.start], read[held.end]
        return _ibis().ifelse(end >= start, end.delta(start, unit="day") <= held.days, None)
    return reduce(and_, (_test(each, read) for each in held))
