"""A grid as numbers and labels, which may be looked at by columns or by rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from auditlib.checks.recalc import norwegian
from auditlib.checks.recalc.grid import Grid
from auditlib.checks.recalc.labels import Label, Role, read_label
from auditlib.numbers import Number, read_number

Cell = tuple[int, int]  # row and column, from 0

_MISSING = frozenset({"", "-", "\u2013", "\u2014", ".", "..", "...", ":"})


@dataclass(frozen=True)
class Figures:
    """The numbers of a grid; a cell without a readable number holds None.

    Every rule is written for columns and is used on rows by turning the figures. `text_rows` and
    `text_columns` hold words instead of numbers; a blank row is not one of them: its numbers are missing.
    `in_round_units` says that amounts are in thousands or millions, and so rounded where no decimals are printed.
    `in_percent` are the cells that a unit, a heading or the table's name says are percentages.
    """

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[Number | None, ...], ...]
    text_rows: frozenset[int]
    text_columns: frozenset[int]
    in_round_units: bool = False
    name: str = ""
    in_percent: frozenset[Cell] = frozenset()

    def turned(self) -> "Figures":
        """Return the same figures with rows as columns."""
        cells = tuple(tuple(row[column] for row in self.cells) for column in range(len(self.columns)))
        return replace(
            self,
            rows=self.columns,
            columns=self.rows,
            cells=cells,
            text_rows=self.text_columns,
            text_columns=self.text_rows,
            in_percent=frozenset((column, row) for row, column in self.in_percent),
        )

    def corrected(self, numbers: Mapping[Cell, Number]) -> "Figures":
        """Return the same figures with other numbers in some cells."""
        cells = tuple(
            tuple(numbers.get((row, column), number) for column, number in enumerate(line))
            for row, line in enumerate(self.cells)
        )
        return replace(self, cells=cells)

    def at(self, cell: Cell) -> Number | None:
        """Return the number in a cell, if it holds one."""
        return self.cells[cell[0]][cell[1]]

    def known(self, cell: Cell) -> Number:
        """Return the number in a cell that is known to hold one; raises LookupError otherwise."""
        number = self.at(cell)
        if number is None:
            raise LookupError(f"no number in row {cell[0]}, column {cell[1]}")
        return number

    def is_count(self, cell: Cell) -> bool:
        """Tell whether a cell holds a whole number that nothing says is rounded: a share, a rate or a round unit."""
        number, labels = self.known(cell), (self.rows[cell[0]], self.columns[cell[1]])
        rounded = any(label.role in (Role.SHARE, Role.RATE) for label in labels)
        return not (number.decimals or number.percent or rounded or self.in_round_units)

    def is_measured(self, cell: Cell) -> bool:
        """Tell whether what labels a cell names something measured, whose whole numbers may be rounded."""
        return self.rows[cell[0]].is_measured or self.columns[cell[1]].is_measured

    def is_percentage(self, cell: Cell) -> bool:
        """Tell whether a cell holds a percentage, by its mark or by what stands over it, beside it or over all."""
        number = self.at(cell)
        if number is None or Role.CHANGE in (self.rows[cell[0]].role, self.columns[cell[1]].role):
            return False
        return number.percent or cell in self.in_percent

    def printed(self, column: int) -> dict[int, Number]:
        """Return the numbers of a column by row."""
        return {row: number for row, cells in enumerate(self.cells) if (number := cells[column]) is not None}

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """Return the columns of figures, which hold neither words nor identifiers."""
        return tuple(
            column
            for column, label in enumerate(self.columns)
            if label.role is not Role.IDENTIFIER and column not in self.text_columns
        )

    @cached_property
    def series(self) -> dict[str, dict[int, int]]:
        """Return the column of each year, by label template.

        A year that two columns of one template name is left out, since it is not known which is meant.
        """
        found: dict[str, dict[int, list[int]]] = {}
        for column in self.numeric:
            label = self.columns[column]
            if len(label.years) == 1 and label.role is not Role.CHANGE:
                found.setdefault(label.template, {}).setdefault(label.years[0], []).append(column)
        return {
            template: {year: columns[0] for year, columns in sorted(years.items()) if len(columns) == 1}
            for template, years in found.items()
        }

    def scales(self, column: int) -> tuple[int, ...]:
        """Return what one whole may be printed as in a column of percentages.

        100, or 1 as well where the numbers may be fractions, which is how a spreadsheet holds percentages.
        """
        numbers = self.printed(column).values()
        small = all(abs(number.value) <= 10 and not number.percent for number in numbers)
        return (100, 1) if small and any(number.decimals >= 2 for number in numbers) else (100,)

    def before(self, column: int, roles: frozenset[Role]) -> tuple[int, ...]:
        """Return the numeric columns of some roles to the left of a column, the nearest first."""
        return tuple(other for other in reversed(self.numeric) if other < column and self.columns[other].role in roles)


def read_figures(grid: Grid) -> Figures:
    """Read the numbers of a grid; a column with more words than numbers is text and has none."""
    texts = [row.cells for row in grid.rows]
    rows = tuple(read_label(row.label) for row in grid.rows)
    columns = tuple(read_label(label) for label in grid.columns)
    text_columns = frozenset(
        column for column in range(len(grid.columns)) if _is_text([cells[column] for cells in texts])
    )
    kept = [column for column in range(len(grid.columns)) if column not in text_columns]
    return Figures(
        rows=rows,
        columns=columns,
        cells=tuple(
            tuple(read_number(text) if column in kept else None for column, text in enumerate(cells)) for cells in texts
        ),
        text_rows=frozenset(row for row, cells in enumerate(texts) if _is_text([cells[column] for column in kept])),
        text_columns=text_columns,
        in_round_units=any(norwegian.says_round_unit(text) for text in (grid.name, *grid.columns)),
        name=grid.name,
        in_percent=frozenset(_percentages(grid, rows, columns)),
    )


def _percentages(grid: Grid, rows: tuple[Label, ...], columns: tuple[Label, ...]) -> Iterator[Cell]:
    """Yield the cells that are percentages by their unit or labels, or all where only the table's name says so."""
    units = [read_label(unit).role is Role.SHARE for unit in grid.units] or [False] * len(columns)
    of_shares = [label.role is Role.SHARE for label in columns]
    rows_of_shares = [label.role is Role.SHARE for label in rows]
    named = any(read_label(text).role is Role.SHARE for text in (grid.name, grid.corner))
    everywhere = named and not grid.units and not any(of_shares) and not any(rows_of_shares)
    for row, column in product(range(len(rows)), range(len(columns))):
        if everywhere or units[column] or of_shares[column] or rows_of_shares[row]:
            yield row, column


def _is_text(texts: list[str]) -> bool:
    filled = [text for text in texts if text.strip() not in _MISSING]
    return 2 * sum(read_number(text) is not None for text in filled) < len(filled)
