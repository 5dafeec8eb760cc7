"""Reading a declared table: every cell checked against its column's type and unit, kept as printed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import partial
from io import StringIO
from pathlib import Path

from auditlib.dates import Day
from auditlib.files.records import find_records
from auditlib.files.sheet_facts import address
from auditlib.files.sheet_problems import addressed, sheet_problems
from auditlib.files.text import hidden_in, read_text
from auditlib.files.workbooks import WorkbookError, read_workbook
from auditlib.numbers import read_number
from auditlib.problems import Location, Problem, Severity, hint_for, problem
from auditlib.tables import Column, Resource, Table

_PERCENT_UNITS = ("prosent", "%", "prosentpoeng")
_FILE_NAME = re.compile(r"[^/\\\n]*[^/\\\n.]")  # no folder, and neither `.` nor `..`
_MOST_DECIMALS = 9
_Line = tuple[int, list[str]]


def read_table(resource: Resource, folder: Path, name: str, problems: list[Problem]) -> Table | None:
    """Read the file of a resource in a folder; `name` is what the problems call the folder.

    Gives None when the cells cannot be used; every problem is added.
    """
    file = f"{name}/{resource.path}"
    if not _FILE_NAME.fullmatch(resource.path):
        hint = "CSV or XLSX in the same folder as datapackage.yaml"
        problems.append(problem("F009", resource.field_at("path"), reason="it is not in this folder", hint=hint))
        return None
    if resource.of_records:
        return find_records(resource, folder / resource.path, file, problems)
    read = _lines(resource, folder / resource.path, file, problems)
    if read is None:
        return None
    lines, sheet = read
    found = list(_heading_problems(resource, lines, file)) or list(_row_problems(resource, lines, file))
    problems.extend(addressed(each, sheet) for each in found)
    if found:
        return None
    heading = lines[0][1]
    rows = tuple(dict(zip(heading, (cell.strip() for cell in cells), strict=True)) for _, cells in lines[1:])
    addresses = partial(address, sheet=sheet) if sheet else None
    table = Table(resource, rows, tuple(line for line, _ in lines[1:]), file, addresses)
    unknown = list(_note_problems(resource, table))
    problems.extend(unknown)
    return None if unknown else table


def _lines(resource: Resource, path: Path, file: str, problems: list[Problem]) -> tuple[list[_Line], str] | None:
    """Give the filled lines of a file with their numbers, the heading first, and the sheet's name in a workbook."""
    if path.suffix.lower() == ".xlsx":
        lines, sheet = _workbook_lines(resource, path, file, problems)
    else:
        lines, sheet = _csv_lines(resource, path, file, problems), ""
    filled = None if lines is None else [(line, cells) for line, cells in lines if any(map(str.strip, cells))]
    if filled == []:
        problems.append(problem("F002", Location(file)))
    return (filled, sheet) if filled else None


