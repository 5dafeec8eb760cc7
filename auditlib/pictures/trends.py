"""Pictures of trends: a series with the slope through it, a table's rows over its years, shares in ordered groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.samples import counted
from auditlib.pictures.series import MOST_LINES, Line, Series, SeriesBreak, series_plot
from auditlib.pictures.words import decimals_in, say
from auditlib.stats import SeriesTrend, SharesTrend, clopper_pearson
from auditlib.stats.explain import require
from auditlib.tables import Column, NumberKind, Table

_YEAR = re.compile(r"\d{4}")


@draws.register
def of_series_trend(
    result: SeriesTrend,
    *,
    title: str = "",
    name: str = "",
    breaks: Sequence[SeriesBreak] = (),
    language: Language = "nb",
) -> Picture:
    """Show a series with the slope of Theil and Sen through its medians."""
    times = tuple(f"{each:.10g}".replace(".", "." if language == "en" else ",") for each in result.times)
    given = Series(
        times,
        (Line(name, result.values),),
        result.unit,
        decimals_in(result.values),
        tuple(breaks),
        result.slope.value,
        result.times,
    )
    said = result.explain(language).sentence
    return series_plot(given, title or say("trend title", language), description=said, language=language)


@draws.register
def of_shares_trend(
    result: SharesTrend, *, title: str = "", groups: Sequence[str] = (), language: Language = "nb"
) -> Picture:
    """Show the share in each ordered group with its exact interval; `groups` are their names."""
    n = len(result.counts)
    require(not groups or len(groups) == n, "groups", groups, f"a name for each of the {n} groups")
    rows = []
    for place, (x, total) in enumerate(zip(result.counts, result.totals, strict=True)):
        own = clopper_pearson(x, total, result.confidence)
        name = groups[place] if groups else say("group", language, n=place + 1)
        limits = 100 * own.rate, 100 * own.lower, 100 * own.upper
        rows.append(IntervalRow(name, *limits, counted(x, total, language)))
    return interval_plot(
        [IntervalGroup(tuple(rows))], title or say("shares title", language), confidence=result.confidence,
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip


def has_trend(table: Table) -> bool:
    """Say whether a table has at least three columns of numbers that are years, and rows few enough to tell apart.

    Amounts and shares without a unit are rows in different units, which no axis has in common.
    """
    return len(_years(table)) >= 3 and len(table.rows) <= MOST_LINES and not any(map(_mixed, table.columns))


def _mixed(column: Column) -> bool:
    year = column.numeric and _YEAR.fullmatch(column.name)
    return bool(year) and not column.unit and column.holds in (NumberKind.AMOUNT, NumberKind.SHARE)


def _years(table: Table) -> list[str]:
    return sorted(each.name for each in table.columns if each.numeric and _YEAR.fullmatch(each.name))


@draws.register
def of_table(table: Table, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the rows of a table over its year columns, with its declared breaks; a gap where a year is missing.

    Raises StatsError for a table without years.
    """
    years = _years(table)
    require(bool(years), "table", table.resource.name, "a table with columns of numbers that are years")
    lines = []
    for row in table.names():
        numbers = (table.number(row, year) for year in years)
        lines.append(Line(row, tuple(None if each is None else float(each) for each in numbers)))
    column = table.column(years[0])
    decimals = max(table.decimals(row, year) for row in table.names() for year in years)
    breaks = tuple(SeriesBreak(each.column, each.text) for each in table.resource.breaks if each.column in years[1:])
    given = Series(tuple(years), tuple(lines), (column.unit if column else None) or "", decimals, breaks)
    return series_plot(given, title or table.resource.title, language=language)
