"""Interval plots: figures with how far they can be from the truth, held against a limit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from auditlib.language import Language
from auditlib.pictures.look import BLUE, FAINT, INK, VERMILLION
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Reference, Row, panels
from auditlib.pictures.scales import Scale, from_zero
from auditlib.pictures.words import level, plain, say, shown, spread
from auditlib.stats.explain import require

_CAP = 5.0


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A figure and its limits, in the unit of the picture.

    Neither value nor limits is a missing figure; no limits a figure that says nothing beyond itself; an infinite limit
    one that is not there; limits alone an interval without a figure. `counts` are the cases behind (`10 av 18`).
    `between` is what the figure can be when what is missing is known. A `combined` row sums up the others; an
    `illustrative` one has limits that say nothing of other cases. Raises StatsError for NaN and for limits that do not
    hold the value.
    """

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    counts: str = ""
    between: tuple[float, float] | None = None
    combined: bool = False
    illustrative: bool = False

    def __post_init__(self) -> None:
        given = [each for each in (self.lower, self.value, self.upper) if each is not None]
        where = f"row {self.name}"
        require(not any(math.isnan(each) for each in given), where, given, "numbers, or None for a missing figure")
        require((self.lower is None) == (self.upper is None), where, given, "both limits or none")
        require(given == sorted(given), where, given, "limits with the value between them")
        finite = self.value is None or math.isfinite(self.value)
        require(finite or self.lower is not None, where, given, "a finite number, or one with limits")

    def limits(self, decimals: int, language: Language) -> str:
        """Write the limits, if there are any."""
        return "" if self.lower is None or self.upper is None else spread(self.lower, self.upper, decimals, language)

    def figure(self, decimals: int, language: Language) -> str:
        """Write the figure with its limits."""
        limits = self.limits(decimals, language)
        if self.value is None and limits:
            return limits
        return shown(self.value, decimals, language) + (f" ({limits})" if limits else "")

    @property
    def numbers(self) -> list[float]:
        """Every number that must be on the scale."""
        given = (self.value, self.lower, self.upper, *(self.between or ()))
        return [each for each in given if each is not None and math.isfinite(each)]


@dataclass(frozen=True, slots=True)
class IntervalGroup:
    """Rows on one scale: their unit (percent when None), decimals, and what they are held against.

    As `bars` their figures are lengths from zero. Percent goes to 100 at most.
    """

    rows: tuple[IntervalRow, ...]
    unit: str | None = None
    decimals: int = 1
    reference: Reference | None = None
    scale: Scale | None = None
    bars: bool = False

    def named_unit(self, language: Language) -> str:
        """Give the unit in words."""
        return say("percent", language) if self.unit is None else self.unit

    def panel(self, language: Language) -> Panel:
        """Lay the rows out."""
        known = [each for row in self.rows for each in row.numbers] + ([self.reference.value] if self.reference else [])
        scale = self.scale or from_zero(known, language, most=100.0 if self.unit is None else None)
        lines = tuple(Row(row.name, row.figure(self.decimals, language)) for row in self.rows)
        return Panel(lines, scale, self.named_unit(language), self.reference)

    def draw(self, axes: Any, panel: Panel) -> None:
        """Draw each row on its band."""
        for row, centre in zip(self.rows, panel.centres, strict=True):
            if self.bars and row.value is not None:
                axes.barh(centre, row.value, height=12, color=BLUE)
                axes.vlines(0, centre - panel.band / 2, centre + panel.band / 2, color=INK, lw=0.8, clip_on=False)
            else:
                _draw_interval(axes, panel.scale, row, centre)

    def words(self, confidence: float | None, language: Language) -> list[str]:
        """Say each row."""
        return [self._said(row, confidence, language) for row in self.rows]

    def _said(self, row: IntervalRow, confidence: float | None, language: Language) -> str:
        limits, unit = row.limits(self.decimals, language), self.named_unit(language)
        within = f"{level(confidence, language)} {limits}".strip() if limits else ""
        if row.value is None and within:
            figure = within
        else:
            of = f" {unit}" if unit and row.value is not None else ""
            figure = shown(row.value, self.decimals, language) + of + (f" ({within})" if within else "")
        return f"{row.name}: {figure}" + (f", {row.counts}" if row.counts else "")


