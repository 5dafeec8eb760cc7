"""Reading answers that are long tables, one figure or a few on each line, into a cube."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import product

from auditlib.fetch.cube import Cube, Dimension, Unreadable
from auditlib.numbers import read_number

CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a long table are dimensions and which hold figures.

    `codes` names the column with the code beside one with a name; `marks` are the texts that stand for a figure that
    is not given, and the empty text becomes `unmarked`.
    """

    dimensions: tuple[str, ...]
    values: tuple[str, ...]
    codes: Mapping[str, str]
    marks: tuple[str, ...]
    unmarked: str | None = None


def read_csv(raw: bytes) -> list[dict[str, str]]:
    """Read a CSV answer with a heading; `;`, `,` or a tab, whichever the heading has. Raises Unreadable."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte 0x{raw[error.start]:02X} at {error.start}"
        raise Unreadable(f"it is not UTF-8: {place}", "format: json-stat2 is always UTF-8") from None
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    try:
        lines = [line for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True) if line]
    except csv.Error as error:
        raise Unreadable(f"it is not CSV: {error}") from None
    if len(lines) < 2 or len(set(lines[0])) != len(lines[0]):
        raise Unreadable("it is no CSV table with a heading and rows")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(lines[0]):
            raise Unreadable(f"row {number} has {len(line)} cells, the heading {len(lines[0])}: it is cut")
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def read_long(rows: Sequence[Mapping[str, object]], columns: Columns, label: str = "") -> Cube:
    """Make a cube of the rows of a long table; each combination of dimensions must stand once. Raises Unreadable."""
    _check_columns(rows, columns)
    named = [_labels(rows, each, columns.codes.get(each, each)) for each in columns.dimensions]
    dimensions = [
        Dimension(each, each, tuple(labels), labels) for each, labels in zip(columns.dimensions, named, strict=True)
    ]
    contents = Dimension(CONTENTS, "Innhold", columns.values, {})
    found: dict[tuple[str, ...], object] = {}
    for row in rows:
        codes = tuple(str(row[columns.codes.get(each, each)]) for each in columns.dimensions)
        for value in columns.values:
            if (*codes, value) in found:
                raise Unreadable(f"two rows for {', '.join(codes)}", "select fewer codes of what sets them apart")
            found[*codes, value] = row[value]
    return _cube((*dimensions, contents), found, columns, label)


def _check_columns(rows: Sequence[Mapping[str, object]], columns: Columns) -> None:
    if not rows:
        raise Unreadable("there are no rows", "does the selection hold anything?")
    wanted = {*columns.dimensions, *columns.values, *columns.codes.values()}
    for number, row in enumerate(rows, 1):
        missing = sorted(wanted - row.keys())
        if missing:
            raise Unreadable(f"row {number} has no column {missing[0]}", f"columns: {', '.join(map(str, row))}")


def _labels(rows: Iterable[Mapping[str, object]], name: str, code: str) -> dict[str, str]:
    """Give the codes of a dimension with their names, in the order they first stand."""
    found: dict[str, str] = {}
    for row in rows:
        if found.setdefault(str(row[code]), str(row[name])) != str(row[name]):
            raise Unreadable(f"{code} {row[code]} is called both {found[str(row[code])]} and {row[name]}")
    return found


def _cube(
    dimensions: tuple[Dimension, ...], found: Mapping[tuple[str, ...], object], columns: Columns, label: str
) -> Cube:
    values: list[Decimal | None] = []
    marks: dict[int, str] = {}
    for place, codes in enumerate(product(*(each.codes for each in dimensions))):
        value = _figure(found.get(codes), codes, columns)
        values.append(value if isinstance(value, Decimal) else None)
        if isinstance(value, str) and value:
            marks[place] = value
    return Cube(label, dimensions, tuple(values), marks)


def _figure(told: object, codes: tuple[str, ...], columns: Columns) -> Decimal | str:
    """Give a figure, or the mark that stands for it; an empty cell is `unmarked`, or nothing."""
    if isinstance(told, Decimal):
        return told
    text = "" if told is None else str(told).strip()
    if text in columns.marks:
        return text
    if not text:
        return columns.unmarked or ""
    number = read_number(text) or read_number(text.replace(".", ","))
    if number is None:
        raise Unreadable(
            f"`{text[:40]}` for {', '.join(codes)} is neither a figure nor a mark",
            f"marks of the service: {' '.join(columns.marks)}; is it a new one?",
        )
    return number.value
