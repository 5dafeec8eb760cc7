"""Reading one sheet of an XLSX workbook as text, safely.

A small file can unpack to a huge one, and calamine lays out every cell between the first and the last, so that one
cell in the far corner ends the process (github.com/tafia/calamine/issues/693). Both are looked for first.
"""

from __future__ import annotations

import re
import zlib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from auditlib.files.sheet_facts import SheetFacts, address, column_number, facts_of

MOST_BYTES = 200_000_000  # unpacked
MOST_CELLS = 2_000_000  # rows times columns of one sheet
_MOST_NAMED = 5  # cells in one message

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
# All that zipfile raises for a damaged archive, a locked one, or one packed in a way it does not know.
_UNREADABLE = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, expat.ExpatError)


class WorkbookError(Exception):
    """The workbook cannot be read; the message says why."""


def read_sheet(path: Path, sheet: str | None = None) -> list[list[str]]:
    """Give the cells of the first or the named sheet as text, from A1 to the last filled column, all rows as long.

    Cells are as `read_workbook` gives them. Raises WorkbookError for a broken, locked or oversized workbook, an unknown
    sheet or a formula without a value, OSError for no file.
    """
    cells, facts = read_workbook(path, sheet)
    if facts.unreckoned:
        places = ", ".join(address(*place) for place in facts.unreckoned[:_MOST_NAMED])
        more = len(facts.unreckoned) - _MOST_NAMED
        where = f"{places} and {more} more" if more > 0 else places
        raise WorkbookError(f"formulas without a value in {facts.name}: {where}; open it in a spreadsheet and save it")
    return cells


def read_workbook(path: Path, sheet: str | None = None) -> tuple[list[list[str]], SheetFacts]:
    """Give the cells of a sheet as text, and what the sheet tells beside them.

    Numbers get a decimal comma and the 15 digits a spreadsheet keeps: how many of them were shown, calamine does not
    tell. What is shown as percent is read as percent (0,29 as `29 %`), what is shown with leading zeros keeps them, an
    error is its own name (`#DIV/0!`), and a formula without a value is an empty cell. Raises WorkbookError for a
    broken, locked or oversized workbook or an unknown sheet, OSError for no file.
    """
    _check_size(path)
    try:
        with load_workbook(path) as book:
            name = _sheet_name(book, sheet)
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        with ZipFile(path) as archive:
            facts = facts_of(archive, name)
    except (CalamineError, *_UNREADABLE) as error:
        raise WorkbookError(f"not a readable workbook: {error}") from error
    rows = [[_text(value) for value in row] for row in cells]
    _as_shown(rows, facts)
    width = max((place for row in rows for place, cell in enumerate(row, 1) if cell.strip()), default=0)
    return [row[:width] for row in rows], facts


def _as_shown(rows: list[list[str]], facts: SheetFacts) -> None:
    """Put in what the values alone do not say: errors, percent and leading zeros."""
    shown: dict[tuple[int, int], str] = dict(facts.errors)
    for (row, column), code in facts.formats.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            shown[row, column] = _formatted(rows[row - 1][column - 1], code)
    for (row, column), words in shown.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = words


def _formatted(text: str, code: str) -> str:
    """Write a number by its format: `0,29` in `0.0%` as `29,0 %`, `301` in `0000` as `0301`."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    if "%" not in code:
        return text.zfill(len(code)) if text.isdecimal() else text
    value = (value * 100).normalize()
    decimals = max(-int(value.as_tuple().exponent), len(code.partition(".")[2].replace("%", "").strip()), 0)
    return f"{value:.{decimals}f} %".replace(".", ",")


def _sheet_name(book: CalamineWorkbook, sheet: str | None) -> str:
    names = book.sheet_names
    if not names or sheet not in (None, *names):
        raise WorkbookError(f"no sheet `{sheet or ''}`; the workbook has: {', '.join(names)}")
    return names[0] if sheet is None else sheet


def _text(value: object) -> str:
    if isinstance(value, float):
        return format(Decimal(format(value, ".15g")), "f").replace(".", ",")
    return str(value)


def _check_size(path: Path) -> None:
    """Refuse a workbook that would unpack to too much, before it is unpacked."""
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise WorkbookError(f"it unpacks to more than {MOST_BYTES // 10**6} MB")
            for member in members:
                if member.filename.lower().endswith(".xml"):
                    with archive.open(member) as xml:
                        _check_extent(xml)
    except _UNREADABLE as error:
        raise WorkbookError(f"not a readable workbook: {error}") from error


def _check_extent(xml: IO[bytes]) -> None:
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ParseFile(xml)
    if extent.rows * extent.columns > MOST_CELLS:
        raise WorkbookError(
            f"the sheet reaches to row {extent.rows} and column {extent.columns}; at most {MOST_CELLS} cells are read, "
            "so delete what stands far from the table"
        )


def _refuse_doctype(*_: object) -> None:
    """Refuse what a workbook never has, and what bombs and references to other files are made with."""
    raise WorkbookError("its XML has a DOCTYPE")


class _Extent:
    """The last row and column of the cells of a sheet, counted from 1; a cell need not give its address."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        address = attributes.get("r", "")
        if element == "row":
            self._row = int(address) if address.isdecimal() else self._row + 1
            self._column = 0
        elif element == "c":
            match = _ADDRESS.fullmatch(address)
            if match is not None:
                self._row, self._column = int(match[2]), column_number(match[1])
            else:
                self._column += 1
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
