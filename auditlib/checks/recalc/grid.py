"""The plain grid of texts that is recalculated."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One row: its label, its cells as printed, and the line number an editor or a spreadsheet shows."""

    label: str
    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Grid:
    """A table as text.

    `columns` labels the cells, not the row labels, so every row has as many cells as the grid has columns.
    `corner` is what stands over the row labels, and `units` the unit of each column where they are known.
    Raises ValueError for a row that has not as many, and for units that are not one a column.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = field(default="", compare=False)  # a name for the labels, no part of the figures
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ragged rows, which would move numbers to the wrong column."""
        if self.units and len(self.units) != len(self.columns):
            raise ValueError(f"{self.name}: {len(self.units)} units for {len(self.columns)} columns")
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.name}, line {row.line}: {len(row.cells)} cells for {len(self.columns)} columns"
                )


class GridError(Exception):
    """A file that cannot be read as a grid.

    `line` and `column` count from 1 as an editor or a spreadsheet shows them, and are None where the whole
    file or the whole line is meant.
    """

    def __init__(self, file: Path, line: int | None, column: int | None, message: str) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}")
        self.file = file
        self.line = line
        self.column = column
        self.message = message
