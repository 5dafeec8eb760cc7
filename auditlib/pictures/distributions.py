"""Pictures of how the cases of two groups spread over categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditlib.language import Language
from auditlib.pictures.bars import Part
from auditlib.pictures.dispatch import draws
from auditlib.pictures.look import BLUE, HATCH, ORANGE
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import Panel, Row, legend, legend_height, panels
from auditlib.pictures.scales import from_zero
from auditlib.pictures.words import listed, plain, say, shown
from auditlib.stats import DistributionShift, OrderedShift
from auditlib.stats.design import named
from auditlib.stats.explain import require, whole

_MOST_IN_SHORT = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """The cases of a group in each category.

    Raises StatsError for counts that are negative or not whole.
    """

    name: str
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        for place, count in enumerate(self.counts):
            whole(f"{self.name}[{place}]", count)

    @property
    def shares(self) -> list[float]:
        """Each category's share of the cases, in percent; 0 for a group without cases."""
        return [100 * count / max(1, sum(self.counts)) for count in self.counts]


def spreads(
    categories: Sequence[str],
    first: Spread,
    second: Spread,
    title: str,
    *,
    description: str = "",
    language: Language = "nb",
) -> Picture:
    """Show how the cases of two groups spread over categories, as shares of each group's cases.

    Args:
        categories: their names, in order.
        first: the cases of one group.
        second: the cases of the other.
        title: what is spread.
        description: words to add before the figures.
        language: of the picture's own words.

    Raises StatsError for another number of counts than of categories.
    """
    both = (first, second)
    for each in both:
        require(len(each.counts) == len(categories), each.name, each.counts, f"{len(categories)} counts")
    data = _table(categories, both, language)
    if not categories:
        return Picture.empty(title, data.headings, language)
    figures = [" / ".join(shown(each.shares[place], 1, language) for each in both) for place in range(len(categories))]
    scale = from_zero([*first.shares, *second.shares], language, most=100.0)
    panel = Panel(tuple(map(Row, categories, figures)), scale, say("percent", language), band=24.0)
    parts = Part(plain(first.name), BLUE), Part(plain(second.name), ORANGE, HATCH)
    names = [part.name for part in parts]
    with panels(panel, head=legend_height(names)) as (canvas, ((axes, _),)):
        for part, each, shift in zip(parts, both, (-6.0, 6.0), strict=True):
            places = [centre + shift for centre in panel.centres]
            axes.barh(places, each.shares, height=10, hatch=part.hatch, **part.fill)
        legend(canvas, [part.swatch() for part in parts], names)
        said = [f"{plain(category)}: {figure}" for category, figure in zip(categories, figures, strict=True)]
        short, full = _in_words(f"{listed(names, language)}, {panel.unit}: ", said)
        return Picture.of(canvas, title, short, f"{description} {full}", data, language)


def _in_words(begun: str, said: Sequence[str]) -> tuple[str, str]:
    """Say the first categories, and all."""
    more = " …" if len(said) > _MOST_IN_SHORT else ""
    return f"{begun}{'; '.join(said[:_MOST_IN_SHORT])}{more}", f"{begun}{'; '.join(said)}."


def _table(categories: Sequence[str], both: Sequence[Spread], language: Language) -> DataTable:
    """Give cases and shares of both groups in each category."""
    headings = [Heading("", numeric=False)]
    for each in both:
        name = plain(each.name)
        headings += [Heading(f"{name}, {say('cases', language)}"), Heading(name, say("percent", language))]
    rows = []
    for place, category in enumerate(categories):
        figures = [(shown(each.counts[place], 0, language), shown(each.shares[place], 1, language)) for each in both]
        rows.append((plain(category), *figures[0], *figures[1]))
    return DataTable(tuple(headings), tuple(rows))


@draws.register
def of_shift(
    result: DistributionShift | OrderedShift,
    *,
    categories: Sequence[str] = (),
    title: str = "",
    language: Language = "nb",
) -> Picture:
    """Show two distributions as shares of each group; `categories` names those that have cases, in order."""
    names = list(categories) or [say("category", language, n=place + 1) for place in range(len(result.first))]
    one, other = named(result.names, language)
    return spreads(
        names, Spread(one, result.first), Spread(other, result.second), title or say("shift title", language),
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip
