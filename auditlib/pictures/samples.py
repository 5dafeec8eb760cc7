"""Pictures of what samples show: a share with its limits, an evaluation against what is tolerable, strata, kroner."""

from __future__ import annotations

from collections.abc import Sequence

from auditlib.language import Language
from auditlib.pictures.dispatch import draws
from auditlib.pictures.intervals import IntervalGroup, IntervalRow, interval_plot
from auditlib.pictures.picture import Picture
from auditlib.pictures.rows import Reference
from auditlib.pictures.words import as_printed, say, shown
from auditlib.stats import (
    CountInterval,
    Evaluation,
    MonetaryBound,
    RateInterval,
    StratifiedRate,
    Stratum,
    evaluate,
)


@draws.register
def of_share(
    result: RateInterval | CountInterval,
    *,
    title: str = "",
    name: str = "",
    reference: Reference | None = None,
    language: Language = "nb",
) -> Picture:
    """Show a share with its interval; `reference` is a norm in percent."""
    row = IntervalRow(
        name or say("share", language), 100 * result.rate, 100 * result.lower, 100 * result.upper,
        counted(result.count, result.n, language),
    )  # fmt: skip
    return interval_plot(
        [IntervalGroup((row,), reference=reference)], title or say("share title", language),
        confidence=result.confidence, description=result.explain(language).sentence, language=language,
    )  # fmt: skip


@draws.register
def of_evaluation(result: Evaluation, *, title: str = "", name: str = "", language: Language = "nb") -> Picture:
    """Show a sample's deviation rate with its limits against the tolerable rate.

    Where a tolerable rate was given, the one-sided upper limit that decides has a row of its own. What the rate can be
    with the missing cases known is a grey band. Cases that were not drawn at random have no limits.
    """
    between = (100 * result.rate_low, 100 * result.rate_high) if result.missing else None
    lower, upper = (None if limit is None else 100 * limit for limit in (result.lower, result.upper))
    cases = counted(result.deviations, result.assessed, language)
    rows = [IntervalRow(name or say("deviations", language), 100 * result.rate, lower, upper, cases, between)]
    if result.tolerable is not None and result.upper_one_sided is not None:
        rows.append(IntervalRow(say("one-sided", language), None, 0.0, 100 * result.upper_one_sided))
    notes = [] if result.generalises else [say("only these", language)]
    notes += [say("missing band", language)] if result.missing else []
    return interval_plot(
        [IntervalGroup(tuple(rows), reference=tolerable(result.tolerable, language))],
        title or say("deviations title", language), confidence=result.confidence,
        description=result.explain(language).sentence, note=" ".join(notes), language=language,
    )  # fmt: skip


@draws.register
def of_strata(
    result: StratifiedRate, *, title: str = "", tolerable_rate: float | None = None, language: Language = "nb"
) -> Picture:
    """Show the rate in each stratum, and that of the whole population below; `tolerable_rate` is a share."""
    rows = [_stratum(each, result.confidence, language) for each in result.strata]
    n, found, missing = (sum(getattr(each, name) for each in result.strata) for name in ("n", "deviations", "missing"))
    between = (100 * result.rate_low, 100 * result.rate_high) if missing else None
    together = IntervalRow(
        say("together", language), 100 * result.rate, 100 * result.lower, 100 * result.upper,
        counted(found, n - missing, language), between, combined=True,
    )  # fmt: skip
    return interval_plot(
        [IntervalGroup((*rows, together), reference=tolerable(tolerable_rate, language))],
        title or say("strata title", language), confidence=result.confidence,
        description=result.explain(language).sentence, note=say("missing band", language) if missing else "",
        language=language,
    )  # fmt: skip


def _stratum(each: Stratum, confidence: float, language: Language) -> IntervalRow:
    """Give a stratum's rate with the limits that were combined: those of its own sample."""
    own = evaluate(
        each.n, each.deviations, confidence, drawn="simple", population=each.population, missing=each.missing
    )
    assert own.lower is not None
    assert own.upper is not None
    between = (100 * own.rate_low, 100 * own.rate_high) if each.missing else None
    cases = counted(each.deviations, own.assessed, language)
    return IntervalRow(each.name, 100 * own.rate, 100 * own.lower, 100 * own.upper, cases, between)


@draws.register
def of_bound(
    result: MonetaryBound, *, title: str = "", tolerable_amount: float | None = None, language: Language = "nb"
) -> Picture:
    """Show the most likely overstatement and its upper bound in kroner against the tolerable amount."""
    reference, kroner = None, say("kroner", language)
    if tolerable_amount is not None:
        amount = f"{shown(tolerable_amount, 0, language)} {kroner}"
        reference = Reference(tolerable_amount, say("tolerable", language, x=amount))
    found = counted(sum(taint > 0 for taint in result.taints), result.n, language)
    row = IntervalRow(say("overstated", language), result.likely, 0.0, result.bound, found)
    return interval_plot(
        [IntervalGroup((row,), kroner, 0, reference)], title or say("overstated title", language),
        confidence=result.confidence, description=result.explain(language).sentence,
        note=say("taints", language, x=_taints(result.taints, language)) if result.taints else "", language=language,
    )  # fmt: skip


def _taints(taints: Sequence[float], language: Language) -> str:
    return "; ".join(_percent(100 * each, language) for each in taints)


def counted(count: int, n: int, language: Language) -> str:
    """Write `10 av 18`."""
    return say("x of n", language, x=shown(count, 0, language), n=shown(n, 0, language))


def tolerable(rate: float | None, language: Language) -> Reference | None:
    """Give the line of the tolerable rate, in percent."""
    if rate is None:
        return None
    return Reference(100 * rate, say("tolerable", language, x=_percent(100 * rate, language)))


def _percent(value: float, language: Language) -> str:
    return f"{as_printed(round(value, 1), language)} {say('percent', language)}"
