"""The caterpillar: many units from the lowest figure to the highest, each with its interval, against what all have.

It is no league table: the intervals are as visible as the order, units that chance can explain look alike, and those
outside the limits for their size are marked. Names stand in the table of numbers, in the order the units were given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditlib.language import Language
from auditlib.pictures.look import BLUE, INK, LEFT, LINE, RIGHT, SMALL, VERMILLION, WIDTH, axes_at, sheet
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import legend, legend_height
from auditlib.pictures.scales import Scale, from_zero
from auditlib.pictures.words import plain, say, shown, spread
from auditlib.stats import Funnel, FunnelUnit, clopper_pearson
from auditlib.stats.rates import poisson_limits

_STEP, _LEAST, _MOST, _TICKS = 3.2, 90.0, 620.0, 18.0
_LOOKS = {"above": ("^", VERMILLION), "below": ("v", VERMILLION), "inside": ("o", BLUE)}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A unit with its interval, as it is drawn: in percent, or events for each so many."""

    unit: FunnelUnit
    value: float
    lower: float
    upper: float


def caterpillar(
    found: Funnel, title: str, *, unit: str = "", per: float = 1.0, confidence: float = 0.95, language: Language = "nb"
) -> Picture:
    """Show units from the lowest figure to the highest, each with its exact interval, and what all have together.

    Args:
        found: the units with their limits; a unit is marked where it lies outside those widened for over-dispersion.
        title: what is compared.
        unit: of the figures; percent for shares.
        per: show rates for so many units of exposure.
        confidence: of the intervals, a share between 0 and 1.
        language: of the picture's own words.
    """
    factor = 100.0 if found.kind == "binomial" else per
    units = [_drawn(each, found, factor, confidence) for each in found.units]
    ordered = sorted(units, key=lambda each: (each.value, each.unit.size))
    named = say("percent", language) if found.kind == "binomial" and not unit else unit
    scale = from_zero([each.upper for each in ordered if each.unit.size > 0], language, steps=4)
    places = [place for place in _LOOKS if any(each.unit.place_widened == place for each in ordered)]
    names = [*(say(place, language) for place in places), say("all together", language)]
    height, head = min(max(_LEAST, _STEP * len(ordered)), _MOST), legend_height(names)
    with sheet(head + height + _TICKS + LINE + 8) as canvas:
        axes = axes_at(canvas, LEFT, head, WIDTH - LEFT - RIGHT, height)
        handles = [_draw(axes, ordered, place, scale) for place in places]
        together = axes.axvline(found.target * factor, color=INK, lw=1.4, linestyle=(0, (3, 1.5)), zorder=1)
        _finish(axes, scale, len(ordered), named)
        legend(canvas, [*handles, together], names)
        said = found.explain(language).sentence
        outside = sum(each.place_widened != "inside" for each in found.units)
        target = shown(found.target * factor, 1, language)
        short = say("caterpillar short", language, n=len(ordered), outside=outside, target=target, unit=named)
        return Picture.of(canvas, title, short, said, _table(units, found, factor, named, language), language)


def _drawn(unit: FunnelUnit, found: Funnel, factor: float, confidence: float) -> _Drawn:
    """Give a unit its exact interval: Clopper and Pearson's for a share, Garwood's for a rate."""
    if found.kind == "binomial":
        limits = clopper_pearson(unit.events, int(unit.size), confidence)
        lower, upper = limits.lower, limits.upper
    else:
        lower, upper = (each / unit.size for each in poisson_limits(unit.events, confidence))
    return _Drawn(unit, unit.value * factor, lower * factor, upper * factor)


def _draw(axes: Any, ordered: list[_Drawn], place: str, scale: Scale) -> Any:
    """Draw the units that lie in one place with their intervals; give the mark for the legend."""
    own = [(at, each) for at, each in enumerate(ordered) if each.unit.place_widened == place]
    mark, colour = _LOOKS[place]
    heights = [at + 0.5 for at, _ in own]
    ends = [(scale.kept(each.lower), scale.kept(each.upper)) for _, each in own]
    axes.hlines(heights, *zip(*ends, strict=True), color=colour, lw=1.0, alpha=0.75)
    values = [scale.kept(each.value) for _, each in own]
    size = 2.2 if place == "inside" else 4.0
    axes.plot(values, heights, mark, ms=size, mfc=colour, mec=colour, linestyle="none")
    return axes.plot([], [], mark, ms=7, mfc=colour, mec=colour, linestyle="none")[0]


def _finish(axes: Any, scale: Scale, rows: int, unit: str) -> None:
    """Set up the axes: the lowest figure below, figures along the foot."""
    scale.apply(axes)
    axes.set_ylim(0, rows)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(unit, loc="left", labelpad=2, fontsize=SMALL)


def _table(units: list[_Drawn], found: Funnel, factor: float, unit: str, language: Language) -> DataTable:
    """Give every unit in the order given: its cases, figure, interval, limits for its size, and where it lies."""
    headings = (
        Heading("", numeric=False), Heading(say("counts", language)), Heading(say("value", language), unit),
        Heading(say("interval", language), unit), Heading(say("limits", language), unit),
        Heading(say("place", language), numeric=False),
    )  # fmt: skip
    rows = tuple(
        (
            plain(each.unit.name),
            say("x of n", language, x=shown(each.unit.events, 0, language), n=shown(each.unit.size, 0, language)),
            shown(each.value, 1, language),
            spread(each.lower, each.upper, 1, language),
            spread(each.unit.lower * factor, each.unit.upper * factor, 1, language),
            say(each.unit.place_widened, language),
        )
        for each in units
    )
    return DataTable(headings, rows)
