"""What a sheet of a workbook tells beside its values: what is hidden, merged, not reckoned, and how numbers are shown.

The XML is read as it stands, for libraries that read values leave this out; part 18.3 of ECMA-376 describes it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

_MARKUP = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DIGITS = re.compile(r"0{2,}")
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_BUILT_IN = {9: "0%", 10: "0.00%"}  # of the formats without a code in the file, those that are percent
_WORKBOOK = "xl/workbook.xml"

Place = tuple[int, int]
Attributes = dict[str, str]


@dataclass(slots=True)
class SheetFacts:
    """A sheet's name and what its values do not tell; places are rows and columns from 1.

    `unreckoned` are cells with a formula whose value the file does not hold, `errors` those whose value is one such as
    `#DIV/0!`, `formats` the codes of those that are shown as percent or with leading zeros, `merged` ranges of cells.
    """

    name: str = ""
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    unreckoned: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)


def address(row: int, column: int, sheet: str = "") -> str:
    """Give the address of a cell as a spreadsheet shows it: `Ark1!B7`; without a column that of a whole row."""
    cell = f"{_letters(column)}{row}" if column else f"{row}:{row}"
    name = sheet if re.fullmatch(r"\w+", sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{cell}" if sheet else cell


def corners(cells: str) -> tuple[Place, Place]:
    """Give the first and the last cell of a range such as `A1:B3`, which may be a single cell."""
    places = [(int(match[2]), column_number(match[1])) for match in _ADDRESS.finditer(cells)] or [(1, 1)]
    return places[0], places[-1]


def facts_of(archive: ZipFile, sheet: str) -> SheetFacts:
    """Read what a sheet tells; one that the archive has no part for tells nothing.

    Raises what zipfile and expat raise for damaged files.
    """
    found = SheetFacts(sheet)
    part = _part_of(archive, found)
    if part in archive.namelist():
        codes = _codes(archive)
        with archive.open(part) as xml:
            _Reader(found, codes).read(xml)
    return found


def _elements(archive: ZipFile, part: str) -> Iterator[tuple[str, Attributes]]:
    """Give the elements of a part with their attributes, without namespaces; nothing where there is no such part."""
    if part not in archive.namelist():
        return
    seen: list[tuple[str, Attributes]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen.append((_local(name), attributes))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(archive.read(part), True)
    yield from seen


def _refuse_doctype(*_: object) -> None:
    raise ValueError("its XML has a DOCTYPE")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _part_of(archive: ZipFile, found: SheetFacts) -> str:
    """Give the part that holds a sheet, and note whether the sheet is hidden."""
    relations = {
        each.get("Id", ""): each.get("Target", "")
        for name, each in _elements(archive, "xl/_rels/workbook.xml.rels")
        if name == "Relationship"
    }
    for name, each in _elements(archive, _WORKBOOK):
        if name == "sheet" and each.get("name") == found.name:
            found.hidden = each.get("state", "visible") != "visible"
            id_ = next((value for key, value in each.items() if _local(key) == "id"), "")
            return posixpath.normpath(posixpath.join("/xl", relations.get(id_, ""))).lstrip("/")
    return ""


def _codes(archive: ZipFile) -> Mapping[str, str]:
    """Give, for each number of a cell's style, the code of its number format where it changes what is read."""
    codes, styles, within = dict(_BUILT_IN), list[int](), False
    for name, each in _elements(archive, "xl/styles.xml"):
        if name == "numFmt":
            codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
        elif name in ("cellXfs", "cellStyles"):
            within = name == "cellXfs"
        elif name == "xf" and within:
            styles.append(int(each.get("numFmtId", "0")))
    plain = {number: _MARKUP.sub("", codes.get(number, "").partition(";")[0]) for number in styles}
    told = {number for number, code in plain.items() if "%" in code or _DIGITS.fullmatch(code)}
    return {str(place): plain[number] for place, number in enumerate(styles) if number in told}


class _Reader:
    """Goes through a sheet's XML and notes what it tells."""

    def __init__(self, found: SheetFacts, codes: Mapping[str, str]) -> None:
        self._found, self._codes = found, codes
        self._row = self._column = 0
        self._formula = self._valued = self._is_error = False
        self._inside = ""
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._start_row, "c": self._start_cell, "col": self._column_range, "mergeCell": self._merge,
            "f": self._start_formula,
        }  # fmt: skip

    def read(self, xml: IO[bytes]) -> None:
        """Read the whole part."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(xml)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._inside = _local(name)
        handler = self._starts.get(self._inside)
        if handler:
            handler(attributes)

    def _end(self, name: str) -> None:
        self._inside = ""
        if _local(name) == "c" and self._formula and not self._valued:
            self._found.unreckoned.append((self._row, self._column))

    def _characters(self, text: str) -> None:
        if self._inside == "v":
            self._valued = True
            if self._is_error:
                self._found.errors[self._row, self._column] = text

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self._found.hidden_rows.append(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        match = _ADDRESS.fullmatch(attributes.get("r", ""))
        self._column = column_number(match[1]) if match else self._column + 1
        self._formula = self._valued = False
        kind = attributes.get("t", "n")
        self._is_error = kind == "e"
        # A formula may give an empty text, which is a value.
        self._valued = kind == "str"
        code = self._codes.get(attributes.get("s", ""))
        if code and kind == "n":
            self._found.formats[self._row, self._column] = code

    def _start_formula(self, _attributes: Attributes) -> None:
        self._formula = True

    def _column_range(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._found.hidden_columns.extend(range(first, min(last, first + 999) + 1))

    def _merge(self, attributes: Attributes) -> None:
        self._found.merged.append(attributes.get("ref", ""))


def _letters(column: int) -> str:
    """Give the letters of a column from its number."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """Give the number of a column from its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