def _workbook_lines(
    resource: Resource, path: Path, file: str, problems: list[Problem]
) -> tuple[list[_Line] | None, str]:
    """Give the rows of a workbook's sheet with their numbers, and the sheet's name."""
    try:
        cells, facts = read_workbook(path, resource.sheet)
        lines = list(enumerate(cells, 1))
        found = [*(addressed(each, facts.name) for each in _hidden(lines, file)), *sheet_problems(facts, lines, file)]
        problems.extend(found)
        return (None if any(each.severity is Severity.ERROR for each in found) else lines), facts.name
    except FileNotFoundError:
        problems.append(problem("F001", Location(file), file=path.name, hint="see docs/formats.md"))
    except (OSError, WorkbookError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "open it and save it as XLSX or CSV"
        problems.append(problem("F009", Location(file), reason=reason, hint=hint))
    return None, ""


def _hidden(lines: list[_Line], file: str) -> Iterator[Problem]:
    """Report characters in cells that nobody sees, as they are in a text file."""
    for row, cells in lines:
        for column, cell in enumerate(cells, 1):
            yield from (problem(code, Location(file, row, column), char=char) for code, _, char in hidden_in(cell))


def _csv_lines(resource: Resource, path: Path, file: str, problems: list[Problem]) -> list[_Line] | None:
    """Give the records of a CSV file with the lines they begin on."""
    text = read_text(path, file, problems)
    if text is None:
        return None
    delimiter = resource.dialect.delimiter if resource.dialect else ";"
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[_Line] = []
    first = 1
    try:
        for cells in reader:
            lines.append((first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        hint = "is a quotation mark left open?"
        problems.append(problem("F009", Location(file, first), reason=f"not CSV: {error}", hint=hint))
        return None
    return lines


def _heading_problems(resource: Resource, lines: Sequence[_Line], file: str) -> Iterator[Problem]:
    """Check that the file has the declared columns and at least one row."""
    line, heading = lines[0]
    declared = [each.name for each in resource.table_schema.fields]
    for column in resource.table_schema.fields:
        if not 0 <= (column.decimals or 0) <= _MOST_DECIMALS:
            at, expected = column.field_at("decimals"), f"a whole number from 0 to {_MOST_DECIMALS}"
            yield problem("Y109", at, value=column.decimals, expected=expected, example="decimals: 1")
    for name in declared:
        if name not in heading:
            hint = f"the file has: {', '.join(heading)}"
            yield problem("T501", Location(file, line, 0, f"column {name}"), name=name, hint=hint)
    for position, name in enumerate(heading, 1):
        if name not in declared:
            yield problem("T502", Location(file, line, position), name=name, hint=hint_for(name, declared))
        elif name in heading[: position - 1]:
            yield problem("Y103", Location(file, line, position, f"column {name}"), key=name, first=line)
    if resource.table_schema.primary_key not in declared:
        key = resource.table_schema.primary_key
        yield problem("T501", resource.table_schema.field_at("primary_key"), name=key, hint=hint_for(key, declared))
    if len(lines) == 1:
        yield problem("T513", Location(file, line))


def _row_problems(resource: Resource, lines: Sequence[_Line], file: str) -> Iterator[Problem]:
    """Check the length of each row, its key and its cells."""
    heading = lines[0][1]
    columns = {each.name: each for each in resource.table_schema.fields}
    key, seen = heading.index(resource.table_schema.primary_key), dict[str, int]()
    for line, cells in lines[1:]:
        if len(cells) != len(heading):
            yield problem("T505", Location(file, line, 0, f"row {line}"), found=len(cells), expected=len(heading))
            continue
        name = cells[key].strip()
        if not name:
            yield problem("Y107", Location(file, line, key + 1, f"row {line}"))
        elif name in seen:
            yield problem("T506", Location(file, line, key + 1, f"row {line}"), key=name, first=seen[name])
        seen.setdefault(name, line)
        for position, (title, cell) in enumerate(zip(heading, cells, strict=True), 1):
            at = Location(file, line, position, f"row {line}, column {title}")
            if cell.strip() not in resource.table_schema.missing_values:
                yield from _cell_problems(columns[title], cell.strip(), at)


def _cell_problems(column: Column, text: str, at: Location) -> Iterator[Problem]:
    """Check one cell against its column."""
    if column.type == "date":
        yield from _date_problems(text, at)
    if not column.numeric:
        return
    number = read_number(text)
    if number is None:
        yield problem("T503", at, value=text)
    elif column.type == "integer" and number.decimals:
        yield problem("T512", at, value=text)
    elif number.percent and column.unit not in _PERCENT_UNITS:
        unit = column.unit or "no unit"
        yield problem("T504", at, found="percent", unit=unit, hint="unit: prosent, or take the mark away")


def _date_problems(text: str, at: Location) -> Iterator[Problem]:
    try:
        Day.read(text)
    except ValueError:
        yield problem("D201", at, value=text)


def _note_problems(resource: Resource, table: Table) -> Iterator[Problem]:
    """Explanations and acknowledgements must name cells that exist."""
    columns = [each.name for each in table.columns]
    for note in (*resource.explanations, *resource.acknowledged):
        for what, name, known in (("row", note.row, table.names()), ("column", note.column, columns)):
            if name not in known:
                yield problem(
                    "T507", note.at, table=resource.name, what=what, name=name, hint=hint_for(name, known)
                )
