"""The rows to run for: a table with a column that names them, and others that are parameters or said of them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from auditlib.files.text import read_text
from auditlib.problems import Location, Problem, UsageError, hint_for, problem, raise_errors

_FOLDER = re.compile(r"\w(?:[\w .,()-]{0,78}[\w)])?")
_Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name, which is its folder's too, the column it stands in, and every cell by column."""

    name: str
    column: str
    cells: Mapping[str, str]
    at: Location


def read_rows(path: Path, name: str, column: str = "") -> list[Row]:
    """Read a table in CSV with `;` or `,`; `column` names the rows, the first one by default.

    `name` is what the problems call the file. Raises InputError with all that is wrong in it, and UsageError when it
    has no such column.
    """
    problems: list[Problem] = []
    text = read_text(path, name, problems)
    raise_errors(problems)
    lines = list(_lines(text or "", name))
    heading = [each.strip() for each in lines[0][1]]
    if column and column not in heading:
        raise UsageError(f"{name} has no column `{column}` ({hint_for(column, heading)})")
    naming = column or heading[0]
    rows = [
        Row(cells[heading.index(naming)].strip(), naming, _cells(heading, cells), Location(name, line))
        for line, cells in lines[1:]
        if len(cells) == len(heading)
    ]
    raise_errors([*_heading_problems(heading, name), *_ragged(lines, name), *_name_problems(rows, len(lines), name)])
    return rows


def _lines(text: str, name: str) -> Iterator[_Line]:
    """Give the filled lines with their numbers; the delimiter is the one that the heading has most of."""
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "is a quotation mark left open?"
        raise_errors([problem("F009", Location(name, begins), reason=f"not CSV: {error}", hint=hint)])


def _cells(heading: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}


def _heading_problems(heading: Sequence[str], name: str) -> Iterator[Problem]:
    """Refuse two columns of one name, or of none."""
    for place, each in enumerate(heading, 1):
        if not each or each in heading[: place - 1]:
            hint = "each column needs a name of its own"
            yield problem("T502", Location(name, 1, place), name=each, hint=hint)


def _ragged(lines: Sequence[_Line], name: str) -> Iterator[Problem]:
    expected = len(lines[0][1])
    for line, cells in lines[1:]:
        if len(cells) != expected:
            yield problem("T505", Location(name, line), found=len(cells), expected=expected)


def _name_problems(rows: Sequence[Row], lines: int, name: str) -> Iterator[Problem]:
    """Refuse a table without rows, two rows of one name, and a name that no folder can have."""
    if lines == 1:
        yield problem("T513", Location(name))
    first: dict[str, Row] = {}
    for row in rows:
        known = first.setdefault(row.name.casefold(), row)
        if known is not row:
            yield problem("T506", row.at, key=row.name, first=known.at.line)
        if not _FOLDER.fullmatch(row.name):
            yield problem("P808", row.at, value=row.name)
