"""Sheets with two axes: units written along, faint lines to read by, names beside their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlib.pictures.look import FAINT, INK, LEFT, LETTER, LINE, RIGHT, SMALL, WIDTH, axes_at
from auditlib.pictures.scales import Scale

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

PLOT = 190.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The scales and units of a chart; `right` and `above` are what names beside and above the plot take."""

    x: Scale
    y: Scale
    x_unit: str = ""
    y_unit: str = ""
    right: float = RIGHT
    above: float = 0.0
    height: float = PLOT

    @property
    def left(self) -> float:
        """What the names of the steps take to the left."""
        return LEFT + 4 + max(map(len, self.y.names)) * LETTER

    @property
    def width(self) -> float:
        """The width of the plot itself."""
        return WIDTH - self.left - self.right

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give where values stand, in points from the lower left corner of the plot."""
        return self.x.share(x) * self.width, self.y.share(y) * self.height

    @property
    def head(self) -> float:
        """What stands above the plot."""
        return (LINE if self.y_unit else 0.0) + self.above + 9

    @property
    def total(self) -> float:
        """The height of the chart with units and names of steps."""
        return self.head + self.height + 20 + (LINE if self.x_unit else 0)

    def place(self, canvas: Canvas, top: float = 0.0) -> Any:
        """Set up the axes below a head in points."""
        axes = axes_at(canvas, self.left, top + self.head, self.width, self.height)
        self.x.apply(axes)
        self.y.apply(axes, "y")
        axes.hlines(self.y.ticks, self.x.low, self.x.high, color=INK, alpha=FAINT, lw=0.8, zorder=0)
        if self.y.low < 0 < self.y.high:
            axes.axhline(0, color=INK, lw=0.8, zorder=0)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        if self.y_unit:
            axes.annotate(
                self.y_unit, (0, 1), (LEFT - self.left, 9 + self.above), xycoords="axes fraction",
                textcoords="offset points", fontsize=SMALL, va="baseline",
            )  # fmt: skip
        if self.x_unit:
            axes.set_xlabel(self.x_unit, loc="right", labelpad=2, fontsize=SMALL)
        return axes


def apart(heights: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Move heights so that none is nearer another than the least, as little as may be and within the ends."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = [heights[place] for place in order]
    for place in range(len(placed)):
        placed[place] = max(placed[place], low if place == 0 else placed[place - 1] + least)
    top = high
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], top)
        top = placed[place] - least
    found = [0.0] * len(heights)
    for place, height in zip(order, placed, strict=True):
        found[place] = height
    return found
