"""Figures of the report: inline SVG with alternative text, the same bytes each time.

Colours are from Okabe and Ito's palette, told apart by colour-blind readers; what a colour says is also written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from auditlib.numbers import format_number, read_number, round_half_up
from auditlib.tables import Measurement, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_COLOURS = {"oppfylt": "#0072B2", "delt": "#999999", "avvik": "#D55E00"}
_LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its SVG, a caption, and what it shows in words for those who do not see it."""

    svg: str
    caption: str
    description: str


def stances(rows: Sequence[tuple[str, int, int, int]], caption: str) -> Figure:
    """Show for each row (label, meets, mixed, deviates) how many sources took which side, as stacked bars."""
    canvas, axes = _axes(6.8, 0.6 + 0.3 * max(len(rows), 1))
    left = [0] * len(rows)
    labels = [row[0] for row in rows]
    for place, side in ((1, "oppfylt"), (2, "delt"), (3, "avvik")):
        counts = [int(row[place]) for row in rows]
        axes.barh(labels, counts, left=left, color=_COLOURS[side], label=side, height=0.65)
        for index, count in enumerate(counts):
            if count:
                axes.text(left[index] + count / 2, index, str(count), ha="center", va="center", color="white", size=8)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    axes.invert_yaxis()
    _whole_ticks(axes)
    axes.set_xlabel("kilder som tar stilling")
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False)
    said = "; ".join(f"{row[0]}: {row[1]} oppfylt, {row[2]} delt, {row[3]} avvik" for row in rows)
    return _figure(canvas, caption, said)


def has_trend(table: Table) -> bool:
    """Say whether a table has at least three columns that are years."""
    return len(_years(table)) >= 3


def _years(table: Table) -> list[str]:
    return [each.name for each in table.columns if each.numeric and _YEAR.fullmatch(each.name)]


def trend(table: Table) -> Figure:
    """Show the rows of a table over its year columns as lines, with a gap where a year is missing."""
    years = _years(table)
    canvas, axes = _axes(6.8, 3.2)
    ends = []
    for index, row in enumerate(table.names()):
        points = [(int(year), _height(table.number(row, year))) for year in years]
        known = [point for point in points if not isnan(point[1])]
        if known:
            colour = _LINES[index % len(_LINES)]
            axes.plot([year for year, _ in points], [value for _, value in points], color=colour, marker="o", ms=4)
            ends.append([known[-1][1], known[-1][0], row, colour])
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    _label_ends(axes, ends)
    axes.set_xticks([int(year) for year in years])
    axes.yaxis.set_major_formatter(_norwegian_ticks)
    column = table.column(years[0])
    unit = column.unit if column and column.unit else ""
    axes.set_ylabel(unit)
    said = "; ".join(
        row + " fra " + " til ".join(f"{_shown(table, row, year)} i {year}" for year in (years[0], years[-1]))
        for row in table.names()
    )
    return _figure(canvas, f"{table.resource.title}.", f"{said} ({unit})." if unit else f"{said}.")


def _height(value: Decimal | None) -> float:
    """Give a number's height in a drawing; nothing is drawn where it is missing."""
    return nan if value is None else float(value)


def _shown(table: Table, row: str, column: str) -> str:
    """Write a cell's number with the decimals it was printed with; a missing cell says so."""
    text = table.cell(row, column)
    number = None if table.is_missing(text) else read_number(text)
    return format_number(number.value, number.decimals) if number else "ikke oppgitt"


def _label_ends(axes: Any, ends: list[list[Any]]) -> None:
    """Write each line's name at its end, moved apart where two would stand in each other."""
    low, high = axes.get_ylim()
    gap, last = (max(high, 1) - min(low, 0)) * 0.07, None
    for value, year, row, colour in sorted(ends, key=lambda end: end[0]):
        place = value if last is None else max(value, last + gap)
        axes.annotate(
            row, (year, value), xytext=(year + 0.12, place), color=colour, size=8, va="center", annotation_clip=False
        )
        last = place


def interval(measured: Measurement) -> Figure:
    """Show a share with its interval on a line from 0 to 100 percent."""
    assert measured.value is not None
    assert measured.interval is not None
    canvas, axes = _axes(6.8, 0.95)
    low, high = (float(value) for value in measured.interval)
    axes.plot([low, high], [0, 0], color=_COLOURS["oppfylt"], lw=3, solid_capstyle="butt")
    axes.plot([float(measured.value)], [0], "o", color=_COLOURS["oppfylt"], ms=9)
    axes.set_xlim(0, 100)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("prosent")
    shown = [format_number(round_half_up(value, 0), 0) for value in (measured.value, *measured.interval)]
    said = f"{measured.count} av {measured.n}: {shown[0]} prosent, 95 % KI {shown[1]}–{shown[2]}"
    return _figure(canvas, f"{measured.title}: {said}.", said)


def groups(rows: Sequence[tuple[str, int, int]], caption: str) -> Figure:
    """Show for each row (group, interviews, passages) how much was collected, as bars."""
    canvas, axes = _axes(6.8, 0.6 + 0.3 * max(len(rows), 1))
    labels, counts = [row[0] for row in rows], [row[2] for row in rows]
    axes.barh(labels, counts, color=_COLOURS["oppfylt"], height=0.65)
    for index, (_, interviews, passages) in enumerate(rows):
        axes.text(passages, index, f" {passages} ({interviews})", va="center", size=8)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    _whole_ticks(axes)
    axes.set_xlabel("kodede utsagn (antall intervjuer i parentes)")
    said = "; ".join(
        f"{name}: {passages} utsagn i {interviews} {'intervju' if interviews == 1 else 'intervjuer'}"
        for name, interviews, passages in rows
    )
    return _figure(canvas, caption, said)


def _whole_ticks(axes: Any) -> None:
    """Mark only whole numbers along the counts."""
    axes.xaxis.get_major_locator().set_params(integer=True)


def _norwegian_ticks(value: float, _position: object) -> str:
    """Write an axis number with decimal comma and grouped thousands."""
    text = f"{value:.10g}"
    return format_number(Decimal(text), len(text.partition(".")[2]))


def _axes(width: float, height: float) -> tuple[Canvas, Any]:
    """Make an empty drawing in the report's look, without touching pyplot's global state."""
    import seaborn
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    with seaborn.axes_style("ticks", {"font.family": "sans-serif"}):
        canvas = Canvas(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(canvas)
        axes = canvas.subplots()
    seaborn.despine(ax=axes)
    axes.tick_params(labelsize=8)
    axes.xaxis.label.set_fontsize(8)
    axes.yaxis.label.set_fontsize(8)
    return canvas, axes


def _figure(canvas: Canvas, caption: str, description: str) -> Figure:
    """Write the drawing as SVG with fixed ids of its own and no date."""
    import matplotlib

    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": caption, "svg.fonttype": "none"}):
        canvas.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :].replace("<svg ", '<svg role="img" ', 1)
    return Figure(_own_ids(svg, caption), caption, description)


def _own_ids(svg: str, salt: str) -> str:
    """Prefix every id, so that figures on one page do not refer to each other's parts."""
    from auditlib.stamps import short, stamp

    prefix = f"f{short(stamp(salt))}-"
    svg = re.sub(r'\bid="', f'id="{prefix}', svg)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}", svg)
