"""The matrix: rows against columns, darker for more, hatched where there is a gap; wide ones go on in a new block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from auditlib.language import Language
from auditlib.pictures.look import BLUE, FAINT, INK, LEFT, LETTER, LINE, SMALL, WIDTH, axes_at, sheet
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.words import plain, say, wrapped
from auditlib.stats.explain import require

MOST_CELLS = 1_000
_INSIDE = WIDTH - LEFT - 4
_LEAST_NAMES, _MOST_NAMES = 0.3 * _INSIDE, 0.45 * _INSIDE
_NARROWEST, _WIDE, _ROW, _DARKEST = 24.0, 44.0, 24.0, 0.5
_SMALL_LETTER, _TURNED, _TURNED_LINE, _MOST_LINES = 6.4, 18, 13.0, 4


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell: its text, how dark it is from 0 to 1, and whether it is a gap; `meaning` says the text in full."""

    text: str
    depth: float = 0.0
    gap: bool = False
    meaning: str = ""

    def __post_init__(self) -> None:
        require(0 <= self.depth <= 1, "depth", self.depth, "from 0 to 1")


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns from `first` on, with all rows: where names and cells stand, in points from the top left."""

    first: int
    names: tuple[list[str], ...]
    columns: tuple[list[str], ...]
    turned: bool
    left: float
    width: float

    @property
    def head(self) -> float:
        """What the names of the columns take."""
        if self.turned:
            return max(len(line) for lines in self.columns for line in lines) * _SMALL_LETTER + 10
        return max(map(len, self.columns)) * LINE + 6

    @property
    def tops(self) -> list[float]:
        """Where each row begins, and where the last ends."""
        return list(accumulate((max(_ROW, len(lines) * LINE + 6) for lines in self.names), initial=0.0))

    @property
    def height(self) -> float:
        """All that the block takes."""
        return self.head + self.tops[-1] + 6


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[MatrixCell]],
    title: str,
    *,
    corner: str = "",
    description: str = "",
    note: str = "",
    language: Language = "nb",
) -> Picture:
    """Show a matrix.

    Args:
        rows: names of the rows.
        columns: names of the columns.
        cells: one row of cells for each row.
        title: what the matrix shows.
        corner: what the rows are.
        description: words to add before the cells.
        note: what the marks in the cells mean.
        language: of the picture's own words.

    Raises StatsError for cells that do not fit the names, and more than 1 000 of them.
    """
    _fitting(rows, columns, cells)
    headings = (Heading(plain(corner), numeric=False), *(Heading(plain(column)) for column in columns))
    if not rows or not columns:
        return Picture.empty(title, headings, language)
    blocks = _blocks(rows, columns, cells)
    with sheet(sum(block.height for block in blocks)) as canvas:
        for block, top in zip(blocks, accumulate((block.height for block in blocks), initial=0.0), strict=False):
            _draw(axes_at(canvas, 0, top + block.head, WIDTH, block.tops[-1]), block, cells)
        said = tuple(
            (plain(name), *(plain(cell.meaning or cell.text) for cell in line))
            for name, line in zip(rows, cells, strict=True)
        )
        short, full = _in_words(said, columns, sum(cell.gap for line in cells for cell in line), language)
        return Picture.of(canvas, title, short, f"{description} {full}.", DataTable(headings, said), language, note)


def _fitting(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[MatrixCell]]) -> None:
    """Raise StatsError unless there is a cell for each row and column, and not too many."""
    require(len(rows) * len(columns) <= MOST_CELLS, "cells", len(rows) * len(columns), f"{MOST_CELLS} at most")
    sizes, shape = [len(line) for line in cells], [len(columns)] * len(rows)
    require(sizes == shape, "cells", sizes, f"{shape} cells in the rows")


def _in_words(
    said: Sequence[tuple[str, ...]], columns: Sequence[str], gaps: int, language: Language
) -> tuple[str, str]:
    """Say what the matrix shows, in short and in full."""
    lines = "; ".join(
        f"{name}: " + ", ".join(f"{column} {each}" for column, each in zip(columns, line, strict=True))
        for name, *line in said
    )
    size = say("matrix short", language, rows=len(said), columns=len(columns), gaps=gaps)
    return (lines if len(said) * len(columns) <= 9 else size), lines


def _blocks(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[MatrixCell]]) -> list[_Block]:
    """Divide the columns into blocks that the texts of the cells have room in."""
    text = max(max(len(cell.text) for line in cells for cell in line) * LETTER + 6, _NARROWEST)
    longest = max(len(plain(name)) for name in rows) * LETTER + 8
    room = int((_INSIDE - min(longest, _LEAST_NAMES)) / text)
    each = -(-len(columns) // -(-len(columns) // max(1, room)))
    return [_block(rows, columns[first : first + each], first, text, longest) for first in range(0, len(columns), each)]


def _block(rows: Sequence[str], columns: Sequence[str], first: int, text: float, longest: float) -> _Block:
    """Divide the width between the names of the rows and the columns; names of columns are turned where they must be.

    The names of the rows give way to those of the columns, down to a part of the width.
    """
    words = max(len(word) for column in columns for word in plain(column).split() or [""]) * _SMALL_LETTER + 4
    wanted, least = max(words, text), min(longest, _LEAST_NAMES)
    left = min(max(least, _INSIDE - wanted * len(columns)), longest, _MOST_NAMES)
    width = min((_INSIDE - left) / len(columns), max(wanted, _WIDE))
    named = tuple(wrapped(column, max(int(width / _SMALL_LETTER), 1)) for column in columns)
    turned = wanted * len(columns) > _INSIDE - left or max(map(len, named)) > _MOST_LINES
    if turned:
        left = min(longest, _MOST_NAMES, _INSIDE - text * len(columns))
        width = (_INSIDE - left) / len(columns)
        abreast = max(1, int(width / _TURNED_LINE))
        named = tuple(wrapped(column, max(_TURNED, -(-len(plain(column)) // abreast) + 4)) for column in columns)
    else:
        left = min(_INSIDE - width * len(columns), longest)
    names = tuple(wrapped(name, max(int((left - 4) / LETTER), 8)) for name in rows)
    return _Block(first, names, named, turned, LEFT + left, width)


def _draw(axes: Any, block: _Block, cells: Sequence[Sequence[MatrixCell]]) -> None:
    """Draw a block on a plane in points."""
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(block.tops[-1], 0)
    axes.set_axis_off()
    for lines, top, end in zip(block.names, block.tops, block.tops[1:], strict=False):
        first = (top + end) / 2 - (len(lines) - 1) * LINE / 2 + 4
        for number, line in enumerate(lines):
            axes.text(LEFT, first + number * LINE, line, va="baseline")
    for place, lines in enumerate(block.columns):
        x = block.left + (place + 0.5) * block.width
        for number, line in enumerate(lines):
            if block.turned:
                across = x + (number - (len(lines) - 1) / 2) * _TURNED_LINE + 4
                axes.text(across, -6, line, rotation=90, fontsize=SMALL, rotation_mode="anchor")
            else:
                axes.text(x, -6 - (len(lines) - 1 - number) * LINE, line, ha="center", fontsize=SMALL)
    for row, shown in enumerate(cells):
        for place, cell in enumerate(shown[block.first : block.first + len(block.columns)]):
            corner = block.left + place * block.width, block.tops[row]
            _draw_cell(axes, cell, corner, block.width, block.tops[row + 1] - block.tops[row])


def _draw_cell(axes: Any, cell: MatrixCell, corner: tuple[float, float], width: float, height: float) -> None:
    """Draw a cell with its depth, its hatching and its text."""
    from matplotlib.patches import Rectangle

    box = (corner[0] + 0.5, corner[1] + 0.5), width - 1, height - 1
    if cell.depth:
        axes.add_patch(Rectangle(*box, facecolor=BLUE, edgecolor="none", alpha=_DARKEST * cell.depth))
    if cell.gap:
        axes.add_patch(Rectangle(*box, fill=False, edgecolor=INK, linewidth=0, hatch="////", alpha=0.35))
    axes.add_patch(Rectangle(*box, fill=False, edgecolor=INK, linewidth=0.7, alpha=2 * FAINT))
    if cell.text:
        axes.text(corner[0] + width / 2, corner[1] + height / 2 + 4, plain(cell.text), ha="center", va="baseline")
