"""Bars of parts from zero, each part with a colour, a pattern and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditlib.language import Language
from auditlib.pictures.look import DARK, SMALL
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Row, legend, legend_height, panels
from auditlib.pictures.scales import of_counts
from auditlib.pictures.words import plain, say, shown
from auditlib.stats.explain import require, whole

THICK = 15.0
_ROOM = 0.03  # of the scale, for a number on a part


@dataclass(frozen=True, slots=True)
class Part:
    """How one part of a bar is filled: colour, pattern, and the colour of the number on it."""

    name: str
    colour: str
    hatch: str = ""
    number: str = DARK

    @property
    def fill(self) -> dict[str, Any]:
        """What a bar is drawn with."""
        return {"facecolor": self.colour, "edgecolor": DARK, "linewidth": 0.8}

    def swatch(self) -> Any:
        """Give what stands for the part in a legend."""
        from matplotlib.patches import Patch

        return Patch(**self.fill, hatch=self.hatch * 2)


def stacked(
    rows: Sequence[tuple[str, Sequence[int]]],
    parts: Sequence[Part],
    title: str,
    unit: str,
    *,
    language: Language = "nb",
) -> Picture:
    """Show counts as parts of a bar for each row.

    Args:
        rows: the name of each row and its count in each part.
        parts: the parts, from the left.
        title: what the counts are.
        unit: what is counted.
        language: of the picture's own words.

    Raises StatsError for counts that are negative or not whole, and a row without a count for each part.
    """
    for name, each in rows:
        require(len(each) == len(parts), name, each, f"{len(parts)} counts, one for each part")
    counts = [(plain(name), [whole(name, count) for count in each]) for name, each in rows]
    headings = (Heading(unit, numeric=False), *(Heading(plain(part.name)) for part in parts))
    if not rows:
        return Picture.empty(title, headings, language)
    lines = tuple(Row(name, shown(sum(each), 0, language)) for name, each in counts)
    panel = Panel(lines, of_counts([sum(each) for _, each in counts], language), unit)
    names = [part.name for part in parts]
    with panels(panel, head=legend_height(names)) as (canvas, ((axes, _),)):
        for (_, each), centre in zip(counts, panel.centres, strict=True):
            _stack(axes, parts, each, centre, panel.scale.high)
        legend(canvas, [part.swatch() for part in parts], names)
        data = DataTable(headings, tuple((name, *(shown(x, 0, language) for x in each)) for name, each in counts))
        return Picture.of(canvas, title, *_in_words(counts, names, language), data, language)


def _stack(axes: Any, parts: Sequence[Part], counts: Sequence[int], centre: float, longest: float) -> None:
    """Draw one bar, with the number on each part that has room for it."""
    left = 0
    for part, count in zip(parts, counts, strict=True):
        if count:
            axes.barh(centre, count, left=left, height=THICK, hatch=part.hatch, **part.fill)
        if count / longest > _ROOM:
            box = {"facecolor": part.colour, "edgecolor": "none", "pad": 1.2} if part.hatch else None
            look = {"ha": "center", "va": "center", "color": part.number, "fontsize": SMALL}
            axes.text(left + count / 2, centre, str(count), bbox=box, **look)
        left += count


def _in_words(counts: Sequence[tuple[str, list[int]]], names: Sequence[str], language: Language) -> tuple[str, str]:
    """Say what the bars show, in short and in full."""
    said = "; ".join(f"{name}: {_parts(each, names, language)}" for name, each in counts)
    totals = [sum(column) for column in zip(*(each for _, each in counts), strict=True)]
    together = say("rows together", language, n=len(counts), what=_parts(totals, names, language))
    return (said if len(counts) <= 2 else together), f"{said}."


def _parts(counts: Sequence[int], names: Sequence[str], language: Language) -> str:
    return ", ".join(f"{shown(count, 0, language)} {name}" for count, name in zip(counts, names, strict=True))
