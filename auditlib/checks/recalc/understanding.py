"""Finding out what each column and each row of a table is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.calculations import Interpretation, Kind, Trust
from auditlib.checks.recalc.changes import may_be_change, propose_changes
from auditlib.checks.recalc.figures import Cell, Figures
from auditlib.checks.recalc.labels import Role
from auditlib.checks.recalc.shares import propose_shares
from auditlib.checks.recalc.totals import propose_totals
from auditlib.checks.recalc.voting import Verdict, judge
from auditlib.language import _

_Verdicts = Mapping[int, Verdict]


@dataclass(frozen=True)
class View:
    """The figures looked at by columns, or turned so that their rows stand as columns.

    `verdicts` holds what columns turned out to be, and `unclear` why a column is not what its label promises.
    """

    figures: Figures
    is_turned: bool
    verdicts: _Verdicts
    unclear: Mapping[int, str]

    def place(self, cell: Cell) -> Cell:
        """Return where a cell of this view stands in the grid."""
        return (cell[1], cell[0]) if self.is_turned else cell


def understand(figures: Figures) -> tuple[View, View]:
    """Return the table by columns and by rows, with changes, shares and totals recognised.

    Changes and shares come first, because they are not parts of totals and have no totals themselves.
    """
    by_column, by_row = figures, figures.turned()
    column_results, row_results = _judge_results(by_column), _judge_results(by_row)
    return (
        _view(by_column, False, column_results, row_results),
        _view(by_row, True, row_results, column_results),
    )


def _view(figures: Figures, is_turned: bool, results: _Verdicts, across: _Verdicts) -> View:
    known, lines = _believed(results), _believed(across)
    totals = _judge_each(figures, {Role.TOTAL}, lambda column: propose_totals(figures, column, known, lines))
    verdicts = {**results, **totals}
    return View(figures, is_turned, verdicts, dict(_unclear(figures, verdicts)))


def _judge_results(figures: Figures) -> _Verdicts:
    def propose(column: int) -> Iterator[Interpretation]:
        if may_be_change(figures, column):
            yield from propose_changes(figures, column)
        if figures.columns[column].role is Role.SHARE:
            yield from propose_shares(figures, column)

    return _judge_each(figures, {Role.CHANGE, Role.SHARE}, propose)


def _judge_each(
    figures: Figures, roles: set[Role], propose: Callable[[int], Iterable[Interpretation]]
) -> _Verdicts:
    return {
        column: verdict
        for column in figures.numeric
        if figures.columns[column].role in roles
        if (verdict := judge(propose(column), figures)) is not None
    }


def _believed(verdicts: _Verdicts) -> frozenset[int]:
    return frozenset(column for column, verdict in verdicts.items() if verdict.is_believed)


def _unclear(figures: Figures, verdicts: _Verdicts) -> Iterator[tuple[int, str]]:
    for column in figures.numeric:
        label = figures.columns[column]
        verdict = verdicts.get(column)
        if verdict is None:
            if label.role is Role.CHANGE and len(label.years) >= 2:
                first, last = min(label.years), max(label.years)
                yield column, _(norwegian.NO_YEARS).format(first=first, last=last)
        elif not verdict.is_believed and verdict.trust > Trust.SEARCHED:
            as_points = _are_points(figures, verdict)
            yield column, _(norwegian.WRITTEN_AS_POINTS) if as_points else _(norwegian.NO_READING)


def _are_points(figures: Figures, verdict: Verdict) -> bool:
    """Tell whether a column of percentage changes would fit as differences."""
    changes = [trial.calculation for trial in verdict.trials]
    if any(change.kind is not Kind.PERCENTAGE_CHANGE for change in changes):
        return False
    differences = tuple(replace(change, kind=Kind.DIFFERENCE) for change in changes)
    as_differences = judge([Interpretation(differences, verdict.trust)], figures)
    return as_differences is not None and as_differences.is_believed
