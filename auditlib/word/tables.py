"""Tables: a numbered caption, heading rows that repeat on each page, and columns as wide as their words need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from auditlib.language import _
from auditlib.word.draft import Draft
from auditlib.word.inline import Line, Look
from auditlib.word.ooxml import bookmark_blocks, el, field, paragraph, run
from auditlib.word.page import words

Flow = Callable[[Draft, Any, str], list[Any]]

# twentieths of a point: a letter of 8.5 points on average, one that is bold, and the cell's margins
_LETTER, _BOLD_LETTER, _MARGIN = 84, 92, 180
# in letters: what is never given to one word, and the least part of a word that is broken
_LONGEST_WORD, _SHORTEST_PART = 24, 8
# the share of the width that whole words may take before they are broken
_FOR_WORDS = 0.62
_WORD = re.compile(r"[^\s\-–/.]+[\-–/.]?")
_SPAN = 100


# The names of Word's own counts, whatever the language.
TABLE, FIGURE = "Tabell", "Figur"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in its grid: `column` counts from 0, `below` says that it continues the one above."""

    element: Any
    column: int
    across: int
    below: bool


def caption(draft: Draft, kind: str, content: list[Any]) -> Any:
    """Make a numbered caption that stays with what follows it."""
    number = field(f"SEQ {kind} \\* ARABIC", [run(str(draft.count(kind)))])
    keep = [el("w:keepNext")] if kind == TABLE else []
    said = _("Tabell") if kind == TABLE else _("Figur")
    return paragraph(draft.style("caption"), run(f"{said} "), *number, run(": "), *content, properties=keep)


def table(draft: Draft, element: Any, flow: Flow, title: str = "") -> list[Any]:
    """Make a table of the page, under its caption; `flow` writes what stands in a cell."""
    named = element.find("caption")
    said = title or (words(named) if named is not None else str(element.get("aria-label") or ""))
    content = Line(draft).inside(named).closed() if named is not None and not title else [run(said)] if said else []
    above = [caption(draft, TABLE, content)] if content else []
    grid = list(_grid(element.iter("tr")))
    columns = max((cell.column + cell.across for _, cells in grid for cell in cells), default=0)
    if not columns:
        return above
    widths = fit(columns, [cells for _, cells in grid], draft.width)
    made = el("w:tbl", _properties(sum(widths), said), el("w:tblGrid", *(el("w:gridCol", w=each) for each in widths)))
    for row, cells in grid:
        made.append(_row(draft, row, cells, widths, flow))
    return [*above, made]


def _grid(rows: Iterator[Any]) -> Iterator[tuple[Any, list[Cell]]]:
    """Place the cells in columns; a cell over several rows leaves its place taken in those below."""
    taken = dict[int, tuple[int, int, Any]]()
    for row in rows:
        cells, column, left = list[Cell](), 0, [each for each in row if each.tag in ("td", "th")]
        following = dict[int, tuple[int, int, Any]]()
        while left or any(each >= column for each in taken):
            if column in taken:
                more, across, element = taken.pop(column)
                cells.append(Cell(element, column, across, below=True))
            elif left:
                element = left.pop(0)
                more, across = _number(element, "rowspan") - 1, _number(element, "colspan")
                cells.append(Cell(element, column, across, below=False))
            else:
                column += 1
                continue
            if more > 0 + cells[-1].below:
                following[column] = (more - cells[-1].below, across, element)
            column += across
        taken = following
        yield row, cells


def _number(cell: Any, name: str) -> int:
    text = str(cell.get(name) or "1")
    return min(max(int(text), 1), _SPAN) if text.isascii() and text.isdigit() else 1


