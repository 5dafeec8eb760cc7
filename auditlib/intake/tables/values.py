"""Dividing a line into a label and as many figures as there are columns, where there is one way to do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_GAP = re.compile(r" {2,}|\t+")
_PIECE = re.compile(r"[+\-−–]?\d{1,12}(?:[.,]\d{1,6})?%?\)?|%|[-–:]|\.{1,2}|\*")
_GROUP = re.compile(r"\d{3}(?:,\d{1,6})?%?")
_LEAD = re.compile(r"[+\-−–]?[1-9]\d{0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_PIECES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its label and its figures; `reason` says why there are none."""

    label: str
    cells: tuple[str, ...]
    reason: str = ""


def parts_of(line: str) -> list[tuple[int, str]]:
    """Give what stands apart by wide gaps, each with the place where it begins."""
    parts, at = [], len(line) - len(line.lstrip())
    for gap in (*_GAP.finditer(line.rstrip(), at), None):
        end = gap.start() if gap else len(line.rstrip())
        if end > at:
            parts.append((at, line[at:end].strip()))
        at = gap.end() if gap else end
    return parts


def is_value(text: str) -> bool:
    """Say whether a text is figures or marks for what is missing, and nothing else."""
    return bool(text) and all(_PIECE.fullmatch(piece) for piece in text.split())


def is_figure(text: str) -> bool:
    """Say whether a text is one figure, or one mark."""
    pieces = tuple(text.replace(" %", "%").split())
    return is_value(text) and len(pieces) < 6 and bool(_ways(pieces, 1))


def is_year(text: str) -> bool:
    """Say whether a text is a year."""
    return _YEAR.fullmatch(text.strip()) is not None


def values_in(line: str) -> tuple[str, list[str]]:
    """Divide a line into what stands before its last figures, and those, as pieces between spaces."""
    words = line.split()
    at = len(words)
    while at and _PIECE.fullmatch(words[at - 1]):
        at -= 1
    pieces: list[str] = []
    for word in words[at:]:
        if word == "%" and pieces:
            pieces[-1] += " %"
        else:
            pieces.append(word)
    return " ".join(words[:at]), pieces


def row_of(line: str, columns: int) -> Row | None:
    """Read a line as a row of a table with so many columns; None where it has no two figures at its end."""
    parts = parts_of(line)
    texts = [text for _, text in parts]
    if len(texts) == columns + 1 and all(map(is_figure, texts[1:])):
        return Row(texts[0], tuple(texts[1:]))
    if len(texts) == columns and columns > 1 and all(map(is_figure, texts)):
        return Row("", tuple(texts))
    label, pieces = values_in(line)
    if len(pieces) < min(columns, 2) or len(pieces) > _MOST_PIECES:
        return None
    return _divided(label, pieces, columns)


def _divided(label: str, pieces: Sequence[str], columns: int) -> Row:
    """Divide pieces into figures: a group of three digits may go on a figure that was begun."""
    ways = _ways(tuple(pieces), columns)
    if len(ways) == 1:
        return Row(label, ways[0])
    if len(ways) > 1:
        return Row(label, (), f"{len(pieces)} groups of digits are {columns} figures in several ways")
    if label and len(pieces) > 1:
        shorter = _ways(tuple(pieces[1:]), columns)
        if len(shorter) == 1:
            return Row(f"{label} {pieces[0]}", shorter[0])
    return Row(label, (), f"{len(pieces)} figures in {columns} columns; nothing says which are empty")


@lru_cache(maxsize=512)
def _ways(pieces: tuple[str, ...], columns: int) -> tuple[tuple[str, ...], ...]:
    """Give up to two ways to divide pieces into so many figures."""
    found: list[tuple[str, ...]] = []

    def go_on(at: int, made: tuple[str, ...]) -> None:
        left = len(pieces) - at
        if len(found) > 1 or len(made) > columns or len(made) + left < columns:
            return
        if not left:
            found.append(made)
            return
        go_on(at + 1, (*made, pieces[at]))
        if made and _GROUP.fullmatch(pieces[at]) and _goes_on(made[-1]):
            go_on(at + 1, (*made[:-1], f"{made[-1]} {pieces[at]}"))

    go_on(0, ())
    return tuple(found)


def _goes_on(figure: str) -> bool:
    """Say whether a group of three digits may follow a figure."""
    lead, *groups = figure.split(" ")
    return bool(_LEAD.fullmatch(lead)) and all(re.fullmatch(r"\d{3}", each) for each in groups)


def placed_by_columns(line: str, centres: Sequence[float]) -> Row | None:
    """Read a line with fewer figures than columns by where they stand; None where the place does not tell."""
    parts = parts_of(line)
    values = [(at + len(text) / 2, text) for at, text in parts if is_figure(text)]
    label = " ".join(text for _, text in parts if not is_figure(text))
    if (len(values) < 2 and not (values and label)) or len(values) + bool(label) != len(parts) or len(centres) < 2:
        return None
    room = min(abs(right - left) for left, right in pairwise(centres)) / 2
    cells = [""] * len(centres)
    for place, text in values:
        near = min(range(len(centres)), key=lambda at: abs(centres[at] - place))
        if abs(centres[near] - place) > room or cells[near]:
            return None
        cells[near] = text
    return Row(label, tuple(cells))
