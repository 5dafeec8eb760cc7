"""Reading a CSV or XLSX file into a grid, and a text as it is."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from auditlib.checks.recalc.grid import Grid, GridError, Row
from auditlib.files.workbooks import WorkbookError, read_sheet

_Line = tuple[int, list[str]]  # the number of a line and its cells


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """Read a table whose first filled line is its heading and whose first filled column labels the rows.

    A CSV file is UTF-8, with or without BOM, and delimited by `;` or `,`, whichever it turns out to be. Of
    an XLSX workbook the first sheet is read, or the one named. Blank lines and blank columns are passed over.
    The grid is named after the file. Raises GridError for a file that cannot be read or is not such a table.
    """
    try:
        match path.suffix.lower():
            case ".xlsx":
                lines = enumerate(read_sheet(path, sheet), start=1)
                return _grid(path, [(line, cells) for line, cells in lines if _is_filled(cells)])
            case ".csv" if sheet is None:
                return _grid(path, _read_csv(path))
            case ".csv":
                raise GridError(path, None, None, f"a CSV file has no sheets, so not `{sheet}` either")
            case suffix:
                raise GridError(path, None, None, f"`{suffix}` is not read; use .csv or .xlsx")
    except WorkbookError as error:
        raise GridError(path, None, None, str(error)) from error
    except OSError as error:
        raise GridError(path, None, None, f"cannot be read: {error.strerror}") from error


def read_text(path: Path, sheet: str | None = None) -> str:
    """Read a text in UTF-8, with or without BOM; raises GridError when it cannot be read or there is nothing in it."""
    if sheet is not None:
        raise GridError(path, None, None, f"a text has no sheets, so not `{sheet}` either")
    try:
        text = _decode(path)
    except OSError as error:
        raise GridError(path, None, None, f"cannot be read: {error.strerror}") from error
    if not text.strip():
        raise GridError(path, None, None, "the file is empty")
    return text


def _grid(path: Path, lines: list[_Line]) -> Grid:
    filled = [(line, [cell.strip() for cell in cells]) for line, cells in lines]
    if not filled:
        raise GridError(path, 1, None, "the file is empty; the first line should be the heading")
    columns = [column for column in range(len(filled[0][1])) if any(cells[column] for _, cells in filled)]
    if len(columns) < 2:
        raise GridError(path, filled[0][0], None, "only one column; a CSV file is delimited by `;` or `,`")
    (line, heading), *body = filled
    label, *places = columns
    for place in places:
        if not heading[place]:
            raise GridError(path, line, place + 1, "the column has no heading")
    return Grid(
        name=path.stem,
        columns=tuple(heading[place] for place in places),
        rows=tuple(Row(cells[label], tuple(cells[place] for place in places), line) for line, cells in body),
        corner=heading[label],
    )


def _read_csv(path: Path) -> list[_Line]:
    text = _decode(path)
    delimiter = _delimiter(path, text)
    lines = list(_records(path, text, delimiter, strict=True))
    for line, cells in lines:
        if len(cells) != len(lines[0][1]):
            advice = '; a decimal comma must stand in quotes here: "40,8"' if delimiter == "," else ""
            raise GridError(
                path, line, None, f"{len(cells)} cells where the heading has {len(lines[0][1])}{advice}"
            )
    return lines


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        byte = error.object[error.start]
        raise GridError(
            path, line, column, f"not UTF-8 (byte 0x{byte:02X}); save it as UTF-8, in Excel `CSV UTF-8`"
        ) from error


def _delimiter(path: Path, text: str) -> str:
    """Choose `;` if every line has it, since commas may be decimal; else what fits most lines."""
    counts = {
        delimiter: [len(cells) for _, cells in _records(path, text, delimiter, strict=False)]
        for delimiter in ";,"
    }
    if all(count > 1 for count in counts[";"]):
        return ";"
    if min(counts[","]) == max(counts[","]) > 1:
        return ","
    return max(counts, key=lambda delimiter: sum(count > 1 for count in counts[delimiter]))


def _records(path: Path, text: str, delimiter: str, *, strict: bool) -> Iterator[_Line]:
    """Yield each filled record with the line it starts on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    try:
        for cells in reader:
            if _is_filled(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise GridError(path, line, None, f"not CSV: {error}; is a quotation mark left open?") from error


def _is_filled(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)
