"""Reading a page in HTML: blocks as lines and tables as they stand. Scripts, styles and forms are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree, html

from auditlib.intake.model import RawTable, Reading, Unreadable
from auditlib.intake.readers.plain import decoded

_LEFT_OUT = {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "head", "select"}
_BLOCKS = set(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_DAYS = ("date", "dcterms.modified", "dcterms.created", "last-modified", "article:published_time")
_APART = frozenset("h1 h2 h3 h4 h5 h6 p table ul ol dl section article header footer blockquote figure hr".split())
_WIDEST, _DEEPEST = 200, 300


def read_page(path: Path) -> Reading:
    """Read an HTML file; raises Unreadable where it declares entities, is too deep or holds nothing."""
    raw = path.read_bytes()
    if _ENTITIES.search(raw):
        raise Unreadable("I905", file=path.name, reason="it declares entities, which can grow without end")
    text, notes = _text(raw)
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("I905", file=path.name, reason="there is no page in it") from error
    if any("depth" in each.message.lower() for each in parser.error_log):
        raise Unreadable("I905", file=path.name, reason="its parts stand inside each other too deep")
    taken = _Taken()
    try:
        taken.walk(root, 0)
    except RecursionError:
        raise Unreadable("I905", file=path.name, reason="its parts stand inside each other too deep") from None
    taken.end_line()
    while taken.lines and not taken.lines[-1]:
        taken.lines.pop()
    left_out = sum(1 for _ in root.iter("script", "iframe", "object", "embed"))
    said = (f"{left_out} skript og andre deler uten tekst er utelatt.",) if left_out else ()
    return Reading((tuple(taken.lines),), "lxml", tuple(taken.tables), _day(root), "", (*notes, *said))


def _text(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Give the text in the encoding that the page declares, else as any text."""
    declared = _CHARSET.search(raw[:4096])
    if declared:
        try:
            return raw.decode(declared[1].decode("ascii")), ()
        except (LookupError, UnicodeError):
            pass  # what it declares is not what it is in
    return decoded(raw)


def _day(root: Any) -> str:
    for name in _DAYS:
        found = root.xpath("//meta[translate(@name|@property, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', $low)=$name]/@content",
                           name=name, low="abcdefghijklmnopqrstuvwxyz")  # fmt: skip
        if found and re.match(r"\d{4}-\d\d-\d\d", found[0]):
            return str(found[0])
    return ""


@dataclass
class _Taken:
    """What has been taken from a page so far, and the line that is being written."""

    lines: list[str] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    _line: str = ""

    def walk(self, element: Any, depth: int) -> None:
        """Take an element and all in it."""
        if depth > _DEEPEST:
            raise RecursionError
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "table":
            self._table(element, depth)
        elif tag == "br":
            self.end_line(always=True)
        elif tag and tag not in _LEFT_OUT:
            self._inside(element, depth, block=tag in _BLOCKS)
        self._say(element.tail)

    def _inside(self, element: Any, depth: int, *, block: bool) -> None:
        if block:
            self.end_line()
            self._part(element)
        self._say(element.text)
        for child in element:
            self.walk(child, depth + 1)
        if block:
            self.end_line()
            self._part(element)

    def _part(self, element: Any) -> None:
        """Leave an empty line around what stands apart on a page."""
        if element.tag in _APART and self.lines and self.lines[-1]:
            self.lines.append("")

    def _say(self, text: str | None) -> None:
        self._line += re.sub(r"[ \t\r\n\f]+", " ", text or "")

    def end_line(self, *, always: bool = False) -> None:
        """End the line that is being written."""
        line, self._line = " ".join(self._line.split(" ")).strip(), ""
        if line or always:
            self.lines.append(re.sub(" +", " ", line))

    def _table(self, table: Any, depth: int) -> None:
        """Take a table with its caption above it; one that holds others is a layout, and is walked through."""
        if table.find(".//table") is not None:
            self._inside(table, depth, block=True)
            return
        self.end_line()
        self._part(table)
        caption = table.find(".//caption")
        said = " ".join(caption.text_content().split()) if caption is not None else ""
        if said:
            self.lines.append(said)
        rows = [row for row in _rows(table) if any(row)]
        first = len(self.lines) + 1
        self.lines.extend("  ".join(dict.fromkeys(filter(None, row))) for row in rows)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            width = max(map(len, rows))
            padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
            self.tables.append(RawTable(1, first, len(self.lines), padded, said))
        self._part(table)


def _span(cell: Any, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), _WIDEST) if written.isdecimal() and len(written) < 6 else 1


def _rows(table: Any) -> list[list[str]]:
    """Give a table's rows; a cell over several columns or rows has its text in each."""
    rows: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        made: list[str] = []
        cells = [each for each in row if each.tag in ("td", "th")]
        for cell in cells:
            _fill(made, waiting)
            text = " ".join(cell.text_content().split())
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(min(right, _WIDEST - len(made))):
                if down > 1:
                    waiting[len(made)] = (down - 1, text)
                made.append(text)
        _fill(made, waiting)
        rows.append(made)
    return rows


def _fill(made: list[str], waiting: dict[int, tuple[int, str]]) -> None:
    """Put in what cells above reach down to here."""
    while len(made) in waiting:
        left, text = waiting.pop(len(made))
        if left > 1:
            waiting[len(made)] = (left - 1, text)
        made.append(text)
