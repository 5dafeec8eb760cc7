"""Cases counted in their file: by their values, by a limit, or by two dates and a deadline.

A record that the requirement does not concern, whose deadline is not out, or that nothing can be told of, is counted
apart, by the same rules as the cases of a small table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from auditlib.dates import Day
from auditlib.records.declared import OpenedRecords, opened
from auditlib.records.sql import Bind, Values
from auditlib.stats.explain import require
from auditlib.tables import Attribute, Table

MOST_GROUPS = 10_000
STATES = ("met", "deviates", "apart", "not_due", "missing", "backwards")
Counts = Mapping[str, tuple[int, ...]]


def count_groups(table: Table, root: Path, columns: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Count the records of each set of values in some columns; what is not there is an empty text.

    Raises StatsError for columns with more than 10 000 sets of values, which are no groups.
    """
    with opened(table, root) as file:
        keys = ", ".join(f"{file.text(name)} AS k{place}" for place, name in enumerate(columns))
        raw = ", ".join(f"k{place}" for place in range(len(columns)))
        inside = f"SELECT {keys} FROM {{source}}"
        text = f"SELECT {raw}, count(*) FROM ({inside}) GROUP BY ALL LIMIT {MOST_GROUPS + 1}"
        found = file.rows(file.values(), text)
    require(len(found) <= MOST_GROUPS, "columns", tuple(columns), f"columns with at most {MOST_GROUPS:,} values")
    return dict(sorted((tuple(each[:-1]), int(each[-1])) for each in found))


def count_by_limit(
    table: Table, root: Path, attribute: Attribute, limit: Decimal, *, at_most: bool, part: str = ""
) -> Counts:
    """Hold a column of numbers against a limit, and count how the records of each value in `part` turned out.

    The counts of each are in the order of `STATES`.
    """
    column = attribute.column or ""
    with opened(table, root) as file:
        values = file.values()
        sign = "<=" if at_most else ">="
        state = (
            f"CASE WHEN {file.among(column, attribute.not_applicable, values.bind)} THEN 2 "
            f"WHEN {file.missing(column, values.bind)} THEN 4 "
            f"WHEN {file.number(column)} {sign} {values.bind(limit)} THEN 0 ELSE 1 END"
        )
        return _counted(file, values, f"SELECT {_part(file, part)}, {state} AS state FROM {{source}}")


def count_by_dates(
    table: Table, root: Path, attribute: Attribute, due: Callable[[date], date], today: Day | None, part: str = ""
) -> Counts:
    """Hold two columns of dates against a deadline, and count how the records of each value in `part` turned out.

    Args:
        table: what is counted in.
        root: the workspace.
        attribute: the columns, and the marks for cases that are open or not concerned.
        due: gives the last day on which what starts on a day is in time.
        today: the day that open cases are held against.
        part: the column of strata, if any.

    The counts of each are in the order of `STATES`.
    """
    with opened(table, root) as file:
        starts = file.days(attribute.start or "")
        values = file.values()
        deadlines = _deadlines(file, starts, due, values.bind)
        inside = f"SELECT {_part(file, part)}, {_dates(file, attribute, values.bind)} FROM {{source}}"
        several = " LEFT JOIN due AS latest ON latest.day = last_start" if starts[0] != starts[1] else ""
        state = _state_by_dates(today, "latest" if several else "due", values.bind)
        joined = f"SELECT part, {state} AS state FROM ({inside}) LEFT JOIN due ON due.day = first_start{several}"
        return _counted(file, values, joined, f"WITH due AS MATERIALIZED ({deadlines}) ")


def _part(file: OpenedRecords, name: str) -> str:
    return f"{file.text(name) if name else repr('')} AS part"


def _deadlines(file: OpenedRecords, starts: tuple[str, str], due: Callable[[date], date], bind: Bind) -> str:
    """Find the last day in time of every day that something starts on: one rule for records and small tables."""
    each = " UNION ".join(f"SELECT DISTINCT {start} AS day FROM {{source}}" for start in dict.fromkeys(starts))
    days = [day for (day,) in file.rows(file.values(), each) if day is not None]
    last = bind([due(day) for day in days])
    return f"SELECT unnest(CAST({bind(days)} AS DATE[])) AS day, unnest(CAST({last} AS DATE[])) AS last"


def _dates(file: OpenedRecords, attribute: Attribute, bind: Bind) -> str:
    """Write what is to be known of each record's dates."""
    start, end = attribute.start or "", attribute.end or ""
    (first_start, last_start), (first_end, last_end) = file.days(start), file.days(end)
    apart = " OR ".join(file.among(name, attribute.not_applicable, bind) for name in (start, end))
    return (
        f"{first_start} AS first_start, {last_start} AS last_start, {first_end} AS first_end, {last_end} AS last_end, "
        f"({apart}) AS apart, {file.missing(start, bind)} AS no_start, {file.missing(end, bind)} AS no_end, "
        f"{file.among(end, attribute.open, bind)} AS is_open"
    )


def _state_by_dates(today: Day | None, latest: str, bind: Bind) -> str:
    """Write how a record turned out by its dates, as a place in `STATES`."""
    first, last = (bind(None if today is None else each) for each in ((today and today.first), (today and today.last)))
    waiting = (
        f"CASE WHEN CAST({first} AS DATE) > {latest}.last THEN 1 WHEN CAST({last} AS DATE) <= due.last THEN 3 "
        "ELSE 4 END"
    )
    return (
        "CASE WHEN NOT no_start AND NOT no_end AND last_end < first_start THEN 5 WHEN apart THEN 2 "
        f"WHEN no_start THEN 4 WHEN is_open THEN {waiting} WHEN no_end THEN 4 WHEN last_end <= due.last THEN 0 "
        f"WHEN first_end > {latest}.last THEN 1 ELSE 4 END"
    )


def _counted(file: OpenedRecords, values: Values, states: str, before: str = "") -> Counts:
    """Count the states of each part."""
    text = f"{before}SELECT part, CAST(state AS UTINYINT) AS place, count(*) FROM ({states}) GROUP BY ALL"
    found: dict[str, list[int]] = {}
    for part, place, count in file.rows(values, text):
        found.setdefault(part, [0] * len(STATES))[place] = int(count)
    return {part: tuple(counts) for part, counts in sorted(found.items())}
