"""Computing the figures of a document again: those of its tables, and the changes and shares that its text states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.checks.recalc import Grid, GridError, read_grid, recalculate
from auditlib.checks.recalc.prose import read_statements
from auditlib.documents import FoundTable
from auditlib.files.added import Added
from auditlib.intake.checking.text import Text
from auditlib.problems import InputError, Location, Problem, problem


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a document, and the grid of its file."""

    found: FoundTable
    file: str
    grid: Grid
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the messages call it."""
        page = f"page {self.found.pages[0]}"
        return f"tabell {self.found.number} ({page})" if self.found.number else f"the table on {page}"

    def at(self, line: int, printed: str) -> Location:
        """Give the place of a figure on a line of its file."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.file, line, text.find(printed) + 1)


def read_tables(root: Path, added: Added) -> tuple[ReadTable, ...]:
    """Read the tables of a document; raises InputError for a file that is gone or was broken."""
    tables = []
    for each in added.record.tables:
        file = f"{added.folder}/{each.file}"
        try:
            grid = read_grid(root / file)
            lines = tuple((root / file).read_text(encoding="utf-8").split("\n"))
        except (GridError, OSError) as error:
            reason = error.message if isinstance(error, GridError) else "it cannot be read"
            raise InputError([problem("I805", Location(file), file=each.file, reason=reason)]) from error
        tables.append(ReadTable(each, file, replace(grid, name=each.caption or grid.name), lines))
    return tuple(tables)


def figure_problems(added: Added, text: Text, tables: Sequence[ReadTable]) -> Iterator[Problem]:
    """Find the figures that do not follow; percentages are weighted by counts in the document's other tables."""
    for table in tables:
        others = (each.grid for each in tables if each is not table)
        for found in recalculate(table.grid, (), others).discrepancies:
            at = table.at(found.line, found.printed.text)
            details = {"printed": found.printed.text, "computed": found.recomputed.text, "cause": found.cause}
            yield problem("I921", at, table=table.name, row=found.row, column=found.column, **details)
    yield from _stated(text)


def _stated(text: Text) -> Iterator[Problem]:
    """Find the changes and shares in running text that do not follow from the numbers beside them."""
    for found in read_statements(text.prose):
        if not found.holds:
            details = {"printed": found.printed.text, "computed": found.recomputed.text, "cause": found.cause}
            yield problem("I922", text.at(found.start), **details)