def fit(columns: int, rows: list[list[Cell]], width: int) -> list[int]:
    """Share the width: each column gets its longest word, and the rest goes by how much text it has in all.

    Where the longest words would take most of the width, they are broken, so that there is room for text. No column
    gets more than its longest text takes on one line, so that narrow tables stay narrow.
    """
    longest, most, amount = [1] * columns, [_MARGIN] * columns, [1] * columns
    for cells in rows:
        for cell in cells:
            if cell.across == 1 and not cell.below:
                text, place = words(cell.element), cell.column
                letter = _BOLD_LETTER if cell.element.getparent().getparent().tag == "thead" else _LETTER
                longest[place] = max([longest[place], *map(len, _WORD.findall(text))])
                most[place] = max(most[place], len(text) * letter + _MARGIN)
                amount[place] += len(text)
    for limit in range(_LONGEST_WORD, _SHORTEST_PART - 1, -1):
        least = [min(each, limit) * _BOLD_LETTER + _MARGIN for each in longest]
        if sum(least) <= width * _FOR_WORDS:
            break
    if sum(least) >= width:
        return [max(1, each * width // sum(least)) for each in least]
    return _shared(least, most, amount, width)


def _shared(least: list[int], most: list[int], amount: list[int], width: int) -> list[int]:
    """Give out what is left over the least widths by amount, until the width or every wish is filled."""
    given = [float(each) for each in least]
    while True:
        spare = width - sum(given)
        asking = [place for place, each in enumerate(given) if most[place] - each > 1]
        if spare < 1 or not asking:
            return [int(each) for each in given]
        whole = sum(amount[place] for place in asking)
        for place in asking:
            given[place] = min(float(most[place]), given[place] + spare * amount[place] / whole)


def _properties(width: int, said: str) -> Any:
    """Say how the table looks: thin lines between the rows, and a title for those who hear it."""
    lines = [el(f"w:{side}", val="single", sz=4, space=0, color="AAB4C0") for side in ("top", "bottom", "insideH")]
    margins = [el(f"w:{side}", w=80, type="dxa") for side in ("left", "right")]
    return el(
        "w:tblPr", el("w:tblW", w=width, type="dxa"), el("w:tblBorders", *lines), el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *margins), el("w:tblLook", firstRow=1, firstColumn=1, noVBand=1),
        *([el("w:tblCaption", val=said)] if said else []),
    )  # fmt: skip


def _row(draft: Draft, row: Any, cells: list[Cell], widths: list[int], flow: Flow) -> Any:
    """Make a row that stays on one page; its anchor stands in its first cell."""
    heading = row.getparent().tag == "thead"
    made = el("w:tr", el("w:trPr", el("w:cantSplit"), *([el("w:tblHeader")] if heading else [])))
    for cell in cells:
        made.append(_cell(draft, cell, sum(widths[cell.column : cell.column + cell.across]), heading, flow))
    if row.get("id") and cells:
        name, number = draft.bookmarks.name(row.get("id")), draft.bookmarks.number()
        bookmark_blocks(name, number, made.find(qn("w:tc")).findall(qn("w:p")))
    return made


def _cell(draft: Draft, cell: Cell, width: int, heading: bool, flow: Flow) -> Any:
    properties = el("w:tcPr", el("w:tcW", w=width, type="dxa"))
    if cell.across > 1:
        properties.append(el("w:gridSpan", val=cell.across))
    if cell.below or _number(cell.element, "rowspan") > 1:
        properties.append(el("w:vMerge", **({} if cell.below else {"val": "restart"})))
    if heading:
        properties.append(el("w:shd", val="clear", color="auto", fill="EEF3F8"))
        properties.append(el("w:vAlign", val="bottom"))
    made = el("w:tc", properties)
    for each in [] if cell.below else _content(draft, cell.element, heading, flow):
        made.append(each)
    if made[-1].tag != qn("w:p"):
        made.append(paragraph(draft.style("Table text")))
    return made


def _content(draft: Draft, cell: Any, heading: bool, flow: Flow) -> list[Any]:
    """Write a cell: headings bold, numbers to the right."""
    if heading:
        made = [paragraph(draft.style("Table text"), *Line(draft, Look(bold=True)).inside(cell).closed())]
    else:
        made = flow(draft, cell, "Table text")
    if "number" in str(cell.get("class") or "").split():
        for each in made:
            if each.tag == qn("w:p"):
                each[0].append(el("w:jc", val="right"))
    return made
