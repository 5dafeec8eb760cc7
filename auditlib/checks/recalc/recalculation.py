"""Recalculating a grid: totals, differences, percentage changes and shares."""

from collections.abc import Iterable, Sequence

from auditlib.checks.recalc.causes import expected_value, likely_cause
from auditlib.checks.recalc.figures import Cell, read_figures
from auditlib.checks.recalc.grid import Grid
from auditlib.checks.recalc.results import Discrepancy, Explanation, Recalculation, Untested
from auditlib.checks.recalc.understanding import View, understand
from auditlib.checks.recalc.voting import Outcome, Trial
from auditlib.numbers import Number, format_number, round_half_up

_Placed = tuple[Cell, View, Trial]


def recalculate(grid: Grid, explanations: Sequence[Explanation] = ()) -> Recalculation:
    """Recompute the totals, differences, percentage changes and shares of a grid, and correct nothing.

    A label proposes what a column or a row is, and the numbers decide. Each proposal is an interpretation; the
    one that explains most of the numbers is chosen, and its other numbers are discrepancies only if enough fit
    (see `Trust`). A column whose label promises a calculation that its numbers do not bear out is listed as
    untested, since it is more likely to mean something else than to be wrong throughout.

    A number fits if it could be printed for any values that round to the printed ones: every operand may be off
    by half a unit of its last printed decimal. Whole numbers may be rounded amounts, so they have this leeway
    too, and a total of ten counts may be five off unseen. A missing cell is never zero: what depends on it is
    untested. A total that lies between its parts may be a mean and is untested.
    """
    views = understand(read_figures(grid))
    placed = [
        (view.place(trial.calculation.target), view, trial)
        for view in views
        for verdict in view.verdicts.values()
        if verdict.is_believed
        for trial in verdict.trials
    ]
    checked = {cell for cell, _, trial in placed if trial.outcome is not Outcome.UNTESTED}
    differing = _first_by_cell(found for found in placed if found[2].outcome is Outcome.DIFFERS)
    untested = _first_by_cell(found for found in placed if found[0] not in checked)
    return Recalculation(
        checked=len(checked),
        discrepancies=tuple(_discrepancy(grid, *found, explanations) for found in differing),
        untested=(
            *(_untested_cell(grid, cell, trial.reason) for cell, _, trial in untested),
            *(_untested_line(view, column, reason) for view in views for column, reason in view.unclear.items()),
        ),
    )


def _first_by_cell(found: Iterable[_Placed]) -> list[_Placed]:
    """Keep one trial a cell, in the order of the grid; a corner may have failed both by row and by column."""
    first: dict[Cell, _Placed] = {}
    for placed in found:
        first.setdefault(placed[0], placed)
    return [first[cell] for cell in sorted(first)]


def _discrepancy(
    grid: Grid, cell: Cell, view: View, trial: Trial, explanations: Sequence[Explanation]
) -> Discrepancy:
    row, column = grid.rows[cell[0]], grid.columns[cell[1]]
    printed = view.figures.known(trial.calculation.target)
    value = round_half_up(expected_value(trial.calculation, view.figures), printed.decimals)
    texts = [known.text for known in explanations if (known.row, known.column) == (row.label, column)]
    return Discrepancy(
        row=row.label,
        column=column,
        printed=printed,
        recomputed=Number(value, printed.decimals, printed.percent, format_number(value, printed.decimals)),
        kind=trial.calculation.kind,
        explained=" ".join(texts) or None,
        cause=likely_cause(trial.calculation, view.figures),
        line=row.line,
    )


def _untested_cell(grid: Grid, cell: Cell, reason: str) -> Untested:
    row = grid.rows[cell[0]]
    return Untested(row.label, grid.columns[cell[1]], reason, row.line)


def _untested_line(view: View, column: int, reason: str) -> Untested:
    label = view.figures.columns[column].text
    return Untested(label, None, reason, None) if view.is_turned else Untested(None, label, reason, None)
