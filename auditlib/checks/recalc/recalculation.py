"""Recalculating a grid: totals, differences, percentage changes and shares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial

from auditlib.checks.recalc.calculations import Kind
from auditlib.checks.recalc.causes import likely_cause
from auditlib.checks.recalc.figures import Cell, Figures, read_figures
from auditlib.checks.recalc.grid import Grid
from auditlib.checks.recalc.means import computed_mean, find_means
from auditlib.checks.recalc.possible import find_impossible
from auditlib.checks.recalc.prose import read_statements
from auditlib.checks.recalc.remarks import Doubt, Remark
from auditlib.checks.recalc.results import Discrepancy, Explanation, Recalculation, Untested
from auditlib.checks.recalc.understanding import View, understand
from auditlib.checks.recalc.voting import Outcome, Trial, attempt
from auditlib.numbers import Number, format_number, read_number, round_half_up


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
        calculation, figures = self.trial.calculation, self.view.figures
        return _like(figures.known(calculation.target), calculation.exact(figures))

    @property
    def remark(self) -> Remark:
        """What the difference is, and why it may be."""
        calculation, figures = self.trial.calculation, self.view.figures
        value, mean = calculation.exact(figures), computed_mean(calculation, figures)
        if mean is not None:
            return Remark(self.cell, Kind.UNWEIGHTED_MEAN, value, mean)
        return Remark(self.cell, calculation.kind, value, likely_cause(calculation, figures))


def recalculate(grid: Grid, explanations: Sequence[Explanation] = (), siblings: Iterable[Grid] = ()) -> Recalculation:
    """Recompute the totals, differences, percentage changes and shares of a grid, and correct nothing.

    A label proposes what a column or a row is, and the numbers decide. Each proposal is an interpretation;
    the one that explains most of the numbers is chosen, and its other numbers are discrepancies only if
    enough fit (see `Trust`). A column whose label promises a calculation that its numbers do not bear out is
    listed as untested, since it is more likely to mean something else than to be wrong throughout. A number
    that only follows from another wrong one is not reported.

    A number fits if it could be printed for any values that round to the printed ones: every operand may be off by
    half a unit of its last printed decimal. Counts have no such leeway when they are added, subtracted or shared out:
    whole numbers are counts unless they are shares or rates, or a heading says thousands or millions. A missing cell
    is never zero: what depends on it is untested. A total that lies between its parts may be a mean and is untested.

    Three things are looked for besides: totals of percentages that are the plain mean of their parts (`siblings` are
    tables that may hold the counts to weight by), percentages that no whole count gives, and what a cell states in
    words, such as «8 av 18 (44 %)».
    """
    figures = read_figures(grid)
    views = understand(figures)
    placed = list(_placed(views))
    checked = frozenset(found.cell for found in placed if found.trial.outcome is not Outcome.UNTESTED)
    besides, stated = list(_said_besides(views, checked, siblings)), list(_stated_in_cells(grid, explanations))
    remarks = {each.cell: each for each in besides if isinstance(each, Remark)}
    remarks.update((found.cell, found.remark) for found in _wrong(placed))
    doubts = {found.cell: Doubt(found.cell, found.trial.reason) for found in _first_by_cell(placed)}
    doubts.update((each.cell, each) for each in besides if isinstance(each, Doubt))
    known = checked | remarks.keys()
    in_words = (found for found in stated if found is not None)
    return Recalculation(
        len(known) + len(stated),
        (*(_discrepancy(grid, figures, remarks[cell], explanations) for cell in sorted(remarks)), *in_words),
        (*(_untested_cell(grid, doubts[cell]) for cell in sorted(doubts.keys() - known)), *_untested_lines(views)),
    )


def _placed(views: tuple[View, View]) -> Iterator[_Placed]:
    for view in views:
        for verdict in view.verdicts.values():
            if verdict.is_believed:
                yield from (_Placed(trial, view) for trial in verdict.trials)


def _said_besides(
    views: tuple[View, View], settled: frozenset[Cell], siblings: Iterable[Grid]
) -> Iterator[Remark | Doubt]:
    """Yield what is said of cells that were not computed from others, in the places of the grid."""

    @cache
    def figures_of_siblings() -> tuple[Figures, ...]:
        return tuple(read_figures(each) for each in siblings)

    # What is said last of a cell stands: that it is a plain mean says more than that no count gives it.
    for find in (find_impossible, partial(find_means, siblings=figures_of_siblings)):
        for view in views:
            known = frozenset(view.place(cell) for cell in settled)
            yield from (replace(each, cell=view.place(each.cell)) for each in find(view.figures, known))


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


def _discrepancy(grid: Grid, figures: Figures, remark: Remark, explanations: Sequence[Explanation]) -> Discrepancy:
    row, column = grid.rows[remark.cell[0]], grid.columns[remark.cell[1]]
    printed = figures.known(remark.cell)
    return Discrepancy(
        row=row.label,
        column=column,
        printed=printed,
        recomputed=_like(printed, remark.value),
        kind=remark.kind,
        explained=_explained(row.label, column, explanations),
        cause=remark.cause.text,
        line=row.line,
        pattern=remark.cause.pattern,
    )


def _explained(row: str, column: str, explanations: Sequence[Explanation]) -> str | None:
    return " ".join(known.text for known in explanations if (known.row, known.column) == (row, column)) or None


def _stated_in_cells(grid: Grid, explanations: Sequence[Explanation]) -> Iterator[Discrepancy | None]:
    """Yield, for each statement in words, what is wrong with it, or None when it holds."""
    for row in grid.rows:
        for column, text in zip(grid.columns, row.cells, strict=True):
            for found in read_statements(text) if _may_state(text) else ():
                explained = _explained(row.label, column, explanations)
                yield None if found.holds else found.at_cell(row.label, column, row.line, explained)


def _may_state(text: str) -> bool:
    """Tell whether a cell has more than a number and a percentage in it."""
    return ("%" in text or "pros" in text) and read_number(text) is None


def _like(printed: Number, value: Fraction) -> Number:
    """Write a value with the decimals of a printed number."""
    rounded = round_half_up(value, printed.decimals)
    return Number(rounded, printed.decimals, printed.percent, format_number(rounded, printed.decimals))


def _untested_cell(grid: Grid, doubt: Doubt) -> Untested:
    row = grid.rows[doubt.cell[0]]
    return Untested(row.label, grid.columns[doubt.cell[1]], doubt.reason, row.line)


def _untested_lines(views: tuple[View, View]) -> Iterator[Untested]:
    for view in views:
        for column, reason in view.unclear.items():
            label = view.figures.columns[column].text
            yield Untested(label, None, reason, None) if view.is_turned else Untested(None, label, reason, None)
