"""Secondary suppression for large tables: the cheapest way out for each cell, then show again what is not needed."""

from __future__ import annotations

import numpy as np

from auditlib.stats.disclosure.equations import Equations, Real, Unreachable, Whole
from auditlib.stats.disclosure.shield import Mask, Shield, Task

_ROUNDS = 8
_NEXT_TO_NOTHING = 1e-6


def hide_fast(task: Task, weights: Real, free: Mask) -> Mask:
    """Hide cells among the free ones until every primary cell is protected, then show those that none of them needs.

    What remains is minimal: without any one of its secondary cells some primary cell is exposed. Raises Unreachable
    for a primary cell that cannot be protected. Source: Fischetti and Salazar, Operations Research 49 (2001) 445-454,
    section 5 (heuristic), after Kelly, Golden and Assad, Networks 22 (1992) 397-417.
    """
    shield = Shield(task)
    hidden = task.mask()
    everything = task.equations(free | hidden)
    while exposed := shield.exposed(hidden):
        exposed.sort(key=lambda place: (-task.needs[place].width, task.cells[place]))
        for place in exposed[: max(1, len(exposed) // _ROUNDS)]:
            for changes in _ways_out(task, everything, place, np.where(hidden, _NEXT_TO_NOTHING, weights)):
                hidden |= changes != 0
                shield.remember(changes)
    return show_again(shield, hidden, weights)


def show_again(shield: Shield, hidden: Mask, weights: Real) -> Mask:
    """Show every secondary cell that can be shown, the heaviest first.

    One pass is enough: what a set of hidden cells cannot protect, no part of the set can.
    """
    secondary = np.flatnonzero(hidden & ~shield.task.mask())
    hidden = hidden.copy()
    for cell in sorted(secondary.tolist(), key=lambda cell: (-weights[cell], cell)):
        hidden[cell] = False
        if shield.exposed(hidden, first_only=True):
            hidden[cell] = True
    return hidden


def _ways_out(task: Task, everything: Equations, place: int, costs: Real) -> list[Whole]:
    """Find the cheapest tables that move one primary cell as far as it must, up and down, over all cells."""
    cell, need = task.cells[place], task.needs[place]
    down = min(need.width, int(-task.low[cell]))
    for _ in range(2):
        up = max(need.above, need.width - down)
        wanted = ((1, up), (-1, max(need.below, need.width - up)))
        try:
            found = [everything.cheapest(cell, sign, distance, costs) for sign, distance in wanted if distance]
        except Unreachable:
            down = int(everything.reach(cell, -1, need.width).distance)
            continue
        return [_over_all(task, everything, moves) for moves in found]
    raise Unreachable(cell)


def _over_all(task: Task, everything: Equations, moves: Whole) -> Whole:
    changes = np.zeros(task.matrix.shape[1], dtype=np.int64)
    changes[everything.columns] = moves
    return changes
