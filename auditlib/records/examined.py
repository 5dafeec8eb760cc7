"""What is wrong with a file of records: its columns, its types, what cannot be read, and records that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.records.declared import OpenedRecords, opened
from auditlib.records.sql import quoted
from auditlib.stats.explain import StatsError
from auditlib.tables import Table

# a declared type, and how it may be stored; text is read, the rest is what it is
_FITS = {
    "string": ("text", "whole", "truth"), "integer": ("text", "whole"), "date": ("text", "date", "time"),
    "number": ("text", "whole", "decimal", "float"),
}  # fmt: skip
_EXPECTED = {"integer": "whole number", "number": "number", "date": "date such as 2024-05-12"}
_seen: dict[tuple[str, int, int, str], Examined] = {}


@dataclass(frozen=True, slots=True)
class Examined:
    """How many records a file has, and everything that is wrong with it; none are counted where it cannot be read."""

    rows: int
    problems: tuple[Problem, ...]


def examine(table: Table, root: Path) -> Examined:
    """Examine the file of a table of records in a workspace; a file that is as it was is examined once in a process."""
    path = root / table.file
    try:
        state = path.stat()
    except OSError as error:
        reason = error.strerror or "it is gone"
        return Examined(0, (problem("F009", Location(table.file), reason=reason, hint="put it back"),))
    key = (str(path), state.st_size, state.st_mtime_ns, table.resource.stamp)
    if key not in _seen:
        _seen[key] = _examined(table, root)
    return _seen[key]


def _examined(table: Table, root: Path) -> Examined:
    try:
        with opened(table, root) as file:
            found = tuple(_column_problems(file)) or tuple(_type_problems(file))
            if found:
                return Examined(0, found)
            rows = int(file.rows(file.values(), "SELECT count(*) FROM {source}")[0][0])
            if not rows:
                return Examined(0, (problem("T513", Location(table.file)),))
            return Examined(rows, (*_cell_problems(file), *_key_problems(file)))
    except StatsError as error:
        hint = "Parquet, or CSV in UTF-8 with as many cells in each row as in the heading"
        return Examined(0, (problem("F009", Location(table.file), reason=str(error), hint=hint),))


def _column_problems(file: OpenedRecords) -> Iterator[Problem]:
    """Report declared columns that are not in the file, and columns that are not declared."""
    declared, at = [each.name for each in file.schema.fields], file.table.file
    for name in declared:
        if name not in file.types:
            hint = f"the file has: {', '.join(file.types)}"
            yield problem("T501", Location(at, 1, 0, f"column {name}"), name=name, hint=hint)
    for position, name in enumerate(file.types, 1):
        if name not in declared:
            yield problem("T502", Location(at, 1, position), name=name, hint=hint_for(name, declared))


def _type_problems(file: OpenedRecords) -> Iterator[Problem]:
    """Report columns that are stored as something else than they are declared as."""
    for each in file.schema.fields:
        if file.stored(each.name) not in _FITS[each.type]:
            at, stored = Location(file.table.file, 1, 0, f"column {each.name}"), file.types[each.name]
            hint = "declare what it is, or write the file anew with the column as that"
            yield problem("T533", at, name=each.name, stored=stored, type=each.type, hint=hint)


def _cell_problems(file: OpenedRecords) -> Iterator[Problem]:
    """Count the texts that cannot be read as what their column is declared as, all columns in one pass."""
    read = [each for each in file.schema.fields if each.type != "string" and file.stored(each.name) == "text"]
    if not read:
        return
    values, counted = file.values(), []
    for each in read:
        wrong = f"FILTER (WHERE {file.unreadable(each, values.bind)})"
        counted.append(f"count(*) {wrong}, min({file.text(each.name)}) {wrong}")
    found = file.rows(values, f"SELECT {', '.join(counted)} FROM {{source}}")[0]
    for each, count, value in zip(read, found[::2], found[1::2], strict=True):
        if count:
            at = Location(file.table.file, 1, 0, f"column {each.name}")
            yield problem("T531", at, count=count, expected=_EXPECTED[each.type], name=each.name, value=value)


def _key_problems(file: OpenedRecords) -> Iterator[Problem]:
    """Count the records whose key is missing, or that others have too."""
    name = file.schema.primary_key
    text = file.stored(name) == "text"
    key = f"nullif({file.text(name)}, '')" if text else quoted(name)
    counted = f"SELECT count(*), count({key}), count(DISTINCT {key}) FROM {{source}}"
    rows, given, different = file.rows(file.values(), counted)[0]
    wrong, example = rows - different, ""
    if not wrong:
        return
    if given != different:
        twice = f"SELECT {key} AS key FROM {{source}} WHERE {key} IS NOT NULL GROUP BY key HAVING count(*) > 1"
        first = file.rows(file.values(), f"{twice} ORDER BY key LIMIT 1")[0][0]
        example = f": `{first}`"
    at = Location(file.table.file, 1, 0, f"column {name}")
    yield problem("T532", at, count=wrong, name=name, example=example)
