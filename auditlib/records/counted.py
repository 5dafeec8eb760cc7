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
from auditlib.records.sql import Bind, Values, quoted
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
        # grouped as they are stored first, and only the groups are read as texts
        stored = ", ".join(map(quoted, columns))
        keys = ", ".join(map(file.text, columns))
        inside = f"SELECT {stored}, count(*) AS counted FROM {{source}} GROUP BY {stored}"
        text = f"SELECT {keys}, sum(counted) FROM ({inside}) GROUP BY ALL LIMIT {MOST_GROUPS + 1}"
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
        sign, compared = "<=" if at_most else ">=", float(limit) if file.stored(column) == "float" else limit
        if not attribute.not_applicable:
            kept = f"CASE WHEN NOT {file.missing(column, values.bind)} THEN {file.number(column)} {sign} "
            kept += f"{values.bind(compared)} END"
            return _kept(file, values, f"SELECT {_part(file, part)}{kept} AS kept FROM {{source}}", part)
        state = (
            f"CASE WHEN {file.among(column, attribute.not_applicable, values.bind)} THEN 2 "
            f"WHEN {file.missing(column, values.bind)} THEN 4 "
            f"WHEN {file.number(column)} {sign} {values.bind(compared)} THEN 0 ELSE 1 END"
        )
        return _counted(file, values, f"SELECT {_part(file, part)}{state} AS state FROM {{source}}", part)


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
        starts, ends = file.days(attribute.start or ""), file.days(attribute.end or "")
        values = file.values()
        last = _last_days(file, starts, due)
        apart = {each - day for day, each in last.items()}
        whole = starts[0] == starts[1] and ends[0] == ends[1]
        if whole and len(apart) == 1 and not (attribute.open or attribute.not_applicable):
            kept = f"{ends[0]} <= {starts[0]} + {apart.pop().days} AS kept, {ends[0]} < {starts[0]} AS backwards"
            return _kept(file, values, f"SELECT {_part(file, part)}{kept} FROM {{source}}", part, "backwards")
        days, until = values.bind(list(last)), values.bind(list(last.values()))
        deadlines = f"SELECT unnest(CAST({days} AS DATE[])) AS day, unnest(CAST({until} AS DATE[])) AS last"
        inside = f"SELECT {_part(file, part)}{_dates(file, attribute, values.bind)} FROM {{source}}"
        several = " LEFT JOIN due AS latest ON latest.day = last_start" if starts[0] != starts[1] else ""
        state = _state_by_dates(today, "latest" if several else "due", values.bind)
        joined = f"({inside}) LEFT JOIN due ON due.day = first_start{several}"
        joined = f"SELECT {'part, ' if part else ''}{state} AS state FROM {joined}"
        return _counted(file, values, joined, part, f"WITH due AS MATERIALIZED ({deadlines}) ")


def _part(file: OpenedRecords, name: str) -> str:
    """Write the column of strata first, where there is one."""
    return f"{file.text(name)} AS part, " if name else ""


def _last_days(file: OpenedRecords, starts: tuple[str, str], due: Callable[[date], date]) -> dict[date, date]:
    """Find the last day in time of every day that something starts on: one rule for records and small tables."""
    each = " UNION ".join(f"SELECT DISTINCT {start} AS day FROM {{source}}" for start in dict.fromkeys(starts))
    return {day: due(day) for (day,) in file.rows(file.values(), each) if day is not None}


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


def _kept(file: OpenedRecords, values: Values, inside: str, part: str, backwards: str = "false") -> Counts:
    """Count what is kept, what is not and what cannot be told, of each part: the short way, where nothing is apart."""
    key = "part, " if part else ""
    counts = f"count(*), count(kept), sum(CAST(kept AS INTEGER)), sum(CAST({backwards} AS INTEGER))"
    text = f"SELECT {key}{counts} FROM ({inside}){' GROUP BY part' if part else ''}"
    found = {}
    for *named, rows, told, kept, wrong in file.rows(values, text):
        met = int(kept or 0)
        found["".join(named)] = (met, told - met, 0, 0, rows - told, int(wrong or 0))
    return dict(sorted(found.items()))


def _counted(file: OpenedRecords, values: Values, states: str, part: str, before: str = "") -> Counts:
    """Count the states of each part; of all, where there are none."""
    key = "part, " if part else ""
    text = f"{before}SELECT {key}CAST(state AS UTINYINT) AS place, count(*) FROM ({states}) GROUP BY ALL"
    found: dict[str, list[int]] = {}
    for *named, place, count in file.rows(values, text):
        found.setdefault("".join(named), [0] * len(STATES))[place] = int(count)
    return {part: tuple(counts) for part, counts in sorted(found.items())}
