"""What is wrong with a sheet of a workbook before its cells are looked at, and the addresses of cells in problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditlib.files.sheet_facts import Place, SheetFacts, address, corners
from auditlib.problems import Location, Problem, problem

_Lines = Sequence[tuple[int, list[str]]]


def addressed(found: Problem, sheet: str) -> Problem:
    """Add the address of the cell to a problem of a workbook: `Ark1!B7`; a CSV file has no sheet."""
    at = found.at
    return replace(found, at=replace(at, cell=address(at.line, at.column, sheet))) if sheet and at.line else found


def sheet_problems(facts: SheetFacts, lines: _Lines, file: str) -> Iterator[Problem]:
    """Report formulas without a value, merged cells and what is hidden, within the cells that are read."""
    width = max((len(cells) for _, cells in lines), default=0)
    filled = [line for line, cells in lines if any(map(str.strip, cells))]
    last = max((*filled, *(row for row, _ in facts.unreckoned)), default=0)
    for row, column in facts.unreckoned:
        yield addressed(problem("T524", Location(file, row, column)), facts.name)
    for merged in facts.merged:
        (top, left), _ = corners(merged)
        if filled and filled[0] <= _bottom(merged) and top <= last and left <= width:
            at = Location(file, top, left, "", f"{address(top, left, facts.name)}")
            yield problem("T525", at, cells=merged)
    yield from _hidden(facts, filled, width, file)


def _bottom(merged: str) -> int:
    _, (row, _column) = corners(merged)
    return row


def _hidden(facts: SheetFacts, filled: Sequence[int], width: int, file: str) -> Iterator[Problem]:
    """Report a hidden sheet, and the hidden rows and columns that hold something."""
    if facts.hidden:
        yield problem("T526", Location(file), what=f"the sheet {facts.name}")
    for row in sorted(set(facts.hidden_rows) & set(filled)):
        yield addressed(problem("T526", Location(file, row), what=f"row {row}"), facts.name)
    for column in facts.hidden_columns:
        if filled and column <= width:
            place: Place = (filled[0], column)
            letters = address(*place).rstrip("0123456789")
            yield addressed(problem("T526", Location(file, *place), what=f"column {letters}"), facts.name)
