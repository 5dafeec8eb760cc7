"""Digits as bars, with what is expected of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditlib.language import Language
from auditlib.pictures.chart import Frame
from auditlib.pictures.look import DARK, INK, ORANGE, SKY, sheet
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import legend, legend_height
from auditlib.pictures.scales import from_zero, of_places
from auditlib.pictures.words import say, shown
from auditlib.stats.explain import require, whole


def digit_bars(
    counts: Mapping[int, int],
    expected: Mapping[int, float],
    title: str,
    *,
    digit: str = "",
    law: str = "",
    description: str = "",
    language: Language = "nb",
) -> Picture:
    """Show how often each digit occurs, against its expected share.

    Args:
        counts: how many figures have each digit (or pair of digits).
        expected: the expected share of each, between 0 and 1.
        title: which figures.
        digit: which digit it is; the first when left out.
        law: what expects the shares; Benford's law when left out.
        description: words to add before the figures.
        language: of the picture's own words.

    Raises StatsError for digits without an expected share, and counts that are negative or not whole.
    """
    leads, seen, found, due = _shares(counts, expected)
    names = digit or say("digit", language), law or say("benford", language)
    data = _table(leads, seen, found, due, names, language)
    if not any(seen):
        return Picture.empty(title, data.headings, language)
    x = replace(of_places(leads, list(map(str, leads)), 290), low=leads[0] - 0.7, high=leads[-1] + 0.7)
    frame = Frame(x, from_zero([*found, *due], language), names[0], say("percent", language))
    marks = [say("observed", language), names[1]]
    with sheet(legend_height(marks) + frame.total) as canvas:
        axes, shape = frame.place(canvas, legend_height(marks)), "D" if len(leads) <= 10 else ""
        bars = axes.bar(leads, found, width=0.75, facecolor=SKY, edgecolor=DARK, linewidth=0.8)
        (line,) = axes.plot(leads, due, color=INK, lw=1.2, marker=shape, ms=6, mfc=ORANGE, mec=DARK, clip_on=False)
        legend(canvas, [bars, line], marks)
        return Picture.of(canvas, title, *_in_words(data, sum(seen), found, due, description, language), data, language)


def _shares(
    counts: Mapping[int, int], expected: Mapping[int, float]
) -> tuple[list[int], list[int], list[float], list[float]]:
    """Give the digits in order, with the count, the share and the expected share of each, in percent."""
    require(set(counts) <= set(expected), "counts", sorted(counts), f"digits among {sorted(expected)}")
    leads = sorted(expected)
    seen = [whole(f"counts[{lead}]", counts.get(lead, 0)) for lead in leads]
    return leads, seen, [100 * each / max(1, sum(seen)) for each in seen], [100 * expected[lead] for lead in leads]


def _table(
    leads: Sequence[int], seen: Sequence[int], found: Sequence[float], due: Sequence[float], names: tuple[str, str],
    language: Language,
) -> DataTable:  # fmt: skip
    """Give each digit with its count, its share and the expected share."""
    percent = say("percent", language)
    headings = (
        Heading(names[0]), Heading(say("cases", language)), Heading(say("observed", language), percent),
        Heading(names[1], percent),
    )  # fmt: skip
    rows = tuple(
        (str(lead), shown(count, 0, language), shown(share, 1, language), shown(chance, 1, language))
        for lead, count, share, chance in zip(leads, seen, found, due, strict=True)
    )
    return DataTable(headings, rows)


def _in_words(
    data: DataTable, n: int, found: Sequence[float], due: Sequence[float], description: str, language: Language
) -> tuple[str, str]:
    """Say which digit there is most too much of, and every share."""
    digit, _, share, expected = data.rows[max(range(len(due)), key=lambda place: found[place] - due[place])]
    short = say("digits short", language, n=shown(n, 0, language), most=digit, share=share, expected=expected)
    lines = "; ".join(f"{lead}: {a} ({b})" for lead, _, a, b in data.rows)
    return short, f"{description} {lines} {say('percent', language)}."
