"""The picture of a profile: each indicator on a line of its own, as a ratio to what it is held against.

A row has the figure itself, the spread of the group where it is known, other references as open marks, and the limits
of the ratio where it was tested. Indicators keep their order: a profile is no ranking.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.look import BLUE, DARK, FAINT, INK, VERMILLION
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Reference, Row, legend, legend_height, panels
from auditlib.pictures.scales import Scale, of_ratios
from auditlib.pictures.words import plain, say, shown, spread
from auditlib.stats import Profile, ProfileRow
from auditlib.stats.families import written_p

_CAP = 5.0
_MARKS = ("s", "^", "v")


@draws.register
def of_profile(result: Profile, *, title: str = "", language: Language = "nb") -> Picture:
    """Show every indicator as a ratio to the first reference, on one logarithmic scale."""
    numbers = [each for row in result.rows for each in _numbers(row)]
    panel = Panel(
        tuple(Row(row.name, _figure(row, language)) for row in result.rows),
        of_ratios(numbers, language),
        say("profile unit", language, reference=result.references[0]),
        Reference(1.0, plain(result.references[0])),
    )
    names = [*_legend_names(result, language)]
    with panels(panel, head=legend_height(names)) as (canvas, ((axes, _),)):
        for row, centre in zip(result.rows, panel.centres, strict=True):
            _draw(axes, panel.scale, row, centre)
        legend(canvas, [*_handles(axes, result)], names)
        said = result.explain(language).sentence
        return Picture.of(canvas, title or result.name, said, said, _table(result, language), language)


def _numbers(row: ProfileRow) -> Iterator[float]:
    """Give every ratio that must be on the scale."""
    yield row.ratio.value or 1.0
    yield from (each for each in (row.ratio.lower, row.ratio.upper) if 0 < each < math.inf)
    yield from (row.relative(each) for each in (*(row.spread or ()), *row.references[1:]) if each)


def _draw(axes: Any, scale: Scale, row: ProfileRow, centre: float) -> None:
    """Draw an indicator: the group's spread behind, then references, limits and the figure itself."""
    if row.spread:
        ends = [scale.kept(row.relative(each)) for each in row.spread]
        axes.barh(centre, ends[1] - ends[0], left=ends[0], height=11, color=INK, alpha=FAINT)
    for value, mark in zip(row.references[1:], _MARKS, strict=False):
        if value:
            axes.plot(scale.kept(row.relative(value)), centre, mark, ms=7, mfc="none", mec=VERMILLION, mew=1.6)
    if row.p is not None:
        limits = [scale.kept(each) for each in (row.ratio.lower, row.ratio.upper)]
        axes.plot(limits, [centre, centre], color=BLUE, lw=2.6)
        for end, limit, arrow in zip(limits, (row.ratio.lower, row.ratio.upper), "<>", strict=True):
            shape = "|" if end == limit else arrow
            axes.plot(end, centre, shape, color=BLUE, ms=2 * _CAP, mew=2, clip_on=False)
    face = BLUE if row.stands or row.p is None else "none"
    axes.plot(scale.kept(row.ratio.value or 1.0), centre, "o", ms=8, mfc=face, mec=BLUE, mew=1.8, clip_on=False)


def _legend_names(result: Profile, language: Language) -> Iterator[str]:
    yield plain(result.own)
    yield from (plain(each) for each, _ in zip(result.references[1:], _MARKS, strict=False))
    if any(each.spread for each in result.rows):
        yield say("profile spread", language)


def _handles(axes: Any, result: Profile) -> Iterator[Any]:
    yield axes.plot([], [], "o", mfc=BLUE, mec=BLUE, ms=8, linestyle="none")[0]
    for _, mark in zip(result.references[1:], _MARKS, strict=False):
        yield axes.plot([], [], mark, mfc="none", mec=VERMILLION, mew=1.6, ms=7, linestyle="none")[0]
    if any(each.spread for each in result.rows):
        yield axes.barh(0, 0, color=DARK, alpha=FAINT)


def _figure(row: ProfileRow, language: Language) -> str:
    """Write the ratio, and the adjusted p-value where there is one."""
    ratio = shown(row.ratio.value, 2, language)
    return ratio if row.adjusted is None or row.p is None else f"{ratio}, p̃{written_p(row.adjusted, language)[1:]}"


def _table(result: Profile, language: Language) -> DataTable:
    """Give every figure: own, those it is held against, the group's ends, the ratio and what the test said."""
    named = (result.own, *result.references)
    headings = [Heading("", numeric=False), *(Heading(plain(each)) for each in named)]
    headings += [Heading(say("profile spread", language)), Heading(say("ratio", language))]
    headings += [Heading(say("limits", language)), Heading(say("p adjusted", language))] if result.tested else []
    return DataTable(tuple(headings), tuple(_line(row, result.tested, language) for row in result.rows))


def _line(row: ProfileRow, tested: bool, language: Language) -> tuple[str, ...]:
    figures = [shown(each, row.decimals, language) if each is not None else "–" for each in (row.own, *row.references)]
    ends = spread(*row.spread, row.decimals, language) if row.spread else "–"
    cells = [plain(row.name), *figures, ends, shown(row.ratio.value, 2, language)]
    if tested and row.p is not None and row.adjusted is not None:
        cells += [spread(row.ratio.lower, row.ratio.upper, 2, language), written_p(row.adjusted, language)]
    elif tested:
        cells += ["–", say("not tested", language)]
    return tuple(cells)
