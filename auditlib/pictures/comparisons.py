"""Pictures of two things held against each other: what each was, and under it the difference or the ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.samples import counted
from auditlib.pictures.scales import from_zero, of_ratios
from auditlib.pictures.words import say, shown
from auditlib.stats import (
    Alpha,
    ChangeComparison,
    Kappa,
    PairedComparison,
    ProportionComparison,
    RateComparison,
    wilson,
)
from auditlib.stats.design import named
from auditlib.stats.proportions import Estimate


@draws.register
def of_proportions(result: ProportionComparison, *, title: str = "", language: Language = "nb") -> Picture:
    """Show two shares with Wilson's intervals, from which that of the difference is made, and the difference."""
    names = named(result.names, language)
    counts = list(zip(names, result.counts, result.totals, strict=True))
    return _shares(counts, result, title or _titled("proportions title", result.names, language), language)


@draws.register
def of_pairs(result: PairedComparison, *, title: str = "", language: Language = "nb") -> Picture:
    """Show the share of the same cases at two times with Wilson's intervals, and the difference."""
    both, first, second, _ = result.counts
    one, other = result.names or (say("first time", language), say("second time", language))
    counts = [(one, both + first, result.n), (other, both + second, result.n)]
    return _shares(counts, result, title or say("paired title", language), language)


def _shares(
    counts: Sequence[tuple[str, int, int]],
    result: ProportionComparison | PairedComparison,
    title: str,
    language: Language,
) -> Picture:
    """Show shares on one scale, and under them their difference against none."""
    rows = []
    for name, x, n in counts:
        own = wilson(x, n, result.confidence)
        rows.append(IntervalRow(name, 100 * own.rate, 100 * own.lower, 100 * own.upper, counted(x, n, language)))
    points = [
        100 * (each or 0.0) for each in (result.difference.value, result.difference.lower, result.difference.upper)
    ]
    difference = IntervalGroup(
        (_row(say("difference", language), Estimate(*points)),), say("points", language),
        reference=Reference(0.0, say("no difference", language)), scale=from_zero(points, language),
    )  # fmt: skip
    return interval_plot(
        [IntervalGroup(tuple(rows)), difference], title, confidence=result.confidence,
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip


@draws.register
def of_changes(result: ChangeComparison, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how much two counts changed, in percent, as bars from zero, and the ratio of their growth against 1."""
    bars = tuple(
        IntervalRow(
            name,
            change,
            counts=say("from to counts", language, before=shown(before, 0, language), after=shown(after, 0, language)),
        )
        for name, change, before, after in zip(
            named(result.names, language), result.changes, result.before, result.after, strict=True
        )
    )
    scale = from_zero(result.changes, language)
    return interval_plot(
        [
            IntervalGroup(bars, say("percent change", language), scale=scale, bars=True),
            _against_one("growth ratio", "equal growth", result.growth_ratio, language),
        ],
        title or _titled("growth title", result.names, language), confidence=result.confidence,
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip


@draws.register
def of_rates(result: RateComparison, *, per: float = 1.0, title: str = "", language: Language = "nb") -> Picture:
    """Show two rates as bars, `per` so many units of exposure (as 1000), and their ratio against 1."""
    rates = [rate * per for rate in result.rates]
    decimals = digits(max(rates))
    bars = tuple(
        IntervalRow(
            name,
            rate,
            counts=say(
                "events over", language, x=shown(x, 0, language), t=shown(t, 0, language), unit=result.unit
            ).strip(),
        )
        for name, rate, x, t in zip(named(result.names, language), rates, result.events, result.exposures, strict=True)
    )
    unit = say("events per", language, per=shown(per, 0, language), unit=result.unit).strip()
    return interval_plot(
        [
            IntervalGroup(bars, unit, decimals, bars=True),
            _against_one("rate ratio", "equal rates", result.rate_ratio, language),
        ],
        title or _titled("rates title", result.names, language), confidence=result.confidence,
        description=result.explain(language).sentence, language=language,
    )  # fmt: skip


def _against_one(name: str, equal: str, ratio: Estimate, language: Language) -> IntervalGroup:
    """Give a ratio with its interval on a logarithmic scale around 1."""
    known = [each for each in (ratio.value, ratio.lower, ratio.upper) if each is not None]
    row = _row(say(name, language), ratio)
    return IntervalGroup((row,), "", 2, Reference(1.0, say(equal, language)), of_ratios(known, language))


@draws.register
def of_agreement(result: Kappa | Alpha, *, title: str = "", name: str = "", language: Language = "nb") -> Picture:
    """Show a measure of agreement between coders, where 0 is what chance gives and 1 is full agreement."""
    kind, decimals = ("kappa", 2) if isinstance(result, Kappa) else ("alpha", 3)
    same, n = (
        (result.same, result.n)
        if isinstance(result, Kappa)
        else (result.units - len(result.disagreements), result.units)
    )
    row = IntervalRow(name or say(kind, language), result.value, result.lower, result.upper, counted(same, n, language))
    scale = from_zero([*row.numbers, 1.0], language)
    group = IntervalGroup(
        (row,), say("agreement unit", language), decimals, Reference(0.0, say("chance", language)), scale
    )
    note = say("no interval", language) if result.lower is None else ""
    return interval_plot(
        [group], title or say("agreement title", language), confidence=result.confidence,
        description=result.explain(language).sentence, note=note, language=language,
    )  # fmt: skip


def _titled(key: str, names: tuple[str, str] | None, language: Language) -> str:
    """Name what is held against what, where they have names."""
    what = say(key, language)
    return say("against", language, a=names[0], b=names[1], what=what[:1].lower() + what[1:]) if names else what


def _row(name: str, each: Estimate) -> IntervalRow:
    """Give an estimate as a row; one that is not defined has its limits alone."""
    return IntervalRow(name, each.value, each.lower, each.upper, combined=True)


def digits(value: float, figures: int = 3) -> int:
    """Give the decimals that show so many figures of a value."""
    return max(0, min(6, figures - 1 - math.floor(math.log10(abs(value))))) if value else 1
