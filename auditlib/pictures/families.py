"""Pictures of tests asked together: each p-value as it was and as adjusted, against the level."""

from __future__ import annotations

from auditlib.pictures.dispatch import picture_of
from auditlib.pictures.look import BLUE, VERMILLION
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Reference, Row, legend, legend_height, panels
from auditlib.pictures.scales import of_chances
from auditlib.pictures.words import as_printed, listed, plain, say
from auditlib.stats import AdjustedTest, Family
from auditlib.stats.explain import Language
from auditlib.stats.families import written_p


@picture_of.register
def of_family(result: Family, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the p-values of a family on a logarithmic scale: rings as computed, diamonds adjusted for their number."""
    known = [test.p for test in result.tests if test.p is not None]
    scale = of_chances(min([*known, result.alpha]), language)
    rows = tuple(Row(test.name, _figure(test, language)) for test in result.tests)
    level = as_printed(result.alpha, language)
    panel = Panel(rows, scale, say("p-value", language), Reference(result.alpha, say("level alpha", language, x=level)))
    names = [say("p", language), say("p adjusted", language)]
    with panels(panel, head=legend_height(names)) as (canvas, ((axes, _),)):
        handles = []
        for test, centre in zip(result.tests, panel.centres, strict=True):
            if test.p is None or test.adjusted is None:
                continue
            ends = [scale.kept(test.p), scale.kept(test.adjusted)]
            axes.plot(ends, [centre, centre], color=BLUE, lw=1.2)
            axes.plot(ends[1], centre, "D", ms=8, mfc=VERMILLION if test.stands else "none", mec=VERMILLION, mew=1.6)
            axes.plot(ends[0], centre, "o", ms=6, mfc="none", mec=BLUE, mew=1.6, clip_on=False)
        for shape, face, edge in (("o", "none", BLUE), ("D", VERMILLION, VERMILLION)):
            handles += axes.plot([], [], shape, mfc=face, mec=edge, mew=1.6, ms=7, linestyle="none")
        legend(canvas, handles, names)
        standing = [test.name for test in result.tests if test.stands]
        which = listed(standing, language) if standing else say("none", language)
        short = say("family short", language, k=len(standing), m=len(result.tests), which=which)
        named = title or say("family title", language, name=result.name)
        return Picture.of(canvas, named, short, result.explain(language).sentence, _table(result, language), language)


def _figure(test: AdjustedTest, language: Language) -> str:
    """Write the adjusted p-value, or that there is none."""
    return (
        say("not tested", language)
        if test.adjusted is None or test.p is None
        else f"p̃{written_p(test.adjusted, language)[1:]}"
    )


def _table(result: Family, language: Language) -> DataTable:
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
        for test in result.tests
    )
    return DataTable(headings, rows)
