"""Figures with counted cases behind them, placed among all rows: how sure each is, and what chance alone would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditlib.language import _, language, later
from auditlib.matrix.rows import Figure, RowResult
from auditlib.pictures import Picture, caterpillar, picture_of
from auditlib.stats import Funnel, StatsError, clopper_pearson, funnel_proportions, funnel_rates
from auditlib.stats.explain import written
from auditlib.stats.rates import poisson_limits

LEVEL = 0.998  # of the limits: with hundreds of rows, one in twenty outside by chance alone would be too many
_MARKS = {"above": later("over grensene"), "below": later("under grensene")}
_TITLES = later("{figure}: radene etter størrelse"), later("{figure}: radene fra lavest til høyest, med intervaller")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure's rows within the limits for their size, with what they say together and the pictures of it."""

    heading: str
    unit: str
    sentence: str
    figures: tuple[Picture, ...]
    marks: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def outside(self) -> dict[str, str]:
        """Give the rows that lie outside the limits, each with its mark, in the order of the rows."""
        return {name: mark for name, mark in self.marks.items() if mark}


def placed(heading: str, results: Iterable[RowResult]) -> Placed | None:
    """Place the rows on a counted figure; None for one that is not counted, or by fewer than three rows."""
    known = {each.name: _own(heading, each) for each in results}
    counted = {name: each for name, each in known.items() if each is not None and each.of}
    pers = {each.per for each in counted.values()}
    if len(pers) != 1:
        return None
    found = _funnel({name: (each.cases, each.of) for name, each in counted.items()}, rates=pers != {0})
    if found is None:
        return None
    per, unit = float(max(pers)), _unit(max(pers))
    missing = tuple(name for name in known if name not in counted)
    by_size, in_order = (_(each).format(figure=heading) for each in _TITLES)
    pictures = (
        picture_of(found, language=language(), title=by_size, unit=unit, per=per or 1.0, missing=missing),
        caterpillar(found, in_order, unit=unit, per=per or 1.0, language=language()),
    )
    marks = {each.name: _(_MARKS[each.place_widened]) if each.place_widened != "inside" else "" for each in found.units}
    return Placed(heading, unit or _("prosent"), _sentence(found, per), pictures, marks, missing)


def _own(heading: str, result: RowResult) -> Figure | None:
    """Give a row's figure under a heading."""
    return next((each for each in result.figures if each.name == heading), None)


def _funnel(units: Mapping[str, tuple[int, int]], *, rates: bool) -> Funnel | None:
    """Place the units, or None where there is nothing to tell them apart by."""
    try:
        return funnel_rates(units, confidence=LEVEL) if rates else funnel_proportions(units, confidence=LEVEL)
    except StatsError:
        return None


def _unit(per: int) -> str:
    """Say what rates are for each so many of; nothing for shares, which are in percent."""
    return _("per {number}").format(number=written(per, 0, language())) if per else ""


def _sentence(found: Funnel, per: float) -> str:
    """Say what all rows have together, how many lie outside, and how many chance alone would put there."""
    factor = per or 100.0
    unit = _unit(int(per)) or _("prosent")
    narrow, wide = (_outside(found, name) for name in ("place", "place_widened"))
    said = [
        _("Samlet er tallet {figure} {unit} i {count} rader.").format(
            figure=written(found.target * factor, 1, language()), unit=unit, count=len(found.units)
        ),
        (
            _("{outside} ligger utenfor grensene på {level} prosent for sin størrelse; av tilfeldighet alene ventes "
              "høyst {chance}.") if narrow
            else _("Ingen ligger utenfor grensene på {level} prosent for sin størrelse; av tilfeldighet alene ventes "
                   "høyst {chance}.")
        ).format(
            outside=narrow, level=written(100 * LEVEL, 1, language()),
            chance=written(len(found.units) * (1 - LEVEL), 1, language()),
        ),
    ]  # fmt: skip
    if found.overdispersed:
        said.append(
            _("Radene varierer mer enn tilfeldighet gir. Med grenser utvidet for det ligger {outside} utenfor, og bare "
              "de er merket.").format(outside=wide)
        )  # fmt: skip
    said.append(_("Å ligge utenfor sier at noe bør undersøkes, ikke hva det er. Rekkefølgen er ingen rangering."))
    return " ".join(said)


def _outside(found: Funnel, name: str) -> int:
    return sum(getattr(each, name) != "inside" for each in found.units)


def with_interval(figure: Figure) -> str:
    """Write a counted figure with its exact 95 percent interval; another as it is."""
    if not figure.of:
        return figure.said
    if figure.per:
        ends = [each * figure.per / figure.of for each in poisson_limits(figure.cases)]
    else:
        own = clopper_pearson(figure.cases, figure.of)
        ends = [100 * own.lower, 100 * own.upper]
    low, high = (written(each, 1, language()) for each in ends)
    return f"{figure.said} ({low}–{high})"

