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

    `links` are the sums: the number of the total's cell and of its parts' cells, as numbered in `cells`. Raises
    StatsError when a cell that two tables share does not have the same count in both.
    """

    tables: tuple[Table, ...]
    cells: tuple[Cell, ...]
    counts: tuple[int, ...]
    links: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, *tables: Table) -> Publication:
        """Put tables together; cells of the same name are the same cell."""
        require(bool(tables), "tables", tables, "one table or more")
        counts: dict[Cell, int] = {}
        links: dict[tuple[int, tuple[int, ...]], None] = {}
        number: dict[Cell, int] = {}
        for table in tables:
            for cell, count in table.cells():
                allowed = f"{counts.get(cell)}, as in the other table, or another name for what is counted"
                require(counts.setdefault(cell, count) == count, f"count of {cell.written()}", count, allowed)
                number.setdefault(cell, len(number))
            at = [number[cell] for cell in table.places()]
            links.update({(at[total], tuple(at[part] for part in parts)): None for total, parts in table.links()})
        return cls(tables, tuple(counts), tuple(counts.values()), tuple(links))

    @cached_property
    def number(self) -> dict[Cell, int]:
        """The number of each cell."""
        return {cell: number for number, cell in enumerate(self.cells)}

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
