"""Sheets of rows: each row has its name and its figure on a line, and its mark on the band below it.

Names stand above their marks and not beside them, so that long ones have room and marks have the whole width, on a
phone too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from auditlib.pictures.look import FAINT, INK, LEFT, LETTER, LINE, RIGHT, SMALL, WIDTH, axes_at, sheet
from auditlib.pictures.scales import Scale
from auditlib.pictures.words import wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_GAP, _TICKS = 9.0, 18.0
_LETTERS = int((WIDTH - LEFT - RIGHT) / LETTER)
BAND = 18.0


@dataclass(frozen=True, slots=True)
class Row:
    """The name of a row and the figure that stands to the right of it."""

    name: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that rows are held against, and what it is called."""

    value: float
    name: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows along one scale; the unit stands under it and what they are held against above."""

    rows: tuple[Row, ...]
    scale: Scale
    unit: str = ""
    reference: Reference | None = None
    band: float = BAND

    @property
    def names(self) -> list[list[str]]:
        """The rows' names, broken so that they leave room for the figure."""
        return [wrapped(row.name, max(_LETTERS - len(row.figure) - (3 if row.figure else 0), 16)) for row in self.rows]

    @property
    def tops(self) -> list[float]:
        """Where each row begins, and where the last ends, down from the top of the rows."""
        return list(accumulate((LINE * len(lines) + self.band + _GAP for lines in self.names), initial=0.0))

    @property
    def centres(self) -> list[float]:
        """The middle of each row's band."""
        return [end - _GAP - self.band / 2 for end in self.tops[1:]]

    @property
    def head(self) -> float:
        """What the name of the reference takes above the rows."""
        return 0.0 if self.reference is None else LINE + 4

    @property
    def height(self) -> float:
        """All that the panel takes."""
        return self.head + self.tops[-1] + _TICKS + (LINE if self.unit else 0) + 4


@contextmanager
def panels(*given: Panel, head: float = 0.0) -> Iterator[tuple[Canvas, list[tuple[Any, Panel]]]]:
    """Open a sheet with panels under each other, below a head; give the sheet, and each panel with its axes."""
    with sheet(head + sum(panel.height for panel in given)) as canvas:
        tops = accumulate((panel.height for panel in given), initial=head)
        yield canvas, [(_place(canvas, panel, top), panel) for panel, top in zip(given, tops, strict=False)]


def _place(canvas: Canvas, panel: Panel, top: float) -> Any:
    """Set up a panel's axes with names, figures, scale and reference; heights are points from the top of the rows."""
    height = panel.tops[-1]
    axes = axes_at(canvas, LEFT, top + panel.head, WIDTH - LEFT - RIGHT, height)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    panel.scale.apply(axes)
    if panel.unit:
        axes.set_xlabel(panel.unit, loc="left", labelpad=2, fontsize=SMALL)
    place = axes.get_yaxis_transform()
    for row, lines, start in zip(panel.rows, panel.names, panel.tops, strict=False):
        for number, line in enumerate(lines, 1):
            axes.text(0, start + LINE * number - 3, line, transform=place, va="baseline")
        axes.text(1, start + LINE - 3, row.figure, transform=place, ha="right", va="baseline")
    for centre in panel.centres:
        span = (centre - panel.band / 2, centre + panel.band / 2)
        axes.vlines(panel.scale.ticks, *span, color=INK, alpha=FAINT, lw=0.8, zorder=0)
    if panel.reference:
        _refer(axes, panel)
    return axes


def _refer(axes: Any, panel: Panel) -> None:
    """Draw what the rows are held against as a broken line through every band, its name above."""
    assert panel.reference is not None
    for centre in panel.centres:
        span = (centre - panel.band / 2 - 1, centre + panel.band / 2 + 1)
        axes.vlines(panel.reference.value, *span, color=INK, lw=1.4, linestyle=(0, (3, 1.5)), zorder=1)
    share = panel.scale.share(panel.reference.value)
    side = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    axes.vlines(panel.reference.value, -4, 1, color=INK, lw=1.4, clip_on=False)
    axes.text(panel.reference.value, -7, panel.reference.name, ha=side, va="baseline", fontsize=SMALL)


def legend(canvas: Canvas, handles: Sequence[Any], names: Sequence[str]) -> None:
    """Say at the top of the sheet what the marks mean, as many beside each other as there is room for."""
    height, top = canvas.get_size_inches()[1] * 72, 3.0
    given = iter(handles)
    for line in _legend_lines(names):
        drawn = [next(given) for _ in line]
        canvas.legend(
            drawn, ["\n".join(name) for name in line], loc="upper left", ncols=len(line), frameon=False,
            bbox_to_anchor=(LEFT / WIDTH, 1 - top / height), borderpad=0, borderaxespad=0, handlelength=1.8,
            columnspacing=1.2, handletextpad=0.5,
        )  # fmt: skip
        top += LINE * max(map(len, line))


def legend_height(names: Sequence[str]) -> float:
    """Give what a legend takes at the top of a sheet."""
    return sum(LINE * max(map(len, line)) for line in _legend_lines(names)) + 7


def _legend_lines(names: Sequence[str]) -> list[list[list[str]]]:
    """Divide the names of a legend into lines; a long name is broken, on a line of its own."""
    lines: list[list[list[str]]] = []
    for name in (wrapped(each, _LETTERS - 5) for each in names):
        taken = sum(len(" ".join(each)) + 6 for each in [*lines[-1], name]) if lines else 0
        if lines and taken <= _LETTERS + 4:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines
