"""Which cells stay protected when a set of cells is hidden, with alternative tables as proof."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from auditlib.stats.disclosure.equations import Equations, Real, Whole
from auditlib.stats.disclosure.primary import Protection

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Task:
    """The equations of a publication, how far each count may change for all the attacker knows, and what to protect.

    `cells` numbers the primary cells, `needs` gives the protection of each. Cells from `shown` on are never published.
    """

    matrix: csr_array
    low: Real
    high: Real
    cells: tuple[int, ...]
    needs: tuple[Protection, ...]
    shown: int

    def mask(self) -> Mask:
        """Mark the cells that are hidden in any case: the primary ones and those that are not published."""
        marked = self.primary()
        marked[self.shown :] = True
        return marked

    def primary(self) -> Mask:
        """Mark the primary cells."""
        marked = np.zeros(self.matrix.shape[1], dtype=np.bool_)
        marked[list(self.cells)] = True
        return marked

    def equations(self, hidden: Mask) -> Equations:
        """Set up the equations between the hidden cells."""
        return Equations(self.matrix, hidden, self.low, self.high)


class Shield:
    """Remembers alternative tables, since each proves protection for every set of hidden cells that holds its changes.

    A table proves a cell's protection exactly, in whole numbers. That there is none is proven by the solver.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self._cells = np.array(task.cells, dtype=np.int64)
        needs = np.array([(need.above, need.below, need.width) for need in task.needs], dtype=np.int64).reshape(-1, 3)
        self._above, self._below, self._width = needs.T
        self._changed: list[Mask] = []
        self._moves: list[Whole] = []

    def exposed(self, hidden: Mask, *, first_only: bool = False) -> list[int]:
        """Give the primary cells, by place, that are not protected when these cells are hidden; or only the first."""
        up, down = self._proven(hidden)
        pending = np.flatnonzero(~self._enough(up, down)).tolist()
        if not pending:
            return []
        if first_only and self._stands_alone(hidden):
            return pending[:1]
        equations = self.task.equations(hidden)
        if len(pending) > 2 and not first_only:
            self._together(equations, pending, up, down)
        found = []
        for place in pending:
            if not self._reaches(equations, place, up, down):
                found.append(place)
                if first_only:
                    break
        return found

    def remember(self, changes: Whole) -> None:
        """Remember a table of changes over all cells that was found elsewhere."""
        self._changed.append(changes != 0)
        self._moves.append(changes[self._cells])

    def _stands_alone(self, hidden: Mask) -> bool:
        """Whether some sum has one hidden cell only, a primary one, so that it follows from the others."""
        sums = abs(self.task.matrix) @ np.column_stack([hidden, hidden & self.task.primary()]).astype(np.int64)
        return bool((sums == 1).all(axis=1).any())

    def _enough(self, up: Whole, down: Whole) -> Mask:
        enough: Mask = (up >= self._above) & (down >= self._below) & (up + down >= self._width)
        return enough

    def _proven(self, hidden: Mask) -> tuple[Whole, Whole]:
        """How far each primary cell moves up and down in the remembered tables that change only hidden cells."""
        up, down = np.zeros(len(self._cells), dtype=np.int64), np.zeros(len(self._cells), dtype=np.int64)
        if self._changed:
            inside = ~(np.array(self._changed)[:, ~hidden]).any(axis=1)
            moves = np.array(self._moves)[inside]
            up, down = moves.max(axis=0, initial=0), -moves.min(axis=0, initial=0)
        return up, down

    def _together(self, equations: Equations, pending: list[int], up: Whole, down: Whole) -> None:
        """Move as many cells as can be moved in one table."""
        wanted = {place: float(max(self._above[place], self._width[place] - down[place])) for place in pending}
        for _ in range(3):
            before = self._enough(up, down).sum()
            most = {int(self._cells[place]): distance for place, distance in wanted.items()}
            self._learn(equations, equations.spread(most), up, down)
            enough = self._enough(up, down)
            wanted = {place: distance for place, distance in wanted.items() if not enough[place]}
            if not wanted or enough.sum() == before:
                break

    def _reaches(self, equations: Equations, place: int, up: Whole, down: Whole) -> bool:
        """Look for tables that protect one cell, first upwards and then downwards as far as is still needed."""
        cell, above, below, width = (int(each[place]) for each in (self._cells, self._above, self._below, self._width))
        for sign, far, back, least in ((1, up, down, above), (-1, down, up, below)):
            target = max(least, width - int(back[place]))
            if far[place] < target:
                moves = equations.reach(cell, sign, target).moves
                if moves is not None:
                    self._learn(equations, moves, up, down)
        return bool(self._enough(up, down)[place])

    def _learn(self, equations: Equations, moves: Whole, up: Whole, down: Whole) -> None:
        """Remember a table, and its mirror image where that is possible, if it proves more than was known."""
        mirrored = bool((-moves >= equations.low).all() and (-moves <= equations.high).all())
        for each in (moves, -moves) if mirrored else (moves,):
            changes = np.zeros(self.task.matrix.shape[1], dtype=np.int64)
            changes[equations.columns] = each
            own = changes[self._cells]
            if (own > up).any() or (-own > down).any():
                self.remember(changes)
                np.maximum(up, own, out=up)
                np.maximum(down, -own, out=down)
