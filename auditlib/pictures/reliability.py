"""Pictures of tests of reliability: digits, breaks in a series, figures far out, and what is missing together."""

from __future__ import annotations

from collections.abc import Sequence

from auditlib.language import Language
from auditlib.pictures.digits import digit_bars
from auditlib.pictures.dispatch import draws
from auditlib.pictures.families import chances
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.matrices import missing_pattern
from auditlib.pictures.picture import Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.series import Line, Series, SeriesBreak, series_plot
from auditlib.pictures.words import as_printed, decimals_in, say, sentence, shown
from auditlib.stats.explain import require
from auditlib.stats.families import AdjustedTest
from auditlib.stats.reliability import (
    Breaks,
    CountShift,
    FirstDigits,
    LastDigits,
    Missing,
    MissingLinks,
    ModifiedZ,
    Pettitt,
)
from auditlib.stats.reliability.first_digits import benford

_LEAST_SCORES, _MOST_SCORES, _MOST_LINKS = 5, 15, 20


@draws.register
def of_first_digits(result: FirstDigits, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the first digits, or the first two, against Benford's law."""
    counts = dict(result.leads)
    law = {lead: benford(lead) for lead in range(10 ** (result.digits - 1), 10**result.digits)}
    said = result.explain(language).sentence
    return digit_bars(counts, law, title or say("digits title", language), description=said, language=language)


@draws.register
def of_last_digits(result: LastDigits, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the last digits against an even spread."""
    return digit_bars(
        dict(enumerate(result.counts)), dict.fromkeys(range(10), 0.1), title or say("last title", language),
        digit=say("last digit", language), law=say("even", language), description=result.explain(language).sentence,
        language=language,
    )  # fmt: skip


@draws.register
def of_count_shift(result: CountShift, *, title: str = "", unit: str = "", language: Language = "nb") -> Picture:
    """Show the counts, or the rates where there are exposures, with the shift where one was found."""
    values: list[float | None] = [float(count) for count in result.counts]
    if result.exposures is not None:
        values = [count / exposure for count, exposure in zip(result.counts, result.exposures, strict=True)]
    return _series(
        result.labels, values, result.places, (), title or result.subject, unit, _said(result, language), language
    )


@draws.register
def of_pettitt(
    result: Pettitt,
    *,
    values: Sequence[float | None] = (),
    title: str = "",
    unit: str = "",
    language: Language = "nb",
) -> Picture:
    """Show the tested values, which the result does not hold, with the break where one was found; None is left out.

    Raises StatsError for another number of values than were tested.
    """
    return _series(
        result.labels, values, result.places, (), title or result.subject, unit, _said(result, language), language
    )


@draws.register
def of_breaks(
    result: Breaks,
    *,
    values: Sequence[float | None] = (),
    title: str = "",
    unit: str = "",
    language: Language = "nb",
) -> Picture:
    """Show the tested values, which the result does not hold, with the breaks that were declared and found.

    Raises StatsError for another number of values than were tested.
    """
    labels = result.tests[0].labels
    declared = [SeriesBreak(each.label, each.declared.reason) for each in result.breaks if each.declared is not None]
    return _series(
        labels, values, result.places, declared, title or result.subject, unit, _said(result, language), language
    )


def _said(result: CountShift | Pettitt | Breaks, language: Language) -> str:
    return result.explain(language).sentence


def _series(
    labels: Sequence[str], values: Sequence[float | None], found: Sequence[str], declared: Sequence[SeriesBreak],
    title: str, unit: str, description: str, language: Language,
) -> Picture:  # fmt: skip
    """Show a series with its breaks, in order of time."""
    known = [float(value) for value in values if value is not None]
    require(len(known) == len(labels), "values", len(known), f"the {len(labels)} that were tested")
    marks = [*declared, *(SeriesBreak(label, found=True) for label in found)]
    inside = sorted((each for each in marks if each.time in labels[1:]), key=lambda each: list(labels).index(each.time))
    given = Series(tuple(labels), (Line("", tuple(known)),), unit, decimals_in(known), tuple(inside))
    return series_plot(given, title or say("breaks title", language), description=description, language=language)


@draws.register
def of_scores(result: ModifiedZ, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the figures farthest from the middle by their score, without sign, against the limit."""
    most = min(max(len(result.outliers) + 2, _LEAST_SCORES), _MOST_SCORES)
    farthest = sorted(result.scores, key=lambda each: -abs(each.score))[:most]
    rows = tuple(
        IntervalRow(f"{each.label}: {shown(each.value, result.decimals, language)}", abs(each.score))
        for each in farthest
    )
    limit = Reference(result.limit, say("score limit", language, x=as_printed(round(result.limit, 2), language)))
    group = IntervalGroup(rows, say("score", language), 1, limit)
    return interval_plot(
        [group],
        title or say("scores title", language),
        description=result.explain(language).sentence,
        language=language,
    )


@draws.register
def of_missing(result: Missing, *, title: str = "", language: Language = "nb") -> Picture:
    """Show which columns are missing together."""
    columns = [column.name for column in result.columns]
    return missing_pattern(
        columns, result.patterns, title, description=sentence(result.explain(language).sentence), language=language
    )


@draws.register
def of_links(result: MissingLinks, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how clear the links are between what is missing and other columns, the clearest first; 20 at most."""
    clearest = sorted(result.links, key=lambda link: (link.p, link.column, link.other))[:_MOST_LINKS]
    tests = [
        AdjustedTest(f"{link.column} × {link.other}", link.p, link.adjusted, link in result.standing)
        for link in clearest
    ]
    named = title or say("links title", language)
    return chances(tests, result.alpha, named, result.explain(language).sentence, language)
