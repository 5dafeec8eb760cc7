"""The funnel: each unit against a common figure, with the limits that chance gives a unit of its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditlib.language import Language
from auditlib.pictures.chart import Frame
from auditlib.pictures.comparisons import digits
from auditlib.pictures.dispatch import draws
from auditlib.pictures.look import BLUE, INK, SMALL, VERMILLION, sheet
from auditlib.pictures.naming import place_names
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import legend, legend_height
from auditlib.pictures.scales import from_zero
from auditlib.pictures.words import as_printed, listed, plain, say, shown
from auditlib.stats import Funnel, FunnelUnit, funnel_limits
from auditlib.stats.design import positive

_STEPS = 240
_MOST_NAMES = 12
_OUTER = 0.998
_LOOKS = {"above": ("^", VERMILLION), "below": ("v", VERMILLION), "inside": ("o", BLUE)}


@draws.register
def of_funnel(
    result: Funnel,
    *,
    title: str = "",
    size: str = "",
    unit: str = "",
    per: float = 1.0,
    missing: Sequence[str] = (),
    language: Language = "nb",
) -> Picture:
    """Show units by size, with the limits around the target; those outside are named.

    Args:
        result: the funnel; its own limits are drawn, and those of 99.8 percent.
        title: what is compared.
        size: what sizes are counted in, as `saker`.
        unit: of the figures; percent for shares.
        per: show rates for so many units of exposure, as 1000.
        missing: names of units without figures, which the picture says are missing.
        language: of the picture's own words.
    """
    factor = 100.0 if result.kind == "binomial" else positive("per", per)
    of = _Unit(
        factor, 1 if result.kind == "binomial" else digits(result.target * factor), size, _named(result, unit, language)
    )
    frame = _frame(result, of, language)
    places = [place for place in _LOOKS if _at(result, place)]
    names = [say(place, language) for place in places]
    with sheet(legend_height(names) + frame.total) as canvas:
        axes = frame.place(canvas, legend_height(names))
        legend(canvas, [_units(axes, result, place, factor) for place in places], names)
        levels = sorted({result.confidence, _OUTER})
        lines = [each for level in levels for each in _limits(axes, result, level, factor, frame, language)]
        axes.axhline(result.target * factor, color=INK, lw=1)
        _name(axes, frame, result, factor, lines)
        gone, spread = _notes(result, missing, language)
        return Picture.of(
            canvas, title or say("funnel title", language), _short(result, of, language),
            f"{result.explain(language).sentence} {gone}", _table(result, of, language), language, f"{gone} {spread}",
        )  # fmt: skip


def _notes(result: Funnel, missing: Sequence[str], language: Language) -> tuple[str, str]:
    """Say which units have no figures, and that the units vary more than chance gives."""
    gone = say("units missing", language, names=listed(map(plain, missing), language)) if missing else ""
    return gone, say("overdispersed", language) if result.overdispersed else ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """How figures and sizes are shown: by which factor, with which decimals, and what they are called."""

    factor: float
    decimals: int
    size: str
    name: str

    def write(self, value: float, language: Language) -> str:
        return shown(value * self.factor, self.decimals, language)


def _named(result: Funnel, unit: str, language: Language) -> str:
    return say("percent", language) if result.kind == "binomial" else unit


def _at(result: Funnel, place: str) -> list[FunnelUnit]:
    return [each for each in result.units if each.place == place]


def _frame(result: Funnel, of: _Unit, language: Language) -> Frame:
    """Give scales that hold every unit, and the limits of most sizes."""
    sizes, values = [each.size for each in result.units], [each.value for each in result.units]
    typical = sorted(result.units, key=lambda each: each.size)[len(result.units) // 4]
    reach = [of.factor * each for each in (*values, typical.lower, typical.upper, result.target)]
    y = from_zero(reach, language, most=100.0 if result.kind == "binomial" else None)
    x = from_zero([*sizes, max(sizes) * 1.02], language)
    return Frame(x, y, of.size or say("size", language), of.name, right=44.0)


def _units(axes: Any, result: Funnel, place: str, factor: float) -> Any:
    """Draw the units of one place."""
    shape, colour = _LOOKS[place]
    units = _at(result, place)
    face = "none" if place == "inside" else colour
    (drawn,) = axes.plot(
        [each.size for each in units], [each.value * factor for each in units], shape, ms=7, mfc=face, mec=colour,
        mew=1.6, clip_on=False, linestyle="none",
    )  # fmt: skip
    return drawn


def _limits(
    axes: Any, result: Funnel, level: float, factor: float, frame: Frame, language: Language
) -> list[tuple[float, float]]:
    """Draw the exact limits over all sizes and name them at the end; they go in steps, because cases are whole."""
    least, most = min(each.size for each in result.units) / 2, frame.x.high
    sizes = [least * (most / least) ** (step / _STEPS) for step in range(_STEPS + 1)]
    if result.kind == "binomial":
        sizes = [float(size) for size in sorted({max(1, round(size)) for size in sizes})]
    found = [funnel_limits(result.kind, result.target, size, level) for size in sizes]
    outer = level == _OUTER
    for side in range(2):
        line = [limits[side] * factor for limits in found]
        axes.plot(sizes, line, color=INK, lw=0.9 if outer else 1.3, alpha=0.45 if outer else 0.8, zorder=1)
        if frame.y.holds(line[-1]):
            axes.annotate(
                say("at level", language, level=as_printed(100 * level, language)), (sizes[-1], line[-1]),
                (4, 4 * (side * 2 - 1) * (1 if outer else -1)), va="center", textcoords="offset points",
                fontsize=SMALL, annotation_clip=False,
            )  # fmt: skip
    return [frame.at(size, limit * factor) for size, limits in zip(sizes, found, strict=True) for limit in limits]


def _name(axes: Any, frame: Frame, result: Funnel, factor: float, lines: Sequence[tuple[float, float]]) -> None:
    """Write the names of the units that lie outside, with a line to the point where a name stands away from it."""
    outside = _worth_naming(result)
    names = [plain(each.name) for each in outside]
    at = [frame.at(each.size, each.value * factor) for each in outside]
    others = [frame.at(each.size, each.value * factor) for each in _at(result, "inside")]
    places = place_names(names, at, others, lines, (frame.width, frame.height))
    leader = {"arrowstyle": "-", "color": INK, "alpha": 0.6, "lw": 0.7, "shrinkA": 1, "shrinkB": 4}
    for each, name, place in zip(outside, names, places, strict=True):
        axes.annotate(
            name, (each.size, each.value * factor), (place.across, place.up), textcoords="offset points",
            ha=place.align, va="center", fontsize=SMALL, annotation_clip=False,
            arrowprops=leader if abs(place.up) > 12 else None,
        )  # fmt: skip


def _worth_naming(result: Funnel) -> list[FunnelUnit]:
    """Give the units outside the limits; where they are too many to be read, those outside the widened ones."""
    outside = [each for each in result.units if each.place != "inside"]
    wide = [each for each in outside if each.place_widened != "inside"]
    return outside if len(outside) <= _MOST_NAMES else wide if len(wide) <= _MOST_NAMES else []


def _short(result: Funnel, of: _Unit, language: Language) -> str:
    """Say how many units lie outside, and which."""
    out = [f"{plain(each.name)} {of.write(each.value, language)}" for each in result.units if each.place != "inside"]
    target = f"{of.write(result.target, language)} {of.name}".strip()
    which = listed(out, language) if out else say("none", language)
    return say("funnel short", language, n=len(result.units), target=target, out=len(out), which=which)


def _table(result: Funnel, of: _Unit, language: Language) -> DataTable:
    """Give each unit with its figure, its limits and its place."""
    level = as_printed(100 * result.confidence, language)
    headings = (
        Heading("", numeric=False), Heading(say("events", language)), Heading(say("size", language), of.size),
        Heading(say("value", language), of.name), Heading(say("lower limit", language, level=level), of.name),
        Heading(say("upper limit", language, level=level), of.name), Heading(say("place", language), numeric=False),
    )  # fmt: skip
    rows = tuple(
        (
            plain(each.name), shown(each.events, 0, language), as_printed(each.size, language),
            *(of.write(number, language) for number in (each.value, each.lower, each.upper)),
            say(each.place, language),
        )
        for each in result.units
    )  # fmt: skip
    return DataTable(headings, rows)
