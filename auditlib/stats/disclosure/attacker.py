"""What a reader can work out: each hidden cell's feasible interval, from every published sum at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

from auditlib.stats.disclosure.equations import Equations, Real
from auditlib.stats.disclosure.primary import Primary
from auditlib.stats.disclosure.publication import Publication
from auditlib.stats.disclosure.result import Attack, Interval
from auditlib.stats.disclosure.tables import Cell
from auditlib.stats.explain import require, whole


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the attacker knows beforehand: no count is below `least` or above `most`, and limits for single cells.

    `cells` gives the limits of single cells, the upper one None for no limit. The default is that counts are not
    negative. The attacker also knows that counts are whole.
    """

    least: int = 0
    most: int | None = None
    cells: Mapping[Cell, tuple[int, int | None]] = field(default_factory=dict)

    def room(self, publication: Publication) -> tuple[Real, Real]:
        """Give how far each count may change, downwards and upwards, for all that the attacker knows.

        Raises StatsError for limits that the true counts break, and for cells that are not published.
        """
        low = np.full(len(publication.cells), float(whole("least", self.least)))
        high = np.full(len(publication.cells), inf if self.most is None else float(whole("most", self.most)))
        for (cell, (least, most)), number in zip(
            self.cells.items(), publication.numbers(self.cells, "known cell"), strict=True
        ):
            low[number] = whole(f"least known of {cell.written()}", least)
            high[number] = inf if most is None else whole(f"most known of {cell.written()}", most)
        for number in np.flatnonzero((low > publication.values) | (high < publication.values)).tolist():
            where = f"knowledge of {publication.cells[number].written()}"
            require(False, where, (low[number], high[number]), f"limits around the count {publication.counts[number]}")
        return low - publication.values, high - publication.values


def attack(
    publication: Publication,
    hidden: Iterable[Cell],
    *,
    primary: Iterable[Primary] = (),
    knowledge: Knowledge | None = None,
) -> Attack:
    """Compute the interval in which each hidden count must lie, given every other cell of all the tables.

    The limits are exact: no table of whole counts that agrees with the publication goes beyond them, and one reaches
    each. An upper limit is infinite when nothing published bounds the cell. Raises StatsError for cells that are not
    published. Source: Fischetti and Salazar, Operations Research 49 (2001) 445-454, section 2; Hundepool et al.,
    Statistical Disclosure Control (Wiley 2012), chapter 4 (auditing).
    """
    low, high = (knowledge or Knowledge()).room(publication)
    hidden_cells = tuple(hidden)
    numbers = sorted(set(publication.numbers(hidden_cells, "hidden cell")))
    mask = publication.mask(hidden_cells, "hidden cell")
    mask[publication.shown :] = True
    protections = {each.cell: each.protection for each in primary}
    publication.numbers(protections, "primary cell")
    least, most = _limits(Equations(publication.matrix, mask, low, high), len(numbers))
    return Attack(
        tuple(
            Interval(
                cell := publication.cells[number],
                publication.counts[number],
                publication.counts[number] + int(down),
                None if isinf(up) else publication.counts[number] + int(up),
                protections.get(cell),
            )
            for number, down, up in zip(numbers, least[: len(numbers)], most[: len(numbers)], strict=True)
        )
    )


def _limits(equations: Equations, wanted: int) -> tuple[Real, Real]:
    """Find how far the first hidden cells can change down and up; tables found on the way spare some searches."""
    size = len(equations.columns)
    least, most = np.zeros(size), np.zeros(size)
    for sign, limit in ((-1, equations.low), (1, equations.high)):
        for place, cell in enumerate(equations.columns[:wanted].tolist()):
            reached = least if sign < 0 else most
            if reached[place] == limit[place]:
                continue
            found = equations.reach(cell, sign)
            reached[place] = sign * found.distance
            if found.moves is not None:
                _learn(found.moves, least, most)
    return least, most


def _learn(moves: NDArray[np.int64], least: Real, most: Real) -> None:
    np.minimum(least, moves, out=least)
    np.maximum(most, moves, out=most)