def interval_plot(
    groups: Sequence[IntervalGroup],
    title: str,
    *,
    confidence: float | None = 0.95,
    description: str = "",
    note: str = "",
    language: Language = "nb",
) -> Picture:
    """Show figures with their intervals, each group on a scale of its own.

    Args:
        groups: the figures, in the order they are shown.
        title: what the figures are.
        confidence: of the intervals, a share between 0 and 1; None for limits that are certain.
        description: words to add before the figures.
        note: what a reader must know, as what the figures hold for.
        language: of the picture's own words.

    Raises StatsError for a language there are no words in.
    """
    filled = [group for group in groups if group.rows]
    data = _table(filled, confidence, language)
    if not filled:
        return Picture.empty(title, data.headings, language)
    with panels(*(group.panel(language) for group in filled)) as (canvas, placed):
        for group, (axes, panel) in zip(filled, placed, strict=True):
            group.draw(axes, panel)
        said = [line for group in filled for line in group.words(confidence, language)]
        held = "".join(f" {group.reference.name}." for group in filled if group.reference)
        short = ("; ".join(said) if len(said) <= 4 else _ends(filled, language)) + f".{held}"
        return Picture.of(canvas, title, short, f"{description} {'; '.join(said)}.{held}", data, language, note)


def _ends(groups: Sequence[IntervalGroup], language: Language) -> str:
    """Say how many figures there are, and the least and the greatest of the first group."""
    group = groups[0]
    known = sorted((row for row in group.rows if row.value is not None), key=lambda row: row.value or 0.0)
    if not known:
        return say("many intervals", language, n=len(group.rows))
    low, high = (f"{shown(row.value, group.decimals, language)} ({row.name})" for row in (known[0], known[-1]))
    return say("many rows", language, n=len(group.rows), low=low, high=high, unit=group.named_unit(language))


def _draw_interval(axes: Any, scale: Scale, row: IntervalRow, centre: float) -> None:
    """Draw a figure as a mark on its interval, an arrow where a limit is missing or beyond the scale."""
    colour = VERMILLION if row.combined else BLUE
    if row.between:
        axes.barh(centre, row.between[1] - row.between[0], left=row.between[0], height=11, color=INK, alpha=FAINT)
    if row.lower is not None and row.upper is not None:
        ends = [scale.kept(row.lower), scale.kept(row.upper)]
        dash = (0, (1.5, 1)) if row.illustrative else "-"
        axes.plot(ends, [centre, centre], color=colour, lw=2.6, linestyle=dash)
        for end, limit, arrow in zip(ends, (row.lower, row.upper), "<>", strict=True):
            if scale.holds(limit):
                axes.plot([end, end], [centre - _CAP, centre + _CAP], color=colour, lw=2, clip_on=False)
            else:
                axes.plot(end, centre, arrow, color=colour, ms=7, clip_on=False)
    if row.value is not None and scale.holds(row.value):
        face, shape = "none" if row.lower is None or row.illustrative else colour, "D" if row.combined else "o"
        axes.plot(row.value, centre, shape, ms=8, mfc=face, mec=colour, mew=1.8, clip_on=False)


def _table(groups: Sequence[IntervalGroup], confidence: float | None, language: Language) -> DataTable:
    """Give the figures as a table; with a column of units when there is more than one."""
    units = list(dict.fromkeys(group.named_unit(language) for group in groups))
    one = units[0] if len(units) == 1 else ""
    within = level(confidence, language)
    headings = [Heading("", numeric=False), Heading(say("value", language), one)]
    headings += [Heading(f"{within}, {say(end, language)}".removeprefix(", "), one) for end in ("lower", "upper")]
    headings += [Heading(say("counts", language))]
    headings += [Heading(say("unit", language), numeric=False)] if len(units) > 1 else []
    rows = [
        (
            plain(row.name),
            "–" if row.value is None and row.lower is not None else shown(row.value, group.decimals, language),
            *("–" if each is None else shown(each, group.decimals, language) for each in (row.lower, row.upper)),
            row.counts or "–",
            *([group.named_unit(language)] if len(units) > 1 else []),
        )
        for group in groups
        for row in group.rows
    ]
    return DataTable(tuple(headings), tuple(rows))
