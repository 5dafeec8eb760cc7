"""Pictures of figures over time: lines broken where the counting changed, gaps where a figure is missing."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from auditlib.language import Language
from auditlib.pictures.chart import Frame, apart
from auditlib.pictures.look import COLOURS, DASHES, INK, LETTER, LINE, MARKERS, RIGHT, SMALL, SOFT, VERMILLION, sheet
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import legend, legend_height
from auditlib.pictures.scales import from_zero, of_places
from auditlib.pictures.words import listed, plain, say, shown
from auditlib.stats.explain import require

MOST_LINES = 12  # more cannot be told apart
_BESIDE = 15  # longer names stand above the plot


@dataclass(frozen=True, slots=True)
class Line:
    """A named series with a value for each time, None where it is missing; `outliers` are the times of values to ring.

    Raises StatsError for a value that is no finite number.
    """

    name: str
    values: tuple[float | None, ...]
    outliers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for place, value in enumerate(self.values):
            where = f"{self.name}[{place}]"
            require(value is None or math.isfinite(value), where, value, "a finite number, or None where missing")


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From this time on figures are not comparable with those before: said by the source, or `found` in the figures."""

    time: str
    text: str = ""
    found: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Lines over named times, and what is needed to read them.

    `at` is where each time stands; the years themselves, or evenly apart, when left out. `slope` is a change in value
    for each unit of time, drawn through the medians of the first line. Raises StatsError for more than 12 lines, a line
    without a value for each time, times twice or out of order, and a break or an outlier at a time that is not there.
    """

    times: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    decimals: int = 0
    breaks: tuple[SeriesBreak, ...] = ()
    slope: float | None = None
    at: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        require(len(self.lines) <= MOST_LINES, "lines", len(self.lines), f"{MOST_LINES} at most; more look alike")
        require(len(set(self.times)) == len(self.times), "times", self.times, "each time once")
        require(not self.at or len(self.at) == len(self.times), "at", self.at, "a place for each time")
        require(all(a < b for a, b in pairwise(self.places)), "times", self.times, "times in order")
        for line in self.lines:
            require(len(line.values) == len(self.times), line.name, line.values, f"{len(self.times)} values")
            require(set(line.outliers) <= set(self.times), line.name, line.outliers, f"among {', '.join(self.times)}")
        for each in self.breaks:
            require(each.time in self.times[1:], "breaks", each.time, f"one of {', '.join(self.times[1:])}")

    @property
    def places(self) -> tuple[float, ...]:
        """Where each time stands along the axis."""
        years = all(time.isdecimal() for time in self.times)
        return self.at or tuple(float(time) if years else float(n) for n, time in enumerate(self.times))

    @property
    def known(self) -> list[float]:
        """Every value that is not missing."""
        return [value for line in self.lines for value in line.values if value is not None]

    @property
    def cuts(self) -> set[int]:
        """The places from which on a break holds."""
        return {self.times.index(each.time) for each in self.breaks}


def series_plot(given: Series, title: str, *, description: str = "", language: Language = "nb") -> Picture:
    """Show figures over time, with breaks, gaps and outliers.

    Args:
        given: the lines, with unit and breaks.
        title: what they show.
        description: words to add before the figures.
        language: of the picture's own words.
    """
    data = _table(given, language)
    if not given.known:
        return Picture.empty(title, data.headings, language)
    names = [plain(line.name) for line in given.lines]
    beside = 1 < len(names) <= 6 and max(map(len, names)) <= _BESIDE
    marked = ([] if beside or len(names) == 1 else names) + (
        [say("theil-sen", language)] if given.slope is not None else []
    )
    head = legend_height(marked) if marked else 0.0
    frame = _frame(given, 14 + LETTER * max(map(len, names)) if beside else RIGHT, language)
    with sheet(head + frame.total) as canvas:
        axes = frame.place(canvas, head)
        handles = [_draw(axes, given, number) for number in range(len(given.lines))]
        handles = [] if beside or len(names) == 1 else handles
        if given.slope is not None:
            handles.append(_lean(axes, given, given.slope))
        _mark_breaks(axes, given, language)
        if beside:
            _name_ends(axes, frame, given)
        if marked:
            legend(canvas, handles, marked)
        said = _lines_in_words(given, language)
        full = f"{description} {said}. {_note(given, language)}"
        return Picture.of(canvas, title, said, full, data, language, _note(given, language))


def _frame(given: Series, right: float, language: Language) -> Frame:
    """Give a chart from zero; breaks have their numbers above the plot."""
    y, above = from_zero(given.known, language), LINE if given.breaks else 0.0
    draft = Frame(of_places(given.places, given.times, 200), y, y_unit=given.unit, right=right, above=above)
    return Frame(of_places(given.places, given.times, draft.width), y, y_unit=given.unit, right=right, above=above)


def _draw(axes: Any, given: Series, number: int) -> Any:
    """Draw a line in parts between breaks and gaps, and ring its outliers; give the mark that stands for it."""
    from matplotlib.lines import Line2D

    line = given.lines[number]
    look = {
        "color": COLOURS[number % len(COLOURS)], "marker": MARKERS[number % len(MARKERS)], "ms": 6, "lw": 1.8,
        "linestyle": DASHES[number // 2 % len(DASHES)], "clip_on": False,
    }  # fmt: skip
    part: list[tuple[float, float]] = []
    for place, (x, y) in enumerate(zip(given.places, line.values, strict=True)):
        if part and (y is None or place in given.cuts):
            axes.plot(*zip(*part, strict=True), **look)
            part = []
        if y is not None:
            part.append((x, y))
            if given.times[place] in line.outliers:
                axes.plot(x, y, "o", ms=14, mfc="none", mec=VERMILLION, mew=1.6, clip_on=False)
    if part:
        axes.plot(*zip(*part, strict=True), **look)
    return Line2D([], [], **look)


def _lean(axes: Any, given: Series, slope: float) -> Any:
    """Draw a slope through the medians of the first line."""
    known = [(x, y) for x, y in zip(given.places, given.lines[0].values, strict=True) if y is not None]
    across, up = statistics.median(x for x, _ in known), statistics.median(y for _, y in known)
    ends = [known[0][0], known[-1][0]]
    heights = [up + slope * (x - across) for x in ends]
    (drawn,) = axes.plot(ends, heights, color=INK, lw=1.4, linestyle=(0, (4, 2)), alpha=SOFT)
    return drawn


def _mark_breaks(axes: Any, given: Series, language: Language) -> None:
    """Draw a line between the two times that a break parts, dotted where it was found in the figures."""
    for number, each in enumerate(given.breaks, 1):
        place = given.times.index(each.time)
        x = (given.places[place - 1] + given.places[place]) / 2
        axes.axvline(x, color=INK, lw=1.2, linestyle=(0, (1, 2)) if each.found else "-")
        name = str(number) if len(given.breaks) > 1 else say("possible break" if each.found else "break", language)
        axes.annotate(
            name, (x, 1), (0, 4), xycoords=("data", "axes fraction"), textcoords="offset points", ha="center",
            va="baseline", fontsize=SMALL,
        )  # fmt: skip


def _name_ends(axes: Any, frame: Frame, given: Series) -> None:
    """Write each line's name beside its last value, moved apart where two would stand in each other."""
    ends = []
    for line in given.lines:
        known = [(x, y) for x, y in zip(given.places, line.values, strict=True) if y is not None]
        if known:
            ends.append((plain(line.name), *known[-1]))
    scale = (frame.y.high - frame.y.low) / frame.height
    wanted = [(y - frame.y.low) / scale for _, _, y in ends]
    for (name, x, y), height in zip(ends, apart(wanted, 13.0, 0.0, frame.height), strict=True):
        axes.annotate(
            name, (x, y), (frame.x.high, frame.y.low + height * scale), xycoords="data", textcoords="data", va="center",
            annotation_clip=False, arrowprops={"arrowstyle": "-", "color": INK, "alpha": 0.5, "lw": 0.6, "shrinkB": 4},
        )  # fmt: skip


