"""Where the names of points go: beside their point, clear of other points and names and of the lines of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditlib.pictures.look import LETTER

Point = tuple[float, float]

_HEIGHT, _MARK = 12.0, 5.0
# where a name is tried, from the best place on: to the side, above and below, then farther away
_SIDES = ((9.0, 0.0), (-9.0, 0.0))
_NEAR = ((0.0, 12.0), (0.0, -12.0), (8.0, 10.0), (8.0, -10.0), (-8.0, 10.0), (-8.0, -10.0))
_FAR = tuple((x, y) for y in (20.0, -20.0, 32.0, -32.0, 44.0, -44.0) for x in (10.0, -10.0))
_ON_NAME, _ON_POINT, _ON_LINE, _OUTSIDE = 8.0, 5.0, 0.6, 50.0


@dataclass(frozen=True, slots=True)
class Place:
    """How far from its point a name stands, in points, and which of its ends is there."""

    across: float
    up: float
    align: str

    def box(self, at: Point, width: float) -> tuple[float, float, float, float]:
        """Give the ends of the name across and up."""
        x, y = at[0] + self.across, at[1] + self.up
        left = x if self.align == "left" else x - width if self.align == "right" else x - width / 2
        return left, left + width, y - _HEIGHT / 2, y + _HEIGHT / 2


def place_names(
    names: Sequence[str],
    at: Sequence[Point],
    others: Iterable[Point],
    lines: Iterable[Point],
    size: tuple[float, float],
) -> list[Place]:
    """Find a place for each name.

    Args:
        names: the names, in the order they are placed.
        at: where each one's point is, in points from the lower left corner of the plot.
        others: where the points without a name are.
        lines: points along the lines.
        size: width and height of the plot.
    """
    marks, along, found = [*at, *others], list(lines), list[Place]()
    taken: list[tuple[float, float, float, float]] = []
    for name, point in zip(names, at, strict=True):
        width = len(name) * LETTER * 0.92
        best = min(_places(), key=lambda place: _cost(place.box(point, width), place, taken, marks, along, size))
        found.append(best)
        taken.append(best.box(point, width))
    return found


def _places() -> list[Place]:
    """Give every place that is tried, the best first."""
    return [
        Place(across, up, "left" if across > 0 else "right" if across < 0 else "center")
        for across, up in (*_SIDES, *_NEAR, *_FAR)
    ]


def _cost(
    box: tuple[float, float, float, float], place: Place, taken: Sequence[tuple[float, float, float, float]],
    marks: Sequence[Point], along: Sequence[Point], size: tuple[float, float],
) -> float:  # fmt: skip
    """Say how bad it is for a name to stand in a box."""
    left, right, low, high = box
    outside = left < 0 or right > size[0] + 4 or low < 0 or high > size[1] + 6
    names = sum(left < b and a < right and low < d and c < high for a, b, c, d in taken)
    points = sum(left - _MARK < x < right + _MARK and low - _MARK + 2 < y < high + _MARK - 2 for x, y in marks)
    lines = sum(left < x < right and low < y < high for x, y in along)
    far = (abs(place.across) + abs(place.up)) / 40
    return far + _ON_NAME * names + _ON_POINT * points + _ON_LINE * min(lines, 5) + _OUTSIDE * outside
