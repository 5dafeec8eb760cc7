"""Writing a book as XLSX: typed cells, tables with filters, links between the sheets, the same bytes twice."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from auditlib.excel.sheets import Book, Cell, Sheet
from auditlib.language import _

MOST_CHARACTERS = 32_767  # in a cell, by the file format
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time a zip can hold
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
_LINK = Font(color="0563C1", underline="single")
_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
_WRAPS_FROM = 28
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook_bytes(book: Book) -> bytes:
    """Give the workbook as XLSX; the same book gives the same bytes.

    Texts are never formulas, whatever they begin with. A text that is longer than a cell can hold is cut, with a mark
    that says so.
    """
    made = Workbook()
    made.properties.creator, made.properties.title = "auditlib", book.title
    made.properties.created = datetime.combine(book.made, time())
    places = _places(book)
    _fill_front(made.active, book)
    for sheet in book.sheets:
        _fill(made.create_sheet(sheet.name), sheet, places)
    written = BytesIO()
    made.save(written)
    return _settled(written.getvalue(), book.made)


def _places(book: Book) -> dict[str, str]:
    """Give the cell that names each id."""
    names = {each.key: each.name for each in book.sheets}
    rows = {(each.key, row[0]): place for each in book.sheets for place, row in enumerate(each.rows, 2)}
    return {id_: f"'{names[key]}'!A{rows[key, id_]}" for id_, key in book.ids.items()}


def _fill_front(front: Any, book: Book) -> None:
    """Write what the workbook is, and a line for each sheet that leads there."""
    front.title = _("Forside")
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 90
    front.column_dimensions["C"].width = 10
    _put(front.cell(1, 1), book.title)
    front.cell(1, 1).font = Font(bold=True, size=16)
    line = 3
    for what, words in book.front:
        _put(front.cell(line, 1), what)
        _put(front.cell(line, 2), words)
        front.cell(line, 1).font, front.cell(line, 2).alignment = Font(bold=True), _WRAPPED
        front.cell(line, 1).alignment = _TOP
        line += 1
    for place, heading in enumerate((_("Ark"), _("Hva arket viser"), _("Rader")), 1):
        _put(front.cell(line + 1, place), heading)
        front.cell(line + 1, place).font = Font(bold=True)
    for row, sheet in enumerate(book.sheets, line + 2):
        values: tuple[Cell, ...] = (sheet.name, sheet.about, len(sheet.rows))
        for place, value in enumerate(values, 1):
            _put(front.cell(row, place), value)
        front.cell(row, 2).alignment = _WRAPPED
        _lead(front.cell(row, 1), f"'{sheet.name}'!A1")


def _fill(target: Any, sheet: Sheet, places: dict[str, str]) -> None:
    """Write a sheet: the heading frozen above a table with a filter."""
    for place, column in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(place)].width = column.width
        _put(target.cell(1, place), column.title)
        target.cell(1, place).font, target.cell(1, place).alignment = Font(bold=True), _WRAPPED
    for line, row in enumerate(sheet.rows, 2):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            cell = target.cell(line, place)
            _put(cell, value)
            cell.alignment = _WRAPPED if column.width >= _WRAPS_FROM else _TOP
            if column.links and value in places:
                _lead(cell, places[str(value)])
    target.freeze_panes = "B2"
    reach = f"A1:{get_column_letter(len(sheet.columns))}{max(len(sheet.rows), 1) + 1}"
    table = Table(displayName=sheet.key, ref=reach)
    table.tableStyleInfo = _STYLE
    target.add_table(table)


def _lead(cell: Any, place: str) -> None:
    """Make a cell lead to a place in the workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = _LINK


def _put(cell: Any, value: Cell) -> None:
    """Put a value in a cell as what it is; an empty text is no value."""
    if isinstance(value, str):
        _put_text(cell, value)
        return
    cell.value = value
    if isinstance(value, Decimal):
        decimals = max(-int(value.as_tuple().exponent), 0)
        cell.number_format = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    elif isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"


def _put_text(cell: Any, words: str) -> None:
    """Put words in a cell as words; Excel keeps them so when the cell is edited, too."""
    if not words:
        return
    cell.value = _fitted(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", words))
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(_LOOKS_LIKE_FORMULA)


def _fitted(words: str) -> str:
    """Cut a text to what a cell holds, and say so in it."""
    if len(words) <= MOST_CHARACTERS:
        return words
    mark = _(" […] Teksten er kuttet, fordi en celle ikke rommer mer.")
    return words[: MOST_CHARACTERS - len(mark)] + mark


def _settled(data: bytes, made: date) -> bytes:
    """Pack the parts anew with one fixed time, and without the time of writing."""
    settled = BytesIO()
    when = rf"\g<1>{made.isoformat()}T00:00:00Z\g<2>".encode()
    with ZipFile(BytesIO(data)) as old, ZipFile(settled, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = _MODIFIED.sub(when, content)
            part = ZipInfo(info.filename, _EPOCH)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, content)
    return settled.getvalue()
