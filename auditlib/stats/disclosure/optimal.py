"""Secondary suppression with the least information lost, for small tables: cuts are added until the attacker fails."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from auditlib.stats.disclosure.equations import Equations, Real, Unreachable, Whole
from auditlib.stats.disclosure.shield import Mask, Shield, Task

_ROUNDING = 6
_ROUNDS = 500
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best set of hidden cells found, and a proven lower limit to what any safe set loses.

    `hidden` is None when the search was cut off before the attacker failed.
    """

    hidden: Mask | None
    at_least: float


def hide_optimally(task: Task, weights: Real, free: Mask, nodes: int) -> Optimum:
    """Hide the cells of least weight among the free ones that leave no primary cell exposed, within a number of nodes.

    A master problem chooses cells; the attacker's dual values say which sums of hidden cells are too small, and the
    master must respect them from then on. Raises Unreachable when hiding every free cell is not enough. Source:
    Fischetti and Salazar, Operations Research 49 (2001) 445-454, sections 3 and 4 (capacity constraints).
    """
    shield = Shield(task)
    if left := shield.exposed(free | task.mask()):
        raise Unreachable(task.cells[left[0]])
    alone, cuts = _not_alone(task), np.zeros((0, len(weights)))
    at_least = 0.0
    for _ in range(_ROUNDS):
        hidden, bound, used = _choose(task, weights, free, (alone, cuts), nodes)
        nodes -= used
        at_least = max(at_least, bound)
        if hidden is None:
            break
        exposed = shield.exposed(hidden)
        if not exposed:
            return Optimum(hidden, at_least)
        equations = task.equations(hidden)
        cuts = np.vstack([cuts, *(_cut(task, equations, hidden, place) for place in exposed)])
    return Optimum(None, at_least)


def _choose(
    task: Task, weights: Real, free: Mask, cuts: tuple[csr_array, Real], nodes: int
) -> tuple[Mask | None, float, int]:
    """Choose the cells of least weight that respect the cuts, with a proven lower limit and the nodes searched.

    No cells when the search is cut off. The first cuts have 0 on their right side, the others 1.
    """
    always = task.mask()
    sides = np.repeat([0.0, 1.0], [cuts[0].shape[0], len(cuts[1])])
    found = milp(
        weights,
        constraints=LinearConstraint(vstack([cuts[0], csr_array(cuts[1])]), sides, inf),
        bounds=Bounds(always.astype(float), (always | free).astype(float)),
        integrality=np.ones(len(weights)),
        options={"mip_rel_gap": 0, "node_limit": max(nodes, 1)},
    )
    if found.status == 0:
        hidden: Mask = found.x > 0.5
        return hidden, float(weights[hidden].sum()), int(found.mip_node_count)
    if found.status == 1:
        return None, float(found.mip_dual_bound or 0), nodes
    raise ArithmeticError(f"HiGHS did not choose cells: {found.message}")


def _not_alone(task: Task) -> csr_array:
    """A hidden cell that can move is not alone in any sum: one cut for each published cell of each sum."""
    sums = abs(task.matrix).astype(np.float64)
    rows, cells = sums[:, : task.shown].nonzero()
    others = csr_array(sums[rows])
    itself = csr_array((np.full(len(rows), 2.0), (np.arange(len(rows)), cells)), shape=others.shape)
    return csr_array(others - itself)


def _cut(task: Task, equations: Equations, hidden: Mask, place: int) -> Real:
    """What the hidden cells lack to protect one primary cell, as a sum of hidden cells that must be at least 1."""
    cell, need = task.cells[place], task.needs[place]
    far = max(need.width, need.above, need.below)
    up, down = (equations.reach(cell, sign, far) for sign in (1, -1))
    above, below = (_capacity(task, cell, sign, reach.prices, reach.rows) for sign, reach in ((1, up), (-1, down)))
    for most, capacity, least in (
        (up.relaxed, above, need.above),
        (down.relaxed, below, need.below),
        (up.relaxed + down.relaxed, above + below, need.width),
    ):
        if most < least - _TINY:
            cut: Real = np.minimum(capacity, least) / least
            if cut[hidden].sum() < 1 - _TINY:
                return cut
    return (~hidden).astype(float)


def _capacity(task: Task, cell: int, sign: int, prices: Real, rows: Whole) -> Real:
    """How much each cell, if hidden, can at most add to the movement of one cell.

    For any prices: a change that keeps every sum moves the cell by the priced changes of the others, so the rounding of
    the prices is harmless.
    """
    worth = np.zeros(task.matrix.shape[1])
    worth[cell] = sign
    worth += task.matrix[rows].T @ -np.round(prices, _ROUNDING)
    worth[abs(worth) < _TINY] = 0
    up = np.multiply(worth, task.high, where=worth > 0, out=np.zeros_like(worth))
    down = np.multiply(worth, task.low, where=worth < 0, out=np.zeros_like(worth))
    capacity: Real = up + down
    return capacity
