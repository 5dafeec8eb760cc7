"""Recalculating a grid: totals, differences, percentage changes and shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.checks.recalc.causes import likely_cause
from auditlib.checks.recalc.figures import Cell, read_figures
from auditlib.checks.recalc.grid import Grid
from auditlib.checks.recalc.results import Discrepancy, Explanation, Recalculation, Untested
from auditlib.checks.recalc.understanding import View, understand
from auditlib.checks.recalc.voting import Outcome, Trial, attempt
from auditlib.numbers import Number, format_number, round_half_up


@dataclass(frozen=True)
class _Placed:
    """A trial, and the cell of the grid it is about."""

    trial: Trial
    view: View

    @property
    def cell(self) -> Cell:
        return self.view.place(self.trial.calculation.target)

    @property
    def operands(self) -> set[Cell]:
        calculation = self.trial.calculation
        return {self.view.place(cell) for cell in (*calculation.parts, *calculation.base)}

    @property
    def recomputed(self) -> Number:
        printed = self.view.figures.known(self.trial.calculation.target)
        value = round_half_up(self.trial.calculation.exact(self.view.figures), printed.decimals)
        return Number(value, printed.decimals, printed.percent, format_number(value, printed.decimals))


def recalculate(grid: Grid, explanations: Sequence[Explanation] = ()) -> Recalculation:
    """Recompute the totals, differences, percentage changes and shares of a grid, and correct nothing.

    A label proposes what a column or a row is, and the numbers decide. Each proposal is an interpretation;
    the one that explains most of the numbers is chosen, and its other numbers are discrepancies only if
    enough fit (see `Trust`). A column whose label promises a calculation that its numbers do not bear out is
    listed as untested, since it is more likely to mean something else than to be wrong throughout. A number
    that only follows from another wrong one is not reported.

    A number fits if it could be printed for any values that round to the printed ones: every operand may be off by
    half a unit of its last printed decimal. Counts have no such leeway when they are added or subtracted: whole
    numbers are counts unless they are shares or rates, or a heading says thousands or millions. A missing cell is
    never zero: what depends on it is untested. A total that lies between its parts may be a mean and is untested.
    """
    views = understand(read_figures(grid))
    placed = [
        _Placed(trial, view)
        for view in views
        for verdict in view.verdicts.values()
        if verdict.is_believed
        for trial in verdict.trials
    ]
    checked = {found.cell for found in placed if found.trial.outcome is not Outcome.UNTESTED}
    untested = _first_by_cell(found for found in placed if found.cell not in checked)
    return Recalculation(
        checked=len(checked),
        discrepancies=tuple(_discrepancy(grid, found, explanations) for found in _wrong(placed)),
        untested=(
            *(_untested_cell(grid, found) for found in untested),
            *(
                _untested_line(view, column, reason)
                for view in views
                for column, reason in view.unclear.items()
            ),
        ),
    )


def _wrong(placed: Iterable[_Placed]) -> list[_Placed]:
    """Return the trials that differ, without those that only follow from another number being wrong."""
    differing = [found for found in placed if found.trial.outcome is Outcome.DIFFERS]
    cells = {found.cell for found in differing}
    sources = [found for found in differing if cells.isdisjoint(found.operands)]
    corrections = {found.cell: found.recomputed for found in sources}
    return _first_by_cell(found for found in differing if not _is_mended(found, corrections))


def _is_mended(found: _Placed, corrections: dict[Cell, Number]) -> bool:
    """Tell whether a number fits once what it is computed from is corrected."""
    operands = found.operands
    numbers = {found.view.place(cell): number for cell, number in corrections.items() if cell in operands}
    corrected = found.view.figures.corrected(numbers)
    return attempt(found.trial.calculation, corrected).outcome is not Outcome.DIFFERS


def _first_by_cell(found: Iterable[_Placed]) -> list[_Placed]:
    """Keep one trial a cell, in the order of the grid; a corner may have failed both by row and by column."""
    first: dict[Cell, _Placed] = {}
    for placed in found:
        first.setdefault(placed.cell, placed)
    return [first[cell] for cell in sorted(first)]


def _discrepancy(grid: Grid, found: _Placed, explanations: Sequence[Explanation]) -> Discrepancy:
    row, column = grid.rows[found.cell[0]], grid.columns[found.cell[1]]
    calculation, figures = found.trial.calculation, found.view.figures
    texts = [known.text for known in explanations if (known.row, known.column) == (row.label, column)]
    return Discrepancy(
        row=row.label,
        column=column,
        printed=figures.known(calculation.target),
        recomputed=found.recomputed,
        kind=calculation.kind,
        explained=" ".join(texts) or None,
        cause=likely_cause(calculation, figures),
        line=row.line,
    )


def _untested_cell(grid: Grid, found: _Placed) -> Untested:
    row = grid.rows[found.cell[0]]
    return Untested(row.label, grid.columns[found.cell[1]], found.trial.reason, row.line)


def _untested_line(view: View, column: int, reason: str) -> Untested:
    label = view.figures.columns[column].text
    return Untested(label, None, reason, None) if view.is_turned else Untested(None, label, reason, None)
