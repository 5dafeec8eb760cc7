"""Pictures for planning: what a sample costs against what it allows, and what a plan accepts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from auditlib.language import Language
from auditlib.pictures.chart import Frame
from auditlib.pictures.dispatch import draws
from auditlib.pictures.look import BLUE, DARK, DASHES, INK, ORANGE, RIGHT, SMALL, VERMILLION, sheet
from auditlib.pictures.picture import DataTable, Heading, Picture
from auditlib.pictures.rows import legend, legend_height
from auditlib.pictures.scales import between, from_zero
from auditlib.pictures.words import as_printed, say, shown
from auditlib.stats import (
    AttributePlan,
    MonetaryPlan,
    SurveyPlan,
    TwoStagePlan,
    accept_chances,
    cochran,
    krejcie_morgan,
    plan_monetary,
    plan_sample,
)
from auditlib.stats.explain import StatsError

_RATES = 60


@draws.register
def of_plan(result: AttributePlan, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how many cases are needed for each number of allowed deviations, with the plan marked."""

    def needed(k: float) -> int:
        given: dict[str, Any] = {"population": result.population, "distribution": result.distribution}
        return plan_sample(result.tolerable, None, result.confidence, allowed=int(k), **given).n

    points = _points(range(max(6, result.k + 4)), needed)
    return _curve(
        points, (float(result.k), result.n), title or say("plan title", language), say("allowed", language),
        say("cases", language), say("plan short", language, n=shown(result.n, 0, language), k=result.k),
        result.explain(language).sentence, language,
    )  # fmt: skip


@draws.register
def of_monetary_plan(result: MonetaryPlan, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how many kroner must be drawn for each expected misstatement, with the plan marked."""

    def needed(amount: float) -> int:
        return plan_monetary(result.book_value, result.tolerable, amount, result.confidence).n

    steps = [result.tolerable * each / 10 for each in range(7) if result.tolerable * each / 10 < result.tolerable]
    points = _points(sorted({*steps, result.expected}), needed)
    n, expected = shown(result.n, 0, language), shown(result.expected, 0, language)
    return _curve(
        points, (result.expected, result.n), title or say("monetary title", language), say("expected error", language),
        say("draws", language), say("monetary short", language, n=n, expected=expected),
        result.explain(language).sentence, language,
    )  # fmt: skip


@draws.register
def of_survey(result: SurveyPlan, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how many answers are needed for each margin of error, with the plan marked."""

    def needed(points: float) -> int:
        margin, rest = points / 100, {"proportion": result.proportion}
        if result.method == "krejcie-morgan" and result.population is not None:
            return krejcie_morgan(result.population, result.confidence, margin=margin, **rest).n
        return cochran(margin, result.confidence, population=result.population, z=result.quantile, **rest).n

    own = round(100 * result.margin, 6)
    points = _points(sorted({*(float(each) for each in range(2, 11)), own}), needed)
    n, margin = shown(result.n, 0, language), as_printed(own, language)
    return _curve(
        points, (own, result.n), title or say("survey title", language), say("margin", language),
        say("answers", language), say("survey short", language, n=n, margin=margin),
        result.explain(language).sentence, language,
    )  # fmt: skip


def _points(steps: Sequence[float], needed: Callable[[float], int]) -> list[tuple[float, int]]:
    """Give how many are needed at each step, leaving out those that no sample can meet."""
    found = []
    for step in steps:
        try:
            found.append((float(step), needed(step)))
        except StatsError:
            continue
    return found


def _curve(
    points: Sequence[tuple[float, int]], plan: tuple[float, int], title: str, x_unit: str, y_unit: str, short: str,
    description: str, language: Language,
) -> Picture:  # fmt: skip
    """Show what is needed at each step, and the plan as a diamond on the line."""
    x, y = (
        from_zero([step for step, _ in [*points, plan]], language),
        from_zero([n for _, n in [*points, plan]], language),
    )
    frame = Frame(x, y, x_unit, y_unit, right=RIGHT + 14)
    with sheet(frame.total) as canvas:
        axes = frame.place(canvas)
        axes.plot(*zip(*points, strict=True), color=BLUE, lw=1.6, marker="o", ms=5, clip_on=False)
        axes.plot(*plan, "D", ms=10, mfc=ORANGE, mec=DARK, mew=1.2, clip_on=False, zorder=5)
        falls = points[0][1] > points[-1][1]
        axes.annotate(
            shown(plan[1], 0, language), plan, (10, 12 if falls else -12), textcoords="offset points", va="center",
            fontweight="bold", annotation_clip=False,
        )  # fmt: skip
        cells = tuple((as_printed(step, language), shown(n, 0, language)) for step, n in points)
        data = DataTable((Heading(x_unit), Heading(y_unit)), cells)
        return Picture.of(canvas, title, short, description, data, language, say("diamond", language))


@draws.register
def of_two_stages(result: TwoStagePlan, *, title: str = "", language: Language = "nb") -> Picture:
    """Show how likely the plan is to accept at each actual rate, after the first sample and in all."""
    x = between(0.0, min(100.0, 160 * result.tolerable), language)
    rates = [min(1.0, x.high / 100) * step / _RATES for step in range(_RATES + 1)]
    sizes, accept = (result.first, result.second), (result.accept_first, result.accept_total)
    chances = [accept_chances(sizes, accept, rate, result.population) for rate in rates]
    lines = [100 * first for first, _ in chances], [100 * (first + second) for first, second in chances]
    frame = Frame(
        x, between(0.0, 100.0, language), say("actual rate", language), say("chance to accept", language),
    )  # fmt: skip
    names = [say("after first", language), say("in all", language)]
    with sheet(legend_height(names) + frame.total) as canvas:
        axes = frame.place(canvas, legend_height(names))
        handles = []
        for line, colour, dash in zip(lines, (BLUE, VERMILLION), (DASHES[1], "-"), strict=True):
            handles += axes.plot([100 * rate for rate in rates], line, color=colour, lw=2, linestyle=dash)
        for rate, key in ((result.expected, "expected"), (result.tolerable, "tolerable rate")):
            axes.axvline(100 * rate, color=INK, lw=1.2, linestyle=(0, (3, 1.5)))
            axes.annotate(
                say(key, language), (100 * rate, 100), (4, -4), textcoords="offset points", va="top", fontsize=SMALL
            )
        legend(canvas, handles, names)
        data = _chances_table(result, language)
        short = say(
            "stages short", language, first=result.first, second=result.second, n=shown(result.expected_n, 1, language)
        )
        return Picture.of(
            canvas, title or say("stages title", language), short, result.explain(language).sentence, data, language
        )


def _chances_table(result: TwoStagePlan, language: Language) -> DataTable:
    """Give the chances at the expected and the tolerable rate, and halfway."""
    percent = say("percent", language)
    headings = (
        Heading(say("actual rate", language)), Heading(say("after first", language), percent),
        Heading(say("in all", language), percent),
    )  # fmt: skip
    rows = []
    for rate in (0.0, result.expected, (result.expected + result.tolerable) / 2, result.tolerable):
        sizes, accept = (result.first, result.second), (result.accept_first, result.accept_total)
        first, second = accept_chances(sizes, accept, rate, result.population)
        chances = (shown(100 * each, 1, language) for each in (first, first + second))
        rows.append((f"{as_printed(round(100 * rate, 4), language)} {percent}", *chances))
    return DataTable(headings, tuple(dict.fromkeys(rows)))
