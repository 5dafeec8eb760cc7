"""Pictures of small cells: the table as it is published, and how closely a reader can work out what is hidden.

Neither tells which hidden cells are small and which only protect them, nor any hidden count.
"""

from __future__ import annotations

import math
from itertools import product

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.grids import MatrixCell, matrix
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.words import say, shown
from auditlib.stats.disclosure import Attack, Cell, Dimension, Suppression
from auditlib.stats.explain import require


@draws.register
def of_suppression(result: Suppression, *, table: int = 0, title: str = "", language: Language = "nb") -> Picture:
    """Show one of the tables as it is published, with the mark `:` for what is hidden.

    Args:
        result: what was hidden.
        table: which of the published tables, from 0.
        title: what is counted.
        language: of the picture's own words.

    The last dimension is across; the others are down. Raises StatsError for a table that is not there.
    """
    tables = result.publication.tables
    require(0 <= table < len(tables), "table", table, f"from 0 to {len(tables) - 1}")
    chosen = tables[table]
    *down, across = chosen.dimensions
    rows = list(product(*(dimension.labels for dimension in down)))
    most = max((result.shown(cell) or 0 for cell in chosen.places()), default=0)
    cells = [
        [
            _cell(result, _named(chosen.counted, (*down, across), (*row, column)), most, language)
            for column in across.labels
        ]
        for row in rows
    ]
    total = say("total", language)
    names = [", ".join(label or total for label in row) if any(row) else total for row in rows]
    return matrix(
        names, [label or total for label in across.labels], cells, title or chosen.counted,
        corner=", ".join(dimension.name for dimension in down), description=result.explain(language).sentence,
        note=say("hidden mark", language), language=language,
    )  # fmt: skip


def _named(counted: str, dimensions: tuple[Dimension, ...], labels: tuple[str | None, ...]) -> Cell:
    """Find the cell at a place of the table."""
    at = ((each.name, label) for each, label in zip(dimensions, labels, strict=True) if label is not None)
    return Cell(counted, tuple(sorted(at)))


def _cell(result: Suppression, cell: Cell, most: int, language: Language) -> MatrixCell:
    """Give a published count, darker for more, or the mark for a hidden one."""
    count = result.shown(cell)
    if count is None:
        return MatrixCell(":", gap=True, meaning=say("hidden", language))
    return MatrixCell(shown(count, 0, language), math.sqrt(count / most) if most else 0.0)


@draws.register
def of_attack(result: Attack, *, title: str = "", language: Language = "nb") -> Picture:
    """Show for each hidden cell the least and the greatest count that the published ones leave open."""
    rows = tuple(
        IntervalRow(
            ", ".join(label for _, label in each.cell.at) or say("total", language), None, float(each.lower),
            math.inf if each.upper is None else float(each.upper),
        )
        for each in result.intervals
    )  # fmt: skip
    counted = result.intervals[0].cell.counted if result.intervals else ""
    return interval_plot(
        [IntervalGroup(rows, counted, 0)], title or say("attack title", language), confidence=None,
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip
