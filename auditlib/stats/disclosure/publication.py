"""What is published together: the cells of all tables, each once, and every sum that binds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from auditlib.stats.disclosure.tables import Cell, Table
from auditlib.stats.explain import require


@dataclass(frozen=True)
class Publication:
    """Linked tables that one reader can see together.

    `links` are the sums: the number of the total's cell and of its parts' cells, as numbered in `cells`. Only the first
    `shown` cells are published; the others are those of tables that the reader knows to lie behind, though they are
    not shown. Raises StatsError when a cell that two tables share does not have the same count in both.
    """

    tables: tuple[Table, ...]
    cells: tuple[Cell, ...]
    counts: tuple[int, ...]
    links: tuple[tuple[int, tuple[int, ...]], ...]
    shown: int

    @classmethod
    def of(cls, *tables: Table, behind: Iterable[Table] = ()) -> Publication:
        """Put tables together; cells of the same name are the same cell.

        Tables `behind` are not published, but bind those that are: when tables by age, by sex and by both with place
        count the same children, a table by all three exists, and a clever reader uses it.
        """
        require(bool(tables), "tables", tables, "one table or more")
        counts: dict[Cell, int] = {}
        links: dict[tuple[int, tuple[int, ...]], None] = {}
        number: dict[Cell, int] = {}
        shown = 0
        for place, table in enumerate((*tables, *behind)):
            for cell, count in table.cells():
                allowed = f"{counts.get(cell)}, as in the other table, or another name for what is counted"
                require(counts.setdefault(cell, count) == count, f"count of {cell.written()}", count, allowed)
                number.setdefault(cell, len(number))
            at = [number[cell] for cell in table.places()]
            links.update({(at[total], tuple(at[part] for part in parts)): None for total, parts in table.links()})
            shown = len(number) if place < len(tables) else shown
        return cls(tables, tuple(counts), tuple(counts.values()), tuple(links), shown)

    @property
    def published(self) -> tuple[Cell, ...]:
        """The cells of the tables that are published."""
        return self.cells[: self.shown]

    @cached_property
    def number(self) -> dict[Cell, int]:
        """The number of each published cell."""
        return {cell: number for number, cell in enumerate(self.published)}

    @cached_property
    def values(self) -> NDArray[np.int64]:
        """The counts as an array."""
        return np.array(self.counts, dtype=np.int64)

    @cached_property
    def matrix(self) -> csr_array:
        """One row for each link, one column for each cell: 1 for the parts, −1 for the total, so that rows sum to 0."""
        rows = np.repeat(np.arange(len(self.links)), [len(parts) + 1 for _, parts in self.links])
        columns = np.array([cell for total, parts in self.links for cell in (total, *parts)], dtype=np.int64)
        signs = np.array([sign for _, parts in self.links for sign in (-1, *[1] * len(parts))], dtype=np.int64)
        return csr_array((signs, (rows, columns)), shape=(len(self.links), len(self.cells)))

    def numbers(self, cells: Iterable[Cell], argument: str) -> list[int]:
        """Find cells by name; raise StatsError for a cell that is not published."""
        found = []
        for cell in cells:
            require(cell in self.number, argument, cell, "a cell of the tables")
            found.append(self.number[cell])
        return found

    def mask(self, cells: Iterable[Cell], argument: str) -> NDArray[np.bool_]:
        """Mark cells among all cells; raise StatsError for a cell that is not published."""
        marked = np.zeros(len(self.cells), dtype=np.bool_)
        marked[self.numbers(cells, argument)] = True
        return marked
