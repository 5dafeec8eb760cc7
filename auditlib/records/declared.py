"""A declared file of records, opened: each column read in SQL as the same cell of a small table would be.

Text is held against the marks for missing first, then read; a column that is stored as what it is has no marks, and
only what it has no value for is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditlib.records.duck import STORED, Run, connected, types_of
from auditlib.records.files import RecordFiles, find_files
from auditlib.records.indicator import RecordSource
from auditlib.records.plan import Stored
from auditlib.records.sql import Bind, Query, Values, quoted
from auditlib.tables import Column, Table

# leaves room for the rest of a report in 2 GB
_MEMORY = "1200MB"
_SPACES = " \t\u00a0\u202f\u2009"
_GAP = "[ \u00a0\u202f\u2009]"
# as auditlib.numbers reads them; with a percent mark only where the unit is one
_DIGITS = f"[-+\u2212\u2013]?(0|[1-9][0-9]{{0,2}}({_GAP}[0-9]{{3}})+|[1-9][0-9]*)"
_PERCENT = f"({_GAP}?%|{_GAP}prosent)?"
_PERCENT_UNITS = ("prosent", "%", "prosentpoeng")
_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


class OpenedRecords:
    """A file of records with its connection, and the SQL that reads its columns."""

    def __init__(self, table: Table, run: Run, files: RecordFiles) -> None:
        """Keep what reads the file; `types` is what its columns are stored as."""
        self.table, self._run, self._files = table, run, files
        self.types = types_of(run, files)
        self.schema = table.resource.table_schema

    def stored(self, name: str) -> Stored | None:
        """Give how a column is stored; None for a type that cannot be used."""
        return STORED.get(self.types[name].partition("(")[0])

    def rows(self, values: Values, select: str) -> list[tuple[Any, ...]]:
        """Run a statement whose `source` stands for the file, and give its rows."""
        text = select.replace("{source}", self._files.table().text)
        return self._run.rows(Query(text, tuple(values.given)), self._files.names)

    def values(self) -> Values:
        """Begin a statement: its first values are those that name the file."""
        return Values(self._files.table().values)

    def text(self, name: str) -> str:
        """Write a column as text, empty where it has no value."""
        cell = quoted(name)
        kind = self.stored(name)
        if kind == "text":
            return f"coalesce(trim(CAST({cell} AS VARCHAR), '{_SPACES}'), '')"
        shown = {"float": f"CASE WHEN isfinite({cell}) THEN {cell} END", "time": f"CAST({cell} AS DATE)"}
        return f"coalesce(CAST({shown.get(kind or '', cell)} AS VARCHAR), '')"

    def among(self, name: str, marks: Sequence[str], bind: Bind) -> str:
        """Write whether a column has one of some marks; an empty one is a value that is not there."""
        if not marks:
            return "false"
        if self.stored(name) != "text" and tuple(marks) == ("",):
            return self._absent(name)
        return f"{self.text(name)} IN ({', '.join(map(bind, marks))})"

    def missing(self, name: str, bind: Bind) -> str:
        """Write whether a column has no value."""
        return self.among(name, self.schema.missing_values, bind) if self.stored(name) == "text" else self._absent(name)

    def _absent(self, name: str) -> str:
        cell = quoted(name)
        return f"(NOT coalesce(isfinite({cell}), false))" if self.stored(name) == "float" else f"({cell} IS NULL)"

    def number(self, name: str) -> str:
        """Write a column as a number; those of texts are exact."""
        cell, kind = quoted(name), self.stored(name)
        if kind != "text":
            return f"CAST({cell} AS DOUBLE)" if kind == "float" else cell
        text = self.text(name)
        digits = f"replace(regexp_replace({text}, '[^0-9,]', '', 'g'), ',', '.')"
        negative = f"left({text}, 1) IN ('-', '\u2212', '\u2013')"
        return f"TRY_CAST(CASE WHEN {negative} THEN '-' ELSE '' END || {digits} AS DECIMAL(38, 9))"

    def days(self, name: str) -> tuple[str, str]:
        """Write the first and the last day that a column can mean: `2024-03` is any day of a month."""
        cell, kind = quoted(name), self.stored(name)
        if kind != "text":
            return (f"CAST({cell} AS DATE)" if kind == "time" else cell,) * 2
        text = self.text(name)
        day, month = f"TRY_CAST({text} AS DATE)", f"TRY_CAST({text} || '-01' AS DATE)"
        first, last = (f"TRY_CAST({text} || '-{each}' AS DATE)" for each in ("01-01", "12-31"))
        written = f"CASE length({text}) WHEN 10 THEN {day} WHEN 7 THEN "
        return f"{written}{month} WHEN 4 THEN {first} END", f"{written}last_day({month}) WHEN 4 THEN {last} END"

    def unreadable(self, column: Column, bind: Bind) -> str:
        """Write whether a column of texts has one that is neither a mark for missing nor what is declared."""
        text = self.text(column.name)
        if column.type == "date":
            first, _last = self.days(column.name)
            good = f"regexp_full_match({text}, '{_DAY}') AND {first} >= DATE '0001-01-01'"
        else:
            fraction = "" if column.type == "integer" else "(,[0-9]+)?"
            percent = _PERCENT if column.unit in _PERCENT_UNITS else ""
            form = f"{_DIGITS}{fraction}{percent}"
            good = f"regexp_full_match({text}, '{form}') AND {self.number(column.name)} IS NOT NULL"
        return f"NOT {self.missing(column.name, bind)} AND NOT coalesce({good}, false)"


@contextmanager
def opened(table: Table, root: Path) -> Iterator[OpenedRecords]:
    """Open the file of a table of records in a workspace; StatsError where it cannot be read."""
    delimiter = table.resource.dialect.delimiter if table.resource.dialect else ";"
    files = find_files(RecordSource((table.file,), delimiter=delimiter), root)
    with connected(_MEMORY, None) as run:
        yield OpenedRecords(table, run, files)
