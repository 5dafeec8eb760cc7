"""Finding a file of records: declared like a table, never read into memory; what is in it is checked where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from auditlib.problems import Location, Problem, hint_for, problem
from auditlib.tables import Resource, Table

_SUFFIXES = (".parquet", ".csv")
# what is said of single rows, which nobody writes of millions
_OF_ROWS = ("explanations", "acknowledged", "overlaps", "breaks", "weighted_by", "sheet")


def find_records(resource: Resource, path: Path, file: str, problems: list[Problem]) -> Table | None:
    """Give a table without rows for a file of records; None where the file is not there or nothing can be read of it.

    `file` is what the problems call it; every problem is added.
    """
    found = [*_declared(resource), *_file_problems(path, file)]
    problems.extend(found)
    return None if found else Table(resource, (), (), file)


def _declared(resource: Resource) -> Iterator[Problem]:
    """Check what is declared: a key that is a column, each column once, and nothing that is said of single rows."""
    schema, names = resource.table_schema, [each.name for each in resource.table_schema.fields]
    if schema.primary_key not in names:
        at, hint = schema.field_at("primary_key"), hint_for(schema.primary_key, names)
        yield problem("T501", at, name=schema.primary_key, hint=hint)
    for place, each in enumerate(schema.fields):
        if each.name in names[:place]:
            first = schema.fields[names.index(each.name)].at.line
            yield problem("Y103", each.field_at("name"), key=each.name, first=first)
    for key in _OF_ROWS:
        if getattr(resource, key):
            yield problem("T534", resource.field_at(key), key=key)


def _file_problems(path: Path, file: str) -> Iterator[Problem]:
    """Check that the file is there, is of a kind that can be counted in, and has something in it."""
    if path.suffix.lower() not in _SUFFIXES:
        hint = "records are Parquet (.parquet) or CSV (.csv)"
        yield problem("F009", Location(file), reason="its name does not end with .parquet or .csv", hint=hint)
    elif not path.is_file():
        yield problem("F001", Location(file), file=path.name, hint="see docs/formats.md")
    elif path.stat().st_size == 0:
        yield problem("F002", Location(file))
