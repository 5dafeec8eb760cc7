"""Tables that the file marks or draws: which rows are the heading, and which tables are one over several pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditlib.intake.model import RawTable
from auditlib.intake.tables.captions import caption_near, caption_of
from auditlib.intake.tables.columns import lines_of
from auditlib.intake.tables.model import Table
from auditlib.intake.tables.values import is_value, is_year

_NAMELESS = "(uten overskrift)"


def ruled_tables(raw: Iterable[RawTable], pages: Sequence[Sequence[str]]) -> list[Table]:
    """Make tables of what was read, those that go over a page as one."""
    between = _Between(pages)
    made: list[tuple[Table, RawTable]] = []
    for each in sorted(raw, key=lambda table: (table.page, table.first)):
        why = between.joins(made[-1][0], each) if made else ""
        if why:
            made[-1] = (_with_rows(made[-1][0], each, why), each)
        elif table := _table(each):
            made.append((table, each))
    return [table for table, _ in made]


def _table(raw: RawTable) -> Table | None:
    """Make a table of one that was read; columns without anything are left out, and one without figures is kept too."""
    kept = [at for at in range(len(raw.rows[0])) if any(row[at].strip() for row in raw.rows)]
    rows = [tuple(row[at].strip() for at in kept) for row in raw.rows]
    if len(kept) < 2 or len(rows) < 2:
        return None
    count = _heading_rows(rows)
    heading = [_joined(row[at] for row in rows[:count]) for at in range(len(kept))]
    notes = ("Tabellen har ingen overskrifter.",) if not count else ()
    nameless = [at for at, each in enumerate(heading) if not each]
    if count and any(nameless):
        notes = (*notes, f"{len(nameless)} kolonner har ingen overskrift.")
    for at in nameless:
        heading[at] = f"{_NAMELESS} {at + 1}" if at else _NAMELESS
    place = (raw.page, raw.first), (raw.page, raw.last)
    caption = caption_of(raw.caption) if raw.caption else None
    said = caption.text if caption else raw.caption
    return Table(tuple(heading), tuple(rows[count:]), *place, caption.number if caption else "", said, notes)


def _heading_rows(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows above the first with figures other than years; one where there are none."""
    for at, row in enumerate(rows):
        figures = [cell for cell in row[1:] if is_value(cell) and any(map(str.isdigit, cell))]
        if figures and not all(map(is_year, figures)):
            return at
    return 1


def _joined(parts: Iterable[str]) -> str:
    """Put the parts of a heading together, each once."""
    return " ".join(dict.fromkeys(filter(None, parts)))


def _with_rows(table: Table, raw: RawTable, why: str) -> Table:
    """Put the rows of the next page under a table, without the heading that they have again."""
    rows = [tuple(cell.strip() for cell in row) for row in raw.rows]
    count = _heading_rows(rows) if why == _SAME else 0
    return replace(table, rows=(*table.rows, *rows[count:]), last=(raw.page, raw.last), joined=why)


_SAME = "the same heading stands on both pages"
_NONE = "it has as many columns, and no heading of its own"


class _Between:
    """What stands between the tables of a document."""

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._pages = pages
        self._written = {each.place for each in lines_of(pages, frozenset()) if each.text.strip()}

    def joins(self, table: Table, raw: RawTable) -> str:
        """Say why a table is the rest of the one before it; nothing where it is not."""
        if raw.page != table.last[0] + 1 or len(raw.rows[0]) != len(table.heading) or self._parted(table, raw):
            return ""
        if caption_near(self._pages[raw.page - 1], raw.first, raw.last, far=2):
            return ""
        rows = [tuple(cell.strip() for cell in row) for row in raw.rows]
        count = _heading_rows(rows)
        if not count:
            return _NONE
        again = [_joined(row[at] for row in rows[:count]) for at in range(len(rows[0]))]
        named = ["" if each.startswith(_NAMELESS) else each for each in table.heading]
        return _SAME if again == named else ""

    def _parted(self, table: Table, raw: RawTable) -> bool:
        """Say whether there is text between them that is no header, footer or page number."""
        return any(table.last < place < (raw.page, raw.first) for place in self._written)
