"""The equations between hidden cells: how far one of them can move when every published figure stands still."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import block_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

_SLACK = 1e-6


class Unreachable(Exception):
    """The cell cannot move that far, whatever else is hidden."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a cell can move: in whole counts, and with fractions allowed (`relaxed`, never shorter).

    `moves` is a table of changes that reaches it, over the hidden cells, checked in whole numbers; None without limit.
    `prices` are the dual values of the equations in `rows`.
    """

    distance: float
    relaxed: float
    moves: Whole | None
    prices: Real
    rows: Whole


class Equations:
    """A set of hidden cells, and the sums that bind their changes.

    `columns` numbers the hidden cells, `low` and `high` how far each may change (0 lies between). Cells that no chain
    of sums connects are solved apart.
    """

    def __init__(self, matrix: csr_array, hidden: NDArray[np.bool_], low: Real, high: Real) -> None:
        self.columns: Whole = np.flatnonzero(hidden)
        self.low, self.high = low[self.columns], high[self.columns]
        inside = csc_array(matrix)[:, self.columns]
        rows = np.flatnonzero(np.bincount(inside.indices, minlength=matrix.shape[0]))
        whole = csr_array(inside)[rows]
        _, part = connected_components(block_array([[None, whole], [whole.T, None]]), directed=False)
        self._place = {int(cell): place for place, cell in enumerate(self.columns)}
        self._part_of = part[len(rows) :]
        self._parts: dict[int, tuple[Whole, Whole, csc_array]] = {}
        for number in np.unique(self._part_of).tolist():
            own = np.flatnonzero(self._part_of == number)
            lines = np.flatnonzero(part[: len(rows)] == number)
            self._parts[number] = own, rows[lines], csc_array(whole[lines][:, own])

    def reach(self, cell: int, sign: int, most: float = inf) -> Reach:
        """Find how far a hidden cell can move up (sign 1) or down (−1), looking no further than `most`.

        Linear programming first; its vertex, rounded and checked in whole numbers, is proof enough when it reaches the
        whole part of the optimum. Otherwise integer programming. Source of the model: Fischetti and Salazar, Operations
        Research 49 (2001) 445-454, section 2.
        """
        place = self._place[cell]
        own, rows, matrix = self._parts[int(self._part_of[place])]
        at = int(np.searchsorted(own, place))
        low, high = self._capped(own, at, sign, most)
        goal = np.zeros(len(own))
        goal[at] = -sign
        found = _relaxed(goal, matrix, low, high)
        if found.status != 0 and _endless(goal, matrix, low, high):
            return Reach(inf, inf, None, np.zeros(len(rows)), rows)
        relaxed = -float(_solved(found).fun)
        moves = _whole(matrix, found.x, low, high)
        if moves is None or sign * moves[at] < floor(relaxed + _SLACK):
            moves = _whole(matrix, _in_whole_counts(goal, matrix, low, high).x, low, high)
        if moves is None:
            raise ArithmeticError(f"the solver gave no exact table for cell {cell}")
        return Reach(float(sign * moves[at]), relaxed, self._spread(own, moves), -found.eqlin.marginals, rows)

    def spread(self, wanted: dict[int, float]) -> Whole:
        """Move many hidden cells up at once, each no further than it is wanted; no move when none is found."""
        moves = np.zeros(len(self.columns), dtype=np.int64)
        places = {self._place[cell]: most for cell, most in wanted.items()}
        for number in sorted({int(self._part_of[place]) for place in places}):
            own, _, matrix = self._parts[number]
            low, high = self.low[own].copy(), self.high[own].copy()
            goal = np.zeros(len(own))
            for at, place in enumerate(own.tolist()):
                if place in places:
                    goal[at], high[at] = -1, min(high[at], places[place])
            found = _relaxed(goal, matrix, low, high)
            exact = _whole(matrix, _solved(found).x, low, high)
            if exact is not None:
                moves[own] = exact
        return moves

    def cheapest(self, cell: int, sign: int, distance: int, costs: Real) -> Whole:
        """Find changes that move one cell by a distance and cost little, a cost for each cell that changes.

        The cost is spread over the counts that a cell can give or take, so that few cells change. Gives the changes
        over the hidden cells. Raises Unreachable when the cell cannot move that far.
        """
        place = self._place[cell]
        own, _, matrix = self._parts[int(self._part_of[place])]
        at = int(np.searchsorted(own, place))
        up, down = np.maximum(self.high[own], 0), np.maximum(-self.low[own], 0)
        least, most = np.zeros(2 * len(own)), np.concatenate([up, down])
        moving, still = (at, at + len(own)) if sign > 0 else (at + len(own), at)
        if most[moving] < distance:
            raise Unreachable(cell)
        least[moving] = most[moving] = distance
        most[still] = 0
        both = csc_array(block_array([[matrix, -matrix]]))
        goal = np.tile(costs[self.columns[own]], 2) / np.clip(most, 1, distance)
        found = _relaxed(goal, both, least, most)
        if found.status == 2:
            raise Unreachable(cell)
        moves = _whole(both, _solved(found).x, least, most)
        if moves is None:
            moves = _whole(both, _in_whole_counts(goal, both, least, most, Unreachable(cell)).x, least, most)
        if moves is None:
            raise Unreachable(cell)
        return self._spread(own, moves[: len(own)] - moves[len(own) :])

    def _capped(self, own: Whole, at: int, sign: int, most: float) -> tuple[Real, Real]:
        low, high = self.low[own].copy(), self.high[own].copy()
        if sign > 0:
            high[at] = min(high[at], most)
        else:
            low[at] = max(low[at], -most)
        return low, high

    def _spread(self, own: Whole, moves: Whole) -> Whole:
        found = np.zeros(len(self.columns), dtype=np.int64)
        found[own] = moves
        return found


def _endless(goal: Real, matrix: csc_array, low: Real, high: Real) -> bool:
    """Whether there is a direction in which the goal improves for ever."""
    free = np.column_stack([np.where(np.isinf(low), -inf, 0), np.where(np.isinf(high), inf, 0)])
    free[goal != 0] = -goal[goal != 0, None]
    return bool(_relaxed(np.zeros(len(goal)), matrix, *free.T).status == 0)


def _relaxed(goal: Real, matrix: csc_array, low: Real, high: Real) -> OptimizeResult:
    """Minimise with fractions allowed; the simplex method, since a vertex is often whole."""
    sums = np.zeros(matrix.shape[0])
    return linprog(goal, A_eq=matrix, b_eq=sums, bounds=np.column_stack([low, high]), method="highs-ds")


def _solved(found: OptimizeResult) -> OptimizeResult:
    if found.status != 0:
        raise ArithmeticError(f"HiGHS did not solve the table: {found.message}")
    return found


def _whole(matrix: csc_array, found: Real, low: Real, high: Real) -> Whole | None:
    """Round a solution, and keep it only if it satisfies every equation and bound exactly."""
    moves: Whole = np.rint(found).astype(np.int64)
    fits = not (matrix @ moves).any() and bool((moves >= low).all() and (moves <= high).all())
    return moves if fits else None


def _in_whole_counts(
    goal: Real, matrix: csc_array, low: Real, high: Real, otherwise: Exception | None = None
) -> OptimizeResult:
    """Minimise over whole numbers, to proven optimum."""
    found = milp(
        goal,
        constraints=LinearConstraint(matrix, 0, 0),
        bounds=Bounds(low, high),
        integrality=np.ones(len(goal)),
        options={"mip_rel_gap": 0},
    )
    if found.status == 2 and otherwise is not None:
        raise otherwise
    return _solved(found)
