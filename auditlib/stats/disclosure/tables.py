"""Tables of counts with their margins as cells, and several tables that share cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from auditlib.stats.explain import require, whole

LARGEST_COUNT = 10**9


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell: what is counted, and the category on each dimension that it is not a total over.

    Two tables share a cell when both are equal, so the margin over age is the same cell in «municipality by age» and in
    «municipality by sex» of the same population. The grand total has no categories.
    """

    counted: str
    at: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, counted: str, /, **at: str) -> Cell:
        """Name a cell by its categories, in any order."""
        return cls(counted, tuple(sorted(at.items())))

    def written(self) -> str:
        """Write the cell for a message: `barn (alder = 0–5, kommune = A)`."""
        return f"{self.counted} ({', '.join(f'{name} = {category}' for name, category in self.at)})"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A named dimension: categories that add up to its total, and groups of categories with a subtotal of their own.

    Raises StatsError for no categories, a label twice, an empty group and a group of unknown categories.
    """

    name: str
    categories: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        labels = [*self.categories, *(label for label, _ in self.groups)]
        require(bool(self.categories), f"categories of {self.name}", self.categories, "one category or more")
        require(len(set(labels)) == len(labels), f"categories of {self.name}", labels, "each label once")
        for label, members in self.groups:
            allowed = f"different categories among {', '.join(self.categories)}"
            known = bool(members) and set(members) <= set(self.categories) and len(set(members)) == len(members)
            require(known, f"group {label} of {self.name}", members, allowed)

    @property
    def labels(self) -> tuple[str | None, ...]:
        """The places along the dimension: categories, groups, and None for the total."""
        return (*self.categories, *(label for label, _ in self.groups), None)

    def sums(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give the place of each subtotal and of the total, with the places that add up to it."""
        for place, (_, members) in enumerate(self.groups, len(self.categories)):
            yield place, tuple(self.categories.index(member) for member in members)
        yield len(self.categories) + len(self.groups), tuple(range(len(self.categories)))


@dataclass(frozen=True)
class Table:
    """A table of non-negative counts; margins and subtotals follow from the counts of the innermost cells.

    `counts` are the innermost cells in row-major order, the last dimension fastest. Raises StatsError for negative,
    fractional or missing counts, counts above a thousand million, and dimensions that do not fit.
    """

    counted: str
    dimensions: tuple[Dimension, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        names = [dimension.name for dimension in self.dimensions]
        require(bool(names) and len(set(names)) == len(names), "dimensions", names, "one or more, each name once")
        size = prod(len(dimension.categories) for dimension in self.dimensions)
        require(len(self.counts) == size, "counts", len(self.counts), f"{size} counts, one for each innermost cell")
        for cell, count in zip(self.innermost(), self.counts, strict=True):
            whole(f"count of {cell.written()}", count)
        require(sum(self.counts) <= LARGEST_COUNT, "sum of counts", sum(self.counts), f"at most {LARGEST_COUNT}")

    @classmethod
    def of(
        cls,
        counted: str,
        dimensions: Mapping[str, Sequence[str]] | Sequence[Dimension],
        counts: object,
        margins: Mapping[Cell, int] | None = None,
    ) -> Table:
        """Build a table from nested lists or an array of the innermost counts, shaped as the dimensions.

        `margins` are totals as printed, which are held against the counts. Raises StatsError for another shape, for
        margins that do not add up and for margins that the table does not have.
        """
        if isinstance(dimensions, Mapping):
            dimensions = [Dimension(name, tuple(categories)) for name, categories in dimensions.items()]
        shape = tuple(len(dimension.categories) for dimension in dimensions)
        given = np.asarray(counts, dtype=object)
        require(given.shape == shape, "shape of counts", given.shape, f"{shape}, as the dimensions")
        plain = (count.item() if isinstance(count, np.generic) else count for count in given.ravel())
        places = product(*(dimension.categories for dimension in dimensions))
        table = cls(
            counted,
            tuple(dimensions),
            tuple(whole(f"count at {', '.join(place)}", count) for place, count in zip(places, plain, strict=True)),
        )
        table.check(margins or {})
        return table

    def check(self, margins: Mapping[Cell, int]) -> None:
        """Raise StatsError unless the printed margins are those of the counts."""
        sums = dict(self.cells()) if margins else {}
        for cell, count in margins.items():
            require(cell in sums, "margin", cell.written(), "a cell of the table")
            require(sums[cell] == count, f"margin {cell.written()}", count, f"{sums[cell]}, the sum of its cells")

    def innermost(self) -> Iterator[Cell]:
        """Give the innermost cells in the order of `counts`."""
        for at in product(*([(d.name, category) for category in d.categories] for d in self.dimensions)):
            yield Cell(self.counted, tuple(sorted(at)))

    def places(self) -> list[Cell]:
        """Give every cell with subtotals and totals, the last dimension fastest."""
        labels = ([(d.name, label) for label in d.labels] for d in self.dimensions)
        return [
            Cell(self.counted, tuple(sorted((name, label) for name, label in at if label is not None)))
            for at in product(*labels)
        ]

    def filled(self) -> NDArray[np.int64]:
        """Give the counts of every place as an array with one axis for each dimension."""
        found = np.array(self.counts, dtype=np.int64).reshape([len(d.categories) for d in self.dimensions])
        for axis, dimension in enumerate(self.dimensions):
            added = [found.take(parts, axis).sum(axis, keepdims=True) for _, parts in dimension.sums()]
            found = np.concatenate([found, *added], axis)
        return found

    def cells(self) -> Iterator[tuple[Cell, int]]:
        """Give every cell with its count, margins too."""
        yield from zip(self.places(), self.filled().ravel().tolist(), strict=True)

    def links(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Give every sum in the table: the place of the total and the places of its parts, as in `places`."""
        shape = [len(dimension.labels) for dimension in self.dimensions]
        number = np.arange(prod(shape)).reshape(shape)
        for axis, dimension in enumerate(self.dimensions):
            lines = np.moveaxis(number, axis, 0).reshape(shape[axis], -1)
            for total, parts in dimension.sums():
                for line in lines.T.tolist():
                    yield line[total], tuple(line[part] for part in parts)
