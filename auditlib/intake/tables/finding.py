"""Finding all tables of a document, in the order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditlib.intake.model import RawTable
from auditlib.intake.tables.captions import Caption, caption_near, caption_of
from auditlib.intake.tables.columns import column_tables
from auditlib.intake.tables.model import Place, Table
from auditlib.intake.tables.ruled import ruled_tables

_FAR = 14  # lines of a heading over several
_FOOT = 3


def find_tables(raw: Iterable[RawTable], pages: Sequence[Sequence[str]]) -> tuple[Table, ...]:
    """Find the tables of a document, with the captions that stand beside them."""
    marked = list(raw)
    closed = frozenset((each.page, line) for each in marked for line in range(each.first, each.last + 1))
    found = [*ruled_tables(marked, pages), *column_tables(pages, closed)]
    found.sort(key=lambda each: each.first)
    before = [(0, 0), *(each.last for each in found)]
    return tuple(_captioned(each, last, pages) for each, last in zip(found, before, strict=False))


def _captioned(table: Table, before: Place, pages: Sequence[Sequence[str]]) -> Table:
    """Give a table the caption that stands nearest, and above it no farther than the table `before` ends."""
    if table.number:
        return table
    lines = pages[table.first[0] - 1]
    last = table.last[1] if table.last[0] == table.first[0] else len(lines)
    room = table.first[1] - 1 - (before[1] if before[0] == table.first[0] else 0)
    caption = caption_near(lines, table.first[1], last, far=min(max(room, 0), _FAR))
    caption = caption or _before_the_page(table, pages)
    return replace(table, number=caption.number, caption=caption.text or table.caption) if caption else table


def _before_the_page(table: Table, pages: Sequence[Sequence[str]]) -> Caption | None:
    """Find the caption at the foot of the page before, where nothing stands above the table on its own."""
    page, line = table.first
    if page == 1 or any(each.strip() for each in pages[page - 1][: line - 1]):
        return None
    filled = [each for each in pages[page - 2] if each.strip()][-_FOOT:]
    found = (caption_of(each) for each in reversed(filled))
    return next((each for each in found if each and each.what == "tabell"), None)
