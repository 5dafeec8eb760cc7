"""Reading a Word file: paragraphs as lines, pages where Word last broke them, and tables as they stand.

The text is as it reads when every tracked insertion is accepted and every deletion made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditlib.intake.model import RawTable, Reading, Unreadable
from auditlib.problems import AuditlibError
from auditlib.word.package import DOCUMENT, parsed, read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "docProps/core.xml"
_FOOTNOTES = "word/footnotes.xml"
_TERMS = "{http://purl.org/dc/terms/}"
_DELETED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}fldData"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS = {f"{_W}tab": "  ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_DEEPEST = 40


def read_word(path: Path) -> Reading:
    """Read a .docx file; raises Unreadable for one that is broken, or would unpack to far more than a document."""
    try:
        parts = read_parts(path)
        body = parsed(parts[DOCUMENT], DOCUMENT).find(f"{_W}body")
        notes = parsed(parts[_FOOTNOTES], _FOOTNOTES) if _FOOTNOTES in parts else None
        core = parsed(parts[_CORE], _CORE) if _CORE in parts else None
    except AuditlibError as error:
        reason = str(error).removeprefix(f"{path} ").removeprefix(f"{path}: ")
        raise Unreadable("I905", file=path.name, reason=reason) from error
    if body is None:
        raise Unreadable("I905", file=path.name, reason="it has no text part")
    taken = _Taken()
    for element in body:
        taken.block(element, 0)
    for note in () if notes is None else notes.findall(f"{_W}footnote"):
        taken.footnote(note)
    for lines in taken.pages:
        while lines and not lines[-1]:
            lines.pop()
    return Reading(
        tuple(tuple(lines) for lines in taken.pages), "auditlib", tuple(taken.tables),
        _day(core, "created"), _day(core, "modified"), tuple(_said(body, taken)),
    )  # fmt: skip


def _day(core: Any, what: str) -> str:
    return "" if core is None else str(core.findtext(f"{_TERMS}{what}") or "")


def _said(body: Any, taken: _Taken) -> Iterator[str]:
    """Say where the pages are from, and whether there are changes that nobody has accepted."""
    if taken.laid_out:
        yield "Sidene er slik Word sist brøt dem. De kan være andre i et annet program."
    elif len(taken.pages) == 1:
        yield "Filen har ingen sideskift. Alt er lest som én side."
    if next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None:
        yield "Dokumentet har sporede endringer. Innsatt tekst er lest, slettet tekst er ikke lest."


@dataclass
class _Taken:
    """What has been taken from a document so far."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    tables: list[RawTable] = field(default_factory=list)
    laid_out: bool = False

    def block(self, element: Any, depth: int) -> None:
        """Take a paragraph, a table, or what holds such."""
        if depth > _DEEPEST:
            raise Unreadable("I905", file="", reason="its parts stand inside each other more than 40 deep")
        if element.tag == f"{_W}p":
            self._paragraph(element)
        elif element.tag == f"{_W}tbl":
            self._table(element)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            for inner in element:
                self.block(inner, depth + 1)

    def _part(self) -> None:
        """Leave an empty line between paragraphs."""
        if self.pages[-1] and self.pages[-1][-1]:
            self.pages[-1].append("")

    def footnote(self, note: Any) -> None:
        """Take a footnote, to the end of the last page."""
        text = " ".join(_lines_of(note))
        if text.strip() and note.get(f"{_W}type") is None:
            self.pages[-1].append(f"[{note.get(f'{_W}id')}] {text.strip()}")

    def _paragraph(self, paragraph: Any) -> None:
        for at, part in enumerate(_pieces(paragraph).split("\f")):
            if at:
                self.pages.append([])
            if part.strip():
                self._part()
                self.pages[-1].extend(line.rstrip() for line in part.split("\n"))
        self.laid_out = self.laid_out or next(paragraph.iter(f"{_W}lastRenderedPageBreak"), None) is not None

    def _table(self, table: Any) -> None:
        """Take a table: its cells, and a line for each row; a page break in it is moved to its end."""
        self._part()
        rows = [row for row in _rows(table) if any(row)]
        first = len(self.pages[-1]) + 1
        self.pages[-1].extend("  ".join(dict.fromkeys(filter(None, row))) for row in rows)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            width = max(map(len, rows))
            padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
            self.tables.append(RawTable(len(self.pages), first, len(self.pages[-1]), padded))
        if any("\f" in _pieces(each) for each in table.iter(f"{_W}p")):
            self.pages.append([])


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Give a table's rows; a cell over several columns or rows has its text in each."""
    above: list[str] = []
    for row in table.iter(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            text = " ".join(" ".join(_lines_of(cell)).split())
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = min(int(span.get(f"{_W}val", "1")), 200) if span is not None else 1
            kept = above[len(cells)] if goes_on and len(cells) < len(above) else text
            cells.extend([kept] * max(width, 1))
        above = cells
        yield tuple(cells)


def _lines_of(element: Any) -> list[str]:
    return [_pieces(each).replace("\f", "") for each in element.iter(f"{_W}p")]


def _pieces(paragraph: Any) -> str:
    """Give a paragraph's text, with a form feed where a page begins."""
    found: list[str] = []
    _gather(paragraph, found)
    return "".join(found)


def _gather(element: Any, found: list[str]) -> None:
    for child in element:
        if child.tag in _DELETED or child.tag == _FALLBACK or (child.tag == f"{_W}p" and found):
            continue
        if child.tag == f"{_W}t":
            found.append(child.text or "")
        elif child.tag == f"{_W}br":
            found.append("\f" if child.get(f"{_W}type") == "page" else "\n")
        elif child.tag == f"{_W}lastRenderedPageBreak":
            found.append("" if found and found[-1] == "\f" else "\f")
        elif child.tag in _TEXTS:
            found.append(_TEXTS[child.tag])
        elif isinstance(child.tag, str):
            _gather(child, found)
