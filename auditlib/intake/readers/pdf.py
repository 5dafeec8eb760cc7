"""Reading a PDF: lines from where the words stand, and tables from the lines that are drawn around their cells.

A wide gap within a line is kept as spaces, so that columns stay apart; a gap between lines becomes an empty one.
Scripts, forms and attachments are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from auditlib.intake.model import RawTable, Reading, Unreadable

MOST_PAGES = 5_000
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
_WORDS = {"x_tolerance_ratio": 0.2, "expand_ligatures": False, "keep_blank_chars": False, "use_text_flow": False}
_WIDE, _HIGH = 1.1, 1.9  # of the size of the letters
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_END = b"%%EOF"


def read_pdf(path: Path) -> Reading:
    """Read a PDF; raises Unreadable where it has a password, is damaged or has no text."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with open(path, "rb") as file, pdfplumber.open(file) as pdf:
            return _read(path, pdf, pdfplumber.__version__)
    except PdfminerException as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if "Password" in type(cause).__name__ or "Encryption" in type(cause).__name__:
            raise Unreadable("I904", file=path.name) from error
        raise Unreadable("I905", file=path.name, reason=_why(path, cause)) from error
    except (MemoryError, Unreadable):
        raise
    except Exception as error:  # a broken PDF can break the reader anywhere
        raise Unreadable("I905", file=path.name, reason=_why(path, error)) from error


def _why(path: Path, error: Exception) -> str:
    if not is_whole(path):
        return "it is cut off: its end is missing"
    return f"the PDF is damaged ({type(error).__name__})"


def is_whole(path: Path) -> bool:
    """Say whether a PDF has its end, as every whole one does."""
    with open(path, "rb") as file:
        file.seek(max(path.stat().st_size - 4096, 0))
        return _END in file.read()


def _read(path: Path, pdf: Any, version: str) -> Reading:
    if not is_whole(path):
        raise Unreadable("I905", file=path.name, reason="it is cut off: its end is missing")
    count = len(pdf.pages)
    if not 0 < count <= MOST_PAGES:
        raise Unreadable("I905", file=path.name, reason=f"it has {count} pages, and at most {MOST_PAGES} are read")
    pages, tables = [], list[RawTable]()
    for number, page in enumerate(pdf.pages, 1):
        lines, found = _page(page, number)
        pages.append(lines)
        tables.extend(found)
        page.close()
    if not any(line.strip() for lines in pages for line in lines):
        raise Unreadable("I906", file=path.name, pages=str(count))
    info = pdf.metadata or {}
    created, modified = _date(info.get("CreationDate")), _date(info.get("ModDate"))
    return Reading(tuple(pages), f"pdfplumber {version}", tuple(tables), created, modified)


def _date(written: object) -> str:
    """Give a date of a PDF as ISO 8601, with its time where it has one."""
    match = _DATE.match(written) if isinstance(written, str) else None
    parts = [part for part in match.groups() if part] if match else []
    day, time = "-".join(parts[:3]), ":".join(parts[3:])
    return f"{day}T{time}" if time and len(parts) == 6 else day


def _page(page: Any, number: int) -> tuple[tuple[str, ...], list[RawTable]]:
    """Give the lines of a page and the tables that are drawn on it."""
    words = page.dedupe_chars().extract_words(**_WORDS)
    rows = _rows(words)
    lines, heights = _lines(rows, float(page.bbox[0]))
    tables = []
    for each in page.find_tables() if page.lines or page.rects or page.curves else ():
        cells = each.extract(**_WORDS)
        if len(cells) >= _LEAST_ROWS and max(map(len, cells)) >= _LEAST_COLUMNS:
            inside = [at for at, (top, _) in heights.items() if each.bbox[1] - 1 <= top <= each.bbox[3] + 1]
            if inside:
                tables.append(RawTable(number, min(inside), max(inside), _texts(cells)))
    return tuple(lines), sorted(tables, key=lambda each: each.first)


def _texts(cells: Sequence[Sequence[str | None]]) -> tuple[tuple[str, ...], ...]:
    """Give the cells as texts on one line; what one cell covers has its text in each column, and in each row."""
    rows: list[list[str]] = []
    for row in cells:
        made: list[str] = []
        for at, cell in enumerate(row):
            above = rows[-1][at] if rows and at == 0 else ""
            before = made[-1] if made and len(rows) == 0 else ""
            made.append(" ".join(cell.split("\n")) if cell is not None else (above or before))
        rows.append(made)
    return tuple(tuple(each) for each in rows)


def _rows(words: Iterable[Any]) -> list[list[Any]]:
    """Put words that stand beside each other on a line: their middles are nearer than half a letter."""
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda each: (_middle(each), each["x0"])):
        near = rows and abs(_middle(word) - _middle(rows[-1][0])) < 0.5 * min(_size(word), _size(rows[-1][0]))
        rows[-1].append(word) if near else rows.append([word])
    return [sorted(row, key=lambda each: each["x0"]) for row in rows]


def _middle(word: Any) -> float:
    return (float(word["top"]) + float(word["bottom"])) / 2


def _size(word: Any) -> float:
    return max(float(word["bottom"]) - float(word["top"]), 1.0)


def _lines(rows: Sequence[Sequence[Any]], left: float) -> tuple[list[str], dict[int, tuple[float, float]]]:
    """Write rows of words as lines, with an empty one where there is room for it; give where each line stands."""
    lines: list[str] = []
    heights: dict[int, tuple[float, float]] = {}
    letter = _letter_width(rows)
    for at, row in enumerate(rows):
        if at and _middle(row[0]) - _middle(rows[at - 1][0]) > _HIGH * _size(rows[at - 1][0]):
            lines.append("")
        lines.append(_line(row, left, letter))
        heights[len(lines)] = (_middle(row[0]), _size(row[0]))
    return lines, heights


def _letter_width(rows: Sequence[Sequence[Any]]) -> float:
    """Give the usual width of a letter on a page."""
    widths = sorted((float(word["x1"]) - float(word["x0"])) / len(word["text"]) for row in rows for word in row)
    return max(widths[len(widths) // 2], 1.0) if widths else 1.0


def _line(row: Sequence[Any], left: float, letter: float) -> str:
    """Write a row: one space between words, and as many as it takes to reach the place after a wide gap."""
    line = str(row[0]["text"])
    start = float(row[0]["x0"])
    for before, word in pairwise(row):
        gap = float(word["x0"]) - float(before["x1"])
        place = round((float(word["x0"]) - start) / letter)
        line += " " * max(place - len(line), 2) if gap > _WIDE * _size(word) else " "
        line += str(word["text"])
    return line
