"""Pictures of tests asked together: each p-value as it was and as adjusted, against the level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.look import BLUE, VERMILLION
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Reference, Row, legend, legend_height, panels
from auditlib.pictures.scales import Scale, of_chances
from auditlib.pictures.words import as_printed, listed, plain, say
from auditlib.stats import AdjustedTest, Family
from auditlib.stats.families import written_p


@draws.register
def of_family(result: Family, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the p-values of a family against its level, as computed and as adjusted for their number."""
    named = title or say("family title", language, name=result.name)
    return chances(result.tests, result.alpha, named, result.explain(language).sentence, language)


def chances(tests: Sequence[AdjustedTest], alpha: float, title: str, description: str, language: Language) -> Picture:
    """Show p-values on a logarithmic scale: rings as computed, diamonds as adjusted, filled where the test stands."""
    known = [test.p for test in tests if test.p is not None]
    rows = tuple(Row(test.name, _figure(test, language)) for test in tests)
    level = Reference(alpha, say("level alpha", language, x=as_printed(alpha, language)))
    panel = Panel(rows, of_chances(min([*known, alpha]), language), say("p-value", language), level)
    names = [say("p", language), say("p adjusted", language)]
    data = _table(tests, language)
    if not tests:
        return Picture.empty(title, data.headings, language)
    with panels(panel, head=legend_height(names)) as (canvas, ((axes, _),)):
        for test, centre in zip(tests, panel.centres, strict=True):
            _mark(axes, test, centre, panel.scale)
        ring = axes.plot([], [], "o", mfc="none", mec=BLUE, mew=1.6, ms=7, linestyle="none")
        diamond = axes.plot([], [], "D", mfc=VERMILLION, mec=VERMILLION, mew=1.6, ms=7, linestyle="none")
        legend(canvas, [*ring, *diamond], names)
        standing = [plain(test.name) for test in tests if test.stands]
        which = listed(standing, language) if standing else say("none", language)
        short = say("family short", language, k=len(standing), m=len(tests), which=which)
        return Picture.of(canvas, title, short, description, data, language)


def _mark(axes: Any, test: AdjustedTest, centre: float, scale: Scale) -> None:
    """Draw a test's two p-values; nothing where there are none."""
    if test.p is None or test.adjusted is None:
        return
    ends = [scale.kept(test.p), scale.kept(test.adjusted)]
    axes.plot(ends, [centre, centre], color=BLUE, lw=1.2)
    axes.plot(ends[1], centre, "D", ms=8, mfc=VERMILLION if test.stands else "none", mec=VERMILLION, mew=1.6)
    axes.plot(ends[0], centre, "o", ms=6, mfc="none", mec=BLUE, mew=1.6, clip_on=False)


def _figure(test: AdjustedTest, language: Language) -> str:
    """Write the adjusted p-value, or that there is none."""
    return (
        say("not tested", language)
        if test.adjusted is None or test.p is None
        else f"p̃{written_p(test.adjusted, language)[1:]}"
    )


def _table(tests: Sequence[AdjustedTest], language: Language) -> DataTable:
    """Give every test with both p-values and whether it stands."""
    headings = (
        Heading("", numeric=False), Heading(say("p", language)), Heading(say("p adjusted", language)),
        Heading(say("stands", language), numeric=False),
    )  # fmt: skip
    rows = tuple(
        (
            plain(test.name),
            *(
                "–" if p is None or test.p is None else written_p(p, language).removeprefix("p = ").removeprefix("p ")
                for p in (test.p, test.adjusted)
            ),
            say("yes" if test.stands else "no", language),
        )
        for test in tests
    )
    return DataTable(headings, rows)
