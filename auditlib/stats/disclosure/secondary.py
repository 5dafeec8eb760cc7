"""Secondary suppression: hide more cells, as few as possible, so that no hidden cell can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from auditlib.stats.disclosure.attacker import Knowledge, attack
from auditlib.stats.disclosure.equations import Real, Unreachable
from auditlib.stats.disclosure.fast import hide_fast, show_again
from auditlib.stats.disclosure.optimal import hide_optimally
from auditlib.stats.disclosure.primary import Primary
from auditlib.stats.disclosure.publication import Publication
from auditlib.stats.disclosure.result import Suppression
from auditlib.stats.disclosure.shield import Mask, Shield, Task
from auditlib.stats.disclosure.tables import Cell
from auditlib.stats.explain import StatsError, require

Weights = Literal["cells", "counts"] | Mapping[Cell, float]
Method = Literal["auto", "optimal", "fast"]

SMALL = 3000
NODES = {"auto": 2_000, "optimal": 1_000_000}


def suppress(
    publication: Publication,
    primary: Iterable[Primary],
    *,
    weights: Weights = "counts",
    keep: Iterable[Cell] = (),
    knowledge: Knowledge | None = None,
    method: Method = "auto",
) -> Suppression:
    """Hide the primary cells, and others so that each is protected and no hidden cell is determined.

    Least is lost by `weights`: "cells" (each cell 1), "counts" (each cell its count and 1 more) or a weight above 0 for
    each cell. Cells to `keep` are shown. "optimal" proves that nothing safe loses less, "fast" does not; "auto" tries
    the first up to 3000 cells and 2000 nodes of the search. In all, each secondary cell is needed by some primary
    cell, so that a table exists where it is another: none of them is determined either. The attacker has the last word
    on every result. Raises StatsError for unknown cells, and for a primary cell that
    must be shown or that hiding all the others does not protect. Source: Fischetti and Salazar, Operations Research 49
    (2001) 445-454; Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4.
    """
    require(method in ("auto", "optimal", "fast"), "method", method, "auto, optimal or fast")
    merged = _merged(primary)
    task = _task(publication, merged, knowledge or Knowledge())
    shown = publication.mask(keep, "cell to keep")
    clash = [publication.cells[number].written() for number in task.cells if shown[number]]
    require(not clash, "keep", clash, "cells that no rule hides")
    costs = _weights(publication, weights)
    try:
        hidden, at_least = _solve(task, costs, ~shown, method)
    except Unreachable as reason:
        (number,) = reason.args
        each = merged[task.cells.index(number)]
        allowed = "what hiding all other cells gives; ask for less, or keep fewer cells"
        raise StatsError(f"protection of {each.cell.written()}", each.protection, allowed) from reason
    secondary = [publication.cells[number] for number in np.flatnonzero(hidden & ~task.mask()).tolist()]
    proof = attack(publication, [*(each.cell for each in merged), *secondary], primary=merged, knowledge=knowledge)
    if proof.exposed:
        raise ArithmeticError(
            f"the attacker worked out {proof.exposed[0].cell.written()}; this is an error in auditlib"
        )
    return Suppression(publication, merged, tuple(secondary), float(costs[hidden].sum()), at_least, proof)


def _solve(task: Task, costs: Real, free: Mask, method: Method) -> tuple[Mask, float | None]:
    """Choose the method, and take the fast one where the optimal one runs out of rounds."""
    if not Shield(task).exposed(task.mask()):
        return task.mask(), float(costs[task.mask()].sum())
    at_least = None
    if method == "optimal" or (method == "auto" and len(costs) <= SMALL):
        best = hide_optimally(task, costs, free, NODES[method])
        at_least = best.at_least
        if best.hidden is not None:
            return show_again(Shield(task), best.hidden, costs), at_least
    return hide_fast(task, costs, free), at_least


def _merged(primary: Iterable[Primary]) -> tuple[Primary, ...]:
    """Put together what several rules say of the same cell: all their names, and the strongest protection."""
    found: dict[Cell, Primary] = {}
    for each in primary:
        old = found.get(each.cell)
        if old is None:
            found[each.cell] = each
            continue
        strongest = old.protection.joined(each.protection)
        found[each.cell] = replace(old, rule=f"{old.rule}, {each.rule}", protection=strongest)
    return tuple(found.values())


def _task(publication: Publication, primary: tuple[Primary, ...], knowledge: Knowledge) -> Task:
    low, high = knowledge.room(publication)
    cells = publication.numbers((each.cell for each in primary), "primary cell")
    return Task(
        publication.matrix, low, high, tuple(cells), tuple(each.protection for each in primary), publication.shown
    )


def _weights(publication: Publication, weights: Weights) -> Real:
    costs: Real = np.add(publication.values, 1, dtype=np.float64)
    if isinstance(weights, Mapping):
        publication.numbers(weights, "weighted cell")
        missing = [cell.written() for cell in publication.published if cell not in weights]
        require(not missing, "weights", missing, "a weight for every cell")
        given = np.array([float(weights[cell]) for cell in publication.published])
        require(bool((np.isfinite(given) & (given > 0)).all()), "weights", given.min(), "finite numbers above 0")
        costs[: publication.shown] = given
    else:
        require(weights in ("cells", "counts"), "weights", weights, "cells, counts or a weight for each cell")
        if weights == "cells":
            costs[:] = 1
    costs[publication.shown :] = 0
    return costs