def _lines_in_words(given: Series, language: Language) -> str:
    """Say where each line begins and ends, and what is missing in it."""
    said = []
    for line in given.lines:
        known = [(time, value) for time, value in zip(given.times, line.values, strict=True) if value is not None]
        missing = [time for time, value in zip(given.times, line.values, strict=True) if value is None]
        words = say("not given", language)
        if known:
            (first, low), (last, high) = known[0], known[-1]
            ends = (shown(each, given.decimals, language) for each in (low, high))
            words = say("from to in", language, low=next(ends), first=first, high=next(ends), last=last)
            words += f", {say('missing in', language, times=listed(missing, language))}" if missing else ""
        words += f", {say('apart in', language, times=listed(line.outliers, language))}" if line.outliers else ""
        said.append(f"{plain(line.name)} {words}".strip())
    return "; ".join(said) + (f" ({given.unit})" if given.unit else "")


def _note(given: Series, language: Language) -> str:
    """Say what each break is, and what the rings are."""
    several, said = len(given.breaks) > 1, []
    for number, each in enumerate(given.breaks, 1):
        words = say("possible break from" if each.found else "break from", language, time=each.time)
        said.append((f"{number}: " if several else "") + words + (f": {each.text.rstrip('.')}." if each.text else "."))
    if any(line.outliers for line in given.lines):
        said.append(say("rings", language))
    return " ".join(said)


def _table(given: Series, language: Language) -> DataTable:
    """Give the values by time, with a column that marks the breaks."""
    headings = [Heading(say("time", language), numeric=False)]
    headings += [Heading(plain(line.name) or say("value", language), given.unit) for line in given.lines]
    broken = {each.time: say("possible break" if each.found else "break", language) for each in given.breaks}
    headings += [Heading(say("remark", language), numeric=False)] if broken else []
    rows = [
        (
            time,
            *(shown(line.values[place], given.decimals, language) for line in given.lines),
            *([broken.get(time, "")] if broken else []),
        )
        for place, time in enumerate(given.times)
    ]
    return DataTable(tuple(headings), tuple(rows))
